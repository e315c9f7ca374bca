//! From section to section: the next and the previous one, those of the same level, the one around.

use crate::document::outline::{Direction, SectionId};

use crate::app::reader::{Arrival, Goal, Reader};

impl Reader {
    /// The section being read: that of the first words on the screen; `None` where that is not known yet.
    #[must_use]
    pub fn section(&self) -> Option<SectionId> {
        self.document.section_at(self.anchor().offset)
    }

    /// Goes to the section that is so many sections behind the first words on the screen, or to the last one.
    pub fn next_section(&mut self, count: usize) -> Arrival {
        self.pursue(Goal::SectionAfter(self.anchor().offset, count))
    }

    /// Whether a section follows the one being read, as far as is known.
    #[must_use]
    pub fn may_have_section_after(&self) -> bool {
        !self.document.is_complete() || self.section_after(self.anchor().offset, 1).is_some()
    }

    /// Goes to the section that is so many sections before the top of the screen, or to the beginning; the beginning of
    /// the section being read counts.
    pub fn previous_section(&mut self, count: usize) -> Arrival {
        let inside = u64::from(self.anchor().rows > 0);
        self.pursue(Goal::SectionBefore(self.anchor().offset + inside, count))
    }

    pub(in crate::app) fn show_section_after(&mut self, offset: u64, count: usize) -> Arrival {
        if self.is_beyond_index(offset) {
            let heading = self.heading_after(offset, count);
            return heading.map_or(Arrival::Waiting, |heading| self.show(heading));
        }
        match self.section_after(offset, count) {
            Some(section) => self.go_to_section(section),
            None if self.document.is_complete() => Arrival::Nowhere,
            None => Arrival::Waiting,
        }
    }

    pub(in crate::app) fn show_section_before(&mut self, offset: u64, count: usize) -> Arrival {
        if self.is_beyond_index(offset) {
            let heading = self.heading_before(offset, count);
            return heading.map_or(Arrival::Waiting, |heading| self.show(heading));
        }
        let last = offset.checked_sub(1).and_then(|before| self.document.outline().at(before));
        if let Some(section) = last.and_then(|last| last.0.checked_sub(count.saturating_sub(1))) {
            return self.go_to_section(SectionId(section));
        }
        self.top();
        Arrival::There
    }

    fn is_beyond_index(&self, offset: u64) -> bool {
        self.document.scouted().is_some() && offset >= self.document.indexed() && !self.document.is_complete()
    }

    fn section_after(&self, offset: u64, count: usize) -> Option<SectionId> {
        let outline = self.document.outline();
        let next = outline.at(offset).map_or(0, |here| here.0 + 1);
        let wanted = next.saturating_add(count.saturating_sub(1));
        // Only of a document that is known to its end is it known which section is the last.
        let last = if self.document.is_complete() { outline.len().checked_sub(1) } else { None };
        let last = last.filter(|last| *last >= next);
        Some(wanted).filter(|wanted| *wanted < outline.len()).or(last).map(SectionId)
    }

    /// Puts the heading of a section on top.
    pub fn go_to_section(&mut self, section: SectionId) -> Arrival {
        match self.document.outline().offset(section) {
            Some(offset) => {
                self.unfold(offset);
                self.show(offset)
            }
            None => Arrival::Nowhere,
        }
    }

    /// Goes to the next section of the same level within the same parent, or to the one before.
    pub fn go_to_sibling(&mut self, direction: Direction) -> Arrival {
        self.pursue(Goal::Sibling(self.anchor().offset, direction))
    }

    /// Goes to the section that the one being read is part of, or to the beginning.
    pub fn go_to_parent(&mut self) -> Arrival {
        self.pursue(Goal::Parent(self.anchor().offset))
    }

    pub(in crate::app) fn show_sibling(&mut self, offset: u64, direction: Direction) -> Arrival {
        if !self.document.knows_section_at(offset) {
            return Arrival::Waiting;
        }
        let outline = self.document.outline();
        let here = outline.at(offset);
        let sibling = match here {
            Some(section) => outline.sibling(section, direction),
            None => (direction == Direction::Forward && !outline.is_empty()).then_some(SectionId(0)),
        };
        // Only what follows the section tells that it is the last of its level.
        let is_last = || here.is_some_and(|section| outline.behind(section).is_some());
        match sibling {
            Some(section) => self.go_to_section(section),
            None if direction == Direction::Back || self.document.is_complete() || is_last() => Arrival::Nowhere,
            None => Arrival::Waiting,
        }
    }

    pub(in crate::app) fn show_parent(&mut self, offset: u64) -> Arrival {
        if !self.document.knows_section_at(offset) {
            return Arrival::Waiting;
        }
        let outline = self.document.outline();
        if let Some(parent) = outline.at(offset).and_then(|section| outline.parent(section)) {
            return self.go_to_section(parent);
        }
        self.top();
        Arrival::There
    }
}
