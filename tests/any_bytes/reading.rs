//! A program that is used, in a world of memory: nothing is read, started or waited for, and every answer of the world
//! depends only on what happened before.
//!
//! There are two files, `/nowhere/text.md`, which is read first and may change, and `/nowhere/other.md`. A third may be
//! opened only with the reader's word, and there is nothing else.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::Arc;

use preface::app::App;
use preface::app::editing::EditRequest;
use preface::app::event::{
    DocumentId, Effect, Event, FolderEntry, LoadFailure, LoadRequest, Loaded, Outcome, Permission,
};
use preface::app::finder::gathered::LinkQuest;
use preface::app::memory::{Memory, Moment};
use preface::app::reader::reload::{Change, Fresh, Reread, RereadRequest};
use preface::app::reader::start::{Opening, Start};
use preface::app::search::Quest;
use preface::app::settings::Settings;
use preface::document::search::{find_in, links_in};
use preface::document::{Cutting, Document, Indexer, Step};
use preface::layout::highlight::{Snippet, paint};
use preface::library::Origin;
use preface::text::read_at::ReadAt;
use preface::theme::Theme;
use preface::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::trickle::Trickle;

/// The file that links may lead to.
const OTHER: &str = "# Other\n\nBack to [the text](text.md#a) and [out](../out.md).\n\n## Further\n\nThe end.\n";

/// The largest screen: the runtime draws on larger ones, which takes longer and is only more of the same.
const MOST_COLUMNS: u16 = 300;
const MOST_ROWS: u16 = 100;

/// More than a program asks for in a row to be called again.
const MOST_AGAIN: usize = 10_000;

/// How a program is begun.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File,
    /// A stream of which nothing has arrived.
    Stream,
}

/// A program that is being used.
pub(crate) struct Reading {
    app: App,
    size: (u16, u16),
    settings: Settings,
    kind: Source,
    /// What is in the file now, and what was when it was read last; `None` if it is gone.
    file: Option<Vec<u8>>,
    read: Vec<u8>,
    stream: Arc<Trickle>,
    arrived: usize,
    /// What goes on in the background, and whether the program asked to be called again.
    indexers: VecDeque<(DocumentId, Box<Indexer>)>,
    quest: Option<(Box<Quest>, usize)>,
    links: Option<(Box<LinkQuest>, usize)>,
    awaited: Vec<(DocumentId, Arc<dyn ReadAt>)>,
    snippets: Option<(DocumentId, Vec<Snippet>)>,
    edits: Vec<EditRequest>,
    again: bool,
    opened: usize,
    state: Memory,
}

impl Reading {
    /// Begins to read some bytes.
    pub(crate) fn begin(bytes: &[u8], kind: Source, settings: Settings, size: (u16, u16)) -> Self {
        let (stream, state) = (Arc::new(Trickle::default()), Memory::default());
        let first = first(bytes, kind, &stream);
        let size = clamped(size);
        let opening = Opening { first, start: Start::Left, memory: state.clone() };
        let (app, effects) = App::open(opening, Vec::<std::path::PathBuf>::new(), settings.clone(), size);
        let mut reading = Self {
            app,
            size,
            settings,
            kind,
            file: Some(bytes.to_vec()),
            read: bytes.to_vec(),
            stream,
            arrived: 0,
            indexers: VecDeque::new(),
            quest: None,
            links: None,
            awaited: Vec::new(),
            snippets: None,
            edits: Vec::new(),
            again: false,
            opened: 0,
            state,
        };
        reading.perform(effects);
        reading.draw();
        reading
    }

    /// Leaves, and begins again somewhere with what is remembered.
    pub(crate) fn begin_again(&mut self, start: Start) {
        let notes = self.app.notes();
        self.note(&notes);
        self.stream = Arc::new(Trickle::default());
        self.arrived = 0;
        let bytes = self.file.clone().unwrap_or_default();
        self.read.clone_from(&bytes);
        let opening = Opening { first: first(&bytes, self.kind, &self.stream), start, memory: self.state.clone() };
        let (app, effects) = App::open(opening, Vec::<std::path::PathBuf>::new(), self.settings.clone(), self.size);
        self.app = app;
        self.indexers.clear();
        (self.quest, self.links, self.snippets) = (None, None, None);
        self.awaited.clear();
        self.edits.clear();
        self.again = false;
        self.perform(effects);
        self.draw();
    }

    /// Lets something happen, goes on once with what the program is at, and draws.
    pub(crate) fn happen(&mut self, event: Event) {
        if let Event::Resize { columns, rows } = event {
            self.size = clamped((columns, rows));
            let (columns, rows) = self.size;
            self.take(Event::Resize { columns, rows });
        } else {
            self.take(event);
        }
        if std::mem::take(&mut self.again) {
            self.take(Event::Again);
        }
        self.draw();
    }

    fn take(&mut self, event: Event) {
        let effects = self.app.update(event);
        self.perform(effects);
    }

    /// Goes on in the background by a step of everything.
    pub(crate) fn step(&mut self) -> bool {
        let indexed = self.index();
        let looked = self.look();
        let gathered = self.gather();
        let painted = self.paint();
        let again = std::mem::take(&mut self.again);
        if again {
            self.take(Event::Again);
        }
        self.draw();
        indexed || looked || gathered || painted || again
    }

