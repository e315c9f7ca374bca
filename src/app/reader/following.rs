//! Documents that grow: the page shows what arrives, and follows the end if that is where the reader went.

use crate::app::event::{DocumentId, Effect};
use crate::app::reader::viewport::Anchor;
use crate::app::reader::{Arrival, Reader};
use crate::app::state::App;

/// What stays on the screen when a document changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Holds {
    /// The words on top.
    Words,
    /// The end, wherever it goes; this was on top when it was there last.
    End(Anchor),
}

/// Whether a source was read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Wholeness {
    /// As far as is known.
    Whole,
    /// It went on, but no more was kept, or it could not be read on; or a file has lost its end.
    CutOff,
}

/// How many bytes behind the index are made readable as they arrive.
const BEHIND_INDEX: u64 = 64 * 1024;

impl Reader {
    /// Whether the page follows the end of a text that still arrives.
    #[must_use]
    pub fn is_following(&self) -> bool {
        self.holds_end() && self.document.is_growing()
    }

    /// Whether the end stays on the screen.
    pub(in crate::app) fn holds_end(&self) -> bool {
        matches!(self.holds, Holds::End(_))
    }

    /// Shows the end, and holds to it from now on. What the reader waits for is waited for still.
    pub(in crate::app) fn follow_end(&mut self) {
        self.show_end();
        self.holds = Holds::End(self.anchor());
    }

    /// Lets go of the end if the reader has moved away from it.
    pub(in crate::app) fn let_go(&mut self) {
        if matches!(self.holds, Holds::End(anchor) if anchor != self.anchor()) {
            self.hold_words();
        }
    }

    /// Holds to the words on top again.
    pub(in crate::app) fn hold_words(&mut self) {
        self.holds = Holds::Words;
    }

    /// Shows what has arrived, or the end if that is held to.
    pub(in crate::app) fn keep_up(&mut self) {
        self.document.grow();
        if self.holds_end() {
            self.follow_end();
            return;
        }
        self.scout_arrived();
        if self.viewport.top().is_some() {
            self.scout_at(self.anchor().offset);
            self.viewport.hold(&self.document, &mut self.flow);
        }
    }

    /// Makes what has arrived behind the index readable, if the page may come to that: the index waits for the end of the
    /// last block.
    pub(in crate::app) fn scout_arrived(&mut self) {
        let indexed = self.document.indexed();
        // The page may be about to be another one.
        let here = self.window().end.max(self.anchor().offset);
        let is_near = here.saturating_add(BEHIND_INDEX) >= indexed;
        if is_near && !self.stands_beyond_index() {
            self.document.scout(indexed..indexed.saturating_add(BEHIND_INDEX));
        }
    }
}

impl App {
    pub(in crate::app) fn go_end(&mut self) {
        self.jump_on_page(|reader| {
            reader.give_up();
            reader.follow_end();
            Arrival::There
        });
    }

    /// The first words of a stream are there: now it can be told what it begins with.
    pub(in crate::app) fn begin(&mut self, id: DocumentId) -> Vec<Effect> {
        let Some(reader) = self.readers.get_mut(id.0) else { return Vec::new() };
        let (document, indexer) = crate::app::reader::reload::open(reader.document().source());
        let start = document.span().start;
        reader.renew(document, Anchor { offset: start, ..reader.anchor() });
        self.index(id, indexer)
    }

    /// Says how a source has come to its end, if that was not as it should be.
    pub(in crate::app) fn say_how_it_ended(&mut self, id: DocumentId) {
        let Some(reader) = self.readers.get_mut(id.0).filter(|reader| !reader.document().is_growing()) else { return };
        let complaint = reader.document().source().complaint();
        if complaint.is_some() {
            reader.wholeness = Wholeness::CutOff;
        }
        if let Some(sentence) = complaint.or_else(|| reader.document().source().loss()).filter(|_| id == self.current) {
            self.say(&sentence);
        }
    }
}

/// A number of bytes in words.
pub(in crate::app) fn bytes_in_words(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "KB")];
    match units.into_iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_in_the_unit_that_fits() {
        for (bytes, expected) in
            [(0, "0 bytes"), (999, "999 bytes"), (1_000, "1.0 KB"), (1_259_000, "1.2 MB"), (1 << 30, "1.0 GB")]
        {
            assert_eq!(bytes_in_words(bytes), expected);
        }
    }
}
