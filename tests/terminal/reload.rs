//! A file that changes while it is read, in every way in which editors and programs change files.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use super::pty::{Options, Session};
use super::screen::{status, text as text_of};
use crate::sandbox::Sandbox;

fn text(sections: std::ops::Range<usize>) -> String {
    sections.map(|number| format!("## Section {number}\n\nWords of {number}.\n\n")).collect()
}

/// A reader at the fiftieth section of a file, whose folder is being watched.
struct Reading {
    session: Session,
    path: PathBuf,
    sandbox: Sandbox,
}

impl Reading {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let path = sandbox.write("notes.md", text(0..100));
        let session = Session::start(&Options { args: &[&path], ..Options::default() });
        session.until_shows("Words of 0.");
        session.press("50]");
        session.until_shows("Words of 50.");
        let reading = Self { session, path: path.into(), sandbox };
        // Watching begins behind the first frame.
        reading.until_watched();
        reading
    }

    /// Nothing else tells that the folder is watched: a change that is noticed does.
    fn until_watched(&self) {
        crate::sandbox::eventually("the folder to be watched", || {
            // By renaming: a file that is being written may be read while it is empty, and be gone before it is read again.
            let new = self.sandbox.file("notes.new");
            fs::write(&new, text(0..100) + "x\n").expect("it can be written");
            fs::rename(&new, &self.path).expect("it can be renamed");
            self.session.text().contains("Read again").then_some(())
        });
        self.session.press("jk");
        self.session.until("the message to go", |screen| !status(screen).contains("Read again"));
    }

    fn until_read_again(&self) {
        let said = |screen: &vt100::Screen| status(screen).contains("Read again: the file has changed.");
        self.session.until("that it was read again, the same words on top", |screen| {
            let on_top = text_of(screen).lines().position(|row| row.contains("Words of 50."));
            said(screen) && on_top == Some(5)
        });
        self.session.press("jk");
        self.session.until("the message to go", |screen| !said(screen));
    }
}

#[test]
fn changes_of_every_kind_are_read_and_the_words_stay() {
    let reading = Reading::new();
    let path = &reading.path;

    // As vim saves, and everything that does it without a gap.
    let other = reading.sandbox.write("other", format!("# New\n\n{}", text(0..100)));
    fs::rename(other, path).expect("one file system");
    reading.until_read_again();

    // Written over in place, and shorter.
    fs::write(path, text(20..100)).expect("it can be written");
    reading.until_read_again();

    // Appended to.
    OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(b"More.\n")).expect("writable");
    reading.until_read_again();

    // Deleted and made anew.
    fs::remove_file(path).expect("it is there");
    reading.session.until_shows("The file is gone; what you see is what was read.");
    reading.session.until_shows("Words of 50.");
    fs::write(path, text(30..100)).expect("it can be written");
    reading.until_read_again();

    // Truncated, and written again after a while.
    fs::write(path, "").expect("it can be written");
    reading.session.until("an empty page", |screen| !text_of(screen).contains("Words"));
    fs::write(path, text(10..100)).expect("it can be written");
    reading.until_read_again();

    reading.session.press("q");
    assert_eq!(reading.session.exit_code(), 0);
}

#[test]
fn what_was_put_in_the_place_of_a_file_is_not_opened() {
    let reading = Reading::new();
    fs::remove_file(&reading.path).expect("it is there");
    fs::create_dir(&reading.path).expect("a folder can be made");
    reading.session.until_shows("is a folder now.");
    reading.session.until_shows("Words of 50.");
    fs::remove_dir(&reading.path).expect("it is there");
    rustix::fs::mknodat(rustix::fs::CWD, &reading.path, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
    reading.session.until_shows("is not a regular file any more.");
    fs::remove_file(&reading.path).expect("it is there");
    fs::write(&reading.path, text(1..100)).expect("it can be written");
    reading.until_read_again();
}

#[test]
fn what_a_program_appends_is_followed_from_the_end() {
    let reading = Reading::new();
    reading.session.press("G");
    reading.session.until_shows("Words of 99.");
    for number in 0..5 {
        let line = format!("Appended {number}.\n\n");
        let file = OpenOptions::new().append(true).open(&reading.path);
        file.and_then(|mut file| file.write_all(line.as_bytes())).expect("it can be written");
        reading.session.until_shows(line.trim_end());
    }
}
