//! The code of a link over the whole screen, two modules to a cell: dark on light in any theme, for a camera knows no
//! themes.

use crate::app::App;
use crate::app::geometry::Area;
use crate::app::qr::Qr;
use crate::app::state::Mode;
use crate::text::sanitize::Safe;
use crate::text::wrap::wrap;
use crate::theme::{Part, Theme};

use super::paint::Canvas;

/// Draws it above the rows from `status` on; where there is no room, it says how much is needed.
pub(super) fn draw(app: &App, theme: &Theme, status: u16, canvas: &mut Canvas<'_>) {
    let Mode::Qr(code) = app.mode() else { return };
    let (columns, _) = canvas.size();
    canvas.wipe(Area { column: 0, row: 0, columns, rows: status });
    let (wide, high) = code.room();
    if wide > columns || high > status {
        return say_how_much(code, (columns, status), theme, canvas);
    }
    let (left, top) = ((columns - wide) / 2, (status - high) / 2);
    let style = theme.code(app.look());
    for row in 0..high {
        let line: String = (0..wide)
            .map(|column| match (code.is_dark(2 * row, column), code.is_dark(2 * row + 1, column)) {
                (true, true) => '█',
                (true, false) => '▀',
                (false, true) => '▄',
                (false, false) => ' ',
            })
            .collect();
        canvas.put((left, top + row), wide, &Safe::new(&line), style);
    }
}

fn say_how_much(code: &Qr, (columns, rows): (u16, u16), theme: &Theme, canvas: &mut Canvas<'_>) {
    let (wide, high) = code.room();
    let sentence = format!(
        "The code needs {wide} columns and {high} rows; here are {columns} and {rows}. A larger window or smaller letters \
         make room."
    );
    let room = columns.saturating_sub(2).max(1);
    for (row, line) in (0..rows).zip(wrap(&sentence, room.into(), room.into())) {
        canvas.put((1, row), room, &Safe::new(&sentence[line.range]), theme.part(Part::Message));
    }
}
