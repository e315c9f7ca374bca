//! The list of the themes over the page, the chosen one reversed.

use crate::app::App;
use crate::app::geometry::Area;
use crate::app::state::Mode;
use crate::app::themes::List;
use crate::text::sanitize::Safe;
use crate::theme::look::Name;
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};

const TITLE: &str = " Themes ";

/// How many columns the names take, with the space behind them.
const NAMES: u16 = 15;

pub(super) fn draw(app: &App, theme: &Theme, canvas: &mut Canvas<'_>) {
    let (Mode::Themes(_), Some(geometry)) = (app.mode(), app.geometry()) else { return };
    let chosen = app.look().name;
    let list = List::new(geometry, chosen);
    let area = list.area;
    // The words of the page end a space before it.
    let beside = area.column.saturating_sub(1);
    canvas.wipe(Area { column: beside, columns: area.column - beside, ..area });
    canvas.cover(area, theme.part(Part::Overlay));
    let frame = theme.part(Part::Frame);
    let inner = usize::from(list.rows.columns);
    let rule = "─".repeat(inner.saturating_sub(usize::from(cells(TITLE))));
    let (top, bottom) = (format!("╭{TITLE}{rule}╮"), format!("╰{}╯", "─".repeat(inner)));
    canvas.put((area.column, area.row), area.columns, &Safe::new(&top), frame);
    canvas.put((area.column, area.row + area.rows - 1), area.columns, &Safe::new(&bottom), frame);
    let side = Safe::new("│");
    for (row, name) in (list.rows.row..list.rows.row + list.rows.rows).zip(&Name::ALL[list.first..]) {
        canvas.put((area.column, row), 1, &side, frame);
        canvas.put((area.column + area.columns - 1, row), 1, &side, frame);
        let parts = if *name == chosen { (Part::Chosen, Part::Chosen) } else { (Part::Message, Part::Status) };
        let (style, about) = (theme.part(parts.0), theme.part(parts.1));
        let (left, room) = (list.rows.column, list.rows.columns);
        let padded = Safe::new(&format!(" {:<inner$}", name.name()));
        canvas.put((left, row), room, &padded, style);
        if room > NAMES + cells(name.about()) {
            canvas.put((left + 1 + NAMES, row), room - NAMES - 1, &Safe::new(name.about()), about);
        }
    }
}
