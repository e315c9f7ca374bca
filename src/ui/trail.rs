//! The line on top: the way to what is read, shortened from the left.

use crate::app::App;
use crate::app::geometry::Area;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};

const STEP: &str = " › ";

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let mut steps = app.trail();
    let Some(here) = steps.pop() else { return };
    let room = area.columns.saturating_sub(2);
    let mut before = String::new();
    // From the nearest step outwards, as many as there is room for; what is left out shows as an ellipsis.
    for (place, step) in steps.iter().enumerate().rev() {
        let longer = format!("{step}{STEP}{before}");
        let ellipsis = if place > 0 { cells("… › ") } else { 0 };
        if cells(&longer) + cells(&here) + ellipsis > room {
            before = format!("…{STEP}{before}");
            break;
        }
        before = longer;
    }
    if cells(&before) >= room {
        before.clear();
    }
    let start = (area.column + 1, area.row);
    let used = canvas.put(start, room, &Safe::new(&before), theme.part(Part::Trail));
    let here = shorten(&here, (room - used).into(), End::Right);
    canvas.put((start.0 + used, area.row), room - used, &here, theme.part(Part::Here));
}
