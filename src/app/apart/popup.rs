//! Where something lies over the page: near what it is about and not on it, where there is room, at most two thirds of the
//! page high.
//!
//! ```text
//!  text text text text
//!  text [a link] text                 what it is about
//! ╭ Title ─────────────────────────╮
//! │ what it says                   │  below that, or above, where more room is
//! ╰────────────────────────────────╯
//! ```

use std::ops::Range;

use crate::app::geometry::{Area, Geometry, MEASURE};

/// The rows that the frame takes.
const FRAME: u16 = 2;
/// The columns that the frame takes, and the space inside of it.
const SIDES: u16 = 4;
/// Fewer rows of text than this are not worth keeping clear of what it is about.
const LEAST: u16 = 3;

/// How many columns of text it has.
pub(super) fn columns(geometry: &Geometry) -> u16 {
    outer(geometry).1.saturating_sub(SIDES).max(1)
}

/// Its left column and how many columns it has with its frame: its text stands where that of the page does, if there is
/// room for the frame beside that.
fn outer(geometry: &Geometry) -> (u16, u16) {
    let page = geometry.page;
    let beside = geometry.contents.filter(|contents| contents.columns <= page.column);
    let left = beside.map_or(0, |contents| contents.column + contents.columns);
    let first = page.column.saturating_sub(SIDES / 2).max(left);
    let columns = page.columns.min(MEASURE) + SIDES;
    (first, columns.min(geometry.scrollbar.column.saturating_sub(first)))
}

/// How many rows there are above and below what it is about.
fn room(geometry: &Geometry, place: Option<&Range<u16>>) -> (u16, u16) {
    let page = geometry.page;
    let bottom = page.row + page.rows;
    match place {
        Some(place) => (place.start.saturating_sub(page.row), bottom.saturating_sub(place.end)),
        None => (page.rows, 0),
    }
}

/// How many rows of text it has at most.
pub(super) fn most_rows(geometry: &Geometry, place: Option<&Range<u16>>) -> u16 {
    let (above, below) = room(geometry, place);
    let share = (geometry.page.rows * 2 / 3).max(FRAME + 1);
    let clear = above.max(below);
    let most = if clear < FRAME + LEAST { share } else { share.min(clear) };
    most.saturating_sub(FRAME).max(1)
}

/// Where it lies with so many rows of text.
pub(super) fn area(geometry: &Geometry, place: Option<&Range<u16>>, rows: u16) -> Area {
    let page = geometry.page;
    let (column, columns) = outer(geometry);
    let rows = (rows + FRAME).min(page.rows);
    let bottom = page.row + page.rows;
    let (above, below) = room(geometry, place);
    let row = match place {
        Some(place) if rows <= below => place.end,
        Some(place) if rows <= above => place.start - rows,
        _ => bottom - rows,
    };
    Area { column, row, columns, rows }
}

/// Where the text stands in it.
pub(super) fn inside(area: Area) -> Area {
    Area {
        column: area.column + SIDES / 2,
        row: area.row + FRAME / 2,
        columns: area.columns.saturating_sub(SIDES),
        rows: area.rows.saturating_sub(FRAME),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::geometry::{Contents, LEAST_COLUMNS, LEAST_ROWS, Measure};

    #[test]
    fn it_lies_on_the_page_and_where_there_is_room_not_on_what_it_is_about() {
        for columns in [LEAST_COLUMNS, 30, 60, 100, 300] {
            for rows in [LEAST_ROWS, 5, 8, 12, 20, 30, 80] {
                for contents in [Contents::Hidden, Contents::Beside] {
                    let geometry = Geometry::new(columns, rows, contents, Measure::Columns(MEASURE)).unwrap();
                    let page = geometry.page;
                    for start in page.row..page.row + page.rows {
                        let place = start..start + 1;
                        let most = most_rows(&geometry, Some(&place));
                        for text in 1..=most {
                            let area = area(&geometry, Some(&place), text);
                            assert!(area.row >= page.row && area.row + area.rows <= page.row + page.rows);
                            assert!(area.column + area.columns <= geometry.scrollbar.column, "{columns}×{rows}");
                            assert!(area.rows <= (page.rows * 2 / 3).max(FRAME + 1).min(page.rows));
                            let covers = area.contains(area.column, start);
                            assert!(!covers || page.rows < 2 * (FRAME + LEAST) + 1, "{columns}×{rows} {start} {text}");
                        }
                    }
                }
            }
        }
    }
}
