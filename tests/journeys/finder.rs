//! Going to a section or a document by typing some of it: what is listed, in which order, how the choice moves, and that
//! leaving leaves the page as it was.

use preface::app::key::Gesture;
use preface::app::search::listing::area;
use preface::app::state::Mode;
use ratatui::style::Modifier;

use super::journey::{Did, Indexing, Journey, corpus};

fn guide() -> Journey {
    Journey::new("guide.md", 60, 20)
}

/// The rows of the list, each as its text and its aside.
fn list(journey: &Journey) -> Vec<(String, String)> {
    assert!(is_open(journey), "{}", journey.picture());
    let area = area(&journey.geometry());
    let rows = &journey.rows()[usize::from(area.row)..usize::from(area.row + area.rows)];
    let bar = ['│', '┃', '┤', '┫'];
    let rows = rows.iter().map(|row| row.chars().skip(usize::from(area.column) + 3).collect::<String>());
    let rows = rows.map(|row| row.trim_end_matches(bar).trim_end().to_owned()).take_while(|row| !row.is_empty());
    rows.map(|row| {
        let (text, aside) = row.split_once("  ").unwrap_or((&row, ""));
        (text.to_owned(), aside.trim().to_owned())
    })
    .collect()
}

fn texts(journey: &Journey) -> Vec<String> {
    list(journey).into_iter().map(|(text, _)| text).collect()
}

fn is_open(journey: &Journey) -> bool {
    matches!(journey.app().mode(), Mode::Find(_))
}

/// The text of the row that is chosen.
fn chosen(journey: &Journey) -> String {
    let area = area(&journey.geometry());
    let row = journey.rows().iter().position(|row| row.chars().nth(area.column.into()) == Some('▸'));
    row.map(|row| list(journey).swap_remove(row - usize::from(area.row)).0).unwrap_or_default()
}

#[test]
fn all_sections_stand_in_order_with_the_one_that_is_read_chosen() {
    let mut journey = Journey::preface(60, 20);
    journey.press("]o");
    assert_eq!(
        list(&journey),
        ["Preface", "Resources", "Using Code Examples", "O'Reilly Safari"].map(|text| (text.to_owned(), String::new()))
    );
    assert_eq!(chosen(&journey), "Using Code Examples");
    assert!(journey.picture().contains("▸▌ Using"), "{}", journey.picture());
    assert!(journey.status().contains("4 places"), "{}", journey.status());
    let mut journey = guide();
    // In the middle of a long list what is around it is seen.
    journey.press("/lists<Enter>o");
    assert_eq!(chosen(&journey), "How to read this guide");
    journey.press("<Esc>30]<C-p>");
    let rows = texts(&journey);
    let place = rows.iter().position(|row| *row == chosen(&journey)).unwrap();
    assert!(place > 3 && place < rows.len() / 2, "{}", journey.picture());
    assert!(journey.status().contains("79 places"), "{}", journey.status());
}

#[test]
fn the_best_come_first_with_what_was_found_of_them() {
    for (typed, expected) in [
        ("saf", &["O'Reilly Safari"][..]),
        ("PREF", &["Preface"]),
        ("res", &["Resources", "O'Reilly Safari"]),
        ("code using", &["Using Code Examples"]),
        ("xyz", &[]),
    ] {
        let mut journey = Journey::preface(60, 20);
        journey.press("o").press(typed);
        assert_eq!(
            texts(&journey)[..expected.len().max(1)],
            if expected.is_empty() { &["No section has that."] } else { expected }[..],
            "{typed}"
        );
    }
    let mut journey = guide();
    for (typed, first) in [
        ("osc", ("OSC 8: links in the terminal itself", "Links")),
        ("example", ("An example", "optimal")),
        ("fit example", ("An example", "fit")),
        ("日本", ("East Asian text: 日本語 and its neighbours", "Width")),
        ("nocolor", ("NO_COLOR", "Colour")),
        ("colophon", ("Colophon", "Part Four: Readers")),
    ] {
        journey.resize(130, 20).press("o").press(typed);
        let (text, aside) = list(&journey).swap_remove(0);
        assert!(text == first.0 && aside.ends_with(first.1), "{typed}: {text}, {aside}");
        journey.press("<Esc>");
    }
    journey.press("ooptimal example");
    assert!(journey.status().contains("1 of 79 places"), "{}", journey.status());
    let found = journey.styled(Modifier::UNDERLINED);
    assert_eq!(found.first().map(String::as_str), Some("example"), "{found:?}");
}

