//! Blocks → inline text with hard breaks, where only that fits: in a cell, a heading, a summary, a term.

use super::super::block::{Block, BlockKind, Cell, Definition};
use super::super::inline::{Inline, InlineKind, Marks};

/// The text of blocks as inlines. The depth of blocks is bounded, so that going down into them is safe.
pub(super) fn flatten(blocks: Vec<Block>) -> Vec<Inline> {
    let mut flat = Flat { out: Vec::new(), fresh: true };
    flat.blocks(blocks);
    flat.out
}

/// The same inlines with one more mark.
pub(super) fn marked(mut inlines: Vec<Inline>, marks: Marks) -> Vec<Inline> {
    for inline in &mut inlines {
        inline.marks |= marks;
    }
    inlines
}

struct Flat {
    out: Vec<Inline>,
    /// Whether the next block goes on where the last one ended: at the beginning, and behind a bullet.
    fresh: bool,
}

impl Flat {
    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: Block) {
        let start = block.span.start;
        match block.kind {
            BlockKind::Paragraph(content) => self.line(start, content),
            BlockKind::Heading { content, .. } => self.line(start, marked(content, Marks::STRONG)),
            BlockKind::Code { text, .. } => {
                let mut at = 0;
                for line in text.text.strip_suffix('\n').unwrap_or(&text.text).split('\n') {
                    let source = text.map.source(at);
                    at += line.len() + 1;
                    let shown = line.strip_suffix('\r').unwrap_or(line);
                    let code = piece(InlineKind::Code(shown.into()), source);
                    let inline = Inline { source: source..source + shown.len(), marks: Marks::CODE, ..code };
                    self.line(source, vec![inline]);
                }
            }
            BlockKind::Quote { alert, blocks } => {
                if let Some(alert) = alert.filter(|alert| !alert.title.is_empty()) {
                    self.line(start, marked(alert.title, Marks::STRONG));
                }
                self.blocks(blocks);
            }
            BlockKind::Footnote { label, blocks, .. } => self.marker(&format!("[{label}] "), start, blocks),
            BlockKind::Details { summary, blocks, .. } => {
                self.line(start, marked(summary, Marks::STRONG));
                self.blocks(blocks);
            }
            BlockKind::List { start, items, .. } => {
                for (place, item) in items.into_iter().enumerate() {
                    let number = start.map(|start| format!("{}. ", start.saturating_add(place as u64)));
                    let marker = match item.task {
                        Some(true) => "☑ ".to_owned(),
                        Some(false) => "☐ ".to_owned(),
                        None => number.unwrap_or_else(|| "• ".to_owned()),
                    };
                    self.marker(&marker, item.start, item.blocks);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    self.row(row);
                }
            }
            BlockKind::Definitions(parts) => {
                for part in parts {
                    match part {
                        Definition::Term(content, start) => self.line(start, marked(content, Marks::STRONG)),
                        Definition::Meaning(blocks) => self.blocks(blocks),
                    }
                }
            }
            BlockKind::Rule => {}
        }
    }

    fn row(&mut self, cells: Vec<Cell>) {
        let mut line = Vec::new();
        let start = cells.first().map_or(0, |cell| cell.start);
        for cell in cells.into_iter().filter(|cell| !cell.content.is_empty()) {
            if !line.is_empty() {
                line.push(piece(InlineKind::Text("  ".into()), cell.start));
            }
            line.extend(cell.content);
        }
        self.line(start, line);
    }

    fn marker(&mut self, marker: &str, start: usize, blocks: Vec<Block>) {
        self.line(start, vec![piece(InlineKind::Text(marker.into()), start)]);
        self.fresh = true;
        self.blocks(blocks);
        self.fresh = false;
    }

    /// Adds inlines on a line of their own.
    fn line(&mut self, start: usize, content: Vec<Inline>) {
        if content.is_empty() {
            return;
        }
        if !self.fresh {
            self.out.push(piece(InlineKind::HardBreak, start));
        }
        self.fresh = false;
        self.out.extend(content);
    }
}

/// An inline of ours, which stands for no bytes.
fn piece(kind: InlineKind, at: usize) -> Inline {
    Inline { kind, marks: Marks::NONE, link: None, source: at..at }
}
