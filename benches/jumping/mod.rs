//! To the end of the largest document before it is indexed; then the index, and what is left in memory.

use std::time::Duration;

use crate::bench::Bench;
use crate::documents::LAST;
use crate::gestures::is_indexed;
use crate::opening::idle;
use crate::plan::median;
use crate::pty::{Program, Running};
use crate::series::{Entrant, Series, race};
use crate::table::Row;

/// Each round takes as long as the index.
const ROUNDS: usize = 3;

/// Opens a document and jumps to its end at once. Returns how long the jump takes.
fn jump(program: &Program) -> (Running, Duration) {
    let (mut running, _) = Running::open(program);
    let taken = running.timed("G", |page| page.shows(LAST));
    (running, taken)
}

pub(crate) fn measure(bench: &mut Bench) {
    let name = bench.largest().name;
    let (preface, less, bare) = bench.largest().programs();
    let (mut indexing, mut stayed, mut last) = (Series::default(), true, None);
    let taken = {
        let ours = || {
            let (mut running, taken) = jump(&preface);
            let shown = running.page().words();
            indexing.push(running.since_start(is_indexed));
            stayed &= running.page().words() == shown;
            last = Some(running);
            taken
        };
        let mut entrants = vec![
            Entrant { most: ROUNDS, run: Box::new(ours) },
            Entrant { most: ROUNDS, run: Box::new(|| jump(&bare).1) },
        ];
        entrants.extend(less.as_ref().map(|less| Entrant { most: ROUNDS, run: Box::new(|| jump(less).1) }));
        race(bench.plan.rounds.min(ROUNDS), entrants)
    };
    let ours = &taken[0];
    bench.table.part(&format!("{name}: its end, its index"));
    let row = Row::new("G before the index", median(ours));
    let row = row.less(taken.get(2).map(|less| ours.ratio(less))).bare(Some(ours.ratio(&taken[1])));
    bench.table.row(&row.bound("under 50 ms", ours.median() < 50.0));
    let words = if stayed { "the same words" } else { "other words" };
    bench.table.row(&Row::new("the page when the index is there", words).bound("the same words", stayed));
    let seconds = indexing.median() / 1000.0;
    bench.table.row(&Row::new("index", format!("{seconds:.2} s")).bound("under 15 s", seconds < 15.0));
    let Some(mut running) = last else { return };
    let resident = running.resident();
    let row = Row::new("resident memory, indexed", format!("{resident:.1} MiB"));
    bench.table.row(&row.bound("under 96 MiB", resident < 96.0));
    idle(bench, &mut running);
}
