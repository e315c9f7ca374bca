//! Gathering the links of a document while the list of them is open, and going to one.

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::search::FoundLinks;
use crate::layout::LineId;

use crate::app::event::{DocumentId, Effect};
use crate::app::finder::gathered::Gathered;
use crate::app::reader::{Arrival, Reader};
use crate::app::state::{App, Mode};

/// Whose links are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::app) struct Gathering {
    /// The document, while the list is open.
    document: Option<DocumentId>,
    /// How often it has been begun.
    count: u64,
}

impl App {
    /// Sees to it that the links of the document that is read are gathered, as it is now.
    pub(in crate::app) fn gather(&mut self) -> Vec<Effect> {
        self.gathering.document = Some(self.current);
        let reader = &mut self.readers[self.current.0];
        if reader.links.newest().is_some_and(|newest| newest.is_about(reader.document())) {
            return Vec::new();
        }
        self.gathering.count += 1;
        let gathered = Gathered::new(self.gathering.count, reader.document(), reader.window().start);
        let quest = gathered.quest().clone();
        if reader.links.begin(gathered) {
            self.renew_finder();
        }
        vec![Effect::GatherLinks(Box::new(quest))]
    }

    /// Takes in what was found.
    pub(in crate::app) fn gathered(&mut self, id: u64, found: Vec<FoundLinks>) -> Vec<Effect> {
        let Some(document) = self.gathering.document else { return Vec::new() };
        let Some(reader) = self.readers.get_mut(document.0) else { return Vec::new() };
        let is_other = reader.links.learn(id, found);
        let is_full = reader.links.newest().is_some_and(Gathered::is_full);
        self.revision += 1;
        if is_other {
            self.renew_finder();
        }
        // Nobody would keep what else there is.
        if is_full { vec![Effect::EndGathering] } else { Vec::new() }
    }

    /// Gathers anew what has become another text while the list is open; ends when it has been closed.
    pub(in crate::app) fn go_on_gathering(&mut self) -> Vec<Effect> {
        let Some(document) = self.gathering.document else { return Vec::new() };
        if document != self.current || !matches!(self.mode, Mode::Find(_)) {
            self.gathering.document = None;
            if let Some(reader) = self.readers.get_mut(document.0) {
                reader.links.end();
            }
            return vec![Effect::EndGathering];
        }
        let links = &self.reader().links;
        // What is under way is waited for: a text that changes all the time would never be through.
        let is_under_way = links.newest().is_some_and(|newest| {
            !newest.has_ended() && Arc::ptr_eq(&newest.quest().source, self.reader().document().source())
        });
        if is_under_way { Vec::new() } else { self.gather() }
    }

    /// Takes in which of the files that links lead to are not there.
    pub(in crate::app) fn files_looked_for(&mut self, document: DocumentId, missing: Vec<PathBuf>) {
        if let Some(reader) = self.readers.get_mut(document.0).filter(|_| !missing.is_empty()) {
            reader.links.missing.extend(missing);
            self.revision += 1;
        }
    }

    /// Goes to the link that begins at a byte of the source, and gives it the focus.
    pub(in crate::app) fn go_to_link(&mut self, offset: u64) {
        self.jump(|reader| {
            reader.show_link(offset);
            Arrival::There
        });
    }
}

impl Reader {
    /// Brings a link into view with as little movement as may be, and gives it the focus; what it is folded away in is
    /// opened.
    pub(in crate::app) fn show_link(&mut self, offset: u64) {
        self.give_up();
        self.scout_at(offset);
        self.unfold(offset);
        self.set_focus(offset);
        let Some(line) = self.flow.line_at(&self.document, offset) else { return };
        let laid = self.flow.lines(&self.document, line.chunk);
        let link = laid.links.iter().find(|link| link.offset == offset);
        let rows = link.and_then(|link| Some([link.last_row, link.row?])).unwrap_or([line.row; 2]);
        for row in rows {
            self.viewport.reveal(LineId { row, ..line }, &self.document, &mut self.flow);
        }
    }
}
