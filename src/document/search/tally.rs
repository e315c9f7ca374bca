//! What a search has found so far: how many, which one is next, where they lie. Bounded, however many there are.
//!
//! Each part that has been looked through is remembered with its count. The hits themselves are kept near the reader;
//! those of a part farther away are [lost](Answer::Lost) where there are too many, and found again when they are asked for.

use std::ops::Range;

use super::Hit;
use super::ticks::Ticks;
use super::walk::{Found, LARGEST};

/// How many hits are kept: 2 MB of them.
const MOST_KEPT: usize = 128 * 1024;

/// What has been found so far.
#[derive(Debug, Clone)]
pub struct Tally {
    span: Range<u64>,
    /// The parts that have been looked through, in the order of the text; they don't overlap.
    parts: Vec<Part>,
    /// How many hits are kept.
    kept: usize,
    /// Where the reader is: hits are kept around there.
    near: u64,
    ticks: Ticks,
}

#[derive(Debug, Clone)]
struct Part {
    span: Range<u64>,
    count: usize,
    /// `None` if they are lost.
    hits: Option<Box<[Hit]>>,
}

impl Part {
    fn of(span: Range<u64>, hits: Vec<Hit>) -> Self {
        Self { span, count: hits.len(), hits: Some(hits.into()) }
    }

    fn length(&self) -> u64 {
        self.span.end - self.span.start
    }
}

/// An answer to where the next hit is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Here.
    Hit(Hit),
    /// In this part, the hits of which are no longer kept: look through it again ([`super::find_in`]) and let the tally
    /// learn what comes of it.
    Lost(Range<u64>),
    /// Somewhere has not been looked yet: the search has to go on.
    Unknown,
    /// Nowhere.
    Nowhere,
}

impl Tally {
    /// Nothing is known yet of `span`, bytes of the source. Hits are kept around byte `near`.
    #[must_use]
    pub fn new(span: Range<u64>, near: u64) -> Self {
        let ticks = Ticks::new(span.clone());
        Self { span, parts: Vec::new(), kept: 0, near, ticks }
    }

    /// The reader is at byte `near` now.
    pub fn stay_near(&mut self, near: u64) {
        self.near = near;
    }

    /// Takes in what was found in a part; parts may come in any order, and again.
    pub fn learn(&mut self, found: Found) {
        let Found { span, hits } = found;
        if span.is_empty() {
            return;
        }
        for hit in &hits {
            self.ticks.set(hit.start);
        }
        self.kept += hits.len();
        let place = self.parts.partition_point(|part| part.span.start < span.start);
        self.give_way(place, span.end);
        self.parts.insert(place, Part::of(span, hits));
        while self.kept > MOST_KEPT && self.lose_farthest(place) {}
    }

    /// Takes out what is known of the bytes before `end` in the part of this place and those behind it: it has been
    /// looked through anew.
    fn give_way(&mut self, place: usize, end: u64) {
        while self.parts.get(place).is_some_and(|old| old.span.start < end) {
            let old = self.parts.remove(place);
            let hits = old.hits.unwrap_or_default();
            self.kept -= hits.len();
            if old.span.end > end && old.count == hits.len() {
                let left: Vec<_> = hits.into_iter().filter(|hit| hit.start >= end).collect();
                self.kept += left.len();
                self.parts.insert(place, Part::of(end..old.span.end, left));
                return;
            }
        }
    }

    /// Takes in that the text goes on up to byte `end` now. What stands from byte `from` on may read differently with it,
    /// and has to be looked through once more; until then what was found there counts. Returns from where on that really
    /// is: further up, if the hits around there are lost.
    pub fn grow(&mut self, from: u64, end: u64) -> u64 {
        let from = self.split_at(from.max(self.span.start));
        self.span.end = end.max(self.span.end);
        self.ticks.grow(end);
        self.ticks.clear_behind(from);
        from
    }

    /// Parts what was found at this byte, or in front of the part around it if the hits of that are lost. Returns where.
    fn split_at(&mut self, at: u64) -> u64 {
        let place = self.parts.partition_point(|part| part.span.end <= at);
        let mut at = at;
        if let Some(part) = self.parts.get_mut(place).filter(|part| part.span.start < at) {
            match &part.hits {
                None => at = part.span.start,
                Some(hits) => {
                    let (before, behind) = hits.split_at(hits.partition_point(|hit| hit.start < at));
                    let before = Part::of(part.span.start..at, before.to_vec());
                    let behind = Part::of(at..part.span.end, behind.to_vec());
                    *part = behind;
                    self.parts.insert(place, before);
                }
            }
        }
        self.join_before(at);
        at
    }

