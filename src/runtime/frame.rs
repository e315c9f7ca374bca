//! A frame → bytes: what has changed since the last one, in a form that survives terminals which count otherwise.
//!
//! Terminals disagree about the width of clusters of several characters (emoji with joiners, Indic vowels, marks). A row
//! that has any is written anew as a whole when something on it changes, behind an erased line, and each cell behind
//! such a cluster is positioned again: nothing is shifted for longer than that cluster, and nothing stays behind. So is
//! one with wide characters, of which a half can't be changed.

use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::style::Color;

use super::pen::Pen;

/// Erases the screen, whatever style was in force.
const WIPE: &[u8] = b"\x1b[0m\x1b[2J";

/// Writes what has to change so that a terminal which shows `shown` shows `next`; with nothing known of it the screen is
/// wiped first. Returns whether there was anything.
pub fn write(shown: Option<&Buffer>, next: &Buffer, bytes: &mut Vec<u8>) -> bool {
    let shown = shown.filter(|shown| shown.area == next.area);
    if shown.is_none() {
        bytes.extend_from_slice(WIPE);
    }
    let start = bytes.len();
    let columns = usize::from(next.area.width).max(1);
    let mut before = shown.map(|shown| shown.content.chunks(columns));
    let mut pen = Pen::new(bytes);
    for (cells, row) in next.content.chunks(columns).zip(0_u16..) {
        let before = before.as_mut().and_then(Iterator::next);
        write_row(&mut pen, row, before, cells);
    }
    pen.lift();
    shown.is_none() || bytes.len() > start
}

/// Writes what has to change in a row; with nothing known of it, it is empty.
fn write_row(pen: &mut Pen<'_>, row: u16, before: Option<&[Cell]>, cells: &[Cell]) {
    let width = match before {
        Some(before) if cells.iter().zip(before).all(|(cell, before)| is_equal(cell, before)) => return,
        Some(before) => cells.iter().chain(before).map(Width::of).max(),
        None => cells.iter().filter(|cell| !is_blank(cell)).map(Width::of).max(),
    };
    let is_same = |place: usize, cell: &Cell| match before {
        Some(before) => before.get(place).is_some_and(|before| is_equal(before, cell)),
        None => is_blank(cell),
    };
    if width.unwrap_or(Width::Narrow) == Width::Narrow {
        for ((place, cell), column) in cells.iter().enumerate().zip(0_u16..) {
            if !is_same(place, cell) {
                pen.bridge((column, row), cells);
                pen.put((column, row), cell);
            }
        }
        return;
    }
    // A wide character hides a cell, and leaves one behind: such a row is not mended.
    if before.is_some() {
        pen.erase(row);
    }
    for (column, cell) in visible(cells).filter(|(_, cell)| !is_blank(cell)) {
        pen.put((column, row), cell);
        if is_unsure(cell) {
            pen.lose();
        }
    }
}

/// Whether two cells look the same.
fn is_equal(one: &Cell, other: &Cell) -> bool {
    one.modifier == other.modifier && one.fg == other.fg && one.bg == other.bg && one.symbol() == other.symbol()
}

/// Whether a cell looks as one of a screen that was wiped.
fn is_blank(cell: &Cell) -> bool {
    cell.modifier.is_empty() && cell.fg == Color::Reset && cell.bg == Color::Reset && cell.symbol() == " "
}

/// The cells of a row that are not hidden under a wide character.
fn visible(cells: &[Cell]) -> impl Iterator<Item = (u16, &Cell)> {
    let mut hidden = 0;
    cells.iter().zip(0_u16..).filter_map(move |(cell, column)| {
        if hidden > 0 {
            hidden -= 1;
            return None;
        }
        hidden = cell.cell_width().saturating_sub(1);
        Some((column, cell))
    })
}

/// How wide a cell's text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Width {
    /// One cell, on every terminal: most of them, and what has changed in a row of such cells is seen at a glance.
    Narrow,
    /// Two cells, or none, on every terminal.
    Wide,
    /// Terminals may disagree.
    Unsure,
}

