//! What is remembered from one run to the next: where each document was left, when, and its marks.
//!
//! ```text
//! state file ──▶ Memory, as the program starts          (the runtime reads it)
//! App ── leaves a document, sets a mark ──▶ Note ──▶ applied to the Memory here, and to that of the state file
//! ```
//!
//! Only notes go out, never the whole memory: several readers at once lose nothing of each other's. When a note was
//! taken is for the runtime to say; there is no clock here. Streams have marks until the program ends, and nothing else.

pub(super) mod marking;

mod note;
mod place;

use std::collections::BTreeMap;

use crate::text::sanitize::Safe;

pub use note::{Note, What};
pub use place::{DocumentName, Kept, Mark, Moment};

/// How many documents are remembered; of more the oldest are forgotten.
pub const MOST_DOCUMENTS: usize = 500;

/// What is known of a document that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Which document.
    pub name: DocumentName,
    /// Its title, or what stands for it.
    pub title: Safe,
    /// When it was left last, or marked.
    pub when: Moment,
    /// Where it was left; `None` if it was only marked.
    pub left: Option<Kept>,
    /// Its marks, by digits and lower-case letters.
    pub marks: BTreeMap<char, Mark>,
}

/// A mark by an upper-case letter: of one document among all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FarMark {
    /// Which document it is in.
    pub name: DocumentName,
    /// The title of that, or what stands for it.
    pub title: Safe,
    /// The mark.
    pub mark: Mark,
}

/// What is remembered of all documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Memory {
    /// The newest first.
    documents: Vec<Remembered>,
    far: BTreeMap<char, FarMark>,
    /// When the program started.
    now: Moment,
}

impl Memory {
    /// A memory of nothing at a time.
    #[must_use]
    pub fn empty(now: Moment) -> Self {
        Self { now, ..Self::default() }
    }

    /// A memory of documents and of the marks by upper-case letters, at a time.
    #[must_use]
    pub fn new(mut documents: Vec<Remembered>, far: BTreeMap<char, FarMark>, now: Moment) -> Self {
        documents.sort_by_key(|document| std::cmp::Reverse(document.when));
        Self { documents, far, now }
    }

    /// When the program started: what was noted since then counts as noted at that time.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    /// The documents that were read, the newest first; those of this run in the order in which they were left.
    pub fn recent(&self) -> impl Iterator<Item = &Remembered> {
        self.documents.iter().filter(|document| document.left.is_some() && document.name.outlives_the_run())
    }

    /// All that is known of documents, the newest first.
    #[must_use]
    pub fn documents(&self) -> &[Remembered] {
        &self.documents
    }

    /// The marks by upper-case letters.
    #[must_use]
    pub fn far_marks(&self) -> &BTreeMap<char, FarMark> {
        &self.far
    }

    /// What is known of a document.
    #[must_use]
    pub fn of(&self, name: &DocumentName) -> Option<&Remembered> {
        self.documents.iter().find(|document| document.name == *name)
    }

    /// Forgets the document that was left longest ago. Returns whether there was one.
    pub fn forget_oldest(&mut self) -> bool {
        self.documents.pop().is_some()
    }

    /// Takes a note in that was taken at some time. What is known from a later time stays.
    pub fn apply(&mut self, note: &Note, when: Moment) {
        match &note.what {
            What::Left(place) => {
                let document = self.touch(note, when);
                if document.when <= when {
                    document.left = Some(place.clone());
                    document.title = note.title.clone();
                }
            }
            What::Marked(letter, mark) if is_far(*letter) => {
                if self.far.get(letter).is_none_or(|known| known.mark.when <= when) {
                    let mark = Mark { when, ..mark.clone() };
                    self.far.insert(*letter, FarMark { name: note.name.clone(), title: note.title.clone(), mark });
                }
            }
            What::Marked(letter, mark) => {
                let marks = &mut self.touch(note, when).marks;
                if marks.get(letter).is_none_or(|known| known.when <= when) {
                    marks.insert(*letter, Mark { when, ..mark.clone() });
                }
            }
            What::Unmarked(letter) if is_far(*letter) => {
                if self.far.get(letter).is_some_and(|known| known.mark.when <= when) {
                    self.far.remove(letter);
                }
            }
            What::Unmarked(letter) => {
                let document = self.documents.iter_mut().find(|document| document.name == note.name);
                if let Some(document) =
                    document.filter(|document| document.marks.get(letter).is_some_and(|known| known.when <= when))
                {
                    document.marks.remove(letter);
                }
            }
        }
    }

