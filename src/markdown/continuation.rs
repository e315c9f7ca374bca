//! What a chunk goes on with, when a block is so long that it had to be cut inside.
//!
//! A cut between blocks leaves nothing to remember. Past the cap a block is cut at one of its own seams, and the next
//! chunk is parsed with a few bytes in front of it (its *lead*) that put the parser into the same containers and the same
//! kind of block. What came before in these decides how they go on: the number of the next item, whether a list has blank
//! lines, the name of an alert, the columns of a table.
//!
//! The page shows nothing of the cut, with these exceptions. Emphasis, links and code spans of more than some kilobytes are
//! read as text where it goes through them. A comment in code that began more than 16 KB further up loses its colour. A list
//! has blank lines between its items, and a column of a table its width, by what was there so far: what comes later can
//! widen a column or a number, and never narrows it again. An element of HTML with blocks in it, and a footnote, end there.

use std::borrow::Cow;
use std::sync::Arc;

use super::block::{Alignment, Block, BlockKind, Callout, Cell, Parsed, Resumption, Seam};
use super::inline::{Inline, InlineKind};
use super::path::{Step, StepKind};
use super::ragged;
use super::select::{Columns, Kind};
use crate::text::sanitize::Safe;
use crate::text::wrap::{Extent, extent};

/// What the chunk before was cut in the middle of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Continuation {
    /// Nothing: the chunk begins with a block of its own.
    #[default]
    Nothing,
    /// A block.
    Inside(Arc<Inside>),
}

/// The inside of a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Inside {
    lead: Arc<str>,
    around: Vec<Around>,
    seam: Seam,
    /// What was cut itself, if it was not parted from others.
    leaf: Leaf,
    /// Of a table: the cells of its header, without links.
    head: Arc<[Cell]>,
    /// Of a table: how its columns are aligned.
    alignments: Arc<[Alignment]>,
    /// Of a table: what its columns have wished for so far.
    columns: Arc<[Extent]>,
}

// Cells are compared by what they say; nothing in them is unequal to itself.
impl Eq for Inside {}

/// What block was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaf {
    Paragraph,
    Code,
    Table,
    /// HTML that is read otherwise than as HTML: a comment, a script, preformatted text.
    Raw,
    /// Other HTML, which may be anything, or what can't be told.
    Any,
}

/// A container that goes on.
#[derive(Debug, Clone, PartialEq)]
enum Around {
    Quote(Option<Callout>),
    List {
        /// The number of the item that comes first; `None` for bullets.
        number: Option<u64>,
        tight: bool,
        cut: ListCut,
    },
}

/// Where a list was cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ListCut {
    /// Between two items.
    Between,
    /// Inside of one: whether that is a task, and done.
    Inside(Option<bool>),
}

impl Continuation {
    /// Whatever it is, in the middle of it: nothing is known but that it goes on.
    #[must_use]
    pub(super) fn anywhere() -> Self {
        let (head, alignments, columns) = (Arc::default(), Arc::default(), Arc::default());
        let (lead, around, seam, leaf) = (Arc::from(""), Vec::new(), Seam::Within, Leaf::Any);
        Self::Inside(Arc::new(Inside { lead, around, seam, leaf, head, alignments, columns }))
    }

    /// What follows a chunk that went on with `before` and says `parsed`, if it was cut inside of these containers.
    /// `None` if the chunk does not end in them.
    pub(super) fn behind(
        before: &Self,
        parsed: &Parsed,
        steps: &[Step],
        (seam, leaf, lead): (Seam, Leaf, &str),
    ) -> Option<Self> {
        let same = before.lead() == lead;
        let lead = match before {
            Self::Inside(inside) if same => Arc::clone(&inside.lead),
            _ => Arc::from(lead),
        };
        let mut around = Vec::new();
        let mut blocks = &parsed.blocks;
        let mut steps = steps.iter().peekable();
        while let Some(step) = steps.next() {
            match (&step.kind, &blocks.last()?.kind) {
                (StepKind::Quote, BlockKind::Quote { alert, blocks: quoted }) => {
                    around.push(Around::Quote(
                        alert.as_ref().map(|alert| Callout { title: Vec::new(), ..alert.clone() }),
                    ));
                    blocks = quoted;
                }
                (StepKind::List, BlockKind::List { start, tight, items }) => {
                    let count = items.len() as u64;
                    let mut list = (count, ListCut::Between);
                    if steps.next_if(|step| step.kind == StepKind::Item).is_some() {
                        let last = items.last()?;
                        list = (count.saturating_sub(1), ListCut::Inside(last.task));
                        blocks = &last.blocks;
                    }
                    let number = start.map(|start| start.saturating_add(list.0));
                    around.push(Around::List { number, tight: *tight, cut: list.1 });
                }
                _ => return None,
            }
        }
        let (mut head, mut alignments, mut columns) = (Arc::default(), Arc::default(), Arc::default());
        if leaf == Leaf::Table
            && let Some(BlockKind::Table { alignments: aligned, head: cells, rows }) =
                blocks.last().map(|block| &block.kind)
        {
            match before {
                Self::Inside(inside) if same => {
                    (head, alignments) = (Arc::clone(&inside.head), Arc::clone(&inside.alignments));
                    columns = widened(&inside.columns, rows.iter().flat_map(|row| row.iter().enumerate()));
                }
                _ => {
                    (head, alignments) = (cells.iter().map(without_links).collect(), Arc::from(&**aligned));
                    let cells = cells.iter().enumerate().chain(rows.iter().flat_map(|row| row.iter().enumerate()));
                    columns = widened(&columns, cells);
                }
            }
        }
        Some(Self::Inside(Arc::new(Inside { lead, around, seam, leaf, head, alignments, columns })))
    }

