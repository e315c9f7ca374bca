//! The walk over the bytes that finds the chunks: a pure iterator, stepped by a thread in the program and by a loop in a
//! test.

use std::ops::Range;
use std::sync::{Arc, Weak};

use memchr::memmem;

use crate::markdown::continuation::Continuation;
use crate::markdown::cut::{Cut, Room, cut};
use crate::markdown::ragged::affordable;
use crate::markdown::references::{References, fold};
use crate::markdown::scan::{Purpose, Scan, scan_for};
use crate::markdown::slug::slug;
use crate::text::read_at::{ReadAt, read_range_in};
use crate::text::sanitize::Safe;

use super::discovery::{AnchorHash, Discovery, FoundHeading};
use super::prospects::Prospects;
use super::source::text_of;

/// How large the pieces are that are read at once, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cutting {
    /// The first window. It is small, so that the first screen is there at once; the next ones double up to `window`.
    pub first: usize,
    /// A window to begin with. Chunks are about this large.
    pub window: usize,
    /// How far a window that is one single block is widened; past it the block is cut inside.
    pub cap: usize,
}

impl Default for Cutting {
    fn default() -> Self {
        // The cap bounds what a single block costs: its lines, laid out, take some forty times its bytes at worst, and a
        // first frame waits for them.
        Self { first: 4 * 1024, window: 8 * 1024, cap: 32 * 1024 }
    }
}

impl Cutting {
    /// For whoever wants all of the document and no part of it at once: larger windows end in the middle of a block less
    /// often, and what is read of such a block is read again.
    #[must_use]
    pub fn for_all() -> Self {
        Self { window: 32 * 1024, ..Self::default() }
    }
}

/// Finds the chunks of a source, one after the other.
///
/// As an iterator it waits for a source that grows; [`Self::step`] doesn't.
pub struct Indexer {
    source: Arc<dyn ReadAt>,
    cutting: Cutting,
    at: u64,
    end: u64,
    growth: Growth,
    /// The document that it works for, while there is one: what nobody wants any more is not looked for.
    owner: Option<Weak<()>>,
    continuation: Continuation,
    /// What was defined so far: a heading's text depends on it, and only what is new is handed over.
    known: References,
    next_window: usize,
    /// The line on which a chunk is to begin, if that is possible.
    aim: Option<Range<u64>>,
    /// What to expect of the rest of the document, where what the chunks say is handed over, too.
    prospects: Option<Arc<Prospects>>,
    /// What the last window was read into, for the next one.
    spare: Vec<u8>,
    done: bool,
}

/// What the indexer found in a step.
#[derive(Debug)]
pub enum Step {
    /// The next chunk.
    Found(Box<Discovery>),
    /// Nothing that is certain: the source has to grow beyond this many bytes first, or to end.
    Waiting(u64),
    /// Nothing, for there is nothing left.
    Done,
}

/// Which reading of a document a discovery is from: a file that has changed is read again, and what is found in the old
/// one says nothing about the new one.
#[derive(Debug, Clone)]
pub struct Edition(Weak<()>);

impl Edition {
    /// Whether it is the one of this owner.
    pub(super) fn is_of(&self, owner: &Arc<()>) -> bool {
        std::ptr::eq(self.0.as_ptr(), Arc::as_ptr(owner))
    }
}

/// Whether the source may still grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growth {
    /// It may: its end as it is now cuts a block.
    Open,
    /// It has ended, or its end now is taken for the end.
    Ended,
}

/// A window of text: whole lines, or the rest of the document.
struct Window {
    text: String,
    invalid: usize,
    /// Whether the document ends with it.
    last: bool,
    /// How far it may be widened.
    room: Room,
}

impl Indexer {
    /// Begins at byte `start` of `source` (behind its front matter).
    #[must_use]
    pub fn new(source: Arc<dyn ReadAt>, start: u64, cutting: Cutting) -> Self {
        Self::resume(source, start, Continuation::Nothing, cutting)
    }

    /// The bytes that it reads.
    #[must_use]
    pub fn source(&self) -> &dyn ReadAt {
        &*self.source
    }

