//! The help lists every key, is read like any other page, and gives the page back as it was.

use preface::app::apart::{Apart, What};
use preface::app::keymap::{DEFAULT, name};

use super::journey::{Did, Journey};

/// All that the help says, from its first page to its last.
fn whole_help(journey: &mut Journey) -> String {
    let mut said = journey.press("?").page();
    loop {
        let before = journey.page();
        journey.press("j");
        if journey.page() == before {
            return said.join("\n");
        }
        said.push(journey.page().pop().unwrap());
    }
}

#[test]
fn every_binding_is_listed() {
    let help = whole_help(&mut Journey::preface(100, 30));
    let rows: Vec<&str> = help.lines().collect();
    for binding in DEFAULT {
        let about = binding.about.replace('`', "");
        let says = |row: &&&str| row.ends_with(&format!("  {about}"));
        let row = rows.iter().find(says).unwrap_or_else(|| panic!("{about}\n{help}"));
        let keys: Vec<_> = row.split_whitespace().collect();
        for key in binding.keys.split(' ') {
            assert!(keys.contains(&&*name(key)), "{key}: {row}");
        }
        assert!(rows.contains(&binding.group), "{}", binding.group);
    }
}

#[test]
fn nothing_of_it_is_lost_on_a_narrow_screen() {
    let help: String = whole_help(&mut Journey::preface(24, 12)).split_whitespace().collect();
    for binding in DEFAULT {
        for keys in binding.keys.split(' ') {
            assert!(help.contains(&name(keys)), "{keys}\n{help}");
        }
    }
}

#[test]
fn it_opens_and_closes_and_the_page_is_as_it_was() {
    for (columns, rows) in [(100, 30), (60, 20)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let before = journey.press("]]3j<Tab>").rows();
        for (open, close) in [("?", "<Esc>"), ("?", "q"), ("?", "?"), ("<F1>", "<F1>"), ("?]]<Space>G", "<Esc>")] {
            journey.press(open);
            assert_eq!(journey.trail(), "Keys");
            assert_eq!(journey.app().apart().map(Apart::what), Some(&What::Help));
            journey.press(close);
            assert_eq!(journey.rows(), before, "{open} {close}");
        }
        assert_eq!(journey.did(), [], "closing the help never quits");
        assert_eq!(journey.press("q").did(), [Did::Quit]);
    }
}

#[test]
fn it_scrolls_and_its_sections_are_sections() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("?");
    assert!(journey.top().starts_with("A number before a motion repeats it"), "{}", journey.top());
    assert!(journey.page().iter().any(|line| line.contains("half a page down")), "{}", journey.picture());
    assert_eq!(journey.press("]").top(), "Reading on");
    assert_eq!(journey.press("]").top(), "Sections");
    assert_eq!(journey.press("[").top(), "Reading on");
    journey.press("G");
    assert!(journey.page().last().unwrap().ends_with("Nothing is written to a log."), "{}", journey.picture());
    journey.press("g<Space>");
    // A page, but for the lines that are seen again and a heading that would be the last.
    assert!((journey.page().len() - 6..journey.page().len()).contains(&journey.line()), "{}", journey.picture());
}

#[test]
fn the_manual_stands_behind_the_keys() {
    for (columns, rows) in [(100, 30), (40, 12)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        journey.press("?<Tab><Enter>");
        assert_eq!(journey.top(), "The mouse and copying");
        journey.press("g<Tab><Enter>");
        assert_eq!(journey.top(), "What a link may do");
        journey.press("g<Tab><Enter>");
        assert_eq!(journey.top(), "What the program touches");
        assert_eq!(journey.press("<Esc><BS>").line(), 0, "reading it leaves no trace in the history");
    }
}

#[test]
fn moving_in_it_leaves_no_trace_in_the_history() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("]?G]]50%<Esc><BS>");
    assert_eq!(journey.line(), 0, "the jump before the help is the one that is undone");
}

#[test]
fn it_follows_the_size_of_the_screen() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.press("]j").rows();
    journey.press("?").resize(40, 12).resize(60, 20);
    assert_eq!(journey.trail(), "Keys");
    assert!(journey.top().starts_with("A number before"), "{}", journey.top());
    assert_eq!(journey.resize(100, 30).press("<Esc>").rows(), before);
}

#[test]
fn it_opens_from_the_contents_and_closes_to_the_page() {
    for (columns, rows) in [(100, 30), (60, 20)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let before = journey.rows();
        journey.press("<C-t>j?");
        assert_eq!(journey.trail(), "Keys");
        assert_eq!(journey.press("<Esc>").rows(), before);
    }
}
