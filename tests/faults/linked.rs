//! Each fault at the other end of a link: a page, or a sentence while the page stays; nothing is opened that was not asked
//! for.

use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};

use super::refused::refused;
use super::texts::{texts, written};
use super::{as_a_reader_without_rights, as_target};
use crate::sandbox::{Sandbox, eventually};
use crate::terminal::pty::{Options, Session};
use crate::terminal::screen::{status, text as text_of};

/// What comes of following a link.
enum Comes {
    /// A page that shows this.
    Page(String),
    /// A sentence in which this stands.
    Sentence(String),
}

/// What stays on the page.
const WORDS: &str = "The words that stay.";

/// Follows every link of a page; the names of the links are their numbers.
fn follow_all(sandbox: &Sandbox, reader: &str, links: &[(String, Comes)]) {
    let mut page = format!("# Links\n\n{WORDS}\n\n");
    for (number, (target, _)) in links.iter().enumerate() {
        let _ = writeln!(page, "[link {number}](<{target}>)\\");
    }
    let path = sandbox.write("index.md", page);
    let rows = u16::try_from(links.len()).expect("few") + 20;
    let script = format!("exec {reader} \"$@\"");
    let size = (200, rows);
    let session = Session::start(&Options { args: &[&path], shell: Some(&script), size, ..Options::default() });
    session.until_shows(WORDS);
    for (number, (target, comes)) in links.iter().enumerate() {
        session.press("<Tab><Enter>");
        match comes {
            Comes::Page(shows) => {
                session.until(&format!("link {number}, to {target}: {shows}"), |screen| {
                    text_of(screen).contains(shows) && !text_of(screen).contains(WORDS)
                });
                session.press("<BS>");
            }
            Comes::Sentence(said) => {
                session.until(&format!("link {number}, to {target}: {said}"), |screen| text_of(screen).contains(said));
                assert!(session.text().contains(WORDS), "{target}: {}", session.text());
                // What is said is gone before the next is followed.
                session.press("k");
            }
        }
        session.until("the page", |screen| {
            let gone = matches!(comes, Comes::Sentence(said) if text_of(screen).contains(said));
            text_of(screen).contains(WORDS) && !gone
        });
    }
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(session.termios(), session.termios_before());
}

#[test]
fn files_of_every_kind() {
    let sandbox = Sandbox::new();
    let mut links = Vec::new();
    for text in texts() {
        if written(&sandbox, &text).is_none() {
            continue;
        }
        let comes = if text.name.iter().any(u8::is_ascii_control) {
            Comes::Sentence("The link's path has control characters in it, so it is not opened.".to_owned())
        } else if text.name.starts_with(b"-") {
            Comes::Sentence("target starts with a dash and could be taken for an option".to_owned())
        } else {
            // The end of a long one is not on the first page.
            Comes::Page(if text.name == b"late.md" {
                "many words".to_owned()
            } else {
                text.shows.replace('\u{fffd}', "□")
            })
        };
        links.push((as_target(text.name), comes));
    }
    links.push(("./-dash.md".to_owned(), Comes::Page("behind a dash".to_owned())));
    for refused in refused(&sandbox) {
        links.push((refused.name.to_owned(), Comes::Sentence(refused.linked.to_owned())));
    }
    links.push((format!("{}.md", "long".repeat(100)), Comes::Sentence("could not be read: ".to_owned())));
    follow_all(&sandbox, "", &links);
}

#[test]
fn files_without_permission() {
    let sandbox = Sandbox::new();
    let Some(reader) = as_a_reader_without_rights(&sandbox) else { return };
    sandbox.write("secret.md", "words\n");
    sandbox.write("closed/page.md", "words\n");
    for closed in [sandbox.file("secret.md"), sandbox.file("closed")] {
        fs::set_permissions(closed, fs::Permissions::from_mode(0o000)).expect("it is ours");
    }
    let said = |name: &str| Comes::Sentence(format!("You are not allowed to read “{}”.", sandbox.file(name).display()));
    let links = [("secret.md".to_owned(), said("secret.md")), ("closed/page.md".to_owned(), said("closed/page.md"))];
    follow_all(&sandbox, &reader.join(" "), &links);
    // The folder can be taken away again.
    fs::set_permissions(sandbox.file("closed"), fs::Permissions::from_mode(0o700)).expect("it is ours");
}

#[test]
fn what_lies_elsewhere_is_asked_about_as_it_really_is_and_then_opened_or_not() {
    let sandbox = Sandbox::new();
    let outside = sandbox.write("outside.md", "# Outside\n");
    symlink(&outside, sandbox.file("link.md")).expect("a link");
    fs::create_dir(sandbox.file("book")).expect("a folder");
    symlink("../link.md", sandbox.file("book/sly.md")).expect("a link");
    symlink("/dev/zero", sandbox.file("book/zero.md")).expect("a link");
    let targets = ["sly.md", "zero.md", "/dev/tty", "/proc/version"];
    let page = targets.map(|target| format!("[to {target}]({target})\\\n")).concat();
    let path = sandbox.write("book/index.md", format!("# Links\n\n{WORDS}\n\n{page}"));
    let session = Session::start(&Options { args: &[&path], size: (140, 30), ..Options::default() });
    session.until_shows(WORDS);
    let not_regular = "is not a regular file, so the link to it is not followed.";
    let proc = if cfg!(target_os = "linux") { "Linux version" } else { "There is no file" };
    for (shown, comes) in
        [(&*outside, "Outside"), ("/dev/zero", not_regular), ("/dev/tty", not_regular), ("/proc", proc)]
    {
        session.press("<Tab><Enter>");
        session.until(&format!("the question about {shown}"), |screen| {
            text_of(screen).contains("outside of the folder that you opened") && text_of(screen).contains(shown)
        });
        session.press("n");
        session.until("a no", |screen| status(screen).contains("Not opened."));
        session.press("<Enter>");
        session.until_shows("outside of the folder that you opened");
        session.press("y");
        session.until_shows(comes);
        if !session.text().contains(WORDS) {
            session.press("<BS>");
        }
        session.until_shows(WORDS);
    }
    // Between the question and the answer something else may take its place.
    session.press("g<S-Tab><S-Tab><S-Tab>");
    session.until("the first link", |screen| status(screen).contains("sly.md"));
    session.press("<Enter>");
    session.until_shows("outside of the folder that you opened");
    fs::rename(&outside, sandbox.file("moved.md")).expect("it can be renamed");
    symlink("moved.md", &outside).expect("a link");
    session.press("y");
    session.until_shows("outside.md” was replaced while it was being opened, so it is not read.");
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
    eventually("the end", || fs::remove_file(&outside).ok());
}
