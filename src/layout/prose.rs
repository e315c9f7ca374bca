//! Inline text: runs of Markdown become safe text with styles, and are broken into lines.

use crate::markdown::inline::{Inline, InlineKind, Marks, MathDisplay};
use crate::text::sanitize::{Safe, Setting, pieces};
use crate::text::wrap::{Extent, Row, extent, wrap};

use super::canvas::Canvas;
use super::line::{Role, Span, Style};

/// Inline text that is ready to be broken into lines: one part for each stretch between hard breaks.
#[derive(Debug, Default)]
pub(super) struct Prose {
    parts: Vec<Part>,
}

#[derive(Debug, Default)]
struct Part {
    text: Safe,
    runs: Vec<Run>,
}

/// A stretch of a part in one style.
#[derive(Debug)]
struct Run {
    /// Where it ends in the part's text.
    end: usize,
    style: Style,
    link: Option<u32>,
    /// The byte of the chunk that its first byte stands for.
    source: usize,
    /// Whether the bytes that follow stand for the bytes that follow.
    exact: bool,
}

/// A line of prose before it is put on a canvas.
pub(super) struct ProseLine {
    /// What stands on it.
    pub(super) spans: Vec<Span>,
    /// How many columns that takes.
    pub(super) columns: usize,
    /// The byte of the chunk at which it begins.
    pub(super) offset: usize,
}

impl Prose {
    /// Makes inline text of a block in this role ready.
    pub(super) fn new(inlines: &[Inline], role: Role) -> Self {
        let mut prose = Self { parts: vec![Part::default()] };
        for inline in inlines {
            prose.add(inline, role);
        }
        prose
    }

    fn add(&mut self, inline: &Inline, role: Role) {
        let source = match role {
            Role::Text => Role::Source,
            other => other,
        };
        match &inline.kind {
            InlineKind::Text(text) => self.text(text, inline, role),
            InlineKind::Code(text) => self.code(text, inline, role),
            InlineKind::Math(text, MathDisplay::Inline) => self.text(&format!("${text}$"), inline, source),
            InlineKind::Math(text, MathDisplay::Block) => self.text(&format!("$${text}$$"), inline, source),
            InlineKind::Html(text) => self.text(text, inline, source),
            InlineKind::FootnoteReference(label) => self.text(&format!("[{label}]"), inline, Role::Footnote),
            InlineKind::Image => self.text("▣ ", inline, Role::Marker),
            InlineKind::SoftBreak => self.text(" ", inline, role),
            InlineKind::HardBreak => self.parts.push(Part::default()),
        }
    }

    fn text(&mut self, text: &str, inline: &Inline, role: Role) {
        self.pieces(text, inline, role, Setting::Prose);
    }

    fn code(&mut self, text: &str, inline: &Inline, role: Role) {
        self.pieces(text, inline, role, Setting::Code);
    }

    fn pieces(&mut self, text: &str, inline: &Inline, role: Role, setting: Setting) {
        let exact = text.len() == inline.source.len();
        let Some(part) = self.parts.last_mut() else { return };
        pieces(text, setting, &mut |piece| {
            part.text.push(&Safe::new(&piece.text));
            let role = if piece.replaced { Role::Warning } else { role };
            part.runs.push(Run {
                end: part.text.len(),
                style: Style { role, marks: inline.marks },
                link: inline.link,
                source: inline.source.start + if exact { piece.source.start } else { 0 },
                exact: exact && !piece.replaced,
            });
        });
    }

    /// How wide it would like to be.
    pub(super) fn extent(&self) -> Extent {
        let mut widest = Extent { longest_word: 0, natural: 0 };
        for part in &self.parts {
            let extent = extent(&part.text);
            widest.longest_word = widest.longest_word.max(extent.longest_word);
            widest.natural = widest.natural.max(extent.natural);
        }
        widest
    }

    /// Breaks it into lines of `first` and then `rest` columns.
    pub(super) fn lines(&self, first: usize, rest: usize) -> Vec<ProseLine> {
        let mut lines = Vec::new();
        for (place, part) in self.parts.iter().enumerate() {
            let first = if lines.is_empty() { first } else { rest };
            let rows = wrap(&part.text, first, rest);
            // A hard break that follows another one makes an empty line; at the end it makes none.
            if rows.is_empty() && place + 1 < self.parts.len() && !lines.is_empty() {
                let offset = lines.last().map_or(0, |line: &ProseLine| line.offset);
                lines.push(ProseLine { spans: Vec::new(), columns: 0, offset });
            }
            lines.extend(rows.iter().map(|row| part.line(row)));
        }
        lines
    }

    /// Puts it on a canvas as a paragraph. Its first line counts as beginning at byte `start` of the chunk.
    pub(super) fn draw(&self, canvas: &mut Canvas, start: usize) {
        let (first, rest) = canvas.free();
        for (place, line) in self.lines(first, rest).into_iter().enumerate() {
            canvas.put(line.spans, if place == 0 { start } else { line.offset });
        }
    }
}

impl Part {
    fn line(&self, row: &Row) -> ProseLine {
        let mut spans: Vec<Span> = Vec::new();
        let mut offset = None;
        let from = self.runs.partition_point(|run| run.end <= row.range.start);
        let mut start = from.checked_sub(1).and_then(|before| self.runs.get(before)).map_or(0, |run| run.end);
        for run in &self.runs[from..] {
            if start >= row.range.end {
                break;
            }
            let (begin, end) = (start.max(row.range.start), run.end.min(row.range.end));
            offset.get_or_insert(run.source + if run.exact { begin - start } else { 0 });
            let text = self.text.slice(begin..end).without_break_points();
            match spans.last_mut() {
                Some(last) if last.style == run.style && last.link == run.link => last.text.push(&text),
                _ if text.is_empty() => {}
                _ => spans.push(Span { text, style: run.style, link: run.link }),
            }
            start = run.end;
        }
        if row.hyphen
            && let Some(last) = spans.last_mut()
        {
            last.text.push(&Safe::new("-"));
        }
        ProseLine { spans, columns: row.columns, offset: offset.unwrap_or(0) }
    }
}

/// The same spans with one more emphasis.
pub(super) fn emphasised(mut spans: Vec<Span>, marks: Marks) -> Vec<Span> {
    for span in &mut spans {
        span.style.marks |= marks;
    }
    spans
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn paragraphs_wrap_at_the_width() {
        assert_eq!(lay("one two *three* four", 10), ["one two", "three four"]);
        assert_eq!(lay("one\ntwo\\\nthree  \nfour", 20), ["one two", "three", "four"]);
    }

    #[test]
    fn controls_become_visible() {
        assert_eq!(lay("a&#27;[31mb &#x202e;c", 20), ["a␛[31mb <202E>c"]);
    }

    #[test]
    fn what_is_not_designed_yet_reads_as_text() {
        assert_eq!(lay("x<kbd>y</kbd> $z$ ![an image](p.png)", 60), ["x<kbd>y</kbd> $z$ ▣ an image"]);
    }
}
