//! How a document is poured into lines: all that its layout depends on besides its text.
//!
//! Two pours that are equal give the same lines. The application makes one from its settings and the size of the screen;
//! printing makes its own.

use crate::markdown::tree::Punctuation;
use crate::text::hyphenation::Language;

use super::folds::{Folds, Standing};

/// The settings of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pour {
    /// The width in columns, at least 1.
    pub columns: usize,
    /// What becomes of lines of code that are longer.
    pub long_lines: LongLines,
    /// Whether punctuation is set as a printer would.
    pub punctuation: Punctuation,
    /// Whether words of running text are broken with hyphens.
    pub hyphenation: Hyphenation,
    /// The right edge of running text.
    pub edge: Edge,
    /// The order in which text stands that is written from right to left.
    pub order: Order,
    /// Which foldable parts are open.
    pub folds: Folds,
    /// How wide tables may be.
    pub tables: Tables,
    /// What tells headings of the deeper levels from other text.
    pub headings: Headings,
}

/// What tells headings of the deeper levels from other text; the first two have a rule below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Headings {
    /// Their weight.
    #[default]
    Weighty,
    /// The signs that they are written with, where text has no weight.
    Signed,
}

/// How wide tables may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tables {
    /// As wide as the page: words wrap inside of cells, and rows become records.
    #[default]
    Fitted,
    /// As wide as they need, but that no cell is wider than a page: the page pans over them, and their headers are left
    /// to whoever pins them above it.
    Natural,
}

/// What becomes of lines of code that are longer than the page is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongLines {
    /// They go on below, behind a mark: on paper nothing can be panned.
    Fold,
    /// They keep their shape, and the page pans over them.
    Pan,
}

/// Whether words of running text are broken with hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hyphenation {
    /// They stay whole.
    #[default]
    Off,
    /// They are, in the language that the document says it is in; in this one if it says none. Where neither is known
    /// words stay whole: a word broken by the rules of another language is worse than an uneven edge.
    On(Option<Language>),
}

/// The right edge of running text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Edge {
    /// Lines end where their words end.
    #[default]
    Ragged,
    /// Space between words grows until lines end at the edge, where that takes little.
    Justified,
}

/// The order in which text stands that is written from right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// As it is written and stored: whoever shows it puts it in order.
    #[default]
    Logical,
    /// As it stands from left to right on a screen that shows cell by cell.
    Visual,
}

impl Pour {
    /// A pour as it is printed: everything that is not the width as it is by default, and nothing folded away.
    #[must_use]
    pub fn printed(columns: usize) -> Self {
        Self {
            columns: columns.max(1),
            long_lines: LongLines::Fold,
            punctuation: Punctuation::AsWritten,
            hyphenation: Hyphenation::default(),
            edge: Edge::default(),
            order: Order::default(),
            folds: Folds::all(Standing::Open),
            tables: Tables::default(),
            headings: Headings::default(),
        }
    }

    /// A pour as it is read on a screen.
    #[must_use]
    pub fn on_screen(columns: usize) -> Self {
        Self { long_lines: LongLines::Pan, folds: Folds::all(Standing::AsWritten), ..Self::printed(columns) }
    }

    /// The same for a document that says that it is in this language, if it says any.
    #[must_use]
    pub fn in_language(&self, said: Option<&str>) -> Self {
        let hyphenation = match (self.hyphenation, said) {
            (Hyphenation::On(_), Some(tag)) => Hyphenation::On(Language::named(tag)),
            (as_it_is, _) => as_it_is,
        };
        Self { hyphenation, ..self.clone() }
    }

    /// The language by which words are broken.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        match self.hyphenation {
            Hyphenation::Off => None,
            Hyphenation::On(language) => language,
        }
    }
}
