//! The keys in the contents: moving over the entries, going to one, and the line that filters them.

use crate::app::action::Action;
use crate::app::contents::filter::Filter;
use crate::app::contents::{Entries, Entry};
use crate::app::event::Effect;
use crate::app::key::{Code, Key};
use crate::app::prompt::Edit;
use crate::app::state::{App, Mode};
use crate::app::update::act_anywhere;

/// An entry as the contents show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The entry.
    pub entry: Entry,
    /// Its place among all of them.
    pub place: usize,
    /// Whether it is shown only because something inside of it matches.
    pub quiet: bool,
}

impl App {
    /// The entry on a row of the contents that is scrolled to, by the number of rows above it.
    #[must_use]
    pub fn listed(&self, row: usize) -> Option<Listed> {
        let entries = self.entries();
        let (place, quiet) = match self.open_filter() {
            Some(filter) => filter.rows().get(row).map(|row| (row.place, !row.matches))?,
            None => (row, false),
        };
        entries.get(place).map(|entry| Listed { entry, place, quiet })
    }

    /// How many rows of the contents are above the screen, and the row that is chosen.
    #[must_use]
    pub fn listed_from(&self) -> (usize, Option<usize>) {
        match (self.open_filter(), &self.mode) {
            (Some(filter), _) => (filter.view().top(), filter.chosen().map(|_| filter.view().chosen())),
            (None, Mode::Contents | Mode::Filter(_)) => (self.contents.top(), Some(self.contents.chosen())),
            (None, _) => (self.contents.top(), None),
        }
    }

    /// The filter that shows only some of the entries.
    fn open_filter(&self) -> Option<&Filter> {
        match &self.mode {
            Mode::Filter(filter) if filter.is_open() => Some(filter),
            _ => None,
        }
    }

    /// What an action means while the keys work on the contents. Returns whether it means anything there.
    pub(in crate::app) fn act_in_contents(&mut self, action: Action, times: usize) -> bool {
        let count = self.entries().len();
        let rows = self.geometry.and_then(|geometry| geometry.contents).map_or(1, |area| usize::from(area.rows));
        let times = isize::try_from(times.min(count)).unwrap_or(isize::MAX);
        let page = isize::try_from(rows.saturating_sub(2).max(1)).unwrap_or(isize::MAX);
        let by = match action {
            Action::LineDown | Action::NextSection | Action::NextLink => times,
            Action::LineUp | Action::PreviousSection | Action::PreviousLink => -times,
            Action::PageDown => page,
            Action::PageUp => -page,
            Action::HalfPageDown => (page / 2).max(1),
            Action::HalfPageUp => -(page / 2).max(1),
            Action::Top => isize::MIN + 1,
            Action::End => isize::MAX,
            Action::Search => {
                self.mode = Mode::Filter(Box::new(Filter::new(self.contents.chosen())));
                return true;
            }
            Action::Follow => {
                let chosen = self.contents.chosen();
                self.mode = Mode::Reading;
                self.go_to_entry(chosen);
                return true;
            }
            _ => return false,
        };
        self.step_in_contents(by);
        true
    }

    /// Moves the choice by so many entries of those that are shown.
    pub(in crate::app) fn step_in_contents(&mut self, by: isize) {
        let count = self.entries().len();
        match &mut self.mode {
            Mode::Filter(filter) if filter.is_open() => filter.step(by),
            _ => self.contents.step(by, count),
        }
    }

    /// Takes a key while the filter is typed.
    pub(in crate::app) fn type_in_filter(&mut self, key: Key) -> Vec<Effect> {
        let action = self.keymap.meaning(key);
        // Letters are typed: what moves the choice are the keys that no line needs.
        let moves =
            matches!(key.code, Code::Up | Code::Down | Code::PageUp | Code::PageDown | Code::Tab | Code::BackTab);
        if let Some(action) = action.filter(|_| moves)
            && self.act_in_contents(action, 1)
        {
            return Vec::new();
        }
        let Mode::Filter(filter) = &mut self.mode else { return Vec::new() };
        match filter.prompt_mut().press(key) {
            Edit::Changed => filter.change(),
            Edit::Kept => {}
            Edit::Entered => self.enter_filter(),
            Edit::Left => self.leave_filter(),
            Edit::Other => return action.map(act_anywhere).unwrap_or_default(),
        }
        Vec::new()
    }

    fn enter_filter(&mut self) {
        let chosen = match self.open_filter() {
            Some(filter) => filter.chosen(),
            None => Some(self.contents.chosen()),
        };
        match chosen {
            Some(place) => {
                self.mode = Mode::Reading;
                self.go_to_entry(place);
            }
            None => self.say("No section has these words."),
        }
    }

    fn leave_filter(&mut self) {
        if let Mode::Filter(filter) = &self.mode {
            self.contents.choose(filter.before());
            self.mode = Mode::Contents;
        }
    }

    /// Looks at more of the entries, if some are left.
    pub(in crate::app) fn go_on_filtering(&mut self) -> Option<Effect> {
        let reader = &self.readers[self.current.0];
        let Mode::Filter(filter) = &mut self.mode else { return None };
        let entries = Entries::new(reader.document().outline(), reader.title().map(|title| &**title));
        let found = filter.count();
        let left = filter.go_on(entries);
        self.revision += u64::from(filter.count() > found || !left);
        left.then_some(Effect::Again)
    }
}
