//! Pipes whose other end still writes: what has arrived is read, and the end is followed.

use std::fs::OpenOptions;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};

use super::pty::{Options, Session};
use super::screen::status;
use crate::sandbox::Sandbox;

/// A reader whose standard input is a pipe that this test writes to.
struct Fed {
    session: Session,
    pipe: std::fs::File,
    _sandbox: Sandbox,
}

/// Starts a reader; the program at the other end of its pipe writes what the test does, when it does.
fn fed() -> Fed {
    let sandbox = Sandbox::new();
    let pipe = fifo(&sandbox);
    let options = Options { args: &[], shell: Some(&format!("cat '{pipe}' | \"$@\"")), ..Options::default() };
    let session = Session::start(&options);
    let pipe = OpenOptions::new().write(true).open(pipe).expect("somebody reads it");
    Fed { session, pipe, _sandbox: sandbox }
}

fn fifo(sandbox: &Sandbox) -> String {
    let path = sandbox.file("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
    path.into_os_string().into_string().expect("temporary paths are UTF-8")
}

fn status_has(session: &Session, words: &str) {
    session.until(&format!("{words:?} in the status line"), |screen| status(screen).contains(words));
}

#[test]
fn nothing_has_arrived_yet_and_the_screen_is_alive() {
    let fed = fed();
    status_has(&fed.session, "Waiting for standard input…");
    fed.session.press("?");
    fed.session.until_shows("Keys");
    fed.session.press("q");
    status_has(&fed.session, "Waiting for standard input…");
    fed.session.press("q");
    drop(fed.pipe);
    assert_eq!(fed.session.exit_code(), 0);
    assert_eq!(fed.session.termios(), fed.session.termios_before());
}

#[test]
fn a_producer_that_still_writes_is_read_and_followed() {
    let mut fed = fed();
    let mut write = |text: &str| fed.pipe.write_all(text.as_bytes()).expect("it is read");
    write("# First words\n\nHalf a sen");
    fed.session.until_shows("First words");
    fed.session.until_shows("Half a sen");
    write("tence.\n\n");
    fed.session.until_shows("Half a sentence.");
    status_has(&fed.session, "so far");
    for number in 0..100 {
        write(&format!("Paragraph {number}.\n\n"));
    }
    fed.session.press("G");
    status_has(&fed.session, "following");
    fed.session.until_shows("Paragraph 99.");
    write("Followed.\n\n");
    fed.session.until_shows("Followed.");
    fed.session.press("k");
    fed.session.until("that it does not follow", |screen| !status(screen).contains("following"));
    let arrived = |screen: &vt100::Screen| status(screen);
    let before = fed.session.look(arrived);
    write(&"Not seen.\n\n".repeat(100));
    fed.session.until("more to have arrived", |screen| arrived(screen) != before);
    assert!(!fed.session.text().contains("Not seen."), "{}", fed.session.text());
    fed.session.press("G");
    fed.session.until_shows("Not seen.");
    write("The very end.\n");
    drop(fed.pipe);
    fed.session.until_shows("The very end.");
    status_has(&fed.session, "100 %");
    fed.session.press("q");
    assert_eq!(fed.session.exit_code(), 0);
}

#[test]
fn a_named_pipe_is_read_while_it_is_written() {
    let sandbox = Sandbox::new();
    let path = fifo(&sandbox);
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    status_has(&session, &format!("Waiting for {path}…"));
    let mut pipe = OpenOptions::new().write(true).open(&path).expect("somebody reads it");
    pipe.write_all(b"# Through a pipe\n").expect("it is read");
    session.until_shows("Through a pipe");
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn what_is_no_text_is_refused_however_late_it_comes() {
    let mut fed = fed();
    status_has(&fed.session, "Waiting for standard input…");
    fed.pipe.write_all(&[0; 4096]).expect("it is read");
    status_has(&fed.session, "is a binary file, not a text.");
    fed.session.press("q");
    drop(fed.pipe);
    assert_eq!(fed.session.exit_code(), 0);
}

#[test]
fn a_producer_that_still_writes_is_printed() {
    let sandbox = Sandbox::new();
    let mut command = Command::new(env!("CARGO_BIN_EXE_preface"));
    command.env_clear().envs(sandbox.environment()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let (mut stdin, mut stdout) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
    let mut printed = Vec::new();
    for text in ["# Title\n\n", "one\n\n", "two\n\n"] {
        stdin.write_all(text.as_bytes()).expect("it is read");
    }
    // All but the last block is certain. A read waits for it, and fails the test by never coming back.
    while !String::from_utf8_lossy(&printed).contains("one") {
        let mut piece = [0; 256];
        let count = stdout.read(&mut piece).expect("it prints");
        assert!(count > 0, "it has ended");
        printed.extend_from_slice(&piece[..count]);
    }
    stdin.write_all(b"three\n").expect("it is read");
    drop(stdin);
    stdout.read_to_end(&mut printed).expect("it prints");
    assert!(child.wait().expect("it ends").success());
    let printed = String::from_utf8(printed).expect("UTF-8");
    let words: Vec<_> = printed.split_whitespace().filter(|word| word.is_ascii()).collect();
    assert_eq!(words, ["Title", "one", "two", "three"], "{printed}");
}
