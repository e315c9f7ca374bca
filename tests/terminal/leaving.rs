//! The terminal is always given back: after each way to quit, each signal that ends, a stop and a hang-up.

use std::fs;
use std::time::Duration;

use rustix::process::Signal;
use vt100::{Color, MouseProtocolMode};

use super::modes;
use super::pty::{Options, Session};
use super::screen::{status, text};
use crate::sandbox::{Sandbox, eventually};

/// The terminal is as it was before the program came.
#[track_caller]
pub(super) fn assert_given_back(session: &Session) {
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
pub(super) fn assert_taken(session: &Session) {
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
fn a_hang_up_ends_the_program_at_no_cost_even_if_the_signal_is_ignored() {
    let sandbox = Sandbox::new();
    let record = sandbox.file("times");
    // The last line says what the reader took: `0m0.020000s 0m0.010000s`, in the program and in the kernel for it.
    let shell =
        format!("trap '' HUP; \"$@\"; code=$?; times > '{0}.part'; mv '{0}.part' '{0}'; exit $code", record.display());
    let mut session = Session::start(&Options { shell: Some(&shell), ..Options::default() });
    session.until_shows("Resources");
    session.hang_up();
    assert_eq!(session.exit_code(), 129);
    let times = eventually("the times", || fs::read_to_string(&record).ok());
    let times = times.lines().last().expect("two lines").split_whitespace();
    let seconds = times.map(|time| {
        let (minutes, seconds) = time.trim_end_matches('s').split_once('m').expect("minutes and seconds");
        minutes.parse::<f64>().expect("a number") * 60.0 + seconds.parse::<f64>().expect("a number")
    });
    // Spinning for the second until it is ended by force would take about one.
    assert!(seconds.clone().sum::<f64>() < 0.5, "{:?}", seconds.collect::<Vec<_>>());
}

#[test]
fn a_hang_up_while_it_is_stopped_ends_the_program() {
    let mut session = Session::preface(100, 30);
    session.signal(Signal::TSTP);
    session.until_stopped();
    session.hang_up();
    // It has no shell that could continue it, and the kernel does so only for jobs of a shell.
    session.signal(Signal::CONT);
    assert_eq!(session.exit_code(), 129);
}

#[test]
fn the_mouse_is_given_back_whoever_has_it() {
    for keys in ["M", "MM"] {
        let session = Session::preface(100, 30);
        for (key, listening) in keys.chars().zip([false, true]) {
            session.press(&key.to_string());
            session.until("the mouse to change hands", |screen| {
                (screen.mouse_protocol_mode() != MouseProtocolMode::None) == listening
            });
        }
        session.press("q");
        assert_eq!(session.exit_code(), 0);
        assert_given_back(&session);
    }
}

/// Stopped without a word, it could not give the terminal back; whoever continues it gets the page whole, and at the end
/// the line as it was.
#[cfg(target_os = "linux")]
#[test]
fn stopped_by_force_and_continued_by_a_shell_that_has_used_the_terminal() {
    let shell = "line=$(stty -g); set -m; \"$@\"; stty \"$line\"; clear=$(printf '\\033[?1049l\\033[2J\\033[H'); \
                 printf '%sstopped with %s\\n' \"$clear\" $?; read -r _; fg >/dev/null; printf 'ended with %s\\n' $?";
    let session = Session::start(&Options { shell: Some(shell), ..Options::default() });
    session.until_shows("Resources");
    let page = session.text();
    session.signal_child(Signal::STOP);
    session.until_shows("stopped with");
    session.resize(80, 24);
    session.resize(100, 30);
    session.press("<Enter>");
    session.until("the page as it was", |screen| screen.alternate_screen() && text(screen) == page);
    assert_taken(&session);
    session.press("q");
    session.until_shows("ended with 0");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn started_in_the_background_it_waits_for_the_foreground() {
    let shell = "set -m; \"$@\" & read -r _; fg >/dev/null; printf 'ended with %s\\n' $?";
    let session = Session::start(&Options { shell: Some(shell), ..Options::default() });
    session.press("<Enter>");
    session.until("the page", |screen| screen.alternate_screen() && text(screen).contains("Resources"));
    session.press("q");
    session.until_shows("ended with 0");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
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

#[test]
fn a_window_that_changes_while_stopped_is_painted_at_its_new_size() {
    for stop in [Signal::TSTP, Signal::STOP] {
        let session = Session::preface(100, 30);
        session.signal(stop);
        session.until_stopped();
        session.resize(60, 20);
        session.signal(Signal::CONT);
        session.until("a status line in the last row", |screen| {
            screen.alternate_screen() && status(screen).contains("of 3")
        });
    }
}