#[test]
fn enter_and_a_click_go_there_and_the_history_goes_back() {
    for (keys, click) in
        [("osaf<Enter>", None), ("o", Some("O'Reilly Safari     ")), ("oexa<BS><BS><BS><End><Enter>", None)]
    {
        let mut journey = Journey::preface(60, 14);
        let before = journey.rows();
        journey.press(keys);
        if let Some(text) = click {
            journey.click(text);
        }
        assert!(!is_open(&journey) && journey.trail().ends_with("Safari"), "{keys}: {}", journey.picture());
        journey.press("<BS>");
        assert_eq!(journey.rows()[..13], before[..13], "{keys}");
    }
    let mut journey = guide();
    journey.press("oemoji<Enter>");
    assert!(journey.top().starts_with("Emoji 🎉"), "{}", journey.picture());
    journey.press("obraille<Enter>''");
    assert!(journey.top().starts_with("Emoji 🎉"), "{}", journey.picture());
}

#[test]
fn keys_and_the_wheel_move_the_choice() {
    for (keys, expected) in [
        ("", "A Field Guide to Text on the Terminal"),
        ("<Up>", "Text on the Terminal"),
        ("<Down><Tab><C-n>", "Part One: Machines"),
        ("<Down><Down><Up>", "How to read this guide"),
        ("<Down><Down><S-Tab><C-p><C-p>", "Text on the Terminal"),
        ("<End>", "Colophon"),
        ("<End><Home><Up>", "Text on the Terminal"),
        ("<PgDn>", "NO_COLOR"),
        ("<PgDn><PgDn><PgUp>", "NO_COLOR"),
        // In a line that is not empty these move the cursor.
        ("notes<End><Home>foot <Home>", "Footnotes & asides"),
    ] {
        let mut journey = guide();
        journey.press("o").press(keys);
        assert_eq!(chosen(&journey), expected, "{keys}\n{}", journey.picture());
    }
    let mut journey = guide();
    journey.press("o").mouse(Gesture::WheelDown, 5, 5).mouse(Gesture::WheelDown, 5, 5).mouse(Gesture::WheelUp, 5, 5);
    assert_eq!(chosen(&journey), "Part One: Machines");
}

#[test]
fn leaving_it_leaves_the_page_as_it_was() {
    for leave in ["<Esc>", "<BS>", "x<BS><BS>", "links<Esc>", "<PgDn><Esc>"] {
        let mut journey = guide();
        journey.press("4]jjj");
        let rows = journey.rows();
        journey.press("o").press(leave);
        assert_eq!(journey.rows(), rows, "{leave}");
    }
    let mut journey = guide();
    journey.press("o").mouse(Gesture::Press, 59, 5);
    assert!(!is_open(&journey));
    journey.press("o").mouse(Gesture::Press, 5, 19);
    assert!(is_open(&journey), "the line is part of it");
    assert_eq!(journey.press("<C-l><C-z><C-c>").did(), [Did::Redraw, Did::Suspend, Did::Quit]);
}

#[test]
fn what_finds_nothing_says_so_and_can_be_mended() {
    let mut journey = guide();
    journey.press("oquuux<Enter>");
    assert!(is_open(&journey));
    assert!(journey.status().contains("No section has that."), "{}", journey.status());
    journey.press("<C-u>").paste("braille\nand more");
    assert_eq!(chosen(&journey), "Braille");
    let mut journey = Journey::through("no heading at all\n", 60, 20, Indexing::AtOnce);
    journey.press("o");
    assert!(
        texts(&journey).concat().starts_with("This document has no sections, and no other"),
        "{}",
        journey.picture()
    );
    journey.press("<Enter><Esc>");
    assert_eq!(journey.top(), "no heading at all");
}

