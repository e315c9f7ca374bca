//! The code of a link, for a phone to read from the screen: the way out where no browser can be had, over SSH or without a
//! display.
//!
//! It is on a key of its own, `#`, which looks like what it draws, and not on Enter once more: Enter would do nothing but
//! try again. The key works on the link that the last message shows whole, and on any link in focus that leads to the web.
//!
//! Drawing it is left to `ui`.

use fast_qr::{ECL, QRBuilder};

use crate::library::target::{Target, classify};
use crate::text::sanitize::Safe;

use super::action::Action;
use super::event::Effect;
use super::key::Key;
use super::state::{App, Mode};

/// How many light modules stand around a code at least (ISO/IEC 18004, section 6.3.8).
pub const QUIET: u16 = 4;

/// A QR code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// What it says.
    pub link: Safe,
    /// How many modules it has in each direction.
    pub side: u16,
    /// Row by row, whether a module is dark.
    modules: Vec<bool>,
}

impl Qr {
    /// The code of a text; `None` if it is too long for one: at most 2,953 bytes.
    ///
    /// It corrects few errors and is small for that: a screen has no scratches.
    #[must_use]
    pub fn new(link: &Safe) -> Option<Self> {
        let code = QRBuilder::new(&**link).ecl(ECL::L).build().ok()?;
        let modules = (0..code.size).flat_map(|row| code[row].iter().take(code.size).map(|module| module.value()));
        Some(Self { link: link.clone(), side: u16::try_from(code.size).ok()?, modules: modules.collect() })
    }

    /// Whether a module is dark, counted from the top left of what is drawn: around the code everything is light.
    #[must_use]
    pub fn is_dark(&self, row: u16, column: u16) -> bool {
        let inside = |place: u16| place.checked_sub(QUIET).filter(|place| *place < self.side).map(usize::from);
        let place = inside(row).zip(inside(column)).map(|(row, column)| row * usize::from(self.side) + column);
        place.and_then(|place| self.modules.get(place)).copied().unwrap_or(false)
    }

    /// How many columns and rows of the screen it takes, two modules to a cell.
    #[must_use]
    pub fn room(&self) -> (u16, u16) {
        let side = self.side + 2 * QUIET;
        (side, side.div_ceil(2))
    }
}

impl App {
    /// Draws the code of the link in focus.
    pub(super) fn show_qr(&mut self) {
        let Some(link) = self.shown().focused() else {
            self.say("No link has the focus; Tab moves to one.");
            return;
        };
        match classify(&link.target) {
            Target::Outside(url) => self.draw_qr(&Safe::new(&url)),
            Target::Ask { why, .. } => {
                let key = self.keymap.key_for(Action::Follow).unwrap_or_default();
                self.say(&format!("{key} asks about this link first, because {why}."));
            }
            Target::Anchor(_) | Target::Document { .. } | Target::Refuse { .. } => {
                self.say("This link does not lead to the web; there is no code to draw.");
            }
        }
    }

    /// Draws the code of the link that the message shows whole, if this is the key for it. Returns whether it is.
    pub(super) fn show_qr_of_message(&mut self, key: Key) -> bool {
        let link = self.message.as_ref().and_then(|message| message.link.clone());
        let web = |link: &Safe| ["http:", "https:", "mailto:"].iter().any(|scheme| link.starts_with(scheme));
        let Some(link) = link.filter(web) else { return false };
        let is_key = matches!(self.mode, Mode::Reading) && self.keymap.meaning(key) == Some(Action::Qr);
        if is_key {
            self.keymap.clear();
            self.message = None;
            self.draw_qr(&link);
        }
        is_key
    }

    fn draw_qr(&mut self, link: &Safe) {
        match Qr::new(link) {
            Some(code) => self.mode = Mode::Qr(Box::new(code)),
            None => self.say("This link is too long for a code."),
        }
    }

    /// Any key puts the code away; those that have nothing to do with the page do what they always do.
    pub(super) fn close_qr(&mut self, key: Key) -> Vec<Effect> {
        let action = self.keymap.meaning(key);
        if !matches!(action, Some(Action::Redraw | Action::Suspend)) {
            self.mode = Mode::Reading;
        }
        action.map(super::update::act_anywhere).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_of_a_link_that_opens_has_a_code() {
        for length in (0..2_048).step_by(61).chain([2_048]) {
            let code = Qr::new(&Safe::repeat("a", length)).unwrap();
            assert!((21..=177).contains(&code.side), "{length}");
            assert!(code.is_dark(QUIET, QUIET) && !code.is_dark(QUIET - 1, QUIET));
        }
        assert_eq!(Qr::new(&Safe::repeat("a", 5_000)), None);
    }

    #[test]
    fn everything_around_it_is_light() {
        let code = Qr::new(&Safe::new("https://docker.io")).unwrap();
        let (columns, rows) = code.room();
        assert_eq!((code.side, columns, rows), (21, 29, 15));
        for row in 0..2 * rows + 9 {
            for column in 0..columns + 9 {
                let inside = |place: u16| (QUIET..QUIET + code.side).contains(&place);
                assert!(inside(row) && inside(column) || !code.is_dark(row, column), "{row} {column}");
            }
        }
    }
}
