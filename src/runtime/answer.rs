//! What the terminal is asked about its background, and what it answers.
//!
//! Asked are, in one write: to tell when its colours change between light and dark (mode 2031), the colour of the
//! background (OSC 11), and what the terminal is (primary device attributes). The last is answered by every terminal
//! and in order, so that it marks the end: whoever has not said a colour before will not say one. It also ends an
//! answer that was cut off, because it begins with an escape.
//!
//! Nobody waits for any of this. The question goes out when a frame is on the screen and the loop has nothing else to
//! do; should an answer come and change the look, there is one more frame. It isn't asked where it would change nothing,
//! nor of terminals that are known not to answer.
//!
//! The answer must not reach the shell behind the program. A terminal reads the question right behind the frame, so that
//! its answer comes before any key that is pressed upon seeing the frame, the one that quits included; and what has
//! arrived when the terminal is given back is dropped with the rest of the input. For keys that were typed ahead the
//! question waits until they are read. What is left is a key that was typed ahead and is still on its way, over a slow
//! line, and a signal: a program that is ended within [`UNDER_WAY`] of its question ends when that time is over, or at
//! the answer. Whoever has read for longer than that never waits, not even where nothing is ever answered.
//!
//! Sources: xterm's "Control Sequences"; Contour's "Dark and Light Mode detection" for 2031 and 997.

use std::time::Duration;

use crate::theme::colour::Rgb;
use crate::theme::look::Background;

/// The questions. [`super::terminal`] takes 2031 back when it gives the terminal back.
pub const QUESTION: &[u8] = b"\x1b[?2031h\x1b]11;?\x1b\\\x1b[c";

/// How long after the question its answer is taken to be under way.
pub const UNDER_WAY: Duration = Duration::from_millis(100);

/// What an answer about the background begins with, behind `ESC ]`.
const COLOUR: &[u8] = b"11;";

/// The longest answer about a colour, in bytes: `11;rgba:ffff/ffff/ffff/ffff`, and some room.
const LONGEST: usize = 40;

/// Whether a terminal of this name (`TERM`) is asked.
#[must_use]
pub fn is_worth_asking(term: Option<&str>) -> bool {
    !matches!(term, None | Some("" | "dumb" | "linux" | "unknown"))
}

/// The background that a string behind `ESC ]` tells, as in `11;rgb:ffff/ffff/ffff`: one to four hexadecimal digits
/// each.
pub(super) fn colour(string: &[u8]) -> Option<Background> {
    let text = str::from_utf8(string.strip_prefix(COLOUR)?).ok()?;
    let channels = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?;
    let mut channels = channels.split('/').map(channel);
    let colour = Rgb(channels.next()??, channels.next()??, channels.next()??);
    Some(Background::of(colour))
}

/// A share of one to four digits, from 0 to 255.
fn channel(digits: &str) -> Option<u8> {
    if !(1..=4).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let most = (1_u32 << (4 * digits.len())) - 1;
    let value = u32::from_str_radix(digits, 16).ok()?;
    u8::try_from(value * 255 / most).ok()
}

/// The background that `CSI ? 997 ; … n` tells, by what stands between: 1 is dark, 2 is light.
pub(super) fn scheme(parameters: &str) -> Option<Background> {
    match parameters {
        "?997;1" => Some(Background::Dark),
        "?997;2" => Some(Background::Light),
        _ => None,
    }
}

/// How much of a string behind `ESC ]` is an answer about the background that was cut off: something follows that is in
/// no such answer and doesn't end one either, or it is longer than any.
pub(super) fn cut_off(string: &[u8]) -> Option<usize> {
    let value = string.strip_prefix(COLOUR)?;
    let is_part = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'r' | b'g' | b':' | b'/' | b'?' | b'#');
    let end = value.iter().position(|&byte| !is_part(byte)).unwrap_or(value.len());
    let ends = matches!(value.get(end), None | Some(0x07 | 0x18 | 0x1a | 0x1b));
    (!ends || end > LONGEST).then_some(COLOUR.len() + end.min(LONGEST + 1))
}

/// Whether bytes begin as an answer does behind its escape, when that has come so much earlier that it was taken for the
/// key: over a slow line anything may be parted. Nobody types these so fast that they come together.
pub(super) fn lacks_its_escape(bytes: &[u8]) -> bool {
    match bytes {
        // Private control sequences, device control strings, kitty's graphics.
        [b'[', b'?', b'0'..=b'9', ..] | [b'P', b'>', b'|', ..] | [b'P', b'0' | b'1', b'$' | b'+', b'r', ..] => true,
        [b'_', b'G', next, ..] => next.is_ascii_lowercase(),
        // A colour: a number and its value.
        [b']', rest @ ..] => behind_number(rest).is_some_and(|rest| rest.starts_with(b";")),
        // The place of the cursor.
        [b'[', rest @ ..] => behind_number(rest)
            .and_then(|rest| behind_number(rest.strip_prefix(b";")?))
            .is_some_and(|rest| rest.starts_with(b"R")),
        _ => false,
    }
}

/// What follows a number of at least one digit.
fn behind_number(bytes: &[u8]) -> Option<&[u8]> {
    let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    bytes.get(digits..).filter(|_| digits > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_in_all_their_lengths() {
        for (string, expected) in [
            ("11;rgb:ffff/ffff/ffff", Some(Background::Light)),
            ("11;rgb:0000/0000/0000", Some(Background::Dark)),
            ("11;rgb:fd/f6/e3", Some(Background::Light)),
            ("11;rgb:0/2/3", Some(Background::Dark)),
            ("11;rgba:1e1e/1e1e/2e2e/ffff", Some(Background::Dark)),
            ("11;rgb:ffff/ffff", None),
            ("11;rgb:fffff/0/0", None),
            ("11;rgb:+f/0/0", None),
            ("11;rgb://", None),
            ("11;?", None),
            ("10;rgb:0000/0000/0000", None),
            ("", None),
        ] {
            assert_eq!(colour(string.as_bytes()), expected, "{string}");
        }
    }

    #[test]
    fn an_answer_that_was_cut_off_ends_where_something_else_begins() {
        for (string, expected) in [
            ("11;rgb:ff", None),
            ("11;rgb:ffff/ffff/ffff\x1b", None),
            ("11;rgb:ffff/ffff/ffff\x07", None),
            ("11;rgb:ffj", Some(9)),
            ("11;rgb:ff\r", Some(9)),
            ("11;j", Some(3)),
            ("52;c;aGk=", None),
            ("1", None),
        ] {
            assert_eq!(cut_off(string.as_bytes()), expected, "{string:?}");
        }
        assert!(cut_off(&[b"11;".as_slice(), &[b'f'; 41]].concat()).is_some());
    }

    #[test]
    fn who_is_asked() {
        for (term, asked) in [
            (Some("xterm-256color"), true),
            (Some("tmux"), true),
            (Some("linux"), false),
            (Some("dumb"), false),
            (Some(""), false),
            (None, false),
        ] {
            assert_eq!(is_worth_asking(term), asked, "{term:?}");
        }
    }
}
