//! Reading a document again, because its file has changed or the reader asks for it. The words under the eyes stay.
//!
//! ```text
//! Event::Touched ─▶ Effect::Reread, with landmarks of the page ─▶ (runtime opens the file and finds the place)
//!                                                      Event::Reread ─▶ the new text takes the place of the old one
//! ```
//!
//! Until the new text is there the old one is shown. Whether a file has changed is found out in the runtime.

use std::path::PathBuf;
use std::sync::Arc;

use crate::document::{Cutting, Document, Indexer, Landmark, Step};
use crate::library::Origin;
use crate::text::read_at::ReadAt;

use crate::app::event::{DocumentId, Effect, Reached};
use crate::app::reader::Reader;
use crate::app::reader::following::Wholeness;
use crate::app::reader::rewritten::{Found, Landing, Sought, Standing};
use crate::app::reader::viewport::Anchor;
use crate::app::state::App;

/// A file to be read again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RereadRequest {
    /// Which document it is.
    pub document: DocumentId,
    /// How its file was reached.
    pub reached: Reached,
    /// What is looked for, to be on top of the page.
    pub sought: Sought,
    /// What stands at the places that the reader may go back to, and at the hits that a search has led to.
    pub left: Vec<Landmark>,
    /// Who wants it.
    pub wish: Wish,
}

/// Who wants a file to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The reader: something is said whatever comes of it.
    ByHand,
    /// Nobody: the file has changed.
    ByChange,
}

/// What came of reading a file again.
pub enum Reread {
    /// It says what it said.
    Same,
    /// It says what it said, and more behind that.
    Extended {
        /// Its bytes.
        source: Arc<dyn ReadAt>,
        /// Where it really is.
        path: Option<PathBuf>,
        /// Where the words are that were looked for.
        found: Found,
    },
    /// It says something else.
    Fresh(Box<Fresh>),
    /// It is not there any more.
    Gone,
    /// It can't be read: a sentence.
    Failed(String),
}

/// A document that was read again.
pub struct Fresh {
    /// The document, as far as it is indexed.
    pub document: Document,
    /// The rest of the index.
    pub indexer: Indexer,
    /// Where the words are that were looked for.
    pub found: Found,
    /// Where the places are that the reader may go back to, and those hits: (where one was, where it is if it is there).
    pub left: Vec<(u64, Option<u64>)>,
    /// What is different.
    pub change: Change,
    /// Where the file really is.
    pub path: Option<PathBuf>,
}

/// What has changed in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// What it says.
    InText,
    /// Only when it was written: but what was read while that was done may be of neither version.
    InTimeOnly,
}

/// Whether a file is to be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Rereading {
    /// There is no need, or the runtime is at it.
    Idle,
    /// It has changed while its index is built.
    Due,
}

/// Whether a document's file is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum OnDisk {
    /// As far as is known.
    There,
    /// It is gone.
    Gone,
    /// Something is there that can't be read.
    Unreadable,
}

/// What is said when a file has been read again.
const READ_AGAIN: &str = "Read again: the file has changed.";
/// What is said when a link on the way to it leads elsewhere.
const ELSEWHERE: &str = "Read again: its link leads to another file now.";
/// What is said when it says what it said.
const NOTHING_NEW: &str = "Read again: nothing has changed.";

/// Takes a source up, to be read on a screen.
pub(in crate::app) fn open(source: &Arc<dyn ReadAt>) -> (Document, Indexer) {
    Document::open(Arc::clone(source), Cutting::default())
}

impl RereadRequest {
    /// Where the places are in a source that the reader may go back to: (where one was, where it is if it is there).
    #[must_use]
    pub fn find_left(&self, source: &dyn ReadAt) -> Vec<(u64, Option<u64>)> {
        let find = |landmark: &Landmark| {
            // What ends before the place may have a line like one of those around it.
            let reaches = landmark.offset < source.len();
            landmark.seek_whole(source).or_else(|| landmark.seek(source).filter(|_| reaches))
        };
        self.left.iter().map(|landmark| (landmark.offset, find(landmark))).collect()
    }
}

impl Reader {
    /// Takes a landmark of what is on top of the page, while it can be read.
    pub(in crate::app) fn take_landmark(&mut self) {
        let offset = self.anchor().offset;
        let is_file = matches!(self.origin(), Origin::File(_));
        if is_file && !self.page.is_empty() && (offset != self.landmark.offset || self.landmark == Landmark::default())
        {
            let landmark = Landmark::read(&**self.document.source(), offset);
            // Of a file that is being written there may be nothing for a moment.
            if !landmark.is_blank() {
                self.landmark = landmark;
            }
        }
    }

