//! A part of a document as a document of its own: the beginning of a section, or one block.
//!
//! It has the chunks on which that part lies, the same bytes in the same places, and shows nothing of them but that part. A
//! block that was cut over many chunks has all of those that are known: [`Document::catch_up`] gives it those that the
//! index has found since.

use std::iter::successors;
use std::ops::Range;
use std::sync::Arc;

use crate::markdown::block::Parsed;
use crate::markdown::continuation::Continuation;
use crate::markdown::select::{Columns, Kind, Piece, Selected, select, select_around, select_first, select_last};
use crate::markdown::tree::parse;

use super::chunked::{Chunk, ChunkId, Document, View};

/// Which part of a document it is.
pub struct Excerpt {
    part: Part,
}

enum Part {
    /// The blocks that reach into these bytes.
    Stretch(Range<u64>),
    /// A block.
    Block(Place, Columns),
}

/// Where a block stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    kind: Kind,
    /// Where it begins, a byte of the source; before the first chunk if its beginning is not known.
    start: u64,
    /// How many containers around it go on with it.
    depth: usize,
    /// Its last chunk in the document that it is from, and whether it may go on behind that.
    last: (ChunkId, End),
}

/// Whether a block goes on behind the chunks that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    Known,
    Open,
}

/// How many chunks of a stretch are shown: it is for looking at its beginning.
const MOST_CHUNKS: usize = 64;

impl Excerpt {
    /// What a chunk, which begins at byte `base` of the source, has of this part.
    pub(super) fn of(&self, parsed: Parsed, base: u64) -> Parsed {
        let inside = |offset: u64| usize::try_from(offset.saturating_sub(base)).unwrap_or(usize::MAX);
        match &self.part {
            Part::Stretch(range) => parsed.reaching_into(&(inside(range.start)..inside(range.end))),
            Part::Block(place, columns) => {
                let piece = if base <= place.start { Piece::First } else { Piece::Next };
                let alone = place.selected(&parsed, base).map(|selected| selected.alone(&parsed, piece, columns));
                alone.unwrap_or_default()
            }
        }
    }
}

impl Place {
    /// The piece of it in a chunk that begins at byte `base` of the source.
    fn selected(self, parsed: &Parsed, base: u64) -> Option<Selected<'_>> {
        match self.start.checked_sub(base) {
            Some(start) => select(parsed, self.kind, usize::try_from(start).ok()?),
            None => select_first(parsed, self.kind, self.depth),
        }
    }

    /// Whether a chunk goes on with it; `before` is the chunk before that.
    fn goes_on(self, before: &Continuation, chunk: &Continuation) -> bool {
        // Where a quote is cut, what is inside of it has another beginning each time.
        let is_same = self.kind == Kind::Quote || !before.goes_on_with(self.kind, self.depth) || chunk.opens_as(before);
        chunk.goes_on_with(self.kind, self.depth) && is_same
    }
}

impl Document {
    /// The blocks that reach into a range of bytes, as far as they are known, and not more of them than somebody looks at
    /// who wants to know what stands there. `None` if nothing of it is known.
    #[must_use]
    pub fn stretch(&self, range: Range<u64>) -> Option<Self> {
        let first = self.chunk_at(range.start)?;
        let chunks = successors(Some(first), |chunk| self.next_chunk(*chunk));
        let reaches = |chunk: &ChunkId| *chunk == first || self.chunk_span(*chunk).start < range.end;
        let chunks: Vec<ChunkId> = chunks.take_while(reaches).take(MOST_CHUNKS).collect();
        let end = chunks.last().map_or(range.end, |last| self.chunk_span(*last).end.min(range.end));
        let mut part = self.part(Part::Stretch(range.clone()), &chunks);
        (part.start, part.length) = (range.start, end);
        Some(part)
    }

    /// The footnote in which a byte of the source lies, alone. `None` if it is not known, or is none.
    #[must_use]
    pub fn note_alone(&self, offset: u64) -> Option<Self> {
        let chunk = self.chunk_at(offset)?;
        let base = self.chunk_span(chunk).start;
        let parsed = self.parse(chunk);
        let note = select_around(&parsed, Kind::Footnote, usize::try_from(offset.checked_sub(base)?).ok()?)?;
        self.alone(Kind::Footnote, chunk, base + note.block.span.start as u64)
    }

