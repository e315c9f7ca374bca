//! What is looked for.

use std::fmt;
use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::markdown::words::{PARTING, Words};

use super::Hit;
use super::sieve::Sieve;

/// How what is typed is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Syntax {
    /// As it stands; white space stands for any white space, line ends too.
    #[default]
    Words,
    /// As a regular expression.
    Regex,
}

/// What is looked for, ready to look.
#[derive(Debug, Clone)]
pub struct Pattern {
    text: Box<str>,
    syntax: Syntax,
    regex: Regex,
    sieve: Sieve,
}

/// Why something can't be looked for: a short sentence for the reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PatternError {
    /// Nothing is to be looked for.
    Empty,
    /// The expression would take too much memory.
    TooLarge,
    /// It is no regular expression: what is wrong with it.
    Wrong(Box<str>),
}

/// How much memory an expression may take, in bytes.
const SIZE: usize = 1 << 20;
/// How deep its groups may be nested.
const DEPTH: u32 = 64;

impl Pattern {
    /// Reads what is typed. It is looked for without regard to case unless it has an upper-case letter.
    ///
    /// # Errors
    ///
    /// Nothing but white space can't be looked for, nor an expression that is none or too large.
    pub fn new(text: &str, syntax: Syntax) -> Result<Self, PatternError> {
        if text.trim().is_empty() {
            return Err(PatternError::Empty);
        }
        let expression = match syntax {
            Syntax::Words => text.split_whitespace().map(regex::escape).collect::<Vec<_>>().join(r"\s+"),
            Syntax::Regex => text.to_owned(),
        };
        let fold = !has_upper_case(text, syntax);
        let regex = RegexBuilder::new(&expression)
            .case_insensitive(fold)
            .multi_line(true)
            .size_limit(SIZE)
            .dfa_size_limit(SIZE)
            .nest_limit(DEPTH)
            .build()
            .map_err(|error| PatternError::of(&error, &expression))?;
        Ok(Self { text: text.into(), syntax, regex, sieve: Sieve::new(text, syntax, fold) })
    }

    /// What was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is read.
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        self.syntax
    }

    /// Where it stands in the words of a chunk that begins at byte `base` of the source: in the source and in their text,
    /// in the order of the source. What is empty is no hit, nor is what begins before another one has ended.
    #[must_use]
    pub fn hits(&self, words: &Words, base: u64) -> Vec<(Hit, Range<usize>)> {
        let placed = |range: Range<usize>| {
            let source = words.source(&range);
            (Hit { start: base + source.start as u64, end: base + source.end as u64 }, range)
        };
        // A formula is found as it is drawn, and by who writes such ones as it is written.
        let reads = |text: &String| self.regex.find(text).is_some_and(|found| !found.is_empty());
        let formulas = words.formulas().iter().filter(|formula| formula.others.iter().any(reads));
        let ranges = self.find_in(words).chain(formulas.map(|formula| formula.range.clone()));
        let mut hits: Vec<_> = ranges.map(placed).collect();
        if !hits.is_sorted_by_key(|(hit, _)| *hit) {
            hits.sort_by_key(|(hit, _)| *hit);
        }
        let mut end = 0;
        hits.retain(|(hit, _)| {
            let apart = hit.start >= end && hit.end > hit.start;
            end = if apart { hit.end } else { end };
            apart
        });
        hits
    }

    /// Where it stands in a text that begins at byte `base` of the source and reads as it is written. For words only: an
    /// expression sees which white space there is.
    pub(super) fn plain_hits(&self, text: &str, base: u64) -> impl Iterator<Item = Hit> {
        let placed = move |range: Range<usize>| Hit { start: base + range.start as u64, end: base + range.end as u64 };
        self.regex.find_iter(text).map(move |found| placed(found.range()))
    }

    /// Whether it may stand in what bytes of the source say, which begin and end where blocks do. Says yes too often and
    /// never no wrongly.
    #[must_use]
    pub fn may_stand_in(&self, bytes: &[u8]) -> bool {
        self.sieve.may_hold(bytes)
    }

    /// Where it stands in words, as bytes of their text.
    fn find_in<'a>(&'a self, words: &'a Words) -> impl Iterator<Item = Range<usize>> + 'a {
        // White space never takes in what parts two texts, and other characters stand for themselves: words can be looked
        // for in all of them at once.
        let parting = if self.syntax == Syntax::Words { None } else { Some(PARTING) };
        let mut at = 0;
        let texts = words.text().split(move |character| Some(character) == parting);
        let placed = texts.map(move |text| {
            let start = at;
            at += text.len() + PARTING.len_utf8();
            (start, text)
        });
        let found = placed.flat_map(|(start, text)| {
            self.regex.find_iter(text).map(move |found| start + found.start()..start + found.end())
        });
        found.filter(|range| !range.is_empty())
    }
}

