//! From the start of the program to the end of its first frame, and what it has in memory then.

use std::time::Duration;

use crate::bench::Bench;
use crate::plan::median;
use crate::pty::{Program, Running};
use crate::series::{Entrant, race};
use crate::table::Row;

/// How long nothing may happen.
const IDLE: Duration = Duration::from_secs(3);
/// How often a program is started to see how much memory it has.
const STARTS: usize = 5;
/// How often the bare loop reads a document of more than so many bytes.
const LARGE: (usize, usize) = (64 << 20, 2);

/// The first frame at every size, in one race.
pub(crate) fn first_frames(bench: &mut Bench) {
    let open = |program: Program, most| Entrant { most, run: Box::new(move || Running::open(&program).1) };
    let mut entrants = Vec::new();
    for document in &bench.documents {
        let (preface, less, bare) = document.programs();
        let most = if document.size > LARGE.0 { LARGE.1 } else { usize::MAX };
        entrants.push(open(preface, usize::MAX));
        entrants.push(open(bare, most));
        entrants.extend(less.map(|less| open(less, usize::MAX)));
    }
    let of_each = entrants.len() / bench.documents.len();
    let taken = race(bench.plan.rounds, entrants);
    bench.table.part("first frame");
    for (document, taken) in bench.documents.iter().zip(taken.chunks(of_each)) {
        let (preface, bare, less) = (&taken[0], &taken[1], taken.get(2));
        let less = less.map(|less| preface.ratio(less));
        let row = Row::new(document.name, median(preface)).less(less).bare(Some(preface.ratio(bare)));
        bench.table.row(&match less {
            Some(ratio) => row.bound("at most 1.2 × less", ratio <= 1.2),
            None => row,
        });
    }
    let (small, large) = (&taken[0], &taken[taken.len() - of_each]);
    let (name, ratio) = (format!("{} ÷ {}", bench.largest().name, bench.documents[0].name), large.ratio(small));
    bench.table.row(&Row::new(name, format!("{ratio:.2}")).bound("at most 1.2", ratio <= 1.2));
}

/// The smallest document: memory, and whether anything happens.
pub(crate) fn small(bench: &mut Bench) {
    let document = &bench.documents[0];
    let (preface, less, bare) = document.programs();
    bench.table.part(&format!("{} at rest", document.name));
    let least = |program: &Program| {
        // The least, for behind the first frame there is more to come: code is painted.
        (0..STARTS).map(|_| Running::open(program).0.resident()).fold(f64::INFINITY, f64::min)
    };
    let first = least(&preface);
    let (less, bare) = (less.as_ref().map(|less| first / least(less)), first / least(&bare));
    let row = Row::new("resident memory, first frame", format!("{first:.1} MiB")).less(less).bare(Some(bare));
    bench.table.row(&row.bound("under 8 MiB", first < 8.0));
    let (mut running, _) = Running::open(&preface);
    idle(bench, &mut running);
    bench.table.row(&Row::new("resident memory, code painted", format!("{:.1} MiB", running.resident())));
}

/// Whether a program that has nothing to do does nothing.
pub(crate) fn idle(bench: &mut Bench, running: &mut Running) {
    let (wakes, bytes) = running.idle(IDLE);
    let row = Row::new(format!("idle for {} s", IDLE.as_secs()), format!("{wakes} wake-ups, {bytes} bytes"));
    bench.table.row(&row.bound("0 and 0", wakes == 0 && bytes == 0));
}
