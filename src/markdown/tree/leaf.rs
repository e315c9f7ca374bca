//! The leaf of the tree that is open: inline text is collected in it, or lines of code.

use std::ops::Range;

use super::super::bare_links;
use super::super::block::{Block, BlockKind, Cell, Definition, Mapped};
use super::super::extras;
use super::super::inline::{Inline, InlineKind, Marks};
use super::{Container, Reading, Tree};

/// The leaf that is open: inline text or lines.
pub(in crate::markdown) enum Leaf {
    None,
    /// Inline text: of a paragraph, a heading, a term or a cell.
    Inline(LeafKind, Range<usize>, Vec<Inline>),
    Code(Box<str>, Range<usize>, Mapped),
    Html(Mapped),
}

#[derive(Debug, Clone, PartialEq)]
pub(in crate::markdown) enum LeafKind {
    Paragraph,
    Heading(u8, Option<Box<str>>),
    Term,
    HeadCell,
    Cell,
}

impl Tree<'_> {
    pub(super) fn mark(&mut self, mark: Marks) {
        let marks = self.marks.last().copied().unwrap_or_default() | mark;
        self.marks.push(marks);
    }

    fn current_marks(&self) -> Marks {
        self.marks.last().copied().unwrap_or_default() | self.formats.marks()
    }

    pub(in crate::markdown) fn inline(&mut self, kind: InlineKind, source: Range<usize>) {
        if !matches!(self.leaf, Leaf::Inline(..)) {
            // Text that stands directly in an item of a tight list, or anywhere else.
            self.open_inline(LeafKind::Paragraph, source.clone());
        }
        let mut marks = self.current_marks();
        if matches!(kind, InlineKind::Code(_)) {
            marks |= Marks::CODE;
        }
        let link = self.link;
        if let Leaf::Inline(_, span, inlines) = &mut self.leaf {
            // Line ends with nothing but a tag between them are one.
            let broken = || {
                inlines.last().is_some_and(|last| matches!(last.kind, InlineKind::HardBreak | InlineKind::SoftBreak))
            };
            if matches!(kind, InlineKind::SoftBreak) && broken() {
                return;
            }
            span.end = span.end.max(source.end);
            inlines.push(Inline { kind, marks, link, source });
        }
    }

    pub(in crate::markdown) fn open_inline(&mut self, kind: LeafKind, span: Range<usize>) {
        self.close_leaf();
        // Text directly in an item may begin with a link, which is open before it.
        self.links_above = self.links.len().saturating_sub(usize::from(self.link.is_some()));
        self.leaf = Leaf::Inline(kind, span, std::mem::take(&mut self.spare));
    }

    pub(in crate::markdown) fn close_leaf(&mut self) {
        match std::mem::replace(&mut self.leaf, Leaf::None) {
            Leaf::None => {}
            Leaf::Code(info, span, text) => self.push(Block { kind: BlockKind::Code { info, text }, span }),
            Leaf::Html(html) => self.read_html(&html),
            Leaf::Inline(kind, span, mut inlines) => {
                if self.in_html {
                    self.formats.carry_over();
                    inlines.pop_if(|last| last.kind == InlineKind::SoftBreak);
                } else {
                    self.formats.clear();
                    self.link = None;
                }
                let has_signs =
                    self.in_html || self.text.get(span.clone()).is_none_or(|text| self.signs.may_be_in(text));
                if has_signs {
                    inlines = bare_links::link(extras::read(inlines, self.text), &mut self.links);
                }
                // What is kept takes no more room than it needs; of a draft each link may get a note behind it, and not by
                // the thread that makes it.
                let notes = match self.reading {
                    Reading::Final => 0,
                    Reading::Draft => self.links.len().saturating_sub(self.links_above),
                };
                let mut content = Vec::with_capacity(inlines.len() + notes);
                content.append(&mut inlines);
                self.spare = inlines;
                self.close_inline(kind, span, content);
            }
        }
    }

    fn close_inline(&mut self, kind: LeafKind, span: Range<usize>, content: Vec<Inline>) {
        let container = self.open.last_mut().map(|open| &mut open.kind);
        match (kind, container) {
            (LeafKind::HeadCell, Some(Container::Table { head, .. })) => head.push(Cell { content, start: span.start }),
            (LeafKind::Cell, Some(Container::Table { rows, .. })) => {
                if let Some(row) = rows.last_mut() {
                    row.push(Cell { content, start: span.start });
                }
            }
            (LeafKind::Term, Some(Container::Definitions(parts))) => parts.push(Definition::Term(content, span.start)),
            (LeafKind::Heading(level, id), _) => {
                self.push(Block { kind: BlockKind::Heading { level, id, content }, span });
            }
            (LeafKind::Paragraph | LeafKind::Term | LeafKind::Cell | LeafKind::HeadCell, _) => {
                if !content.is_empty() {
                    self.push(Block { kind: BlockKind::Paragraph(content), span });
                }
            }
        }
    }
}
