//! The document poured at one width: the viewport asks it for lines and nothing else.
//!
//! Chunks are laid out when somebody looks at them and kept in a bounded cache, the ones used last longest.

use std::collections::HashSet;
use std::rc::Rc;

use crate::document::{ChunkId, Document};

use super::highlight::{CodeId, Highlights, Paint};
use super::laid::{Laid, lay_chunk_with};
use super::line::Line;
use super::pour::Pour;

/// How many lines of laid-out chunks are kept.
const KEPT_LINES: usize = 40_000;
/// How many laid-out chunks are kept: so many at least, however long they are (a page may lie across two), and at most.
const KEPT_CHUNKS: std::ops::RangeInclusive<usize> = 2..=64;
/// How many chunks without any line are laid out in one step. Beyond that the text counts as ended there until the next
/// step. Those of which the index says that they show nothing are passed over, however many they are.
const EMPTY_CHUNKS: usize = 256;

/// A line of a document at one width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineId {
    /// The chunk.
    pub chunk: ChunkId,
    /// The line in it, counted from 0.
    pub row: usize,
}

/// A document at one width.
pub struct Flow {
    pour: Pour,
    /// The chunks that are laid out, the one used last at the end.
    laid: Vec<(ChunkId, Rc<Laid>)>,
    /// The chunks without any line, whatever the rest of the document says: they are not laid out again to be passed over.
    empty: HashSet<ChunkId>,
    highlights: Highlights,
    /// How often footnotes had been numbered anew when that was last looked at.
    renumbered: u64,
}

impl Flow {
    /// Nothing laid out yet.
    #[must_use]
    pub fn new(pour: Pour) -> Self {
        Self { pour, laid: Vec::new(), empty: HashSet::new(), highlights: Highlights::default(), renumbered: 0 }
    }

    /// Pours the document anew, in another way.
    pub fn pour_anew(&mut self, pour: Pour) {
        self.pour = pour;
        self.laid.clear();
        self.empty.clear();
    }

    /// Drops the layout of the chunks from this one on, and of those beyond the index.
    pub fn forget_from(&mut self, chunk: usize) {
        self.laid.retain(|(id, _)| id.0 < chunk);
        self.empty.retain(|id| id.0 < chunk);
    }

    /// How the document is poured.
    #[must_use]
    pub fn pour(&self) -> &Pour {
        &self.pour
    }

    /// The lines of a chunk.
    pub fn lines(&mut self, document: &Document, chunk: ChunkId) -> Rc<Laid> {
        if let Some(place) = self.laid.iter().rposition(|(id, _)| *id == chunk) {
            let entry = self.laid.remove(place);
            let laid = Rc::clone(&entry.1);
            self.laid.push(entry);
            return laid;
        }
        let laid = Rc::new(lay_chunk_with(document, chunk, &self.pour, Some(&self.highlights)));
        self.laid.push((chunk, Rc::clone(&laid)));
        let mut lines: usize = self.laid.iter().map(|(_, laid)| laid.lines.len()).sum();
        while self.laid.len() > *KEPT_CHUNKS.start() && (lines > KEPT_LINES || self.laid.len() > *KEPT_CHUNKS.end()) {
            lines -= self.laid.remove(0).1.lines.len();
        }
        laid
    }

    /// Drops the layout of the chunks that wanted a label that is known by now, or whose footnotes have other numbers.
    /// Returns whether there were any.
    pub fn forget_met(&mut self, document: &Document) -> bool {
        let before = self.laid.len();
        let notes = document.references().notes();
        let renumbered = self.renumbered != notes.renumbered();
        self.renumbered = notes.renumbered();
        self.laid.retain(|(_, laid)| !(document.meets(&laid.wants) || (renumbered && notes.changes(&laid.notes))));
        self.laid.len() < before
    }

    /// Takes in what has come out of a code, and drops the layout of the chunks that show it plain. Returns whether there
    /// were any; their lines will have the same text in the same places.
    pub fn highlight(&mut self, id: CodeId, paint: Paint) -> bool {
        let plain = paint.is_empty();
        let laid = &self.laid;
        let shown = || laid.iter().flat_map(|(_, laid)| laid.codes.iter().filter_map(|code| code.id)).collect();
        self.highlights.add(id, paint, shown);
        let before = self.laid.len();
        if !plain {
            let unpainted = |laid: &Laid| {
                laid.codes.iter().any(|code| code.unpainted.as_ref().is_some_and(|snippet| snippet.id == id))
            };
            self.laid.retain(|(_, laid)| !unpainted(laid));
        }
        self.laid.len() < before
    }

    /// Whether it is known what has come out of a code.
    #[must_use]
    pub fn knows(&self, id: CodeId) -> bool {
        self.highlights.get(id).is_some()
    }

    /// A line's text, if there is such a line.
    pub fn line(&mut self, document: &Document, id: LineId) -> Option<Line> {
        self.lines(document, id.chunk).lines.get(id.row).cloned()
    }

    /// Where a line stands in the source.
    pub fn offset(&mut self, document: &Document, id: LineId) -> u64 {
        let laid = self.lines(document, id.chunk);
        laid.place(id.row).unwrap_or_else(|| document.chunk_span(id.chunk).start)
    }

