//! The blocks of a chunk: the tree that the layout lays out.
//!
//! All positions are bytes of the chunk's text, counted from its beginning. Containers are nested at most
//! [`MAX_DEPTH`] deep; what is nested deeper stands in the innermost one, so that nobody needs to fear for the stack.

use std::ops::Range;
use std::sync::Arc;

use super::inline::{Inline, InlineKind, Link, SourceMap};
use super::notes::{Notes, Numbered};
use super::references::fold;
use crate::text::wrap::Extent;

/// How many containers may stand inside each other; deeper ones are dropped and their content is kept.
pub const MAX_DEPTH: usize = 24;

/// A parsed chunk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// The blocks in the order of the text.
    pub blocks: Vec<Block>,
    /// The links that inlines name by their index, in the order of the text.
    pub links: Vec<Link>,
    /// The labels (folded, see [`super::references::fold`]) that were looked up and not found: a definition that turns
    /// up later changes what this chunk says.
    pub wants: Vec<Box<str>>,
    /// The footnotes that are mentioned or written in it: if one of the numbers becomes another, so does what it says.
    pub notes: Vec<Numbered>,
    /// How the first block goes on with what was cut in the chunk before.
    pub resumption: Option<Box<Resumption>>,
    /// Where the paragraph begins that goes on in the next chunk.
    pub cut: Option<usize>,
}

/// How the first block of a chunk goes on with one that was cut inside.
#[derive(Debug, Clone, PartialEq)]
pub struct Resumption {
    /// How many containers go on: the first block, the first one in it, and so on. A list counts as one with its first item.
    pub levels: usize,
    /// What was parted in the innermost of them.
    pub seam: Seam,
    /// Of a table: the cells of its header, which the chunk before has shown.
    pub head: Arc<[Cell]>,
    /// Of a table: what its columns wished for in all chunks before.
    pub columns: Arc<[Extent]>,
    /// Of code: some of what stands above it, which says what its first words are.
    pub above: Arc<str>,
}

/// What a cut inside of a block has parted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seam {
    /// Two items of a list.
    Items,
    /// Two blocks of a quote or an item.
    Blocks,
    /// Two lines of one block: code, a table, a paragraph.
    Within,
}

/// An edge of a chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// Where it begins.
    Beginning,
    /// Where it ends.
    End,
}

impl Edge {
    fn of<T>(self, parts: &[T]) -> Option<&T> {
        match self {
            Self::Beginning => parts.first(),
            Self::End => parts.last(),
        }
    }
}

impl Parsed {
    /// Whether what stands further down in the document may change it: a definition, or the number of a note that
    /// nobody has mentioned yet.
    #[must_use]
    pub fn awaits(&self) -> bool {
        !self.wants.is_empty() || self.awaits_number()
    }

    /// Whether it has a note that nobody has mentioned yet: any mention further down gives it its number.
    #[must_use]
    pub fn awaits_number(&self) -> bool {
        self.notes.iter().any(|note| note.number.is_none())
    }

    /// Hands out the inline text of every block that has some, in the order of the text.
    pub fn for_each_content(&mut self, each: &mut dyn FnMut(&mut Vec<Inline>)) {
        for_each_part(&mut self.blocks, &mut |part| {
            if let Part::Content(content) = part {
                each(content);
            }
        });
    }

    /// The info string and the text of the code block that begins at this byte of the chunk.
    #[must_use]
    pub fn code_at(&self, start: usize) -> Option<(&str, &Mapped)> {
        code_in(&self.blocks, start)
    }

    /// Where the code block begins, a byte of the chunk, with which the chunk itself begins or ends, whatever containers
    /// that stands in.
    #[must_use]
    pub fn code_at_edge(&self, edge: Edge) -> Option<usize> {
        let mut blocks = &self.blocks;
        loop {
            let block = edge.of(blocks)?;
            blocks = match &block.kind {
                BlockKind::Code { .. } => return Some(block.span.start),
                BlockKind::Quote { blocks, .. } => blocks,
                BlockKind::List { items, .. } => &edge.of(items)?.blocks,
                _ => return None,
            };
        }
    }

    /// Takes in that its last paragraph goes on in the next chunk, if it ends with one.
    pub fn go_on(&mut self) {
        let mut last = self.blocks.last();
        while let Some(block) = last {
            last = match &block.kind {
                BlockKind::Paragraph(_) => {
                    self.cut = Some(block.span.start);
                    return;
                }
                BlockKind::Quote { blocks, .. } => blocks.last(),
                BlockKind::List { items, .. } => items.last().and_then(|item| item.blocks.last()),
                _ => return,
            };
        }
    }

    /// Gives the footnotes the numbers that they have by now. Returns whether all of them have one.
    pub(super) fn number(&mut self, notes: &Notes) -> bool {
        if self.notes.is_empty() {
            return true;
        }
        for note in &mut self.notes {
            note.number = notes.number(&note.label);
        }
        for_each_part(&mut self.blocks, &mut |part| match part {
            Part::Note(label, number) => *number = notes.number(&fold(label)),
            Part::Content(content) => {
                for inline in content {
                    if let InlineKind::FootnoteReference(label, number) = &mut inline.kind {
                        *number = notes.number(&fold(label));
                    }
                }
            }
        });
        !self.awaits_number()
    }
}

