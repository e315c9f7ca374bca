//! Parts of a document that are indexed each by itself, so that several threads can go about it.
//!
//! ```text
//! one    ├ chunk ┼ chunk ┼ chunk ┤
//! two                            ├ chunk ┼ chunk ┤
//! three                                          ├ …
//!                                ╵               ╵
//!                             a seam: most probably a block begins there
//! ```
//!
//! Where one stretch ends and the next one begins can be told from a few bytes, and most of the time it is right. Whether
//! it is turns out when the stretch above has been read: a chunk can end at the seam or it can't. In that case what was
//! read of the stretch below is thrown away, and it is read again from where the index has come to. So what the index says
//! is the same, chunk by chunk or otherwise cut, as that of one [`Indexer`] that goes through the whole document.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr;

use crate::markdown::continuation::Continuation;
use crate::text::read_at::{ReadAt, read_range};

use super::chunked::Document;
use super::discovery::Discovery;
use super::indexer::{Cutting, Indexer};
use super::prospects::Prospects;
use super::search::seam::{SEAM_SPACING, seam};

/// The stretches of a document.
pub struct Stretches {
    source: Arc<dyn ReadAt>,
    from: u64,
    /// About how many bytes a stretch has.
    size: u64,
    cutting: Cutting,
    prospects: Option<Arc<Prospects>>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    start: u64,
    /// The line behind it; `None` for the last stretch.
    behind: Option<Range<u64>>,
}

/// What was found in a stretch, by whoever supposed that a block begins with it.
#[derive(Debug)]
pub struct Reading {
    start: u64,
    /// Its chunks, one behind the other.
    pub found: Vec<Discovery>,
}

impl Stretches {
    /// The stretches of a document of which nothing is indexed yet, each of about `size` bytes.
    #[must_use]
    pub fn of(document: &Document, size: u64) -> Self {
        let cutting = Cutting { first: document.cutting.window, ..document.cutting };
        let (source, from) = (Arc::clone(document.source()), document.span().start);
        Self { source, from, size: size.max(2 * SEAM_SPACING), cutting, prospects: None }
    }

    /// Finds what the chunks say, too: see [`Indexer::with_blocks`].
    #[must_use]
    pub fn with_blocks(self, prospects: Arc<Prospects>) -> Self {
        Self { prospects: Some(prospects), ..self }
    }

    /// About where a stretch begins.
    fn place(&self, number: usize) -> u64 {
        self.from.saturating_add(self.size.saturating_mul(number as u64))
    }

    /// Whether more of the source may still arrive.
    #[must_use]
    pub fn are_growing(&self) -> bool {
        !self.source.has_ended()
    }

    /// Whether all of this stretch has arrived, and what tells where it ends.
    #[must_use]
    pub fn has_arrived(&self, number: usize) -> bool {
        self.source.has_ended() || self.source.len() > self.needs(number)
    }

    /// Waits until all of this stretch has arrived.
    pub fn wait_for(&self, number: usize) {
        while !self.has_arrived(number) {
            self.source.wait_beyond(self.source.len().max(self.needs(number)));
        }
    }

    fn needs(&self, number: usize) -> u64 {
        // The last window of the stretch may reach beyond it.
        let beyond = 2 * SEAM_SPACING + self.cutting.cap as u64;
        self.place(number + 1).saturating_add(beyond)
    }

    /// A stretch that has arrived; `None` behind the last one.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<Stretch> {
        let seam_at = |number: usize| seam(&*self.source, self.place(number), self.from);
        let is_there = |number: usize| number == 0 || self.place(number) < self.source.len();
        is_there(number).then(|| {
            let behind = is_there(number + 1).then(|| self.line_at(seam_at(number + 1)));
            Stretch { start: seam_at(number), behind }
        })
    }

    /// The bytes of the line that begins at a seam. Of a line that goes on and on it is not known where it ends.
    fn line_at(&self, start: u64) -> Range<u64> {
        let bytes = read_range(&*self.source, start..start.saturating_add(SEAM_SPACING));
        let length = memchr(b'\n', &bytes).map_or(bytes.len(), |newline| newline + 1);
        start..start + length as u64
    }

    /// Reads a stretch by itself.
    #[must_use]
    pub fn read(&self, stretch: &Stretch) -> Reading {
        let indexer = Indexer::resume(Arc::clone(&self.source), stretch.start, Continuation::Nothing, self.cutting);
        Reading { start: stretch.start, found: stretch.read_with(&mut self.equipped(indexer)) }
    }

    /// An indexer that goes on where a document is indexed up to, knowing all that the document knows.
    #[must_use]
    pub fn indexer_behind(&self, document: &Document) -> Indexer {
        let goes_on = document.goes_on.clone();
        let indexer = Indexer::resume(Arc::clone(&self.source), document.indexed(), goes_on, self.cutting);
        self.equipped(indexer.knowing(document.references().clone()))
    }

    fn equipped(&self, indexer: Indexer) -> Indexer {
        let indexer = indexer.growing();
        match &self.prospects {
            Some(prospects) => indexer.with_blocks(Arc::clone(prospects)),
            None => indexer,
        }
    }
}

