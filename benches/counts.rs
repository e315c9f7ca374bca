//! How many instructions parsing, layout, a key and a frame take: `cargo bench --bench counts`.
//!
//! Each step runs by itself under `callgrind`, on the same document, and what the step before it takes is taken away:
//! what is left is the step's own. The counts stand beside those of `benches/counts.txt`, with the difference in percent:
//! a change can be held against them, whatever else the machine is doing. Without `valgrind` there is nothing to count.
//!
//! `cargo bench --bench counts -- --write` writes `benches/counts.txt` anew.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't run says so, and its output is a table"
)]
#![expect(clippy::cast_precision_loss, reason = "percentages are rounded anyway")]

mod callgrind;
mod documents;
mod pty;
mod stages;

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use callgrind::Callgrind;
use stages::{STAGES, Unit};

/// The counts that are held against.
const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/counts.txt");
/// The size of the document.
const SIZE: usize = 1 << 20;
/// The whole program, from its start on until it is left behind its first frame.
const START: &str = "program";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, name, file] = arguments.as_slice()
        && flag == stages::FLAG
    {
        return stages::run(name, Path::new(file)).expect("a stage and a file");
    }
    let folder = tempfile::tempdir().expect("a folder for the document");
    let Some(callgrind) = Callgrind::find(folder.path()) else {
        println!("valgrind is not installed: there is nothing to count with.");
        return;
    };
    let (file, _) = documents::create(folder.path(), "document.md", SIZE).expect("room for a document");
    let counts = count(&callgrind, &file);
    let known = fs::read_to_string(FILE).unwrap_or_default();
    println!("{:16} {:>14} {:8} {:>14} {:>8}", "instructions", "now", "", "counts.txt", "");
    for (name, unit, count) in &counts {
        let before = known.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.parse::<u64>().ok());
        let change = before.map_or(String::new(), |before| {
            format!("{before:14} {:+7.2} %", (*count as f64 / before as f64 - 1.0) * 100.0)
        });
        println!("{}", format!("{name:16} {count:14} {:8} {change}", unit.name()).trim_end());
    }
    if arguments.iter().any(|argument| argument == "--write") {
        let lines: String = counts.iter().map(|(name, _, count)| format!("{name}\t{count}\n")).collect();
        fs::write(FILE, lines).expect("the file can be written");
    }
}

/// What each step takes of itself, for one of its unit.
fn count(callgrind: &Callgrind, file: &Path) -> Vec<(&'static str, Unit, u64)> {
    let own = std::env::current_exe().expect("this program");
    let mut totals: HashMap<&str, u64> = HashMap::new();
    let mut counts = Vec::new();
    for stage in &STAGES {
        let arguments: [OsString; 3] = [stages::FLAG.into(), stage.name.into(), file.into()];
        let Some(total) = callgrind.count(&own, &arguments) else { continue };
        totals.insert(stage.name, total);
        if let Some(part) = totals.get(stage.without) {
            counts.push((stage.name, stage.unit, total.saturating_sub(*part) / stage.unit.count(SIZE) as u64));
        }
    }
    counts.extend(callgrind.count_start(file).map(|total| (START, Unit::Once, total)));
    counts
}
