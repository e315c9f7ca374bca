//! Marks: a letter or a digit for a place. Those with an upper-case letter are found from every document.

use std::sync::Arc;

use crate::layout::Line;
use crate::library::{Origin, PREFACE};
use crate::text::sanitize::Safe;

use crate::app::action::Action;
use crate::app::event::{DocumentId, Effect, LoadRequest, Loaded, Permission};
use crate::app::keymap::LETTER;
use crate::app::memory::{DocumentName, Mark, What, is_far};
use crate::app::reader::start::Start;
use crate::app::reader::viewport::Anchor;
use crate::app::reader::{Arrival, PageLine};
use crate::app::state::{App, Mode};

/// How much of the words at a mark is remembered, in bytes.
const LONGEST_WORDS: usize = 120;
/// How much of the path of sections to a mark is remembered, in bytes.
const LONGEST_PATH: usize = 200;

impl App {
    /// What an action does that a letter was typed for.
    pub(in crate::app) fn act_on_letter(&mut self, action: Action, letter: char) -> Vec<Effect> {
        match (&self.mode, action) {
            (Mode::Reading | Mode::Contents, Action::SetMark) => self.set_mark(letter).into_iter().collect(),
            (Mode::Reading | Mode::Contents, Action::GoToMark) => self.go_to_mark(letter),
            (Mode::Apart(_), _) => {
                self.say("Marks are for documents, not for this page.");
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    fn set_mark(&mut self, letter: char) -> Option<Effect> {
        let Some(mark) = self.mark_of_this_place() else {
            self.say("There is nothing here yet that could be marked.");
            return None;
        };
        let back = self.keymap.key_for(Action::GoToMark).unwrap_or_default().replace(LETTER, &letter.to_string());
        match self.mark(letter).filter(|known| known.place.landmark != mark.place.landmark) {
            Some(known) => {
                let said = format!("Mark {letter} is here now; it was at “{}”.", known.words);
                self.say(&said);
            }
            None => self.say(&format!("Mark {letter} is here; {back} comes back to it.")),
        }
        Some(self.remember(self.name_of(self.current), What::Marked(letter, mark)))
    }

    /// A mark with a letter, of this document or of all.
    pub(in crate::app) fn mark(&self, letter: char) -> Option<&Mark> {
        if is_far(letter) {
            return self.memory.far_marks().get(&letter).map(|far| &far.mark);
        }
        self.memory.of(&self.name_of(self.current))?.marks.get(&letter)
    }

    /// What a document that is open is remembered by.
    pub(in crate::app) fn name_of(&self, id: DocumentId) -> DocumentName {
        let origin = self.readers.get(id.0).map_or(&Origin::Bundled, |reader| reader.origin());
        DocumentName::new(id, origin)
    }

    fn mark_of_this_place(&self) -> Option<Mark> {
        let reader = self.reader();
        let place = reader.kept()?;
        let lines = reader.page().iter().filter_map(PageLine::line);
        let words = lines.map(Line::text).find(|text| text.contains(char::is_alphanumeric)).unwrap_or_default();
        let path: Vec<_> = reader.document().path_at(place.landmark.offset).iter().map(ToString::to_string).collect();
        Some(Mark {
            words: Safe::new(words.trim()).slice(0..LONGEST_WORDS),
            section: Safe::new(&path.join(" › ")).slice(0..LONGEST_PATH),
            place,
            when: self.memory.now(),
        })
    }

    /// Goes to a mark.
    pub(in crate::app) fn go_to_mark(&mut self, letter: char) -> Vec<Effect> {
        let Some(place) = self.mark(letter).map(|mark| mark.place.clone()) else {
            let said = if is_far(letter) {
                format!("There is no mark {letter}.")
            } else {
                format!("There is no mark {letter} in this document.")
            };
            self.say(&said);
            return Vec::new();
        };
        let far = self.memory.far_marks().get(&letter).map(|far| far.name.clone());
        let name = far.filter(|_| is_far(letter)).unwrap_or_else(|| self.name_of(self.current));
        self.mode = Mode::Reading;
        if name == self.name_of(self.current) {
            let offset = self.locate(&place);
            if self.jump(|reader| reader.go_unfolded(Anchor { offset, rows: place.rows })) == Arrival::Nowhere {
                self.say("There is nothing here yet.");
            }
            return Vec::new();
        }
        self.open_remembered(&name, Start::Kept(Box::new(place)))
    }

    /// Opens a document that is remembered, or goes to it if it is open.
    pub(in crate::app) fn open_remembered(&mut self, name: &DocumentName, start: Start) -> Vec<Effect> {
        let open = (0..self.readers.len()).map(DocumentId).find(|id| self.name_of(*id) == *name);
        match (open, name) {
            (Some(id), _) => {
                let here = self.here();
                self.leave(here);
                self.mode = Mode::Reading;
                self.switch(id);
                if start == Start::Left { Vec::new() } else { self.start_at(start) }
            }
            (None, DocumentName::File(path)) => {
                self.loading = Some((path.clone(), start));
                vec![Effect::Load(LoadRequest { path: path.clone(), anchor: None, permission: Permission::Named })]
            }
            (None, DocumentName::BuiltIn) => {
                let source = Arc::new(PREFACE.as_bytes());
                let here = self.here();
                self.leave(here);
                self.mode = Mode::Reading;
                let mut effects = self.add(Loaded { source, origin: Origin::Bundled, reached: None, note: None });
                effects.extend(self.start_at(start));
                effects
            }
            (None, DocumentName::Stream(_)) => {
                self.say("That stream is gone.");
                Vec::new()
            }
        }
    }
}
