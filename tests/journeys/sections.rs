//! Sections: from one to the next, around and beside; the contents and the trail say where one is.

use preface::app::state::Mode;
use preface::document::outline::SectionId;
use preface::text::sanitize::Safe;
use preface::text::shorten::{End, shorten};
use preface::text::width::width;

use super::journey::Journey;

/// The titles of all sections, in order.
fn titles(journey: &Journey) -> Vec<Safe> {
    let outline = journey.app().reader().document().outline();
    (0..outline.len()).map(|id| outline.get(SectionId(id)).unwrap().title.clone()).collect()
}

/// Whether a heading begins in the top row: a long one goes on below, one with code in it has other spaces.
fn heads(top: &str, title: &Safe) -> bool {
    !top.is_empty() && title.starts_with(top.trim())
}

#[test]
fn every_section_can_be_walked_to_and_back() {
    for mut journey in [
        Journey::new("guide.md", 100, 30),
        Journey::new("guide.md", 60, 20),
        Journey::preface(100, 30),
        Journey::preface(60, 20),
    ] {
        let titles = titles(&journey);
        let begins_with_a_heading = heads(&journey.top(), &titles[0]);
        assert!(begins_with_a_heading);
        for title in &titles[1..] {
            journey.press("]");
            assert!(heads(&journey.top(), title), "] to {title}\n{}", journey.picture());
        }
        let end = journey.page();
        assert!(journey.press("]").status().starts_with("This is the last section."), "{}", journey.status());
        assert_eq!(journey.page(), end, "there is nothing behind the last section");
        for title in titles.iter().rev().skip(1) {
            journey.press("[");
            assert!(heads(&journey.top(), title), "[ to {title}\n{}", journey.picture());
        }
        journey.press("[");
        assert_eq!(journey.line(), 0);
    }
}

#[test]
fn headings_of_html_are_sections_too() {
    let text = "<div align=\"center\">\n  <img src=\"logo.svg\">\n  <h1>The <i>tool</i> &amp; more</h1>\n</div>\n\nwords\n\n<h2>Second</h2>\n\nwords\n";
    let mut journey = Journey::folder(&[("read.md", text)], 100, 20);
    assert_eq!(titles(&journey).iter().map(|title| &**title).collect::<Vec<_>>(), ["The tool & more", "Second"]);
    assert_eq!(journey.top(), "▣ logo.svg");
    assert_eq!(journey.press("]").top(), "The tool & more");
    assert_eq!(journey.trail(), "read.md › The tool & more");
    assert_eq!(journey.press("]").top(), "Second");
}

#[test]
fn the_last_section_can_be_put_on_top_though_the_end_is_on_the_screen() {
    let mut journey = Journey::preface(100, 40);
    assert_eq!(journey.press("]]").top(), "O'Reilly Safari");
    assert_eq!(journey.page().last().map(String::as_str), Some(""), "the end is above the bottom");
    let before = journey.page();
    assert_eq!(journey.press("j").page(), before, "scrolling goes no further than that");
    let short = "# One\n\na\n\n# Two\n\nb\n\n# Three\n\nc\n";
    let mut journey = Journey::folder(&[("short.md", short)], 60, 30);
    assert_eq!(journey.press("]").top(), "Two");
    assert_eq!(journey.press("]").top(), "Three");
    assert_eq!(journey.press("[[").top(), "One");
}

#[test]
fn around_and_beside() {
    let table = [
        ("]", "How to read this guide"),
        ("2]", "Words used here"),
        ("5]", "The teleprinter"),
        ("}", "Part One: Machines"),
        ("}}", "Part Two: Characters"),
        ("}}}}", "Part Four: Readers"),
        ("}}}}}", "Part Four: Readers"),
        ("}}{", "Part One: Machines"),
        ("}{{{", "A Field Guide to Text on the Terminal"),
        ("]}", "Words used here"),
        ("]}}", "Words used here"),
        ("]}{", "How to read this guide"),
        ("}]", "From paper to glass"),
        ("}]}", "Talking to the screen"),
        ("}]}}}}", "Notes"),
        ("}]]", "The teleprinter"),
        ("}]]}}}", "Why eighty columns?"),
        ("}]]}}}}", "Why eighty columns?"),
        ("}]]p", "From paper to glass"),
        ("}]]pp", "Part One: Machines"),
        ("}]]ppp", "A Field Guide to Text on the Terminal"),
        ("}]]3jp", "From paper to glass"),
        ("}]2j[", "From paper to glass"),
        ("}]2j[[", "Part One: Machines"),
        ("}]2j2[", "Part One: Machines"),
        ("}]j]", "Glass teletypes"),
        ("]]9[", "A Field Guide to Text on the Terminal"),
    ];
    let mut journey = Journey::new("guide.md", 100, 30);
    for (keys, expected) in table {
        journey.press("g").press(keys);
        assert_eq!(journey.top(), expected, "{keys}");
    }
}

#[test]
fn where_there_is_no_section_it_is_said() {
    let mut journey = Journey::new("guide.md", 100, 30);
    for (keys, said) in [
        ("{", "There is no section of this level before this one."),
        ("}}}}}", "There is no further section of this level here."),
        ("999]]", "This is the last section."),
        ("[", "This is the beginning."),
        ("p", "This is the beginning."),
    ] {
        let status = journey.press("g").press(keys).status();
        assert!(status.starts_with(said), "{keys}: {status}");
    }
}

#[test]
fn a_document_without_sections_says_so() {
    let mut journey = Journey::folder(&[("plain.md", "Only words.\n\nMore words.\n")], 100, 20);
    for keys in ["t", "<C-t>"] {
        assert!(journey.press(keys).status().starts_with("This document has no sections."), "{}", journey.status());
        assert_eq!(journey.contents(), [""; 0]);
    }
    assert!(journey.press("]").status().starts_with("This document has no sections."));
    assert_eq!(journey.press("[p").top(), "Only words.");
}