    /// The first line of the document.
    pub fn first(&mut self, document: &Document) -> Option<LineId> {
        self.first_from(document, document.first_chunk())
    }

    /// The last line that is known.
    pub fn last(&mut self, document: &Document) -> Option<LineId> {
        self.last_from(document, document.last_chunk())
    }

    /// The line below.
    pub fn next(&mut self, document: &Document, id: LineId) -> Option<LineId> {
        if id.row + 1 < self.lines(document, id.chunk).lines.len() {
            return Some(LineId { row: id.row + 1, ..id });
        }
        self.first_from(document, document.next_chunk(id.chunk))
    }

    /// The line above.
    pub fn previous(&mut self, document: &Document, id: LineId) -> Option<LineId> {
        if let Some(row) = id.row.checked_sub(1) {
            return Some(LineId { row, ..id });
        }
        self.last_from(document, document.previous_chunk(id.chunk))
    }

    fn first_from(&mut self, document: &Document, from: Option<ChunkId>) -> Option<LineId> {
        let chunks = std::iter::successors(from, |chunk| document.next_chunk(*chunk));
        let (chunk, _) = self.first_with_lines(document, chunks)?;
        Some(LineId { chunk, row: 0 })
    }

    fn last_from(&mut self, document: &Document, from: Option<ChunkId>) -> Option<LineId> {
        let chunks = std::iter::successors(from, |chunk| document.previous_chunk(*chunk));
        let (chunk, lines) = self.first_with_lines(document, chunks)?;
        Some(LineId { chunk, row: lines - 1 })
    }

    /// The first of these chunks that has lines, and how many.
    fn first_with_lines(
        &mut self,
        document: &Document,
        chunks: impl Iterator<Item = ChunkId>,
    ) -> Option<(ChunkId, usize)> {
        let mut laid_out = 0;
        for chunk in chunks.filter(|chunk| document.chunk_shows(*chunk)) {
            if self.empty.contains(&chunk) {
                continue;
            }
            if laid_out == EMPTY_CHUNKS {
                break;
            }
            laid_out += 1;
            let laid = self.lines(document, chunk);
            match laid.lines.len() {
                0 if laid.wants.is_empty() && laid.notes.is_empty() => drop(self.empty.insert(chunk)),
                0 => {}
                lines => return Some((chunk, lines)),
            }
        }
        None
    }

    /// The line on which byte `offset` of the source stands, never a blank one if its block has lines; `None` if that
    /// part is neither indexed nor scouted or nothing is shown of the document.
    pub fn line_at(&mut self, document: &Document, offset: u64) -> Option<LineId> {
        let chunk = document.chunk_at(offset)?;
        let laid = self.lines(document, chunk);
        match laid.row_of(offset) {
            Some(row) => Some(LineId { chunk, row }),
            // Before the first line of its chunk there are only definitions.
            None => self
                .first_from(document, Some(chunk))
                .or_else(|| self.last_from(document, document.previous_chunk(chunk))),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Cutting;

    fn document(text: &str) -> Document {
        let cutting = Cutting { first: 64, window: 64, cap: 1 << 20 };
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
        indexer.for_each(|discovery| document.learn(discovery));
        document
    }

    fn all(flow: &mut Flow, document: &Document) -> Vec<LineId> {
        let mut ids = Vec::new();
        let mut next = flow.first(document);
        while let Some(id) = next {
            ids.push(id);
            next = flow.next(document, id);
        }
        ids
    }

    #[test]
    fn lines_follow_each_other_both_ways() {
        let document = document(&"A paragraph of words that wrap.\n\n## Heading\n\n[x]: /y\n\n".repeat(30));
        let mut flow = Flow::new(Pour::printed(12));
        let forth = all(&mut flow, &document);
        let mut back = vec![flow.last(&document).unwrap()];
        while let Some(id) = flow.previous(&document, back[back.len() - 1]) {
            back.push(id);
        }
        back.reverse();
        assert!(document.chunk_count() > 3);
        assert_eq!(forth, back);
    }

    #[test]
    fn chunks_pour_as_the_whole() {
        let text = include_str!("../../tests/corpus/guide.md");
        let small = document(text);
        let (mut large, indexer) = Document::open(
            Arc::new(text.as_bytes().to_vec()),
            Cutting { first: 1 << 20, window: 1 << 20, cap: 1 << 20 },
        );
        indexer.for_each(|discovery| large.learn(discovery));
        assert_eq!(large.chunk_count(), 1);
        for columns in [20, 72] {
            let page = |document: &Document| {
                let mut flow = Flow::new(Pour::printed(columns));
                let ids = all(&mut flow, document);
                ids.into_iter().filter_map(|id| flow.line(document, id)).map(|line| line.text()).collect::<Vec<_>>()
            };
            assert_eq!(page(&small), page(&large));
        }
    }

    #[test]
    fn each_offset_has_its_line() {
        let text = "one\n\n## two\n\nthree three three\n";
        let document = document(text);
        let mut flow = Flow::new(Pour::printed(6));
        for (word, expected) in [("one", "one"), ("## two", "two"), ("three", "three")] {
            let offset = text.find(word).unwrap() as u64;
            let id = flow.line_at(&document, offset).unwrap();
            assert_eq!(flow.line(&document, id).unwrap().text(), expected);
        }
    }
}
