//! What is to be remembered, one thing at a time.

use crate::text::sanitize::Safe;

use super::place::{DocumentName, Kept, Mark};

/// Something to be remembered of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Which document.
    pub name: DocumentName,
    /// Its title, or what stands for it.
    pub title: Safe,
    /// What is to be remembered.
    pub what: What,
}

/// What is to be remembered of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Where it was left.
    Left(Kept),
    /// A mark; when it was set is said by whoever takes the note in.
    Marked(char, Mark),
    /// A mark that is taken away.
    Unmarked(char),
}
