//! Measurements of the same thing, and taking them in turn.
//!
//! Wall time on a busy machine is noise, and a ratio within one run is not: whatever slows one program down slows its
//! neighbours in the same round.

use std::time::Duration;

/// Measurements of the same thing, in milliseconds, in the order in which they were taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Series(Vec<f64>);

impl Series {
    pub(crate) fn push(&mut self, taken: Duration) {
        self.0.push(taken.as_secs_f64() * 1000.0);
    }

    pub(crate) fn median(&self) -> f64 {
        self.quantile(50)
    }

    pub(crate) fn least(&self) -> f64 {
        self.quantile(0)
    }

    /// Of those that were taken in the same rounds as the other's, how many times as long the one in the middle took.
    pub(crate) fn ratio(&self, other: &Self) -> f64 {
        Self(self.0.iter().zip(&other.0).map(|(one, other)| one / other).collect()).median()
    }

    /// The one below which so many percent are.
    pub(crate) fn quantile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        let place = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
        sorted.get(place).copied().unwrap_or(f64::NAN)
    }
}

/// Something that is measured in turn with others.
pub(crate) struct Entrant<'a> {
    /// In how many rounds at most it takes part: some take seconds.
    pub(crate) most: usize,
    /// Takes one measurement.
    pub(crate) run: Box<dyn FnMut() -> Duration + 'a>,
}

/// So many rounds in each of which everybody is measured once, and one before that warms up.
pub(crate) fn race(rounds: usize, mut entrants: Vec<Entrant<'_>>) -> Vec<Series> {
    let mut all = vec![Series::default(); entrants.len()];
    for round in 0..=rounds {
        for (entrant, series) in entrants.iter_mut().zip(&mut all) {
            if round > entrant.most {
                continue;
            }
            let taken = (entrant.run)();
            if round > 0 {
                series.push(taken);
            }
        }
    }
    all
}
