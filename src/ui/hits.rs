//! The list of hits over the page: sections, below each its hits with the words around them.

use crate::app::App;
use crate::app::search::hits::{HitRow, INDENT};
use crate::app::search::listing::area;
use crate::app::state::Mode;
use crate::text::sanitize::Safe;
use crate::theme::{HitState, Part, Theme};

use super::paint::{Canvas, cells};

pub(super) fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (Mode::Hits(list), Some(geometry)) = (app.mode(), app.geometry()) else { return };
    let area = area(geometry);
    canvas.wipe(area);
    for (row, content) in (area.row..area.row + area.rows).zip(list.rows()) {
        match content {
            HitRow::Section(title) => {
                canvas.put((area.column, row), area.columns, title, theme.part(Part::Here));
            }
            HitRow::Waiting => {
                let room = area.columns.saturating_sub(INDENT);
                canvas.put((area.column + INDENT, row), room, &Safe::new("searching…"), theme.part(Part::Status));
            }
            HitRow::Hit { hit, before, found, behind } => {
                let is_chosen = list.chosen() == Some(*hit);
                let style = theme.part(if is_chosen { Part::Chosen } else { Part::Message });
                if is_chosen {
                    canvas.put((area.column, row), INDENT, &Safe::new("▸"), theme.part(Part::Here));
                }
                let (mut column, end) = (area.column + INDENT, area.column + area.columns);
                let mut put = |text: &Safe| {
                    let start = column;
                    column += canvas.put((column, row), end.saturating_sub(column), text, style);
                    start
                };
                put(before);
                let start = put(found);
                put(behind);
                let state = if is_chosen { HitState::Current } else { HitState::Other };
                canvas.patch((start, row), cells(found).min(end.saturating_sub(start)), theme.hit(state));
            }
        }
    }
}
