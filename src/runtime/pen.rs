//! Cells → bytes: where they stand, in what style, and what is in them, with as few bytes as that takes.
//!
//! Colours are named by their number (ISO 8613-6, with semicolons, which all terminals take) even where there is an
//! older form for them, which many terminals show brighter when it is bold. A style is said whole behind a reset, for
//! not every terminal knows how to end each attribute by itself. [`super::frame`] decides which cells are written.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What a cell's text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

impl Ink {
    const PLAIN: Self = Self { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

    fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// The attributes and their numbers (ECMA-48, section 8.3.117 "Select Graphic Rendition").
const ATTRIBUTES: [(Modifier, u16); 9] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::SLOW_BLINK, 5),
    (Modifier::RAPID_BLINK, 6),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// How many columns are written again at most where that reaches the next cell: going there takes some more bytes.
const BRIDGED: usize = 5;

/// What writes cells on a terminal whose style is plain. Lifted at the end, it leaves it like that.
pub(super) struct Pen<'a> {
    bytes: &'a mut Vec<u8>,
    /// The column and the row behind what was written last, where that is sure.
    at: Option<(u16, u16)>,
    ink: Ink,
}

impl<'a> Pen<'a> {
    pub(super) fn new(bytes: &'a mut Vec<u8>) -> Self {
        Self { bytes, at: None, ink: Ink::PLAIN }
    }

    /// Writes the cell at (column, row). Behind one that takes other than one column, the next is positioned again.
    pub(super) fn put(&mut self, (column, row): (u16, u16), cell: &Cell) {
        if self.at != Some((column, row)) {
            self.go((column, row));
        }
        self.take(Ink::of(cell));
        match cell.symbol().as_bytes() {
            [byte] => self.bytes.push(*byte),
            symbol => self.bytes.extend_from_slice(symbol),
        }
        self.at = Some((column.saturating_add(1), row));
    }

    /// Writes what lies between the last cell and the one at (column, row) as well, if that is little and takes no style
    /// of its own. All `cells` of the row have to take one column each.
    pub(super) fn bridge(&mut self, (column, row): (u16, u16), cells: &[Cell]) {
        let Some((from, same)) = self.at else { return };
        if same != row || from >= column {
            return;
        }
        let Some([between @ .., next]) = cells.get(usize::from(from)..=usize::from(column)) else { return };
        let is_written = |ink| between.iter().all(|cell| Ink::of(cell) == ink && cell.symbol().len() == 1);
        if between.len() <= BRIDGED && (is_written(self.ink) || is_written(Ink::of(next))) {
            for (cell, column) in between.iter().zip(from..) {
                self.put((column, row), cell);
            }
        }
    }

    /// Empties a row, and stands at its beginning.
    pub(super) fn erase(&mut self, row: u16) {
        self.go((0, row));
        self.take(Ink::PLAIN);
        self.bytes.extend_from_slice(b"\x1b[2K");
    }

    /// The terminal may be elsewhere than it should.
    pub(super) fn lose(&mut self) {
        self.at = None;
    }

    /// Ends the style.
    pub(super) fn lift(mut self) {
        self.take(Ink::PLAIN);
    }

    fn go(&mut self, (column, row): (u16, u16)) {
        self.bytes.extend_from_slice(b"\x1b[");
        self.number(row.saturating_add(1));
        self.bytes.push(b';');
        self.number(column.saturating_add(1));
        self.bytes.push(b'H');
        self.at = Some((column, row));
    }

    fn take(&mut self, ink: Ink) {
        if ink == self.ink {
            return;
        }
        self.bytes.extend_from_slice(b"\x1b[");
        if self.ink != Ink::PLAIN {
            self.bytes.extend_from_slice(b"0;");
        }
        if !ink.modifier.is_empty() {
            for (_, code) in ATTRIBUTES.into_iter().filter(|(attribute, _)| ink.modifier.contains(*attribute)) {
                self.codes(&[code]);
            }
        }
        self.colour(ink.fg, 38);
        self.colour(ink.bg, 48);
        // Behind the last of them.
        self.bytes.pop();
        self.bytes.push(b'm');
        self.ink = ink;
    }

