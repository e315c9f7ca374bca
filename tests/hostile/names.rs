//! Names of files and arguments: in what is said about them, and in the trail of those that are there.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;

use super::payloads::payloads;
use super::scanner::{scan, scan_lines};
use super::{BACK, FRONT, named};
use crate::sandbox::Sandbox;
use crate::terminal::pty::{Options, Session};
use crate::terminal::screen::{status, text, trail};

/// Names with a payload: without the bytes that no name can have.
fn names() -> Vec<Vec<u8>> {
    let name = |payload: &[u8]| [FRONT.as_bytes(), payload, BACK.as_bytes()].concat();
    payloads().filter(|payload| !payload.contains(&0)).map(name).collect()
}

/// Runs the program with each of these as its argument, in one terminal. How it is run is a line of the shell, in which
/// `$preface` is the program and `$name` the name.
fn said(names: &[Vec<u8>], run: &str) -> String {
    let sandbox = Sandbox::new();
    let list: Vec<u8> = names.join(&0);
    let list = sandbox.write("names", list);
    let script = format!("preface=$1; xargs -0 -n 1 sh -c 'name=$1; preface=$0; {run}; true' \"$preface\" < {list}");
    let session = Session::start(&Options { shell: Some(&script), size: (1000, 500), ..Options::default() });
    assert_eq!(session.exit_code(), 0);
    let bytes = session.bytes();
    scan_lines(&bytes).unwrap_or_else(|complaint| panic!("{complaint}"));
    String::from_utf8(bytes).expect("it has been read as that")
}

#[test]
fn of_files_that_are_not_there() {
    let names = names();
    let said = said(&names, "\"$preface\" \"$name.md\"");
    let lines: Vec<&str> = said.lines().filter(|line| line.contains(FRONT) && line.contains(BACK)).collect();
    assert_eq!(lines.len(), names.len(), "{said}");
}

#[test]
fn of_arguments() {
    // Of others only that is said.
    let names: Vec<Vec<u8>> = names().into_iter().filter(|name| std::str::from_utf8(name).is_ok()).collect();
    for run in ["\"$preface\" \"--$name\"", "\"$preface\" --width \"$name\"", "\"$preface\" --theme \"$name\""] {
        let said = said(&names, run);
        let lines = said.lines().filter(|line| line.contains(FRONT) && line.contains(BACK)).count();
        assert!(lines >= names.len(), "{lines} of {}: {said}", names.len());
    }
}

#[test]
fn the_editor_is_given_the_name_as_it_is() {
    let sandbox = Sandbox::new();
    let record = sandbox.file("record");
    let editor =
        sandbox.script("vim", &format!("printf '%s\\0' \"$@\" >> '{}'\necho edited >> \"$2\"\n", record.display()));
    let names = names().into_iter().filter(|name| !name.contains(&b'/') && !name.contains(&b'\n'));
    // Every tenth: an editor takes its time to start.
    let names: Vec<Vec<u8>> = names.step_by(10).collect();
    let mut wanted = Vec::new();
    for name in &names {
        let path = sandbox.path().join(OsStr::from_bytes(name));
        fs::write(&path, "words\n").expect("it can be written");
        let path = fs::canonicalize(path).expect("it is there");
        wanted.push([b"+1", path.as_os_str().as_bytes()].map(<[u8]>::to_vec));
    }
    let list: Vec<u8> = wanted.iter().map(|[_, path]| path.clone()).collect::<Vec<_>>().join(&0);
    let list = sandbox.write("names", list);
    let script = format!("reader=$1; xargs -0 -o \"$reader\" < {list}");
    let options = Options { shell: Some(&script), env: &[("EDITOR", &editor)], ..Options::default() };
    let session = Session::start(&options);
    for number in 1..=wanted.len() {
        let place = format!("file {number} of {}", wanted.len());
        session.until(&place, |screen| status(screen).contains(&place));
        session.press("e");
        // What was typed before the terminal is taken back would be echoed.
        session.until("what was edited", |screen| text(screen).contains("words edited"));
        session.press("<Space>");
    }
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
    scan(&session.bytes()).unwrap_or_else(|complaint| panic!("{complaint}"));
    let said = fs::read(&record).expect("it was run");
    let said: Vec<&[u8]> = said.split(|byte| *byte == 0).collect();
    assert_eq!(said[..said.len() - 1], wanted.iter().flatten().map(Vec::as_slice).collect::<Vec<_>>());
}

#[test]
fn of_files_that_are_there() {
    let sandbox = Sandbox::new();
    let mut paths = Vec::new();
    for name in names().into_iter().filter(|name| !name.contains(&b'/')) {
        let path = sandbox.path().join(OsStr::from_bytes(&name));
        if fs::write(&path, "words\n").is_ok() {
            paths.push((path, name));
        }
    }
    let list: Vec<u8> = paths.iter().map(|(path, _)| path.as_os_str().as_bytes()).collect::<Vec<_>>().join(&0);
    let list = sandbox.write("names", list);
    let script = format!("reader=$1; xargs -0 -o \"$reader\" < {list}");
    let session = Session::start(&Options { shell: Some(&script), ..Options::default() });
    for (number, (_, name)) in (1..).zip(&paths) {
        let place = format!("file {number} of {}", paths.len());
        session.until(&format!("{} in the trail", named(name)), |screen| {
            let trail = trail(screen);
            status(screen).contains(&place) && trail.contains(FRONT) && trail.contains(BACK)
        });
        session.press("<Space>");
    }
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
    scan(&session.bytes()).unwrap_or_else(|complaint| panic!("{complaint}"));
}
