//! Quotes: a quiet bar at the left. Alerts: the bar, a sign and the name in the colour of their kind.

use crate::markdown::block::{Alert, Block, Callout};
use crate::markdown::inline::Marks;

use super::blocks;
use super::canvas::{Canvas, Prefix, fold};
use super::line::{Role, Span, Style};
use super::prose::{Prose, emphasised};

/// Draws a quote that begins at byte `start` of the chunk.
pub(super) fn draw(canvas: &mut Canvas, start: usize, alert: Option<&Callout>, quoted: &[Block]) {
    let margin = if canvas.depth() == 0 && canvas.free().1 >= 40 { "  " } else { "" };
    let role = alert.map_or(Role::QuoteBar, |alert| Role::AlertBar(alert.kind.into()));
    let bar = vec![Span::new(&format!("{margin}▏ "), role)];
    if canvas.resumes_container() {
        return canvas.inside_again(bar, start, |canvas| blocks::draw_tight(canvas, quoted));
    }
    canvas.inside(Prefix { first: bar.clone(), rest: bar }, start, |canvas| {
        if let Some(alert) = alert {
            draw_title(canvas, start, alert);
        }
        blocks::draw_tight(canvas, quoted);
    });
}

/// Draws the sign of an alert and its title, or the name of its kind.
fn draw_title(canvas: &mut Canvas, start: usize, alert: &Callout) {
    let role = Role::Alert(alert.kind.into());
    let strong = |text: &str| Span { style: Style { role, marks: Marks::STRONG }, ..Span::new(text, role) };
    let (sign, name) = looks(alert.kind);
    let prefix = Prefix { first: vec![strong(sign), strong(" ")], rest: vec![Span::new("  ", Role::Text)] };
    canvas.inside(prefix, start, |canvas| {
        if alert.title.is_empty() {
            let (first, rest) = canvas.free();
            let name = alert.name.as_deref().unwrap_or(name);
            for line in fold(vec![strong(name)], (first, rest), &[]) {
                canvas.put(line, start);
            }
            return;
        }
        let title = Prose::new(&alert.title, Role::AlertTitle(alert.kind.into()));
        let (first, rest) = canvas.free();
        for (place, line) in title.lines(first, rest, canvas.pour().order).into_iter().enumerate() {
            canvas.put(emphasised(line.spans, Marks::STRONG), if place == 0 { start } else { line.offset });
        }
    });
}

/// The sign of a kind and its name. Each sign takes one column and is no emoji, which terminals would draw in two and in
/// colours of their own.
const fn looks(alert: Alert) -> (&'static str, &'static str) {
    match alert {
        Alert::Note => ("ⓘ", "Note"),
        Alert::Tip => ("☼", "Tip"),
        Alert::Important => ("❢", "Important"),
        Alert::Warning => ("▲", "Warning"),
        Alert::Caution => ("⊘", "Caution"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::laid::tests::lay;

    #[test]
    fn bars_go_through_blank_lines_and_nest() {
        assert_eq!(lay("> a\n>\n> > b\n", 20), ["▏ a", "▏", "▏ ▏ b"]);
        assert_eq!(lay("> a\n", 40), ["  ▏ a"]);
        assert_eq!(lay("> [!TIP]\n> a\n", 20), ["▏ ☼ Tip", "▏ a"]);
    }

    #[test]
    fn alerts_have_titles_and_kinds_of_their_own() {
        for (text, expected) in [
            ("> [!tip]\n> a\n", &["▏ ☼ Tip", "▏ a"][..]),
            ("> [!WARNING]- Mind *the* `gap` here\n> a\n> b\n", &["▏ ▲ Mind the gap", "▏   here", "▏ a b"]),
            ("> [!bug]+\n> a\n", &["▏ ⊘ Bug", "▏ a"]),
            ("> [!Odd_kind]\n", &["▏ ⓘ Odd_kind"]),
            ("> [!faq] Why?\n>\n> - a\n", &["▏ ❢ Why?", "▏ • a"]),
            ("> [!note]x\n", &["▏ [!note]x"]),
            ("> \\[!note] x\n", &["▏ [!note] x"]),
            ("> a [!note]\n", &["▏ a [!note]"]),
        ] {
            assert_eq!(lay(text, 18), expected, "{text}");
        }
    }

    #[test]
    fn signs_take_one_column() {
        for alert in [Alert::Note, Alert::Tip, Alert::Important, Alert::Warning, Alert::Caution] {
            assert_eq!(crate::text::width::width(looks(alert).0), 1);
        }
    }

    #[test]
    fn deep_nesting_becomes_flat_and_keeps_its_words() {
        let text = format!("{}deep words here", "> ".repeat(40));
        let lines = lay(&text, 20);
        assert!(lines.iter().all(|line| line.chars().count() <= 20), "{lines:?}");
        assert!(lines.join(" ").contains("deep"));
    }
}