    /// The text that is put in front of the chunk before it is parsed, and whose own content is dropped.
    #[must_use]
    pub fn lead(&self) -> &str {
        match self {
            Self::Nothing => "",
            Self::Inside(inside) => &inside.lead,
        }
    }

    /// What is put in front of this text: the [`lead`](Self::lead), with as many bytes. The header of a table has no more
    /// columns there than the text has cells in a row.
    pub(super) fn lead_of(&self, text: &str) -> Cow<'_, str> {
        self.table_lead().map_or(Cow::Borrowed(self.lead()), |lead| ragged::narrowed(lead, text))
    }

    /// The lead, if what goes on is a table.
    pub(super) fn table_lead(&self) -> Option<&str> {
        match self {
            Self::Inside(inside) if inside.leaf == Leaf::Table && inside.seam == Seam::Within => Some(&inside.lead),
            _ => None,
        }
    }

    /// The line that opened the code that goes on, where nothing stands around that.
    #[must_use]
    pub fn fence(&self) -> Option<&str> {
        match self {
            Self::Inside(inside)
                if inside.leaf == Leaf::Code && inside.seam == Seam::Within && inside.around.is_empty() =>
            {
                Some(&*inside.lead).filter(|lead| !lead.is_empty())
            }
            _ => None,
        }
    }

    /// Whether it is the lines of a paragraph that go on.
    #[must_use]
    pub fn is_in_paragraph(&self) -> bool {
        matches!(self, Self::Inside(inside) if inside.leaf == Leaf::Paragraph && inside.seam == Seam::Within)
    }

    /// Whether the HTML in the lead is read with that of the chunk.
    pub(super) fn keeps_html(&self) -> bool {
        matches!(self, Self::Inside(inside) if inside.leaf == Leaf::Raw)
    }

    /// Whether the chunk's first block goes on with the last one of the chunk before.
    #[must_use]
    pub fn joins(&self) -> bool {
        *self != Self::Nothing
    }

    /// The number with which the innermost list goes on, if it is one with numbers.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        match self {
            Self::Nothing => None,
            Self::Inside(inside) => inside.around.iter().rev().find_map(|around| match around {
                Around::List { number, .. } => *number,
                Around::Quote(_) => None,
            }),
        }
    }

    /// Whether what goes on is a block of a kind inside of so many containers, or has one around it that is.
    #[must_use]
    pub fn goes_on_with(&self, kind: Kind, depth: usize) -> bool {
        let Self::Inside(inside) = self else { return false };
        let leaf = |leaf| inside.leaf == leaf && inside.around.len() == depth && inside.seam == Seam::Within;
        match kind {
            Kind::Table => leaf(Leaf::Table),
            Kind::Code => leaf(Leaf::Code),
            Kind::Quote => matches!(inside.around.get(depth), Some(Around::Quote(_))),
            // It ends where it is cut.
            Kind::Footnote => false,
        }
    }

    /// Whether the parser is put into the same containers and the same kind of block: of two tables with other headers
    /// that is not so.
    #[must_use]
    pub fn opens_as(&self, other: &Self) -> bool {
        self.lead() == other.lead()
    }

    /// What the columns of a table that goes on have wished for so far, and its header.
    #[must_use]
    pub fn columns(&self) -> Columns {
        match self {
            Self::Nothing => Columns::default(),
            Self::Inside(inside) => Columns { head: Arc::clone(&inside.head), wishes: Arc::clone(&inside.columns) },
        }
    }

    /// Lets the first blocks of a chunk, which says `text`, go on as those before it do.
    pub(super) fn carry_on(&self, parsed: &mut Parsed, text: &str) {
        let Self::Inside(inside) = self else { return };
        let (levels, inner) = carry_on(&inside.around, &mut parsed.blocks, text);
        let goes_on = match inside.seam {
            Seam::Within => inner.first().is_some_and(|first| inside.leaf.goes_on_with(first, text)),
            Seam::Items | Seam::Blocks => true,
        };
        if goes_on && let Some(BlockKind::Table { alignments, .. }) = inner.first_mut().map(|first| &mut first.kind) {
            inside.align(alignments);
        }
        let seam = if goes_on && levels == inside.around.len() { inside.seam } else { Seam::Blocks };
        // What was cut may have ended right there.
        if levels > 0 || seam == Seam::Within {
            let (head, columns) = (Arc::clone(&inside.head), Arc::clone(&inside.columns));
            parsed.resumption = Some(Box::new(Resumption { levels, seam, head, columns, above: "".into() }));
        }
    }
}

