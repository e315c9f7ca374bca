//! The figures that the README quotes: `cargo bench --bench figures`.
//!
//! Every program runs in a pseudo-terminal of 100×30 cells, in turn with the one that it is compared to, because wall
//! time on a busy machine is noise and a ratio within one run is not. A first frame is counted from just before the
//! program is started to the last byte of its first frame. `less` is left out where it is not installed.
//!
//! `cargo bench --bench figures -- 5` takes five runs of each instead of forty.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't run says so, and its output is a table"
)]
#![expect(clippy::cast_precision_loss, reason = "sizes in MiB are rounded anyway")]

mod pty;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use pty::{Run, Running};

const PREFACE: &str = env!("CARGO_BIN_EXE_preface");

fn main() {
    let runs = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(40);
    let folder = std::env::temp_dir().join(format!("preface-figures-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder for the documents");
    measure(&folder, runs);
    let _ = fs::remove_dir_all(&folder);
}

fn measure(folder: &Path, runs: usize) {
    let printed = folder.join("printed.txt");
    let text =
        Command::new(PREFACE).args(["--width", "72", "content/preface.md"]).output().expect("the printed preface");
    fs::write(&printed, text.stdout).expect("the printed preface");
    let small = document(folder, "1MB.md", 1 << 20);
    let large = document(folder, "1GB.md", 1 << 30);

    println!("first frame, milliseconds (median of {runs}; least)");
    let bundled = Candidate::new("preface, the bundled preface", PREFACE, &[]);
    if Command::new("less").arg("--version").output().is_ok() {
        let less = Candidate::new("less, the same text printed", "less", &[&printed]);
        compare(&bundled, &less, runs);
    }
    let megabyte = Candidate::new("preface, 1 MB", PREFACE, &[&small]);
    compare(&Candidate::new("preface, 1 GB", PREFACE, &[&large]), &megabyte, runs.min(20));
    compare(&bundled, &megabyte, runs.min(20));

    println!("\n1 GB");
    let mut run = Running::start(Path::new(PREFACE), &[&large]);
    run.burst();
    println!("  resident memory at the first frame   {:6.1} MiB", run.resident());
    let mut keys: Vec<Duration> = (0..60)
        .map(|step| {
            std::thread::sleep(Duration::from_millis(20));
            run.answer([" ", "j", "]", "b"][step % 4])
        })
        .collect();
    keys.sort_unstable();
    println!(
        "  a key while the index is built       {:6.2} ms median, {:.2} ms p95",
        milliseconds(keys[keys.len() / 2]),
        milliseconds(keys[keys.len() * 95 / 100])
    );
    let taken = run.wait_for_index();
    println!("  the whole index                      {:6.1} s", taken.as_secs_f64());
    println!("  resident memory with the whole index {:6.1} MiB", run.resident());
    idle("  idle", &mut run);

    println!("\nthe bundled preface");
    let mut run = Running::start(Path::new(PREFACE), &[]);
    run.burst();
    println!("  resident memory                      {:6.1} MiB", run.resident());
    // The threads of the start have to come to rest first.
    std::thread::sleep(Duration::from_millis(500));
    idle("  idle", &mut run);
}

fn idle(name: &str, run: &mut Running) {
    let (wakes, bytes) = run.idle(Duration::from_secs(3));
    println!("{name}, 3 s                             {wakes:6} wake-ups, {bytes} bytes");
}

/// A program and what it is to show.
struct Candidate {
    name: &'static str,
    program: PathBuf,
    arguments: Vec<PathBuf>,
}

impl Candidate {
    fn new(name: &'static str, program: &str, arguments: &[&Path]) -> Self {
        let arguments = arguments.iter().map(|argument| argument.to_path_buf()).collect();
        Self { name, program: PathBuf::from(program), arguments }
    }

    fn run(&self) -> Run {
        let arguments: Vec<&Path> = self.arguments.iter().map(PathBuf::as_path).collect();
        Running::start(&self.program, &arguments).burst()
    }
}

/// Runs two programs in turn and prints how long each takes to its first frame, and the ratio.
fn compare(one: &Candidate, other: &Candidate, runs: usize) {
    let (mut ones, mut others, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=runs {
        let (a, b) = (milliseconds(one.run().first_frame), milliseconds(other.run().first_frame));
        // The first round warms up.
        if round > 0 {
            ones.push(a);
            others.push(b);
            ratios.push(a / b);
        }
    }
    for (candidate, times) in [(one, &mut ones), (other, &mut others)] {
        let middle = median(times);
        println!("  {:36} {middle:6.2} ({:.2})", candidate.name, times[0]);
    }
    println!("  {:36} {:6.2} (ratio)", "", median(&mut ratios));
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

/// A document of at least `size` bytes: our own guide again and again, each time under a heading of its own.
fn document(folder: &Path, name: &str, size: usize) -> PathBuf {
    let guide = fs::read_to_string("tests/corpus/guide.md").expect("the guide");
    let body = guide.splitn(3, "---\n").nth(2).unwrap_or(&guide);
    let path = folder.join(name);
    let mut file = std::io::BufWriter::new(fs::File::create(&path).expect("the document"));
    let mut written = 0;
    let mut copy = 0;
    while written < size {
        copy += 1;
        let heading = format!("\n# Copy {copy}\n\n");
        file.write_all(heading.as_bytes()).and_then(|()| file.write_all(body.as_bytes())).expect("room on the disk");
        written += heading.len() + body.len();
    }
    path
}
