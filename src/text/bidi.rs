//! In which order the parts of a line stand on the screen, for text that is written from right to left (UAX #9).
//!
//! Terminals differ: most put what they are sent into cells from left to right, so that Hebrew and Arabic read
//! backwards unless the program has ordered them. The layout calls this where it is to order them. Which letters join,
//! and how, stays with the terminal.
//!
//! Levels are found for a paragraph, once it is known to have any such letter; lines are ordered one by one, in time
//! that depends on the line alone. Explicit controls never get here: the sanitizer makes them visible.

use std::ops::Range;

use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo, bidi_class};

use super::sanitize::Safe;
use super::width::{graphemes, step};

/// Which way text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As English does.
    LeftToRight,
    /// As Arabic and Hebrew do.
    RightToLeft,
}

/// A stretch of a line that runs one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes of the paragraph.
    pub range: Range<usize>,
    /// Which way it runs.
    pub direction: Direction,
}

/// The levels of a paragraph.
pub struct Paragraph<'a> {
    info: ParagraphBidiInfo<'a>,
}

impl<'a> Paragraph<'a> {
    /// Finds the levels of a paragraph; `None` if nothing of it runs from right to left.
    #[must_use]
    pub fn new(text: &'a str) -> Option<Self> {
        has_right_to_left(text).then(|| Self { info: ParagraphBidiInfo::new(text, None) })
    }

    /// Which way the paragraph runs: that of its first letter.
    #[must_use]
    pub fn direction(&self) -> Direction {
        direction(self.info.paragraph_level)
    }

    /// The stretches of a line, as they stand from left to right. Between two graphemes at most.
    #[must_use]
    pub fn line(&self, line: Range<usize>) -> Vec<Stretch> {
        let text = self.info.text.get(..line.end).unwrap_or(self.info.text);
        let (mut levels, mut ranges): (Vec<Level>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        let mut at = line.start;
        while let Some((end, _)) = step(text, at) {
            let level = self.info.levels.get(at).copied().unwrap_or(self.info.paragraph_level);
            match (levels.last(), ranges.last_mut()) {
                (Some(last), Some(range)) if *last == level => range.end = end,
                _ => {
                    levels.push(level);
                    ranges.push(at..end);
                }
            }
            at = end;
        }
        let order = ParagraphBidiInfo::reorder_visual(&levels);
        order
            .into_iter()
            .map(|place| Stretch { range: ranges[place].clone(), direction: direction(levels[place]) })
            .collect()
    }
}

fn direction(level: Level) -> Direction {
    if level.is_rtl() { Direction::RightToLeft } else { Direction::LeftToRight }
}

/// A stretch that runs from right to left as it stands from left to right: its graphemes the other way round, brackets
/// and the like mirrored (rule L4).
#[must_use]
pub fn reversed(text: &Safe) -> Safe {
    let mut out = Safe::default();
    let mut end = text.len();
    for grapheme in graphemes(text).collect::<Vec<_>>().into_iter().rev() {
        let start = end - grapheme.len();
        match mirrored(grapheme) {
            Some(other) => out.push(&Safe::new(other)),
            None => out.push(&text.slice(start..end)),
        }
        end = start;
    }
    out
}

/// The mirror image of a character that stands alone, if it has one (`BidiMirroring.txt`, those of prose).
fn mirrored(grapheme: &str) -> Option<&'static str> {
    const PAIRS: [(&str, &str); 14] = [
        ("(", ")"),
        ("[", "]"),
        ("{", "}"),
        ("<", ">"),
        ("«", "»"),
        ("‹", "›"),
        ("≤", "≥"),
        ("⁅", "⁆"),
        ("⟨", "⟩"),
        ("⟦", "⟧"),
        ("〈", "〉"),
        ("《", "》"),
        ("「", "」"),
        ("【", "】"),
    ];
    PAIRS.iter().find_map(|&(one, other)| {
        if grapheme == one {
            Some(other)
        } else if grapheme == other {
            Some(one)
        } else {
            None
        }
    })
}

fn has_right_to_left(text: &str) -> bool {
    // The first bytes of the characters from U+0590 on among which there are such letters.
    let may = |byte: &u8| matches!(byte, 0xD6..=0xE0 | 0xEF | 0xF0);
    !text.is_ascii()
        && text.as_bytes().iter().any(may)
        && text.chars().any(|c| c >= '\u{590}' && matches!(bidi_class(c), BidiClass::R | BidiClass::AL))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A line as it stands from left to right.
    fn visual(text: &str) -> String {
        let safe = Safe::new(text);
        let Some(paragraph) = Paragraph::new(&safe) else { return text.to_owned() };
        let show = |stretch: Stretch| match stretch.direction {
            Direction::LeftToRight => safe.slice(stretch.range).to_string(),
            Direction::RightToLeft => reversed(&safe.slice(stretch.range)).to_string(),
        };
        paragraph.line(0..safe.len()).into_iter().map(show).collect()
    }

    #[test]
    fn letters_stand_where_they_are_read() {
        for (text, expected) in [
            ("only English (here)", "only English (here)"),
            ("the word שלום means peace", "the word םולש means peace"),
            ("שלום עולם", "םלוע םולש"),
            ("שלום (עולם) 123", "123 (םלוע) םולש"),
            ("אני קורא README היום", "םויה README ארוק ינא"),
            ("price: 100 ש״ח, ok", "price: 100 ח״ש, ok"),
        ] {
            assert_eq!(visual(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_stay_on_their_letters() {
        assert_eq!(visual("שָׁלוֹם"), "םוֹלשָׁ");
    }

    proptest! {
        #[test]
        fn every_grapheme_is_still_there(text in "[a-c1-3 ().א-ה\u{5B8}\u{301}م日]{0,30}") {
            let sorted = |text: &str| {
                let mut graphemes: Vec<String> = graphemes(text).map(|grapheme| {
                    // Which bracket it is depends on the direction.
                    grapheme.replace([')'], "(")
                }).collect();
                graphemes.sort();
                graphemes
            };
            prop_assume!(Safe::new(&text).as_ref() as &str == text);
            let whole = visual(&text);
            // A mark at the very beginning has no letter; there it may get one.
            if !text.starts_with(['\u{5B8}', '\u{301}']) {
                prop_assert_eq!(sorted(&whole), sorted(&text));
            }
        }
    }
}