    /// Which reading of which document this is.
    #[must_use]
    pub fn edition(&self) -> Edition {
        Edition(self.owner.clone().unwrap_or_default())
    }

    /// Begins in the middle, at byte `start`, where a block begins or the text goes on with `continuation`. What has
    /// arrived of a growing source by now counts as all of it.
    #[must_use]
    pub fn resume(source: Arc<dyn ReadAt>, start: u64, continuation: Continuation, cutting: Cutting) -> Self {
        let end = source.len();
        let known = References::default();
        let next_window = cutting.first.max(1);
        Self {
            source,
            cutting,
            at: start,
            end,
            growth: Growth::Ended,
            owner: None,
            continuation,
            known,
            next_window,
            aim: None,
            prospects: None,
            spare: Vec::new(),
            done: false,
        }
    }

    /// Goes along with a source that grows.
    #[must_use]
    pub(super) fn growing(self) -> Self {
        let growth = if self.source.has_ended() { Growth::Ended } else { Growth::Open };
        Self { growth, end: self.source.len(), ..self }
    }

    /// Knows already what is defined.
    #[must_use]
    pub(super) fn knowing(self, known: References) -> Self {
        Self { known, ..self }
    }

    /// Comes to an end as soon as nobody has the owner any more.
    #[must_use]
    pub(super) fn owned_by(self, owner: Weak<()>) -> Self {
        Self { owner: Some(owner), ..self }
    }

    /// Finds the chunks up to the one in which a line begins, given in bytes: up to the line, if a chunk can end above it. Up
    /// to the end, if no line is given.
    pub(super) fn up_to(&mut self, line: Option<Range<u64>>) -> Vec<Discovery> {
        let end = line.as_ref().map_or(u64::MAX, |line| line.start);
        self.aim = line;
        let mut found = Vec::new();
        while self.at < end
            && let Some(discovery) = self.next()
        {
            found.push(discovery);
        }
        found
    }

    /// The next chunk, if what has arrived of the source says for certain where it ends.
    pub fn step(&mut self) -> Step {
        if self.done || self.owner.as_ref().is_some_and(|owner| owner.strong_count() == 0) {
            return Step::Done;
        }
        if self.growth == Growth::Open {
            self.growth = if self.source.has_ended() { Growth::Ended } else { Growth::Open };
            self.end = self.source.len();
        }
        match self.next_cut() {
            Some(cut) => Step::Found(Box::new(self.take(cut))),
            None => Step::Waiting(self.end),
        }
    }

    /// Hands over what the chunks say where that can be told in passing, and not where headings and anchors are: for
    /// whoever wants all of them anyway, once, from the beginning to the end.
    #[must_use]
    pub fn with_blocks(self, prospects: Arc<Prospects>) -> Self {
        Self { prospects: Some(prospects), ..self }
    }

    /// Reads from the current place to byte `until`, back to the last line end among these. `None` if there is no line end
    /// and the window may still be widened.
    fn window(&mut self, until: u64, room: Room) -> Option<Window> {
        let mut bytes = read_range_in(&*self.source, self.at..until, std::mem::take(&mut self.spare));
        // A source that became shorter ends where it ends now.
        let is_short = (bytes.len() as u64) < until.saturating_sub(self.at);
        let last = is_short || (until == self.end && self.growth == Growth::Ended);
        if !last {
            let whole = match end_of_last_line(&bytes) {
                Some(end) => end,
                None if room == Room::Wider => return None,
                None => boundary(&bytes),
            };
            bytes.truncate(whole);
        }
        let (mut text, invalid) = text_of(bytes);
        let affordable = affordable(&text, &self.continuation);
        let (last, room) = if affordable < text.len() { (false, Room::Cap) } else { (last, room) };
        text.truncate(affordable);
        Some(Window { text, invalid, last, room })
    }

