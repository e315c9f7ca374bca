//! The document itself: which chunks it has, what is known about them, and what they say.

use std::ops::Range;
use std::sync::Arc;

use crate::markdown::block::Parsed;
use crate::markdown::continuation::Continuation;
use crate::markdown::front_matter::{self, FrontMatter};
use crate::markdown::references::References;
use crate::markdown::tree::{self, Punctuation};
use crate::text::read_at::{ReadAt, decode, read_range};
use crate::text::sanitize::Safe;

use super::discovery::Discovery;
use super::indexer::{Cutting, Edition, Indexer};
use super::outline::{Outline, SectionId};
use super::prospects::Prospects;
use super::scout::{Scout, Start};
use super::search::Known;
use super::source::text_of;

/// A chunk: by its place in the order of the document where that is indexed, else by a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChunkId(pub usize);

/// What is remembered of a chunk.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) start: u64,
    links: bool,
    shows: bool,
    /// Boxed: almost no chunk goes on with anything.
    continuation: Option<Box<Continuation>>,
}

impl Chunk {
    /// What is remembered of a discovery.
    pub(super) fn of(found: &Discovery) -> Self {
        let continuation = found.continuation.joins().then(|| Box::new(found.continuation.clone()));
        Self { start: found.start, links: found.links, shows: found.shows, continuation }
    }
}

/// A document, as far as it is known.
pub struct Document {
    source: Arc<dyn ReadAt>,
    matter: FrontMatter,
    start: u64,
    length: u64,
    chunks: Vec<Chunk>,
    /// Where the last known chunk ends.
    indexed: u64,
    /// What the text goes on with there.
    goes_on: Continuation,
    cutting: Cutting,
    scout: Option<Scout>,
    /// The number of the next provisional chunk.
    next_provisional: usize,
    complete: bool,
    /// Whether more of the text may still arrive.
    growing: bool,
    /// Held by whoever has the document; the indexer that works for it looks whether anybody does.
    owner: Arc<()>,
    invalid: usize,
    outline: Outline,
    /// Shared with the searches that go on.
    references: Arc<References>,
}

/// The number of the first provisional chunk: no document has so many chunks.
const PROVISIONAL: usize = 1 << (usize::BITS - 1);

/// The byte order mark of UTF-8, which some editors leave at the beginning.
const BYTE_ORDER_MARK: &str = "\u{feff}";

impl Document {
    /// Takes a source up. Nothing of the text is known yet but its front matter: step the indexer, and let the document
    /// [learn](Self::learn) what it finds.
    #[must_use]
    pub fn open(source: Arc<dyn ReadAt>, cutting: Cutting) -> (Self, Indexer) {
        let length = source.len();
        // Most documents say on their first line that they have no front matter.
        let peek = read_range(&*source, 0..length.min(8));
        let fenced = peek.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(&peek);
        let marked = peek.len() - fenced.len();
        let (matter, behind) = if fenced.starts_with(b"---") || fenced.starts_with(b"+++") {
            let window = marked as u64..length.min((marked + front_matter::LONGEST) as u64);
            let (text, _) = decode(read_range(&*source, window));
            FrontMatter::read(&text).unwrap_or_default()
        } else {
            (FrontMatter::default(), 0)
        };
        let start = (marked + behind) as u64;
        let owner = Arc::new(());
        let growing = !source.has_ended();
        let indexer = Indexer::new(Arc::clone(&source), start, cutting).growing().owned_by(Arc::downgrade(&owner));
        let document = Self {
            source,
            matter,
            start,
            length,
            chunks: Vec::new(),
            indexed: start,
            goes_on: Continuation::Nothing,
            cutting,
            scout: None,
            next_provisional: PROVISIONAL,
            complete: false,
            growing,
            owner,
            invalid: 0,
            outline: Outline::default(),
            references: Arc::default(),
        };
        (document, indexer)
    }

    /// Takes in that more of the source has arrived, or all of it. What was scouted is forgotten: it ended elsewhere.
    pub fn grow(&mut self) {
        if self.growing {
            self.growing = !self.source.has_ended();
            self.length = self.source.len();
            self.scout = None;
        }
    }

