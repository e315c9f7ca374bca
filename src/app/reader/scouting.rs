//! Reading where the index has not come to yet: the document is told to look around the page, so that there are lines
//! above and below it.

use crate::app::reader::Reader;

/// How many bytes around the page are to be readable. A page of 1000 columns has more, and then scrolls in smaller steps.
const AROUND: u64 = 32 * 1024;
/// How many bytes are made readable further up at once: each time, all of them are cut anew.
const FURTHER_UP: u64 = 128 * 1024;
/// How many bytes are looked through for the next heading.
const FOR_HEADINGS: u64 = 1024 * 1024;

impl Reader {
    /// Whether the page shows what is not indexed yet.
    #[must_use]
    pub fn stands_beyond_index(&self) -> bool {
        self.viewport.top().is_some_and(|top| self.document.is_provisional(top.chunk))
    }

    /// Makes a byte of the source readable, and what stands around it.
    pub(in crate::app) fn scout_at(&mut self, offset: u64) {
        // A place in the index is readable, and the page may go on right behind the index.
        if self.document.chunk_at(offset).is_none() {
            self.document.scout(offset.saturating_sub(AROUND)..offset.saturating_add(AROUND));
        }
    }

    /// Makes what stands around the page readable.
    pub(in crate::app) fn scout_around(&mut self) {
        if !self.stands_beyond_index() {
            if self.document.is_growing() {
                self.scout_arrived();
            }
            return;
        }
        let Some(known) = self.document.scouted() else { return };
        let here = self.anchor().offset;
        if here < known.start.saturating_add(AROUND) && known.start > self.document.indexed() {
            self.document.scout(here.saturating_sub(FURTHER_UP)..here.saturating_add(AROUND));
            self.viewport.hold(&self.document, &mut self.flow);
        } else {
            self.document.scout(known.start..here.saturating_add(AROUND));
        }
    }

    /// The heading that is so many headings behind a byte beyond the index, if it is near.
    pub(in crate::app) fn heading_after(&mut self, offset: u64, count: usize) -> Option<u64> {
        let behind = |reader: &Self| {
            let mut headings = reader.document.scouted_headings().skip_while(|&heading| heading <= offset);
            headings.nth(count.saturating_sub(1))
        };
        behind(self).or_else(|| {
            let start = self.document.scouted().map_or(offset, |known| known.start);
            self.document.scout(start..offset.saturating_add(FOR_HEADINGS));
            behind(self)
        })
    }

    /// The heading that is so many headings before a byte beyond the index, if it is near.
    pub(in crate::app) fn heading_before(&mut self, offset: u64, count: usize) -> Option<u64> {
        let before = |reader: &Self| {
            let mut headings = reader.document.scouted_headings().rev().skip_while(|&heading| heading >= offset);
            headings.nth(count.saturating_sub(1))
        };
        before(self).or_else(|| {
            self.document.scout(offset.saturating_sub(FOR_HEADINGS)..offset.saturating_add(AROUND));
            self.viewport.hold(&self.document, &mut self.flow);
            before(self)
        })
    }
}
