//! Search in the text as it reads, whatever its size.
//!
//! ```text
//! what is typed ── Pattern ──┐
//! bytes of a part ── sieve ──┼──▶ chunks that may have it ── parse ──▶ Words ──▶ hits       Search, step by step
//! Known: chunks, references ─┘                                                   └──▶ Tally: n of m, next, ticks
//! ```
//!
//! The walk is pure and needs no index: a thread steps it in the program, a loop in a test. Several threads may look
//! through different parts of the same document, each with [`find_in`]. Which cells of a page show a hit is said in
//! [`crate::layout::marks`].

mod follow;
mod formulas;
mod known;
mod links;
mod pattern;
mod plain;
pub(super) mod seam;
mod sieve;
mod tally;
mod ticks;
mod walk;

pub use known::Known;
pub use links::{FoundLink, FoundLinks, links_in};
pub use pattern::{Pattern, PatternError, Syntax};
pub use tally::{Answer, Tally};
pub use walk::{Found, Search, Walk, cut_at, find_in};

/// Where something stands that was looked for: bytes of the source, from the first character to the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hit {
    /// The first byte.
    pub start: u64,
    /// The byte behind the last one.
    pub end: u64,
}