/// No deeper than [`MAX_DEPTH`].
fn code_in(blocks: &[Block], start: usize) -> Option<(&str, &Mapped)> {
    // A block begins where its first one does, or before.
    let mut around = blocks.iter().filter(|block| block.span.start <= start && start <= block.span.end);
    around.find_map(|block| match &block.kind {
        BlockKind::Code { info, text } => (block.span.start == start).then_some((&**info, text)),
        BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } | BlockKind::Details { blocks, .. } => {
            code_in(blocks, start)
        }
        BlockKind::List { items, .. } => items.iter().find_map(|item| code_in(&item.blocks, start)),
        BlockKind::Definitions(parts) => parts.iter().find_map(|part| match part {
            Definition::Meaning(blocks) => code_in(blocks, start),
            Definition::Term(..) => None,
        }),
        BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Table { .. } | BlockKind::Rule => None,
    })
}

/// A part of a tree of blocks.
enum Part<'a> {
    /// Inline text.
    Content(&'a mut Vec<Inline>),
    /// A footnote: its label and its number.
    Note(&'a str, &'a mut Option<usize>),
}

/// No deeper than [`MAX_DEPTH`].
fn for_each_part(blocks: &mut [Block], each: &mut dyn FnMut(Part<'_>)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => each(Part::Content(content)),
            BlockKind::Quote { alert, blocks } => {
                if let Some(alert) = alert {
                    each(Part::Content(&mut alert.title));
                }
                for_each_part(blocks, each);
            }
            BlockKind::Footnote { label, number, blocks } => {
                each(Part::Note(label, number));
                for_each_part(blocks, each);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    for_each_part(&mut item.blocks, each);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for cell in head.iter_mut().chain(rows.iter_mut().flatten()) {
                    each(Part::Content(&mut cell.content));
                }
            }
            BlockKind::Definitions(parts) => {
                for part in parts {
                    match part {
                        Definition::Term(content, _) => each(Part::Content(content)),
                        Definition::Meaning(blocks) => for_each_part(blocks, each),
                    }
                }
            }
            BlockKind::Details { summary, blocks, .. } => {
                each(Part::Content(summary));
                for_each_part(blocks, each);
            }
            BlockKind::Code { .. } | BlockKind::Rule => {}
        }
    }
}

/// A block and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the chunk.
    pub span: Range<usize>,
}

/// What a block is (`CommonMark` 0.31.2 chapters 4 and 5, and the extensions that are on).
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading, ATX or setext.
    Heading {
        /// 1 to 6.
        level: u8,
        /// The explicit `{#id}`.
        id: Option<Box<str>>,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A code block, fenced or indented.
    Code {
        /// The info string of the fence; empty for indented code.
        info: Box<str>,
        /// The code, lines parted by newlines.
        text: Mapped,
    },
    /// A quote, or an alert.
    Quote {
        /// What the alert says above its text, where it is one.
        alert: Option<Callout>,
        /// What is quoted.
        blocks: Vec<Block>,
    },
    /// A list.
    List {
        /// The number of the first item; `None` for bullets.
        start: Option<u64>,
        /// Whether its items are set without blank lines.
        tight: bool,
        /// The items.
        items: Vec<Item>,
    },
    /// A table. Rows may be shorter than the header: what is left out is empty.
    Table {
        /// One for each column.
        alignments: Vec<Alignment>,
        /// The header's cells; empty where the chunk continues a table.
        head: Vec<Cell>,
        /// The rows' cells.
        rows: Vec<Vec<Cell>>,
    },
    /// A thematic break.
    Rule,
    /// A part that can be folded away: `<details>`.
    Details {
        /// What stays in view; empty where nothing is said.
        summary: Vec<Inline>,
        /// What can be folded away.
        blocks: Vec<Block>,
        /// Whether it says that it is open to begin with.
        open: bool,
    },
    /// The text of a footnote.
    Footnote {
        /// Its label as written.
        label: Box<str>,
        /// Its number; `None` if nobody mentions it.
        number: Option<usize>,
        /// Its text.
        blocks: Vec<Block>,
    },
    /// Terms and what they mean.
    Definitions(Vec<Definition>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// For a task: whether it is done.
    pub task: Option<bool>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// Where it begins.
    pub start: usize,
}

/// A part of a definition list.
#[derive(Debug, Clone, PartialEq)]
pub enum Definition {
    /// What is defined.
    Term(Vec<Inline>, usize),
    /// What it means.
    Meaning(Vec<Block>),
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What it says.
    pub content: Vec<Inline>,
    /// Where it begins.
    pub start: usize,
}

/// How the cells of a column are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Alignment {
    /// To the left, also where nothing is said.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// What an alert says above its text.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// Its kind.
    pub kind: Alert,
    /// The name of its kind, where that is none of the five and only looks like this one.
    pub name: Option<Box<str>>,
    /// Its title; empty where the name of its kind is one.
    pub title: Vec<Inline>,
}

/// The five kinds of alert that GitHub knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// Worth knowing.
    Note,
    /// Of help.
    Tip,
    /// Needed for success.
    Important,
    /// Needs care.
    Warning,
    /// Has a risk.
    Caution,
}

/// Text that is shown as written, and where its parts stand in the chunk.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mapped {
    /// The text.
    pub text: String,
    /// From bytes of `text` to bytes of the chunk.
    pub map: SourceMap,
}

impl Mapped {
    /// Adds what stands at byte `source` of the chunk.
    pub(super) fn push(&mut self, text: &str, source: usize) {
        self.map.push(self.text.len(), source);
        self.text.push_str(text);
    }
}
