//! What the state looks like: `draw` reads the [`App`] and fills a frame; it changes nothing.
//!
//! Each part of the screen has a file. All text goes through `paint`, and the whole frame is swept once more by
//! `sweep` before it leaves.

mod command;
mod contents;
mod finder;
mod hints;
mod hits;
mod page;
mod paint;
mod panel;
mod popup;
mod prompt;
mod qr;
mod scrollbar;
mod status;
mod sweep;
mod themes;
mod trail;

use ratatui::buffer::Buffer;

use crate::app::App;
use crate::app::geometry::{LEAST_COLUMNS, LEAST_ROWS};
use crate::app::status::Left;
use crate::text::sanitize::Safe;
use crate::theme::{Part, Theme};
use paint::Canvas;

/// Draws the whole screen.
pub fn draw(app: &App, theme: &Theme, frame: &mut Buffer) {
    let mut canvas = Canvas::new(frame, theme.ground());
    match app.geometry() {
        None => too_small(&mut canvas, theme),
        Some(geometry) => {
            trail::draw(app, theme, geometry.trail, &mut canvas);
            page::draw(app, theme, geometry.page, &mut canvas);
            scrollbar::draw(app, theme, geometry.scrollbar, &mut canvas);
            if let Some(area) = geometry.contents {
                contents::draw(app, theme, area, &mut canvas);
            }
            popup::draw(app, theme, geometry, &mut canvas);
            hints::draw(app, theme, app.text_area(geometry), &mut canvas);
            let links = panel::draw(app, theme, geometry.status, &mut canvas);
            if links.is_none() {
                let top = status::draw(app, theme, geometry.status, &mut canvas);
                qr::draw(app, theme, top, &mut canvas);
            }
            themes::draw(app, theme, &mut canvas);
            hits::draw(app, theme, &mut canvas);
            finder::draw(app, theme, &mut canvas);
            command::draw(app, theme, &mut canvas);
            sweep::sweep(canvas.buffer());
            // Behind the sweep: what is put around the cells of a link is an escape sequence of our own.
            links.unwrap_or_default().put(&mut canvas);
            return;
        }
    }
    sweep::sweep(canvas.buffer());
}

/// Where the terminal's cursor stands, as (column, row); it is shown only while a line is typed.
#[must_use]
pub fn cursor(app: &App) -> Option<(u16, u16)> {
    let geometry = app.geometry()?;
    match app.status() {
        Left::Typed(typed) if app.is_typing() => Some(prompt::cursor(&typed, geometry.status)),
        Left::Typed(_) | Left::Place(_) | Left::Target(_) | Left::Message(_) => None,
    }
}

/// Says how much room is needed, over as many rows as there are.
fn too_small(canvas: &mut Canvas<'_>, theme: &Theme) {
    let needed = format!("{LEAST_COLUMNS}×{LEAST_ROWS}");
    let style = theme.part(Part::Message);
    let sentence = format!("Too small to read in: at least {needed} cells are needed.");
    let (columns, rows) = canvas.size();
    for (row, line) in crate::text::wrap::wrap(&sentence, columns.into(), columns.into()).into_iter().enumerate() {
        let Ok(row) = u16::try_from(row) else { return };
        if row < rows {
            canvas.put((0, row), columns, &Safe::new(&sentence[line.range]), style);
        }
    }
}
