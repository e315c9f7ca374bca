//! Which foldable parts are open: a rule for all of them, and those that differ from it.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Which foldable parts are open. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folds {
    all: Standing,
    /// Where the parts begin that stand the other way round, bytes of the source.
    turned: Arc<BTreeSet<u64>>,
}

/// How all foldable parts stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// As each says itself, which is closed unless it says `open`.
    AsWritten,
    /// Open.
    Open,
    /// Closed.
    Closed,
}

/// A foldable part and where it is on the page. Rows count from the top of the chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedFold {
    /// Where it begins, a byte of the source.
    pub offset: u64,
    /// Where it ends.
    pub end: u64,
    /// Whether it is open.
    pub open: bool,
    /// Its first line.
    pub row: usize,
    /// The line behind its summary: the first of what it holds, if it is open.
    pub inside: usize,
    /// The line behind it.
    pub behind: usize,
}

impl Folds {
    /// All parts stand the same way.
    #[must_use]
    pub fn all(all: Standing) -> Self {
        Self { all, turned: Arc::default() }
    }

    /// Whether the part that begins at `offset` is open; `written` is what it says itself.
    #[must_use]
    pub fn is_open(&self, offset: u64, written: bool) -> bool {
        let open = match self.all {
            Standing::AsWritten => written,
            Standing::Open => true,
            Standing::Closed => false,
        };
        open != self.turned.contains(&offset)
    }

    /// The same parts where they stand in another version of the text.
    #[must_use]
    pub fn moved(&self, place: impl Fn(u64) -> u64) -> Self {
        Self { all: self.all, turned: Arc::new(self.turned.iter().map(|&offset| place(offset)).collect()) }
    }

    /// Turns the part round that begins at `offset`.
    pub fn turn(&mut self, offset: u64) {
        let turned = Arc::make_mut(&mut self.turned);
        if !turned.remove(&offset) {
            turned.insert(offset);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_turns_both_ways() {
        let mut folds = Folds::all(Standing::AsWritten);
        assert!(folds.is_open(3, true) && !folds.is_open(3, false));
        folds.turn(3);
        assert!(!folds.is_open(3, true) && folds.is_open(3, false) && !folds.is_open(4, false));
        folds.turn(3);
        assert_eq!(folds, Folds::all(Standing::AsWritten));
        assert!(Folds::all(Standing::Open).is_open(3, false) && !Folds::all(Standing::Closed).is_open(3, true));
    }
}
