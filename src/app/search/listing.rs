//! The keys in the list of hits: moving in it, going to a hit, and leaving the page as it was.

use crate::document::outline::Direction;
use crate::document::search::Hit;

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::geometry::{Area, Geometry};
use crate::app::key::{Gesture, Mouse};
use crate::app::search::Search;
use crate::app::search::hits::{HitList, HitRow, Move};
use crate::app::state::{App, Mode};

/// Where the list lies: over the page, beside the contents and the scrollbar.
#[must_use]
pub fn area(geometry: &Geometry) -> Area {
    let page = geometry.page;
    let beside = geometry.contents.filter(|contents| contents.columns <= page.column);
    let left = beside.map_or(0, |contents| contents.columns) + 1;
    Area { column: left, columns: geometry.scrollbar.column.saturating_sub(left + 1), ..page }
}

impl App {
    /// Opens the list of the hits; where nothing is looked for, with those of what was looked for last.
    pub(in crate::app) fn open_hits(&mut self) -> Vec<Effect> {
        if self.is_helping() {
            return Vec::new();
        }
        let here = self.reader().window().start;
        let (effects, is_on) = self.search_on();
        if is_on {
            let shown = |hit: &Hit| self.reader().shows_hit(*hit);
            let chosen = self.search().and_then(Search::current).filter(shown);
            self.mode = Mode::Hits(Box::new(HitList::new(chosen, here)));
        }
        effects
    }

    /// What an action means while the keys work on the list; what is not about it means nothing there.
    pub(in crate::app) fn act_in_hits(&mut self, action: Action, times: usize) -> Option<Vec<Effect>> {
        let rows = self.geometry.map_or(1, |geometry| isize::try_from(geometry.page.rows).unwrap_or(1));
        let (page, half) = ((rows - 2).max(1), (rows / 2).max(1));
        let times = isize::try_from(times).unwrap_or(isize::MAX);
        let span = self.reader().document().span();
        let Mode::Hits(list) = &mut self.mode else { return None };
        match action {
            Action::LineDown | Action::NextHit | Action::NextLink => list.step(times),
            Action::LineUp | Action::PreviousHit | Action::PreviousLink => list.step(-times),
            Action::PageDown => list.step(page.saturating_mul(times)),
            Action::PageUp => list.step(page.saturating_mul(-times)),
            Action::HalfPageDown => list.step(half.saturating_mul(times)),
            Action::HalfPageUp => list.step(half.saturating_mul(-times)),
            Action::Top => list.go(Move { direction: Direction::Forward, from: span.start, count: 1 }),
            Action::End => list.go(Move { direction: Direction::Back, from: span.end, count: 1 }),
            Action::Follow => self.enter_hits(),
            Action::Escape | Action::Close | Action::Hits => self.mode = Mode::Reading,
            Action::Search => {
                self.mode = Mode::Reading;
                self.open_search();
            }
            Action::Redraw | Action::Suspend | Action::Quit => return None,
            _ => {}
        }
        Some(Vec::new())
    }

    /// Goes to the hit that is chosen.
    fn enter_hits(&mut self) {
        let Mode::Hits(list) = &self.mode else { return };
        if let Some(hit) = list.chosen() {
            self.mode = Mode::Reading;
            self.jump_to_hit(hit);
        }
    }

    /// A gesture of the mouse over the list: a click goes to a hit, one beside the list leaves it.
    pub(in crate::app) fn mouse_in_hits(&mut self, mouse: Mouse, geometry: &Geometry) {
        let area = area(geometry);
        let Mode::Hits(list) = &mut self.mode else { return };
        match mouse.gesture {
            Gesture::WheelDown => list.step(3),
            Gesture::WheelUp => list.step(-3),
            Gesture::Press if area.contains(mouse.column, mouse.row) => {
                if let Some(HitRow::Hit { hit, .. }) = list.rows().get(usize::from(mouse.row - area.row)) {
                    list.choose(*hit);
                    self.enter_hits();
                }
            }
            Gesture::Press => self.mode = Mode::Reading,
            Gesture::SecondPress | Gesture::ThirdPress | Gesture::Drag | Gesture::Release => {}
        }
    }

    /// Makes the rows of the list that are visible.
    pub(in crate::app) fn settle_hits(&mut self) {
        let (Mode::Hits(list), Some(geometry)) = (&mut self.mode, &self.geometry) else { return };
        let area = area(geometry);
        let document = self.readers[self.current.0].document();
        let search = self.searches.search.as_mut().filter(|search| search.document() == self.current);
        match search {
            Some(search) => list.settle(search, document, (area.columns.into(), area.rows.into())),
            None => self.mode = Mode::Reading,
        }
    }

    /// Asks for the hits that the list needs and that are not kept any more.
    pub(in crate::app) fn ask_for_lost_hits(&mut self) -> Option<Effect> {
        let Mode::Hits(list) = &self.mode else { return None };
        let part = list.lost()?;
        let search = self.searches.search.as_mut()?;
        let document = self.readers[self.current.0].document();
        search.ask_again(&part).then(|| Effect::SearchPart(Box::new(search.quest_for(part.clone(), document)), part))
    }
}
