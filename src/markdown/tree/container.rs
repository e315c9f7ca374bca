//! The containers of the tree that are open, and where a block goes that is done.

use std::ops::Range;
use std::sync::Arc;

use super::super::alert;
use super::super::block::{Alert, Alignment, Block, BlockKind, Callout, Cell, Definition, Item, MAX_DEPTH};
use super::super::html::element::Element;
use super::super::html::rows::{HtmlCell, Rows};
use super::super::inline::{Inline, InlineKind, Link, LinkKind, Marks};
use super::super::references::fold;
use super::Tree;

/// A container that is open, and the blocks that it has so far.
pub(in crate::markdown) struct Open {
    pub(in crate::markdown) kind: Container,
    /// The element that opened it, where it was not Markdown.
    pub(in crate::markdown) element: Option<Element>,
    pub(in crate::markdown) span: Range<usize>,
    pub(in crate::markdown) blocks: Vec<Block>,
}

pub(in crate::markdown) enum Container {
    Root,
    Quote(Option<Alert>),
    List {
        start: Option<u64>,
        loose: bool,
        items: Vec<Item>,
    },
    Item {
        task: Option<bool>,
    },
    Footnote(Box<str>, Option<usize>),
    Definitions(Vec<Definition>),
    Meaning,
    Table {
        alignments: Vec<Alignment>,
        head: Vec<Cell>,
        rows: Vec<Vec<Cell>>,
    },
    Details {
        summary: Vec<Inline>,
        open: bool,
    },
    Rows(Rows),
    Cell(HtmlCell),
    /// An element that holds inline text only: a heading, a summary, a term, a caption.
    Flat(Option<Box<str>>),
}

impl Tree<'_> {
    /// The list around the innermost item has blank lines between its parts.
    pub(super) fn loosen(&mut self) {
        let mut around = self.open.iter_mut().rev();
        if self.deeper == 0
            && let Some(Open { kind: Container::Item { .. }, .. }) = around.next()
            && let Some(Open { kind: Container::List { loose, .. }, .. }) = around.next()
        {
            *loose = true;
        }
    }

    pub(super) fn open_container(&mut self, kind: Container, span: Range<usize>) {
        self.close_leaf();
        let always = matches!(kind, Container::Table { .. });
        if self.deeper > 0 || (self.open.len() > MAX_DEPTH && !always) {
            self.deeper += 1;
        } else {
            self.open.push(Open { kind, element: None, span, blocks: Vec::new() });
        }
    }

    pub(super) fn close_container(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
            return;
        }
        // Elements that are still open inside of it end with it.
        while self.open.last().is_some_and(|open| open.element.is_some()) {
            self.close_innermost();
        }
        self.close_innermost();
    }

    pub(in crate::markdown) fn close_innermost(&mut self) {
        if self.open.len() < 2 {
            return;
        }
        let Some(Open { kind, element, span, mut blocks }) = self.open.pop() else { return };
        if let Container::Footnote(label, Some(_)) = &kind {
            self.lead_back(label, &span, &mut blocks);
        }
        let kind = match kind {
            Container::Root => return,
            Container::Quote(Some(kind)) => {
                BlockKind::Quote { alert: Some(Callout { kind, name: None, title: Vec::new() }), blocks }
            }
            Container::Quote(None) => BlockKind::Quote { alert: alert::read(self.text, &mut blocks), blocks },
            Container::Footnote(label, number) => BlockKind::Footnote { label, number, blocks },
            Container::List { items, .. } if items.is_empty() && element.is_some() => return,
            Container::List { start, loose, items } => BlockKind::List { start, tight: !loose, items },
            Container::Definitions(parts) if parts.is_empty() && element.is_some() => return,
            Container::Definitions(parts) => BlockKind::Definitions(parts),
            Container::Table { alignments, head, rows } => BlockKind::Table { alignments, head, rows },
            Container::Details { summary, open } => BlockKind::Details { summary, blocks, open },
            Container::Rows(rows) => return self.close_rows(rows, span),
            Container::Cell(cell) => return self.close_cell(cell, blocks),
            Container::Flat(id) => return self.close_flat(element, id, blocks, span),
            Container::Item { task } => {
                let item = Item { task, blocks, start: span.start };
                return match self.open.last_mut().map(|open| &mut open.kind) {
                    Some(Container::List { items, .. }) => items.push(item),
                    _ => item.blocks.into_iter().for_each(|block| self.push(block)),
                };
            }
            Container::Meaning => {
                return match self.open.last_mut().map(|open| &mut open.kind) {
                    Some(Container::Definitions(parts)) => parts.push(Definition::Meaning(blocks)),
                    _ => blocks.into_iter().for_each(|block| self.push(block)),
                };
            }
        };
        self.push(Block { kind, span });
    }

    /// Ends the text of a footnote with the way back.
    fn lead_back(&mut self, label: &str, span: &Range<usize>, blocks: &mut Vec<Block>) {
        let kind = LinkKind::NoteReturn;
        let link = self.add_link(Link { target: fold(label).into(), title: Arc::default(), kind, span: span.clone() });
        let source = span.end..span.end;
        let sign =
            Inline { kind: InlineKind::FootnoteReturn, marks: Marks::NONE, link: Some(link), source: source.clone() };
        match blocks.last_mut() {
            Some(Block { kind: BlockKind::Paragraph(content), .. }) => content.push(sign),
            _ => blocks.push(Block { kind: BlockKind::Paragraph(vec![sign]), span: source }),
        }
    }

    /// Puts a block where it belongs: into the innermost container that takes blocks.
    pub(in crate::markdown) fn push(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open { kind: Container::List { items, .. }, .. }) => {
                items.push(Item { task: None, start: block.span.start, blocks: vec![block] });
            }
            Some(Open { kind: Container::Definitions(parts), .. }) => parts.push(Definition::Meaning(vec![block])),
            Some(Open { kind: Container::Table { rows, .. }, .. }) => {
                if let BlockKind::Paragraph(content) = block.kind {
                    rows.push(vec![Cell { content, start: block.span.start }]);
                }
            }
            Some(Open { kind: Container::Rows(rows), .. }) => rows.stray(block),
            Some(open) => {
                // Most items and notes have a single one.
                if open.blocks.is_empty() && !matches!(open.kind, Container::Root) {
                    open.blocks.reserve_exact(1);
                }
                open.blocks.push(block);
            }
            None => {}
        }
    }
}