    /// The next window that can be cut, what is in it, and where and how to cut it; `None` if too little has arrived.
    fn next_cut(&mut self) -> Option<(Window, Scan, usize, Continuation)> {
        let prospects = self.prospects.clone();
        let expected = |label: &str| prospects.as_ref().is_some_and(|prospects| prospects.names(label));
        // What has been cut inside goes on, most probably, beyond another cap.
        let mut size =
            if self.continuation.joins() { self.cutting.cap.max(self.next_window) } else { self.next_window };
        loop {
            let wanted = self.at.saturating_add(size as u64);
            let arrived = self.growth == Growth::Ended || wanted <= self.end;
            // A window that ends with the line aimed at is cut above that line, if a block begins there.
            let aim = self.aim.as_ref().filter(|aim| aim.end <= wanted && self.at < aim.start);
            let aim = aim.filter(|_| !self.continuation.joins()).map(|aim| aim.end);
            let room = if size >= self.cutting.cap && arrived && aim.is_none() { Room::Cap } else { Room::Wider };
            if let Some(window) = self.window(aim.unwrap_or(wanted).min(self.end), room) {
                // A wider window is not read for its blocks again.
                let with_blocks = self.prospects.is_some() && size == self.next_window;
                let purpose = if with_blocks { Purpose::Blocks(&expected) } else { Purpose::Index };
                let scan = scan_for(&window.text, &self.continuation, &self.known, purpose);
                if window.last {
                    let length = window.text.len();
                    return Some((window, scan, length, Continuation::Nothing));
                }
                if let Cut::At(at, goes_on) = cut(&window.text, &scan, &self.continuation, window.room, &self.known) {
                    return Some((window, scan, at, goes_on));
                }
            }
            if aim.is_some() {
                self.aim = None;
                continue;
            }
            if !arrived {
                return None;
            }
            size = size.saturating_mul(2).min(self.cutting.cap.max(size + 1));
        }
    }

    /// Goes past what was found, and tells it.
    fn take(&mut self, (window, mut scan, length, goes_on): (Window, Scan, usize, Continuation)) -> Discovery {
        let last = window.last && length == window.text.len();
        self.done = last;
        let draft = match scan.sketch.take() {
            Some(sketch) if last => Some(Box::new(sketch.whole())),
            // Past the cap a block is cut inside.
            Some(sketch) if !goes_on.joins() => sketch.before(length).map(Box::new),
            _ => None,
        };
        let shows = scan.shows.is_some_and(|first| last || first < length);
        scan.keep_before(if last { usize::MAX } else { length });
        let text = window.text.get(..length).unwrap_or(&window.text);
        let notes = !(scan.mentions.is_empty() && scan.footnotes.is_empty());
        let links = notes || scan.first_link.is_some() || may_have_bare_links(text);
        let invalid = if window.invalid == 0 { 0 } else { text.bytes().filter(|&byte| byte == 0).count() };
        let start = self.at;
        let end = start + length as u64;
        let known = &mut self.known;
        // The document keeps the same texts.
        let definitions = scan.definitions.into_iter().map(|(label, to, _)| (Arc::from(fold(&label)), to));
        let definitions = definitions.filter(|(label, to)| known.define(Arc::clone(label), to.clone())).collect();
        let placed = |(label, at): (Box<str>, usize)| (label, start + at as u64);
        let mut footnotes: Vec<_> = scan.footnotes.into_iter().map(placed).collect();
        footnotes.retain(|(label, offset)| known.define_footnote(label, *offset));
        let mut mentions: Vec<_> = scan.mentions.into_iter().map(placed).collect();
        mentions.retain(|(label, offset)| known.mention_footnote(label, *offset));
        self.spare = window.text.into_bytes();
        self.at = end;
        self.next_window = self.next_window.saturating_mul(2).min(self.cutting.window.max(1));
        Discovery {
            start,
            end,
            continuation: std::mem::replace(&mut self.continuation, goes_on.clone()),
            goes_on,
            links,
            shows,
            invalid,
            headings: scan
                .headings
                .into_iter()
                .map(|heading| FoundHeading {
                    level: heading.level,
                    title: Safe::new(&heading.title),
                    slug: AnchorHash::of(&slug(&heading.title)),
                    id: heading.id.as_deref().map(AnchorHash::of),
                    offset: start + heading.start as u64,
                    nested: heading.nested,
                    wants: heading.wants,
                })
                .collect(),
            anchors: scan
                .anchors
                .into_iter()
                .map(|anchor| (AnchorHash::of(&anchor.name), start + anchor.shows as u64))
                .collect(),
            definitions,
            footnotes,
            mentions,
            draft,
            last,
        }
    }
}

