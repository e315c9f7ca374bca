//! The sources have no way around the sanitizer: cells are written in one file, out of text that is safe by its type, and
//! the terminal and the standard streams are written to in few places, each of which is known.

use std::fs;
use std::path::{Path, PathBuf};

/// What may be written where, and what nobody else may name: the beginning of the paths of files, and the words.
const SINKS: &[(&str, &[&str], &[&str])] = &[
    (
        "cells are filled",
        &["ui/paint.rs", "ui/sweep.rs"],
        &[
            "set_symbol",
            "set_string",
            "set_stringn",
            "set_line",
            "set_span",
            "set_char",
            "append_symbol",
            "cell_mut",
            "merge_symbol",
        ],
    ),
    ("other ways to draw are named", &[], &["ratatui::widgets", "ratatui::text", "ratatui::prelude"]),
    (
        "the standard streams are opened",
        &["main.rs", "runtime/terminal.rs", "runtime/event_loop.rs"],
        &["stdout()", "stderr()", "/dev/tty\""],
    ),
    ("a stream is written to by macro", &[], &["print!(", "println!(", "eprint!(", "eprintln!(", "dbg!("]),
    (
        "escape sequences are written",
        &[
            "runtime/terminal.rs",
            "runtime/pen.rs",
            "runtime/frame.rs",
            "runtime/answer.rs",
            "theme/sgr.rs",
            "ui/paint.rs",
            "runtime/decoder/mod.rs",
        ],
        &["\\x1b", "\\u{1b}"],
    ),
    (
        "the screen is written to past its cells",
        &["runtime/terminal.rs", "runtime/event_loop.rs"],
        &["write_raw", "crossterm::execute", "crossterm::queue"],
    ),
];

/// The functions at the ends, with what they take: text that is safe by its type.
const TYPES: &[(&str, &str)] = &[
    ("ui/paint.rs", "fn put(&mut self, (column, row): (u16, u16), columns: u16, text: &Safe, style: Style)"),
    ("ui/paint.rs", "fn put_ascii(&mut self, (column, row): (u16, u16), columns: u16, text: &Safe, style: Style)"),
    ("ui/paint.rs", "fn link(&mut self, (column, row): (u16, u16), columns: u16, target: &Safe)"),
    ("layout/line.rs", "pub text: Safe,"),
    ("runtime/clipboard.rs", "pub fn osc52(text: &Clip)"),
    ("app/status.rs", "pub fn trail(&self) -> Vec<Safe>"),
    ("app/apart/mod.rs", "pub fn title(&self) -> Safe"),
    ("app/question.rs", "pub text: Safe,"),
    ("app/qr.rs", "pub fn new(link: &Safe) -> Option<Self>"),
];

/// The files of the program, without their tests and comments.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a file");
            let product = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
            let code =
                product.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n"));
            let name = path.strip_prefix(&root).expect("it lies there").to_string_lossy().into_owned();
            sources.push((name, code.collect()));
        }
    }
    assert!(sources.len() > 100);
    sources
}

#[test]
fn nobody_else_writes() {
    for (name, code) in sources() {
        for (what, homes, words) in SINKS {
            for word in *words {
                assert!(homes.contains(&&*name) || !code.contains(word), "{what} in {name}: {word}");
            }
        }
    }
}

#[test]
fn the_list_of_sinks_is_no_longer_than_it_has_to_be() {
    let sources = sources();
    for (what, homes, words) in SINKS {
        for home in *homes {
            let (_, code) = sources.iter().find(|(name, _)| name == home).unwrap_or_else(|| panic!("{home} is gone"));
            assert!(words.iter().any(|word| code.contains(word)), "{home} need not be where {what}");
        }
    }
}

#[test]
fn what_is_written_is_safe_by_its_type() {
    let sources = sources();
    for (home, signature) in TYPES {
        let (_, code) = sources.iter().find(|(name, _)| name == home).unwrap_or_else(|| panic!("{home} is gone"));
        assert!(code.contains(signature), "{home} has no {signature}");
    }
    // Only the sanitizer makes one.
    let (_, sanitizer) = sources.iter().find(|(name, _)| name == "text/sanitize.rs").expect("the sanitizer");
    assert!(sanitizer.contains("pub struct Safe(CompactString);"), "what is inside is its own");
    let (_, clip) = sources.iter().find(|(name, _)| name == "text/clip.rs").expect("what goes to the clipboard");
    assert!(clip.contains("pub struct Clip(String);"), "what is inside is its own");
}
