//! A chunk, laid out at one width.

use std::borrow::Cow;
use std::sync::Arc;

use crate::document::{ChunkId, Document};
use crate::markdown::block::{Block, BlockKind, Parsed};
use crate::markdown::inline::{Link, LinkKind};
use crate::markdown::notes::Numbered;

use super::blocks;
use super::canvas::{Canvas, Drawn, Moved, PlacedBlock, PlacedCode, TableHead};
use super::folds::PlacedFold;
use super::footnote::Gathered;
use super::highlight::Highlights;
use super::line::Line;
use super::marks::Traces;
use super::pour::{Hyphenation, Pour};

/// The lines of a chunk and the links on them.
#[derive(Debug, Clone, Default)]
pub struct Laid {
    /// The lines, from top to bottom.
    pub lines: Vec<Line>,
    /// The links, in the order in which spans name them, which is that of the text.
    pub links: Vec<PlacedLink>,
    /// The foldable parts, in the order of the text; what stands in a closed one is not among them.
    pub folds: Vec<PlacedFold>,
    /// The labels that nobody has defined yet: a definition changes these lines.
    pub wants: Vec<Box<str>>,
    /// The blocks of code, from top to bottom.
    pub codes: Vec<PlacedCode>,
    /// The footnotes that are mentioned or written here, with the numbers that are shown.
    pub notes: Vec<Numbered>,
    /// The blocks that stand further down than they are written.
    pub moved: Vec<Moved>,
    /// The tables, code and quotes, each in front of those inside of it.
    pub blocks: Vec<PlacedBlock>,
    /// The headers of tables that are to be pinned.
    pub heads: Vec<TableHead>,
}

/// How many blank lines there may be above a block.
const BLANK_LINES: usize = 4;

impl Laid {
    /// The block of code that a line belongs to.
    #[must_use]
    pub fn code_at(&self, row: usize) -> Option<&PlacedCode> {
        let behind = self.codes.partition_point(|code| code.rows.start <= row);
        self.codes[..behind].last().filter(|code| code.rows.contains(&row))
    }

    /// The innermost block that can be looked at alone and stands on a line.
    #[must_use]
    pub fn block_at(&self, row: usize) -> Option<&PlacedBlock> {
        self.blocks.iter().rev().find(|block| block.rows.contains(&row))
    }

    /// The header of the table that a line belongs to, where it is to be pinned.
    #[must_use]
    pub fn head_at(&self, row: usize) -> Option<&TableHead> {
        self.heads.iter().find(|head| head.rows.contains(&row))
    }

    /// The row on which byte `offset` of the source stands, never a blank one if its block has lines; `None` before the
    /// first line.
    #[must_use]
    pub fn row_of(&self, offset: u64) -> Option<usize> {
        if let Some(moved) = self.moved.iter().find(|moved| moved.span.contains(&offset)) {
            return self.first_words(moved.row, &moved.places, |place| *place, offset);
        }
        self.first_words(0, &self.lines, |line| line.offset, offset)
    }

    /// The first row that is not blank among those that stand where the last one at or before `offset` does, or below.
    fn first_words<T>(&self, above: usize, rows: &[T], place: impl Fn(&T) -> u64, offset: u64) -> Option<usize> {
        let last = rows.partition_point(|row| place(row) <= offset).checked_sub(1)?;
        let start = place(&rows[last]);
        let first = rows.partition_point(|row| place(row) < start);
        let shown = |row: &usize| self.lines.get(above + *row).is_some_and(|line| !line.is_blank());
        // A container begins before its first words: a blank line above it stands where it begins, they stand behind.
        let below = last + 1..rows.len().min(last + 1 + BLANK_LINES);
        Some(above + (first..=last).chain(below).find(shown).unwrap_or(last))
    }

    /// Where a row stands in the source: that of [`Self::row_of`].
    #[must_use]
    pub fn place(&self, row: usize) -> Option<u64> {
        let moved = self.moved.iter().find_map(|moved| moved.places.get(row.checked_sub(moved.row)?));
        moved.copied().or_else(|| self.lines.get(row).map(|line| line.offset))
    }
}

/// A link and where it is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedLink {
    /// Where it leads, as written.
    pub target: Arc<str>,
    /// What kind of link it is.
    pub kind: LinkKind,
    /// Where it begins, a byte of the source.
    pub offset: u64,
    /// Its place in the order in which the links of the chunk are read.
    pub order: usize,
    /// The first line on which it shows, counted from the top of the chunk; `None` if it has no text to show.
    pub row: Option<usize>,
    /// The last line on which it shows.
    pub last_row: usize,
}

/// How a chunk follows what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Above {
    /// Nothing stands above it: no space.
    Nothing,
    /// Another block, which it may go on with.
    Block,
}

