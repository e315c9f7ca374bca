//! Footnotes: from the mark to the note and back, with the same keys as any link.

use super::journey::{Indexing, Journey};

/// Sections of several screens with a note in each; the note of the first is written before its last paragraphs.
fn noted() -> String {
    let words = |number| format!("Paragraph {number} has some words, as paragraphs do.\n\n");
    let paragraphs: String = (0..20).map(words).collect();
    format!(
        "# One\n\nA claim[^why] and another[^how].\n\n[^how]: So.\n\n[^why]: See [a](#two) and [b](#three), \
         {}at length.\n\n{paragraphs}## Two\n\nMore[^how] [c](#one).\n\n{paragraphs}## Three\n\nLast[^end].\n\n\
         {paragraphs}[^end]: Here.\n",
        "and so on ".repeat(40)
    )
}

#[test]
fn a_mark_leads_to_its_note_and_the_note_leads_back() {
    let text = noted();
    let mut journey = Journey::through(&text, 60, 16, Indexing::AtOnce);
    let before = journey.page();
    assert!(before.iter().any(|row| row.contains("A claim¹ and another².")), "{before:?}");
    for (keys, top) in [
        ("<Tab><Enter>", "¹ See a and b, and so on"),
        ("<BS>", "One"),
        ("<Tab><Enter>", "² So.\u{a0}↩"),
        ("<Tab><Enter>", "A claim¹ and another²."),
        ("<BS><BS>", "One"),
    ] {
        journey.press(keys);
        assert!(journey.top().starts_with(top), "{keys}: {:?} {}", journey.top(), journey.picture());
    }
}

#[test]
fn the_links_of_a_moved_note_come_in_the_order_of_the_page() {
    let mut journey = Journey::through(&noted(), 60, 16, Indexing::AtOnce);
    let targets: Vec<String> = (0..9).map(|_| journey.press("<Tab>").status()).collect();
    let expected =
        ["To the note", "To the note", "#two", "#three", "Back to", "Back to", "To the note", "#one", "To the note"];
    for (found, expected) in targets.iter().zip(expected) {
        assert!(found.contains(expected), "{targets:#?}");
    }
    let back: Vec<String> = (0..8).map(|_| journey.press("<S-Tab>").status()).collect();
    assert_eq!(back, targets[..8].iter().rev().cloned().collect::<Vec<_>>());
}

#[test]
fn the_words_of_a_note_stay_when_the_width_changes() {
    let mut journey = Journey::through(&noted(), 60, 16, Indexing::AtOnce);
    journey.press("<Tab><Enter>3j");
    let top = journey.top();
    for columns in [100, 41, 60] {
        journey.resize(columns, 16);
    }
    assert_eq!(journey.top(), top);
}

#[test]
fn numbers_are_put_right_when_a_definition_turns_up() {
    let filler = "Words and words and words.\n\n".repeat(3000);
    let text = format!("First[^late] second[^soon].\n\n[^soon]: Soon.\n\n{filler}[^late]: Late.\n");
    let mut journey = Journey::through(&text, 60, 16, Indexing::ByHand);
    journey.step();
    assert_eq!(journey.top(), "First[^late] second¹.");
    journey.index();
    assert_eq!(journey.top(), "First¹ second².");
}
