//! A question about a link, over as many rows above the bottom as it takes: the target, whole, and why it is asked.

use ratatui::style::Modifier;

use crate::app::App;
use crate::app::geometry::Area;
use crate::text::sanitize::Safe;
use crate::theme::{Part, Theme};

use super::paint::Canvas;
use super::status;

/// So many columns have room for more than the keys.
const ROOM_TO_SPARE: u16 = 50;

/// Draws it, if something is asked; says whether it is. The keys stand in the last row, beside its end or below a part of
/// it.
pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) -> bool {
    let Some(asked) = app.asked() else { return false };
    let rows = u16::try_from(asked.lines.len()).unwrap_or(u16::MAX);
    let bottom = if asked.is_part { area.row.saturating_sub(1) } else { area.row };
    let top = (bottom + 1).saturating_sub(rows);
    canvas.wipe(Area { row: top, rows: area.row + 1 - top, ..area });
    let style = theme.part(Part::Message);
    let columns = area.columns.saturating_sub(2);
    let mut used = 0;
    for (row, line) in (top..=bottom).zip(&asked.lines) {
        let cuts = [0, line.marked.start, line.marked.end, line.text.len()];
        used = 0;
        for (part, ends) in cuts.windows(2).enumerate() {
            let text: Safe = line.text.slice(ends[0]..ends[1]);
            let style = if part == 1 { style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED) } else { style };
            used += canvas.put((area.column + 1 + used, row), columns - used, &text, style);
        }
    }
    if asked.is_part {
        // The keys need the room more, if there is little.
        let kept = if columns < ROOM_TO_SPARE { "" } else { "Open this?" };
        used = canvas.put((area.column + 1, area.row), columns, &Safe::new(kept), style);
    }
    status::draw_hints(&app.hints(), theme, area, used, canvas);
    true
}
