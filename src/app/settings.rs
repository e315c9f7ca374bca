//! What the reader has chosen about how text looks: from the command line at first, by keys afterwards.

use crate::layout::Pour;
use crate::layout::pour::LongLines;
use crate::text::hyphenation::Language;
use crate::theme::look::Look;

use super::geometry::{MEASURE, Measure};

/// The settings of a session. Another measure or typography lays the page out anew; the words on top stay.
/// Another look lays nothing out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How wide the column of text may be.
    pub measure: Measure,
    /// The measure in columns to go back to.
    pub comfortable: u16,
    /// The theme, the colours there are, and what is known of the terminal's background.
    pub look: Look,
    /// How documents are poured; the screen says how many columns they get.
    pub typography: Pour,
    /// The language by which words are broken in a document that doesn't say its own, if they are to be broken.
    pub language: Option<Language>,
}

impl Default for Settings {
    fn default() -> Self {
        let typography = Pour::on_screen(MEASURE.into());
        Self {
            measure: Measure::Columns(MEASURE),
            comfortable: MEASURE,
            look: Look::default(),
            typography,
            language: None,
        }
    }
}

impl Settings {
    /// How a document is poured on a page of so many columns.
    #[must_use]
    pub fn pour(&self, columns: usize) -> Pour {
        Pour { columns: columns.max(1), long_lines: LongLines::Pan, ..self.typography.clone() }
    }
}
