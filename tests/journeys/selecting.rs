//! What is dragged over is selected as it is read, and copied when the button is let go.

use preface::app::key::Gesture;
use preface::app::settings::Settings;
use preface::layout::Pour;
use preface::layout::pour::{Edge, Hyphenation};
use preface::text::hyphenation::Language;
use ratatui::style::Modifier;

use super::journey::{Did, Indexing, Journey};

/// What was sent since the last time.
fn sent(journey: &mut Journey) -> Vec<String> {
    let sent = |did| if let Did::Copy(text) = did { Some(text) } else { None };
    journey.did().into_iter().filter_map(sent).collect()
}

fn said(journey: &Journey) -> String {
    journey.app().message().map(|message| message.text.to_string()).unwrap_or_default()
}

/// What is shown as selected, row by row.
fn selected(journey: &Journey) -> Vec<String> {
    journey.styled(Modifier::REVERSED)
}

fn through(text: &str, columns: u16, rows: u16) -> Journey {
    Journey::through(text, columns, rows, Indexing::AtOnce)
}

#[test]
fn words_are_selected_from_the_first_to_the_last() {
    let mut journey = Journey::preface(100, 30);
    journey.drag("on containers", "orchestrate");
    assert_eq!(sent(&mut journey), ["on containers and on the systems that orchestrate"]);
    assert_eq!(said(&journey), "Sent to the terminal's clipboard: the selection, 8 words.");
    assert_eq!(selected(&journey), ["on containers and on the systems that orchestrate"]);
    // It can be sent again, until another key is about something else.
    assert_eq!(sent(journey.press("y")), ["on containers and on the systems that orchestrate"]);
    assert_eq!(selected(&journey).len(), 1);
    journey.press("<Esc>");
    assert_eq!((selected(&journey), journey.did()), (vec![], vec![]));
    journey.drag("docker.io", "kubernetes.io").press("j");
    assert_eq!(selected(&journey), [""; 0]);
}

#[test]
fn lines_that_were_broken_by_the_page_are_joined() {
    let mut journey = Journey::new("guide.md", 60, 40);
    journey.drag("A terminal", "narrow window");
    let expected = "A terminal shows text in rows and columns of equal cells. That sounds like a narrow window";
    assert_eq!(sent(&mut journey), [expected]);
    // Backwards it is the same, and whole words are taken wherever in them it began.
    let (end, last) = journey.find_on_page("arrow window");
    let (column, row) = journey.find_on_page("minal shows");
    journey.mouse(Gesture::Press, end, last).mouse(Gesture::Drag, column, row).mouse(Gesture::Release, column, row);
    assert_eq!(
        sent(&mut journey),
        ["terminal shows text in rows and columns of equal cells. That sounds like a narrow"]
    );
}

#[test]
fn each_construct_is_copied_as_it_reads() {
    let text = "## Head\n\nSome *styled* [link](/x) `code`.\n\n- one\n- two\n\n> quoted\n> words\n\n\
                | a | b |\n|---|---|\n| c d | 日本 |\n\n```rust\nfn a() {\n\tb();\n}\n```\n\nThe end.\n";
    let mut journey = through(text, 60, 40);
    journey.drag("Head", "end.");
    assert_eq!(
        sent(&mut journey),
        [
            "Head\n\nSome styled link code.\n\none\ntwo\n\nquoted words\n\na\tb\nc d\t日本\n\nfn a() {\n\tb();\n}\n\nThe end."
        ]
    );
    let rows = selected(&journey).join("\n");
    assert!(!rows.contains(['•', '▏', '┊', '─']) && !rows.contains("rust"), "{rows}");
    journey.drag("b();", "}");
    assert_eq!(sent(&mut journey), ["\tb();\n}"]);
    journey.drag("日", "日");
    assert_eq!(sent(&mut journey), [""; 0], "a click");
}

#[test]
fn cells_of_a_table_come_one_after_the_other_whatever_they_wrap_into() {
    let text = "| One | Two |\n|---|---|\n| alpha beta gamma delta epsilon | zeta eta theta iota kappa |\n";
    let mut journey = through(text, 40, 20);
    journey.drag("alpha", "kappa");
    assert_eq!(sent(&mut journey), ["alpha beta gamma delta epsilon\tzeta eta theta iota kappa"]);
}

#[test]
fn hyphens_and_gaps_of_the_page_are_not_copied() {
    let typography = Pour {
        hyphenation: Hyphenation::On(Some(Language::English)),
        edge: Edge::Justified,
        ..Settings::default().typography
    };
    let settings = Settings { typography, ..Settings::default() };
    let text = "It was an extraordinarily understandable misrepresentation of internationalization altogether.\n";
    let mut journey = Journey::with_settings(text, 30, 20, settings);
    assert!(journey.page().iter().any(|row| row.ends_with('-')), "{}", journey.picture());
    journey.drag("It", "gether");
    assert_eq!(sent(&mut journey), [text.trim_end().trim_end_matches('.')]);
}

#[test]
fn a_word_is_selected_by_two_clicks_and_a_paragraph_by_three() {
    let mut journey = Journey::preface(100, 30);
    let (column, row) = journey.find_on_page("orchestrate");
    journey.click_at(column + 3, row);
    assert_eq!(selected(&journey), [""; 0]);
    journey.mouse(Gesture::SecondPress, column + 3, row);
    assert_eq!(selected(&journey), ["orchestrate"]);
    assert_eq!(sent(&mut journey), [""; 0], "until it is let go");
    journey.mouse(Gesture::Release, column + 3, row);
    assert_eq!(sent(&mut journey), ["orchestrate"]);
    assert_eq!(said(&journey), "Sent to the terminal's clipboard: the selection, 11 characters.");
    journey.mouse(Gesture::ThirdPress, column + 3, row).mouse(Gesture::Release, column + 3, row);
    let paragraph = sent(&mut journey).swap_remove(0);
    assert!(paragraph.starts_with("The book builds on") && paragraph.ends_with("places to start:"), "{paragraph}");
    assert!(!paragraph.contains('\n'));
}

