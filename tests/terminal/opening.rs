//! The first frame: what is on it at each size, and how soon the reader can be trusted with the screen.

use super::pty::{Options, Questions, Session};
use super::screen::{left, rows, status, text, trail};
use crate::sandbox::Sandbox;

/// The headings of the bundled preface, in order.
const SECTIONS: [&str; 3] = ["Resources", "Using Code Examples", "O'Reilly Safari"];

/// How wide the contents are at most, beside a page.
const CONTENTS: u16 = 28;

/// Whether each section has a row of its own within these columns.
fn lists_the_sections(screen: &vt100::Screen, columns: u16) -> bool {
    let rows = left(screen, columns);
    let name = |row: &str| row.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    SECTIONS.iter().all(|section| rows.iter().any(|row| name(row) == *section))
}

/// The section that the trail names, and the one that the contents mark.
fn section_read(screen: &vt100::Screen) -> (String, String) {
    let named = trail(screen).rsplit('›').next().unwrap_or_default().trim().to_owned();
    let marked = left(screen, CONTENTS).into_iter().find(|row| row.contains('▌')).unwrap_or_default();
    (named, marked.replace('▌', "").trim().to_owned())
}

#[test]
fn the_bundled_preface_with_contents_trail_page_and_status() {
    let session = Session::start(&Options::default());
    session.until("the trail", |screen| trail(screen).starts_with(" Designing Distributed Systems › Preface › "));
    session.look(|screen| {
        assert!(lists_the_sections(screen, CONTENTS), "{}", text(screen));
        let page: Vec<String> = screen.rows(CONTENTS, 72).collect();
        assert!(page.join("\n").contains("Resources"), "{}", text(screen));
        assert!(status(screen).contains(" of 3 · ") && status(screen).contains('%'), "{}", text(screen));
        assert!(screen.alternate_screen() && screen.hide_cursor());
    });
}

#[test]
fn the_contents_mark_the_section_that_the_trail_names() {
    let session = Session::preface(100, 30);
    let first = session.look(section_read);
    assert_eq!(first.0, first.1, "{}", session.text());
    session.press("]");
    session.until("another section", |screen| section_read(screen).0 != first.0);
    let second = session.look(section_read);
    assert_eq!(second.0, second.1, "{}", session.text());
}

#[test]
fn sixty_columns_show_contents_on_demand() {
    let session = Session::preface(60, 20);
    session.look(|screen| assert!(!lists_the_sections(screen, 60), "{}", text(screen)));
    session.press("t");
    session.until("the contents", |screen| lists_the_sections(screen, 60));
    session.press("t");
    session.until("no contents", |screen| !lists_the_sections(screen, 60));
}

#[test]
fn twenty_columns_still_read() {
    let session = Session::preface(20, 10);
    session.look(|screen| {
        let page = rows(screen)[1..9].join(" ");
        let words = page.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        assert!(words >= 8, "only {words} words:\n{}", text(screen));
    });
}

#[test]
fn less_than_that_is_told_in_a_sentence() {
    let session = Session::start(&Options { size: (15, 5), ..Options::default() });
    session.until("words", |screen| text(screen).split_whitespace().count() >= 2);
    let words = session.text();
    assert!(!words.contains('›') && !words.contains("of 3"), "{words}");
    session.resize(100, 30);
    session.until("the preface", |screen| lists_the_sections(screen, CONTENTS));
}

#[test]
fn a_file_is_opened_with_its_own_headings() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("guide.md", "# The guide\n\n## First steps\n\nSome words.\n\n## And then\n\nMore.\n");
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    session.until("the contents", |screen| {
        let contents = left(screen, CONTENTS).join("\n");
        contents.contains("First steps") && contents.contains("And then")
    });
    session.until_shows("Some words.");
}

#[test]
fn what_cannot_be_opened_is_said_before_the_screen_changes() {
    let session = Session::start(&Options { args: &["missing.md"], ..Options::default() });
    assert_eq!(session.exit_code(), 1);
    assert!(session.text().contains("missing.md"), "{}", session.text());
    assert!(!session.bytes().contains(&0x1b), "{}", session.bytes().escape_ascii());
}

#[test]
fn without_colour_the_page_is_monochrome_and_keeps_its_hierarchy() {
    let session = Session::start(&Options { env: &[("NO_COLOR", "1")], ..Options::default() });
    session.until_shows("Resources");
    let bold = session.look(|screen| {
        let (rows, columns) = screen.size();
        let places = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
        places.filter_map(|(row, column)| screen.cell(row, column)).fold(0, |bold, cell| {
            let colours = (cell.fgcolor(), cell.bgcolor());
            assert_eq!(colours, (vt100::Color::Default, vt100::Color::Default), "{:?}", cell.contents());
            bold + usize::from(cell.bold() && cell.has_contents())
        })
    });
    assert!(bold > 0, "nothing is bold");
    let bytes = session.bytes().escape_ascii().to_string();
    assert!(!bytes.contains("\\x1b[;m"), "a full reset kills bold and reverse");
}

#[test]
fn a_terminal_that_answers_types_nothing() {
    let session = Session::start(&Options { questions: Questions::Answered, ..Options::default() });
    session.until_shows("Resources");
    // Answers to questions that a program before this one asked, and that come late.
    session.send(b"\x1b]11;rgb:1111/1111/1111\x1b\\\x1b[?62;22c\x1b[12;40R");
    // The keys behind them are the proof that they are through: `?` opens the help, `q` closes it.
    let before = session.text();
    session.press("?");
    session.until("the help", |screen| text(screen) != before);
    session.press("q");
    session.until("the page as it was", |screen| text(screen) == before);
}

#[test]
fn each_width_around_the_steps_has_its_status_line() {
    for columns in [100, 99, 80, 60, 59, 40, 21, 20] {
        let session = Session::preface(columns, 24);
        session.until(&format!("a status line in {columns} columns"), |screen| !status(screen).is_empty());
    }
}

#[test]
fn the_licences_are_read_like_any_document_and_leave_no_trace() {
    let sandbox = Sandbox::new();
    let state = sandbox.file("state");
    let env = [("XDG_STATE_HOME", state.to_str().expect("temporary paths are UTF-8"))];
    let session = Session::start(&Options { args: &["--licenses"], env: &env, ..Options::default() });
    session.until("their title", |screen| trail(screen).contains("Licences") && text(screen).contains("adler2"));
    session.press("G");
    session.until("their end", |screen| text(screen).contains("winapi"));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert!(!state.join("preface/state.json").exists(), "nothing about them is remembered");
    assert_eq!(session.termios(), session.termios_before());
}
