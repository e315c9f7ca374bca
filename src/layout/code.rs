//! Code on lines of its own: a faint bar at the left, the language at the right of its first line.
//!
//! Lines keep their shape; one that is too long goes on below, behind a mark, so that nothing is cut off.

use crate::markdown::block::Mapped;
use crate::text::sanitize::{Safe, Setting, pieces};
use crate::text::width::width;

use super::canvas::{Canvas, Prefix, fold};
use super::line::{Role, Span};

/// How far a tab reaches at most, in columns (`CommonMark` 0.31.2, section 2.2).
const TAB: usize = 4;
/// In front of the parts of a line that had to be broken.
const GOES_ON: &str = "↪ ";

/// Draws code. `info` is the info string of its fence, `start` the byte of the chunk at which it begins.
pub(super) fn draw(canvas: &mut Canvas, info: &str, text: &Mapped, start: usize) {
    let bar = vec![Span::new("┊ ", Role::CodeBar)];
    canvas.inside(Prefix { first: bar.clone(), rest: bar }, start, |canvas| {
        let label = Safe::new(language(info));
        lines(canvas, text, start, Role::Code, &label);
    });
}

/// The first word of an info string (`CommonMark` 0.31.2, section 4.5); `rust,ignore` is Rust.
fn language(info: &str) -> &str {
    info.trim().split([' ', '\t', ',', '{']).next().unwrap_or("")
}

fn lines(canvas: &mut Canvas, text: &Mapped, start: usize, role: Role, label: &Safe) {
    let mut at = 0;
    let code = text.text.strip_suffix('\n').unwrap_or(&text.text);
    for (place, line) in code.split('\n').enumerate() {
        let offset = if place == 0 { start } else { text.map.source(at) };
        at += line.len() + 1;
        let mut spans = spans_of(line.strip_suffix('\r').unwrap_or(line), role);
        if place == 0 && !label.is_empty() {
            put_label(canvas, &mut spans, label, role, offset);
        }
        let (first, rest) = canvas.free();
        let mut shown = 0;
        for spans in fold(spans, (first, rest), &mark(rest)) {
            // As far into the line as text of it has been shown; a tab or a substitute makes that a little more.
            let part = shown.min(line.len());
            shown += spans.iter().filter(|span| span.style.role == role).map(|span| span.text.len()).sum::<usize>();
            canvas.put(spans, offset + part);
        }
    }
}

/// Adds the language to the spans of the first line; where there is no room beside them, it gets a line of its own.
fn put_label(canvas: &mut Canvas, spans: &mut Vec<Span>, label: &Safe, role: Role, offset: usize) {
    let (first, rest) = canvas.free();
    let taken: usize = spans.iter().map(|span| width(&span.text)).sum();
    let columns = width(label);
    let sign = Span::new(label, Role::CodeLabel);
    if taken + columns + 2 <= first {
        spans.push(Span::new(&" ".repeat(first - taken - columns), role));
        spans.push(sign);
    } else {
        let margin = Span::new(&" ".repeat(first.saturating_sub(columns)), role);
        for spans in fold(vec![margin, sign], (first, rest), &[]) {
            canvas.put(spans, offset);
        }
    }
}

/// A line of code as spans: tabs expanded, what can't be shown marked.
fn spans_of(line: &str, role: Role) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut column = 0;
    pieces(line, Setting::Code, &mut |piece| {
        let mut shown = String::with_capacity(piece.text.len());
        for (place, part) in piece.text.split('\t').enumerate() {
            if place > 0 {
                let gap = TAB - column % TAB;
                shown.extend(std::iter::repeat_n(' ', gap));
                column += gap;
            }
            shown.push_str(part);
            column += width(part);
        }
        spans.push(Span::new(&shown, if piece.replaced { Role::Warning } else { role }));
    });
    spans
}

/// What stands in front of the parts of a line that had to be broken, where there is room for it.
fn mark(columns: usize) -> Vec<Span> {
    if columns < width(GOES_ON) + 4 { Vec::new() } else { vec![Span::new(GOES_ON, Role::CodeBar)] }
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn code_keeps_its_shape() {
        assert_eq!(lay("```rust\nfn a() {\n\n\tb();\n}\n```", 20), ["┊ fn a() {      rust", "┊ ", "┊     b();", "┊ }"]);
        assert_eq!(lay("    a\n\n      b\n", 20), ["┊ a", "┊ ", "┊   b"]);
    }

    #[test]
    fn long_lines_go_on_below() {
        assert_eq!(lay("```\nabcdefghijkl\n```", 10), ["┊ abcdefgh", "┊ ↪ ijkl"]);
        assert_eq!(lay("```text\nabcdefghijkl\n```", 10), ["┊     text", "┊ abcdefgh", "┊ ↪ ijkl"]);
        assert_eq!(lay("```\n日本語\n```", 3), ["┊ 日", "┊ 本", "┊ 語"]);
    }

    #[test]
    fn a_character_wider_than_its_line_stands_alone() {
        let wide = format!("ｶ{}", "\u{FF9E}".repeat(8));
        let lines = lay(&format!("```\n{wide}{wide}\n```"), 10);
        assert_eq!(lines, [format!("┊ {wide}"), format!("┊ ↪ {wide}")]);
    }

    #[test]
    fn a_long_line_takes_time_in_step_with_its_length() {
        // Seconds if each row looked at all of the rest.
        let lines = lay(&format!("```\n{}\n```", "abcé".repeat(100_000)), 20);
        assert_eq!(lines.len(), 1 + (400_000_usize - 18).div_ceil(16));
    }

    #[test]
    fn a_long_language_is_not_cut_off() {
        assert_eq!(lay("```abcdefghijkl\nx\n```", 10), ["┊ abcdefgh", "┊ ijkl", "┊ x"]);
    }

    #[test]
    fn invisible_characters_show_in_code() {
        assert_eq!(lay("```\na\u{200b}b\n```", 20), ["┊ a<200B>b"]);
    }

    #[test]
    fn an_empty_block_still_shows() {
        assert_eq!(lay("```sh\n```", 10), ["┊       sh"]);
    }
}
