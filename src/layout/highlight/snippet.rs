//! Code that is to be painted, and what came of it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use crate::layout::line::Token;

/// Which code it is: a hash of its language, its text and what stands above it. Two codes with the same one would get each other's colours, and
/// nothing worse: what a [`Paint`] says is cut to the text that it is put on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CodeId(u64);

impl CodeId {
    /// The id of a code.
    #[must_use]
    pub fn new(language: &str, text: &str, above: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        (language, text, above).hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// A block of code that nobody has painted yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Which it is.
    pub id: CodeId,
    /// Its language, as the document calls it.
    pub language: Arc<str>,
    /// Its lines, parted by newlines.
    pub text: Arc<str>,
    /// Lines that stand above it in the same block, each with its end: what they begin may go on in it.
    pub above: Arc<str>,
}

/// Code that is longer than this, in bytes, stays plain.
const LONGEST_CODE: usize = 256 * 1024;

impl Snippet {
    /// Whether code like this is painted at all: it says its language, and isn't too long.
    #[must_use]
    pub fn is_worth_painting(language: &str, text: &str) -> bool {
        const PLAIN: [&str; 6] = ["text", "txt", "plain", "plaintext", "none", "output"];
        let known_as_plain = PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(language));
        !language.is_empty() && !known_as_plain && !text.is_empty() && text.len() <= LONGEST_CODE
    }

    /// A block of code.
    #[must_use]
    pub fn new(language: &str, text: &str) -> Self {
        Self { id: CodeId::new(language, text, ""), language: language.into(), text: text.into(), above: "".into() }
    }

    /// The same below other lines of its block.
    #[must_use]
    pub fn below(self, above: Arc<str>) -> Self {
        Self { id: CodeId::new(&self.language, &self.text, &above), above, ..self }
    }
}

/// A part of a code that is something in its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its first byte.
    pub start: u32,
    /// The byte behind its last one.
    pub end: u32,
    /// What it is.
    pub token: Token,
}

/// What the parts of a code are: stretches in the order of the text that don't overlap. What lies between them is plain.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paint {
    stretches: Arc<[Stretch]>,
}

impl Paint {
    /// Stretches as a paint; those that begin before the end of the one before are left out.
    #[must_use]
    pub fn new(stretches: Vec<Stretch>) -> Self {
        let mut end = 0;
        let in_order = |stretch: &Stretch| {
            let fits = stretch.start >= end && stretch.end > stretch.start;
            end = if fits { stretch.end } else { end };
            fits
        };
        Self { stretches: stretches.into_iter().filter(in_order).collect() }
    }

    /// How many stretches there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.stretches.len()
    }

    /// Whether all of the code is plain.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stretches.is_empty()
    }

    /// The parts of the bytes in `range` that are something, counted from the beginning of `range`.
    pub fn within(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Token)> {
        let first = self.stretches.partition_point(|stretch| stretch.end as usize <= range.start);
        let inside = self.stretches[first..].iter().take_while(move |stretch| (stretch.start as usize) < range.end);
        inside.map(move |stretch| {
            let start = (stretch.start as usize).max(range.start) - range.start;
            let end = (stretch.end as usize).min(range.end) - range.start;
            (start..end, stretch.token)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paint_is_cut_to_what_is_asked_for() {
        let stretch = |start, end| Stretch { start, end, token: Token::Keyword };
        let paint = Paint::new(vec![stretch(2, 5), stretch(4, 6), stretch(7, 7), stretch(8, 12)]);
        let within = |range| paint.within(range).map(|(range, _)| range).collect::<Vec<_>>();
        assert_eq!(within(0..20), [2..5, 8..12]);
        assert_eq!(within(3..9), [0..2, 5..6]);
        assert!(within(5..8).is_empty());
    }

    #[test]
    fn what_is_no_code_is_not_painted() {
        let long = "x".repeat(LONGEST_CODE + 1);
        let table = [("rust", "x", true), ("", "x", false), ("Text", "x", false), ("rust", "", false)];
        for (language, text, expected) in table.into_iter().chain([("rust", &*long, false)]) {
            assert_eq!(Snippet::is_worth_painting(language, text), expected, "{language}");
        }
    }
}
