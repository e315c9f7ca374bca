//! A text that is too long for its place: shortened at one end, with an ellipsis there.
//!
//! For one line of the screen around the page: titles, the trail, the status line.

use super::sanitize::Safe;
use super::width::{cut, step, width};

/// An end of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The beginning.
    Left,
    /// The end.
    Right,
}

/// Shortens a text to so many columns at one end, where an ellipsis then stands; what fits stays as it is.
#[must_use]
pub fn shorten(text: &Safe, columns: usize, end: End) -> Safe {
    let total = width(text);
    if total <= columns {
        return text.clone();
    }
    let Some(room) = columns.checked_sub(1) else { return Safe::empty() };
    let mut ellipsis = Safe::new("…");
    match end {
        End::Right => {
            let kept = text[..cut(text, room)].trim_end().len();
            let mut short = text.slice(0..kept);
            short.push(&ellipsis);
            short
        }
        End::Left => {
            let (mut at, mut left) = (0, total);
            while left > room
                && let Some((next, fewer)) = step(text, at)
            {
                (at, left) = (next, left - fewer);
            }
            ellipsis.push(&text.slice(at..text.len()));
            ellipsis
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shortening_puts_an_ellipsis_where_it_cut() {
        for (text, columns, right, left) in [
            ("short", 5, "short", "short"),
            ("a longer text", 7, "a long…", "…r text"),
            ("a longer text", 3, "a…", "…xt"),
            ("日本語", 4, "日…", "…語"),
            ("日本語", 1, "…", "…"),
            ("日本語", 0, "", ""),
        ] {
            let text = Safe::new(text);
            assert_eq!(&*shorten(&text, columns, End::Right), right);
            assert_eq!(&*shorten(&text, columns, End::Left), left);
        }
    }

    proptest! {
        #[test]
        fn what_is_shortened_fits(text in super::super::wrap::tests::any_text(), columns in 0_usize..30) {
            for side in [End::Left, End::Right] {
                prop_assert!(width(&shorten(&Safe::new(&text), columns, side)) <= columns);
            }
        }
    }
}
