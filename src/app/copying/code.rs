//! The nearest code, without anything that the page adds: no bar, no label, no padding, tabs as they are.
//!
//! Nearest is the block that stands in the middle of the page, else the one whose lines come closest to it; the upper one
//! of two. A number in front of the key takes the block of that place on the page, from the top: at the end of a document
//! not every block can come to the middle.
//!
//! At once again the key sends the same code with the citation of the document under it, as a comment. There is no key of
//! two letters for that: `g` acts at once, and the second press is where the eyes and the finger are.

use crate::document::ChunkId;
use crate::layout::canvas::PlacedCode;
use crate::library::citation::citation;
use crate::markdown::block::{Edge, Parsed, Seam};

use super::super::action::Action;
use super::super::event::{DocumentId, Effect};
use super::super::reader::Reader;
use super::super::state::App;
use super::{LONGEST, comment};

/// The code that was copied last, and whether the citation went with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Copied {
    document: DocumentId,
    /// Where it begins, a byte of the source.
    offset: u64,
    cited: bool,
}

/// A block of code.
struct Code {
    /// The first word of its info string.
    language: String,
    text: String,
}

/// A block of code, or how long it is at least.
enum Found {
    Code(Code),
    TooLong(u64),
}

impl App {
    /// Copies the nearest code, or that of this place on the page.
    pub(in crate::app) fn copy_code(&mut self, place: Option<u32>) -> Vec<Effect> {
        let before = self.copied.take();
        let Some((chunk, code)) = self.shown().code_under_eyes(place) else {
            let which = if place.is_some() { "such code" } else { "code" };
            self.say(&format!("There is no {which} on this page."));
            return Vec::new();
        };
        let found = match self.shown().code_of(chunk, code.offset) {
            Some(Found::Code(code)) => code,
            Some(Found::TooLong(length)) => return self.too_long_to_copy(length, "the code"),
            None => {
                self.say("This code is drawn as a picture, and is not copied.");
                return Vec::new();
            }
        };
        let document = self.current;
        let again =
            before.is_some_and(|before| !before.cited && (before.document, before.offset) == (document, code.offset));
        let citation = citation(self.reader().document().front_matter()).text;
        let cited = citation.as_deref().filter(|_| again).map(|citation| comment::line(citation, &found.language));
        let effects = match &cited {
            Some(line) => self.copy(&format!("{}\n{line}", found.text), "the code with the citation"),
            None => self.copy(&found.text, "the code"),
        };
        if effects.is_empty() {
            return effects;
        }
        if cited.is_none() && citation.is_some() {
            let key = self.keymap.key_for(Action::CopyCode).unwrap_or_default();
            self.say_too(&format!("{key} once more adds the citation."));
        }
        self.copied = Some(Copied { document, offset: code.offset, cited: cited.is_some() });
        effects
    }
}

impl Reader {
    /// The code nearest to the middle of the page, or that of this place on it, counted from 1.
    fn code_under_eyes(&self, place: Option<u32>) -> Option<(ChunkId, PlacedCode)> {
        let mut codes: Vec<(ChunkId, &PlacedCode, usize, usize)> = Vec::new();
        for (row, line) in self.page.iter().enumerate() {
            let Some(code) = line.laid.code_at(line.row) else { continue };
            match codes.last_mut() {
                Some((chunk, last, _, end)) if *chunk == line.chunk && last.offset == code.offset => *end = row,
                _ => codes.push((line.chunk, code, row, row)),
            }
        }
        let middle = self.page.len() / 2;
        let apart = |first: usize, last: usize| first.saturating_sub(middle).max(middle.saturating_sub(last));
        let found = if let Some(place) = place {
            codes.get((place as usize).checked_sub(1)?)
        } else {
            codes.iter().min_by_key(|(_, _, first, last)| apart(*first, *last))
        };
        found.map(|(chunk, code, ..)| (*chunk, (*code).clone()))
    }

    /// The code that begins at a byte of the source, whole, also where it is so long that it was cut.
    fn code_of(&self, chunk: ChunkId, offset: u64) -> Option<Found> {
        let document = &self.document;
        let (mut chunk, mut offset) = (chunk, offset);
        let mut parsed = document.parse(chunk);
        let mut behind = 0;
        // Where it began. What lies between is longer than the clipboard takes, mostly.
        while resumes(&parsed, offset - document.chunk_span(chunk).start) {
            let Some(previous) = document.previous_chunk(chunk) else { break };
            let span = document.chunk_span(previous);
            behind += span.end - span.start;
            if behind > LONGEST as u64 {
                return Some(Found::TooLong(behind));
            }
            chunk = previous;
            parsed = document.parse(chunk);
            offset = span.start + parsed.code_at_edge(Edge::End)? as u64;
        }
        let start = usize::try_from(offset - document.chunk_span(chunk).start).ok()?;
        let (info, text) = parsed.code_at(start)?;
        let language = comment::language(info).to_owned();
        let mut whole = text.text.clone();
        let mut is_last = parsed.code_at_edge(Edge::End) == Some(start);
        while is_last && whole.len() <= LONGEST {
            let Some(next) = document.next_chunk(chunk).filter(|next| document.chunk_continuation(*next).joins())
            else {
                break;
            };
            parsed = document.parse(next);
            let Some(first) = parsed.code_at_edge(Edge::Beginning).filter(|first| resumes(&parsed, *first as u64))
            else {
                break;
            };
            whole += &parsed.code_at(first)?.1.text;
            is_last = parsed.code_at_edge(Edge::End) == Some(first);
            chunk = next;
        }
        if whole.len() > LONGEST {
            return Some(Found::TooLong(whole.len() as u64));
        }
        // Without the end of its last line: a paste into a shell waits for the reader's Enter.
        let text = whole.strip_suffix('\n').unwrap_or(&whole).to_owned();
        Some(Found::Code(Code { language, text }))
    }
}

/// Whether the code that begins at this byte of a chunk goes on with what the chunk before was cut in.
fn resumes(parsed: &Parsed, start: u64) -> bool {
    let within = parsed.resumption.as_deref().is_some_and(|resumption| resumption.seam == Seam::Within);
    within && parsed.code_at_edge(Edge::Beginning).is_some_and(|first| first as u64 == start)
}
