//! Other programs: one that has the terminal for a while finds it as a shell would, and none is left behind.
#![cfg(target_os = "linux")]

use std::fs;

use rustix::process::Signal;
use vt100::MouseProtocolMode;

use super::leaving::{assert_given_back, assert_taken};
use super::pty::{Options, Session};
use super::screen::{status, text};
use crate::sandbox::{Sandbox, eventually};

/// An editor that says so and reads a line from the terminal, as the terminal is for it.
fn editor(sandbox: &Sandbox) -> String {
    sandbox.script("editor", "printf 'editing\\n'; read -r line; printf 'heard %s.\\n' \"$line\" > \"$0.heard\"\n")
}

/// A reader whose editor is on the terminal.
fn with_its_editor(sandbox: &Sandbox, shell: Option<&str>) -> Session {
    let (editor, path) = (editor(sandbox), sandbox.write("notes.md", "# Notes\n\nSome words.\n"));
    let options = Options { args: &[&path], env: &[("EDITOR", &editor)], shell, ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("Some words.");
    session.press("e");
    session.until_shows("editing");
    session
}

/// What state a child of the process is in, for each: `Z` is one that has ended and that nobody has asked after.
fn children(pid: i32) -> Vec<String> {
    let processes = fs::read_dir("/proc").expect("it is there").flatten();
    let stats = processes.filter_map(|process| fs::read_to_string(process.path().join("stat")).ok());
    let fields = stats.filter_map(|stat| {
        let (_, fields) = stat.rsplit_once(')')?;
        let mut fields = fields.split_whitespace();
        let (state, parent) = (fields.next()?, fields.next()?);
        (parent == pid.to_string()).then(|| state.to_owned())
    });
    fields.collect()
}

#[test]
fn an_editor_has_the_terminal_as_it_was_and_all_its_keys() {
    let sandbox = Sandbox::new();
    let session = with_its_editor(&sandbox, None);
    assert_given_back(&session);
    session.press("q?<Enter>");
    let heard = eventually("the editor to hear", || fs::read_to_string(sandbox.file("editor.heard")).ok());
    assert_eq!(heard, "heard q?.\n");
    session.until("the page again", |screen| screen.alternate_screen() && text(screen).contains("Some words."));
    assert_taken(&session);
    session.until("the mouse", |screen| screen.mouse_protocol_mode() != MouseProtocolMode::None);
    assert_eq!(children(session.pid()), [""; 0]);
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn ctrl_z_in_the_editor_stops_both_and_both_go_on() {
    let sandbox = Sandbox::new();
    let shell = "set -m; \"$@\"; printf 'stopped\\n'; read -r _; fg >/dev/null; printf 'ended with %s\\n' $?";
    let session = with_its_editor(&sandbox, Some(shell));
    session.press("<C-z>");
    session.until_shows("stopped");
    assert_given_back(&session);
    session.press("<Enter>");
    // Until the editor has its line again nobody can say whose the keys are.
    session.press("words<Enter>");
    session.until("the page again", |screen| screen.alternate_screen() && text(screen).contains("Some words."));
    session.press("q");
    session.until_shows("ended with 0");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn asked_to_end_it_waits_for_the_editor() {
    let sandbox = Sandbox::new();
    let session = with_its_editor(&sandbox, None);
    session.signal(Signal::TERM);
    session.press("words<Enter>");
    assert_eq!(session.exit_code(), 143);
    assert!(sandbox.file("editor.heard").exists(), "the editor was left alone");
    assert_given_back(&session);
}

#[test]
fn an_opener_leaves_no_child_behind() {
    let sandbox = Sandbox::new();
    for (name, body) in [("quick", "exit 0\n"), ("slow", "sleep 0.4\n"), ("failing", "exit 3\n")] {
        let opener = sandbox.script(name, &format!("printf x > \"$0.opened\"\n{body}"));
        let session = Session::start(&Options { env: &[("PREFACE_OPENER", &opener)], ..Options::default() });
        session.until_shows("Resources");
        session.press("<Tab><Enter>");
        eventually("the opener to be run", || sandbox.file(&format!("{name}.opened")).exists().then_some(()));
        eventually("no child to be left", || children(session.pid()).is_empty().then_some(()));
        session.press("q");
        assert_eq!(session.exit_code(), 0);
    }
}

#[test]
fn a_browser_of_the_terminal_has_it_and_gives_it_back() {
    let sandbox = Sandbox::new();
    let browser = sandbox.script("w3m", "printf 'browsing %s\\n' \"$1\"; read -r _\n");
    let session = Session::start(&Options { env: &[("BROWSER", &browser)], ..Options::default() });
    session.until_shows("Resources");
    session.press("<Tab>");
    session.until("a link", |screen| status(screen).contains("https://docker.io"));
    session.press("<Enter>");
    session.until_shows("browsing https://docker.io");
    assert_given_back(&session);
    session.press("q<Enter>");
    session.until("the page again", |screen| screen.alternate_screen() && text(screen).contains("Resources"));
    assert_taken(&session);
    assert_eq!(children(session.pid()), [""; 0]);
}
