//! The finder: going to a section or a document by typing some of it, or leaving the page as it was.

use preface::app::listing::area;
use preface::app::state::Mode;

use super::journey::Journey;

/// The rows of the list.
pub(super) fn list(journey: &Journey) -> Vec<String> {
    assert!(is_open(journey), "{}", journey.picture());
    let area = area(&journey.geometry());
    let cut = |row: &String| row.chars().skip(area.column.into()).take(area.columns.into()).collect::<String>();
    let rows = &journey.rows()[usize::from(area.row)..usize::from(area.row + area.rows)];
    let rows: Vec<String> = rows.iter().map(|row| cut(row).trim_end().to_owned()).collect();
    let last = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    rows[..last].to_vec()
}

pub(super) fn is_open(journey: &Journey) -> bool {
    matches!(journey.app().mode(), Mode::Find(_))
}

/// The text of the row that is chosen, without its aside.
pub(super) fn chosen(journey: &Journey) -> String {
    let row = list(journey).into_iter().find(|row| row.starts_with('▸')).unwrap_or_default();
    row.chars().skip(3).collect::<String>().split("  ").next().unwrap_or_default().to_owned()
}

#[test]
fn all_sections_stand_in_order_with_the_one_that_is_read_chosen() {
    let mut journey = Journey::new("guide.md", 60, 20);
    journey.press("]]o");
    let rows = list(&journey);
    assert_eq!(rows[0].split("  ").next(), Some(""), "{rows:?}");
    assert_eq!(chosen(&journey), "Words used here");
    assert!(rows.iter().any(|row| row.starts_with("▸▌ Words used here")), "{rows:?}");
    assert!(journey.status().contains("78 sections"), "{}", journey.status());
}
