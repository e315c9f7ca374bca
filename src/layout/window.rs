//! Lines of code that are wider than the page: they are laid out whole, and the page shows a window on them.
//!
//! ```text
//! ▏ ┊ let answer = the_quest›     at column 0; more is at the right
//! ▏ ┊ ‹swer = the_question()›     panned by 5 columns
//! └┬──┘
//!  └ stays
//! ```
//!
//! A mark takes the place of a column of code. Panned by a little more or less, that column is seen.

use std::ops::Range;

use crate::text::sanitize::Safe;
use crate::text::width::{grapheme_width, graphemes, width};

use super::line::{Line, Role, Span};
use super::pan::Pan;

/// Beside fewer columns than this no mark takes one.
const ROOM_FOR_MARKS: usize = 4;

/// How many columns of code a page of so many columns shows of a line; all of them if it is no line that moves.
#[must_use]
pub fn room(line: &Line, page: usize) -> usize {
    let Some(pan) = &line.pan else { return page };
    let beside = line.spans[..pan.spans.start].iter().chain(&line.spans[pan.spans.end..]);
    page.saturating_sub(beside.map(|span| width(&span.text)).sum()).max(1)
}

/// The columns of a page of `page` columns that show these columns of a line when it is panned to a column; empty if they
/// are out of sight.
#[must_use]
pub fn seen(columns: &Range<usize>, line: &Line, page: usize, column: usize) -> Range<usize> {
    let Some(pan) = &line.pan else { return columns.clone() };
    let front: usize = line.spans[..pan.spans.start].iter().map(|span| width(&span.text)).sum();
    if columns.end <= front || columns.start >= front + pan.columns {
        return columns.clone();
    }
    let room = room(line, page);
    let inside = |at: usize| at.clamp(front + column, front + column + room) - column;
    inside(columns.start)..inside(columns.end)
}

/// A line as a page of so many columns shows it, panned to a column; `None` if that is the line as it is.
#[must_use]
pub fn window(line: &Line, page: usize, column: usize) -> Option<Line> {
    let pan = line.pan.as_ref()?;
    let room = room(line, page);
    if column == 0 && pan.columns <= room {
        return None;
    }
    let (front, behind) = (&line.spans[..pan.spans.start], &line.spans[pan.spans.end..]);
    let marks = page.saturating_sub(front.iter().map(|span| width(&span.text)).sum()) >= ROOM_FOR_MARKS;
    let left = usize::from(marks && column > 0 && pan.columns > 0);
    let right = usize::from(marks && column.saturating_add(room) < pan.columns);
    let mut spans = front.to_vec();
    if left > 0 {
        spans.push(Span::new("‹", Role::CodeBar));
    }
    let seen = column.saturating_add(left)..column.saturating_add(room).saturating_sub(right);
    let shown = cut_out(line, pan, &seen, &mut spans);
    if right > 0 || !behind.is_empty() {
        spans.push(Span::new(&" ".repeat(room.saturating_sub(left + shown + right)), Role::Code));
    }
    if right > 0 {
        spans.push(Span::new("›", Role::CodeBar));
    }
    spans.extend(behind.iter().cloned());
    Some(Line { spans, offset: line.offset, pan: None })
}

/// Adds what stands in the columns `seen`. Of a wide character that they cut, space remains. Returns how many columns
/// were added.
fn cut_out(line: &Line, pan: &Pan, seen: &Range<usize>, spans: &mut Vec<Span>) -> usize {
    let stop = pan.stop(seen.start);
    let (mut column, mut byte) = (stop.column, stop.byte);
    let mut added = 0;
    for span in line.spans.iter().take(pan.spans.end).skip(stop.span) {
        if column >= seen.end {
            break;
        }
        let mut whole = byte..byte;
        let mut parts: Vec<Span> = Vec::new();
        for grapheme in graphemes(span.text.get(byte..).unwrap_or_default()) {
            let next = column + grapheme_width(grapheme);
            let end = byte + grapheme.len();
            let part = next.min(seen.end).saturating_sub(column.max(seen.start));
            if column >= seen.start && next <= seen.end {
                whole = if whole.is_empty() { byte..end } else { whole.start..end };
            } else if part > 0 {
                // At the left the whole ones are still to come, at the right they are complete.
                take(&mut parts, span, &mut whole);
                parts.push(Span { text: Safe::new(&" ".repeat(part)), ..span.clone() });
            }
            added += part;
            (column, byte) = (next, end);
            if column >= seen.end {
                break;
            }
        }
        take(&mut parts, span, &mut whole);
        spans.append(&mut parts);
        byte = 0;
    }
    added
}

