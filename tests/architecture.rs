//! The layers: imports go one way, each foreign crate has one home, and every file says what it is.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers from the bottom up: each imports only from those before it.
const LAYERS: [&str; 11] =
    ["text", "markdown", "document", "layout", "theme", "library", "app", "ui", "print", "cli", "runtime"];

/// Each foreign crate and the layers that may name it. `main` is the program itself.
const HOMES: &[(&str, &[&str])] = &[
    ("unicode_linebreak", &["text"]),
    ("unicode_segmentation", &["text"]),
    ("unicode_width", &["text"]),
    ("compact_str", &["text"]),
    ("unicode_bidi", &["text"]),
    ("hypher", &["text"]),
    ("pulldown_cmark", &["markdown"]),
    ("html5gum", &["markdown"]),
    ("nucleo_matcher", &["app"]),
    ("memchr", &["markdown", "document"]),
    ("regex", &["document"]),
    ("regex_syntax", &["document"]),
    ("syntect", &["layout"]),
    ("two_face", &["layout"]),
    // How a formula reads is looked for, too, below the layout.
    ("term_maths", &["markdown"]),
    ("mermaid_text", &["layout"]),
    ("unicase", &["markdown"]),
    ("percent_encoding", &["library"]),
    ("fast_qr", &["app"]),
    ("ratatui", &["theme", "ui", "runtime"]),
    ("clap", &["cli", "main"]),
    ("crossterm", &["runtime"]),
    ("rustix", &["runtime"]),
    ("nix", &["runtime"]),
    ("signal_hook", &["runtime"]),
    ("notify", &["runtime"]),
    ("open", &["runtime"]),
    ("encoding_rs", &["runtime"]),
    ("serde", &["runtime"]),
    ("serde_json", &["runtime"]),
    ("thiserror", &["runtime"]),
    ("std::fs", &["runtime"]),
    ("std::os::unix::fs", &["runtime"]),
    ("std::thread", &["runtime"]),
    ("std::env", &["cli", "runtime", "main"]),
    ("std::net", &[]),
    ("std::os::unix::net", &[]),
    ("std::process", &["runtime", "main"]),
];

/// A file of the source: its layer, its path and its text without the tests and comments.
pub(crate) struct Source {
    pub(crate) layer: String,
    pub(crate) path: PathBuf,
    pub(crate) text: String,
    pub(crate) code: String,
}

pub(crate) fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut sources = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let tests = ["#[cfg(test)]\nmod tests", "#[cfg(test)]\npub(super) mod tests"];
            let end = tests.iter().filter_map(|tests| text.find(tests)).min().unwrap_or(text.len());
            let product = &text[..end];
            let code: String = product
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .map(|line| format!("{line}\n"))
                .collect();
            let inside = path.strip_prefix(&root).unwrap();
            let layer =
                inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            sources.push(Source { layer, path: inside.to_owned(), text, code });
        }
    }
    assert!(sources.len() > 50);
    sources
}

fn place(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|known| *known == layer)
}

#[test]
fn every_folder_is_a_layer() {
    for source in sources() {
        let known = place(&source.layer).is_some() || ["lib", "main"].contains(&source.layer.as_str());
        assert!(known, "{} belongs to no layer", source.path.display());
    }
}

#[test]
fn imports_go_one_way() {
    for source in sources() {
        let Some(own) = place(&source.layer) else { continue };
        for part in source.code.split("crate::").skip(1) {
            // `use crate::{…}` would hide what it names from this test.
            let name: String = part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(other) = place(&name) else { panic!("{} imports crate::{name}", source.path.display()) };
            assert!(other <= own, "{} imports {name}, which is above {}", source.path.display(), source.layer);
        }
    }
}

/// How many steps `super` goes up at most where `text` names it.
fn most_steps_up(text: &str) -> usize {
    let words: Vec<&str> = text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).collect();
    let steps = |word: &&str| word.split("::").take_while(|part| *part == "super").count();
    words.iter().map(steps).max().unwrap_or_default()
}

#[test]
fn nobody_goes_round_by_super() {
    assert_eq!(most_steps_up("use super::super::x;\npub(in super::super::super) fn y() { super::z() }"), 3);
    for source in sources().iter().filter(|source| place(&source.layer).is_some()) {
        let is_folder = source.path.file_name().is_some_and(|name| name == "mod.rs");
        let depth = source.path.components().count() - usize::from(is_folder);
        assert!(most_steps_up(&source.code) < depth, "{} leaves its layer by super", source.path.display());
    }
}

#[test]
fn each_foreign_crate_has_its_home() {
    for source in sources() {
        for (name, homes) in HOMES {
            // `use std::{…}` would hide what it names from this test.
            assert!(!source.code.contains("use std::{"), "{}", source.path.display());
            let used = names(&source.code, name);
            assert!(!used || homes.contains(&source.layer.as_str()), "{} uses {name}", source.path.display());
        }
    }
}

/// Whether code names a crate, or a module of the standard library, at the beginning of a path.
fn names(code: &str, name: &str) -> bool {
    code.match_indices(name).any(|(at, _)| {
        let before = &code[..at];
        // `::regex` is the crate as well.
        let before =
            before.strip_suffix("::").filter(|left| left.ends_with([' ', '(', '<', '{', '&'])).unwrap_or(before);
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
        let after = &code[at + name.len()..];
        begins && (after.starts_with("::") || before.ends_with("use ") && after.starts_with([';', ' ']))
    })
}

#[test]
fn a_crate_is_known_wherever_a_path_begins() {
    for code in
        ["use regex::Regex;", "use regex as r;", "let x: &regex::Regex", "use ::regex::Regex;", "<regex::Regex>::x"]
    {
        assert!(names(code, "regex"), "{code}");
    }
    for code in ["use crate::search::regex::x;", "let regex = x; regex;", "regexes::x", "my_regex::x"] {
        assert!(!names(code, "regex"), "{code}");
    }
    assert!(names("use std::fs;", "std::fs"));
}

#[test]
fn the_list_of_homes_knows_every_dependency() {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let dependencies = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    for line in dependencies.lines().filter(|line| !line.is_empty()) {
        let name = line.split([' ', '=']).next().unwrap().replace('-', "_");
        assert!(HOMES.iter().any(|(known, _)| *known == name), "{name} has no home");
    }
}

#[test]
fn every_file_says_what_it_is() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 20, "{} does not say what it is", source.path.display());
    }
}

#[test]
fn nothing_is_left_unfinished() {
    for source in sources() {
        for mark in ["TODO", "FIXME", "XXX", "todo!", "unimplemented!", "#[allow"] {
            assert!(!source.text.contains(mark), "{} has {mark}", source.path.display());
        }
    }
}

#[test]
fn the_process_ends_in_one_place() {
    for source in sources() {
        let ends = source.code.contains("process::exit");
        assert!(!ends || source.layer == "main", "{} ends the process", source.path.display());
    }
}
