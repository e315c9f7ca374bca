//! The chunks of a document, one behind the other: those that the index has found, and a provisional run beyond them.
//!
//! Whoever walks over a document (the layout, the focus) asks here for the next chunk and needs not know which of the two
//! it is.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use crate::markdown::continuation::Continuation;
use crate::text::sanitize::Safe;

use super::chunked::{Chunk, ChunkId, Document, View};
use super::outline::SectionId;
use super::scout::{Scout, Start};

/// The number of the first provisional chunk: no document has so many chunks.
pub(super) const PROVISIONAL: usize = 1 << (usize::BITS - 1);

impl Document {
    /// Makes sure that these bytes can be looked at, whether they are indexed or not: see [`Self::is_provisional`].
    pub fn scout(&mut self, around: Range<u64>) {
        if self.complete || around.end <= self.indexed {
            return;
        }
        let end = around.end.min(self.source.len());
        let begins = around.start.max(self.indexed);
        match &mut self.scout {
            Some(scout) if scout.span().start <= begins && begins <= scout.span().end => scout.read_to(end),
            _ => {
                let mut start = Start::before(begins, self.indexed, &*self.source);
                if start.at == self.indexed {
                    start.continuation = self.goes_on.clone();
                }
                let mut scout = Scout::new(Arc::clone(&self.source), start, self.cutting, self.next_provisional);
                scout.read_to(end);
                self.scout = Some(scout);
            }
        }
        self.next_provisional = self.scout.as_ref().map_or(self.next_provisional, |scout| scout.ids().end);
    }

    /// The bytes that can be looked at beyond the index.
    #[must_use]
    pub fn scouted(&self) -> Option<Range<u64>> {
        self.scout.as_ref().map(Scout::span)
    }

    /// Whether a chunk is one of those beyond the index. The index may find other ones there.
    #[must_use]
    pub fn is_provisional(&self, id: ChunkId) -> bool {
        id.0 >= PROVISIONAL
    }

    /// The headings that are known beyond the index, bytes of the source in ascending order.
    pub fn scouted_headings(&self) -> impl DoubleEndedIterator<Item = u64> {
        self.scout.iter().flat_map(Scout::headings)
    }

    /// The section in which a byte lies; `None` before the first heading, and where that is not known yet.
    #[must_use]
    pub fn section_at(&self, offset: u64) -> Option<SectionId> {
        if self.scout.as_ref().is_some_and(|scout| self.is_in_unknown_section(scout, offset)) {
            return None;
        }
        self.outline.at(offset)
    }

    /// Whether the outline tells in which section a byte lies, or that it lies before the first one.
    #[must_use]
    pub fn knows_section_at(&self, offset: u64) -> bool {
        let is_told = |scout: &Scout| scout.chunk_at(offset).is_some() && !self.is_in_unknown_section(scout, offset);
        self.complete || offset < self.indexed || self.scout.as_ref().is_some_and(is_told)
    }

    /// Whether a byte that is scouted lies in a section that the index has not come to.
    fn is_in_unknown_section(&self, scout: &Scout, offset: u64) -> bool {
        let apart = scout.span().start > self.indexed;
        scout.chunk_at(offset).is_some() && (apart || scout.headings().next().is_some_and(|first| first <= offset))
    }

    /// The titles of the sections around a byte, the outermost first; beyond the index as far as they are known.
    #[must_use]
    pub fn path_at(&self, offset: u64) -> Vec<Safe> {
        if let Some(section) = self.section_at(offset) {
            let path = self.outline.path(section).into_iter();
            return path.filter_map(|section| self.outline.get(section)).map(|section| section.title).collect();
        }
        self.scout.as_ref().map(|scout| scout.path(offset)).unwrap_or_default()
    }

    /// The chunk in which `offset` lies, if that is indexed or scouted; the end of the document lies in its last chunk.
    #[must_use]
    pub fn chunk_at(&self, offset: u64) -> Option<ChunkId> {
        if let View::Listing(listing) = &self.view {
            return listing.piece_at(offset, &*self.source, self.length).map(ChunkId);
        }
        if let Some(id) = self.scout.as_ref().and_then(|scout| scout.chunk_at(offset)) {
            return Some(id);
        }
        if offset >= self.indexed && !self.complete {
            return None;
        }
        let after = self.chunks.partition_point(|chunk| chunk.start <= offset);
        (!self.chunks.is_empty()).then(|| ChunkId(after.saturating_sub(1)))
    }

