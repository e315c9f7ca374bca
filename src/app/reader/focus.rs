//! The link in focus: it moves in reading order and comes into view.

use std::iter::successors;

use crate::document::ChunkId;
use crate::document::outline::Direction;
use crate::layout::LineId;
use crate::layout::laid::PlacedLink;

use crate::app::reader::{Arrival, Reader};

/// How many chunks one key press looks through for the next link. A chunk without any costs nothing.
const LINK_CHUNKS: usize = 32;

impl Reader {
    /// Where the link in focus begins.
    #[must_use]
    pub fn focus(&self) -> Option<u64> {
        self.focus
    }

    /// The link in focus, while it is on the screen.
    #[must_use]
    pub fn focused(&self) -> Option<&PlacedLink> {
        let focus = self.focus?;
        self.page.iter().find_map(|line| {
            let indices = line.line()?.spans.iter().filter_map(|span| span.link);
            indices.filter_map(|index| line.laid.links.get(index as usize)).find(|link| link.offset == focus)
        })
    }

    /// Takes the focus from the link that has it. Returns whether one had it.
    pub fn unfocus(&mut self) -> bool {
        self.focus.take().is_some()
    }

    /// Gives a link the focus.
    pub fn set_focus(&mut self, offset: u64) {
        self.focus = Some(offset);
    }

    /// Moves the focus to the next link in reading order, or the one before, and brings it into view. From a place
    /// where no link has the focus the first (last) one on the screen gets it.
    pub fn focus_next(&mut self, direction: Direction) -> Arrival {
        let (Some(first), Some(last)) = (self.page.first(), self.page.last()) else { return Arrival::Nowhere };
        let visible = (first.chunk, first.row)..=(last.chunk, last.row);
        let on_screen = self.focused_place().filter(|(place, _)| visible.contains(place));
        let found = match (on_screen, direction) {
            (Some((here, order)), Direction::Forward) => {
                self.link_from(here.0, |place, link| (place.0, link.order) > (here.0, order), direction)
            }
            (Some((here, order)), Direction::Back) => {
                self.link_from(here.0, |place, link| (place.0, link.order) < (here.0, order), direction)
            }
            (None, Direction::Forward) => {
                self.link_from(visible.start().0, |place, _| place >= *visible.start(), direction)
            }
            (None, Direction::Back) => self.link_from(visible.end().0, |place, _| place <= *visible.end(), direction),
        };
        let Some(((chunk, row), offset)) = found else { return Arrival::Nowhere };
        self.focus = Some(offset);
        // Its last line, so that a link that wraps is seen whole; its first line, whatever that costs.
        let last_row = self.link_at(chunk, offset).map_or(row, |link| link.last_row);
        for row in [last_row, row] {
            self.viewport.reveal(LineId { chunk, row }, &self.document, &mut self.flow);
        }
        Arrival::There
    }

    /// Where the link in focus stands, and its place in the order of its chunk's links.
    fn focused_place(&self) -> Option<((ChunkId, usize), usize)> {
        let focus = self.focus?;
        self.page.iter().find_map(|line| {
            let link = line.laid.links.iter().find(|link| link.offset == focus)?;
            Some(((line.chunk, link.row?), link.order))
        })
    }

    fn link_at(&mut self, chunk: ChunkId, offset: u64) -> Option<PlacedLink> {
        self.flow.lines(&self.document, chunk).links.iter().find(|link| link.offset == offset).cloned()
    }

    /// The nearest link from a chunk on that `wanted` accepts, and where it stands.
    fn link_from(
        &mut self,
        from: ChunkId,
        wanted: impl Fn((ChunkId, usize), &PlacedLink) -> bool,
        direction: Direction,
    ) -> Option<((ChunkId, usize), u64)> {
        let document = &self.document;
        let chunks = successors(Some(from), |&chunk| match direction {
            Direction::Forward => document.next_chunk(chunk),
            Direction::Back => document.previous_chunk(chunk),
        });
        let with_links = chunks.filter(|&chunk| document.chunk_has_links(chunk)).take(LINK_CHUNKS);
        for chunk in with_links {
            let laid = self.flow.lines(document, chunk);
            let placed = laid.links.iter().filter_map(|link| Some(((chunk, link.row?), link)));
            let accepted = placed.filter(|(place, link)| wanted(*place, link));
            // Bare addresses come behind the other links of their paragraph: what counts is the order of reading.
            let found = match direction {
                Direction::Forward => accepted.min_by_key(|(_, link)| link.order),
                Direction::Back => accepted.max_by_key(|(_, link)| link.order),
            };
            if let Some((place, link)) = found {
                return Some((place, link.offset));
            }
        }
        None
    }
}
