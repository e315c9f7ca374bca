//! How long printing takes: `cargo bench --bench printing`.
//!
//! A file of 10 MB is printed, in turn with a program that does no more than hand the same file to the parser's own
//! `push_html` and write what comes of it. What counts is the ratio within one run; wall time on a busy machine is noise.
//!
//! `cargo bench --bench printing -- PATH` takes that file instead.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't run says so, and its output is a table"
)]
#![expect(clippy::cast_precision_loss, reason = "figures are rounded anyway")]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use preface::markdown::events::OPTIONS;
use pulldown_cmark::{Parser, html};

const PREFACE: &str = env!("CARGO_BIN_EXE_preface");
/// What makes this program the one to compare with.
const COMPARED: &str = "--push-html";
const RUNS: usize = 21;
const SIZE: usize = 10_000_000;

fn main() {
    let arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if let [flag, file] = arguments.as_slice()
        && flag.as_os_str() == COMPARED
    {
        return push_html(file);
    }
    let named = arguments.into_iter().find(|path| path.is_file());
    let made = std::env::temp_dir().join(format!("preface-printing-{}.md", std::process::id()));
    let file = named.unwrap_or_else(|| {
        fs::write(&made, document()).expect("a file can be written");
        made.clone()
    });
    compare(&file);
    let _ = fs::remove_file(made);
}

/// Our own long document, over and over, each time under another heading.
fn document() -> String {
    let guide = fs::read_to_string("tests/corpus/guide.md").expect("the guide");
    let body = guide.split("---\n").skip(2).collect::<Vec<_>>().join("---\n");
    let mut text = String::new();
    let mut copy = 0;
    while text.len() < SIZE {
        copy += 1;
        text.extend(["\n# Copy ", &copy.to_string(), "\n\n", &body]);
    }
    text
}

fn push_html(file: &Path) {
    let text = fs::read_to_string(file).expect("a readable file");
    let mut markup = String::new();
    html::push_html(&mut markup, Parser::new_ext(&text, OPTIONS));
    io::stdout().write_all(markup.as_bytes()).expect("somebody reads it");
}

fn compare(file: &Path) {
    let own = std::env::current_exe().expect("this program");
    let mut printing = Vec::new();
    let mut pushing = Vec::new();
    let mut memory = 0;
    for _ in 0..RUNS {
        let (taken, most) = run(Command::new(PREFACE).arg(file));
        printing.push(taken);
        memory = memory.max(most);
        pushing.push(run(Command::new(&own).arg(COMPARED).arg(file)).0);
    }
    let (ours, theirs) = (median(&mut printing), median(&mut pushing));
    println!("printing {} (median of {RUNS}; least)", file.display());
    println!(
        "  preface                  {ours:7.1} ms  {:7.1} ms  {:6.1} MiB at most",
        milliseconds(printing[0]),
        memory as f64 / 1024.0
    );
    println!("  the parser's push_html   {theirs:7.1} ms  {:7.1} ms", milliseconds(pushing[0]));
    println!(
        "  ratio                    {:7.2}     {:7.2}",
        ours / theirs,
        milliseconds(printing[0]) / milliseconds(pushing[0])
    );
}

/// How long a program runs, and how many KiB it has in memory at most.
fn run(command: &mut Command) -> (Duration, u64) {
    let began = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let resident = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        });
        most = most.max(resident.unwrap_or(0));
        if child.try_wait().expect("the program can be waited for").is_some() {
            return (began.elapsed(), most);
        }
        std::thread::sleep(Duration::from_micros(500));
    }
}

/// The median in milliseconds; the durations are sorted afterwards.
fn median(durations: &mut [Duration]) -> f64 {
    durations.sort_unstable();
    milliseconds(durations[durations.len() / 2])
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
