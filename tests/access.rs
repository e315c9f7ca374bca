//! What the program touches is what the manual says: the files it may write, the programs it starts, the variables it
//! reads. What it sends to the terminal is in `hostile::scanner`, that it names no socket in `supply`.

use std::collections::BTreeSet;

use preface::library::manual::ACCESS;
use regex::Regex;

use crate::architecture::{Source, sources};

/// Where each kind of access happens: words, and the only files that may have them.
const PLACES: &[(&str, &[&str], &[&str])] = &[
    ("a program is started", &["Command::new(", "open::that"], &["runtime/opener.rs", "runtime/editor.rs"]),
    (
        "something is written, made or removed",
        &[
            ".write(true)",
            "fs::write(",
            "File::create",
            "create_dir",
            "DirBuilder::new",
            "fs::rename(",
            "fs::remove",
            "fs::copy(",
            "hard_link(",
            "symlink(",
            "set_permissions",
            "set_len(",
        ],
        &["runtime/spool.rs", "runtime/state_file/mod.rs", "runtime/state_file/lock.rs", "runtime/terminal.rs"],
    ),
    (
        "the environment is read",
        &["env::var", "std::env::vars", "env::vars"],
        &[
            "runtime/opener.rs",
            "runtime/editor.rs",
            "runtime/paths.rs",
            "runtime/spool.rs",
            "runtime/event_loop.rs",
            "cli/mod.rs",
            "main.rs",
        ],
    ),
    ("a process or thread is given the environment", &["env::set_var", "env::remove_var", ".env("], &[]),
];

fn name(source: &Source) -> String {
    source.path.to_string_lossy().into_owned()
}

/// The product's part of the sources: tests in files of their own are none of it.
fn product() -> Vec<Source> {
    sources().into_iter().filter(|source| !name(source).ends_with("tests.rs")).collect()
}

#[test]
fn everything_happens_in_its_place() {
    let sources = product();
    for (what, words, places) in PLACES {
        for source in &sources {
            let word = words.iter().find(|word| source.code.contains(**word));
            let allowed = places.contains(&&*name(source));
            assert!(allowed || word.is_none(), "{what} in {}: {}", name(source), word.unwrap_or(&""));
        }
        for place in *places {
            let source =
                sources.iter().find(|source| name(source) == *place).expect("the list knows files that are there");
            assert!(words.iter().any(|word| source.code.contains(word)), "{place} need not be where {what}");
        }
    }
}

#[test]
fn the_variables_that_are_read_are_those_of_the_manual() {
    // Whatever looks like one in a file that reads some; what stands for a value in the help is none.
    let looks_like_one = Regex::new(r#""([A-Z][A-Z0-9_]{2,})""#).expect("an expression");
    let of_help = Regex::new(r#"value_name = "[A-Z]+""#).expect("an expression");
    let mut read = BTreeSet::new();
    for source in
        product().iter().filter(|source| source.code.contains("env::var") || source.code.contains("variable("))
    {
        let code = of_help.replace_all(&source.code, "");
        read.extend(looks_like_one.captures_iter(&code).map(|found| found[1].to_owned()));
    }
    let table = ACCESS.split("### The environment").nth(1).and_then(|rest| rest.split("\n### ").next());
    let rows = table.unwrap_or_default().lines().filter(|row| row.starts_with("| `"));
    let names = rows.flat_map(|row| row.split(" | ").next().unwrap_or_default().split('`').skip(1).step_by(2));
    let named: BTreeSet<String> = names.map(str::to_owned).collect();
    assert_eq!(read, named);
    assert!(named.len() > 20);
}

#[test]
fn the_programs_and_files_have_the_names_that_the_manual_says() {
    let code: String = product().into_iter().map(|source| source.code).collect();
    for name in ["editor", "nano", "vi", "setsid"] {
        assert!(code.contains(&format!("\"{name}\"")) && ACCESS.contains(&format!("`{name}`")), "{name}");
    }
    assert!(code.contains("preface/state.json") && ACCESS.contains("`preface/state.json`"));
    for ending in [".new", "lock", "damaged-"] {
        assert!(code.contains(ending), "{ending}");
    }
    assert!(code.contains("\"/var/tmp\"") && ACCESS.contains("`/var/tmp`"));
    // All the rest of the code is above the edge.
    assert!(!code.contains("unsafe "), "and nothing goes around the compiler");
}