impl Iterator for Indexer {
    type Item = Discovery;

    fn next(&mut self) -> Option<Discovery> {
        loop {
            match self.step() {
                Step::Found(discovery) => return Some(*discovery),
                Step::Waiting(known) => self.source.wait_beyond(known),
                Step::Done => return None,
            }
        }
    }
}

/// Whether some of the text could be an address that reads as a link. Says yes too often rather than too seldom.
fn may_have_bare_links(text: &str) -> bool {
    let has = |sign: &str| memmem::find(text.as_bytes(), sign.as_bytes()).is_some();
    has("://") || has("www.") || has("@")
}

/// Behind the last line end; a carriage return at the very end may be half of one.
fn end_of_last_line(bytes: &[u8]) -> Option<usize> {
    let newline = bytes.iter().rposition(|&byte| byte == b'\n').map(|at| at + 1);
    let from = newline.unwrap_or(0);
    let whole = bytes.len().saturating_sub(1).max(from);
    let carriage_return = bytes[from..whole].iter().rposition(|&byte| byte == b'\r').map(|at| from + at + 1);
    carriage_return.or(newline)
}

/// The last place behind a word, or else at which no character is cut, for a line longer than the cap.
fn boundary(bytes: &[u8]) -> usize {
    let words = bytes.len() - bytes.len() / 4;
    if let Some(space) = bytes[words..].iter().rposition(|&byte| byte == b' ') {
        return words + space + 1;
    }
    let tail = bytes.iter().rev().take(3).take_while(|&&byte| byte & 0xC0 == 0x80).count();
    let lead = bytes.len().saturating_sub(tail + 1);
    let whole = match bytes.get(lead) {
        Some(byte) if byte & 0xC0 == 0xC0 => lead,
        _ => bytes.len(),
    };
    if whole == 0 { bytes.len() } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(text: &str, window: usize, cap: usize) -> Vec<Discovery> {
        Indexer::new(Arc::new(text.as_bytes().to_vec()), 0, Cutting { first: window, window, cap }).collect()
    }

    #[test]
    fn chunks_follow_each_other_to_the_end() {
        let text = "# a\n\npara one\n\npara two\n\n- x\n- y\n\n## b\n";
        let found = walk(text, 16, 1 << 20);
        assert!(found.len() > 2);
        assert!(found.windows(2).all(|pair| pair[0].end == pair[1].start));
        assert_eq!(found.last().map(|last| (last.end, last.last)), Some((text.len() as u64, true)));
        let headings: Vec<_> =
            found.iter().flat_map(|discovery| &discovery.headings).map(|h| (h.level, h.offset)).collect();
        assert_eq!(headings, [(1, 0), (2, text.find("## b").unwrap() as u64)]);
    }

    #[test]
    fn one_long_block_is_cut_inside() {
        let text: String = (1..=200).map(|number| format!("{number}. item\n")).collect();
        let found = walk(&text, 64, 256);
        assert!(found.len() > 5);
        for discovery in &found[1..] {
            let number: u64 =
                text[usize::try_from(discovery.start).unwrap()..].split('.').next().unwrap().parse().unwrap();
            assert_eq!(discovery.continuation.number(), Some(number));
        }
    }

    #[test]
    fn a_line_without_end_and_an_empty_source_come_to_an_end() {
        assert_eq!(walk(&"ä".repeat(5000), 64, 256).last().map(|last| last.end), Some(10_000));
        assert!(walk(&"ä".repeat(5000), 64, 256).iter().all(|discovery| discovery.invalid == 0));
        assert_eq!(walk("", 64, 256).len(), 1);
    }

    #[test]
    fn bytes_that_are_not_utf_8_are_counted() {
        let found: Vec<_> = Indexer::new(Arc::new(b"a\xff\xfe b\n".to_vec()), 0, Cutting::default()).collect();
        assert_eq!(found[0].invalid, 2);
    }
}