    /// Takes up a source that begins as the one before and goes on behind its end. Its last chunk is cut anew; for the
    /// other ones nothing changes. The indexer before this one comes to an end.
    #[must_use]
    pub fn extend(&mut self, source: Arc<dyn ReadAt>) -> Indexer {
        if self.complete
            && let Some(last) = self.chunks.pop()
        {
            self.indexed = last.start;
            self.goes_on = last.continuation.map_or(Continuation::Nothing, |continuation| *continuation);
        }
        self.growing = !source.has_ended();
        (self.length, self.complete, self.scout) = (source.len(), false, None);
        (self.source, self.owner) = (source, Arc::new(()));
        Indexer::resume(Arc::clone(&self.source), self.indexed, self.goes_on.clone(), self.cutting)
            .growing()
            .knowing(References::clone(&self.references))
            .owned_by(Arc::downgrade(&self.owner))
    }

    /// Whether an indexer works for this document as it is now.
    #[must_use]
    pub fn is_indexed_by(&self, edition: &Edition) -> bool {
        edition.is_of(&self.owner)
    }

    /// The bytes that the document is made of.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn ReadAt> {
        &self.source
    }

    /// Takes in what the indexer found next. What a chunk says may change by it if it wanted one of the new labels:
    /// see [`Self::meets`].
    pub fn learn(&mut self, discovery: Discovery) {
        self.chunks.push(Chunk::of(&discovery));
        self.indexed = discovery.end;
        self.goes_on = discovery.goes_on;
        self.invalid += discovery.invalid;
        // The chunk may be one that was cut before the text went on.
        let last = self.outline.len().checked_sub(1).and_then(|last| self.outline.offset(SectionId(last)));
        let known = last.map_or(0, |offset| offset + 1);
        for heading in discovery.headings.into_iter().filter(|heading| heading.offset >= known) {
            self.outline.add(heading);
        }
        for (anchor, offset) in discovery.anchors {
            self.outline.add_anchor(anchor, offset);
        }
        let Discovery { definitions, footnotes, mentions, .. } = discovery;
        if !(definitions.is_empty() && footnotes.is_empty() && mentions.is_empty()) {
            let references = Arc::make_mut(&mut self.references);
            for (label, destination) in definitions {
                self.outline.define(&label);
                references.define(label, destination);
            }
            for (label, offset) in &footnotes {
                references.define_footnote(label, *offset);
            }
            for (label, offset) in &mentions {
                references.mention_footnote(label, *offset);
            }
        }
        if discovery.last {
            (self.complete, self.growing) = (true, false);
            self.outline.end();
            self.length = discovery.end;
        }
        self.scout = self.scout.take().filter(|scout| !self.complete && self.indexed < scout.span().end);
    }

    /// Makes sure that these bytes can be looked at, whether they are indexed or not: see [`Self::is_provisional`].
    pub fn scout(&mut self, around: Range<u64>) {
        if self.complete || around.end <= self.indexed {
            return;
        }
        let end = around.end.min(self.source.len());
        let begins = around.start.max(self.indexed);
        match &mut self.scout {
            Some(scout) if scout.span().start <= begins && begins <= scout.span().end => scout.read_to(end),
            _ => {
                let mut start = Start::before(begins, self.indexed, &*self.source);
                if start.at == self.indexed {
                    start.continuation = self.goes_on.clone();
                }
                let mut scout = Scout::new(Arc::clone(&self.source), start, self.cutting, self.next_provisional);
                scout.read_to(end);
                self.scout = Some(scout);
            }
        }
        self.next_provisional = self.scout.as_ref().map_or(self.next_provisional, |scout| scout.ids().end);
    }

    /// The bytes that can be looked at beyond the index.
    #[must_use]
    pub fn scouted(&self) -> Option<Range<u64>> {
        self.scout.as_ref().map(Scout::span)
    }

    /// Whether a chunk is one of those beyond the index. The index may find other ones there.
    #[must_use]
    pub fn is_provisional(&self, id: ChunkId) -> bool {
        id.0 >= PROVISIONAL
    }

    /// The headings that are known beyond the index, bytes of the source in ascending order.
    pub fn scouted_headings(&self) -> impl DoubleEndedIterator<Item = u64> {
        self.scout.iter().flat_map(Scout::headings)
    }

    /// The section in which a byte lies; `None` before the first heading, and where that is not known yet.
    #[must_use]
    pub fn section_at(&self, offset: u64) -> Option<SectionId> {
        let unknown = |scout: &Scout| {
            let apart = scout.span().start > self.indexed;
            scout.chunk_at(offset).is_some() && (apart || scout.headings().next().is_some_and(|first| first <= offset))
        };
        if self.scout.as_ref().is_some_and(unknown) { None } else { self.outline.at(offset) }
    }

    /// The titles of the sections around a byte, the outermost first; beyond the index as far as they are known.
    #[must_use]
    pub fn path_at(&self, offset: u64) -> Vec<Safe> {
        if let Some(section) = self.section_at(offset) {
            let path = self.outline.path(section).into_iter();
            return path.filter_map(|section| self.outline.get(section)).map(|section| section.title).collect();
        }
        self.scout.as_ref().map(|scout| scout.path(offset)).unwrap_or_default()
    }

    /// Whether one of these wanted labels is known by now.
    #[must_use]
    pub fn meets(&self, wants: &[Box<str>]) -> bool {
        wants.iter().any(|want| self.references.meets(want))
    }

    /// Those of the labels (as in [`Parsed::wants`]) that are not known yet and that may still be defined.
    pub fn hopes<'a>(&self, labels: impl Iterator<Item = &'a str>, prospects: &Prospects) -> Vec<Box<str>> {
        labels.filter(|label| !self.references.meets(label) && prospects.may_define(label)).map(Box::from).collect()
    }

    /// The labels that may be defined in the part that is not indexed yet.
    #[must_use]
    pub fn prospects(&self) -> Prospects {
        Prospects::new(Arc::clone(&self.source), self.indexed)
    }

    /// Whether all of these labels are known.
    #[must_use]
    pub fn knows(&self, labels: &[Box<str>]) -> bool {
        labels.iter().all(|label| self.references.meets(label))
    }

    /// Whether a chunk would be parsed differently now.
    #[must_use]
    pub fn changes(&self, parsed: &Parsed) -> bool {
        self.meets(&parsed.wants) || self.references.notes().changes(&parsed.notes)
    }

    /// The data in front of the text.
    #[must_use]
    pub fn front_matter(&self) -> &FrontMatter {
        &self.matter
    }

    /// The sections that are known so far.
    #[must_use]
    pub fn outline(&self) -> &Outline {
        &self.outline
    }

    /// The bytes of the text, front matter left out.
    #[must_use]
    pub fn span(&self) -> Range<u64> {
        self.start..self.length.max(self.start)
    }

    /// Whether the whole document is indexed.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether more of the text may still arrive.
    #[must_use]
    pub fn is_growing(&self) -> bool {
        self.growing
    }

    /// How far the document is indexed, a byte of the source.
    #[must_use]
    pub fn indexed(&self) -> u64 {
        self.indexed
    }

    /// How many bytes that were not UTF-8 have been found so far.
    #[must_use]
    pub fn invalid_bytes(&self) -> usize {
        self.invalid
    }

    /// The number of chunks that are known so far.
    #[must_use]
    pub fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    /// The chunk in which `offset` lies, if that is indexed or scouted; the end of the document lies in its last chunk.
    #[must_use]
    pub fn chunk_at(&self, offset: u64) -> Option<ChunkId> {
        if let Some(id) = self.scout.as_ref().and_then(|scout| scout.chunk_at(offset)) {
            return Some(id);
        }
        if offset >= self.indexed && !self.complete {
            return None;
        }
        let after = self.chunks.partition_point(|chunk| chunk.start <= offset);
        (!self.chunks.is_empty()).then(|| ChunkId(after.saturating_sub(1)))
    }

    /// The first chunk.
    #[must_use]
    pub fn first_chunk(&self) -> Option<ChunkId> {
        if self.chunks.is_empty() { self.joined(|scout| scout.ids().next()) } else { Some(ChunkId(0)) }
    }

    /// The last chunk that is known: that of the end, or of the place up to which the document is known from its
    /// beginning.
    #[must_use]
    pub fn last_chunk(&self) -> Option<ChunkId> {
        let end = self.scout.as_ref().filter(|scout| scout.has_reached_end() || scout.span().start <= self.indexed);
        let last = end.and_then(|scout| scout.ids().next_back()).or_else(|| self.chunks.len().checked_sub(1));
        last.map(ChunkId)
    }

    /// The chunk behind this one.
    #[must_use]
    pub fn next_chunk(&self, id: ChunkId) -> Option<ChunkId> {
        let next = ChunkId(id.0 + 1);
        if self.chunk(next).is_some() {
            return Some(next);
        }
        if next.0 == self.chunks.len() { self.joined(|scout| scout.ids().next()) } else { None }
    }

    /// The chunk before this one.
    #[must_use]
    pub fn previous_chunk(&self, id: ChunkId) -> Option<ChunkId> {
        let previous = id.0.checked_sub(1).map(ChunkId)?;
        if self.chunk(previous).is_some() {
            return Some(previous);
        }
        self.joined(|_| self.chunks.len().checked_sub(1))
    }

    /// A number of a chunk, if the scout goes on where the index ends.
    fn joined(&self, number: impl FnOnce(&Scout) -> Option<usize>) -> Option<ChunkId> {
        let scout = self.scout.as_ref().filter(|scout| scout.span().start == self.indexed)?;
        number(scout).map(ChunkId)
    }

    /// A chunk and the byte behind it.
    fn chunk(&self, id: ChunkId) -> Option<(&Chunk, u64)> {
        if self.is_provisional(id) {
            return self.scout.as_ref()?.chunk(id);
        }
        let chunk = self.chunks.get(id.0)?;
        Some((chunk, self.chunks.get(id.0 + 1).map_or(self.indexed, |next| next.start)))
    }

    /// The bytes of a chunk; none if it is not known any more.
    #[must_use]
    pub fn chunk_span(&self, id: ChunkId) -> Range<u64> {
        self.chunk(id).map_or(self.indexed..self.indexed, |(chunk, end)| chunk.start..end)
    }

    /// Whether there may be links in a chunk.
    #[must_use]
    pub fn chunk_has_links(&self, id: ChunkId) -> bool {
        self.chunk(id).is_some_and(|(chunk, _)| chunk.links)
    }

    /// Whether anything of a chunk may show.
    #[must_use]
    pub fn chunk_shows(&self, id: ChunkId) -> bool {
        self.chunk(id).is_some_and(|(chunk, _)| chunk.shows)
    }

    /// What a chunk goes on with.
    #[must_use]
    pub fn chunk_continuation(&self, id: ChunkId) -> &Continuation {
        const NOTHING: &Continuation = &Continuation::Nothing;
        self.chunk(id).and_then(|(chunk, _)| chunk.continuation.as_deref()).unwrap_or(NOTHING)
    }

    /// The text of a chunk; bytes that are not UTF-8 stand as NUL in it, so that offsets stay true.
    #[must_use]
    pub fn chunk_text(&self, id: ChunkId) -> String {
        text_of(read_range(&*self.source, self.chunk_span(id))).0
    }

    /// What a chunk says, by all that is known of the document.
    #[must_use]
    pub fn parse(&self, id: ChunkId) -> Parsed {
        self.parse_with(id, Punctuation::AsWritten)
    }

    /// What a chunk says, with another reading of its punctuation.
    #[must_use]
    pub fn parse_with(&self, id: ChunkId, punctuation: Punctuation) -> Parsed {
        tree::parse_with(&self.chunk_text(id), self.chunk_continuation(id), &self.references, punctuation)
    }

    /// What a search should know that begins now. The definitions are left out until the document is complete: to share
    /// them before would copy them at the next one that is found.
    #[must_use]
    pub fn known(&self) -> Known {
        let starts = self.chunks.iter().map(|chunk| chunk.start);
        let joined = |(place, chunk): (usize, &Chunk)| Some((place, chunk.continuation.as_deref()?.clone()));
        Known {
            bounds: starts.chain((!self.chunks.is_empty()).then_some(self.indexed)).collect(),
            continuations: self.chunks.iter().enumerate().filter_map(joined).collect(),
            references: self.complete.then(|| Arc::clone(&self.references)),
        }
    }

    /// The definitions that are known so far.
    #[must_use]
    pub fn references(&self) -> &References {
        &self.references
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Document {
        let (mut document, indexer) =
            Document::open(Arc::new(text.as_bytes().to_vec()), Cutting { first: 16, window: 16, cap: 1 << 20 });
        indexer.for_each(|discovery| document.learn(discovery));
        document
    }

    #[test]
    fn front_matter_and_byte_order_mark_are_no_text() {
        let document = whole("\u{feff}---\ntitle: T\n---\n# a\n");
        assert_eq!(document.front_matter().get("title"), Some("T"));
        assert_eq!(document.chunk_text(ChunkId(0)), "# a\n");
        assert_eq!(document.outline().len(), 1);
    }

    #[test]
    fn each_offset_lies_in_its_chunk() {
        let document = whole(&"one one\n\ntwo\n\n".repeat(9));
        assert!(document.chunk_count() > 1);
        for offset in document.span() {
            let id = document.chunk_at(offset).unwrap();
            assert!(document.chunk_span(id).contains(&offset), "{offset}");
        }
    }

    #[test]
    fn a_definition_at_the_end_is_known_at_the_beginning() {
        let document = whole("see [a]\n\nmore text\n\nmore text\n\n[A]: /target\n");
        assert_eq!(&*document.parse(ChunkId(0)).links[0].target, "/target");
        let (empty, _) = Document::open(Arc::new(b"see [a]\n".to_vec()), Cutting::default());
        assert!(!empty.meets(&["a".into()]) && document.meets(&["a".into()]));
    }
}
