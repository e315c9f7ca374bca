//! What would take too much to lay out shows its source, below a line that says so: in print and on the screen.

use std::sync::Arc;

use preface::app::settings::Settings;
use preface::layout::Pour;
use preface::print::references::Links;
use preface::print::{self, Format};

use crate::journeys::journey::Journey;

const NOTE: &str = "What follows takes too much to lay out; it is shown as it is written.";

/// A table of so many rows, in each of which the name of the first of sixty columns would stand.
fn table(rows: usize) -> String {
    let names = format!("|{}{}|\n", "name ".repeat(1_000), "|a".repeat(60));
    format!("{names}{}|\n{}", "|-".repeat(61), "|v|\n".repeat(rows))
}

fn printed(text: &str, columns: usize) -> String {
    let format = Format { pour: Pour::printed(columns), theme: None, links: Links::None };
    let mut page = Vec::new();
    print::document(Arc::new(text.as_bytes().to_vec()), &format, &mut page).expect("a vector takes it");
    String::from_utf8(page).expect("it is UTF-8")
}

/// What of a text stands on the page however it is wrapped.
fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || matches!(c, '|' | '-')).collect()
}

#[test]
fn the_source_is_there_instead_and_nothing_is_lost() {
    let table = table(5_000);
    for columns in [200, 80, 24] {
        let page = printed(&format!("*Above.*\n\n{table}\n*Below.*\n"), columns);
        assert!(page.len() < 20 * table.len(), "{} bytes at {columns} columns", page.len());
        let expected = format!("Above{}Below", signs(&table));
        assert!(signs(&page).replace(&signs(NOTE), "") == expected, "at {columns} columns\n{page:.3000}");
        assert!(signs(&page).starts_with(&format!("Above{}", signs(NOTE))), "at {columns} columns\n{page:.3000}");
    }
}

#[test]
fn a_table_that_takes_little_is_a_table() {
    let page = printed(&table(50), 80);
    assert!(!page.contains("takes too much") && !page.contains('|'), "{page:.3000}");
}

#[test]
fn the_screen_says_the_same() {
    let mut journey = Journey::with_settings(&table(5_000), 90, 30, Settings::default());
    assert!(journey.picture().contains(NOTE), "{}", journey.picture());
    journey.press("G");
    assert!(journey.picture().contains("|v|"), "{}", journey.picture());
}
