//! Files that change on disk: a thread watches their folders, and reads again what has changed.
//!
//! ```text
//! notify: something in a folder ─▶ wait until it settles ─▶ has the text changed? ─▶ Event::Touched
//! Effect::Reread ─▶ open the file, compare, find the place of the page ─▶ Event::Reread
//! ```
//!
//! The folder is watched and not the file, because most editors put a new file in the place of the old one. Nothing ticks:
//! the thread sleeps until something happens. Where nothing can be watched, a file is still read again by hand. The event
//! loop starts it behind the first frame.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::app::Event;
use crate::app::event::DocumentId;
use crate::app::reader::reload::{Change, Fresh, Reread, RereadRequest};
use crate::document::{Cutting, Document, Step};
use crate::text::read_at::read_range;
use crate::text::sanitize::Safe;

use super::files::{self, Asked, OpenError, Opened};
use super::fingerprint::Fingerprint;

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
#[derive(Default)]
pub struct Watch {
    messages: Option<Sender<Message>>,
}

enum Message {
    /// A file is to be watched.
    Follow(DocumentId, PathBuf, u64),
    /// Something happened to these files, or to any if there are none.
    Changed(Vec<PathBuf>),
    /// A file is to be read again.
    Reread(RereadRequest),
}

impl Watch {
    /// Watches the file of a document, which had so many bytes when it was opened. `send` is used when the thread is
    /// started; it says whether anybody listens.
    pub fn follow(&mut self, file: (DocumentId, PathBuf, u64), send: impl Fn(Event) -> bool + Send + 'static) {
        self.tell(Message::Follow(file.0, file.1, file.2), send);
    }

    /// Reads a file again. What comes of it is an event.
    pub fn reread(&mut self, request: RereadRequest, send: impl Fn(Event) -> bool + Send + 'static) {
        self.tell(Message::Reread(request), send);
    }

    fn tell(&mut self, message: Message, send: impl Fn(Event) -> bool + Send + 'static) {
        let messages = self.messages.get_or_insert_with(|| {
            let (sender, receiver) = mpsc::channel();
            let mut thread =
                Thread { receiver, own: sender.clone(), watcher: None, names: Arc::default(), files: Vec::new() };
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
    path: PathBuf,
    /// What was in it when it was read.
    known: Option<Fingerprint>,
    /// When something happened to it first that has not been looked at, and when to look.
    unrest: Option<(Instant, Instant)>,
}

struct Thread {
    receiver: Receiver<Message>,
    own: Sender<Message>,
    watcher: Option<RecommendedWatcher>,
    /// The files that are watched; in their folders there are others, too.
    names: Arc<Mutex<Vec<PathBuf>>>,
    files: Vec<Watched>,
}

impl Thread {
    fn run(&mut self, send: &dyn Fn(Event) -> bool) {
        loop {
            let goes_on = match self.next() {
                Ok(Message::Follow(document, path, length)) => {
                    self.follow(document, path, length);
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

    fn follow(&mut self, document: DocumentId, path: PathBuf, length: u64) {
        self.names.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
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
        if let (Some(watcher), Some(folder)) = (&mut self.watcher, path.parent()) {
            // The same folder twice is watched once.
            let _ = watcher.watch(folder, RecursiveMode::NonRecursive);
        }
        // From here on nothing is missed.
        let known = files::open(&path, Asked::ByLink).ok().map(|opened| Fingerprint::of(&path, &*opened.source));
        let unrest = known.as_ref().is_none_or(|known| known.len() != length).then(|| (Instant::now(), Instant::now()));
        let known = known.filter(|_| unrest.is_none());
        self.files.push(Watched { document, path, known, unrest });
    }

    fn changed(&mut self, paths: &[PathBuf]) {
        let now = Instant::now();
        for file in self.files.iter_mut().filter(|file| paths.is_empty() || paths.contains(&file.path)) {
            let first = file.unrest.map_or(now, |(first, _)| first);
            file.unrest = Some((first, (now + SETTLED).min(first + LONGEST)));
        }
    }

    /// Looks at the files to which something has happened. Returns whether anybody listens.
    fn look(&mut self, send: &dyn Fn(Event) -> bool) -> bool {
        let now = Instant::now();
        for file in &mut self.files {
            let Some((first, due)) = file.unrest else { continue };
            if due > now {
                continue;
            }
            let found = files::open(&file.path, Asked::ByLink);
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
            let now = found.ok().map(|opened| Fingerprint::of(&file.path, &*opened.source));
            let is_same = now.is_some() && now == file.known;
            if !is_same && !send(Event::Touched(file.document)) {
                return false;
            }
        }
        true
    }

    fn reread(&mut self, request: &RereadRequest) -> Reread {
        let file = self.files.iter_mut().find(|file| file.document == request.document);
        let (outcome, now) = read_again(request, file.as_ref().and_then(|file| file.known.as_ref()));
        if let Some(file) = file {
            file.known = now;
        }
        outcome
    }
}

/// Reads a file again of which this is known. Returns what came of it, and what is known now.
#[must_use]
pub fn read_again(request: &RereadRequest, known: Option<&Fingerprint>) -> (Reread, Option<Fingerprint>) {
    let mut opened = match files::open(&request.path, Asked::ByLink) {
        Ok(opened) => opened,
        // Whatever comes next is to be read.
        Err(error) => return (unreadable(&error), None),
    };
    // What is being written to in place may say something else at every look.
    if opened.source.len() <= IN_MEMORY {
        opened.source = Arc::new(read_range(&*opened.source, 0..IN_MEMORY));
    }
    let now = Fingerprint::of(&request.path, &*opened.source);
    let outcome = match known {
        Some(known) if *known == now => Reread::Same,
        Some(known) if now.says_the_same(known) => fresh(opened, request, Change::InTimeOnly),
        Some(known) if now.extends(known, &*opened.source) => Reread::Extended(opened.source),
        _ => fresh(opened, request, Change::InText),
    };
    (outcome, Some(now))
}

/// The watched files that an event is about, none for any of them; nothing if it is about none.
fn concerned(event: notify::Result<notify::Event>, names: &[PathBuf]) -> Option<Vec<PathBuf>> {
    let Ok(event) = event else { return Some(Vec::new()) };
    if event.need_rescan() {
        return Some(Vec::new());
    }
    // To read a file is to access it.
    let paths: Vec<_> = event.paths.into_iter().filter(|path| names.contains(path)).collect();
    (!matches!(event.kind, EventKind::Access(_)) && !paths.is_empty()).then_some(paths)
}

fn unreadable(error: &OpenError) -> Reread {
    let named = |path: &Path, what: &str| format!("“{}” {what}", path.display());
    let sentence = match error {
        OpenError::NotFound(_) => return Reread::Gone,
        OpenError::Folder(path) => named(path, "is a folder now."),
        OpenError::Special(path) => named(path, "is not a regular file any more."),
        other => other.to_string(),
    };
    Reread::Failed(Safe::new(&sentence).to_string())
}

fn fresh(opened: Opened, request: &RereadRequest, change: Change) -> Reread {
    let offset = request.landmark.find(&*opened.source);
    let left = request.left.iter().map(|landmark| (landmark.offset, landmark.find(&*opened.source))).collect();
    let (mut document, mut indexer) = Document::open(opened.source, Cutting::default());
    let began = Instant::now();
    // The contents are on the screen, too, and shall not vanish for a moment.
    while began.elapsed() < INDEXING
        && let Step::Found(discovery) = indexer.step()
    {
        document.learn(*discovery);
    }
    Reread::Fresh(Box::new(Fresh { document, indexer, offset, left, change }))
}
