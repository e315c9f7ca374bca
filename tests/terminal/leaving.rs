//! The terminal is always given back: after each way to quit, each signal that ends, a stop and a hang-up.

use std::time::Duration;

use preface::runtime::terminal::{MouseMode, Screen, install_panic_hook};
use ratatui::style::Style;
use rustix::process::Signal;
use vt100::{Color, MouseProtocolMode};

use super::modes;
use super::pty::{Options, Session};
use super::screen::{status, text};

/// The terminal is as it was before the program came.
#[track_caller]
fn assert_given_back(session: &Session) {
    assert_eq!(modes::left_behind(&session.bytes()), [""; 0], "the program left modes behind");
    session.look(|screen| {
        assert!(!screen.alternate_screen(), "the alternate screen is still there");
        assert!(!screen.hide_cursor(), "the cursor is hidden");
        assert!(!screen.bracketed_paste(), "paste is bracketed");
        assert!(!screen.application_cursor() && !screen.application_keypad(), "keys are in application mode");
        assert_eq!(screen.mouse_protocol_mode(), MouseProtocolMode::None, "the mouse is listened to");
        assert_eq!((screen.fgcolor(), screen.bgcolor()), (Color::Default, Color::Default), "a colour is left");
        assert!(!screen.bold() && !screen.dim() && !screen.italic() && !screen.underline() && !screen.inverse());
    });
    assert_eq!(session.termios(), session.termios_before(), "the line settings differ");
}

/// What has to be undone was done in the first place.
#[track_caller]
fn assert_taken(session: &Session) {
    session.look(|screen| assert!(screen.alternate_screen() && screen.hide_cursor()));
    assert_ne!(session.termios(), session.termios_before(), "not in raw mode");
}

#[test]
fn each_key_that_quits() {
    for (keys, codes) in [("q", &[0][..]), ("Q", &[0]), ("ZZ", &[0]), ("<C-c>", &[0, 130])] {
        let session = Session::preface(100, 30);
        assert_taken(&session);
        session.press(keys);
        let code = session.exit_code();
        assert!(codes.contains(&code), "{keys} exits with {code}");
        assert_given_back(&session);
    }
}

#[test]
fn keys_pressed_before_the_first_frame_are_kept() {
    let session = Session::start(&Options::default());
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert!(session.bytes().contains(&0x1b), "it never took the screen");
    assert_given_back(&session);
}

