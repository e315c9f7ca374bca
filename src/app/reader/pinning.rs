//! The header of a table that is shown alone: it stays above the rows, and pans with them.

use crate::document::Document;
use crate::layout::Line;
use crate::layout::window::window;

use crate::app::reader::Reader;

impl Reader {
    /// The lines that stay above the page, as of the last [`Self::settle`].
    #[must_use]
    pub fn pinned(&self) -> &[Line] {
        &self.pinned
    }

    /// How many of `rows` lines the header takes of the table on the page: half of them at most.
    pub(in crate::app) fn pinned_rows(&mut self, rows: usize) -> usize {
        if !self.document.is_block() {
            return 0;
        }
        let chunk = self.viewport.top().map(|top| top.chunk).or_else(|| self.document.first_chunk());
        let Some(chunk) = chunk else { return 0 };
        let laid = self.flow.lines(&self.document, chunk);
        let Some(head) = laid.heads.first() else { return 0 };
        // On a page that has become wide enough there is nothing to the left.
        if head.lines.iter().all(|line| line.columns() <= self.poured().columns) {
            self.set_pan(self.document.span().start, 0);
        }
        head.lines.len().min(rows / 2)
    }

    /// Keeps so many lines of the header above the page.
    pub(in crate::app) fn pin(&mut self, rows: usize) {
        self.pinned.clear();
        let chunk = self.page.first().map(|line| line.chunk).or_else(|| self.document.first_chunk());
        let Some(chunk) = chunk.filter(|_| rows > 0) else { return };
        let laid = self.flow.lines(&self.document, chunk);
        let column = self.panned_as_one();
        let columns = self.poured().columns;
        let Some(head) = laid.heads.first() else { return };
        // Of a header that is too long the beginning and the rule.
        let (last, first) = head.lines.split_last().map_or((None, &[][..]), |(last, first)| (Some(last), first));
        let lines = first.iter().take(rows.saturating_sub(1)).chain(last);
        self.pinned.extend(lines.map(|line| window(line, columns, column).unwrap_or_else(|| line.clone())));
    }

    /// Makes room for so many lines.
    pub(in crate::app) fn set_height(&mut self, rows: usize) {
        self.viewport.set_height(rows);
    }

    /// Takes in what is known by now of a block that is part of a document. Returns whether the page may look different.
    pub(in crate::app) fn catch_up(&mut self, whole: &Document) -> bool {
        if !self.document.catch_up(whole) {
            return false;
        }
        let pour = self.poured().clone();
        self.flow.pour_anew(pour);
        self.viewport.hold(&self.document, &mut self.flow);
        true
    }

    /// Takes in how long the source is by now, where it is shown as it is written.
    pub(in crate::app) fn lengthen(&mut self) {
        let end = self.document.span().end;
        if end == self.document.source().len() {
            return;
        }
        let last = self.document.chunk_at(end);
        self.document.lengthen();
        self.flow.forget_from(last.map_or(0, |last| last.0));
        self.viewport.hold(&self.document, &mut self.flow);
    }
}
