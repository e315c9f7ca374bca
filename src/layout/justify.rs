//! Justified lines: the space between words grows until the line ends at the edge of its column.
//!
//! Paragraphs of running text call this, for every line but the last.

use crate::text::sanitize::Safe;

use super::line::{Role, Span};

/// Columns that a space between two words may grow by. A line that needs more on average stays ragged: holes are worse.
const MOST: usize = 2;

/// From which side the spaces grow that grow more than the others; sides take turns, so that no river runs down a page.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Left,
    Right,
}

impl Side {
    /// The side for the line in this place of its paragraph.
    pub(super) fn of(place: usize) -> Self {
        if place.is_multiple_of(2) { Self::Right } else { Self::Left }
    }
}

/// Widens the spaces of a line by `missing` columns altogether, if that is little. Returns by how many.
pub(super) fn justify(spans: &mut [Span], missing: usize, side: Side) -> usize {
    let gaps = Gaps::default().count(spans);
    if missing == 0 || missing > gaps * MOST {
        return 0;
    }
    // As many as `missing * place / gaps` stand before the gap of this place: no two gaps differ by more than one.
    let before = |place: usize| match side {
        Side::Left => missing - missing * (gaps - place) / gaps,
        Side::Right => missing * place / gaps,
    };
    let mut walk = Gaps::default();
    for span in spans {
        let mut text = Safe::default();
        let mut from = 0;
        for at in walk.of(span) {
            text.push(&span.text.slice(from..at));
            text.push(&Safe::new(&" ".repeat(before(walk.seen + 1) - before(walk.seen))));
            walk.seen += 1;
            from = at;
        }
        if from > 0 {
            text.push(&span.text.slice(from..span.text.len()));
            span.text = text;
        }
    }
    missing
}

/// The gaps between words on a line, span by span.
#[derive(Default)]
struct Gaps {
    /// Whether a word stands on the line so far: space in front of it is no gap.
    begun: bool,
    seen: usize,
}

impl Gaps {
    fn count(mut self, spans: &[Span]) -> usize {
        spans.iter().map(|span| self.of(span).len()).sum()
    }

    /// Where the gaps of the next span are: behind the first space of each.
    fn of(&mut self, span: &Span) -> Vec<usize> {
        let mut found = Vec::new();
        let mut in_gap = false;
        for (at, byte) in span.text.bytes().enumerate() {
            if byte != b' ' {
                (self.begun, in_gap) = (true, false);
            } else if self.begun && !in_gap {
                in_gap = true;
                // Space in code is part of it.
                if !matches!(span.style.role, Role::Code | Role::Source | Role::Math) && !span.style.is_code() {
                    found.push(at + 1);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::layout::laid::tests::{lay, pour};
    use crate::layout::pour::{Edge, Pour};
    use crate::text::width::width;

    fn justified(text: &str, columns: usize) -> Vec<String> {
        pour(text, &Pour { edge: Edge::Justified, ..Pour::printed(columns) })
    }

    #[test]
    fn spaces_grow_from_alternate_sides() {
        assert_eq!(
            justified("one two three four five six seven eight nine ten and eleven more\n", 21),
            ["one  two  three  four", "five  six seven eight", "nine ten  and  eleven", "more"]
        );
    }

    #[test]
    fn what_is_no_running_text_stays_as_it_is() {
        for text in [
            "# one two three four five six\n",
            "```\none two three four five\n```\n",
            "| one two three four | five six seven |\n|---|---|\n| one two three four five six | b |\n",
            "wwwwwwwwwwwww xxxxxxxxxxxxxxxx yyyyyyyyyyyyy\n",
            "one two three \\\nfour\n",
        ] {
            assert_eq!(justified(text, 22), lay(text, 22), "{text}");
        }
        assert_eq!(justified("a `b c d e f g h i` jjj kkkkkkk\n", 22), ["a b c d e f g h i  jjj", "kkkkkkk"]);
    }

    proptest! {
        #[test]
        fn words_stay_and_no_line_is_wider(
            words in prop::collection::vec("[a-z*`]{1,9}", 1..60), columns in 20_usize..300,
        ) {
            let text = words.join(" ");
            let (ragged, even) = (lay(&text, columns), justified(&text, columns));
            prop_assert_eq!(ragged.len(), even.len());
            for (place, (ragged, even)) in ragged.iter().zip(&even).enumerate() {
                prop_assert!(width(even) <= columns);
                let letters = |line: &str| line.replace(' ', "");
                prop_assert_eq!(letters(ragged), letters(even));
                if place + 1 == words.len() {
                    prop_assert_eq!(ragged, even);
                }
            }
        }
    }
}
