//! The walk of a search over a document: part after part, from the reader's place to the end and then from the beginning.

use std::ops::Range;
use std::sync::Arc;

use memchr::memrchr;

use crate::markdown::block::Parsed;
use crate::markdown::continuation::Continuation;
use crate::markdown::references::References;
use crate::markdown::tree::parse;
use crate::markdown::words::Words;
use crate::text::read_at::{ReadAt, read_range};

use super::super::source::text_of;
use super::Hit;
use super::known::Known;
use super::pattern::{Pattern, Syntax};
use super::seam::{Care, Piece, pieces, seam};

/// What was found in a part of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The part that was looked through, bytes of the source.
    pub span: Range<u64>,
    /// What begins in it, in order.
    pub hits: Vec<Hit>,
}

/// Which parts a search looks through one after the other: forward from a place to the end, and then from the beginning.
/// The first part begins at the seam at or before that place.
#[derive(Debug, Clone)]
pub struct Walk {
    span: Range<u64>,
    from: u64,
}

/// The size of the first part: what is near is found at once. Those behind it double up to [`LARGEST`].
const FIRST: u64 = 64 * 1024;
/// How many times it doubles.
const DOUBLINGS: u32 = 3;
/// The size of a part, in bytes; a step takes no longer than it takes to parse so much.
pub(super) const LARGEST: u64 = FIRST << DOUBLINGS;

impl Walk {
    /// A walk over `span`, bytes of the source, from byte `from` on.
    #[must_use]
    pub fn new(span: Range<u64>, from: u64) -> Self {
        let from = from.clamp(span.start, span.end.max(span.start));
        Self { span, from }
    }

    /// The borders of the part in this place of the order, before they are moved to seams; `None` behind the last one.
    #[must_use]
    pub fn part(&self, place: usize) -> Option<Range<u64>> {
        let ahead = parts_of(self.span.end.saturating_sub(self.from));
        if place < ahead {
            return Some(part_of(self.from..self.span.end, place));
        }
        let behind = self.span.start..self.from;
        (place - ahead < parts_of(behind.end - behind.start)).then(|| part_of(behind, place - ahead))
    }

    /// How many parts there are.
    #[must_use]
    pub fn len(&self) -> usize {
        parts_of(self.span.end.saturating_sub(self.from)) + parts_of(self.from - self.span.start)
    }

    /// Whether there is nothing to look through.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Where the part of this place begins, counted from the beginning of its half of the walk.
fn begin_of(place: usize) -> u64 {
    let place = place as u64;
    let doubled = u64::from(DOUBLINGS);
    if place <= doubled {
        FIRST * ((1 << place) - 1)
    } else {
        FIRST * ((1 << doubled) - 1) + (place - doubled) * LARGEST
    }
}

/// How many parts a stretch of so many bytes has.
fn parts_of(length: u64) -> usize {
    let doubled = (0..=DOUBLINGS as usize).take_while(|&place| begin_of(place) < length).count();
    let left = length.saturating_sub(begin_of(doubled));
    doubled + usize::try_from(left.div_ceil(LARGEST)).unwrap_or(usize::MAX)
}

fn part_of(stretch: Range<u64>, place: usize) -> Range<u64> {
    let border = |place| stretch.end.min(stretch.start + begin_of(place));
    border(place)..border(place + 1)
}

/// Looks for a pattern, a part of the document at each step.
pub struct Search {
    source: Arc<dyn ReadAt>,
    pattern: Arc<Pattern>,
    known: Arc<Known>,
    walk: Walk,
    next: usize,
}

impl Search {
    /// A search over `span`, bytes of the source, from byte `from` on to the end and then from the beginning up to there.
    #[must_use]
    pub fn new(source: Arc<dyn ReadAt>, span: Range<u64>, pattern: Arc<Pattern>, from: u64) -> Self {
        Self { source, pattern, known: Arc::default(), walk: Walk::new(span, from), next: 0 }
    }

    /// The same with what is known of the document.
    #[must_use]
    pub fn with(self, known: Arc<Known>) -> Self {
        Self { known, ..self }
    }

    /// What is in the next part; `None` behind the last one. Takes as long as it takes to parse half a megabyte at worst.
    pub fn step(&mut self) -> Option<Found> {
        let part = self.walk.part(self.next)?;
        self.next += 1;
        Some(find_in(&*self.source, &self.walk, part, &self.pattern, &self.known))
    }
}

impl Iterator for Search {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        self.step()
    }
}

/// Looks for a pattern in a part of a walk. Each part can be looked through by itself, on any thread and in any order; the
/// spans of what is found, whoever finds it, lie side by side.
#[must_use]
pub fn find_in(source: &dyn ReadAt, walk: &Walk, part: Range<u64>, pattern: &Pattern, known: &Known) -> Found {
    let mut looking = ForPattern { pattern, hits: Vec::new() };
    let span = look_through(source, walk, part, known, &mut looking);
    Found { span, hits: looking.hits }
}

