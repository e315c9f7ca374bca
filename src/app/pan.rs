//! Panning: the block of code that is wider than the page moves under it, by the keys that never leave the page.

use crate::layout::window::{room, window};
use crate::layout::{Laid, Line};

use super::reader::{PageLine, Reader};
use super::state::App;

/// A motion over a block that is wider than the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Panning {
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
    pub(super) fn panned(&self, laid: &Laid, row: usize) -> usize {
        let Some(code) = laid.code_at(row) else { return 0 };
        self.pans.iter().find(|(offset, _)| *offset == code.offset).map_or(0, |(_, column)| *column)
    }

    /// What the page shows of a line that is wider, or panned.
    pub(super) fn seen(&self, laid: &Laid, row: usize) -> Option<Line> {
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

    /// Pans the first block on the page that is cut off there: it is the one that somebody who reads on wants to see the
    /// rest of, and which one it is can be told before the key is pressed. Returns whether there is one.
    pub(super) fn pan(&mut self, panning: Panning) -> bool {
        let moves = |line: &&PageLine| match self.excess(line) {
            Some(excess) => excess > 0 || self.panned(&line.laid, line.row) > 0,
            None => false,
        };
        let Some(first) = self.page.iter().find(moves) else { return false };
        let Some(code) = first.laid.code_at(first.row).map(|code| code.offset) else { return false };
        let here = self.panned(&first.laid, first.row);
        let ours = |line: &&PageLine| line.laid.code_at(line.row).is_some_and(|other| other.offset == code);
        let most = self.page.iter().filter(ours).filter_map(|line| self.excess(line)).max().unwrap_or(0);
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
        self.set_pan(code, column);
        true
    }

    /// Pans the code that begins at a byte of the source to a column.
    pub(super) fn set_pan(&mut self, code: u64, column: usize) {
        self.pans.retain(|(offset, _)| *offset != code);
        if column > 0 {
            self.pans.push((code, column));
        }
        let superfluous = self.pans.len().saturating_sub(KEPT);
        self.pans.drain(..superfluous);
    }
}

impl App {
    pub(super) fn pan(&mut self, panning: Panning) {
        if !self.shown_mut().pan(panning) {
            self.say("No code on this page is wider than the page.");
        }
    }
}
