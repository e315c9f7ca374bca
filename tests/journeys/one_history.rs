//! One history: whatever jumped, the way back and the way forward lead to the same words, at every size, in every
//! document, whatever is folded, and when the file has changed.

use std::fs;

use preface::app::key::Gesture;
use proptest::prelude::*;

use super::journey::{Journey, corpus};

/// The jumps, of every kind that there is.
const JUMPS: [&str; 26] = [
    "]",
    "[",
    "3]",
    "}",
    "{",
    "p",
    "g",
    "G",
    "50%",
    "23%",
    "/terminal<Enter>",
    "/the<Enter>n",
    "N",
    "&<Down><Down><Enter>",
    "<Tab><Enter>",
    "<S-Tab><Enter>",
    "fa",
    "fs",
    "F<Down><Enter>",
    "Fmeasure<Enter>",
    "o<Down><Down><Enter>",
    "<C-t>jj<Enter>",
    "''",
    "<BS>",
    "L",
    "'a",
];

/// What moves without being a jump, or changes how the page looks.
const OTHERS: [&str; 14] = ["j", "3j", "9j", "k", "<Space>", "b", "d", "u", "ma", "+", "-", "w", "t", "<Tab>"];

/// What is done to a journey.
#[derive(Debug, Clone)]
enum Step {
    Press(&'static str),
    Resize(u16, u16),
    Scrollbar(u16),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => prop::sample::select(JUMPS.to_vec()).prop_map(Step::Press),
        3 => prop::sample::select(OTHERS.to_vec()).prop_map(Step::Press),
        1 => size().prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => (0_u16..12).prop_map(Step::Scrollbar),
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    (28_u16..120, 14_u16..40)
}

fn take(journey: &mut Journey, step: &Step) {
    match step {
        Step::Press(keys) => drop(journey.press(keys).press("<Esc>")),
        Step::Resize(columns, rows) => drop(journey.resize(*columns, *rows)),
        Step::Scrollbar(row) => {
            let bar = journey.geometry().scrollbar;
            journey.mouse(Gesture::Press, bar.column, bar.row + row.min(&(bar.rows - 1)));
        }
    }
}

/// What is before the eyes: where, and what it says.
fn view(journey: &Journey) -> (String, Vec<String>) {
    (journey.trail(), journey.page())
}

/// Presses a key as long as it leads on, and gives what was seen, the beginning with it.
fn along<T>(journey: &mut Journey, key: &str, end: &str, see: impl Fn(&Journey) -> T) -> Vec<T> {
    let mut seen = vec![see(journey)];
    for _ in 0..200 {
        let before = journey.press("<Esc>").page();
        if journey.press(key).picture().split_whitespace().collect::<Vec<_>>().join(" ").contains(end) {
            // The sentence may lie over the last rows of the page.
            assert_eq!(journey.press("<Esc>").page(), before);
            return seen;
        }
        seen.push(see(journey.press("<Esc>")));
    }
    panic!("it never ends\n{}", journey.picture());
}

fn back<T>(journey: &mut Journey, see: impl Fn(&Journey) -> T) -> Vec<T> {
    along(journey, "<BS>", "nothing to go back to", see)
}

fn forth<T>(journey: &mut Journey, see: impl Fn(&Journey) -> T) -> Vec<T> {
    along(journey, "L", "nothing to go forward to", see)
}

fn guide() -> Journey {
    Journey::named(&[&corpus("guide.md"), &corpus("chapter.md")], 100, 30)
}

/// Every kind of jump on the guide: what is pressed before it, and what jumps.
const KINDS: [(&str, &str, &str); 22] = [
    ("next section", "5j", "]"),
    ("previous section", "]]]3j", "["),
    ("next of the same level", "]3j", "}"),
    ("previous of the same level", "]}}2j", "{"),
    ("the section around", "4]5j", "p"),
    ("contents", "3j", "<C-t>jjjj<Enter>"),
    ("filtered contents", "3j", "<C-t>/glass<Enter>"),
    ("top", "]]]jj", "g"),
    ("end", "]]jj", "G"),
    ("percent", "7j", "40%"),
    ("link", "4j<Tab><Tab><Tab><Tab>", "<Enter>"),
    ("footnote", "/Model 33, which<Enter><Esc>jj<Tab>", "<Enter>"),
    ("search", "3j", "/teleprinter<Enter>"),
    ("next hit", "/teleprinter<Enter>g5j", "n"),
    ("list of hits", "/the<Enter>5j", "&<Down><Down><Down><PgDn><Enter>"),
    ("letters", "4j", "f/measure<Enter>"),
    ("list of links", "4j", "Fosc<Enter>"),
    ("go to", "3j", "oalternate<Enter>"),
    ("mark", "9]ma40%3j", "'a"),
    ("place before the last jump", "3j40%3j", "''"),
    ("another file by a link", "]j", "f/chapter<Enter>"),
    ("another file by its place", "Gjj", "}"),
];

#[test]
fn every_kind_of_jump_goes_back_and_forward_to_the_exact_line() {
    for (columns, rows) in [(100, 30), (60, 20)] {
        for (kind, before, jump) in KINDS {
            let mut journey = Journey::named(&[&corpus("guide.md"), &corpus("chapter.md")], columns, rows);
            let here = view(journey.press(before));
            let there = view(journey.press(jump).press("<Esc>"));
            assert_ne!(here, there, "{kind} leads somewhere at {columns}×{rows}");
            for (keys, expected) in [("<BS>", &here), ("L", &there), ("''", &here), ("''", &there)] {
                assert_eq!(view(journey.press(keys).press("<Esc>")), *expected, "{keys} and {kind}, {columns}×{rows}");
            }
        }
    }
}

#[test]
fn a_click_on_the_scrollbar_and_a_footnote_and_its_return_are_jumps() {
    let mut journey = guide();
    let start = view(journey.press("3j"));
    let bar = journey.geometry().scrollbar;
    journey.mouse(Gesture::Press, bar.column, bar.row + 15).mouse(Gesture::Release, bar.column, bar.row + 15);
    let there = view(&journey);
    assert_ne!(start, there);
    assert_eq!(view(journey.press("<BS>")), start);
    assert_eq!(view(journey.press("L")), there);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn back_and_forth_shows_the_same_at_every_size(
        steps in prop::collection::vec(step(), 1..24), sizes in prop::collection::vec(size(), 1..4),
    ) {
        let mut journey = guide();
        for step in &steps {
            take(&mut journey, step);
        }
        // Whatever of the way forward there is left is gone first.
        forth(&mut journey, |_| ());
        let mut first: Option<Vec<_>> = None;
        for (columns, rows) in [&[(100, 30)], &sizes[..], &[(100, 30)]].concat() {
            journey.resize(columns, rows);
            let mut there = back(&mut journey, view);
            let again = forth(&mut journey, view);
            there.reverse();
            prop_assert_eq!(&there, &again, "at {}×{}", columns, rows);
            prop_assert_eq!(there.len(), first.as_ref().map_or(there.len(), Vec::len));
            if (columns, rows) == (100, 30) {
                let first = first.get_or_insert_with(|| there.clone());
                prop_assert_eq!(first, &there, "after other sizes");
            }
        }
    }

    #[test]
    fn the_place_before_the_last_jump_comes_back_when_it_is_asked_for_twice(
        steps in prop::collection::vec(step(), 1..16), size in size(),
    ) {
        let mut journey = guide();
        for step in &steps {
            take(&mut journey, step);
        }
        let here = view(&journey);
        journey.press("''<Esc>");
        let there = view(&journey);
        journey.resize(size.0, size.1).resize(100, 30).press("''<Esc>");
        let back = view(journey.press("''<Esc>").press("''<Esc>"));
        let had_size = steps.iter().any(|step| matches!(step, Step::Resize(..)));
        prop_assert!(had_size || back == here, "{:?}\n{:?}", here, back);
        journey.press("''<Esc>");
        prop_assert!(had_size || view(&journey) == there);
    }

    #[test]
    fn what_is_folded_or_written_above_changes_no_words(
        steps in prop::collection::vec(step(), 1..16),
        folds in prop::collection::vec(prop::sample::select(vec!["zM", "zR", "za"]), 0..3),
        lines in 0_usize..400,
    ) {
        let guide = fs::read_to_string(corpus("guide.md")).unwrap();
        let chapter = fs::read_to_string(corpus("chapter.md")).unwrap();
        let mut journey = Journey::folder(&[("guide.md", &guide), ("chapter.md", &chapter)], 100, 30);
        for step in &steps {
            take(&mut journey, step);
        }
        forth(&mut journey, |_| ());
        journey.resize(100, 30);
        let first: Vec<_> = back(&mut journey, Journey::top);
        forth(&mut journey, |_| ());
        for keys in &folds {
            journey.press(keys);
        }
        // Behind the data in front of the text, before its first heading.
        let (matter, text) = guide.split_once("# A Field").unwrap();
        let more = "Written later, and above all.\n\n".repeat(lines);
        journey.changed("guide.md", &format!("{matter}{more}# A Field{text}"));
        journey.press("<Esc>");
        let then = back(&mut journey, Journey::top);
        let again = forth(&mut journey, Journey::top);
        prop_assert_eq!(&then, &again.into_iter().rev().collect::<Vec<_>>());
        prop_assert_eq!(first, then);
    }
}
