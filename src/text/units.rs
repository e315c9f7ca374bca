//! The units of wrapping: words with the white space behind them, cut at the break opportunities of UAX #14 and
//! measured.
//!
//! How they fill rows is left to [`wrap`](super::wrap), the only caller. This is where each character of a paragraph is
//! looked at, once.

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::classes::{Class, class_at, infix_end, is_word, word_end};
use super::width::step;

/// A word and the white space behind it, between two break opportunities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) start: usize,
    pub(super) word_end: usize,
    pub(super) end: usize,
    /// The columns of the word.
    pub(super) columns: usize,
    /// The columns of the white space.
    pub(super) spaces: usize,
    pub(super) ending: Ending,
}

/// What makes a unit end where it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Opportunity,
    SoftHyphen,
    Newline,
    Text,
}

impl Unit {
    /// Whether there is more than white space.
    pub(super) fn has_word(&self) -> bool {
        self.word_end > self.start
    }
}

/// Cuts a text into units and measures them.
///
/// Whether a line may end between two common characters is told by these two alone ([`super::classes`]); the tables are
/// only asked about others.
pub(super) fn units(text: &str, mut each: impl FnMut(Unit)) {
    let mut at = 0;
    while let Some(left) = common_units(text, at, &mut each) {
        match other_units(text, left, &mut each) {
            Some(next) => at = next,
            None => break,
        }
    }
}

/// Hands out units of common characters from byte `at` on; returns where one with others begins, or `None` at the end of
/// the text.
fn common_units(text: &str, mut at: usize, each: &mut impl FnMut(Unit)) -> Option<usize> {
    while at < text.len() {
        if let Some(word_end) = plain_word_end(text.as_bytes(), at) {
            let (end, columns) = (word_end + 1, word_end - at);
            each(Unit { start: at, word_end, end, columns, spaces: 1, ending: Ending::Opportunity });
            at = end;
        } else {
            let Some(unit) = common_unit(text, at) else { return Some(at) };
            each(unit);
            at = unit.end;
        }
    }
    None
}

/// Where the word of the unit ends that begins at byte `start`, if it is what most of them are: letters, perhaps a comma,
/// and one space in front of another letter. That is much faster than going by classes.
#[inline]
fn plain_word_end(bytes: &[u8], start: usize) -> Option<usize> {
    let letters = word_end(bytes, start);
    let word_end = infix_end(bytes, letters);
    let is_plain = letters > start && bytes.get(word_end) == Some(&b' ') && is_word(bytes, word_end + 1);
    is_plain.then_some(word_end)
}

/// The unit that begins at byte `start`, before the end of the text, if all its characters and the next are common ones.
fn common_unit(text: &str, start: usize) -> Option<Unit> {
    let bytes = text.as_bytes();
    let ending_before = |next: Option<(Class, usize)>| match next {
        None => Some(Ending::Text),
        Some((class, _)) => (class != Class::OTHER).then_some(Ending::Opportunity),
    };
    let (mut class, mut length) = class_at(text, start)?;
    if class == Class::SPACE {
        // White space has a unit of its own where no word is before it.
        let spaces = spaces_at(bytes, start);
        let end = start + spaces;
        return Some(Unit {
            start,
            word_end: start,
            end,
            columns: 0,
            spaces,
            ending: ending_before(class_at(text, end))?,
        });
    }
    let (mut at, mut columns) = (start, 0);
    while class != Class::OTHER {
        // Most characters are letters in a word of such.
        let next = at + length;
        at = if class.is_word() { word_end(bytes, next) } else { next };
        columns += 1 + at - next;
        let spaces = spaces_at(bytes, at);
        let next = class_at(text, at + spaces);
        let goes_on = next.filter(|(next, _)| match spaces {
            0 => class.joins(*next) || (class.is_sign() && is_held(text, at)),
            _ => class.joins_over_spaces(*next) && (class == Class::OPENS || !begins_with_sign(bytes, at + spaces)),
        });
        let Some(next) = goes_on else {
            let end = at + spaces;
            return Some(Unit { start, word_end: at, end, columns, spaces, ending: ending_before(next)? });
        };
        (class, length) = next;
        at += spaces;
        columns += spaces;
    }
    None
}

/// How many spaces follow each other from byte `at` on.
fn spaces_at(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|&&byte| byte == b' ').count()
}

