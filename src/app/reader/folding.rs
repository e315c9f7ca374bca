//! Folding: the part under the eyes, or all of them, opened and closed; what is jumped to is opened.

use crate::document::ChunkId;
use crate::layout::Folds;
use crate::layout::Pour;
use crate::layout::folds::{PlacedFold, Standing};
use crate::markdown::block::MAX_DEPTH;

use crate::app::reader::Reader;
use crate::app::state::App;

impl App {
    /// Opens or closes the foldable part under the eyes.
    pub(in crate::app) fn toggle_fold(&mut self) {
        match self.shown().fold_under_the_eyes() {
            Some(offset) => self.shown_mut().turn_fold(offset),
            None => self.say("Nothing on this page can be folded."),
        }
    }

    /// Opens or closes all foldable parts.
    pub(in crate::app) fn fold_all(&mut self, standing: Standing) {
        self.shown_mut().set_folds(Folds::all(standing));
        self.say(match standing {
            Standing::Closed => "What can be folded is closed.",
            Standing::Open | Standing::AsWritten => "What can be folded is open.",
        });
    }
}

impl Reader {
    /// Where the foldable part begins that the eyes are on: the innermost one around the topmost line that is in one.
    #[must_use]
    pub fn fold_under_the_eyes(&self) -> Option<u64> {
        self.page.iter().find_map(|line| {
            let mut around = line.laid.folds.iter().filter(|fold| (fold.row..fold.behind).contains(&line.row));
            around.next_back().map(|fold| fold.offset)
        })
    }

    /// Where the foldable part begins whose summary stands on a row of the page.
    #[must_use]
    pub fn fold_at(&self, row: usize) -> Option<u64> {
        let line = self.page.get(row)?;
        let summary = line.laid.folds.iter().find(|fold| (fold.row..fold.inside).contains(&line.row));
        summary.map(|fold| fold.offset)
    }

    /// Turns a foldable part round.
    pub fn turn_fold(&mut self, offset: u64) {
        let mut folds = self.poured().folds.clone();
        folds.turn(offset);
        self.set_folds(folds);
    }

    /// Pours the document with these parts folded. The words on top stay; if they were folded away, the summary that
    /// they belong to is on top.
    pub fn set_folds(&mut self, folds: Folds) {
        let before = self.anchor();
        self.repour(Pour { folds, ..self.poured().clone() });
        if let Some(fold) = self.closed_around(before.offset) {
            self.go(crate::app::reader::viewport::Anchor { offset: fold.offset, rows: 0 });
        }
    }

    /// Opens the foldable parts in which a byte of the source is hidden.
    pub fn unfold(&mut self, offset: u64) {
        for _ in 0..=MAX_DEPTH {
            let Some(fold) = self.closed_around(offset) else { return };
            let mut folds = self.poured().folds.clone();
            folds.turn(fold.offset);
            self.repour(Pour { folds, ..self.poured().clone() });
        }
    }

    /// The closed part in which a byte of the source is hidden.
    fn closed_around(&mut self, offset: u64) -> Option<PlacedFold> {
        let chunk: ChunkId = self.document.chunk_at(offset)?;
        let laid = self.flow.lines(&self.document, chunk);
        let behind_summary = |fold: &PlacedFold| {
            // A summary of several lines is not hidden, nor is what stands in front of it.
            let shown = laid.lines.get(fold.inside.saturating_sub(1)).map_or(fold.offset, |line| line.offset);
            shown < offset && offset < fold.end
        };
        laid.folds.iter().find(|fold| !fold.open && behind_summary(fold)).cloned()
    }
}
