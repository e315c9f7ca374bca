//! What is counted, step by step: each step does all that the one before it in its chain does, and something more.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use preface::app::App;
use preface::app::event::{Effect, Event, Loaded};
use preface::app::key::{Code, Key};
use preface::app::settings::Settings;
use preface::document::{ChunkId, Cutting, Document};
use preface::layout::Pour;
use preface::layout::laid::lay_chunk;
use preface::library::Origin;
use preface::runtime::frame;
use preface::theme::Theme;
use preface::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The argument that makes a bench do one step, followed by its name and a file.
pub(crate) const FLAG: &str = "--stage";

/// Columns and rows of the screen.
const SIZE: (u16, u16) = (100, 30);
/// The measure of the page.
const COLUMNS: usize = 72;
/// How often a key is pressed.
const KEYS: usize = 100;
/// How many places that nobody has looked at are shown, and how many sections lie between them.
const JUMPS: (usize, &str) = (25, "50]");

/// Something to count: what is done, and the step to take away from it.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    /// What one of is counted.
    pub(crate) unit: Unit,
    /// The name of the step that is part of it.
    pub(crate) without: &'static str,
    run: fn(Vec<u8>),
}

/// What a count is given for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// The whole.
    Once,
    /// A KiB of the source.
    Kilobyte,
    /// A key press.
    Key,
    /// A jump to a place that nobody has looked at.
    Jump,
}

impl Unit {
    /// How many of them there are, of a document of so many bytes.
    pub(crate) fn count(self, bytes: usize) -> usize {
        match self {
            Self::Once => 1,
            Self::Kilobyte => bytes >> 10,
            Self::Key => KEYS,
            Self::Jump => JUMPS.0,
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Once => "in all",
            Self::Kilobyte => "a KiB",
            Self::Key => "a key",
            Self::Jump => "a jump",
        }
    }
}

pub(crate) const STAGES: [Stage; 12] = [
    Stage { name: "nothing", unit: Unit::Once, without: "", run: |_| () },
    Stage { name: "index", unit: Unit::Kilobyte, without: "nothing", run: |text| drop(index(text)) },
    Stage { name: "parse", unit: Unit::Kilobyte, without: "index", run: parse },
    Stage { name: "layout", unit: Unit::Kilobyte, without: "parse", run: lay },
    Stage { name: "first frame", unit: Unit::Once, without: "nothing", run: |text| Session::open(text).draw() },
    Stage { name: "indexed", unit: Unit::Once, without: "first frame", run: |text| drop(Session::indexed(text)) },
    Stage { name: "line", unit: Unit::Key, without: "indexed", run: |text| Session::indexed(text).press("j") },
    Stage { name: "line, drawn", unit: Unit::Key, without: "line", run: |text| Session::indexed(text).show("j") },
    Stage { name: "page", unit: Unit::Key, without: "indexed", run: |text| Session::indexed(text).press(" ") },
    Stage { name: "page, drawn", unit: Unit::Key, without: "page", run: |text| Session::indexed(text).show(" ") },
    Stage { name: "section", unit: Unit::Jump, without: "indexed", run: |text| Session::indexed(text).jump() },
    Stage { name: "same frame", unit: Unit::Key, without: "indexed", run: |text| Session::indexed(text).show("") },
];

/// Does one of them.
pub(crate) fn run(name: &str, file: &Path) -> io::Result<()> {
    let text = fs::read(file)?;
    let stage = STAGES.iter().find(|stage| stage.name == name);
    (stage.ok_or(io::ErrorKind::NotFound)?.run)(text);
    Ok(())
}

fn index(text: Vec<u8>) -> Document {
    let (mut document, indexer) = Document::open(Arc::new(text), Cutting::default());
    indexer.for_each(|discovery| document.learn(discovery));
    document
}

fn parse(text: Vec<u8>) {
    let document = index(text);
    (0..document.chunk_count()).for_each(|chunk| drop(document.parse(ChunkId(chunk))));
}

fn lay(text: Vec<u8>) {
    let document = index(text);
    let pour = Pour::on_screen(COLUMNS);
    (0..document.chunk_count()).for_each(|chunk| drop(lay_chunk(&document, ChunkId(chunk), &pour)));
}

/// The reader without a terminal: what it draws is thrown away.
struct Session {
    app: App,
    effects: Vec<Effect>,
    theme: Theme,
    shown: Option<Buffer>,
}

impl Session {
    fn open(text: Vec<u8>) -> Self {
        let loaded = Loaded { source: Arc::new(text), origin: Origin::Bundled, reached: None, note: None };
        let others: [std::path::PathBuf; 0] = [];
        let (app, effects) = App::open(loaded, others.to_vec(), Settings::default(), SIZE);
        let theme = Theme::new(app.look());
        Self { app, effects, theme, shown: None }
    }

    /// With a first frame and the whole index.
    fn indexed(text: Vec<u8>) -> Self {
        let mut session = Self::open(text);
        session.draw();
        for effect in std::mem::take(&mut session.effects) {
            if let Effect::Index(document, indexer) = effect {
                let edition = indexer.edition();
                let discoveries = indexer.collect();
                session.app.update(Event::Discovered { document, edition, discoveries });
            }
        }
        session
    }

    fn draw(&mut self) {
        let mut next = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        ui::draw(&self.app, &self.theme, &mut next);
        let mut bytes = Vec::new();
        // Nothing fails in memory.
        let _ = frame::write(self.shown.as_ref(), &next, &mut bytes);
        self.shown = Some(next);
    }

    /// Presses keys again and again.
    fn press(&mut self, keys: &str) {
        for _ in 0..KEYS {
            self.type_in(keys);
        }
    }

    /// Presses keys again and again and draws a frame for each time.
    fn show(&mut self, keys: &str) {
        for _ in 0..KEYS {
            self.type_in(keys);
            self.draw();
        }
    }

    /// Goes where nobody has been, again and again.
    fn jump(&mut self) {
        for _ in 0..JUMPS.0 {
            self.type_in(JUMPS.1);
        }
    }

    fn type_in(&mut self, keys: &str) {
        for code in keys.chars().map(Code::Char) {
            self.app.update(Event::Key(Key { code, ctrl: false, alt: false }));
        }
    }
}
