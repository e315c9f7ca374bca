//! The source of the page: at the same place in both directions, and at once, however long the document is.

use preface::app::apart::What;

use super::journey::{Indexing, Journey, corpus};

/// Whether the source is shown.
fn is_source(journey: &Journey) -> bool {
    journey.app().apart().is_some_and(|apart| matches!(apart.what(), What::Source(_)))
}

/// The bytes of the source that stand on the top row of the page.
fn on_top(journey: &Journey) -> std::ops::Range<u64> {
    let page = journey.app().shown().page();
    let start = page[0].line().unwrap().offset;
    let next = page.iter().filter_map(|line| line.line()).map(|line| line.offset).find(|offset| *offset > start);
    start..next.unwrap_or(u64::MAX)
}

#[test]
fn it_is_at_the_same_words_in_both_directions() {
    for (name, step) in [("guide.md", "70j"), ("constructs.md", "20j"), ("chapter.md", "9j")] {
        for (columns, rows) in [(100, 30), (60, 20)] {
            let mut journey = Journey::new(name, columns, rows);
            loop {
                let before = journey.rows();
                let place = journey.app().reader().anchor().offset;
                journey.press("\\");
                assert!(on_top(&journey).contains(&place), "{name} {place}\n{}", journey.picture());
                assert_eq!(journey.press("\\").rows(), before, "{name} {place}: nothing was moved");
                // Moved, the page comes after the source.
                journey.press("\\3j");
                let moved = on_top(&journey);
                journey.press("<Esc>");
                assert!(!is_source(&journey));
                let window = journey.app().reader().window();
                let is_there = moved.start < window.end && window.start < moved.end;
                // What stands in front of the text, or behind its last words, shows nowhere on the page.
                let text = journey.app().reader().document().span();
                let shows = moved.end > text.start && window.end < text.end;
                assert!(is_there || !shows, "{name} {moved:?} {window:?}\n{}", journey.picture());
                journey.press(step);
                if journey.app().reader().anchor().offset <= place {
                    break;
                }
            }
        }
    }
}

#[test]
fn it_shows_the_file_as_it_is_written() {
    let text = std::fs::read_to_string(corpus("guide.md")).unwrap();
    let mut journey = Journey::new("guide.md", 140, 30);
    journey.press("\\");
    assert!(is_source(&journey) && journey.trail().ends_with("› Source"), "{}", journey.trail());
    let mut shown = Vec::new();
    journey.press("g");
    loop {
        let before = journey.app().shown().anchor();
        shown.push(journey.top());
        if journey.press("j").app().shown().anchor() == before {
            shown.extend(journey.page().into_iter().skip(1));
            break;
        }
    }
    let shown: Vec<&str> = shown.iter().map(|row| row.strip_prefix("┊ ").unwrap_or(row).trim_end()).collect();
    let lines: Vec<&str> =
        text.lines().map(str::trim_end).filter(|line| line.len() < 90 && !line.contains('\t')).collect();
    assert!(lines.len() > 500);
    for line in lines.iter().filter(|line| line.is_ascii()) {
        assert!(shown.iter().any(|row| row == line || row.trim_start_matches('┊') == *line), "{line:?}");
    }
}

#[test]
fn motions_lead_to_the_same_places() {
    for (keys, expected) in [
        ("]]", "┊ ## Words used here"),
        ("5][", "┊ ## From paper to glass"),
        ("G", ""),
        ("50%", ""),
        ("G''", "┊ # A Field Guide"),
        ("]]<BS>", ""),
    ] {
        let mut journey = Journey::new("guide.md", 100, 30);
        journey.press("\\").press(keys);
        if !expected.is_empty() {
            assert!(journey.top().starts_with(expected) || !is_source(&journey), "{keys}\n{}", journey.picture());
        }
        let (source, document) = (journey.app().shown().percent(), journey.app().reader().percent());
        assert!(source.abs_diff(document) <= 4, "{keys}: {source} {document}");
    }
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("\\G");
    assert!(journey.page().iter().any(|row| row.contains("[uax29]: https://example.org")), "{}", journey.picture());
    // The definitions are at the end, and show nothing: the page stands at its end.
    journey.press("\\");
    assert!(journey.status().contains("100 %"), "{}", journey.picture());
    assert_eq!(journey.press("''").line(), 0);
}

#[test]
fn the_place_of_a_long_document_needs_no_index() {
    let text: String = (0..60_000).map(|number| format!("## Section {number}\n\nWords of *{number}*.\n\n")).collect();
    let mut journey = Journey::through(&text, 100, 30, Indexing::ByHand);
    journey.press("50%\\");
    assert!(is_source(&journey), "{}", journey.picture());
    let place = journey.app().reader().anchor().offset;
    assert!(on_top(&journey).contains(&place), "{}", journey.picture());
    journey.press("G");
    assert!(journey.page().iter().any(|row| row.contains("Words of *59999*.")), "{}", journey.picture());
    let (place, window) = (on_top(&journey), journey.press("\\").app().reader().window());
    assert!(place.start < window.end && window.start < place.end, "{place:?} {window:?}\n{}", journey.picture());
}

#[test]
fn hostile_characters_are_visible_and_long_lines_wrap() {
    let text = format!("a\u{1b}[31mb\u{202e}c\u{200b}d\n\n{}\n\n**end**\n", "word ".repeat(100));
    let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
    journey.press("\\");
    assert!(journey.top().starts_with("┊ a␛[31mb<202E>c<200B>d"), "{}", journey.top());
    assert!(journey.page()[3].starts_with("┊ ↪ word"), "{}", journey.picture());
    assert!(journey.page().contains(&"┊ **end**".to_owned()), "{}", journey.picture());
}

#[test]
fn it_is_read_again_with_the_document() {
    let text = |word: &str| format!("---\ntitle: T\n---\n\n# One\n\n{word}\n\n## Two\n\nmore {word}\n");
    let mut journey = Journey::folder(&[("a.md", &text("words"))], 80, 20);
    journey.press("\\");
    assert_eq!(journey.top(), "┊ # One");
    journey.changed("a.md", &text("phrases"));
    assert!(is_source(&journey) && journey.page().contains(&"┊ phrases".to_owned()), "{}", journey.picture());
    journey.press("g");
    assert_eq!(journey.page()[..2], ["┊ ---", "┊ title: T"], "what stands in front of the text is seen, too");
    assert_eq!(journey.press("\\").top(), "One");
}