    /// The first chunk.
    #[must_use]
    pub fn first_chunk(&self) -> Option<ChunkId> {
        if self.count() == 0 { self.joined(|scout| scout.ids().next()) } else { Some(ChunkId(0)) }
    }

    /// The last chunk that is known: that of the end, or of the place up to which the document is known from its
    /// beginning.
    #[must_use]
    pub fn last_chunk(&self) -> Option<ChunkId> {
        let end = self.scout.as_ref().filter(|scout| scout.has_reached_end() || scout.span().start <= self.indexed);
        let last = end.and_then(|scout| scout.ids().next_back()).or_else(|| self.count().checked_sub(1));
        last.map(ChunkId)
    }

    /// The chunk behind this one.
    #[must_use]
    pub fn next_chunk(&self, id: ChunkId) -> Option<ChunkId> {
        let next = ChunkId(id.0 + 1);
        if self.has_chunk(next) {
            return Some(next);
        }
        if next.0 == self.chunks.len() { self.joined(|scout| scout.ids().next()) } else { None }
    }

    /// The chunk before this one.
    #[must_use]
    pub fn previous_chunk(&self, id: ChunkId) -> Option<ChunkId> {
        let previous = id.0.checked_sub(1).map(ChunkId)?;
        if self.has_chunk(previous) {
            return Some(previous);
        }
        self.joined(|_| self.chunks.len().checked_sub(1))
    }

    /// A number of a chunk, if the scout goes on where the index ends.
    fn joined(&self, number: impl FnOnce(&Scout) -> Option<usize>) -> Option<ChunkId> {
        let scout = self.scout.as_ref().filter(|scout| scout.span().start == self.indexed)?;
        number(scout).map(ChunkId)
    }

    /// How many chunks there are without those of the scout.
    fn count(&self) -> usize {
        match &self.view {
            View::Listing(listing) => listing.count(self.length),
            View::Whole | View::Excerpt(_) => self.chunks.len(),
        }
    }

    fn has_chunk(&self, id: ChunkId) -> bool {
        id.0 < self.count() || self.chunk(id).is_some()
    }

    /// A chunk and the byte behind it.
    pub(super) fn chunk(&self, id: ChunkId) -> Option<(&Chunk, u64)> {
        if self.is_provisional(id) {
            return self.scout.as_ref()?.chunk(id);
        }
        let chunk = self.chunks.get(id.0)?;
        Some((chunk, self.chunks.get(id.0 + 1).map_or(self.indexed, |next| next.start)))
    }

    /// The bytes of a chunk; none if it is not known any more.
    #[must_use]
    pub fn chunk_span(&self, id: ChunkId) -> Range<u64> {
        if let View::Listing(listing) = &self.view {
            return listing.span(id.0, &*self.source, self.length);
        }
        self.chunk(id).map_or(self.indexed..self.indexed, |(chunk, end)| chunk.start..end)
    }

    /// Whether there may be links in a chunk.
    #[must_use]
    pub fn chunk_has_links(&self, id: ChunkId) -> bool {
        self.chunk(id).is_some_and(|(chunk, _)| chunk.links)
    }

    /// Whether anything of a chunk may show.
    #[must_use]
    pub fn chunk_shows(&self, id: ChunkId) -> bool {
        if let View::Listing(_) = &self.view {
            return !self.chunk_span(id).is_empty();
        }
        self.chunk(id).is_some_and(|(chunk, _)| chunk.shows)
    }

    /// What a chunk goes on with.
    #[must_use]
    pub fn chunk_continuation(&self, id: ChunkId) -> &Continuation {
        const NOTHING: &Continuation = &Continuation::Nothing;
        self.chunk(id).and_then(|(chunk, _)| chunk.continuation.as_deref()).unwrap_or(NOTHING)
    }

    /// What goes on behind a chunk, if that is known.
    #[must_use]
    pub fn chunk_goes_on(&self, id: ChunkId) -> Option<&Continuation> {
        if self.is_provisional(id) {
            let scout = self.scout.as_ref()?;
            return if id.0 + 1 == scout.ids().end {
                Some(scout.goes_on())
            } else {
                Some(self.chunk_continuation(ChunkId(id.0 + 1)))
            };
        }
        match (id.0 + 1).cmp(&self.chunks.len()) {
            Ordering::Less => Some(self.chunk_continuation(ChunkId(id.0 + 1))),
            Ordering::Equal => Some(&self.goes_on),
            Ordering::Greater => None,
        }
    }
}
