//! The bytes that a terminal sends, decoded into keys, gestures of the mouse and pasted text.
//!
//! [`super::answer`] reads what the terminal says of itself.
//!
//! It knows what xterm and the terminals like it send, the `CSI u` forms and what the Linux console and rxvt do
//! differently; sources: xterm's "Control Sequences" and the keyboard protocol of kitty. Whatever else comes, late
//! answers to questions of other programs above all, is dropped whole, so that its letters never reach a key binding.
//!
//! Reading the bytes and the waiting are left to [`super::input`], its only caller. `keys` knows which key a sequence stands
//! for, `pointer` what the mouse did.

mod keys;
mod pointer;

use std::time::Duration;

use crate::app::key::{Code, Key, Mouse};
use crate::theme::look::Background;

use super::answer;
use keys::{csi_key, letter, plain};
use pointer::{mouse, old_mouse};

/// How long the rest of a sequence may take; then a lone Escape is the key.
const SEQUENCE_WAIT: Duration = Duration::from_millis(50);

/// How long the rest of an answer may take: over a slow line it may come in two pieces, and nobody types what begins
/// like one.
const ANSWER_WAIT: Duration = Duration::from_secs(1);

/// How long a paste may pause; then it ends without its bracket.
const PASTE_WAIT: Duration = Duration::from_secs(1);

/// The longest text that is pasted, in bytes; what comes behind is dropped.
const LONGEST_PASTE: usize = 1 << 20;

/// The longest sequence that is kept, in bytes. None that means something is as long; of one that is, an answer about the
/// clipboard say, the end is waited for and the rest is dropped.
const LONGEST_SEQUENCE: usize = 1 << 12;

/// The length of what a sequence begins with: an escape and what kind it is.
const INTRODUCER: usize = 2;

/// Parameters that no control sequence which is known has.
const MEANINGLESS: &[u8] = b"==";

const PASTE_END: &[u8] = b"\x1b[201~";

/// What came from the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed.
    Key(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// A text was pasted, as it came: lines may end in a carriage return, controls may be in it.
    Paste(String),
    /// The terminal has said what its background is.
    Background(Background),
    /// The terminal has said what it is, which it is asked last: no answer is under way any more.
    Answered,
    /// The terminal has vanished. End the program: within a second that is done for it.
    Gone,
}

/// Bytes in, events out, over any borders between reads.
pub struct Decoder {
    /// Bytes that are only the beginning of something.
    held: Vec<u8>,
    /// Whether the last that came was a lone escape, which was taken for the key.
    was_escape: bool,
    /// The text of a paste that has not ended.
    paste: Option<Vec<u8>>,
    /// The byte that the terminal sends for Backspace besides DEL, if it is not DEL itself.
    erase: u8,
}

impl Decoder {
    /// A decoder for a terminal whose erase character (`stty erase`) is this byte.
    #[must_use]
    pub fn new(erase: u8) -> Self {
        Self { held: Vec::new(), was_escape: false, paste: None, erase }
    }

