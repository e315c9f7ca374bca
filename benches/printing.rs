//! How long printing takes: `cargo bench --bench printing`.
//!
//! A file of 10 MB is printed, in turn with a program that does no more than hand the same file to the parser's own
//! `push_html` and write what comes of it. What counts is the ratio within one run; wall time on a busy machine is noise.
//!
//! `cargo bench --bench printing -- PATH` takes that file instead. `cargo bench --bench figures` measures printing along
//! with everything else.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't run says so, and its output is a table"
)]

mod documents;
mod push_html;
mod series;

use std::path::PathBuf;

const ROUNDS: usize = 21;
const SIZE: usize = 10 << 20;

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if let [flag, file] = arguments.as_slice()
        && flag.as_os_str() == push_html::FLAG
    {
        return push_html::run(file).expect("a file can be read, and somebody reads what comes of it");
    }
    let folder = tempfile::tempdir().expect("a folder for the document");
    let named = arguments.into_iter().find(|path| path.is_file());
    let file = named
        .unwrap_or_else(|| documents::create(folder.path(), "document.md", SIZE).expect("a file can be written").0);
    let printed = push_html::compare(&file, ROUNDS);
    let (ours, theirs) = (&printed.preface, &printed.push_html);
    println!("printing {} (median of {ROUNDS}; least)", file.display());
    println!(
        "  preface                  {:7.1} ms  {:7.1} ms  {:6.1} MiB at most",
        ours.median(),
        ours.least(),
        printed.memory
    );
    println!("  the parser's push_html   {:7.1} ms  {:7.1} ms", theirs.median(), theirs.least());
    println!("  ratio                    {:7.2}     {:7.2}", ours.ratio(theirs), ours.least() / theirs.least());
}
