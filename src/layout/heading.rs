//! Headings: weight and rules make the hierarchy, so that it survives without colour.

use crate::markdown::block::Block;
use crate::markdown::inline::Inline;
use crate::text::bidi::Direction;

use crate::text::sanitize::Safe;

use super::canvas::Canvas;
use super::line::{Role, Span};
use super::prose::Prose;

/// Draws a heading: level 1 with a rule of the full width, level 2 with one of its own length.
pub(super) fn draw(canvas: &mut Canvas, block: &Block, level: u8, content: &[Inline]) {
    let prose = Prose::new(content, Role::Heading(level));
    let (first, rest) = canvas.free();
    let lines = prose.lines(first, rest, canvas.pour().order);
    let longest = lines.iter().map(|line| line.columns).max().unwrap_or(0);
    let mut left = 0;
    for (place, mut line) in lines.into_iter().enumerate() {
        let free = if place == 0 { first } else { rest };
        if line.direction == Direction::RightToLeft {
            left = rest.saturating_sub(longest);
            line.align(free);
        }
        canvas.put(line.spans, if place == 0 { block.span.start } else { line.offset });
    }
    let rule = match level {
        1 => Safe::repeat("━", rest),
        2 => {
            let mut rule = Safe::spaces(left);
            rule.push(&Safe::repeat("─", longest));
            rule
        }
        _ => return,
    };
    if longest > 0 {
        // It has no place of its own: it counts as part of the line above it.
        canvas.put(vec![Span::of(rule, Role::HeadingRule)], block.span.start);
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn rules_tell_the_levels_apart() {
        assert_eq!(lay("# One", 12), ["One", "━━━━━━━━━━━━"]);
        assert_eq!(lay("## Two two two", 9), ["Two two", "two", "───────"]);
        assert_eq!(lay("### Three", 12), ["Three"]);
        assert_eq!(lay("Text\n\n## Two\n\nText", 12), ["Text", "", "", "Two", "───", "", "Text"]);
    }
}
