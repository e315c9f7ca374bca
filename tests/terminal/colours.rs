//! Light and dark: the terminal is asked once there is something to read, and whatever it answers, and whenever, is
//! colour and never a key.

use rustix::process::Signal;
use vt100::Color;

use super::modes;
use super::pty::{Options, Questions, Session};
use super::screen::{place, text};

type Args = &'static [&'static str];
type Env = &'static [(&'static str, &'static str)];

/// What a link looks like while nobody has said what it stands on, on dark and on light.
const EITHER: Color = Color::Idx(63);
const DARK: Color = Color::Idx(6);
const LIGHT: Color = Color::Idx(4);

const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/guide.md");

fn session(args: &[&str], env: &[(&str, &str)], questions: Questions) -> Session {
    let args = [args, &[GUIDE]].concat();
    let session = Session::start(&Options { args: &args, env, questions, ..Options::default() });
    session.until_shows("ECMA-48");
    session
}

/// The colour of the first link.
fn link(screen: &vt100::Screen) -> Option<Color> {
    let (column, row) = place(screen, "ECMA-48")?;
    screen.cell(row, column).map(vt100::Cell::fgcolor)
}

fn until_link_is(session: &Session, colour: Color) {
    session.until(&format!("links in {colour:?}"), |screen| link(screen) == Some(colour));
}

/// How often something was written.
fn written(session: &Session, wanted: &[u8]) -> usize {
    session.bytes().windows(wanted.len()).filter(|bytes| *bytes == wanted).count()
}

const ASKS: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
const SUBSCRIBES: &[u8] = b"\x1b[?2031h";

fn until_asked(session: &Session, times: usize) {
    crate::sandbox::eventually("the question", || (written(session, ASKS) >= times).then_some(()));
}

#[test]
fn the_answer_decides_what_links_look_like() {
    let session = session(&[], &[], Questions::NoneBeforeTheFirstFrame);
    until_asked(&session, 1);
    session.look(|screen| assert_eq!(link(screen), Some(EITHER)));
    let page = session.text();
    // Late, and in two pieces.
    session.send(b"\x1b]11;rgb:ffff/ff");
    session.send(b"ff/ffff\x1b\\\x1b[?62;22c");
    until_link_is(&session, LIGHT);
    // Later the colours of the desktop change.
    session.send(b"\x1b[?997;1n");
    until_link_is(&session, DARK);
    session.send(b"\x1b[?997;2n");
    until_link_is(&session, LIGHT);
    assert_eq!(session.text(), page, "none of it was a key");
    assert_eq!(written(&session, ASKS), 1);
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(modes::left_behind(&session.bytes()), [""; 0]);
}

#[test]
fn a_terminal_that_answers_at_once_has_its_colours_at_once() {
    until_link_is(&session(&[], &[], Questions::Answered), DARK);
}

#[test]
fn an_answer_that_is_cut_off_swallows_no_key() {
    let session = session(&[], &[], Questions::NoneBeforeTheFirstFrame);
    let page = session.text();
    session.send(b"\x1b]11;rgb:ffff/fft");
    session.until("the key", |screen| text(screen) != page);
    session.look(|screen| assert_eq!(link(screen), Some(EITHER)));
}

#[test]
fn who_does_not_need_to_know_does_not_ask() {
    let table: &[(Args, Env)] = &[
        (&["--theme", "paper-dark"], &[]),
        (&["--theme", "monochrome"], &[]),
        (&["--color", "never"], &[]),
        (&[], &[("NO_COLOR", "1")]),
        (&[], &[("PREFACE_THEME", "paper-light")]),
        (&[], &[("TERM", "linux")]),
    ];
    for (args, env) in table {
        let session = session(args, env, Questions::NoneBeforeTheFirstFrame);
        // A key and its frame come behind whatever was written at the start.
        let page = session.text();
        session.press("j");
        session.until("a line further", |screen| text(screen) != page);
        session.press("q");
        session.exit_code();
        let asked = (written(&session, b"\x1b]11;?"), written(&session, b"\x1b[c"), written(&session, SUBSCRIBES));
        assert_eq!(asked, (0, 0, 0), "{args:?} {env:?}");
    }
}

#[test]
fn a_theme_that_needs_to_know_asks_when_it_is_chosen() {
    let session = session(&["--theme", "paper-dark"], &[], Questions::Answered);
    session.look(|screen| assert_eq!(screen.cell(0, 99).map(vt100::Cell::bgcolor), Some(Color::Idx(234))));
    session.press("T");
    session.until_shows("Themes");
    assert_eq!(written(&session, ASKS), 0);
    session.press("gg<Enter>");
    until_link_is(&session, DARK);
    session.look(|screen| assert_eq!(screen.cell(0, 99).map(vt100::Cell::bgcolor), Some(Color::Default)));
}

#[test]
fn after_a_stop_it_is_asked_again() {
    let session = session(&[], &[], Questions::NoneBeforeTheFirstFrame);
    until_asked(&session, 1);
    session.signal(Signal::TSTP);
    session.until_stopped();
    session.until("the screen from before", |screen| !screen.alternate_screen() && !screen.hide_cursor());
    assert_eq!(modes::left_behind(&session.bytes()), [""; 0]);
    session.signal(Signal::CONT);
    until_asked(&session, 2);
    assert_eq!(written(&session, SUBSCRIBES), 2);
    session.send(b"\x1b]11;rgb:ffff/ffff/ffff\x07");
    until_link_is(&session, LIGHT);
}

/// Says how many bytes are left in the terminal's input when the reader has ended.
const COUNTS: &str =
    "stty -echo -icanon min 0 time 3; printf 'left %s.\\n' \"$(dd bs=200 count=1 2>/dev/null | wc -c)\"";

#[test]
fn no_answer_reaches_the_shell_behind_it() {
    let script = format!("\"$@\"; {COUNTS}");
    let session = Session::start(&Options { shell: Some(&script), args: &[GUIDE], ..Options::default() });
    session.until_shows("ECMA-48");
    until_asked(&session, 1);
    session.send(b"q\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1b[?62;22c");
    session.until_shows("left 0.");
}

#[test]
fn a_key_that_was_typed_ahead_leaves_no_answer_to_the_shell() {
    let ahead = format!("stty -echo -icanon; printf ready; dd bs=1 count=1 >/dev/null 2>&1; \"$@\"; {COUNTS}");
    let questions = Questions::Answered;
    let session = Session::start(&Options { shell: Some(&ahead), args: &[GUIDE], questions, ..Options::default() });
    session.until_shows("ready");
    // The first is for the script; then the second is there before the reader starts.
    session.send(b"xq");
    session.until_shows("left 0.");
}

#[test]
fn a_name_in_the_environment_that_no_theme_has_is_told() {
    let session = session(&[], &[("PREFACE_THEME", "sepia\u{1b}[31m")], Questions::NoneBeforeTheFirstFrame);
    session.until("a sentence", |screen| text(screen).contains("no theme sepia"));
    // What the link refers to stands at the end of the document.
    until_link_is(&session, EITHER);
}

#[test]
fn without_colour_there_is_nothing_to_choose() {
    let session = session(&[], &[("NO_COLOR", "1")], Questions::NoneBeforeTheFirstFrame);
    session.press("T");
    session.until("a sentence", |screen| text(screen).contains("Without colour there is one theme only"));
    session.look(|screen| assert!(!text(screen).contains("paper-light"), "{}", text(screen)));
}