impl Width {
    fn of(cell: &Cell) -> Self {
        match cell.symbol().len() {
            1 => Self::Narrow,
            _ if is_unsure(cell) => Self::Unsure,
            _ if cell.cell_width() == 1 => Self::Narrow,
            _ => Self::Wide,
        }
    }
}

/// Whether terminals may disagree about the width of a cell's text: several characters, or an emoji. An escape sequence
/// of our own around a character is no such text.
fn is_unsure(cell: &Cell) -> bool {
    let mut characters = cell.symbol().chars();
    match characters.next() {
        Some('\u{1b}') | None => false,
        Some(first) => first >= '\u{1f000}' || characters.next().is_some(),
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU16;

    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    fn frame(rows: &[&str]) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 10, 3));
        for (row, text) in (0..).zip(rows) {
            buffer.set_string(0, row, text, Style::new());
        }
        buffer
    }

    fn bytes(shown: Option<&Buffer>, next: &Buffer) -> String {
        let mut bytes = Vec::new();
        write(shown, next, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_same_again_writes_nothing() {
        let (one, other) = (frame(&["a", "e\u{301}x"]), frame(&["a", "e\u{301}x"]));
        assert_eq!(bytes(Some(&one), &other), "");
    }

    #[test]
    fn only_what_has_changed_is_written() {
        let out = bytes(Some(&frame(&["hello", "there"])), &frame(&["hells", "there"]));
        assert!(out.starts_with("\u{1b}[1;5Hs") && !out.contains("there"), "{out:?}");
    }

    #[test]
    fn a_row_with_a_cluster_is_written_whole_and_positioned_behind_it() {
        let out = bytes(Some(&frame(&["e\u{301}bc"])), &frame(&["e\u{301}bd"]));
        assert!(out.starts_with("\u{1b}[1;1H\u{1b}[2Ke\u{301}"), "{out:?}");
        assert!(out.contains("\u{1b}[1;2Hbd"), "{out:?}");
    }

    #[test]
    fn a_row_that_had_a_cluster_is_erased() {
        let out = bytes(Some(&frame(&["👍🏽 x"])), &frame(&["a"]));
        assert!(out.starts_with("\u{1b}[1;1H\u{1b}[2Ka"), "{out:?}");
    }

    #[test]
    fn what_is_written_makes_one_frame_of_the_other() {
        let rows = [
            "hello",
            "",
            "日本x",
            "x日本語y",
            "e\u{301}bc",
            "👍🏽 x",
            "│ab…",
            "日日日日日",
            "a日b日c",
            "ab cd ef g",
            "한글 |",
        ];
        let frames: Vec<Buffer> = rows
            .iter()
            .flat_map(|one| rows.map(|other| frame(&[*one, other, *one])))
            .chain([Buffer::empty(Rect::new(0, 0, 10, 3))])
            .collect();
        let size = |cells: u16| NonZeroU16::new(cells).unwrap();
        let mut terminal = vt100::Parser::new(size(3), size(10), 0);
        let mut shown: Option<&Buffer> = None;
        // Each behind many others: the step is prime to their number.
        for place in (0..frames.len()).map(|step| step * 37 % frames.len()) {
            let next = &frames[place];
            terminal.process(bytes(shown, next).as_bytes());
            let mut fresh = vt100::Parser::new(size(3), size(10), 0);
            fresh.process(bytes(None, next).as_bytes());
            let text = |terminal: &vt100::Parser| {
                let rows = terminal.screen().rows(0, 10);
                rows.map(|row| row.trim_end().to_owned()).collect::<Vec<_>>()
            };
            assert_eq!(text(&terminal), text(&fresh), "{shown:?} → {next:?}");
            shown = Some(next);
        }
    }

    #[test]
    fn a_wide_character_hides_the_cell_behind_it() {
        let out = bytes(None, &frame(&["日本x"]));
        assert!(out.contains("日\u{1b}[1;3H本\u{1b}[1;5Hx"), "{out:?}");
    }
}
