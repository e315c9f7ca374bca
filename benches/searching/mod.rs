//! A word at 97 % of a document, as soon as it is open, until that is on the screen; and how long counting takes.

use std::time::Duration;

use crate::bench::Bench;
use crate::documents::{COMMON, RARE};
use crate::plan::median;
use crate::programs::preface;
use crate::pty::{Page, Program, Running};
use crate::series::{Entrant, race};
use crate::table::Row;

/// What may be at most, as a multiple of `less`, by the size of the document.
const BOUNDS: [(&str, f64); 3] = [("1 MB", 1.0), ("10 MB", 0.3), ("100 MB", 0.25)];
/// In which document all hits are counted, and within how many milliseconds.
const COUNTED: (&str, f64) = ("100 MB", 1500.0);

pub(crate) fn measure(bench: &mut Bench) {
    bench.table.part("search, until the hit is shown");
    let is_there = is_there(bench);
    for (name, most) in BOUNDS {
        let Some(document) = bench.documents.iter().find(|document| document.name == name) else { continue };
        let bound = format!("at most {most} × less");
        if !is_there {
            bench.table.row(&Row::new(name, "not there").bound(bound, false));
            continue;
        }
        let (preface, less, _) = document.programs();
        let mut entrants = vec![search(&preface)];
        entrants.extend(less.as_ref().map(search));
        let taken = race(bench.plan.rounds, entrants);
        let ratio = taken.get(1).map(|less| taken[0].ratio(less));
        let row = Row::new(name, median(&taken[0])).less(ratio);
        bench.table.row(&if let Some(ratio) = ratio { row.bound(bound, ratio <= most) } else { row });
    }
    count(bench, is_there);
}

/// Until the number of all hits stands in the lowest row.
fn count(bench: &mut Bench, is_there: bool) {
    let Some(document) = bench.documents.iter().find(|document| document.name == COUNTED.0) else { return };
    let (name, bound) = (format!("{}, all {} hits counted", document.name, document.common), "under 1.5 s");
    if !is_there {
        return bench.table.row(&Row::new(name, "not there").bound(bound, false));
    }
    let (program, number) = (preface(&document.path), document.common.to_string());
    let run = || find(&program, COMMON, |page| says(&page.status(), &number));
    let taken = race(bench.plan.rounds, vec![Entrant { most: 5, run: Box::new(run) }]);
    let row = Row::new(name, median(&taken[0]));
    bench.table.row(&row.bound(bound, taken[0].median() < COUNTED.1));
}

fn search(program: &Program) -> Entrant<'_> {
    Entrant { most: usize::MAX, run: Box::new(|| find(program, RARE, |page| page.shows(RARE))) }
}

/// Opens a document, types a word to search for, and waits until something holds.
fn find(program: &Program, word: &str, holds: impl Fn(&Page<'_>) -> bool) -> Duration {
    let (mut running, _) = Running::open(program);
    running.timed(&format!("/{word}\r"), holds)
}

/// Whether the reader knows the key.
fn is_there(bench: &Bench) -> bool {
    let (mut running, _) = Running::open(&preface(&bench.documents[0].path));
    let before = running.page().status();
    running.timed("/", |page| page.status() != before);
    !running.page().status().contains("not a key")
}

/// Whether a number stands in a text as it is: no more of it on either side, and no sign that it is still growing.
fn says(text: &str, number: &str) -> bool {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '\u{202f}' | '\u{a0}')).collect();
    plain.match_indices(number).any(|(at, _)| {
        let before = plain[..at].chars().next_back();
        let behind = plain[at + number.len()..].chars().next();
        !before.is_some_and(|c| c.is_ascii_digit())
            && !behind.is_some_and(|c| c.is_ascii_digit() || matches!(c, '+' | '…'))
    })
}
