//! Every size of window, and every change of it: the words under the reader's eyes stay, and nothing breaks.

use std::time::Duration;

use super::pty::{Options, Session};
use super::screen::{rows, status, text};
use crate::sandbox::Sandbox;

/// Paragraphs that tell where they are, long enough to be broken differently at each width.
fn numbered(sandbox: &Sandbox) -> String {
    let words = "that goes on for a while, so that it takes one line in a wide window and several in a narrow one. ";
    let text = (1..=300).fold(String::new(), |text, number| format!("{text}Paragraph {number} {words}\n\n"));
    sandbox.write("numbered.md", text)
}

/// The first words on the page: the first row below the trail that is not blank, without what stands around them.
fn first_words(screen: &vt100::Screen) -> String {
    let page = rows(screen).into_iter().skip(1).map(|row| row.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
    page.filter(|row| !row.is_empty()).take(1).collect()
}

/// One size after the other as fast as a window manager can, and back to the first.
fn storm(session: &Session) {
    for (columns, rows) in [(20, 8), (200, 60), (1, 1), (100, 30)] {
        session.resize(columns, rows);
    }
}

/// A document of its own, three pages down, and its first words there.
fn in_the_middle(sandbox: &Sandbox) -> (Session, String) {
    let session = Session::start(&Options { args: &[&numbered(sandbox)], ..Options::default() });
    session.until_shows("Paragraph 1 that");
    session.press("<PgDn><PgDn><PgDn>");
    session.until("another page", |screen| !text(screen).contains("Paragraph 1 that"));
    session.until_quiet_for(Duration::from_millis(300));
    let words = session.look(first_words);
    assert!(!words.is_empty(), "{}", session.text());
    (session, words)
}

#[test]
fn a_storm_of_sizes_keeps_the_words() {
    let sandbox = Sandbox::new();
    let (session, words) = in_the_middle(&sandbox);
    for _ in 0..5 {
        storm(&session);
        session.until(&format!("{words:?} on top again"), |screen| {
            first_words(screen) == words && !status(screen).is_empty()
        });
    }
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn one_size_after_the_other_keeps_the_words() {
    let sandbox = Sandbox::new();
    let (session, words) = in_the_middle(&sandbox);
    for (columns, rows) in [(20, 8), (200, 60), (60, 20), (100, 30)] {
        session.until_painted_after(|session| session.resize(columns, rows));
    }
    session.until(&format!("{words:?} on top again"), |screen| first_words(screen) == words);
}

#[test]
fn the_bundled_preface_comes_through_a_storm_as_it_was() {
    let session = Session::preface(100, 30);
    session.until_quiet_for(Duration::from_millis(300));
    let before = session.text();
    storm(&session);
    session.until("the same screen", |screen| text(screen) == before);
}

#[test]
fn no_window_at_all() {
    // A size of 0×0 is where a library may run tput; a spy in its place tells.
    let sandbox = Sandbox::new();
    sandbox.spy("tput", "ran");
    let path = format!("{}:/usr/bin:/bin", sandbox.path().display());
    let session = Session::start(&Options { size: (0, 0), env: &[("PATH", &path)], ..Options::default() });
    session.until("the alternate screen", vt100::Screen::alternate_screen);
    session.resize(100, 30);
    session.until_shows("Resources");
    session.resize(0, 0);
    session.resize(100, 30);
    session.until("the page", |screen| status(screen).contains("of 3"));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert!(!sandbox.file("ran").exists(), "tput was run");
}

#[test]
fn windows_with_next_to_nothing_in_them() {
    for size in [(1, 1), (2, 1), (1, 2), (1, 65_535), (65_535, 1)] {
        let session = Session::start(&Options { size, ..Options::default() });
        session.until("the alternate screen", vt100::Screen::alternate_screen);
        session.press("jjt?<Tab>");
        session.resize(100, 30);
        session.until("words", |screen| text(screen).split_whitespace().count() > 10);
    }
}

#[test]
fn hundreds_of_sizes_make_few_frames_and_the_last_one_is_right() {
    let sandbox = Sandbox::new();
    let (session, words) = in_the_middle(&sandbox);
    let frames = |session: &Session| session.bytes().windows(8).filter(|bytes| *bytes == b"\x1b[?2026l").count();
    let before = frames(&session);
    for step in 0..400 {
        session.resize(40 + step % 61, 10 + step % 21);
    }
    session.resize(100, 30);
    session
        .until(&format!("{words:?} on top again"), |screen| first_words(screen) == words && !status(screen).is_empty());
    session.until_quiet_for(Duration::from_millis(200));
    assert_eq!(session.look(first_words), words);
    assert!(frames(&session) - before < 200, "{} frames", frames(&session) - before);
}

#[test]
fn a_window_of_half_a_million_cells_and_windows_beyond() {
    for (columns, rows) in [(1000, 500), (2000, 1200), (65_535, 65_535)] {
        let session = Session::preface(columns, rows);
        session.press("q");
        assert_eq!(session.exit_code(), 0);
    }
}

#[test]
fn a_window_of_absurd_size() {
    let session = Session::preface(100, 30);
    session.resize(65535, 65535);
    session.resize(100, 30);
    session.until("the page", |screen| status(screen).contains("of 3"));
    session.until_painted_after(|session| session.resize(65535, 65535));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

/// crossterm 0.29 without its feature `use-dev-tty` takes one of the two when a signal and a key are ready at once, and
/// forgets the other until more comes.
#[test]
fn a_key_and_a_change_of_size_at_the_same_moment_both_count() {
    let session = Session::preface(100, 30);
    session.press("<Tab>");
    session.until("the first link", |screen| status(screen).contains("https://docker.io"));
    for (key, link) in [("<Tab>", "https://kubernetes.io"), ("<S-Tab>", "https://docker.io")].repeat(50) {
        let rows = session.look(|screen| screen.size().0.get());
        session.resize(100, if rows == 30 { 29 } else { 30 });
        session.press(key);
        session.until(&format!("{link} in the last row"), |screen| status(screen).contains(link));
    }
}
