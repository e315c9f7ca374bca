//! The threads that look through a document: started by a search, they end with it, or when another one takes its place.
//!
//! They take the parts of the walk one by one, and what they find is sent in its order. Until something has been found
//! each part is sent at once; behind it several go together, for each event may cost a frame.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::Event;
use crate::app::search::Quest;
use crate::document::search::{Found, find_in};

/// How many threads there are at most.
const MOST_THREADS: usize = 4;
/// How long what is found is gathered behind the first hit.
const BATCH: Duration = Duration::from_millis(30);

/// The search that is on.
#[derive(Default)]
pub struct Searching {
    run: Option<Arc<Run>>,
}

impl Searching {
    /// Begins a search in place of the one before. `send` says whether anybody listens.
    pub fn begin(&mut self, quest: Quest, send: impl Fn(Event) -> bool + Clone + Send + 'static) {
        self.end();
        let parts = quest.walk.len();
        let cores = thread::available_parallelism().map_or(1, NonZero::get);
        let run = Arc::new(Run::new(quest, parts));
        for _ in 0..cores.min(MOST_THREADS).min(parts) {
            let (run, send) = (Arc::clone(&run), send.clone());
            // With fewer threads to be had it takes longer; without any nothing is found.
            let _ = thread::Builder::new().name("search".to_owned()).spawn(move || run.work(&send));
        }
        self.run = Some(run);
    }