/// Hands out units from byte `from` on by all the rules; returns where one begins that may have common characters only, or
/// `None` at the end of the text. No rule looks back beyond a place where a line may end in front of one of these, so what
/// stands from there on can be taken alone.
fn other_units(text: &str, from: usize, each: &mut impl FnMut(Unit)) -> Option<usize> {
    let mut ruler = Ruler::at(from);
    for (at, opportunity) in opportunities(text, from) {
        if ruler.measure(text, at) {
            let mut unit = ruler.unit(text, opportunity == BreakOpportunity::Mandatory);
            if ruler.word_start > unit.start && unit.has_word() {
                // White space has a unit of its own where no word is before it.
                let (start, spaces) = (ruler.word_start, ruler.indent);
                let end = start;
                each(Unit { word_end: unit.start, end, columns: 0, spaces, ending: Ending::Opportunity, ..unit });
                unit = Unit { start, columns: unit.columns - spaces, ..unit };
            }
            each(unit);
            if unit.ending == Ending::Opportunity && text.as_bytes().get(at).is_some_and(u8::is_ascii_graphic) {
                return Some(at);
            }
            ruler = Ruler::at(at);
        }
    }
    None
}

/// Where lines may end or must behind byte `from`: by UAX #14, but for what nobody would do ([`is_held`],
/// [`begins_with_sign`]).
fn opportunities(text: &str, from: usize) -> impl Iterator<Item = (usize, BreakOpportunity)> {
    let mut done = from;
    linebreaks(&text[from..]).flat_map(move |(length, opportunity)| {
        let at = from + length;
        let more = words_with_signs(text, done..at);
        done = at;
        let here = (opportunity == BreakOpportunity::Mandatory || !is_held(text, at)).then_some((at, opportunity));
        more.map(|at| (at, BreakOpportunity::Allowed)).chain(here)
    })
}

/// Where words begin with a sign within a range: behind a space, but for one behind an opening bracket (LB 14).
fn words_with_signs(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    text[range.clone()].match_indices(' ').filter_map(move |(place, _)| {
        let at = range.start + place + 1;
        let is_opened = || bytes[..at].trim_ascii_end().last().is_some_and(|byte| matches!(byte, b'(' | b'[' | b'{'));
        (at < range.end && begins_with_sign(bytes, at) && !is_opened()).then_some(at)
    })
}

/// Whether a word with a sign in front begins at byte `at`, as `.config`, `/usr`, `:status` and `?Sized` do. A line may
/// end before it, which the rules don't let it, to keep signs at the end of a sentence (LB 13).
fn begins_with_sign(bytes: &[u8], at: usize) -> bool {
    let signs = bytes[at..].iter().take_while(|byte| matches!(byte, b'.' | b':' | b'/' | b'!' | b'?')).count();
    signs > 0 && is_word(bytes, at + signs)
}

/// Whether nobody would end a line at byte `at`, though the rules let one end there: behind the slashes of `https://`, amid
/// the signs of `C++`, and behind the hyphens or the sign with which a word begins, as `--width`, `-1x`, `/usr` and `!Send`
/// do.
fn is_held(text: &str, at: usize) -> bool {
    let (before, behind) = (&text.as_bytes()[..at], &text.as_bytes()[at..]);
    if before.ends_with(b"//") || (before.ends_with(b"+") && behind.starts_with(b"+")) {
        return true;
    }
    // With a space behind it, it is a dash, or ends something.
    if behind.first().is_none_or(|byte| matches!(byte, b' ' | b'\n' | b'\t')) {
        return false;
    }
    let hyphens = before.strip_suffix(b"--").or_else(|| before.strip_suffix(b"-"));
    let sign = || before.split_last().filter(|(sign, _)| matches!(sign, b'/' | b'!' | b'?')).map(|(_, before)| before);
    let Some(before) = hyphens.or_else(sign) else { return false };
    before.last().is_none_or(|byte| {
        matches!(byte, b' ' | b'\n' | b'\t' | b'(' | b'[' | b'{' | b'<' | b'"' | b'\'' | b'/' | b'=' | b'|' | b',')
    })
}

/// Measures a unit from its start on.
#[derive(Clone, Copy, Default)]
struct Ruler {
    start: usize,
    /// How far it has been measured, and the columns up to there.
    at: usize,
    columns: usize,
    /// Where the word begins, and the columns of the white space before it.
    word_start: usize,
    indent: usize,
    /// Where the word ends, and the columns up to there.
    word_end: usize,
    word_columns: usize,
}

impl Ruler {
    fn at(at: usize) -> Self {
        Self { start: at, at, word_start: at, word_end: at, ..Self::default() }
    }

