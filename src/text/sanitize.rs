//! The one sanitizer: what of a document's text may reach a terminal, and as what.
//!
//! A document is never trusted. A control character could steer the terminal, a bidi control could show another text
//! than the one that is there, an invisible one could hide a text. [`Safe`] is made only here, and it is all that a
//! sink takes: cells, titles, file names, error messages, printed output, the clipboard. Text comes here *after* every
//! decoding (UTF-8, entities, percent), for `&#27;` is an escape too.
//!
//! | in the text | in prose | in code |
//! | --- | --- | --- |
//! | NUL | U+FFFD (`CommonMark` 2.3) | the same |
//! | other C0, DEL; C1 | `␛`, `␡`; `<9B>` | the same |
//! | bidi controls, separators, annotations, noncharacters, stray tags, Hangul fillers | `<202E>` | the same |
//! | zero width space, word joiner, soft hyphen | stay, as break points | `<200B>` |
//! | variation selectors, joiners, where they do their work | stay | stay |
//! | the same elsewhere, and what else is invisible | dropped | `<200D>` |
//! | more than eight marks on one base | dropped from the ninth on | the same |
//!
//! Layout decides how a replacement looks, expands tabs, breaks lines, and takes the break points out of the cells
//! ([`Safe::without_break_points`]).

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};

use compact_str::CompactString;
use unicode_segmentation::UnicodeSegmentation;

use super::width::solitary;

/// Text that a terminal can be sent: no control character, no bidi control, on one line.
///
/// Short ones, which most spans of a line are, take no memory of their own.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default, PartialOrd, Ord)]
pub struct Safe(CompactString);

impl Safe {
    /// Makes a text safe as prose on one line: a newline and a tab become a space.
    #[must_use]
    pub fn new(text: &str) -> Safe {
        if let Some(safe) = Self::harmless(text) {
            return safe;
        }
        let mut safe = CompactString::with_capacity(text.len());
        pieces(text, Setting::Prose, &mut |piece| piece.add_to(&mut safe));
        Safe(safe)
    }

    /// Makes a text safe on one line so that each of its characters is seen, those too that running text keeps to itself:
    /// for what a reader has to judge, as where a link leads.
    #[must_use]
    pub fn exact(text: &str) -> Safe {
        if is_plain(text) {
            return Safe(CompactString::new(text));
        }
        let mut seen = String::with_capacity(text.len());
        for c in text.chars() {
            if is_invisible(c) || is_break_point(c) || matches!(c, '\u{E0000}'..='\u{E0FFF}') {
                seen.push_str(&code_point(c));
            } else {
                seen.push(c);
            }
        }
        Self::new(&seen)
    }

    /// The same text if nothing in it has to be made safe: if it is printable ASCII alone.
    #[must_use]
    pub fn plain(text: &str) -> Option<Safe> {
        is_plain(text).then(|| Safe(CompactString::new(text)))
    }

    /// The same text if each of its characters is harmless by itself, and all are on one line.
    #[must_use]
    pub fn harmless(text: &str) -> Option<Safe> {
        is_harmless(text).then(|| Safe(CompactString::new(text)))
    }

    /// The same text if that is safe in this setting, and on one line.
    #[must_use]
    pub fn unchanged(text: &str, setting: Setting) -> Option<Safe> {
        let mut kept = 0;
        pieces(text, setting, &mut |piece| kept += if piece.replaced { 0 } else { piece.source.len() });
        (kept == text.len() && is_on_one_line(text)).then(|| Safe(CompactString::new(text)))
    }

    /// So many spaces.
    #[must_use]
    pub fn spaces(columns: usize) -> Safe {
        /// As many as most lines have.
        const SPACES: &str = "                                                                                ";
        Safe(SPACES.get(..columns).map_or_else(|| CompactString::from(" ".repeat(columns)), CompactString::new))
    }

    /// The empty text.
    #[must_use]
    pub const fn empty() -> Safe {
        Safe(CompactString::const_new(""))
    }

