//! Another size of the window, in the middle of the largest document.

use std::cell::Cell;

use crate::bench::Bench;
use crate::gestures::is_indexed;
use crate::plan::tail;
use crate::pty::{Program, Running};
use crate::series::{Entrant, race};
use crate::table::Row;

/// The sizes, in turn.
const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (64, 50), (100, 30)];
/// How many resizes there are for each round.
const A_ROUND: usize = 4;
/// In so many rows below the top the words have to be, for there may be a blank one above.
const TOP: usize = 2;
/// Such a word has more letters than this.
const LONG: usize = 4;

/// Opens a document in the middle.
fn open(program: &Program) -> Running {
    let (mut running, _) = Running::open(program);
    running.since_start(is_indexed);
    running.press("50%");
    running
}

/// Goes down to a line that begins with a long word, and says which.
fn top_word(running: &mut Running) -> String {
    loop {
        let text = running.page().text();
        let first = text.split_whitespace().next().unwrap_or_default();
        if first.len() > LONG && first.chars().all(char::is_alphabetic) {
            return first.to_owned();
        }
        running.press("j");
    }
}

pub(crate) fn measure(bench: &mut Bench) {
    let document = bench.largest();
    let (preface, less, bare) = document.programs();
    let mut ours = open(&preface);
    // Without the contents the page is all that is between the bars.
    ours.press("t");
    let word = top_word(&mut ours);
    let others: Vec<Running> = [Some(bare), less].into_iter().flatten().map(|program| open(&program)).collect();
    let stayed = Cell::new(true);
    let mut round = 0;
    let resize = || {
        round += 1;
        let (columns, rows) = SIZES[round % SIZES.len()];
        let taken = ours.resize(columns, rows);
        let top: String = ours.page().text().lines().filter(|line| !line.trim().is_empty()).take(TOP).collect();
        stayed.set(stayed.get() && top.contains(&word));
        taken
    };
    let mut entrants = vec![Entrant { most: usize::MAX, run: Box::new(resize) }];
    for mut other in others {
        let mut round = 0;
        let resize = move || {
            round += 1;
            let (columns, rows) = SIZES[round % SIZES.len()];
            other.resize(columns, rows)
        };
        entrants.push(Entrant { most: usize::MAX, run: Box::new(resize) });
    }
    bench.table.part(&format!("{}: another size of the window", document.name));
    let taken = race(bench.plan.rounds * A_ROUND, entrants);
    let ours = &taken[0];
    let row = Row::new("resize", tail(ours)).bare(Some(ours.ratio(&taken[1])));
    let row = row.less(taken.get(2).map(|less| ours.ratio(less)));
    bench.table.row(&row.bound("p95 under 8 ms", ours.quantile(95) < 8.0));
    let words = if stayed.get() { "the same words" } else { "other words" };
    bench.table.row(&Row::new("on top", words).bound("the same words", stayed.get()));
}
