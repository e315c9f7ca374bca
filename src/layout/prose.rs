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

/// Text before it is made safe: runs of the same part are looked at together, because a mark at the beginning of one
/// belongs to the letter at the end of the one before.
#[derive(Default)]
struct Raw {
    text: String,
    runs: Vec<(Run, Setting)>,
}

impl Prose {
    /// Makes inline text of a block in this role ready.
    pub(super) fn new(inlines: &[Inline], role: Role) -> Self {
        let mut prose = Self::default();
        let mut raw = Raw::default();
        for inline in inlines {
            if inline.kind == InlineKind::HardBreak {
                prose.parts.push(std::mem::take(&mut raw).into_part());
            } else {
                raw.add(inline, role);
            }
        }
        prose.parts.push(raw.into_part());
        prose
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

impl Raw {
    fn add(&mut self, inline: &Inline, role: Role) {
        let source = match role {
            Role::Text => Role::Source,
            other => other,
        };
        match &inline.kind {
            InlineKind::Text(text) => self.push(text, inline, role, Setting::Prose),
            InlineKind::Code(text) => self.push(text, inline, role, Setting::Code),
            InlineKind::Math(text, MathDisplay::Inline) => self.prose(&format!("${text}$"), inline, source),
            InlineKind::Math(text, MathDisplay::Block) => self.prose(&format!("$${text}$$"), inline, source),
            InlineKind::FootnoteReference(label) => self.prose(&format!("[{label}]"), inline, Role::Footnote),
            InlineKind::Image => self.prose("▣ ", inline, Role::Marker),
            InlineKind::SoftBreak => self.prose(" ", inline, role),
            InlineKind::HardBreak => {}
        }
    }

    fn prose(&mut self, text: &str, inline: &Inline, role: Role) {
        self.push(text, inline, role, Setting::Prose);
    }

    fn push(&mut self, text: &str, inline: &Inline, role: Role, setting: Setting) {
        self.text.push_str(text);
        let run = Run {
            end: self.text.len(),
            style: Style { role, marks: inline.marks },
            link: inline.link,
            source: inline.source.start,
            exact: text.len() == inline.source.len(),
        };
        self.runs.push((run, setting));
    }

    /// Makes the text safe, a stretch of the same setting at a time.
    fn into_part(self) -> Part {
        let mut part = Part::default();
        let mut from = 0;
        for stretch in self.runs.chunk_by(|(_, one), (_, other)| one == other) {
            let (Some((last, setting)), start) = (stretch.last(), from) else { continue };
            let mut runs = stretch.iter().map(|(run, _)| run).peekable();
            let mut run_start = start;
            pieces(&self.text[start..last.end], *setting, &mut |piece| {
                let (mut at, end) = (start + piece.source.start, start + piece.source.end);
                let mut shown = 0;
                while at < end {
                    while let Some(run) = runs.next_if(|run| run.end <= at) {
                        run_start = run.end;
                    }
                    let Some(run) = runs.peek() else { return };
                    // What stands in for something stands where that began; other text belongs to its runs.
                    let until = if piece.replaced { end } else { end.min(run.end) };
                    let text = if piece.replaced { &*piece.text } else { &piece.text[shown..shown + until - at] };
                    part.push(text, run, at - run_start, piece.replaced);
                    shown += until - at;
                    at = until;
                }
            });
            from = last.end;
        }
        part
    }
}

impl Part {
    /// Adds text of a run that begins `skipped` bytes into it.
    fn push(&mut self, text: &str, run: &Run, skipped: usize, replaced: bool) {
        self.text.push(&Safe::new(text));
        let role = if replaced { Role::Warning } else { run.style.role };
        self.runs.push(Run {
            end: self.text.len(),
            style: Style { role, ..run.style },
            link: run.link,
            source: run.source + if run.exact { skipped } else { 0 },
            exact: run.exact && !replaced,
        });
    }

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
    fn marks_that_come_as_entities_are_counted_like_others() {
        let line = lay(&format!("a{} *b*&#x301;", "&#x301;".repeat(50)), 20).remove(0);
        assert_eq!(line.chars().filter(|&c| c == '\u{301}').count(), 9, "eight on one letter, one on the other");
    }

    #[test]
    fn what_is_not_designed_yet_reads_as_text() {
        assert_eq!(lay("$z$ ![an image](p.png)", 60), ["$z$ ▣ an image"]);
    }
}
