//! The selection: words that were dragged over with the mouse, from one to another as they are read.
//!
//! It is kept as the places in the source where its first and its last word begin, so that it is the same words at every
//! width and wherever the page has been scrolled. What lies between two words is what would be read between them, also
//! where the page puts something beside: in a table the cells of a row come one after the other, whatever lines they wrap
//! into. Bars, bullets, labels and margins belong to no word and are never selected.

use std::ops::{Range, RangeInclusive};
use std::rc::Rc;

use crate::document::ChunkId;
use crate::layout::Laid;
use crate::layout::window::seen;
use crate::layout::worded::{Cells, Worded, word_chunk};
use crate::markdown::excerpt::excerpt;

use crate::app::copying::LONGEST;
use crate::app::reader::{PageLine, Reader};

/// A text is shorter than its source; one that takes more bytes than so many times the clipboard is not even looked at.
const MOST_SOURCE: u64 = 16 * LONGEST as u64;

/// The words of the chunks on the page, each as it was laid out when it was looked at.
pub(in crate::app) type Known = Vec<(ChunkId, Rc<Laid>, Rc<Worded>)>;

/// A place on the page: on a word, or between two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Spot {
    /// Where the word begins that lies before it, or under it.
    before: Option<u64>,
    /// Where the word begins that lies behind it, or under it.
    after: Option<u64>,
}

impl Spot {
    /// What is selected from here to another spot, whichever comes first.
    fn to(self, other: Self) -> Option<RangeInclusive<u64>> {
        let between = |from: Self, to: Self| from.after.zip(to.before).filter(|(from, to)| from <= to);
        between(self, other).or_else(|| between(other, self)).map(|(from, to)| from..=to)
    }
}

/// What was selected, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) enum Selected {
    Text(String),
    /// Of so many bytes of the source.
    TooLong(u64),
}

impl Reader {
    /// Where the first and the last selected word begin.
    #[must_use]
    pub fn selection(&self) -> Option<&RangeInclusive<u64>> {
        self.selection.as_ref()
    }

    /// Selects nothing. Returns whether something was selected.
    pub fn unselect(&mut self) -> bool {
        self.selection.take().is_some()
    }

    /// Selects the words from one spot to another.
    pub(in crate::app) fn select(&mut self, from: Spot, to: Spot) {
        self.selection = from.to(to);
    }

    /// Selects the word on a cell of the page. Returns the spot that it is.
    pub(in crate::app) fn select_word(&mut self, row: usize, column: usize) -> Option<Spot> {
        let word = self.cells_at(row, column)?.word;
        self.selection = Some(word..=word);
        Some(Spot { before: Some(word), after: Some(word) })
    }

    /// Selects the paragraph, the cell or the code that the word on a cell of the page is part of.
    pub(in crate::app) fn select_part(&mut self, row: usize, column: usize) -> Option<Spot> {
        let part = self.cells_at(row, column)?.part;
        let line = self.page.get(row)?;
        let (chunk, laid) = (line.chunk, Rc::clone(&line.laid));
        let (first, last) = self.worded(chunk, &laid).part(part)?;
        self.selection = Some(first..=last);
        Some(Spot { before: Some(last), after: Some(first) })
    }

    /// The word on a cell of the page, counted from its top left.
    fn cells_at(&mut self, row: usize, column: usize) -> Option<Cells> {
        self.row_of_words(row).into_iter().find(|(columns, _)| columns.contains(&column)).map(|(_, cells)| cells)
    }

    /// The place that a cell of the page is.
    pub(in crate::app) fn spot(&mut self, row: usize, column: usize) -> Spot {
        let here = self.row_of_words(row);
        let mut before = here.iter().rfind(|(columns, _)| columns.start <= column).map(|(_, cells)| cells.word);
        let mut after = here.iter().find(|(columns, _)| columns.end > column).map(|(_, cells)| cells.word);
        for above in (0..row).rev() {
            if before.is_some() {
                break;
            }
            before = self.row_of_words(above).last().map(|(_, cells)| cells.word);
        }
        for below in row + 1..self.page.len() {
            if after.is_some() {
                break;
            }
            after = self.row_of_words(below).first().map(|(_, cells)| cells.word);
        }
        Spot { before, after }
    }

