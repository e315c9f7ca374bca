//! The program without a terminal: its effects are performed here at once, its screen is text.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preface::app::App;
use preface::app::event::{DocumentId, Effect, Event, Loaded, MouseUse, Outcome};
use preface::app::finder::gathered::LinkQuest;
use preface::app::geometry::{Area, Geometry};
use preface::app::key::{Gesture, Mouse};
use preface::app::memory::{Memory, Moment, Note};
use preface::app::reader::start::Opening;
use preface::app::search::Quest;
use preface::app::settings::Settings;
use preface::app::status::Left;
use preface::document::search::{find_in, links_in};
use preface::document::{ChunkId, Indexer, Step};
use preface::layout::Line;
use preface::layout::highlight::paint;
use preface::layout::laid::lay_chunk;
use preface::layout::window::window;
use preface::library::Origin;
use preface::runtime::documents;
use preface::runtime::fingerprint::Fingerprint;
use preface::runtime::gathering::missing;
use preface::runtime::paths;
use preface::runtime::watch::read_again;
use preface::text::read_at::ReadAt;
use preface::text::width::width;
use preface::text::wrap::wrap;
use preface::theme::Theme;
use preface::ui;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Modifier;
use tempfile::TempDir;

use super::notation::keys;

/// A program that is being used.
pub(crate) struct Journey {
    app: App,
    size: (u16, u16),
    indexing: Indexing,
    /// Whether it is about to catch up with what is to be done in the background.
    catching_up: bool,
    /// Indexes that are not through, in the order in which they were asked for.
    indexers: Vec<(DocumentId, Box<Indexer>)>,
    /// The search that is on, and its next part.
    quest: Option<(Box<Quest>, usize)>,
    /// The links that are gathered, and the next part.
    links: Option<(Box<LinkQuest>, usize)>,
    /// Streams that have not begun.
    awaited: Vec<(DocumentId, Arc<dyn ReadAt>)>,
    /// What is known of the files of the documents.
    known: HashMap<DocumentId, Fingerprint>,
    did: Vec<Did>,
    /// How often the program was called again because it asked for it.
    again: usize,
    root: Option<PathBuf>,
    /// What the state file would say.
    state: Memory,
    /// How many times something was noted there: its clock.
    noted: u64,
    /// The files that a test wrote live as long as its journey.
    folder: Option<TempDir>,
}

/// When the index of a document is built, and when it is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Indexing {
    /// As soon as the document is open.
    AtOnce,
    /// A step at a time, by [`Journey::step`] and [`Journey::look`].
    ByHand,
}

/// What the world was asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Did {
    Quit,
    Outside(String),
    Suspend,
    Redraw,
    Mouse(MouseUse),
    Copy(String),
    /// A file, and the byte at which it is to be edited.
    Edit(PathBuf, u64),
    Highlight(Vec<String>),
}

impl Journey {
    /// A journey through a file of the corpus.
    pub(crate) fn new(name: &str, columns: u16, rows: u16) -> Self {
        Self::named(&[&corpus(name)], columns, rows)
    }

    /// A journey through the preface that is built in.
    pub(crate) fn preface(columns: u16, rows: u16) -> Self {
        Self::open(documents::bundled(), Vec::new(), (columns, rows), Indexing::AtOnce)
    }

    /// A journey through files that are named one behind the other.
    pub(crate) fn named(paths: &[&Path], columns: u16, rows: u16) -> Self {
        let others = paths[1..].iter().map(|path| path.to_path_buf()).collect();
        let first = documents::named(paths[0]).unwrap();
        Self::open(first, others, (columns, rows), Indexing::AtOnce)
    }

    /// A journey through the first of these files, which lie in a folder of their own: names and texts.
    pub(crate) fn folder(files: &[(&str, &str)], columns: u16, rows: u16) -> Self {
        let folder = TempDir::with_prefix("preface-").unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut journey = Self::named(&[&folder.path().join(files[0].0)], columns, rows);
        journey.folder = Some(folder);
        journey
    }

    /// A journey through a text.
    pub(crate) fn through(text: &str, columns: u16, rows: u16, indexing: Indexing) -> Self {
        Self::open(loaded(text), Vec::new(), (columns, rows), indexing)
    }

    /// A journey through a stream, as far as it has arrived.
    pub(crate) fn stream(source: Arc<dyn ReadAt>, columns: u16, rows: u16) -> Self {
        let first = Loaded { source, origin: Origin::Stream("/".into()), reached: None, note: None };
        Self::open(first, Vec::new(), (columns, rows), Indexing::AtOnce)
    }

