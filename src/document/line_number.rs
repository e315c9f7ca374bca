//! The number of a line, for programs that count them.

use memchr::memchr_iter;

use crate::text::read_at::{ReadAt, read_range};

/// How many bytes are looked at at once.
const PIECE: u64 = 1 << 20;

/// The number of the line on which byte `offset` of a source stands, from 1 on. It reads all that stands before: some tenths
/// of a second for a gigabyte.
#[must_use]
pub fn line_number(source: &dyn ReadAt, offset: u64) -> u64 {
    let offset = offset.min(source.len());
    let mut ends = 0;
    let mut at = 0;
    while at < offset {
        let end = (at + PIECE).min(offset);
        ends += memchr_iter(b'\n', &read_range(source, at..end)).count() as u64;
        at = end;
    }
    ends + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_across_pieces() {
        let text = "word\n".repeat(500_000).into_bytes();
        for (offset, expected) in
            [(0, 1), (4, 1), (5, 2), (6, 2), (1_048_575, 209_716), (2_000_000, 400_001), (u64::MAX, 500_001)]
        {
            assert_eq!(line_number(&text, offset), expected, "{offset}");
        }
    }
}
