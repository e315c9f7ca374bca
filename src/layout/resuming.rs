//! How far drawing has come into the containers that go on from the chunk before: nothing that the page shows already is
//! drawn again, and what parts two blocks or two items is drawn at the cut, too. Into the containers and the paragraph that
//! go on in the chunk behind it: that paragraph is filled to its last line.

use std::sync::Arc;

use crate::markdown::block::{Cell, Parsed, Resumption, Seam};
use crate::text::fit::LastLine;
use crate::text::wrap::Extent;

use super::canvas::Canvas;

/// What of a chunk is still to go on with what is above it.
#[derive(Debug, Clone, Default)]
pub(super) struct Resuming {
    open: Option<Resumption>,
    /// Where the paragraph begins that goes on below.
    cut: Option<usize>,
}

/// The table above.
pub(super) struct TableAbove {
    /// Its header.
    pub(super) head: Arc<[Cell]>,
    /// What its columns wish for.
    pub(super) columns: Arc<[Extent]>,
}

impl Canvas<'_> {
    /// What is drawn goes on with what is above it, and below it, as the chunk says.
    pub(super) fn resume(&mut self, parsed: &Parsed) {
        self.resuming = Resuming { open: parsed.resumption.as_deref().cloned(), cut: parsed.cut };
    }

    /// How the last line of the paragraph ends that begins at byte `start` of the chunk.
    pub(super) fn last_line(&self, start: usize) -> LastLine {
        if self.resuming.cut == Some(start) { LastLine::GoesOn } else { LastLine::Ends }
    }

    /// The first block has been drawn: whatever comes is new.
    pub(super) fn end_resumption(&mut self) {
        self.resuming.open = None;
    }

    /// Whether the container that is drawn goes on with one above, of which it must not draw the beginning.
    pub(super) fn resumes_container(&mut self) -> bool {
        let levels = self.resuming.open.as_mut().map(|open| &mut open.levels).filter(|levels| **levels > 0);
        levels.map(|levels| *levels -= 1).is_some()
    }

    /// Whether here, in the container that went on last, is the place of the cut.
    pub(super) fn resumes_at(&self, seam: Seam) -> bool {
        self.resuming.open.as_ref().is_some_and(|open| open.levels == 0 && open.seam == seam)
    }

    /// Some of what stands above the code that is drawn, if it goes on with that.
    pub(super) fn code_above(&self) -> Arc<str> {
        let open = self.resuming.open.as_ref().filter(|_| self.resumes_at(Seam::Within));
        open.map(|open| Arc::clone(&open.above)).unwrap_or_default()
    }

    /// The table that the one that is drawn goes on with.
    pub(super) fn table_above(&self) -> Option<TableAbove> {
        let open = self.resuming.open.as_ref().filter(|_| self.resumes_at(Seam::Within))?;
        Some(TableAbove { head: Arc::clone(&open.head), columns: Arc::clone(&open.columns) })
    }
}

#[cfg(test)]
mod tests {
    use crate::document::{ChunkId, Cutting, Document};
    use crate::layout::Pour;
    use crate::layout::laid::lay_chunk;

    /// The lines of a text that is cut at so many bytes, `~` above the first one of each chunk.
    fn lay(text: &str, cap: usize) -> String {
        let cutting = Cutting { first: cap, window: cap, cap };
        let source = std::sync::Arc::new(text.as_bytes().to_vec());
        let (mut document, indexer) = Document::open(source, cutting);
        indexer.for_each(|found| document.learn(found));
        let chunks = (0..document.chunk_count()).map(|chunk| lay_chunk(&document, ChunkId(chunk), &Pour::printed(24)));
        let texts = chunks
            .map(|laid| laid.lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect::<String>());
        texts.collect::<Vec<_>>().join("~\n")
    }

    #[test]
    fn what_is_cut_goes_on() {
        for (text, cap, page) in [
            ("1. a\n1. b\n1. c\n1. d\n", 12, "1. a\n~\n2. b\n~\n3. c\n4. d\n"),
            ("- a\n\n- b\n\n- c\n\n- d\n", 14, "• a\n\n• b\n~\n\n• c\n\n• d\n"),
            ("- a\n  b\n  c\n  d\n", 8, "• a b\n~\n  c d\n"),
            ("> [!TIP]\n> a\n> b\n> c\n", 14, "▏ ☼ Tip\n▏ a\n~\n▏ b c\n"),
            ("> a\n>\n> b\n>\n> c\n", 12, "▏ a\n~\n▏\n▏ b\n▏\n▏ c\n"),
            ("7. ```rust\n   a\n   b\n   ```\n8. c\n", 20, "7. ┊ a              rust\n~\n   ┊ b\n8. c\n"),
        ] {
            assert_eq!(lay(text, cap), page, "{text}");
        }
    }

    #[test]
    fn a_paragraph_shows_nothing_of_the_cut() {
        let sentence = "Words of *several\nlengths* that `go on`, and [on\nto](/x) the end of **the\nline**.\n";
        for before in ["", "> ", "- "] {
            let indent = if before == "- " { "  " } else { before };
            let text = sentence.repeat(80).replace('\n', &format!("\n{indent}"));
            let text = format!("{before}{}\n", text.trim_end_matches([' ', '>', '\n']));
            let page = lay(&text, 2048);
            assert!(page.matches('~').count() >= 3, "{page}");
            assert!(!page.contains(['*', '`', '[']), "{page}");
            let lines: Vec<_> = page.lines().filter(|line| *line != "~").collect();
            let narrow = lines[..lines.len() - 1].iter().find(|line| line.chars().count() < 14);
            assert_eq!(narrow, None, "{before:?}\n{page}");
        }
    }
}
