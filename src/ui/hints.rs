//! Letters over the page, where what they follow begins.

use crate::app::App;
use crate::app::geometry::Area;
use crate::app::state::Mode;
use crate::theme::{LabelState, Theme};

use super::paint::{Canvas, cells};

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let Mode::Hints(hints) = app.mode() else { return };
    // The cell behind the last label, and how that looks: those that touch look different in turn.
    let (mut behind, mut last) = ((0, 0), LabelState::First);
    for label in hints.labels() {
        let (Ok(row), Ok(column)) = (u16::try_from(label.row), u16::try_from(label.column)) else { continue };
        let columns = cells(&label.letters).min(area.columns.saturating_sub(column));
        if row >= area.rows || columns == 0 {
            continue;
        }
        let start = (area.column + column, area.row + row);
        let touches = behind == start && last == LabelState::First;
        last = if touches { LabelState::Next } else { LabelState::First };
        behind = (start.0 + columns, start.1);
        canvas.part_glyphs(start, columns);
        let letters = if hints.is_narrowing() { LabelState::Typed } else { last };
        canvas.put(start, columns, &label.letters, theme.label(letters));
        let typed = u16::try_from(hints.typed()).unwrap_or(u16::MAX);
        canvas.put(start, columns.min(typed), &label.letters, theme.label(LabelState::Typed));
    }
}