impl Stretch {
    /// Reads it with an indexer that stands where it begins, or at any other place before its end.
    #[must_use]
    pub fn read_with(&self, indexer: &mut Indexer) -> Vec<Discovery> {
        indexer.up_to(self.behind.clone())
    }

    /// Whether the index of a document ends where this stretch does, and a block begins there.
    #[must_use]
    pub fn is_met_by(&self, document: &Document) -> bool {
        let is_between = document.goes_on == Continuation::Nothing;
        is_between && self.behind.as_ref().is_some_and(|line| line.start == document.indexed())
    }
}

impl Reading {
    /// Whether it is what the document says behind the part that is indexed.
    ///
    /// Where a block is cut inside, what goes on is told by what all of the text above defines, and not by this stretch
    /// alone.
    #[must_use]
    pub fn follows(&self, document: &Document) -> bool {
        let is_at_seam = self.start == document.indexed() && document.goes_on == Continuation::Nothing;
        is_at_seam && !document.is_complete() && !self.found.iter().any(|found| found.goes_on.joins())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Indexes a text stretch by stretch; returns the document and how many stretches had to be read again.
    fn by_stretches(text: &str) -> (Document, usize) {
        let (mut document, _) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::for_all());
        let stretches = Stretches::of(&document, 0);
        let mut again = 0;
        for stretch in (0..).map_while(|number| stretches.get(number)) {
            let mut reading = stretches.read(&stretch);
            if !reading.follows(&document) {
                again += 1;
                reading.found = stretch.read_with(&mut stretches.indexer_behind(&document));
            }
            reading.found.into_iter().for_each(|discovery| document.learn(discovery));
        }
        (document, again)
    }

    /// All that a document is known to say.
    fn index(document: &Document) -> impl PartialEq + std::fmt::Debug + use<> {
        let headings: Vec<_> = document.outline().titles().map(|(id, _)| document.outline().offset(id)).collect();
        let notes: Vec<_> = ["n", "m"].map(|label| document.references().notes().number(label)).into();
        (document.is_complete(), document.indexed(), headings, notes, document.references().link("a").cloned())
    }

    #[test]
    fn stretch_by_stretch_it_is_the_same_index() {
        let prose = "Some words.\n\n".repeat(4000);
        for (between, most) in [
            ("# A heading\n\nwords\n\n", 0),
            ("[a]: /first\n\n[a]: /second\n\nsee [^m] and [^n]\n\n[^n]: n\n\n[^m]: m\n\n", 0),
            ("```\n\n# no heading\n\n```\n\n# a heading\n\n", 5),
            ("<!--\n\n# no heading\n\n-->\n\n", 99),
            ("one line, and another one\n", 99),
            ("| a | b |\n|---|---|\n", 99),
            ("- an item\n\n", 99),
        ] {
            let text = format!("{prose}{}\n\n{prose}", between.repeat(50_000 / between.len()));
            let (mut whole, indexer) = Document::open(Arc::new(text.clone().into_bytes()), Cutting::for_all());
            indexer.for_each(|discovery| whole.learn(discovery));
            let (document, again) = by_stretches(&text);
            assert_eq!(index(&document), index(&whole), "{between:?}");
            assert!(again <= most, "{between:?} {again}");
        }
    }

    #[test]
    fn a_stretch_that_begins_inside_of_a_block_is_read_again() {
        let fence = format!("```\n{}```\n\n# Heading\n", "\nword\n".repeat(20_000));
        let (document, again) = by_stretches(&fence);
        assert!(again > 3, "{again}");
        assert_eq!(document.outline().len(), 1);
        assert!(document.is_complete());
    }

    #[test]
    fn there_is_one_stretch_at_least() {
        let (document, again) = by_stretches("");
        assert!(document.is_complete() && again == 0);
    }
}
