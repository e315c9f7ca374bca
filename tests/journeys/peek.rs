//! A look at where a link leads, over the page: nobody goes anywhere, and the page is as it was afterwards.

use preface::app::geometry::Area;
use preface::app::key::Gesture;
use preface::app::state::Mode;
use ratatui::style::Modifier;

use super::journey::{Did, Indexing, Journey};

/// The frame over the page.
fn frame(journey: &Journey) -> Area {
    journey.app().overlay().unwrap_or_else(|| panic!("nothing lies over\n{}", journey.picture())).area()
}

/// What stands in the frame over the page.
fn said(journey: &Journey) -> Vec<String> {
    let Area { column, row, columns, rows } = frame(journey);
    let inside = Area { column: column + 2, row: row + 1, columns: columns - 4, rows: rows - 2 };
    journey.text_of(inside)
}

fn title(journey: &Journey) -> String {
    let Area { column, row, columns, .. } = frame(journey);
    let top = journey.text_of(Area { column, row, columns, rows: 1 }).swap_remove(0);
    top.trim_matches(['╭', '╮', '─', ' ']).to_owned()
}

/// A book of several files.
fn book() -> Journey {
    let page = "# Page\n\nSee [other](other.md), [details](other.md#details), [none](other.md#none), [out](../out.md), \
                [gone](gone.md), [here](#here), [nowhere](#nowhere), [[other]] and a note.[^n]\n\n## Here\n\nwords here\n\n\
                ### Inside\n\nwords inside\n\n## Next\n\nother words\n\n[^n]: The *text* of the note.\n";
    let other =
        "# Other\n\nFirst words, and [back](page.md#next) or [down](#details).\n\n## Details\n\nDetailed words.\n";
    Journey::folder(&[("book/page.md", page), ("book/other.md", other), ("out.md", "# Secret\n")], 80, 30)
}

#[test]
fn it_shows_where_each_kind_of_link_leads() {
    for (link, name, expected) in [
        ("other", "other.md", &["Other", "First words, and back or down.", "Details", "Detailed words."][..]),
        ("details", "other.md", &["Details", "Detailed words."]),
        ("none", "other.md", &["Other", "First words, and back or down.", "Details", "Detailed words."]),
        ("here", "Here", &["Here", "words here", "Inside", "words inside"]),
        ("¹", "Note", &["¹ The text of the note."]),
        ("gone", "gone.md", &["There is no file"]),
        ("out", "out.md", &["out.md", "It lies outside of the folder that you opened, and"]),
        ("nowhere", "Section", &["There is no heading “nowhere” in this document."]),
    ] {
        let mut journey = book();
        let before = journey.focus(link).rows();
        journey.press("K");
        assert_eq!(title(&journey), name, "{link}");
        let words: Vec<_> =
            said(&journey).into_iter().filter(|row| !row.is_empty() && !row.contains(['━', '─'])).collect();
        for (row, expected) in words.iter().zip(expected) {
            assert!(row.contains(expected), "{link}: {expected}\n{}", journey.picture());
        }
        assert!(words.len() >= expected.len(), "{link}\n{}", journey.picture());
        assert!(!words.iter().any(|row| row.contains("Secret") || row.contains("other words")), "{words:?}");
        assert_eq!(journey.press("<Esc>").rows(), before, "{link}");
        assert_eq!(journey.did(), []);
    }
}

#[test]
fn enter_goes_there_and_back_is_where_it_was() {
    for (link, top) in [("other", "Other"), ("details", "Details"), ("here", "Here"), ("¹", "")] {
        let mut journey = book();
        let (line, page) = (journey.line(), journey.focus(link).page());
        journey.press("K<Enter>");
        assert!(matches!(journey.app().mode(), Mode::Reading), "{link}");
        if !top.is_empty() && link != "here" {
            assert_eq!(journey.top(), top);
        }
        journey.press("<BS>");
        assert_eq!((journey.line(), journey.page()), (line, page), "{link}");
    }
    let mut journey = book();
    journey.focus("out").press("K<Enter>");
    assert!(matches!(journey.app().mode(), Mode::Ask(_)), "{}", journey.picture());
}

#[test]
fn links_in_it_are_followed_from_where_they_stand() {
    let mut journey = book();
    journey.focus("other").press("K<Tab>");
    assert!(journey.status().starts_with("page.md#next"), "{}", journey.status());
    journey.press("<Enter>");
    assert!(journey.page().contains(&"Next".to_owned()), "{}", journey.picture());
    let mut journey = book();
    journey.focus("other").press("K<Tab><Tab><Enter>");
    assert!(journey.trail().starts_with("other.md"), "{}", journey.picture());
}

