//! The source of the document, at the place that is read: the two move together.
//!
//! Whichever of them has moved, the other one follows to the same byte before the next frame. So the trail, the contents,
//! the history, sections, a reload and the editor are about the place that is read, whatever shows it, and there is
//! nothing to be done when the source is closed: the page stands at the words that were on top, and where nothing was moved
//! it stands exactly where it stood.
//!
//! Lines that are longer than the page wrap: most documents have their paragraphs on one line each, and nobody reads these by
//! panning.

use std::sync::Arc;

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::geometry::Measure;
use crate::app::reader::viewport::Anchor;
use crate::app::reader::{Arrival, Reader};
use crate::app::state::{App, Mode};
use crate::document::Document;
use crate::layout::Pour;
use crate::layout::pour::LongLines;

use super::{Apart, What};

/// Where the two stood when they were at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coupling {
    document: Anchor,
    source: Anchor,
}

/// The widest column of source, unless the page is wider: many are written in lines of eighty characters.
const WIDEST: u16 = 100;

/// How wide the source may be where the page may be as wide as this.
pub(super) fn measure(page: Measure) -> Measure {
    match page {
        Measure::Columns(columns) => Measure::Columns(columns.max(WIDEST)),
        Measure::Full => Measure::Full,
    }
}

/// How the source is poured where the document is poured like this.
pub(super) fn pour(pour: Pour) -> Pour {
    Pour { long_lines: LongLines::Fold, ..pour }
}

impl App {
    /// Shows the source in the place of the page, or the page again.
    pub(in crate::app) fn toggle_source(&mut self) {
        if self.apart().is_some_and(|apart| matches!(apart.what, What::Source(_))) {
            self.leave_apart();
            return;
        }
        // The page may be about to be somewhere else.
        self.leave_apart();
        self.settle();
        let coupling = Coupling { document: Anchor { rows: i32::MIN, ..Anchor::default() }, source: Anchor::default() };
        let apart = Apart::new(as_written(self.reader()), What::Source(coupling));
        self.set_apart(apart);
    }

    /// What an action means in the source, if that is not what it means on the page.
    pub(super) fn act_in_source(&mut self, action: Action) -> Option<Vec<Effect>> {
        match action {
            Action::NextLink | Action::PreviousLink | Action::Follow | Action::FollowOutside | Action::Peek => {
                let key = self.keymap.key_for(Action::Source).unwrap_or_default();
                self.say(&format!("Links are followed on the page; {key} shows it."));
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// Moves the document to where its source has been moved.
    pub(in crate::app) fn follow_source(&mut self) {
        let Some(Apart { reader: source, what: What::Source(coupling), .. }) = self.apart_mut() else { return };
        let now = source.anchor();
        if now == coupling.source || source.page().is_empty() {
            return;
        }
        coupling.source = now;
        let reader = self.reader_mut();
        let moved = reader.show(now.offset);
        if moved == Arrival::Nowhere && now.offset <= reader.document().span().start {
            reader.top();
        }
        let document = reader.anchor();
        if let Some(Apart { what: What::Source(coupling), .. }) = self.apart_mut() {
            coupling.document = document;
        }
    }

    /// Moves the source to where the document is, if that has been moved, or reads something else.
    pub(super) fn follow_document(&mut self) {
        let Some(geometry) = self.geometry else { return };
        let page = self.settings.pour(geometry.page.columns.into());
        let reader = &self.readers[self.current.0];
        let Mode::Apart(apart) = self.mode.page_mut() else { return };
        let Apart { reader: source, what: What::Source(coupling), .. } = &mut **apart else { return };
        let is_other = !Arc::ptr_eq(source.document().source(), reader.document().source());
        if is_other {
            *source = as_written(reader);
        }
        source.lengthen();
        if is_other || coupling.document != reader.anchor() {
            coupling.document = reader.anchor();
            source.pour(pour(page), geometry.page.rows.into());
            source.show(coupling.document.offset);
            coupling.source = source.anchor();
        }
    }
}

/// The source of a document.
fn as_written(reader: &Reader) -> Reader {
    Reader::new(Document::as_written(Arc::clone(reader.document().source())), reader.origin().clone())
}
