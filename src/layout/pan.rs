//! What of a line moves when the page pans over it, and where its columns are.
//!
//! How the page shows such a line is said in [`window`](super::window).

use std::ops::Range;

use crate::text::width::{grapheme_width, graphemes};

/// Which part of a line moves when it is panned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pan {
    /// The spans that move. Those in front of them are bars and margins, behind them stands the language.
    pub spans: Range<usize>,
    /// How many columns they take.
    pub columns: usize,
    /// Where columns are in the text, so that a window far to the right doesn't cost the way there.
    stops: Box<[Stop]>,
}

/// A place in the spans that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stop {
    /// The columns of code in front of it.
    pub(super) column: usize,
    /// The span that it lies in.
    pub(super) span: usize,
    /// The byte of that span.
    pub(super) byte: usize,
}

/// How many columns, or a few more, lie between two stops.
const STRIDE: usize = 256;

impl Pan {
    /// Measures the texts of the spans that are to move; `first` is the index of the first one.
    #[must_use]
    pub fn new<'a>(first: usize, texts: impl Iterator<Item = &'a str>) -> Self {
        let mut stops = Vec::new();
        let (mut column, mut end) = (0, first);
        for text in texts {
            column = add_stops(&mut stops, (end, text), column);
            end += 1;
        }
        Self { spans: first..end, columns: column, stops: stops.into() }
    }

    /// The last stop that is not behind a column.
    pub(super) fn stop(&self, column: usize) -> Stop {
        let behind = self.stops.partition_point(|stop| stop.column <= column);
        let first = Stop { column: 0, span: self.spans.start, byte: 0 };
        behind.checked_sub(1).and_then(|last| self.stops.get(last)).copied().unwrap_or(first)
    }
}

/// Adds the stops within a span that begins at `column`; returns the column behind it.
fn add_stops(stops: &mut Vec<Stop>, (span, text): (usize, &str), column: usize) -> usize {
    let last = |stops: &[Stop]| stops.last().map_or(0, |stop| stop.column);
    if text.is_ascii() {
        let end = column + text.len();
        while last(stops) + STRIDE < end {
            // Where the spans before ended short of the next stop, it lies here.
            let next = (last(stops) + STRIDE).max(column);
            stops.push(Stop { column: next, span, byte: next - column });
        }
        return end;
    }
    let (mut column, mut byte) = (column, 0);
    for grapheme in graphemes(text) {
        if column >= last(stops) + STRIDE {
            stops.push(Stop { column, span, byte });
        }
        column += grapheme_width(grapheme);
        byte += grapheme.len();
    }
    column
}
