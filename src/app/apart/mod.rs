//! What is shown apart from the document, in a reader of its own: it scrolls, folds, pans, selects and follows links as the
//! document does, and leaves the document's page as it was.
//!
//! | what | how it lies | where it is made |
//! | --- | --- | --- |
//! | the keys | instead of the page | `help` |
//! | a table, code, a quote or an image alone | instead of the page, as wide as the screen | `block` |
//! | the source of the page, which moves with it | instead of the page | `source` |
//! | where a link leads | over the page, near the link | `peek` |
//! | where the reader is | over the page | `whereabouts` |
//!
//! Motions ask [`App::shown`], drawing asks [`App::on_page`] for what fills the page and [`App::overlay`] for what lies
//! over it.

pub mod block;
pub mod help;
pub mod peek;
pub mod source;

mod notice;
mod popup;
mod saying;
mod whereabouts;

use std::ops::Range;

use crate::text::sanitize::Safe;

use super::action::Action;
use super::event::{DocumentId, Effect};
use super::geometry::{Area, Contents, Geometry, Measure};
use super::reader::Reader;
use super::settings::Settings;
use super::state::{App, Mode};
use block::Alone;
use peek::Peek;
use source::Coupling;

/// A page apart from the document.
pub struct Apart {
    pub(super) reader: Reader,
    what: What,
    /// Where it lies, with its frame if it has one.
    area: Area,
    /// What it lies over, if that is not the document.
    under: Option<Box<Self>>,
}

/// What a page apart shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// The keys.
    Help,
    /// One block of the document.
    Block(Alone),
    /// The source of the document.
    Source(Coupling),
    /// Where a link leads.
    Peek(Box<Peek>),
    /// Where the reader is.
    Whereabouts,
}

impl What {
    /// Whether it lies over the page instead of filling it.
    const fn is_over(&self) -> bool {
        matches!(self, Self::Peek(_) | Self::Whereabouts)
    }
}

impl Apart {
    /// A page that shows this.
    #[must_use]
    pub fn new(reader: Reader, what: What) -> Self {
        Self { reader, what, area: Area::default(), under: None }
    }

    /// Its text, and how far it is read.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// What it shows.
    #[must_use]
    pub fn what(&self) -> &What {
        &self.what
    }

    /// Where it lies over the page, with its frame.
    #[must_use]
    pub fn area(&self) -> Area {
        self.area
    }

    /// What stands in its frame.
    #[must_use]
    pub fn title(&self) -> Safe {
        match &self.what {
            What::Peek(peek) => peek.title().clone(),
            What::Block(alone) => Safe::new(alone.name()),
            What::Help => Safe::new("Keys"),
            What::Source(_) => Safe::new("Source"),
            What::Whereabouts => Safe::new("Where you are"),
        }
    }

    /// The screen while this fills the page, where that is another than for the document; `contents` as for that.
    fn geometry(&self, (columns, rows): (u16, u16), contents: Contents, settings: &Settings) -> Option<Geometry> {
        let (contents, measure) = match &self.what {
            What::Block(alone) if alone.is_wide() => (Contents::Hidden, Measure::Full),
            What::Block(_) => (Contents::Hidden, settings.measure),
            What::Source(_) => (contents, source::measure(settings.measure)),
            What::Help | What::Peek(_) | What::Whereabouts => return None,
        };
        Geometry::new(columns, rows, contents, measure)
    }
}

impl App {
    /// What is shown apart from the document, if anything is.
    #[must_use]
    pub fn apart(&self) -> Option<&Apart> {
        match self.mode.page() {
            Mode::Apart(apart) => Some(apart),
            _ => None,
        }
    }

    pub(super) fn apart_mut(&mut self) -> Option<&mut Apart> {
        match self.mode.page_mut() {
            Mode::Apart(apart) => Some(apart),
            _ => None,
        }
    }

    /// What lies over the page.
    #[must_use]
    pub fn overlay(&self) -> Option<&Apart> {
        self.apart().filter(|apart| apart.what.is_over())
    }

    /// What fills the page, below what lies over it: something apart, or `None` for the document.
    pub(super) fn filling(&self) -> Option<&Apart> {
        let apart = self.apart()?;
        if apart.what.is_over() { apart.under.as_deref() } else { Some(apart) }
    }

    /// What fills the page.
    #[must_use]
    pub fn on_page(&self) -> &Reader {
        self.filling().map_or_else(|| self.reader(), Apart::reader)
    }

    /// What the keys move: what is shown apart, else the document.
    #[must_use]
    pub fn shown(&self) -> &Reader {
        self.apart().map_or_else(|| self.reader(), Apart::reader)
    }

    pub(super) fn shown_mut(&mut self) -> &mut Reader {
        match self.mode.page_mut() {
            Mode::Apart(apart) => &mut apart.reader,
            _ => &mut self.readers[self.current.0],
        }
    }

