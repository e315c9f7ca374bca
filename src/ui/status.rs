//! The line at the bottom: where the reader is or what happened, and the keys that matter now. Where room is short the
//! hints give way first, then the place; a message never does.

use crate::app::App;
use crate::app::geometry::Area;
use crate::app::state::Mode;
use crate::app::status::{Hint, Left};
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::text::wrap::wrap;
use crate::theme::{Part, Theme};

use super::paint::{Canvas, cells};
use super::prompt;

const SEPARATOR: &str = " · ";

/// Draws it. A message that is too long for the line takes more of them above; returns the topmost row that it takes.
pub(super) fn draw(app: &App, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) -> u16 {
    let room = area.columns.saturating_sub(2);
    let (text, part) = match app.status() {
        Left::Message(text) => return draw_message(app, &text, theme, area, canvas),
        Left::Target(target) => (shortened(&target, room), Part::Message),
        Left::Place(parts) => (place(&parts, room), Part::Status),
        Left::Typed(typed) => {
            let (used, behind) = prompt::draw(&typed, theme, area, canvas);
            let left = Area { columns: area.columns - behind, ..area };
            draw_hints(&app.hints(), theme, left, used, canvas);
            return area.row;
        }
    };
    let used = canvas.put((area.column + 1, area.row), room, &text, theme.part(part));
    draw_hints(&app.hints(), theme, area, used, canvas);
    area.row
}

fn draw_message(app: &App, text: &Safe, theme: &Theme, area: Area, canvas: &mut Canvas<'_>) -> u16 {
    let room = area.columns.saturating_sub(2);
    let lines = wrap(text, room.into(), room.into());
    let hints = app.hints();
    let last = lines.last().map_or(0, |line| cells(&text.slice(line.range.clone())));
    // A question is no use to somebody who doesn't see what to answer.
    let answer = hints.first().filter(|_| matches!(app.mode(), Mode::Ask(_))).map_or(0, beside);
    let below = u16::from(last + answer > room);
    let above = u16::try_from(lines.len().saturating_sub(1)).unwrap_or(u16::MAX).saturating_add(below).min(area.row);
    let top = area.row - above;
    canvas.wipe(Area { row: top, rows: above, ..area });
    let mut used = 0;
    for (row, line) in (top..area.row + 1 - below).zip(&lines) {
        used = canvas.put((area.column + 1, row), room, &text.slice(line.range.clone()), theme.part(Part::Message));
    }
    draw_hints(&hints, theme, area, if below == 0 { used } else { 0 }, canvas);
    top
}

/// How many columns a hint takes beside a text.
fn beside(hint: &Hint) -> u16 {
    cells(&Safe::new(&format!("{} {}", hint.key, hint.does))) + 2
}

/// A target of which the beginning, with its host, and the end are seen.
fn shortened(target: &Safe, room: u16) -> Safe {
    if cells(target) <= room {
        return target.clone();
    }
    let end = room / 3;
    let mut shown = shorten(target, (room - end).into(), End::Right);
    let tail = shorten(target, usize::from(end) + 1, End::Left);
    shown.push(&tail.slice('…'.len_utf8()..tail.len()));
    shown
}

/// As many parts of the place as there is room for.
fn place(parts: &[String], room: u16) -> Safe {
    let mut shown = String::new();
    for part in parts {
        let longer = if shown.is_empty() { part.clone() } else { format!("{shown}{SEPARATOR}{part}") };
        if cells(&longer) > room {
            break;
        }
        shown = longer;
    }
    Safe::new(&shown)
}

/// From the right end, the most important first, as many as fit beside the text.
pub(super) fn draw_hints(hints: &[Hint], theme: &Theme, area: Area, used: u16, canvas: &mut Canvas<'_>) {
    let mut right = area.column + area.columns - 1;
    let least = area.column + 1 + used + 2;
    for hint in hints {
        let (key, does) = (Safe::new(&hint.key), Safe::new(&format!(" {}", hint.does)));
        let needed = cells(&key) + cells(&does);
        let Some(left) = right.checked_sub(needed).filter(|left| *left >= least) else { return };
        let taken = canvas.put((left, area.row), needed, &key, theme.part(Part::Key));
        canvas.put((left + taken, area.row), needed - taken, &does, theme.part(Part::Status));
        right = left.saturating_sub(2);
    }
}
