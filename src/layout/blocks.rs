//! A block → lines, whatever it is: the index of the constructs, and the space between them.

use crate::markdown::block::{Block, BlockKind, Mapped, Seam};
use crate::markdown::inline::{Inline, InlineKind};
use crate::markdown::select::Kind;

use super::canvas::Canvas;
use super::details::{self, Details};
use super::line::Role;
use super::list::{self, Listing};
use super::prose::Prose;
use super::{code, definitions, footnote, heading, math, quote, rule, table};

/// Blank lines above a block at the top level.
pub(super) fn space_above(block: &Block) -> usize {
    match block.kind {
        BlockKind::Heading { level: 1 | 2, .. } => 2,
        _ => 1,
    }
}

/// Whether a block shows nothing: a paragraph of nothing but tags leaves the space between them.
pub(super) fn is_blank(block: &Block) -> bool {
    let is_space = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::SoftBreak => true,
        _ => false,
    };
    matches!(&block.kind, BlockKind::Paragraph(content) if content.iter().all(is_space))
}

/// Draws blocks inside of a container, a blank line between each two.
pub(super) fn draw_tight(canvas: &mut Canvas, blocks: &[Block]) {
    let parted = canvas.resumes_at(Seam::Blocks);
    for (place, block) in blocks.iter().enumerate() {
        if place > 0 || parted {
            canvas.blank(block.span.start);
        }
        draw_one(canvas, block, 0);
    }
}

/// Draws a block; `depth` is the number of lists around it.
pub(super) fn draw_one(canvas: &mut Canvas, block: &Block, depth: usize) {
    match Kind::of(&block.kind).filter(|kind| *kind != Kind::Footnote) {
        Some(kind) => canvas.noted(kind, block.span.start, |canvas| draw_kind(canvas, block, depth)),
        None => draw_kind(canvas, block, depth),
    }
    canvas.end_resumption();
}

fn draw_kind(canvas: &mut Canvas, block: &Block, depth: usize) {
    let start = block.span.start;
    match &block.kind {
        BlockKind::Heading { level, content, .. } => heading::draw(canvas, block, *level, content),
        BlockKind::Paragraph(content) if math::stands_apart(content) => math::draw_paragraph(canvas, content, start),
        BlockKind::Paragraph(content) => Prose::new(content, Role::Text).draw(canvas, start),
        BlockKind::Code { info, text } if draws_itself(canvas, info, text, start) => {}
        BlockKind::Code { info, text } => code::draw(canvas, info, text, start),
        BlockKind::Quote { alert, blocks } => quote::draw(canvas, start, alert.as_ref(), blocks),
        BlockKind::List { start, tight, items } => {
            list::draw(canvas, &Listing { start: *start, tight: *tight }, items, depth);
        }
        BlockKind::Table { alignments, head, rows } => table::draw(canvas, alignments, head, rows),
        BlockKind::Rule => rule::draw(canvas, start),
        BlockKind::Details { summary, blocks, open } => {
            details::draw(canvas, &Details { span: &block.span, summary, open: *open }, blocks);
        }
        BlockKind::Footnote { label, number, blocks } => {
            footnote::draw(canvas, start, &footnote::sign(label, *number), blocks);
        }
        BlockKind::Definitions(parts) => definitions::draw(canvas, parts),
    }
}

/// Draws code that stands for something else than itself. Returns whether it was of that kind and could be drawn.
fn draws_itself(canvas: &mut Canvas, info: &str, text: &Mapped, start: usize) -> bool {
    match info.trim() {
        "math" => math::draw_fence(canvas, text, start),
        #[cfg(feature = "diagrams")]
        "mermaid" => super::diagram::draw(canvas, text, start),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn a_paragraph_that_shows_nothing_takes_no_space() {
        let anchors = "One\n\n<a id=\"1\"></a> <a id=\"2\"></a>\n\n## Two";
        assert_eq!(lay(anchors, 9), ["One", "", "", "Two", "───"]);
    }
}
