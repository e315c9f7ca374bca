//! Streams for which there is no room: what has arrived is kept, and it is said why there is no more.
//!
//! The bound of what is kept is tested beside the code: a gigabyte is too much for here.

use crate::cli::{preface, run, stderr, stdout};
use crate::sandbox::Sandbox;
use crate::terminal::pty::{Options, Session};
use crate::terminal::screen::status;

/// Writes more into the reader than is kept in memory, where files can't become larger than some bytes: there is no more
/// room on a disk either. The system ends who doesn't see to it.
///
/// What is in the place of `@` goes before most of it.
const ENDLESS: &str = "ulimit -f 1; { printf 'some words in a line\n\n@'; yes 'and so on' | head -c 4500000; } | ";

const SAID: &str = "No more is kept of what arrives: ";

#[test]
fn printed() {
    let sandbox = Sandbox::new();
    let reader = preface(&sandbox, &[]);
    let mut command = preface(&sandbox, &[]);
    // A comment takes no time to be printed.
    let endless = ENDLESS.replace('@', "<!--\n");
    let mut shell = std::process::Command::new("/bin/sh");
    shell.args(["-c", &format!("{endless}\"$0\""), &reader.get_program().to_string_lossy()]);
    shell.env_clear().envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    shell.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    std::mem::swap(&mut command, &mut shell);
    let output = run(command);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(stderr(&output).lines().count() == 1 && stderr(&output).contains(SAID), "{}", stderr(&output));
    assert_eq!(stdout(&output).trim_end(), "some words in a line");
}

#[test]
fn on_the_screen() {
    let script = format!("{}\"$@\"", ENDLESS.replace('@', ""));
    let session = Session::start(&Options { shell: Some(&script), size: (140, 30), ..Options::default() });
    session.until_shows("some words in a line");
    session.until_shows(SAID);
    session.press("j");
    session.until("how much there is", |screen| status(screen).contains("cut off behind 4.1 MB"));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(session.termios(), session.termios_before());
}
