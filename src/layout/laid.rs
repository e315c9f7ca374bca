//! A chunk, laid out at one width.

use std::sync::Arc;

use crate::document::{ChunkId, Document};
use crate::markdown::block::Parsed;
use crate::markdown::inline::LinkKind;

use super::blocks;
use super::canvas::Canvas;
use super::folds::PlacedFold;
use super::line::Line;
use super::pour::Pour;

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
    /// The first line on which it shows, counted from the top of the chunk; `None` if it has no text to show.
    pub row: Option<usize>,
    /// The last line on which it shows.
    pub last_row: usize,
}

/// How a chunk follows what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Above {
    /// Nothing stands above it, or the block above goes on with it: no space.
    Nothing,
    /// Another block.
    Block,
}

/// Lays a chunk of a document out.
#[must_use]
pub fn lay_chunk(document: &Document, id: ChunkId, pour: &Pour) -> Laid {
    let span = document.chunk_span(id);
    let first = span.start == document.span().start || document.chunk_continuation(id).joins();
    let above = if first { Above::Nothing } else { Above::Block };
    lay(&document.parse(id), pour, span.start, above)
}

/// Lays parsed blocks out. `base` is the byte of the source at which their chunk begins.
#[must_use]
pub fn lay(parsed: &Parsed, pour: &Pour, base: u64, above: Above) -> Laid {
    let mut canvas = Canvas::new(pour, base);
    for (place, block) in parsed.blocks.iter().enumerate() {
        if place > 0 || above == Above::Block {
            for _ in 0..blocks::space_above(block) {
                canvas.blank(block.span.start);
            }
        }
        blocks::draw_one(&mut canvas, block, 0);
    }
    let (lines, folds) = canvas.finish();
    let mut links: Vec<PlacedLink> = parsed
        .links
        .iter()
        .map(|link| PlacedLink {
            target: Arc::clone(&link.target),
            kind: link.kind,
            offset: base + link.span.start as u64,
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
    Laid { lines, links, folds, wants: parsed.wants.clone() }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    /// The page that a text makes at a width, trailing space left out except behind a bar.
    pub(in crate::layout) fn lay(text: &str, columns: usize) -> Vec<String> {
        let parsed = parse(text, &Continuation::Nothing, &References::default());
        let laid = super::lay(&parsed, &Pour::printed(columns), 0, Above::Nothing);
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
    fn offsets_never_go_back() {
        let text = include_str!("../../tests/corpus/guide.md");
        let parsed = parse(text, &Continuation::Nothing, &References::default());
        for columns in [20, 40, 72, 120] {
            let laid = super::lay(&parsed, &Pour::printed(columns), 0, Above::Nothing);
            assert!(laid.lines.windows(2).all(|pair| pair[0].offset <= pair[1].offset));
        }
    }
}
