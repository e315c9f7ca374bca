//! Which hit the reader wants to be at, and going there as far as is known. What it means for the page is said in `seeking`.

use std::ops::Range;

use crate::document::outline::Direction;
use crate::document::search::{Answer, Hit};

use crate::app::history::Place;
use crate::app::search::{Progress, Search};

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

    /// Finds the hit again that the reader was at before the text was read anew.
    pub(in crate::app) fn meet_again(&mut self) {
        let Some(start) = self.regain else { return };
        match self.tally.next_from(start) {
            Answer::Hit(hit) if hit.start == start => self.be_at(hit),
            Answer::Lost(_) | Answer::Unknown => {}
            // Of a file that is being written there may be nothing for a moment.
            Answer::Nowhere if self.span.is_empty() => {}
            Answer::Hit(_) | Answer::Nowhere => self.regain = None,
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

    /// Whether it has led to no hit and leads to none.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        self.current.is_none() && self.regain.is_none() && self.wish.is_none()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::event::DocumentId;
    use crate::app::search::Quest;
    use crate::document::search::{Pattern, Syntax, find_in};
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
