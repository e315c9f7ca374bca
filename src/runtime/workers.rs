//! The threads that do what would make a key wait: indexing, opening files, starting programs. Each sends events.

use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::app::event::{DocumentId, LoadRequest, Outcome};
use crate::document::Indexer;

use super::documents;
use super::opener::{self, Program};

/// How long discoveries are gathered before they are sent: each batch costs a frame.
const BATCH: Duration = Duration::from_millis(50);

/// Steps an index to its end. Stops when nobody listens any more.
pub fn index(document: DocumentId, mut indexer: Indexer, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("index", move || {
        let mut running = true;
        while running {
            let began = Instant::now();
            let mut discoveries = Vec::new();
            while began.elapsed() < BATCH {
                if let Some(discovery) = indexer.next() {
                    discoveries.push(discovery);
                } else {
                    running = false;
                    break;
                }
            }
            running &= discoveries.is_empty() || send(Event::Discovered { document, discoveries });
        }
    });
}

/// Opens a document that a link leads to, or that was named behind the first one.
pub fn load(request: LoadRequest, root: Option<PathBuf>, send: impl Fn(Event) -> bool + Send + 'static) {
    spawn("load", move || {
        let result = documents::linked(&request, root.as_deref());
        send(Event::Loaded(request, result));
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
