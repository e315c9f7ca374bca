//! Letters over the page: every link, footnote marker and fold is reached by its letters, or by a word of its text.

use std::collections::HashMap;

use preface::app::hints::Label;
use preface::app::state::Mode;
use proptest::prelude::*;

use super::journey::{Did, Indexing, Journey};

/// The labels over the page, and the letters that the screen shows where they are said to be.
fn labels(journey: &Journey) -> Vec<(String, usize, usize)> {
    let Mode::Hints(hints) = journey.app().mode() else { return Vec::new() };
    let buffer = journey.buffer();
    let area = journey.app().text_area(&journey.geometry());
    let check = |label: &Label| {
        let (mut column, row) = (area.column + u16::try_from(label.column).unwrap(), area.row + row_of(label));
        for letter in label.letters.chars() {
            assert!(area.contains(column, row), "{label:?}");
            assert_eq!(buffer[(column, row)].symbol(), letter.to_string(), "{label:?}\n{}", journey.picture());
            column += 1;
        }
        (label.letters.to_string(), label.row, label.column)
    };
    hints.labels().map(check).collect()
}

fn row_of(label: &Label) -> u16 {
    u16::try_from(label.row).unwrap()
}

/// The letters that lie where a text begins on the screen.
fn letters_on(journey: &mut Journey, text: &str) -> String {
    let (column, row) = journey.find(text).unwrap_or_else(|| panic!("“{text}” is not on\n{}", journey.picture()));
    let area = journey.geometry().page;
    let (column, row) = (usize::from(column - area.column), usize::from(row - area.row));
    journey.press("f");
    let labels = labels(journey);
    let found = labels.iter().find(|label| (label.1, label.2) == (row, column));
    found.unwrap_or_else(|| panic!("no letters on “{text}”: {labels:?}")).0.clone()
}

#[test]
fn letters_follow_the_links_of_the_preface() {
    for (columns, rows) in [(100, 30), (60, 20)] {
        for (link, url) in [("docker.io", "https://docker.io"), ("kubernetes.io", "https://kubernetes.io")] {
            let mut journey = Journey::preface(columns, rows);
            let before = journey.page();
            let letters = letters_on(&mut journey, link);
            journey.press(&letters);
            assert_eq!(journey.did(), [Did::Outside(url.to_owned())]);
            assert_eq!(journey.page(), before, "the letters are gone");
            assert!(matches!(journey.app().mode(), Mode::Reading));
            assert_eq!(journey.reversed(), [link], "and the link has the focus as behind Enter");
        }
    }
}

#[test]
fn letters_go_to_places_by_way_of_the_history() {
    for (columns, rows) in [(100, 30), (60, 24)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let before = journey.page();
        let letters = letters_on(&mut journey, "the measure");
        assert_eq!(journey.press(&letters).top(), "The measure");
        assert_eq!(journey.press("<BS>").page(), before);
        // To another file and back.
        let before = journey.focus("here").press("<Esc>").page();
        let letters = letters_on(&mut journey, "a chapter");
        assert!(journey.press(&letters).top().starts_with("One Table"), "{}", journey.picture());
        assert_eq!(journey.press("<BS>").page(), before);
    }
}

#[test]
fn marks_of_footnotes_have_letters_both_ways() {
    let text = "A claim[^why].\n\n[^why]: See there.\n\n# Next\n\nwords\n";
    let mut journey = Journey::through(&format!("{text}{}", "\nmore\n".repeat(30)), 60, 12, Indexing::AtOnce);
    let letters = letters_on(&mut journey, "¹.");
    assert_eq!(journey.press(&letters).top(), "¹ See there.\u{a0}↩");
    let letters = letters_on(&mut journey, "↩");
    assert_eq!(journey.press(&letters).top(), "A claim¹.");
    // By its number: the first of the two that have it is the mark.
    assert_eq!(journey.press("f1").status().split("  ").next(), Some("f /1"));
    assert_eq!(labels(&journey).len(), 1, "{}", journey.picture());
    assert_eq!(journey.press("<Enter>").top(), "¹ See there.\u{a0}↩");
}

#[test]
fn folds_have_letters() {
    let text = "<details>\n<summary>One <a href=\"#b\">link</a></summary>\n\nhidden [b](#b)\n\n<details>\n<summary>Two</summary>\n\nx\n\n\
                </details>\n</details>\n\n# B\n";
    let mut journey = Journey::through(text, 60, 12, Indexing::AtOnce);
    assert_eq!(letters_on(&mut journey, "▸ One"), "a");
    assert_eq!(labels(&journey), [("a".into(), 0, 0), ("s".into(), 0, 6)]);
    assert_eq!(journey.press("a").page()[..3], ["▾ One link", "  hidden b", ""]);
    assert_eq!(letters_on(&mut journey, "▸ Two"), "f");
    assert_eq!(journey.press("f").page()[4], "    x");
    let before = journey.page();
    assert_eq!(journey.press("f/two<Enter>").page()[3], "  ▸ Two", "{before:?}");
}

