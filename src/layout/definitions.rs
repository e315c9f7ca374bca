//! Definition lists: the term in bold, its meaning below it and indented.

use crate::markdown::block::Definition;
use crate::markdown::inline::Marks;

use super::blocks;
use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};
use super::prose::{Prose, emphasised};

/// Draws a definition list.
pub(super) fn draw(canvas: &mut Canvas, parts: &[Definition]) {
    for (place, part) in parts.iter().enumerate() {
        match part {
            Definition::Term(content, start) => {
                if place > 0 {
                    canvas.blank(*start);
                }
                let (first, rest) = canvas.free();
                for line in Prose::new(content, Role::Text).lines(first, rest, canvas.pour().order) {
                    canvas.put(emphasised(line.spans, Marks::STRONG), line.offset);
                }
            }
            Definition::Meaning(meaning) => {
                let margin = vec![Span::new("    ", Role::Text)];
                let prefix = Prefix { first: margin.clone(), rest: margin };
                let start = meaning.first().map_or(0, |block| block.span.start);
                canvas.inside(prefix, start, |canvas| blocks::draw_tight(canvas, meaning));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn meanings_stand_below_their_term() {
        assert_eq!(lay("a\n: b b b\n: c\n\nd\n: e\n", 9), ["a", "    b b b", "    c", "", "d", "    e"]);
    }
}
