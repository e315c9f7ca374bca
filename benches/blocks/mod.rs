//! Documents that are one huge block: the ones that a reader which works block by block chokes on.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::bench::Bench;
use crate::documents::LAST;
use crate::plan::median;
use crate::programs;
use crate::pty::{Program, Running};
use crate::series::Series;
use crate::table::Row;

/// The bare loop reads all of it each time.
const ROUNDS: usize = 3;

/// A kind of block: what it begins with, and what stands before and behind the words of each of its lines.
struct Kind {
    name: &'static str,
    first: &'static str,
    before: &'static str,
    behind: &'static str,
}

/// Those that are measured.
const KINDS: [Kind; 5] = [
    Kind { name: "fence", first: "```rust\n", before: "let line = \"", behind: "\";" },
    Kind { name: "list", first: "", before: "- ", behind: "" },
    Kind { name: "table", first: "| What | Number |\n| --- | --- |\n", before: "| ", behind: " | 7 |" },
    Kind { name: "paragraph", first: "", before: "", behind: "" },
    Kind { name: "quote", first: "", before: "> ", behind: "" },
];

/// Writes a document of about `size` bytes that is one block.
fn create(folder: &Path, kind: &Kind, size: usize) -> io::Result<PathBuf> {
    let path = folder.join(format!("{}.md", kind.name));
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    file.write_all(kind.first.as_bytes())?;
    let mut written = kind.first.len();
    for number in 1_usize.. {
        if written >= size {
            break;
        }
        let line = format!("{}line {number} holds plain words that go on to its end{}\n", kind.before, kind.behind);
        file.write_all(line.as_bytes())?;
        written += line.len();
    }
    writeln!(file, "{}{LAST}{}", kind.before, kind.behind)?;
    file.flush()?;
    Ok(path)
}

/// Opens each of them, goes to the end, and presses a key there.
pub(crate) fn measure(bench: &mut Bench) {
    let size = (100 << 20).min(bench.plan.largest);
    bench.table.part(&format!("one block of {} MB", size >> 20));
    for kind in &KINDS {
        let path = create(bench.folder.path(), kind, size).expect("room for the documents");
        let programs = [Some(programs::preface(&path)), Some(programs::bare(&path)), programs::less(&path)];
        let mut taken = [(); 3].map(|()| [(); 3].map(|()| Series::default()));
        // The first round warms up.
        for round in 0..=bench.plan.rounds.min(ROUNDS) {
            for (program, taken) in programs.iter().zip(&mut taken) {
                let Some(program) = program else { continue };
                let figures = opened(program);
                if round > 0 {
                    taken.iter_mut().zip(figures).for_each(|(series, figure)| series.push(figure));
                }
            }
        }
        let [ours, bare, less] = &taken;
        let is_there = programs[2].is_some();
        for (place, what) in ["first frame", "G", "k"].into_iter().enumerate() {
            let ours = &ours[place];
            let row = Row::new(format!("{}, {what}", kind.name), median(ours)).bare(Some(ours.ratio(&bare[place])));
            let ratio = is_there.then(|| ours.ratio(&less[place]));
            let row = row.less(ratio);
            bench.table.row(&match (what, ratio) {
                ("first frame", Some(ratio)) => row.bound("at most 1.2 × less", ratio <= 1.2),
                ("first frame", None) => row,
                ("G", _) => row.bound("under 50 ms", ours.median() < 50.0),
                _ => row.bound("p95 under 8 ms", ours.quantile(95) < 8.0),
            });
        }
        fs::remove_file(path).expect("it was just written");
    }
}

/// The first frame, the jump to the end and a line up from there.
fn opened(program: &Program) -> [Duration; 3] {
    let (mut running, first) = Running::open(program);
    let end = running.timed("G", |page| page.shows(LAST));
    [first, end, running.press("k")]
}
