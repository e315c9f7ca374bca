//! Lists: bullets by depth, numbers right-aligned on the dot, boxes for tasks, text hanging.

use crate::markdown::block::{Block, BlockKind, Item, Seam};
use crate::text::sanitize::Safe;

use super::blocks;
use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};

/// How a list is numbered and spaced.
pub(super) struct Listing {
    /// The first number; `None` for bullets.
    pub(super) start: Option<u64>,
    /// Whether its items stand without blank lines.
    pub(super) tight: bool,
}

/// Draws a list; `depth` is the number of lists around it.
pub(super) fn draw(canvas: &mut Canvas, listing: &Listing, items: &[Item], depth: usize) {
    let last = listing.start.map(|start| start.saturating_add(items.len().saturating_sub(1) as u64));
    let digits = last.map_or(0, |last| last.to_string().len());
    let bullet = Safe::new(["• ", "◦ ", "▪ "][depth % 3]);
    let mut goes_on = canvas.resumes_container();
    let parted = goes_on && canvas.resumes_at(Seam::Items);
    goes_on &= !parted;
    for (place, item) in items.iter().enumerate() {
        if (place > 0 || parted) && !listing.tight {
            canvas.blank(item.start);
        }
        if place > 0 || parted {
            canvas.end_resumption();
        }
        let number = listing.start.map(|start| start.saturating_add(place as u64));
        let marker = number.map_or_else(|| bullet.clone(), |number| Safe::new(&format!("{number:>digits$}. ")));
        let mut columns = marker.chars().count();
        let mut first = vec![Span::of(marker, Role::Marker)];
        if let Some(done) = item.task {
            let (sign, role) = if done { ("☑ ", Role::Done) } else { ("☐ ", Role::Marker) };
            // The box takes the place of a bullet and stands behind a number.
            if number.is_none() {
                first.clear();
                columns = 0;
            }
            first.push(Span::new(sign, role));
            columns += 2;
        }
        let rest = vec![Span::of(Safe::spaces(columns), Role::Text)];
        if std::mem::take(&mut goes_on) {
            canvas.inside_again(rest, item.start, |canvas| draw_item(canvas, item, listing.tight, depth));
            continue;
        }
        canvas.inside(Prefix { first, rest }, item.start, |canvas| draw_item(canvas, item, listing.tight, depth));
    }
}

fn draw_item(canvas: &mut Canvas, item: &Item, tight: bool, depth: usize) {
    let parted = canvas.resumes_at(Seam::Blocks);
    for (place, block) in item.blocks.iter().enumerate() {
        if (place > 0 || parted) && !(tight && is_light(block)) {
            canvas.blank(block.span.start);
        }
        blocks::draw_one(canvas, block, depth + 1);
    }
}

/// Whether a block follows the text of a tight item without a blank line.
fn is_light(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::List { .. })
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn bullets_change_with_depth_and_text_hangs() {
        assert_eq!(lay("- a\n  - b\n    - c c c\n", 10), ["• a", "  ◦ b", "    ▪ c c", "      c"]);
    }

    #[test]
    fn numbers_stand_on_the_dot() {
        assert_eq!(lay("9. a\n10. b\n", 10), [" 9. a", "10. b"]);
    }

    #[test]
    fn loose_lists_have_air() {
        assert_eq!(lay("- a\n\n- b\n", 10), ["• a", "", "• b"]);
        assert_eq!(lay("- a\n\n  b\n", 10), ["• a", "", "  b"]);
    }

    #[test]
    fn tasks_and_empty_items_show() {
        assert_eq!(lay("- [ ] a\n- [x] b\n", 10), ["☐ a", "☑ b"]);
        assert_eq!(lay("1. [x] b\n", 10), ["1. ☑ b"]);
        assert_eq!(lay("-\n- b\n", 10), ["•", "• b"]);
    }
}