    /// The codes of a colour behind the one that says what has it.
    fn colour(&mut self, colour: Color, what: u16) {
        let index = match colour {
            Color::Reset => return,
            Color::Rgb(red, green, blue) => return self.codes(&[what, 2, red.into(), green.into(), blue.into()]),
            Color::Indexed(index) => index,
            Color::Black => 0,
            Color::Red => 1,
            Color::Green => 2,
            Color::Yellow => 3,
            Color::Blue => 4,
            Color::Magenta => 5,
            Color::Cyan => 6,
            Color::Gray => 7,
            Color::DarkGray => 8,
            Color::LightRed => 9,
            Color::LightGreen => 10,
            Color::LightYellow => 11,
            Color::LightBlue => 12,
            Color::LightMagenta => 13,
            Color::LightCyan => 14,
            Color::White => 15,
        };
        self.codes(&[what, 5, index.into()]);
    }

    fn codes(&mut self, codes: &[u16]) {
        for &code in codes {
            self.number(code);
            self.bytes.push(b';');
        }
    }

    /// In decimal.
    fn number(&mut self, number: u16) {
        if number >= 10 {
            self.number(number / 10);
        }
        self.bytes.push(b"0123456789"[usize::from(number % 10)]);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn cell(symbol: &'static str, style: Style) -> Cell {
        let mut cell = Cell::new(symbol);
        cell.set_style(style);
        cell
    }

    fn written(write: impl FnOnce(&mut Pen<'_>)) -> String {
        let mut bytes = Vec::new();
        let mut pen = Pen::new(&mut bytes);
        write(&mut pen);
        pen.lift();
        String::from_utf8(bytes).unwrap().replace('\u{1b}', "^")
    }

    #[test]
    fn styles_become_sequences() {
        let style = Style::new();
        for (style, expected) in [
            (style, "^[1;1Ha"),
            (style.bold().underlined().fg(Color::LightBlue), "^[1;1H^[1;4;38;5;12ma^[0m"),
            (style.fg(Color::Blue).bg(Color::LightYellow), "^[1;1H^[38;5;4;48;5;11ma^[0m"),
            (style.fg(Color::Indexed(63)).dim(), "^[1;1H^[2;38;5;63ma^[0m"),
            (style.fg(Color::Black).bg(Color::Rgb(1, 20, 255)), "^[1;1H^[38;5;0;48;2;1;20;255ma^[0m"),
            (style.fg(Color::Reset).crossed_out(), "^[1;1H^[9ma^[0m"),
        ] {
            assert_eq!(written(|pen| pen.put((0, 0), &cell("a", style))), expected);
        }
    }

    #[test]
    fn a_style_is_said_when_it_changes_and_a_place_when_it_does_not_follow() {
        let (plain, bold) = (Style::new(), Style::new().bold());
        let out = written(|pen| {
            for (at, symbol, style) in [
                ((8, 98), "a", plain),
                ((9, 98), "b", bold),
                ((10, 98), "c", bold),
                ((11, 98), "d", bold.italic()),
                ((0, 99), "e", plain),
                ((1, 99), "日", plain),
                ((3, 99), "f", plain),
            ] {
                pen.put(at, &cell(symbol, style));
            }
        });
        assert_eq!(out, "^[99;9Ha^[1mbc^[0;1;3md^[100;1H^[0me日^[100;4Hf");
    }

    #[test]
    fn a_small_gap_is_written_again_if_it_takes_no_style_of_its_own() {
        let (plain, bold) = (Style::new(), Style::new().bold());
        let bridged = |first, between: &[Cell], last| {
            let mut cells = vec![cell("a", first)];
            cells.extend_from_slice(between);
            cells.push(cell("b", last));
            written(|pen| {
                pen.put((0, 0), &cells[0]);
                let end = u16::try_from(cells.len()).unwrap() - 1;
                pen.bridge((end, 0), &cells);
                pen.put((end, 0), &cells[usize::from(end)]);
            })
        };
        let (space, x) = (Cell::EMPTY, cell("x", bold));
        for (first, between, last, expected) in [
            (plain, vec![], plain, "^[1;1Hab"),
            (plain, vec![space.clone(); 5], plain, "^[1;1Ha     b"),
            (plain, vec![space.clone(); 6], plain, "^[1;1Ha^[1;8Hb"),
            (plain, vec![space.clone()], bold, "^[1;1Ha ^[1mb^[0m"),
            (bold, vec![space.clone()], plain, "^[1;1H^[1ma^[0m b"),
            (bold, vec![space.clone()], bold, "^[1;1H^[1ma^[1;3Hb^[0m"),
            (bold, vec![x.clone()], plain, "^[1;1H^[1max^[0mb"),
            (bold, vec![x, space], plain, "^[1;1H^[1ma^[1;4H^[0mb"),
            (plain, vec![cell("é", plain)], plain, "^[1;1Ha^[1;3Hb"),
        ] {
            assert_eq!(bridged(first, &between, last), expected);
        }
    }
}
