//! How well a text fits what is typed: each word of it, in whatever order, has its letters in the text one behind the other,
//! if not side by side. Upper case and accents make no difference.
//!
//! A text that is what is typed comes first, then those that begin with it, then those that have it as it stands at the
//! beginning of a word. Among the others the rule is that of `nucleo-matcher`, which lives only here. What it weighs: letters
//! side by side, at the beginnings of words, near the front.

use std::cell::RefCell;
use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Of a longer text only so many bytes are looked at.
const LONGEST: usize = 2048;
/// A step of [`Closeness`]: more than the letters of what is typed weigh.
const STEP: u32 = 1 << 20;
/// More than any text scores: what one that has the words itself has before one that needs another for them.
pub const ITSELF: u32 = 1 << 24;

/// What is typed, taken apart, and what it takes to look for it.
pub struct Fuzzy {
    pattern: Pattern,
    as_it_stands: AsItStands,
    /// Its memory is worth keeping; nothing that it is lent to lends it on.
    matcher: RefCell<Matcher>,
    letters: usize,
    characters: Vec<char>,
}

/// All that is typed, not taken apart.
struct AsItStands {
    beginning: Atom,
    within: Atom,
    /// Memory for the characters in which it is found.
    found: Vec<u32>,
}

/// How what is typed stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Closeness {
    /// Word by word, or letter by letter.
    Scattered,
    /// As it is typed, from the beginning of a word on.
    AtWord,
    /// The text begins with it.
    Beginning,
    /// It is the text.
    Whole,
}

impl Default for Fuzzy {
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            pattern: Pattern::default(),
            as_it_stands: AsItStands::new(""),
            matcher: RefCell::new(Matcher::new(config)),
            letters: 0,
            characters: Vec::new(),
        }
    }
}

impl Fuzzy {
    /// Takes in what is typed now.
    pub fn narrow(&mut self, typed: &str) {
        self.pattern = Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
        self.letters = self.pattern.atoms.iter().map(|atom| atom.needle_text().len()).sum();
        self.as_it_stands = AsItStands::new(typed);
    }

    /// How many words are typed.
    #[must_use]
    pub fn words(&self) -> usize {
        self.pattern.atoms.len()
    }

    /// How many letters the words have.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.letters
    }

    /// How well a text fits, the better the more; nothing if a word isn't in it.
    pub fn score(&mut self, text: &str) -> Option<u32> {
        let matcher = self.matcher.get_mut();
        let text = Utf32Str::new(bounded(text), &mut self.characters);
        let score = self.pattern.score(text, matcher)?;
        Some(match self.as_it_stands.closeness(text, matcher) {
            Closeness::Scattered => score.min(STEP - 1),
            Closeness::AtWord => STEP + score.min(STEP - 1),
            // Nothing tells these apart but their lengths.
            Closeness::Beginning => 2 * STEP,
            Closeness::Whole => 3 * STEP,
        })
    }

    /// How well a text fits of which some words may stand in another one beside it, but not all; nothing if a word is in
    /// neither. The other one is only made if it is needed.
    pub fn score_beside<'a>(&mut self, text: &str, beside: impl FnOnce() -> &'a str) -> Option<u32> {
        let matcher = self.matcher.get_mut();
        let text = Utf32Str::new(bounded(text), &mut self.characters);
        let scores: Vec<_> = self.pattern.atoms.iter().map(|atom| (atom, atom.score(text, matcher))).collect();
        if scores.iter().all(|(_, score)| score.is_none()) {
            return None;
        }
        let beside = Utf32Str::new(bounded(beside()), &mut self.characters);
        let score = |(atom, score): (&Atom, Option<u16>)| score.or_else(|| atom.score(beside, matcher)).map(u32::from);
        scores.into_iter().map(score).sum()
    }

    /// The bytes of a text in which the words were found, each by itself, in order and none twice.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut matcher = self.matcher.borrow_mut();
        let (mut characters, mut found) = (Vec::new(), Vec::new());
        let bounded = bounded(text);
        let shown = Utf32Str::new(bounded, &mut characters);
        for atom in &self.pattern.atoms {
            let _ = atom.indices(shown, &mut matcher, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        let mut found = found.into_iter().peekable();
        let mut places: Vec<Range<usize>> = Vec::new();
        for (number, (start, character)) in (0..).zip(bounded.char_indices()) {
            if found.next_if_eq(&number).is_none() {
                continue;
            }
            let end = start + character.len_utf8();
            match places.last_mut().filter(|last| last.end == start) {
                Some(last) => last.end = end,
                None => places.push(start..end),
            }
        }
        places
    }
}

