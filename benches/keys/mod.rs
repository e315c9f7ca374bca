//! A key on the largest document: while it is indexed, and side by side with the others.

use crate::bench::Bench;
use crate::gestures::is_indexed;
use crate::plan::tail;
use crate::pty::Running;
use crate::series::Series;
use crate::table::Row;

/// What is pressed while the index is built, in turn.
const MIXED: [&str; 4] = [" ", "j", "3]", "b"];
/// How many keys of a kind are pressed for each round.
const A_ROUND: usize = 10;
/// Sections of the documents are about so long.
const SECTION: usize = 800;

/// A kind of key: for the reader, and for the others, who know no sections, something as far away.
struct Kind {
    name: &'static str,
    ours: fn(step: usize, sections: usize) -> String,
    others: fn(step: usize) -> String,
}

const KINDS: [Kind; 3] = [
    Kind { name: "line", ours: |_, _| "j".to_owned(), others: |_| "j".to_owned() },
    Kind { name: "page", ours: |_, _| " ".to_owned(), others: |_| " ".to_owned() },
    Kind { name: "random section", ours: section, others: percent },
];

/// A step of a walk: forth and back by up to a tenth of the document.
fn section(step: usize, sections: usize) -> String {
    let far = 1 + step * 7919 % (sections / 10).max(1);
    format!("{far}{}", if step.is_multiple_of(2) { ']' } else { '[' })
}

fn percent(step: usize) -> String {
    format!("{}%", 1 + step * 37 % 97)
}

pub(crate) fn measure(bench: &mut Bench) {
    let document = bench.largest();
    let (sections, name) = (document.size / SECTION, document.name);
    let (preface, less, bare) = document.programs();
    let (mut preface, _) = Running::open(&preface);
    bench.table.part(&format!("{name}: keys"));
    while_indexing(bench, &mut preface);
    let (mut less, mut bare) = (less.map(|less| Running::open(&less).0), Running::open(&bare).0);
    for running in [Some(&mut preface), less.as_mut(), Some(&mut bare)].into_iter().flatten() {
        running.press("50%");
    }
    let (mut all, mut all_bare) = (Series::default(), Series::default());
    for kind in KINDS {
        let (mut ours, mut lesses, mut bares) = (Series::default(), Series::default(), Series::default());
        for step in 0..bench.plan.rounds * A_ROUND {
            let (taken, taken_bare) = (preface.press(&(kind.ours)(step, sections)), bare.press(&(kind.others)(step)));
            ours.push(taken);
            all.push(taken);
            bares.push(taken_bare);
            all_bare.push(taken_bare);
            if let Some(less) = &mut less {
                lesses.push(less.press(&(kind.others)(step)));
            }
        }
        let row = Row::new(kind.name, tail(&ours)).bare(Some(ours.median() / bares.median()));
        let row = row.less(less.as_ref().map(|_| ours.median() / lesses.median()));
        bench.table.row(&row.bound("p95 under 8 ms", ours.quantile(95) < 8.0));
    }
    let against = all.median() / all_bare.median();
    let row = Row::new("any of them", tail(&all)).bare(Some(against));
    bench.table.row(&row.bound("at most 1.3 × bare", against <= 1.3));
}

/// A key at each progress that the reader shows.
fn while_indexing(bench: &mut Bench, preface: &mut Running) {
    let mut taken = Series::default();
    for key in MIXED.into_iter().cycle() {
        if is_indexed(&preface.page()) {
            break;
        }
        preface.next_frame();
        if !is_indexed(&preface.page()) {
            taken.push(preface.press(key));
        }
    }
    if taken.median().is_nan() {
        return;
    }
    bench.table.row(&Row::new("while it is indexed", tail(&taken)).bound("p95 under 8 ms", taken.quantile(95) < 8.0));
}
