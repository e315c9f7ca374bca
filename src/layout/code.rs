//! Code on lines of its own: a faint bar at the left, the language at the right of its first line.
//!
//! Lines keep their shape; one that is too long goes on below, behind a mark, so that nothing is cut off.

use crate::markdown::block::Mapped;
use crate::text::sanitize::{Safe, Setting, pieces};
use crate::text::width::{cut, graphemes, width};

use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};

/// How far a tab reaches at most, in columns (CommonMark 0.31.2, section 2.2).
const TAB: usize = 4;
/// In front of the parts of a line that had to be broken.
const GOES_ON: &str = "↪ ";

/// Draws code. `info` is the info string of its fence, `start` the byte of the chunk at which it begins.
pub(super) fn draw(canvas: &mut Canvas, info: &str, text: &Mapped, start: usize) {
    let bar = vec![Span::new("▏ ", Role::CodeBar)];
    canvas.inside(Prefix { first: bar.clone(), rest: bar }, start, |canvas| {
        let label = Safe::new(language(info));
        lines(canvas, text, start, Role::Code, &label);
    });
}

/// Draws HTML as it is written.
pub(super) fn draw_source(canvas: &mut Canvas, text: &Mapped, start: usize) {
    lines(canvas, text, start, Role::Source, &Safe::empty());
}

/// The first word of an info string (CommonMark 0.31.2, section 4.5); `rust,ignore` is Rust.
fn language(info: &str) -> &str {
    info.trim().split([' ', '\t', ',', '{']).next().unwrap_or("")
}

fn lines(canvas: &mut Canvas, text: &Mapped, start: usize, role: Role, label: &Safe) {
    let mut at = 0;
    let code = text.text.strip_suffix('\n').unwrap_or(&text.text);
    for (place, line) in code.split('\n').enumerate() {
        let offset = if place == 0 { start } else { text.map.source(at) };
        at += line.len() + 1;
        let (_, free) = canvas.free();
        let mut spans = spans_of(line.strip_suffix('\r').unwrap_or(line), role);
        let taken: usize = spans.iter().map(|span| width(&span.text)).sum();
        if place == 0 && !label.is_empty() {
            let columns = width(label);
            if taken + columns + 2 > free {
                // No room beside the code: the language gets a line of its own.
                let margin = " ".repeat(free.saturating_sub(columns));
                canvas.put(vec![Span::new(&margin, role), Span::new(label, Role::CodeLabel)], offset);
            } else {
                spans.push(Span::new(&" ".repeat(free - taken - columns), role));
                spans.push(Span::new(label, Role::CodeLabel));
            }
        }
        for (part, spans) in fold(spans, free).into_iter().enumerate() {
            canvas.put(spans, offset + part);
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

/// Breaks a line that is wider than `columns` into several.
fn fold(spans: Vec<Span>, columns: usize) -> Vec<Vec<Span>> {
    let mut rows = vec![Vec::new()];
    let mut free = columns;
    for span in spans {
        let mut rest = span.text.clone();
        while width(&rest) > free {
            let narrow = columns < width(GOES_ON) + 4;
            let mut at = cut(&rest, free);
            if at == 0 && free == columns {
                // A character wider than the whole line has to go somewhere.
                at = graphemes(&rest).next().map_or(rest.len(), str::len);
            }
            if let Some(row) = rows.last_mut()
                && at > 0
            {
                row.push(Span { text: rest.slice(0..at), ..span.clone() });
            }
            rest = rest.slice(at..rest.len());
            let mark = if narrow { Vec::new() } else { vec![Span::new(GOES_ON, Role::CodeBar)] };
            free = columns - mark.iter().map(|mark| width(&mark.text)).sum::<usize>();
            if rest.is_empty() {
                return rows;
            }
            rows.push(mark);
        }
        free -= width(&rest);
        if let Some(row) = rows.last_mut() {
            row.push(Span { text: rest, ..span });
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn code_keeps_its_shape() {
        assert_eq!(lay("```rust\nfn a() {\n\n\tb();\n}\n```", 20), ["▏ fn a() {      rust", "▏ ", "▏     b();", "▏ }"]);
        assert_eq!(lay("    a\n\n      b\n", 20), ["▏ a", "▏ ", "▏   b"]);
    }

    #[test]
    fn long_lines_go_on_below() {
        assert_eq!(lay("```\nabcdefghijkl\n```", 10), ["▏ abcdefgh", "▏ ↪ ijkl"]);
        assert_eq!(lay("```text\nabcdefghijkl\n```", 10), ["▏     text", "▏ abcdefgh", "▏ ↪ ijkl"]);
        assert_eq!(lay("```\n日本語\n```", 3), ["▏ 日", "▏ 本", "▏ 語"]);
    }

    #[test]
    fn invisible_characters_show_in_code() {
        assert_eq!(lay("```\na\u{200b}b\n```", 20), ["▏ a<200B>b"]);
    }

    #[test]
    fn an_empty_block_still_shows() {
        assert_eq!(lay("```sh\n```", 10), ["▏       sh"]);
    }
}
