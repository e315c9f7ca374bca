//! One block out of a chunk: where it stands among the containers around it, and the chunk with nothing but it.
//!
//! A block that was cut inside is found again in the chunks behind the first one: it stands in the first block of these,
//! inside of as many containers.

use std::ops::Range;
use std::sync::Arc;

use super::block::{Block, BlockKind, Cell, Definition, Parsed, Resumption, Seam};
use super::continuation::{widened, without_links};
use super::path::{Margin, Step, StepKind, line_start};
use crate::text::wrap::Extent;

/// The kinds of blocks that are looked at alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A table.
    Table,
    /// Code.
    Code,
    /// A quote, or an alert.
    Quote,
    /// A footnote.
    Footnote,
}

impl Kind {
    /// The kind of a block, if it is one of these.
    #[must_use]
    pub fn of(block: &BlockKind) -> Option<Self> {
        match block {
            BlockKind::Table { .. } => Some(Self::Table),
            BlockKind::Code { .. } => Some(Self::Code),
            BlockKind::Quote { .. } => Some(Self::Quote),
            BlockKind::Footnote { .. } => Some(Self::Footnote),
            _ => None,
        }
    }
}

/// A block in its chunk.
#[derive(Debug, Clone)]
pub struct Selected<'a> {
    /// The block.
    pub block: &'a Block,
    /// The quotes and items around it, from the outside in.
    around: Vec<Step>,
    /// How many containers around it can go on in another chunk: a list and its item count as one.
    pub depth: usize,
    /// Whether nothing stands behind it in the chunk, so that it may go on in the next one.
    pub is_last: bool,
}

/// What the columns of a table wish for, and what its header says, for the chunks that don't have it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Columns {
    /// The cells of the header, without links.
    pub head: Arc<[Cell]>,
    /// What the columns wish for.
    pub wishes: Arc<[Extent]>,
}

/// The block of a kind that begins at byte `start` of the chunk.
#[must_use]
pub fn select(parsed: &Parsed, kind: Kind, start: usize) -> Option<Selected<'_>> {
    let found = |block: &Block| Kind::of(&block.kind) == Some(kind) && block.span.start == start;
    within(&parsed.blocks, &found, &Trace::default())
}

/// The first block of a kind in which byte `at` of the chunk lies, the outermost one.
#[must_use]
pub fn select_around(parsed: &Parsed, kind: Kind, at: usize) -> Option<Selected<'_>> {
    let found = |block: &Block| Kind::of(&block.kind) == Some(kind) && block.span.contains(&at);
    within(&parsed.blocks, &found, &Trace::default())
}

/// The block of a kind that the chunk begins with, inside of so many containers: the one that went on there.
#[must_use]
pub fn select_first(parsed: &Parsed, kind: Kind, depth: usize) -> Option<Selected<'_>> {
    at_edge(parsed, kind, depth, Edge::First)
}

/// The block of a kind that the chunk ends with, inside of so many containers: the one that goes on in the next.
#[must_use]
pub fn select_last(parsed: &Parsed, kind: Kind, depth: usize) -> Option<Selected<'_>> {
    at_edge(parsed, kind, depth, Edge::Last)
}

/// An end of a chunk.
#[derive(Debug, Clone, Copy)]
enum Edge {
    First,
    Last,
}

impl Edge {
    fn of<T>(self, parts: &[T]) -> Option<&T> {
        match self {
            Self::First => parts.first(),
            Self::Last => parts.last(),
        }
    }
}

fn at_edge(parsed: &Parsed, kind: Kind, depth: usize, edge: Edge) -> Option<Selected<'_>> {
    let mut blocks: &[Block] = &parsed.blocks;
    for _ in 0..depth {
        blocks = match &edge.of(blocks)?.kind {
            BlockKind::Quote { blocks, .. } => blocks,
            BlockKind::List { items, .. } => &edge.of(items)?.blocks,
            _ => return None,
        };
    }
    let block = edge.of(blocks).filter(|block| Kind::of(&block.kind) == Some(kind))?;
    Some(Selected { block, around: Vec::new(), depth, is_last: true })
}

