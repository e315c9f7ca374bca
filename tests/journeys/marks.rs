//! Marks: a letter for a place, in a document and across documents, in this run and the next.

use std::fs;
use std::path::Path;

use preface::app::memory::{Memory, Moment};
use preface::app::reader::start::{Opening, Start};
use preface::runtime::documents;

use super::journey::{Journey, corpus};
use crate::sandbox::Sandbox;

fn open(path: &Path, memory: Memory) -> Journey {
    let opening = Opening { first: documents::named(path).unwrap(), start: Start::Top, memory };
    Journey::opening(opening, 80, 24)
}

fn nothing() -> Memory {
    Memory::empty(Moment(1))
}

fn said(journey: &Journey) -> String {
    journey.picture().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of the list over the page, without the space around their parts.
fn list(journey: &Journey) -> Vec<String> {
    let rows = journey.page().into_iter().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" "));
    rows.filter(|row| !row.is_empty()).collect()
}

#[test]
fn a_mark_leads_back_to_the_exact_line() {
    for mut journey in [Journey::new("guide.md", 80, 24), Journey::preface(60, 14)] {
        let mut pages = Vec::new();
        for (letter, keys) in [("a", "3j"), ("b", "]"), ("Z", "2]j"), ("9", "4j")] {
            journey.press(keys).press(&format!("m{letter}"));
            assert!(said(&journey).contains(&format!("Mark {letter} is here; '{letter} comes back to it.")));
            pages.push((letter, journey.page()));
        }
        for (letter, page) in &pages {
            assert_eq!(journey.press(&format!("g'{letter}<Esc>")).page(), *page, "'{letter}");
            assert_eq!(journey.press(&format!("G`{letter}<Esc>")).page(), *page, "`{letter}");
        }
        // A mark is a jump like any other.
        let last = journey.page();
        journey.press("'a");
        assert_eq!(journey.page(), pages[0].1);
        assert_eq!(journey.press("''").page(), last);
        assert_eq!(journey.press("``").page(), pages[0].1);
        assert_eq!(journey.press("<BS>").page(), last);
    }
}

#[test]
fn what_is_no_mark_is_said() {
    let mut journey = Journey::new("guide.md", 80, 24);
    let top = journey.page();
    for (keys, sentence) in [
        ("'a", "There is no mark a in this document."),
        ("`7", "There is no mark 7 in this document."),
        ("'Q", "There is no mark Q."),
        ("m!", "That is not a key here"),
        ("m<Tab>", "That is not a key here"),
        ("B", "There are no marks yet; m… with a letter behind it sets one."),
    ] {
        assert!(said(journey.press(keys)).contains(sentence), "{keys}: {}", journey.status());
        assert_eq!(journey.page(), top, "{keys}");
    }
    // What is being typed stands in the status line, and can be given up.
    assert!(journey.press("<Esc>m").status().ends_with("m …"), "{}", journey.status());
    assert!(!journey.press("<Esc>").status().contains('…'));
    assert!(journey.press("'").status().ends_with("' …"), "{}", journey.status());
    journey.press("<Esc>?");
    assert!(said(journey.press("ma")).contains("Marks are for documents, not for this page."));
}

#[test]
fn a_mark_that_is_set_again_says_where_it_was() {
    let mut journey = Journey::new("guide.md", 80, 24);
    journey.press("]]ma]ma");
    assert!(said(&journey).contains("Mark a is here now; it was at “Words used here”."), "{}", journey.status());
    let page = journey.press("<Esc>").page();
    assert_eq!(journey.press("g'a").page(), page);
}

#[test]
fn marks_go_with_their_words() {
    let text = |sections: std::ops::Range<usize>| -> String {
        sections.map(|number| format!("## Section {number}\n\nWords of {number}.\n\n")).collect()
    };
    let mut journey = Journey::folder(&[("a.md", &text(0..90))], 80, 24);
    journey.press("40]maG20[mBg");
    let top = |journey: &mut Journey, keys: &str| journey.press(keys).top().trim().to_owned();
    let before = (top(&mut journey, "'a"), top(&mut journey, "'B"));
    assert_eq!(before.0, "Section 40");
    for edit in [text(7..90), format!("# New\n\nMuch.\n\n{}", text(0..90)), text(20..90)] {
        journey.changed("a.md", &edit);
        assert_eq!((top(&mut journey, "g'a"), top(&mut journey, "g'B")), before);
    }
    let gone = "The words that were marked are gone; this is where they were.";
    journey.changed("a.md", &text(20..30));
    assert!(said(journey.press("'a")).contains(gone));
    // And in the next run.
    fs::write(journey.file("a.md"), text(30..90)).unwrap();
    let mut next = open(&journey.file("a.md"), journey.leave());
    assert_eq!((top(&mut next, "'a"), top(&mut next, "'B")), before);
}

