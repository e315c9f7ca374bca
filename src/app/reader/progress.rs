//! Where the reader is, in numbers: percent, minutes, the part that the scrollbar shows.

use crate::app::reader::{PageLine, Reader};

/// Reading speed, in bytes of the source a minute: about 230 words.
const BYTES_A_MINUTE: u64 = 1_400;
/// How many words that is.
const WORDS_A_MINUTE: u64 = 230;

/// About how many words so many bytes of a source have.
pub(in crate::app) fn words_in(bytes: u64) -> u64 {
    bytes.saturating_mul(WORDS_A_MINUTE) / BYTES_A_MINUTE
}

impl Reader {
    /// How much of the document lies above the screen, in percent: what a reader who types it gets to. With the end on
    /// the screen it is 100.
    #[must_use]
    pub fn percent(&self) -> u64 {
        let span = self.document.span();
        let length = span.end.saturating_sub(span.start);
        if length == 0 || self.bottom() >= span.end {
            return 100;
        }
        // The header of a table that is shown alone stands on none of its lines.
        let here = if self.document.is_block() { self.window().start } else { self.anchor().offset };
        ((here.max(span.start) - span.start) * 100 / length).min(99)
    }

    /// About how many minutes of reading are left below the bottom of the screen.
    #[must_use]
    pub fn minutes_left(&self) -> u64 {
        self.document.span().end.saturating_sub(self.bottom()).div_ceil(BYTES_A_MINUTE)
    }

    /// About how long it takes to read what is left.
    #[must_use]
    pub fn left(&self) -> String {
        match self.minutes_left() {
            0 => "the end".to_owned(),
            minutes if minutes < 120 => format!("{minutes} min left"),
            minutes if minutes < 48 * 60 => format!("{} h left", minutes / 60),
            minutes => format!("{} days left", minutes / (24 * 60)),
        }
    }

    /// The byte of the source behind the last line on the screen, and behind what follows that shows nothing.
    fn bottom(&self) -> u64 {
        let (span, document) = (self.document.span(), &self.document);
        let (end, next) = match self.page.last() {
            Some(last) => {
                if let Some(below) = last.laid.lines.get(last.row + 1) {
                    return below.offset.clamp(span.start, span.end.max(span.start));
                }
                (document.chunk_span(last.chunk).end, document.next_chunk(last.chunk))
            }
            None => (span.start, document.first_chunk()),
        };
        let behind = std::iter::successors(next, |chunk| document.next_chunk(*chunk));
        let blank = behind.take_while(|chunk| !document.chunk_shows(*chunk)).last();
        let end = blank.map_or(end, |chunk| document.chunk_span(chunk).end);
        end.clamp(span.start, span.end.max(span.start))
    }

    /// The bytes of the source between which the screen lies.
    #[must_use]
    pub fn window(&self) -> std::ops::Range<u64> {
        let is_first = |line: &&PageLine| line.row == 0 && self.document.first_chunk() == Some(line.chunk);
        let start = match self.page.first() {
            Some(line) if is_first(&line) => self.document.span().start,
            first => first.and_then(PageLine::line).map_or(0, |line| line.offset),
        };
        start..self.bottom().max(start)
    }
}