    /// Decodes bytes, together with those that were held back before.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        if std::mem::take(&mut self.was_escape) && answer::lacks_its_escape(bytes) {
            self.held.push(0x1b);
        }
        self.held.extend_from_slice(bytes);
        let mut out = Vec::new();
        let mut at = 0;
        while at < self.held.len() {
            let step = if self.paste.is_some() { self.step_of_paste(at) } else { step(&self.held[at..], self.erase) };
            match step {
                Step::More => break,
                Step::Drop(count) => at += count,
                Step::Key(count, key) => {
                    at += count;
                    out.push(Input::Key(key));
                }
                Step::Mouse(count, mouse) => {
                    at += count;
                    out.push(Input::Mouse(mouse));
                }
                Step::Told(count, input) => {
                    at += count;
                    out.push(input);
                }
                Step::PasteBegins(count) => {
                    at += count;
                    self.paste = Some(Vec::new());
                }
                Step::PasteEnds(count) => {
                    at += count;
                    out.extend(self.pasted());
                }
            }
        }
        self.held.drain(..at);
        if self.held.len() > LONGEST_SEQUENCE {
            // The end is still to come, and what comes before it is no key.
            self.held.truncate(INTRODUCER);
            if self.held.ends_with(b"[") {
                self.held.extend_from_slice(MEANINGLESS);
            }
        }
        out
    }

    /// How long to wait for more before [`Decoder::give_up`]; `None` when nothing is held back.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        match &self.held[..] {
            _ if self.paste.is_some() => Some(PASTE_WAIT),
            [] => None,
            [0x1b, b'[' | b'P' | b']' | b'_' | b'^' | b'X', _, ..] => Some(ANSWER_WAIT),
            _ => Some(SEQUENCE_WAIT),
        }
    }

    /// Whether a sequence has begun and not ended; a paste is none.
    #[must_use]
    pub fn is_amid_sequence(&self) -> bool {
        self.paste.is_none() && !self.held.is_empty()
    }

    /// Takes what is held back for all that there is: a lone Escape is a key, half a sequence is nothing.
    pub fn give_up(&mut self) -> Vec<Input> {
        if let Some(paste) = &mut self.paste {
            paste.append(&mut self.held);
            return self.pasted().into_iter().collect();
        }
        let held = std::mem::take(&mut self.held);
        let key = match held[..] {
            [0x1b] => {
                self.was_escape = true;
                Some(plain(Code::Esc))
            }
            // These begin sequences as well, so they are keys only when nothing follows.
            [0x1b, introducer @ (b'[' | b'O' | b'P' | b']' | b'_' | b'^' | b'X')] => {
                Some(Key { alt: true, ..plain(Code::Char(introducer.into())) })
            }
            _ => None,
        };
        key.map(Input::Key).into_iter().collect()
    }

    fn step_of_paste(&mut self, at: usize) -> Step {
        let rest = &self.held[at..];
        let end = rest.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        // What could be the beginning of the end waits.
        let begun = (1..PASTE_END.len()).rev().find(|&count| rest.ends_with(&PASTE_END[..count])).unwrap_or(0);
        let text = &rest[..end.unwrap_or(rest.len() - begun)];
        if let Some(paste) = &mut self.paste {
            let room = LONGEST_PASTE.saturating_sub(paste.len());
            paste.extend_from_slice(&text[..text.len().min(room)]);
        }
        match (end, text.len()) {
            (Some(end), _) => Step::PasteEnds(end + PASTE_END.len()),
            (None, 0) => Step::More,
            (None, count) => Step::Drop(count),
        }
    }

    fn pasted(&mut self) -> Option<Input> {
        let paste = self.paste.take()?;
        Some(Input::Paste(String::from_utf8_lossy(&paste).into_owned()))
    }
}

/// What the beginning of some bytes is, with how many of them it takes.
#[derive(Debug, PartialEq)]
enum Step {
    More,
    Drop(usize),
    Key(usize, Key),
    Mouse(usize, Mouse),
    Told(usize, Input),
    PasteBegins(usize),
    PasteEnds(usize),
}

impl Step {
    fn key(count: usize, key: Option<Key>) -> Self {
        key.map_or(Self::Drop(count), |key| Self::Key(count, key))
    }
}

fn step(bytes: &[u8], erase: u8) -> Step {
    match bytes {
        [] | [0x1b] => Step::More,
        [0x1b, 0x1b, ..] => Step::Key(1, plain(Code::Esc)),
        [0x1b, b'[', rest @ ..] => csi(rest),
        [0x1b, b'O', rest @ ..] => ss3(rest),
        // Device control, operating system command, application, privacy message, start of string.
        [0x1b, b'P' | b']' | b'_' | b'^' | b'X', rest @ ..] => string(rest),
        [0x1b, rest @ ..] => match character(rest, erase) {
            Step::Key(count, key) => Step::Key(count + 1, Key { alt: true, ..key }),
            Step::Drop(count) => Step::Drop(count + 1),
            other => other,
        },
        _ => character(bytes, erase),
    }
}

/// A single character, or the control that stands for a key.
fn character(bytes: &[u8], erase: u8) -> Step {
    let first = bytes[0];
    if !first.is_ascii() {
        let piece = &bytes[..bytes.len().min(4)];
        return match piece.utf8_chunks().next() {
            Some(chunk) => match chunk.valid().chars().next() {
                Some(c) if c.is_control() => Step::Drop(c.len_utf8()),
                Some(c) => Step::Key(c.len_utf8(), plain(Code::Char(c))),
                None if str::from_utf8(piece).is_err_and(|error| error.error_len().is_none()) => Step::More,
                None => Step::Drop(chunk.invalid().len()),
            },
            None => Step::More,
        };
    }
    let ctrl = |c: u8| Key { ctrl: true, ..plain(Code::Char(c.into())) };
    let key = match first {
        0x7f => plain(Code::Backspace),
        b if b == erase && b.is_ascii_control() => plain(Code::Backspace),
        b'\r' => plain(Code::Enter),
        b'\t' => plain(Code::Tab),
        0 => ctrl(b' '),
        0x01..=0x1a => ctrl(first - 1 + b'a'),
        0x1c..=0x1f => ctrl(first - 0x1c + b'\\'),
        _ => plain(Code::Char(first.into())),
    };
    Step::Key(1, key)
}

