//! What the finder lists: a trait, and what a list is given and gives.

use std::ops::Range;

use crate::app::App;
use crate::app::event::{DocumentId, Effect};
use crate::app::memory::Memory;
use crate::app::reader::Reader;
use crate::app::state::Shelved;
use crate::text::sanitize::Safe;

/// What a list may read to make its rows.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The documents that are open.
    pub readers: &'a [Reader],
    /// The one that is read.
    pub current: DocumentId,
    /// The documents that were named when the program started.
    pub(in crate::app) shelf: &'a [Shelved],
    /// What is remembered of other runs, and of this one.
    pub memory: &'a Memory,
}

impl<'a> Around<'a> {
    /// The document that is read.
    #[must_use]
    pub fn reader(&self) -> &'a Reader {
        &self.readers[self.current.0]
    }
}

/// A list of things to go to. A thing has a *place*: its number among those that what is typed leaves over.
pub trait Listed {
    /// What the line stands behind: a word, or a few.
    fn sign(&self) -> &'static str;

    /// What can be done with what is chosen besides going there; most lists have nothing.
    fn deeds(&self) -> &'static [Deed] {
        &[]
    }

    /// Takes in what is typed now, and begins anew: it is called with nothing when the list opens, with every change of the
    /// line, and when the document has been read again. What takes long is left to [`Self::go_on`].
    fn narrow(&mut self, typed: &str, around: &Around<'_>);

    /// Looks at a bounded number of things that have not been looked at. It is called behind every event, too: there may be
    /// more things than before. `kept` is the place of what is chosen, and is moved with it where something comes in above.
    fn go_on(&mut self, around: &Around<'_>, kept: &mut usize) -> Progress;

    /// How many things are left over, as far as they have been looked at.
    fn count(&self) -> usize;

    /// The place that is chosen unless the reader chooses another; `around` as when what is typed was taken in.
    fn begin(&self, _around: &Around<'_>) -> usize {
        0
    }

    /// The thing at a place. It is called for visible ones only, whenever the screen may have changed.
    fn row(&self, place: usize, around: &Around<'_>) -> Row;

    /// What has to be found out elsewhere for the things at these places, which are visible. It is called behind every
    /// event: what has been asked for is not asked for again.
    fn ask(&mut self, _places: Range<usize>, _around: &Around<'_>) -> Option<Effect> {
        None
    }

    /// What is said beside the line, such as how many are left over ([`counted`]).
    fn said(&self, around: &Around<'_>) -> String;

    /// What is said when nothing is left over: a sentence.
    fn nothing(&self) -> &'static str;

    /// Goes to the thing at a place. The finder has been closed.
    fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect>;

    /// Does something of its own with the thing at a place; `deed` is one of [`Self::deeds`], by its keys. The finder is out
    /// of the way meanwhile; it comes back if the list says so and nothing else has opened.
    fn act(&mut self, _deed: &Deed, _place: usize, _app: &mut App) -> (After, Vec<Effect>) {
        (After::Stay, Vec::new())
    }
}

/// Something that a list can do with what is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    /// The keys, parted by spaces, in the notation of [`parse`](crate::app::keymap::parse); the first is shown.
    pub keys: &'static str,
    /// What it does, short, for the status line.
    pub does: &'static str,
}

/// What becomes of the finder when something has been done with a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    /// It stays open, and its list begins anew with what is typed.
    Stay,
    /// It closes.
    Leave,
}

/// How far a list has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// There is more to look at.
    More,
    /// At everything there is.
    Through,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is, without break points.
    pub text: Safe,
    /// The bytes of it that what is typed was found in, in order.
    pub found: Vec<Range<usize>>,
    /// What is said at its right end; may be empty. Of one that is too long the end is shown.
    pub aside: Safe,
    /// What is to be noticed.
    pub mark: Mark,
}

/// What is to be noticed about a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    Nothing,
    /// The reader is there.
    Here,
    /// Something is wrong with it.
    Wrong,
}

/// How many of how many things: "12 of 340 links". While there is more to look at, a `+` stands behind the first number.
#[must_use]
pub fn counted(count: usize, total: usize, thing: &str, progress: Progress) -> String {
    let more = if progress == Progress::More { "+" } else { "" };
    let plural = if total == 1 { "" } else { "s" };
    if count == total && progress == Progress::Through {
        return format!("{} {thing}{plural}", grouped(total));
    }
    format!("{}{more} of {} {thing}{plural}", grouped(count), grouped(total))
}

/// A number with its digits in groups of three.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_at_a_glance() {
        for (count, total, progress, expected) in [
            (1, 1, Progress::Through, "1 link"),
            (0, 1, Progress::Through, "0 of 1 link"),
            (340, 340, Progress::Through, "340 links"),
            (12, 340, Progress::Through, "12 of 340 links"),
            (999, 1_234_567, Progress::More, "999+ of 1,234,567 links"),
            (0, 0, Progress::Through, "0 links"),
        ] {
            assert_eq!(counted(count, total, "link", progress), expected);
        }
    }
}
