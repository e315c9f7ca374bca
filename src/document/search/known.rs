//! What is known of a document when a search begins.

use std::ops::Range;
use std::sync::Arc;

use crate::markdown::continuation::Continuation;
use crate::markdown::references::References;

/// The chunks and the definitions that are known: with them search reads what the page shows. Without them it cuts the
/// text by itself and takes `[text][label]` as it is written.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Where chunks begin; behind the last one stands where it ends.
    pub(in crate::document) bounds: Vec<u64>,
    /// The chunks that go on with something, by their place, ascending.
    pub(in crate::document) continuations: Vec<(usize, Continuation)>,
    /// The definitions, if all are known.
    pub(in crate::document) references: Option<Arc<References>>,
}

impl Known {
    /// The place of the chunk that byte `at` lies in.
    pub(super) fn chunk_at(&self, at: u64) -> Option<usize> {
        let after = self.bounds.partition_point(|&start| start <= at);
        after.checked_sub(1).filter(|_| after < self.bounds.len())
    }

    /// The bytes of a chunk.
    pub(super) fn span(&self, chunk: usize) -> Option<Range<u64>> {
        Some(*self.bounds.get(chunk)?..*self.bounds.get(chunk + 1)?)
    }

    /// What a chunk goes on with.
    pub(super) fn continuation(&self, chunk: usize) -> &Continuation {
        const NOTHING: &Continuation = &Continuation::Nothing;
        let place = self.continuations.binary_search_by_key(&chunk, |(chunk, _)| *chunk);
        place.ok().and_then(|place| self.continuations.get(place)).map_or(NOTHING, |(_, continuation)| continuation)
    }

    /// The definitions, if all are known.
    pub(super) fn references(&self) -> Option<&References> {
        self.references.as_deref()
    }

    /// Where the known chunks end; 0 if there are none.
    pub(super) fn end(&self) -> u64 {
        self.bounds.last().copied().unwrap_or(0)
    }
}