    /// Goes on until there is nothing left to do.
    pub(crate) fn finish(&mut self) {
        self.arrive(usize::MAX);
        self.stream.end();
        self.begun();
        let mut steps = 0;
        while self.step() {
            steps += 1;
            assert!(steps < MOST_AGAIN, "there is no end to it");
        }
    }

    /// Builds an index by a step. Returns whether there was anything to do.
    fn index(&mut self) -> bool {
        let Some((document, mut indexer)) = self.indexers.pop_front() else { return false };
        let edition = indexer.edition();
        match indexer.step() {
            Step::Found(discovery) => {
                self.indexers.push_back((document, indexer));
                self.take(Event::Discovered { document, edition, discoveries: vec![*discovery] });
                true
            }
            Step::Waiting(_) => {
                let idle = indexer.source().has_ended();
                self.indexers.push_back((document, indexer));
                idle
            }
            Step::Done => true,
        }
    }

    fn look(&mut self) -> bool {
        let Some((quest, place)) = &mut self.quest else { return false };
        let Some(part) = quest.walk.part(*place) else {
            self.quest = None;
            return true;
        };
        *place += 1;
        let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
        let search = quest.id;
        self.take(Event::Found { search, found });
        true
    }

    fn gather(&mut self) -> bool {
        let Some((quest, place)) = &mut self.links else { return false };
        let Some(part) = quest.walk.part(*place) else {
            self.links = None;
            return true;
        };
        *place += 1;
        let found = vec![links_in(&*quest.source, &quest.walk, part, &quest.known)];
        let quest = quest.id;
        self.take(Event::LinksFound { quest, found });
        true
    }

    fn paint(&mut self) -> bool {
        let Some((document, snippets)) = self.snippets.take() else { return false };
        for snippet in snippets {
            let (id, paint) = (snippet.id, paint(&snippet));
            self.take(Event::Highlighted { document, id, paint });
        }
        true
    }

    /// So many bytes more of the stream arrive.
    pub(crate) fn arrive(&mut self, count: usize) {
        if self.stream.has_ended() {
            return;
        }
        let bytes = self.file.clone().unwrap_or_default();
        let end = self.arrived.saturating_add(count).min(bytes.len()).max(self.arrived);
        if let Some(piece) = bytes.get(self.arrived..end) {
            self.stream.arrive(piece);
            self.arrived = end;
        }
        self.begun();
    }

    /// The stream breaks off.
    pub(crate) fn break_off(&mut self) {
        self.stream.break_off("It \u{1b}[2Jbroke off.");
        self.begun();
    }

    fn begun(&mut self) {
        for (document, source) in std::mem::take(&mut self.awaited) {
            if source.is_empty() && !source.has_ended() {
                self.awaited.push((document, source));
            } else {
                self.take(Event::Begun(document));
            }
        }
        let waiting: Vec<_> = self.indexers.iter().map(|(document, indexer)| (*document, indexer.edition())).collect();
        for (document, edition) in waiting {
            self.take(Event::Discovered { document, edition, discoveries: Vec::new() });
        }
        self.draw();
    }

    /// The file is written anew, or vanishes; the program is told.
    pub(crate) fn rewrite(&mut self, change: impl FnOnce(&mut Vec<u8>) -> bool) {
        let mut bytes = self.file.take().unwrap_or_default();
        self.file = change(&mut bytes).then_some(bytes);
        self.happen(Event::Touched(DocumentId(0)));
    }

