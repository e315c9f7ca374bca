//! How a document is poured into lines: all that its layout depends on besides its text.
//!
//! Two pours that are equal give the same lines. The application makes one from its settings and the size of the screen;
//! printing makes its own.

use super::folds::{Folds, Standing};

/// The settings of a layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pour {
    /// The width in columns, at least 1.
    pub columns: usize,
    /// What becomes of lines of code that are longer.
    pub long_lines: LongLines,
    /// Which foldable parts are open.
    pub folds: Folds,
}

/// What becomes of lines of code that are longer than the page is wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongLines {
    /// They go on below, behind a mark: on paper nothing can be panned.
    Fold,
    /// They keep their shape, and the page pans over them.
    Pan,
}

impl Pour {
    /// A pour as it is printed: everything that is not the width as it is by default, and nothing folded away.
    #[must_use]
    pub fn printed(columns: usize) -> Self {
        Self { columns: columns.max(1), long_lines: LongLines::Fold, folds: Folds::all(Standing::Open) }
    }

    /// A pour as it is read on a screen.
    #[must_use]
    pub fn on_screen(columns: usize) -> Self {
        Self { long_lines: LongLines::Pan, folds: Folds::all(Standing::AsWritten), ..Self::printed(columns) }
    }
}
