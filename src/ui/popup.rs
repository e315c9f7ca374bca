//! What lies over the page in a frame: where a link leads, or where the reader is.

use crate::app::App;
use crate::app::geometry::{Area, Geometry};
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::theme::{Part, Theme};

use super::page;
use super::paint::{Canvas, cells};

pub(super) fn draw(app: &App, theme: &Theme, geometry: &Geometry, canvas: &mut Canvas<'_>) {
    let Some(over) = app.overlay() else { return };
    let area = over.area();
    if area.columns < 4 || area.rows < 3 {
        return;
    }
    // The words of the page end a space beside it.
    let beside = area.column.saturating_sub(1);
    let columns = (area.column + area.columns + 1).min(geometry.scrollbar.column) - beside;
    canvas.wipe(Area { column: beside, columns, ..area });
    canvas.cover(area, theme.part(Part::Overlay));
    let frame = theme.part(Part::Frame);
    let (left, right) = (area.column, area.column + area.columns - 1);
    let (top, bottom) = (area.row, area.row + area.rows - 1);
    let inner = usize::from(area.columns - 2);
    let rule = |left: char, right: char| Safe::new(&format!("{left}{}{right}", "─".repeat(inner)));
    canvas.put((left, top), area.columns, &rule('╭', '╮'), frame);
    canvas.put((left, bottom), area.columns, &rule('╰', '╯'), frame);
    let side = Safe::new("│");
    for row in top + 1..bottom {
        canvas.put((left, row), 1, &side, frame);
        canvas.put((right, row), 1, &side, frame);
    }
    let label = |text: &Safe| Safe::new(&format!(" {text} "));
    let title = label(&shorten(&over.title(), inner.saturating_sub(4), End::Right));
    canvas.put((left + 2, top), area.columns.saturating_sub(4), &title, theme.part(Part::Here));
    let reader = over.reader();
    if reader.percent() < 100 || reader.window().start > reader.document().span().start {
        let share = label(&Safe::new(&format!("{} %", reader.percent())));
        let columns = cells(&share);
        if columns + 4 <= area.columns {
            canvas.put((right - 1 - columns, bottom), columns, &share, theme.part(Part::Status));
        }
    }
    let text = Area { column: left + 2, row: top + 1, columns: area.columns - 4, rows: area.rows - 2 };
    page::lines(app, reader, theme, text, canvas);
}