    /// Shows another text in the place of this one, with this place on top as far as that is possible.
    pub(in crate::app) fn renew(&mut self, document: Document, anchor: Anchor) {
        self.document = document;
        self.wholeness = Wholeness::Whole;
        // Which of the new words they would be is not known.
        self.selection = None;
        self.learn_titles();
        // An editor may empty a file before it writes it: what was on top is for what comes then.
        if !self.document.span().is_empty() {
            self.landmark = Landmark::default();
        }
        self.flow.pour_anew(self.poured().clone());
        self.stand_at(anchor);
        if self.holds_end() {
            self.follow_end();
        }
    }

    /// Puts a place of the text on top that is shown now.
    fn stand_at(&mut self, anchor: Anchor) {
        self.scout_at(anchor.offset);
        self.viewport.hold_to(anchor, &self.document, &mut self.flow);
    }

    /// What is folded, panned or in focus behind the top of the page stays so where the top is at byte `offset` now.
    fn move_along(&mut self, offset: u64) {
        let here = self.top_offset();
        let moved = |place: u64| moved_along(place, here, offset);
        self.focus = self.focus.map(moved);
        for (place, _) in &mut self.pans {
            *place = moved(*place);
        }
        let mut pour = self.poured().clone();
        pour.folds = pour.folds.moved(moved);
        self.repour(pour);
    }

    /// The way to the document leads here now. Returns a sentence if that is another place than before.
    fn move_to(&mut self, path: Option<PathBuf>) -> Option<&'static str> {
        let origin = Origin::File(path?);
        (std::mem::replace(&mut self.origin, origin) != self.origin).then_some(ELSEWHERE)
    }

    /// Goes on with a text that has become longer.
    fn extend(&mut self, source: Arc<dyn ReadAt>) -> Indexer {
        let indexer = self.document.extend(source);
        self.flow.forget_from(self.document.chunk_count());
        self.landmark = Landmark::default();
        self.keep_up();
        indexer
    }
}

impl App {
    /// Steps an index as far as is done at once, and has the rest done in the background.
    pub(in crate::app) fn index(&mut self, id: DocumentId, mut indexer: Indexer) -> Vec<Effect> {
        let screen = u64::from(self.size.0) * u64::from(self.size.1);
        let Some(reader) = self.reader_of(id) else { return Vec::new() };
        let (indexed, end) = (reader.document().indexed(), reader.document().span().end);
        // Of a larger one as much as fills the screen, wherever it is opened.
        let enough = if end.saturating_sub(indexed) <= crate::app::state::SMALL { end } else { indexed + screen };
        while (reader.document().indexed() < enough || enough == end)
            && let Step::Found(discovery) = indexer.step()
        {
            reader.learn(vec![*discovery]);
        }
        let document = reader.document();
        if document.is_complete() {
            Vec::new()
        } else if document.is_growing() && document.span().end == 0 {
            vec![Effect::Await(id, Arc::clone(document.source()))]
        } else {
            vec![Effect::Index(id, Box::new(indexer))]
        }
    }

    /// The file of a document may have changed.
    pub(in crate::app) fn touched(&mut self, id: DocumentId) -> Vec<Effect> {
        let Some(reader) = self.readers.get_mut(id.0) else { return Vec::new() };
        reader.rereading = Rereading::Due;
        self.reread_if_due(id)
    }

