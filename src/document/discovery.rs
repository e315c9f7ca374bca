//! What the indexer hands over: one chunk and what is defined in it.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::markdown::block::Parsed;
use crate::markdown::continuation::Continuation;
use crate::markdown::references::Destination;
use crate::text::sanitize::Safe;

/// An anchor, by the hash of its name: a document may have a million headings, and their names need not be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnchorHash(u64);

impl AnchorHash {
    /// The hash of a name.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        Self(hasher.finish())
    }
}

/// A step of the index. Offsets are bytes of the source.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovery {
    /// Where the chunk begins; it ends where the next one begins.
    pub start: u64,
    /// Where the chunk ends.
    pub end: u64,
    /// What the chunk goes on with.
    pub continuation: Continuation,
    /// What the chunk behind it goes on with.
    pub goes_on: Continuation,
    /// Whether there may be links in it.
    pub links: bool,
    /// How many of its bytes were not UTF-8.
    pub invalid: usize,
    /// Its headings.
    pub headings: Vec<FoundHeading>,
    /// The anchors that HTML sets in it, and the bytes of the source that they lead to.
    pub anchors: Vec<(AnchorHash, u64)>,
    /// Its link definitions whose labels were not defined before: label and what it stands for.
    pub definitions: Vec<(Box<str>, Destination)>,
    /// Its footnotes whose labels were not defined before: label and where it begins.
    pub footnotes: Vec<(Box<str>, u64)>,
    /// What refers to footnotes that were not mentioned before, or would if they were there: label and where it stands.
    pub mentions: Vec<(Box<str>, u64)>,
    /// What it says, if the indexer was asked for that and could tell; it may want labels that are not its own.
    pub parsed: Option<Box<Parsed>>,
    /// Whether it is the last one.
    pub last: bool,
}

/// A heading that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundHeading {
    /// 1 to 6.
    pub level: u8,
    /// Its text.
    pub title: Safe,
    /// Its anchor as GitHub makes it, numbered if it is a duplicate.
    pub anchor: AnchorHash,
    /// The explicit id.
    pub id: Option<AnchorHash>,
    /// Where it begins.
    pub offset: u64,
    /// Whether it stands inside of a quote or a list.
    pub nested: bool,
    /// The labels in it that were not defined before it.
    pub wants: Vec<Box<str>>,
}