    /// The bytes of a range, or of as much of it as there is, moved back to where characters begin.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Safe {
        let end = self.0.floor_char_boundary(range.end);
        let start = self.0.floor_char_boundary(range.start).min(end);
        Safe(CompactString::new(&self.0[start..end]))
    }

    /// Adds a text at the end.
    pub fn push(&mut self, other: &Safe) {
        self.0.push_str(&other.0);
    }

    /// A text over and over, as rules are made of.
    #[must_use]
    pub fn repeat(text: &str, times: usize) -> Safe {
        Safe(CompactString::from(str::repeat(&Safe::new(text), times)))
    }

    /// Adds the bytes of a range to a text as cells hold them, without the characters that only say where a line may
    /// break.
    pub fn show(&self, range: Range<usize>, out: &mut String) {
        let shown = self.0.get(range).unwrap_or_default();
        if shown.is_ascii() {
            out.push_str(shown);
        } else {
            out.extend(shown.split(is_break_point));
        }
    }

    /// The text as cells hold it, without the characters that only say where a line may break.
    #[must_use]
    pub fn without_break_points(mut self) -> Safe {
        if !self.0.is_ascii() {
            self.0.retain(|c| !is_break_point(c));
        }
        self
    }
}

impl Deref for Safe {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Safe {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Running text, set by its own typography.
    Prose,
    /// Code, where the reader has to see every character that a compiler or a shell would.
    Code,
}

/// A part of a text as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// What shows. Newlines and tabs are still in it: [`Piece::safe`] makes spaces of them.
    pub text: Cow<'a, str>,
    /// Whether it is a visible substitute, which layout gives the warning style.
    pub replaced: bool,
    /// The bytes of the input that it stands for. Where nothing is replaced, they are as many as `text` has.
    pub source: Range<usize>,
}

impl Piece<'_> {
    /// What shows, on one line and in as many bytes as `text` has.
    #[must_use]
    pub fn safe(&self) -> Safe {
        let mut safe = CompactString::with_capacity(self.text.len());
        self.add_to(&mut safe);
        Safe(safe)
    }

    fn add_to(&self, safe: &mut CompactString) {
        for (place, line) in self.text.split(['\n', '\t']).enumerate() {
            if place > 0 {
                safe.push(' ');
            }
            safe.push_str(line);
        }
    }
}

/// Whether a character only says where a line may or may not break, and takes no cell.
#[must_use]
pub fn is_break_point(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}')
}

/// Whether a character must never reach a terminal, wherever it stands: what steers it, and what makes a text look like
/// another one. For the nets below the sanitizer, which see characters one by one.
///
/// Tags are none: in a flag they stay.
#[must_use]
pub fn is_hostile(c: char) -> bool {
    c.is_control() || is_deceptive(c) && !matches!(c, '\u{E0020}'..='\u{E007F}')
}

