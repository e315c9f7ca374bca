//! How well a text fits what is typed: each word of it, in whatever order, has its letters in the text one behind the other,
//! if not side by side. Upper case and accents make no difference.
//!
//! The rule is that of `nucleo-matcher`, which lives only here. What it weighs: letters side by side, at the beginnings of
//! words, near the front.

use std::cell::RefCell;
use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

/// Of a longer text only so many bytes are looked at.
const LONGEST: usize = 2048;

/// What is typed, taken apart, and what it takes to look for it.
pub struct Fuzzy {
    pattern: Pattern,
    /// Its memory is worth keeping; nothing that it is lent to lends it on.
    matcher: RefCell<Matcher>,
    letters: usize,
    characters: Vec<char>,
}

impl Default for Fuzzy {
    fn default() -> Self {
        let mut config = Config::DEFAULT;
        config.prefer_prefix = true;
        Self {
            pattern: Pattern::default(),
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
        self.pattern.score(Utf32Str::new(bounded(text), &mut self.characters), self.matcher.get_mut())
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
    fn any_text_can_be_looked_for_in_any_other() {
        let texts = ["", " ", "\\", "\\ ", "a\\", "e\u{301}", "\r\n", "👩‍🚀", "ﬃ", "İ", &"long ".repeat(4000)];
        for typed in texts {
            for text in texts {
                let _ = found(typed, text);
            }
        }
    }
}