impl AsItStands {
    fn new(typed: &str) -> Self {
        let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
        let atom = |kind| Atom::new(&typed, CaseMatching::Ignore, Normalization::Smart, kind, false);
        Self { beginning: atom(AtomKind::Prefix), within: atom(AtomKind::Substring), found: Vec::new() }
    }

    fn closeness(&mut self, text: Utf32Str<'_>, matcher: &mut Matcher) -> Closeness {
        if self.beginning.score(text, matcher).is_some() {
            let is_whole = text.len() == self.beginning.needle_text().len();
            return if is_whole { Closeness::Whole } else { Closeness::Beginning };
        }
        self.found.clear();
        // Of several places the one is found at which a word begins.
        let is_found = self.within.indices(text, matcher, &mut self.found).is_some();
        let first = self.found.first().filter(|_| is_found);
        first.filter(|&&at| begins_word(text, at)).map_or(Closeness::Scattered, |_| Closeness::AtWord)
    }
}

/// Whether no word goes on over the beginning of this character of a text.
fn begins_word(text: Utf32Str<'_>, at: u32) -> bool {
    let is_of_word = |at: u32| text.get(at).is_alphanumeric();
    at.checked_sub(1).is_none_or(|before| !is_of_word(before) || !is_of_word(at))
}

fn bounded(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONGEST)]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with what was found in brackets; nothing if it doesn't fit.
    fn found(typed: &str, text: &str) -> Option<String> {
        let mut fuzzy = Fuzzy::default();
        fuzzy.narrow(typed);
        fuzzy.score(text)?;
        let mut shown = text.to_owned();
        for place in fuzzy.places(text).into_iter().rev() {
            shown.insert(place.end, ']');
            shown.insert(place.start, '[');
        }
        Some(shown)
    }

    #[test]
    fn words_are_found_in_any_order_case_and_accent() {
        for (typed, text, expected) in [
            ("safari", "O'Reilly Safari", Some("O'Reilly [Safari]")),
            ("UCE", "Using Code Examples", Some("[U]sing [C]ode [E]xamples")),
            ("exam using", "Using Code Examples", Some("[Using] Code [Exam]ples")),
            ("ahren", "Über Ähren", Some("Über [Ähren]")),
            ("日本", "in 日本 heute", Some("in [日本] heute")),
            ("xyz", "Using Code Examples", None),
            ("using xyz", "Using Code Examples", None),
            ("", "anything", Some("anything")),
            // No sign means more than itself.
            ("!using", "Using", None),
            ("^1", "a^1", Some("a[^1]")),
            ("\\", "a\\b", Some("a[\\]b")),
        ] {
            assert_eq!(found(typed, text).as_deref(), expected, "{typed} in {text}");
        }
    }

    #[test]
    fn what_is_typed_as_it_stands_comes_before_its_words_and_letters() {
        for (typed, expected) in [
            // Each fits less well than the one before it; those in one entry fit the same.
            (
                "copy 99",
                &[&["Copy 99", "COPY 99"][..], &["Copy 999", "Copy 99 and much more"], &["A copy 99"], &["99 copying"]]
                    [..],
            ),
            ("  copy  9 ", &[&["copy 9"], &["copy 99"], &["a copy 9"], &["9 copy"]]),
            ("fit", &[&["Fit"], &["fitting", "fit it all in"], &["pro-fit"], &["profit"]]),
            ("äh", &[&["Äh"], &["Ähren"], &["Über Ähren"], &["jäh"]]),
            ("ah", &[&["Äh"], &["Ähren"], &["Über Ähren"], &["jäh"]]),
            ("::new", &[&["::new"], &["::new()"], &["Vec::new"]]),
        ] {
            let mut fuzzy = Fuzzy::default();
            fuzzy.narrow(typed);
            let mut last = u32::MAX;
            for same in expected {
                let scores: Vec<_> = same.iter().filter_map(|text| fuzzy.score(text)).collect();
                assert_eq!(scores.len(), same.len(), "{typed}: {same:?}");
                assert!(scores.iter().all(|score| *score == scores[0] && *score < last), "{typed}: {same:?}");
                last = scores[0];
            }
        }
    }

    #[test]
    fn any_text_can_be_looked_for_in_any_other() {
        let texts = ["", " ", "\\", "\\ ", "a\\", "e\u{301}", "\r\n", "👩‍🚀", "ﬃ", "İ", &"long ".repeat(4000)];
        for typed in texts {
            for text in texts {
                let _ = found(typed, text);
            }
        }
    }
}
