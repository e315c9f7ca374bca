//! The finder over the page: a row for each thing, what was found of it emphasised, the chosen one reversed.

use crate::app::App;
use crate::app::finder::INDENT;
use crate::app::finder::list::{Mark, Row};
use crate::app::geometry::Area;
use crate::app::search::listing::area;
use crate::app::state::Mode;
use crate::text::sanitize::Safe;
use crate::text::wrap::wrap;
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};

pub(super) fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (Mode::Find(finder), Some(geometry)) = (app.mode(), app.geometry()) else { return };
    let area = area(geometry);
    canvas.wipe(area);
    let chosen = finder.chosen_row();
    for (place, row) in finder.rows().iter().enumerate() {
        let Some(at) = u16::try_from(place).ok().filter(|place| *place < area.rows) else { return };
        let line = Area { row: area.row + at, rows: 1, ..area };
        draw_row(row, Some(place) == chosen, theme, line, canvas);
    }
    if finder.rows().is_empty() {
        let room = area.columns.saturating_sub(INDENT);
        let nothing = Safe::new(finder.nothing());
        let lines = wrap(&nothing, room.into(), room.into());
        for (row, line) in (area.row..area.row + area.rows).zip(lines) {
            canvas.put((area.column + INDENT, row), room, &nothing.slice(line.range), theme.part(Part::Status));
        }
    }
}

fn draw_row(row: &Row, is_chosen: bool, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let (sign, style, quiet) = if is_chosen {
        ("▸", Part::Chosen, Part::Chosen)
    } else {
        let style = if row.mark == Mark::Here { Part::Here } else { Part::Message };
        (" ", style, Part::Status)
    };
    canvas.put((area.column, area.row), 1, &Safe::new(sign), theme.part(Part::Here));
    let mark = match row.mark {
        Mark::Nothing => " ",
        Mark::Here => "▌",
        Mark::Wrong => "!",
    };
    canvas.put((area.column + 1, area.row), 1, &Safe::new(mark), theme.part(Part::Here));
    let (start, end) = (area.column + INDENT, area.column + area.columns);
    canvas.put((start, area.row), end.saturating_sub(start), &row.text, theme.part(style));
    for range in &row.found {
        let (before, found) = (cells(&row.text[..range.start]), cells(&row.text[range.clone()]));
        canvas.patch((start + before, area.row), found, theme.part(Part::Found));
    }
    let columns = cells(&row.aside);
    canvas.put((end.saturating_sub(columns), area.row), columns, &row.aside, theme.part(quiet));
}
