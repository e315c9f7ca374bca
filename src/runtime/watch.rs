//! Files that change on disk: a thread watches their folders, and reads again what has changed.
//!
//! ```text
//! notify: something in a folder ─▶ wait until it settles ─▶ has the text changed? ─▶ Event::Touched
//! Effect::Reread ─▶ open the file, compare, find the place of the page ─▶ Event::Reread
//! ```
//!
//! The folder is watched and not the file, because most editors put a new file in the place of the old one; and so is the
//! folder of each link on the way, because it may be made to lead elsewhere. Nothing ticks: the thread sleeps until something
//! happens. Where nothing can be watched, a file is still read again by hand. The event
//! loop starts it behind the first frame.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::Event;
use crate::app::event::{DocumentId, Reached};
use crate::app::reader::reload::{Change, Fresh, Reread, RereadRequest};
use crate::document::{Cutting, Document, Step};
use crate::text::read_at::read_range;
use crate::text::sanitize::Safe;

use super::documents;
use super::files::Opened;
use super::fingerprint::Fingerprint;
use super::open_error::OpenError;
use super::ways::names_on;

/// How long nothing may have happened to a file before it is looked at.
const SETTLED: Duration = Duration::from_millis(80);
/// How long it is waited for that at most, for a file that is written to all the time.
const LONGEST: Duration = Duration::from_millis(300);
/// How long a file may be missing or empty before that is believed: editors write a new one in its place.
const REPLACING: Duration = Duration::from_millis(700);
/// A text of at most so many bytes, 2 MiB, is kept in memory when it has been read again.
const IN_MEMORY: u64 = 2 << 20;
/// How long a new text is indexed before it takes the place of the old one.
const INDEXING: Duration = Duration::from_millis(100);

/// Where wishes are sent to.
pub struct Watch {
    /// The folder that links may lead to without a question.
    root: Option<PathBuf>,
    messages: Option<Sender<Message>>,
}

enum Message {
    /// A file is to be watched.
    Follow(DocumentId, Reached, u64),
    /// Something happened at these paths, or anywhere if there are none.
    Changed(Vec<PathBuf>),
    /// A file is to be read again.
    Reread(RereadRequest),
}

impl Watch {
    /// Watches nothing yet. `root` is the folder that links may lead to without a question, a canonical path.
    #[must_use]
    pub fn new(root: Option<PathBuf>) -> Self {
        Self { root, messages: None }
    }

    /// Watches the file of a document, which had so many bytes when it was opened. `send` is used when the thread is
    /// started; it says whether anybody listens.
    pub fn follow(&mut self, file: (DocumentId, Reached, u64), send: impl Fn(Event) -> bool + Send + 'static) {
        self.tell(Message::Follow(file.0, file.1, file.2), send);
    }

    /// Reads a file again. What comes of it is an event.
    pub fn reread(&mut self, request: RereadRequest, send: impl Fn(Event) -> bool + Send + 'static) {
        self.tell(Message::Reread(request), send);
    }

    fn tell(&mut self, message: Message, send: impl Fn(Event) -> bool + Send + 'static) {
        let messages = self.messages.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::channel();
            let mut thread = Thread {
                root: self.root.clone(),
                receiver,
                own: sender.clone(),
                watcher: None,
                folders: BTreeSet::new(),
                names: Arc::default(),
                files: Vec::new(),
            };
            // Without a thread to be had nothing is read again.
            let _ = thread::Builder::new().name("watch".to_owned()).spawn(move || thread.run(&send));
            sender
        });
        let _ = messages.send(message);
    }
}

/// A file that is watched.
struct Watched {
    document: DocumentId,
    reached: Reached,
    /// The names on which it depends what is read.
    names: Vec<PathBuf>,
    /// What was in it when it was read.
    known: Option<Fingerprint>,
    /// What was said when it could not be read, if it can't be.
    told: Option<String>,
    /// When something happened to it first that has not been looked at, and when to look.
    unrest: Option<(Instant, Instant)>,
}

impl Watched {
    /// Whether something at a path concerns it: one of its names, or a folder that one of them stands in.
    fn is_about(&self, path: &Path) -> bool {
        concerns(&self.names, path)
    }
}

struct Thread {
    root: Option<PathBuf>,
    receiver: Receiver<Message>,
    own: Sender<Message>,
    watcher: Option<RecommendedWatcher>,
    /// The folders that are watched.
    folders: BTreeSet<PathBuf>,
    /// The names that are watched in them; there are others, too.
    names: Arc<Mutex<Vec<PathBuf>>>,
    files: Vec<Watched>,
}

