//! The far side of a terminal that takes only what the program itself is known to write, in the places where it writes
//! it. Whatever else comes is an error, however harmless another terminal would find it.
//!
//! ```text
//! stream    (entering | question | copying | frame | leaving)*
//! frame     begin  hide?  wipe?  (cell position | style | erased row | link | text)*  (position show)?  end
//! ```

use std::collections::BTreeSet;

use super::steers;

/// What is written outside of frames: the terminal is taken, asked, and given back (`runtime::terminal`,
/// `runtime::answer`).
const BETWEEN_FRAMES: &[&str] = &[
    "\x1b[?1049h",
    "\x1b[?2004h",
    "\x1b[?25l",
    "\x1b[0m",
    "\x1b[2J",
    "\x1b[H",
    "\x1b[?1000h",
    "\x1b[?1002h",
    "\x1b[?1006h",
    "\x1b[?2031h",
    "\x1b]11;?\x1b\\",
    "\x1b[c",
    "\x1b\\",
    "\x1b[?2026l",
    "\x1b[?2031l",
    "\x1b[?1006l",
    "\x1b[?1002l",
    "\x1b[?1000l",
    "\x1b[?2004l",
    "\x1b[?1049l",
    "\x1b[?25h",
];

const BEGIN: &str = "\x1b[?2026h";
const END: &str = "\x1b[?2026l";

/// What was seen in a stream that is as it should be.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    /// How many frames were drawn.
    pub(super) frames: usize,
    /// What was sent to the clipboard, in base64.
    pub(super) copied: Vec<String>,
    /// What cells were made links to.
    pub(super) linked: BTreeSet<String>,
}

/// Reads all that a program wrote to the terminal that it had for itself.
///
/// # Errors
///
/// What is not as it should be, with what stands around it.
pub(super) fn scan(bytes: &[u8]) -> Result<Scanned, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("no UTF-8: {error}"))?;
    let mut scanner = Scanner { text, at: 0, scanned: Scanned::default() };
    while scanner.at < text.len() {
        if scanner.takes(BEGIN) {
            scanner.frame()?;
        } else if let Some(copied) = scanner.between("\x1b]52;c;", "\x1b\\") {
            scanner.scanned.copied.push(copied.to_owned());
        } else if !BETWEEN_FRAMES.iter().any(|known| scanner.takes(known)) {
            return Err(scanner.complaint("between frames"));
        }
    }
    Ok(scanner.scanned)
}

/// Reads what a program wrote without taking the terminal: lines of text.
///
/// # Errors
///
/// What is not as it should be, with what stands around it.
pub(super) fn scan_lines(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|error| format!("no UTF-8: {error}"))?;
    // The line discipline makes two characters of a newline.
    let lines = text.replace("\r\n", "\n");
    match lines.find(steers) {
        Some(at) => Err(Scanner { text: &lines, at, scanned: Scanned::default() }.complaint("in a line")),
        None => Ok(()),
    }
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    scanned: Scanned,
}

impl<'a> Scanner<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// Goes on behind this if it stands here.
    fn takes(&mut self, wanted: &str) -> bool {
        let takes = self.rest().starts_with(wanted);
        self.at += if takes { wanted.len() } else { 0 };
        takes
    }

    /// Goes on behind what stands between two texts, if the first stands here.
    fn between(&mut self, start: &str, end: &str) -> Option<&'a str> {
        let rest = self.rest().strip_prefix(start)?;
        let inside = &rest[..rest.find(end)?];
        self.at += start.len() + inside.len() + end.len();
        Some(inside)
    }

    fn frame(&mut self) -> Result<(), String> {
        self.scanned.frames += 1;
        self.takes("\x1b[?25l");
        self.takes("\x1b[0m\x1b[2J");
        let mut link = false;
        loop {
            let rest = self.rest();
            let Some(next) = rest.chars().next() else { return Err("a frame has no end".into()) };
            if self.takes(END) {
                return if link { Err("a link has no end".into()) } else { Ok(()) };
            } else if self.takes("\x1b[?25h") {
                // Only in front of the end.
                return if self.takes(END) { Ok(()) } else { Err(self.complaint("behind a shown cursor")) };
            } else if let Some(target) = self.between("\x1b]8;id=preface;", "\x1b\\").filter(|_| !link) {
                self.scanned.linked.insert(target.to_owned());
                link = true;
            } else if link && self.takes("\x1b]8;;\x1b\\") {
                link = false;
            } else if next == '\x1b' {
                let length = position(rest).or_else(|| style(rest)).ok_or_else(|| self.complaint("in a frame"))?;
                self.at += length;
                // An erased row: behind its beginning, and in no style.
                if rest[..length].ends_with(";1H") {
                    self.erase();
                }
            } else if steers(next) || next == '\n' {
                return Err(self.complaint("in a frame"));
            } else {
                self.at += next.len_utf8();
            }
        }
    }

    /// Goes on behind an erased row, if one is erased here.
    fn erase(&mut self) {
        let here = self.at;
        self.takes("\x1b[0m");
        if !self.takes("\x1b[2K") {
            self.at = here;
        }
    }

    fn complaint(&self, place: &str) -> String {
        let around =
            |range: std::ops::Range<usize>| self.text.get(range).unwrap_or_default().escape_debug().to_string();
        let before = self.text.floor_char_boundary(self.at.saturating_sub(60));
        let behind = self.text.ceil_char_boundary((self.at + 60).min(self.text.len()));
        format!("{place}: “{}” behind “{}”", around(self.at..behind), around(before..self.at))
    }
}