    /// A journey through a text by somebody who has made choices.
    pub(crate) fn with_settings(text: &str, columns: u16, rows: u16, settings: Settings) -> Self {
        Self::begin(loaded(text), Vec::new(), ((columns, rows), Indexing::AtOnce), settings)
    }

    fn open(first: Loaded, others: Vec<PathBuf>, size: (u16, u16), indexing: Indexing) -> Self {
        Self::begin(first, others, (size, indexing), Settings::default())
    }

    /// A journey by somebody who has read before, and says where to begin.
    pub(crate) fn opening(opening: Opening, columns: u16, rows: u16) -> Self {
        Self::begin(opening, Vec::new(), ((columns, rows), Indexing::AtOnce), Settings::default())
    }

    /// The same, with files that are named behind the first.
    pub(crate) fn with_others(opening: Opening, others: Vec<PathBuf>, size: (u16, u16)) -> Self {
        Self::begin(opening, others, (size, Indexing::AtOnce), Settings::default())
    }

    /// The same, with an index that is built by hand.
    pub(crate) fn opening_by_hand(opening: Opening, columns: u16, rows: u16) -> Self {
        Self::begin(opening, Vec::new(), ((columns, rows), Indexing::ByHand), Settings::default())
    }

    fn begin(
        opening: impl Into<Opening>,
        others: Vec<PathBuf>,
        (size, indexing): ((u16, u16), Indexing),
        settings: Settings,
    ) -> Self {
        let opening = opening.into();
        let (root, state) = (documents::root_of(&opening.first.origin), opening.memory.clone());
        let (app, effects) = App::open(opening, others, settings, size);
        let mut journey = Self {
            app,
            size,
            indexing,
            catching_up: false,
            indexers: Vec::new(),
            quest: None,
            links: None,
            awaited: Vec::new(),
            known: HashMap::new(),
            did: Vec::new(),
            again: 0,
            root,
            noted: state.now().0,
            state,
            folder: None,
        };
        journey.perform(effects);
        journey
    }

    // What goes in.

    /// Presses keys, in the notation of [`keys`].
    pub(crate) fn press(&mut self, notation: &str) -> &mut Self {
        for key in keys(notation) {
            self.happen(Event::Key(key));
        }
        self
    }

    /// Presses Tab until the link with this text has the focus.
    pub(crate) fn focus(&mut self, text: &str) -> &mut Self {
        for _ in 0..1000 {
            self.press("<Tab>");
            if self.reversed().join(" ") == text {
                return self;
            }
            assert!(!self.status().starts_with("There is no further link"), "no link “{text}”\n{}", self.picture());
        }
        panic!("no link “{text}” among the first thousand");
    }

