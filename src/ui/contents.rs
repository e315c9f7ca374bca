//! The contents: the sections, the one being read marked, the chosen one reversed.

use crate::app::App;
use crate::app::contents::filtering::Listed;
use crate::app::geometry::Area;
use crate::app::state::Mode;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::theme::{Part, Theme};

use super::paint::Canvas;

/// Deeper sections are indented no further.
const DEEPEST: usize = 5;

pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) {
    canvas.wipe(area);
    let entries = app.entries();
    let reader = app.reader();
    let read = entries.place_of(reader.section());
    let found = matches!(app.mode(), Mode::Filter(filter) if filter.is_open());
    let (top, chosen) = app.listed_from();
    for row in 0..area.rows {
        let at = top + usize::from(row);
        let Some(Listed { entry, place, quiet }) = app.listed(at) else { break };
        let title = entries.text(place).unwrap_or_default();
        let indent = u16::try_from(2 + 2 * entries.depth(entry).min(DEEPEST)).unwrap_or(2);
        let room = area.columns.saturating_sub(indent + 1);
        let style = match (Some(at) == chosen, Some(place) == read) {
            (true, _) => theme.part(Part::Chosen),
            (false, true) => theme.part(Part::Here),
            (false, false) if found && !quiet => theme.part(Part::Message),
            (false, false) => theme.part(Part::Contents),
        };
        let row = area.row + row;
        if Some(place) == read {
            canvas.put((area.column + indent - 2, row), 1, &Safe::new("▌"), theme.part(Part::Here));
        }
        canvas.put((area.column + indent, row), room, &shorten(&title, room.into(), End::Right), style);
    }
}