/// The way to a block.
#[derive(Debug, Clone, Default)]
struct Trace {
    around: Vec<Step>,
    depth: usize,
    is_cut_off: bool,
}

impl Trace {
    /// The same, one container further inside.
    fn inside(&self, kind: StepKind, span: Range<usize>, is_last: bool) -> Self {
        let mut inside = self.clone();
        inside.around.push(Step { kind, start: span.start, end: span.end, children: 0 });
        inside.depth += 1;
        inside.is_cut_off |= !is_last;
        inside
    }
}

/// No deeper than [`super::block::MAX_DEPTH`].
fn within<'a>(blocks: &'a [Block], found: &dyn Fn(&Block) -> bool, trace: &Trace) -> Option<Selected<'a>> {
    let count = blocks.len();
    blocks.iter().enumerate().find_map(|(place, block)| {
        let is_last = place + 1 == count;
        if found(block) {
            let is_last = is_last && !trace.is_cut_off;
            return Some(Selected { block, around: trace.around.clone(), depth: trace.depth, is_last });
        }
        // What goes on nowhere else has no depth of its own, and a margin that can't be told.
        let other = || trace.inside(StepKind::Other, block.span.clone(), false);
        match &block.kind {
            BlockKind::Quote { blocks, .. } => {
                within(blocks, found, &trace.inside(StepKind::Quote, block.span.clone(), is_last))
            }
            BlockKind::List { items, .. } => items.iter().enumerate().find_map(|(item, content)| {
                let is_last = is_last && item + 1 == items.len();
                within(&content.blocks, found, &trace.inside(StepKind::Item, content.start..block.span.end, is_last))
            }),
            BlockKind::Footnote { blocks, .. } | BlockKind::Details { blocks, .. } => within(blocks, found, &other()),
            BlockKind::Definitions(parts) => parts.iter().find_map(|part| match part {
                Definition::Meaning(blocks) => within(blocks, found, &other()),
                Definition::Term(..) => None,
            }),
            _ => None,
        }
    })
}

/// Which piece of a block a chunk has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Its beginning.
    First,
    /// What goes on with the chunk before.
    Next,
}

impl Selected<'_> {
    /// The chunk with nothing but this block, of a plain quote what is quoted. A table gets `columns`: its header is
    /// left to whoever shows it.
    #[must_use]
    pub fn alone(&self, parsed: &Parsed, piece: Piece, columns: &Columns) -> Parsed {
        let (blocks, inside) = match &self.block.kind {
            BlockKind::Quote { alert: None, blocks } => (blocks.clone(), self.depth + 1),
            _ => (vec![self.block.clone()], self.depth),
        };
        let resumption = match (&self.block.kind, piece) {
            (BlockKind::Table { .. }, _) => Some(Resumption {
                levels: 0,
                seam: Seam::Within,
                head: Arc::clone(&columns.head),
                columns: Arc::clone(&columns.wishes),
                above: "".into(),
            }),
            (_, Piece::First) => None,
            (_, Piece::Next) => parsed
                .resumption
                .as_deref()
                .and_then(|open| Some(Resumption { levels: open.levels.checked_sub(inside)?, ..open.clone() })),
        };
        Parsed { blocks, resumption: resumption.map(Box::new), ..parsed.clone_around() }
    }

    /// What the columns of a table wish for that is as wide as this above.
    #[must_use]
    pub fn widened(&self, above: &Arc<[Extent]>) -> Arc<[Extent]> {
        match &self.block.kind {
            BlockKind::Table { head, rows, .. } => {
                let cells = head.iter().enumerate().chain(rows.iter().flat_map(|row| row.iter().enumerate()));
                widened(above, cells)
            }
            _ => Arc::clone(above),
        }
    }

    /// The header of a table, without links.
    #[must_use]
    pub fn head(&self) -> Arc<[Cell]> {
        match &self.block.kind {
            BlockKind::Table { head, .. } => head.iter().map(without_links).collect(),
            _ => Arc::default(),
        }
    }

    /// The block as it is written in the chunk's text, without what stands in front of its lines for the containers
    /// around it.
    #[must_use]
    pub fn written(&self, text: &str) -> String {
        let span = &self.block.span;
        let Some(first) = text.get(span.clone()) else { return String::new() };
        if self.around.is_empty() {
            return first.to_owned();
        }
        let margin = Margin::of(text, &self.around);
        let indent = span.start - line_start(text, span.start);
        let mut written = String::with_capacity(first.len());
        let mut at = span.start;
        while at < span.end {
            let end = text[at..span.end].find('\n').map_or(span.end, |end| at + end + 1);
            written.push_str(&text[at..end]);
            at = end;
            if at < span.end {
                let blanks = text[at..span.end].bytes().take_while(|byte| *byte == b' ').count().min(indent);
                let content = margin.as_ref().and_then(|margin| margin.content(text, at)).unwrap_or(at + blanks);
                at = content.clamp(at, span.end);
            }
        }
        written
    }
}

