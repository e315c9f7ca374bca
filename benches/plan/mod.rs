//! What was asked for on the command line.

use crate::series::Series;

/// How much is measured.
pub(crate) struct Plan {
    /// In how many rounds.
    pub(crate) rounds: usize,
    /// On documents of up to so many bytes.
    pub(crate) largest: usize,
    /// Whether a bound that is missed is a failure.
    pub(crate) check: bool,
}

/// The sizes of the documents.
pub(crate) const SIZES: [(&str, usize); 5] =
    [("3 KB", 3 << 10), ("1 MB", 1 << 20), ("10 MB", 10 << 20), ("100 MB", 100 << 20), ("1 GB", 1 << 30)];

impl Plan {
    /// Reads the arguments: a number is one of rounds, a number with `K`, `M` or `G` behind it is a size.
    pub(crate) fn read(arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut plan = Self { rounds: 11, largest: 1 << 30, check: false };
        for argument in arguments {
            let unit = match argument.chars().last() {
                Some('K') => 10,
                Some('M') => 20,
                Some('G') => 30,
                _ => 0,
            };
            match (argument.as_str(), argument.trim_end_matches(['K', 'M', 'G']).parse::<usize>()) {
                // What cargo says to every bench.
                ("--bench", _) => {}
                ("--check", _) => plan.check = true,
                (_, Ok(number)) if unit == 0 => plan.rounds = number.max(1),
                (_, Ok(number)) => plan.largest = (number << unit).max(3 << 10),
                _ => return Err(format!("{argument}: expected a number of rounds, a size as 10M, or --check")),
            }
        }
        Ok(plan)
    }
}

/// The median, and the least in brackets.
pub(crate) fn median(series: &Series) -> String {
    format!("{:.2} ms ({:.2})", series.median(), series.least())
}

/// The median and the 95th percentile.
pub(crate) fn tail(series: &Series) -> String {
    format!("{:.2} ms, p95 {:.2} ms", series.median(), series.quantile(95))
}
