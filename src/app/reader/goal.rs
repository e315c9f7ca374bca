//! Somewhere the reader wants to be that may not be indexed yet: it is gone to now, or as soon as it is known.

use std::sync::Arc;

use crate::document::outline::Direction;

use crate::app::reader::Reader;

/// Somewhere the reader wants to be that is not indexed yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// An anchor.
    Anchor(String),
    /// The footnote of a folded label.
    Note(Arc<str>),
    /// Where the footnote of a folded label is mentioned first.
    Mention(Arc<str>),
    /// The section that is so many sections behind this byte, or the last one.
    SectionAfter(u64, usize),
    /// The section that is so many sections before this byte, or the first one.
    SectionBefore(u64, usize),
    /// The section of the same level behind or before the one that this byte lies in.
    Sibling(u64, Direction),
    /// The section that the one is part of that this byte lies in, or the beginning.
    Parent(u64),
}

/// What came of going somewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arrival {
    /// The reader is there.
    There,
    /// It is not indexed yet: a goal.
    Waiting,
    /// There is no such place.
    Nowhere,
}

impl Reader {
    /// What the reader is waiting for.
    #[must_use]
    pub fn goal(&self) -> Option<&Goal> {
        self.goal.as_ref()
    }

    /// Goes somewhere, now or as soon as it is known.
    pub fn pursue(&mut self, goal: Goal) -> Arrival {
        self.goal = None;
        let complete = self.document.is_complete();
        let arrival = match &goal {
            Goal::Anchor(name) if name.is_empty() => {
                self.top();
                Arrival::There
            }
            Goal::Anchor(name) => match self.document.outline().anchor(name) {
                Some(offset) => {
                    self.unfold(offset);
                    self.show(offset)
                }
                // As in a page on the web.
                None if name == "top" => {
                    self.top();
                    Arrival::There
                }
                None if complete => Arrival::Nowhere,
                None => Arrival::Waiting,
            },
            Goal::Note(label) => self.show_known(self.document.references().notes().definition(label)),
            Goal::Mention(label) => self.show_known(self.document.references().notes().first_mention(label)),
            Goal::SectionAfter(offset, count) => self.show_section_after(*offset, *count),
            Goal::SectionBefore(offset, count) => self.show_section_before(*offset, *count),
            Goal::Sibling(offset, direction) => self.show_sibling(*offset, *direction),
            Goal::Parent(offset) => self.show_parent(*offset),
        };
        if arrival == Arrival::Waiting {
            self.goal = Some(goal);
        }
        arrival
    }

    /// Whether an anchor leads anywhere, as far as the document is known.
    #[must_use]
    pub fn has_anchor(&self, name: &str) -> bool {
        // As in a page on the web.
        name.is_empty() || name == "top" || self.document.outline().anchor(name).is_some()
    }

    /// Waits for something again that the page went away from for a while.
    pub(in crate::app) fn wait_for(&mut self, goal: Option<Goal>) {
        self.goal = goal;
    }

    /// Gives up on what the reader is waiting for. Returns whether there was anything.
    pub fn give_up(&mut self) -> bool {
        self.goal.take().is_some()
    }

    /// Puts the line of a byte of the source on top, once that is known.
    fn show_known(&mut self, offset: Option<u64>) -> Arrival {
        match offset {
            Some(offset) => self.show(offset),
            None if self.document.is_complete() => Arrival::Nowhere,
            None => Arrival::Waiting,
        }
    }
}
