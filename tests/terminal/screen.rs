//! What the terminal at the other end has seen, and what it was asked.
//!
//! [`Display`] is fed by the thread of a [`Session`](super::pty::Session) that reads. Free functions read a screen.

use std::num::NonZeroU16;

use vt100::{Callbacks, Parser, Screen};

/// The emulator keeps no more than this, whatever size the program is told: columns, rows.
const LARGEST: (u16, u16) = (1000, 500);

/// The replacement character, which the emulator leaves out, and what it is given for it. Terminals show it in one cell.
const REPLACED: &[u8] = "\u{fffd}".as_bytes();
const SHOWN: &[u8] = "□".as_bytes();

/// The emulator and its record.
pub(crate) struct Display {
    parser: Parser<Ear>,
    bytes: Vec<u8>,
    /// How many of the bytes the emulator has been given.
    given: usize,
}

/// What is heard beside the screen.
#[derive(Default)]
struct Ear {
    /// Each question, with whether a frame was on the screen when it came.
    questions: Vec<(String, bool)>,
    /// What was not yet answered.
    replies: Vec<u8>,
    /// What was sent to the clipboard, in base64 as it came.
    clipboard: Vec<String>,
    /// Whether a synchronized update is open: the frame is not whole yet.
    drawing: bool,
    /// Whether a frame has been on the screen, which may have become too small for it since.
    shown: bool,
}

impl Display {
    /// A blank one, in columns and rows.
    pub(crate) fn new(size: (u16, u16)) -> Self {
        let (columns, rows) = cells(size);
        Self { parser: Parser::new_with_callbacks(rows, columns, 0, Ear::default()), bytes: Vec::new(), given: 0 }
    }

    /// Takes what the program wrote and returns what a terminal would answer.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> Vec<u8> {
        self.bytes.extend_from_slice(bytes);
        let mut new = self.bytes[self.given..].to_vec();
        // A character that may go on waits for its end.
        let cut = (1..REPLACED.len()).rev().find(|&length| new.ends_with(&REPLACED[..length])).unwrap_or(0);
        new.truncate(new.len() - cut);
        self.given += new.len();
        while let Some(at) = new.windows(REPLACED.len()).position(|window| window == REPLACED) {
            new[at..at + REPLACED.len()].copy_from_slice(SHOWN);
        }
        self.parser.process(&new);
        std::mem::take(&mut self.parser.callbacks_mut().replies)
    }

    /// Becomes larger or smaller.
    pub(crate) fn resize(&mut self, size: (u16, u16)) {
        let (columns, rows) = cells(size);
        self.parser.set_size(rows, columns);
    }

    /// The screen as it is now.
    pub(crate) fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// Everything that the program wrote.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether the frame on the screen is only half painted.
    pub(crate) fn drawing(&self) -> bool {
        self.parser.callbacks().drawing
    }

    /// The first question that came before anything was shown.
    pub(crate) fn asked_early(&self) -> Option<&str> {
        self.parser.callbacks().questions.iter().find(|(_, shown)| !shown).map(|(question, _)| question.as_str())
    }

    /// What was sent to the clipboard through OSC 52, in base64.
    pub(crate) fn clipboard(&self) -> &[String] {
        &self.parser.callbacks().clipboard
    }
}

impl Ear {
    fn look_at(&mut self, screen: &Screen) {
        self.shown |= !screen.contents().trim().is_empty();
    }

    fn asked(&mut self, screen: &Screen, question: String, reply: &str) {
        self.look_at(screen);
        self.questions.push((question, self.shown));
        self.replies.extend_from_slice(reply.as_bytes());
    }
}

impl Callbacks for Ear {
    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.clipboard.push(String::from_utf8_lossy(data).into_owned());
    }

    fn paste_from_clipboard(&mut self, screen: &mut Screen, _: &[u8]) {
        self.asked(screen, "what is in the clipboard (OSC 52)".into(), "");
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        first: Option<u8>,
        second: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        let number = params.first().and_then(|param| param.first()).copied().unwrap_or(0);
        let reply = match (first, last, number) {
            (Some(b'?'), 'h' | 'l', 2026) => {
                self.look_at(screen);
                return self.drawing = last == 'h';
            }
            (None | Some(b'?'), 'n', 6) => {
                let (row, column) = screen.cursor_position();
                format!("\x1b[{};{}R", row + 1, column + 1)
            }
            (None | Some(b'?'), 'n', _) => "\x1b[0n".into(),
            (None | Some(b'='), 'c', _) => "\x1b[?62;22c".into(),
            (Some(b'>'), 'c', _) => "\x1b[>1;10;0c".into(),
            (Some(b'?'), 'u', _) => "\x1b[?0u".into(),
            (Some(b'>'), 'q', _) | (Some(b'$'), 'p', _) | (None, 't', 11 | 13..=19 | 21) => String::new(),
            (Some(b'?'), 'p', _) if second == Some(b'$') => format!("\x1b[?{number};0$y"),
            _ => return,
        };
        let mark = first.map(char::from).unwrap_or_default();
        self.asked(screen, format!("ESC [ {mark} {number} {last}"), &reply);
    }

    fn unhandled_osc(&mut self, screen: &mut Screen, params: &[&[u8]]) {
        if params.last() != Some(&b"?".as_slice()) {
            return;
        }
        let reply = match params[0] {
            b"10" => "\x1b]10;rgb:eeee/eeee/eeee\x1b\\",
            b"11" => "\x1b]11;rgb:1111/1111/1111\x1b\\",
            _ => "",
        };
        self.asked(screen, format!("OSC {}", String::from_utf8_lossy(params[0])), reply);
    }
}

fn cells((columns, rows): (u16, u16)) -> (NonZeroU16, NonZeroU16) {
    let cells = |number: u16, most: u16| NonZeroU16::new(number.min(most)).unwrap_or(NonZeroU16::MIN);
    (cells(columns, LARGEST.0), cells(rows, LARGEST.1))
}

/// The rows from top to bottom, without the blanks at their ends.
pub(crate) fn rows(screen: &Screen) -> Vec<String> {
    left(screen, screen.size().1.get())
}

/// The first columns of the rows, without the blanks at their ends.
pub(crate) fn left(screen: &Screen, columns: u16) -> Vec<String> {
    screen.rows(0, columns).map(|row| row.trim_end().to_owned()).collect()
}

/// The rows, joined by line breaks.
pub(crate) fn text(screen: &Screen) -> String {
    rows(screen).join("\n")
}

/// The trail: the first row.
pub(crate) fn trail(screen: &Screen) -> String {
    rows(screen).swap_remove(0)
}

/// The status line: the last row.
pub(crate) fn status(screen: &Screen) -> String {
    rows(screen).pop().unwrap_or_default()
}

/// The column and row at which a text begins for the first time, counted from 0; for rows of narrow characters.
pub(crate) fn place(screen: &Screen, wanted: &str) -> Option<(u16, u16)> {
    let mut rows = (0..).zip(rows(screen));
    rows.find_map(|(number, row)| {
        let column = row[..row.find(wanted)?].chars().count();
        Some((u16::try_from(column).ok()?, number))
    })
}
