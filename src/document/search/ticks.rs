//! Where in a text there are hits, coarsely: what a scrollbar shows. The text may go on; a place is never forgotten.

use std::ops::Range;

/// How many places there are.
const TICKS: usize = 4096;

/// A tick for each stretch of a text in which something was found.
#[derive(Debug, Clone)]
pub(super) struct Ticks {
    start: u64,
    /// How many bytes a stretch has.
    scale: u64,
    set: Box<[bool; TICKS]>,
}

impl Ticks {
    /// Those of a span, none of which is set.
    pub(super) fn new(span: Range<u64>) -> Self {
        let scale = span.end.saturating_sub(span.start).div_ceil(TICKS as u64).max(1);
        Self { start: span.start, scale, set: Box::new([false; TICKS]) }
    }

    /// Sets the one of byte `at`.
    pub(super) fn set(&mut self, at: u64) {
        self.set[self.place(at)] = true;
    }

    /// Makes room for a text that goes on up to byte `end`. Two become one, rather than all being moved each time by a
    /// little: what that is rounded by would add up.
    pub(super) fn grow(&mut self, end: u64) {
        while end.saturating_sub(self.start).div_ceil(self.scale) > TICKS as u64 {
            self.scale = self.scale.saturating_mul(2);
            for place in 0..TICKS {
                let pair = self.set.get(2 * place..2 * place + 2).unwrap_or_default();
                self.set[place] = pair.contains(&true);
            }
        }
    }

    /// Takes back those that are wholly behind byte `from`.
    pub(super) fn clear_behind(&mut self, from: u64) {
        let behind = self.place(from) + 1;
        self.set[behind..].fill(false);
    }

    /// For each of so many rows whether one is set in its part of a text that ends at byte `end`.
    pub(super) fn rows(&self, rows: usize, end: u64) -> Vec<bool> {
        let mut shown = vec![false; rows];
        let length = u128::from(end.saturating_sub(self.start).max(1));
        for (place, _) in self.set.iter().enumerate().filter(|(_, set)| **set) {
            let middle = (2 * place as u128 + 1) * u128::from(self.scale);
            let row = usize::try_from(middle * rows as u128 / (2 * length)).unwrap_or(rows);
            // The last stretch may end behind the text.
            if let Some(row) = shown.get_mut(row.min(rows.saturating_sub(1))) {
                *row = true;
            }
        }
        shown
    }

    fn place(&self, at: u64) -> usize {
        let place = at.saturating_sub(self.start) / self.scale;
        usize::try_from(place).unwrap_or(TICKS).min(TICKS - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_stay_where_they_are_while_the_text_goes_on() {
        let mut ticks = Ticks::new(10..10);
        let mut end = 10;
        while end < 2_000_000 {
            ticks.set(end);
            ticks.set(end + 1);
            end += end / 3 + 2;
            ticks.grow(end);
        }
        ticks = Ticks { set: Box::new([false; TICKS]), ..ticks };
        ticks.set(10 + (end - 10) / 2);
        for _ in 0..50 {
            end += 50_000;
            ticks.grow(end);
        }
        let rows = ticks.rows(100, end);
        let row = rows.iter().position(|set| *set).unwrap();
        assert_eq!(rows.iter().filter(|set| **set).count(), 1);
        let at = 10 + (end - 2_500_000 - 10) / 2;
        assert!(row.abs_diff(usize::try_from((at - 10) * 100 / (end - 10)).unwrap()) <= 1, "{row}");
        assert!(ticks.rows(0, end).is_empty());
    }
}
