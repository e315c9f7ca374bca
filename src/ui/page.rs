//! The column of text.

use crate::app::App;
use crate::app::geometry::Area;
use crate::app::reader::Reader;
use crate::app::search::Search;
use crate::theme::{HitState, LinkState, Theme};

use super::paint::Canvas;

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    lines(app, app.on_page(), theme, area, canvas);
}

/// Draws what a reader shows.
pub(super) fn lines(app: &App, reader: &Reader, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let current = app.search().and_then(Search::current);
    let rows = area.row..area.row + area.rows;
    for (row, line) in rows.clone().zip(reader.pinned()) {
        let mut column = area.column;
        for span in &line.spans {
            let style = theme.text(span.style.role, span.style.marks, LinkState::None);
            column += canvas.put((column, row), (area.column + area.columns).saturating_sub(column), &span.text, style);
        }
    }
    for (row, line) in rows.skip(reader.pinned().len()).zip(reader.page()) {
        let Some(content) = line.shown() else { continue };
        let mut column = area.column;
        let end = area.column + area.columns;
        for span in &content.spans {
            let target = span.link.and_then(|index| line.laid.links.get(index as usize));
            let link = match target {
                None => LinkState::None,
                Some(link) if Some(link.offset) == reader.focus() => LinkState::Focused,
                Some(_) => LinkState::Link,
            };
            let style = theme.text(span.style.role, span.style.marks, link);
            column += canvas.put((column, row), end.saturating_sub(column), &span.text, style);
        }
        for mark in &line.marks {
            let is_current = current.is_some_and(|current| current.start == mark.hit.start);
            let state = if is_current { HitState::Current } else { HitState::Other };
            let (start, columns) = (cells(mark.columns.start), cells(mark.columns.len()));
            let room = area.columns.saturating_sub(start);
            canvas.patch((area.column.saturating_add(start), row), columns.min(room), theme.hit(state));
        }
        for selected in line.selected() {
            let (start, columns) = (cells(selected.start), cells(selected.len()));
            let room = area.columns.saturating_sub(start);
            canvas.patch((area.column.saturating_add(start), row), columns.min(room), theme.selection());
        }
    }
}

fn cells(columns: usize) -> u16 {
    u16::try_from(columns).unwrap_or(u16::MAX)
}
