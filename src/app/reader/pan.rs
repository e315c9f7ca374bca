//! Panning: the block of code that is wider than the page moves under it, by the keys that never leave the page.

use crate::layout::window::{room, window};
use crate::layout::{Laid, Line};

use crate::app::reader::{PageLine, Reader};
use crate::app::state::App;

/// A motion over a block that is wider than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Panning {
    /// To the left, by so many steps.
    Left(usize),
    /// To the right, by so many steps.
    Right(usize),
    /// To the beginning of its lines.
    Start,
    /// To the end of the longest line on the page.
    End,
}

/// How many columns a step is: two levels of indentation, so that the eyes can follow; a count or `$` goes further.
const STEP: usize = 8;
/// How many blocks keep their place, those panned last.
const KEPT: usize = 64;

impl Reader {
    /// The column that the code on a line is panned to.
    pub(in crate::app) fn panned(&self, laid: &Laid, row: usize) -> usize {
        self.moves_with(laid, row).map_or(0, |offset| self.panned_to(offset))
    }

    /// The column that a block is panned to which is shown alone.
    pub(in crate::app) fn panned_as_one(&self) -> usize {
        self.panned_to(self.document.span().start)
    }

    fn panned_to(&self, block: u64) -> usize {
        self.pans.iter().find(|(offset, _)| *offset == block).map_or(0, |(_, column)| *column)
    }

    /// What a line pans with, by where that begins: the code that it belongs to; all of a block that is shown alone.
    fn moves_with(&self, laid: &Laid, row: usize) -> Option<u64> {
        if self.document.is_block() {
            return Some(self.document.span().start);
        }
        laid.code_at(row).map(|code| code.offset)
    }

    /// What the page shows of a line that is wider, or panned.
    pub(in crate::app) fn seen(&self, laid: &Laid, row: usize) -> Option<Line> {
        let line = laid.lines.get(row)?;
        line.pan.as_ref()?;
        window(line, self.poured().columns, self.panned(laid, row))
    }

    /// By how many columns a line is wider than what the page shows of it; `None` if it is none that moves.
    fn excess(&self, line: &PageLine) -> Option<usize> {
        let content = line.line()?;
        let pan = content.pan.as_ref()?;
        Some(pan.columns.saturating_sub(room(content, self.poured().columns)))
    }

    /// Whether something on the page is wider than it.
    pub(in crate::app) fn is_wider_than_page(&self) -> bool {
        let head = self.page.first().and_then(|line| line.laid.head_at(line.row));
        let widest = head.and_then(|head| head.lines.iter().map(Line::columns).max()).unwrap_or(0);
        widest > self.poured().columns
            || self.page.iter().any(|line| self.excess(line).is_some_and(|excess| excess > 0))
    }

    /// Pans the first block on the page that is cut off there: it is the one that somebody who reads on wants to see the
    /// rest of, and which one it is can be told before the key is pressed. Returns whether there is one.
    pub(in crate::app) fn pan(&mut self, panning: Panning) -> bool {
        let moves = |line: &&PageLine| match self.excess(line) {
            Some(excess) => excess > 0 || self.panned(&line.laid, line.row) > 0,
            None => false,
        };
        let Some(first) = self.page.iter().find(moves) else { return false };
        let Some(block) = self.moves_with(&first.laid, first.row) else { return false };
        let here = self.panned(&first.laid, first.row);
        let ours = |line: &&PageLine| self.moves_with(&line.laid, line.row) == Some(block);
        let most = self.page.iter().filter(ours).filter_map(|line| self.excess(line)).max().unwrap_or(0);
        if let Some(head) = first.laid.head_at(first.row) {
            let widest = head.lines.iter().map(Line::columns).max().unwrap_or(0);
            let most = most.max(widest.saturating_sub(self.poured().columns));
            let column = panned_by_columns(&head.columns, (here, most), panning);
            self.set_pan(block, column);
            return true;
        }
        // The line with the language shows less of itself.
        let room = |line: &PageLine| line.line().map(|line| room(line, self.poured().columns));
        let shown = self.page.iter().filter(ours).filter_map(room).max().unwrap_or(1);
        // Less than what is seen between two marks: every column comes by.
        let step = STEP.min(shown.saturating_sub(2)).max(1);
        let column = match panning {
            Panning::Left(steps) => here.saturating_sub(steps.saturating_mul(step)),
            Panning::Right(steps) => here.saturating_add(steps.saturating_mul(step)).min(most.max(here)),
            Panning::Start => 0,
            Panning::End => most,
        };
        self.set_pan(block, column);
        true
    }

    /// Pans the code that begins at a byte of the source to a column.
    pub(in crate::app) fn set_pan(&mut self, code: u64, column: usize) {
        self.pans.retain(|(offset, _)| *offset != code);
        if column > 0 {
            self.pans.push((code, column));
        }
        let superfluous = self.pans.len().saturating_sub(KEPT);
        self.pans.drain(..superfluous);
    }
}

impl App {
    pub(in crate::app) fn pan(&mut self, panning: Panning) {
        if !self.shown_mut().pan(panning) {
            let is_alone = self.shown().document().is_block();
            self.say(if is_alone {
                "It is no wider than the page."
            } else {
                "No code on this page is wider than the page."
            });
        }
    }
}

/// The column that a table is panned to whose columns begin there, from `here` and not beyond `most`. The mark of what lies
/// at the left stands in the gap in front of a column.
fn panned_by_columns(columns: &[usize], (here, most): (usize, usize), panning: Panning) -> usize {
    let stops = || columns.iter().map(|column| column.saturating_sub(1)).filter(|stop| *stop < most).chain([most]);
    match panning {
        Panning::Left(steps) => {
            let before: Vec<usize> = stops().filter(|stop| *stop < here).collect();
            before.len().checked_sub(steps.max(1)).and_then(|place| before.get(place)).copied().unwrap_or(0)
        }
        Panning::Right(steps) => {
            let behind = stops().filter(|stop| *stop > here);
            behind.take(steps.max(1)).last().unwrap_or(here)
        }
        Panning::Start => 0,
        Panning::End => most,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_panned_column_by_column() {
        let columns = [0, 10, 25, 60];
        let go = |here, panning| panned_by_columns(&columns, (here, 40), panning);
        for (here, panning, expected) in [
            (0, Panning::Right(1), 9),
            (9, Panning::Right(1), 24),
            (24, Panning::Right(1), 40),
            (40, Panning::Right(1), 40),
            (0, Panning::Right(3), 40),
            (40, Panning::Left(1), 24),
            (24, Panning::Left(2), 0),
            (0, Panning::Left(1), 0),
            (0, Panning::End, 40),
            (24, Panning::Start, 0),
        ] {
            assert_eq!(go(here, panning), expected, "{here} {panning:?}");
        }
    }
}
