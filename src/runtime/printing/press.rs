//! The threads that print a document: what they share, and what each of them does.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};
use std::thread;

use crate::document::{ChunkId, Discovery, Document, Indexer, Prospects, Stretch, Stretches};
use crate::markdown::block::Parsed;
use crate::markdown::sketch::Draft;
use crate::markdown::tree::Punctuation;
use crate::print::references::Numbering;
use crate::print::{Format, Place, write_chunk, write_lines};

/// About how many bytes a stretch has.
const STRETCH: u64 = 64 * 1024;
/// How many stretches may be on their way for each thread: indexed, laid out or waiting to be written.
const AHEAD: usize = 3;
/// A text that was much longer than most is not kept for its room.
const ROOM: usize = 128 * 1024;

/// What the threads share.
pub(super) struct Press<'a> {
    document: RwLock<Document>,
    stretches: Stretches,
    format: &'a Format,
    /// How many stretches may be on their way.
    ahead: usize,
    /// What goes on through the stretches that don't begin where a block does; whoever's turn it is to join one has it.
    astray: Mutex<Option<Indexer>>,
    numbering: Mutex<Numbering>,
    /// What may be defined anywhere.
    prospects: Arc<Prospects>,
    state: Mutex<State>,
    changed: Condvar,
}

/// How far everything is, in stretches.
#[derive(Default)]
struct State {
    /// How many have been taken to be indexed, how many of these are joined, and whether these are all.
    taken: usize,
    joined: usize,
    complete: bool,
    /// Whether the last one that was joined ended amid a block, as the next one may well do.
    astray: bool,
    /// Those that are joined and wait for somebody who lays them out, in their order.
    left: VecDeque<Part>,
    /// How many threads need more of the document indexed.
    hoping: usize,
    /// How many have their links numbered.
    numbered: usize,
    /// How many are written, and the text of those behind them, as far as it is there.
    written: usize,
    ready: VecDeque<Option<String>>,
    /// What has been written, to be written over.
    rooms: Vec<String>,
    /// How many threads sleep until something has changed.
    asleep: usize,
    /// Whether nobody wants any more, or something went wrong.
    stopped: bool,
}

/// A stretch that is joined: its number, and its chunks.
struct Part {
    number: usize,
    first: usize,
    /// What each of the chunks says, as far as the index could tell in passing.
    drafts: Vec<Option<Box<Draft>>>,
}

/// What a chunk says, and where that comes from.
enum Said {
    /// From the index, which has read it in passing.
    InPassing(Box<Draft>),
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

    /// What may still change it: labels that may be defined further on, and whether a number is awaited.
    fn awaits(&self, document: &Document, prospects: &Prospects) -> (Vec<Box<str>>, bool) {
        match self {
            Self::InPassing(draft) => {
                (document.hopes(draft.labels(), prospects), draft.awaits_number(document.references()))
            }
            Self::Again(parsed) => {
                (document.hopes(parsed.wants.iter().map(|want| &**want), prospects), parsed.awaits_number())
            }
        }
    }

    /// Puts it right by what is known now; if it can't, the chunk has to be read again.
    fn complete(&mut self, document: &Document) -> bool {
        match self {
            Self::InPassing(draft) => draft.complete(document.references()).is_some(),
            Self::Again(parsed) => !document.changes(parsed),
        }
    }
}

impl State {
    /// Takes in the text of a stretch.
    fn put_ready(&mut self, number: usize, text: String) {
        let place = number - self.written;
        self.ready.resize_with(self.ready.len().max(place + 1), || None);
        self.ready[place] = Some(text);
    }

    /// What is to be written next, if it is there.
    fn take_ready(&mut self) -> Option<String> {
        let text = self.ready.front_mut()?.take()?;
        self.ready.pop_front();
        self.written += 1;
        Some(text)
    }

    /// Whether the next of those that are left may be laid out: not so far ahead of what is written that its text would only
    /// take memory.
    fn lays_next(&self, ahead: usize) -> bool {
        self.left.front().is_some_and(|part| part.number < self.written + ahead)
    }

    fn is_ready(&self) -> bool {
        self.ready.front().is_some_and(Option::is_some)
    }
}

