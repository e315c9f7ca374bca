//! What a command line may go on with, in rows above it; the one that stands in the line reversed.

use crate::app::App;
use crate::app::command::line::List;
use crate::app::state::Mode;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};

/// The least space between a candidate and what is said about it.
const GAP: u16 = 2;

pub(super) fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (Mode::Command(line), Some(geometry)) = (app.mode(), app.geometry()) else { return };
    let List { area, first } = List::new(geometry, line);
    canvas.cover(area, theme.part(Part::Overlay));
    let shown = || line.candidates().iter().enumerate().skip(first).take(area.rows.into());
    let names = shown().map(|(_, candidate)| cells(&Safe::new(&candidate.shown))).max().unwrap_or(0);
    let room = area.columns.saturating_sub(2);
    for (row, (place, candidate)) in (area.row..).zip(shown()) {
        let is_picked = line.picked() == Some(place);
        let name = shorten(&Safe::new(&candidate.shown), room.into(), End::Right);
        let style = if is_picked { Part::Chosen } else { Part::Message };
        canvas.put((area.column + 1, row), room, &name, theme.part(style));
        let left = room.saturating_sub(names + GAP);
        let about = shorten(&Safe::new(&candidate.about), left.into(), End::Right);
        canvas.put((area.column + 1 + names + GAP, row), left, &about, theme.part(Part::Status));
    }
    let hidden = line.candidates().len().saturating_sub(first + usize::from(area.rows));
    if hidden > 0 && area.rows > 0 {
        let more = Safe::new(&format!(" {hidden} more"));
        let columns = cells(&more).min(room);
        let row = area.row + area.rows - 1;
        canvas.put((area.column + 1 + room - columns, row), columns, &more, theme.part(Part::Status));
    }
}
