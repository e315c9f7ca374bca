//! Printing on all cores: the index goes ahead, chunks are parsed and laid out by workers, and written in their order.
//!
//! ```text
//! this thread   index and parse ─▶ learn ─┐                   ┌─▶ write, in order
//!                                         ▼                   │
//! workers                          number the links ─▶ lay out
//!                                  (in order)
//! ```
//!
//! This thread lays out, too, while the others are behind.
//!
//! What a thread has allocated it frees itself: two that free each other's memory stand in each other's way, and that takes
//! a quarter of the time. So a draft goes back to where it came from, and so does the room that text is written in.
//!
//! What is printed is what [`print::document`] prints. At most `AHEAD` chunks are on their way at a time; only where one
//! of them waits for what the rest of the document defines, the index goes on to the end.

use std::collections::VecDeque;
use std::io::{self, BufWriter, Write};
use std::num::NonZero;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::thread;

use crate::document::{ChunkId, Cutting, Discovery, Document, Indexer, Prospects};
use crate::markdown::block::Parsed;
use crate::markdown::sketch::Draft;
use crate::markdown::tree::Punctuation;
use crate::print::references::Numbering;
use crate::print::{self, Format, Place, write_chunk, write_lines};
use crate::text::read_at::ReadAt;

/// A document of at most so many bytes is printed on one thread: others would not have begun before it is done.
const SMALL: u64 = 256 * 1024;
/// How many chunks may be on their way: parsed, laid out or waiting to be written.
const AHEAD: usize = 24;
/// How many chunks are indexed before the workers hear of them.
const BATCH: usize = 4;
/// So many bytes are written at once, where as many are ready.
const PIECE: usize = 128 * 1024;

/// Prints a document. Returns how many of its bytes were not UTF-8, and are printed as U+FFFD.
///
/// # Errors
///
/// When the writer fails, or the system refuses any thread.
pub fn document(source: Arc<dyn ReadAt>, format: &Format, out: &mut dyn Write) -> io::Result<usize> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    if source.len() <= SMALL || workers == 1 {
        return print::document(source, format, out);
    }
    let (document, indexer) = Document::open(source, Cutting::for_all());
    let format = &format.for_document(&document);
    let prospects = Arc::new(document.prospects());
    let indexer = match format.pour.punctuation {
        Punctuation::AsWritten => indexer.with_blocks(Arc::clone(&prospects)),
        Punctuation::Smart => indexer,
    };
    let press = Press {
        document: RwLock::new(document),
        format,
        state: Mutex::new(State::default()),
        changed: Condvar::new(),
        numbering: Mutex::new(Numbering::default()),
        prospects,
    };
    thread::scope(|scope| {
        // However this ends, the workers must: they are waited for.
        let _stop = StopAtEnd(&press);
        // This thread is one of them.
        for worker in 1..workers {
            let begun = thread::Builder::new().name("print".to_owned()).spawn_scoped(scope, || press.work());
            match begun {
                Ok(_) => {}
                Err(error) if worker == 1 => return Err(error),
                // Those that there are do it.
                Err(_) => break,
            }
        }
        press.run(indexer, out)
    })
}

fn unfinished() -> io::Error {
    io::Error::other("a part of it could not be laid out")
}

/// What the threads share.
struct Press<'a> {
    document: RwLock<Document>,
    format: &'a Format,
    state: Mutex<State>,
    changed: Condvar,
    numbering: Mutex<Numbering>,
    /// What may be defined anywhere.
    prospects: Arc<Prospects>,
}

/// How far everything is, in chunks.
#[derive(Default)]
struct State {
    /// How many are indexed, and whether these are all.
    indexed: usize,
    complete: bool,
    /// How many the workers have taken, and how many of these have their links numbered.
    taken: usize,
    numbered: usize,
    /// How many are written.
    written: usize,
    /// What chunks say, as far as the index could tell in passing, in their order.
    drafts: VecDeque<(usize, Draft)>,
    /// What has been laid out of that, to be dropped by the thread that made it.
    spent: Vec<Draft>,
    /// How many workers need more of the document indexed.
    waiting: usize,
    /// How many threads sleep until something has changed.
    asleep: usize,
    /// The text of the chunks from the one on that is to be written next, as far as it is there.
    ready: VecDeque<Option<Vec<u8>>>,
    /// What has been written, to be written over.
    written_out: Vec<Vec<u8>>,
    /// Whether nobody wants any more, or something went wrong.
    stopped: bool,
}

