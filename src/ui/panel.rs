//! A link, whole, on lines of its own above the message: what could not be opened.

use ratatui::style::Modifier;

use crate::app::App;
use crate::app::geometry::Area;
use crate::library::authority::host;
use crate::text::punycode::ascii_host;
use crate::text::sanitize::Safe;
use crate::text::wrap::wrap;
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};

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

/// Draws it above `status`, the rows that the message takes.
pub(super) fn draw(app: &App, theme: &Theme, status: Area, canvas: &mut Canvas<'_>) -> Linked {
    let Some(link) = app.message().and_then(|message| message.link.as_ref()) else { return Linked::default() };
    let mut linked = Linked { target: link.clone(), rows: Vec::new() };
    let columns = status.columns.saturating_sub(2).max(1);
    let rows = wrap(link, columns.into(), columns.into());
    let spelled = host(link).and_then(|range| link.get(range)).and_then(ascii_host);
    let spelled = spelled.map(|spelled| Safe::new(&format!("Its host is {spelled}")));
    let wanted = u16::try_from(rows.len() + usize::from(spelled.is_some())).unwrap_or(u16::MAX);
    let height = wanted.min(status.row);
    let top = status.row - height;
    canvas.wipe(Area { column: 0, row: top, columns: status.columns, rows: height });
    let style = theme.part(Part::Message);
    let marked = host(link).unwrap_or(0..0);
    for (row, line) in (top..status.row).zip(&rows) {
        // The host is what to look at.
        let cuts = [line.range.start, marked.start, marked.end, line.range.end];
        let cuts = cuts.map(|cut| cut.clamp(line.range.start, line.range.end));
        let mut column = 1;
        for (part, ends) in cuts.windows(2).enumerate() {
            let text = link.slice(ends[0]..ends[1]);
            let style = if part == 1 { style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED) } else { style };
            column += canvas.put((column, row), columns + 1 - column, &text, style);
        }
        linked.rows.push(((1, row), cells(&link.slice(line.range.clone()))));
    }
    if let Some((spelled, row)) = spelled.zip(status.row.checked_sub(1)) {
        canvas.put((1, row), columns, &spelled, style);
    }
    linked
}
