//! A terminal that takes nothing, as one that is stopped or at the end of a line that is down: the reader waits for it
//! without doing anything, and a signal ends it all the same.
#![cfg(target_os = "linux")]

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::Signal;

use super::idle::work;
use super::leaving::assert_given_back;
use super::pty::{Options, Session};
use super::screen::{status, text};
use crate::sandbox::{Sandbox, eventually};

/// More than any terminal has room for: the buffers of Linux take 68 kB.
const FULL: u64 = 4_000;

/// A reader that is in the middle of writing a frame of hundreds of kilobytes, of which nobody reads a byte.
fn blocked(shell: Option<&str>) -> Session {
    let sandbox = Sandbox::new();
    let row = "*one* **two** `three` [four](#a) ".repeat(30);
    let path = sandbox.write("dense.md", format!("# Dense\n\n{}", format!("{row}\n\n").repeat(200)));
    let own = std::env::current_exe().expect("it runs").display().to_string();
    let env: &[(&str, &str)] = &[("TEST_BINARY", &own), (SETS_FLAG, "1")];
    let options = Options { args: &[&path], env, shell, size: (100, 500), ..Options::default() };
    let session = Session::start(&options);
    session.until("the page", |screen| text(screen).matches("three").count() > 100);
    session.hold();
    session.press("<C-l>");
    session.until_unread(FULL);
    let mut before = work(session.pid());
    eventually("it to do nothing", || {
        let now = work(session.pid());
        let is_idle = now == std::mem::replace(&mut before, now.clone());
        is_idle.then_some(())
    });
    session
}

#[test]
fn a_signal_ends_it_and_the_terminal_is_given_back() {
    let session = blocked(None);
    // Keys without a meaning. What is not taken stays with whoever types, and not in the memory.
    let taken = session.offer(&vec![0; 2_000_000]);
    assert!(taken < 300_000, "{taken} keys were taken");
    session.signal(Signal::TERM);
    assert_eq!(session.exit_code_unread(), 143);
    assert_eq!(session.termios(), session.termios_before(), "the line settings differ");
    session.release();
    assert_eq!(session.exit_code(), 143);
    assert_given_back(&session);
}

/// Says that this test binary is to make its standard input non-blocking, instead of testing anything.
const SETS_FLAG: &str = "PREFACE_TEST_SETS_FLAG";

#[test]
fn nothing_is_written_behind_the_farewell_where_another_program_made_the_terminal_non_blocking() {
    let helper = "\"$TEST_BINARY\" --exact terminal::blocked::makes_its_input_non_blocking >/dev/null";
    let session = blocked(Some(&format!("{helper}; exec \"$@\"")));
    session.signal(Signal::TERM);
    assert_eq!(session.exit_code_unread(), 143);
    session.release();
    assert_eq!(session.exit_code(), 143);
    assert_given_back(&session);
    let bytes = session.bytes();
    assert!(bytes.ends_with(b"\x1b[?25h\x1b[0m"), "{}", bytes[bytes.len() - 100..].escape_ascii());
}

/// What the test above runs before the reader; by itself it does nothing.
#[test]
fn makes_its_input_non_blocking() {
    if std::env::var_os(SETS_FLAG).is_some() {
        let flags = fcntl_getfl(std::io::stdin()).expect("it is open");
        fcntl_setfl(std::io::stdin(), flags | OFlags::NONBLOCK).expect("it is open");
    }
}

#[test]
fn it_goes_on_when_it_can() {
    let session = blocked(None);
    session.press("/th");
    session.release();
    session.press("ree");
    session.until("the keys from before and after", |screen| status(screen).contains("/three"));
    session.press("<C-c>");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn a_terminal_that_vanishes_ends_it() {
    let mut session = blocked(None);
    session.hang_up();
    assert_eq!(session.exit_code(), 129);
}
