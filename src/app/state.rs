//! The state of the program: the documents that are open, the one that is read, and the mode that the keys work in.

use std::path::PathBuf;

use crate::document::outline::Direction;
use crate::text::sanitize::Safe;
use crate::theme::look::{Look, Name};

use super::apart::Apart;
use super::command::line::CommandLine;
use super::contents::filter::Filter;
use super::contents::{ContentsView, Entries};
use super::copying::Copied;
use super::copying::pointing::Pointer;
use super::event::{DocumentId, Effect, Event, Loaded, MouseUse, NOT_ALL_UTF_8, Named};
use super::finder::Finder;
use super::finder::gathering::Gathering;
use super::geometry::{Contents, Geometry};
use super::hints::Hints;
use super::history::{History, Place};
use super::keymap::{DEFAULT, Keymap};
use super::memory::Memory;
use super::moving::{FIRST_OF_LEVEL, LAST_OF_LEVEL};
use super::prompt::Past;
use super::qr::Qr;
use super::question::Question;
use super::reader::highlight::Asked;
use super::reader::start::{Opening, Start};
use super::reader::{Arrival, Goal, Reader};
use super::search::asking::Asking;
use super::search::hits::HitList;
use super::search::seeking::Searches;
use super::settings::Settings;
use super::source_line::LineSearch;

/// The whole state of the program.
pub struct App {
    pub(super) size: (u16, u16),
    pub(super) settings: Settings,
    pub(super) readers: Vec<Reader>,
    pub(super) current: DocumentId,
    /// The documents that were named, in order: paging past the end of one goes on to the next.
    pub(super) shelf: Vec<Shelved>,
    /// The document that was named or chosen and is being opened, and where it is to begin.
    pub(super) loading: Option<(PathBuf, Start)>,
    pub(super) mode: Mode,
    pub(super) sidebar: Sidebar,
    pub(super) contents: ContentsView,
    pub(super) history: History,
    /// What is remembered from one run to the next.
    pub(super) memory: Memory,
    pub(super) keymap: Keymap,
    pub(super) message: Option<Message>,
    pub(super) mouse: MouseUse,
    pub(super) pointer: Pointer,
    /// The code that was copied by the last key.
    pub(super) copied: Option<Copied>,
    pub(super) geometry: Option<Geometry>,
    pub(super) asked: Asked,
    pub(super) searches: Searches,
    pub(super) line_search: Option<LineSearch>,
    /// The commands that were entered before.
    pub(super) commands: Past,
    pub(super) gathering: Gathering,
    pub(super) revision: u64,
}

/// A document that was named when the program started.
pub(super) enum Shelved {
    /// Not opened yet, and where it is to begin.
    Closed(PathBuf, Start),
    /// Read, but never shown yet.
    Ready(Loaded),
    /// Open.
    Open(DocumentId),
}

/// What the keys work on.
pub enum Mode {
    /// The page.
    Reading,
    /// The contents.
    Contents,
    /// The contents, of which a line that is typed shows some.
    Filter(Box<Filter>),
    /// The page, while a line is typed that is looked for in it.
    Search(Box<Asking>),
    /// The list of what was found.
    Hits(Box<HitList>),
    /// A list that a typed line narrows.
    Find(Box<Finder>),
    /// A line that is typed to be obeyed.
    Command(Box<CommandLine>),
    /// What is shown apart from the document.
    Apart(Box<Apart>),
    /// Letters over all that can be followed on a page.
    Hints(Box<Hints>),
    /// A question about a link.
    Ask(Question),
    /// The list of the themes.
    Themes(Picker),
    /// The code of a link.
    Qr(Box<Qr>),
}

impl Mode {
    /// What is on the page: what letters lie over, or else the mode itself.
    #[must_use]
    pub fn page(&self) -> &Self {
        match self {
            Self::Hints(hints) => hints.beneath(),
            mode => mode,
        }
    }

    pub(super) fn page_mut(&mut self) -> &mut Self {
        match self {
            Self::Hints(hints) => hints.beneath_mut(),
            mode => mode,
        }
    }
}

/// The list of the themes while it is open: the one that is chosen is the one that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picker {
    /// The theme to go back to.
    pub before: Name,
}

/// Whether the contents are to stand beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sidebar {
    Shown,
    Hidden,
}

