//! No input is a weapon: what is done with a text takes time in proportion to it, whatever it is made of, on the stack of
//! a thread.
//!
//! Each growing family is printed, read and searched at sizes that double; time that grows faster than the text over three
//! doublings is a failure. Times are those of this thread's processor, the least of a few rounds, and the bound is
//! generous: what this finds is growth by the square. Figures, and memory, come from the long run with larger members:
//! `cargo bench --bench families`.

mod costly;
mod families;
mod panics;
mod uses;

use std::thread;

use rustix::time::{ClockId, clock_gettime};

use families::{FAMILIES, Family};
use uses::{USES, Use};

/// The sizes, in bytes.
const SIZES: [usize; 4] = [3_000, 6_000, 12_000, 24_000];
/// The sizes at which one block is longer than what is laid out at once, in bytes.
const LARGER: [usize; 4] = [100_000, 200_000, 400_000, 800_000];
/// What had to be mended: each took time by the square once its line or its table was that long.
const MENDED: [&str; 6] = [
    "a quote in a quote",
    "numbers in numbers",
    "quotes in lists",
    "notes in one line",
    "notes in one line below a long one",
    "links of one long target that name hosts",
];
/// How many times as long the largest member may take as the smallest. Eight is its share; the square would be 64.
const MOST: f64 = 28.0;
/// Less than so many seconds is noise.
const NOISE: f64 = 0.02;
/// Rounds, as long as the times look like growth by the square.
const ROUNDS: usize = 4;

/// The processor time of this thread, in seconds.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "it is no more than minutes")]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds
}

/// The seconds that a member of this size takes.
fn taken(family: &Family, use_: &Use, size: usize) -> f64 {
    let text = (family.text)(size).into_bytes();
    let before = processor();
    (use_.run)(text);
    processor() - before
}

/// Fails if a family grows faster than its text.
fn assert_in_proportion(family: &Family, use_: &Use, sizes: [usize; 4]) {
    let (mut small, mut large) = (f64::MAX, f64::MAX);
    for _ in 0..ROUNDS {
        small = small.min(taken(family, use_, sizes[0]));
        large = large.min(taken(family, use_, sizes[3]));
        if large < NOISE || large / small < MOST {
            return;
        }
    }
    let between: Vec<String> =
        sizes.iter().map(|&size| format!("{size} bytes {:.1} ms", taken(family, use_, size) * 1000.0)).collect();
    panic!("{} ({}) grow faster than their text: {}", family.name, use_.name, between.join(", "));
}

/// Takes all families through a use, on two threads.
fn all(use_: &'static Use) {
    let (one, other) = FAMILIES.split_at(FAMILIES.len() / 2);
    let half = |families: &'static [Family]| {
        thread::spawn(move || families.iter().for_each(|family| assert_in_proportion(family, use_, SIZES)))
    };
    for half in [half(one), half(other)] {
        half.join().expect("every family is in proportion");
    }
}

#[test]
fn setting_takes_time_in_proportion_to_the_text() {
    all(&USES[1]);
}

#[test]
fn reading_takes_time_in_proportion_to_the_text() {
    all(&USES[2]);
}

#[test]
fn searching_takes_time_in_proportion_to_the_text() {
    all(&USES[3]);
}

#[test]
fn what_was_mended_stays_so() {
    for name in MENDED {
        assert_in_proportion(named(name), &USES[0], LARGER);
    }
    // Nothing of them shows, and a page is looked for in all of it.
    assert_in_proportion(named("anchors"), &USES[2], LARGER.map(|size| size / 4));
}

fn named(name: &str) -> &'static Family {
    FAMILIES.iter().find(|family| family.name == name).expect("a family")
}

#[test]
fn there_are_as_many_families_as_promised() {
    assert!(FAMILIES.len() >= 80, "{}", FAMILIES.len());
    let mut names: Vec<&str> = FAMILIES.iter().map(|family| family.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), FAMILIES.len());
    for family in FAMILIES {
        let (small, large) = ((family.text)(4_000).len(), (family.text)(64_000).len());
        assert!(small >= 2_000 && large >= 8 * small && large <= 600_000, "{}: {small}, {large}", family.name);
    }
}