impl<'a> Press<'a> {
    /// A press for a document of which nothing is indexed yet, and so many threads.
    pub(super) fn new(document: Document, format: &'a Format, threads: usize) -> Self {
        let prospects = Arc::new(document.prospects());
        let stretches = Stretches::of(&document, STRETCH);
        let stretches = match format.pour.punctuation {
            Punctuation::AsWritten => stretches.with_blocks(Arc::clone(&prospects)),
            Punctuation::Smart => stretches,
        };
        Self {
            document: RwLock::new(document),
            stretches,
            format,
            ahead: AHEAD * threads,
            astray: Mutex::default(),
            numbering: Mutex::default(),
            prospects,
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Works until there is nothing left to do.
    pub(super) fn work(&self) {
        let _stop = StopOnPanic(self);
        // Whoever stops it says why.
        let _ = Hand { press: self, out: None }.work();
    }

    /// Works, and writes what all have made. Returns how many bytes of the document were not UTF-8.
    pub(super) fn work_and_write(&self, out: &mut dyn Write) -> io::Result<usize> {
        let mut hand = Hand { press: self, out: Some(&mut *out) };
        hand.work()?;
        drop(hand.wait(|state| state.written == state.taken)?);
        let mut list = String::new();
        write_lines(&self.numbering().list(self.format.pour.columns), self.format, &mut list);
        out.write_all(list.as_bytes())?;
        Ok(self.document().invalid_bytes())
    }

    /// Lets nobody wait any more when this is dropped, whatever became of it.
    pub(super) fn stop_at_end(&self) -> StopAtEnd<'_, 'a> {
        StopAtEnd(self)
    }

    /// What is known of the document. Whoever holds it must not ask for the state.
    fn document(&self) -> RwLockReadGuard<'_, Document> {
        self.document.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn numbering(&self) -> MutexGuard<'_, Numbering> {
        self.numbering.lock().unwrap_or_else(PoisonError::into_inner)
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

    fn stop(&self) {
        self.state().stopped = true;
        self.changed.notify_all();
    }

    /// Whether stretches are indexed for others to lay them out. While the source grows, the thread that writes does so: it
    /// alone may wait for the source, for it is told when nobody wants the text any more.
    fn goes_ahead(&self, state: &State) -> bool {
        state.hoping > 0 || self.stretches.are_growing()
    }

    /// Lets the document learn what was found in a stretch. What it says is handed over to be laid out, or left to whoever
    /// is next.
    fn join(&self, number: usize, stretch: Option<&Stretch>, found: Vec<Discovery>) -> Option<Part> {
        let mut document = self.document.write().unwrap_or_else(PoisonError::into_inner);
        let first = document.chunk_count();
        let mut drafts = Vec::with_capacity(found.len());
        for mut discovery in found {
            drafts.push(discovery.draft.take());
            document.learn(discovery);
        }
        let complete = document.is_complete();
        let is_met = stretch.is_some_and(|stretch| stretch.is_met_by(&document));
        drop(document);
        let mut state = self.state();
        (state.joined, state.complete, state.astray) = (number + 1, complete, !is_met);
        // Far ahead of what is written they would only take memory.
        if number > state.written + self.ahead {
            drafts.fill_with(|| None);
        }
        let mut part = Some(Part { number, first, drafts });
        // Nobody may wait for what is left while all wait for him.
        if self.goes_ahead(&state) || !state.left.is_empty() {
            state.left.extend(part.take());
        }
        self.wake(state);
        part
    }
}

/// One of the threads.
struct Hand<'p, 'a, 'w> {
    press: &'p Press<'a>,
    /// Where the text goes, if this is the thread that writes.
    out: Option<&'w mut dyn Write>,
}

impl<'p> Hand<'p, '_, '_> {
    fn work(&mut self) -> io::Result<()> {
        while let Some(part) = self.next()? {
            self.lay(part)?;
        }
        Ok(())
    }

    /// Waits until the state is as wanted, and meanwhile writes what is ready. Fails if everything stops.
    fn wait(&mut self, wanted: impl Fn(&State) -> bool) -> io::Result<MutexGuard<'p, State>> {
        let press = self.press;
        loop {
            let mut state = press.state();
            if let Some(out) = &mut self.out {
                while let Some(text) = state.take_ready() {
                    press.wake(state);
                    out.write_all(text.as_bytes())?;
                    state = press.state();
                    state.rooms.push(text);
                }
            }
            let writes = self.out.is_some();
            let waits = |state: &mut State| !(state.stopped || wanted(state) || (writes && state.is_ready()));
            state.asleep += 1;
            let mut state = press.changed.wait_while(state, waits).unwrap_or_else(PoisonError::into_inner);
            state.asleep -= 1;
            if state.stopped {
                return Err(io::Error::other("a part of it could not be laid out"));
            }
            if wanted(&state) {
                return Ok(state);
            }
        }
    }

    /// The next stretch that is to be laid out; `None` if there are no more.
    fn next(&mut self) -> io::Result<Option<Part>> {
        let (press, writes) = (self.press, self.out.is_some());
        let is_done = |state: &State| state.complete && state.left.is_empty();
        let is_free = || !press.stretches.are_growing();
        // Before the source is waited for, all is written that has arrived.
        let may_wait = |state: &State| state.hoping > 0 || state.written == state.taken;
        let has_next =
            |state: &State| is_free() || (writes && (press.stretches.has_arrived(state.taken) || may_wait(state)));
        let is_near = |state: &State| state.hoping > 0 || state.taken < state.written + press.ahead;
        let indexes = |state: &State| !state.complete && is_near(state) && has_next(state);
        let lays = |state: &State| state.lays_next(press.ahead) && (is_free() || !writes);
        loop {
            let mut state = self.wait(|state| is_done(state) || indexes(state) || lays(state))?;
            if lays(&state) && !(indexes(&state) && press.goes_ahead(&state)) {
                return Ok(state.left.pop_front());
            }
            if !indexes(&state) {
                return Ok(None);
            }
            if let Some(part) = self.index(state)? {
                return Ok(Some(part));
            }
        }
    }

