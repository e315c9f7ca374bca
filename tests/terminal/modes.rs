//! What a stream of bytes turned on in the terminal and did not turn off again.
//!
//! Read from the bytes, not from the emulator: it knows only some of the modes, and a mode that it does not know is
//! one that a reader's own terminal may keep.

use std::collections::BTreeMap;

/// The modes of DEC that a terminal starts with: wrapping at the right margin, a visible cursor.
const ON_AT_FIRST: [&str; 2] = ["?7", "?25"];

/// The modes that differ at the end from what they were at the beginning, in words.
pub(crate) fn left_behind(bytes: &[u8]) -> Vec<String> {
    let mut modes: BTreeMap<String, i32> = BTreeMap::new();
    let mut rest = bytes;
    while let Some(start) = rest.iter().position(|byte| *byte == 0x1b) {
        rest = &rest[start + 1..];
        match rest.first() {
            Some(b'[') => {
                let length = rest[1..].iter().position(|byte| (0x40..0x7f).contains(byte));
                let Some(length) = length else { break };
                note(&mut modes, &String::from_utf8_lossy(&rest[1..length + 2]));
            }
            Some(b']') => note_command(&mut modes, &rest[1..]),
            Some(b'=') => drop(modes.insert("the application keypad".into(), 1)),
            Some(b'>') => drop(modes.insert("the application keypad".into(), 0)),
            _ => {}
        }
    }
    let initial = |mode: &str| i32::from(ON_AT_FIRST.contains(&mode));
    modes.into_iter().filter(|(mode, now)| initial(mode) != *now).map(|(mode, now)| format!("{mode} = {now}")).collect()
}

/// Notes what an operating system command does: it sets a title, a colour of the terminal or a link, or takes it back.
fn note_command(modes: &mut BTreeMap<String, i32>, rest: &[u8]) {
    let end = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b)).unwrap_or(rest.len());
    let command = String::from_utf8_lossy(&rest[..end]);
    let (number, value) = command.split_once(';').unwrap_or((&command, ""));
    match number {
        "0" | "1" | "2" => drop(modes.insert("a title".into(), 1)),
        "8" => drop(modes.insert("a link".into(), i32::from(value != ";"))),
        "4" | "10" | "11" | "12" if value != "?" => drop(modes.insert(format!("colour {number}"), 1)),
        "104" | "110" | "111" | "112" => {
            modes.remove(&format!("colour {}", number[1..].trim_start_matches('0')));
        }
        _ => {}
    }
}

/// Notes what one control sequence does: all of it behind `ESC [`.
fn note(modes: &mut BTreeMap<String, i32>, sequence: &str) {
    let (body, last) = sequence.split_at(sequence.len() - 1);
    let number = |text: &str| text.parse::<i32>().unwrap_or(0);
    match (body.chars().next(), last) {
        (Some('?'), "h" | "l") => {
            for mode in body[1..].split(';') {
                modes.insert(format!("?{mode}"), i32::from(last == "h"));
            }
        }
        (Some('>'), "u") => *modes.entry("the keyboard protocol".into()).or_default() += 1,
        (Some('<'), "u") => *modes.entry("the keyboard protocol".into()).or_default() -= number(&body[1..]).max(1),
        (Some('>'), "m") => {
            let value = body[1..].split_once(';').map_or(0, |(_, value)| number(value));
            modes.insert("other modified keys".into(), value);
        }
        (_, "t") if body.starts_with("22") => *modes.entry("a saved title".into()).or_default() += 1,
        (_, "t") if body.starts_with("23") => {
            *modes.entry("a saved title".into()).or_default() -= 1;
            modes.remove("a title");
        }
        (_, "q") if body.ends_with(' ') => drop(modes.insert("the shape of the cursor".into(), number(body.trim()))),
        (_, "r") => drop(modes.insert("a scrolling region".into(), i32::from(!body.is_empty()))),
        _ => {}
    }
}

#[test]
fn what_is_turned_on_has_to_be_turned_off() {
    let table: &[(&str, &[&str])] = &[
        ("\x1b[?1049h\x1b[?25l words \x1b[?25h\x1b[?1049l", &[]),
        ("\x1b[?1049h\x1b[?25l", &["?1049 = 1", "?25 = 0"]),
        ("\x1b[?1000;1006h\x1b[?1000l", &["?1006 = 1"]),
        ("\x1b[>1u\x1b[<u\x1b[1;31m\x1b[2J", &[]),
        ("\x1b[22;0t\x1b[>5u", &["a saved title = 1", "the keyboard protocol = 1"]),
        ("\x1b[5 q\x1b[0 q\x1b[2;9r\x1b[r\x1b=\x1b>", &[]),
        ("\x1b[?7l\x1b[?7h\x1b[?", &[]),
        ("\x1b]2;mine\x07", &["a title = 1"]),
        ("\x1b[22;0t\x1b]0;mine\x1b\\\x1b[23;0t", &[]),
        ("\x1b]8;id=1;https://example.org/\x1b\\g", &["a link = 1"]),
        ("\x1b]8;id=1;https://example.org/\x1b\\g\x1b]8;;\x1b\\", &[]),
        ("\x1b]11;?\x07\x1b]11;#000000\x07", &["colour 11 = 1"]),
        ("\x1b]11;#000000\x07\x1b]111\x07\x1b]4;1;red\x07\x1b]104\x07", &[]),
    ];
    for (bytes, expected) in table {
        assert_eq!(left_behind(bytes.as_bytes()), *expected, "{bytes:?}");
    }
}
