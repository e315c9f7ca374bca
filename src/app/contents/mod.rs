//! The contents: the sections of the document in a column, the one being read in view.

pub mod filter;
pub mod filtering;

use crate::document::outline::{Outline, SectionId};
use crate::text::sanitize::Safe;

use crate::app::contents::filter::has_words;

/// Which entries of the contents are visible, and which one is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContentsView {
    /// The entry on top.
    top: usize,
    /// The entry that the reader has moved to, while in the contents.
    chosen: usize,
    /// The entry that was in view last because it is being read.
    followed: Option<usize>,
}

/// How many entries are kept in view below the one being read.
const AHEAD: usize = 3;

/// An entry of the contents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// The document itself, by its title.
    Title,
    /// A section.
    Section(SectionId),
    /// Stands for the sections behind the others that are too many to be kept: how many.
    LeftOut(usize),
}

/// The entries of a document's contents: its title if it has one that is not its first heading, and its sections.
#[derive(Debug, Clone, Copy)]
pub struct Entries<'a> {
    outline: &'a Outline,
    /// The title that is an entry of its own.
    title: Option<&'a str>,
}

impl<'a> Entries<'a> {
    /// The entries of a document.
    #[must_use]
    pub fn new(outline: &'a Outline, title: Option<&'a str>) -> Self {
        let first = outline.title(SectionId(0));
        Self { outline, title: title.filter(|title| first != Some(title)) }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.outline.len() + self.titles() + usize::from(self.outline.left_out() > 0)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An entry.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<Entry> {
        match place.checked_sub(self.titles()) {
            None => Some(Entry::Title),
            Some(section) if section < self.outline.len() => Some(Entry::Section(SectionId(section))),
            Some(_) => (place < self.len()).then(|| Entry::LeftOut(self.outline.left_out())),
        }
    }

    /// The place of the section being read, or of the title before the first one.
    #[must_use]
    pub fn place_of(&self, section: Option<SectionId>) -> Option<usize> {
        match section {
            Some(section) => Some(section.0 + self.titles()),
            None => self.title.map(|_| 0),
        }
    }

    /// The title that is an entry of its own.
    #[must_use]
    pub fn title(&self) -> Option<&'a str> {
        self.title
    }

    /// How many entries stand in front of the sections.
    fn titles(&self) -> usize {
        usize::from(self.title.is_some())
    }

    /// What an entry says.
    #[must_use]
    pub fn text(&self, place: usize) -> Option<Safe> {
        match self.get(place)? {
            Entry::Title => self.title.map(Safe::new),
            Entry::Section(section) => self.outline.title(section).map(Safe::new),
            Entry::LeftOut(count) => Some(Safe::new(&format!("… {count} more"))),
        }
    }

    /// Whether an entry has all of these words, which are small.
    #[must_use]
    pub fn has(&self, place: usize, words: &[String]) -> bool {
        match place.checked_sub(self.titles()) {
            None => self.title.is_some_and(|title| has_words(title, words)),
            Some(section) => self.outline.title(SectionId(section)).is_some_and(|title| has_words(title, words)),
        }
    }

    /// The entry that an entry is part of.
    #[must_use]
    pub fn parent(&self, place: usize) -> Option<usize> {
        let section = place.checked_sub(self.titles())?;
        self.place_of(self.outline.parent(SectionId(section)))
    }

    /// How far an entry is indented, in levels.
    #[must_use]
    pub fn depth(&self, entry: Entry) -> usize {
        match entry {
            Entry::Title | Entry::LeftOut(_) => 0,
            Entry::Section(section) => self.outline.depth(section) + self.titles(),
        }
    }
}

impl ContentsView {
    /// The entry on top.
    #[must_use]
    pub fn top(&self) -> usize {
        self.top
    }

    /// The entry that is chosen.
    #[must_use]
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Chooses an entry.
    pub fn choose(&mut self, place: usize) {
        self.chosen = place;
    }

    /// Moves the choice by so many entries, down if positive, within `count` of them.
    pub fn step(&mut self, by: isize, count: usize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(count.saturating_sub(1));
    }

    /// Scrolls by so many entries without moving the choice.
    pub fn scroll(&mut self, by: isize, count: usize, rows: usize) {
        self.top = self.top.saturating_add_signed(by).min(count.saturating_sub(rows));
    }

    /// Keeps the section being read in view, when it has changed.
    pub fn follow(&mut self, read: Option<usize>, rows: usize) {
        if read != self.followed {
            self.followed = read;
            if let Some(place) = read {
                // With the next few in view, too.
                self.reveal(place + AHEAD.min(rows / 3), rows);
                self.reveal(place, rows);
            }
        }
    }

    /// Keeps the choice in view.
    pub fn reveal_chosen(&mut self, rows: usize) {
        self.reveal(self.chosen, rows);
    }

    fn reveal(&mut self, place: usize, rows: usize) {
        let lowest_top = (place + 1).saturating_sub(rows.max(1));
        self.top = self.top.clamp(lowest_top, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_or_chosen_stays_in_view() {
        let mut view = ContentsView::default();
        view.follow(Some(25), 10);
        assert_eq!(view.top(), 19);
        view.scroll(-10, 40, 10);
        view.follow(Some(25), 10);
        assert_eq!(view.top(), 9, "scrolling by hand lasts until another section is read");
        view.follow(Some(3), 10);
        assert_eq!(view.top(), 3);
        view.choose(39);
        view.step(5, 40);
        view.reveal_chosen(10);
        assert_eq!((view.chosen(), view.top()), (39, 30));
    }
}
