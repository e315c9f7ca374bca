//! What the indexer hands over: one chunk and what is defined in it.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use crate::markdown::continuation::Continuation;
use crate::markdown::references::Destination;
use crate::markdown::sketch::Draft;
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

    /// The part that is looked for, and one that confirms.
    pub(super) fn parts(self) -> (u32, u16) {
        // What is cut off is left out on purpose.
        ((self.0 & 0xFFFF_FFFF) as u32, (self.0 >> 32 & 0xFFFF) as u16)
    }

    /// A hash of these parts and no more.
    pub(super) fn from_parts(low: u32, confirming: u16) -> Self {
        Self(u64::from(confirming) << 32 | u64::from(low))
    }

    /// As much of it as its parts hold.
    pub(super) fn short(self) -> Self {
        let (low, confirming) = self.parts();
        Self::from_parts(low, confirming)
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
    /// Whether anything of it may show: definitions and comments don't.
    pub shows: bool,
    /// How many of its bytes were not UTF-8.
    pub invalid: usize,
    /// Its headings.
    pub headings: Vec<FoundHeading>,
    /// The anchors that HTML sets in it, and the bytes of the source that they lead to.
    pub anchors: Vec<(AnchorHash, u64)>,
    /// Its link definitions whose labels were not defined before: the folded label and what it stands for.
    pub definitions: Vec<(Arc<str>, Destination)>,
    /// Its footnotes whose labels were not defined before: label and where it begins.
    pub footnotes: Vec<(Box<str>, u64)>,
    /// What refers to footnotes that were not mentioned before, or would if they were there: label and where it stands.
    pub mentions: Vec<(Box<str>, u64)>,
    /// What it says, if the indexer was asked for that and could tell.
    pub draft: Option<Box<Draft>>,
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
    /// Its anchor as GitHub makes it, before duplicates are numbered.
    pub slug: AnchorHash,
    /// The explicit id.
    pub id: Option<AnchorHash>,
    /// Where it begins.
    pub offset: u64,
    /// Whether it stands inside of a quote or a list.
    pub nested: bool,
    /// The labels in it that were not defined before it.
    pub wants: Vec<Box<str>>,
}
