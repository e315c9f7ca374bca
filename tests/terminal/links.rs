//! The links of the bundled preface: each leads to the program that opens it, or to the clipboard in the dark.

use std::fs;
use std::path::Path;

use super::base64::decoded;
use super::pty::{Options, Session};
use super::screen::{place, rows, status, text};
use crate::sandbox::{Sandbox, eventually};

const REPOSITORY: &str = "https://github.com/brendandburns/designing-distributed-systems";

/// Every link, in the order of the text.
const LINKS: [&str; 5] =
    ["https://docker.io", "https://kubernetes.io", "https://dcos.io", REPOSITORY, "mailto:permissions@oreilly.com"];

/// What the spy was told to open.
fn opened(record: &Path) -> String {
    eventually("the opener to be run", || fs::read_to_string(record).ok())
}

#[test]
fn each_link_reaches_the_opener() {
    for (number, link) in (1..).zip(LINKS) {
        let sandbox = Sandbox::new();
        let opener = sandbox.spy("opener", "opened");
        let session = Session::start(&Options { env: &[("PREFACE_OPENER", &opener)], ..Options::default() });
        session.until_shows("Resources");
        session.press(&"<Tab>".repeat(number));
        session.until(&format!("{link} in the status line"), |screen| status(screen).contains(link));
        assert!(!sandbox.file("opened").exists(), "focus alone opens nothing");
        session.press("<Enter>");
        assert_eq!(opened(&sandbox.file("opened")), link);
        // It goes on reading, with its screen untouched by the opener.
        session.press("q");
        assert_eq!(session.exit_code(), 0);
    }
}

#[test]
fn tab_goes_round_both_ways() {
    let session = Session::preface(100, 30);
    for (key, link) in [("<Tab>", LINKS[0]), ("<Tab>", LINKS[1]), ("<S-Tab>", LINKS[0]), ("<Tab>", LINKS[1])] {
        session.press(key);
        session.until(link, |screen| status(screen).contains(link));
    }
}

#[test]
fn a_click_opens_the_link_under_it() {
    let sandbox = Sandbox::new();
    let opener = sandbox.spy("opener", "opened");
    let path = sandbox.write("page.md", "# Page\n\nSee [the repository](https://example.org/code) for more.\n");
    let options = Options { args: &[&path], env: &[("PREFACE_OPENER", &opener)], ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("the repository");
    let (column, row) = session.look(|screen| place(screen, "the repository")).expect("it is shown");
    session.click(column + 4, row);
    assert_eq!(opened(&sandbox.file("opened")), "https://example.org/code");
}

#[test]
fn an_argument_of_the_opener_is_never_a_command() {
    let sandbox = Sandbox::new();
    let opener = sandbox.spy("opener", "opened");
    let link = "https://example.org/?a=$(touch${IFS}pwned)&b=`id`;c|d'e";
    let path = sandbox.write("page.md", format!("[words](<{link}>)\n"));
    let options = Options { args: &[&path], env: &[("PREFACE_OPENER", &opener)], ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("words");
    session.press("<Tab><Enter>");
    let target = opened(&sandbox.file("opened"));
    assert!(target.starts_with("https://example.org/?a=") && target.contains("touch"), "{target}");
}

#[test]
fn a_question_is_read_whole_in_a_small_window() {
    let sandbox = Sandbox::new();
    let opener = sandbox.spy("opener", "opened");
    let target = format!(
        "https://bank.example@пример.example:8080/{}",
        (0..200).map(|n| format!("{n:03}/")).collect::<String>()
    );
    let path = sandbox.write("page.md", format!("[words]({target})\n"));
    let options = Options { args: &[&path], env: &[("PREFACE_OPENER", &opener)], size: (40, 8), ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("words");
    session.press("<Tab><Enter>");
    session.until("the question", |screen| status(screen).contains("more"));
    let mut seen = session.look(rows)[..7].concat().replace(' ', "");
    for line in 0.. {
        let before = session.look(rows);
        if before[..7].concat().contains("has a user name in it.") {
            break;
        }
        assert!(line < 100, "{before:?}");
        session.press("j");
        session.until("the next line", |screen| rows(screen) != before);
        seen += session.look(rows)[6].trim();
    }
    assert!(seen.contains(&target), "{seen}");
    assert!(seen.contains("Its host is xn--e1afmkfd.example"), "{seen}");
    assert!(!sandbox.file("opened").exists(), "nothing is opened before the answer");
    session.press("y");
    assert_eq!(opened(&sandbox.file("opened")), target);
}

#[test]
fn over_ssh_the_address_goes_to_the_clipboard_and_is_shown() {
    let session = Session::start(&Options { env: &[("SSH_CONNECTION", "::1 1 ::1 22")], ..Options::default() });
    copies_the_repository(&session);
}

#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_the_address_goes_to_the_clipboard_and_is_shown() {
    copies_the_repository(&Session::start(&Options::default()));
}

#[track_caller]
fn copies_the_repository(session: &Session) {
    session.until_shows("Resources");
    session.press("<Tab><Tab><Tab><Tab>");
    session.until("the link in focus", |screen| status(screen).contains(REPOSITORY));
    session.press("<Enter>");
    assert_eq!(decoded(&session.until_copied()), REPOSITORY);
    session.until("the address, and what became of it", |screen| {
        text(screen).contains(REPOSITORY) && text(screen).contains("clipboard")
    });
}

#[test]
fn all_links_are_listed_and_those_to_files_that_are_not_there_marked() {
    let sandbox = Sandbox::new();
    sandbox.write("there.md", "# There\n");
    let path = sandbox.write("page.md", "# Page\n\n[one](there.md) and [two](gone.md).\n\n# Next\n\n[three](#page)\n");
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    session.until_shows("Next");
    session.press("F");
    session.until("the list with its mark", |screen| {
        text(screen).contains("no such file · gone.md") && status(screen).contains("3 links")
    });
    assert!(!session.look(text).contains("no such file · there.md"));
    session.press("three<Enter>");
    session.until("the link in focus", |screen| status(screen).contains("#page"));
}