/// Moves a range of a span's text to `parts`.
fn take(parts: &mut Vec<Span>, span: &Span, range: &mut Range<usize>) {
    if range.start < range.end {
        parts.push(Span { text: span.text.slice(range.clone()), style: span.style, link: span.link });
        *range = range.end..range.end;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn line(code: &str, label: &str) -> Line {
        let mut spans = vec![Span::new("┊ ", Role::CodeBar)];
        spans.extend(code.split_inclusive(' ').map(|word| Span::new(word, Role::Code)));
        let pan = Pan::new(1, spans[1..].iter().map(|span| &*span.text));
        if !label.is_empty() {
            spans.push(Span::new(label, Role::CodeLabel));
        }
        Line { spans, offset: 0, pan: Some(Box::new(pan)) }
    }

    fn seen(code: &str, page: usize, column: usize) -> String {
        let line = line(code, "");
        window(&line, page, column).unwrap_or(line).text()
    }

    #[test]
    fn a_window_has_marks_where_more_is() {
        assert_eq!(seen("abc defghi", 12, 0), "┊ abc defghi");
        assert_eq!(seen("abc defghi", 8, 0), "┊ abc d›");
        assert_eq!(seen("abc defghi", 8, 2), "┊ ‹ def›");
        assert_eq!(seen("abc defghi", 8, 4), "┊ ‹efghi");
        assert_eq!(seen("abc defghi", 8, 30), "┊ ‹");
        assert_eq!(seen("", 8, 30), "┊ ");
        // No mark where it would take all that there is.
        assert_eq!(seen("abcdef", 4, 2), "┊ cd");
    }

    #[test]
    fn wide_characters_are_not_cut() {
        assert_eq!(seen("日本語日本語", 8, 0), "┊ 日本 ›");
        assert_eq!(seen("日本語日本語", 9, 0), "┊ 日本語›");
        assert_eq!(seen("日本語日本語", 8, 2), "┊ ‹ 語日›".replace("語日›", "語 ›"));
        assert_eq!(seen("日本語日本語", 8, 3), "┊ ‹語日›");
    }

    #[test]
    fn the_language_stays_at_the_right() {
        let line = line("abc def", "  rust");
        assert_eq!(window(&line, 15, 0), None);
        assert_eq!(window(&line, 15, 3).map(|line| line.text()), Some("┊ ‹def     rust".to_owned()));
    }

    #[test]
    fn a_window_far_to_the_right_does_not_cost_the_way_there() {
        // Minutes if each window looked at all that is at its left.
        for word in ["abc ", "日本"] {
            let line = line(&word.repeat(100_000), "");
            for column in (0..10_000).map(|number| 390_000 - number) {
                assert_eq!(window(&line, 42, column).map(|line| line.columns()), Some(42));
            }
        }
    }

    proptest! {
        #[test]
        fn a_window_shows_what_stands_in_its_columns(
            words in prop::collection::vec("[a-zé日\u{301} ]{1,300}", 1..8),
            page in 6_usize..60,
            column in 0_usize..2_000,
        ) {
            let line = line(&words.concat(), "");
            let pan = line.pan.clone().unwrap();
            prop_assert_eq!(pan.columns, line.columns() - 2);
            let shown = window(&line, page, column).unwrap_or_else(|| line.clone());
            prop_assert!(shown.columns() <= page);
            // The same, the slow way: a cell for each column.
            let mut cells: Vec<&str> = Vec::new();
            for span in &line.spans[1..] {
                for grapheme in graphemes(&span.text) {
                    match (grapheme_width(grapheme), cells.last_mut()) {
                        (0, _) => {}
                        (1, _) => cells.push(grapheme),
                        (_, _) => cells.extend([grapheme, ""]),
                    }
                }
            }
            let room = page - 2;
            let seen: String = cells.iter().skip(column).take(room).copied().collect();
            let text: String = shown.text().chars().skip(2).filter(|c| !matches!(c, '‹' | '›' | ' ')).collect();
            let bare = |text: &str| text.chars().filter(|c| !matches!(c, ' ' | '\u{301}')).collect::<String>();
            // Marks and cut characters are fewer; nothing stands there that doesn't belong there.
            prop_assert!(bare(&seen).contains(&bare(&text)), "{text:?} in {seen:?}");
            prop_assert!(bare(&seen).chars().count() <= bare(&text).chars().count() + 4, "{text:?} in {seen:?}");
        }
    }
}
