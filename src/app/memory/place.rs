//! A place that outlives the run of the program, and what a document is called there.

use std::path::PathBuf;

use crate::app::event::DocumentId;
use crate::document::Landmark;
use crate::library::Origin;
use crate::text::sanitize::Safe;

/// A point in time, in milliseconds since 1970 began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment(pub u64);

/// What a document is remembered by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentName {
    /// The preface that is built in.
    BuiltIn,
    /// A file, by its canonical path.
    File(PathBuf),
    /// A stream, which is gone with the run of the program; or what nobody wants to come back to.
    Stream(DocumentId),
}

impl DocumentName {
    /// What the document with this number and origin is remembered by.
    #[must_use]
    pub fn new(id: DocumentId, origin: &Origin) -> Self {
        match origin {
            Origin::Bundled => Self::BuiltIn,
            Origin::File(path) => Self::File(path.clone()),
            Origin::Stream { .. } | Origin::Licences => Self::Stream(id),
        }
    }

    /// Whether another run of the program can find the document.
    #[must_use]
    pub fn outlives_the_run(&self) -> bool {
        !matches!(self, Self::Stream(_))
    }
}

/// A place in a document, to be found again in another version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Where it is, and the words around it.
    pub landmark: Landmark,
    /// How many rows below (above, if negative) the line of that place the top of the page is.
    pub rows: i32,
}

/// A place that the reader has given a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub place: Kept,
    /// The first words there.
    pub words: Safe,
    /// The path of sections to it; empty above the first heading.
    pub section: Safe,
    /// When it was set.
    pub when: Moment,
}
