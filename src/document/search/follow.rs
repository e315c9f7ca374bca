//! Follows a word through bytes in which markup may stand between its letters.
//!
//! All ways in which the next letter may follow are kept in mind at once, one bit for each number of letters that have
//! been read:
//!
//! - *here*: the next letter may stand at this byte, or more markup;
//! - *inside* of something that does not show and has an end: the target of a link, a tag, a label.

use memchr::memchr_iter;

use crate::text::sanitize::is_break_point;

use super::sieve::{REPLACEMENT, Word, reference_at};

/// How far from its first letter a word is followed. Beyond that the answer is yes.
const FAR: usize = 8 * 1024;
/// How many bytes of what stands between a word and a backtick are looked at.
const MARGIN: usize = 256;

/// Follows a word from its first letter.
pub(super) struct Follow<'a> {
    word: &'a Word,
    bytes: &'a [u8],
    /// How many bytes may still be looked at; then the answer is yes.
    budget: usize,
    /// Whether there is preformatted text, in which a tag or a comment may go over blank lines.
    has_pre: Option<bool>,
}

impl<'a> Follow<'a> {
    pub(super) fn new(word: &'a Word, bytes: &'a [u8]) -> Self {
        Self { word, bytes, budget: bytes.len(), has_pre: None }
    }

    /// Whether the word may begin at byte `start`.
    pub(super) fn from(&mut self, start: usize) -> bool {
        let end = 1 << self.word.length;
        let (mut here, mut inside) = (1_u64, 0_u64);
        let mut at = start;
        let mut in_tag = false;
        // Where a character reference ends, if without a semicolon, and what follows it.
        let mut referred = (0, 0_u64);
        while let Some(&byte) = self.bytes.get(at) {
            if at == referred.0 {
                here |= referred.1;
            }
            let (letter, length) = if byte < 0x80 { (char::from(byte), 1) } else { self.letter(at) };
            let next = (here & self.word.places(letter)) << 1;
            if next & end != 0 {
                return true;
            }
            let stays = match byte {
                b'*' | b'_' | b'~' | b'`' | b'\\' | b'=' | b'$' => here,
                b']' | b'>' => here | inside,
                b')' | b'|' | b';' => inside,
                b'[' => {
                    inside |= here;
                    here
                }
                // One that has a letter of the word has been found before.
                b'&' if here != 0 => {
                    inside |= here;
                    referred = (at + reference_at(&self.bytes[at..]).map_or(1, <[u8]>::len), here);
                    here
                }
                b'<' => {
                    in_tag |= here != 0;
                    inside |= here;
                    here
                }
                b'(' if at > 0 && self.bytes[at - 1] == b']' => {
                    inside |= here;
                    0
                }
                b'\n' if self.is_blank_behind(at) => {
                    return in_tag && inside != 0 && self.has_pre();
                }
                b' ' | b'\t' | b'\r' | b'\n' if here != 0 && self.is_beside_tick(at) => here,
                _ if byte >= 0x80 && is_break_point(letter) => here,
                _ => 0,
            };
            here = next | stays;
            if here | inside == 0 {
                return false;
            }
            at += length;
            if at - start > FAR {
                return true;
            }
            if at - start > 8 {
                let Some(left) = self.budget.checked_sub(length) else { return true };
                self.budget = left;
            }
        }
        false
    }

    /// The character at byte `at`; what is none is one byte and no letter of any word.
    fn letter(&self, at: usize) -> (char, usize) {
        let length = match self.bytes[at] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        let encoded = self.bytes.get(at..at + length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        encoded.and_then(|text| text.chars().next()).map_or((REPLACEMENT, 1), |letter| (letter, length))
    }

    /// Whether the line behind the line end at byte `at` is blank.
    fn is_blank_behind(&self, at: usize) -> bool {
        let rest = &self.bytes[at + 1..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        rest.get(blank).is_none_or(|&byte| byte == b'\n')
    }

    /// Whether white space at byte `at` may be that inside of the backticks of a code span, of which some does not show.
    fn is_beside_tick(&self, at: usize) -> bool {
        let margin = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'>');
        let tick = |byte: Option<&u8>| byte == Some(&b'`');
        let mut before = self.bytes[..at].iter().rev();
        let mut behind = self.bytes[at..].iter();
        let (before, behind) =
            (before.by_ref().find(|byte| !margin(byte)), behind.by_ref().take(MARGIN).find(|byte| !margin(byte)));
        tick(before) || tick(behind) || behind.is_none()
    }

    fn has_pre(&mut self) -> bool {
        let bytes = self.bytes;
        *self.has_pre.get_or_insert_with(|| {
            memchr_iter(b'<', bytes).any(|at| {
                let name = bytes.get(at + 1..at + 4).unwrap_or_default();
                name.eq_ignore_ascii_case(b"pre") || name.eq_ignore_ascii_case(b"tex")
            })
        })
    }
}
