//! What the reader has chosen about how text looks: from the command line at first, by keys afterwards.

use crate::layout::pour::{LongLines, Pour};
use crate::markdown::tree::Punctuation;

use super::geometry::{MEASURE, Measure};

/// The settings of a session. Another measure or typography lays the page out anew; the words on top stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How wide the column of text may be.
    pub measure: Measure,
    /// Whether punctuation is set as a printer would.
    pub punctuation: Punctuation,
}

impl Default for Settings {
    fn default() -> Self {
        Self { measure: Measure::Columns(MEASURE), punctuation: Punctuation::AsWritten }
    }
}

impl Settings {
    /// How a document is poured on a page of so many columns.
    #[must_use]
    pub fn pour(&self, columns: usize) -> Pour {
        Pour { columns: columns.max(1), long_lines: LongLines::Fold, punctuation: self.punctuation }
    }
}
