//! Pipes at the terminal: the document from standard input and the keys from the keyboard; text into a pipe.

use super::pty::{Options, Session, Stdin};
use super::screen::status;
use crate::sandbox::Sandbox;

fn document() -> String {
    let lines = (1..=300).map(|number| format!("Paragraph {number}.\n\n"));
    format!("# Piped words\n\n{}The very end.\n", lines.collect::<String>())
}

#[test]
fn a_piped_document_is_read_with_keys_from_the_terminal() {
    for args in [&[][..], &["-"]] {
        let piped = document();
        let options = Options { args, stdin: Stdin::Piped(piped.as_bytes()), ..Options::default() };
        let session = Session::start(&options);
        session.until_shows("Paragraph 1.");
        session.until("the screen of the reader", |screen| screen.alternate_screen() && !status(screen).is_empty());
        session.press("G");
        session.until_shows("The very end.");
        session.press("q");
        assert_eq!(session.exit_code(), 0);
        assert_eq!(session.termios(), session.termios_before());
    }
}

#[test]
fn a_piped_document_follows_the_window() {
    let piped = document();
    let session = Session::start(&Options { stdin: Stdin::Piped(piped.as_bytes()), ..Options::default() });
    session.until_shows("Paragraph 1.");
    session.resize(60, 20);
    session.until("a status line in the last row", |screen| screen.alternate_screen() && !status(screen).is_empty());
    session.until_shows("Paragraph 1.");
}

#[test]
fn into_a_pipe_goes_text_and_nothing_else() {
    let session = Session::start(&Options { shell: Some("\"$@\" | cat"), size: (100, 60), ..Options::default() });
    assert_eq!(session.exit_code(), 0);
    let bytes = session.bytes();
    assert!(!bytes.contains(&0x1b), "{}", bytes.escape_ascii());
    let text = String::from_utf8(bytes).expect("UTF-8");
    for words in ["Resources", "Using Code Examples", "O'Reilly Safari"] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn a_pipe_that_closes_early_is_no_failure() {
    let sandbox = Sandbox::new();
    // More than any pipe holds.
    let path = sandbox.write("long.md", "Some words.\n\n".repeat(100_000));
    let shell = "{ \"$@\"; printf 'code %s\\n' $? >&2; } | head -n 1";
    let session = Session::start(&Options { args: &[&path], shell: Some(shell), ..Options::default() });
    session.until_shows("code 0");
    session.until_shows("Some words.");
}
