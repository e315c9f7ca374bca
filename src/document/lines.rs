//! Lines of a source, as compilers and editors count them: nothing keeps where they begin, so they are counted from the
//! beginning, a slice at a time. Whoever wants one says when to go on.

use memchr::{memchr, memchr_iter};

use crate::text::read_at::{ReadAt, read_range};

/// How many bytes are looked through at once: some milliseconds.
const SLICE: u64 = 4 << 20;

/// How far lines are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineCount {
    /// How many line breaks stand before `looked`.
    breaks: u64,
    /// How far it has been looked.
    looked: u64,
    /// Where the last line begins that begins before `looked`.
    start: u64,
}

/// What came of counting a slice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// The line begins at this byte.
    At(u64),
    /// It may come.
    NotYet,
    /// There are only so many lines; the last begins at this byte.
    Only(u64, u64),
}

impl LineCount {
    /// How many bytes have been looked through.
    #[must_use]
    pub fn looked(&self) -> u64 {
        self.looked
    }

    /// Looks through the next slice for a line.
    pub fn go_on(&mut self, source: &dyn ReadAt, line: u64) -> Counted {
        if line <= self.breaks + 1 {
            return Counted::At(self.start);
        }
        let (base, end) = (self.looked, source.len());
        let slice = read_range(source, base..base.saturating_add(SLICE));
        // A break at the very end begins no line.
        for start in memchr_iter(b'\n', &slice).map(|at| base + at as u64 + 1).filter(|start| *start < end) {
            self.breaks += 1;
            self.start = start;
            if self.breaks + 1 == line {
                return Counted::At(start);
            }
        }
        self.looked += slice.len() as u64;
        match slice.is_empty() || self.looked >= end {
            true if end == 0 => Counted::Only(0, 0),
            true => Counted::Only(self.breaks + 1, self.start),
            false => Counted::NotYet,
        }
    }
}

/// The number of the line on which byte `offset` of a source stands, from 1 on. It reads all that stands before: some tenths
/// of a second for a gigabyte.
#[must_use]
pub fn line_number(source: &dyn ReadAt, offset: u64) -> u64 {
    let offset = offset.min(source.len());
    let mut ends = 0;
    let mut at = 0;
    while at < offset {
        let end = (at + SLICE).min(offset);
        ends += memchr_iter(b'\n', &read_range(source, at..end)).count() as u64;
        at = end;
    }
    ends + 1
}

/// The byte of a column, counted from 1 in bytes, of the line that begins at `start`; the end of the line if it is shorter.
#[must_use]
pub fn start_of_column(source: &dyn ReadAt, start: u64, column: u64) -> u64 {
    let before = column.saturating_sub(1).min(SLICE);
    let within = read_range(source, start..start.saturating_add(before));
    start + memchr(b'\n', &within).unwrap_or(within.len()) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(text: &[u8], line: u64) -> Counted {
        let mut count = LineCount::default();
        loop {
            match count.go_on(&text.to_vec(), line) {
                Counted::NotYet => {}
                other => return other,
            }
        }
    }

    #[test]
    fn lines_are_counted_as_editors_do() {
        for (text, line, expected) in [
            ("a\nbc\nd\n", 1, Counted::At(0)),
            ("a\nbc\nd\n", 2, Counted::At(2)),
            ("a\nbc\nd\n", 3, Counted::At(5)),
            ("a\nbc\nd\n", 4, Counted::Only(3, 5)),
            ("a\nbc\nd", 3, Counted::At(5)),
            ("a\nbc\nd", 9, Counted::Only(3, 5)),
            ("a\r\nb\r\n", 2, Counted::At(3)),
            ("", 1, Counted::At(0)),
            ("", 2, Counted::Only(0, 0)),
            ("\n\n\n", 3, Counted::At(2)),
            ("a", 0, Counted::At(0)),
        ] {
            assert_eq!(count(text.as_bytes(), line), expected, "line {line} of {text:?}");
        }
    }

    #[test]
    fn lines_are_counted_across_slices() {
        let text = "0123456\n".repeat(2_000_000);
        for line in [1, 2, 524_288, 524_289, 524_290, 1_999_999, 2_000_000] {
            assert_eq!(count(text.as_bytes(), line), Counted::At((line - 1) * 8), "line {line}");
        }
        assert_eq!(count(text.as_bytes(), 2_000_001), Counted::Only(2_000_000, 15_999_992));
    }

    #[test]
    fn columns_stay_in_their_line() {
        let text = b"ab\ncdef\n".to_vec();
        for (start, column, expected) in [(3, 1, 3), (3, 0, 3), (3, 4, 6), (3, 5, 7), (3, 99, 7), (0, 3, 2), (0, 9, 2)]
        {
            assert_eq!(start_of_column(&text, start, column), expected, "column {column} from {start}");
        }
    }

    #[test]
    fn a_line_has_the_number_that_leads_to_it() {
        let text = "word\n".repeat(500_000).into_bytes();
        for (offset, expected) in
            [(0, 1), (4, 1), (5, 2), (6, 2), (1_048_575, 209_716), (2_000_000, 400_001), (u64::MAX, 500_001)]
        {
            assert_eq!(line_number(&text, offset), expected, "{offset}");
        }
    }
}
