//! The threads that do what would make a key wait: indexing, opening files, starting programs. Each sends events.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::app::event::{DocumentId, LoadRequest, Outcome, TypedPath};
use crate::document::{Indexer, Step};
use crate::text::read_at::ReadAt;

use super::documents;
use super::opener::{self, Program};
use super::paths;

/// How long discoveries are gathered before they are sent: each batch costs a frame.
const BATCH: Duration = Duration::from_millis(50);

/// Steps an index to its end, and waits for a document that grows. Stops when nobody listens any more.
pub fn index(document: DocumentId, mut indexer: Indexer, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("index", move || {
        let edition = indexer.edition();
        loop {
            let began = Instant::now();
            let mut discoveries = Vec::new();
            let mut pause = None;
            while began.elapsed() < BATCH && pause.is_none() {
                match indexer.step() {
                    Step::Found(discovery) => discoveries.push(*discovery),
                    other => pause = Some(other),
                }
            }
            // With nothing found there is at least more to be shown of what arrives.
            let has_news = !discoveries.is_empty() || matches!(pause, Some(Step::Waiting(_)));
            if has_news && !send(Event::Discovered { document, edition: edition.clone(), discoveries }) {
                return;
            }
            match pause {
                Some(Step::Done) => return,
                Some(Step::Waiting(known)) => {
                    indexer.source().wait_beyond(known);
                    // What arrives piece by piece is shown some twenty times a second.
                    thread::sleep(BATCH.saturating_sub(began.elapsed()));
                }
                Some(Step::Found(_)) | None => {}
            }
        }
    });
}

/// Waits for a stream to begin.
pub fn wait_for_beginning(
    document: DocumentId,
    source: Arc<dyn ReadAt>,
    send: impl Fn(Event) -> bool + Send + 'static,
) {
    spawn("stream", move || {
        source.wait_beyond(0);
        send(Event::Begun(document));
    });
}

/// Opens a document that a link leads to, or that was named behind the first one.
pub fn load(request: LoadRequest, root: Option<PathBuf>, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("load", move || {
        let result = documents::linked(&request, root.as_deref());
        send(Event::Loaded(request, result));
    });
}

/// Opens a document only to look at it.
pub fn peek(request: LoadRequest, root: Option<PathBuf>, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("peek", move || {
        let result = documents::linked(&request, root.as_deref());
        send(Event::Peeked(request, result));
    });
}

/// Finds out which file is meant by what the reader typed.
pub fn find_meant(path: TypedPath, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("path", move || {
        let (path, start) = paths::meant(&path);
        send(Event::Meant { path, start });
    });
}

/// Looks what is in a folder that the reader is typing.
pub fn list_folder(folder: TypedPath, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("folder", move || {
        let entries = paths::list(&folder);
        send(Event::FolderListed(folder, entries));
    });
}

/// Starts a program with a link.
pub fn open_outside(url: String, program: Option<Program>, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("open", move || {
        let outcome = match opener::open_detached(&url, program.as_ref()) {
            Ok(()) => Outcome::Opened,
            Err(sentence) => Outcome::Failed(sentence),
        };
        send(Event::OpenedOutside { url, outcome });
    });
}

fn spawn(name: &str, work: impl FnOnce() + Send + 'static) {
    // Without a thread to be had the work is not done; the system has other worries then.
    let _ = thread::Builder::new().name(name.to_owned()).spawn(work);
}