/// What happened, for the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The sentence.
    pub text: Safe,
    /// A link to be shown whole on lines of its own.
    pub link: Option<Safe>,
    /// The first of these lines that is seen, if they are too many for the screen.
    pub first: usize,
}

impl Message {
    /// A sentence.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self { text: Safe::new(text), link: None, first: 0 }
    }
}

/// A document of at most this many bytes is indexed whole before the first frame, and needs no thread: what most people
/// read is right at first sight, links that are defined at its end with it. That takes half a millisecond at most.
pub(super) const SMALL: u64 = 64 * 1024;

impl App {
    /// A program that reads what `opening` says, on a screen of `columns` by `rows` cells. `others` are documents that
    /// were named behind the first. The effects have to be performed.
    #[must_use]
    pub fn open(
        opening: impl Into<Opening>,
        others: Vec<impl Into<Named>>,
        settings: Settings,
        (columns, rows): (u16, u16),
    ) -> (Self, Vec<Effect>) {
        let shelved = |named: Named| match named {
            Named::File(path, start) => Shelved::Closed(path, start),
            Named::Read(loaded) => Shelved::Ready(loaded),
        };
        let Opening { first, start, memory } = opening.into();
        let mut app = Self {
            size: (columns, rows),
            settings,
            readers: Vec::new(),
            current: DocumentId(0),
            shelf: others.into_iter().map(|named| shelved(named.into())).collect(),
            loading: None,
            mode: Mode::Reading,
            sidebar: Sidebar::Shown,
            contents: ContentsView::default(),
            history: History::default(),
            memory,
            keymap: Keymap::new(DEFAULT),
            message: None,
            mouse: MouseUse::Program,
            pointer: Pointer::Idle,
            copied: None,
            geometry: None,
            asked: Asked { document: DocumentId(0), codes: Vec::new() },
            searches: Searches::default(),
            line_search: None,
            commands: Past::default(),
            gathering: Gathering::default(),
            revision: 0,
        };
        let mut effects = app.add(first);
        app.shelf.insert(0, Shelved::Open(DocumentId(0)));
        effects.extend(app.start_at(start));
        app.settle();
        effects.extend(app.ask_for_highlights());
        (app, effects)
    }

    /// Adds a document and makes it the one that is read.
    pub(super) fn add(&mut self, loaded: Loaded) -> Vec<Effect> {
        let (document, indexer) = super::reader::reload::open(&loaded.source);
        let id = DocumentId(self.readers.len());
        let watch = loaded.reached.clone().map(|reached| Effect::Watch(id, reached, loaded.source.len()));
        let mut reader = Reader::new(document, loaded.origin);
        reader.reached = loaded.reached;
        self.readers.push(reader);
        let effects = self.index(id, indexer);
        let note = match (loaded.note, self.readers[id.0].document().invalid_bytes()) {
            (Some(note), _) => Some(note),
            (None, 0) => None,
            (None, _) => Some(NOT_ALL_UTF_8.to_owned()),
        };
        self.message = note.map(|note| Message::new(&note)).or(self.message.take());
        self.current = id;
        self.contents = ContentsView::default();
        effects.into_iter().chain(watch).collect()
    }