/// `ESC O` and a letter: the keypad and the first function keys. The count includes the two bytes before.
fn ss3(rest: &[u8]) -> Step {
    let Some(&last) = rest.first() else { return Step::More };
    match last {
        b'M' => Step::Key(3, plain(Code::Enter)),
        b'I' => Step::Key(3, plain(Code::Tab)),
        0x20..=0x7e => Step::key(3, letter(last).map(plain)),
        _ => Step::Drop(2),
    }
}

/// A string that the terminal sends on its own, up to its terminator: BEL, or `ESC \`.
fn string(rest: &[u8]) -> Step {
    // A piece of an answer about a colour, with its end missing, must not swallow the keys that follow.
    if let Some(length) = answer::cut_off(rest) {
        return Step::Drop(2 + length);
    }
    let told = |end: usize, count: usize| match answer::colour(&rest[..end]) {
        Some(background) => Step::Told(count, Input::Background(background)),
        None => Step::Drop(count),
    };
    let end = rest.iter().position(|&byte| matches!(byte, 0x07 | 0x18 | 0x1a | 0x1b));
    match end {
        None => Step::More,
        Some(end) if rest[end] == 0x07 => told(end, 2 + end + 1),
        Some(end) if rest[end] != 0x1b => Step::Drop(2 + end + 1),
        Some(end) => match rest.get(end + 1) {
            None => Step::More,
            Some(b'\\') => told(end, 2 + end + 2),
            // Cut short by the next sequence, which counts.
            Some(_) => Step::Drop(2 + end),
        },
    }
}

