//! Which of some words is nearest to one that is none of them: by how many letters have to be put in, taken away, replaced,
//! or swapped with their neighbours (optimal string alignment).

/// The nearest of some words, if it is near enough to be meant: no more than a third of its letters is wrong, or one.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Nobody mistypes a name into a text of this length, and each letter costs a row.
    const LONGEST: usize = 64;
    if word.len() > LONGEST {
        return None;
    }
    let near = known.map(|other| (distance(word, other), other)).min_by_key(|(distance, _)| *distance);
    near.filter(|(distance, other)| *distance <= (other.chars().count() / 3).max(1)).map(|(_, other)| other)
}

/// In how many steps one word becomes the other.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut now = vec![row + 1];
        for (column, against) in other.iter().enumerate() {
            let replaced = above[column] + usize::from(letter != against);
            let mut least = replaced.min(above[column + 1] + 1).min(now[column] + 1);
            if row > 0 && column > 0 && *letter == other[column - 1] && one[row - 1] == *against {
                least = least.min(before[column - 1] + 1);
            }
            now.push(least);
        }
        before = std::mem::replace(&mut above, now);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_step() {
        for (one, other, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("theme", "theme", 0),
            ("thme", "theme", 1),
            ("htmee", "theme", 2),
            ("htme", "theme", 2),
            ("quti", "quit", 1),
            ("open", "width", 5),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
            assert_eq!(distance(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn what_is_too_far_away_is_not_meant() {
        let known = ["open", "theme", "quit"];
        for (word, expected) in [("opne", Some("open")), ("theem", Some("theme")), ("xyz", None), ("", None)] {
            assert_eq!(nearest(word, known.into_iter()), expected, "{word}");
        }
        assert_eq!(nearest(&"open".repeat(100), known.into_iter()), None);
    }
}
