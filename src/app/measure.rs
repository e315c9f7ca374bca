//! How wide the column of text is: keys change it, and the words on top stay.

use super::geometry::Measure;
use super::state::App;

/// How wide the column of text is to be, as it is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    /// So many columns at most.
    Columns(u16),
    /// As wide as at first.
    Measure,
    /// A wide column.
    Wide,
    /// As wide as the screen.
    Full,
}

impl Width {
    /// The width with this name, or of so many columns.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "measure" => Some(Self::Measure),
            "wide" => Some(Self::Wide),
            "full" => Some(Self::Full),
            number => {
                let columns = number.parse().ok().filter(|columns| (BOUNDS.0..=BOUNDS.1).contains(columns));
                columns.map(Self::Columns)
            }
        }
    }
}

/// By how many columns one key press changes the measure.
const STEP: u16 = 4;
/// The measure that is called wide.
const WIDE: u16 = 100;
/// The narrowest and the widest measure in columns.
const BOUNDS: (u16, u16) = (20, 1000);

impl App {
    /// Makes the column of text wider.
    pub(super) fn widen(&mut self, times: usize) {
        let (shown, room) = self.columns();
        if shown >= room {
            self.say("The text is as wide as the screen.");
            return;
        }
        self.set_measure(Measure::Columns(shown.saturating_add(steps(times)).min(BOUNDS.1)));
    }

    /// Makes the column of text narrower.
    pub(super) fn narrow(&mut self, times: usize) {
        let (shown, _) = self.columns();
        if shown <= BOUNDS.0 {
            self.say("Narrower than 20 columns can't be read.");
            return;
        }
        self.set_measure(Measure::Columns(shown.saturating_sub(steps(times)).max(BOUNDS.0)));
    }

    /// Goes back to the measure that reading began with.
    pub(super) fn reset_measure(&mut self) {
        self.set_measure(Measure::Columns(self.settings.comfortable));
    }

    /// The comfortable measure, a wide one, the whole screen, and around again.
    pub(super) fn cycle_measure(&mut self) {
        let comfortable = self.settings.comfortable;
        let next = match self.settings.measure {
            Measure::Full => Measure::Columns(comfortable),
            Measure::Columns(columns) if columns >= WIDE.max(comfortable) => Measure::Full,
            Measure::Columns(_) => Measure::Columns(WIDE.max(comfortable)),
        };
        self.set_measure(next);
    }

    /// Gives the column of text this width.
    pub(super) fn set_width(&mut self, width: Width) {
        let comfortable = self.settings.comfortable;
        self.set_measure(match width {
            Width::Columns(columns) => Measure::Columns(columns),
            Width::Measure => Measure::Columns(comfortable),
            Width::Wide => Measure::Columns(WIDE.max(comfortable)),
            Width::Full => Measure::Full,
        });
    }

    fn set_measure(&mut self, measure: Measure) {
        self.settings.measure = measure;
        self.settle();
        let (shown, _) = self.columns();
        self.say(&match measure {
            Measure::Full => format!("As wide as the screen: {shown} columns."),
            Measure::Columns(columns) if columns > shown => {
                format!("At most {columns} columns; the screen has room for {shown}.")
            }
            Measure::Columns(_) => format!("{shown} columns."),
        });
    }

    /// How many columns the text has, and how many it could have.
    fn columns(&self) -> (u16, u16) {
        self.geometry.map_or((BOUNDS.0, BOUNDS.0), |geometry| (geometry.page.columns, geometry.room))
    }
}

fn steps(times: usize) -> u16 {
    u16::try_from(times).unwrap_or(u16::MAX).saturating_mul(STEP)
}