impl Thread {
    fn run(&mut self, send: &dyn Fn(Event) -> bool) {
        loop {
            let goes_on = match self.next() {
                Ok(Message::Follow(document, reached, length)) => {
                    self.follow(document, reached, length);
                    true
                }
                Ok(Message::Changed(paths)) => {
                    self.changed(&paths);
                    true
                }
                Ok(Message::Reread(request)) => {
                    let outcome = self.reread(&request);
                    send(Event::Reread(request, outcome))
                }
                Err(RecvTimeoutError::Timeout) => self.look(send),
                Err(RecvTimeoutError::Disconnected) => false,
            };
            if !goes_on {
                return;
            }
        }
    }

    /// The next message; a timeout when it is time to look at a file.
    fn next(&self) -> Result<Message, RecvTimeoutError> {
        match self.files.iter().filter_map(|file| file.unrest).map(|(_, due)| due).min() {
            Some(due) => self.receiver.recv_timeout(due.saturating_duration_since(Instant::now())),
            None => self.receiver.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    fn follow(&mut self, document: DocumentId, reached: Reached, length: u64) {
        let file = Watched { document, reached, names: Vec::new(), known: None, told: None, unrest: None };
        self.files.push(file);
        self.watch_way(self.files.len() - 1);
        // From here on nothing is missed.
        let Some(file) = self.files.last_mut() else { return };
        let opened = documents::again(&file.reached, self.root.as_deref());
        let known = opened.ok().map(|opened| Fingerprint::of(&opened)).filter(|known| known.len() == length);
        let now = Instant::now();
        file.unrest = known.is_none().then_some((now, now));
        file.known = known;
    }

    /// Watches the way on which a file was reached as it is now.
    fn watch_way(&mut self, file: usize) {
        // What happens on it before it is watched is seen by looking once more.
        for _ in 0..3 {
            let Some(Watched { reached, names, .. }) = self.files.get_mut(file) else { return };
            let now = names_on(&reached.path);
            if *names == now {
                return;
            }
            *names = now;
            self.watch_folders();
        }
    }

    /// Watches the folders in which the names of all files stand, and no others.
    fn watch_folders(&mut self) {
        let all: Vec<PathBuf> = self.files.iter().flat_map(|file| file.names.iter().cloned()).collect();
        let wanted: BTreeSet<PathBuf> = all.iter().filter_map(|name| name.parent()).map(Path::to_owned).collect();
        *self.names.lock().unwrap_or_else(PoisonError::into_inner) = all;
        if self.watcher.is_none() {
            let (own, names) = (self.own.clone(), Arc::clone(&self.names));
            let told = move |event: notify::Result<notify::Event>| {
                let names = names.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(paths) = concerned(event, &names) {
                    let _ = own.send(Message::Changed(paths));
                }
            };
            self.watcher = RecommendedWatcher::new(told, Config::default()).ok();
        }
        if let Some(watcher) = &mut self.watcher {
            for folder in self.folders.difference(&wanted) {
                let _ = watcher.unwatch(folder);
            }
            for folder in wanted.difference(&self.folders) {
                let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
            }
        }
        self.folders = wanted;
    }

    fn changed(&mut self, paths: &[PathBuf]) {
        for path in paths {
            // A folder that has gone is not watched any more, whatever is in its place.
            if self.folders.remove(path) {
                let _ = self.watcher.as_mut().map(|watcher| watcher.unwatch(path));
                self.files.iter_mut().filter(|file| file.is_about(path)).for_each(|file| file.names.clear());
                self.files.iter_mut().filter(|file| file.names.is_empty()).for_each(Watched::stir);
            }
        }
        let is_about = |file: &Watched| paths.is_empty() || paths.iter().any(|path| file.is_about(path));
        self.files.iter_mut().filter(|file| is_about(file)).for_each(Watched::stir);
    }

    /// Looks at the files to which something has happened. Returns whether anybody listens.
    fn look(&mut self, send: &dyn Fn(Event) -> bool) -> bool {
        let now = Instant::now();
        for place in 0..self.files.len() {
            let Some((first, _)) = self.files[place].unrest.filter(|(_, due)| *due <= now) else { continue };
            self.watch_way(place);
            let file = &mut self.files[place];
            let found = documents::again(&file.reached, self.root.as_deref());
            let is_missing = match &found {
                Ok(opened) => opened.source.is_empty() && file.known.as_ref().is_some_and(|known| !known.is_empty()),
                Err(OpenError::NotFound(_)) => true,
                Err(_) => false,
            };
            if is_missing && now < first + REPLACING {
                file.unrest = Some((first, first + REPLACING));
                continue;
            }
            file.unrest = None;
            let is_same = match found {
                Ok(opened) => file.known.as_ref() == Some(&Fingerprint::of(&opened)),
                Err(error) => file.told == Some(error.to_string()),
            };
            if !is_same && !send(Event::Touched(file.document)) {
                return false;
            }
        }
        true
    }

    fn reread(&mut self, request: &RereadRequest) -> Reread {
        let file = self.files.iter_mut().find(|file| file.document == request.document);
        let known = file.as_ref().and_then(|file| file.known.as_ref());
        let (outcome, now) = read_again(request, self.root.as_deref(), known);
        if let Some(file) = file {
            (file.known, file.told) = match now {
                Ok(now) => (Some(now), None),
                Err(error) => (None, Some(error.to_string())),
            };
        }
        outcome
    }
}

impl Watched {
    /// Has it looked at when nothing more happens for a while.
    fn stir(&mut self) {
        let now = Instant::now();
        let first = self.unrest.map_or(now, |(first, _)| first);
        self.unrest = Some((first, (now + SETTLED).min(first + LONGEST)));
    }
}

/// Reads a file again of which this is known. Returns what came of it, and what is known now.
pub fn read_again(
    request: &RereadRequest,
    root: Option<&Path>,
    known: Option<&Fingerprint>,
) -> (Reread, Result<Fingerprint, OpenError>) {
    let mut opened = match documents::again(&request.reached, root) {
        Ok(opened) => opened,
        // Whatever comes next is to be read.
        Err(error) => return (unreadable(&error), Err(error)),
    };
    // What is being written to in place may say something else at every look.
    if opened.source.len() <= IN_MEMORY {
        opened.source = Arc::new(read_range(&*opened.source, 0..IN_MEMORY));
    }
    let now = Fingerprint::of(&opened);
    let outcome = match known {
        Some(known) if *known == now => Reread::Same,
        Some(known) if now.says_the_same(known) => fresh(opened, request, Change::InTimeOnly),
        Some(known) if now.extends(known, &*opened.source) => {
            let found = request.sought.find(&*opened.source);
            Reread::Extended { source: opened.source, path: opened.path, found }
        }
        _ => fresh(opened, request, Change::InText),
    };
    (outcome, Ok(now))
}

/// The paths that an event is about, none for any of them, if they concern these names; nothing if they don't.
fn concerned(event: notify::Result<notify::Event>, names: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let Ok(event) = event else { return Some(Vec::new()) };
    if event.need_rescan() {
        return Some(Vec::new());
    }
    // To read a file is to access it.
    let paths: Vec<_> = event.paths.into_iter().filter(|path| concerns(names, path)).collect();
    (!matches!(event.kind, EventKind::Access(_)) && !paths.is_empty()).then_some(paths)
}

/// Whether something at a path concerns one of these names: it is one, or a folder that one stands in.
fn concerns(names: &[PathBuf], path: &Path) -> bool {
    names.iter().any(|name| name == path || name.parent() == Some(path))
}

fn unreadable(error: &OpenError) -> Reread {
    let named = |path: &Path, what: &str| format!("“{}” {what}", path.display());
    let sentence = match error {
        OpenError::NotFound(_) => return Reread::Gone,
        OpenError::Folder(path) => named(path, "is a folder now."),
        OpenError::Outside(path) => named(path, "is where its link leads now, outside of the folder that you opened."),
        OpenError::Special(path) => named(path, "is not a regular file any more."),
        other => other.to_string(),
    };
    Reread::Failed(Safe::new(&sentence).to_string())
}

fn fresh(opened: Opened, request: &RereadRequest, change: Change) -> Reread {
    let found = request.sought.find(&*opened.source);
    let left = request.find_left(&*opened.source);
    let (mut document, mut indexer) = Document::open(opened.source, Cutting::default());
    let began = Instant::now();
    // The contents are on the screen, too, and shall not vanish for a moment.
    while began.elapsed() < INDEXING
        && let Step::Found(discovery) = indexer.step()
    {
        document.learn(*discovery);
    }
    Reread::Fresh(Box::new(Fresh { document, indexer, found, left, change, path: opened.path }))
}
