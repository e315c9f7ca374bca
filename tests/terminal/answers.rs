//! Answers of the terminal, to questions of other programs too: however late they come and wherever they are parted, none is
//! taken for keys, and none is drawn.

use std::time::Duration;

use super::pty::Session;
use super::screen::text;

/// What terminals say of themselves; the harness's own terminal says nothing by itself.
const ANSWERS: [&str; 15] = [
    // The background, the text, a colour of the palette, a title, the clipboard.
    "\x1b]11;rgb:1111/1111/1111\x1b\\",
    "\x1b]10;rgb:eeee/eeee/eeee\x07",
    "\x1b]11;#eeeeee\x07",
    "\x1b]4;1;rgb:cccc/0000/0000\x1b\\",
    "\x1b]lquit\x1b\\",
    "\x1b]52;c;cXFxcXFx\x07",
    // What it is, and which version.
    "\x1b[?62;22c",
    "\x1b[>1;10;0c",
    "\x1bP>|terminal q1.0\x1b\\",
    // Where the cursor is, and whether all is well.
    "\x1b[12;40R",
    "\x1b[0n",
    // A mode, a setting, the keyboard and the graphics of kitty.
    "\x1b[?2026;2$y",
    "\x1bP1$r0;1;4m\x1b\\",
    "\x1b[?1u",
    "\x1b_Gi=31;OK\x1b\\",
];

/// The keys behind them are the proof that they are through: `?` opens the help, `q` closes it.
#[track_caller]
fn assert_nothing_was_typed(session: &Session, page: &str) {
    session.press("?");
    session.until("the help", |screen| text(screen) != page);
    session.press("q");
    session.until("the page as it was", |screen| text(screen) == page);
}

#[test]
fn late_ones_type_nothing() {
    let session = Session::preface(100, 30);
    let page = session.text();
    for answer in ANSWERS {
        session.send(answer.repeat(3).as_bytes());
    }
    assert_nothing_was_typed(&session, &page);
    session.press("q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn those_that_come_in_two_pieces_type_nothing() {
    let session = Session::preface(100, 30);
    let page = session.text();
    for answer in ANSWERS {
        // Between the two it is longer than a lone Escape is waited for.
        let (begun, rest) = answer.as_bytes().split_at(3);
        session.send(begun);
        session.until_quiet_for(Duration::from_millis(100));
        session.send(rest);
    }
    assert_nothing_was_typed(&session, &page);
}

#[test]
fn those_whose_escape_was_taken_for_the_key_type_nothing() {
    let session = Session::preface(100, 30);
    let page = session.text();
    for answer in ["\x1b]11;rgb:1111/1111/1111\x1b\\", "\x1b[?62;22c", "\x1b[12;40R", "\x1b[?2026;2$y"] {
        let (begun, rest) = answer.as_bytes().split_at(1);
        session.send(begun);
        session.until_quiet_for(Duration::from_millis(100));
        session.send(rest);
    }
    assert_nothing_was_typed(&session, &page);
}