/// What a chunk says, and where that comes from.
enum Said {
    /// From the index, which has read it in passing.
    InPassing(Draft),
    /// From the chunk itself, which was read again.
    Again(Parsed),
}

impl Said {
    fn parsed(&mut self) -> &mut Parsed {
        match self {
            Self::InPassing(draft) => draft.parsed(),
            Self::Again(parsed) => parsed,
        }
    }
}

impl State {
    /// Where the draft of a chunk stands among the drafts, if there is one.
    fn draft_of(&self, chunk: usize) -> Option<usize> {
        self.drafts.binary_search_by_key(&chunk, |(chunk, _)| *chunk).ok()
    }

    /// Takes in the text of a chunk.
    fn put_ready(&mut self, chunk: usize, bytes: Vec<u8>) {
        let place = chunk - self.written;
        self.ready.resize_with(self.ready.len().max(place + 1), || None);
        self.ready[place] = Some(bytes);
    }

    /// What is to be written next, if it is there.
    fn take_ready(&mut self) -> Option<Vec<u8>> {
        let bytes = self.ready.front_mut()?.take()?;
        self.ready.pop_front();
        self.written += 1;
        Some(bytes)
    }
}

impl Press<'_> {
    /// Whether the chunk that is to be taken next can be laid out now by the thread that indexes: neither it nor one before
    /// it may wait for what that thread has not indexed yet.
    fn next_is_sure(&self, state: &State) -> bool {
        let is_settled = |draft: &Draft| {
            let document = self.document();
            document.hopes(draft.labels(), &self.prospects).is_empty() && !draft.awaits_number(document.references())
        };
        let draft = || state.draft_of(state.taken).is_some_and(|place| is_settled(&state.drafts[place].1));
        state.taken < state.indexed && (state.complete || (state.numbered == state.taken && draft()))
    }

    /// What is known of the document. Whoever holds it must not ask for the state.
    fn document(&self) -> RwLockReadGuard<'_, Document> {
        self.document.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets nobody wait any more.
    fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    /// Waits until the state is as wanted or everything stops; says which.
    fn wait(&self, wanted: impl Fn(&State) -> bool) -> Option<MutexGuard<'_, State>> {
        let waits = |state: &mut State| !state.stopped && !wanted(state);
        let mut state = self.state();
        state.asleep += 1;
        let mut state = self.changed.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner);
        state.asleep -= 1;
        (!state.stopped).then_some(state)
    }

    /// Gives the state back after a change, and wakes whoever sleeps until there is one: where nobody does, the system need
    /// not be asked.
    fn wake(&self, state: MutexGuard<'_, State>) {
        let is_awaited = state.asleep > 0;
        drop(state);
        if is_awaited {
            self.changed.notify_all();
        }
    }

    /// Indexes and writes; returns how many bytes were not UTF-8.
    fn run(&self, mut indexer: Indexer, out: &mut dyn Write) -> io::Result<usize> {
        let mut out = BufWriter::with_capacity(PIECE, out);
        loop {
            let discoveries: Vec<_> = indexer.by_ref().take(BATCH).collect();
            if discoveries.is_empty() {
                break;
            }
            self.learn(discoveries);
            let is_free = |state: &State| state.waiting > 0 || state.indexed < state.written + AHEAD;
            self.write(&mut out, is_free)?;
        }
        self.write(&mut out, |state| state.written == state.indexed)?;
        let mut numbering = self.numbering.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = Vec::new();
        write_lines(&numbering.list(self.format.pour.columns), self.format, &mut bytes);
        out.write_all(&bytes)?;
        out.flush()?;
        Ok(self.document().invalid_bytes())
    }

    /// Writes what is ready and helps with what is not, until it is enough.
    fn write(&self, out: &mut dyn Write, is_enough: impl Fn(&State) -> bool) -> io::Result<()> {
        let mut spent = Vec::new();
        loop {
            while let Some(bytes) = self.next_ready() {
                out.write_all(&bytes)?;
                self.state().written_out.push(bytes);
            }
            std::mem::swap(&mut self.state().spent, &mut spent);
            spent.clear();
            if is_enough(&self.state()) {
                return out.flush();
            }
            if let Some(chunk) = self.take_sure() {
                let bytes = self.lay(chunk).ok_or_else(unfinished)?;
                self.state().put_ready(chunk, bytes);
                continue;
            }
            out.flush()?;
            let is_ready = |state: &State| state.ready.front().is_some_and(Option::is_some);
            let has_news = |state: &State| is_enough(state) || is_ready(state) || self.next_is_sure(state);
            drop(self.wait(has_news).ok_or_else(unfinished)?);
        }
    }

    /// Takes a chunk that needs nothing of what is still to be indexed, if it is next.
    fn take_sure(&self) -> Option<usize> {
        let mut state = self.state();
        self.next_is_sure(&state).then(|| {
            state.taken += 1;
            state.taken - 1
        })
    }

    /// Takes in what the index has found.
    fn learn(&self, discoveries: Vec<Discovery>) {
        let mut document = self.document.write().unwrap_or_else(PoisonError::into_inner);
        let mut drafts = Vec::new();
        for mut discovery in discoveries {
            let draft = discovery.draft.take();
            drafts.extend(draft.map(|draft| (document.chunk_count(), *draft)));
            document.learn(discovery);
        }
        let (indexed, complete) = (document.chunk_count(), document.is_complete());
        drop(document);
        let mut state = self.state();
        (state.indexed, state.complete) = (indexed, complete);
        // Far ahead of what is written they would only take memory.
        drafts.retain(|(chunk, _)| *chunk < state.written + 2 * AHEAD);
        state.drafts.extend(drafts);
        self.wake(state);
    }

    /// What is to be written next, if it is there.
    fn next_ready(&self) -> Option<Vec<u8>> {
        let mut state = self.state();
        let bytes = state.take_ready()?;
        self.wake(state);
        Some(bytes)
    }

    /// Room to write the text of a chunk in.
    fn room(&self) -> Vec<u8> {
        let mut room = self.state().written_out.pop().unwrap_or_default();
        room.clear();
        // A text that was much longer than most is not kept for its room.
        room.shrink_to(PIECE);
        room
    }

    /// Takes chunks until there are no more.
    fn work(&self) {
        let _stop = StopOnPanic(self);
        while let Some(chunk) = self.take() {
            let Some(bytes) = self.lay(chunk) else { return };
            let mut state = self.state();
            state.put_ready(chunk, bytes);
            self.wake(state);
        }
    }

    fn take(&self) -> Option<usize> {
        let is_done = |state: &State| state.complete && state.taken == state.indexed;
        let is_free = |state: &State| state.taken < state.indexed && state.taken < state.written + AHEAD;
        let mut state = self.wait(|state| is_done(state) || is_free(state))?;
        if is_done(&state) {
            return None;
        }
        state.taken += 1;
        Some(state.taken - 1)
    }

    /// Waits until these labels are known; if a number is awaited or one of them isn't defined, that is at the end.
    fn hope(&self, number: bool, hopes: &[Box<str>]) -> Option<()> {
        if hopes.is_empty() && !number {
            return Some(());
        }
        let mut state = self.state();
        state.waiting += 1;
        self.wake(state);
        let mut seen = 0;
        while number || !self.document().knows(hopes) {
            let state = self.wait(|state| state.complete || state.indexed > seen)?;
            if state.complete {
                break;
            }
            seen = state.indexed;
        }
        self.state().waiting -= 1;
        Some(())
    }

    /// Lays a chunk out and writes it; `None` if everything stops.
    fn lay(&self, chunk: usize) -> Option<Vec<u8>> {
        let mut said = self.read(chunk)?;
        let mut list = Vec::new();
        {
            let mut numbering = self.numbering.lock().unwrap_or_else(PoisonError::into_inner);
            numbering.annotate(said.parsed(), self.format.links);
            if numbering.is_full() {
                list = numbering.list(self.format.pour.columns);
            }
        }
        let mut state = self.state();
        state.numbered += 1;
        self.wake(state);
        let mut bytes = self.room();
        let place = Place::of(&self.document(), ChunkId(chunk));
        write_chunk(said.parsed(), place, self.format, &mut bytes);
        write_lines(&list, self.format, &mut bytes);
        if let Said::InPassing(draft) = said {
            self.state().spent.push(draft);
        }
        Some(bytes)
    }

    /// What a chunk says, its notes numbered for good; `None` if everything stops.
    fn read(&self, chunk: usize) -> Option<Said> {
        let draft = {
            let mut state = self.state();
            state.draft_of(chunk).and_then(|place| state.drafts.remove(place))
        };
        if let Some((_, mut draft)) = draft {
            let hopes = self.document().hopes(draft.labels(), &self.prospects);
            let number = draft.awaits_number(self.document().references());
            self.hope(number, &hopes)?;
            drop(self.wait(|state| state.numbered == chunk)?);
            let is_complete = draft.complete(self.document().references()).is_some();
            if is_complete {
                return Some(Said::InPassing(draft));
            }
            self.state().spent.push(draft);
        }
        let parse = || self.document().parse_with(ChunkId(chunk), self.format.pour.punctuation);
        let parsed = parse();
        let hopes = self.document().hopes(parsed.wants.iter().map(|want| &**want), &self.prospects);
        self.hope(parsed.awaits_number(), &hopes)?;
        drop(self.wait(|state| state.numbered == chunk)?);
        // The number of a note depends on the chunks before this one, too.
        let changes = self.document().changes(&parsed);
        Some(Said::Again(if changes { parse() } else { parsed }))
    }
}

