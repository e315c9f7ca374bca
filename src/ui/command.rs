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
    let List { rule, area, first } = List::new(geometry, line);
    canvas.wipe(rule);
    if rule.rows > 0 {
        canvas.put(
            (rule.column, rule.row),
            rule.columns,
            &Safe::repeat("─", rule.columns.into()),
            theme.part(Part::Frame),
        );
    }
    canvas.cover(area, theme.part(Part::Overlay));
    let shown = || line.candidates().iter().enumerate().skip(first).take(area.rows.into());
    let names = shown().map(|(_, candidate)| cells(&Safe::new(&candidate.shown))).max().unwrap_or(0);
    let room = area.columns.saturating_sub(2);
    let hidden = line.candidates().len().saturating_sub(first + usize::from(area.rows));
    let more = if hidden == 0 { Safe::empty() } else { Safe::new(&format!(" {hidden} more")) };
    for (row, (place, candidate)) in (area.row..).zip(shown()) {
        let is_picked = line.picked() == Some(place);
        let name = shorten(&Safe::new(&candidate.shown), room.into(), End::Right);
        let style = if is_picked { Part::Chosen } else { Part::Message };
        canvas.put((area.column + 1, row), room, &name, theme.part(style));
        let is_last = row + 1 == area.row + area.rows;
        let left = room.saturating_sub(names + GAP + if is_last { cells(&more) } else { 0 });
        let about = shorten(&Safe::new(&candidate.about), left.into(), End::Right);
        canvas.put((area.column + 1 + names + GAP, row), left, &about, theme.part(Part::Status));
    }
    let columns = cells(&more).min(room);
    let row = (area.row + area.rows).saturating_sub(1);
    canvas.put((area.column + 1 + room - columns, row), columns, &more, theme.part(Part::Status));
}
