//! A frame → bytes: what has changed since the last one, in a form that survives terminals which count otherwise.
//!
//! Terminals disagree about the width of clusters of several characters (emoji with joiners, Indic vowels, marks). A row
//! that has any is written anew as a whole when something on it changes, behind an erased line, and each cell behind
//! such a cluster is positioned again: nothing is shifted for longer than that cluster, and nothing stays behind.

use std::io::{self, Write};

use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell, CellWidth};

/// Erases the screen, whatever style was in force.
const WIPE: &[u8] = b"\x1b[0m\x1b[2J";

/// Writes what has to change so that a terminal which shows `shown` shows `next`; with nothing known of it the screen is
/// wiped first. Returns whether there was anything.
///
/// # Errors
///
/// Those of the backend; writing into memory has none.
pub fn write(shown: Option<&Buffer>, next: &Buffer, bytes: &mut Vec<u8>) -> io::Result<bool> {
    let shown = shown.filter(|shown| shown.area == next.area);
    if shown.is_none() {
        bytes.extend_from_slice(WIPE);
    }
    let columns = usize::from(next.area.width).max(1);
    let mut plain: Vec<(u16, u16, &Cell)> = Vec::new();
    let mut anew: Vec<(u16, &[Cell])> = Vec::new();
    for (place, (cells, row)) in next.content.chunks(columns).zip(0_u16..).enumerate() {
        let before = shown.and_then(|shown| shown.content.chunks(columns).nth(place));
        let unsure = cells.iter().chain(before.unwrap_or_default()).any(is_unsure);
        match before {
            Some(before) if before == cells => {}
            _ if unsure => anew.push((row, cells)),
            Some(_) => {}
            None => plain.extend(visible(row, cells).filter(|(_, _, cell)| **cell != Cell::EMPTY)),
        }
    }
    if let Some(shown) = shown {
        let is_anew = |row: u16| anew.binary_search_by_key(&row, |(row, _)| *row).is_ok();
        plain.extend(shown.diff(next).into_iter().filter(|(_, row, _)| !is_anew(*row)));
    }
    let changed = shown.is_none() || !plain.is_empty() || !anew.is_empty();
    if !plain.is_empty() {
        CrosstermBackend::new(&mut *bytes).draw(plain.into_iter())?;
    }
    for (row, cells) in anew {
        write!(bytes, "\x1b[{};1H\x1b[0m\x1b[2K", row + 1)?;
        let end = cells.iter().rposition(|cell| *cell != Cell::EMPTY).map_or(0, |last| last + 1);
        let cells: Vec<(u16, u16, &Cell)> = visible(row, &cells[..end]).collect();
        // A stretch ends behind each cluster that is not sure; the next one begins with its position.
        for stretch in cells.split_inclusive(|(_, _, cell)| is_unsure(cell)) {
            CrosstermBackend::new(&mut *bytes).draw(stretch.iter().copied())?;
        }
    }
    Ok(changed)
}

/// The cells of a row that are not hidden under a wide character.
fn visible(row: u16, cells: &[Cell]) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut hidden = 0;
    cells.iter().zip(0_u16..).filter_map(move |(cell, column)| {
        if hidden > 0 {
            hidden -= 1;
            return None;
        }
        hidden = cell.cell_width().saturating_sub(1);
        Some((column, row, cell))
    })
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
        write(shown, next, &mut bytes).unwrap();
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
        assert!(out.starts_with("\u{1b}[1;1H\u{1b}[0m\u{1b}[2K\u{1b}[1;1He\u{301}"), "{out:?}");
        assert!(out.contains("\u{1b}[1;2Hbd"), "{out:?}");
    }

    #[test]
    fn a_row_that_had_a_cluster_is_erased() {
        let out = bytes(Some(&frame(&["👍🏽 x"])), &frame(&["a"]));
        assert!(out.starts_with("\u{1b}[1;1H\u{1b}[0m\u{1b}[2K\u{1b}[1;1Ha"), "{out:?}");
    }

    #[test]
    fn a_wide_character_hides_the_cell_behind_it() {
        let out = bytes(None, &frame(&["日本x"]));
        assert!(out.contains("日\u{1b}[1;3H本\u{1b}[1;5Hx"), "{out:?}");
    }
}