impl Parsed {
    /// The blocks of the top level that lie in a range of the chunk, or reach into it, and nothing else.
    #[must_use]
    pub fn reaching_into(mut self, range: &Range<usize>) -> Self {
        let first = self.blocks.first().map_or(0, |block| block.span.start);
        self.blocks.retain(|block| block.span.end > range.start && block.span.start < range.end);
        let keeps_first = self.blocks.first().is_some_and(|block| block.span.start == first);
        self.resumption = self.resumption.filter(|_| keeps_first);
        self
    }

    /// All that belongs to it besides its blocks.
    fn clone_around(&self) -> Self {
        let (links, wants, notes) = (self.links.clone(), self.wants.clone(), self.notes.clone());
        Self { blocks: Vec::new(), links, wants, notes, resumption: None, cut: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    fn parsed(text: &str) -> Parsed {
        parse(text, &Continuation::Nothing, &References::default())
    }

    #[test]
    fn a_block_is_found_where_it_begins_and_written_without_what_is_around_it() {
        for (text, kind, beginning, written) in [
            ("a\n\n| a |\n|---|\n| b |\n\nc\n", Kind::Table, "| a", "| a |\n|---|\n| b |\n"),
            ("> > | a |\n> > |---|\n> > | b |\n", Kind::Table, "| a", "| a |\n|---|\n| b |\n"),
            ("1. a\n\n   ```sh\n   b\n     c\n   ```\n", Kind::Code, "```", "```sh\nb\n  c\n```"),
            ("- > a\n  > b\n", Kind::Quote, "> a", "> a\n> b\n"),
            ("<details>\n\n> a\n> b\n\n</details>\n", Kind::Quote, "> a", "> a\n> b\n"),
        ] {
            let parsed = parsed(text);
            let selected = select(&parsed, kind, text.find(beginning).unwrap()).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(selected.written(text).trim_end(), written.trim_end(), "{text}");
        }
    }

    #[test]
    fn what_may_go_on_in_the_next_chunk_stands_last_in_all_that_is_around_it() {
        for (text, depth, is_last) in [
            ("```\na\n```\n", 0, true),
            ("```\na\n```\n\nb\n", 0, false),
            ("> - ```\n>   a\n>   ```\n", 2, true),
            ("> - ```\n>   a\n>   ```\n> - b\n", 2, false),
        ] {
            let parsed = parsed(text);
            let selected = select(&parsed, Kind::Code, text.find("```").unwrap()).unwrap();
            assert_eq!((selected.depth, selected.is_last), (depth, is_last), "{text}");
            if is_last {
                let last = select_last(&parsed, Kind::Code, depth).map(|last| last.block);
                assert_eq!(last, Some(selected.block), "{text}");
            }
        }
    }
}