/// Lays a chunk of a document out for somebody who doesn't want its code painted.
#[must_use]
pub fn lay_chunk(document: &Document, id: ChunkId, pour: &Pour) -> Laid {
    lay_chunk_with(document, id, pour, None)
}

/// Lays a chunk of a document out, code with the highlights that are known.
#[must_use]
pub fn lay_chunk_with(document: &Document, id: ChunkId, pour: &Pour, highlights: Option<&Highlights>) -> Laid {
    let parsed = document.parse_with(id, pour.punctuation);
    let place = (document.chunk_span(id).start, above(document, id));
    lay_with(&parsed, &pour_for(document, pour), highlights, place)
}

/// How a document is poured that may say which language it is in.
#[must_use]
pub fn pour_for<'a>(document: &Document, pour: &'a Pour) -> Cow<'a, Pour> {
    match pour.hyphenation {
        Hyphenation::Off => Cow::Borrowed(pour),
        Hyphenation::On(_) => {
            let matter = document.front_matter();
            Cow::Owned(pour.in_language(matter.get("lang").or_else(|| matter.get("language"))))
        }
    }
}

/// How a chunk of a document follows what stands above it.
#[must_use]
pub fn above(document: &Document, id: ChunkId) -> Above {
    if document.chunk_span(id).start <= document.span().start { Above::Nothing } else { Above::Block }
}

/// Lays parsed blocks out, code unpainted. `base` is the byte of the source at which their chunk begins.
#[must_use]
pub fn lay(parsed: &Parsed, pour: &Pour, base: u64, above: Above) -> Laid {
    lay_with(parsed, pour, None, (base, above))
}

/// Lays parsed blocks out, code with the highlights that are known. `base` is the byte of the source at which their chunk
/// begins.
#[must_use]
pub fn lay_with(parsed: &Parsed, pour: &Pour, highlights: Option<&Highlights>, (base, above): (u64, Above)) -> Laid {
    lay_on(Canvas::new(pour, highlights, base), parsed, (base, above))
}

/// Lays parsed blocks out for somebody who wants to know where parts of them are drawn.
pub(super) fn lay_traced(parsed: &Parsed, pour: &Pour, traces: &Traces, (base, above): (u64, Above)) -> Laid {
    lay_on(Canvas::new(pour, None, base).tracing(traces), parsed, (base, above))
}

/// Writes the text of the lines that [`lay`] makes, each ended by a newline, white space at their ends left out.
pub fn write(parsed: &Parsed, pour: &Pour, above: Above, out: &mut String) {
    let read = parsed.blocks.last().map_or(0, |last| last.span.end);
    let mut canvas = Canvas::new(pour, None, 0).writing(std::mem::take(out), read + read / 4);
    draw(&mut canvas, parsed, above);
    *out = canvas.finish().text;
}

fn lay_on(mut canvas: Canvas, parsed: &Parsed, (base, above): (u64, Above)) -> Laid {
    draw(&mut canvas, parsed, above);
    let Drawn { lines, codes, folds, moved, blocks, heads, .. } = canvas.finish();
    let links = place_links(parsed, base, &lines, &moved);
    Laid { lines, links, folds, wants: parsed.wants.clone(), codes, notes: parsed.notes.clone(), moved, blocks, heads }
}

/// Draws the blocks of a chunk.
fn draw(canvas: &mut Canvas, parsed: &Parsed, above: Above) {
    canvas.resume(parsed);
    let mut notes = Gathered::default();
    let mut above = if parsed.resumption.is_some() { Above::Nothing } else { above };
    for block in &parsed.blocks {
        if matches!(block.kind, BlockKind::Heading { .. }) {
            draw_notes(canvas, &mut notes, &mut above);
        }
        if !notes.take(block) {
            draw_block(canvas, block, &mut above);
        }
    }
    draw_notes(canvas, &mut notes, &mut above);
}

/// Draws a block at the top level and the space above it.
fn draw_block(canvas: &mut Canvas, block: &Block, above: &mut Above) {
    if blocks::is_blank(block) {
        return;
    }
    if std::mem::replace(above, Above::Block) == Above::Block {
        for _ in 0..blocks::space_above(block) {
            canvas.blank(block.span.start);
        }
    }
    blocks::draw_one(canvas, block, 0);
}

fn draw_notes(canvas: &mut Canvas, notes: &mut Gathered<'_>, above: &mut Above) {
    for note in notes.in_order() {
        canvas.moved(note.span.clone(), |canvas| draw_block(canvas, note, above));
    }
}

