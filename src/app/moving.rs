//! Moving: scrolling, sections, and every jump by way of the history.

use crate::document::outline::{Direction, SectionId};

use super::contents::Entry;
use super::event::{DocumentId, Effect};
use super::reader::{Arrival, Goal, Reader};
use super::state::App;

/// What is said where the beginning is where one is.
const BEGINNING: &str = "This is the beginning.";

/// What is said where there is no section to go on to.
pub(super) const LAST_OF_LEVEL: &str = "There is no further section of this level here.";

/// What is said where there is none to go back to.
pub(super) const FIRST_OF_LEVEL: &str = "There is no section of this level before this one.";

/// What is said where sections are looked for in vain.
pub(super) const NO_SECTIONS: &str = "This document has no sections.";

impl App {
    pub(super) fn scroll_down(&mut self, lines: usize) {
        let lines = self.bounded(lines);
        self.shown_mut().give_up();
        self.shown_mut().down(lines);
    }

    pub(super) fn scroll_up(&mut self, lines: usize) {
        let lines = self.bounded(lines);
        self.shown_mut().give_up();
        self.shown_mut().up(lines);
    }

    /// Scrolls down by half pages.
    pub(super) fn half_page_down(&mut self, lines: usize) {
        let lines = self.bounded(lines);
        self.shown_mut().give_up();
        self.shown_mut().page_down(lines);
    }

    /// Scrolls up by pages or half pages.
    pub(super) fn page_up(&mut self, lines: usize) {
        let lines = self.bounded(lines);
        self.shown_mut().give_up();
        self.shown_mut().page_up(lines);
    }

    /// As many lines as one key press scrolls: every one of them has to be laid out.
    fn bounded(&mut self, lines: usize) -> usize {
        const MOST: usize = 20_000;
        if lines > MOST {
            self.say("One key scrolls by at most 20,000 lines; `G`, `g` and percent go further.");
        }
        lines.min(MOST)
    }

    /// Scrolls down by a page; at the end it goes on to the next document.
    pub(super) fn page_down(&mut self, lines: usize) -> Vec<Effect> {
        let lines = self.bounded(lines);
        self.shown_mut().give_up();
        let moved = self.shown_mut().page_down(lines);
        if moved == 0 && self.apart().is_none() && self.reader().document().is_complete() {
            return self.open_neighbour(Direction::Forward).unwrap_or_default();
        }
        Vec::new()
    }

    /// Goes somewhere in the document, or on what is shown apart from it; in the document it is remembered where the jump began.
    pub(super) fn jump(&mut self, go: impl FnOnce(&mut Reader) -> Arrival) -> Arrival {
        if !self.moves_document() {
            return go(self.shown_mut());
        }
        let here = self.here();
        let arrival = go(self.reader_mut());
        match arrival {
            Arrival::There if self.here() != here => self.leave(here),
            // A goal that is met later ends a jump that begins here.
            Arrival::Waiting => self.leave(here),
            Arrival::There | Arrival::Nowhere => {}
        }
        arrival
    }

    /// Goes somewhere that the source has as well as the page it is the source of: where both are, that is remembered.
    pub(super) fn jump_on_page(&mut self, go: impl FnOnce(&mut Reader) -> Arrival) -> Arrival {
        if self.apart().is_none() {
            return self.jump(go);
        }
        let here = self.here();
        let before = self.shown().anchor();
        let arrival = go(self.shown_mut());
        if self.moves_document() && self.shown().anchor() != before {
            self.history.jump(here);
        }
        arrival
    }

    pub(super) fn go_top(&mut self) {
        self.jump_on_page(|reader| {
            reader.top();
            Arrival::There
        });
    }

    pub(super) fn go_percent(&mut self, percent: Option<u32>) {
        let Some(percent) = percent else {
            self.say("Type a number first: 50% goes to the middle.");
            return;
        };
        let span = self.shown().document().span();
        if percent >= 100 {
            return self.go_end();
        }
        let length = u128::from(span.end - span.start);
        // The first byte above which so many percent lie, and not a part of one less.
        let above = (length * u128::from(percent)).div_ceil(100);
        let offset = span.start + u64::try_from(above).unwrap_or(0);
        self.jump_on_page(|reader| reader.hold_to(offset));
    }

    pub(super) fn next_section(&mut self, times: usize) {
        let arrival = self.jump(|reader| reader.next_section(times));
        if arrival == Arrival::Nowhere {
            let any = !self.shown().document().outline().is_empty();
            self.say(if any { "This is the last section." } else { NO_SECTIONS });
        }
    }

    pub(super) fn previous_section(&mut self, times: usize) {
        let before = self.shown().anchor();
        let arrival = self.jump(|reader| reader.previous_section(times));
        if arrival == Arrival::There && self.shown().anchor() == before {
            self.say(BEGINNING);
        }
    }

    pub(super) fn next_sibling(&mut self) -> Vec<Effect> {
        match self.jump_on_page(|reader| reader.go_to_sibling(Direction::Forward)) {
            Arrival::Nowhere => self.neighbour_or(Direction::Forward, LAST_OF_LEVEL),
            Arrival::There | Arrival::Waiting => Vec::new(),
        }
    }

    pub(super) fn previous_sibling(&mut self) -> Vec<Effect> {
        match self.jump_on_page(|reader| reader.go_to_sibling(Direction::Back)) {
            Arrival::Nowhere => self.neighbour_or(Direction::Back, FIRST_OF_LEVEL),
            Arrival::There | Arrival::Waiting => Vec::new(),
        }
    }

    fn neighbour_or(&mut self, direction: Direction, otherwise: &str) -> Vec<Effect> {
        self.open_neighbour(direction).unwrap_or_else(|| {
            self.say(otherwise);
            Vec::new()
        })
    }

    pub(super) fn go_parent(&mut self) {
        let before = self.shown().anchor();
        let arrival = self.jump_on_page(Reader::go_to_parent);
        if arrival == Arrival::There && self.shown().anchor() == before {
            self.say(BEGINNING);
        }
    }

    pub(super) fn go_to_section(&mut self, section: SectionId) {
        self.jump(|reader| reader.go_to_section(section));
    }

    /// Goes to an entry of the contents.
    pub(super) fn go_to_entry(&mut self, place: usize) {
        match self.entries().get(place) {
            Some(Entry::Title) => self.go_top(),
            Some(Entry::Section(section)) => self.go_to_section(section),
            Some(Entry::LeftOut(_)) => {
                self.say("There are more headings behind these than are kept. `G` goes to the end.");
            }
            None => {}
        }
    }

    /// Goes to an anchor of the document that is read.
    pub(super) fn go_to_anchor(&mut self, name: &str) {
        if self.jump(|reader| reader.pursue(Goal::Anchor(name.to_owned()))) == Arrival::Nowhere {
            let among = if self.reader().document().outline().left_out() > 0 {
                "among those that are kept"
            } else {
                "in this document"
            };
            self.say(&format!("There is no heading “{name}” {among}."));
        }
    }

    /// Makes a document that is open the one that is read.
    pub(super) fn switch(&mut self, document: DocumentId) {
        if document != self.current && document.0 < self.readers.len() {
            self.current = document;
            self.contents = super::contents::ContentsView::default();
        }
    }
}
