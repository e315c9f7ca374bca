//! The scrollbar: how much of the document is on the screen, and where that is.

use crate::app::App;
use crate::app::geometry::Area;
use crate::text::sanitize::Safe;
use crate::theme::{Part, Theme};

use super::paint::Canvas;

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let reader = app.shown();
    let span = reader.document().span();
    let window = reader.window();
    let length = (span.end - span.start).max(1);
    if window.start <= span.start && window.end >= span.end && reader.document().is_complete() {
        // All of it is on the screen: there is nothing to scroll.
        return;
    }
    let rows = u64::from(area.rows);
    let at = |offset: u64| offset.saturating_sub(span.start).min(length) * rows / length;
    let start = at(window.start).min(rows - 1);
    let end = at(window.end).clamp(start + 1, rows);
    let (track, thumb) = (Safe::new("│"), Safe::new("┃"));
    for row in 0..area.rows {
        let (sign, part) =
            if (start..end).contains(&u64::from(row)) { (&thumb, Part::Thumb) } else { (&track, Part::Track) };
        canvas.put((area.column, area.row + row), 1, sign, theme.part(part));
    }
}
