//! Which bytes may read as what is looked for: text that can't is never parsed.
//!
//! A word may be broken in the source: by emphasis (`f**o**o`), escapes, tags, comments, links (`[f](/x)oo`), footnotes,
//! character references (`f&oacute;o`). So from each first letter on the word is followed through the bytes
//! ([`super::follow`]).
//!
//! It says yes too often and never no wrongly; a test holds it to that. It looks at each byte a bounded number of times.

use std::collections::HashMap;

use memchr::{memchr_iter, memchr2_iter, memchr3_iter};
use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange, Hir, HirKind};

use crate::markdown::words::{emoji_named, is_in_emoji, is_raised_or_lowered, reference_value};
use crate::text::sanitize::is_break_point;

use super::follow::Follow;
use super::pattern::Syntax;

/// Decides which bytes have to be parsed.
#[derive(Debug, Clone)]
pub(super) struct Sieve {
    /// One of these stands in every hit; `None` if that can't be told.
    words: Option<Vec<Word>>,
}

/// A word that is looked for.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// How many letters are looked for.
    pub(super) length: u32,
    /// For each character of ASCII a bit for each place of the word at which it may stand.
    ascii: Box<[u64; 128]>,
    /// The same for all others that stand in it.
    others: Vec<(char, u64)>,
    /// The forms of the first letter, in UTF-8.
    first: Vec<Box<[u8]>>,
    /// The last bytes of these forms.
    needles: Vec<u8>,
    /// Whether a byte may stand right behind the first letter.
    second: Box<[bool; 256]>,
    /// Whether one of its letters stands in an emoji, which may be written by its name.
    in_emoji: bool,
    /// What is written otherwise, and how: its presence is enough.
    hints: Vec<&'static [u8]>,
}

/// The longest part of a word that is looked for: as many letters as a set of bits has places, but one.
const LONGEST: usize = 60;
/// Of how many words of an expression one may be needed; each of them is looked for.
const MOST_WORDS: usize = 8;
/// How many character references are remembered.
const MOST_REFERENCES: usize = 256;

impl Sieve {
    /// The sieve for what is typed; `fold` says whether case is ignored.
    pub(super) fn new(text: &str, syntax: Syntax, fold: bool) -> Self {
        let words = match syntax {
            Syntax::Words => longest_word(text).map(|word| vec![word.to_owned()]),
            Syntax::Regex => regex_syntax::parse(text).ok().and_then(|hir| required_words(&hir)),
        };
        let ready = |words: Vec<String>| words.iter().map(|word| Word::new(word, fold)).collect();
        Self { words: words.and_then(ready) }
    }

    /// Whether what these bytes say may have a hit. They begin and end where blocks do.
    pub(super) fn may_hold(&self, bytes: &[u8]) -> bool {
        self.words.as_ref().is_none_or(|words| words.iter().any(|word| word.may_stand_in(bytes)))
    }
}

fn longest_word(text: &str) -> Option<&str> {
    text.split_whitespace().max_by_key(|word| word.chars().count())
}

/// Words of which one stands in everything that an expression matches.
fn required_words(hir: &Hir) -> Option<Vec<String>> {
    let shortest = |words: &Vec<String>| words.iter().map(String::len).min();
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            Some(vec![longest_word(text)?.to_owned()])
        }
        HirKind::Capture(capture) => required_words(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => required_words(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(required_words).max_by_key(shortest),
        HirKind::Alternation(parts) => {
            let words: Vec<_> = parts.iter().map(required_words).collect::<Option<_>>()?;
            Some(words.concat()).filter(|words| words.len() <= MOST_WORDS)
        }
        _ => None,
    }
}

/// A character in all its cases.
fn forms(letter: char, fold: bool) -> Option<Vec<char>> {
    let mut class = ClassUnicode::new([ClassUnicodeRange::new(letter, letter)]);
    if fold {
        class.try_case_fold_simple().ok()?;
    }
    Some(class.iter().flat_map(|range| range.start()..=range.end()).collect())
}

/// What is text nowhere.
pub(super) const REPLACEMENT: char = '\u{fffd}';