    /// The words on a row of the page, and the columns where they are seen; those out of sight have none.
    fn row_of_words(&mut self, row: usize) -> Vec<(Range<usize>, Cells)> {
        let Some(line) = self.page.get(row) else { return Vec::new() };
        let (chunk, laid, row) = (line.chunk, Rc::clone(&line.laid), line.row);
        let worded = self.worded(chunk, &laid);
        let Some(content) = laid.lines.get(row) else { return Vec::new() };
        let (page, panned) = (self.poured().columns, self.panned(&laid, row));
        let cells = worded.row(row).iter().map(|cells| (seen(&cells.columns, content, page, panned), cells.clone()));
        cells.filter(|(columns, _)| !columns.is_empty()).collect()
    }

    /// The words of a chunk as it is laid out now.
    fn worded(&mut self, chunk: ChunkId, laid: &Rc<Laid>) -> Rc<Worded> {
        let known = self.known_words.iter().find(|(other, as_laid, _)| *other == chunk && Rc::ptr_eq(as_laid, laid));
        if let Some((.., worded)) = known {
            return Rc::clone(worded);
        }
        let worded = Rc::new(word_chunk(&self.document, chunk, self.poured()));
        let page = &self.page;
        self.known_words.retain(|(other, ..)| *other != chunk && page.iter().any(|line| line.chunk == *other));
        self.known_words.push((chunk, Rc::clone(laid), Rc::clone(&worded)));
        worded
    }

    /// Marks what of the selection is on the page.
    pub(in crate::app) fn settle_selection(&mut self) {
        let Some(chosen) = self.selection.clone() else {
            self.known_words.clear();
            return;
        };
        for row in 0..self.page.len() {
            let mut selected: Vec<(Range<usize>, usize, bool)> = Vec::new();
            for (columns, cells) in self.row_of_words(row) {
                let inside = chosen.contains(&cells.word);
                match selected.last_mut() {
                    // What stands between two words of a text is selected with them.
                    Some((last, part, true)) if inside && *part == cells.part => last.end = columns.end,
                    _ => selected.push((columns, cells.part, inside)),
                }
            }
            let inside = selected.into_iter().filter(|(.., inside)| *inside);
            self.page[row].selected = inside.map(|(columns, ..)| columns).collect();
        }
    }

    /// What is selected, as text.
    pub(in crate::app) fn selected(&self) -> Option<Selected> {
        let (first, last) = (*self.selection.as_ref()?.start(), *self.selection.as_ref()?.end());
        if last - first > MOST_SOURCE {
            return Some(Selected::TooLong(last - first));
        }
        let document = &self.document;
        let mut text = String::new();
        let mut next = document.chunk_at(first);
        while let Some(chunk) = next.filter(|chunk| document.chunk_span(*chunk).start <= last) {
            let base = document.chunk_span(chunk).start;
            let parsed = document.parse_with(chunk, self.poured().punctuation);
            let within = |place: u64| usize::try_from(place.saturating_sub(base)).unwrap_or(usize::MAX);
            let folds = &self.poured().folds;
            let is_open = |place: usize, written: bool| folds.is_open(base + place as u64, written);
            let part = excerpt((&parsed, &document.chunk_text(chunk)), within(first)..=within(last), &is_open);
            if !text.is_empty() && !part.text.is_empty() {
                part.gap.write(&mut text);
            }
            text.push_str(&part.text);
            if text.len() > LONGEST {
                return Some(Selected::TooLong(last - first));
            }
            next = document.next_chunk(chunk);
        }
        Some(Selected::Text(text))
    }
}

impl PageLine {
    /// The columns of it that are selected.
    #[must_use]
    pub fn selected(&self) -> &[Range<usize>] {
        &self.selected
    }
}
