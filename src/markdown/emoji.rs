//! The names of emoji, as in `:tada:`: those that GitHub knows. The build writes them down from the crate that has them.

/// Lines of a name, a space and the emoji, sorted by name.
const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/emoji.txt"));

/// The emoji of a name, if there is one.
#[must_use]
pub fn named(name: &str) -> Option<&'static str> {
    let mut rest = NAMES;
    // The half in which the line must be, until no line is left.
    while !rest.is_empty() {
        let middle = rest.floor_char_boundary(rest.len() / 2);
        let start = rest[..middle].rfind('\n').map_or(0, |end| end + 1);
        let end = start + rest[start..].find('\n')? + 1;
        let (found, emoji) = rest[start..end].trim_end().split_once(' ')?;
        rest = match found.cmp(name) {
            std::cmp::Ordering::Equal => return Some(emoji),
            std::cmp::Ordering::Less => &rest[end..],
            std::cmp::Ordering::Greater => &rest[..start],
        };
    }
    None
}

/// Whether a character is part of an emoji, which may be written by its name.
#[must_use]
pub fn is_in_emoji(character: char) -> bool {
    match character {
        // Most of what is asked for are letters.
        '#' | '*' | '0'..='9' | '©' | '®' => true,
        ..'\u{2000}' | '\u{3400}'..'\u{f000}' => false,
        _ => NAMES.lines().filter_map(|line| line.split_once(' ')).any(|(_, emoji)| emoji.contains(character)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_and_nothing_else() {
        assert!(NAMES.lines().count() > 1500);
        for line in NAMES.lines() {
            let (name, emoji) = line.split_once(' ').unwrap();
            assert_eq!(named(name), Some(emoji));
            assert_eq!(named(&format!("{name}-")), None);
        }
        for nothing in ["", " ", "\n", "zzzz", "tad", "é", "A"] {
            assert_eq!(named(nothing), None, "{nothing:?}");
        }
        assert!(NAMES.chars().filter(|letter| !letter.is_ascii()).all(is_in_emoji));
        assert_eq!(['a', 'ж', '日', '1', '〰'].map(is_in_emoji), [false, false, false, true, true]);
        assert_eq!((named("tada"), named("+1"), named("100")), (Some("🎉"), Some("👍"), Some("💯")));
    }
}