    /// Joins the parts that end at this byte as long as that at least doubles them: a text that arrives in a great many
    /// pieces has few parts all the same, and none is copied often.
    fn join_before(&mut self, at: u64) {
        while let Some(last) = self.parts.partition_point(|part| part.span.end <= at).checked_sub(1)
            && let Some([first, second]) = last.checked_sub(1).and_then(|first| self.parts.get(first..=last))
            && first.span.end == second.span.start
            && first.length() <= second.length()
            && first.length() + second.length() <= LARGEST
            && let (Some(before), Some(behind)) = (&first.hits, &second.hits)
        {
            let joined = Part::of(first.span.start..second.span.end, [&**before, &**behind].concat());
            self.parts.splice(last - 1..=last, [joined]);
        }
    }

    /// Forgets the hits that are farthest from the reader, but not those of the part in this place.
    fn lose_farthest(&mut self, spared: usize) -> bool {
        let near = self.near;
        let distance = |part: &Part| part.span.start.saturating_sub(near).max(near.saturating_sub(part.span.end));
        let kept = |(place, part): &(usize, &mut Part)| {
            *place != spared && part.hits.as_ref().is_some_and(|hits| !hits.is_empty())
        };
        let farthest = self.parts.iter_mut().enumerate().filter(kept).max_by_key(|(_, part)| distance(part));
        let Some((_, part)) = farthest else { return false };
        self.kept -= part.hits.take().map_or(0, |hits| hits.len());
        true
    }

    /// How many there are, as far as that is known.
    #[must_use]
    pub fn total(&self) -> usize {
        self.parts.iter().map(|part| part.count).sum()
    }

