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
    for (colour, first) in [(style.fg, 30), (style.bg, 40)] {
        if let Some(colour) = colour {
            push(&mut codes, colour, first);
        }
    }
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

/// Adds the codes of a colour; `first` is that of black: 30 in front, 40 behind. The bright ones begin 60 further, those
/// with an index and those of any colour stand behind 38 and 48 (ISO 8613-6, with semicolons, which all terminals take).
fn push(codes: &mut Vec<u8>, colour: Color, first: u8) {
    let bright = first + 60;
    let code = match colour {
        Color::Black => first,
        Color::Red => first + 1,
        Color::Green => first + 2,
        Color::Yellow => first + 3,
        Color::Blue => first + 4,
        Color::Magenta => first + 5,
        Color::Cyan => first + 6,
        Color::Gray => first + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Reset => first + 9,
        Color::Indexed(index) => return codes.extend([first + 8, 5, index]),
        Color::Rgb(red, green, blue) => return codes.extend([first + 8, 2, red, green, blue]),
    };
    codes.push(code);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_become_sequences() {
        let style = Style::new();
        for (style, expected) in [
            (style, ""),
            (style.fg(Color::LightBlue).add_modifier(Modifier::BOLD | Modifier::UNDERLINED), "\u{1b}[1;4;94m"),
            (style.fg(Color::Blue).bg(Color::LightYellow), "\u{1b}[34;103m"),
            (style.fg(Color::Indexed(63)).add_modifier(Modifier::DIM), "\u{1b}[2;38;5;63m"),
            (style.fg(Color::Black).bg(Color::Rgb(1, 20, 255)), "\u{1b}[30;48;2;1;20;255m"),
            (style.fg(Color::Reset), "\u{1b}[39m"),
            (style.add_modifier(Modifier::BOLD).remove_modifier(Modifier::BOLD), ""),
        ] {
            assert_eq!(select(style), expected);
        }
    }
}
