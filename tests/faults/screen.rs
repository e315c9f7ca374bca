//! Each fault named on the command line, at a terminal: the page, or one sentence before the screen changes.

use std::fs::{self, File};
use std::io::{Seek as _, SeekFrom, Write as _};
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;

use super::as_a_reader_without_rights;
use super::refused::refused;
use super::texts::{texts, written};
use crate::sandbox::Sandbox;
use crate::terminal::pty::{Options, Session};
use crate::terminal::screen::{status, text as text_of};

/// What the screen of a test shows of a text: the emulator has something else for U+FFFD.
fn on_screen(text: &str) -> String {
    text.replace('\u{fffd}', "□")
}

#[test]
fn texts_of_every_kind() {
    let sandbox = Sandbox::new();
    let texts = texts();
    let files: Vec<_> = texts.iter().filter_map(|text| Some((text, written(&sandbox, text)?))).collect();
    let list: Vec<u8> = files.iter().map(|(_, path)| path.as_os_str().as_bytes()).collect::<Vec<_>>().join(&0);
    let list = sandbox.write("names", list);
    // Names need not be UTF-8, nor arguments of this terminal's.
    let script = format!("reader=$1; xargs -0 -o \"$reader\" < {list}");
    let session = Session::start(&Options { shell: Some(&script), size: (140, 30), ..Options::default() });
    for (number, (text, _)) in (1..).zip(&files) {
        let name = text.name.escape_ascii();
        let place = format!("file {number} of {}", files.len());
        let notice = text.notice.map(on_screen);
        session.until(&format!("{name}, and what is said of it"), |screen| {
            text_of(screen).contains(&notice.clone().unwrap_or(place.clone()))
        });
        session.press("G");
        session.until(&format!("{name} to its end"), |screen| {
            text_of(screen).contains(&on_screen(text.shows)) && status(screen).contains(&place)
        });
        session.press("<Space>");
    }
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn what_is_no_text_is_said_before_the_screen_changes() {
    let sandbox = Sandbox::new();
    let refused: Vec<_> = refused(&sandbox).into_iter().filter_map(|it| Some((it.name, it.named?))).collect();
    let paths: Vec<String> = refused.iter().map(|(name, _)| sandbox.file(name).display().to_string()).collect();
    let more = ["/dev/zero", "/dev/tty", "/dev/stdin", "-"].map(str::to_owned);
    let args: Vec<&str> = paths.iter().chain(&more).map(String::as_str).collect();
    let script = "reader=$1; shift; for path; do \"$reader\" \"$path\"; printf 'code %s\\n' $?; done; exit 7";
    let options = Options { args: &args, shell: Some(script), size: (200, 100), ..Options::default() };
    let session = Session::start(&options);
    assert_eq!(session.exit_code(), 7);
    let bytes = session.bytes();
    assert!(!bytes.contains(&0x1b), "{}", bytes.escape_ascii());
    let text = session.text();
    let lines: Vec<&str> = text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let terminal = "is a terminal: what is typed there are keys, not a text.";
    let more =
        [("/dev/zero", "is a binary file"), ("/dev/tty", terminal), ("/dev/stdin", terminal), ("input", terminal)];
    let expected: Vec<_> = refused.iter().copied().chain(more).collect();
    assert_eq!(lines.len(), 2 * expected.len(), "{text}");
    for ((name, said), lines) in expected.iter().zip(lines.chunks(2)) {
        assert!(lines[0].contains(name) && lines[0].contains(said), "{name}: {}", lines[0]);
        assert_eq!(lines[1], "code 1", "{name}");
    }
}

#[test]
fn a_file_without_permission() {
    let sandbox = Sandbox::new();
    let Some(reader) = as_a_reader_without_rights(&sandbox) else { return };
    let path = sandbox.write("secret.md", "words\n");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("it is ours");
    let script = format!("exec {} \"$@\"", reader.join(" "));
    let options = Options { args: &[&path], shell: Some(&script), size: (140, 30), ..Options::default() };
    let session = Session::start(&options);
    assert_eq!(session.exit_code(), 1);
    assert!(session.text().contains(&format!("You are not allowed to read “{path}”.")), "{}", session.text());
    assert!(!session.bytes().contains(&0x1b), "{}", session.bytes().escape_ascii());
}

#[test]
fn ten_gigabytes_of_nothing_behind_a_text_do_not_keep_it_waiting() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("sparse.md", format!("# Before it\n\n{}", "Some words.\n\n".repeat(6_000)));
    let mut file = File::options().write(true).open(&path).expect("it is ours");
    file.seek(SeekFrom::Start(10 << 30)).expect("there is nothing there");
    file.write_all(b"\n\n# Behind it\n\nThe last words.\n").expect("there is room");
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    session.until_shows("Before it");
    session.press("G");
    session.until_shows("The last words.");
    session.press("g");
    session.until_shows("Before it");
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}
