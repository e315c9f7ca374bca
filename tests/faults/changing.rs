//! A file that is changed while it is read, in ways that editors don't: what is shown stays until there is something new.
//!
//! How editors and programs change files is tested in `terminal::reload`.

use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use super::as_a_reader_without_rights;
use crate::sandbox::Sandbox;
use crate::terminal::pty::{Options, Session};
use crate::terminal::screen::{status, text as text_of};

/// Has a link lead elsewhere, without a gap.
fn switch(link: &Path, target: &str) {
    let new = link.with_extension("new");
    symlink(target, &new).expect("a link");
    fs::rename(new, link).expect("it can be renamed");
}

/// A reader of a file that is being watched.
fn opened(sandbox: &Sandbox, name: &str, shows: &str) -> Session {
    let path = sandbox.file(name).into_os_string().into_string().expect("temporary paths are UTF-8");
    let session = Session::start(&Options { args: &[&path], size: (140, 30), ..Options::default() });
    session.until_shows(shows);
    // Watching begins behind the first frame; what has changed by then is noticed as it begins.
    let mut file = File::options().append(true).open(&path).expect("it is ours");
    file.write_all(b"\nWatched.\n").expect("it can be written");
    session.until_shows("Read again: the file has changed.");
    session
}

fn leave(session: &Session) {
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
}

const ELSEWHERE: &str = "Read again: its link leads to another file now.";

#[test]
fn a_link_that_leads_elsewhere_is_followed() {
    let sandbox = Sandbox::new();
    sandbox.write("one.md", "# The first\n");
    sandbox.write("two.md", "# The second one\n");
    let link = sandbox.file("current.md");
    symlink("one.md", &link).expect("a link");
    let session = opened(&sandbox, "current.md", "The first");
    switch(&link, "two.md");
    session.until_shows("The second one");
    session.until_shows(ELSEWHERE);
    // What it leads to now is what is watched now.
    sandbox.write("two.md", "# The second one, changed\n");
    session.until_shows("The second one, changed");
    fs::remove_file(&link).expect("it is there");
    session.until_shows("The file is gone; what you see is what was read.");
    session.until_shows("The second one, changed");
    symlink("one.md", &link).expect("a link");
    session.until_shows("The first");
    symlink("nowhere.md", link.with_extension("new")).expect("a link");
    fs::rename(link.with_extension("new"), &link).expect("it can be renamed");
    session.until_shows("The file is gone");
    sandbox.write("nowhere.md", "# From nowhere\n");
    session.until_shows("From nowhere");
    leave(&session);
}

#[test]
fn a_folder_that_is_a_link_and_leads_elsewhere_is_followed() {
    let sandbox = Sandbox::new();
    sandbox.write("releases/1/guide.md", "# The first\n\n[next](next.md)\n");
    sandbox.write("releases/2/guide.md", "# The second one\n\n[next](next.md)\n");
    sandbox.write("releases/2/next.md", "# Behind the second one\n");
    symlink("releases/1", sandbox.file("current")).expect("a link");
    let session = opened(&sandbox, "current/guide.md", "The first");
    switch(&sandbox.file("current"), "releases/2");
    session.until_shows("The second one");
    session.until_shows(ELSEWHERE);
    // Its links lead on from where it is now, which is not in the folder that was opened.
    session.press("<Tab><Enter>");
    session.until_shows("releases/2/next.md");
    session.until_shows("outside of the folder that you opened");
    session.press("y");
    session.until_shows("Behind the second one");
    leave(&session);
}

#[test]
fn a_folder_that_goes_and_comes_again_is_waited_for() {
    let sandbox = Sandbox::new();
    sandbox.write("book/part/page.md", "# The first\n");
    let session = opened(&sandbox, "book/part/page.md", "The first");
    fs::remove_dir_all(sandbox.file("book")).expect("it can be deleted");
    session.until_shows("The file is gone; what you see is what was read.");
    session.until_shows("The first");
    sandbox.write("book/part/page.md", "# The second one\n");
    session.until_shows("The second one");
    // Without a moment in which nothing is there.
    fs::rename(sandbox.file("book/part"), sandbox.file("book/old")).expect("it can be renamed");
    sandbox.write("book/part/page.md", "# The third one of them\n");
    session.until_shows("The third one of them");
    sandbox.write("book/part/page.md", "# The last\n");
    session.until_shows("The last");
    leave(&session);
}

#[test]
fn what_a_document_led_to_is_not_followed_out_of_the_folder() {
    let sandbox = Sandbox::new();
    sandbox.write("secret.md", "# Words from elsewhere\n");
    sandbox.write("book/index.md", "# Index\n\n[link](link.md) [file](file.md)\n");
    sandbox.write("book/inside.md", "# Inside\n");
    sandbox.write("book/file.md", "# A file\n");
    symlink("inside.md", sandbox.file("book/link.md")).expect("a link");
    let session = opened(&sandbox, "book/index.md", "Index");
    for (keys, name, shows) in
        [("<Tab><Enter>", "book/link.md", "Inside"), ("<BS><Tab><Enter>", "book/file.md", "A file")]
    {
        session.press(keys);
        session.until_shows(shows);
        switch(&sandbox.file(name), "../secret.md");
        session.until_shows("secret.md” is where its link leads now, outside of the folder that you opened.");
        session.until_shows(shows);
        assert!(session.look(status).contains("secret.md"), "{}", session.text());
        // By hand as well.
        session.press("k");
        session.until("the message to go", |screen| !status(screen).contains("secret.md"));
        session.press("r");
        session.until_shows("is where its link leads now");
    }
    switch(&sandbox.file("book/file.md"), "inside.md");
    session.until_shows("Inside");
    leave(&session);
    assert!(!String::from_utf8_lossy(&session.bytes()).contains("Words from elsewhere"));
}

#[test]
fn a_file_that_may_not_be_read_any_more_stays_as_it_was_read() {
    let sandbox = Sandbox::new();
    let Some(reader) = as_a_reader_without_rights(&sandbox) else { return };
    let path = sandbox.write("page.md", "# The first\n");
    let script = format!("exec {} \"$@\"", reader.join(" "));
    let options = Options { args: &[&path], shell: Some(&script), size: (140, 30), ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("The first");
    sandbox.write("page.md", "# The first, watched\n");
    session.until_shows("The first, watched");
    let allow = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("it is ours");
    allow(0o000);
    session.until_shows(&format!("You are not allowed to read “{path}”. What you see is what was read."));
    session.until_shows("The first, watched");
    sandbox.write("new.md", "# The second one\n");
    fs::rename(sandbox.file("new.md"), &path).expect("it can be renamed");
    session.until_shows("The second one");
    leave(&session);
}

#[test]
fn a_file_that_loses_its_end_keeps_the_words_on_the_page() {
    let sandbox = Sandbox::new();
    let text: String = (0..40_000).map(|number| format!("Words of {number}.\n\n")).collect();
    let path = sandbox.write("page.md", &text);
    let session = opened(&sandbox, "page.md", "Words of 0.");
    session.press("1%");
    session.until("another page", |screen| !text_of(screen).contains("Words of 0."));
    let before = session.text();
    let words = before.lines().find(|line| line.contains("Words of ")).expect("words").trim().to_owned();
    let half = text.find("Words of 20000.").expect("it is there");
    File::options().write(true).open(path).and_then(|file| file.set_len(half as u64)).expect("it can be made shorter");
    session.until_shows("Read again: the file has changed.");
    session.until_shows(&words);
    session.press("G");
    session.until_shows("Words of 19999.");
    leave(&session);
}
