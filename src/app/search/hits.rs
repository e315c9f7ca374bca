//! The list of hits: a line of context for each, by sections. What is visible is made, and nothing else, so that it opens
//! at once however many there are.
//!
//! ```text
//!  Part One › The first chapter
//!    …words before the needle and what stands behind it…
//!    another needle, the chosen one in reverse
//!  Part One › The second chapter
//!    and the last needle
//! ```

use std::ops::Range;

use crate::document::outline::Direction;
use crate::document::search::{Answer, Hit, Tally};
use crate::document::{Document, Landmark};
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::text::width::width;

use crate::app::search::Search;
use crate::app::search::contexts::Contexts;

/// A list of the hits of a search.
#[derive(Default)]
pub struct HitList {
    chosen: Option<Hit>,
    /// What stands there, to be found again in another version of the text.
    landmark: Option<Landmark>,
    /// The first hit that is visible.
    top: Option<Hit>,
    rows: Vec<HitRow>,
    contexts: Contexts,
    /// The quest that the contexts were looked up in: with more of the text they may go on.
    quest: u64,
    /// A move that what is known doesn't suffice for yet.
    wish: Option<Move>,
    /// A part whose hits have to be found once more.
    lost: Option<Range<u64>>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HitRow {
    /// The section that the hits below it stand in.
    Section(Safe),
    /// A hit with what is shown around it.
    Hit {
        /// The hit.
        hit: Hit,
        /// What stands before it.
        before: Safe,
        /// Its text.
        found: Safe,
        /// What stands behind it.
        behind: Safe,
    },
    /// What comes here is being looked for.
    Waiting,
}

/// A move of the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) struct Move {
    pub(in crate::app) direction: Direction,
    /// From this byte of the source; a hit that begins there counts when going forward.
    pub(in crate::app) from: u64,
    pub(in crate::app) count: usize,
}

/// How far the rows of hits are indented.
pub const INDENT: u16 = 2;
/// The part of a row that shows what stands before the hit.
const BEFORE: usize = 3;

impl HitList {
    /// A list in which this hit is chosen, or else the first one at or behind a byte of the source.
    #[must_use]
    pub fn new(chosen: Option<Hit>, from: u64) -> Self {
        let wish = chosen.is_none().then_some(Move { direction: Direction::Forward, from, count: 1 });
        Self { chosen, wish, ..Self::default() }
    }

    /// The same list in another text. Until it is known which hit is chosen there, from byte `from` on if none was.
    pub(in crate::app) fn renewed(&self, from: u64) -> Self {
        let known = self.chosen.map(|hit| hit.start).or(self.wish.map(|wish| wish.from));
        Self { landmark: self.landmark.clone(), ..Self::new(None, known.unwrap_or(from)) }
    }

    /// Takes in where the bytes of the document stand now that it says something else.
    pub(in crate::app) fn move_places(&mut self, moved: &impl Fn(u64) -> u64) {
        let chosen = self.chosen.take().map(|hit| hit.start).or(self.wish.map(|wish| wish.from)).map(moved);
        self.wish = chosen.map(|from| Move { direction: Direction::Forward, from, count: 1 });
        if let Some(landmark) = &mut self.landmark {
            landmark.offset = moved(landmark.offset);
        }
    }

    /// What stands at the hit that is chosen.
    pub(in crate::app) fn landmark(&self) -> Option<&Landmark> {
        self.landmark.as_ref()
    }

    /// The hit that is chosen.
    #[must_use]
    pub fn chosen(&self) -> Option<Hit> {
        self.chosen
    }

    pub(in crate::app) fn choose(&mut self, hit: Hit) {
        self.chosen = Some(hit);
        self.wish = None;
    }

    /// What is visible, from top to bottom.
    #[must_use]
    pub fn rows(&self) -> &[HitRow] {
        &self.rows
    }

    /// The part whose hits have to be found once more for it.
    pub(in crate::app) fn lost(&self) -> Option<Range<u64>> {
        self.lost.clone()
    }

    /// Moves the choice by so many hits, down if positive.
    pub(in crate::app) fn step(&mut self, by: isize) {
        let count = by.unsigned_abs();
        if let Some(hit) = self.chosen.filter(|_| count > 0) {
            let (direction, from) =
                if by > 0 { (Direction::Forward, hit.start + 1) } else { (Direction::Back, hit.start) };
            self.wish = Some(Move { direction, from, count });
        }
    }

    /// Moves the choice to a byte of the source.
    pub(in crate::app) fn go(&mut self, wish: Move) {
        self.wish = Some(wish);
    }

