//! Quotes and alerts: a quiet bar at the left.

use crate::markdown::block::{Alert, Block};
use crate::markdown::inline::Marks;

use super::blocks;
use super::canvas::{Canvas, Prefix, fold};
use super::line::{Role, Span, Style};

/// Draws a quote that begins at byte `start` of the chunk.
pub(super) fn draw(canvas: &mut Canvas, start: usize, alert: Option<Alert>, quoted: &[Block]) {
    let margin = if canvas.depth() == 0 && canvas.free().1 >= 40 { "  " } else { "" };
    let bar = vec![Span::new(&format!("{margin}▏ "), Role::QuoteBar)];
    canvas.inside(Prefix { first: bar.clone(), rest: bar }, start, |canvas| {
        if let Some(alert) = alert {
            let mut name = Span::new(name(alert), Role::Alert(alert.into()));
            name.style = Style { marks: Marks::STRONG, ..name.style };
            for line in fold(vec![name], canvas.free(), &[]) {
                canvas.put(line, start);
            }
        }
        blocks::draw_tight(canvas, quoted);
    });
}

const fn name(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "Note",
        Alert::Tip => "Tip",
        Alert::Important => "Important",
        Alert::Warning => "Warning",
        Alert::Caution => "Caution",
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn bars_go_through_blank_lines_and_nest() {
        assert_eq!(lay("> a\n>\n> > b\n", 20), ["▏ a", "▏", "▏ ▏ b"]);
        assert_eq!(lay("> a\n", 40), ["  ▏ a"]);
        assert_eq!(lay("> [!TIP]\n> a\n", 20), ["▏ Tip", "▏ a"]);
    }

    #[test]
    fn deep_nesting_becomes_flat_and_keeps_its_words() {
        let text = format!("{}deep words here", "> ".repeat(40));
        let lines = lay(&text, 20);
        assert!(lines.iter().all(|line| line.chars().count() <= 20), "{lines:?}");
        assert!(lines.join(" ").contains("deep"));
    }
}
