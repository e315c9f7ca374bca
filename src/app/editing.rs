//! Editing the file that is read, in the reader's own editor, at the words under the eyes.
//!
//! Which editor that is, and how it is told the line, is the runtime's business. What comes back is read again at once;
//! the words on top stay, as for every other change of the file.

use std::path::PathBuf;
use std::sync::Arc;

use crate::library::Origin;
use crate::text::read_at::ReadAt;

use super::event::{DocumentId, Effect};
use super::reader::reload::Wish;
use super::state::App;

/// A file to be edited.
#[derive(Clone)]
pub struct EditRequest {
    /// Which document it is.
    pub document: DocumentId,
    /// The file, by its canonical path.
    pub path: PathBuf,
    /// Where the words are that are under the eyes, a byte of `source`.
    pub offset: u64,
    /// What was read of it.
    pub source: Arc<dyn ReadAt>,
}

impl App {
    /// Has the file of the document edited.
    pub(super) fn edit(&mut self) -> Vec<Effect> {
        let reader = self.reader();
        let sentence = match reader.origin() {
            Origin::File(path) => {
                let (path, source) = (path.clone(), Arc::clone(reader.document().source()));
                let offset = reader.anchor().offset;
                return vec![Effect::Edit(EditRequest { document: self.current, path, offset, source })];
            }
            Origin::Stream { .. } => "A stream can't be edited: there is no file behind it.",
            Origin::Bundled | Origin::Licences => "This document is built in; it can't be edited.",
        };
        self.say(sentence);
        Vec::new()
    }

    /// The editor has ended, or could not be started: a sentence.
    pub(super) fn edited(&mut self, document: DocumentId, result: Result<(), String>) -> Vec<Effect> {
        if let Err(sentence) = result {
            self.say(&sentence);
        }
        self.reread(document, Wish::ByChange).into_iter().collect()
    }
}