impl Inside {
    /// Aligns the columns of a table that goes on as all of its header says.
    fn align(&self, alignments: &mut Vec<Alignment>) {
        if self.leaf == Leaf::Table && self.seam == Seam::Within {
            *alignments = self.alignments.to_vec();
        }
    }
}

impl Leaf {
    fn goes_on_with(self, block: &Block, text: &str) -> bool {
        match (self, &block.kind) {
            (Self::Any | Self::Raw, _)
            | (Self::Paragraph, BlockKind::Paragraph(_))
            | (Self::Code, BlockKind::Code { .. })
            | (Self::Table, BlockKind::Table { .. }) => is_first(block, text),
            _ => false,
        }
    }
}

/// Whether a block begins on the first line, or before it.
fn is_first(block: &Block, text: &str) -> bool {
    text.get(..block.span.start).is_some_and(|above| !above.contains(['\n', '\r']))
}

/// Lets containers go on that stand inside of each other, the first of each. Returns how many of them do, and the blocks
/// of the innermost one.
fn carry_on<'b>(around: &[Around], blocks: &'b mut Vec<Block>, text: &str) -> (usize, &'b mut [Block]) {
    let mut inner = blocks;
    let mut levels = 0;
    for around in around {
        if !inner.first().is_some_and(|first| is_first(first, text) && around.goes_on_with(first)) {
            break;
        }
        levels += 1;
        let first = inner.first_mut().map(|block| &mut block.kind);
        match (around, first) {
            (Around::Quote(before), Some(BlockKind::Quote { alert, blocks })) => {
                alert.clone_from(before);
                inner = blocks;
            }
            (Around::List { number, tight, cut }, Some(BlockKind::List { start, tight: own, items })) => {
                (*start, *own) = (*number, *tight);
                match (cut, items.first_mut()) {
                    (ListCut::Inside(before), Some(first)) => {
                        first.task = *before;
                        inner = &mut first.blocks;
                    }
                    _ => return (levels, &mut []),
                }
            }
            _ => return (levels, &mut []),
        }
    }
    (levels, inner)
}

impl Around {
    fn goes_on_with(&self, block: &Block) -> bool {
        match (self, &block.kind) {
            (Self::Quote(_), BlockKind::Quote { .. }) => true,
            (Self::List { number, .. }, BlockKind::List { start, .. }) => start.is_some() == number.is_some(),
            _ => false,
        }
    }
}

/// A cell of a header for the chunks that don't have it.
pub(super) fn without_links(cell: &Cell) -> Cell {
    let content = cell.content.iter().map(|inline| Inline { link: None, source: 0..0, ..inline.clone() });
    Cell { content: content.collect(), start: 0 }
}

/// What columns wish for that have these cells, too.
pub(super) fn widened<'a>(columns: &Arc<[Extent]>, cells: impl Iterator<Item = (usize, &'a Cell)>) -> Arc<[Extent]> {
    let mut wishes = columns.to_vec();
    for (column, cell) in cells.filter(|(_, cell)| !cell.content.is_empty()) {
        if wishes.len() <= column {
            wishes.resize(column + 1, Extent::default());
        }
        let own = extent(&Safe::new(&words(&cell.content)));
        let wish = &mut wishes[column];
        wish.natural = wish.natural.max(own.natural);
        wish.longest_word = wish.longest_word.max(own.longest_word);
    }
    if *wishes == **columns { Arc::clone(columns) } else { wishes.into() }
}

/// About what a cell shows.
fn words(content: &[Inline]) -> String {
    content
        .iter()
        .flat_map(|inline| match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text, _) => ["", text],
            InlineKind::Image(name) => ["▣ \u{2060}", name],
            InlineKind::SoftBreak => ["", " "],
            InlineKind::HardBreak => ["", "\n"],
            _ => [""; 2],
        })
        .collect()
}