    /// The block of a kind, alone, of which a piece begins in a chunk at byte `start` of the source: all of it, as far as it
    /// is known. `None` if there is none.
    #[must_use]
    pub fn alone(&self, kind: Kind, chunk: ChunkId, start: u64) -> Option<Self> {
        let (first, place) = self.place_of(kind, chunk, start)?;
        let parsed = self.parse(first);
        // What was found from a place in its middle doesn't have its header.
        let head = place.selected(&parsed, self.chunk_span(first).start).map(|selected| selected.head());
        let columns = Columns { head: head.unwrap_or_default(), wishes: Arc::default() };
        let mut part = self.part(Part::Block(place, columns), &[first]);
        part.start = place.start.max(self.chunk_span(first).start);
        part.gather(self);
        part.measure(self);
        Some(part)
    }

    /// Takes in what is known by now of a block that goes on, and the definitions, from the document that it is a part of.
    /// Returns whether it may look different.
    pub fn catch_up(&mut self, whole: &Self) -> bool {
        let mut changed = false;
        if matches!(self.view, View::Excerpt(_)) && whole.complete && !Arc::ptr_eq(&self.references, &whole.references)
        {
            self.references = Arc::clone(&whole.references);
            changed = true;
        }
        let View::Excerpt(Excerpt { part: Part::Block(..) }) = &self.view else { return changed };
        let gathered = self.gather(whole);
        if gathered {
            self.measure(whole);
        }
        changed || gathered
    }

    /// Takes in the chunks in which a block goes on. Returns whether there are new ones.
    fn gather(&mut self, whole: &Self) -> bool {
        let View::Excerpt(Excerpt { part: Part::Block(place, _) }) = &mut self.view else { return false };
        let before = self.chunks.len();
        while place.last.1 == End::Open {
            let (last, next) = (place.last.0, whole.next_chunk(place.last.0));
            let Some(next) = next.filter(|next| whole.is_provisional(*next) == whole.is_provisional(last)) else {
                place.last.1 = if whole.complete { End::Known } else { End::Open };
                break;
            };
            let goes_on = place.goes_on(whole.chunk_continuation(last), whole.chunk_continuation(next));
            let Some((chunk, end)) = whole.chunk(next).filter(|_| goes_on) else {
                place.last.1 = End::Known;
                break;
            };
            self.chunks.push(chunk.clone());
            self.indexed = end;
            place.last.0 = next;
        }
        self.chunks.len() > before
    }

    /// Finds where a block ends, and what the columns of a table wish for, as far as that is known.
    fn measure(&mut self, whole: &Self) {
        let View::Excerpt(Excerpt { part: Part::Block(place, columns) }) = &mut self.view else { return };
        let last = place.last.0;
        let (parsed, base) = (whole.parse(last), whole.chunk_span(last).start);
        let Some(selected) = place.selected(&parsed, base) else { return };
        self.length = base + selected.block.span.end as u64;
        if self.chunks.len() > 1 {
            columns.wishes = selected.widened(&whole.chunk_continuation(last).columns().wishes);
        }
    }

    /// Whether it is one block.
    #[must_use]
    pub fn is_block(&self) -> bool {
        matches!(&self.view, View::Excerpt(Excerpt { part: Part::Block(..) }))
    }

    /// The block as it is written, without what stands in front of its lines for the containers around it. `None` if this
    /// is no block, or if it has more than `most` bytes.
    #[must_use]
    pub fn written(&self, most: usize) -> Option<String> {
        let View::Excerpt(Excerpt { part: Part::Block(place, _) }) = &self.view else { return None };
        let span = self.span();
        if span.end - span.start > most as u64 {
            return None;
        }
        let pieces = (0..self.chunks.len()).map(ChunkId).map(|chunk| {
            let (text, base) = (self.chunk_text(chunk), self.chunk_span(chunk).start);
            let parsed = parse(&text, self.chunk_continuation(chunk), &self.references);
            let written = place.selected(&parsed, base).map(|selected| selected.written(&text));
            written.unwrap_or_default()
        });
        Some(pieces.collect())
    }

