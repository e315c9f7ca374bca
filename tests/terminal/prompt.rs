//! A line that is typed in a real terminal: the cursor is where typing goes on, and nowhere else.

use vt100::Screen;

use super::pty::Session;
use super::screen;

/// Where the cursor is shown, as (column, row).
fn cursor(screen: &Screen) -> Option<(u16, u16)> {
    let (row, column) = screen.cursor_position();
    (!screen.hide_cursor()).then_some((column, row))
}

#[test]
fn the_cursor_stands_where_typing_goes_on() {
    let session = Session::preface(80, 24);
    session.until_shows("Resources");
    assert_eq!(session.look(cursor), None);
    for (keys, expected) in [
        ("/", Some((2, 23))),
        ("co", Some((4, 23))),
        ("日", Some((6, 23))),
        ("e\u{301}", Some((7, 23))),
        ("<Left>", Some((6, 23))),
        ("<Left>", Some((4, 23))),
        ("<Home>", Some((2, 23))),
        ("<End><BS><BS>", Some((4, 23))),
        ("<C-r>", Some((10, 23))),
        ("<Enter>", None),
        ("/<Up>", Some((10, 23))),
        ("<Esc>", None),
        ("<C-t>/", Some((2, 23))),
        ("res", Some((5, 23))),
        ("<Esc>", None),
    ] {
        session.press(keys);
        session.until(&format!("the cursor at {expected:?} after {keys}"), |screen| cursor(screen) == expected);
    }
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn what_is_pasted_is_typed_where_a_line_is_open_and_nowhere_else() {
    let session = Session::preface(80, 24);
    session.until_shows("Resources");
    let before = session.text();
    session.send(b"\x1b[200~qqq\x1b[201~");
    session.press("/");
    session.send(b"\x1b[200~code exam\x1b]2;title\x07\nQ\nmore\x1b[201~");
    session.until("the line with what was pasted", |screen| screen::status(screen).contains("/code exam]2;title"));
    session.press("<C-w>code<Esc>");
    session.until("the page as it was", |screen| screen::text(screen) == before);
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn a_section_is_found_by_some_of_its_name() {
    let session = Session::preface(80, 24);
    session.press("o");
    session.until("all places", |screen| screen::status(screen).contains("4 places"));
    session.press("cod");
    session.until("the one that is meant", |screen| {
        screen::text(screen).contains("▸") && screen::status(screen).contains("cod") && cursor(screen).is_some()
    });
    session.press("<Enter>");
    session.until("the section", |screen| {
        screen::trail(screen).ends_with("› Using Code Examples") && cursor(screen).is_none()
    });
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn an_order_is_given_by_name_and_a_wrong_one_is_told() {
    let session = Session::preface(80, 24);
    session.press(":wid");
    session.until("what it may go on with", |screen| {
        screen::text(screen).contains("width") && cursor(screen) == Some((5, 23))
    });
    let is_narrow = |screen: &Screen| {
        let rows = screen::rows(screen);
        let mut texts = rows.iter().map(|row| row.trim_end_matches([' ', '│', '┃']));
        texts.any(|text| text.ends_with("The book builds on containers"))
    };
    assert!(!session.look(is_narrow), "{}", session.text());
    session.press("th 30<Enter>");
    session.until("a narrow page", |screen| cursor(screen).is_none() && is_narrow(screen));
    session.press(":nonsense<Enter>");
    session.until("a sentence", |screen| screen::status(screen).contains("nonsense"));
    session.press("<Esc>:quit<Enter>");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn a_size_that_changes_keeps_the_cursor_in_the_line() {
    let session = Session::preface(80, 24);
    session.until_shows("Resources");
    session.press("/supplemental material such as code");
    session.until("the line", |screen| cursor(screen) == Some((36, 23)));
    session.resize(30, 10);
    session.until("the end of the line", |screen| {
        cursor(screen).is_some_and(|(column, row)| row == 9 && column < 29) && screen::status(screen).contains("code")
    });
    session.press("<C-c>");
    assert_eq!(session.exit_code(), 0);
}
