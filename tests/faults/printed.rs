//! Each fault printed: the text and exit code 0, or one sentence and exit code 1; never both without saying so.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Read as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, Command, Output};
use std::thread;

use super::as_a_reader_without_rights;
use super::refused::refused;
use super::texts::{UTF_16, texts, written};
use crate::cli::{ended, preface, run, stderr, stdout};
use crate::sandbox::Sandbox;

/// One line that says this, and nothing printed.
#[track_caller]
fn assert_refused(output: &Output, said: &str) {
    let message = stderr(output);
    assert_eq!((output.status.code(), stdout(output)), (Some(1), ""), "{said}: {message}");
    assert!(message.lines().count() == 1 && message.contains(said), "{said}: {message}");
    assert!(!message.trim_end().chars().any(char::is_control), "{message:?}");
}

#[test]
fn texts_of_every_kind() {
    let sandbox = Sandbox::new();
    for text in texts() {
        let Some(path) = written(&sandbox, &text) else { continue };
        let mut command = preface(&sandbox, &["--links", "none", "--"]);
        command.arg(path.file_name().expect("it has a name"));
        let output = run(command);
        let name = text.name.escape_ascii();
        let said = stderr(&output);
        // Of what was lost; the name may be longer than a line.
        let told = text.notice.filter(|_| text.notice != UTF_16);
        assert_eq!((output.status.code(), said.lines().count()), (Some(0), told.iter().count()), "{name}: {said}");
        assert!(said.contains(told.unwrap_or_default()), "{name}: {said}");
        assert!(stdout(&output).contains(text.shows), "{name}: {}", stdout(&output));
        let steers = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202e}' | '\u{feff}');
        assert!(!stdout(&output).contains(steers), "{name}: {:?}", stdout(&output));
    }
    // As it is, a dash begins a flag.
    let output = run(preface(&sandbox, &["-dash.md"]));
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert_eq!(stdout(&run(preface(&sandbox, &["./-dash.md"]))), "behind a dash\n");
}

#[test]
fn what_is_no_text() {
    let sandbox = Sandbox::new();
    for refused in refused(&sandbox) {
        if let Some(said) = refused.named {
            assert_refused(&run(preface(&sandbox, &[refused.name])), said);
        }
    }
}

#[test]
fn what_has_nothing_in_it() {
    let sandbox = Sandbox::new();
    for (name, bytes) in [("empty.md", &b""[..]), ("mark.md", b"\xef\xbb\xbf"), ("wide.md", b"\xff\xfe")] {
        let output = run(preface(&sandbox, &[&sandbox.write(name, bytes)]));
        assert_eq!((output.status.code(), stdout(&output).trim(), stderr(&output)), (Some(0), "", ""), "{name}");
    }
}

#[test]
fn a_file_without_permission() {
    let sandbox = Sandbox::new();
    let Some(reader) = as_a_reader_without_rights(&sandbox) else { return };
    let secret = sandbox.write("secret.md", "words\n");
    let within = sandbox.write("closed/page.md", "words\n");
    for closed in [sandbox.file("secret.md"), sandbox.file("closed")] {
        fs::set_permissions(closed, fs::Permissions::from_mode(0o000)).expect("it is ours");
    }
    for path in [secret, within] {
        let as_reader = preface(&sandbox, &[&path]);
        let mut command = Command::new(reader.first().map_or(as_reader.get_program(), |first| first.as_ref()));
        if let Some((_, rest)) = reader.split_first() {
            command.args(rest).arg(as_reader.get_program());
        }
        command.arg(&path).env_clear().envs(sandbox.environment());
        command.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped());
        command.stderr(std::process::Stdio::piped());
        assert_refused(&run(command), &format!("You are not allowed to read “{path}”."));
    }
    // The folder can be taken away again.
    fs::set_permissions(sandbox.file("closed"), fs::Permissions::from_mode(0o700)).expect("it is ours");
}

#[test]
fn standard_input_that_is_no_stream() {
    let sandbox = Sandbox::new();
    let given = |file: File| {
        let mut command = preface(&sandbox, &["-"]);
        command.stdin(file);
        run(command)
    };
    let folder = File::open(sandbox.path()).expect("it can be looked into");
    assert_refused(&given(folder), "“standard input” is a folder; open a Markdown file in it.");
    let page = File::create(sandbox.file("page.md")).expect("it can be made");
    assert_refused(&given(page), "“standard input” could not be read");
    sandbox.write("page.md", "# Title\n");
    let output = given(File::open(sandbox.file("page.md")).expect("it is there"));
    assert!(output.status.success() && stdout(&output).contains("Title"), "{output:?}");
}

