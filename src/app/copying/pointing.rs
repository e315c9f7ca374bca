//! The left button on the page: what is dragged over is selected and copied, a click follows what it hits.
//!
//! A click is told from a drag only when the button is let go, so that following a link waits for that: whoever begins to
//! select within a link is not led away. A hand that trembles by a cell still clicks.

use crate::text::width::width;

use crate::app::copying::selection::{Selected, Spot};
use crate::app::event::Effect;
use crate::app::geometry::{Area, Geometry};
use crate::app::key::{Gesture, Mouse};
use crate::app::state::{App, Mode};

/// What the left button is doing on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::app) enum Pointer {
    /// Nothing.
    Idle,
    /// It is held down where it was pressed.
    Held(Mouse, Spot),
    /// It selects from there on.
    Selecting(Spot),
    /// It has just followed something: the second half of a double click is not about what stands there now.
    Followed,
}

impl App {
    /// Whether the page is there to be pointed at.
    fn points_at_page(&self) -> bool {
        matches!(self.mode, Mode::Reading | Mode::Contents | Mode::Filter(_) | Mode::Apart(_))
    }

    /// Takes what belongs to the left button on the page. Gives back what does not: a press elsewhere, and the wheel.
    pub(in crate::app) fn point(&mut self, mouse: Mouse, geometry: &Geometry) -> Result<Vec<Effect>, Mouse> {
        let over_contents = geometry.contents.is_some_and(|area| area.contains(mouse.column, mouse.row));
        let page = self.text_area(geometry);
        let on_page = page.contains(mouse.column, mouse.row) && !over_contents && self.points_at_page();
        match mouse.gesture {
            Gesture::Drag => Ok(self.drag(mouse, page)),
            Gesture::Release => Ok(self.release()),
            Gesture::SecondPress | Gesture::ThirdPress if on_page => {
                if self.pointer != Pointer::Followed {
                    self.press_again(mouse, page);
                }
                Ok(Vec::new())
            }
            Gesture::Press | Gesture::SecondPress | Gesture::ThirdPress => {
                self.pointer = Pointer::Idle;
                self.shown_mut().unselect();
                Err(Mouse { gesture: Gesture::Press, ..mouse })
            }
            Gesture::WheelDown | Gesture::WheelUp => Err(mouse),
        }
    }

    /// The button is pressed on the page.
    pub(in crate::app) fn hold(&mut self, mouse: Mouse, page: Area) {
        let (row, column) = cell(mouse, page);
        self.pointer = Pointer::Held(mouse, self.shown_mut().spot(row, column));
    }

    /// It is pressed again at once: the word is selected, and then all that it is part of.
    fn press_again(&mut self, mouse: Mouse, page: Area) {
        self.message = None;
        let (row, column) = cell(mouse, page);
        let reader = self.shown_mut();
        reader.unfocus();
        let spot = match mouse.gesture {
            Gesture::ThirdPress => reader.select_part(row, column),
            _ => reader.select_word(row, column),
        };
        self.pointer = spot.map_or(Pointer::Idle, Pointer::Selecting);
    }

    fn drag(&mut self, mouse: Mouse, page: Area) -> Vec<Effect> {
        let from = match self.pointer {
            Pointer::Held(pressed, _) if pressed.row == mouse.row && pressed.column.abs_diff(mouse.column) <= 1 => {
                return Vec::new();
            }
            Pointer::Held(_, spot) | Pointer::Selecting(spot) => spot,
            Pointer::Idle | Pointer::Followed => return Vec::new(),
        };
        self.pointer = Pointer::Selecting(from);
        self.shown_mut().unfocus();
        // Beyond an edge the page comes after the mouse, a line each time that it moves.
        if mouse.row < page.row {
            self.scroll_up(1);
            self.settle();
        } else if mouse.row >= page.row + page.rows {
            self.scroll_down(1);
            self.settle();
        }
        let last = page.rows.saturating_sub(1);
        let row = mouse.row.saturating_sub(page.row).min(last);
        let column = match mouse.row {
            above if above < page.row => 0,
            inside if inside <= page.row + last => mouse.column.saturating_sub(page.column),
            _ => page.columns,
        };
        let reader = self.shown_mut();
        let to = reader.spot(row.into(), column.into());
        reader.select(from, to);
        Vec::new()
    }

    fn release(&mut self) -> Vec<Effect> {
        match std::mem::replace(&mut self.pointer, Pointer::Idle) {
            Pointer::Held(pressed, _) => self.click_page(pressed),
            Pointer::Selecting(_) => self.copy_selection().unwrap_or_default(),
            Pointer::Followed => {
                self.pointer = Pointer::Followed;
                Vec::new()
            }
            Pointer::Idle => Vec::new(),
        }
    }

    /// Copies what is selected, if anything is.
    pub(in crate::app) fn copy_selection(&mut self) -> Option<Vec<Effect>> {
        Some(match self.shown().selected()? {
            Selected::Text(text) => self.copy(&text, "the selection"),
            Selected::TooLong(length) => self.too_long_to_copy(length, "the selection"),
        })
    }

    /// Follows the link that was clicked, or turns what can be folded.
    fn click_page(&mut self, mouse: Mouse) -> Vec<Effect> {
        let Some(page) = self.geometry.map(|geometry| self.text_area(&geometry)) else { return Vec::new() };
        let (row, column) = cell(mouse, page);
        let Some(line) = self.shown().page().get(row) else { return Vec::new() };
        let mut right = 0;
        let under = line.shown().and_then(|content| {
            content.spans.iter().find(|span| {
                right += width(&span.text);
                column < right
            })
        });
        let link = under.and_then(|span| span.link).and_then(|index| line.laid.links.get(index as usize)).cloned();
        if let Some(link) = link {
            self.pointer = Pointer::Followed;
            self.shown_mut().set_focus(link.offset);
            return self.follow_link(&link);
        }
        if let Some(fold) = self.shown().fold_at(row) {
            self.pointer = Pointer::Followed;
            self.shown_mut().turn_fold(fold);
        }
        Vec::new()
    }
}

/// The row and the column of the page.
fn cell(mouse: Mouse, page: Area) -> (usize, usize) {
    (mouse.row.saturating_sub(page.row).into(), mouse.column.saturating_sub(page.column).into())
}
