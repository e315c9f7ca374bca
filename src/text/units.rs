//! The units of wrapping: words with the white space behind them, cut at the break opportunities of UAX #14 and
//! measured.
//!
//! How they fill rows is left to [`wrap`](super::wrap), the only caller. This is where each character of a paragraph is
//! looked at, once.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::width::step;

/// A word and the white space behind it, between two break opportunities.
#[derive(Clone, Copy)]
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
#[derive(Clone, Copy, PartialEq, Eq)]
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
pub(super) fn units(text: &str, mut each: impl FnMut(Unit)) {
    let mut ruler = Ruler::default();
    for (at, opportunity) in linebreaks(text) {
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
            ruler = Ruler { start: at, at, word_start: at, word_end: at, ..Ruler::default() };
        }
    }
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