    /// Makes the rows that are visible, of which there are `height`, `columns` wide.
    pub(in crate::app) fn settle(
        &mut self,
        search: &mut Search,
        document: &Document,
        (columns, height): (usize, usize),
    ) {
        self.lost = None;
        self.advance(search);
        if let Some(chosen) = self.chosen {
            search.stay_near(chosen.start);
            if self.landmark.as_ref().is_none_or(|landmark| landmark.offset != chosen.start) {
                self.landmark = Some(Landmark::read(&**document.source(), chosen.start));
            }
        }
        if std::mem::replace(&mut self.quest, search.quest().id) != search.quest().id {
            self.contexts = Contexts::default();
        }
        let tally = search.tally();
        self.reveal(tally, document, height);
        let visible = self.visible(tally, document, height);
        let pattern = search.pattern();
        let (list, contexts) = (&visible, &mut self.contexts);
        let hits: Vec<Hit> =
            list.iter().filter_map(|row| if let Seen::Hit(hit) = row { Some(*hit) } else { None }).collect();
        contexts.keep(&hits);
        let room = columns.saturating_sub(usize::from(INDENT)).max(1);
        self.rows = visible
            .into_iter()
            .map(|row| match row {
                Seen::Section(title) => HitRow::Section(shorten(&title, columns, End::Left)),
                Seen::Waiting => HitRow::Waiting,
                Seen::Hit(hit) => {
                    let context = contexts.of(hit, document, pattern);
                    let before = shorten(&Safe::new(&context.before).without_break_points(), room / BEFORE, End::Left);
                    let left = room - width(&before);
                    let found = shorten(&Safe::new(&context.found).without_break_points(), left, End::Right);
                    let left = left - width(&found);
                    let behind = shorten(&Safe::new(&context.behind).without_break_points(), left, End::Right);
                    HitRow::Hit { hit, before, found, behind }
                }
            })
            .collect();
    }

    /// Goes as far as is known; at an end of the document the last hit on the way is chosen.
    fn advance(&mut self, search: &Search) {
        while let Some(wish) = &mut self.wish {
            let answer = match wish.direction {
                Direction::Forward => search.tally().next_from(wish.from),
                Direction::Back => search.tally().previous_before(wish.from),
            };
            match answer {
                Answer::Hit(hit) => {
                    self.chosen = Some(hit);
                    wish.count -= 1;
                    wish.from = if wish.direction == Direction::Forward { hit.start + 1 } else { hit.start };
                    if wish.count == 0 {
                        self.wish = None;
                    }
                }
                // A list that opens behind the last hit begins with that.
                Answer::Nowhere if self.chosen.is_none() && wish.direction == Direction::Forward => {
                    *wish = Move { direction: Direction::Back, ..*wish };
                }
                // In a text that still arrives the first one may.
                Answer::Nowhere if self.chosen.is_none() => {
                    wish.direction = Direction::Forward;
                    return;
                }
                Answer::Nowhere => self.wish = None,
                Answer::Lost(part) => {
                    self.lost = Some(part);
                    return;
                }
                // The choice moves when it is known, unless another key comes first.
                Answer::Unknown => return,
            }
        }
    }

    /// Keeps the choice in view.
    fn reveal(&mut self, tally: &Tally, document: &Document, height: usize) {
        let Some(chosen) = self.chosen else { return };
        let lowest = self.lowest_top(chosen, tally, document, height);
        let top = self.top.unwrap_or(lowest);
        self.top = Some(Hit::clamp(top, lowest, chosen));
    }

    /// The first hit of a list that has this one at its end.
    fn lowest_top(&mut self, chosen: Hit, tally: &Tally, document: &Document, height: usize) -> Hit {
        let (mut top, mut used) = (chosen, 2);
        loop {
            match tally.previous_before(top.start) {
                Answer::Hit(hit) => {
                    used += 1 + usize::from(section(document, hit) != section(document, top));
                    if used > height {
                        return top;
                    }
                    top = hit;
                }
                Answer::Lost(part) => {
                    self.lost.get_or_insert(part);
                    return top;
                }
                Answer::Unknown | Answer::Nowhere => return top,
            }
        }
    }

    /// What is visible from the top on.
    fn visible(&mut self, tally: &Tally, document: &Document, height: usize) -> Vec<Seen> {
        let mut rows = Vec::new();
        let mut group = None;
        let nothing = if tally.is_complete() { Answer::Nowhere } else { Answer::Unknown };
        let mut next = self.top.map_or(nothing, Answer::Hit);
        while rows.len() < height {
            let hit = match next {
                Answer::Hit(hit) => hit,
                Answer::Nowhere => break,
                Answer::Lost(part) => {
                    self.lost.get_or_insert(part);
                    rows.push(Seen::Waiting);
                    break;
                }
                Answer::Unknown => {
                    rows.push(Seen::Waiting);
                    break;
                }
            };
            let inside = section(document, hit);
            if group.replace(inside) != Some(inside) {
                rows.push(Seen::Section(title(document, hit)));
            }
            if rows.len() < height {
                rows.push(Seen::Hit(hit));
            }
            next = tally.next_after(hit.start);
        }
        rows
    }
}

/// A row before its text is made.
enum Seen {
    Section(Safe),
    Hit(Hit),
    Waiting,
}

/// What hits are grouped by: the section, or what stands before the first one, or what is not indexed.
fn section(document: &Document, hit: Hit) -> (bool, Option<usize>) {
    let is_known = hit.start < document.indexed();
    let inside = if is_known { document.outline().at(hit.start) } else { None };
    (is_known, inside.map(|section| section.0))
}

fn title(document: &Document, hit: Hit) -> Safe {
    match section(document, hit) {
        (false, _) => Safe::new("Where the index has not come to yet"),
        (true, None) => Safe::new("Before the first section"),
        (true, Some(_)) => {
            let mut title = Safe::empty();
            for step in document.path_at(hit.start) {
                if !title.is_empty() {
                    title.push(&Safe::new(" › "));
                }
                title.push(&step);
            }
            title
        }
    }
}
