//! Where the reading of a document begins, and what is noted of where it was left.
//!
//! What the reader says wins: the beginning, a section, a line. Without a word a document that was named or chosen opens
//! where it was left; one that a link leads to opens where the link leads.

use std::sync::Arc;

use crate::document::Landmark;
use crate::document::outline::SectionId;
use crate::library::Origin;
use crate::text::sanitize::Safe;

use crate::app::action::Action;
use crate::app::event::{DocumentId, Effect, Loaded};
use crate::app::memory::{DocumentName, Kept, Memory, Note, What};
use crate::app::reader::viewport::Anchor;
use crate::app::reader::{Arrival, Goal, Reader};
use crate::app::source_line::SourceLine;
use crate::app::state::App;

/// How much of a title is remembered, in bytes.
const LONGEST_TITLE: usize = 200;

/// What the program begins with.
pub struct Opening {
    /// The document.
    pub first: Loaded,
    /// Where it begins.
    pub start: Start,
    /// What is remembered from other runs.
    pub memory: Memory,
}

impl From<Loaded> for Opening {
    /// A document by itself, with nothing remembered.
    fn from(first: Loaded) -> Self {
        Self { first, start: Start::Left, memory: Memory::default() }
    }
}

/// Where the reading of a document begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// Where it was left; at its beginning, if it never was.
    Left,
    /// At its beginning.
    Top,
    /// At a section or another anchor.
    Anchor(String),
    /// At a line of the source.
    Line(SourceLine),
    /// At a place that was kept.
    Kept(Box<Kept>),
}

impl App {
    /// Begins to read the document that has just become the one that is read.
    pub(in crate::app) fn start_at(&mut self, start: Start) -> Vec<Effect> {
        match start {
            Start::Left => self.resume(),
            Start::Top => {
                self.fit();
                self.reader_mut().top();
            }
            Start::Anchor(name) => {
                self.fit();
                if self.reader_mut().pursue(Goal::Anchor(name.clone())) == Arrival::Nowhere {
                    self.say(&format!("There is no heading “{name}” in this document."));
                }
            }
            Start::Line(wanted) => {
                self.fit();
                return self.look_for_line(wanted);
            }
            Start::Kept(place) => {
                self.fit();
                let offset = self.locate(&place);
                self.reader_mut().go_unfolded(Anchor { offset, rows: place.rows });
            }
        }
        Vec::new()
    }

    /// Where a place that was kept is now; says so if its words are not there any more.
    pub(in crate::app) fn locate(&mut self, place: &Kept) -> u64 {
        let source = Arc::clone(self.reader().document().source());
        place.landmark.seek(&*source).unwrap_or_else(|| {
            self.say("The words that were marked are gone; this is where they were.");
            place.landmark.otherwise(&*source)
        })
    }

    /// Goes to where the document was left.
    fn resume(&mut self) {
        let name = DocumentName::new(self.current, self.reader().origin());
        let Some(place) = self.memory.of(&name).and_then(|document| document.left.clone()) else { return };
        self.fit();
        let reader = self.reader_mut();
        // Of another text that has taken its place, no part is where it was left.
        let Some(offset) = place.landmark.seek(&**reader.document().source()) else { return };
        if reader.go_unfolded(Anchor { offset, rows: place.rows }) == Arrival::There && !reader.is_at_top() {
            let key = self.keymap.key_for(Action::Top).unwrap_or_default();
            let said = self.message.take().map(|message| format!("{} ", message.text)).unwrap_or_default();
            self.say(&format!("{said}Back where you left off; {key} goes to the beginning."));
        }
    }

    /// What is to be remembered of the documents and is not noted yet: where each is, the one that is read last.
    pub fn notes(&mut self) -> Vec<Note> {
        let others = (0..self.readers.len()).map(DocumentId).filter(|id| *id != self.current);
        let ids: Vec<_> = others.chain([self.current]).collect();
        let notes: Vec<_> = ids.into_iter().filter_map(|id| self.note_of(id)).collect();
        for note in &notes {
            self.memory.apply(note, self.memory.now());
        }
        notes
    }

    fn note_of(&mut self, id: DocumentId) -> Option<Note> {
        let reader = self.readers.get_mut(id.0)?;
        let name = DocumentName::new(id, reader.origin());
        let anchor = reader.anchor();
        if !name.outlives_the_run() || reader.noted == Some(anchor) {
            return None;
        }
        let place = reader.place_to_resume()?;
        reader.noted = Some(anchor);
        Some(Note { title: reader.name_to_remember(), name, what: What::Left(place) })
    }

    /// A note about a document, taken in here and to be taken in by the state file.
    pub(in crate::app) fn remember(&mut self, name: DocumentName, what: What) -> Effect {
        let note = Note { name, title: self.reader().name_to_remember(), what };
        self.memory.apply(&note, self.memory.now());
        Effect::Remember(vec![note])
    }
}

impl Reader {
    /// Goes to a place that was remembered, whatever hides it.
    pub(in crate::app) fn go_unfolded(&mut self, anchor: Anchor) -> Arrival {
        let span = self.document.span();
        let offset = anchor.offset.clamp(span.start, span.end.max(span.start));
        self.unfold(offset);
        self.go(Anchor { offset, ..anchor })
    }

    /// What is on top of the page, to be found again; `None` as long as nothing is.
    pub(in crate::app) fn kept(&self) -> Option<Kept> {
        let Anchor { offset, rows } = self.anchor();
        if self.page.is_empty() {
            return None;
        }
        // The file may be gone by now, or say something else.
        let landmark = if self.landmark.offset == offset && !self.landmark.is_blank() {
            self.landmark.shortened()
        } else {
            Landmark::read(&**self.document.source(), offset).shortened()
        };
        Some(Kept { landmark, rows })
    }

    /// Where the document is to be opened the next time. The preface that is built in has been read when its end was on
    /// the screen, and begins anew.
    fn place_to_resume(&self) -> Option<Kept> {
        let place = self.kept()?;
        let begins_anew = matches!(self.origin(), Origin::Bundled) && self.percent() == 100;
        let start = self.document.span().start;
        Some(if begins_anew {
            Kept { landmark: Landmark::read(&**self.document.source(), start).shortened(), rows: 0 }
        } else {
            place
        })
    }

    /// The title, else the first heading, else the name of the file, at most so long.
    pub(in crate::app) fn name_to_remember(&self) -> Safe {
        let outline = self.document.outline();
        let heading = || outline.title(SectionId(0)).map(Safe::new).filter(|title| !title.trim().is_empty());
        let title = self.title().cloned().or_else(heading).unwrap_or_else(|| Safe::new(&self.origin().name()));
        title.slice(0..LONGEST_TITLE)
    }
}
