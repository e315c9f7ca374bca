//! The scrollbar: how much of the document is on the screen, and where that is; a tick wherever something is that is
//! looked for.

use crate::app::App;
use crate::app::geometry::Area;
use crate::text::sanitize::Safe;
use crate::theme::{Part, Theme};

use super::paint::Canvas;

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    let reader = app.on_page();
    let span = reader.document().span();
    let window = reader.window();
    let length = (span.end - span.start).max(1);
    if window.start <= span.start && window.end >= span.end && reader.document().is_complete() {
        // All of it is on the screen: there is nothing to scroll.
        return;
    }
    // A page that lies over the document has no hits.
    let searched = app.search().filter(|_| std::ptr::eq(reader, app.reader()));
    let ticks = searched.map(|search| search.tally().ticks(area.rows.into())).unwrap_or_default();
    let rows = u64::from(area.rows);
    let at = |offset: u64| offset.saturating_sub(span.start).min(length) * rows / length;
    let start = at(window.start).min(rows - 1);
    let end = at(window.end).clamp(start + 1, rows);
    let signs = ["│", "┃", "┤", "┫"].map(Safe::new);
    for row in 0..area.rows {
        let ticked = ticks.get(usize::from(row)).copied().unwrap_or(false);
        let (sign, part) = match ((start..end).contains(&u64::from(row)), ticked) {
            (false, false) => (&signs[0], Part::Track),
            (true, false) => (&signs[1], Part::Thumb),
            (false, true) => (&signs[2], Part::Tick),
            (true, true) => (&signs[3], Part::Tick),
        };
        canvas.put((area.column, area.row + row), 1, sign, theme.part(part));
    }
}