#[test]
fn a_click_on_a_link_follows_it_when_it_is_let_go() {
    let mut journey = Journey::preface(100, 30);
    let (column, row) = journey.find_on_page("docker.io");
    assert_eq!(journey.mouse(Gesture::Press, column, row).did(), []);
    // A hand that trembles.
    assert_eq!(journey.mouse(Gesture::Drag, column + 1, row).did(), []);
    assert_eq!(journey.mouse(Gesture::Release, column + 1, row).did(), [Did::Outside("https://docker.io".to_owned())]);
    assert_eq!(journey.mouse(Gesture::SecondPress, column, row).mouse(Gesture::Release, column, row).did(), []);
    assert_eq!(journey.app().shown().selection(), None);
    // Whoever selects it is not led away.
    journey.press("<Esc>").drag("docker.io", "docker.io");
    assert_eq!(sent(&mut journey), ["docker.io"]);
}

#[test]
fn beyond_the_edge_the_page_comes_along() {
    let text: String = (1..=200).map(|number| format!("Paragraph {number}.\n\n")).collect();
    let mut journey = through(&text, 60, 14);
    let (column, row) = journey.find_on_page("3.");
    journey.mouse(Gesture::Press, column, row);
    for _ in 0..20 {
        journey.mouse(Gesture::Drag, 40, 13);
    }
    assert!(!journey.picture().contains("Paragraph 3."), "{}", journey.picture());
    journey.mouse(Gesture::Release, 40, 13);
    let text = sent(&mut journey).swap_remove(0);
    assert!(text.starts_with("3.\n\nParagraph 4.\n\n") && text.contains("Paragraph 12."), "{text}");
    let (column, row) = journey.find_on_page("14");
    journey.mouse(Gesture::Press, column, row);
    for _ in 0..60 {
        journey.mouse(Gesture::Drag, 10, 0);
    }
    journey.mouse(Gesture::Release, 10, 0);
    assert!(sent(&mut journey).swap_remove(0).starts_with("Paragraph 1.\n\n"));
}

#[test]
fn a_selection_is_of_the_same_words_at_every_width_and_ends_with_their_text() {
    let mut journey = Journey::folder(&[("a.md", "one two three four five six seven eight nine ten\n")], 60, 14);
    journey.drag("two", "nine").resize(24, 14);
    assert_eq!(selected(&journey).join(" "), "two three four five six seven eight nine");
    assert_eq!(sent(&mut journey), ["two three four five six seven eight nine"]);
    assert_eq!(sent(journey.press("y")), ["two three four five six seven eight nine"]);
    journey.changed("a.md", "other words\n");
    assert_eq!(selected(&journey), [""; 0]);
}

#[test]
fn it_goes_over_the_borders_of_chunks() {
    let text: String = (1..=3000).map(|number| format!("Paragraph {number}.\n\n")).collect();
    let mut journey = through(&text, 60, 30);
    assert!(journey.app().reader().document().chunk_count() > 3);
    let paragraphs = |sent: Vec<String>| sent.first().map_or(0, |text| text.split("\n\n").count());
    for percent in (1..40).map(|step| step * 2) {
        journey.press(&format!("{percent}%"));
        let page = journey.page();
        let words: Vec<&String> = page.iter().filter(|row| row.starts_with("Paragraph")).collect();
        let (first, last) = (words[0].clone(), words[words.len() - 1].clone());
        assert_eq!(paragraphs(sent(journey.drag(&first, &last))), words.len(), "{first} {last}");
    }
}

#[test]
fn panned_code_and_the_help_are_selected_as_they_are_seen() {
    let text = format!("```\n{}tail\n```\n", "word ".repeat(30));
    let mut journey = through(&text, 40, 12);
    journey.press("$").drag("word word", "tail");
    let seen = sent(&mut journey).swap_remove(0);
    assert!(seen.starts_with("word word") && seen.ends_with("word tail") && seen.len() < 45, "{seen}");
    let mut journey = Journey::preface(100, 30);
    journey.press("?").drag("A number", "repeats");
    assert_eq!(sent(&mut journey), ["A number before a motion repeats"]);
    assert_eq!(sent(journey.press("y")), ["A number before a motion repeats"]);
}

#[test]
fn what_is_beside_the_page_is_not_selected() {
    let mut journey = Journey::preface(100, 30);
    let geometry = journey.geometry();
    let contents = geometry.contents.unwrap();
    journey.mouse(Gesture::Press, contents.column + 4, contents.row + 20);
    journey.mouse(Gesture::Drag, geometry.page.column + 5, contents.row + 3).mouse(Gesture::Release, 60, 3);
    assert_eq!(sent(&mut journey), [""; 0]);
    // From the page into the contents it selects to the beginning of the line.
    let (column, row) = journey.find_on_page("orchestrate");
    journey.mouse(Gesture::Press, column, row).mouse(Gesture::Drag, 2, row).mouse(Gesture::Release, 2, row);
    let text = sent(&mut journey).swap_remove(0);
    assert!(text.ends_with("systems that orchestrate") && text.starts_with("The book builds"), "{text}");
}
