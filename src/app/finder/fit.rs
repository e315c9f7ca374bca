//! A row of the finder, made to fit: which part of its text and of its aside is seen.

use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::text::width::width;

use super::list::Row;

/// The least space between a text and its aside, in columns.
const GAP: usize = 2;
/// An aside that would have fewer columns is left out.
const LEAST_ASIDE: usize = 8;

/// A row with its text and its aside in so many columns: the text has most of them, of the aside the end is kept.
pub(super) fn fit(row: Row, columns: usize) -> Row {
    let aside = row.aside.without_break_points();
    let beside = if columns < 5 * LEAST_ASIDE { 0 } else { (columns * 2 / 5).min(width(&aside) + GAP) };
    let beside = if aside.is_empty() { 0 } else { beside };
    let text = shorten(&row.text, columns - beside, End::Right);
    let kept = if text == row.text { text.len() } else { text.len().saturating_sub('…'.len_utf8()) };
    let found = row.found.into_iter().map(|range| range.start.min(kept)..range.end.min(kept));
    let left = columns.saturating_sub(width(&text) + GAP);
    let aside = if left < LEAST_ASIDE.min(width(&aside)) { Safe::empty() } else { shorten(&aside, left, End::Left) };
    Row { found: found.filter(|range| !range.is_empty()).collect(), aside, text, ..row }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::finder::list::Mark;

    #[test]
    fn a_row_keeps_its_text_before_its_aside() {
        let text = "a title of some length";
        for (columns, aside, expected) in [
            (80, "around", ("a title of some length", "around", 2)),
            (44, "one › two › three", ("a title of some length", "one › two › three", 2)),
            (40, "one › two › three › four", ("a title of some length", "… › three › four", 2)),
            (24, "around", ("a title of some length", "", 2)),
            (10, "", ("a title o…", "", 1)),
            (0, "around", ("", "", 0)),
        ] {
            let row =
                Row { text: Safe::new(text), found: vec![2..4, 18..20], aside: Safe::new(aside), mark: Mark::Nothing };
            let row = fit(row, columns);
            let (text, aside) = (row.text.to_string(), row.aside.to_string());
            assert_eq!((&*text, aside.trim(), row.found.len()), expected, "{columns}");
            assert!(width(&text) + if aside.is_empty() { 0 } else { width(&aside) + GAP } <= columns, "{columns}");
        }
    }
}
