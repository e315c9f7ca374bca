//! Whatever the size and whatever is pressed: nothing panics, nothing leaves its area, and the words stay.

use preface::app::key::Gesture;
use preface::text::width::width;
use proptest::prelude::*;

use super::journey::Journey;

/// The keys that are pressed at random: every one of the keymap, and some that mean nothing.
const KEYS: [&str; 49] = [
    "j", "k", "<Space>", "b", "d", "u", "g", "G", "50%", "97%", "3%", "]", "[", "}", "{", "p", "t", "<C-t>", "<Tab>",
    "<S-Tab>", "<Enter>", "x", "y", "n", "<BS>", "L", "''", "?", "M", "<C-l>", "<Esc>", "q", "7j", "3]", "12<Tab>",
    "9k", "99", "%", "'", "!", "é", "<F1>", "<Down>", "<End>", "l", "h", "$", "0", "5<Right>",
];

/// What happens to a journey.
#[derive(Debug, Clone)]
enum Step {
    Press(&'static str),
    Resize(u16, u16),
    Mouse(Gesture, u16, u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let gesture = prop::sample::select(vec![
        Gesture::Press,
        Gesture::SecondPress,
        Gesture::ThirdPress,
        Gesture::Drag,
        Gesture::Release,
        Gesture::WheelDown,
        Gesture::WheelUp,
    ]);
    let step = prop_oneof![
        6 => prop::sample::select(KEYS.to_vec()).prop_map(Step::Press),
        3 => (1_u16..150, 1_u16..50).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => (gesture, 0_u16..150, 0_u16..50).prop_map(|(gesture, column, row)| Step::Mouse(gesture, column, row)),
    ];
    prop::collection::vec(step, 1..30)
}

fn document() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["guide.md", "unicode.md", "edge.md", "chapter.md", "crlf.md"])
}

/// Nothing controls the terminal, no row of the page is wider than its area, and the status line is there.
fn check(journey: &Journey) {
    let buffer = journey.buffer();
    for cell in &buffer.content {
        assert!(!cell.symbol().chars().any(char::is_control), "{:?}", cell.symbol());
    }
    if journey.app().geometry().is_none() {
        return;
    }
    let page = journey.geometry().page;
    for line in journey.app().shown().page() {
        let line = line.shown().expect("a line");
        assert!(line.columns() <= usize::from(page.columns), "{} in {} columns", line.text(), page.columns);
    }
    for row in journey.page() {
        assert!(width(&row) <= usize::from(page.columns), "{row}");
    }
    assert_eq!(journey.rows().len(), usize::from(page.row + page.rows + 1));
    assert!(!journey.status().is_empty(), "{}", journey.picture());
    assert!(!journey.trail().is_empty(), "{}", journey.picture());
}

proptest! {
    // The same documents and sizes each time: what "the same words" are is only guessed at in places.
    #![proptest_config(ProptestConfig {
        cases: 60,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(2018),
        ..ProptestConfig::default()
    })]

    #[test]
    fn nothing_panics_and_nothing_leaves_its_area(name in document(), steps in steps()) {
        let mut journey = Journey::new(name, 100, 30);
        for step in steps {
            match step {
                Step::Press(keys) => drop(journey.press(keys)),
                Step::Resize(columns, rows) => drop(journey.resize(columns, rows)),
                Step::Mouse(gesture, column, row) => drop(journey.mouse(gesture, column, row)),
            }
            check(&journey);
        }
    }

    #[test]
    fn the_words_stay_when_only_the_size_changes(
        name in prop::sample::select(vec!["guide.md", "chapter.md", "crlf.md"]),
        down in 0_usize..1200,
        sizes in prop::collection::vec((20_u16..150, 8_u16..50), 1..6),
    ) {
        let mut journey = Journey::new(name, 100, 30);
        journey.press(&format!("{down}j"));
        let before = journey.rows();
        let first = first_word(&journey);
        for (columns, rows) in sizes {
            journey.resize(columns, rows);
            check(&journey);
            if let Some(word) = &first {
                // The language of code may need a row of its own above it.
                let page = journey.page();
                let mut top = page.iter().filter(|row| row.contains(char::is_alphanumeric)).take(2);
                let (picture, before) = (journey.picture(), before.join("\n"));
                prop_assert!(top.any(|row| row.contains(word)), "“{word}” at {columns}×{rows}:\n{picture}\nbefore:\n{before}");
            }
        }
        prop_assert_eq!(journey.resize(100, 30).rows(), before);
    }
}

/// The word at the start of the first row with words, as far as no width breaks it. In a table there is none: another
/// width sets its rows in another way; nor in the middle of a line of code, which is broken anywhere.
fn first_word(journey: &Journey) -> Option<String> {
    let reader = journey.app().reader();
    let (document, offset) = (reader.document(), reader.anchor().offset);
    let chunk = document.chunk_at(offset)?;
    let text = document.chunk_text(chunk);
    let before = &text[..usize::try_from(offset - document.chunk_span(chunk).start).unwrap()];
    let line = &text[before.rfind('\n').map_or(0, |end| end + 1)..];
    let top = journey.top();
    if line.lines().next().is_some_and(|line| line.contains('|')) || top.starts_with('─') || top.contains('↪') {
        return None;
    }
    let row = journey.page().into_iter().find(|row| row.contains(char::is_alphanumeric))?;
    let word = row.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
    // Between wide characters a line may be broken; a word as long as the narrowest line is broken anywhere.
    let letters = if word.chars().any(|letter| width(letter.encode_utf8(&mut [0; 4])) > 1) { 1 } else { 8 };
    (word.len() < 15 || letters == 1).then(|| word.chars().take(letters).collect())
}