    /// The editor that was asked for ends.
    pub(crate) fn edited(&mut self, result: Result<(), String>) {
        if let Some(request) = self.edits.pop() {
            self.happen(Event::Edited(request.document, result));
        }
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Index(document, indexer) => self.indexers.push_back((document, indexer)),
                Effect::Await(document, source) => self.awaited.push((document, source)),
                Effect::Reread(request) => {
                    let outcome = self.reread(&request);
                    self.take(Event::Reread(request, outcome));
                }
                Effect::Load(request) => {
                    let result = self.load(&request);
                    self.take(Event::Loaded(request, result));
                }
                Effect::Peek(request) => {
                    let result = self.load(&request);
                    self.take(Event::Peeked(request, result));
                }
                Effect::Edit(request) => self.edits.push(request),
                Effect::OpenTyped(typed) => {
                    let path = Path::new("/nowhere").join(&typed.typed);
                    self.take(Event::Meant { path, start: Start::Top });
                }
                Effect::ListFolder(folder) => {
                    let files = ["text.md", "other.md", "\u{202e}dm.exe", "a\nb.md"];
                    let mut entries: Vec<_> = files.iter().map(|name| FolderEntry::File((*name).to_owned())).collect();
                    entries.push(FolderEntry::Folder("deeper".to_owned()));
                    self.take(Event::FolderListed(folder, entries));
                }
                Effect::Highlight(document, snippets) => self.snippets = Some((document, snippets)),
                Effect::Search(quest) => self.quest = Some((quest, 0)),
                Effect::SearchPart(quest, part) => {
                    let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
                    self.take(Event::Found { search: quest.id, found });
                }
                Effect::EndSearch => self.quest = None,
                Effect::GatherLinks(quest) => self.links = Some((quest, 0)),
                Effect::EndGathering => self.links = None,
                Effect::LookForFiles(document, files) => {
                    let missing = files.into_iter().filter(|file| !self.is_there(file)).collect();
                    self.take(Event::FilesLookedFor { document, missing });
                }
                Effect::OpenOutside(url) => {
                    self.opened += 1;
                    let said = format!("{url} has no \u{1b}]0;program\u{7}.");
                    let outcomes = [Outcome::Opened, Outcome::Copied(said.clone()), Outcome::Shown(said.clone())];
                    let outcome = outcomes.into_iter().nth(self.opened % 4).unwrap_or(Outcome::Failed(said));
                    self.take(Event::OpenedOutside { url, outcome });
                }
                Effect::Remember(notes) => self.note(&notes),
                Effect::Again => self.again = true,
                Effect::Copy(clip) => assert!(clip.len() <= 74_994, "{} bytes are copied", clip.len()),
                Effect::Quit | Effect::Watch(..) | Effect::Suspend | Effect::Mouse(_) | Effect::Redraw => {}
            }
        }
    }

    fn note(&mut self, notes: &[preface::app::memory::Note]) {
        for note in notes {
            self.state.apply(note, Moment(self.state.now().0 + 1));
        }
    }

    fn is_there(&self, path: &Path) -> bool {
        let name = path.file_stem().and_then(|name| name.to_str());
        name == Some("other") || name == Some("text") && self.file.is_some()
    }

    fn load(&self, request: &LoadRequest) -> Result<Loaded, LoadFailure> {
        let bytes = match request.path.file_stem().and_then(|name| name.to_str()) {
            Some("other") => OTHER.as_bytes().to_vec(),
            Some("text") => self.file.clone().unwrap_or_default(),
            Some("out") if request.permission == Permission::InsideRoot => {
                return Err(LoadFailure::OutsideRoot(request.path.clone()));
            }
            Some("out") => b"Out.".to_vec(),
            _ => return Err(LoadFailure::Failed(format!("“{}” is not there.", request.path.display()))),
        };
        Ok(Loaded { source: Arc::new(bytes), origin: Origin::File(request.path.clone()), note: None, reached: None })
    }

    fn reread(&mut self, request: &RereadRequest) -> Reread {
        if request.document != DocumentId(0) {
            return Reread::Same;
        }
        let Some(bytes) = self.file.clone() else { return Reread::Gone };
        let before = std::mem::replace(&mut self.read, bytes.clone());
        if bytes == before {
            return Reread::Same;
        }
        let source: Arc<dyn ReadAt> = Arc::new(bytes.clone());
        if !before.is_empty() && bytes.starts_with(&before) {
            return Reread::Extended { found: request.sought.find(&*source), source, path: None };
        }
        let found = request.sought.find(&*source);
        let left = request.find_left(&*source);
        let (document, indexer) = Document::open(source, Cutting::default());
        Reread::Fresh(Box::new(Fresh { document, indexer, found, left, change: Change::InText, path: None }))
    }

    /// Draws: what is in the cells is text, and the cursor stands on the screen.
    fn draw(&self) {
        let (columns, rows) = self.size;
        let mut frame = Buffer::empty(Rect::new(0, 0, columns, rows));
        ui::draw(&self.app, &Theme::new(self.app.look()), &mut frame);
        for cell in &frame.content {
            let shown = unlinked(cell.symbol());
            assert!(!shown.chars().any(char::is_control), "{shown:?} is in a cell");
        }
        if let Some((column, row)) = ui::cursor(&self.app) {
            assert!(column < columns && row < rows, "the cursor is at {column}, {row} of {columns} × {rows}");
        }
    }
}

fn first(bytes: &[u8], kind: Source, stream: &Arc<Trickle>) -> Loaded {
    match kind {
        Source::File => Loaded {
            source: Arc::new(bytes.to_vec()),
            origin: Origin::File("/nowhere/text.md".into()),
            note: None,
            reached: None,
        },
        Source::Stream => Loaded {
            source: stream.clone(),
            origin: Origin::Stream { folder: "/nowhere".into(), named: None },
            note: None,
            reached: None,
        },
    }
}

/// The part of a terminal that is drawn on.
fn clamped((columns, rows): (u16, u16)) -> (u16, u16) {
    (columns.min(MOST_COLUMNS), rows.min(MOST_ROWS))
}

/// What is to be seen of a cell, without the link (OSC 8) that a terminal reads around it.
fn unlinked(symbol: &str) -> &str {
    let linked = symbol.strip_prefix("\u{1b}]8;").and_then(|rest| rest.strip_suffix("\u{1b}]8;;\u{1b}\\"));
    match linked.and_then(|rest| rest.split_once("\u{1b}\\")) {
        Some((target, text)) => {
            assert!(!target.chars().any(char::is_control), "{target:?} is a link's target");
            text
        }
        None => symbol,
    }
}
