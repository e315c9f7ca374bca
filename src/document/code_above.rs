//! What stands above a chunk in the code that it goes on with: a comment or a string may have begun there.

use std::sync::Arc;

use crate::text::read_at::read_range;

use super::chunked::{ChunkId, Document};
use super::source::text_of;

/// So many bytes are read at most: to paint them takes as long as the code itself does. What began further up is not known,
/// wherever the reader comes from.
const ABOVE: u64 = 16 * 1024;

impl Document {
    /// Lines that stand above a chunk in the fence that goes on in it; none where no fence does, or something is around it.
    pub(super) fn code_above(&self, id: ChunkId) -> Arc<str> {
        let goes_on = |id| self.chunk_continuation(id).fence();
        let Some(fence) = goes_on(id) else { return "".into() };
        let end = self.chunk_span(id).start;
        let least = end.saturating_sub(ABOVE);
        let mut first = id;
        while goes_on(first).is_some()
            && self.chunk_span(first).start > least
            && let Some(above) = self.previous_chunk(first)
        {
            first = above;
        }
        let start = self.chunk_span(first).start;
        let (text, _) = text_of(read_range(&*self.source, start.max(least)..end));
        let lines = if goes_on(first).is_some() && start >= least {
            0
        } else {
            // Behind the line that opens the code, or one of which only the end was read.
            let from = text.find(fence.trim_end()).filter(|_| goes_on(first).is_none()).unwrap_or(0);
            text[from..].find('\n').map_or(0, |newline| from + newline + 1)
        };
        text[lines..].into()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::document::{Cutting, Document};

    use super::*;

    #[test]
    fn it_begins_behind_the_fence_and_is_bounded() {
        let lines: String = (0..9000).map(|number| format!("line {number}\n")).collect();
        let text = format!("Words.\n\n```c\n{lines}```\n\nWords.\n");
        let cutting = Cutting { first: 8192, window: 8192, cap: 8192 };
        let (mut document, indexer) = Document::open(Arc::new(text.clone().into_bytes()), cutting);
        indexer.for_each(|found| document.learn(found));
        let mut longest = 0;
        for chunk in (0..document.chunk_count()).map(ChunkId) {
            let above = document.code_above(chunk);
            let is_inside = document.chunk_continuation(chunk).joins();
            assert_eq!(!above.is_empty(), is_inside, "{chunk:?}");
            let start = usize::try_from(document.chunk_span(chunk).start).unwrap();
            assert!(text[..start].ends_with(&*above) && !above.contains('`'));
            assert!(above.is_empty() || above.starts_with("line "), "{:?}", &above[..9]);
            longest = longest.max(above.len());
        }
        assert!((15_000..=16_384).contains(&longest), "{longest}");
    }
}
