//! Where the reader stands while the file is written over.
//!
//! Whoever writes a file may empty it first, and write it piece by piece. A piece may be without the words that the reader
//! had under the eyes; where the page stands in it was chosen by nobody. So the words of the place to which the reader
//! went last are kept until the reader moves, and as soon as all of them are there again, they are on top again.
//!
//! ```text
//!   what was read      a piece of it         all of it again
//!   ─────────────      ─────────────         ─────────────
//!   ▌ Section 102  ─▶  ▌ its end        ─▶   ▌ Section 102    [`Standing::Found`] ─▶ Lost ─▶ Found
//! ```

use crate::document::Landmark;
use crate::text::read_at::{ReadAt, read_range};

use crate::app::reader::Reader;
use crate::app::reader::viewport::Anchor;

/// How many bytes in front of the end of a shorter text tell whether it is the beginning of the longer one.
const TELLING: u64 = 4096;

/// The words that are looked for in another version of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sought {
    chosen: Landmark,
    standing: Standing,
    /// Those on top of the page.
    shown: Landmark,
}

/// Where they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// All words of the place to which the reader went last.
    Whole(u64),
    /// Some of them, which were lost.
    Part(u64),
    /// Some of those on top of the page.
    Shown(u64),
    /// None is there.
    Nowhere,
}

/// The place to which the reader went last.
#[derive(Debug, Clone)]
pub(in crate::app) struct Chosen {
    landmark: Landmark,
    rows: i32,
    /// Where the page stands. If it is elsewhere, the reader has moved.
    meanwhile: Anchor,
    standing: Standing,
}

/// Whether the place that was chosen is in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The page stands at it, as far as can be said. Offsets are those of this text.
    Found,
    /// It is gone. What is known of offsets is still about the text that had it.
    Lost,
}

/// Where the page is to stand in another version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Landing {
    pub(in crate::app) anchor: Anchor,
    pub(in crate::app) standing: Standing,
}

impl Sought {
    /// Looks for the words.
    #[must_use]
    pub fn find(&self, source: &dyn ReadAt) -> Found {
        let whole = || self.chosen.seek_whole(source).map(Found::Whole);
        let part = || match self.standing {
            // What is on top is where they went, whatever has become of them.
            Standing::Found => None,
            Standing::Lost => self.chosen.seek(source).map(Found::Part),
        };
        let shown = || self.shown.seek(source).map(Found::Shown);
        whole().or_else(part).or_else(shown).unwrap_or(Found::Nowhere)
    }
}

impl Reader {
    /// What is to be looked for in another version of the file.
    pub(in crate::app) fn sought(&self) -> Sought {
        let shown = self.landmark.clone();
        match &self.chosen {
            Some(Chosen { landmark, standing, .. }) => Sought { chosen: landmark.clone(), standing: *standing, shown },
            None => Sought { chosen: shown.clone(), standing: Standing::Found, shown },
        }
    }

    /// What is on top of the page, a byte of the source; while that is without it, of the one that had it.
    pub(in crate::app) fn top_offset(&self) -> u64 {
        match &self.chosen {
            Some(Chosen { landmark, standing: Standing::Lost, .. }) => landmark.offset,
            _ => self.anchor().offset,
        }
    }

    /// Where the page is to stand in another version of the file, by what was found in it.
    pub(in crate::app) fn land(&self, found: Found, source: &dyn ReadAt) -> Landing {
        let sought = self.sought();
        let rows = match (&self.chosen, found) {
            (Some(chosen), Found::Whole(_) | Found::Part(_)) => chosen.rows,
            _ => self.anchor().rows,
        };
        // What ends before the place may have a line like one of those around it.
        let reaches = |landmark: &Landmark| landmark.offset < source.len();
        let standing = match found {
            Found::Whole(_) => Standing::Found,
            Found::Part(_) if reaches(&sought.chosen) => Standing::Found,
            Found::Shown(_) if reaches(&sought.shown) => sought.standing,
            Found::Part(_) | Found::Shown(_) | Found::Nowhere => Standing::Lost,
        };
        let is_cut_off = || !reaches(&sought.shown) && begins_with(&**self.document.source(), source);
        let offset = match found {
            Found::Whole(offset) | Found::Part(offset) | Found::Shown(offset) => offset,
            Found::Nowhere if is_cut_off() => source.len() - 1,
            Found::Nowhere => sought.shown.otherwise(source),
        };
        Landing { anchor: Anchor { offset, rows }, standing }
    }

    /// Where the page is to stand now that the text has become longer, if what the reader went to last is there again;
    /// nothing if the page stands there, or the reader has moved on while the file was read.
    pub(in crate::app) fn regain(&self, sought: &Sought, found: Found, source: &dyn ReadAt) -> Option<Landing> {
        let chosen = self.chosen.as_ref().filter(|chosen| chosen.landmark == sought.chosen)?;
        let landing = self.land(found, source);
        let is_there = matches!(found, Found::Whole(_) | Found::Part(_)) && landing.standing == Standing::Found;
        let is_new = chosen.standing == Standing::Lost || landing.anchor != self.anchor();
        (is_there && is_new).then_some(landing)
    }

    /// Keeps the words of the place to which the reader went last, now that the page stands in another version.
    pub(in crate::app) fn keep_chosen(&mut self, sought: Sought, landing: Landing) {
        let rows = self.chosen.as_ref().map_or(landing.anchor.rows, |chosen| chosen.rows);
        // Who holds to the end has chosen no words.
        let is_kept = !sought.chosen.is_blank() && !self.holds_end();
        let (landmark, meanwhile, standing) = (sought.chosen, self.anchor(), landing.standing);
        self.chosen = is_kept.then_some(Chosen { landmark, rows, meanwhile, standing });
    }

    /// Forgets the place to which the reader went if the page is not where it was, or is to be elsewhere: now that is it.
    pub(in crate::app) fn forget_chosen_if_moved(&mut self) {
        let (anchor, is_elsewhere) = (self.anchor(), self.goal().is_some() || self.holds_end());
        self.chosen = self.chosen.take().filter(|chosen| chosen.meanwhile == anchor && !is_elsewhere);
    }

    /// Takes in where the page stands, whoever wanted that.
    pub(in crate::app) fn stand_for_chosen(&mut self) {
        let anchor = self.anchor();
        if let Some(chosen) = &mut self.chosen {
            chosen.meanwhile = anchor;
        }
    }
}

/// Whether a text begins with another one, as far as the end of that says.
fn begins_with(text: &dyn ReadAt, other: &dyn ReadAt) -> bool {
    let end = other.len();
    let range = end.saturating_sub(TELLING)..end;
    end > 0 && read_range(text, range.clone()) == read_range(other, range)
}