/// The last place at or before byte `at` of a span at which two parts of a walk over it may meet: where a chunk begins, or
/// else nearly always a block.
#[must_use]
pub fn cut_at(source: &dyn ReadAt, span: Range<u64>, at: u64, known: &Known) -> u64 {
    border(source, &Walk::new(span, at), at, known)
}

/// What somebody looks for in a part of a walk.
pub(super) trait Looking {
    /// Whether it is worth while to parse these bytes.
    fn may_stand_in(&self, bytes: &[u8]) -> bool;

    /// Looks at a block that reads as it is written; `start` is its byte of the source. Returns whether that was all: else
    /// it is parsed.
    fn look_at_plain(&mut self, text: &str, start: u64) -> bool;

    /// Looks at what was parsed from `text`, which begins at byte `base` of the source.
    fn look_at(&mut self, parsed: Parsed, text: &str, base: u64);

    /// Drops what begins at byte `end` of the source or behind it.
    fn keep_before(&mut self, end: u64);
}

/// What goes on behind a cut in a paragraph is looked at with so many bytes of it: what is longer is not found across it.
const ACROSS: u64 = 1024;

/// Looks through a part of a walk. Returns which bytes it was, the same whoever looks.
pub(super) fn look_through(
    source: &dyn ReadAt,
    walk: &Walk,
    part: Range<u64>,
    known: &Known,
    looking: &mut impl Looking,
) -> Range<u64> {
    let span = border(source, walk, part.start, known)..border(source, walk, part.end, known);
    let bytes = read_range(source, span.clone());
    let mut at = 0;
    while at < bytes.len()
        && let Some(chunk) = known.chunk_at(span.start + at as u64)
        && let Some(chunk_span) = known.span(chunk)
    {
        let end = usize::try_from(chunk_span.end - span.start).unwrap_or(usize::MAX).min(bytes.len());
        let here = span.start + at as u64;
        // A part that was cut before the chunks were known may begin within one.
        let (continuation, care) = if here == chunk_span.start {
            (known.continuation(chunk), Care::Exact)
        } else {
            (&Continuation::Nothing, Care::Rough)
        };
        let reading = Reading { continuation, references: known.references(), care };
        if known.continuation(chunk + 1).is_in_paragraph() {
            let behind = read_range(source, chunk_span.end..chunk_span.end.saturating_add(ACROSS));
            let lines = memrchr(b'\n', &behind).map_or(behind.len(), |newline| newline + 1);
            reading.look(&[&bytes[at..end], &behind[..lines]].concat(), here, looking);
            looking.keep_before(chunk_span.end);
        } else {
            reading.look(&bytes[at..end], here, looking);
        }
        at = end;
    }
    let reading = Reading { continuation: &Continuation::Nothing, references: known.references(), care: Care::Rough };
    reading.look(&bytes[at..], span.start + at as u64, looking);
    span
}

struct ForPattern<'a> {
    pattern: &'a Pattern,
    hits: Vec<Hit>,
}

impl Looking for ForPattern<'_> {
    fn may_stand_in(&self, bytes: &[u8]) -> bool {
        self.pattern.may_stand_in(bytes)
    }

    fn look_at_plain(&mut self, text: &str, start: u64) -> bool {
        let is_all = self.pattern.syntax() == Syntax::Words;
        if is_all {
            self.hits.extend(self.pattern.plain_hits(text, start));
        }
        is_all
    }

    fn look_at(&mut self, parsed: Parsed, text: &str, base: u64) {
        let words = Words::of(&parsed, text);
        self.hits.extend(self.pattern.hits(&words, base).into_iter().map(|(hit, _)| hit));
    }

    fn keep_before(&mut self, end: u64) {
        self.hits.truncate(self.hits.partition_point(|hit| hit.start < end));
    }
}

/// Where a part of a walk begins that was asked to begin at byte `at`.
fn border(source: &dyn ReadAt, walk: &Walk, at: u64, known: &Known) -> u64 {
    if at <= walk.span.start || at >= walk.span.end {
        return at.clamp(walk.span.start, walk.span.end.max(walk.span.start));
    }
    let chunk = known.chunk_at(at).and_then(|chunk| known.span(chunk));
    chunk.map_or_else(|| seam(source, at, known.end().max(walk.span.start)), |chunk| chunk.start)
}

/// How bytes are read.
struct Reading<'a> {
    continuation: &'a Continuation,
    /// The definitions of the document, if all are known.
    references: Option<&'a References>,
    care: Care,
}

