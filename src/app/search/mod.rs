//! A search: what is looked for in a document, what has been found so far, and which hit the reader is at or wants next.
//!
//! The text is looked through elsewhere: an effect asks for it, and what is found comes as events. Nothing waits for it: a
//! wish for a hit that is not known yet is kept, and met when it can be: see `wish`. What is typed is in
//! `asking`, what it means for the page in `seeking`, where hits show on it in `hits_shown`.

pub mod asking;
pub mod contexts;
pub mod hits;
pub(super) mod hits_shown;
pub mod listing;
pub mod seeking;
pub mod wish;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::document::search::{Found, Hit, Known, Pattern, Tally, Walk, cut_at};
use crate::document::{ChunkId, Document, Landmark};
use crate::layout::Laid;
use crate::layout::marks::Marked;
use crate::text::read_at::ReadAt;

use crate::app::event::DocumentId;
use crate::app::search::wish::Wish;

/// What somebody is to look for, and in what. Cloning it copies none of that.
#[derive(Clone)]
pub struct Quest {
    /// A number that no other search of this program has.
    pub id: u64,
    /// The bytes.
    pub source: Arc<dyn ReadAt>,
    /// What is known of them.
    pub known: Arc<Known>,
    /// What is looked for.
    pub pattern: Arc<Pattern>,
    /// In which order.
    pub walk: Arc<Walk>,
}

/// A search in one document.
pub struct Search {
    document: DocumentId,
    quest: Quest,
    span: Range<u64>,
    tally: Tally,
    /// How many bytes have been looked through.
    looked: u64,
    progress: Progress,
    current: Option<Hit>,
    /// Where the hit begins that the reader went to before the text was read anew, until it is found again.
    regain: Option<u64>,
    /// What stands at that hit, to be found again in another version of the text.
    landmark: Option<Landmark>,
    /// Whether the way from hit to hit has left a place behind, to which it is a step back.
    has_left: bool,
    wish: Option<Wish>,
    /// Whether what is wished for is in nothing that has arrived.
    awaits_more: bool,
    /// Which part is being looked through once more.
    again: Option<Range<u64>>,
    /// The chunks on the page, as they were laid out, and the hits on them.
    pub(in crate::app) marked: Vec<(ChunkId, Rc<Laid>, Rc<Marked>)>,
}

/// How much of the text there is to look through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// All of it, from the first byte to the last one.
    Whole,
    /// More may arrive; what has arrived is being looked through for the first time.
    Arriving,
    /// More may arrive; what had arrived was looked through.
    KeptUp,
}

impl Search {
    /// A search with the number `id` in a document, from byte `from` of the source on. Nothing has been found yet.
    #[must_use]
    pub fn new(id: u64, place: DocumentId, document: &Document, pattern: Pattern, from: u64) -> Self {
        let span = document.span();
        let quest = Quest {
            id,
            source: Arc::clone(document.source()),
            known: Arc::new(document.known()),
            pattern: Arc::new(pattern),
            walk: Arc::new(Walk::new(span.clone(), from)),
        };
        let tally = Tally::new(span.clone(), from);
        Self {
            document: place,
            quest,
            tally,
            span,
            looked: 0,
            progress: if document.is_growing() { Progress::Arriving } else { Progress::Whole },
            current: None,
            regain: None,
            landmark: None,
            has_left: false,
            wish: None,
            awaits_more: false,
            again: None,
            marked: Vec::new(),
        }
    }

    /// A search for the same in another text, with the number `id`. The hit that the reader was at is found again if it is
    /// there; from it on is looked first, else from byte `from`.
    #[must_use]
    pub fn renewed(&self, id: u64, document: &Document, from: u64) -> Self {
        let regain = self.current.map(|hit| hit.start).or(self.regain);
        let new = Self::new(id, self.document, document, self.pattern().clone(), regain.unwrap_or(from));
        Self { regain, landmark: self.landmark.clone(), has_left: self.has_left, ..new }
    }

    /// Takes in where the bytes of the document stand now that it says something else.
    pub(in crate::app) fn move_places(&mut self, moved: &impl Fn(u64) -> u64) {
        self.regain = self.current.take().map(|hit| hit.start).or(self.regain).map(moved);
        if let Some(landmark) = &mut self.landmark {
            landmark.offset = moved(landmark.offset);
        }
        if let Some(wish) = &mut self.wish {
            wish.from = moved(wish.from);
            let leaving = wish.leaving.as_mut().filter(|place| place.document == self.document);
            if let Some(place) = leaving {
                place.anchor.offset = moved(place.anchor.offset);
            }
        }
    }

    /// What stands at the hit that the reader went to.
    #[must_use]
    pub fn landmark(&self) -> Option<&Landmark> {
        self.landmark.as_ref()
    }

    /// The document that it is about.
    #[must_use]
    pub fn document(&self) -> DocumentId {
        self.document
    }

