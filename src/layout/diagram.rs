//! Diagrams in Mermaid, drawn with the characters for boxes and lines.
//!
//! What the crate that draws them can't read, or can't draw narrow enough, is shown as code; so is what is so large that
//! drawing it could take long.

use crate::markdown::block::Mapped;
use crate::markdown::guard::guarded;
use crate::text::width::width;

use super::canvas::Canvas;
use super::line::{Role, Span};

/// The longest diagram that is drawn, in bytes.
const LONGEST: usize = 3000;
/// The most lines, of which each is about a node or an edge.
const MOST_LINES: usize = 60;
/// The most edges and nodes: chains of them may stand on one line.
const MOST_SIGNS: usize = 120;
/// How many lines a drawing may have.
const MOST_ROWS: usize = 400;

/// Draws a diagram. Returns whether it could be drawn on this page.
pub(super) fn draw(canvas: &mut Canvas, text: &Mapped, start: usize) -> bool {
    let (first, rest) = canvas.free();
    let free = first.min(rest);
    let Some(picture) = picture(&text.text, free) else { return false };
    let lines: Vec<&str> = picture.lines().map(str::trim_end).collect();
    let blank = |line: &&&str| line.is_empty();
    let above = lines.iter().take_while(blank).count();
    let below = lines.iter().rev().take_while(blank).count();
    let spans: Vec<Span> = lines
        .iter()
        .take(lines.len() - below.min(lines.len()))
        .skip(above)
        .map(|line| Span::new(line, Role::Code))
        .collect();
    if spans.is_empty() || spans.len() > MOST_ROWS || spans.iter().any(|span| width(&span.text) > free) {
        return false;
    }
    for span in spans {
        canvas.put(vec![span], start);
    }
    true
}

/// The drawing, at most about so wide.
fn picture(source: &str, columns: usize) -> Option<String> {
    let signs = source.bytes().filter(|byte| matches!(byte, b'>' | b'&' | b'[' | b'(' | b'{' | b';')).count();
    if source.len() > LONGEST || source.lines().count() > MOST_LINES || signs > MOST_SIGNS {
        return None;
    }
    guarded(|| mermaid_text::render_with_width(source, Some(columns)).ok())?
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;
    use crate::text::width::width;

    #[test]
    fn a_chart_is_drawn_and_keeps_its_words() {
        let lines = lay("```mermaid\ngraph LR\n  A[Start] --> B[End]\n```\n", 60);
        let page = lines.join("\n");
        assert!(page.contains("Start") && page.contains("End") && page.contains('─'), "{page}");
        assert!(!page.contains("-->"), "{page}");
        assert!(lines.iter().all(|line| width(line) <= 60));
    }

    #[test]
    fn what_cannot_be_drawn_is_code() {
        for (body, columns) in [
            ("graph LR\n  A[A long label here] --> B[Another long label]".to_owned(), 20),
            ("this is no diagram".to_owned(), 60),
            (format!("graph LR\n{}", "A --> B\n".repeat(500)), 60),
            (format!("graph LR\n{}", "A --> ".repeat(200)), 60),
        ] {
            let lines = lay(&format!("```mermaid\n{body}\n```\n"), columns);
            assert!(lines[0].starts_with('┊'), "{lines:?}");
        }
    }
}
