//! Back and forward: to the exact line, over jumps of every kind.

use std::fmt;

use super::journey::{Indexing, Journey};

/// What a reader has before their eyes. How far the contents are scrolled is left out: the mark is in view; and so is the
/// status line: a link keeps the focus when one goes back to its page.
#[derive(Clone, PartialEq, Eq)]
struct View {
    page: Vec<String>,
    trail: String,
    marked: Option<String>,
}

impl fmt::Debug for View {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} | {:?}\n{}\n", self.trail, self.marked, self.page.join("\n"))
    }
}

fn view(journey: &Journey) -> View {
    View { page: journey.page(), trail: journey.trail(), marked: journey.marked() }
}

/// Jumps one after the other, each with keys that move on from where it ended.
const JUMPS: &[&str] =
    &["7j]", "jj]", "3j{", "5jG", "4kg", "9j50%", "kk[", "p", "jj<C-t>jjj<Enter>", "dp", "3jG", "100k33%"];

#[test]
fn back_and_forward_go_to_the_exact_line() {
    for (columns, rows) in [(100, 30), (60, 20), (33, 9)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let mut before = Vec::new();
        let mut after = Vec::new();
        for keys in JUMPS {
            let jump = keys.trim_start_matches(|key: char| key.is_ascii_digit() || "jkd".contains(key));
            let jump = if jump.ends_with('%') { &keys[keys.len() - 3..] } else { jump };
            journey.press(&keys[..keys.len() - jump.len()]);
            before.push(view(&journey));
            journey.press(jump);
            after.push(view(&journey));
            assert_ne!(before.last().map(|view| &view.page), Some(&journey.page()), "{keys} goes somewhere");
        }
        for (place, expected) in before.iter().enumerate().rev() {
            journey.press("<BS>");
            assert_eq!(view(&journey), *expected, "back over {} at {columns}×{rows}", JUMPS[place]);
        }
        let said = |journey: &Journey| journey.picture().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said(journey.press("<C-o>")).contains("There is nothing to go back to."));
        for (place, expected) in before.iter().enumerate().skip(1) {
            journey.press("L");
            assert_eq!(view(&journey), *expected, "forward over {} at {columns}×{rows}", JUMPS[place]);
        }
        journey.press("L");
        assert_eq!(view(&journey), after[after.len() - 1]);
        assert!(said(journey.press("<M-Right>")).contains("There is nothing to go forward to."));
    }
}

#[test]
fn counts_go_several_steps() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let start = view(&journey);
    journey.press("]]]]");
    let end = view(&journey);
    journey.press("4H");
    assert_eq!(view(&journey), start);
    journey.press("4L");
    assert_eq!(view(&journey), end);
    journey.press("9<M-Left>");
    assert_eq!(view(&journey), start);
}

#[test]
fn a_count_of_sections_is_one_jump() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let start = view(journey.press("jj"));
    for keys in ["5]", "}]]3[", "999]"] {
        let before = if keys.starts_with('}') { view(journey.press("}]]")) } else { start.clone() };
        let jump = keys.trim_start_matches("}]]");
        journey.press(jump).press("<BS>");
        assert_eq!(view(&journey), before, "{keys}");
        journey.press("9<BS>");
    }
}

#[test]
fn the_place_before_the_last_jump_toggles() {
    let mut journey = Journey::new("guide.md", 100, 30);
    assert!(journey.press("''").status().starts_with("There was no jump yet."));
    journey.press("5j");
    let here = view(&journey);
    journey.press("}]3j");
    let there = view(&journey);
    // The last jump is the second one: from the part to its first section.
    journey.press("g");
    let top = view(&journey);
    for expected in [&there, &top, &there, &top] {
        journey.press("''");
        assert_eq!(view(&journey), *expected);
    }
    journey.press("<BS><BS><BS><BS><BS><BS><BS>");
    assert_eq!(view(&journey), here, "all of it can be undone");
}

#[test]
fn links_and_other_documents_are_steps_like_any_other() {
    for (columns, rows) in [(100, 30), (60, 24)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let mut views = Vec::new();
        // Into a section, on by a link of its page into another file, there to a section, from there back into the
        // first one by a link, and to its end.
        for jump in ["]", "its details", "[", "the guide", "G"] {
            match jump {
                "]" | "[" | "G" => journey.press("j"),
                text => journey.focus(text),
            };
            views.push(view(&journey));
            journey.press(if jump.len() == 1 { jump } else { "<Enter>" });
        }
        assert!(journey.trail().starts_with("Text on") || journey.trail().contains('…'), "{}", journey.trail());
        let end = view(&journey);
        for expected in views.iter().rev() {
            journey.press("<C-o>");
            assert_eq!(view(&journey), *expected, "{columns}×{rows}");
        }
        for expected in views.iter().skip(1).chain([&end]) {
            journey.press("<M-Right>");
            assert_eq!(view(&journey), *expected, "{columns}×{rows}");
        }
    }
}

#[test]
fn after_a_change_of_the_size_the_same_words_are_on_top() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("]]4j");
    let word = journey.top().split(' ').find(|word| word.len() > 3).map(str::to_owned).unwrap();
    journey.press("]}").resize(60, 20).press("<BS><BS>");
    assert!(journey.top().contains(&word), "{word}\n{}", journey.picture());
    let narrow = view(&journey);
    journey.press("LL").resize(100, 30).resize(60, 20).press("HH");
    assert_eq!(view(&journey), narrow);
}

#[test]
fn a_jump_that_leads_nowhere_leaves_no_step() {
    let mut journey = Journey::folder(
        &[("a.md", "# A\n\n[gone](#gone) and [lost](lost.md)\n\n# B\n\nb\n"), ("b.md", "# Other\n")],
        60,
        20,
    );
    journey.press("]g<Tab><Enter><Tab><Enter>gg}}}999]");
    assert_eq!(journey.top(), "B");
    for expected in ["A", "B", "A"] {
        assert_eq!(journey.press("<BS>").top(), expected);
    }
    assert!(journey.press("<BS>").status().starts_with("There is nothing to go ba"));
}

#[test]
fn going_somewhere_new_ends_the_way_forward() {
    let mut journey = Journey::through("# A\n\na\n\n# B\n\nb\n\n# C\n\nc\n", 60, 20, Indexing::AtOnce);
    journey.press("]<BS>2]");
    assert_eq!(journey.top(), "C");
    assert!(journey.press("L").status().starts_with("There is nothing to go fo"));
}