#[test]
fn the_trail_the_mark_and_the_number_follow_the_reader() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let titles = titles(&journey);
    for (place, title) in (1..).zip(&titles) {
        let status = journey.status();
        assert!(status.starts_with(&format!("{place} of {} ", titles.len())), "{status}");
        let trail = journey.trail();
        let here = trail.rsplit(" › ").next().unwrap().trim_end_matches('…').to_owned();
        assert!(title.starts_with(&here), "{trail}: {title}");
        let marked = journey.marked().expect("the section being read is in view");
        assert_eq!(marked, *shorten(title, width(&marked), End::Right).trim_end(), "{title}");
        journey.press("]");
    }
}

#[test]
fn the_section_being_read_is_that_of_the_first_words() {
    let mut journey = Journey::preface(100, 30);
    let mut marks = vec![journey.marked().unwrap()];
    while journey.page().last().is_some_and(|last| !last.ends_with("among others.")) {
        let mark = journey.press("j").marked().unwrap();
        assert!(journey.trail().ends_with(&mark), "{}", journey.trail());
        if marks.last() != Some(&mark) {
            assert_eq!(journey.page().iter().find(|row| !row.is_empty()), Some(&mark), "{}", journey.picture());
            marks.push(mark);
        }
    }
    assert_eq!(marks, ["Resources", "Using Code Examples"]);
}

#[test]
fn a_narrow_trail_is_shortened_from_the_left() {
    let mut journey = Journey::new("guide.md", 50, 20);
    assert_eq!(journey.press("}]]").trail(), "… › From paper to glass › The teleprinter");
    journey.resize(26, 20);
    assert_eq!(journey.trail(), "… › The teleprinter");
    journey.resize(100, 20);
    assert_eq!(journey.trail(), "Text on the Terminal › Part One: Machines › From paper to glass › The teleprinter");
}

#[test]
fn t_hides_and_shows_the_contents_beside_the_page() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.press("]]jj").rows();
    let (first, left) = (journey.top(), journey.geometry().page.column);
    assert!(!journey.contents().is_empty());
    journey.press("t");
    assert_eq!(journey.contents(), [""; 0]);
    assert!(journey.geometry().page.column < left);
    assert_eq!(journey.top().split(' ').next(), first.split(' ').next(), "the words stay on top");
    assert_eq!(journey.press("t").rows(), before);
    assert!(matches!(journey.app().mode(), Mode::Reading));
}

#[test]
fn on_a_narrow_screen_t_lays_the_contents_over_the_page() {
    let mut journey = Journey::new("guide.md", 60, 20);
    let before = journey.press("]]jj").rows();
    assert_eq!(journey.contents(), [""; 0]);
    for (open, close) in [("t", "t"), ("t", "<Esc>"), ("t", "q"), ("<C-t>", "<C-t>"), ("<C-t>", "<Esc>"), ("tjj", "t")]
    {
        journey.press(open);
        assert_eq!(journey.marked().as_deref(), Some("Words used here"));
        journey.press(close);
        assert_eq!(journey.rows(), before, "{open} {close}");
    }
    assert_eq!(journey.did(), []);
    journey.press("tj<Enter>");
    assert_eq!((journey.top().as_str(), journey.contents().len()), ("Part One: Machines", 0));
}

#[test]
fn in_the_contents_one_chooses_and_goes() {
    let table = [
        ("jj", "Words used here"),
        ("3j", "Part One: Machines"),
        ("jjk", "How to read this guide"),
        ("]]][", "Words used here"),
        ("<Tab><Tab><S-Tab>", "How to read this guide"),
        ("<Down><Up>j", "How to read this guide"),
        ("G", "Colophon"),
        ("Gg", "Text on the Terminal"),
        ("k", "Text on the Terminal"),
        ("kkk", "Text on the Terminal"),
        ("999j", "Colophon"),
    ];
    for (columns, rows) in [(100, 30), (60, 20)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        for (keys, expected) in table {
            let page = journey.press("g").page();
            journey.press("<C-t>").press(keys);
            let chosen = journey.reversed().swap_remove(0);
            let shown = chosen.trim().trim_end_matches('…');
            assert!(!shown.is_empty() && expected.starts_with(shown), "{keys} at {columns}×{rows}: {chosen}");
            if columns == 100 {
                assert_eq!(journey.page(), page, "choosing moves nothing");
            }
            let target =
                if expected == "Text on the Terminal" { "A Field Guide to Text on the Terminal" } else { expected };
            journey.press("<Enter>");
            assert_eq!(journey.top(), target, "{keys}<Enter> at {columns}×{rows}");
            assert!(matches!(journey.app().mode(), Mode::Reading));
        }
    }
}

#[test]
fn the_contents_scroll_with_the_choice_and_with_the_reader() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("<C-t>");
    for _ in 0..78 {
        journey.press("j");
        assert_eq!(journey.reversed().len(), 1, "the choice is in view\n{}", journey.picture());
    }
    journey.press("<Esc>");
    assert_eq!(journey.line(), 0, "leaving the contents leaves the page");
    journey.press("G");
    assert_eq!(journey.marked().as_deref(), Some("Index of sequences"));
}

#[test]
fn contents_that_are_hidden_come_when_they_are_entered() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("t<C-t>");
    assert!(!journey.contents().is_empty());
    journey.press("j<Enter>");
    assert_eq!(journey.top(), "How to read this guide");
    assert!(journey.contents().is_empty(), "and are hidden again behind it");
}
