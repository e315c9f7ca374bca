//! Folding: parts are closed and opened by keys, by a click and by jumps into them; the words on top stay.

use super::journey::{Indexing, Journey};

fn document() -> String {
    let words = |name: &str| (0..12).map(|number| format!("{name} {number}\n\n")).collect::<String>();
    format!(
        "[inner](#inner)\n\n# Title\n\n<details>\n<summary>First <b>part</b></summary>\n\n{}<details open>\n\
         <summary>Nested</summary>\n\n## Inner\n\nThe innermost words.\n\n</details>\n\n</details>\n\nBetween.\n\n\
         <details open>\n<summary>Second part</summary>\n\n{}</details>\n\n{}",
        words("first"),
        words("second"),
        words("after")
    )
}

fn journey() -> Journey {
    Journey::through(&document(), 60, 16, Indexing::AtOnce)
}

/// Whether a line on the page says this, and nothing else.
fn shows(journey: &Journey, line: &str) -> bool {
    journey.page().iter().any(|shown| shown.trim() == line)
}

#[test]
fn parts_begin_as_they_say() {
    let journey = journey();
    assert!(shows(&journey, "▸ First part") && !shows(&journey, "first 0"), "{}", journey.picture());
    assert!(shows(&journey, "▾ Second part") && shows(&journey, "second 0"), "{}", journey.picture());
}

#[test]
fn keys_open_and_close() {
    let mut journey = journey();
    journey.press("za");
    assert!(shows(&journey, "▾ First part") && shows(&journey, "first 0"), "{}", journey.picture());
    journey.press("za");
    assert!(shows(&journey, "▸ First part") && shows(&journey, "▾ Second part"), "{}", journey.picture());
    journey.press("zM");
    assert!(shows(&journey, "▸ Second part") && shows(&journey, "after 0"), "{}", journey.picture());
    journey.press("zR");
    assert!(shows(&journey, "▾ First part") && shows(&journey, "first 0"), "{}", journey.picture());
}

#[test]
fn the_words_on_top_stay_or_give_way_to_their_summary() {
    let mut journey = journey();
    journey.press("zR");
    while journey.top().trim() != "second 3" {
        let before = journey.page();
        assert_ne!(journey.press("j").page(), before, "second 3 never came to the top");
    }
    // The part that the eyes are in is this one, and its words are hidden by it.
    assert_eq!(journey.press("za").top().trim(), "▸ Second part");
    assert_eq!(journey.press("za").top().trim(), "▾ Second part");
    while journey.top().trim() != "first 7" {
        let before = journey.page();
        assert_ne!(journey.press("k").page(), before, "first 7 never came to the top");
    }
    assert_eq!(journey.press("zM").top().trim(), "▸ First part");
    while journey.top().trim() != "after 0" {
        let before = journey.page();
        assert_ne!(journey.press("j").page(), before, "after 0 never came to the top");
    }
    assert_eq!(journey.press("zR").top().trim(), "after 0", "what is opened above moves nothing");
}

#[test]
fn a_jump_opens_what_it_leads_into() {
    let mut journey = journey();
    journey.press("zM<Tab><Enter>");
    assert_eq!(journey.top().trim(), "Inner", "{}", journey.picture());
    assert!(shows(&journey, "The innermost words."), "{}", journey.picture());
    journey.press("gzM]]");
    assert_eq!(journey.top().trim(), "Inner", "{}", journey.picture());
}

#[test]
fn anchors_of_html_lead_to_what_they_stand_before() {
    let text = format!(
        "[there](#there) [deep](#deep)\n\n{0}<a id=\"there\"></a>\n\n## Heading\n\n{0}<details>\n\n<p id=deep>Deep words.</p>\n\n\
         </details>\n\n{0}",
        "Some words.\n\n".repeat(20)
    );
    let mut journey = Journey::through(&text, 60, 16, Indexing::AtOnce);
    assert_eq!(journey.press("<Tab><Enter>").top().trim(), "Heading", "{}", journey.picture());
    journey.press("g").focus("deep");
    assert_eq!(journey.press("<Enter>").top().trim(), "Deep words.", "{}", journey.picture());
}

#[test]
fn a_click_on_a_summary_turns_it() {
    let mut journey = journey();
    journey.click("First");
    assert!(shows(&journey, "first 0"), "{}", journey.picture());
    journey.click("First");
    assert!(!shows(&journey, "first 0"), "{}", journey.picture());
    let before = journey.page();
    journey.click("Between");
    assert_eq!(journey.page(), before);
}

#[test]
fn where_nothing_folds_the_program_says_so() {
    let mut journey = Journey::through("Words.\n", 60, 16, Indexing::AtOnce);
    assert!(journey.press("za").status().contains("Nothing on this page can be folded."), "{}", journey.status());
}
