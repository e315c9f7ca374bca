//! The keys and the mouse in the finder.

use crate::app::event::Effect;
use crate::app::geometry::Geometry;
use crate::app::key::{Code, Gesture, Key, Mouse};
use crate::app::prompt::Edit;
use crate::app::search::listing::area;
use crate::app::state::{App, Mode};
use crate::app::update::act_anywhere;

use super::Finder;
use super::list::{After, Around, Deed, Listed, Progress};

/// How many rows a notch of the wheel moves the choice.
const NOTCH: isize = 3;

impl App {
    /// What a list may read.
    pub(in crate::app) fn around(&self) -> Around<'_> {
        Around { readers: &self.readers, current: self.current, memory: &self.memory, shelf: &self.shelf }
    }

    /// Opens a list over the page.
    pub(in crate::app) fn find_in(&mut self, list: Box<dyn Listed>) {
        self.mode = Mode::Find(Box::new(Finder::new(list, &self.around())));
    }

    /// The finder, if it is open, and what its list may read.
    fn finder(&mut self) -> Option<(&mut Finder, Around<'_>)> {
        let around = Around { readers: &self.readers, current: self.current, memory: &self.memory, shelf: &self.shelf };
        match &mut self.mode {
            Mode::Find(finder) => Some((finder, around)),
            _ => None,
        }
    }

    /// Takes a key while the finder is open.
    pub(in crate::app) fn press_in_finder(&mut self, key: Key) -> Vec<Effect> {
        let page = self.geometry.map_or(1, |geometry| isize::try_from(geometry.page.rows).unwrap_or(1) - 2).max(1);
        let action = self.keymap.meaning(key);
        let Some((finder, around)) = self.finder() else { return Vec::new() };
        if let Some(by) = finder.steps(key, page) {
            finder.step(by);
            return Vec::new();
        }
        if let Some(deed) = finder.deed(key) {
            return self.act_on_chosen(&deed);
        }
        if key.code == Code::Enter {
            return self.enter_finder();
        }
        match finder.type_in(key, &around) {
            Edit::Left => self.mode = Mode::Reading,
            Edit::Other => return action.map(act_anywhere).unwrap_or_default(),
            Edit::Changed | Edit::Kept | Edit::Entered => {}
        }
        Vec::new()
    }

    pub(in crate::app) fn paste_in_finder(&mut self, text: &str) {
        if let Some((finder, around)) = self.finder() {
            finder.paste(text, &around);
        }
    }

    /// Goes to what is chosen.
    fn enter_finder(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Find(finder) if finder.list.count() > 0 => finder.list.go(finder.chosen, self),
            mode => {
                if let Mode::Find(finder) = &mode {
                    let nothing = finder.nothing();
                    self.say(nothing);
                }
                self.mode = mode;
                Vec::new()
            }
        }
    }

    /// Does something with what is chosen that its list knows to do.
    fn act_on_chosen(&mut self, deed: &Deed) -> Vec<Effect> {
        let Mode::Find(mut finder) = std::mem::replace(&mut self.mode, Mode::Reading) else { return Vec::new() };
        if finder.list.count() == 0 {
            self.mode = Mode::Find(finder);
            return Vec::new();
        }
        let (after, effects) = finder.list.act(deed, finder.chosen, self);
        if after == After::Stay && matches!(self.mode, Mode::Reading) {
            finder.renew(&self.around());
            self.mode = Mode::Find(finder);
        }
        effects
    }

    /// A gesture of the mouse: the wheel moves the choice, a click on a row goes there, one beside the list leaves it.
    pub(in crate::app) fn mouse_in_finder(&mut self, mouse: Mouse, geometry: &Geometry) -> Vec<Effect> {
        let area = area(geometry);
        let Some((finder, _)) = self.finder() else { return Vec::new() };
        match mouse.gesture {
            Gesture::WheelDown => finder.step(NOTCH),
            Gesture::WheelUp => finder.step(-NOTCH),
            Gesture::Press if area.contains(mouse.column, mouse.row) => {
                let row = usize::from(mouse.row - area.row);
                if row < finder.rows.len() {
                    finder.chosen = finder.top.unwrap_or_default() + row;
                    return self.enter_finder();
                }
            }
            // The line that is typed belongs to it.
            Gesture::Press if geometry.status.contains(mouse.column, mouse.row) => {}
            Gesture::Press => self.mode = Mode::Reading,
            Gesture::SecondPress | Gesture::ThirdPress | Gesture::Drag | Gesture::Release => {}
        }
        Vec::new()
    }

    /// Begins anew: the document has been read again.
    pub(in crate::app) fn renew_finder(&mut self) {
        if let Some((finder, around)) = self.finder() {
            finder.renew(&around);
        }
    }

    /// Looks at more of what is listed, if some is left.
    pub(in crate::app) fn go_on_finding(&mut self) -> Option<Effect> {
        let (finder, around) = self.finder()?;
        let changed = finder.go_on(&around);
        let progress = finder.progress();
        self.revision += u64::from(changed);
        (progress == Progress::More).then_some(Effect::Again)
    }

    /// Asks for what the visible rows need to know.
    pub(in crate::app) fn ask_for_rows(&mut self) -> Option<Effect> {
        let (finder, around) = self.finder()?;
        finder.ask(&around)
    }

    /// Makes the rows of the list that are visible.
    pub(in crate::app) fn settle_finder(&mut self) {
        let Some(area) = self.geometry.as_ref().map(area) else { return };
        if let Some((finder, around)) = self.finder() {
            finder.settle(&around, (area.columns.into(), area.rows.into()));
        }
    }
}