impl Word {
    fn new(word: &str, fold: bool) -> Option<Self> {
        let letters: Vec<Vec<char>> =
            word.chars().take(LONGEST).map(|letter| forms(letter, fold)).collect::<Option<_>>()?;
        let all = || letters.iter().flatten().copied();
        if all().any(|letter| letter == REPLACEMENT || is_break_point(letter)) {
            return None;
        }
        let mut ascii = Box::new([0; 128]);
        let mut others: Vec<(char, u64)> = Vec::new();
        for (place, forms) in letters.iter().enumerate() {
            for &form in forms {
                match ascii.get_mut(form as usize) {
                    Some(bits) => *bits |= 1 << place,
                    None => match others.iter_mut().find(|(known, _)| *known == form) {
                        Some((_, bits)) => *bits |= 1 << place,
                        None => others.push((form, 1 << place)),
                    },
                }
            }
        }
        let encoded = |form: &char| form.encode_utf8(&mut [0; 4]).as_bytes().into();
        let first: Vec<Box<[u8]>> = letters.first()?.iter().map(encoded).collect();
        let mut needles: Vec<u8> = first.iter().filter_map(|form| form.last().copied()).collect();
        needles.sort_unstable();
        needles.dedup();
        let mut hints: Vec<&'static [u8]> = Vec::new();
        if all().any(is_raised_or_lowered) {
            hints.extend([&b"<su"[..], b"<SU", b"<sU", b"<Su"]);
        }
        if all().any(|letter| matches!(letter, '“' | '”')) {
            hints.extend([&b"<q"[..], b"<Q", b"</q", b"</Q"]);
        }
        let mut second = Box::new([false; 256]);
        let beside =
            letters.get(1).into_iter().flatten().filter_map(|form| form.encode_utf8(&mut [0; 4]).bytes().next());
        for byte in beside.chain(*b"*_~`\\=$[]<>& \t\r\n").chain(0x80..=0xFF) {
            second[usize::from(byte)] = true;
        }
        let in_emoji = all().any(is_in_emoji);
        let length = u32::try_from(letters.len()).unwrap_or(0);
        Some(Self { length, ascii, others, first, needles, second, in_emoji, hints })
    }

    fn may_stand_in(&self, bytes: &[u8]) -> bool {
        if self.hints.iter().any(|hint| memchr::memmem::find(bytes, hint).is_some()) {
            return true;
        }
        self.begins_with_reference(bytes)
            || (self.in_emoji && self.has_emoji(bytes))
            || self.begins_with_letter(bytes)
            || self.is_in_formula(bytes)
    }

    fn begins_with_letter(&self, bytes: &[u8]) -> bool {
        let mut follow = Follow::new(self, bytes);
        let mut last = |at: usize| {
            if self.length > 1 && !self.may_go_on(bytes, at + 1) {
                return false;
            }
            let starts =
                self.first.iter().filter_map(|form| (at + 1).checked_sub(form.len()).map(|start| (start, form)));
            starts.filter(|(start, form)| bytes[*start..=at] == ***form).any(|(start, _)| follow.from(start))
        };
        match *self.needles {
            [one] => memchr_iter(one, bytes).any(&mut last),
            [one, two] => memchr2_iter(one, two, bytes).any(&mut last),
            [one, two, three] => memchr3_iter(one, two, three, bytes).any(&mut last),
            _ => (0..bytes.len()).filter(|&at| self.needles.contains(&bytes[at])).any(&mut last),
        }
    }

    /// Whether the word may go on at byte `at`, right behind its first letter: nearly always not, which is quickly told.
    fn may_go_on(&self, bytes: &[u8], at: usize) -> bool {
        let Some(&byte) = bytes.get(at) else { return false };
        // White space does if it stands beside a backtick.
        let is_space = matches!(byte, b' ' | b'\n');
        self.second[usize::from(byte)] && !(is_space && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric))
    }

    /// Whether a character reference stands there that has a letter of the word.
    fn begins_with_reference(&self, bytes: &[u8]) -> bool {
        // A text says the same few over and over.
        let mut known: HashMap<&[u8], bool> = HashMap::new();
        memchr_iter(b'&', bytes).any(|at| {
            let Some(reference) = reference_at(&bytes[at..]) else { return false };
            if known.len() > MOST_REFERENCES {
                known.clear();
            }
            *known.entry(reference).or_insert_with(|| self.is_in_reference(reference))
        })
    }

    /// Whether what a character reference stands for has a letter of the word.
    fn is_in_reference(&self, reference: &[u8]) -> bool {
        let reference = std::str::from_utf8(reference).unwrap_or_default();
        let value = reference_value(reference);
        value != reference && value.chars().any(|letter| self.places(letter) != 0)
    }

    /// Whether the name of an emoji stands there that has a letter of the word.
    fn has_emoji(&self, bytes: &[u8]) -> bool {
        memchr_iter(b':', bytes).any(|at| {
            let is_name = |byte: &&u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(byte);
            let name = bytes[at + 1..].iter().take(64).take_while(is_name).count();
            let name = std::str::from_utf8(&bytes[at + 1..at + 1 + name]).unwrap_or_default();
            emoji_named(name).is_some_and(|emoji| emoji.chars().any(|letter| self.places(letter) != 0))
        })
    }

    /// The bit of what is behind its last letter.
    pub(super) fn end(&self) -> u64 {
        1 << self.length
    }

    /// A bit for each place of the word.
    pub(super) fn all_places(&self) -> u64 {
        self.end() - 1
    }

    /// A bit for each place of the word whose letter is drawn in a formula only if it is written there: a letter or digit of
    /// ASCII in all its forms.
    pub(super) fn certain_places(&self) -> u64 {
        let others = self.others.iter().fold(0, |places, (_, bits)| places | bits);
        let written = (0_u8..128).zip(&self.ascii[..]).filter(|(byte, _)| byte.is_ascii_alphanumeric());
        written.fold(0, |places, (_, bits)| places | bits) & !others
    }

    /// A bit for each place of the word at which a letter may stand.
    pub(super) fn places(&self, letter: char) -> u64 {
        match self.ascii.get(letter as usize) {
            Some(&bits) => bits,
            None => self.others.iter().find(|(known, _)| *known == letter).map_or(0, |(_, bits)| *bits),
        }
    }
}

