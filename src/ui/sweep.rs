//! The net below the sanitizer: no cell of a frame holds anything that could steer the terminal.

use ratatui::buffer::Buffer;

use crate::text::sanitize::is_hostile;

/// Replaces what should not be there by U+FFFD. In a debug build finding anything is a failure.
pub(super) fn sweep(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        // Most cells hold one printable character of ASCII.
        let hostile = match cell.symbol().as_bytes() {
            [b' '..=b'~'] => false,
            _ => cell.symbol().chars().any(is_hostile),
        };
        debug_assert!(!hostile, "{:?} reached a cell", cell.symbol());
        if hostile {
            cell.set_symbol("\u{fffd}");
        }
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;

    use super::*;

    #[test]
    #[should_panic(expected = "reached a cell")]
    fn an_escape_in_a_cell_is_a_failure() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.content[0].set_symbol("\u{1b}[2J");
        sweep(&mut buffer);
    }

    #[test]
    fn a_flag_with_tags_stays() {
        let wales = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.content[0].set_symbol(wales);
        sweep(&mut buffer);
        assert_eq!(buffer.content[0].symbol(), wales);
    }

    #[test]
    #[should_panic(expected = "reached a cell")]
    fn what_the_sanitizer_shows_as_deceptive_is_a_failure_here_too() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        buffer.content[0].set_symbol("\u{2028}");
        sweep(&mut buffer);
    }
}