    /// The first chunk of a block of which a piece begins in a chunk at byte `start` of the source, and its place.
    fn place_of(&self, kind: Kind, chunk: ChunkId, start: u64) -> Option<(ChunkId, Place)> {
        let base = self.chunk_span(chunk).start;
        let parsed = self.parse(chunk);
        let piece = select(&parsed, kind, usize::try_from(start.checked_sub(base)?).ok()?)?;
        let last = (chunk, if piece.is_last { End::Open } else { End::Known });
        let place = Place { kind, start, depth: piece.depth, last };
        let continuation = |chunk: ChunkId| self.chunk_continuation(chunk);
        let is_first =
            select_first(&parsed, kind, piece.depth).is_some_and(|first| first.block.span == piece.block.span);
        if !is_first || !continuation(chunk).goes_on_with(kind, piece.depth) {
            return Some((chunk, place));
        }
        let mut first = chunk;
        while let Some(before) = self.previous_chunk(first) {
            let goes_on = place.goes_on(continuation(before), continuation(first));
            first = if goes_on { before } else { break };
            if !continuation(first).goes_on_with(kind, place.depth) {
                let base = self.chunk_span(first).start;
                let parsed = self.parse(first);
                let start = base + select_last(&parsed, kind, place.depth)?.block.span.start as u64;
                return Some((first, Place { start, last: (first, End::Open), ..place }));
            }
        }
        let unknown = self.chunk_span(first).start.saturating_sub(1);
        Some((first, Place { start: unknown, last: (first, End::Open), ..place }))
    }

    /// A part of this document, on these chunks.
    fn part(&self, part: Part, chunks: &[ChunkId]) -> Self {
        let known = chunks.iter().filter_map(|chunk| self.chunk(*chunk));
        let (chunks, ends): (Vec<Chunk>, Vec<u64>) = known.map(|(chunk, end)| (chunk.clone(), end)).unzip();
        let start = chunks.first().map_or(self.start, |first| first.start);
        let indexed = ends.last().copied().unwrap_or(start);
        let mut document = Self::bare(Arc::clone(&self.source), start);
        (document.chunks, document.indexed, document.length) = (chunks, indexed, indexed);
        document.references = Arc::clone(&self.references);
        document.view = View::Excerpt(Excerpt { part });
        document
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cutting, Indexer};
    use crate::markdown::block::{Block, BlockKind};
    use crate::markdown::words::{PARTING, Words};

    fn opened(text: &str, cap: usize) -> (Document, Indexer) {
        Document::open(Arc::new(text.as_bytes().to_vec()), Cutting { first: cap, window: cap, cap })
    }

    fn whole(text: &str, cap: usize) -> Document {
        let (mut document, indexer) = opened(text, cap);
        indexer.for_each(|found| document.learn(found));
        document
    }

    /// All words of a document, without its headers of tables.
    fn words(document: &Document) -> Vec<String> {
        let chunks = successors(document.first_chunk(), |chunk| document.next_chunk(*chunk));
        let words = chunks.flat_map(|chunk| {
            let text = Words::of(&document.parse(chunk), &document.chunk_text(chunk)).text().to_owned();
            text.split([PARTING, ' ', '\n']).map(str::to_owned).collect::<Vec<_>>()
        });
        words.filter(|word| !word.is_empty()).collect()
    }

    /// The blocks of a kind in a chunk, by where they begin.
    fn places(blocks: &[Block], kind: Kind, found: &mut Vec<usize>) {
        for block in blocks {
            if Kind::of(&block.kind) == Some(kind) {
                found.push(block.span.start);
            }
            match &block.kind {
                BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => places(blocks, kind, found),
                BlockKind::List { items, .. } => items.iter().for_each(|item| places(&item.blocks, kind, found)),
                _ => {}
            }
        }
    }

    fn rows(prefix: &str, name: &str) -> String {
        let head = format!("{prefix}| {name} | number |\n{prefix}|---|---|\n");
        head + &(0..30).map(|row| format!("{prefix}| {name}{row} | {row} |\n")).collect::<String>()
    }

