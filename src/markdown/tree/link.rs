//! Links, images and notes, as they begin and end in the text of the tree.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::LinkType;

use super::super::events::{destination, refers};
use super::super::inline::{Inline, InlineKind, Link, LinkKind, Marks};
use super::super::notes::Numbered;
use super::super::picture::Picture;
use super::super::references::fold;
use super::{Leaf, Reading, Tree};
use crate::text::wording::Wording;

impl Tree<'_> {
    pub(in crate::markdown) fn add_link(&mut self, link: Link) -> u32 {
        self.links.push(link);
        u32::try_from(self.links.len() - 1).unwrap_or(u32::MAX)
    }

    pub(in crate::markdown) fn start_image(&mut self, link: Link) {
        let range = link.span.clone();
        self.images.push(Picture { around: self.link, target: Arc::clone(&link.target) });
        if self.link.is_none() {
            self.link = Some(self.add_link(Link { kind: LinkKind::Image, ..link }));
        }
        self.mark(Marks::IMAGE);
        self.inline(InlineKind::Image(Wording::from("")), range);
    }

    pub(in crate::markdown) fn end_image(&mut self) {
        let picture = self.images.pop();
        if let Some(name) = picture.as_ref().and_then(Picture::file_name)
            && let Leaf::Inline(_, _, inlines) = &mut self.leaf
            && let Some(Inline { kind: InlineKind::Image(said), .. }) = inlines.last_mut()
        {
            *said = Wording::from(name);
        }
        self.marks.pop();
        self.link = picture.and_then(|picture| picture.around);
    }

    /// Takes note of the label of the link that is added next: what it stands for may be told further on or, where the text
    /// is a part of another one, above.
    pub(super) fn leave_open(&mut self, kind: LinkType, id: &str) {
        if self.reading == Reading::Draft && refers(kind) {
            self.open_links.push((self.links.len(), fold(id)));
        }
    }

    /// The link that a tag begins.
    pub(super) fn link_of(&self, kind: LinkType, found: [&str; 2], id: &str, span: Range<usize>) -> Link {
        let destination = destination(kind, found, id, self.references);
        let (target, kind) = match kind {
            // A bare e-mail address in angle brackets comes without its scheme.
            LinkType::Email => (Arc::from(format!("mailto:{}", destination.target)), LinkKind::Address),
            LinkType::WikiLink { .. } => (destination.target, LinkKind::Wiki),
            _ => (destination.target, LinkKind::Address),
        };
        Link { target, title: destination.title, kind, span }
    }

    /// Takes a footnote's number, and takes note that it is shown.
    pub(super) fn numbered(&mut self, label: &str) -> Numbered {
        let label = fold(label);
        let number = match self.reading {
            Reading::Final => self.references.notes().number(&label),
            Reading::Draft => Some(0),
        };
        let note = Numbered { label, number };
        self.notes.push(note.clone());
        note
    }

    /// Takes a reference to a footnote, which is a link to it, unless it stands in another link.
    pub(super) fn note_reference(&mut self, label: &str, range: Range<usize>) {
        let Numbered { label: folded, number } = self.numbered(label);
        let around = self.link;
        if around.is_none() && number.is_some() {
            let link = Link { target: folded.into(), title: Arc::default(), kind: LinkKind::Note, span: range.clone() };
            self.link = Some(self.add_link(link));
        }
        self.inline(InlineKind::FootnoteReference(Wording::from(label), number), range);
        self.link = around;
    }
}
