//! The footnotes of a whole document: where they are written, where they are first mentioned, and their numbers.
//!
//! Notes are numbered in the order in which the text mentions them first. Mentions are learned from the beginning to the
//! end, definitions whenever they turn up; each of both, and each question for a number, takes logarithmic time, so that
//! it does not matter where an author collects the notes.

use std::collections::HashMap;

/// The footnotes that are known so far, by their folded labels (see [`super::references::fold`]).
#[derive(Debug, Clone, Default)]
pub struct Notes {
    known: HashMap<Box<str>, Note>,
    defined: Ranks,
    renumbered: u64,
}

/// What is known of a label.
#[derive(Debug, Clone, Copy, Default)]
struct Note {
    /// Where its note is written.
    definition: Option<u64>,
    /// The place of its first mention among all first mentions, and in the source.
    mention: Option<(usize, u64)>,
}

/// A label that a chunk shows, and the number that it shows for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    /// The folded label.
    pub label: Box<str>,
    /// Its number, if it is both defined and mentioned.
    pub number: Option<usize>,
}

impl Notes {
    /// Takes a definition in; the first one of a label counts. Returns whether it is the first.
    pub(super) fn define(&mut self, label: Box<str>, offset: u64) -> bool {
        let note = self.known.entry(label).or_default();
        if note.definition.is_some() {
            return false;
        }
        note.definition = Some(offset);
        if let Some((place, _)) = note.mention {
            self.defined.count(place);
            self.renumbered += 1;
        }
        true
    }

    /// Takes a mention in; they come in the order of the text. Returns whether it is the first one of the label.
    pub(super) fn mention(&mut self, label: Box<str>, offset: u64) -> bool {
        let note = self.known.entry(label).or_default();
        if note.mention.is_some() {
            return false;
        }
        let is_defined = note.definition.is_some();
        note.mention = Some((self.defined.push(), offset));
        if let (true, Some((place, _))) = (is_defined, note.mention) {
            self.defined.count(place);
            self.renumbered += 1;
        }
        true
    }

    /// Whether anything is known of a label.
    pub(super) fn knows(&self, folded: &str) -> bool {
        self.known.contains_key(folded)
    }

    /// Where the note of a label is written, a byte of the source.
    #[must_use]
    pub fn definition(&self, folded: &str) -> Option<u64> {
        self.known.get(folded)?.definition
    }

    /// Where a label is mentioned first, a byte of the source.
    #[must_use]
    pub fn first_mention(&self, folded: &str) -> Option<u64> {
        self.known.get(folded)?.mention.map(|(_, offset)| offset)
    }

    /// The number of the note of a label, from 1 on; `None` where it is not defined or nobody mentions it.
    #[must_use]
    pub fn number(&self, folded: &str) -> Option<usize> {
        let note = self.known.get(folded)?;
        note.definition?;
        note.mention.map(|(place, _)| self.defined.up_to(place))
    }

    /// How often numbers that had been given may have become others. As long as this is the same, they are the same.
    #[must_use]
    pub fn renumbered(&self) -> u64 {
        self.renumbered
    }

    /// Whether one of these has another number by now.
    #[must_use]
    pub fn changes(&self, shown: &[Numbered]) -> bool {
        shown.iter().any(|note| self.number(&note.label) != note.number)
    }
}

/// Places that count or don't, and how many of them count up to each: sums over stretches whose lengths are powers of two
/// (a Fenwick tree).
#[derive(Debug, Clone, Default)]
struct Ranks {
    /// At `n - 1`, how many count among the last `lowest(n)` of the first `n` places.
    sums: Vec<usize>,
}

/// The lowest bit that is set.
const fn lowest(number: usize) -> usize {
    number & number.wrapping_neg()
}

impl Ranks {
    /// Adds a place that does not count, and returns it.
    fn push(&mut self) -> usize {
        let end = self.sums.len() + 1;
        let mut sum = 0;
        let mut part = end - 1;
        while part > end - lowest(end) {
            sum += self.sums[part - 1];
            part -= lowest(part);
        }
        self.sums.push(sum);
        end - 1
    }

    /// Lets a place count.
    fn count(&mut self, place: usize) {
        let mut end = place + 1;
        while let Some(sum) = self.sums.get_mut(end - 1) {
            *sum += 1;
            end += lowest(end);
        }
    }

    /// How many count among the places up to `place`, itself included.
    fn up_to(&self, place: usize) -> usize {
        let mut end = place + 1;
        let mut sum = 0;
        while end > 0 {
            sum += self.sums.get(end - 1).copied().unwrap_or(0);
            end -= lowest(end);
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_follow_the_first_mentions_of_what_is_defined() {
        let mut notes = Notes::default();
        for (place, label) in ["b", "none", "a", "b", "c"].into_iter().enumerate() {
            notes.mention(label.into(), place as u64);
        }
        for label in ["a", "b", "c", "unused"] {
            assert!(notes.define(label.into(), 90));
        }
        assert!(!notes.define("a".into(), 95));
        let numbers = ["b", "none", "a", "c", "unused"].map(|label| notes.number(label));
        assert_eq!(numbers, [Some(1), None, Some(2), Some(3), None]);
        assert_eq!((notes.first_mention("b"), notes.definition("a")), (Some(0), Some(90)));
    }

    #[test]
    fn a_definition_that_turns_up_moves_the_numbers_behind_it() {
        let mut notes = Notes::default();
        notes.mention("a".into(), 0);
        notes.mention("b".into(), 1);
        notes.define("b".into(), 2);
        let (shown, before) = ([Numbered { label: "b".into(), number: notes.number("b") }], notes.renumbered());
        assert!(!notes.changes(&shown));
        notes.define("a".into(), 3);
        assert!(notes.changes(&shown) && notes.renumbered() > before);
        assert_eq!(notes.number("b"), Some(2));
    }

    proptest! {
        #[test]
        fn ranks_are_counts(steps in prop::collection::vec(prop::option::of(0_usize..50), 0..100)) {
            let (mut ranks, mut plain) = (Ranks::default(), Vec::new());
            for step in steps {
                match step {
                    None => {
                        prop_assert_eq!(ranks.push(), plain.len());
                        plain.push(0);
                    }
                    Some(place) if place < plain.len() => {
                        ranks.count(place);
                        plain[place] += 1;
                    }
                    Some(_) => {}
                }
            }
            for place in 0..plain.len() {
                prop_assert_eq!(ranks.up_to(place), plain[..=place].iter().sum::<usize>());
            }
        }
    }
}