/// Whether a letter is in upper case that stands for itself.
fn has_upper_case(text: &str, syntax: Syntax) -> bool {
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if syntax == Syntax::Regex && character == '\\' {
            // The name of a class: `\S`, `\pL`, `\p{Lu}`.
            let class = characters.next();
            if matches!(class, Some('p' | 'P')) && characters.next() == Some('{') {
                let _ = characters.by_ref().find(|&character| character == '}');
            }
        } else if character.is_uppercase() {
            return true;
        }
    }
    false
}

impl PatternError {
    fn of(error: &regex::Error, expression: &str) -> Self {
        if let regex::Error::CompiledTooBig(_) = error {
            return Self::TooLarge;
        }
        let what = match regex_syntax::ParserBuilder::new().nest_limit(DEPTH).build().parse(expression) {
            Err(regex_syntax::Error::Parse(error)) => error.kind().to_string(),
            Err(regex_syntax::Error::Translate(error)) => error.kind().to_string(),
            _ => "it can't be read".to_owned(),
        };
        Self::Wrong(what.into())
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("nothing to look for"),
            Self::TooLarge => formatter.write_str("this expression is too large"),
            Self::Wrong(what) => write!(formatter, "not an expression: {what}"),
        }
    }
}

impl std::error::Error for PatternError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    fn found(pattern: &str, syntax: Syntax, text: &str) -> Vec<String> {
        let words = Words::of(&parse(text, &Continuation::Nothing, &References::default()), text);
        let hits = Pattern::new(pattern, syntax).unwrap().hits(&words, 100);
        let source = |hit: &Hit| {
            text[usize::try_from(hit.start - 100).unwrap()..usize::try_from(hit.end - 100).unwrap()].to_owned()
        };
        hits.iter().map(|(hit, _)| source(hit)).collect()
    }

    #[test]
    fn words_are_found_as_they_read() {
        for (pattern, text, expected) in [
            ("foobar", "f**oob**ar FooBar", &["f**oob**ar", "FooBar"][..]),
            ("Foo", "foo Foo", &["Foo"]),
            ("one  two", "one\ntwo *one* two", &["one\ntwo", "one* two"]),
            ("a.b", "a.b axb", &["a.b"]),
            ("(", "a (b)", &["("]),
            ("one two", "one\n\ntwo", &[]),
            ("é", "&eacute; É", &["&eacute;", "É"]),
            ("aa", "aaaaa", &["aa", "aa"]),
        ] {
            assert_eq!(found(pattern, Syntax::Words, text), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn expressions_look_at_one_text_at_a_time() {
        for (pattern, text, expected) in [
            ("^t.+e$", "one\n\ntwo *the*\n\nx the", &["two *the"][..]),
            (r"\bb\w*", "ab bc\n\nb", &["bc", "b"]),
            ("[^x]+", "a\n\nb", &["a", "b"]),
            (r"\S+", "Ab c", &["Ab", "c"]),
            ("x*", "axxa", &["xx"]),
        ] {
            assert_eq!(found(pattern, Syntax::Regex, text), expected, "{pattern} in {text}");
        }
    }

    #[test]
    fn an_upper_case_letter_asks_for_its_case() {
        for (text, syntax, expected) in [
            ("abc", Syntax::Words, false),
            ("aBc", Syntax::Words, true),
            (r"\S\W", Syntax::Words, true),
            (r"\S\W\p{Lu}\PL", Syntax::Regex, false),
            (r"\SA", Syntax::Regex, true),
            ("É", Syntax::Words, true),
        ] {
            assert_eq!(has_upper_case(text, syntax), expected, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_looked_for_says_why_in_a_line() {
        for (text, syntax, expected) in [
            ("", Syntax::Words, "nothing to look for"),
            (" \t", Syntax::Regex, "nothing to look for"),
            ("(a", Syntax::Regex, "not an expression: unclosed group"),
            ("*", Syntax::Regex, "not an expression: repetition operator missing expression"),
            (r"\w{500}{500}", Syntax::Regex, "this expression is too large"),
        ] {
            assert_eq!(Pattern::new(text, syntax).unwrap_err().to_string(), expected, "{text}");
        }
        assert!(Pattern::new(&"(".repeat(10_000), Syntax::Regex).is_err());
    }
}
