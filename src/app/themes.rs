//! The list of the themes: moving in it shows each on the whole screen, Enter keeps one, Esc goes back.
//!
//! ```text
//!  the page, in the theme that is chosen            ╭ Themes ─────────────────────────╮
//!                                                   │ terminal       your own colours │
//!                                                   │ paper-light    ink on warm paper│
//!                                                   ╰─────────────────────────────────╯
//!  2 of 3 · 41 %                                             Enter keeps it  Esc goes back
//! ```

use crate::theme::look::{Background, Depth, Name};

use super::action::Action;
use super::geometry::{Area, Geometry};
use super::key::Mouse;
use super::state::{App, Mode, Picker};

/// What is said where a theme makes no difference.
const ONE_THEME: &str = "Without colour there is one theme only. NO_COLOR, --color or TERM decides that.";
/// How wide the list is with all that it says, its frame included.
const COLUMNS: u16 = 37;

/// Where the list of the themes lies: above the status line, at the right, beside the scrollbar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// All of it.
    pub area: Area,
    /// The rows that name a theme.
    pub rows: Area,
    /// The theme on the first of them.
    pub first: usize,
}

impl List {
    /// Where it lies when this theme is chosen; on a low screen the list is shorter, with the chosen one in it.
    #[must_use]
    pub fn new(geometry: &Geometry, chosen: Name) -> Self {
        let count = u16::try_from(Name::ALL.len()).unwrap_or(u16::MAX);
        let status = geometry.status;
        let columns = COLUMNS.min(status.columns.saturating_sub(2));
        let height = (count + 2).min(status.row);
        let area = Area {
            column: status.columns.saturating_sub(columns + 2),
            row: status.row - height,
            columns,
            rows: height,
        };
        let rows = Area {
            column: area.column + 1,
            row: area.row + 1,
            columns: columns.saturating_sub(2),
            rows: height.saturating_sub(2),
        };
        let place = Name::ALL.iter().position(|name| *name == chosen).unwrap_or(0);
        let first = (place + 1).saturating_sub(usize::from(rows.rows.max(1)));
        Self { area, rows, first }
    }

    /// The theme on a row of the screen.
    fn at(&self, mouse: Mouse) -> Option<Name> {
        let inside = self.rows.contains(mouse.column, mouse.row);
        inside.then(|| Name::ALL.get(self.first + usize::from(mouse.row - self.rows.row)).copied())?
    }
}

impl App {
    /// Takes note of the terminal's background; only what changes the look is drawn.
    pub(super) fn learn_background(&mut self, background: Background) {
        let look = &mut self.settings.look;
        if look.background != background {
            look.background = background;
            self.revision += u64::from(look.depends_on_background());
        }
    }

    pub(super) fn open_themes(&mut self) {
        if self.settings.look.depth == Depth::None {
            self.say(ONE_THEME);
            return;
        }
        self.mode = Mode::Themes(Picker { before: self.settings.look.name });
    }

    /// Shows everything in a theme.
    pub(super) fn set_theme(&mut self, name: Name) {
        if self.settings.look.depth == Depth::None {
            self.say(ONE_THEME);
            return;
        }
        let before = std::mem::replace(&mut self.settings.look.name, name);
        self.keep_theme(Picker { before });
    }

    /// What an action means while the keys work on the list. Returns whether it is taken; moving the page behind it,
    /// to see more of it in another theme, is not.
    pub(super) fn act_in_themes(&mut self, picker: Picker, action: Action, times: usize) -> bool {
        let count = Name::ALL.len();
        let times = isize::try_from(times % count).unwrap_or(0);
        let now = self.settings.look.name;
        let shown = match action {
            Action::LineDown | Action::NextLink | Action::NextSection | Action::Themes => now.step(times),
            Action::LineUp | Action::PreviousLink | Action::PreviousSection => now.step(-times),
            Action::Top => Name::ALL[0],
            Action::End => Name::ALL[count - 1],
            Action::Follow => {
                self.keep_theme(picker);
                return true;
            }
            Action::Escape | Action::Close => {
                self.settings.look.name = picker.before;
                self.mode = Mode::Reading;
                return true;
            }
            Action::PageDown
            | Action::PageUp
            | Action::HalfPageDown
            | Action::HalfPageUp
            | Action::Redraw
            | Action::Suspend
            | Action::Quit => return false,
            _ => now,
        };
        self.settings.look.name = shown;
        true
    }

    /// A click on a theme chooses it for good, one beside the list goes back.
    pub(super) fn click_themes(&mut self, picker: Picker, mouse: Mouse, geometry: &Geometry) {
        let list = List::new(geometry, self.settings.look.name);
        if let Some(name) = list.at(mouse) {
            self.settings.look.name = name;
            self.keep_theme(picker);
        } else if !list.area.contains(mouse.column, mouse.row) {
            self.settings.look.name = picker.before;
            self.mode = Mode::Reading;
        }
    }

    fn keep_theme(&mut self, picker: Picker) {
        self.mode = Mode::Reading;
        let name = self.settings.look.name;
        if name != picker.before {
            self.say(&format!("PREFACE_THEME={} makes this the theme of every start.", name.name()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::geometry::{Contents, LEAST_COLUMNS, LEAST_ROWS, Measure};

    #[test]
    fn the_list_lies_on_the_screen_with_the_chosen_theme_in_it() {
        for columns in [LEAST_COLUMNS, 30, 40, 100, 300] {
            for rows in [LEAST_ROWS, 5, 8, 9, 30] {
                let geometry = Geometry::new(columns, rows, Contents::Hidden, Measure::Full).unwrap();
                for (place, name) in Name::ALL.into_iter().enumerate() {
                    let List { area, rows: inner, first } = List::new(&geometry, name);
                    assert!(area.column + area.columns <= columns && area.row + area.rows < rows);
                    assert!(inner.rows >= 1 && inner.columns >= 10, "{columns}×{rows}");
                    assert!((first..first + usize::from(inner.rows)).contains(&place), "{columns}×{rows} {name:?}");
                    assert!(first + usize::from(inner.rows) <= Name::ALL.len());
                }
            }
        }
    }
}
