//! What goes wrong before anything is shown: a sentence on standard error, an exit code, nothing on standard output.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use super::{fed, preface, run, stderr, stdout};
use crate::sandbox::Sandbox;

/// One line that names the path and says more, without a control character; exit code 1.
#[track_caller]
fn assert_refused(sandbox: &Sandbox, path: &str) {
    let output = run(preface(sandbox, &[path]));
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert_eq!(stdout(&output), "");
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(message.contains(path), "{message}");
    assert!(message.split_whitespace().count() >= 3, "{message}");
}

#[test]
fn a_file_that_is_not_there() {
    assert_refused(&Sandbox::new(), "missing.md");
    assert_refused(&Sandbox::new(), "no/such/folder/page.md");
}

#[test]
fn a_folder_without_a_text() {
    let sandbox = Sandbox::new();
    fs::create_dir(sandbox.file("empty")).expect("a folder can be made");
    assert_refused(&sandbox, "empty");
}

#[test]
fn a_binary_file() {
    let sandbox = Sandbox::new();
    let bytes: Vec<u8> = (0..=255).cycle().take(4096).flat_map(|byte| [byte, 0, 0]).collect();
    sandbox.write("image.md", bytes);
    assert_refused(&sandbox, "image.md");
}

#[test]
fn a_file_without_permission() {
    if rustix::process::geteuid().is_root() {
        // Root reads everything.
        return;
    }
    let sandbox = Sandbox::new();
    let path = sandbox.write("secret.md", "words");
    fs::set_permissions(path, fs::Permissions::from_mode(0o000)).expect("it is ours");
    assert_refused(&sandbox, "secret.md");
}

#[test]
fn a_name_that_steers_terminals() {
    let output = run(preface(&Sandbox::new(), &["evil\x1b]0;title\x07\u{9b}31m.md"]));
    assert_eq!(output.status.code(), Some(1));
    let message = stderr(&output);
    assert!(!message.chars().any(|c| c.is_control() && c != '\n'), "{message:?}");
    assert!(message.contains("evil"), "{message}");
}

#[test]
fn binary_standard_input() {
    let output = fed(preface(&Sandbox::new(), &["-"]), &"\0".repeat(5000));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
}

#[test]
fn wrong_usage() {
    let wrong: [&[&str]; 4] = [&["--no-such-flag"], &["--width", "wide"], &["--width"], &["--color", "purple"]];
    for args in wrong {
        let output = run(preface(&Sandbox::new(), args));
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert_eq!(stdout(&output), "", "{args:?}");
        assert!(stderr(&output).contains(args[0]), "{args:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains('\x1b'), "{args:?}: {:?}", stderr(&output));
    }
}

#[test]
fn arguments_that_steer_terminals() {
    let hostile: [&[&str]; 3] =
        [&["--\x1b]0;pwned\x07"], &["--color", "\x1b[31mred\u{202e}"], &["--width", "\u{9b}31m"]];
    for args in hostile {
        let output = run(preface(&Sandbox::new(), args));
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let message = stderr(&output);
        assert!(!message.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202e}'), "{message:?}");
        assert!(message.lines().count() > 1, "{message}");
    }
}

#[test]
fn help_and_version() {
    for flag in ["-h", "--help"] {
        let output = run(preface(&Sandbox::new(), &[flag]));
        assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""), "{flag}");
        let help = stdout(&output);
        assert!(help.contains("Usage") && help.contains("--width") && help.contains("--color"), "{help}");
        assert!(!help.contains('\x1b'), "{help:?}");
    }
    for flag in ["-V", "--version"] {
        let output = run(preface(&Sandbox::new(), &[flag]));
        assert_eq!(output.status.code(), Some(0), "{flag}");
        assert_eq!(stdout(&output), concat!("preface ", env!("CARGO_PKG_VERSION"), "\n"));
    }
}

#[test]
fn a_theme_that_is_not_there() {
    let output = run(preface(&Sandbox::new(), &["--theme", "sepia"]));
    assert_eq!(output.status.code(), Some(2));
    let message = stderr(&output);
    for name in ["sepia", "terminal", "paper-light", "paper-dark", "high-contrast", "monochrome"] {
        assert!(message.contains(name), "{name}: {message}");
    }
}
