//! What README.md shows is what there is: its picture of the screen, its keys, its flags.

use std::fs;
use std::path::Path;

use clap::CommandFactory;
use preface::app::keymap::{DEFAULT, Keymap, Match, parse};
use preface::cli::Arguments;

use crate::journeys::journey::Journey;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// What stands between two marks.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, behind) = text.split_once(begin).unwrap_or_else(|| panic!("README has no {begin:?}"));
    behind.split_once(end).unwrap_or_else(|| panic!("README has no {end:?}")).0
}

#[test]
fn its_picture_is_the_screen() {
    let readme = readme();
    let picture = between(&readme, "```text\n", "```");
    let rows = u16::try_from(picture.lines().count()).unwrap();
    let mut journey = Journey::preface(100, rows);
    let shown = journey.press("]").picture();
    let shown: Vec<_> = shown.lines().map(str::trim_end).collect();
    assert_eq!(picture.lines().collect::<Vec<_>>(), shown, "{}", shown.join("\n"));
}

#[test]
fn its_keys_are_keys() {
    // What works in one list alone is in no keymap.
    const IN_A_LIST: [&str; 1] = ["~"];
    let readme = readme();
    let table = between(&readme, "| | |\n| --- | --- |\n", "\n\n");
    let mut tried = 0;
    for row in table.lines() {
        let (_, keys) = row.rsplit_once(" | ").unwrap();
        for sequence in keys.split('`').skip(1).step_by(2).filter(|keys| !IN_A_LIST.contains(keys)) {
            let named = match sequence {
                "←" => "Left",
                "→" => "Right",
                other => other,
            };
            let mut keymap = Keymap::new(DEFAULT);
            let matches: Vec<_> = parse(named).unwrap().into_iter().map(|key| keymap.press(key)).collect();
            assert_ne!(matches.last(), Some(&Match::Nothing), "{sequence} in {row}");
            tried += 1;
        }
    }
    assert!(tried > 60, "only {tried} keys were found");
}

#[test]
fn its_flags_are_the_flags() {
    let readme = readme();
    let settings = between(&readme, "## Settings", "## ");
    for flag in Arguments::command().get_arguments().filter_map(|argument| argument.get_long().map(str::to_owned)) {
        assert!(settings.contains(&format!("`--{flag}")), "README does not name --{flag}");
    }
}
