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
use super::indexer::{Cutting, Indexer};
use super::outline::Outline;
use super::prospects::Prospects;
use super::search::Known;
use super::source::text_of;

/// A chunk, by its place in the order of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChunkId(pub usize);

/// What is remembered of a chunk.
#[derive(Debug, Clone)]
struct Chunk {
    start: u64,
    links: bool,
    /// Boxed: almost no chunk goes on with anything.
    continuation: Option<Box<Continuation>>,
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
    complete: bool,
    invalid: usize,
    outline: Outline,
    /// Shared with the searches that go on.
    references: Arc<References>,
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
        let indexer = Indexer::new(Arc::clone(&source), start, cutting);
        let document = Self {
            source,
            matter,
            start,
            length,
            chunks: Vec::new(),
            indexed: start,
            complete: false,
            invalid: 0,
            outline: Outline::default(),
            references: Arc::default(),
        };
        (document, indexer)
    }

    /// Takes in what the indexer found next. What a chunk says may change by it if it wanted one of the new labels:
    /// see [`Self::meets`].
    pub fn learn(&mut self, discovery: Discovery) {
        let continuation = discovery.continuation.joins().then(|| Box::new(discovery.continuation));
        self.chunks.push(Chunk { start: discovery.start, links: discovery.links, continuation });
        self.indexed = discovery.end;
        self.invalid += discovery.invalid;
        for heading in discovery.headings {
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
                references.define(&label, destination);
            }
            for (label, offset) in &footnotes {
                references.define_footnote(label, *offset);
            }
            for (label, offset) in &mentions {
                references.mention_footnote(label, *offset);
            }
        }
        if discovery.last {
            self.complete = true;
            self.length = discovery.end;
        }
    }

    /// Whether one of these wanted labels is known by now.
    #[must_use]
    pub fn meets(&self, wants: &[Box<str>]) -> bool {
        wants.iter().any(|want| self.references.meets(want))
    }

    /// The labels that a chunk wants and that may still be defined. `prospects` are those of the part that is not
    /// indexed yet.
    #[must_use]
    pub fn hopes(&self, parsed: &Parsed, prospects: &Prospects) -> Vec<Box<str>> {
        let open = |want: &str| !self.references.meets(want) && prospects.may_define(want);
        parsed.wants.iter().filter(|want| open(want)).cloned().collect()
    }

    /// The labels that may be defined in the part that is not indexed yet.
    #[must_use]
    pub fn prospects(&self) -> Prospects {
        Prospects::read(&*self.source, self.indexed)
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

    /// The chunk in which `offset` lies, if that is indexed; the end of a complete document lies in its last chunk.
    #[must_use]
    pub fn chunk_at(&self, offset: u64) -> Option<ChunkId> {
        if offset >= self.indexed && !self.complete {
            return None;
        }
        let after = self.chunks.partition_point(|chunk| chunk.start <= offset);
        (!self.chunks.is_empty()).then(|| ChunkId(after.saturating_sub(1)))
    }

    /// The bytes of a chunk.
    #[must_use]
    pub fn chunk_span(&self, id: ChunkId) -> Range<u64> {
        let start = self.chunks.get(id.0).map_or(self.indexed, |chunk| chunk.start);
        start..self.chunks.get(id.0 + 1).map_or(self.indexed, |next| next.start)
    }

    /// Whether there may be links in a chunk.
    #[must_use]
    pub fn chunk_has_links(&self, id: ChunkId) -> bool {
        self.chunks.get(id.0).is_some_and(|chunk| chunk.links)
    }

    /// What a chunk goes on with.
    #[must_use]
    pub fn chunk_continuation(&self, id: ChunkId) -> &Continuation {
        const NOTHING: &Continuation = &Continuation::Nothing;
        self.chunks.get(id.0).and_then(|chunk| chunk.continuation.as_deref()).unwrap_or(NOTHING)
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

    /// The bytes that the document is read from.
    #[must_use]
    pub fn source(&self) -> &Arc<dyn ReadAt> {
        &self.source
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