    /// Reads a file again that has changed, unless its index is still being built: a file that changes all the time would
    /// never get one.
    pub(in crate::app) fn reread_if_due(&mut self, id: DocumentId) -> Vec<Effect> {
        match self.readers.get(id.0) {
            Some(reader) if reader.rereading == Rereading::Due && reader.document().is_complete() => {
                self.reread(id, Wish::ByChange).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    pub(in crate::app) fn reread(&mut self, id: DocumentId, wish: Wish) -> Option<Effect> {
        let hits = self.landmarks_of_hits(id);
        let reader = self.readers.get_mut(id.0)?;
        let reached = reader.reached.clone()?;
        reader.rereading = Rereading::Idle;
        let sought = reader.sought();
        let left = reader.left.iter().cloned().chain(hits).collect();
        Some(Effect::Reread(RereadRequest { document: id, reached, sought, left, wish }))
    }

    /// Reads the document again because the reader wants it.
    pub(in crate::app) fn reload(&mut self) -> Vec<Effect> {
        let sentence = match self.reader().origin() {
            Origin::File(_) => return self.reread(self.current, Wish::ByHand).into_iter().collect(),
            Origin::Stream { .. } => "A stream can't be read again: what has gone by is kept, nothing else.",
            Origin::Bundled | Origin::Licences => "This document is built in; it does not change.",
        };
        self.say(sentence);
        Vec::new()
    }

    /// Takes in what came of reading a file again.
    pub(in crate::app) fn reread_came(&mut self, request: &RereadRequest, outcome: Reread) -> Vec<Effect> {
        let id = request.document;
        let Some(reader) = self.readers.get_mut(id.0) else { return Vec::new() };
        reader.on_disk = match outcome {
            Reread::Gone => OnDisk::Gone,
            Reread::Failed(_) => OnDisk::Unreadable,
            Reread::Same | Reread::Extended { .. } | Reread::Fresh(_) => OnDisk::There,
        };
        let follows = reader.holds_end();
        let (effects, sentence) = match outcome {
            Reread::Same if request.wish == Wish::ByHand => (Vec::new(), NOTHING_NEW.to_owned()),
            Reread::Same => (Vec::new(), String::new()),
            Reread::Gone => (Vec::new(), "The file is gone; what you see is what was read.".to_owned()),
            Reread::Failed(sentence) => (Vec::new(), format!("{sentence} What you see is what was read.")),
            Reread::Extended { source, path, found } => {
                let said = reader.move_to(path).unwrap_or(READ_AGAIN);
                // Who follows the end sees it.
                let sentence = if follows { String::new() } else { said.to_owned() };
                (self.take_extended(request, source, found), sentence)
            }
            Reread::Fresh(fresh) => {
                let sentence = match (reader.move_to(fresh.path.clone()), fresh.change, request.wish) {
                    (Some(elsewhere), ..) => elsewhere,
                    (None, Change::InText, _) => READ_AGAIN,
                    (None, Change::InTimeOnly, Wish::ByHand) => NOTHING_NEW,
                    (None, Change::InTimeOnly, Wish::ByChange) => "",
                };
                (self.take_fresh(request, *fresh), sentence.to_owned())
            }
        };
        if id == self.current && !sentence.is_empty() {
            self.say(&sentence);
        }
        let due = self.reread_if_due(id);
        effects.into_iter().chain(due).collect()
    }

    /// Takes in what a text says that has become longer.
    fn take_extended(&mut self, request: &RereadRequest, source: Arc<dyn ReadAt>, found: Found) -> Vec<Effect> {
        let id = request.document;
        let Some(reader) = self.readers.get_mut(id.0) else { return Vec::new() };
        let here = reader.top_offset();
        let landing = reader.regain(&request.sought, found, &*source);
        let before = Arc::clone(reader.document().source());
        let indexer = reader.extend(source);
        self.searches.go_on(&before, reader.document());
        if let Some(landing) = landing {
            self.take_along(id, landing, &[]);
            let reader = &mut self.readers[id.0];
            for landmark in &mut reader.left {
                landmark.offset = moved_along(landmark.offset, here, landing.anchor.offset);
            }
            reader.stand_at(landing.anchor);
            reader.keep_chosen(request.sought.clone(), landing);
        }
        self.index(id, indexer)
    }

    fn take_fresh(&mut self, request: &RereadRequest, fresh: Fresh) -> Vec<Effect> {
        let id = request.document;
        let Some(reader) = self.readers.get_mut(id.0) else { return Vec::new() };
        let before = reader.top_offset();
        // The reader may have moved on while the file was read.
        let sought = reader.sought();
        let source = Arc::clone(fresh.document.source());
        let found = if sought == request.sought { fresh.found } else { sought.find(&*source) };
        let landing = reader.land(found, &*source);
        let is_shorter = fresh.document.span().end < reader.document().span().end;
        if is_shorter || landing.anchor.offset != before {
            reader.hold_words();
        }
        let was_full = reader.page.len() == reader.height();
        self.take_along(id, landing, &fresh.left);
        self.move_hits(id, &moved(before, landing, &fresh.left));
        let reader = &mut self.readers[id.0];
        reader.renew(fresh.document, landing.anchor);
        reader.find_left(&fresh.left);
        reader.keep_chosen(sought, landing);
        let effects = self.index(id, fresh.indexer);
        self.renew_finder();
        if was_full {
            self.readers[id.0].fill();
        }
        effects
    }

    /// Moves what is known of places to where they are, as far as that is known: with the top of the page, or found by
    /// themselves. What is known of the old text is kept for what may come while the new one has nothing of it.
    fn take_along(&mut self, id: DocumentId, landing: Landing, left: &[(u64, Option<u64>)]) {
        let Some(reader) = self.readers.get_mut(id.0) else { return };
        let here = reader.top_offset();
        if landing.standing == Standing::Found {
            reader.move_along(landing.anchor.offset);
        }
        self.history.move_places(id, moved(here, landing, left));
    }
}

/// Says of a place where it is, if byte `here` is where the words were that have landed, and those of some places are known:
/// (where one was, where it is if it is there).
fn moved(here: u64, landing: Landing, left: &[(u64, Option<u64>)]) -> impl Fn(u64) -> u64 {
    move |place| match left.iter().find(|(was, _)| *was == place) {
        Some((_, is)) => is.unwrap_or(place),
        None if landing.standing == Standing::Found => moved_along(place, here, landing.anchor.offset),
        None => place,
    }
}

/// Where a place is when byte `here` has gone to `offset`, and all behind it with it.
fn moved_along(place: u64, here: u64, offset: u64) -> u64 {
    if place < here { place } else { place - here + offset }
}
