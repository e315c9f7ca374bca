//! A thematic break: a short line in the middle, space around it.

use crate::text::sanitize::Safe;

use super::canvas::Canvas;
use super::line::{Role, Span};

/// Draws a thematic break that begins at byte `offset` of the chunk.
pub(super) fn draw(canvas: &mut Canvas, offset: usize) {
    let (free, _) = canvas.free();
    let length = (free / 3).max(1);
    let margin = " ".repeat((free - length) / 2);
    let line = Safe::repeat("─", length);
    canvas.put(vec![Span::new(&margin, Role::Text), Span::of(line, Role::Rule)], offset);
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn a_break_stands_in_the_middle() {
        assert_eq!(lay("a\n\n---\n\nb", 9), ["a", "", "   ───", "", "b"]);
    }
}
