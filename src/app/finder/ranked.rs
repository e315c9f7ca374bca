//! The things of a list that fit what is typed, the best first.
//!
//! They are looked at a slice at a time, and every time from the first one on: what a letter more makes of them takes no
//! longer than opening does. The order is total, so that what comes in later is put between and changes nothing else. Of
//! very many the best are kept, and the others counted.

use std::cmp::Reverse;
use std::ops::Range;

use super::fuzzy::Fuzzy;
use super::list::Progress;

/// How much is looked at at once: letters that are compared with letters, some nanoseconds each.
const SLICE: usize = 500_000;
/// What looking at a thing takes, whatever its length, in the same measure.
const EACH: usize = 100;
/// How many of the best are kept: nobody goes through more by hand.
const MOST: usize = 20_000;

/// How well a thing fits: the best, then the shortest, then the nearest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// How well its text fits.
    pub score: Reverse<u32>,
    /// How long it is.
    pub length: u32,
    /// How far away it is.
    pub distance: u32,
}

/// The things that fit, the best first.
#[derive(Default)]
pub struct Ranked {
    fuzzy: Fuzzy,
    /// The best, each with its number in the order of the list.
    best: Vec<(Rank, u32)>,
    /// How many fit.
    count: usize,
    /// How many have been looked at.
    looked: usize,
}

impl Ranked {
    /// Takes in what is typed now, and begins anew.
    pub fn narrow(&mut self, typed: &str) {
        self.fuzzy.narrow(typed);
        self.best.clear();
        (self.count, self.looked) = (0, 0);
    }

    /// Whether there is anything to fit.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.fuzzy.words() > 0
    }

    /// How many fit, as far as they have been looked at.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// How many can be gone through.
    #[must_use]
    pub fn len(&self) -> usize {
        self.best.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.best.is_empty()
    }

    /// The number of a thing in the order of the list, by its place among those that fit.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<usize> {
        self.best.get(place).map(|(_, number)| *number as usize)
    }

    /// The bytes of a text in which what is typed was found.
    #[must_use]
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        self.fuzzy.places(text)
    }

    /// Looks at more of so many things. `rank` says how well one fits, and how many bytes it looked at for that. `kept` is
    /// a place, and is moved with what stands there.
    pub fn go_on(
        &mut self,
        total: usize,
        kept: &mut usize,
        mut rank: impl FnMut(&mut Fuzzy, usize) -> (Option<Rank>, usize),
    ) -> Progress {
        let mut left = SLICE;
        let mut found = Vec::new();
        while self.looked < total && left > 0 {
            let (rank, bytes) = rank(&mut self.fuzzy, self.looked);
            left = left.saturating_sub(EACH + bytes.saturating_mul(self.fuzzy.letters()));
            found.extend(rank.zip(u32::try_from(self.looked).ok()));
            self.looked += 1;
        }
        self.count += found.len();
        self.merge(found, kept);
        if self.looked < total { Progress::More } else { Progress::Through }
    }

    fn merge(&mut self, mut found: Vec<(Rank, u32)>, kept: &mut usize) {
        found.sort_unstable();
        if let Some(at) = self.best.get(*kept) {
            *kept += found.partition_point(|other| other < at);
        }
        // Both are in order: this takes one pass.
        self.best.append(&mut found);
        self.best.sort();
        self.best.truncate(MOST);
        *kept = (*kept).min(MOST);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rank(fuzzy: &mut Fuzzy, text: &str, number: usize) -> (Option<Rank>, usize) {
        let score = fuzzy.score(text);
        let rank = |score| Rank {
            score: Reverse(score),
            length: u32::try_from(text.len()).unwrap(),
            distance: u32::try_from(number.abs_diff(2)).unwrap(),
        };
        // As if every text were so long that few fit into a slice.
        (score.map(rank), SLICE / 7)
    }

    fn all<'a>(typed: &str, texts: &[&'a str]) -> Vec<&'a str> {
        let (mut ranked, mut kept) = (Ranked::default(), 0);
        ranked.narrow(typed);
        while ranked.go_on(texts.len(), &mut kept, |fuzzy, number| rank(fuzzy, texts[number], number)) == Progress::More
        {
        }
        assert_eq!(ranked.count(), ranked.len());
        (0..ranked.len()).map(|place| texts[ranked.get(place).unwrap()]).collect()
    }

    #[test]
    fn the_best_come_first_then_the_shortest_then_the_nearest() {
        let texts = ["a metal of note", "metal working", "metal", "me and tall", "wood", "metal works", "METAL"];
        assert_eq!(
            all("metal", &texts),
            ["metal", "METAL", "metal works", "metal working", "a metal of note", "me and tall"]
        );
    }

    proptest! {
        #[test]
        fn slices_find_what_one_look_finds_and_what_is_chosen_stays(
            texts in prop::collection::vec("[abc ]{0,6}", 0..40), typed in "[abc]{1,2}", chosen in 0_usize..9,
        ) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let (mut ranked, mut kept) = (Ranked::default(), chosen);
            ranked.narrow(&typed);
            let mut order: Vec<usize> = Vec::new();
            loop {
                let before = ranked.get(kept);
                let progress = ranked.go_on(texts.len(), &mut kept, |fuzzy, number| rank(fuzzy, texts[number], number));
                prop_assert!(before.is_none() || ranked.get(kept) == before);
                let now: Vec<usize> = (0..ranked.len()).filter_map(|place| ranked.get(place)).collect();
                let still: Vec<usize> = now.iter().copied().filter(|number| order.contains(number)).collect();
                prop_assert_eq!(&still, &order, "what is there keeps its order");
                order = now;
                if progress == Progress::Through {
                    break;
                }
            }
            let mut fuzzy = Fuzzy::default();
            fuzzy.narrow(&typed);
            let mut expected: Vec<_> =
                (0..texts.len()).filter_map(|number| Some((rank(&mut fuzzy, texts[number], number).0?, number))).collect();
            expected.sort_unstable();
            prop_assert_eq!(order, expected.into_iter().map(|(_, number)| number).collect::<Vec<_>>());
        }
    }

    #[test]
    fn of_very_many_the_best_are_kept_and_all_counted() {
        let (mut ranked, mut kept) = (Ranked::default(), 0);
        ranked.narrow("a");
        let total = 3 * MOST;
        let rank = |_: &mut Fuzzy, number: usize| {
            let distance = u32::try_from(total - number).unwrap();
            (Some(Rank { score: Reverse(1), length: 1, distance }), 1)
        };
        while ranked.go_on(total, &mut kept, rank) == Progress::More {}
        assert_eq!((ranked.count(), ranked.len(), ranked.get(0)), (total, MOST, Some(total - 1)));
    }
}
