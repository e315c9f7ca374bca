//! A key that is held: so many lines that have queued up before the first of them is shown.

use crate::bench::Bench;
use crate::gestures::is_indexed;
use crate::plan::median;
use crate::pty::{Program, Running};
use crate::series::{Entrant, race};
use crate::table::Row;

const LINES: usize = 200;

/// A program, and what it shows at the top and so many lines below.
struct Held {
    running: Running,
    top: String,
    below: String,
}

impl Held {
    /// Opens a document, and goes down line by line to see where that leads.
    fn open(program: &Program) -> Self {
        let (mut running, _) = Running::open(program);
        running.since_start(is_indexed);
        let top = running.page().text();
        for _ in 0..LINES {
            running.press("j");
        }
        let below = running.page().text();
        Self { running, top, below }
    }

    fn entrant(self) -> Entrant<'static> {
        let Self { mut running, top, below } = self;
        let run = move || {
            running.timed("g", |page| page.text() == top);
            running.timed(&"j".repeat(LINES), |page| page.text() == below)
        };
        Entrant { most: usize::MAX, run: Box::new(run) }
    }
}

pub(crate) fn measure(bench: &mut Bench) {
    let document = bench.document(1 << 20);
    let (preface, less, bare) = document.programs();
    let mut entrants = vec![Held::open(&preface).entrant(), Held::open(&bare).entrant()];
    entrants.extend(less.as_ref().map(|less| Held::open(less).entrant()));
    bench.table.part(&format!("{}: a key held", document.name));
    let taken = race(bench.plan.rounds, entrants);
    let (ours, against) = (&taken[0], taken[0].ratio(&taken[1]));
    let row = Row::new(format!("{LINES} lines"), median(ours)).less(taken.get(2).map(|less| ours.ratio(less)));
    bench.table.row(&row.bare(Some(against)).bound("at most 0.3 × bare", against <= 0.3));
}