/// When the thread that writes is done, the workers are, too, whatever became of it.
struct StopAtEnd<'a, 'b>(&'a Press<'b>);

impl Drop for StopAtEnd<'_, '_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// A worker that panics takes the others with it: nobody may wait for what it would have laid out.
struct StopOnPanic<'a, 'b>(&'a Press<'b>);

impl Drop for StopOnPanic<'_, '_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Pour;
    use crate::print::references::Links;

    /// The same text as often as it takes to be printed on several threads.
    fn long(text: &str) -> Arc<Vec<u8>> {
        Arc::new(text.repeat(280 * 1024 / text.len()).into_bytes())
    }

    #[test]
    fn many_threads_print_what_one_prints() {
        let guide = include_str!("../../tests/corpus/guide.md");
        for text in [guide, "A [link](/a), [later], and [^note].\n\n", "one line\n"] {
            let source = Arc::new([&**long(text), b"\n[later]: /b\n\n[^note]: n\n"].concat());
            for links in [Links::End, Links::Inline] {
                let format = Format { pour: Pour::printed(40), theme: None, links };
                let (mut one, mut many) = (Vec::new(), Vec::new());
                print::document(source.clone(), &format, &mut one).unwrap();
                document(source.clone(), &format, &mut many).unwrap();
                assert!(one == many, "{links:?} {:?}", &text[..9]);
            }
        }
    }

    #[test]
    fn nobody_waits_for_who_waits_for_him() {
        // Every other chunk wants a label that is defined far behind it, or never.
        let plain = "words and words\n\n".repeat(2_500);
        let text: String =
            (0..40).map(|number| format!("[a{number}] [x]\n\n{plain}[a{}]: /b\n\n", number / 2)).collect();
        let source = Arc::new(text.into_bytes());
        let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
        let (mut one, mut many) = (Vec::new(), Vec::new());
        print::document(source.clone(), &format, &mut one).unwrap();
        document(source, &format, &mut many).unwrap();
        assert!(one == many);
    }

    #[test]
    fn a_writer_that_fails_ends_it() {
        struct Broken(usize);
        impl Write for Broken {
            fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
                self.0 = self.0.checked_sub(1).ok_or(io::ErrorKind::BrokenPipe)?;
                Ok(bytes.len())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
        let result = document(long("words and words\n\n"), &format, &mut Broken(2));
        assert_eq!(result.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
    }

    #[test]
    fn a_writer_that_panics_leaves_nobody_waiting() {
        struct Panicking;
        impl Write for Panicking {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                panic!("as it is meant to")
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let (sender, receiver) = std::sync::mpsc::channel();
        thread::spawn(move || {
            let format = Format { pour: Pour::printed(40), theme: None, links: Links::End };
            let run = || document(long("words and words\n\n"), &format, &mut Panicking);
            sender.send(std::panic::catch_unwind(std::panic::AssertUnwindSafe(run)).is_err())
        });
        assert_eq!(receiver.recv_timeout(std::time::Duration::from_secs(20)), Ok(true));
    }
}