impl Reading<'_> {
    /// Looks at bytes that begin at byte `base` of the source.
    fn look(&self, bytes: &[u8], base: u64, looking: &mut impl Looking) {
        // Where preformatted text goes on, blank lines part nothing, and its tag stands elsewhere.
        let goes_on = self.continuation.lead().contains('<');
        if !goes_on && !looking.may_stand_in(bytes) {
            return;
        }
        let (text, _) = text_of(bytes.to_vec());
        if self.is_one(&text) {
            return self.read(&text, base, looking);
        }
        for piece in pieces(text.as_bytes(), self.care) {
            let range = match piece {
                Piece::Plain(range, words) => {
                    let start = base + words.start as u64;
                    if looking.look_at_plain(text.get(words).unwrap_or_default(), start) {
                        continue;
                    }
                    range
                }
                Piece::Markdown(range) => range,
            };
            let start = base + range.start as u64;
            if let Some(part) = text.get(range).filter(|part| looking.may_stand_in(part.as_bytes())) {
                self.read(part, start, looking);
            }
        }
    }

    /// Whether a text has to be read as a whole: what goes on may be parted by nothing that looks like it, and a chunk has
    /// the definitions that stand in it.
    fn is_one(&self, text: &str) -> bool {
        self.continuation.joins() || (self.care == Care::Exact && self.references.is_none() && text.contains("]:"))
    }

    fn read(&self, text: &str, base: u64, looking: &mut impl Looking) {
        let none = References::default();
        looking.look_at(parse(text, self.continuation, self.references.unwrap_or(&none)), text, base);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cutting, Document};

    #[test]
    fn a_walk_goes_to_the_end_and_then_from_the_beginning() {
        for (span, from) in
            [(0..10, 0), (5..3_000_000, 1_000_000), (0..3_000_000, 3_000_000), (7..7, 7), (0..65_536, 1)]
        {
            let walk = Walk::new(span.clone(), from);
            let parts: Vec<_> = (0..).map_while(|place| walk.part(place)).collect();
            assert_eq!(parts.len(), walk.len());
            let mut at = from;
            for part in parts {
                assert!(part.start < part.end && part.end - part.start <= LARGEST);
                at = if at == span.end { span.start } else { at };
                assert_eq!(part.start, at);
                at = part.end;
            }
            assert!(at == from || (from == span.start && at == span.end), "{span:?} {from} {at}");
        }
    }

    #[test]
    fn what_stands_across_a_cut_in_a_paragraph_is_found_once() {
        let line = |number| format!("line {number} holds words that\ngo on to its end\n");
        for before in ["", "> "] {
            let text: String = (0..4000).map(line).collect();
            let text = format!("{before}{}\n", text.trim_end().replace('\n', &format!("\n{before}")));
            let source: Arc<dyn ReadAt> = Arc::new(text.clone().into_bytes());
            let (mut document, indexer) = Document::open(Arc::clone(&source), Cutting::default());
            indexer.for_each(|found| document.learn(found));
            assert!(document.chunk_count() > 4);
            for words in ["end line", "words that go", "its end line 2000 holds"] {
                let pattern = Arc::new(Pattern::new(words, Syntax::Words).unwrap());
                let search = Search::new(Arc::clone(&source), 0..text.len() as u64, pattern, 0);
                let hits: Vec<_> = search.with(Arc::new(document.known())).flat_map(|found| found.hits).collect();
                let expected = text.replace(&format!("\n{before}"), " ").matches(words).count();
                assert_eq!(hits.len(), expected, "{before:?} {words}");
                assert!(hits.is_sorted());
            }
        }
    }

    #[test]
    fn the_parts_lie_side_by_side_and_hits_are_in_order() {
        let text = "# Head\n\nSome *wo*rds here.\n\n```\ncode word\n```\n\n".repeat(20_000);
        let source: Arc<dyn ReadAt> = Arc::new(text.clone().into_bytes());
        let pattern = Arc::new(Pattern::new("word", Syntax::Words).unwrap());
        let from = 300_001;
        let found: Vec<_> = Search::new(source, 0..text.len() as u64, pattern, from).collect();
        let wrap = found.iter().position(|part| part.span.start == 0).unwrap();
        assert!(found[0].span.start <= from && from < found[0].span.end);
        assert_eq!(found[wrap - 1].span.end, text.len() as u64);
        assert_eq!(found[found.len() - 1].span.end, found[0].span.start);
        let in_order = found[wrap..].iter().chain(&found[..wrap]);
        let hits: Vec<_> = in_order.flat_map(|part| &part.hits).collect();
        assert_eq!(hits.len(), 40_000);
        assert!(hits.is_sorted());
        for (place, hit) in hits.iter().enumerate() {
            let range = usize::try_from(hit.start).unwrap()..usize::try_from(hit.end).unwrap();
            assert_eq!(&text[range], if place % 2 == 0 { "wo*rd" } else { "word" });
        }
    }
}
