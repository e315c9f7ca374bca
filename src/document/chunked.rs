//! The document itself: which chunks it has, what is known about them, and what they say.

use std::ops::Range;
use std::sync::Arc;

use crate::markdown::block::Parsed;
use crate::markdown::continuation::Continuation;
use crate::markdown::front_matter::{self, FrontMatter};
use crate::markdown::references::References;
use crate::markdown::tree::{self, Punctuation};
use crate::text::read_at::{ReadAt, decode, read_range};

use super::discovery::Discovery;
use super::excerpt::Excerpt;
use super::indexer::{Cutting, Edition, Indexer};
use super::listing::Listing;
use super::outline::{Outline, SectionId};
use super::prospects::Prospects;
use super::runs::PROVISIONAL;
use super::scout::Scout;
use super::search::Known;
use super::source::text_of;

/// A chunk: by its place in the order of the document where that is indexed, else by a number of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChunkId(pub usize);

/// What is remembered of a chunk.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) start: u64,
    pub(super) links: bool,
    pub(super) shows: bool,
    /// Boxed: almost no chunk goes on with anything.
    pub(super) continuation: Option<Box<Continuation>>,
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
    pub(super) source: Arc<dyn ReadAt>,
    matter: FrontMatter,
    pub(super) start: u64,
    pub(super) length: u64,
    pub(super) chunks: Vec<Chunk>,
    /// Where the last known chunk ends.
    pub(super) indexed: u64,
    /// What the text goes on with there.
    pub(super) goes_on: Continuation,
    pub(super) cutting: Cutting,
    pub(super) scout: Option<Scout>,
    /// The number of the next provisional chunk.
    pub(super) next_provisional: usize,
    pub(super) complete: bool,
    /// Whether more of the text may still arrive.
    growing: bool,
    /// Held by whoever has the document; the indexer that works for it looks whether anybody does.
    owner: Arc<()>,
    invalid: usize,
    pub(super) outline: Outline,
    /// Shared with the searches that go on.
    pub(super) references: Arc<References>,
    /// Which part of the source it is, and how that is read.
    pub(super) view: View,
}

/// What of a source a document is, and how it is read.
pub(super) enum View {
    /// All of it.
    Whole,
    /// A part of another document.
    Excerpt(Excerpt),
    /// All of it, as it is written.
    Listing(Listing),
}

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
        let bare = Self::bare(source, start);
        (Self { matter, length, cutting, complete: false, growing, owner, ..bare }, indexer)
    }

    /// A document without an index, of which everything is known.
    pub(super) fn bare(source: Arc<dyn ReadAt>, start: u64) -> Self {
        let length = source.len();
        Self {
            source,
            matter: FrontMatter::default(),
            start,
            length,
            chunks: Vec::new(),
            indexed: start,
            goes_on: Continuation::Nothing,
            cutting: Cutting::default(),
            scout: None,
            next_provisional: PROVISIONAL,
            complete: true,
            growing: false,
            owner: Arc::new(()),
            invalid: 0,
            outline: Outline::default(),
            references: Arc::default(),
            view: View::Whole,
        }
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
        let text = self.chunk_text(id);
        if let View::Listing(_) = &self.view {
            return Listing::parse(text);
        }
        let mut parsed = tree::parse_with(&text, self.chunk_continuation(id), &self.references, punctuation);
        if self.chunk_goes_on(id).is_some_and(Continuation::is_in_paragraph) {
            parsed.go_on();
        }
        if let Some(resumption) = &mut parsed.resumption {
            resumption.above = self.code_above(id);
        }
        match &self.view {
            View::Excerpt(excerpt) => excerpt.of(parsed, self.chunk_span(id).start),
            View::Whole | View::Listing(_) => parsed,
        }
    }

    /// What a search should know that begins now. The definitions are left out until the document is complete: to share
    /// them before would copy them at the next one that is found.
    #[must_use]
    pub fn known(&self) -> Known {
        self.known_in(self.span())
    }

    /// The same of the chunks around a part of the text alone, or the last one before it.
    #[must_use]
    pub fn known_in(&self, part: Range<u64>) -> Known {
        let first = self.chunks.partition_point(|chunk| chunk.start <= part.start).saturating_sub(1);
        let behind = self.chunks.partition_point(|chunk| chunk.start < part.end);
        let behind = behind.max(first + 1).min(self.chunks.len());
        let chunks = self.chunks.get(first..behind).unwrap_or_default();
        let end = self.chunks.get(behind).map_or(self.indexed, |chunk| chunk.start);
        let joined = |(place, chunk): (usize, &Chunk)| Some((place, chunk.continuation.as_deref()?.clone()));
        Known {
            bounds: chunks.iter().map(|chunk| chunk.start).chain((!chunks.is_empty()).then_some(end)).collect(),
            continuations: chunks.iter().enumerate().filter_map(joined).collect(),
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
    fn of_a_part_the_chunks_around_it_are_known() {
        let document = whole(&"one one\n\ntwo\n\n".repeat(9));
        let all = document.known().bounds;
        assert!(all.len() > 4);
        for (part, expected) in [
            (document.span(), &all[..]),
            (all[1]..all[3], &all[1..4]),
            (all[1] + 1..all[2] + 1, &all[1..4]),
            (all[2]..all[2], &all[2..4]),
            (document.span().end..document.span().end + 9, &all[all.len() - 2..]),
        ] {
            assert_eq!(document.known_in(part.clone()).bounds, expected, "{part:?}");
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
