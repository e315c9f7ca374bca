//! Where the reader has been: every jump leaves the place it began at.

pub(super) mod returning;

use crate::app::event::DocumentId;
use crate::app::reader::viewport::Anchor;

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which document.
    pub document: DocumentId,
    /// Where in it.
    pub anchor: Anchor,
}

/// How many places are remembered.
const LONGEST: usize = 1000;

/// The places before and after the one that the reader is at.
#[derive(Debug, Clone, Default)]
pub struct History {
    past: Vec<Place>,
    future: Vec<Place>,
    /// Where the last jump began.
    last: Option<Place>,
}

impl History {
    /// Remembers that a jump begins at `here`.
    pub fn jump(&mut self, here: Place) {
        self.last = Some(here);
        self.future.clear();
        if self.past.last() == Some(&here) {
            return;
        }
        if self.past.len() == LONGEST {
            self.past.remove(0);
        }
        self.past.push(here);
    }

    /// The place to go back to; `here` becomes the one to go forward to.
    pub fn back(&mut self, here: Place) -> Option<Place> {
        // A jump that was given up left the place that it never got away from.
        while self.past.last() == Some(&here) {
            self.past.pop();
        }
        let place = self.past.pop()?;
        self.future.push(here);
        self.last = Some(here);
        Some(place)
    }

    /// The place to go forward to; `here` becomes the one to go back to.
    pub fn forward(&mut self, here: Place) -> Option<Place> {
        let place = self.future.pop()?;
        self.past.push(here);
        self.last = Some(here);
        Some(place)
    }

    /// Takes in where the bytes of a document stand now that it says something else.
    pub fn move_places(&mut self, document: DocumentId, moved: impl Fn(u64) -> u64) {
        for place in self.past.iter_mut().chain(&mut self.future).chain(&mut self.last) {
            if place.document == document {
                place.anchor.offset = moved(place.anchor.offset);
            }
        }
    }

    /// Where the last jump began.
    #[must_use]
    pub fn last_jump(&self) -> Option<Place> {
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(offset: u64) -> Place {
        Place { document: DocumentId(0), anchor: Anchor { offset, rows: 0 } }
    }

    #[test]
    fn back_and_forward_undo_each_other() {
        let mut history = History::default();
        history.jump(place(1));
        history.jump(place(2));
        assert_eq!(history.back(place(3)), Some(place(2)));
        assert_eq!(history.back(place(2)), Some(place(1)));
        assert_eq!(history.back(place(1)), None);
        assert_eq!(history.forward(place(1)), Some(place(2)));
        assert_eq!(history.forward(place(2)), Some(place(3)));
        assert_eq!(history.forward(place(3)), None);
    }

    #[test]
    fn places_behind_a_change_move_with_it() {
        let mut history = History::default();
        history.jump(place(10));
        history.jump(place(100));
        history.move_places(DocumentId(1), |offset| offset + 1000);
        history.move_places(DocumentId(0), |offset| if offset < 50 { offset } else { offset - 20 });
        assert_eq!(history.back(place(200)), Some(place(80)));
        assert_eq!(history.back(place(80)), Some(place(10)));
    }

    #[test]
    fn a_jump_ends_the_way_forward_and_can_be_undone_twice() {
        let mut history = History::default();
        history.jump(place(1));
        history.back(place(2));
        history.jump(place(1));
        assert_eq!(history.forward(place(5)), None);
        assert_eq!(history.last_jump(), Some(place(1)));
    }
}
