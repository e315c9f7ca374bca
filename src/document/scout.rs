//! A provisional run of chunks at a place that the index has not come to yet.
//!
//! Whoever goes to the end of a gigabyte shall not wait for the index. A scout goes back to a place where a block most
//! probably begins, at best a heading, and reads on from there as the indexer does. What it finds is shown until the index gets
//! there, and then put right: places are bytes of the source, which mean the same in both. Right behind the index a
//! scout is exact, because it is known there what the text goes on with.

use std::ops::Range;
use std::sync::Arc;

use crate::markdown::continuation::Continuation;
use crate::text::read_at::ReadAt;
use crate::text::sanitize::Safe;

use super::chunked::{Chunk, ChunkId};
use super::discovery::FoundHeading;
use super::indexer::{Cutting, Indexer};
use super::search::seam::seam;

/// A run of chunks, one behind the other.
pub(super) struct Scout {
    indexer: Indexer,
    /// The chunks have numbers of their own, which no chunk had before.
    first: usize,
    chunks: Vec<Chunk>,
    headings: Vec<FoundHeading>,
    start: u64,
    end: u64,
    reached_end: bool,
    /// What the text goes on with behind it.
    goes_on: Continuation,
}

/// Where a scout begins, and what the text goes on with there.
pub(super) struct Start {
    pub(super) at: u64,
    pub(super) continuation: Continuation,
}

impl Start {
    /// At the last place before byte `at` where a block most probably begins; not before byte `floor`.
    pub(super) fn before(at: u64, floor: u64, source: &dyn ReadAt) -> Self {
        Self { at: seam(source, at, floor), continuation: Continuation::Nothing }
    }
}

impl Scout {
    /// A scout that has found nothing yet. `first` is the number of its first chunk.
    pub(super) fn new(source: Arc<dyn ReadAt>, start: Start, cutting: Cutting, first: usize) -> Self {
        let at = start.at;
        Self {
            indexer: Indexer::resume(source, at, start.continuation, Cutting { first: cutting.window, ..cutting }),
            first,
            chunks: Vec::new(),
            headings: Vec::new(),
            start: at,
            end: at,
            reached_end: false,
            goes_on: Continuation::Nothing,
        }
    }

    /// Reads on until byte `until` is behind it, or the document ends.
    pub(super) fn read_to(&mut self, until: u64) {
        while self.end < until
            && let Some(found) = self.indexer.next()
        {
            self.end = found.end;
            self.reached_end = found.last;
            self.chunks.push(Chunk::of(&found));
            self.goes_on = found.goes_on;
            self.headings.extend(found.headings.into_iter().filter(|heading| !heading.nested));
        }
    }

    /// What the text goes on with behind it.
    pub(super) fn goes_on(&self) -> &Continuation {
        &self.goes_on
    }

    /// The bytes that it has read.
    pub(super) fn span(&self) -> Range<u64> {
        self.start..self.end
    }

    /// Whether it has come to the end of the document.
    pub(super) fn has_reached_end(&self) -> bool {
        self.reached_end
    }

    /// The numbers of its chunks.
    pub(super) fn ids(&self) -> Range<usize> {
        self.first..self.first + self.chunks.len()
    }

    /// A chunk and the byte behind it.
    pub(super) fn chunk(&self, id: ChunkId) -> Option<(&Chunk, u64)> {
        let place = id.0.checked_sub(self.first)?;
        let chunk = self.chunks.get(place)?;
        Some((chunk, self.chunks.get(place + 1).map_or(self.end, |next| next.start)))
    }

    /// The chunk in which a byte lies; the end of the document lies in the last one.
    pub(super) fn chunk_at(&self, offset: u64) -> Option<ChunkId> {
        if self.span().contains(&offset) || (self.reached_end && offset >= self.end) {
            let behind = self.chunks.partition_point(|chunk| chunk.start <= offset);
            return behind.checked_sub(1).map(|place| ChunkId(self.first + place));
        }
        None
    }

    /// Where its headings are, in the order of the text.
    pub(super) fn headings(&self) -> impl DoubleEndedIterator<Item = u64> {
        self.headings.iter().map(|heading| heading.offset)
    }

    /// The titles of the sections around a byte, as far as they begin in this run; the outermost first.
    pub(super) fn path(&self, offset: u64) -> Vec<Safe> {
        let behind = self.headings.partition_point(|heading| heading.offset <= offset);
        let mut level = u8::MAX;
        let mut path = Vec::new();
        for heading in self.headings[..behind].iter().rev() {
            if heading.level < level {
                level = heading.level;
                path.push(heading.title.clone());
            }
        }
        path.reverse();
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::document::outline::SectionId;

    /// A document of sections, of which only the first chunk is indexed.
    fn begun() -> (String, Document, Indexer) {
        let text: String = (0..400).map(|number| format!("## {number}\n\nwords of {number}\n\n- a\n- b\n\n")).collect();
        let cutting = Cutting { first: 64, window: 64, cap: 1 << 20 };
        let (mut document, mut indexer) = Document::open(Arc::new(text.clone().into_bytes()), cutting);
        document.learn(indexer.next().unwrap());
        (text, document, indexer)
    }

    #[test]
    fn its_chunks_follow_each_other_both_ways_and_cover_the_bytes() {
        let (text, mut document, _) = begun();
        let far = text.len() as u64 - 30;
        for around in [far..u64::MAX, far - 500..far, document.indexed()..document.indexed() + 900] {
            document.scout(around.clone());
            let mut id = document.chunk_at(around.start).unwrap();
            assert!(document.is_provisional(id) && document.chunk_span(id).contains(&around.start));
            while let Some(next) = document.next_chunk(id) {
                assert_eq!(document.chunk_span(id).end, document.chunk_span(next).start);
                assert_eq!(document.previous_chunk(next), Some(id));
                id = next;
            }
            assert!(document.chunk_span(id).end >= around.end.min(text.len() as u64));
        }
        assert_eq!(document.first_chunk(), Some(ChunkId(0)));
        let first = document.next_chunk(ChunkId(0)).unwrap();
        assert!(document.is_provisional(first), "behind the index it goes on");
        assert_eq!(document.previous_chunk(first), Some(ChunkId(0)));
    }

    #[test]
    fn the_index_puts_it_right_and_takes_its_place() {
        let (text, mut document, indexer) = begun();
        document.scout(text.len() as u64..u64::MAX);
        let end = document.chunk_at(text.len() as u64).unwrap();
        assert_eq!(document.last_chunk(), Some(end));
        assert_eq!(document.path_at(text.len() as u64)[0].to_string(), "399");
        assert_eq!(document.section_at(text.len() as u64), None, "how many sections are before it is not known");
        indexer.for_each(|found| document.learn(found));
        assert_eq!(document.scouted(), None);
        assert!(document.chunk_span(end).is_empty(), "its numbers mean nothing any more");
        assert_eq!(document.section_at(text.len() as u64), Some(SectionId(399)));
    }
}