    /// Looks through a part once more, beside the search that is on.
    pub fn look_again(quest: Quest, part: Range<u64>, send: impl Fn(Event) -> bool + Send + 'static) {
        let _ = thread::Builder::new().name("search".to_owned()).spawn(move || {
            let found = find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known);
            send(Event::Found { search: quest.id, found: vec![found] });
        });
    }

    /// Ends the search that is on; its threads end when they are through with the part that they are at.
    pub fn end(&mut self) {
        if let Some(run) = self.run.take() {
            run.ended.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Searching {
    fn drop(&mut self) {
        self.end();
    }
}

/// A search that its threads share.
struct Run {
    quest: Quest,
    parts: usize,
    /// The next part that nobody has taken.
    next: AtomicUsize,
    ended: AtomicBool,
    outbox: Mutex<Outbox>,
}

/// What has been found and not been sent.
struct Outbox {
    /// Parts that others before them are missing for, by their place.
    early: BTreeMap<usize, Found>,
    /// Those that may be sent, in order.
    ready: Vec<Found>,
    /// The place behind the last of them.
    reached: usize,
    /// Whether a hit is among what has been sent.
    has_hit: bool,
    sent: Instant,
}

impl Run {
    fn new(quest: Quest, parts: usize) -> Self {
        let outbox =
            Outbox { early: BTreeMap::new(), ready: Vec::new(), reached: 0, has_hit: false, sent: Instant::now() };
        Self { quest, parts, next: AtomicUsize::new(0), ended: AtomicBool::new(false), outbox: Mutex::new(outbox) }
    }

    fn work(&self, send: &impl Fn(Event) -> bool) {
        while !self.ended.load(Ordering::Relaxed) {
            let place = self.next.fetch_add(1, Ordering::Relaxed);
            let Quest { source, walk, pattern, known, .. } = &self.quest;
            let Some(part) = walk.part(place) else { return };
            let found = find_in(&**source, walk, part, pattern, known);
            if !self.hand_over(place, found, send) {
                self.ended.store(true, Ordering::Relaxed);
            }
        }
    }

    /// Takes what was found in a part, and sends what is to be sent. Returns whether anybody listens.
    fn hand_over(&self, place: usize, found: Found, send: &impl Fn(Event) -> bool) -> bool {
        let mut outbox = self.outbox.lock().unwrap_or_else(PoisonError::into_inner);
        outbox.early.insert(place, found);
        let reached = outbox.reached;
        while let Some(next) = {
            let place = outbox.reached;
            outbox.early.remove(&place)
        } {
            outbox.reached += 1;
            outbox.ready.push(next);
        }
        let is_news = outbox.reached > reached;
        let is_due = !outbox.has_hit || outbox.reached == self.parts || outbox.sent.elapsed() >= BATCH;
        if !is_news || !is_due || self.ended.load(Ordering::Relaxed) {
            return true;
        }
        outbox.has_hit |= outbox.ready.iter().any(|found| !found.hits.is_empty());
        outbox.sent = Instant::now();
        let found = std::mem::take(&mut outbox.ready);
        // While it is locked, so that what is sent stays in order.
        send(Event::Found { search: self.quest.id, found })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::app::event::DocumentId;
    use crate::app::search::Search;
    use crate::document::search::{Pattern, Syntax};
    use crate::document::{Cutting, Document};

    fn quest(id: u64, text: &str, pattern: &str, from: u64) -> Quest {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        let pattern = Pattern::new(pattern, Syntax::Words).unwrap();
        Search::new(id, DocumentId(0), &document, pattern, from).quest().clone()
    }

    fn text() -> String {
        (0..40_000).map(|number| format!("word {number}\n\n")).collect()
    }

    #[test]
    fn all_is_found_once_and_in_the_order_of_the_walk() {
        let text = text();
        let (sender, receiver) = mpsc::channel();
        let mut searching = Searching::default();
        let quest = quest(7, &text, "word 1999", 300_000);
        let walk = Arc::clone(&quest.walk);
        searching.begin(quest, move |event| sender.send(event).is_ok());
        let mut spans = Vec::new();
        let mut hits = 0;
        // The channel ends when the last thread does.
        while let Ok(event) = receiver.recv() {
            let Event::Found { search: 7, found } = event else { panic!("nothing else is sent") };
            hits += found.iter().map(|found| found.hits.len()).sum::<usize>();
            spans.extend(found.into_iter().map(|found| found.span));
        }
        assert_eq!(spans.len(), walk.len());
        let breaks = spans.windows(2).filter(|pair| pair[0].end != pair[1].start).count();
        assert_eq!(breaks, 1, "one place where it goes on at the beginning");
        assert_eq!(hits, text.matches("word 1999").count());
    }

    #[test]
    fn a_search_that_another_one_takes_the_place_of_ends() {
        let text = text().repeat(4);
        let (sender, receiver) = mpsc::channel();
        let mut searching = Searching::default();
        let other = sender.clone();
        // The first one is held up with what it sends first, until the second one has begun.
        let gate = Arc::new(Mutex::new(()));
        let held = gate.lock().unwrap();
        let passes = Arc::clone(&gate);
        searching.begin(quest(0, &text, "word 1999", 0), move |event| {
            let sent = sender.send(event).is_ok();
            drop(passes.lock());
            sent
        });
        let mut bytes = [0; 2];
        let mut take = |event| {
            let Event::Found { search, found } = event else { panic!("nothing else is sent") };
            let number = usize::try_from(search).unwrap();
            bytes[number] += found.iter().map(|found| found.span.end - found.span.start).sum::<u64>();
        };
        take(receiver.recv().unwrap());
        searching.begin(quest(1, &text, "word 1999", 0), move |event| other.send(event).is_ok());
        drop(held);
        receiver.iter().for_each(&mut take);
        assert_eq!(bytes[1], text.len() as u64);
        assert!(bytes[0] < text.len() as u64, "{bytes:?}");
    }

    #[test]
    fn nobody_who_listens_ends_it() {
        let mut searching = Searching::default();
        let (sender, receiver) = mpsc::channel::<()>();
        searching.begin(quest(1, &text(), "word", 0), move |_| {
            let _held = &sender;
            false
        });
        // The last thread drops its end of the channel.
        assert!(receiver.recv().is_err());
    }

    #[test]
    fn a_part_is_looked_through_once_more() {
        let (sender, receiver) = mpsc::channel();
        let quest = quest(3, "word\n", "word", 0);
        let part = quest.walk.part(0).unwrap();
        Searching::look_again(quest, part, move |event| sender.send(event).is_ok());
        let Ok(Event::Found { search: 3, found }) = receiver.recv() else { panic!("it is sent") };
        assert_eq!(found[0].hits.len(), 1);
    }
}
