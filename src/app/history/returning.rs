//! Going back and forward, and what the history needs for it: of every place that is left the words are kept, so that it is
//! found again when the file has changed.

use crate::document::Landmark;
use crate::library::Origin;

use crate::app::history::Place;
use crate::app::reader::Reader;
use crate::app::state::{App, Mode};

/// Of how many places in a document the words are kept: of those left last.
const MOST_LANDMARKS: usize = 100;

impl App {
    /// Remembers that a jump begins at a place.
    pub(in crate::app) fn leave(&mut self, place: Place) {
        self.keep_words(place);
        self.history.jump(place);
    }

    pub(in crate::app) fn go_back(&mut self, times: usize) {
        for _ in 0..times {
            let here = self.here();
            self.keep_words(here);
            if let Some(place) = self.history.back(here) {
                self.return_to(place);
            } else {
                self.say("There is nothing to go back to.");
                break;
            }
        }
    }

    pub(in crate::app) fn go_forward(&mut self, times: usize) {
        for _ in 0..times {
            let here = self.here();
            self.keep_words(here);
            if let Some(place) = self.history.forward(here) {
                self.return_to(place);
            } else {
                self.say("There is nothing to go forward to.");
                break;
            }
        }
    }

    pub(in crate::app) fn go_last_jump(&mut self) {
        match self.history.last_jump() {
            Some(place) => {
                let here = self.here();
                self.return_to(place);
                self.leave(here);
            }
            None => self.say("There was no jump yet."),
        }
    }

    fn return_to(&mut self, place: Place) {
        self.mode = Mode::Reading;
        self.switch(place.document);
        self.settle();
        let reader = self.reader_mut();
        reader.unfold(place.anchor.offset);
        reader.go(place.anchor);
    }

    /// Keeps the words at a place, to find it again when its file has changed.
    pub(in crate::app) fn keep_words(&mut self, place: Place) {
        if let Some(reader) = self.readers.get_mut(place.document.0) {
            reader.keep_words(place.anchor.offset);
        }
    }
}

impl Reader {
    /// Keeps the words at a place of a file, to find it again in another version.
    fn keep_words(&mut self, offset: u64) {
        let is_known = self.left.iter().any(|landmark| landmark.offset == offset);
        if is_known || !matches!(self.origin(), Origin::File(_)) {
            return;
        }
        let landmark = if self.landmark.offset == offset {
            self.landmark.shortened()
        } else {
            Landmark::read(&**self.document.source(), offset).shortened()
        };
        // Of a file that is being written there may be nothing for a moment.
        if landmark.is_blank() {
            return;
        }
        if self.left.len() == MOST_LANDMARKS {
            self.left.remove(0);
        }
        self.left.push(landmark);
    }

    /// Takes in where the places are now whose words were kept: (where a place was, where it is). The words of one that is
    /// not there are kept for when it is there again.
    pub(in crate::app) fn find_left(&mut self, found: &[(u64, Option<u64>)]) {
        let source = self.document.source();
        let mut left: Vec<Landmark> = Vec::new();
        let is_kept = |place: &u64| self.left.iter().any(|landmark| landmark.offset == *place);
        for (was, is) in found.iter().filter(|(was, _)| is_kept(was)) {
            let landmark = match is {
                Some(offset) => Some(Landmark::read(&**source, *offset).shortened()),
                None => self.left.iter().find(|landmark| landmark.offset == *was).cloned(),
            };
            let is_known = |landmark: &Landmark| left.iter().any(|known| known.offset == landmark.offset);
            left.extend(landmark.filter(|landmark| !is_known(landmark)));
        }
        self.left = left;
    }
}