    /// Indexes the stretch that is next.
    fn index(&mut self, mut state: MutexGuard<'_, State>) -> io::Result<Option<Part>> {
        let press = self.press;
        let number = state.taken;
        state.taken += 1;
        let is_astray = state.astray;
        drop(state);
        press.stretches.wait_for(number);
        let stretch = press.stretches.get(number);
        let by_itself = || stretch.as_ref().filter(|_| !is_astray).map(|stretch| press.stretches.read(stretch));
        let reading = if press.stretches.are_growing() { None } else { by_itself() };
        drop(self.wait(|state| state.joined == number)?);
        let mut astray = press.astray.lock().unwrap_or_else(PoisonError::into_inner);
        let reading = reading.filter(|reading| reading.follows(&press.document()));
        let found = match (reading, &stretch) {
            (Some(reading), _) => {
                *astray = None;
                reading.found
            }
            (None, Some(stretch)) => {
                let begin = || press.stretches.indexer_behind(&press.document());
                stretch.read_with(astray.get_or_insert_with(begin))
            }
            (None, None) => Vec::new(),
        };
        drop(astray);
        Ok(press.join(number, stretch.as_ref(), found))
    }

    /// Waits until these labels are known; if a number is awaited or one of them isn't defined, that is at the end.
    fn hope(&mut self, number: bool, hopes: &[Box<str>]) -> io::Result<()> {
        let press = self.press;
        if hopes.is_empty() && !number {
            return Ok(());
        }
        let mut state = press.state();
        state.hoping += 1;
        press.wake(state);
        while number || !press.document().knows(hopes) {
            let state = press.state();
            if state.complete {
                break;
            }
            let joined = state.joined;
            if press.stretches.are_growing() {
                drop(state);
                drop(self.wait(|state| state.complete || state.joined > joined)?);
            } else {
                self.index(state)?;
            }
        }
        press.state().hoping -= 1;
        Ok(())
    }

    /// Lays a stretch out.
    fn lay(&mut self, part: Part) -> io::Result<()> {
        let (press, number, first) = (self.press, part.number, part.first);
        let mut said = self.read(part)?;
        let mut lists = Vec::with_capacity(said.len());
        {
            let mut numbering = press.numbering();
            for said in &mut said {
                numbering.annotate(said.parsed(), press.format.links);
                let full = numbering.is_full();
                lists.push(if full { numbering.list(press.format.pour.columns) } else { Vec::new() });
            }
        }
        let mut state = press.state();
        state.numbered += 1;
        let mut text = state.rooms.pop().unwrap_or_default();
        press.wake(state);
        text.clear();
        text.shrink_to(ROOM);
        for ((chunk, said), list) in (first..).zip(&mut said).zip(lists) {
            let place = Place::of(&press.document(), ChunkId(chunk));
            write_chunk(said.parsed(), place, press.format, &mut text);
            write_lines(&list, press.format, &mut text);
        }
        let mut state = press.state();
        state.put_ready(number, text);
        press.wake(state);
        Ok(())
    }

    /// What the chunks of a stretch say, their notes numbered for good.
    fn read(&mut self, part: Part) -> io::Result<Vec<Said>> {
        let press = self.press;
        let parse = |chunk: usize| press.document().parse_with(ChunkId(chunk), press.format.pour.punctuation);
        let mut said: Vec<_> = (part.first..)
            .zip(part.drafts)
            .map(|(chunk, draft)| draft.map_or_else(|| Said::Again(parse(chunk)), Said::InPassing))
            .collect();
        let (mut hopes, mut number) = (Vec::new(), false);
        for said in &said {
            let awaited = said.awaits(&press.document(), &press.prospects);
            hopes.extend(awaited.0);
            number |= awaited.1;
        }
        self.hope(number, &hopes)?;
        drop(self.wait(|state| state.numbered == part.number)?);
        for (chunk, said) in (part.first..).zip(&mut said) {
            if !said.complete(&press.document()) {
                *said = Said::Again(parse(chunk));
                let (hopes, number) = said.awaits(&press.document(), &press.prospects);
                self.hope(number, &hopes)?;
                if !said.complete(&press.document()) {
                    *said = Said::Again(parse(chunk));
                }
            }
        }
        Ok(said)
    }
}

/// When the thread that writes is done, the others are, too.
pub(super) struct StopAtEnd<'p, 'a>(&'p Press<'a>);

impl Drop for StopAtEnd<'_, '_> {
    fn drop(&mut self) {
        self.0.stop();
    }
}

/// A thread that panics takes the others with it: nobody may wait for what it would have laid out.
struct StopOnPanic<'p, 'a>(&'p Press<'a>);

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

    #[test]
    fn nothing_is_laid_out_far_ahead_of_what_is_written() {
        let part = |number| Part { number, first: 0, drafts: Vec::new() };
        let mut state = State { left: (3..9).map(part).collect(), ..State::default() };
        assert!(state.lays_next(4) && !state.lays_next(3));
        state.put_ready(0, String::new());
        assert_eq!(state.take_ready().as_deref(), Some(""));
        assert!(state.lays_next(3));
    }
}
