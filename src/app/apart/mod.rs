//! What is shown apart from the document, in a reader of its own: it scrolls, folds, pans and follows links like the
//! document, and leaves the document's page as it was.
//!
//! Each kind of it has a file: how it is made, and what is special about it.

pub mod help;

use super::reader::Reader;
use super::state::{App, Mode};

/// A page apart from the document.
pub struct Apart {
    pub(super) reader: Reader,
    what: What,
}

/// What a page apart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The keys.
    Help,
}

impl Apart {
    /// A page that shows this.
    #[must_use]
    pub fn new(reader: Reader, what: What) -> Self {
        Self { reader, what }
    }

    /// Its text, and how far it is read.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What it shows.
    #[must_use]
    pub fn what(&self) -> &What {
        &self.what
    }
}

impl App {
    /// What is shown apart from the document, if anything is.
    #[must_use]
    pub fn apart(&self) -> Option<&Apart> {
        match self.mode.page() {
            Mode::Apart(apart) => Some(apart),
            _ => None,
        }
    }

    pub(super) fn apart_mut(&mut self) -> Option<&mut Apart> {
        match self.mode.page_mut() {
            Mode::Apart(apart) => Some(apart),
            _ => None,
        }
    }

    /// Whether the help is open.
    pub(super) fn is_helping(&self) -> bool {
        self.apart().is_some_and(|apart| apart.what == What::Help)
    }

    /// What the keys move: what is shown apart, else the document.
    #[must_use]
    pub fn shown(&self) -> &Reader {
        self.apart().map_or_else(|| self.reader(), Apart::reader)
    }

    pub(super) fn shown_mut(&mut self) -> &mut Reader {
        match self.mode.page_mut() {
            Mode::Apart(apart) => &mut apart.reader,
            _ => &mut self.readers[self.current.0],
        }
    }
}