    /// What has to be done for it.
    #[must_use]
    pub fn quest(&self) -> &Quest {
        &self.quest
    }

    /// What is looked for.
    #[must_use]
    pub fn pattern(&self) -> &Pattern {
        &self.quest.pattern
    }

    /// What has been found so far.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Whether the reader has left the place where the way from hit to hit began, and can go back to it.
    #[must_use]
    pub fn has_left(&self) -> bool {
        self.has_left
    }

    /// The reader has left that place.
    pub fn take_leave(&mut self) {
        self.has_left = true;
    }

    /// The hit that the reader went to.
    #[must_use]
    pub fn current(&self) -> Option<Hit> {
        self.current
    }

    /// Whether the bytes that it looks through are those of a document still, as far as they go.
    #[must_use]
    pub fn is_in(&self, document: &Document) -> bool {
        // What a stream begins with may turn out to be no part of its text.
        Arc::ptr_eq(&self.quest.source, document.source()) && self.span.start == document.span().start
    }

    /// The document is made of other bytes now, which begin with those that it was made of before.
    pub fn go_on_in(&mut self, document: &Document) {
        self.quest.source = Arc::clone(document.source());
    }

    /// Takes in how far the text has arrived. Once all that was there before has been looked through, it goes on with what
    /// has been added: returns what has to be done for that, under the number `id`.
    pub fn keep_up(&mut self, id: u64, document: &Document) -> Option<Quest> {
        let is_through = self.tally.is_complete();
        self.progress = match self.progress {
            _ if !document.is_growing() => Progress::Whole,
            Progress::Arriving if !is_through => Progress::Arriving,
            _ => Progress::KeptUp,
        };
        let (end, new_end) = (self.span.end, document.span().end);
        if !is_through || new_end <= end {
            return None;
        }
        let span = self.span.start..new_end;
        let source = &self.quest.source;
        let cut = cut_at(&**source, span.clone(), end, &document.known_in(end..new_end));
        let from = self.tally.grow(cut, new_end);
        self.looked = from - span.start;
        (self.span, self.again) = (span, None);
        self.quest = Quest { id, ..self.quest_for(from..new_end, document) };
        Some(self.quest.clone())
    }

    /// What has to be done to look through a part by itself, with what is known of the document by now.
    #[must_use]
    pub fn quest_for(&self, part: Range<u64>, document: &Document) -> Quest {
        let known = Arc::new(document.known_in(part.clone()));
        let walk = Arc::new(Walk::new(part.clone(), part.start));
        Quest { known, walk, ..self.quest.clone() }
    }

    /// How much has been looked through, in percent.
    #[must_use]
    pub fn percent(&self) -> u64 {
        (self.looked * 100 / (self.span.end - self.span.start).max(1)).min(99)
    }

    /// Takes in what was found.
    pub fn learn(&mut self, found: Vec<Found>) {
        for found in found {
            if self.again.as_ref().is_some_and(|part| *part == found.span) {
                self.again = None;
            } else {
                self.looked += found.span.end - found.span.start;
            }
            self.tally.learn(found);
        }
    }

    /// Takes note that a part has to be looked through once more. Returns whether that is news.
    pub(in crate::app) fn ask_again(&mut self, part: &Range<u64>) -> bool {
        self.again.replace(part.clone()).as_ref() != Some(part)
    }

    /// Makes a hit the one that the reader is at.
    pub(in crate::app) fn go_to(&mut self, hit: Hit) {
        self.wish = None;
        self.be_at(hit);
        self.stay_near(hit.start);
    }

    /// A hit is the one that the reader is at. What stands there is kept while the text can be read.
    fn be_at(&mut self, hit: Hit) {
        (self.current, self.regain) = (Some(hit), None);
        self.landmark = Some(Landmark::read(&*self.quest.source, hit.start));
    }

    /// Keeps the hits around a byte of the source.
    pub(in crate::app) fn stay_near(&mut self, offset: u64) {
        self.tally.stay_near(offset);
    }

    /// Which hit of how many the reader is at, as it is said; what is counted still, or arrives still, has a plus behind it.
    #[must_use]
    pub fn counted(&self) -> String {
        self.counted_at(self.current)
    }

    /// The same of another hit.
    #[must_use]
    pub fn counted_at(&self, hit: Option<Hit>) -> String {
        let total = self.tally.total();
        let complete = self.tally.is_complete() && self.progress == Progress::Whole;
        let more = if complete { "" } else { "+" };
        match (total, hit.and_then(|hit| self.tally.ordinal(hit))) {
            (0, _) if complete => "nothing found".to_owned(),
            // Not in between how far it is with each piece that arrives.
            (0, _) if self.progress == Progress::KeptUp => "nothing so far".to_owned(),
            (0, _) => format!("searching {} %", self.percent()),
            (_, Some(ordinal)) => format!("{ordinal} of {total}{more}"),
            (1, None) if complete => "1 hit".to_owned(),
            (_, None) => format!("{total}{more} hits"),
        }
    }
}
