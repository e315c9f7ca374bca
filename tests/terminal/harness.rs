//! The harness itself, against small scripts instead of the reader: a test that cannot fail proves nothing.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rustix::process::Signal;

use super::modes;
use super::pty::{Options, Questions, Session, Stdin};
use super::screen;

fn script(script: &str) -> Session {
    Session::start(&Options { shell: Some(script), ..Options::default() })
}

#[test]
fn keys_reach_the_program_and_words_come_back() {
    let session = script("printf 'ready\\n'; read -r word; printf 'heard %s\\n' \"$word\"; exit 7");
    session.until_shows("ready");
    session.press("abc<Enter>");
    session.until_shows("heard abc");
    assert_eq!(session.exit_code(), 7);
    assert_eq!(session.look(|screen| screen::place(screen, "abc")), Some((0, 1)));
}

#[test]
fn the_size_is_the_window() {
    let session = script("trap 'stty size; exit 0' WINCH; stty size; while :; do read -r _; done");
    session.until_shows("30 100");
    session.resize(60, 20);
    session.until_shows("20 60");
}

#[test]
fn a_question_before_the_first_frame_fails_a_test_unless_it_says_otherwise() {
    let asks = "printf '\\033[6n'; stty raw -echo; dd bs=1 count=6 2>/dev/null | tr '\\033' E";
    let session = script(asks);
    let failure = catch_unwind(AssertUnwindSafe(|| session.until_shows("E[1;1R"))).expect_err("it has to fail");
    let message = failure.downcast_ref::<String>().expect("a message");
    assert!(message.starts_with("the terminal was asked before the first frame"), "{message}");

    let options = Options { shell: Some(asks), questions: Questions::Answered, ..Options::default() };
    Session::start(&options).until_shows("E[1;1R");
}

#[test]
fn what_is_left_behind_is_seen() {
    let session = script("stty -echo; printf '\\033[?1049h\\033[?25l'");
    assert_eq!(session.exit_code(), 0);
    assert_ne!(session.termios(), session.termios_before());
    assert_eq!(modes::left_behind(&session.bytes()), ["?1049 = 1", "?25 = 0"]);
}

#[test]
fn half_a_frame_is_not_looked_at() {
    let session = script("printf '\\033[?2026hhalf'; read -r _; printf ' whole\\033[?2026l'; read -r _");
    let mut seen = Vec::new();
    session.press("<Enter>");
    session.until("a whole frame", |screen| {
        seen.push(screen::text(screen));
        screen::text(screen).contains("whole")
    });
    assert!(seen.iter().all(|text| !text.contains("half") || text.contains("whole")), "{seen:?}");
}

#[test]
fn stops_ends_and_hang_ups_are_seen() {
    let session = script("kill -STOP $$; printf 'again\\n'; read -r _");
    session.until_stopped();
    session.signal(Signal::CONT);
    session.until_shows("again");
    session.signal(Signal::TERM);
    assert!(catch_unwind(AssertUnwindSafe(|| session.exit_code())).is_err(), "killed is not exit code 143");

    let mut session = script("trap 'exit 129' HUP; printf 'ready\\n'; read -r _");
    session.until_shows("ready");
    session.hang_up();
    assert_eq!(session.exit_code(), 129);
}

#[test]
fn the_clipboard_is_heard() {
    let session = script("printf '\\033]52;c;aGk=\\007'");
    assert_eq!(session.until_copied(), "aGk=");
}

#[test]
fn a_pipe_leaves_the_keys_to_the_terminal() {
    // The stub of a reader ends at once; what counts here is that the pipe holds the bytes and nobody hangs.
    let piped = Options { stdin: Stdin::Piped(b"words\n"), ..Options::default() };
    drop(Session::start(&piped));
    let session = script("printf 'words\\n' | { cat; read -r key < /dev/tty; printf 'key %s\\n' \"$key\"; }");
    session.until_shows("words");
    session.press("k<Enter>");
    session.until_shows("key k");
}
