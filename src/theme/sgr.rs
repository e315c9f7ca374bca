//! A style as the bytes that select it: ECMA-48, section 8.3.117 "Select Graphic Rendition".
//!
//! For printed output; on the screen the terminal library does this.

use std::fmt::Write;

use ratatui::style::{Color, Modifier, Style};

/// The sequence that ends every style.
pub const RESET: &str = "\u{1b}[0m";

/// The sequence that selects a style; empty where there is nothing to select.
#[must_use]
pub fn select(style: Style) -> String {
    let mut codes: Vec<u8> = [
        (Modifier::BOLD, 1),
        (Modifier::DIM, 2),
        (Modifier::ITALIC, 3),
        (Modifier::UNDERLINED, 4),
        (Modifier::REVERSED, 7),
        (Modifier::CROSSED_OUT, 9),
    ]
    .into_iter()
    .filter(|(modifier, _)| style.add_modifier.contains(*modifier))
    .map(|(_, code)| code)
    .collect();
    codes.extend(style.fg.and_then(|colour| code(colour, 30, 90)));
    codes.extend(style.bg.and_then(|colour| code(colour, 40, 100)));
    if codes.is_empty() {
        return String::new();
    }
    let mut sequence = String::from("\u{1b}[");
    for (place, code) in codes.iter().enumerate() {
        let separator = if place == 0 { "" } else { ";" };
        // Writing to a String does not fail.
        let _ = write!(sequence, "{separator}{code}");
    }
    sequence.push('m');
    sequence
}

/// The code of one of the sixteen colours.
const fn code(colour: Color, normal: u8, bright: u8) -> Option<u8> {
    Some(match colour {
        Color::Black => normal,
        Color::Red => normal + 1,
        Color::Green => normal + 2,
        Color::Yellow => normal + 3,
        Color::Blue => normal + 4,
        Color::Magenta => normal + 5,
        Color::Cyan => normal + 6,
        Color::Gray => normal + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_become_sequences() {
        assert_eq!(select(Style::new()), "");
        let style = Style::new().fg(Color::LightBlue).add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
        assert_eq!(select(style), "\u{1b}[1;4;94m");
    }
}
