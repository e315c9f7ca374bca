//! What the indexer hands over: one chunk and what is defined in it.

use crate::markdown::continuation::Continuation;
use crate::markdown::references::Destination;

/// A step of the index. Offsets are bytes of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// Where the chunk begins; it ends where the next one begins.
    pub start: u64,
    /// Where the chunk ends.
    pub end: u64,
    /// What the chunk goes on with.
    pub continuation: Continuation,
    /// Whether there may be links in it.
    pub links: bool,
    /// How many of its bytes were not UTF-8.
    pub invalid: usize,
    /// Its headings.
    pub headings: Vec<FoundHeading>,
    /// Its link definitions: label and what it stands for.
    pub definitions: Vec<(Box<str>, Destination)>,
    /// The labels of its footnotes.
    pub footnotes: Vec<Box<str>>,
    /// Whether it is the last one.
    pub last: bool,
}

/// A heading that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundHeading {
    /// 1 to 6.
    pub level: u8,
    /// Its text.
    pub title: String,
    /// The explicit id.
    pub id: Option<Box<str>>,
    /// Where it begins.
    pub offset: u64,
    /// Whether it stands inside of a quote or a list.
    pub nested: bool,
}
