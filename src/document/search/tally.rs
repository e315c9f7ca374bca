//! What a search has found so far: how many, which one is next, where they lie. Bounded, however many there are.
//!
//! Each part that has been looked through is remembered with its count. The hits themselves are kept near the reader;
//! those of a part farther away are [lost](Answer::Lost) where there are too many, and found again when they are asked for.

use std::ops::Range;

use super::Hit;
use super::walk::Found;

/// How many hits are kept: 2 MB of them.
const MOST_KEPT: usize = 128 * 1024;
/// How many places there are for ticks.
const TICKS: usize = 4096;

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
    ticks: Box<[u64; TICKS / 64]>,
}

#[derive(Debug, Clone)]
struct Part {
    span: Range<u64>,
    count: usize,
    /// `None` if they are lost.
    hits: Option<Box<[Hit]>>,
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
        Self { span, parts: Vec::new(), kept: 0, near, ticks: Box::new([0; TICKS / 64]) }
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
            let tick = self.tick(hit.start);
            self.ticks[tick / 64] |= 1 << (tick % 64);
        }
        self.kept += hits.len();
        let place = self.parts.partition_point(|part| part.span.start < span.start);
        let part = Part { span: span.clone(), count: hits.len(), hits: Some(hits.into()) };
        match self.parts.get_mut(place).filter(|known| known.span == span) {
            Some(known) => {
                self.kept -= known.hits.as_ref().map_or(0, |hits| hits.len());
                *known = part;
            }
            None => self.parts.insert(place, part),
        }
        while self.kept > MOST_KEPT && self.lose_farthest(place) {}
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
        let mut shown = vec![false; rows];
        for tick in (0..TICKS).filter(|tick| self.ticks[tick / 64] & (1 << (tick % 64)) != 0) {
            if let Some(row) = shown.get_mut((2 * tick + 1) * rows / (2 * TICKS)) {
                *row = true;
            }
        }
        shown
    }

    /// The place of a tick for byte `at`.
    fn tick(&self, at: u64) -> usize {
        let length = u128::from(self.span.end.saturating_sub(self.span.start).max(1));
        let place = u128::from(at.saturating_sub(self.span.start)) * TICKS as u128 / length;
        usize::try_from(place).unwrap_or(TICKS).min(TICKS - 1)
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