    /// Whether all has been looked through.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.reaches(self.span.start, 0) == self.span.end
    }

    /// How far it has been looked through without a gap from byte `from`, at which the part in this place may begin.
    fn reaches(&self, from: u64, place: usize) -> u64 {
        self.parts[place..].iter().fold(from, |end, part| if part.span.start == end { part.span.end } else { end })
    }

    /// The first hit that begins behind byte `offset`.
    #[must_use]
    pub fn next_after(&self, offset: u64) -> Answer {
        self.next_from(offset.saturating_add(1))
    }

    /// The first hit that begins at byte `offset` or behind it.
    #[must_use]
    pub fn next_from(&self, offset: u64) -> Answer {
        let mut at = offset.max(self.span.start);
        let first = self.parts.partition_point(|part| part.span.end <= at);
        for part in &self.parts[first..] {
            if part.span.start > at {
                return Answer::Unknown;
            }
            at = part.span.end;
            match &part.hits {
                None => return Answer::Lost(part.span.clone()),
                Some(hits) => {
                    let next = hits.partition_point(|hit| hit.start < offset);
                    if let Some(hit) = hits.get(next) {
                        return Answer::Hit(*hit);
                    }
                }
            }
        }
        if at < self.span.end { Answer::Unknown } else { Answer::Nowhere }
    }

    /// The last hit that begins before byte `offset`.
    #[must_use]
    pub fn previous_before(&self, offset: u64) -> Answer {
        let mut at = offset.min(self.span.end);
        let behind = self.parts.partition_point(|part| part.span.start < at);
        for part in self.parts[..behind].iter().rev() {
            if part.span.end < at {
                return Answer::Unknown;
            }
            at = part.span.start;
            match &part.hits {
                None => return Answer::Lost(part.span.clone()),
                Some(hits) => {
                    let behind = hits.partition_point(|hit| hit.start < offset);
                    if let Some(hit) = behind.checked_sub(1).and_then(|last| hits.get(last)) {
                        return Answer::Hit(*hit);
                    }
                }
            }
        }
        if at > self.span.start { Answer::Unknown } else { Answer::Nowhere }
    }

    /// Which one a hit is, counted from 1; `None` as long as something before it has not been looked through, or if the
    /// hits of its part are lost.
    #[must_use]
    pub fn ordinal(&self, hit: Hit) -> Option<usize> {
        let place = self.parts.iter().position(|part| part.span.contains(&hit.start))?;
        let before = &self.parts[..place];
        let start = self.parts[place].span.start;
        let reached =
            before.iter().fold(self.span.start, |end, part| if part.span.start == end { part.span.end } else { end });
        let hits = self.parts[place].hits.as_ref()?;
        let inside = hits.binary_search(&hit).ok()?;
        (reached == start).then(|| before.iter().map(|part| part.count).sum::<usize>() + inside + 1)
    }

    /// For each of so many rows of a scrollbar whether there is a hit in its part of the text.
    #[must_use]
    pub fn ticks(&self, rows: usize) -> Vec<bool> {
        self.ticks.rows(rows, self.span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(span: Range<u64>, starts: &[u64]) -> Found {
        Found { span, hits: starts.iter().map(|&start| Hit { start, end: start + 1 }).collect() }
    }

    fn hit(start: u64) -> Answer {
        Answer::Hit(Hit { start, end: start + 1 })
    }

    #[test]
    fn what_is_next_is_known_when_everything_up_to_there_is() {
        let mut tally = Tally::new(0..100, 30);
        tally.learn(found(30..60, &[40, 50]));
        assert_eq!(tally.next_from(30), hit(40));
        assert_eq!((tally.next_after(40), tally.next_after(50)), (hit(50), Answer::Unknown));
        assert_eq!((tally.previous_before(45), tally.previous_before(40)), (hit(40), Answer::Unknown));
        assert_eq!(tally.next_from(10), Answer::Unknown);
        assert_eq!(tally.ordinal(Hit { start: 40, end: 41 }), None);
        tally.learn(found(60..100, &[]));
        assert_eq!(tally.next_after(50), Answer::Nowhere);
        assert!(!tally.is_complete());
        tally.learn(found(0..30, &[3]));
        assert!(tally.is_complete());
        assert_eq!(tally.previous_before(40), hit(3));
        assert_eq!(tally.previous_before(3), Answer::Nowhere);
        assert_eq!((tally.ordinal(Hit { start: 50, end: 51 }), tally.total()), (Some(3), 3));
        assert_eq!(
            tally.ticks(10).iter().map(|&tick| u8::from(tick)).collect::<Vec<_>>(),
            [1, 0, 0, 0, 1, 1, 0, 0, 0, 0]
        );
    }

    #[test]
    fn a_text_that_goes_on_is_looked_through_from_where_it_may_read_differently() {
        let mut tally = Tally::new(0..100, 0);
        tally.learn(found(0..100, &[10, 60, 95]));
        assert_eq!(tally.grow(90, 120), 90);
        // What was found there counts until it has been looked through again.
        assert_eq!((tally.total(), tally.is_complete()), (3, false));
        assert_eq!((tally.next_after(60), tally.next_after(95)), (hit(95), Answer::Unknown));
        tally.learn(found(90..97, &[93]));
        assert_eq!((tally.total(), tally.next_after(60)), (3, hit(93)));
        tally.learn(found(97..120, &[110, 115]));
        assert!(tally.is_complete());
        assert_eq!((tally.total(), tally.next_after(93)), (5, hit(110)));
        assert_eq!(tally.ordinal(Hit { start: 115, end: 116 }), Some(5));
        let ticks: Vec<u8> = tally.ticks(12).into_iter().map(u8::from).collect();
        assert_eq!(ticks, [0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1]);
    }

    #[test]
    fn a_text_that_arrives_in_many_pieces_has_few_parts() {
        let mut tally = Tally::new(0..0, 0);
        for piece in 0..5_000 {
            let from = tally.grow((piece * 10_u64).saturating_sub(5), piece * 10 + 10);
            let starts: Vec<_> = (0..=piece).map(|piece| piece * 10 + 7).filter(|start| *start >= from).collect();
            tally.learn(found(from..piece * 10 + 10, &starts));
        }
        assert!(tally.is_complete() && tally.parts.len() < 40, "{}", tally.parts.len());
        assert_eq!((tally.total(), tally.kept), (5_000, 5_000));
        assert_eq!(tally.ordinal(Hit { start: 30_007, end: 30_008 }), Some(3_001));
    }

    #[test]
    fn where_hits_are_lost_it_is_looked_through_from_their_part_on() {
        let mut tally = Tally::new(0..100, 0);
        tally.learn(found(0..50, &[1]));
        tally.learn(found(50..100, &[60]));
        tally.parts[1].hits = None;
        tally.kept -= 1;
        assert_eq!(tally.grow(80, 200), 50);
        tally.learn(found(50..200, &[60, 150]));
        assert_eq!((tally.total(), tally.kept, tally.is_complete()), (3, 3, true));
    }

    #[test]
    fn hits_far_away_are_lost_and_found_again() {
        let size = 50_000;
        let part = |place: u64| {
            let start = place * size;
            found(start..start + size, &(start..start + size).collect::<Vec<_>>())
        };
        let mut tally = Tally::new(0..10 * size, 0);
        (0..10).for_each(|place| tally.learn(part(place)));
        assert!(tally.is_complete() && tally.kept <= MOST_KEPT);
        assert_eq!(tally.total(), 500_000);
        assert_eq!(tally.next_from(5), hit(5));
        let Answer::Lost(lost) = tally.next_from(8 * size + 7) else { panic!() };
        tally.stay_near(8 * size);
        tally.learn(part(lost.start / size));
        assert_eq!(tally.next_from(8 * size + 7), hit(8 * size + 7));
        assert_eq!(tally.ordinal(Hit { start: 8 * size, end: 8 * size + 1 }), Some(400_001));
        assert_eq!(tally.total(), 500_000);
    }
}
