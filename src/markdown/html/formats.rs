//! The inline elements that are open: what marks and what link text has now.

use super::super::inline::Marks;
use super::element::Element;

/// Beyond so many, elements within each other change nothing any more: each piece of text looks at all of them.
const MOST: usize = 32;

/// An inline element that is open.
#[derive(Debug, Clone, Copy)]
pub(super) struct Format {
    pub(super) element: Element,
    /// For a link: which one.
    pub(super) link: Option<u32>,
    /// How many inlines its block had when it was opened.
    pub(super) from: usize,
}

/// The inline elements that are open, the innermost last.
#[derive(Debug, Default)]
pub(in super::super) struct Formats {
    open: Vec<Format>,
}

impl Formats {
    /// The marks of text that comes now.
    pub(in super::super) fn marks(&self) -> Marks {
        self.open.iter().fold(Marks::NONE, |marks, format| match format.element {
            Element::Mark(mark) => marks | mark,
            _ => marks,
        })
    }

    /// The link of text that comes now.
    pub(in super::super) fn link(&self) -> Option<u32> {
        self.open.iter().rev().find_map(|format| format.link)
    }

    /// All end.
    pub(in super::super) fn clear(&mut self) {
        self.open.clear();
    }

    /// The text goes on in another block.
    pub(in super::super) fn carry_over(&mut self) {
        for format in &mut self.open {
            format.from = 0;
        }
    }

    pub(super) fn open(&mut self, format: Format) {
        if self.open.len() < MOST {
            self.open.push(format);
        }
    }

    /// Ends the innermost element of a kind, whatever stands open inside of it stays open.
    pub(super) fn close(&mut self, element: Element) -> Option<Format> {
        let place = self.open.iter().rposition(|format| element.ends(format.element))?;
        Some(self.open.remove(place))
    }
}
