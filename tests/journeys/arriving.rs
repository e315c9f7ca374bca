//! Search in a text that is still arriving: what comes is looked through, and nothing is said about what has not come.

use std::fmt::Write as _;
use std::sync::Arc;

use preface::app::Event;

use super::journey::{Indexing, Journey};
use crate::trickle::Trickle;

/// A stream of which nothing has arrived.
fn silent() -> (Arc<Trickle>, Journey) {
    let source = Arc::new(Trickle::default());
    let journey = Journey::stream(source.clone(), 80, 20);
    (source, journey)
}

/// Paragraphs of which every tenth one has a needle.
fn paragraphs(numbers: std::ops::Range<usize>) -> String {
    numbers.fold(String::new(), |mut text, number| {
        let what = if number % 10 == 3 { "needle" } else { "hay" };
        let _ = write!(text, "Paragraph {number} with {what} in it.\n\n");
        text
    })
}

#[test]
fn a_stream_is_searched_as_far_as_it_has_arrived() {
    let source = Arc::new(Trickle::default());
    source.arrive("one needle\n\n".repeat(3) + &"words\n\n".repeat(100));
    let mut journey = Journey::stream(source.clone(), 60, 20);
    journey.arrived();
    journey.press("G");
    let end = journey.page();
    // Whoever follows the end and looks for something in between follows it still.
    journey.press("/needle<Esc>");
    assert_eq!(journey.page(), end);
    source.arrive("the very last words\n\n");
    assert!(journey.arrived().picture().contains("the very last words"), "{}", journey.picture());
    // Who goes to a hit does not.
    journey.press("/needle<Enter>");
    let page = journey.page();
    source.arrive("one more needle\n\n");
    assert_eq!(journey.arrived().page(), page);
    assert!(journey.press("N").status().contains("of 4"), "{}", journey.status());
}

#[test]
fn what_was_typed_before_it_arrived_is_found_when_it_does() {
    for start in ["", "---\ntitle: Late\n---\n", "\u{feff}"] {
        let (source, mut journey) = silent();
        journey.press("/hello");
        assert!(journey.status().contains("nothing so far"), "{}", journey.status());
        source.arrive(format!("{start}hel"));
        assert!(journey.arrived().status().contains("nothing so far"), "{}", journey.status());
        source.arrive("lo world\n");
        assert!(journey.arrived().status().contains("1 of 1+"), "{start:?}: {}", journey.status());
        journey.press("<Enter>");
        assert!(journey.status().contains("“hello”: 1 of 1+"), "{start:?}: {}", journey.status());
        source.end();
        journey.arrived();
        assert!(journey.status().contains("“hello”: 1 of 1"), "{}", journey.status());
        assert!(!journey.status().contains("1+"), "{}", journey.status());
    }
}

#[test]
fn nothing_is_said_to_be_nowhere_as_long_as_more_may_arrive() {
    for (keys, typing) in [("/hello", true), ("/hello<Enter>", false)] {
        let (source, mut journey) = silent();
        source.arrive(paragraphs(0..30));
        journey.arrived().press("9j");
        let page = journey.page();
        journey.press(keys);
        let waits = if typing { "nothing so far" } else { "Looking for “hello” · the text is still arriving" };
        assert!(journey.status().contains(waits), "{}", journey.status());
        source.arrive(paragraphs(30..60));
        assert!(journey.arrived().status().contains(waits), "{}", journey.status());
        assert_eq!(journey.page(), page);
        source.end();
        let status = journey.arrived().status();
        assert!(status.contains(if typing { "nothing found" } else { "Nothing here reads “hello”." }), "{status}");
        assert_eq!(journey.page(), page);
    }
}

#[test]
fn waiting_for_what_may_arrive_can_be_given_up() {
    let (source, mut journey) = silent();
    source.arrive(paragraphs(0..30));
    journey.arrived().press("/hello<Enter>");
    assert!(journey.status().contains("Esc gives up"), "{}", journey.status());
    journey.press("<Esc>");
    assert!(journey.status().starts_with("Given up looking"), "{}", journey.status());
    let page = journey.page();
    source.arrive(format!("{}hello\n\nMore.\n\n", paragraphs(30..60)));
    assert_eq!(journey.arrived().page(), page);
    journey.press("n");
    assert!(journey.status().contains("1 of 1+"), "{}", journey.status());
    assert_ne!(journey.page(), page);
}