/// The numbers of a control sequence that ends in this letter, and its length.
fn numbers(text: &str, last: char) -> Option<(Vec<u16>, usize)> {
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|c: char| !(c.is_ascii_digit() || c == ';'))?;
    let numbers: Option<Vec<u16>> = body[..end].split(';').map(|number| number.parse().ok()).collect();
    body[end..].starts_with(last).then_some((numbers?, 2 + end + 1))
}

/// The length of a sequence that goes to a cell.
fn position(text: &str) -> Option<usize> {
    let (numbers, length) = numbers(text, 'H')?;
    (numbers.len() == 2 && numbers.iter().all(|number| (1..=1000).contains(number))).then_some(length)
}

/// The length of a sequence that selects a style as the program writes it (`runtime::pen`): a reset, attributes in the
/// order of their numbers, and colours by their number in the palette or by their parts, that of the letters first.
fn style(text: &str) -> Option<usize> {
    let (numbers, length) = numbers(text, 'm')?;
    let mut rest = numbers.as_slice();
    for attribute in [0, 1, 2, 3, 4, 7, 9] {
        rest = rest.strip_prefix(&[attribute]).unwrap_or(rest);
    }
    for what in [38, 48] {
        rest = rest.strip_prefix(&[what]).map_or(Some(rest), colour)?;
    }
    rest.is_empty().then_some(length)
}

/// What stands behind a colour.
fn colour(numbers: &[u16]) -> Option<&[u16]> {
    match numbers {
        [5, 0..=255, rest @ ..] | [2, 0..=255, 0..=255, 0..=255, rest @ ..] => Some(rest),
        _ => None,
    }
}

#[test]
fn what_the_program_writes_stands_in_the_manual() {
    const OTHERS: [(&str, &str); 6] = [
        ("\x1b[0m", "`CSI … m`"),
        ("\x1b[2J", "`CSI 2 J`"),
        ("\x1b[H", "`CSI H`"),
        ("\x1b]11;?\x1b\\", "`OSC 11 ?`"),
        ("\x1b[c", "`CSI c`"),
        // What ends a string that may have been cut off.
        ("\x1b\\", "`OSC "),
    ];
    let manual = preface::library::manual::ACCESS.split("### What the terminal is sent").nth(1).expect("it is there");
    for sequence in BETWEEN_FRAMES.iter().chain([&BEGIN, &END]) {
        let mode = sequence.strip_prefix("\x1b[?").map(|mode| format!("`CSI ?{} ", &mode[..mode.len() - 1]));
        let other = || OTHERS.iter().find(|(other, _)| other == sequence).map(|(_, name)| (*name).to_owned());
        let name = mode.or_else(other).unwrap_or_else(|| panic!("{sequence:?} has no name"));
        assert!(manual.contains(&name), "{name}");
    }
    for name in ["`OSC 8`", "`OSC 52`", "`CSI 2 K`"] {
        assert!(manual.contains(name), "{name}");
    }
}

#[test]
fn what_the_program_writes_is_taken_and_nothing_else() {
    let frame = |inside: &str| format!("\x1b[?1049h\x1b[?2026h{inside}\x1b[?2026l\x1b\\\x1b[?1049l");
    for taken in [
        "",
        "\x1b[0m\x1b[2J\x1b[1;2H\x1b[1mwords␛",
        "\x1b[38;5;243mwords\x1b[0;1;7;38;5;1;48;2;1;2;3mw\x1b[0m",
        "\x1b[2;1H\x1b[0m\x1b[2K日本",
        "\x1b]8;id=preface;https://example.org\x1b\\x\x1b]8;;\x1b\\",
        "\x1b[?25l\x1b[3;7H\x1b[?25h",
    ] {
        assert_eq!(scan(frame(taken).as_bytes()).map(|scanned| scanned.frames), Ok(1), "{taken:?}");
    }
    for refused in [
        "\x1b[31m",
        "\x1b[8m",
        "\x1b[2J",
        "\x1b[2K",
        "\x1b[m",
        "\x1b[0;0H",
        "\x1b[1;1f",
        "\x1b[38;5;256m",
        "\x1b[38;5m",
        "\x1b[1;31m",
        "\x1b[48;5;1;38;5;1m",
        "\x1b[?1003h",
        "\x1b]0;t\x07",
        "\x1b]8;;https://example.org\x1b\\x\x1b]8;;\x1b\\",
        "\x1b]8;id=preface;https://example.org\x1b\\x",
        "\x1b[?2026lwords\x1b[?2026h",
        "\x1b[?25hwords",
        "\x1b",
        "\x07",
        "\n",
        "\u{9b}31m",
        "\u{202e}",
        "\x1bc",
        "\x1bP\x1b\\",
        "\x1b]52;c;\x1b\\",
    ] {
        assert!(scan(frame(refused).as_bytes()).is_err(), "{refused:?}");
    }
    for refused in ["words", "\x1b[6n", "\x1b[?1003h", "\x07"] {
        assert!(scan(format!("{}{refused}", frame("")).as_bytes()).is_err(), "{refused:?}");
    }
    assert!(scan(b"\x1b[?2026h\x9b31m\x1b[?2026l").is_err());
    assert!(scan_lines("a sentence ␛\r\n".as_bytes()).is_ok() && scan_lines(b"a \x1b[1m\r\n").is_err());
}
