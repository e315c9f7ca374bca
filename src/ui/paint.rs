//! Safe text → cells. Whatever is asked for, nothing is drawn outside of the frame.

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::style::Style;

use crate::app::geometry::Area;
use crate::text::sanitize::Safe;
use crate::text::width::width;

/// A frame to draw on.
pub(super) struct Canvas<'a> {
    buffer: &'a mut Buffer,
    /// What lies under everything.
    ground: Style,
}

impl<'a> Canvas<'a> {
    /// A canvas on an empty frame; every cell of it gets the ground, whatever is drawn there or not.
    pub(super) fn new(buffer: &'a mut Buffer, ground: Style) -> Self {
        // Most grounds are the terminal's own, which an empty frame has.
        if ground != Style::new() {
            buffer.set_style(buffer.area, ground);
        }
        Self { buffer, ground }
    }

    /// Its size in columns and rows.
    pub(super) fn size(&self) -> (u16, u16) {
        (self.buffer.area.width, self.buffer.area.height)
    }

    /// The cells.
    pub(super) fn buffer(&mut self) -> &mut Buffer {
        self.buffer
    }

    /// Writes a text at (column, row) in at most `columns` cells. Returns how many columns it takes.
    pub(super) fn put(&mut self, (column, row): (u16, u16), columns: u16, text: &Safe, style: Style) -> u16 {
        let area = self.buffer.area;
        if column >= area.right() || row >= area.bottom() {
            return 0;
        }
        let columns = columns.min(area.right() - column);
        // What follows the last byte of ASCII may belong to it, as an accent does.
        let plain = text.bytes().position(|byte| !byte.is_ascii()).map_or(text.len(), |other| other.saturating_sub(1));
        let used = self.put_ascii((column, row), columns.min(u16::try_from(plain).unwrap_or(columns)), text, style);
        if plain == text.len() || used == columns {
            return used;
        }
        let (end, _) = self.buffer.set_stringn(column + used, row, &text[plain..], (columns - used).into(), style);
        end - column
    }

    /// The same where every byte takes a cell, as far as that: most of what is drawn, and without looking for graphemes.
    fn put_ascii(&mut self, (column, row): (u16, u16), columns: u16, text: &Safe, style: Style) -> u16 {
        let shown = text.len().min(columns.into());
        let start = self.buffer.index_of(column, row);
        // What the style makes of a cell is found out once for all that were alike.
        let mut made = None;
        for (cell, at) in self.buffer.content.iter_mut().skip(start).zip(0..shown) {
            cell.set_symbol(&text[at..=at]);
            let before = (cell.fg, cell.bg, cell.modifier);
            match made {
                Some((alike, after)) if alike == before => (cell.fg, cell.bg, cell.modifier) = after,
                _ => {
                    cell.set_style(style);
                    made = Some((before, (cell.fg, cell.bg, cell.modifier)));
                }
            }
        }
        u16::try_from(shown).unwrap_or(columns)
    }

    /// Changes the style of the cells from (column, row) on, `columns` of them; what they hold stays.
    pub(super) fn patch(&mut self, (column, row): (u16, u16), columns: u16, style: Style) {
        let right = column.saturating_add(columns).min(self.buffer.area.right());
        for column in column..right {
            if let Some(cell) = self.buffer.cell_mut((column, row)) {
                cell.set_style(style);
            }
        }
    }

    /// Makes room from (column, row) on for something that is `columns` wide: of a wide character that would lie half
    /// below it, space remains.
    pub(super) fn part_glyphs(&mut self, (column, row): (u16, u16), columns: u16) {
        let first = column.checked_sub(1);
        let last = column.saturating_add(columns).checked_sub(1);
        for (edge, half) in [(first, first), (last, last.and_then(|last| last.checked_add(1)))] {
            let (Some(edge), Some(half)) = (edge, half) else { continue };
            let is_wide = self.buffer.cell((edge, row)).is_some_and(|cell| width(cell.symbol()) > 1);
            if is_wide
                && let Some(style) = self.buffer.cell((edge, row)).map(Cell::style)
                && let Some(cell) = self.buffer.cell_mut((half, row))
            {
                cell.set_symbol(" ").set_style(style);
            }
        }
    }

    /// Empties an area.
    pub(super) fn wipe(&mut self, area: Area) {
        self.cover(area, self.ground);
    }

    /// Empties an area and gives it a ground of its own.
    pub(super) fn cover(&mut self, area: Area, ground: Style) {
        let frame = self.buffer.area;
        for row in area.row..(area.row + area.rows).min(frame.bottom()) {
            for column in area.column..(area.column + area.columns).min(frame.right()) {
                if let Some(cell) = self.buffer.cell_mut((column, row)) {
                    cell.reset();
                    cell.set_style(ground);
                }
            }
        }
    }

    /// Makes the cells from (column, row) on, `columns` of them, a link that the terminal itself can open (OSC 8). The
    /// target has to be printable ASCII, whole (angle brackets are where the sanitizer replaced something), and of a
    /// length that terminals take: every cell carries it.
    pub(super) fn link(&mut self, (column, row): (u16, u16), columns: u16, target: &Safe) {
        /// What VTE takes, and more than any other target that opens without a question.
        const LONGEST: usize = 2083;
        let plain = target.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>'));
        if !plain || target.len() > LONGEST {
            return;
        }
        for column in column..column.saturating_add(columns).min(self.buffer.area.right()) {
            if let Some(cell) = self.buffer.cell_mut((column, row)) {
                let symbol = format!("\u{1b}]8;id=preface;{target}\u{1b}\\{}\u{1b}]8;;\u{1b}\\", cell.symbol());
                cell.set_symbol(&symbol);
                // Without it the escape sequence would be measured as text.
                cell.set_diff_option(CellDiffOption::ForcedWidth(std::num::NonZeroU16::MIN));
            }
        }
    }
}

/// The width of a text in cells, as far as a row can be.
pub(super) fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    fn text_fills_cells_as_the_library_fills_them() {
        for text in
            ["", "plain", "a title…", "e\u{301}te", "ete\u{301}", "…left", "日本 x", "x日本", "ab\u{200d}c", "a…b…c"]
        {
            for room in 0..9 {
                let (mut ours, mut theirs) =
                    (Buffer::empty(Rect::new(0, 0, 8, 2)), Buffer::empty(Rect::new(0, 0, 8, 2)));
                let style = Style::new().bold();
                let used = Canvas::new(&mut ours, Style::new()).put((1, 1), room, &Safe::new(text), style);
                let (end, _) = theirs.set_stringn(1, 1, &*Safe::new(text), room.into(), style);
                assert_eq!((used, &ours), (end - 1, &theirs), "{text:?} in {room} columns");
            }
        }
    }
    #[test]
    fn of_a_wide_character_below_an_edge_space_remains() {
        for (column, columns, expected) in
            [(0, 2, "ab本x "), (1, 2, " ab x "), (2, 1, "日a x "), (3, 1, "日 ax "), (4, 2, "日本ab")]
        {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 6, 1));
            let mut canvas = Canvas::new(&mut buffer, Style::new());
            canvas.put((0, 0), 6, &Safe::new("日本x"), Style::new());
            canvas.part_glyphs((column, 0), columns);
            canvas.put((column, 0), columns, &Safe::new("ab"), Style::new());
            let mut shown = String::new();
            let mut at = 0;
            while at < 6 {
                let symbol = buffer[(at, 0)].symbol();
                shown.push_str(symbol);
                at += cells(symbol).max(1);
            }
            assert_eq!(shown, expected, "{column} {columns}");
        }
    }
}
