//! A search: what is looked for in a document, what has been found so far, and which hit the reader is at or wants next.
//!
//! The text is looked through elsewhere: an effect asks for it, and what is found comes as events. Nothing waits for it: a
//! wish for a hit that is not known yet is kept, and met when it can be. What it means for the page is said in
//! `seeking`, where hits show on it in `hits_shown`.

pub mod contexts;
pub mod hits;
pub(super) mod hits_shown;
pub mod listing;
pub mod seeking;

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use crate::document::outline::Direction;
use crate::document::search::{Answer, Found, Hit, Known, Pattern, Tally, Walk, cut_at};
use crate::document::{ChunkId, Document};
use crate::layout::Laid;
use crate::layout::marks::Marked;
use crate::text::read_at::ReadAt;

use crate::app::event::DocumentId;
use crate::app::history::Place;

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

/// A hit that the reader wants to be at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Which way from `from`.
    pub direction: Direction,
    /// A byte of the source: hits that begin there count when going forward.
    pub from: u64,
    /// How many hits further; 1 is the next one.
    pub count: usize,
    /// The place to go back to, if the way there is a jump of its own.
    pub leaving: Option<Place>,
    /// Whether it has gone round at an end.
    pub round: bool,
}

/// What came of a wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Met {
    /// It is this hit.
    Hit(Hit, Wish),
    /// A part has to be looked through once more.
    Lost(Range<u64>),
    /// It is not known yet, or there is no wish.
    Waiting,
    /// There is none in what has arrived; more may. Said once, then it is waited for.
    NotYet,
    /// There is none in the whole document.
    Nowhere(Wish),
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
            has_left: false,
            wish: None,
            awaits_more: false,
            again: None,
            marked: Vec::new(),
        }
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

    /// Wishes for a hit; the wish before it is forgotten.
    pub fn wish(&mut self, wish: Wish) {
        self.wish = Some(wish);
        self.awaits_more = false;
    }

    /// The wish that has not been met.
    #[must_use]
    pub fn wished(&self) -> Option<&Wish> {
        self.wish.as_ref()
    }

    /// Whether what is wished for is in nothing that has arrived of the text, and may be in what still arrives.
    #[must_use]
    pub fn awaits_more(&self) -> bool {
        self.wish.is_some() && self.awaits_more
    }

    /// Gives up what is wished for. Returns it, if there was anything.
    pub fn give_up(&mut self) -> Option<Wish> {
        self.wish.take()
    }

    /// Goes as far towards what is wished for as is known.
    pub fn meet(&mut self) -> Met {
        let Some(mut wish) = self.wish.take() else { return Met::Waiting };
        let wished = wish;
        loop {
            let answer = match wish.direction {
                Direction::Forward => self.tally.next_from(wish.from),
                Direction::Back => self.tally.previous_before(wish.from),
            };
            match answer {
                Answer::Hit(hit) if wish.count <= 1 => {
                    self.go_to(hit);
                    return Met::Hit(hit, wish);
                }
                Answer::Hit(hit) => {
                    wish.count -= 1;
                    wish.from = match wish.direction {
                        Direction::Forward => hit.start + 1,
                        Direction::Back => hit.start,
                    };
                }
                Answer::Nowhere if self.tally.total() == 0 && wish.round => return self.miss(wished),
                Answer::Nowhere => {
                    wish.round = true;
                    wish.from = match wish.direction {
                        Direction::Forward => self.span.start,
                        Direction::Back => self.span.end,
                    };
                }
                Answer::Lost(part) => {
                    self.tally.stay_near(part.start);
                    self.wish = Some(wish);
                    return if self.ask_again(&part) { Met::Lost(part) } else { Met::Waiting };
                }
                Answer::Unknown => {
                    self.wish = Some(wish);
                    return Met::Waiting;
                }
            }
        }
    }

    /// There is no hit for a wish.
    fn miss(&mut self, wish: Wish) -> Met {
        if self.progress == Progress::Whole {
            return Met::Nowhere(wish);
        }
        self.wish = Some(wish);
        if std::mem::replace(&mut self.awaits_more, true) { Met::Waiting } else { Met::NotYet }
    }

    /// Takes note that a part has to be looked through once more. Returns whether that is news.
    pub(in crate::app) fn ask_again(&mut self, part: &Range<u64>) -> bool {
        self.again.replace(part.clone()).as_ref() != Some(part)
    }

    /// Makes a hit the one that the reader is at.
    pub(in crate::app) fn go_to(&mut self, hit: Hit) {
        self.wish = None;
        self.current = Some(hit);
        self.stay_near(hit.start);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::search::{Syntax, find_in};
    use crate::document::{Cutting, Document};

    fn search(text: &str, pattern: &str, from: u64) -> Search {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        Search::new(1, DocumentId(0), &document, Pattern::new(pattern, Syntax::Words).unwrap(), from)
    }

    fn look(search: &mut Search, place: usize) {
        let Quest { source, known, pattern, walk, .. } = search.quest().clone();
        let found = find_in(&*source, &walk, walk.part(place).unwrap(), &pattern, &known);
        search.learn(vec![found]);
    }

    fn wish(search: &mut Search, direction: Direction, from: u64, count: usize) -> Met {
        search.wish(Wish { direction, from, count, leaving: None, round: false });
        search.meet()
    }

    /// Where a wish led, and whether it went round.
    fn led(met: &Met) -> Option<(u64, bool)> {
        match met {
            Met::Hit(hit, wish) => Some((hit.start, wish.round)),
            Met::Lost(_) | Met::Waiting | Met::NotYet | Met::Nowhere(_) => None,
        }
    }

    #[test]
    fn wishes_go_forward_back_and_round() {
        use Direction::{Back, Forward};
        let mut search = search("ab cd ab cd ab\n", "ab", 4);
        (0..search.quest().walk.len()).for_each(|place| look(&mut search, place));
        for (direction, from, count, expected) in [
            (Forward, 4, 1, (6, false)),
            (Forward, 6, 1, (6, false)),
            (Forward, 7, 1, (12, false)),
            (Forward, 13, 1, (0, true)),
            (Forward, 0, 3, (12, false)),
            (Forward, 0, 4, (0, true)),
            (Back, 12, 1, (6, false)),
            (Back, 12, 2, (0, false)),
            (Back, 0, 1, (12, true)),
            (Back, 0, 4, (12, true)),
        ] {
            let met = wish(&mut search, direction, from, count);
            assert_eq!(led(&met), Some(expected), "{direction:?} {from} {count}");
        }
        assert_eq!(search.counted(), "3 of 3");
    }

    #[test]
    fn what_is_not_known_is_waited_for() {
        let text = format!("needle\n\n{}\n\nneedle\n", "words words\n\n".repeat(30_000));
        let mut search = search(&text, "needle", 200_000);
        assert_eq!(wish(&mut search, Direction::Forward, 200_000, 1), Met::Waiting);
        assert_eq!(search.counted(), "searching 0 %");
        let parts = search.quest().walk.len();
        assert!(parts > 3);
        for place in 0..parts {
            let reached = search.tally().total();
            look(&mut search, place);
            let met = search.meet();
            let is_first = reached == 0 && search.tally().total() == 1;
            assert_eq!(led(&met), is_first.then_some((text.len() as u64 - 7, false)), "{place}");
            if is_first {
                assert_eq!(search.counted(), "1+ hits");
            }
        }
        assert_eq!(search.counted(), "2 of 2");
        assert_eq!(search.meet(), Met::Waiting);
    }

    #[test]
    fn nothing_is_nowhere_only_when_all_has_been_looked_through() {
        let mut search = search(&"words words\n\n".repeat(30_000), "needle", 200_000);
        assert_eq!(wish(&mut search, Direction::Forward, 200_000, 1), Met::Waiting);
        let parts = search.quest().walk.len();
        let mut places = 0..parts;
        while !search.tally().is_complete() {
            assert_eq!(search.meet(), Met::Waiting);
            look(&mut search, places.next().unwrap());
        }
        assert!(matches!(search.meet(), Met::Nowhere(_)));
        assert_eq!(search.counted(), "nothing found");
    }
}
