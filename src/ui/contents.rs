//! The contents: the sections, the one being read marked, the chosen one reversed.

use crate::app::App;
use crate::app::contents::Entry;
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
    let chosen = matches!(app.mode(), Mode::Contents).then(|| app.contents().chosen());
    for row in 0..area.rows {
        let place = app.contents().top() + usize::from(row);
        let Some(entry) = entries.get(place) else { break };
        let title = match entry {
            Entry::Title => reader.title().cloned().unwrap_or_default(),
            Entry::Section(section) => {
                reader.document().outline().get(section).map(|section| section.title).unwrap_or_default()
            }
            Entry::LeftOut(count) => Safe::new(&format!("… {count} more")),
        };
        let indent = u16::try_from(2 + 2 * entries.depth(entry).min(DEEPEST)).unwrap_or(2);
        let room = area.columns.saturating_sub(indent + 1);
        let style = match (Some(place) == chosen, Some(place) == read) {
            (true, _) => theme.part(Part::Chosen),
            (false, true) => theme.part(Part::Here),
            (false, false) => theme.part(Part::Contents),
        };
        let row = area.row + row;
        if Some(place) == read {
            canvas.put((area.column + indent - 2, row), 1, &Safe::new("▌"), theme.part(Part::Here));
        }
        canvas.put((area.column + indent, row), room, &shorten(&title, room.into(), End::Right), style);
    }
}