    /// Takes an event in. Afterwards what is visible is settled: `draw` only reads.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let before = self.current;
        let is_news = matches!(event, Event::Reread(..) | Event::Discovered { .. } | Event::Begun(_));
        let mut effects = self.take(event);
        self.keep_block_up();
        self.fill_peek();
        effects.extend(self.go_on_filtering());
        effects.extend(self.go_on_gathering());
        effects.extend(self.go_on_finding());
        effects.extend(self.go_on_looking_for_line());
        effects.extend(self.renew_search());
        effects.extend(self.meet_wish());
        self.settle();
        let know: fn(&mut Reader) = if is_news { Reader::stand_for_chosen } else { Reader::forget_chosen_if_moved };
        self.readers.iter_mut().for_each(know);
        effects.extend(self.ask_for_lost_hits());
        effects.extend(self.ask_for_rows());
        effects.extend(self.ask_for_highlights());
        if self.current != before {
            effects.extend(Some(self.notes()).filter(|notes| !notes.is_empty()).map(Effect::Remember));
        }
        effects
    }

    /// Brings the geometry, the visible lines and the contents up to date.
    pub(super) fn settle(&mut self) {
        self.follow_source();
        let Some(geometry) = self.fit() else { return };
        let goal = self.reader().goal().cloned();
        if let Some(arrival) = self.reader_mut().settle() {
            self.message = (arrival == Arrival::Nowhere).then(|| Message::new(&missing(goal.as_ref())));
            self.revision += 1;
            self.arrive_while_typing(arrival);
        }
        if let Some(search) = self.searches.search.as_mut().filter(|search| search.document() == self.current) {
            self.readers[self.current.0].mark(search);
        }
        self.settle_hits();
        self.settle_finder();
        self.settle_apart();
        self.settle_hints();
        if let Some(area) = geometry.contents {
            let reader = &self.readers[self.current.0];
            let entries = Entries::new(reader.document().outline(), reader.title().map(|title| &**title));
            let read = entries.place_of(reader.section());
            self.contents.follow(read, usize::from(area.rows));
            match &mut self.mode {
                Mode::Filter(filter) if filter.is_open() => filter.reveal_chosen(usize::from(area.rows)),
                Mode::Contents | Mode::Filter(_) => self.contents.reveal_chosen(usize::from(area.rows)),
                _ => {}
            }
        }
    }

    /// Divides the screen up, and pours the document that is read on its page. Without room to read in there is none.
    pub(super) fn fit(&mut self) -> Option<Geometry> {
        let wanted = match (&self.mode, self.sidebar) {
            (Mode::Contents | Mode::Filter(_), _) => Contents::Wanted,
            (_, Sidebar::Shown) if self.has_contents() => Contents::Beside,
            _ => Contents::Hidden,
        };
        let usual = Geometry::new(self.size.0, self.size.1, wanted, self.settings.measure);
        // What fills the page in its own way doesn't move the one below it.
        self.geometry = self.geometry_apart(wanted).or(usual);
        let geometry = usual?;
        let pour = self.settings.pour(geometry.page.columns.into());
        self.readers[self.current.0].pour(pour, geometry.page.rows.into());
        Some(geometry)
    }

    fn has_contents(&self) -> bool {
        !self.reader().document().outline().is_empty()
    }

    /// The document that is read.
    #[must_use]
    pub fn reader(&self) -> &Reader {
        &self.readers[self.current.0]
    }

    pub(super) fn reader_mut(&mut self) -> &mut Reader {
        &mut self.readers[self.current.0]
    }

    /// What the keys work on.
    #[must_use]
    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The entries of the contents.
    #[must_use]
    pub fn entries(&self) -> Entries<'_> {
        let reader = self.reader();
        Entries::new(reader.document().outline(), reader.title().map(|title| &**title))
    }

    /// Which entries of the contents are visible.
    #[must_use]
    pub fn contents(&self) -> &ContentsView {
        &self.contents
    }

    /// What is remembered from one run to the next.
    #[must_use]
    pub fn memory(&self) -> &Memory {
        &self.memory
    }

    /// The keys.
    #[must_use]
    pub fn keymap(&self) -> &Keymap {
        &self.keymap
    }

    /// What happened last.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        self.message.as_ref()
    }

    /// Where everything is on the screen; `None` if it is too small.
    #[must_use]
    pub fn geometry(&self) -> Option<&Geometry> {
        self.geometry.as_ref()
    }

    /// How everything looks.
    #[must_use]
    pub fn look(&self) -> Look {
        self.settings.look
    }

    /// A number that grows whenever what is drawn may have changed.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Where the reader is.
    pub(super) fn here(&self) -> Place {
        Place { document: self.current, anchor: self.reader().anchor() }
    }

    /// Says what happened.
    pub(super) fn say(&mut self, text: &str) {
        self.message = Some(Message::new(text));
    }
}

/// What is said of a place that turned out not to be there.
fn missing(goal: Option<&Goal>) -> String {
    match goal {
        Some(Goal::Anchor(name)) => format!("There is no heading “{name}” in this document."),
        Some(Goal::Sibling(_, Direction::Forward)) => LAST_OF_LEVEL.to_owned(),
        Some(Goal::Sibling(_, Direction::Back)) => FIRST_OF_LEVEL.to_owned(),
        _ => "There is no such place in this document.".to_owned(),
    }
}