    /// Measures up to `end`, and says whether that is the end of a grapheme.
    ///
    /// UAX #14 allows a few breaks inside a grapheme, such as before a mark on a space. A cell cannot be broken.
    fn measure(&mut self, text: &str, end: usize) -> bool {
        let bytes = text.as_bytes();
        // A grapheme may reach beyond the next opportunity as well.
        let Some(unit) = bytes.get(self.at..end) else { return false };
        if unit.is_ascii() && bytes.get(end).is_none_or(u8::is_ascii) {
            let spaces = unit.iter().rev().take_while(|byte| vanishes(char::from(**byte))).count();
            if spaces < unit.len() {
                if self.word_end == self.start {
                    let indent = unit.iter().take_while(|byte| vanishes(char::from(**byte))).count();
                    self.word_start = self.at + indent;
                    self.indent = self.columns + indent;
                }
                self.word_end = end - spaces;
                self.word_columns = self.columns + unit.len() - spaces;
            }
            self.columns += unit.len();
            self.at = end;
            return true;
        }
        while self.at < end
            && let Some((next, more)) = step(text, self.at)
        {
            self.columns += more;
            if !is_blank(&text[self.at..next]) {
                if self.word_end == self.start {
                    self.word_start = self.at;
                    self.indent = self.columns - more;
                }
                self.word_end = next;
                self.word_columns = self.columns;
            }
            self.at = next;
        }
        self.at == end
    }

    fn unit(&self, text: &str, mandatory: bool) -> Unit {
        let last = text[self.start..self.at].chars().next_back();
        let ending = match last {
            Some(c) if mandatory && breaks_line(c) => Ending::Newline,
            _ if mandatory => Ending::Text,
            Some('\u{AD}') => Ending::SoftHyphen,
            _ => Ending::Opportunity,
        };
        Unit {
            start: self.start,
            word_end: self.word_end,
            end: self.at,
            columns: self.word_columns,
            spaces: self.columns - self.word_columns,
            ending,
        }
    }
}

/// Whether a line must end behind a character.
pub(super) fn breaks_line(c: char) -> bool {
    matches!(c, '\n' | '\x0B' | '\x0C' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character vanishes at a break: white space, but what is there to hold words together.
pub(super) fn vanishes(c: char) -> bool {
    match c {
        ' ' | '\n' | '\u{200B}' => true,
        '\u{A0}' | '\u{2007}' | '\u{202F}' => false,
        _ => c.is_whitespace(),
    }
}

/// Whether all of a grapheme vanishes.
pub(super) fn is_blank(grapheme: &str) -> bool {
    // Most graphemes begin with a byte that no white space begins with.
    match grapheme.as_bytes().first() {
        Some(b'!'..=b'~' | 0xC3..=0xE0 | 0xE4..) => false,
        _ => grapheme.chars().all(vanishes),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::wrap::tests::any_text;
    use super::*;

    /// All units by all the rules.
    fn slowly(text: &str) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut ruler = Ruler::at(0);
        for (at, opportunity) in opportunities(text, 0) {
            if ruler.measure(text, at) {
                let unit = ruler.unit(text, opportunity == BreakOpportunity::Mandatory);
                units.push(unit);
                ruler = Ruler::at(at);
            }
        }
        units
    }

    fn check(text: &str) -> Result<(), TestCaseError> {
        let mut fast = Vec::new();
        units(text, |unit| fast.push((unit.end, unit.ending, unit.columns + unit.spaces)));
        let mut joined: Vec<(usize, Ending, usize)> = Vec::new();
        let mut carried = 0;
        let slow = slowly(text);
        let mut ends = slow.iter().map(|unit| unit.end).peekable();
        for (end, ending, columns) in fast {
            carried += columns;
            // White space at the beginning of a line is a unit of its own.
            if ends.next_if_eq(&end).is_some() {
                joined.push((end, ending, carried));
                carried = 0;
            }
        }
        let slow: Vec<_> = slow.iter().map(|unit| (unit.end, unit.ending, unit.columns + unit.spaces)).collect();
        prop_assert_eq!(joined, slow, "{:?}", text);
        Ok(())
    }

    proptest! {
        #[test]
        fn common_characters_break_by_the_rules(
            text in prop::collection::vec(prop::sample::select(vec![
                "a", "B2", "don't", "7", "'", "\"", "(", ")", ",", ".", ":", ";", "!", "?", "-", "/", "$", "%", "é", "“", " ",
                " ", " ", "  ", "//", "[", "{", "}", "|", "+", "\\", "<", "–", "…", "ß", "я", "’", "\t", "\u{AD}", "\u{A0}", "\u{301}", "\n", "—", "日", "א", "[", "]", "&", "\u{200B}", "\u{200D}", "\u{2060}",
            ]), 0..16).prop_map(|parts| parts.concat())
        ) {
            check(&text)?;
        }

        #[test]
        fn all_words_break_by_the_rules(text in any_text()) {
            check(&text)?;
        }
    }
}
