//! Where am I: a panel that says it, and goes with the next key; and the file at that place for an editor.

use std::path::Path;

use super::journey::{Did, Indexing, Journey, corpus};

#[test]
fn it_says_where_the_reader_is() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.press("10]").rows();
    let said = journey.press("<C-g>").picture();
    for expected in [
        "Where you are",
        "Title  Text on the Terminal",
        "guide.md",
        "Section  Part One: Machines › Talking to the screen",
        "Its words  about 830",
        "All words  about 8,700, 52.9 KB",
        "Place  13 %, 32 min left",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    for key in ["j", "x", "<Esc>", "q", "<C-g>", "<Space>", "%"] {
        assert_eq!(journey.press(key).rows(), before, "{key} closes it and does nothing else");
        journey.press("<C-g>");
    }
    assert_eq!(journey.did(), []);
    assert_eq!(journey.press("<C-c>").did(), [Did::Quit]);

    let said = Journey::preface(60, 20).press("<C-g>").picture();
    assert!(said.contains("Book") && said.contains("built in") && said.contains("min left"), "{said}");
}

#[test]
fn what_does_not_fit_is_scrolled_to() {
    let title = "a very long title of many words ".repeat(12);
    let text = format!("---\ntitle: {title}\n---\n\n# One\n\nwords\n");
    let mut journey = Journey::through(&text, 40, 12, Indexing::AtOnce);
    let before = journey.rows();
    journey.press("<C-g>");
    assert!(!journey.picture().contains("Place"), "{}", journey.picture());
    for _ in 0..30 {
        if journey.picture().contains("Place") {
            break;
        }
        journey.press("j");
    }
    assert!(journey.picture().contains("Place"), "{}", journey.picture());
    assert_eq!(journey.press("j").rows(), before, "at its end it closes");
}

#[test]
fn hostile_titles_do_nothing() {
    let text = "---\ntitle: \"<b>*x*</b> | `y` \u{1b}[1m\"\n---\n\n# [a](b) **c**\n";
    let mut journey = Journey::through(text, 80, 20, Indexing::AtOnce);
    let said = journey.press("<C-g>").picture();
    assert!(said.contains("Title  <b>*x*</b> | `y` ␛[1m"), "{said}");
}

#[test]
fn the_editor_gets_the_file_and_the_words_on_top() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("]]e");
    let offset = std::fs::read_to_string(corpus("guide.md")).unwrap().find("## Words used here").unwrap() as u64;
    let [Did::Edit(path, place)] = &journey.did()[..] else { panic!("{}", journey.picture()) };
    assert_eq!((path.as_path(), *place), (corpus("guide.md").canonicalize().unwrap().as_path(), offset));
    assert!(Path::new(path).is_absolute());
    let mut journey = Journey::preface(100, 30);
    assert!(
        journey.press("e").status().starts_with("This document is built in; it can't be edited."),
        "{}",
        journey.status()
    );
    assert_eq!(journey.did(), []);
    let mut journey = Journey::stream(std::sync::Arc::new(b"# a\n".to_vec()), 100, 30);
    assert!(journey.press("e").status().starts_with("A stream can't be edited"), "{}", journey.status());
}

#[test]
fn what_shows_nothing_is_behind_the_reader_when_that_is_known() {
    let blank = "\n".repeat(300_000);
    for text in [&*blank, &"\r\n".repeat(100_000), &"[a]: /b\n\n".repeat(9), &format!("# Title\n\nhi\n{blank}")] {
        let mut journey = Journey::through(text, 100, 30, Indexing::AtOnce);
        assert!(journey.status().contains("100 % · the end"), "{}", journey.status());
        assert!(journey.press("G").status().contains("100 % · the end"), "{}", journey.status());
    }
}
