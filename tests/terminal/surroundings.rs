//! What the reader is started in: streams that are closed or full, no terminal to read keys from, no home, another locale,
//! a terminal without a name or one that nothing can be drawn on.

use super::leaving::assert_given_back;
use super::pty::{Options, Session};

const FIRST: &str = "Resources";

/// What is written when nothing is drawn: the words, and not one escape.
#[track_caller]
fn assert_printed(session: &Session, words: &str) {
    let bytes = session.bytes();
    assert!(!bytes.contains(&0x1b), "{}", bytes.escape_ascii());
    assert!(String::from_utf8_lossy(&bytes).contains(words), "{}", bytes.escape_ascii());
}

#[track_caller]
fn assert_read_on_the_screen(options: &Options) {
    let session = Session::start(options);
    session.until("the page", |screen| screen.alternate_screen() && super::screen::text(screen).contains(FIRST));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
}

#[test]
fn environments() {
    let table = [
        (&[][..], &["TERM"][..]),
        (&[("TERM", "")], &[]),
        (&[], &["HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"]),
        (&[("LC_ALL", "C"), ("LANG", "C")], &[]),
        (&[("NO_COLOR", "1")], &["COLORTERM"]),
        (&[], &["PATH", "HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "TERM", "LANG"]),
    ];
    for (env, unset) in table {
        assert_read_on_the_screen(&Options { env, unset, ..Options::default() });
    }
}

#[test]
fn on_a_terminal_that_says_that_it_is_dumb_the_text_is_printed() {
    let session = Session::start(&Options { env: &[("TERM", "dumb")], ..Options::default() });
    assert_eq!(session.exit_code(), 0);
    assert_printed(&session, FIRST);
}

#[test]
fn streams_that_are_closed_or_full_while_it_is_read() {
    for streams in ["<&-", "</dev/null", "2>&-", "2>/dev/full", "<&- 2>&-"] {
        let shell = format!("exec \"$@\" {streams}");
        assert_read_on_the_screen(&Options { shell: Some(&shell), ..Options::default() });
    }
}

/// Each line: what becomes of the streams, the arguments, the exit code, and what is said where somebody can read it.
#[test]
fn streams_that_are_closed_or_full_where_nothing_is_read() {
    for (streams, args, code, said) in [
        (">&-", &[][..], 0, ""),
        (">&- 2>&-", &[], 0, ""),
        ("<&- >&- 2>&-", &[], 0, ""),
        (">/dev/full", &[], 1, "could not be written"),
        (">/dev/full 2>/dev/full", &[], 1, ""),
        (">/dev/full 2>&-", &[], 1, ""),
        (">/dev/full", &["--help"], 1, "could not be written"),
        ("2>/dev/full", &["missing.md"], 1, ""),
        ("2>&-", &["missing.md"], 1, ""),
        ("2>&-", &["--no-such-flag"], 2, ""),
        ("2>/dev/full", &["--no-such-flag"], 2, ""),
    ] {
        let shell = format!("\"$@\" {streams}; printf 'code %s\\n' $?");
        let session = Session::start(&Options { args, shell: Some(&shell), ..Options::default() });
        session.until_shows(&format!("code {code}"));
        assert_eq!(session.exit_code(), 0);
        let text = session.text();
        let lines = text.trim().lines().count();
        assert!(text.contains(said), "{streams} {args:?}: {text}");
        assert_eq!(lines, if said.is_empty() { 1 } else { 2 }, "{streams} {args:?}: {text}");
        assert!(!session.bytes().contains(&0x1b), "{streams} {args:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_terminal_of_its_own_it_reads_keys_where_it_can_and_prints_elsewhere() {
    let shell = "setsid -w \"$@\"; printf 'code %s\\n' $?";
    let session = Session::start(&Options { shell: Some(shell), ..Options::default() });
    session.until("the page", |screen| screen.alternate_screen() && super::screen::text(screen).contains(FIRST));
    session.press("q");
    session.until_shows("code 0");
    assert_eq!(session.exit_code(), 0);
    assert_given_back(&session);
    for (shell, words) in [
        ("printf '# Piped\\n' | setsid -w \"$@\"", "Piped"),
        ("setsid -w \"$@\" </dev/null", FIRST),
        ("setsid -w \"$@\" <&-", FIRST),
        ("setsid -w \"$@\" | cat", FIRST),
        ("setsid -w \"$@\" </dev/null | cat", FIRST),
        ("printf '# Piped\\n' | setsid -w \"$@\" | cat", "Piped"),
    ] {
        let shell = format!("{shell}; printf 'code %s\\n' $?");
        let session = Session::start(&Options { shell: Some(&shell), ..Options::default() });
        session.until_shows("code 0");
        assert_eq!(session.exit_code(), 0);
        assert_printed(&session, words);
    }
}
