//! Streams for which there is no room: what has arrived is kept, and it is said why there is no more. And those of which
//! something is lost on the way.
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

#[test]
fn what_could_not_be_read_of_a_stream_is_told_on_paper_and_on_the_screen() {
    let sandbox = Sandbox::new();
    for (name, before, after, said) in [
        ("lossy", &b"first words\n\n"[..], &b"one \xff\xfe two\n"[..], "Some bytes are not UTF-8"),
        ("lone", b"\xff\xfef\0i\0r\0s\0t\0\n\0\n\0", b"\x00\xd8t\0w\0o\0\n\0", "Read as UTF-16; what could not be"),
    ] {
        let files = [sandbox.write("before", before), sandbox.write("after", after)];
        let mut shell = std::process::Command::new("/bin/sh");
        let reader = preface(&sandbox, &[]);
        shell.args(["-c", "cat \"$1\" \"$2\" | \"$0\""]).arg(reader.get_program()).args(&files);
        shell.env_clear().envs(sandbox.environment());
        shell.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let output = run(shell);
        assert!(stdout(&output).starts_with("first") && stdout(&output).contains('\u{fffd}'), "{}", stdout(&output));
        assert!(output.status.success() && stderr(&output).contains(said), "{name}: {}", stderr(&output));
        // What is lost comes when the beginning is on the screen.
        let script = "{ cat \"$2\"; read -r go < \"$4\"; cat \"$3\"; } | \"$1\"";
        let go = sandbox.file(&format!("{name}.go"));
        rustix::fs::mknodat(rustix::fs::CWD, &go, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
        let args = [&*files[0], &files[1], go.to_str().expect("temporary paths are UTF-8")];
        let session =
            Session::start(&Options { shell: Some(script), args: &args, size: (140, 30), ..Options::default() });
        session.until_shows("first");
        std::fs::write(&go, "go\n").expect("somebody waits for it");
        session.until_shows(said);
        session.press("q");
        assert_eq!(session.exit_code(), 0);
    }
}

#[test]
fn a_folder_is_no_stream() {
    let sandbox = Sandbox::new();
    let mut command = preface(&sandbox, &[]);
    command.stdin(std::fs::File::open(sandbox.path()).expect("a folder"));
    let output = run(command);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("standard input” is a folder"), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
}
