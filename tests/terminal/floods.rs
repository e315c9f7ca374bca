//! Whatever is typed, pasted or sent in any amount: the reader lives, keeps none of it, and the next key counts.
#![cfg(target_os = "linux")]

use std::fs;

use super::leaving::assert_given_back;
use super::pty::Session;
use super::screen::{status, text};

/// Keys that end or leave the program: `q`, `Q`, `ZZ`, Ctrl-C, Ctrl-Z and `e`.
const LEAVING: &[u8] = b"qQZ\x03\x1ae";

/// The most memory that it ever had, in kilobytes.
fn peak(session: &Session) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", session.pid())).expect("it is there");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux says it");
    peak.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Bytes that look random and are the same each time (xorshift, by Marsaglia).
fn noise(count: usize) -> impl Iterator<Item = u8> {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    std::iter::repeat_with(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
    .take(count)
}

/// Sends it, and then keys until the screen says that they count; the program quits by them and leaves nothing behind.
fn lives_through(name: &str, flood: &[u8]) {
    let session = Session::preface(100, 30);
    let before = peak(&session);
    session.send(flood);
    assert_is_alive(name, &session, before);
}

fn assert_is_alive(name: &str, session: &Session, before: u64) {
    // Escape, in the form that nothing has to be waited for: out of any line or list that was opened. Then into a line.
    session.send(&b"\x1b[27u".repeat(4));
    session.press("/alive");
    session.until(name, |screen| status(screen).contains("/alive"));
    let grown = peak(session) - before;
    assert!(grown < 40_000, "{name}: it has grown by {grown} kB");
    session.press("<C-c>");
    assert_eq!(session.exit_code(), 0, "{name}");
    assert_given_back(session);
}

#[test]
fn random_bytes() {
    let bytes: Vec<u8> = noise(30_000).filter(|byte| !LEAVING.contains(byte)).collect();
    lives_through("random bytes", &bytes);
}

#[test]
fn bytes_that_are_no_text() {
    let bytes: Vec<u8> = noise(100_000).map(|byte| byte | 0x80).collect();
    lives_through("bytes beyond ASCII", &bytes);
}

#[test]
fn sequences_without_an_end() {
    for (begun, filled) in [("\x1b[", "1;"), ("\x1bP", "+q"), ("\x1b]52;c;", "QQ"), ("\x1b_G", "qq")] {
        // An escape ends each of them: no key has to wait until it is given up.
        let flood = [begun.as_bytes(), filled.repeat(700_000).as_bytes(), b"\x1b\\"].concat();
        lives_through(&format!("{begun:?}"), &flood);
    }
}

#[test]
fn a_paste_of_a_megabyte_with_and_without_an_end() {
    for (line, end) in [("", "\x1b[201~"), ("/", ""), (":", "\x1b[201~"), ("o", "\x1b[201~")] {
        let session = Session::preface(100, 30);
        let page = session.text();
        let before = peak(&session);
        session.press(line);
        session.send(b"\x1b[200~");
        session.send(&b"q(x|y)*".repeat(150_000));
        // Where it has none it ends when nothing more comes.
        session.send(end.as_bytes());
        if !line.is_empty() {
            session.until("what was pasted", |screen| text(screen).contains("q(x|y)*q(x|y)*"));
            session.press("<Esc>");
            session.until("the page", |screen| text(screen) == page);
        }
        assert_is_alive("a paste", &session, before);
    }
}

#[test]
fn mouse_reports_from_beyond_the_screen() {
    let session = Session::preface(100, 30);
    let before = peak(&session);
    let numbers = ["0", "1", "2", "29", "30", "31", "99", "100", "101", "65535", "65536", "99999999999", "-1", ""];
    let buttons = ["0", "1", "2", "3", "32", "35", "64", "65", "66", "128", "65535", "-1", ""];
    let places = numbers.iter().flat_map(|column| numbers.map(|row| format!("{column};{row}")));
    let reports =
        places.flat_map(|place| buttons.map(|button| format!("\x1b[<{button};{place}M\x1b[<{button};{place}m")));
    let flood: String = reports.collect();
    session.send(flood.as_bytes());
    let old: Vec<u8> = noise(9_000).collect();
    let old: Vec<u8> = old.chunks(3).flat_map(|three| [b"\x1b[M", three].concat()).collect();
    session.send(&old);
    assert_is_alive("the mouse", &session, before);
}
