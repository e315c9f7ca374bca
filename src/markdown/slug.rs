//! Anchors of headings, as GitHub makes them.
//!
//! Lower case; letters, digits, marks, `-` and `_` stay, a space becomes `-`, the rest goes. A slug that was there before
//! gets `-1`, `-2` and so on behind it, which is left to whoever knows all headings.

use crate::text::width::width;

/// The slug of a heading's text, before duplicates are numbered.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for character in title.trim().chars() {
        match character {
            ' ' => slug.push('-'),
            '-' | '_' | '0'..='9' | 'a'..='z' => slug.push(character),
            'A'..='Z' => slug.push(character.to_ascii_lowercase()),
            _ if character.is_ascii() => {}
            _ => slug.extend(character.to_lowercase().filter(|lower| lower.is_alphanumeric() || is_mark(*lower))),
        }
    }
    slug
}

/// Combining marks belong to the letters before them; `is_alphanumeric` knows only those that are alphabetic.
fn is_mark(character: char) -> bool {
    let invisible = matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
    );
    !character.is_ascii() && !character.is_control() && !invisible && width(character.encode_utf8(&mut [0; 4])) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_read_as_on_github() {
        for (title, expected) in [
            ("Using Code Examples", "using-code-examples"),
            ("O'Reilly Safari", "oreilly-safari"),
            ("A  b -- c_d", "a--b----c_d"),
            ("`code` & more!", "code--more"),
            ("Ärger über Öl", "ärger-über-öl"),
            ("日本語 テスト", "日本語-テスト"),
            ("1.2.3", "123"),
            ("🎉 Party", "-party"),
        ] {
            assert_eq!(slug(title), expected, "{title}");
        }
    }
}
