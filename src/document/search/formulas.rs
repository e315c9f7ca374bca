//! Which formulas may read as what is looked for: they are drawn otherwise than they are written, and a word may go on in
//! the text beside them (`$n$th`).
//!
//! Whatever stands between two signs is taken for one that may be. It is only set if its letters don't say already that the
//! word is not in it.

use memchr::memchr_iter;

use crate::markdown::formula::readings;
use crate::markdown::inline::MathDisplay;
use crate::text::sanitize::is_break_point;

use super::sieve::Word;

/// Parts formulas from text.
const SIGN: u8 = b'$';

/// A stretch between two signs.
struct Stretch<'a> {
    bytes: &'a [u8],
    /// The bit for the first letter of the word, and those for the others if text may go on in the stretch.
    start: u64,
    /// Whether text may go on behind it.
    end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    GoesOn,
    Parted,
}

impl Word {
    /// Whether a formula in these bytes may read as the word, or as a part of it.
    pub(super) fn is_in_formula(&self, bytes: &[u8]) -> bool {
        let mut signs = memchr_iter(SIGN, bytes);
        let Some(mut open) = signs.next() else { return false };
        signs.any(|close| {
            let open = std::mem::replace(&mut open, close);
            may_be_formula(bytes, open, close) && self.may_read(&self.stretch(bytes, open, close))
        })
    }

    fn stretch<'a>(&self, bytes: &'a [u8], open: usize, close: usize) -> Stretch<'a> {
        let (before, behind) = (bytes[..open].last(), bytes.get(close + 1));
        let parts = |byte: Option<&u8>, signs: &[u8]| {
            let is_sign = |byte: u8| signs.contains(&byte) && self.places(char::from(byte)) == 0;
            byte.is_some_and(|&byte| byte.is_ascii_whitespace() || is_sign(byte))
        };
        let start = if parts(before, b",(") { 1 } else { self.all_places() };
        let end = if parts(behind, b",.;)?!") { End::Parted } else { End::GoesOn };
        Stretch { bytes: &bytes[open + 1..close], start, end }
    }

    fn may_read(&self, stretch: &Stretch<'_>) -> bool {
        if self.is_left_out(stretch) {
            return false;
        }
        // What containers put in front of its lines is not known here, nor whether it stands in a table.
        let is_known = |text: &&str| !text.contains(['\n', '\r']) && !text.contains("\\|");
        let Some(text) = std::str::from_utf8(stretch.bytes).ok().filter(is_known) else { return true };
        let readings = [MathDisplay::Inline, MathDisplay::Block].map(|display| readings(text, display));
        readings.iter().flatten().any(|reading| self.goes_through(reading, stretch))
    }

    /// Whether letters of the word are missing in what is written for a formula that would have to be there.
    fn is_left_out(&self, stretch: &Stretch<'_>) -> bool {
        let certain = self.certain_places();
        let bits = |byte: &u8| if byte.is_ascii_alphanumeric() { self.places(char::from(*byte)) } else { 0 };
        let written = stretch.bytes.iter().fold(0, |written, byte| written | bits(byte));
        if stretch.start == 1 && stretch.end == End::Parted {
            return certain & !written != 0;
        }
        certain == self.all_places() && written == 0
    }

    /// Whether the word, or a part of it, stands in what a formula reads as.
    fn goes_through(&self, reading: &str, stretch: &Stretch<'_>) -> bool {
        let mut here = stretch.start;
        for letter in reading.chars().filter(|letter| !is_break_point(*letter)) {
            here = ((here | 1) & self.places(letter)) << 1;
            if here & self.end() != 0 {
                return true;
            }
        }
        here != 0 && stretch.end == End::GoesOn
    }
}

/// Whether signs at these bytes may be around a formula.
fn may_be_formula(bytes: &[u8], open: usize, close: usize) -> bool {
    let is_space = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    let is_sign = |at: Option<usize>| at.and_then(|at| bytes.get(at)) == Some(&SIGN);
    // One that stands alone has two signs on each side, and may have space inside.
    let opens = !is_space(open + 1) || is_sign(open.checked_sub(1));
    let closes = !is_space(close - 1) || is_sign(Some(close + 1));
    close > open + 1 && opens && closes && memchr::memmem::find(&bytes[open..close], b"\n\n").is_none()
}
