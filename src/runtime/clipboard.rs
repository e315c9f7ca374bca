//! The clipboard, reached through the terminal itself: OSC 52, which also works over SSH.
//!
//! There is no answer to it, so nobody knows whether the text arrived: say "sent to the terminal's clipboard" and no
//! more. tmux takes the plain sequence when its `set-clipboard` is `on` or `external`, the default, and hands it on to
//! the terminal around it; nothing is wrapped for it here. The event loop writes the bytes through the screen.

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;

use crate::text::clip::Clip;

/// The longest sequence that terminals are known to take, in bytes; xterm's limit, which others copied.
pub const LONGEST: usize = 74_994;

/// The bytes that put a text into the terminal's clipboard.
///
/// `None` when the sequence would be longer than [`LONGEST`].
#[must_use]
pub fn osc52(text: &Clip) -> Option<Vec<u8>> {
    // Base64 is longer than the text, so this spares encoding what can't fit.
    if text.len() > LONGEST {
        return None;
    }
    let mut sequence = String::new();
    CopyToClipboard::to_clipboard_from(&**text).write_ansi(&mut sequence).ok()?;
    (sequence.len() <= LONGEST).then(|| sequence.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::copying;

    fn sequence(text: &str) -> Option<Vec<u8>> {
        osc52(&Clip::new(text))
    }

    #[test]
    fn a_text_becomes_a_sequence() {
        assert_eq!(sequence("Grüße").unwrap(), b"\x1b]52;c;R3LDvMOfZQ==\x1b\\");
        assert_eq!(sequence("").unwrap(), b"\x1b]52;c;\x1b\\");
    }

    #[test]
    fn what_a_terminal_would_cut_is_not_sent() {
        // 9 bytes stand around the Base64.
        assert_eq!(copying::LONGEST, (LONGEST - 9) / 4 * 3);
        assert!(sequence(&"a".repeat(copying::LONGEST)).unwrap().len() <= LONGEST);
        assert_eq!(sequence(&"a".repeat(copying::LONGEST + 1)), None);
        assert_eq!(sequence(&"a".repeat(10_000_000)), None);
    }
}