#[test]
fn an_address_is_whole_its_host_marked_and_spelled() {
    let mut journey = Journey::preface(100, 30);
    let before = journey.press("<Tab><Tab><Tab><Tab>").rows();
    journey.press("K");
    let url = "https://github.com/brendandburns/designing-distributed-systems";
    assert_eq!(said(&journey), [url]);
    assert!(journey.styled(Modifier::UNDERLINED).iter().any(|part| part == "github.com"), "{}", journey.picture());
    assert_eq!(journey.press("y").did(), [Did::Copy(url.to_owned())]);
    assert_eq!(journey.press("K").rows(), before);
    assert_eq!(journey.press("K<Enter>").did(), [Did::Outside(url.to_owned())]);

    let long = format!("https://пример.org/{}", "a-long-path/".repeat(40));
    let mut journey = Journey::through(&format!("[x]({long})\n"), 60, 20, Indexing::AtOnce);
    journey.press("<Tab>K");
    let mut shown = said(&journey);
    for _ in 0..40 {
        let before = said(&journey);
        journey.press("j");
        if said(&journey) == before {
            break;
        }
        shown.extend(said(&journey).pop());
    }
    assert_eq!(shown.iter().take_while(|row| !row.is_empty()).cloned().collect::<String>(), long);
    assert!(shown.contains(&"Its host is xn--e1afmkfd.org".to_owned()), "{shown:#?}");
}

#[test]
fn it_scrolls_and_the_page_does_not() {
    for (columns, rows) in [(100, 30), (60, 20)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let before = journey.focus("the measure").rows();
        journey.press("K");
        let page = journey.app().on_page().anchor();
        let first = said(&journey);
        assert_eq!(first[0], "The measure");
        assert!(said(journey.press("j"))[0].contains('─'));
        journey.press("<Space>d");
        assert_ne!(said(&journey), first);
        assert_eq!(said(journey.press("b").press("u").press("9k")), first);
        let (column, row) = journey.find("The measure").unwrap();
        journey.mouse(Gesture::WheelDown, column, row);
        assert!(said(&journey)[0].contains("How wide"), "{}", journey.picture());
        assert_eq!(journey.app().on_page().anchor(), page);
        for close in ["K", "q", "<Esc>"] {
            assert_eq!(journey.press(close).rows(), before, "{close}");
            journey.press("K");
        }
        // A click beside it puts it away.
        let top = frame(&journey).row;
        journey.mouse(Gesture::Press, column, if top > 4 { 2 } else { rows - 3 });
        assert_eq!(journey.rows(), before);
        assert_eq!(journey.press("K").resize(44, 15).resize(columns, rows).press("<Esc>").rows(), before);
        assert_eq!(journey.did().len(), 0);
    }
}

#[test]
fn it_lies_near_the_link_and_not_on_it() {
    for (columns, rows) in [(100, 30), (60, 20), (40, 16)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        for _ in 0..25 {
            journey.press("<Tab>");
            let link = journey.reversed();
            journey.press("K");
            assert_eq!(journey.reversed(), link, "{}", journey.picture());
            let (frame, page) = (frame(&journey), journey.geometry().page);
            assert!(frame.rows <= page.rows * 2 / 3 && frame.row >= page.row, "{}", journey.picture());
            journey.press("<Esc>");
        }
    }
}

#[test]
fn without_a_link_in_focus_the_first_on_the_page_is_meant() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("K");
    assert_eq!((title(&journey), journey.reversed()), ("Address".to_owned(), vec!["Unicode".to_owned()]));
    let mut journey = Journey::through("# No links\n\nwords\n", 60, 20, Indexing::AtOnce);
    assert!(journey.press("K").picture().contains("There is no link on this page"), "{}", journey.picture());
    assert!(journey.app().overlay().is_none());
}

#[test]
fn what_is_not_indexed_yet_is_looked_for_and_fills_in() {
    let sections: String = (0..9000).map(|number| format!("## Section {number}\n\nWords of {number}.\n\n")).collect();
    let text = format!("# Beginning\n\nGo to [the last](#section-8999).[^end]\n\n{sections}[^end]: The last note.\n");
    for (keys, waits, expected) in
        [("<Tab>K", "Looking for", "Words of 8999."), ("<Tab><Tab>K", "Looking", "The last note.")]
    {
        let mut journey = Journey::through(&text, 80, 24, Indexing::ByHand);
        journey.press(keys);
        assert!(said(&journey)[0].starts_with(waits), "{}", journey.picture());
        assert!(journey.step() && journey.app().overlay().is_some());
        journey.index();
        assert!(said(&journey).iter().any(|row| row.contains(expected)), "{}", journey.picture());
        journey.press("<Esc>");
        assert_eq!(journey.top(), "Beginning");
    }
}
