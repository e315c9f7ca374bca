//! When the state file is written: a thread takes notes into it, so that no slow disk is ever waited for while somebody
//! reads, and for a moment at the end, when the terminal has been given back.
//!
//! There is no clock that ticks. The event loop hands notes over when another document is opened, when a mark is set,
//! before the program stops, at its end, and behind a key when it was not done for a while.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::app::memory::{Moment, Note};

use super::state_file::{self, StateFile, Unwritten};

/// How long a place may go unwritten while somebody goes on reading.
const NOW_AND_THEN: Duration = Duration::from_secs(60);
/// How long the end of the program waits for what is being written.
const LAST_MOMENT: Duration = Duration::from_secs(3);
/// How many notes wait while others write; older ones give way.
const MOST_WAITING: usize = 1000;

/// Takes notes into the state file.
pub(super) struct Keeper {
    file: Option<StateFile>,
    thread: Option<Thread>,
    /// When the place was asked for last.
    asked: Instant,
}

struct Thread {
    notes: Sender<Vec<(Note, Moment)>>,
    /// Closed when all is written.
    done: Receiver<()>,
}

impl Keeper {
    /// Writes to a file; without one nothing is kept.
    pub(super) fn new(file: Option<StateFile>) -> Self {
        Self { file, thread: None, asked: Instant::now() }
    }

    /// Whether the places of the documents are to be noted once more.
    pub(super) fn is_due(&mut self) -> bool {
        let due = self.file.is_some() && self.asked.elapsed() >= NOW_AND_THEN;
        if due {
            self.asked = Instant::now();
        }
        due
    }

    /// Has notes written in the background; `send` gets a sentence if that fails.
    pub(super) fn keep(&mut self, notes: Vec<Note>, send: impl Fn(Event) -> bool + Send + 'static) {
        let Some(file) = &self.file else { return };
        if notes.is_empty() {
            return;
        }
        self.asked = Instant::now();
        let now = state_file::now();
        let thread = self.thread.take().or_else(|| Thread::start(file.clone(), send));
        if let Some(thread) = &thread {
            let _ = thread.notes.send(notes.into_iter().map(|note| (note, now)).collect());
        }
        self.thread = thread;
    }

    /// Has the last notes written, and waits until that is done, though not for ever.
    pub(super) fn finish(mut self, notes: Vec<Note>) {
        // Nobody is there to be told.
        self.keep(notes, |_| false);
        if let Some(Thread { notes, done }) = self.thread {
            drop(notes);
            let _ = done.recv_timeout(LAST_MOMENT);
        }
    }
}

impl Thread {
    /// Without a thread to be had nothing is written; the system has other worries then.
    fn start(file: StateFile, send: impl Fn(Event) -> bool + Send + 'static) -> Option<Self> {
        let (notes, taken) = mpsc::channel();
        let (finished, done) = mpsc::channel();
        let work = move || {
            write_all(&file, &taken, &send);
            drop(finished);
        };
        thread::Builder::new().name("state".to_owned()).spawn(work).ok().map(|_| Self { notes, done })
    }
}

/// Writes what comes until nothing can come any more. What goes wrong is said once.
fn write_all(file: &StateFile, taken: &Receiver<Vec<(Note, Moment)>>, send: &dyn Fn(Event) -> bool) {
    let mut waiting: Vec<(Note, Moment)> = Vec::new();
    let mut complained = false;
    while let Ok(notes) = taken.recv() {
        waiting.extend(notes);
        waiting.extend(taken.try_iter().flatten());
        let sentence = match file.add(&waiting) {
            Err(Unwritten::Busy) => {
                waiting.drain(..waiting.len().saturating_sub(MOST_WAITING));
                continue;
            }
            Ok(sentence) => sentence,
            // It was said when the program started.
            Err(Unwritten::Newer) => None,
            Err(Unwritten::Failed(error)) => {
                let sentence = format!("What you read is not remembered: the state file can't be written ({error}).");
                let first = !std::mem::replace(&mut complained, true);
                Some(sentence).filter(|_| first)
            }
        };
        waiting.clear();
        if let Some(sentence) = sentence {
            send(Event::Said(sentence));
        }
    }
}
