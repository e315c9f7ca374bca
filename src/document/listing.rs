//! The bytes of a document as lines, cut without an index: its source, as it is written.
//!
//! Pieces begin near multiples of a length, each at the beginning of a line; where there is none near, in the middle of one.
//! So any place of a text of any size can be looked at at once.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr2;

use crate::markdown::block::{Block, BlockKind, Mapped, Parsed, Resumption, Seam};
use crate::text::read_at::{ReadAt, read_range};

use super::chunked::{Document, View};

/// How many bytes a piece has, about.
const PIECE: u64 = 16 * 1024;
/// How far behind its place the beginning of a line is looked for; less than a piece, so that none is passed over.
const NEAR: u64 = 8 * 1024;
/// The language that the text is painted in.
const LANGUAGE: &str = "markdown";

/// A text as lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listing {
    /// Where the text begins, a byte of the source.
    pub(super) start: u64,
}

impl Document {
    /// A source as it is written, line by line, with the same bytes in the same places. All of it can be looked at at once.
    #[must_use]
    pub fn as_written(source: Arc<dyn ReadAt>) -> Self {
        let mark = read_range(&*source, 0..3) == "\u{feff}".as_bytes();
        let start = if mark { 3 } else { 0 };
        let mut document = Self::bare(source, start);
        document.view = View::Listing(Listing { start });
        document
    }

    /// Takes in how long the source is by now, where it is shown as it is written.
    pub fn lengthen(&mut self) {
        self.length = self.source.len();
    }
}

impl Listing {
    /// How many pieces there are.
    pub(super) fn count(self, length: u64) -> usize {
        usize::try_from(length.saturating_sub(self.start).div_ceil(PIECE)).unwrap_or(usize::MAX)
    }

    /// The bytes of a piece.
    pub(super) fn span(self, piece: usize, source: &dyn ReadAt, length: u64) -> Range<u64> {
        let place = |piece: usize| self.start.saturating_add((piece as u64).saturating_mul(PIECE));
        self.cut(place(piece), source, length)..self.cut(place(piece.saturating_add(1)), source, length)
    }

    /// The piece in which a byte lies.
    pub(super) fn piece_at(self, offset: u64, source: &dyn ReadAt, length: u64) -> Option<usize> {
        let last = self.count(length).checked_sub(1)?;
        let piece = usize::try_from(offset.saturating_sub(self.start) / PIECE).unwrap_or(last).min(last);
        let begins = self.span(piece, source, length).start;
        Some(if offset < begins { piece.saturating_sub(1) } else { piece })
    }

    /// Where the piece begins that is to begin at a byte.
    fn cut(self, at: u64, source: &dyn ReadAt, length: u64) -> u64 {
        if at <= self.start || at >= length {
            return at.min(length);
        }
        // A line may end right there.
        let bytes = read_range(source, at - 1..at.saturating_add(NEAR).min(length));
        let end = memchr2(b'\n', b'\r', &bytes).map(|end| {
            let pair = bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n');
            end + usize::from(pair) + 1
        });
        let behind = end.unwrap_or_else(|| {
            // No character is cut in two.
            let is_inside = |byte: &&u8| **byte & 0xc0 == 0x80;
            1 + bytes.iter().skip(1).take(3).take_while(is_inside).count()
        });
        at - 1 + behind as u64
    }

    /// What a piece says: code, that goes on from piece to piece.
    pub(super) fn parse(text: String) -> Parsed {
        let span = 0..text.len();
        let mut code = Mapped { text, ..Mapped::default() };
        code.map.push(0, 0);
        let resumption = Resumption {
            levels: 0,
            seam: Seam::Within,
            head: Arc::default(),
            columns: Arc::default(),
            above: "".into(),
        };
        let kind = BlockKind::Code { info: LANGUAGE.into(), text: code };
        Parsed { blocks: vec![Block { kind, span }], resumption: Some(Box::new(resumption)), ..Parsed::default() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::ChunkId;

    fn pieces(document: &Document) -> Vec<ChunkId> {
        std::iter::successors(document.first_chunk(), |piece| document.next_chunk(*piece)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_pieces_are_the_text_and_each_byte_lies_in_its_piece(
            lines in prop::collection::vec(
                prop_oneof![Just(0_usize), 0_usize..200, 0_usize..40_000],
                0..40,
            ),
            end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
            word in prop::sample::select(vec!["a ", "日", "\u{feff}", "é"]),
        ) {
            let text: String = lines.iter().map(|count| word.repeat(*count) + end).collect();
            let document = Document::as_written(Arc::new(text.clone().into_bytes()));
            let start = document.span().start;
            let pieces = pieces(&document);
            let mut at = start;
            for piece in &pieces {
                let span = document.chunk_span(*piece);
                prop_assert_eq!(span.start, at);
                prop_assert!(text.is_char_boundary(usize::try_from(span.start).unwrap()));
                for offset in [span.start, span.start + (span.end - span.start) / 2, span.end.saturating_sub(1)] {
                    if span.contains(&offset) {
                        prop_assert_eq!(document.chunk_at(offset), Some(*piece));
                    }
                }
                at = span.end;
            }
            prop_assert_eq!(at, text.len() as u64);
            prop_assert_eq!(document.last_chunk(), pieces.last().copied());
        }
    }

    #[test]
    fn pieces_begin_with_lines_and_read_as_code() {
        let text: String = (0..10_000).map(|line| format!("line *{line}*\n")).collect();
        let document = Document::as_written(Arc::new(text.clone().into_bytes()));
        let mut read = String::new();
        for piece in pieces(&document) {
            let parsed = document.parse(piece);
            let BlockKind::Code { text: code, .. } = &parsed.blocks[0].kind else { panic!("no code") };
            assert!(code.text.starts_with("line *") && code.text.ends_with("*\n"));
            read += &code.text;
        }
        assert_eq!(read, text);
    }
}
