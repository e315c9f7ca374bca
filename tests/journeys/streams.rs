//! A stream is read while it arrives, and its end is followed by whoever goes there.

use std::fmt::Write as _;
use std::sync::Arc;

use super::journey::Journey;
use crate::trickle::Trickle;

/// A stream that has begun with these sections.
fn begun(sections: usize) -> (Arc<Trickle>, Journey) {
    let source = Arc::new(Trickle::default());
    source.arrive(text(0..sections));
    let journey = Journey::stream(source.clone(), 80, 20);
    (source, journey)
}

fn text(sections: std::ops::Range<usize>) -> String {
    sections.fold(String::new(), |mut text, number| {
        let _ = write!(text, "## Section {number}\n\nWords of {number}.\n\n");
        text
    })
}

fn last(journey: &Journey) -> String {
    journey.page().into_iter().rfind(|row| !row.is_empty()).unwrap_or_default()
}

#[test]
fn before_anything_arrives_it_says_what_it_waits_for() {
    let source = Arc::new(Trickle::default());
    let mut journey = Journey::stream(source.clone(), 80, 20);
    assert!(journey.status().starts_with("Waiting for standard input…"), "{}", journey.status());
    for keys in ["j", "G", "<Esc>", "]", "<Tab>", "50%", "<Space>", "g"] {
        journey.press(keys);
    }
    source.arrive("---\ntitle: Late\n---\n# Words\n\nMore.\n");
    journey.arrived();
    assert_eq!((journey.trail(), journey.top()), ("Late › Words".to_owned(), "Words".to_owned()));
    assert!(journey.status().contains("35 bytes so far"), "{}", journey.status());
    source.end();
    assert!(!journey.arrived().status().contains("so far"), "{}", journey.status());
}

#[test]
fn a_stream_that_ends_without_a_word_is_an_empty_page() {
    let source = Arc::new(Trickle::default());
    let mut journey = Journey::stream(source.clone(), 80, 20);
    source.break_off("“standard input” is a binary file, not a text.");
    journey.arrived();
    assert!(journey.status().starts_with("“standard input” is a binary file"), "{}", journey.status());
    assert!(journey.page().iter().all(String::is_empty));
}

#[test]
fn what_arrives_is_shown_at_once_and_moves_nothing() {
    let (source, mut journey) = begun(2);
    let first = journey.page();
    assert_eq!(last(&journey), "Words of 1.");
    source.arrive("## Section 2\n\nHalf a sen");
    let page = journey.arrived().page();
    assert!(page.starts_with(&first[..6]), "{page:?}");
    assert_eq!(last(&journey), "Half a sen");
    source.arrive("tence and its end");
    assert_eq!(last(journey.arrived()), "Half a sentence and its end");
    source.arrive(text(3..99));
    assert_eq!(journey.arrived().top(), first[0], "who reads the beginning stays there");
    journey.press("]");
    assert_eq!(journey.top(), "Section 1");
}

#[test]
fn a_late_definition_and_an_unfinished_list_are_put_right() {
    let source = Arc::new(Trickle::default());
    source.arrive("See [this].\n\n1. one\n2. two\n");
    let mut journey = Journey::stream(source.clone(), 80, 20);
    assert_eq!(journey.page()[..4], ["See [this].", "", "1. one", "2. two"]);
    source.arrive("3. three\n\n[this]: /x\n");
    source.arrive("\nBehind.\n");
    journey.arrived();
    assert_eq!(journey.page()[..4], ["See this.", "", "1. one", "2. two"]);
    assert_eq!(last(&journey), "Behind.");
}

#[test]
fn the_end_is_followed_until_the_reader_scrolls_up() {
    let (source, mut journey) = begun(30);
    assert!(journey.press("G").status().contains("following"), "{}", journey.status());
    assert_eq!(last(&journey), "Words of 29.");
    for number in 30..60 {
        source.arrive(text(number..number + 1));
        assert_eq!(last(journey.arrived()), format!("Words of {number}."), "\n{}", journey.picture());
    }
    // What can't move doesn't let go.
    assert!(journey.press("j<Space>").status().contains("following"), "{}", journey.status());
    journey.resize(60, 12);
    assert_eq!(last(&journey), "Words of 59.");
    journey.resize(80, 20);
    assert_eq!(last(&journey), "Words of 59.");
    for keys in ["k", "b", "u", "g", "[", "''", "10%"] {
        journey.press("G");
        assert!(journey.status().contains("following"), "{}", journey.status());
        let page = journey.press(keys).page();
        assert!(!journey.status().contains("following"), "{keys}: {}", journey.status());
        source.arrive("More.\n\n");
        assert_eq!(journey.arrived().page(), page, "{keys}");
    }
    source.arrive("The last words.\n");
    assert_eq!(last(journey.arrived().press("G")), "The last words.");
    source.end();
    assert_eq!(last(journey.arrived()), "The last words.");
    assert!(journey.status().contains("100 %"), "{}", journey.status());
}

#[test]
fn what_is_waited_for_is_gone_to_from_the_end() {
    for (keys, top) in [("20]", "Section 47"), ("20]/nothing<Esc>", "Section 47")] {
        let (source, mut journey) = begun(30);
        journey.press("G").press(keys);
        assert!(journey.status().starts_with("Looking for the section"), "{keys}: {}", journey.status());
        for number in 30..47 {
            source.arrive(text(number..number + 1));
            assert!(last(journey.arrived()).starts_with("Words of"), "{keys}: the end is followed until then");
            assert!(journey.status().starts_with("Looking for the section"), "{keys}: {}", journey.status());
        }
        source.arrive(text(47..60));
        assert_eq!(journey.arrived().top(), top, "{keys}");
        source.arrive(text(60..99));
        assert_eq!(journey.arrived().top(), top, "{keys}: nothing leads away from it");
    }
}

#[test]
fn escape_stops_following() {
    let (source, mut journey) = begun(30);
    let page = journey.press("G").page();
    journey.press("<Esc>");
    assert!(journey.status().starts_with("The end is not followed"), "{}", journey.status());
    source.arrive(text(30..40));
    assert_eq!(journey.arrived().page(), page);
}

#[test]
fn a_long_stream_is_indexed_as_it_arrives() {
    let (source, mut journey) = begun(3_000);
    assert_eq!(last(journey.press("G")), "Words of 2999.");
    source.arrive(text(3_000..6_000));
    assert_eq!(last(journey.arrived()), "Words of 5999.");
    assert!(journey.press("5000[").trail().contains("Section 99"), "{}", journey.trail());
    source.arrive(text(6_000..6_001));
    source.break_off("Only the first 1 GiB are kept; the rest is not read.");
    assert!(journey.arrived().status().starts_with("Only the first 1 GiB"), "{}", journey.status());
    assert!(journey.press("k").status().contains("cut off behind"), "{}", journey.status());
}

#[test]
fn a_stream_can_not_be_read_again() {
    let (_, mut journey) = begun(3);
    for keys in ["r", "<C-r>"] {
        assert!(journey.press(keys).status().starts_with("A stream can't be read again"), "{}", journey.status());
    }
}