/// The character reference with which bytes begin, if they do.
pub(super) fn reference_at(bytes: &[u8]) -> Option<&[u8]> {
    let name = bytes[1..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    let end = 1 + name + usize::from(bytes.get(1 + name) == Some(&b';'));
    (name > 0).then(|| &bytes[..end])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Pattern;
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;
    use crate::markdown::words::Words;

    #[test]
    fn what_can_not_read_as_the_word_is_not_parsed() {
        for (pattern, text, expected) in [
            ("word", "a word", true),
            ("word", "A Wo**R**d", true),
            ("Word", "a word", false),
            ("word", "w[or](/a b)d", true),
            ("word", "wor d", false),
            ("word", "wo**r** d", false),
            ("word", "wor\n\nd", false),
            ("α", "an $\\alpha + 1$", true),
            ("β", "an $\\alpha + 1$", false),
            ("nth", "the $n$th", true),
            ("nth", "the $n$ and thus", false),
            ("x²", "so $x^2$, and", true),
            ("word", "an $or$, and $dw$ too", false),
            ("word", "pay $5 or $6", false),
            ("word", "wo<b>r</b>d", true),
            ("word", "w&#111;rd &", true),
            ("word", "wor &amp; d", false),
            ("word", "wo<b>\n\nrd", false),
            ("word", "<pre>wo<b\n\n>rd</pre>", true),
            ("a longword", "longwor", false),
            ("a longword", "longword", true),
            ("k", "\u{212a}", true),
            ("ÉT", "&Eacute;T", true),
            ("été", "ÉTÉ", true),
            ("été", "ETE", false),
            ("🎉", "a :tada: b", true),
            ("🎉", "a :smile: b", false),
            ("₂O", "H<sub>2</sub>O", true),
            ("“a", "<q>a</q>", true),
            ("&", "a &amp; b", true),
        ] {
            let pattern = Pattern::new(pattern, Syntax::Words).unwrap();
            assert_eq!(pattern.may_stand_in(text.as_bytes()), expected, "{} in {text}", pattern.text());
        }
    }

    #[test]
    fn an_expression_is_held_to_a_word_that_it_needs() {
        for (pattern, text, expected) in [
            (r"wor[dk]", "some wor", true),
            (r"wor[dk]s+", "some wo rk", false),
            (r"(?i)abc", "x", true),
            (r"aa|bb", "x", false),
            (r"aa|\d", "x", true),
            (r"(stone|riv(er|ulet)) b", "a rivulet", true),
            (r"(stone|riv(er|ulet)) b", "a rive", true),
            (r"(stone|riv(er|ulet)) b", "a ri", false),
            (r"(long one)+ \d", "longer", true),
            (r"x*long y?", "lon g", false),
        ] {
            let pattern = Pattern::new(pattern, Syntax::Regex).unwrap();
            assert_eq!(pattern.may_stand_in(text.as_bytes()), expected, "{} in {text}", pattern.text());
        }
    }

    #[test]
    fn no_text_takes_long() {
        let pattern = Pattern::new("aaaaaaaaaaaaaaaaab", Syntax::Words).unwrap();
        for part in
            ["a", "a*", "a[", "a<", "a`", "` ", "a(", "a&", "&a", "a] (", "a[](", "&#97", "a:", "$", "$a", "$\\a$"]
        {
            let text = part.repeat(1_000_000 / part.len());
            // Not by the clock on the wall: other programs may be busy.
            let seconds = || rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec;
            let began = seconds();
            let _ = pattern.may_stand_in(text.as_bytes());
            assert!(seconds() - began < 2, "{part}");
        }
    }

    /// Pieces of Markdown between the letters of a word, and what is around it.
    fn markup() -> impl Strategy<Value = String> {
        let parts = vec![
            "*",
            "**",
            "_",
            "~~",
            "`",
            "``",
            "` ",
            " `",
            "`\n",
            "\n`",
            "`\n> ",
            "==",
            "\\",
            "$",
            "[",
            "]",
            "](/u)",
            "](<a b> \"t\")",
            "][l]",
            "[]",
            "[[x|",
            "]]",
            "![",
            "[^n]",
            "<b>",
            "</b>",
            "<i a=\"x>y\">",
            "<!-- c -->",
            "<!--\n\n-->",
            "<b\n\n>",
            "<pre>",
            "</pre>",
            "<?x?>",
            "<script>x</script>",
            "<style>\n\n</style>",
            "<sub>",
            "</sub>",
            "<q>",
            "</q>",
            "<br>",
            "<img alt='",
            "'>",
            "<div>\n",
            "\n</div>\n",
            "<textarea>",
            "&shy;",
            "&shy",
            "&#8203;",
            "&amp;",
            "&lt;",
            "\u{ad}",
            "\u{200b}",
            "\u{2060}",
            "\n",
            "\n> ",
            "> ",
            "\n\n",
            " ",
            "- ",
            "| ",
            "\n|-|-|\n",
            "\\|",
            "```\n",
            "    ",
            "# ",
            "\r\n",
            "<http://",
            ">",
            "(",
            ")",
            ":",
            "x",
            ".",
            "\t",
            "{#i}",
            "$$",
            "\\alpha",
            "\\frac{a}{b}",
            "\\frac{1}{2}x",
            "^2",
            "_a",
            "\\text{b c}",
            "{",
            "}",
            "<",
            "&",
        ];
        prop::sample::select(parts).prop_map(str::to_owned)
    }

    fn letters() -> impl Strategy<Value = String> {
        let parts = vec![
            "a",
            "b",
            "c",
            "A",
            "B",
            "ab",
            "abc",
            "é",
            "É",
            "&eacute;",
            "&Eacute",
            "k",
            "\u{212a}",
            "s",
            "ſ",
            "&#97;",
            "&#x62;",
            "1",
            "2",
            ":one:",
            ":tada:",
            "🎉",
            "<sub>2</sub>",
            "₂",
            "“",
            "ß",
            "σ",
            "ς",
            "θ",
            "ϑ",
            "日",
            "&fjlig;",
            "f",
            "j",
            "\0",
        ];
        prop::sample::select(parts).prop_map(str::to_owned)
    }

    /// A formula, or something like it, and what may stand beside it.
    fn formula() -> impl Strategy<Value = String> {
        let written = vec![
            "x",
            "a",
            "b2",
            "\\alpha",
            "\\beta",
            "^2",
            "^{a+b}",
            "_1",
            "\\frac{a}{b}",
            "\\frac{1}{2}",
            "\\sqrt{2}",
            "\\sum",
            "\\le",
            "\\text{ab c}",
            "\\mathbb{R}",
            "\\sin",
            "\\odd",
            "-",
            "+",
            " ",
            "/",
            "'",
            "\n",
            "\n> ",
            "{",
            "}",
            "\\|",
            "|",
            "\\$",
            "é",
            "\\quad",
            "\\\\",
            "<",
            "&",
            "`",
            "*",
        ];
        let beside =
            vec!["", " ", "a", "b", ",", ".", "(", ")", "**", "\n", "\\", "é", "α", "- ", "> ", "| ", "$", "&shy", "`"];
        let (sign, written) =
            (prop::sample::select(vec!["$", "$$"]), prop::collection::vec(prop::sample::select(written), 0..5));
        (prop::sample::select(beside.clone()), sign, written, prop::sample::select(beside))
            .prop_map(|(before, sign, written, behind)| [before, sign, &written.concat(), sign, behind].concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn nothing_is_left_out(
            parts in prop::collection::vec(prop_oneof![4 => letters(), 2 => markup(), 1 => formula()], 1..40),
            from in 0_usize..60,
            length in 1_usize..6,
        ) {
            let text = parts.concat();
            let mut references = References::default();
            references.define_footnote("n", 0);
            let words = Words::of(&parse(&text, &Continuation::Nothing, &references), &text);
            // Something that is there to be found.
            let read: Vec<char> = words.text().chars().collect();
            let from = from % read.len().max(1);
            let wanted: String = read[from..read.len().min(from + length)].iter().filter(|&&letter| letter != '\0').collect();
            let formulas = words.formulas().iter().flat_map(|formula| formula.others.iter().cloned());
            for wanted in formulas.chain([wanted.to_lowercase(), wanted]) {
                let Ok(pattern) = Pattern::new(&wanted, Syntax::Words) else { continue };
                if !pattern.hits(&words, 0).is_empty() {
                    prop_assert!(pattern.may_stand_in(text.as_bytes()), "{wanted:?} in {text:?}");
                }
            }
        }
    }
}