#[test]
fn escape_backs_out_and_never_quits() {
    let session = Session::preface(100, 30);
    let page = session.text();
    for keys in ["?", "<Tab>"] {
        session.press(keys);
        session.until("a change", |screen| text(screen) != page);
        session.press("<Esc>");
        session.until("the page", |screen| text(screen) == page);
    }
    session.press("<Esc>");
    // A key right behind it would mean Alt.
    session.until_quiet_for(Duration::from_millis(300));
    session.until_painted_after(|session| session.press("t"));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn q_closes_the_help_before_it_quits() {
    let session = Session::preface(100, 30);
    let page = session.text();
    session.until_painted_after(|session| session.press("?"));
    session.press("q");
    session.until("the page", |screen| text(screen) == page);
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn each_signal_that_ends() {
    for signal in [Signal::HUP, Signal::INT, Signal::QUIT, Signal::TERM] {
        let session = Session::preface(100, 30);
        assert_taken(&session);
        session.signal(signal);
        let number = u32::try_from(signal.as_raw()).expect("a small number");
        assert_eq!(session.exit_code(), 128 + number, "{signal:?}");
        assert_given_back(&session);
    }
}

#[test]
fn a_signal_right_after_the_start_leaves_nothing_behind() {
    let session = Session::start(&Options::default());
    // The first byte may be out and the last not yet.
    session.until("the alternate screen", vt100::Screen::alternate_screen);
    session.signal(Signal::TERM);
    assert_eq!(session.exit_code(), 143);
    assert_given_back(&session);
}

#[test]
fn a_hang_up_ends_the_program() {
    let mut session = Session::preface(100, 30);
    session.hang_up();
    assert_eq!(session.exit_code(), 129);
}

#[test]
fn a_hang_up_ends_the_program_even_if_the_signal_is_ignored() {
    let ignoring = Options { shell: Some("trap '' HUP; exec \"$@\""), ..Options::default() };
    let mut session = Session::start(&ignoring);
    session.until_shows("Resources");
    session.hang_up();
    // Whatever the code: it is not left behind, spinning on a terminal that is gone.
    session.exit_code();
}

#[test]
fn stopped_by_the_signal_and_continued() {
    let session = Session::preface(100, 30);
    let page = session.text();
    for _ in 0..2 {
        session.signal(Signal::TSTP);
        session.until_stopped();
        // What it wrote before it stopped may still be on the way.
        session.until("the screen from before", |screen| !screen.alternate_screen() && !screen.hide_cursor());
        assert_given_back(&session);
        session.signal(Signal::CONT);
        session.until("the page again", |screen| {
            screen.alternate_screen() && screen.hide_cursor() && text(screen) == page
        });
        assert_taken(&session);
    }
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn without_a_shell_to_go_back_to_the_key_stops_nothing() {
    let session = Session::preface(100, 30);
    session.press("<C-z>");
    session.until("a sentence", |screen| status(screen).contains("no shell"));
    session.press("]");
    session.until("the next section", |screen| status(screen).contains("2 of 3"));
}

#[test]
fn a_shell_with_job_control_takes_over_and_gives_back() {
    let shell =
        "set -m; \"$@\"; printf 'stopped with %s\\n' $?; read -r _; fg >/dev/null; printf 'ended with %s\\n' $?";
    let session = Session::start(&Options { shell: Some(shell), ..Options::default() });
    session.until_shows("Resources");
    session.press("<C-z>");
    session.until_shows("stopped with 1");
    session.press("<Enter>");
    session.until("the page again", |screen| screen.alternate_screen() && screen.hide_cursor());
    session.until_shows("Resources");
    session.press("q");
    session.until_shows("ended with 0");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

/// Says that this test binary is to take a terminal and panic, instead of testing anything.
const PANICS: &str = "PREFACE_TEST_PANICS";

#[test]
fn a_panic_gives_the_terminal_back_and_says_what_happened() {
    let own = std::env::current_exe().unwrap().display().to_string();
    let script = "exec \"$TEST_BINARY\" --exact terminal::leaving::takes_the_terminal_and_panics --nocapture";
    let env: &[(&str, &str)] = &[("TEST_BINARY", own.as_str()), (PANICS, "1")];
    let session = Session::start(&Options { shell: Some(script), env, ..Options::default() });
    assert_eq!(session.exit_code(), 101);
    assert!(session.bytes().windows(8).any(|bytes| bytes == b"\x1b[?1049h"), "it never took the screen");
    let said = session.text();
    assert!(said.contains("preface made a mistake") && said.contains("on purpose"), "{said}");
    assert_given_back(&session);
}

/// What the test above runs in its terminal; by itself it does nothing.
#[test]
fn takes_the_terminal_and_panics() {
    if std::env::var_os(PANICS).is_none() {
        return;
    }
    let mut screen = Screen::enter(MouseMode::Captured).unwrap();
    install_panic_hook(|| false);
    screen.draw(|frame| frame.set_string(0, 0, "a page", Style::new())).unwrap();
    panic!("on purpose");
}

#[test]
fn a_window_that_changes_while_stopped_is_painted_at_its_new_size() {
    let session = Session::preface(100, 30);
    session.signal(Signal::TSTP);
    session.until_stopped();
    session.resize(60, 20);
    session.signal(Signal::CONT);
    session
        .until("a status line in the last row", |screen| screen.alternate_screen() && status(screen).contains("of 3"));
}
