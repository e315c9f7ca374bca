//! Numbers and letters of a sequence → the key that they stand for, with its modifiers.

use crate::app::key::{Code, Key};

/// A key without modifiers.
pub(super) fn plain(code: Code) -> Key {
    Key { code, ctrl: false, alt: false }
}

/// A key with modifiers: `CSI number ; modifiers : kind final`.
pub(super) fn csi_key(parameters: &str, last: u8) -> Option<Key> {
    let mut fields = parameters.split(';').map(|field| field.split(':'));
    let mut number = |or: u32| match fields.next() {
        None => Some((or, 1)),
        Some(mut parts) => {
            let first = parts.next().filter(|part| !part.is_empty()).map_or(Some(or), |part| part.parse().ok())?;
            let second = parts.next().filter(|part| !part.is_empty()).map_or(Some(1), |part| part.parse().ok())?;
            Some((first, second))
        }
    };
    let (first, shifted) = number(1)?;
    let (modifiers, kind) = number(1)?;
    // 3 is the release of a key.
    if kind == 3 {
        return None;
    }
    let held = Held(modifiers.saturating_sub(1));
    match last {
        b'~' if first == 27 => held.apply(code_point(number(0)?.0)?),
        b'~' => held.apply(numbered(first)?),
        b'u' if held.has(SHIFT) && shifted > 1 => held.apply(code_point(shifted)?),
        b'u' => held.apply(code_point(first)?),
        b'Z' => held.apply(Code::BackTab),
        // With more than 1 in front it is an answer about the cursor, not F3.
        b'R' if first != 1 => None,
        // Focus in and out, and what else ends in a letter.
        _ => held.apply(letter(last)?),
    }
}

const SHIFT: u32 = 1;
const ALT: u32 = 2;
const CTRL: u32 = 4;
const SUPER: u32 = 8;
const HYPER: u32 = 16;
const META: u32 = 32;

/// The modifiers of a sequence, less the 1 that is added to them on the way.
#[derive(Clone, Copy)]
struct Held(u32);

impl Held {
    fn has(self, modifier: u32) -> bool {
        self.0 & modifier != 0
    }

    /// The key, or none where a modifier belongs to the desktop.
    fn apply(self, code: Code) -> Option<Key> {
        if self.has(SUPER) || self.has(HYPER) {
            return None;
        }
        let ctrl = self.has(CTRL);
        let code = match code {
            Code::Tab if self.has(SHIFT) => Code::BackTab,
            Code::Char(c) if ctrl => Code::Char(c.to_ascii_lowercase()),
            Code::Char(c) if self.has(SHIFT) => Code::Char(upper(c)),
            code => code,
        };
        Some(Key { code, ctrl, alt: self.has(ALT) || self.has(META) })
    }
}

fn upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

/// The key of a sequence that ends in a letter.
pub(super) fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::Function(last - b'P' + 1),
        // The keypad in application mode: operators and digits.
        b'j'..=b'y' => Code::Char((last - b'j' + b'*').into()),
        b'X' => Code::Char('='),
        _ => return None,
    })
}

/// The key of a sequence that ends in `~`.
fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        _ => {
            // There are gaps in the numbers of the function keys, from the keyboard of the VT220.
            let gaps = match number {
                11..=15 => 10,
                17..=21 => 11,
                23..=26 => 12,
                28 | 29 => 13,
                31..=34 => 14,
                _ => return None,
            };
            Code::Function(u8::try_from(number - gaps).ok()?)
        }
    })
}

/// The key of a `CSI u` sequence, by its code point or its place in the private use area.
fn code_point(number: u32) -> Option<Code> {
    Some(match number {
        8 | 127 => Code::Backspace,
        9 => Code::Tab,
        13 | 57_414 => Code::Enter,
        27 => Code::Esc,
        57_376..=57_398 => Code::Function(u8::try_from(number - 57_376 + 13).ok()?),
        57_399..=57_408 => Code::Char(char::from_digit(number - 57_399, 10)?),
        57_409 => Code::Char('.'),
        57_410 => Code::Char('/'),
        57_411 => Code::Char('*'),
        57_412 => Code::Char('-'),
        57_413 => Code::Char('+'),
        57_415 => Code::Char('='),
        57_417 => Code::Left,
        57_418 => Code::Right,
        57_419 => Code::Up,
        57_420 => Code::Down,
        57_421 => Code::PageUp,
        57_422 => Code::PageDown,
        57_423 => Code::Home,
        57_424 => Code::End,
        57_425 => Code::Insert,
        57_426 => Code::Delete,
        // The rest of the keyboard: locks, media keys, modifiers alone.
        57_344..=63_743 => return None,
        _ => Code::Char(char::from_u32(number).filter(|c| !c.is_control())?),
    })
}