#[test]
fn upper_case_marks_lead_to_other_documents() {
    let sandbox = Sandbox::new();
    let one = sandbox.write("one.md", fs::read(corpus("guide.md")).unwrap());
    let two = sandbox.write("two.md", "# Two\n\nOnly a few words.\n");
    let mut first = open(Path::new(&one), nothing());
    let page = first.press("12]jmAma<Esc>").page();

    let mut second = open(Path::new(&two), first.leave());
    assert!(said(second.press("'a")).contains("There is no mark a in this document."));
    assert_eq!(second.press("'A<Esc>").page(), page);
    assert_eq!(second.press("g'a").page(), page, "it is the document's own");
    assert_eq!(second.press("<BS><BS><BS>").top().trim(), "Two");
    assert_eq!(second.press("'A<Esc>").page(), page, "it is open by now");

    // To the preface that is built in, and from there.
    let opening = Opening { first: documents::bundled(), start: Start::Left, memory: second.leave() };
    let mut third = Journey::opening(opening, 80, 24);
    let preface = third.press("]mP<Esc>").page();
    assert_eq!(third.press("'A<Esc>").page(), page);
    assert_eq!(third.press("'P<Esc>").page(), preface);
    let mut fourth = open(Path::new(&two), third.leave());
    assert_eq!(fourth.press("'P<Esc>").page(), preface);

    fs::remove_file(&one).unwrap();
    let mut fifth = open(Path::new(&two), fourth.leave());
    assert!(said(fifth.press("'A")).contains("There is no file"), "{}", fifth.status());
    assert_eq!(fifth.top().trim(), "Two");
}

#[test]
fn marks_are_listed_and_deleted() {
    let mut journey = Journey::new("guide.md", 80, 24);
    journey.press("2]ma]mb20]mCg");
    journey.press("B");
    let rows = list(&journey);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[0].contains("a Words used here"), "{rows:?}");
    assert!(rows[2].contains("C ") && rows[2].ends_with("Text on the Terminal"), "{rows:?}");
    assert!(journey.status().contains("marks:") && journey.status().contains("3 marks"), "{}", journey.status());

    // Enter goes, as the letter does.
    let page = journey.press("<Down><Enter>").page();
    assert_eq!(journey.press("g'b").page(), page);

    // Typing narrows.
    journey.press("gB/used");
    assert_eq!(list(&journey).len(), 1, "{}", journey.picture());
    journey.press("<Esc>");

    journey.press("Bd");
    assert!(said(&journey).contains("Deleted a: “Words used here”."), "{}", journey.picture());
    assert_eq!(list(&journey).len(), 2);
    journey.press("<Down><Del>");
    assert_eq!(list(&journey).len(), 1);
    journey.press("<Esc>");
    for (keys, sentence) in [("'a", "There is no mark a in this document."), ("'C", "There is no mark C.")] {
        assert!(said(journey.press(keys)).contains(sentence), "{}", journey.status());
    }
    let next = open(&corpus("guide.md"), journey.leave());
    assert_eq!(next.app().memory().far_marks().len(), 0);
}

#[test]
fn the_marks_of_the_preface_are_listed_with_those_of_all() {
    let mut guide = Journey::new("guide.md", 80, 24);
    let mut journey = Journey::opening(
        Opening { first: documents::bundled(), start: Start::Left, memory: guide.press("]mG").leave() },
        100,
        30,
    );
    let page = journey.press("]ma").press("<Esc>").page();
    let rows = list(journey.press("gB"));
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("a ") && rows[1].contains("G ") && rows[1].contains("Text on the Terminal"), "{rows:?}");
    assert_eq!(journey.press("<Enter>").page(), page);
    assert_eq!(journey.press("B<Down><Enter>").top(), guide.top());
}

#[test]
fn a_stream_has_marks_until_the_end() {
    let text = fs::read(corpus("guide.md")).unwrap();
    let mut journey = Journey::stream(std::sync::Arc::new(text), 80, 24);
    let page = journey.press("9]maG").press("'a<Esc>").page();
    assert_eq!(journey.press("g'a<Esc>").page(), page);
    assert_eq!(journey.leave().recent().count(), 0);
}
