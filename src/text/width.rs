//! Display width: graphemes, the columns that they take, and text cut to fit.
//!
//! A cell of the screen holds one grapheme, so the width of a text is the sum over its graphemes, by exactly the rule
//! that places them on the screen; any other rule and layout and screen disagree. Where lines end is left to
//! [`wrap`](super::wrap). The layout, the interface and the print layer call this.
//!
//! Measuring is the inner loop of the layout: characters that are known to stand alone are counted without asking the
//! segmentation tables.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The extended grapheme clusters of a text (UAX #29), in order: what a reader calls characters.
pub fn graphemes(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        at = step(text, start)?.0;
        text.get(start..at)
    })
}

/// How many columns a text takes, the sum over its graphemes.
///
/// Control characters count as one column; text that has been through the sanitizer has none.
#[must_use]
pub fn width(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') {
        return text.len();
    }
    let (mut at, mut columns) = (0, 0);
    while let Some((end, more)) = step(text, at) {
        at = end;
        columns += more;
    }
    columns
}

/// How many columns one grapheme takes on the screen.
///
/// The rule is that of the screen's cells: the halfwidth sound marks U+FF9E and U+FF9F count one more than their width
/// in the tables.
#[must_use]
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return 1;
    }
    let sound_marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    grapheme.width() + sound_marks
}

/// The byte up to which a text fits in so many columns, always the end of a grapheme.
#[must_use]
pub fn cut(text: &str, columns: usize) -> usize {
    // No grapheme takes more columns than bytes.
    if text.len() <= columns {
        return text.len();
    }
    let (mut at, mut left) = (0, columns);
    while let Some((end, more)) = step(text, at) {
        let Some(after) = left.checked_sub(more) else { break };
        (at, left) = (end, after);
    }
    at
}

/// The end of the grapheme that begins at byte `at`, and its columns; nothing at the end of the text.
pub(super) fn step(text: &str, at: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let first = *bytes.get(at)?;
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    if first.is_ascii() && next.is_ascii() && first != b'\r' {
        return Some((at + 1, 1));
    }
    let rest = text.get(at..)?;
    let mut chars = rest.chars();
    let (c, follower) = (chars.next()?, chars.next().unwrap_or(' '));
    if let Some(columns) = solitary(c).or_else(|| apart(c))
        && (solitary(follower).is_some() || apart(follower).is_some())
    {
        return Some((at + c.len_utf8(), columns));
    }
    let grapheme = UnicodeSegmentation::graphemes(rest, true).next()?;
    Some((at + grapheme.len(), grapheme_width(grapheme)))
}

/// The columns of what footnotes are made of besides their numbers: the joiner in front of one, and the way back. They join
/// with no solitary character, and not with each other, but the sanitizer has to look at them.
fn apart(c: char) -> Option<usize> {
    match c {
        '\u{2060}' => Some(0),
        '↩' => Some(1),
        _ => None,
    }
}

/// The columns of a character of the common scripts that joins with no other such character.
pub(super) fn solitary(c: char) -> Option<usize> {
    match c {
        ' '..='~'
        | '\u{A0}'..='\u{AC}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{386}'..='\u{482}'
        | '\u{48A}'..='\u{52F}'
        | '\u{5D0}'..='\u{5EA}'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{2010}'..='\u{2027}'
        // Superscripts, which footnotes are numbered with; arrows that are no emoji; operators.
        | '\u{2070}'
        | '\u{2074}'..='\u{208E}'
        | '\u{2190}'..='\u{2193}'
        | '\u{219A}'..='\u{21A8}'
        | '\u{21AB}'..='\u{22FF}'
        // Rules, bars, blocks and shapes, but for those that an emoji may be made of.
        | '\u{2500}'..='\u{25A9}'
        | '\u{25AC}'..='\u{25B5}'
        | '\u{25B7}'..='\u{25BF}'
        | '\u{25C1}'..='\u{25FA}' => Some(1),
        '\u{3001}'..='\u{3029}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF01}'..='\u{FF60}' => Some(2),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn widths() {
        for (text, columns) in [
            ("", 0),
            ("plain", 5),
            ("naïve", 5),
            ("e\u{301}a", 2),
            ("日本語", 6),
            ("한국어", 6),
            ("👩‍👩‍👧", 2),
            ("🇩🇪🇫🇷", 4),
            ("1️⃣", 2),
            ("❤️", 2),
            // As wide as the screen takes them, whatever a terminal does.
            ("ｶ\u{FF9E}", 3),
            ("あ\u{FF9F}", 4),
            ("soft\u{AD}hyphen", 10),
            ("zero\u{200B}width", 9),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn solitary_characters_are_what_the_tables_say() {
        let columns = |c: char| solitary(c).or_else(|| apart(c));
        let all: Vec<char> = ('\0'..=char::MAX).filter(|c| columns(*c).is_some()).collect();
        for &c in &all {
            assert_eq!(columns(c), Some(grapheme_width(c.encode_utf8(&mut [0; 4]))), "{c:?}");
            for neighbour in ['a', 'é', 'я', '…', '日', '각', '\u{2060}', '↩'] {
                for pair in [[c, neighbour], [neighbour, c]] {
                    let pair = String::from_iter(pair);
                    assert_eq!(UnicodeSegmentation::graphemes(&*pair, true).count(), 2, "{pair:?}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn the_fast_paths_change_nothing(text in super::super::wrap::tests::any_text()) {
            let slow: Vec<&str> = UnicodeSegmentation::graphemes(&*text, true).collect();
            prop_assert_eq!(width(&text), slow.iter().map(|grapheme| grapheme_width(grapheme)).sum::<usize>());
            prop_assert_eq!(graphemes(&text).collect::<Vec<_>>(), slow);
        }

        #[test]
        fn what_is_cut_fits(text in super::super::wrap::tests::any_text(), columns in 0_usize..30) {
            let end = cut(&text, columns);
            prop_assert!(width(&text[..end]) <= columns);
            prop_assert!(step(&text, end).is_none_or(|(next, _)| width(&text[..next]) > columns));
        }
    }
}
