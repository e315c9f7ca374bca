//! What the reader has chosen about how text looks: from the command line at first, by keys afterwards.

use crate::layout::pour::{Edge, Hyphenation, Order, Pour};

use super::geometry::{MEASURE, Measure};

/// The settings of a session. Another measure or typography lays the page out anew; the words on top stay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How wide the column of text may be.
    pub measure: Measure,
    /// Whether words are broken with hyphens.
    pub hyphenation: Hyphenation,
    /// The right edge of running text.
    pub edge: Edge,
    /// The order in which text stands that is written from right to left.
    pub order: Order,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            measure: Measure::Columns(MEASURE),
            hyphenation: Hyphenation::default(),
            edge: Edge::default(),
            order: Order::default(),
        }
    }
}

impl Settings {
    /// How a document is poured on a page of so many columns.
    #[must_use]
    pub fn pour(&self, columns: usize) -> Pour {
        let (hyphenation, edge, order) = (self.hyphenation, self.edge, self.order);
        Pour { hyphenation, edge, order, ..Pour::printed(columns) }
    }
}