    /// Pastes a text.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.happen(Event::Paste(text.to_owned()));
        self
    }

    /// Clicks on the first place on the screen where a text stands.
    pub(crate) fn click(&mut self, text: &str) -> &mut Self {
        let (column, row) = self.find(text).unwrap_or_else(|| panic!("“{text}” is not on\n{}", self.picture()));
        self.click_at(column, row)
    }

    /// Clicks on a cell.
    pub(crate) fn click_at(&mut self, column: u16, row: u16) -> &mut Self {
        self.mouse(Gesture::Press, column, row).mouse(Gesture::Release, column, row)
    }

    /// Drags from the first place on the page where a text stands to the end of another one.
    pub(crate) fn drag(&mut self, from: &str, to: &str) -> &mut Self {
        let ((column, row), (end, last)) = (self.find_on_page(from), self.find_on_page(to));
        let end = end + u16::try_from(width(to)).unwrap() - 1;
        self.mouse(Gesture::Press, column, row).mouse(Gesture::Drag, end, last).mouse(Gesture::Release, end, last)
    }

    /// A gesture of the mouse on a cell.
    pub(crate) fn mouse(&mut self, gesture: Gesture, column: u16, row: u16) -> &mut Self {
        self.happen(Event::Mouse(Mouse { gesture, column, row }));
        self
    }

    /// Changes the size of the terminal.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.size = (columns, rows);
        self.happen(Event::Resize { columns, rows });
        self
    }

    /// Builds the oldest index that is not through by a step. Returns whether there was one.
    pub(crate) fn step(&mut self) -> bool {
        let Some((document, indexer)) = self.indexers.first_mut() else { return false };
        let document = *document;
        match indexer.step() {
            Step::Found(discovery) => {
                let edition = indexer.edition();
                let last = discovery.last;
                if last {
                    self.indexers.remove(0);
                }
                self.happen(Event::Discovered { document, edition, discoveries: vec![*discovery] });
            }
            Step::Waiting(_) => return false,
            Step::Done => drop(self.indexers.remove(0)),
        }
        true
    }

    /// Builds all indexes to their end.
    pub(crate) fn index(&mut self) -> &mut Self {
        while self.step() {}
        self
    }

    /// Looks through the next part of the document for what is searched. Returns whether there was one.
    pub(crate) fn look(&mut self) -> bool {
        let Some((quest, place)) = &mut self.quest else { return false };
        let Some(part) = quest.walk.part(*place) else {
            self.quest = None;
            return false;
        };
        *place += 1;
        let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
        let search = quest.id;
        self.happen(Event::Found { search, found });
        true
    }

    /// Looks through all of it.
    pub(crate) fn look_all(&mut self) -> &mut Self {
        while self.look() {}
        self
    }

    /// Looks for links in the next part of the document. Returns whether there was one.
    pub(crate) fn gather(&mut self) -> bool {
        let Some((quest, place)) = &mut self.links else { return false };
        let Some(part) = quest.walk.part(*place) else {
            self.links = None;
            return false;
        };
        *place += 1;
        let found = vec![links_in(&*quest.source, &quest.walk, part, &quest.known)];
        let quest = quest.id;
        self.happen(Event::LinksFound { quest, found });
        true
    }

    /// Something has arrived of a stream, or it has ended.
    pub(crate) fn arrived(&mut self) -> &mut Self {
        for (document, source) in std::mem::take(&mut self.awaited) {
            if source.is_empty() && !source.has_ended() {
                self.awaited.push((document, source));
            } else {
                self.happen(Event::Begun(document));
            }
        }
        self.index();
        let waiting: Vec<_> = self.indexers.iter().map(|(document, indexer)| (*document, indexer.edition())).collect();
        for (document, edition) in waiting {
            self.happen(Event::Discovered { document, edition, discoveries: Vec::new() });
        }
        self
    }

    /// The file of the first document has changed, in the folder of a journey through [one](Self::folder).
    pub(crate) fn changed(&mut self, name: &str, text: &str) -> &mut Self {
        fs::write(self.file(name), text).unwrap();
        self.happen(Event::Touched(DocumentId(0)));
        self
    }

    /// A file in the folder of a journey through [one](Self::folder).
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.folder.as_ref().expect("a folder").path().join(name)
    }

    /// Lets something happen, and performs what the program asks for.
    pub(crate) fn happen(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Quit => self.did.push(Did::Quit),
                Effect::Suspend => self.did.push(Did::Suspend),
                Effect::Redraw => self.did.push(Did::Redraw),
                Effect::Mouse(mouse) => self.did.push(Did::Mouse(mouse)),
                Effect::Copy(clip) => self.did.push(Did::Copy(clip.to_string())),
                Effect::Index(document, indexer) => self.indexers.push((document, indexer)),
                Effect::Await(document, source) => self.awaited.push((document, source)),
                Effect::Watch(document, reached, _) => {
                    if let Ok(opened) = documents::again(&reached, self.root.as_deref()) {
                        self.known.insert(document, Fingerprint::of(&opened));
                    }
                }
                Effect::Reread(request) => {
                    let known = self.known.remove(&request.document);
                    let (outcome, now) = read_again(&request, self.root.as_deref(), known.as_ref());
                    self.known.extend(now.map(|now| (request.document, now)));
                    self.happen(Event::Reread(request, outcome));
                }
                Effect::OpenTyped(path) => {
                    let (path, start) = paths::meant(&path);
                    self.happen(Event::Meant { path, start });
                }
                Effect::ListFolder(folder) => {
                    let entries = paths::list(&folder);
                    self.happen(Event::FolderListed(folder, entries));
                }
                Effect::Load(request) => {
                    let result = documents::linked(&request, self.root.as_deref());
                    self.happen(Event::Loaded(request, result));
                }
                Effect::Peek(request) => {
                    let result = documents::linked(&request, self.root.as_deref());
                    self.happen(Event::Peeked(request, result));
                }
                Effect::Edit(request) => self.did.push(Did::Edit(request.path, request.offset)),
                Effect::Search(quest) => self.quest = Some((quest, 0)),
                Effect::SearchPart(quest, part) => {
                    let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
                    self.happen(Event::Found { search: quest.id, found });
                }
                Effect::Remember(notes) => self.note(&notes),
                Effect::EndSearch => self.quest = None,
                Effect::Again => {
                    self.again += 1;
                    self.happen(Event::Again);
                }
                Effect::GatherLinks(quest) => self.links = Some((quest, 0)),
                Effect::EndGathering => self.links = None,
                Effect::LookForFiles(document, files) => {
                    let missing = missing(files, self.root.as_deref());
                    self.happen(Event::FilesLookedFor { document, missing });
                }
                Effect::Highlight(document, codes) => {
                    self.did.push(Did::Highlight(codes.iter().map(|code| code.text.to_string()).collect()));
                    for code in codes {
                        let (id, paint) = (code.id, paint(&code));
                        self.happen(Event::Highlighted { document, id, paint });
                    }
                }
                Effect::OpenOutside(url) => {
                    self.did.push(Did::Outside(url.clone()));
                    self.happen(Event::OpenedOutside { url, outcome: Outcome::Opened });
                }
            }
        }
        if self.indexing == Indexing::AtOnce && !self.catching_up {
            // What this makes happen is caught up with by the same loop: a document has any number of chunks.
            self.catching_up = true;
            while self.step() || self.look() || self.gather() {}
            self.catching_up = false;
        }
    }

    fn note(&mut self, notes: &[Note]) {
        for note in notes {
            self.noted += 1;
            self.state.apply(note, Moment(self.noted));
        }
    }

    // What comes out.

    /// What another run would remember if this one ended here.
    pub(crate) fn leave(&mut self) -> Memory {
        let notes = self.app.notes();
        self.note(&notes);
        self.state.clone()
    }

    /// What the world was asked to do since the last time this was asked.
    pub(crate) fn did(&mut self) -> Vec<Did> {
        std::mem::take(&mut self.did)
    }

    /// How often the program was called again to go on with something, since the last time this was asked.
    pub(crate) fn again(&mut self) -> usize {
        std::mem::take(&mut self.again)
    }

    /// The state, for what the screen doesn't say.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Draws the screen.
    pub(crate) fn buffer(&self) -> Buffer {
        let mut terminal = Terminal::new(TestBackend::new(self.size.0, self.size.1)).unwrap();
        let theme = Theme::new(self.app.look());
        terminal.draw(|frame| ui::draw(&self.app, &theme, frame.buffer_mut())).unwrap();
        terminal.backend().buffer().clone()
    }

    /// The screen as text, a row a line, space at the right end left out.
    pub(crate) fn rows(&self) -> Vec<String> {
        self.text_of(Area { column: 0, row: 0, columns: self.size.0, rows: self.size.1 })
    }

    /// The whole screen for a message.
    pub(crate) fn picture(&self) -> String {
        self.rows().join("\n")
    }

    /// The rows of the column of text.
    pub(crate) fn page(&self) -> Vec<String> {
        self.text_of(self.geometry().page)
    }

    /// The row on top of the page.
    pub(crate) fn top(&self) -> String {
        self.page().swap_remove(0)
    }

    /// The line on top of the screen.
    pub(crate) fn trail(&self) -> String {
        self.text_of(self.geometry().trail).swap_remove(0).trim().to_owned()
    }

    /// The line at the bottom of the screen.
    pub(crate) fn status(&self) -> String {
        self.text_of(self.geometry().status).swap_remove(0).trim().to_owned()
    }

    /// The rows of the contents, none if they are not on the screen.
    pub(crate) fn contents(&self) -> Vec<String> {
        self.geometry().contents.map_or_else(Vec::new, |area| self.text_of(area))
    }

    /// The line of the contents that is marked as being read.
    pub(crate) fn marked(&self) -> Option<String> {
        let rows = self.contents();
        let marked: Vec<_> = rows.iter().filter_map(|row| row.trim().strip_prefix('▌')).collect();
        assert!(marked.len() < 2, "{marked:?}");
        marked.first().map(|title| title.trim().to_owned())
    }

    /// What stands in reverse, each stretch on its own: the link in focus, the chosen line of the contents.
    pub(crate) fn reversed(&self) -> Vec<String> {
        self.styled(Modifier::REVERSED)
    }

    /// What stands in a style, each stretch of a row on its own.
    pub(crate) fn styled(&self, modifier: Modifier) -> Vec<String> {
        let buffer = self.buffer();
        let mut found: Vec<String> = Vec::new();
        for row in 0..buffer.area.height {
            let mut open = false;
            let mut column = 0;
            while column < buffer.area.width {
                let cell = &buffer[(column, row)];
                let styled = cell.modifier.contains(modifier);
                match (styled, open, found.last_mut()) {
                    (true, true, Some(last)) => last.push_str(shown(cell)),
                    (true, ..) => found.push(shown(cell).to_owned()),
                    (false, ..) => {}
                }
                open = styled;
                column += columns_of(shown(cell));
            }
        }
        found
    }

    /// Where on the screen a text begins, as (column, row).
    pub(crate) fn find(&self, text: &str) -> Option<(u16, u16)> {
        (0..).zip(self.rows()).find_map(|(row, line)| {
            let at = line.find(text)?;
            Some((u16::try_from(width(&line[..at])).unwrap(), row))
        })
    }

    /// Where on the page a text begins, as (column, row) of the screen.
    #[track_caller]
    pub(crate) fn find_on_page(&self, text: &str) -> (u16, u16) {
        let area = self.geometry().page;
        let found = (area.row..).zip(self.page()).find_map(|(row, line)| {
            let at = line.find(text)?;
            Some((area.column + u16::try_from(width(&line[..at])).unwrap(), row))
        });
        found.unwrap_or_else(|| panic!("“{text}” is not on the page\n{}", self.picture()))
    }

    /// All lines of what is shown, as the page shows them: poured at its width, wide code at its beginning.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let document = self.app.shown().document();
        let chunks = (0..document.chunk_count()).map(ChunkId);
        let pour = self.app.shown().poured();
        let lines = chunks.flat_map(|chunk| lay_chunk(document, chunk, pour).lines);
        lines.map(|line| window(&line, pour.columns, 0).unwrap_or(line)).collect()
    }

    /// Which of all lines is on top, found by what is on the screen alone.
    pub(crate) fn line(&self) -> usize {
        let all: Vec<_> = self.lines().iter().map(|line| line.text().trim_end().to_owned()).collect();
        let mut page = self.page();
        // A long message lies over the last rows of the page.
        if let Left::Message(message) = self.app.status() {
            let columns = usize::from(self.geometry().status.columns) - 2;
            page.truncate(page.len() + 1 - wrap(&message, columns, columns).len());
        }
        let blank = String::new();
        let stands_at = |&top: &usize| (0..page.len()).all(|row| page[row] == *all.get(top + row).unwrap_or(&blank));
        let places: Vec<_> = (0..all.len()).filter(stands_at).collect();
        assert_eq!(places.len(), 1, "the page stands at the lines {places:?}:\n{}", self.picture());
        places[0]
    }

    pub(crate) fn geometry(&self) -> Geometry {
        *self.app.geometry().expect("room to read in")
    }

    /// What stands in an area, a row a line, space at the right end left out.
    pub(crate) fn text_of(&self, area: Area) -> Vec<String> {
        let buffer = self.buffer();
        let row = |row| {
            let mut text = String::new();
            let mut column = area.column;
            while column < area.column + area.columns {
                let symbol = shown(&buffer[(column, row)]);
                text.push_str(symbol);
                column += columns_of(symbol);
            }
            text.trim_end().to_owned()
        };
        (area.row..area.row + area.rows).map(row).collect()
    }
}

/// The path of a file of the corpus.
pub(crate) fn corpus(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name)
}

/// What a reader sees of a cell: without the link (OSC 8) that a terminal reads around it.
fn shown(cell: &Cell) -> &str {
    let symbol = cell.symbol();
    let linked = symbol.strip_prefix("\u{1b}]8;").and_then(|rest| rest.strip_suffix("\u{1b}]8;;\u{1b}\\"));
    linked.and_then(|rest| rest.split_once("\u{1b}\\")).map_or(symbol, |(_, text)| text)
}

fn columns_of(symbol: &str) -> u16 {
    u16::try_from(width(symbol)).unwrap().max(1)
}

/// A text that lies nowhere.
fn loaded(text: &str) -> Loaded {
    let source = Arc::new(text.as_bytes().to_vec());
    Loaded { source, origin: Origin::File("/nowhere/text.md".into()), reached: None, note: None }
}
