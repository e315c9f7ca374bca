//! The marks in a list: those of the document first, then those of all. What is typed is looked for in the letter, the
//! words, the sections and the document. `Enter` goes there; a mark can be deleted, which is final, so that what it was is
//! said.

use std::cmp::Reverse;

use crate::app::App;
use crate::app::event::Effect;
use crate::app::memory::{DocumentName, Mark as Kept, What, is_far};
use crate::text::sanitize::Safe;

use super::list::{After, Around, Deed, Listed, Mark, Progress, Row, counted};
use super::ranked::{Rank, Ranked};

/// What stands between the words of a mark and its letter.
const BEHIND_LETTER: &str = "  ";

/// The marks.
#[derive(Default)]
pub struct Marks {
    ranked: Ranked,
    entries: Vec<Entry>,
    progress: Option<Progress>,
}

/// A mark in the list.
struct Entry {
    letter: char,
    text: Safe,
    aside: Safe,
}

impl Entry {
    fn new(letter: char, mark: &Kept, document: &Safe) -> Self {
        let mut text = Safe::new(&format!("{letter}{BEHIND_LETTER}"));
        text.push(&mark.words);
        let steps = [&mark.section, document].into_iter().filter(|step| !step.is_empty());
        let aside = steps.map(|step| &**step).collect::<Vec<_>>().join(" · ");
        Self { letter, text: text.without_break_points(), aside: Safe::new(&aside) }
    }
}

impl Marks {
    /// The mark at a place, by its number.
    fn at(&self, place: usize) -> Option<&Entry> {
        let number = if self.ranked.is_open() { self.ranked.get(place)? } else { place };
        self.entries.get(number)
    }
}

impl Listed for Marks {
    fn sign(&self) -> &'static str {
        "marks: "
    }

    fn deeds(&self) -> &'static [Deed] {
        &[Deed { keys: "d Del", does: "deletes" }]
    }

    fn narrow(&mut self, typed: &str, around: &Around<'_>) {
        let name = DocumentName::new(around.current, around.reader().origin());
        let near = around.memory.of(&name).into_iter().flat_map(|document| &document.marks);
        let near = near.map(|(letter, mark)| Entry::new(*letter, mark, &Safe::empty()));
        let far = around.memory.far_marks().iter().map(|(letter, far)| Entry::new(*letter, &far.mark, &far.title));
        self.entries = near.chain(far).collect();
        self.ranked.narrow(typed);
        self.progress = None;
    }

    fn go_on(&mut self, _around: &Around<'_>, kept: &mut usize) -> Progress {
        let entries = &self.entries;
        let progress = if self.ranked.is_open() {
            self.ranked.go_on(entries.len(), kept, |fuzzy, number| {
                let Entry { text, aside, .. } = &entries[number];
                let score = fuzzy.score(&format!("{text} {aside}"));
                let distance = u32::try_from(number).unwrap_or(u32::MAX);
                (score.map(|score| Rank { score: Reverse(score), length: 0, distance }), text.len() + aside.len())
            })
        } else {
            Progress::Through
        };
        self.progress = Some(progress);
        progress
    }

    fn count(&self) -> usize {
        if self.ranked.is_open() { self.ranked.len() } else { self.entries.len() }
    }

    fn row(&self, place: usize, _around: &Around<'_>) -> Row {
        let (text, aside) =
            self.at(place).map_or((Safe::empty(), Safe::empty()), |entry| (entry.text.clone(), entry.aside.clone()));
        Row { found: self.ranked.places(&text), text, aside, mark: Mark::Nothing }
    }

    fn said(&self, _around: &Around<'_>) -> String {
        let count = if self.ranked.is_open() { self.ranked.count() } else { self.entries.len() };
        counted(count, self.entries.len(), "mark", self.progress.unwrap_or(Progress::More))
    }

    fn nothing(&self) -> &'static str {
        if self.entries.is_empty() { "There are no marks here." } else { "No mark has that." }
    }

    fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect> {
        self.at(place).map(|entry| entry.letter).map_or_else(Vec::new, |letter| app.go_to_mark(letter))
    }

    fn act(&mut self, _deed: &Deed, place: usize, app: &mut App) -> (After, Vec<Effect>) {
        let effect = self.at(place).map(|entry| entry.letter).and_then(|letter| app.delete_mark(letter));
        (After::Stay, effect.into_iter().collect())
    }
}

impl App {
    /// Opens the list of the marks.
    pub(in crate::app) fn open_marks(&mut self) {
        if self.apart().is_some() {
            self.say("Marks are for documents, not for this page.");
            return;
        }
        let has_any = !self.memory.far_marks().is_empty()
            || self.memory.of(&self.name_of(self.current)).is_some_and(|document| !document.marks.is_empty());
        if has_any {
            self.find_in(Box::<Marks>::default());
        } else {
            let key = self.keymap.key_for(crate::app::action::Action::SetMark).unwrap_or_default();
            self.say(&format!("There are no marks yet; {key} with a letter behind it sets one."));
        }
    }

    /// Deletes a mark of this document, or of all. What it was is said, so that it can be set again.
    fn delete_mark(&mut self, letter: char) -> Option<Effect> {
        let words = self.mark(letter)?.words.clone();
        let name = match self.memory.far_marks().get(&letter).filter(|_| is_far(letter)) {
            Some(far) => far.name.clone(),
            None => self.name_of(self.current),
        };
        self.say(&format!("Deleted {letter}: “{words}”."));
        Some(self.remember(name, What::Unmarked(letter)))
    }
}
