//! The figures that have to hold, and whether they do: `cargo bench --bench figures`.
//!
//! Every program runs in a pseudo-terminal of 100×30 cells, in turn with those that it is compared to, because wall time
//! on a busy machine is noise and a ratio within one run is not: the reader, `less` (where it is installed), and a bare
//! ratatui loop, which is this program with another argument. Documents of 3 KB to 1 GB are written to the temporary
//! folder first and removed afterwards. A time is the median of the rounds, the least in brackets; a first frame is
//! counted from just before the program is started to its last byte, a key from just before it is typed. The ratios say
//! how many times as long the reader takes as `less` and as the bare loop.
//!
//! | `cargo bench --bench figures --` | |
//! | --- | --- |
//! | `10M` | no document larger than that |
//! | `5` | so many rounds instead of eleven |
//! | `--check` | fail where a bound is missed |

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench that can't run says so, and its output is a table"
)]

mod bare;
mod bench;
mod blocks;
mod documents;
mod gestures;
mod held;
mod jumping;
mod keys;
mod opening;
mod plan;
mod process;
mod programs;
mod pty;
mod push_html;
mod resizing;
mod searching;
mod series;
mod table;

use std::path::Path;
use std::process::ExitCode;

use bench::Bench;
use plan::Plan;
use table::Row;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, file] = arguments.as_slice() {
        let as_another = match flag.as_str() {
            bare::FLAG => Some(bare::run(Path::new(file))),
            push_html::FLAG => Some(push_html::run(Path::new(file))),
            _ => None,
        };
        if let Some(result) = as_another {
            return if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    }
    let plan = match Plan::read(arguments.into_iter()) {
        Ok(plan) => plan,
        Err(complaint) => {
            eprintln!("{complaint}");
            return ExitCode::FAILURE;
        }
    };
    let check = plan.check;
    if measure(Bench::new(plan)) || !check { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Takes all figures. Returns whether every bound holds.
fn measure(mut bench: Bench) -> bool {
    opening::first_frames(&mut bench);
    opening::small(&mut bench);
    held::measure(&mut bench);
    jumping::measure(&mut bench);
    keys::measure(&mut bench);
    resizing::measure(&mut bench);
    searching::measure(&mut bench);
    print(&mut bench);
    blocks::measure(&mut bench);
    bench.table.end()
}

/// Printing, against the parser's own `push_html` on the same file.
fn print(bench: &mut Bench) {
    bench.table.part("printing");
    for document in bench.documents.iter().filter(|document| ["10 MB", "100 MB"].contains(&document.name)) {
        let printed = push_html::compare(&document.path, bench.plan.rounds.min(5));
        let (ours, ratio) = (&printed.preface, printed.preface.ratio(&printed.push_html));
        let shown = format!("{:.0} ms, {ratio:.2} × push_html", ours.median());
        bench.table.row(&Row::new(document.name, shown).bound("at most 1.5 × push_html", ratio <= 1.5));
        let memory = Row::new(format!("{}, memory", document.name), format!("{:.1} MiB", printed.memory));
        bench.table.row(&memory.bound("under 64 MiB", printed.memory < 64.0));
    }
}