/// Hands out a text as it may be shown, piece by piece, in order.
///
/// A stretch with nothing replaced or dropped is one piece, borrowed from the input; dropped bytes are in no piece.
/// Carriage returns end a line: `\r\n` comes as one newline, and so does a lone `\r`.
pub fn pieces<'a>(text: &'a str, setting: Setting, each: &mut dyn FnMut(Piece<'a>)) {
    let mut context = Context::default();
    let (mut run, mut at) = (0, 0);
    while at < text.len() {
        let harmless = harmless_length(&text[at..]);
        if harmless > 0 {
            at += harmless;
            context.keep_base(text[..at].chars().next_back());
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let next = at + c.len_utf8();
        let (length, substitute) = match context.judge(c, &text[next..], setting) {
            Verdict::Keep(length) => {
                at += length;
                continue;
            }
            Verdict::Drop => (next - at, None),
            Verdict::NewLine => (next - at, Some((Cow::Borrowed("\n"), false))),
            Verdict::Show(shown) => (next - at, Some((shown, true))),
        };
        if run < at {
            each(Piece { text: Cow::Borrowed(&text[run..at]), replaced: false, source: run..at });
        }
        if let Some((shown, replaced)) = substitute {
            each(Piece { text: shown, replaced, source: at..at + length });
        }
        at += length;
        run = at;
    }
    if run < text.len() {
        each(Piece { text: Cow::Borrowed(&text[run..]), replaced: false, source: run..text.len() });
    }
}

/// How many characters a base may carry: marks, joiners, variation selectors, jamo. Piled up, they paint over lines.
const MOST_ADDITIONS: usize = 8;

/// How many tags a flag may carry. Subdivisions have up to six; in more, a text would hide.
const MOST_TAGS: usize = 6;

/// What becomes of a character.
enum Verdict {
    /// It stays, with what follows it up to so many bytes.
    Keep(usize),
    Show(Cow<'static, str>),
    Drop,
    NewLine,
}

/// What stands before a character.
#[derive(Default)]
struct Context {
    /// The character right before, unless it was replaced or dropped.
    previous: Option<char>,
    /// How many characters the last base carries.
    additions: usize,
}

impl Context {
    fn judge(&mut self, c: char, rest: &str, setting: Setting) -> Verdict {
        if solitary(c).is_some() {
            self.keep_base(Some(c));
            return Verdict::Keep(c.len_utf8());
        }
        match c {
            '\r' if rest.starts_with('\n') => self.lose(Verdict::Drop),
            '\r' => self.lose(Verdict::NewLine),
            '\0' => self.lose(Verdict::Show("\u{FFFD}".into())),
            _ if c.is_control() || is_deceptive(c) => self.lose(show(c)),
            '\u{1F3F4}' => {
                self.keep_base(Some(c));
                Verdict::Keep(c.len_utf8() + tag_sequence(rest))
            }
            _ if is_break_point(c) && setting == Setting::Prose => {
                self.keep_base(Some(c));
                Verdict::Keep(c.len_utf8())
            }
            _ if is_invisible(c) => match self.works(c, rest.chars().next()) {
                true => self.add(c),
                false if setting == Setting::Code => self.lose(show(c)),
                false => self.lose(Verdict::Drop),
            },
            _ if !is_arrow(c) && joins(c) => {
                if self.additions < MOST_ADDITIONS {
                    self.add(c)
                } else {
                    self.lose(Verdict::Drop)
                }
            }
            _ if self.previous == Some('\u{200D}') && is_pictograph(c) => {
                // One emoji with the one before the joiner.
                self.previous = Some(c);
                Verdict::Keep(c.len_utf8())
            }
            _ => {
                self.keep_base(Some(c));
                Verdict::Keep(c.len_utf8())
            }
        }
    }

    /// Whether an invisible character does here what it is for.
    fn works(&self, c: char, next: Option<char>) -> bool {
        let Some(previous) = self.previous.filter(|_| self.additions < MOST_ADDITIONS) else { return false };
        match c {
            '\u{FE0E}' | '\u{FE0F}' => matches!(previous, '0'..='9' | '#' | '*') || is_pictograph(previous),
            '\u{FE00}'..='\u{FE0D}' | '\u{E0100}'..='\u{E01EF}' => previous.is_alphabetic() && !joins(previous),
            // Mongolian letters take their shape from these.
            '\u{180B}'..='\u{180F}' => matches!(previous, '\u{1820}'..='\u{18AA}'),
            '\u{200C}' | '\u{200D}' => {
                let room = self.additions + 1 < MOST_ADDITIONS;
                let before = joinable(previous) || previous == '\u{FE0F}';
                before && next.is_some_and(|next| joinable(next) && (room || !joins(next)))
            }
            _ => false,
        }
    }

    fn keep_base(&mut self, c: Option<char>) {
        self.previous = c;
        self.additions = 0;
    }

    fn add(&mut self, c: char) -> Verdict {
        self.previous = Some(c);
        self.additions += 1;
        Verdict::Keep(c.len_utf8())
    }

    /// Nothing works across a gap. The marks that follow still pile up on the same base.
    fn lose(&mut self, verdict: Verdict) -> Verdict {
        self.previous = None;
        if !matches!(verdict, Verdict::Drop) {
            self.additions = 0;
        }
        verdict
    }
}

/// Whether a text is printable ASCII alone. Looked at in blocks, which takes a fraction of the time.
pub(super) fn is_plain(text: &str) -> bool {
    let plain = |block: &[u8]| block.iter().fold(true, |plain, byte| plain & matches!(byte, b' '..=b'~'));
    text.as_bytes().chunks(32).all(plain)
}

/// Whether each character of a text is harmless by itself, and all are on one line.
fn is_harmless(text: &str) -> bool {
    is_plain(text) || (harmless_length(text) == text.len() && is_on_one_line(text))
}

/// How many bytes of a text need no second look: printable ASCII, newlines and tabs, and what joins with nothing.
fn harmless_length(text: &str) -> usize {
    let mut at = 0;
    loop {
        at += plain_length(&text.as_bytes()[at..]);
        match text[at..].chars().next() {
            Some(c) if solitary(c).is_some() => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// How many bytes are printable ASCII, newlines and tabs.
fn plain_length(bytes: &[u8]) -> usize {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n' | b'\t');
    // Looked at in blocks first, which takes a fraction of the time.
    let blocks =
        bytes.chunks_exact(16).take_while(|block| block.iter().fold(true, |plain, byte| plain & is_plain(byte)));
    let whole = blocks.count() * 16;
    let rest = &bytes[whole..];
    whole + rest.iter().position(|byte| !is_plain(byte)).unwrap_or(rest.len())
}

/// Whether a text has no line ends and no tabs.
fn is_on_one_line(text: &str) -> bool {
    text.bytes().fold(true, |is, byte| is & !matches!(byte, b'\n' | b'\t' | b'\r'))
}

/// The visible form of a character that must not be what it is.
fn show(c: char) -> Verdict {
    let code = u32::from(c);
    let picture = match code {
        0..=0x1F => char::from_u32(0x2400 + code),
        0x7F => Some('\u{2421}'),
        _ => None,
    };
    let shown = match picture {
        Some(picture) => picture.to_string(),
        None => code_point(c),
    };
    Verdict::Show(shown.into())
}

/// A character by its number.
fn code_point(c: char) -> String {
    let code = u32::from(c);
    if code < 0x100 { format!("<{code:02X}>") } else { format!("<{code:04X}>") }
}

/// The bytes of the tags of a flag with their end, if they are well formed (UTS #51, ED-14a), else zero.
fn tag_sequence(rest: &str) -> usize {
    let is_tag = |c: &char| matches!(c, '\u{E0030}'..='\u{E0039}' | '\u{E0061}'..='\u{E007A}');
    let tags = rest.chars().take(MOST_TAGS + 1).take_while(is_tag).count();
    // A tag has four bytes.
    let ends = rest.get(tags * 4..).is_some_and(|end| end.starts_with('\u{E007F}'));
    if ends && (1..=MOST_TAGS).contains(&tags) { (tags + 1) * 4 } else { 0 }
}

/// Whether a character would make a text look like another one: it is always made visible.
///
/// The marks U+200E and U+200F stand in honest right-to-left text too. There is no telling them apart, and where they
/// matter they can reorder what the reader trusts. Hangul fillers are letters without a shape: two names that look the
/// same differ by them, and living Korean has no use for them.
fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}' // bidi, deprecated
        | '\u{2028}' | '\u{2029}' // separators
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' // Hangul fillers
        | '\u{FFF0}'..='\u{FFFB}' // interlinear annotation, and unassigned ones that would be invisible
        | '\u{E0000}'..='\u{E00FF}' | '\u{E01F0}'..='\u{E0FFF}' // tags, and the same
        | '\u{FDD0}'..='\u{FDEF}')
        || u32::from(c) & 0xFFFE == 0xFFFE
}

/// Whether a character has no shape of its own: it stays where it works on its neighbours.
fn is_invisible(c: char) -> bool {
    is_break_point(c)
        || matches!(c,
            '\u{34F}' // combining grapheme joiner: for sorting
            | '\u{17B4}' | '\u{17B5}' // Khmer inherent vowels
            | '\u{180B}'..='\u{180F}' // Mongolian selectors
            | '\u{200C}' | '\u{200D}'
            | '\u{2061}'..='\u{2065}' // invisible operators
            | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' // variation selectors
            | '\u{FEFF}'
            | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}') // shorthand and musical format controls
}

/// Whether a joiner has something to join in this character.
fn joinable(c: char) -> bool {
    !is_invisible(c) && !is_deceptive(c) && (c.is_alphanumeric() || joins(c) || is_pictograph(c))
}

/// Whether a character joins the base before it: marks, emoji modifiers, vowels and finals of a Hangul syllable.
fn joins(c: char) -> bool {
    matches!(c, '\u{1161}'..='\u{11FF}' | '\u{D7B0}'..='\u{D7FB}') || is_one_grapheme(&['a', c])
}

/// Whether a character is an arrow, some of which are emoji. Each stands by itself, and `↩` stands behind every footnote.
fn is_arrow(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21FF}')
}

/// Whether a character is an emoji, or can be shown as one: the segmentation tables know by what a joiner does to it.
fn is_pictograph(c: char) -> bool {
    is_one_grapheme(&[c, '\u{200D}', '\u{1F600}'])
}

fn is_one_grapheme(chars: &[char]) -> bool {
    let mut buffer = [0; 12];
    let mut length = 0;
    for c in chars {
        length += c.encode_utf8(&mut buffer[length..]).len();
    }
    std::str::from_utf8(&buffer[..length]).is_ok_and(|text| text.graphemes(true).nth(1).is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str, setting: Setting) -> String {
        let mut shown = String::new();
        pieces(text, setting, &mut |piece| shown += &piece.text);
        shown
    }

    #[test]
    fn no_arrow_joins() {
        assert!(('\u{2190}'..='\u{21FF}').all(|c| is_arrow(c) && !joins(c)));
    }

    #[test]
    fn what_is_kept_at_a_glance_is_harmless() {
        for c in ('\0'..=char::MAX).filter(|&c| solitary(c).is_some()) {
            let harmless = !is_hostile(c) && !is_break_point(c) && !is_invisible(c) && !joins(c);
            assert!(harmless, "{c:?}");
        }
    }

    #[test]
    fn what_shows() {
        let marks = "\u{301}".repeat(20);
        let family = "👩🏻‍❤️‍💋‍👩🏿";
        let wales = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
        for (text, prose, code) in [
            ("plain\ttext\n", "plain\ttext\n", "plain\ttext\n"),
            ("a\r\nb\rc\r", "a\nb\nc\n", "a\nb\nc\n"),
            ("nul\0", "nul\u{FFFD}", "nul\u{FFFD}"),
            ("\x1B[31m\x07\x7F", "␛[31m␇␡", "␛[31m␇␡"),
            ("\u{9B}31m\u{85}", "<9B>31m<85>", "<9B>31m<85>"),
            ("a\u{202E}b\u{2066}\u{200F}", "a<202E>b<2066><200F>", "a<202E>b<2066><200F>"),
            (
                "\u{2028}\u{FFF9}\u{206A}\u{FDD0}\u{1FFFF}",
                "<2028><FFF9><206A><FDD0><1FFFF>",
                "<2028><FFF9><206A><FDD0><1FFFF>",
            ),
            ("x\u{E0041}", "x<E0041>", "x<E0041>"),
            (wales, wales, wales),
            ("\u{1F3F4}\u{E0067}x", "\u{1F3F4}<E0067>x", "\u{1F3F4}<E0067>x"),
            ("\u{1F3F4}\u{E007F}", "\u{1F3F4}<E007F>", "\u{1F3F4}<E007F>"),
            ("a\u{200B}b\u{AD}c\u{2060}d", "a\u{200B}b\u{AD}c\u{2060}d", "a<200B>b<AD>c<2060>d"),
            ("\u{FEFF}bom", "bom", "<FEFF>bom"),
            (
                "❤\u{FE0F} 1\u{FE0F}\u{20E3} a\u{FE0F}",
                "❤\u{FE0F} 1\u{FE0F}\u{20E3} a",
                "❤\u{FE0F} 1\u{FE0F}\u{20E3} a<FE0F>",
            ),
            ("葛\u{E0100}\u{E0101} -\u{FE00}", "葛\u{E0100} -", "葛\u{E0100}<E0101> -<FE00>"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم", "می\u{200C}خواهم"),
            ("क\u{94D}\u{200D}ष", "क\u{94D}\u{200D}ष", "क\u{94D}\u{200D}ष"),
            ("a\u{200D} \u{200C}b", "a b", "a<200D> <200C>b"),
            (family, family, family),
            ("\u{3164}\u{34F}x\u{2062}", "<3164>x", "<3164><034F>x<2062>"),
            ("\u{E000}\u{F0001}", "\u{E000}\u{F0001}", "\u{E000}\u{F0001}"),
            (&format!("z{marks}o"), &format!("z{}o", &marks[..16]), &format!("z{}o", &marks[..16])),
            ("שלום עולם 日本語 ไทย", "שלום עולם 日本語 ไทย", "שלום עולם 日本語 ไทย"),
        ] {
            assert_eq!(shown(text, Setting::Prose), prose, "{text:?}");
            assert_eq!(shown(text, Setting::Code), code, "{text:?}");
        }
    }

    #[test]
    fn a_piece_says_what_it_stands_for() {
        let mut all = Vec::new();
        pieces("ab\u{FEFF}cd\x1Bé\r\n", Setting::Prose, &mut |piece| {
            all.push((piece.text.into_owned(), piece.replaced, piece.source));
        });
        let expected =
            [("ab", false, 0..2), ("cd", false, 5..7), ("␛", true, 7..8), ("é", false, 8..10), ("\n", false, 11..12)];
        assert_eq!(all, expected.map(|(text, replaced, source)| (text.to_owned(), replaced, source)));
    }

    #[test]
    fn safe_text_is_on_one_line_and_slices_anywhere() {
        let safe = Safe::new("a\tb\r\nc é");
        assert_eq!(&*safe, "a b c é");
        assert_eq!(&*safe.slice(4..8), "c é");
        assert_eq!(&*safe.slice(4..7), "c ");
        #[expect(clippy::reversed_empty_ranges, reason = "whatever the range is")]
        let reversed = safe.slice(5..2);
        assert_eq!(&*reversed, "");
        assert_eq!(&*safe.slice(100..usize::MAX), "");
        assert_eq!(&*Safe::new("so\u{AD}ft\u{200B}").without_break_points(), "soft");
        let mut longer = Safe::empty();
        longer.push(&safe);
        assert_eq!(longer.to_string(), safe.as_ref());
    }

    /// Texts of everything that the sanitizer tells apart.
    fn hostile() -> impl Strategy<Value = String> {
        let ranges = [
            ('\0', '\u{A0}'),
            ('\u{300}', '\u{34F}'),
            ('\u{600}', '\u{61F}'),
            ('\u{900}', '\u{94D}'),
            ('\u{1100}', '\u{11FF}'),
            ('\u{180A}', '\u{1822}'),
            ('\u{2000}', '\u{206F}'),
            ('\u{3160}', '\u{3166}'),
            ('\u{FDCE}', '\u{FE10}'),
            ('\u{FFEE}', '\u{FFFF}'),
            ('\u{1F3F0}', '\u{1F400}'),
            ('\u{1F1E6}', '\u{1F1FF}'),
            ('\u{E0000}', '\u{E0200}'),
            ('\u{4E00}', '\u{4E10}'),
            ('\u{200B}', '\u{200D}'),
            ('\u{FE0E}', '\u{FE0F}'),
            ('\u{2764}', '\u{2764}'),
            ('\u{1F3F4}', '\u{1F3F4}'),
            ('\u{E0061}', '\u{E007F}'),
        ];
        let nasty = prop::sample::select(ranges.to_vec()).prop_flat_map(|(from, to)| prop::char::range(from, to));
        prop::collection::vec(prop_oneof![4 => nasty, 1 => any::<char>()], 0..60).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in hostile()) {
            for setting in [Setting::Prose, Setting::Code] {
                let out = shown(&text, setting);
                prop_assert!(out.chars().all(|c| matches!(c, '\n' | '\t') || !is_hostile(c)), "{:?}", out);
                prop_assert_eq!(shown(&out, setting), out);
            }
            let safe = Safe::new(&text);
            prop_assert!(!safe.chars().any(is_hostile));
            prop_assert_eq!(&Safe::new(&safe), &safe);
        }

        #[test]
        fn pieces_are_in_order_and_safe_by_themselves(text in hostile()) {
            for setting in [Setting::Prose, Setting::Code] {
                let mut end = 0;
                let mut all = Vec::new();
                pieces(&text, setting, &mut |piece| all.push(piece));
                for piece in all {
                    prop_assert!(end <= piece.source.start && piece.source.start < piece.source.end);
                    end = piece.source.end;
                    if !piece.replaced {
                        prop_assert_eq!(piece.text.len(), piece.source.len());
                    }
                    prop_assert_eq!(&*Safe::new(&piece.text), piece.text.replace(['\n', '\t'], " "));
                }
            }
        }

        #[test]
        fn every_letter_is_still_there(text in hostile()) {
            let out = shown(&text, Setting::Prose);
            let mut rest = out.chars();
            for c in text.chars().filter(|c| c.is_alphanumeric() && !joins(*c) && !is_deceptive(*c)) {
                prop_assert!(rest.any(|kept| kept == c), "{:?} of {:?} in {:?}", c, text, out);
            }
        }
    }
}
