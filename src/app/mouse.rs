//! The mouse: a click on what can be clicked, and the wheel. What the button does on the page is in `pointing`.

use super::event::Effect;
use super::geometry::{Area, Geometry};
use super::key::{Gesture, Mouse};
use super::state::{App, Mode};

/// How many lines a notch of the wheel scrolls.
const NOTCH: usize = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(geometry) = self.geometry else { return Vec::new() };
        let mouse = match self.point(mouse, &geometry) {
            Ok(effects) => return effects,
            Err(mouse) => mouse,
        };
        if mouse.gesture == Gesture::Press && matches!(self.mode, Mode::Ask(_)) {
            // Whatever was hit, it is not a yes.
            self.mode = Mode::Reading;
            self.say("Not opened.");
            return Vec::new();
        }
        let has_moved = match mouse.gesture {
            Gesture::WheelDown => self.scroll_question(1),
            Gesture::WheelUp => self.scroll_question(-1),
            _ => false,
        };
        if has_moved || matches!(self.mode, Mode::Ask(_)) {
            return Vec::new();
        }
        if matches!(self.mode, Mode::Qr(_)) {
            if mouse.gesture == Gesture::Press {
                self.mode = Mode::Reading;
            }
            return Vec::new();
        }
        if mouse.gesture == Gesture::Press
            && let Mode::Themes(picker) = self.mode
        {
            self.click_themes(picker, mouse, &geometry);
            return Vec::new();
        }
        if mouse.gesture == Gesture::Press && matches!(self.mode, Mode::Search(_)) {
            // What was found is kept: the click is about the page that shows it.
            let mut effects = self.settle_search();
            let said = self.message.take();
            effects.extend(self.mouse(mouse));
            self.message = self.message.take().or(said);
            return effects;
        }
        if mouse.gesture == Gesture::Press {
            self.leave_hints();
        }
        if matches!(self.mode, Mode::Hits(_)) {
            self.mouse_in_hits(mouse, &geometry);
            return Vec::new();
        }
        if matches!(self.mode, Mode::Command(_)) {
            self.message = None;
            return self.mouse_in_command(mouse, &geometry);
        }
        if matches!(self.mode, Mode::Find(_)) {
            self.message = None;
            return self.mouse_in_finder(mouse, &geometry);
        }
        let contents = geometry.contents.filter(|area| area.contains(mouse.column, mouse.row));
        match (mouse.gesture, contents) {
            (Gesture::WheelDown, Some(area)) => self.scroll_contents(3, area),
            (Gesture::WheelUp, Some(area)) => self.scroll_contents(-3, area),
            (Gesture::WheelDown, None) => self.scroll_down(NOTCH),
            (Gesture::WheelUp, None) => self.scroll_up(NOTCH),
            (Gesture::Press, Some(area)) => self.click_contents(mouse.row, area),
            (Gesture::Press, None) => self.click(mouse, &geometry),
            // What the button does besides is the page's.
            (Gesture::SecondPress | Gesture::ThirdPress | Gesture::Drag | Gesture::Release, _) => {}
        }
        Vec::new()
    }

    fn scroll_contents(&mut self, by: isize, area: Area) {
        let (count, rows) = (self.entries().len(), usize::from(area.rows));
        if matches!(self.mode, Mode::Contents | Mode::Filter(_)) {
            self.step_in_contents(by);
        } else {
            self.contents.scroll(by, count, rows);
        }
    }

    fn click_contents(&mut self, row: u16, area: Area) {
        let (top, _) = self.listed_from();
        if let Some(listed) = self.listed(top + usize::from(row - area.row)) {
            if !matches!(self.mode, Mode::Reading) {
                self.mode = Mode::Reading;
            }
            self.message = None;
            self.go_to_entry(listed.place);
        }
    }

    fn click(&mut self, mouse: Mouse, geometry: &Geometry) {
        // A link that is shown whole lies over the page: a click puts it away and goes no further.
        if self.message.take().is_some_and(|message| message.link.is_some()) {
            return;
        }
        if matches!(self.mode, Mode::Contents | Mode::Filter(_)) {
            self.mode = Mode::Reading;
        }
        if self.overlay().is_some_and(|over| !over.area().contains(mouse.column, mouse.row)) {
            // What lies over the page is put away, as a link is that is shown whole.
            return self.close_apart();
        }
        if self.overlay().is_none() && geometry.scrollbar.contains(mouse.column, mouse.row) {
            let span = self.on_page().document().span();
            let row = u64::from(mouse.row - geometry.scrollbar.row);
            let offset = span.start + (span.end - span.start) / u64::from(geometry.scrollbar.rows.max(1)) * row;
            self.jump_on_page(|reader| reader.show(offset));
        } else if self.text_area(geometry).contains(mouse.column, mouse.row) {
            self.hold(mouse, self.text_area(geometry));
        }
    }
}