    /// A document that is open, or what is shown apart.
    pub(super) fn reader_of(&mut self, id: DocumentId) -> Option<&mut Reader> {
        if id == DocumentId::APART {
            return self.apart_mut().map(|apart| &mut apart.reader);
        }
        self.readers.get_mut(id.0)
    }

    /// Where the text stands that the keys move.
    #[must_use]
    pub fn text_area(&self, geometry: &Geometry) -> Area {
        let pinned = u16::try_from(self.shown().pinned().len()).unwrap_or(0);
        match self.overlay() {
            Some(over) => popup::inside(over.area),
            None => Area {
                row: geometry.page.row + pinned,
                rows: geometry.page.rows.saturating_sub(pinned),
                ..geometry.page
            },
        }
    }

    /// Whether the help is open.
    pub(super) fn is_helping(&self) -> bool {
        self.apart().is_some_and(|apart| apart.what == What::Help)
    }

    /// Whether what the keys move is the document, or its source, which moves with it.
    pub(super) fn moves_document(&self) -> bool {
        self.apart().is_none_or(|apart| matches!(apart.what, What::Source(_)))
    }

    /// Shows something apart; what lies over the page lies over what fills it now.
    fn set_apart(&mut self, mut apart: Apart) {
        if apart.what.is_over()
            && let Mode::Apart(under) = std::mem::replace(&mut self.mode, Mode::Reading)
            && !under.what.is_over()
        {
            apart.under = Some(under);
        }
        self.mode = Mode::Apart(Box::new(apart));
    }

    /// Closes what is shown apart.
    pub(super) fn close_apart(&mut self) {
        self.mode = match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Apart(apart) => apart.under.map_or(Mode::Reading, Mode::Apart),
            other => other,
        };
    }

    /// Closes all that is shown apart, for the document itself.
    pub(super) fn leave_apart(&mut self) {
        if self.apart().is_some() {
            self.mode = Mode::Reading;
        }
    }

    /// What an action means while something is shown apart, if that is not what it always means.
    pub(super) fn act_apart(&mut self, action: Action) -> Option<Vec<Effect>> {
        let effects = match self.apart()?.what {
            What::Help | What::Whereabouts => None,
            What::Source(_) => self.act_in_source(action),
            What::Block(_) => self.act_in_block(action),
            What::Peek(_) => self.act_in_peek(action),
        };
        if effects.is_none() && !self.moves_document() && !self.is_helping() && is_about_document(action) {
            self.leave_apart();
        }
        effects
    }

    /// The screen while something apart fills the page, where that is another than for the document.
    pub(super) fn geometry_apart(&self, contents: Contents) -> Option<Geometry> {
        self.filling()?.geometry(self.size, contents, &self.settings)
    }

    /// Brings what is shown apart up to date; see [`App::settle`].
    pub(super) fn settle_apart(&mut self) {
        self.follow_document();
        let Some(geometry) = self.geometry else { return };
        let settings = self.settings.clone();
        let place = self.place_of_peeked(&geometry);
        let Mode::Apart(apart) = self.mode.page_mut() else { return };
        if let Some(under) = &mut apart.under {
            under.settle(&geometry, &settings);
        }
        match apart.what {
            What::Peek(_) | What::Whereabouts => apart.settle_over(&geometry, place.as_ref(), &settings),
            _ => apart.settle(&geometry, &settings),
        }
    }
}

impl Apart {
    /// Brings what fills the page up to date.
    fn settle(&mut self, geometry: &Geometry, settings: &Settings) {
        let (columns, rows) = (usize::from(geometry.page.columns), usize::from(geometry.page.rows));
        self.area = geometry.page;
        let pour = match &self.what {
            What::Block(alone) => alone.pour(settings.pour(columns)),
            What::Source(_) => source::pour(settings.pour(columns)),
            _ => settings.pour(columns),
        };
        self.reader.pour(pour, rows);
        let pinned = self.reader.pinned_rows(rows);
        if pinned > 0 {
            self.reader.set_height(rows - pinned);
        }
        self.reader.settle();
        self.reader.pin(pinned);
    }

    /// Brings what lies over the page up to date. `place` is the rows of the screen that it is about.
    fn settle_over(&mut self, geometry: &Geometry, place: Option<&Range<u16>>, settings: &Settings) {
        let columns = popup::columns(geometry);
        let most = popup::most_rows(geometry, place);
        self.reader.pour(settings.pour(columns.into()), most.into());
        self.reader.settle();
        let rows = u16::try_from(self.reader.page().len()).unwrap_or(most).clamp(1, most);
        self.area = popup::area(geometry, place, rows);
    }
}

/// Whether an action is about the document as a whole, and not about what is shown apart from it.
const fn is_about_document(action: Action) -> bool {
    matches!(
        action,
        Action::NextSection
            | Action::PreviousSection
            | Action::NextSibling
            | Action::PreviousSibling
            | Action::Parent
            | Action::ToggleContents
            | Action::EnterContents
            | Action::Search
            | Action::NextHit
            | Action::PreviousHit
            | Action::Hits
            | Action::Source
            | Action::CopyPlace
    )
}