#[test]
fn text_narrows() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let all = labels(journey.press("f")).len();
    assert_eq!(all, 7, "{}", journey.picture());
    assert!(journey.status().starts_with("f ") && journey.status().contains("7 to follow"), "{}", journey.status());
    assert!(journey.status().contains("/ narrows by text"), "{}", journey.status());
    // A letter that no label has, one in upper case, or what stands behind a slash.
    for (keys, typed) in [("u", "f /u"), ("P", "f /P"), ("/a", "f /a"), ("/S", "f /S")] {
        journey.press("<Esc>f").press(keys);
        assert_eq!(journey.status().split("  ").next(), Some(typed));
    }
    journey.press("<Esc>4jf/part");
    let all = labels(journey.press("<BS><BS><BS><BS>")).len();
    assert_eq!(labels(journey.press("part")).len(), 4, "{}", journey.picture());
    assert!(journey.status().contains(&format!("4 of {all}")), "{}", journey.status());
    assert!(journey.status().contains("Enter letters"), "{}", journey.status());
    // Enter deals letters among these; Backspace goes back to the text.
    journey.press("<Enter>");
    assert!(journey.status().starts_with("f /part"), "{}", journey.status());
    assert_eq!(labels(&journey).iter().map(|label| &*label.0).collect::<Vec<_>>(), ["a", "s", "d", "f"]);
    assert!(journey.press("<BS>").status().contains("Enter letters"), "{}", journey.status());
    assert_eq!(labels(journey.press("<BS><BS><BS><BS>")).len(), all);
    journey.press("<Esc>f/part<Enter>");
    assert_eq!(journey.press("d").top(), "Part Three: Pages");
    journey.press("<BS>");
    // All words count, in any case; one that is left is followed at once.
    assert_eq!(journey.press("f/TWO part<Enter>").top(), "Part Two: Characters");
    journey.press("<BS>f/nothing says this");
    assert!(journey.status().contains("nothing here says that"), "{}", journey.status());
    assert!(matches!(journey.press("<Enter>").app().mode(), Mode::Hints(_)));
    assert!(matches!(journey.press("<Esc>").app().mode(), Mode::Reading));
    // What is pasted is text.
    journey.press("f").paste("part four");
    assert_eq!(journey.press("<Enter>").top(), "Part Four: Readers");
}

#[test]
fn what_begins_no_label_is_text() {
    let links: String = (0..12).map(|number| format!("[kz{number}](#x) ")).collect();
    let mut journey = Journey::through(&links, 80, 10, Indexing::AtOnce);
    let letters: Vec<String> = labels(journey.press("f")).into_iter().map(|label| label.0).collect();
    assert_eq!(letters, ["a", "s", "d", "f", "g", "h", "j", "k", "la", "ls", "ld", "lf"]);
    journey.press("l");
    assert_eq!(labels(&journey).len(), 4, "those that it can't become are gone");
    assert!(journey.status().starts_with("f l") && journey.status().contains("4 of 12"), "{}", journey.status());
    assert_eq!(labels(journey.press("<BS>")).len(), 12);
    journey.press("lz");
    assert!(journey.status().starts_with("f /lz"), "{}", journey.status());
    assert!(matches!(journey.press("<BS><BS><BS>").app().mode(), Mode::Hints(_)));
    assert!(matches!(journey.press("<BS>").app().mode(), Mode::Reading));
}

#[test]
fn a_page_with_nothing_to_follow_says_so() {
    let mut journey = Journey::through("words\n", 60, 12, Indexing::AtOnce);
    assert!(journey.press("f").status().starts_with("There is nothing to follow on this page."));
    assert!(matches!(journey.app().mode(), Mode::Reading));
}

#[test]
fn they_follow_the_page_when_it_changes() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("f");
    for (columns, rows) in [(60, 20), (44, 20), (100, 30)] {
        journey.resize(columns, rows);
        assert!(!labels(&journey).is_empty(), "{}", journey.picture());
    }
    let line = |journey: &mut Journey| {
        let line = journey.press("<Esc>").line();
        journey.press("f");
        line
    };
    journey.press("<Down><Down>");
    assert_eq!(line(&mut journey), 2);
    journey.press("<PgDn>");
    assert!(line(&mut journey) > 20 && !labels(&journey).is_empty());
    journey.press("<PgUp><Up>");
    assert!(line(&mut journey) < 3);
    // A click takes them away and does what it does.
    journey.click("Glass teletypes");
    assert!(matches!(journey.app().mode(), Mode::Reading));
    assert_eq!(journey.top(), "Glass teletypes");
}

#[test]
fn they_lie_over_wide_characters_and_wrapped_links() {
    let text = "日[本語](#a)x [one long link that wraps](#b) 日[本](#c)[語](#d)\n\n# A\n\n# B\n\n# C\n\n# D\n";
    let mut journey = Journey::through(text, 24, 20, Indexing::AtOnce);
    journey.press("f");
    assert_eq!(labels(&journey).len(), 4, "a wrapped link has one\n{}", journey.picture());
    assert!(journey.page()[0].starts_with("日a 語x sne long link"), "{}", journey.picture());
}

