//! Where everything is on the screen, in cells. `ui` draws by it, and clicks are read by it.
//!
//! ```text
//!  trail ──────────────────────────────────────────────
//!
//!  contents      column of text                        │ scrollbar
//!  contents      column of text                        ┃
//!  status ─────────────────────────────────────────────
//! ```

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Its left column.
    pub column: u16,
    /// Its top row.
    pub row: u16,
    /// How many columns it has.
    pub columns: u16,
    /// How many rows it has.
    pub rows: u16,
}

impl Area {
    /// Whether a cell lies in it.
    #[must_use]
    pub fn contains(&self, column: u16, row: u16) -> bool {
        (self.column..self.column + self.columns).contains(&column) && (self.row..self.row + self.rows).contains(&row)
    }
}

/// The parts of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Geometry {
    /// The line on top.
    pub trail: Area,
    /// The contents, beside the page or over it.
    pub contents: Option<Area>,
    /// The column of text.
    pub page: Area,
    /// The scrollbar.
    pub scrollbar: Area,
    /// The line at the bottom.
    pub status: Area,
    /// The widest that the column of text could be, in columns.
    pub room: u16,
}

/// How the contents are to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// Not at all.
    Hidden,
    /// Beside the page where there is room, else not.
    Beside,
    /// Beside the page where there is room, else over it.
    Wanted,
}

/// Fewer columns than this can't be read.
pub const LEAST_COLUMNS: u16 = 20;
/// Fewer rows than this can't be read.
pub const LEAST_ROWS: u16 = 4;
/// The widest column of text, unless the reader says otherwise.
pub const MEASURE: u16 = 72;
/// From this width on the contents stand beside the page.
const ROOM_FOR_CONTENTS: u16 = 80;

/// How wide the column of text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// At most so many columns.
    Columns(u16),
    /// As wide as the screen.
    Full,
}

impl Geometry {
    /// Divides a screen; `None` if it is too small to be read.
    #[must_use]
    pub fn new(columns: u16, rows: u16, contents: Contents, measure: Measure) -> Option<Self> {
        if columns < LEAST_COLUMNS || rows < LEAST_ROWS {
            return None;
        }
        let space = u16::from(rows >= 12);
        let top = 1 + space;
        let height = rows - top - 1;
        let beside = columns >= ROOM_FOR_CONTENTS;
        let contents = match contents {
            Contents::Hidden => None,
            Contents::Beside if !beside => None,
            Contents::Wanted if !beside => Some(Area { column: 0, row: top, columns: columns - 2, rows: height }),
            Contents::Beside | Contents::Wanted => {
                Some(Area { column: 0, row: top, columns: (columns * 2 / 7).clamp(22, 32), rows: height })
            }
        };
        let left = contents.filter(|_| beside).map_or(0, |contents| contents.columns);
        // A margin of one cell at the left, a gap of one before the scrollbar.
        let room = columns - left - 3;
        let text = match measure {
            Measure::Columns(most) => room.min(most),
            Measure::Full => room,
        };
        let margin = 1 + (room - text) / 2;
        Some(Self {
            trail: Area { column: 0, row: 0, columns, rows: 1 },
            contents,
            page: Area { column: left + margin, row: top, columns: text, rows: height },
            scrollbar: Area { column: columns - 1, row: top, columns: 1, rows: height },
            status: Area { column: 0, row: rows - 1, columns, rows: 1 },
            room,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_lies_on_the_screen_and_none_on_another() {
        for columns in (LEAST_COLUMNS..300).chain([1000]) {
            for rows in [LEAST_ROWS, 5, 11, 12, 30, 500] {
                for contents in [Contents::Hidden, Contents::Beside, Contents::Wanted] {
                    let geometry = Geometry::new(columns, rows, contents, Measure::Columns(MEASURE)).unwrap();
                    let beside = geometry.contents.filter(|_| columns >= ROOM_FOR_CONTENTS);
                    let parts = [
                        Some(geometry.trail),
                        beside,
                        Some(geometry.page),
                        Some(geometry.scrollbar),
                        Some(geometry.status),
                    ];
                    let parts: Vec<Area> = parts.into_iter().flatten().collect();
                    for (place, part) in parts.iter().enumerate() {
                        assert!(part.columns > 0 && part.rows > 0, "{columns}×{rows} {contents:?}");
                        assert!(part.column + part.columns <= columns && part.row + part.rows <= rows);
                        let apart = |other: &Area| {
                            part.column + part.columns <= other.column
                                || other.column + other.columns <= part.column
                                || part.row + part.rows <= other.row
                                || other.row + other.rows <= part.row
                        };
                        assert!(parts[place + 1..].iter().all(apart), "{columns}×{rows} {contents:?}");
                    }
                    assert!(geometry.page.columns <= MEASURE);
                }
            }
        }
        assert_eq!(Geometry::new(19, 30, Contents::Hidden, Measure::Full), None);
        assert_eq!(Geometry::new(80, 3, Contents::Hidden, Measure::Full), None);
    }
}
