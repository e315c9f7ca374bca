//! What stands around a hit, as it reads: a line of context for the list of hits.

use std::ops::Range;

use crate::document::search::{Hit, Pattern};
use crate::document::{ChunkId, Document};
use crate::markdown::continuation::Continuation;
use crate::markdown::tree::parse;
use crate::markdown::words::{PARTING, Words};
use crate::text::read_at::{decode, read_range};

/// How many bytes are kept on either side of a hit, and of the hit: more than a row shows.
const KEPT: usize = 400;
/// How many bytes are read on either side of a hit that is not indexed yet.
const AROUND: u64 = 2048;
/// How many chunks are kept as they read.
const CHUNKS: usize = 2;

/// A hit and the text around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Context {
    /// What stands before it, in the same block.
    pub before: String,
    /// The hit.
    pub found: String,
    /// What stands behind it.
    pub behind: String,
}

/// Contexts that were looked up, and the chunks that they are from.
#[derive(Default)]
pub(in crate::app) struct Contexts {
    known: Vec<(Hit, Context)>,
    chunks: Vec<(ChunkId, Placed)>,
}

/// The words of a part of the document and the hits in them.
struct Placed {
    words: Words,
    hits: Vec<(Hit, Range<usize>)>,
}

impl Contexts {
    /// The context of a hit.
    pub(in crate::app) fn of(&mut self, hit: Hit, document: &Document, pattern: &Pattern) -> Context {
        if let Some((_, known)) = self.known.iter().find(|(other, _)| *other == hit) {
            return known.clone();
        }
        let chunk = document.chunk_at(hit.start).filter(|chunk| !document.is_provisional(*chunk));
        let context = match chunk {
            Some(chunk) => self.placed(chunk, document, pattern).context(hit),
            None => around(hit, document, pattern).context(hit),
        };
        self.known.push((hit, context.clone()));
        context
    }

    /// Forgets the contexts of all other hits.
    pub(in crate::app) fn keep(&mut self, hits: &[Hit]) {
        self.known.retain(|(hit, _)| hits.contains(hit));
    }

    fn placed(&mut self, chunk: ChunkId, document: &Document, pattern: &Pattern) -> &Placed {
        if let Some(place) = self.chunks.iter().position(|(id, _)| *id == chunk) {
            let known = self.chunks.remove(place);
            self.chunks.push(known);
        } else {
            let words = Words::of(&document.parse(chunk), &document.chunk_text(chunk));
            let hits = pattern.hits(&words, document.chunk_span(chunk).start);
            self.chunks.push((chunk, Placed { words, hits }));
            let superfluous = self.chunks.len().saturating_sub(CHUNKS);
            self.chunks.drain(..superfluous);
        }
        &self.chunks[self.chunks.len() - 1].1
    }
}

/// The words near a hit where the chunks are not known: from the blank line before it to the one behind it.
fn around(hit: Hit, document: &Document, pattern: &Pattern) -> Placed {
    let span = document.span();
    let start = hit.start.saturating_sub(AROUND).max(span.start);
    let end = hit.end.saturating_add(AROUND).min(span.end);
    let bytes = read_range(&**document.source(), start..end);
    let at = usize::try_from(hit.start - start).unwrap_or(0).min(bytes.len());
    let until = usize::try_from(hit.end - start).unwrap_or(0).clamp(at, bytes.len());
    let is_blank = |pair: &[u8]| pair == b"\n\n";
    let first = bytes[..at].windows(2).rposition(is_blank).map_or(0, |blank| blank + 2);
    let last = bytes[until..].windows(2).position(is_blank).map_or(bytes.len(), |blank| until + blank);
    let (text, _) = decode(bytes[first..last].to_vec());
    let words = Words::of(&parse(&text, &Continuation::Nothing, document.references()), &text);
    let hits = pattern.hits(&words, start + first as u64);
    Placed { words, hits }
}

impl Placed {
    fn context(&self, hit: Hit) -> Context {
        let nearest = self.hits.iter().min_by_key(|(other, _)| other.start.abs_diff(hit.start));
        let Some((_, range)) = nearest else { return Context::default() };
        let text = self.words.text();
        let (before, rest) = text.split_at(range.start);
        let (found, behind) = rest.split_at(range.len());
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(KEPT))..];
        let behind = &behind[..behind.floor_char_boundary(KEPT)];
        let found = &found[..found.floor_char_boundary(KEPT)];
        Context {
            before: before.rsplit(PARTING).next().unwrap_or_default().trim_start().to_owned(),
            found: found.to_owned(),
            behind: behind.split(PARTING).next().unwrap_or_default().trim_end().to_owned(),
        }
    }
}
