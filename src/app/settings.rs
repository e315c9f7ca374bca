//! What the reader has chosen about how text looks: from the command line at first, by keys afterwards.

use crate::layout::pour::{LongLines, Pour};

use super::geometry::{MEASURE, Measure};

/// The settings of a session. Another measure or typography lays the page out anew; the words on top stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How wide the column of text may be.
    pub measure: Measure,
}

impl Default for Settings {
    fn default() -> Self {
        Self { measure: Measure::Columns(MEASURE) }
    }
}

impl Settings {
    /// How a document is poured on a page of so many columns.
    #[must_use]
    pub fn pour(&self, columns: usize) -> Pour {
        Pour { long_lines: LongLines::Fold, ..Pour::on_screen(columns) }
    }
}