    #[test]
    fn a_block_is_the_same_from_each_of_its_pieces() {
        let code = |prefix: &str| {
            let lines: String = (0..30).map(|line| format!("{prefix}line {line};\n")).collect();
            format!("{prefix}```rust\n{lines}{prefix}```\n")
        };
        let quote: String = (0..30).map(|part| format!("> part {part}\n>\n")).collect();
        for (kind, block, around) in [
            (Kind::Table, rows("", "a"), ("before\n\n", "\nbehind\n")),
            (Kind::Table, rows("", "a"), ("| z |\n|---|\n| y |\n\n", "\n| z |\n|---|\n| y |\n")),
            (Kind::Table, rows("> ", "a"), ("> before\n>\n", ">\n> behind\n")),
            (Kind::Code, code(""), ("before\n\n", "\nbehind\n")),
            (Kind::Code, code("> "), ("> before\n>\n", ">\n> behind\n")),
            (Kind::Quote, quote, ("before\n\n", "\nbehind\n")),
        ] {
            let text = format!("{}{block}{}", around.0, around.1);
            let start = around.0.len() as u64 + u64::from(block.starts_with("> ") && kind != Kind::Quote) * 2;
            let expected = {
                let document = whole(&text, 1 << 20);
                words(&document.alone(kind, ChunkId(0), start).unwrap_or_else(|| panic!("{text}")))
            };
            let document = whole(&text, 90);
            assert!(document.chunk_count() > 3);
            let mut met = 0;
            for chunk in (0..document.chunk_count()).map(ChunkId) {
                let base = document.chunk_span(chunk).start;
                let mut found = Vec::new();
                places(&document.parse(chunk).blocks, kind, &mut found);
                for place in found.into_iter().map(|place| base + place as u64) {
                    let part = document.alone(kind, chunk, place).unwrap_or_else(|| panic!("{place}\n{text}"));
                    let is_ours = part.span().contains(&(start + 30));
                    assert!(!is_ours || words(&part) == expected, "{place} {:?}\n{text}", words(&part));
                    met += usize::from(is_ours);
                }
            }
            assert!(met > 3, "{met} pieces\n{text}");
        }
    }

    #[test]
    fn the_columns_of_a_table_are_as_wide_in_each_of_its_chunks() {
        let document = whole(&rows("", "a long name of something "), 200);
        let part = document.alone(Kind::Table, ChunkId(0), 0).unwrap();
        let columns = |chunk| part.parse(ChunkId(chunk)).resumption.unwrap().columns;
        assert!(part.chunk_count() > 3);
        assert!((0..part.chunk_count()).all(|chunk| columns(chunk) == columns(0)));
        assert_eq!(columns(0)[0].natural, "a long name of something 29".len());
    }

    #[test]
    fn a_block_has_more_as_the_index_goes_on() {
        let text = rows("", "a") + "\nbehind\n";
        let (mut document, mut indexer) = opened(&text, 90);
        document.learn(indexer.next().unwrap());
        let mut part = document.alone(Kind::Table, ChunkId(0), 0).unwrap();
        let first = words(&part).len();
        assert!(!part.catch_up(&document));
        for found in indexer {
            document.learn(found);
            part.catch_up(&document);
        }
        let all = words(&document.alone(Kind::Table, ChunkId(0), 0).unwrap());
        assert!(first < all.len());
        assert_eq!(words(&part), all);
        assert!(!part.catch_up(&document));
    }

    #[test]
    fn a_stretch_has_the_blocks_that_reach_into_it() {
        let text = (0..20).map(|number| format!("## {number}\n\nwords of {number}\n\n")).collect::<String>();
        let document = whole(&text, 40);
        let place = |heading: &str| text.find(heading).unwrap() as u64;
        let part = document.stretch(place("## 5")..place("## 7")).unwrap();
        assert_eq!(words(&part), ["5", "words", "of", "5", "6", "words", "of", "6"]);
        assert_eq!(part.span(), place("## 5")..place("## 7"));
    }

    #[test]
    fn a_footnote_stands_alone() {
        let text = "a[^n] b[^m]\n\n[^n]: one\n\n    two\n\n[^m]: three\n";
        let document = whole(text, 1 << 20);
        let note = document.note_alone(text.find("[^n]: ").unwrap() as u64).unwrap();
        assert_eq!(words(&note), ["one", "two"]);
        assert!(document.note_alone(0).is_none());
    }
}
