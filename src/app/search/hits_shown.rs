//! Where hits show on the page: one comes into view, out of folds and from beside the page, and all of them are marked.

use std::rc::Rc;

use crate::document::ChunkId;
use crate::document::search::Hit;
use crate::layout::marks::{Mark, Marked, mark_chunk};
use crate::layout::window::room;
use crate::layout::{Laid, LineId};
use crate::text::width::width;

use crate::app::reader::Reader;
use crate::app::search::Search;

impl Reader {
    /// Whether a hit is on the page.
    #[must_use]
    pub fn shows_hit(&self, hit: Hit) -> bool {
        let is_marked = self.page.iter().flat_map(|line| &line.marks).any(|mark| mark.hit == hit);
        // What stands in a picture has no cells of its own.
        is_marked || self.window().contains(&hit.start)
    }

    /// Brings a hit into view with as little movement as may be; what it is folded away in is opened.
    pub(in crate::app) fn show_hit(&mut self, hit: Hit, search: &mut Search) {
        self.give_up();
        self.scout_at(hit.start);
        self.unfold(hit.start);
        let Some(chunk) = self.document.chunk_at(hit.start) else { return };
        let laid = self.flow.lines(&self.document, chunk);
        let marked = self.marked(search, chunk, &laid);
        let mark = marked.marks.iter().find(|mark| mark.hit.start == hit.start);
        match mark {
            Some(mark) => {
                self.pan_to(&laid, mark);
                self.viewport.reveal(LineId { chunk, row: mark.row }, &self.document, &mut self.flow);
            }
            None => {
                if let Some(line) = self.flow.line_at(&self.document, hit.start) {
                    self.viewport.reveal(line, &self.document, &mut self.flow);
                }
            }
        }
        // A hit that was found while nobody pressed a key leads away from the end, too.
        self.let_go();
    }

    /// Pans the code that a mark stands in until the mark is seen.
    fn pan_to(&mut self, laid: &Laid, mark: &Mark) {
        let (Some(line), Some(code)) = (laid.lines.get(mark.row), laid.code_at(mark.row)) else { return };
        let Some(pan) = &line.pan else { return };
        let page = self.poured().columns;
        let wanted = mark.columns.len();
        // A sign that there is more may lie over the first or the last column of what is seen.
        let is_seen = |column: usize| {
            let seen = mark.seen(line, page, column);
            seen.len() == wanted && (column == 0 || mark.seen(line, page, column + 1).len() == wanted)
        };
        if is_seen(self.panned(laid, mark.row)) {
            return;
        }
        let front: usize = line.spans[..pan.spans.start].iter().map(|span| width(&span.text)).sum();
        let start = mark.columns.start.saturating_sub(front);
        let column = if is_seen(0) { 0 } else { start.saturating_sub(room(line, page) / 3) };
        self.set_pan(code.offset, column);
    }

    /// Marks the hits on the page.
    pub(in crate::app) fn mark(&mut self, search: &mut Search) {
        let mut page = std::mem::take(&mut self.page);
        let columns = self.poured().columns;
        for line in &mut page {
            let marked = self.marked(search, line.chunk, &line.laid);
            let Some(content) = line.laid.lines.get(line.row) else { continue };
            let panned = self.panned(&line.laid, line.row);
            let seen = |mark: &Mark| Mark { columns: mark.seen(content, columns, panned), ..mark.clone() };
            let marks = marked.row(line.row).iter().map(seen);
            line.marks = marks.filter(|mark| !mark.columns.is_empty()).collect();
        }
        search.marked.retain(|(chunk, ..)| page.iter().any(|line| line.chunk == *chunk));
        self.page = page;
    }

    /// The hits of a chunk and where they show as it is laid out now.
    fn marked(&self, search: &mut Search, chunk: ChunkId, laid: &Rc<Laid>) -> Rc<Marked> {
        let known = search.marked.iter().find(|(other, as_laid, _)| *other == chunk && Rc::ptr_eq(as_laid, laid));
        if let Some((_, _, marked)) = known {
            return Rc::clone(marked);
        }
        let marked = Rc::new(mark_chunk(&self.document, chunk, self.poured(), search.pattern()));
        search.marked.retain(|(other, ..)| *other != chunk);
        search.marked.push((chunk, Rc::clone(laid), Rc::clone(&marked)));
        marked
    }
}
