//! The filter of the contents: what is typed shows some of the sections, Enter goes to one, Esc shows all again.

use super::journey::{Did, Indexing, Journey};

const BOOK: &str = "# Metals\n\nabout metals\n\n## Iron and water\n\niron\n\n## Zinc\n\nzinc\n\n\
                    # Plants\n\nabout plants\n\n## Rye\n\nrye\n\n### Water for rye\n\nwater\n";

fn book() -> Journey {
    let filler = "words of a page\n\n".repeat(30);
    let text: String = BOOK.split_inclusive("\n\n").map(|block| format!("{block}{filler}")).collect();
    Journey::through(&text, 100, 20, Indexing::AtOnce)
}

fn listed(journey: &Journey) -> Vec<String> {
    let rows = journey.contents().into_iter().map(|row| row.trim_start_matches([' ', '▌']).to_owned());
    rows.filter(|row| !row.is_empty()).collect()
}

#[test]
fn typing_shows_what_has_the_words_and_what_is_around_it() {
    for (keys, expected, status) in [
        ("<C-t>/", &["Metals", "Iron and water", "Zinc", "Plants", "Rye", "Water for rye"][..], "/"),
        ("<C-t>/wat", &["Metals", "Iron and water", "Plants", "Rye", "Water for rye"], "2 sections"),
        ("<C-t>/wat rye", &["Plants", "Rye", "Water for rye"], "1 section"),
        ("<C-t>/RYE", &["Plants", "Rye", "Water for rye"], "2 sections"),
        ("<C-t>/qx", &[], "no section"),
        ("<C-t>/qx<BS><BS>z", &["Metals", "Zinc"], "1 section"),
        ("<C-t>/zinc<C-u>", &["Metals", "Iron and water", "Zinc", "Plants", "Rye", "Water for rye"], "/"),
    ] {
        let mut journey = book();
        journey.press(keys);
        assert_eq!(listed(&journey), expected, "{keys}");
        assert!(journey.status().contains(status), "{keys}: {}", journey.status());
    }
}

#[test]
fn enter_goes_there_and_esc_shows_all_again() {
    for (keys, top, chosen) in [
        ("<C-t>/wat<Enter>", "Iron and water", ""),
        ("<C-t>/wat<Down><Enter>", "Water for rye", ""),
        ("<C-t>/wat<Down><Down><Up><Enter>", "Iron and water", ""),
        ("<C-t>/wat<Tab><Enter>", "Water for rye", ""),
        ("<C-t>/wat<PgDn><Enter>", "Water for rye", ""),
        // With nothing typed it goes to what is chosen.
        ("<C-t>jj/<Enter>", "Zinc", ""),
        ("<C-t>jj/<Down><Enter>", "Plants", ""),
        ("<C-t>jj/wat<Esc>", "Metals", "Zinc"),
        ("<C-t>jj/w<BS><BS>", "Metals", "Zinc"),
        ("<C-t>/wat<Esc><Esc>", "Metals", ""),
        ("<C-t>/qx<Enter>", "Metals", ""),
        // Letters are typed, whatever they mean elsewhere.
        ("<C-t>/qQ", "Metals", ""),
    ] {
        let mut journey = book();
        journey.press(keys);
        assert_eq!(journey.top(), top, "{keys}\n{}", journey.picture());
        assert_eq!(journey.reversed().join(" "), chosen, "{keys}");
        assert_eq!(journey.did(), [], "{keys}");
    }
}

#[test]
fn a_filter_that_finds_nothing_says_so_and_stays() {
    let mut journey = book();
    journey.press("<C-t>/qx<Enter>");
    assert!(journey.status().contains("No section has these words"), "{}", journey.status());
    journey.press("<C-u>zin<Enter>");
    assert_eq!(journey.top(), "Zinc");
}

#[test]
fn going_somewhere_by_the_filter_can_be_undone() {
    let mut journey = book();
    journey.press("]<C-t>/zinc<Enter><BS>");
    assert_eq!(journey.top(), "Iron and water");
}

#[test]
fn what_is_pasted_filters() {
    let mut journey = book();
    journey.press("<C-t>/").paste("rye\nand more");
    assert_eq!(listed(&journey), ["Plants", "Rye", "Water for rye"]);
    journey.press("<Esc><Esc>");
    let before = journey.rows();
    assert_eq!(journey.paste("q").rows(), before, "where no line is typed nothing is pasted");
    assert_eq!(journey.did(), []);
}

#[test]
fn a_click_goes_to_what_is_shown() {
    let mut journey = book();
    journey.press("<C-t>/wat rye").click("Water for rye");
    assert_eq!(journey.top(), "Water for rye");
    assert!(journey.status().contains("of 6"), "{}", journey.status());
}

#[test]
fn sections_that_turn_up_later_are_found() {
    let filler = "words of a page\n\n".repeat(3000);
    let text = format!("# First\n\n{filler}# Second water\n\n{filler}# Third water\n");
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("<C-t>/water");
    assert!(journey.status().contains("no section"), "{}", journey.status());
    journey.index();
    assert_eq!(listed(&journey), ["Second water", "Third water"]);
    assert!(journey.status().contains("2 sections"), "{}", journey.status());
    journey.press("<Enter>");
    assert_eq!(journey.top(), "Second water");
}

#[test]
fn all_of_very_many_sections_are_found() {
    let text: String = (0..50_000).map(|number| format!("# h{number}\n\n")).collect();
    let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
    journey.press("<C-t>/9999");
    assert_eq!(listed(&journey), ["h9999", "h19999", "h29999", "h39999", "h49999"]);
    journey.press("<BS><BS><BS><BS>4 9 h");
    assert!(journey.status().contains(" sections"), "{}", journey.status());
    journey.press("<Esc><C-t>Q");
    assert_eq!(journey.did(), [Did::Quit]);
}

#[test]
fn the_line_fits_on_a_small_screen() {
    for (columns, rows) in [(20, 4), (30, 6), (60, 10)] {
        let mut journey = Journey::through(BOOK, columns, rows, Indexing::AtOnce);
        journey.press("<C-t>/water for a rye that is far too long");
        assert!(journey.status().ends_with("no section") || columns == 20, "{}", journey.status());
        assert!(journey.status().contains("long") || columns == 20, "{}", journey.status());
    }
}
