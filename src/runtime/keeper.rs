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
const NOW_AND_THEN: Duration = Duration::from_mins(1);
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
    batches: Sender<Batch>,
}

/// Notes that were taken at one time.
struct Batch {
    notes: Vec<(Note, Moment)>,
    /// Dropped when they are written, or when that has failed.
    _waited_for: Option<Sender<()>>,
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
        if !notes.is_empty() {
            self.send(notes, None, send);
        }
    }

    /// Has the last notes written before the program stops or ends, and waits until that is done, though not for ever.
    pub(super) fn finish(&mut self, notes: Vec<Note>, send: impl Fn(Event) -> bool + Send + 'static) {
        if notes.is_empty() && self.thread.is_none() {
            return;
        }
        let (waited_for, written) = mpsc::channel();
        self.send(notes, Some(waited_for), send);
        let _ = written.recv_timeout(LAST_MOMENT);
    }

    fn send(
        &mut self,
        notes: Vec<Note>,
        waited_for: Option<Sender<()>>,
        send: impl Fn(Event) -> bool + Send + 'static,
    ) {
        let Some(file) = &self.file else { return };
        self.asked = Instant::now();
        let now = state_file::now();
        self.thread = self.thread.take().or_else(|| Thread::start(file.clone(), send));
        if let Some(thread) = &self.thread {
            let notes = notes.into_iter().map(|note| (note, now)).collect();
            let _ = thread.batches.send(Batch { notes, _waited_for: waited_for });
        }
    }
}

impl Thread {
    /// Without a thread to be had nothing is written; the system has other worries then.
    fn start(file: StateFile, send: impl Fn(Event) -> bool + Send + 'static) -> Option<Self> {
        let (batches, taken) = mpsc::channel();
        let work = move || write_all(&file, &taken, &send);
        thread::Builder::new().name("state".to_owned()).spawn(work).ok().map(|_| Self { batches })
    }
}

/// Writes what comes until nothing can come any more. What goes wrong is said once.
fn write_all(file: &StateFile, taken: &Receiver<Batch>, send: &dyn Fn(Event) -> bool) {
    let mut waiting: Vec<(Note, Moment)> = Vec::new();
    let mut complained = false;
    while let Ok(first) = taken.recv() {
        let mut batches: Vec<Batch> = std::iter::once(first).chain(taken.try_iter()).collect();
        waiting.extend(batches.iter_mut().flat_map(|batch| std::mem::take(&mut batch.notes)));
        if waiting.is_empty() {
            continue;
        }
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::app::memory::{DocumentName, Kept, What};
    use crate::document::Landmark;
    use crate::text::sanitize::Safe;

    fn keeper(folder: &Path) -> Keeper {
        let folder = folder.as_os_str().to_owned();
        Keeper::new(StateFile::by_environment(|name| (name == "XDG_STATE_HOME").then(|| folder.clone())))
    }

    fn note(name: &str) -> Note {
        let place = Kept { landmark: Landmark::with_words((1, 10), "a", "b"), rows: 0 };
        Note { name: DocumentName::File(name.into()), title: Safe::new(name), what: What::Left(place) }
    }

    fn kept(keeper: &Keeper) -> usize {
        keeper.file.as_ref().unwrap().read(Moment(0)).0.recent().count()
    }

    #[test]
    fn what_is_kept_is_there_at_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut keeper = keeper(folder.path());
        keeper.finish(Vec::new(), |_| panic!("nothing is wrong"));
        assert!(keeper.thread.is_none(), "for nothing there is no thread");
        for number in 0..20 {
            keeper.keep(vec![note(&format!("/{number}"))], |_| panic!("nothing is wrong"));
        }
        keeper.finish(vec![note("/last")], |_| panic!("nothing is wrong"));
        assert_eq!(kept(&keeper), 21);
        assert!(!keeper.is_due());
    }

    #[test]
    fn what_goes_wrong_is_said_once() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("preface"), "").unwrap();
        let mut keeper = keeper(folder.path());
        let (sender, said) = mpsc::channel();
        for _ in 0..3 {
            let sender = sender.clone();
            keeper.finish(vec![note("/a")], move |event| sender.send(event).is_ok());
        }
        drop((sender, keeper));
        let said: Vec<_> = said.iter().collect();
        let [Event::Said(sentence)] = &said[..] else { panic!("{} things were said", said.len()) };
        assert!(sentence.starts_with("What you read is not remembered"), "{sentence}");
    }
}
