//! Headings: weight and rules make the hierarchy, so that it survives without colour.

use crate::markdown::block::Block;
use crate::markdown::inline::Inline;
use crate::text::bidi::Direction;

use crate::text::sanitize::Safe;

use super::canvas::Canvas;
use super::line::{Role, Span};
use super::pour::Headings;
use super::prose::Prose;

/// Draws a heading: level 1 with a rule of the full width, level 2 with one of its own length, deeper ones with their signs
/// where weight can not tell them from other text.
pub(super) fn draw(canvas: &mut Canvas, block: &Block, level: u8, content: &[Inline]) {
    let prose = Prose::new(content, Role::Heading(level));
    let (first, rest) = canvas.free();
    let signs = usize::from(level) + 1;
    // What stands beside them has room for the widest character.
    let is_signed = level > 2 && canvas.pour().headings == Headings::Signed && signs + 2 <= first.min(rest);
    let signs = if is_signed { signs } else { 0 };
    let (first, rest) = (first - signs, rest - signs);
    let lines = prose.lines(first, rest, canvas.pour().order);
    let longest = lines.iter().map(|line| line.columns).max().unwrap_or(0);
    let mut left = 0;
    for (place, mut line) in lines.into_iter().enumerate() {
        let free = if place == 0 { first } else { rest };
        if line.direction == Direction::RightToLeft {
            left = rest.saturating_sub(longest);
            line.align(free);
        }
        if signs > 0 {
            let sign =
                if place == 0 { Safe::new(&("#".repeat(usize::from(level)) + " ")) } else { Safe::spaces(signs) };
            line.spans.insert(0, Span::of(sign, Role::Marker));
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
    use super::Headings;
    use crate::layout::Pour;
    use crate::layout::laid::tests::{lay, pour};

    #[test]
    fn signs_tell_the_deeper_levels_apart_where_there_is_no_weight() {
        let lay = |text: &str| pour(text, &Pour { headings: Headings::Signed, ..Pour::printed(12) });
        assert_eq!(
            lay("## Two\n\n### Three\n\n#### Four four"),
            ["Two", "───", "", "### Three", "", "#### Four", "     four"]
        );
        assert_eq!(lay("- a\n\n  ##### Five\n"), ["• a", "", "  ##### Five"]);
        assert_eq!(lay("> > ###### 👩\n"), ["▏ ▏ 👩"]);
    }

    #[test]
    fn rules_tell_the_levels_apart() {
        assert_eq!(lay("# One", 12), ["One", "━━━━━━━━━━━━"]);
        assert_eq!(lay("## Two two two", 9), ["Two two", "two", "───────"]);
        assert_eq!(lay("### Three", 12), ["Three"]);
        assert_eq!(lay("Text\n\n## Two\n\nText", 12), ["Text", "", "", "Two", "───", "", "Text"]);
    }
}