    /// The document of a note, in its new place if the note is newer than what is known.
    fn touch(&mut self, note: &Note, when: Moment) -> &mut Remembered {
        let known = self.documents.iter().position(|document| document.name == note.name);
        let mut document = match known {
            Some(place) => self.documents.remove(place),
            None => Remembered {
                name: note.name.clone(),
                title: note.title.clone(),
                when,
                left: None,
                marks: BTreeMap::new(),
            },
        };
        document.when = document.when.max(when);
        let place = self.documents.partition_point(|other| other.when > document.when);
        self.documents.truncate(MOST_DOCUMENTS.saturating_sub(1));
        let place = place.min(self.documents.len());
        self.documents.insert(place, document);
        &mut self.documents[place]
    }
}

/// Whether a mark with this letter is one among all documents, not one of its document.
#[must_use]
pub fn is_far(letter: char) -> bool {
    letter.is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Landmark;

    fn name(name: &str) -> DocumentName {
        DocumentName::File(name.into())
    }

    fn kept(offset: u64) -> Kept {
        Kept { landmark: Landmark::with_words((offset, 1000), "before ", "behind"), rows: 0 }
    }

    fn note(of: &str, what: What) -> Note {
        Note { name: name(of), title: Safe::new(of), what }
    }

    fn mark(offset: u64) -> Mark {
        Mark { place: kept(offset), words: Safe::new("words"), section: Safe::new("A › B"), when: Moment(0) }
    }

    fn names(memory: &Memory) -> Vec<&str> {
        memory.recent().map(|document| &*document.title).collect()
    }

    #[test]
    fn the_newest_comes_first_whatever_the_order_of_the_notes() {
        let mut memory = Memory::empty(Moment(0));
        for (of, when) in [("b", 20), ("a", 10), ("c", 30), ("a", 40), ("b", 5)] {
            memory.apply(&note(of, What::Left(kept(when))), Moment(when));
        }
        assert_eq!(names(&memory), ["a", "c", "b"]);
        assert_eq!(memory.of(&name("b")).unwrap().left, Some(kept(20)), "an older note changes nothing");
    }

    #[test]
    fn marks_are_kept_by_their_time() {
        let mut memory = Memory::empty(Moment(0));
        for letter in ['a', 'A', '1'] {
            memory.apply(&note("x", What::Marked(letter, mark(7))), Moment(10));
            memory.apply(&note("x", What::Marked(letter, mark(8))), Moment(9));
            memory.apply(&note("x", What::Unmarked(letter)), Moment(9));
        }
        let marks = &memory.of(&name("x")).unwrap().marks;
        assert_eq!(
            marks.iter().map(|(letter, mark)| (*letter, mark.place.landmark.offset)).collect::<Vec<_>>(),
            [('1', 7), ('a', 7)]
        );
        assert_eq!(memory.far_marks()[&'A'].mark.place, kept(7));
        assert_eq!(names(&memory), [""; 0], "what is only marked was not left");
        for letter in ['a', 'A', '1', 'z', 'Z'] {
            memory.apply(&note("x", What::Unmarked(letter)), Moment(10));
        }
        assert!(memory.of(&name("x")).unwrap().marks.is_empty() && memory.far_marks().is_empty());
    }

    #[test]
    fn the_oldest_are_forgotten() {
        let mut memory = Memory::empty(Moment(0));
        for number in 0..=MOST_DOCUMENTS as u64 {
            memory.apply(&note(&number.to_string(), What::Left(kept(0))), Moment(number));
        }
        assert_eq!(memory.documents().len(), MOST_DOCUMENTS);
        assert_eq!(memory.of(&name("0")), None);
        assert!(memory.forget_oldest());
        assert_eq!(memory.of(&name("1")), None);
    }

    #[test]
    fn a_stream_is_no_recent_document() {
        let mut memory = Memory::empty(Moment(0));
        let stream = DocumentName::Stream(crate::app::event::DocumentId(3));
        memory.apply(&Note { name: stream, title: Safe::new("s"), what: What::Left(kept(0)) }, Moment(1));
        assert_eq!(memory.recent().count(), 0);
    }
}