#[test]
fn documents_that_were_named_are_listed_behind_the_sections() {
    let files = ["chapter.md", "guide.md", "edge.md"].map(corpus);
    let mut journey = Journey::named(&files.each_ref().map(AsRef::as_ref), 100, 20);
    journey.press("o<End>");
    assert_eq!(chosen(&journey), "edge.md");
    assert!(journey.status().contains("6 places"), "{}", journey.status());
    journey.press("<Up><Enter>");
    assert!(journey.trail().contains("A Field Guide"), "{}", journey.picture());
    journey.press("5]");
    let there = journey.page();
    journey.press("o<C-p><C-p>chap md<Enter>");
    assert!(journey.trail().contains("One Table"), "{}", journey.picture());
    // It is where it was left, and so is what one comes back to.
    journey.press("<BS>");
    assert_eq!(journey.page(), there);
    journey.press("oguide<Esc>oedge<Enter>");
    assert!(journey.trail().contains("edge"), "{}", journey.picture());
}

#[test]
fn sections_that_come_in_later_change_no_order_and_no_choice() {
    let filler = "words of a page\n\n".repeat(3000);
    let part = |title: &str| format!("# {title}\n\n{filler}");
    let text = ["water works", "a third water", "a second water", "Water"].map(part).concat();
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("owater");
    assert_eq!(texts(&journey), ["water works"]);
    while texts(&journey).len() < 3 {
        assert!(journey.step());
    }
    assert_eq!(texts(&journey), ["water works", "a third water", "a second water"]);
    journey.press("<Down>").index();
    assert_eq!(texts(&journey), ["Water", "water works", "a third water", "a second water"]);
    assert_eq!(chosen(&journey), "a third water");
    journey.press("<Enter>");
    assert_eq!(journey.top(), "a third water");
}

#[test]
fn a_file_that_changes_meanwhile_is_listed_as_it_is() {
    let mut journey = Journey::folder(&[("a.md", "# One\n\n# Two\n\n# Three\n")], 60, 20);
    journey.press("ot<Down>");
    journey.changed("a.md", "# One\n\n# Too new\n\n# Two\n\n# Three\n");
    assert_eq!(texts(&journey), ["Two", "Three", "Too new"]);
    journey.press("<Enter>");
    assert_eq!(journey.trail(), "a.md › Three");
}

/// A key looks at a bounded number of headings; the others follow while keys and frames come between.
#[test]
fn a_hundred_thousand_headings_are_gone_through_in_slices() {
    let text: String =
        (0..100_000).map(|number| format!("{} heading number {number}\n\n", "#".repeat(1 + number % 4))).collect();
    let mut journey = Journey::through(&text, 80, 24, Indexing::AtOnce);
    journey.again();
    journey.press("o");
    assert_eq!((journey.again(), texts(&journey).len()), (0, 21), "what is there needs no looking");
    assert!(journey.status().contains("100,000 sections"), "{}", journey.status());
    journey.press("9");
    let slices = journey.again();
    assert!((4..200).contains(&slices), "{slices} slices");
    journey.press("<BS>99999");
    assert_eq!(chosen(&journey), "heading number 99999");
    assert!(journey.status().contains("1 of 100,000 sections"), "{}", journey.status());
    journey.press("<Enter>");
    assert_eq!(journey.top(), "heading number 99999");
}

#[test]
fn it_fits_on_a_small_screen() {
    for (columns, rows) in [(20, 4), (30, 8), (60, 12), (300, 60)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        journey.press("owhat is a character that is far too long");
        assert!(is_open(&journey));
        journey.press("<C-u>east<Down><Up>");
        assert!(chosen(&journey).starts_with("East As"), "{}", journey.picture());
        journey.resize(10, 2).press("<Down>").resize(columns, rows).press("<Up><Enter>");
        assert!(journey.top().starts_with("East As"), "{}", journey.picture());
    }
}

#[test]
fn a_title_that_is_typed_comes_first_then_those_that_begin_with_it() {
    let text: String = (1..2000).map(|number| format!("# Copy {number}\n\nWords.\n\n")).collect();
    let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
    for (typed, expected) in [
        ("copy 99", ["Copy 99", "Copy 990", "Copy 991", "Copy 992"]),
        ("copy 11", ["Copy 11", "Copy 110", "Copy 111", "Copy 112"]),
        ("copy 7", ["Copy 7", "Copy 70", "Copy 71", "Copy 72"]),
    ] {
        journey.press("o").press(typed);
        assert_eq!(texts(&journey)[..4], expected, "{typed}");
        journey.press("<Esc>");
    }
}
