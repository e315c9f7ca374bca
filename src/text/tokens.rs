//! Where words begin and end, by the rules of Unicode (UAX #29), for whoever points at one: letters of a script together,
//! a sign by itself, each ideograph by itself.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The bytes of each word of a text, and of each sign that is no part of one; white space and controls are in none.
pub fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    let parts = text.split_word_bound_indices().map(|(at, part)| at..at + part.len());
    parts.filter(|part| text[part.clone()].chars().any(|c| !c.is_whitespace() && !c.is_control()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_one_would_point_at() {
        for (text, expected) in [
            ("O'Reilly's book, 2nd ed.", &["O'Reilly's", "book", ",", "2nd", "ed", "."][..]),
            ("let snake_case = f(1.5);", &["let", "snake_case", "=", "f", "(", "1.5", ")", ";"]),
            ("日本 e\u{301}te\0\tx\n", &["日", "本", "e\u{301}te", "x"]),
            ("", &[]),
        ] {
            assert_eq!(tokens(text).map(|part| &text[part]).collect::<Vec<_>>(), expected);
        }
    }
}
