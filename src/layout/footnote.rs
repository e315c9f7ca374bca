//! The text of a footnote, behind its label.

use crate::markdown::block::Block;
use crate::text::width::width;

use super::blocks;
use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};

/// Draws the text of a footnote that begins at byte `start` of the chunk.
pub(super) fn draw(canvas: &mut Canvas, start: usize, label: &str, text: &[Block]) {
    let mark = Span::new(&format!("[{label}] "), Role::Footnote);
    let hang = width(&mark.text).min(4);
    let prefix = Prefix { first: vec![mark], rest: vec![Span::new(&" ".repeat(hang), Role::Text)] };
    canvas.inside(prefix, start, |canvas| blocks::draw_tight(canvas, text));
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn the_text_stands_behind_its_label() {
        assert_eq!(lay("a[^n]\n\n[^n]: b b b b b\n", 10), ["a[n]", "", "[n] b b b", "    b b"]);
    }
}
