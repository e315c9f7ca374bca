//! The mouse points at what is drawn: the wheel moves the page, a click in the contents goes there.
//!
//! The click on a link is with the [`links`](super::links).

use super::pty::{Options, Session};
use super::screen::{left, place, rows, trail};
use crate::sandbox::Sandbox;

#[test]
fn the_wheel_moves_the_page() {
    let sandbox = Sandbox::new();
    let text: String = (1..=200).fold(String::new(), |text, number| format!("{text}Paragraph {number}.\n\n"));
    let path = sandbox.write("long.md", text);
    let session = Session::start(&Options { args: &[&path], size: (60, 20), ..Options::default() });
    session.until_shows("Paragraph 1.");
    session.wheel_down(30, 10);
    session.until("the text further down", |screen| {
        !rows(screen).iter().any(|row| row.contains("Paragraph 1.")) && place(screen, "Paragraph ").is_some()
    });
}

#[test]
fn a_click_in_the_contents_goes_there() {
    let session = Session::preface(100, 30);
    let row = session.look(|screen| left(screen, 28).iter().position(|row| row.contains("Using Code Examples")));
    let row = u16::try_from(row.expect("the contents list it")).expect("a row of the screen");
    session.click(8, row);
    session.until("the section", |screen| trail(screen).ends_with("› Using Code Examples"));
}