#[test]
fn devices() {
    let sandbox = Sandbox::new();
    assert_refused(&run(preface(&sandbox, &["/dev/zero"])), "“/dev/zero” is a binary file, not a text.");
    assert_refused(&run(preface(&sandbox, &["/dev/urandom"])), "“/dev/urandom” is a binary file, not a text.");
    let output = run(preface(&sandbox, &["/dev/null"]));
    assert_eq!((output.status.code(), stdout(&output).trim()), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn files_that_do_not_say_how_long_they_are() {
    let sandbox = Sandbox::new();
    // One that says that it is empty, and one that says that it is as long as it may become.
    assert_eq!(fs::metadata("/proc/version").expect("Linux has it").len(), 0);
    let output = run(preface(&sandbox, &["/proc/version"]));
    assert!(output.status.success() && stdout(&output).starts_with("Linux version"), "{output:?}");
    let path = "/sys/kernel/mm/transparent_hugepage/enabled";
    if fs::metadata(path).is_ok_and(|metadata| metadata.len() > 1000) {
        let output = run(preface(&sandbox, &[path]));
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
        assert!(stdout(&output).contains("madvise"), "{output:?}");
    }
    // A gigabyte of zeros for each of its pages: the first are enough to tell.
    assert_refused(&run(preface(&sandbox, &["/proc/self/pagemap"])), "is a binary file, not a text.");
    assert_refused(&run(preface(&sandbox, &["/proc/self/mem"])), "“/proc/self/mem” could not be read");
}

#[test]
fn a_named_pipe_is_printed_to_its_end() {
    let sandbox = Sandbox::new();
    let pipe = sandbox.file("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
    let writing = thread::spawn(move || fs::write(pipe, "# Through a pipe\n"));
    let output = run(preface(&sandbox, &["pipe"]));
    writing.join().expect("it does not panic").expect("somebody reads");
    assert!(output.status.success() && stdout(&output).contains("Through a pipe"), "{output:?}");
}

/// A reader that has printed its first line of a long text, and can't go on until the rest is read.
struct Printing {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
    file: std::path::PathBuf,
    _sandbox: Sandbox,
}

const LINES: usize = 80_000;

impl Printing {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let text: String = (0..LINES).map(|number| format!("    line {number:06}\n")).collect();
        let file = sandbox.write("long.md", text).into();
        let mut child = preface(&sandbox, &["long.md"]).spawn().expect("the program starts");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it prints");
        assert!(line.contains("line 000000"), "{line:?}");
        Self { child, out, file, _sandbox: sandbox }
    }

    /// The number of the last line that was printed, and how it ended.
    fn finished(mut self) -> (usize, Output) {
        let mut text = String::new();
        self.out.read_to_string(&mut text).expect("it prints text");
        let last = text.lines().rev().find_map(|line| line.rsplit(' ').next()?.parse().ok()).expect("numbers");
        (last, ended(self.child))
    }
}

#[test]
fn a_file_that_loses_its_end_while_it_is_printed_is_told() {
    let printing = Printing::new();
    let file = File::options().write(true).open(&printing.file).expect("it is ours");
    file.set_len(17 * LINES as u64 / 2).expect("it can be made shorter");
    let (last, output) = printing.finished();
    assert!(last < LINES - 1, "{last}");
    assert_refused(&output, "long.md” became shorter while it was being read: its end is missing.");
}

#[test]
fn ten_gigabytes_of_nothing_behind_a_text_are_not_read_for_its_beginning() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("sparse.md", format!("# Before it\n\n{}", "Some words.\n\n".repeat(6_000)));
    File::options().write(true).open(path).and_then(|file| file.set_len(10 << 30)).expect("a hole in a file");
    let mut child = preface(&sandbox, &["sparse.md"]).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("piped")).read_line(&mut line).expect("it prints");
    assert_eq!(line, "Before it\n");
    let output = ended(child);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[test]
fn a_file_that_is_replaced_or_deleted_while_it_is_printed_is_printed_as_it_was() {
    let printing = Printing::new();
    let other = printing.file.with_file_name("other.md");
    fs::write(&other, "something else\n").expect("a file can be written");
    fs::rename(&other, &printing.file).expect("it can be renamed");
    fs::remove_file(&printing.file).expect("it is there");
    let (last, output) = printing.finished();
    assert_eq!((last, output.status.code(), stderr(&output)), (LINES - 1, Some(0), ""));
}
