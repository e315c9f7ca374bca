//! Where the lines of a canvas go: they are kept for whoever looks at them, or written down at once as text alone, which
//! takes far less.

use super::line::{Line, Span};

/// The lines that have been drawn.
#[derive(Debug)]
pub(super) enum Sheet {
    /// As lines.
    Lines(Vec<Line>),
    /// As text.
    Text(Text),
}

/// Lines as text, white space at their ends left out.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) written: String,
    rows: usize,
    /// Where the line begins that is being written.
    line: usize,
}

impl Sheet {
    /// How many lines there are.
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Lines(lines) => lines.len(),
            Self::Text(text) => text.rows,
        }
    }

    /// Adds a line. `place` is the byte of the source where its first word stands.
    pub(super) fn put(&mut self, spans: Vec<Span>, place: u64) {
        match self {
            Self::Lines(lines) => {
                let above = lines.last().map_or(0, |line| line.offset);
                lines.push(Line { spans, offset: place.max(above), pan: None });
            }
            Self::Text(text) => {
                text.add(&spans);
                text.end_line();
            }
        }
    }
}

impl Text {
    /// No lines yet, and room for so many bytes, behind another text.
    pub(super) fn behind(mut text: String, bytes: usize) -> Self {
        text.reserve(bytes);
        Self { line: text.len(), written: text, rows: 0 }
    }

    /// Adds to the line.
    pub(super) fn add(&mut self, spans: &[Span]) {
        self.written.extend(spans.iter().map(|span| &*span.text));
    }

    /// Ends the line.
    pub(super) fn end_line(&mut self) {
        let words = self.written[self.line..].trim_end().len();
        self.written.truncate(self.line + words);
        self.written.push('\n');
        self.line = self.written.len();
        self.rows += 1;
    }
}