#[test]
fn what_arrives_is_counted_and_listed() {
    let (source, mut journey) = silent();
    source.arrive(paragraphs(0..30));
    journey.arrived().press("/needle<Enter>");
    assert!(journey.status().contains("“needle”: 1 of 3+"), "{}", journey.status());
    let page = journey.page();
    for number in 30..200 {
        source.arrive(paragraphs(number..number + 1));
        journey.arrived();
        let count = (number + 7) / 10;
        assert!(journey.status().contains(&format!("“needle”: 1 of {count}+")), "{number}: {}", journey.status());
    }
    assert_eq!(journey.page(), page);
    journey.press("&");
    assert!(journey.status().contains("1 of 20+"), "{}", journey.status());
    source.arrive(paragraphs(200..300));
    assert!(journey.arrived().status().contains("1 of 30+"), "{}", journey.status());
    source.end();
    assert!(journey.arrived().press("G").status().contains("30 of 30"), "{}", journey.status());
    assert!(journey.picture().contains("Paragraph 293 with needle in it."), "{}", journey.picture());
    journey.press("<Enter>");
    assert!(journey.status().contains("30 of 30"), "{}", journey.status());
    assert!(journey.page().iter().any(|row| row.contains("Paragraph 293")), "{}", journey.picture());
}

#[test]
fn what_arrives_in_pieces_is_found_as_if_it_had_been_there() {
    let lists: String = (0..200).fold(String::new(), |mut text, number| {
        let _ = write!(text, "- item {number} of *one nee*dle and\n  another\n  needle\n");
        text
    });
    let text = format!("# Title\n\n{lists}\n```\nneedle\n\nneedle\n```\n\n{}", paragraphs(0..2_000));
    for piece in [7, 61, 4_099, 50_000] {
        let (source, mut journey) = silent();
        journey.press("/needle");
        for bytes in text.as_bytes().chunks(piece) {
            source.arrive(bytes);
            // Not each piece is seen by itself.
            if bytes.len() < piece || piece > 100 || bytes.contains(&b'k') {
                journey.arrived();
            }
        }
        source.end();
        journey.arrived().press("<Enter>");
        let mut whole = Journey::through(&text, 80, 20, Indexing::AtOnce);
        whole.press("/needle<Enter>");
        let count = |journey: &Journey| journey.app().search().map(|search| search.tally().total());
        assert_eq!(count(&journey), count(&whole), "in pieces of {piece} bytes");
        assert_eq!(count(&whole), Some(602));
        assert_eq!(journey.page(), whole.page());
    }
}

#[test]
fn of_a_piece_that_arrives_only_that_is_looked_through() {
    let (source, mut journey) = silent();
    source.arrive(paragraphs(0..20_000));
    journey.arrived().press("/needle");
    for number in 20_000..20_100 {
        source.arrive(paragraphs(number..number + 1));
        journey.arrived();
        let walk = &journey.app().search().unwrap().quest().walk;
        let parts: Vec<_> = (0..).map_while(|place| walk.part(place)).collect();
        let bytes: u64 = parts.iter().map(|part| part.end - part.start).sum();
        assert!(bytes < 40_000, "{bytes}");
    }
    assert!(journey.status().contains("1 of 2010+"), "{}", journey.status());
}

#[test]
fn who_follows_the_end_and_looks_for_what_is_not_there_follows_it_still() {
    let last = |journey: &Journey| journey.page().into_iter().rfind(|row| !row.is_empty()).unwrap_or_default();
    let (source, mut journey) = silent();
    source.arrive(paragraphs(0..30));
    journey.arrived().press("G/");
    for (number, key) in (30..).zip(["x", "y", "z", "z", "y", "<Esc>"]) {
        source.arrive(paragraphs(number..number + 1));
        journey.arrived().press(key);
        assert!(last(&journey).starts_with(&format!("Paragraph {number} ")), "{key}\n{}", journey.picture());
    }
    assert!(journey.status().contains("following"), "{}", journey.status());
}

#[test]
fn a_file_that_is_appended_to_is_looked_through_from_its_old_end() {
    let mut text = paragraphs(0..300);
    let mut journey = Journey::folder(&[("a.md", &text)], 80, 20);
    journey.press("/needle<Enter>nn&");
    assert!(journey.status().contains("3 of 30"), "{}", journey.status());
    for number in 300..310 {
        text += &paragraphs(number..number + 1);
        journey.changed("a.md", &text);
    }
    journey.happen(Event::Again);
    journey.press("<Esc>n<BS>n");
    assert!(journey.status().contains("of 31"), "{}", journey.status());
    journey.press("&G");
    assert!(journey.status().contains("31 of 31"), "{}", journey.status());
}
