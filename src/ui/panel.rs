//! A link, whole, over as many rows above the bottom as it takes: what is asked about, and why; or what could not be opened.

use ratatui::style::Modifier;

use crate::app::App;
use crate::app::geometry::Area;
use crate::app::state::Mode;
use crate::text::sanitize::Safe;
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};
use super::status;

/// So many columns have room for more than the keys.
const ROOM_TO_SPARE: u16 = 50;

/// The cells of a panel that are to be a link for the terminal.
#[derive(Default)]
pub(super) struct Linked {
    target: Safe,
    /// Where a row begins, and how many columns of it.
    rows: Vec<((u16, u16), u16)>,
}

impl Linked {
    /// Makes them one.
    pub(super) fn put(&self, canvas: &mut Canvas<'_>) {
        for (start, columns) in &self.rows {
            canvas.link(*start, *columns, &self.target);
        }
    }
}

/// Draws it, if there is one; says which cells are to be a link. The keys stand in the last row, beside its end or below a
/// part of it.
pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) -> Option<Linked> {
    let asked = app.asked()?;
    let is_question = matches!(app.mode(), Mode::Ask(_));
    // What is asked about is opened on a yes, and not on a click.
    let link = app.message().and_then(|message| message.link.clone()).filter(|_| !is_question);
    let mut linked = Linked { target: link.unwrap_or_default(), rows: Vec::new() };
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
        if line.is_target && !linked.target.is_empty() {
            linked.rows.push(((area.column + 1, row), cells(&line.text)));
        }
    }
    if asked.is_part {
        // The keys need the room more, if there is little.
        let kept = if is_question && columns >= ROOM_TO_SPARE { "Open this?" } else { "" };
        used = canvas.put((area.column + 1, area.row), columns, &Safe::new(kept), style);
    }
    status::draw_hints(&app.hints(), theme, area, used, canvas);
    Some(linked)
}
