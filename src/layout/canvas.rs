//! What the constructs draw on: lines grow downwards, containers put prefixes in front of them.
//!
//! ```text
//! ▏ • text text text      a quote, a list in it: two indents
//! ▏   text text           `first` stands once, on the first line; `rest` on the others
//! └┬┘└┬┘
//!  │  └ indent of the item
//!  └ indent of the quote
//! ```

use crate::text::width::width;

use super::line::{Line, Role, Span};

/// Lines under construction.
pub struct Canvas {
    columns: usize,
    base: u64,
    lines: Vec<Line>,
    indents: Vec<Indent>,
}

/// What a container puts in front of its lines.
struct Indent {
    first: Vec<Span>,
    rest: Vec<Span>,
    /// Whether `first` is still to be written.
    fresh: bool,
}

/// What stands in front of the lines of a container.
pub struct Prefix {
    /// On its first line.
    pub first: Vec<Span>,
    /// On all others.
    pub rest: Vec<Span>,
}

fn columns_of(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.text)).sum()
}

impl Indent {
    fn next_columns(&self) -> usize {
        columns_of(if self.fresh { &self.first } else { &self.rest })
    }
}

impl Canvas {
    /// An empty canvas `columns` wide. `base` is the byte of the source at which the chunk begins.
    #[must_use]
    pub fn new(columns: usize, base: u64) -> Self {
        Self { columns: columns.max(1), base, lines: Vec::new(), indents: Vec::new() }
    }

    /// Columns that are free on the next line and on those after it, at least one.
    #[must_use]
    pub fn free(&self) -> (usize, usize) {
        let first: usize = self.indents.iter().map(Indent::next_columns).sum();
        let rest: usize = self.indents.iter().map(|indent| columns_of(&indent.rest)).sum();
        (self.columns.saturating_sub(first).max(1), self.columns.saturating_sub(rest).max(1))
    }

    /// How many containers there are around.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.indents.len()
    }

    /// Draws `body` behind a prefix. Where so little room is left that text could not be read, only the first line
    /// gets one: nesting becomes flat, and nothing is lost.
    pub fn inside(&mut self, prefix: Prefix, offset: usize, body: impl FnOnce(&mut Self)) {
        let least = (self.columns / 3).clamp(1, 24);
        let fits = self.free().1 >= columns_of(&prefix.rest) + least;
        let rest = if fits { prefix.rest } else { Vec::new() };
        self.indents.push(Indent { first: prefix.first, rest, fresh: true });
        let before = self.lines.len();
        body(self);
        let undrawn = self.indents.last().is_some_and(|indent| indent.fresh && !indent.first.is_empty());
        if undrawn && self.lines.len() == before {
            self.put(Vec::new(), offset);
        }
        self.indents.pop();
    }

    /// Adds a line. `offset` is the byte of the chunk at which its first word stands.
    pub fn put(&mut self, spans: Vec<Span>, offset: usize) {
        let mut line = Vec::with_capacity(spans.len() + self.indents.len());
        for indent in &mut self.indents {
            let prefix = if indent.fresh { &indent.first } else { &indent.rest };
            line.extend(prefix.iter().cloned());
            indent.fresh = false;
        }
        line.extend(spans);
        self.push(line, offset);
    }

    /// Adds a blank line above the block that begins at byte `offset` of the chunk; the bars of quotes go through.
    pub fn blank(&mut self, offset: usize) {
        let mut line: Vec<Span> =
            self.indents.iter().filter(|indent| !indent.fresh).flat_map(|indent| indent.rest.iter().cloned()).collect();
        while line.last().is_some_and(|span| span.style.role != Role::QuoteBar) {
            line.pop();
        }
        self.push(line, offset);
    }

    fn push(&mut self, spans: Vec<Span>, offset: usize) {
        let above = self.lines.last().map_or(0, |line| line.offset);
        let offset = (self.base + offset as u64).max(above);
        self.lines.push(Line { spans, offset });
    }

    /// The lines.
    #[must_use]
    pub fn finish(self) -> Vec<Line> {
        self.lines
    }
}
