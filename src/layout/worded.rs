//! Which word of a chunk each cell of its lines shows, for whoever points at the page.
//!
//! A word is known by where it begins in the source: that is the same at every width, so that what is selected stays
//! selected. What the page adds of its own, bars, bullets, labels, padding, belongs to no word.

use std::ops::Range;

use crate::document::{ChunkId, Document};
use crate::markdown::words::{Holder, Words};
use crate::text::tokens::tokens;

use super::laid::{above, pour_for};
use super::marks::place_ranges;
use super::pour::Pour;

/// The words of a chunk, and where they are on the page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Worded {
    cells: Vec<Cells>,
}

/// Cells next to each other that show a word, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// The line, counted from the top of the chunk.
    pub row: usize,
    /// The columns of the line as it is laid out; see [`super::window::seen`].
    pub columns: Range<usize>,
    /// Where the word begins, a byte of the source.
    pub word: u64,
    /// The text that it is part of, a paragraph or a cell or a block of code, by its place among those of the chunk.
    pub part: usize,
}

/// Finds the words of a chunk and where they are when the document is poured like this.
#[must_use]
pub fn word_chunk(document: &Document, id: ChunkId, pour: &Pour) -> Worded {
    let base = document.chunk_span(id).start;
    let parsed = document.parse_with(id, pour.punctuation);
    let words = Words::of(&parsed, &document.chunk_text(id));
    let ranges: Vec<Range<usize>> = tokens(words.text()).collect();
    let mut known: Vec<(u64, usize)> = Vec::with_capacity(ranges.len());
    let mut holder: Option<Holder> = None;
    for range in &ranges {
        let own = words.origins(range.clone()).next().map(|origin| origin.holder);
        let part = known.last().map_or(0, |(_, part)| part + usize::from(own != holder));
        known.push((base + words.source(range).start as u64, part));
        holder = own;
    }
    let mut cells: Vec<Cells> = Vec::with_capacity(ranges.len());
    // The last row on which each word was drawn: what comes again further down is the name of a column, said once more.
    let mut drawn: Vec<Option<usize>> = vec![None; ranges.len()];
    let pour = pour_for(document, pour);
    place_ranges(parsed, (&words, &ranges), &pour, (base, above(document, id)), &mut |row, columns, number| {
        let number = number as usize;
        let (Some(&(word, part)), Some(last)) = (known.get(number), drawn.get_mut(number)) else { return };
        if last.is_none_or(|last| row <= last + 1) {
            *last = Some(row);
            cells.push(Cells { row, columns, word, part });
        }
    });
    Worded { cells }
}

impl Worded {
    /// What stands on a row, from left to right.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Cells] {
        let start = self.cells.partition_point(|cells| cells.row < row);
        let end = self.cells.partition_point(|cells| cells.row <= row);
        &self.cells[start..end]
    }

    /// The first and the last word of a part.
    #[must_use]
    pub fn part(&self, part: usize) -> Option<(u64, u64)> {
        let words = || self.cells.iter().filter(|cells| cells.part == part).map(|cells| cells.word);
        words().min().zip(words().max())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Cutting;
    use crate::layout::laid::lay_chunk;
    use crate::text::width::{grapheme_width, graphemes};

    /// What each row shows of words, parted by `|`.
    fn rows(text: &str, columns: usize) -> Vec<String> {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        let pour = Pour::printed(columns);
        let (worded, laid) = (word_chunk(&document, ChunkId(0), &pour), lay_chunk(&document, ChunkId(0), &pour));
        let shown = |(row, line): (usize, &crate::layout::Line)| {
            let text = line.text();
            let part = |cells: &Cells| {
                let mut column = 0;
                let inside = graphemes(&text).filter(|grapheme| {
                    column += grapheme_width(grapheme);
                    cells.columns.contains(&(column - grapheme_width(grapheme)))
                });
                inside.collect::<String>()
            };
            worded.row(row).iter().map(part).collect::<Vec<_>>().join("|")
        };
        laid.lines.iter().enumerate().map(shown).collect()
    }

    #[test]
    fn only_what_is_text_belongs_to_words() {
        assert_eq!(rows("- one two\n- **thr**ee", 20), ["one|two", "three"]);
        assert_eq!(rows("> [!NOTE]\n> one", 20), ["", "one"]);
        assert_eq!(rows("```rust\na\tb\n```", 20), ["a|b"]);
        assert_eq!(rows("## One\n\n日本", 20), ["One", "", "", "日|本"]);
        assert_eq!(rows("| a | b |\n|---|---|\n| c d | e |", 20), ["a|b", "", "c|d|e"]);
    }

    #[test]
    fn the_names_of_columns_are_said_once() {
        let text = "| alpha beta | gamma delta |\n|---|---|\n| one | two |\n| three | four |\n";
        let all = rows(text, 12).join("|");
        assert_eq!(all.matches("alpha").count(), 1, "{all}");
        assert_eq!(all.matches("three").count(), 1, "{all}");
    }
}