/// The links of a chunk and where they are on the page.
fn place_links(parsed: &Parsed, base: u64, lines: &[Line], moved: &[Moved]) -> Vec<PlacedLink> {
    let mut links: Vec<PlacedLink> = parsed
        .links
        .iter()
        .map(|link| PlacedLink {
            target: Arc::clone(&link.target),
            kind: link.kind,
            offset: base + link.span.start as u64,
            order: 0,
            row: None,
            last_row: 0,
        })
        .collect();
    for (row, line) in lines.iter().enumerate() {
        for index in line.spans.iter().filter_map(|span| span.link) {
            if let Some(link) = links.get_mut(index as usize) {
                link.row.get_or_insert(row);
                link.last_row = row;
            }
        }
    }
    // Stretches of text that were moved are read where they stand; within one the text is read in its order.
    let stretch = |row: usize| moved.partition_point(|moved| moved.row <= row);
    let mut order: Vec<usize> = (0..links.len()).collect();
    order.sort_by_key(|&link| {
        let (Link { kind, span, .. }, row) = (&parsed.links[link], links[link].row.unwrap_or(0));
        // The way back comes behind all of its note.
        (stretch(row), if *kind == LinkKind::NoteReturn { span.end } else { span.start })
    });
    for (place, link) in order.into_iter().enumerate() {
        links[link].order = place;
    }
    links
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::layout::pour::Edge;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::scan::scan;
    use crate::markdown::tree::parse;

    /// A text that is all of a document.
    pub(in crate::layout) fn parsed(text: &str) -> Parsed {
        let mut references = References::default();
        let scan = scan(text, &Continuation::Nothing, &references);
        for (label, at) in scan.footnotes {
            references.define_footnote(&label, at as u64);
        }
        for (label, at) in scan.mentions {
            references.mention_footnote(&label, at as u64);
        }
        parse(text, &Continuation::Nothing, &references)
    }

    /// The page that a text makes at a width, trailing space left out except behind a bar.
    pub(in crate::layout) fn lay(text: &str, columns: usize) -> Vec<String> {
        pour(text, &Pour::printed(columns))
    }

    /// The page that a text makes when it is poured like this.
    pub(in crate::layout) fn pour(text: &str, pour: &Pour) -> Vec<String> {
        let laid = super::lay(&parsed(text), pour, 0, Above::Nothing);
        laid.lines
            .iter()
            .map(|line| {
                let text = line.text();
                let trimmed = text.trim_end();
                if trimmed.ends_with(['▏', '┊']) && !line.is_blank() {
                    format!("{trimmed} ")
                } else {
                    trimmed.to_owned()
                }
            })
            .collect()
    }

    #[test]
    fn links_know_their_first_row() {
        let text = "one [two three](/a) four [](/b) https://c.de\n";
        let parsed = parse(text, &Continuation::Nothing, &References::default());
        let laid = super::lay(&parsed, &Pour::printed(9), 100, Above::Nothing);
        let places: Vec<_> = laid.links.iter().map(|link| (&*link.target, link.offset, link.row)).collect();
        assert_eq!(places, [("/a", 104, Some(0)), ("/b", 125, None), ("https://c.de", 132, Some(3))]);
    }

    #[test]
    fn what_is_written_is_what_is_laid() {
        let more = "> - a  \n>   \u{a0}b\u{ad}c\n\nא ב\n\nsoft\u{ad}hyphen soft\u{ad}hyphen  \n  \nb\n";
        for text in [include_str!("../../tests/corpus/guide.md"), more] {
            let parsed = parsed(text);
            for pour in [9, 40, 72].map(Pour::printed) {
                for pour in [Pour { edge: Edge::Justified, ..pour.clone() }, pour] {
                    let laid = super::lay(&parsed, &pour, 0, Above::Nothing);
                    let lines: String =
                        laid.lines.iter().map(|line| line.text().trim_end().to_owned() + "\n").collect();
                    let mut written = "x".to_owned();
                    write(&parsed, &pour, Above::Nothing, &mut written);
                    assert_eq!(written, format!("x{lines}"));
                }
            }
        }
    }

    #[test]
    fn offsets_never_go_back() {
        let text = include_str!("../../tests/corpus/guide.md");
        let parsed = parsed(text);
        for columns in [20, 40, 72, 120] {
            let laid = super::lay(&parsed, &Pour::printed(columns), 0, Above::Nothing);
            assert!(laid.lines.windows(2).all(|pair| pair[0].offset <= pair[1].offset));
        }
    }

    #[test]
    fn a_moved_note_is_found_where_it_stands() {
        let text = "a[^1]\n\n[^1]: one two three\n\nb\n\n# c\n";
        let laid = super::lay(&parsed(text), &Pour::printed(9), 0, Above::Nothing);
        for (word, expected) in [("a[", "a¹"), ("[^1]:", "¹ one two"), ("three", "  three"), ("b", "b"), ("# c", "c")]
        {
            let row = laid.row_of(text.find(word).unwrap() as u64).unwrap();
            assert!(laid.lines[row].text().starts_with(expected), "{word}: {:?}", laid.lines[row].text());
            assert_eq!(laid.row_of(laid.place(row).unwrap()), Some(row), "{word}");
        }
        assert!(laid.lines.is_sorted_by_key(|line| line.offset));
    }
}
