//! What is copied leaves the program as the terminal's clipboard takes it (OSC 52): the bytes are decoded here.

use preface::library::PREFACE;

use super::base64::decoded;
use super::pty::{Options, Session};
use super::screen::{place, status, text, trail};
use crate::sandbox::Sandbox;

/// Waits until so many texts have come, and returns the last one.
fn copied(session: &Session, times: usize) -> String {
    session.until_copied_times(times);
    decoded(&session.until_copied())
}

#[test]
fn keys_copy_the_link_the_section_the_place_and_the_citation() {
    let session = Session::preface(100, 30);
    session.press("y");
    assert!(copied(&session, 1).starts_with("## Resources\n\nThe book builds on"));
    session.until("how much that was", |screen| text(screen).contains("the section “Resources”, 9 lines."));
    session.press("C");
    let quoted = PREFACE.lines().find_map(|line| line.strip_prefix("> ")).unwrap();
    assert_eq!(copied(&session, 2), quoted);
    session.press("Y");
    assert_eq!(copied(&session, 3), "#resources");
    session.press("<Tab>");
    session.until("the link in focus", |screen| status(screen).contains("https://docker.io"));
    session.press("y");
    assert_eq!(copied(&session, 4), "https://docker.io");
}

#[test]
fn code_is_copied_as_it_is_written_and_nothing_that_steers_goes_along() {
    let sandbox = Sandbox::new();
    let document = "---\ntitle: T\nauthor: A\n---\n\n```sh\n\techo \x1b[201~ \u{9b}x ü\n```\n";
    let path = sandbox.write("a b.md", document);
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    session.until_shows("echo");
    session.press("c");
    assert_eq!(copied(&session, 1), "\techo [201~ x ü");
    session.press("c");
    assert_eq!(copied(&session, 2), "\techo [201~ x ü\n# T by A.");
    session.press("Y");
    assert!(copied(&session, 3).ends_with("/a%20b.md"));
    let bytes = session.bytes();
    let sent = bytes.windows(5).position(|window| window == b"\x1b]52;").expect("it is in what was written");
    let end = bytes[sent + 1..].iter().position(|byte| *byte == 0x1b).expect("its end");
    assert!(bytes[sent + 1..=sent + end].iter().all(|byte| (0x20..0x7f).contains(byte)));
}

#[test]
fn a_link_to_a_place_opens_there() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("a b#c (1).md", "# One\n\nx\n\n# Zwei & mehr\n\ny\n");
    for (args, keys, trail_ends) in
        [(&[][..], "]", "› Using Code Examples"), (&[path.as_str()][..], "]", "› Zwei & mehr")]
    {
        let first = Session::start(&Options { args, ..Options::default() });
        first.until("the document", |screen| !trail(screen).is_empty());
        first.press(keys);
        first.until("the section", |screen| trail(screen).ends_with(trail_ends));
        first.press("Y");
        let link = copied(&first, 1);
        let second = Session::start(&Options { args: &[&link], ..Options::default() });
        second.until(&format!("{link} to open"), |screen| trail(screen).ends_with(trail_ends));
    }
}

#[test]
fn dragging_and_double_clicks_copy_what_they_select() {
    let session = Session::preface(100, 30);
    let (column, row) = session.look(|screen| place(screen, "on containers")).expect("it is shown");
    let (end, last) = session.look(|screen| place(screen, "orchestrate")).expect("it is shown");
    session.drag((column, row), (end + 4, last));
    assert_eq!(copied(&session, 1), "on containers and on the systems that orchestrate");
    session.until("how much that was", |screen| text(screen).contains("the selection, 8 words."));
    session.double_click(end + 2, last);
    assert_eq!(copied(&session, 2), "orchestrate");
}