#[test]
fn letters_of_links_that_touch_look_different() {
    let text = format!("[a](#x)[b](#y)[c](#z) {}\n\n# X\n\n# Y\n\n# Z\n", "[word](#x) ".repeat(20));
    let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
    let labels = labels(journey.press("f"));
    let buffer = journey.buffer();
    let area = journey.geometry().page;
    let style = |label: &(String, usize, usize)| {
        let (column, row) = (u16::try_from(label.2).unwrap(), u16::try_from(label.1).unwrap());
        buffer[(area.column + column, area.row + row)].style()
    };
    assert_eq!([labels[0].2, labels[1].2, labels[2].2], [0, 1, 2]);
    assert!(style(&labels[0]) != style(&labels[1]) && style(&labels[1]) != style(&labels[2]));
}

#[test]
fn they_lie_over_what_is_shown_apart_as_well() {
    let mut journey = Journey::preface(100, 30);
    assert!(journey.press("?Gf").status().starts_with("There is nothing to follow"), "{}", journey.status());
    assert!(journey.app().apart().is_some(), "the help stays");
    // In a look at a section, its links have letters, and those of the page below it have none.
    let text = "See [b](#b), [c](#c) and [d](#d).\n\n# B\n\nGo [on](#c) or [out](https://e.org).\n\n# C\n\nc\n\n# D\n";
    let mut journey = Journey::through(&format!("{text}{}", "\nmore\n".repeat(40)), 100, 30, Indexing::AtOnce);
    let before = journey.press("<Tab>").page();
    let seen = labels(journey.press("Kf"));
    assert_eq!(seen.len(), 2, "{}", journey.picture());
    assert_eq!(journey.press("<Esc><Esc>").page(), before);
    assert_eq!(journey.press("Kf").press(&seen[0].0).top(), "C");
    assert_eq!(journey.press("<BS>").page(), before, "by way of the history");
    journey.press("<Esc><Tab>Kf").press(&seen[1].0);
    assert!(journey.did().contains(&Did::Outside("https://e.org".into())), "{}", journey.picture());
}

/// Presses a label on a fresh page and says where that led.
fn led(text: &str, size: (u16, u16), letters: &str) -> Vec<Did> {
    let mut journey = Journey::through(text, size.0, size.1, Indexing::AtOnce);
    journey.press("wwf").press(letters).did().into_iter().filter(|did| matches!(did, Did::Outside(_))).collect()
}

#[test]
fn a_screen_full_of_links_has_letters_for_each() {
    let text: String = (0..3000).map(|number| format!("[l{number}](https://e.org/{number}) ")).collect();
    let mut journey = Journey::through(&text, 300, 60, Indexing::AtOnce);
    let labels = labels(journey.press("wwf"));
    assert!(labels.len() > 2000, "{}", labels.len());
    let mut letters: Vec<&String> = labels.iter().map(|label| &label.0).collect();
    letters.sort();
    assert!(letters.windows(2).all(|pair| !pair[1].starts_with(&**pair[0])));
    for label in [&labels[0], &labels[1500], labels.last().unwrap()] {
        assert_eq!(led(&text, (300, 60), &label.0).len(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn each_link_is_reached_by_its_letters_alone(
        words in prop::collection::vec(("[a-z日é]{1,6}", 0_usize..3), 1..120),
        columns in 24_u16..160,
    ) {
        // Some touch, some are parted by space or by words.
        let link = |(place, (word, gap)): (usize, &(String, usize))| {
            format!("[{word}](https://e.org/{place}){}", ["", " ", " and then "][*gap])
        };
        let text: String = words.iter().enumerate().map(link).collect();
        let mut journey = Journey::through(&text, columns, 30, Indexing::AtOnce);
        let seen = labels(journey.press("wwf"));
        let mut cells = HashMap::new();
        for (letters, row, column) in &seen {
            for cell in *column..column + letters.len() {
                prop_assert!(cells.insert((*row, cell), letters).is_none(), "one hides another");
            }
        }
        let mut letters: Vec<&str> = seen.iter().map(|label| &*label.0).collect();
        letters.sort_unstable();
        prop_assert!(letters.windows(2).all(|pair| !pair[1].starts_with(pair[0])));
        let mut led: Vec<String> = Vec::new();
        for (letters, ..) in &seen {
            journey.press("<Esc>f").press(letters);
            for did in journey.did() {
                if let Did::Outside(url) = did {
                    led.push(url);
                }
            }
        }
        // In the order of the page, each once.
        let expected: Vec<String> = (0..seen.len()).map(|place| format!("https://e.org/{place}")).collect();
        prop_assert_eq!(led, expected);
        prop_assert!(seen.len() == words.len() || journey.page().last().is_some_and(|row| !row.is_empty()));
    }
}
