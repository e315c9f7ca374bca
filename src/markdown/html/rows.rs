//! A table of HTML while it is open, and what it becomes.

use super::super::block::{Alignment, Block, BlockKind, Cell};
use super::super::inline::{Inline, Marks};
use super::flatten::{flatten, marked};

/// A cell that spans more columns than this spans so many, and what reaches down from rows above is heeded in so many: each
/// costs memory.
const MOST_COLUMNS: usize = 16;
/// So many empty cells a table may get below those that reach down, however few it has itself.
const FREE_CELLS: usize = 1024;

/// The rows of a table so far.
#[derive(Default)]
pub(in super::super) struct Rows {
    rows: Vec<Vec<HtmlCell>>,
    caption: Vec<Inline>,
}

/// A cell and what it holds.
#[derive(Default)]
pub(in super::super) struct HtmlCell {
    pub(super) kind: CellKind,
    pub(super) alignment: Option<Alignment>,
    pub(super) columns: u64,
    /// How many rows it reaches over; none says one.
    pub(super) rows: u64,
    pub(super) start: usize,
    pub(super) blocks: Vec<Block>,
}

/// What a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum CellKind {
    /// `td`
    #[default]
    Data,
    /// `th`
    Head,
}

impl HtmlCell {
    /// How many columns it takes.
    fn width(&self) -> usize {
        usize::try_from(self.columns).unwrap_or(MOST_COLUMNS).clamp(1, MOST_COLUMNS)
    }
}

impl Rows {
    /// A row begins.
    pub(super) fn begin(&mut self) {
        if self.rows.last().is_none_or(|row| !row.is_empty()) {
            self.rows.push(Vec::new());
        }
    }

    /// Takes in a cell.
    pub(super) fn add(&mut self, cell: HtmlCell) {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if let Some(row) = self.rows.last_mut() {
            row.push(cell);
        }
    }

    /// Takes in what stands in no cell, as a row of its own.
    pub(in super::super) fn stray(&mut self, block: Block) {
        self.begin();
        self.add(HtmlCell { start: block.span.start, blocks: vec![block], ..HtmlCell::default() });
        self.begin();
    }

    /// Takes in the caption.
    pub(super) fn caption(&mut self, content: Vec<Inline>) {
        self.caption.extend(content);
    }

    /// The blocks that stand for the table, which takes the bytes from `start` to `end`.
    pub(super) fn into_blocks(mut self, start: usize, end: usize) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(first) = self.caption.first() {
            let span = first.source.start..end;
            let kind = BlockKind::Paragraph(marked(std::mem::take(&mut self.caption), Marks::STRONG));
            blocks.push(Block { kind, span });
        }
        self.rows.retain(|row| !row.is_empty());
        // A table of one cell is a frame around what is in it.
        if let [row] = &mut self.rows[..]
            && let [cell] = &mut row[..]
        {
            blocks.append(&mut cell.blocks);
            return blocks;
        }
        if self.rows.is_empty() {
            return blocks;
        }
        self.reach_down();
        let alignments = self.alignments();
        let is_head = |row: &Vec<HtmlCell>| row.iter().all(|cell| cell.kind == CellKind::Head);
        let first_is_head = self.rows.first().is_some_and(is_head);
        let mut rows = self.rows.into_iter();
        let head = if first_is_head { rows.next() } else { None };
        let head = head.map(|row| cells(row, Marks::NONE)).unwrap_or_default();
        let rows = rows.map(|row| cells(row, Marks::STRONG)).collect();
        blocks.push(Block { kind: BlockKind::Table { alignments, head, rows }, span: start..end });
        blocks
    }

    /// Puts an empty cell wherever one of a row above reaches down to, so that what stands behind it keeps its column.
    fn reach_down(&mut self) {
        // How many more cells there may be: a few bytes could ask for sixteen in each row.
        let mut room = FREE_CELLS + 2 * self.rows.iter().map(Vec::len).sum::<usize>();
        // How many more rows the cell above reaches over, in the columns for which that is heeded.
        let mut left = [0_u64; MOST_COLUMNS];
        for row in &mut self.rows {
            let mut column = 0;
            for cell in std::mem::take(row) {
                while let Some(more) = left.get_mut(column).filter(|more| **more > 0 && room > 0) {
                    *more -= 1;
                    room -= 1;
                    column += 1;
                    row.push(HtmlCell { start: cell.start, ..HtmlCell::default() });
                }
                let end = column + cell.width();
                for more in left.iter_mut().take(end).skip(column) {
                    *more = cell.rows.saturating_sub(1);
                }
                column = end;
                row.push(cell);
            }
            for more in left.iter_mut().skip(column) {
                *more = more.saturating_sub(1);
            }
        }
    }

    /// The alignment of each column: that of the first cell in it that says one.
    fn alignments(&self) -> Vec<Alignment> {
        let mut alignments: Vec<Option<Alignment>> = Vec::new();
        for row in &self.rows {
            let mut column = 0;
            for cell in row {
                if alignments.len() <= column {
                    alignments.resize(column + 1, None);
                }
                alignments[column] = alignments[column].or(cell.alignment);
                column += cell.width();
            }
        }
        alignments.into_iter().map(Option::unwrap_or_default).collect()
    }
}

/// The cells of a row; those that head it have these marks.
fn cells(row: Vec<HtmlCell>, head: Marks) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(row.len());
    for cell in row {
        let width = cell.width();
        let content = flatten(cell.blocks);
        let content = if cell.kind == CellKind::Head { marked(content, head) } else { content };
        cells.push(Cell { content, start: cell.start });
        for _ in 1..width {
            cells.push(Cell { content: Vec::new(), start: cell.start });
        }
    }
    cells
}
