//! A line that is typed, in the status line: as much of it as there is room for, and where the terminal's cursor stands.
//!
//! ```text
//!  /the words that are typ█                    3 of 41
//!  /‹f they are too many for the line, their end is se█
//! ```

use crate::app::geometry::Area;
use crate::app::status::Typed;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::text::width::{grapheme_width, graphemes};
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};

/// Draws it. Returns how many columns of the line it takes, and how many are taken at its right end.
pub(super) fn draw(typed: &Typed, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) -> (u16, u16) {
    let shown = Shown::new(typed, area);
    let style = theme.part(Part::Message);
    let start = area.column + 1;
    let sign = canvas.put((start, area.row), area.columns, &typed.sign, theme.part(Part::Key));
    let used = sign + canvas.put((start + sign, area.row), area.columns, &shown.text, style);
    if shown.aside.is_empty() {
        return (used, 0);
    }
    let columns = cells(&shown.aside);
    let part = if typed.aside.is_wrong() { Part::Message } else { Part::Status };
    canvas.put((area.column + area.columns - 1 - columns, area.row), columns, &shown.aside, theme.part(part));
    (used, columns + 2)
}

/// Where the cursor stands.
pub(super) fn cursor(typed: &Typed, area: Area) -> (u16, u16) {
    let shown = Shown::new(typed, area);
    (area.column + 1 + cells(&typed.sign) + shown.cursor, area.row)
}

/// What of it is seen.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    text: Safe,
    /// The column of the cursor in it.
    cursor: u16,
    aside: Safe,
}

impl Shown {
    fn new(typed: &Typed, area: Area) -> Self {
        let line = area.columns.saturating_sub(2);
        // What is said beside it has half of the line at most.
        let aside = typed.aside.text().map(|text| shorten(text, (line / 2).into(), End::Right)).unwrap_or_default();
        let beside = if aside.is_empty() { 0 } else { cells(&aside) + 2 };
        let room = line.saturating_sub(cells(&typed.sign) + beside).max(1);
        let (before, behind) = (cells(&typed.before), cells(&typed.behind));
        let mut whole = typed.before.clone();
        whole.push(&typed.behind);
        // The cursor has a cell of its own behind the last one.
        let hidden = (before.saturating_add(behind).saturating_add(1)).saturating_sub(room);
        // Its end is seen, unless the cursor stands further left than that.
        let hidden = if before > hidden { hidden } else { before.saturating_sub(room / 2) };
        Self { text: window(&whole, hidden, room), cursor: before - hidden, aside }
    }
}

/// The columns of a text from `hidden` on, `room` of them, with a mark where something is hidden.
fn window(text: &Safe, hidden: u16, room: u16) -> Safe {
    if hidden == 0 && cells(text) <= room {
        return text.clone();
    }
    let left = u16::from(hidden > 0);
    let right = u16::from(cells(text) > hidden.saturating_add(room));
    let seen = usize::from(hidden + left)..usize::from(hidden + room - right);
    let mut shown = Safe::repeat("‹", left.into());
    let (mut column, mut at) = (0, 0);
    for grapheme in graphemes(text) {
        let (next, end) = (column + grapheme_width(grapheme), at + grapheme.len());
        if column >= seen.start && next <= seen.end {
            shown.push(&text.slice(at..end));
        } else {
            // Of a wide character that is cut, space remains.
            shown.push(&Safe::repeat(" ", next.min(seen.end).saturating_sub(column.max(seen.start))));
        }
        (column, at) = (next, end);
        if column >= seen.end {
            break;
        }
    }
    shown.push(&Safe::repeat("›", right.into()));
    shown
}

#[cfg(test)]
mod tests {
    use crate::app::status::Aside;

    use super::*;

    /// What is seen of a text with `|` for the cursor, on a line of so many columns; the cursor stands behind what is
    /// given back first.
    fn seen(text: &str, columns: u16, aside: &str) -> String {
        let (before, behind) = text.split_once('|').unwrap();
        let aside = if aside.is_empty() { Aside::Nothing } else { Aside::Said(Safe::new(aside)) };
        let typed = Typed { sign: Safe::new("/"), before: Safe::new(before), behind: Safe::new(behind), aside };
        let shown = Shown::new(&typed, Area { column: 0, row: 0, columns, rows: 1 });
        let mut column = 0;
        let (mut front, mut rest) = (String::new(), String::new());
        for grapheme in graphemes(&shown.text) {
            if column < shown.cursor { &mut front } else { &mut rest }.push_str(grapheme);
            column += u16::try_from(grapheme_width(grapheme)).unwrap();
        }
        front + "|" + &rest
    }

    #[test]
    fn the_end_of_a_long_line_is_seen_unless_the_cursor_is_elsewhere() {
        for (text, columns, expected) in [
            ("abc|", 20, "abc|"),
            ("ab|c", 20, "ab|c"),
            ("|", 20, "|"),
            ("0123456789|", 14, "0123456789|"),
            ("0123456789|", 13, "‹23456789|"),
            ("012345|6789", 13, "‹2345|6789"),
            ("0|123456789", 13, "0|123456789"),
            ("0|123456789", 12, "0|1234567›"),
            ("01234567|89", 8, "‹7|89"),
            ("0123|456789", 8, "‹3|45›"),
            ("日本語日本語|", 13, "‹語日本語|"),
            ("日本語日本語|", 14, "‹ 語日本語|"),
            ("abcdef|", 4, "|‹"),
        ] {
            assert_eq!(seen(text, columns, ""), expected, "{text} {columns}");
        }
    }

    #[test]
    fn what_is_said_beside_it_has_half_of_the_line() {
        assert_eq!(seen("0123456789|", 23, "3 of 41"), "0123456789|");
        assert_eq!(seen("0123456789|", 20, "3 of 41"), "‹456789|");
        assert_eq!(seen("0123456789|", 22, &"long ".repeat(20)), "‹56789|");
    }
}
