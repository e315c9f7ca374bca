//! The column of text.

use crate::app::App;
use crate::app::geometry::Area;
use crate::theme::{LinkState, Theme};

use super::paint::Canvas;

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let reader = app.shown();
    for (row, line) in (area.row..area.row + area.rows).zip(reader.page()) {
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
    }
}