/// `ESC [`, parameters, a final byte (ECMA-48, section 5.4). The counts include the two bytes before.
fn csi(rest: &[u8]) -> Step {
    // The Linux console has its function keys behind a second bracket.
    if let [b'[', last, ..] = rest {
        let number = last.wrapping_sub(b'A').wrapping_add(1);
        return Step::key(4, (1..=5).contains(&number).then(|| plain(Code::Function(number))));
    }
    if rest == b"[" {
        return Step::More;
    }
    let Some(end) = rest.iter().position(|byte| !matches!(byte, 0x20..=0x3f)) else {
        return Step::More;
    };
    let count = 2 + end + 1;
    let last = rest[end];
    if !matches!(last, 0x40..=0x7e) {
        // Not part of the sequence: it begins something new.
        return Step::Drop(count - 1);
    }
    let Ok(parameters) = str::from_utf8(&rest[..end]) else {
        return Step::Drop(count);
    };
    match (parameters, last) {
        // Three bytes follow: what terminals send that know no decimal coordinates.
        ("", b'M') => old_mouse(&rest[end + 1..]),
        ("200", b'~') => Step::PasteBegins(count),
        (_, b'c') if parameters.starts_with('?') => Step::Told(count, Input::Answered),
        (_, b'n') => answer::scheme(parameters)
            .map_or(Step::Drop(count), |background| Step::Told(count, Input::Background(background))),
        _ => match parameters.strip_prefix('<') {
            Some(parameters) if matches!(last, b'M' | b'm') => {
                mouse(parameters, last).map_or(Step::Drop(count), |mouse| Step::Mouse(count, mouse))
            }
            _ => Step::key(count, csi_key(parameters, last)),
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::key::Gesture;

    const DEL: u8 = 0x7f;

    fn key(code: Code) -> Input {
        Input::Key(plain(code))
    }

    fn char(c: char) -> Input {
        key(Code::Char(c))
    }

    fn ctrl(c: char) -> Input {
        Input::Key(Key { ctrl: true, ..plain(Code::Char(c)) })
    }

    fn alt(code: Code) -> Input {
        Input::Key(Key { alt: true, ..plain(code) })
    }

    fn mouse(gesture: Gesture, column: u16, row: u16) -> Input {
        Input::Mouse(Mouse { gesture, column, row })
    }

    fn paste(text: &str) -> Input {
        Input::Paste(text.to_owned())
    }

    /// All that the bytes are, with nothing coming after them.
    fn decode(bytes: &[u8]) -> Vec<Input> {
        let mut decoder = Decoder::new(DEL);
        let mut out = decoder.feed(bytes);
        out.extend(decoder.give_up());
        assert_eq!(decoder.patience(), None);
        out
    }

    #[test]
    fn every_key_has_its_bytes() {
        let f = |number| key(Code::Function(number));
        let table: &[(&[u8], Input)] = &[
            (b"j", char('j')),
            (b"G", char('G')),
            ("é".as_bytes(), char('é')),
            ("日".as_bytes(), char('日')),
            ("😀".as_bytes(), char('😀')),
            (b" ", char(' ')),
            (b"\r", key(Code::Enter)),
            (b"\t", key(Code::Tab)),
            (b"\x7f", key(Code::Backspace)),
            (b"\x08", ctrl('h')),
            (b"\n", ctrl('j')),
            (b"\x14", ctrl('t')),
            (b"\x00", ctrl(' ')),
            (b"\x1c", ctrl('\\')),
            (b"\x1d", ctrl(']')),
            (b"\x1e", ctrl('^')),
            (b"\x1f", ctrl('_')),
            (b"\x1b", key(Code::Esc)),
            (b"\x1bj", alt(Code::Char('j'))),
            ("\x1bé".as_bytes(), alt(Code::Char('é'))),
            (b"\x1b\x7f", alt(Code::Backspace)),
            (b"\x1b[", alt(Code::Char('['))),
            (b"\x1bO", alt(Code::Char('O'))),
            (b"\x1b]", alt(Code::Char(']'))),
            (b"\x1b[A", key(Code::Up)),
            (b"\x1bOB", key(Code::Down)),
            (b"\x1b[1;2C", key(Code::Right)),
            (b"\x1b[1;3D", alt(Code::Left)),
            (b"\x1b[H", key(Code::Home)),
            (b"\x1b[1~", key(Code::Home)),
            (b"\x1b[7~", key(Code::Home)),
            (b"\x1b[F", key(Code::End)),
            (b"\x1b[4~", key(Code::End)),
            (b"\x1b[2~", key(Code::Insert)),
            (b"\x1b[3~", key(Code::Delete)),
            (b"\x1b[5~", key(Code::PageUp)),
            (b"\x1b[6~", key(Code::PageDown)),
            (b"\x1b[Z", key(Code::BackTab)),
            (b"\x1b[9;2u", key(Code::BackTab)),
            (b"\x1bOP", f(1)),
            (b"\x1b[[E", f(5)),
            (b"\x1b[15~", f(5)),
            (b"\x1b[24~", f(12)),
            (b"\x1b[1;5P", Input::Key(Key { ctrl: true, ..plain(Code::Function(1)) })),
            (b"\x1b[106;5u", ctrl('j')),
            (b"\x1b[106;2u", char('J')),
            (b"\x1b[49:33;2u", char('!')),
            (b"\x1b[106;1:1u", char('j')),
            (b"\x1b[27;5;106~", ctrl('j')),
            (b"\x1b[27u", key(Code::Esc)),
            (b"\x1b[13;1u", key(Code::Enter)),
            (b"\x1bOM", key(Code::Enter)),
            (b"\x1bOq", char('1')),
            (b"\x1b[<0;1;1M", mouse(Gesture::Press, 0, 0)),
            (b"\x1b[<0;300;200M", mouse(Gesture::Press, 299, 199)),
            (b"\x1b[<16;5;6M", mouse(Gesture::Press, 4, 5)),
            (b"\x1b[<0;5;6m", mouse(Gesture::Release, 4, 5)),
            (b"\x1b[<32;5;6M", mouse(Gesture::Drag, 4, 5)),
            (b"\x1b[M#!\"", mouse(Gesture::Release, 0, 1)),
            (b"\x1b[M@!\"", mouse(Gesture::Drag, 0, 1)),
            (b"\x1b[<64;5;6M", mouse(Gesture::WheelUp, 4, 5)),
            (b"\x1b[<65;5;6M", mouse(Gesture::WheelDown, 4, 5)),
            (b"\x1b[M !\"", mouse(Gesture::Press, 0, 1)),
            (b"\x1b[200~two\rlines\x1b[201~", paste("two\rlines")),
            (b"\x1b[200~without its end", paste("without its end")),
            (b"\x1b[200~\x1b[A\x1b[201~", paste("\x1b[A")),
        ];
        for (bytes, expected) in table {
            assert_eq!(decode(bytes), std::slice::from_ref(expected), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_is_no_key_is_dropped_whole() {
        let table: &[&[u8]] = &[
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[<32;1;1m",
            b"\x1b[<35;1;1M",
            b"\x1b[<0;0;0M",
            b"\x1b[<1;1;1M",
            b"\x1b[106;1:3u",
            b"\x1b[106;9u",
            b"\x1b[57441u",
            b"\x1b[62;22c",
            b"\x1b[?997;3n",
            b"\x1b[0n",
            b"\x1b[?1u",
            b"\x1b[?2026;2$y",
            b"\x1b[12;40R",
            b"\x1b]11;rgb:1111/2222\x07",
            b"\x1b]10;rgb:1111/2222/3333\x1b\\",
            b"\x1bP>|terminal 1.0\x1b\\",
            b"\x1b_Gi=1;OK\x1b\\",
            b"\x1b]11;rgb:1111",
            b"\x1b[12;",
            b"\xff",
            b"\xe6\x97",
            "\u{9b}".as_bytes(),
        ];
        for bytes in table {
            assert_eq!(decode(bytes), [], "{}", bytes.escape_ascii());
            let then_a_key = [bytes, &b"\x1b[Aj"[..]].concat();
            assert_eq!(decode(&then_a_key), [key(Code::Up), char('j')], "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn answers_are_told_wherever_they_are_split_and_whatever_follows() {
        let (dark, light) = (Input::Background(Background::Dark), Input::Background(Background::Light));
        let table: &[(&[u8], &Input)] = &[
            (b"\x1b]11;rgb:1111/2222/3333\x07", &dark),
            (b"\x1b]11;rgb:1111/2222/3333\x1b\\", &dark),
            (b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\", &light),
            (b"\x1b]11;rgb:ff/ff/ff\x07", &light),
            (b"\x1b[?997;1n", &dark),
            (b"\x1b[?997;2n", &light),
            (b"\x1b[?62;22c", &Input::Answered),
            (b"\x1b[?1;2c", &Input::Answered),
        ];
        for (bytes, expected) in table {
            let with_keys = [b"k", *bytes, b"j"].concat();
            for split in 0..=with_keys.len() {
                let mut decoder = Decoder::new(DEL);
                let mut out = decoder.feed(&with_keys[..split]);
                out.extend(decoder.feed(&with_keys[split..]));
                assert_eq!(out, [char('k'), (*expected).clone(), char('j')], "{} at {split}", bytes.escape_ascii());
            }
        }
    }

    #[test]
    fn an_answer_that_comes_in_two_pieces_is_waited_for() {
        let mut decoder = Decoder::new(DEL);
        for begun in [&b"\x1b]11;rgb:11"[..], b"\x1b]1", b"\x1b[?6", b"\x1b[1", b"\x1bP>", b"\x1bP1$", b"\x1b_G"] {
            assert_eq!(decoder.feed(begun), []);
            assert_eq!(decoder.patience(), Some(ANSWER_WAIT));
            assert_eq!(decoder.give_up(), []);
        }
    }

    #[test]
    fn an_answer_whose_escape_came_long_before_types_nothing() {
        let mut decoder = Decoder::new(DEL);
        let rest: &[&[u8]] = &[
            b"[?62;22c",
            b"]11;rgb:1111/2222/3333\x1b\\",
            b"[12;40R",
            b"[?2026;2$y",
            b"P>|terminal 1.0\x1b\\",
            b"P1$r0m\x1b\\",
            b"P1+r544e=787465726d\x1b\\",
            b"_Gi=1;OK\x1b\\",
        ];
        for rest in rest {
            assert_eq!(decoder.feed(b"\x1b"), []);
            assert_eq!(decoder.give_up(), [key(Code::Esc)]);
            let keys = decoder.feed(rest).into_iter().filter(|input| matches!(input, Input::Key(_))).count();
            assert_eq!((keys, decoder.patience()), (0, None), "{}", rest.escape_ascii());
        }
        for typed in [&b"[A"[..], b"]j", b"[?", b"[5n", b"PP", b"_", b"1;2R"] {
            assert_eq!(decoder.feed(b"\x1b"), []);
            assert_eq!(decoder.give_up(), [key(Code::Esc)]);
            assert_eq!(decoder.feed(typed).len(), typed.len(), "{}", typed.escape_ascii());
        }
    }

    #[test]
    fn what_has_no_end_is_not_kept_and_none_of_it_is_a_key() {
        for (begun, end) in [
            (&b"\x1b[1;"[..], &b"A"[..]),
            (b"\x1b[?", b"c"),
            (b"\x1b[<0;", b"M"),
            (b"\x1bP>|", b"\x1b\\"),
            (b"\x1b]52;c;", b"\x07"),
            (b"\x1b_G", b"\x1b\\"),
            (b"\x1bX", b"\x1b\\"),
        ] {
            let mut decoder = Decoder::new(DEL);
            assert_eq!(decoder.feed(begun), []);
            for _ in 0..300 {
                assert_eq!(decoder.feed(&[b'1'; 4_096]), []);
                assert!(decoder.held.len() <= LONGEST_SEQUENCE, "{} bytes are kept", decoder.held.len());
            }
            assert_eq!(decoder.feed(&[end, b"j"].concat()), [char('j')], "{}", begun.escape_ascii());
        }
    }

    #[test]
    fn an_answer_that_was_cut_off_swallows_no_key() {
        for (bytes, expected) in [
            (&b"\x1b]11;rgb:11j"[..], vec![char('j')]),
            (b"\x1b]11;rgb:1111/22\r", vec![key(Code::Enter)]),
            (b"\x1b]11;rgb:1111/22 \x1b[B", vec![char(' '), key(Code::Down)]),
            // The answer behind it ends it.
            (b"\x1b]11;rgb:1111/22\x1b[?62cq", vec![Input::Answered, char('q')]),
        ] {
            assert_eq!(decode(bytes), expected, "{}", bytes.escape_ascii());
        }
        let digits = [&b"\x1b]11;"[..], &[b'1'; 50]].concat();
        assert!(decode(&digits).len() < 10, "its letters are no keys");
        assert_eq!(decode(&[&digits[..], b"q"].concat()).last(), Some(&char('q')));
    }

    #[test]
    fn keys_come_in_any_pieces() {
        let bytes = "j\x1b[1;5A\x1b[<65;5;6M日\x1b[200~ab\x1b[20c\x1b[201~k\x1b]52;x\x1b\\\x1bOPq".as_bytes();
        let whole = decode(bytes);
        assert_eq!(whole.len(), 8);
        let mut decoder = Decoder::new(DEL);
        let single: Vec<Input> = bytes.iter().flat_map(|&byte| decoder.feed(&[byte])).collect();
        assert_eq!(single, whole);
    }

    #[test]
    fn escape_waits_a_moment_for_what_may_follow() {
        let mut decoder = Decoder::new(DEL);
        assert_eq!(decoder.patience(), None);
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert_eq!(decoder.patience(), Some(SEQUENCE_WAIT));
        assert_eq!(decoder.feed(b"[A"), [key(Code::Up)]);
        assert_eq!(decoder.patience(), None);
        assert_eq!(decoder.feed(b"\x1b\x1b"), [key(Code::Esc)]);
        assert_eq!(decoder.give_up(), [key(Code::Esc)]);
        assert_eq!(decoder.feed(b"\x1b[200~x"), []);
        assert_eq!(decoder.patience(), Some(PASTE_WAIT));
    }

    #[test]
    fn backspace_may_be_control_h() {
        assert_eq!(Decoder::new(0x08).feed(b"\x08\x7f"), [key(Code::Backspace), key(Code::Backspace)]);
    }

    #[test]
    fn a_paste_has_a_bound() {
        let mut decoder = Decoder::new(DEL);
        decoder.feed(b"\x1b[200~");
        for _ in 0..300 {
            assert_eq!(decoder.feed(&[b'a'; 8_192]), []);
        }
        let Some(Input::Paste(text)) = decoder.feed(b"\x1b[201~").pop() else { panic!() };
        assert_eq!(text.len(), LONGEST_PASTE);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic_or_depend_on_their_pieces(
            bytes in prop::collection::vec(prop_oneof![Just(0x1b), Just(b'['), Just(b';'), Just(b'1'), any::<u8>()], 0..64),
            size in 1_usize..8,
        ) {
            let mut decoder = Decoder::new(DEL);
            let mut pieces: Vec<Input> = bytes.chunks(size).flat_map(|piece| decoder.feed(piece)).collect();
            pieces.extend(decoder.give_up());
            prop_assert_eq!(pieces, decode(&bytes));
        }
    }
}
