//! Code: wide blocks are panned without leaving the page, and what code means shows as soon as it is known.

use std::path::PathBuf;
use std::sync::Arc;

use preface::app::App;
use preface::app::event::{DocumentId, Effect, Event, Loaded};
use preface::app::settings::Settings;
use preface::layout::Role;
use preface::layout::highlight::{Snippet, paint};
use preface::library::Origin;
use preface::text::width::width;

use super::journey::{Did, Indexing, Journey};
use super::notation::keys as keys_of;

/// Two blocks that are wider than a page of 37 columns, and one that is not.
const WIDE: &str = "\
Text.

> ```sh
> if
> 0123456789abcdefghijklmnopqrstuvwxyzABCDEF
>   日本語日本語日本語日本語日本語日本語日本語
> ```

```
short
```

```
0123456789abcdefghijklmnopqrstuvwxyzABCDEF
```
";

fn wide() -> Journey {
    Journey::through(WIDE, 40, 16, Indexing::AtOnce)
}

#[test]
fn the_first_block_that_is_too_wide_moves_and_nothing_else() {
    let start = [
        "▏ ┊ if                             sh",
        "▏ ┊ 0123456789abcdefghijklmnopqrstuv›",
        "▏ ┊   日本語日本語日本語日本語日本語›",
    ];
    let second = [
        "▏ ┊ ‹                              sh",
        "▏ ┊ ‹9abcdefghijklmnopqrstuvwxyzABCD›",
        "▏ ┊ ‹ 本語日本語日本語日本語日本語日›",
    ];
    let end = [
        "▏ ┊ ‹                              sh",
        "▏ ┊ ‹cdefghijklmnopqrstuvwxyzABCDEF",
        "▏ ┊ ‹語日本語日本語日本語日本語日本語",
    ];
    let around = ["Text.", "", "", "┊ short", "", "┊ 0123456789abcdefghijklmnopqrstuvwx›"];
    let mut journey = wide();
    let table = [
        ("", start),
        ("l", second),
        ("h", start),
        ("h", start),
        ("<Right>", second),
        ("<Right>", end),
        ("l", end),
        ("<Left>0", start),
        ("$", end),
        ("9<Left>", start),
        ("20l", end),
        ("10h", start),
    ];
    for (keys, expected) in table {
        journey.press(keys);
        let page = journey.page();
        assert_eq!(page[2..5], expected, "{keys}");
        assert_eq!([&page[..2], &page[5..9]].concat(), around, "{keys}");
        assert!(journey.did().iter().all(|did| matches!(did, Did::Highlight(_))), "{keys}");
    }
}

#[test]
fn a_block_stays_panned_while_the_page_moves_and_another_one_is_reached_by_scrolling() {
    let mut journey = Journey::through(&format!("{WIDE}{}", "\nline\n".repeat(20)), 40, 16, Indexing::AtOnce);
    journey.press("ljjj");
    assert_eq!(journey.page()[..2], ["▏ ┊ ‹9abcdefghijklmnopqrstuvwxyzABCD›", "▏ ┊ ‹ 本語日本語日本語日本語日本語日›"]);
    journey.press("jjl");
    let page = journey.page();
    assert_eq!(page[3], "┊ ‹89abcdefghijklmnopqrstuvwxyzABCDEF");
    journey.press("g");
    assert_eq!(journey.page()[3], "▏ ┊ ‹9abcdefghijklmnopqrstuvwxyzABCD›");
    // Where all of it fits, nothing is panned.
    assert_eq!(journey.resize(76, 16).page()[3], "  ▏ ┊ 0123456789abcdefghijklmnopqrstuvwxyzABCDEF");
    assert_eq!(journey.resize(40, 16).page()[3], "▏ ┊ ‹9abcdefghijklmnopqrstuvwxyzABCD›");
}

#[test]
fn a_page_without_wide_code_says_so_and_is_not_left() {
    let mut journey = Journey::new("guide.md", 100, 30);
    for keys in ["h", "l", "0", "$", "<Left>", "3<Right>"] {
        let before = journey.page();
        journey.press(keys);
        assert_eq!(journey.page(), before, "{keys}");
        assert!(journey.status().starts_with("No code on this page is wider than the page."), "{keys}");
        assert_eq!(journey.press("<Esc>").did(), [], "{keys}");
    }
}

#[test]
fn every_column_of_a_long_line_comes_by() {
    let words: Vec<String> = (0..400).map(|number| format!("日{number:03}")).collect();
    let mut journey = Journey::through(&format!("```\n{}\n```\n", words.concat()), 40, 10, Indexing::AtOnce);
    let mut seen = String::new();
    for _ in 0..400 * 5 / 8 {
        let row = journey.top();
        assert!(width(&row) <= usize::from(journey.geometry().page.columns), "{row}");
        seen += &row;
        seen += " ";
        journey.press("l");
    }
    for word in &words {
        assert!(seen.contains(word), "{word}");
    }
    assert!(journey.top().ends_with("日399"), "{}", journey.top());
}

/// What of the page is something in the language of its code, each span on its own.
fn tokens(journey: &Journey) -> Vec<String> {
    let lines = journey.app().shown().page().iter().filter_map(|line| line.shown());
    let spans = lines.flat_map(|line| &line.spans).filter(|span| matches!(span.style.role, Role::Token(_)));
    spans.map(|span| span.text.trim().to_owned()).collect()
}

#[test]
fn code_is_painted_once_and_what_is_on_the_page_first() {
    let block = |number: usize| format!("```rust\nlet x = {number};\n```\n\n");
    let text: String = (0..100).map(|number| block(number) + "Text.\n\n").collect();
    let mut journey = Journey::through(&text, 40, 12, Indexing::AtOnce);
    let asked = |journey: &mut Journey| -> Vec<Vec<String>> {
        let highlight = |did| if let Did::Highlight(codes) = did { Some(codes) } else { None };
        journey.did().into_iter().filter_map(highlight).collect()
    };
    let code = |numbers: &[usize]| numbers.iter().map(|number| format!("let x = {number};")).collect::<Vec<_>>();
    assert_eq!(asked(&mut journey), [code(&[0, 1, 2, 3, 4])]);
    assert_eq!(tokens(&journey), ["let", "0", "let", "1", "let", "2"]);
    // Back and forth: nothing is asked for twice.
    journey.press("gggjkjkg");
    assert_eq!(asked(&mut journey).concat(), code(&[]));
    journey.press("40j");
    assert_eq!(asked(&mut journey), [code(&[10, 11, 12, 13, 14, 8, 9])]);
    // At another width it is known still.
    journey.resize(60, 12);
    journey.press("g");
    assert_eq!(asked(&mut journey).concat(), code(&[]));
    assert_eq!(tokens(&journey), ["let", "0", "let", "1", "let", "2"]);
}

#[test]
fn painting_moves_nothing_and_what_is_no_code_is_not_painted() {
    let text = "```text\nlet x\n```\n\n    let y\n\n```\nlet z\n```\n\n```nosuchlanguage\nlet a\n```\n";
    let mut journey = Journey::through(text, 40, 20, Indexing::AtOnce);
    assert_eq!(journey.did(), [Did::Highlight(vec!["let a".to_owned()])]);
    assert_eq!(tokens(&journey), [""; 0]);
    journey.press("jkl");
    assert_eq!(journey.did(), []);
}

#[test]
fn a_painter_that_takes_its_time_is_asked_once_and_told_what_is_wanted_now() {
    let block = |number: usize| format!("```rust\nlet x = {number};\n```\n\nText.\n\n");
    let text: String = (0..100).map(block).collect();
    let source = Arc::new(text.into_bytes());
    let loaded = Loaded { source, origin: Origin::Bundled, reached: None, note: None };
    let (mut app, effects) = App::open(loaded, Vec::<PathBuf>::new(), Settings::default(), (40, 12));
    let wanted = |effects: Vec<Effect>| -> Option<Vec<Snippet>> {
        effects.into_iter().find_map(|effect| match effect {
            Effect::Highlight(_, codes) => Some(codes),
            _ => None,
        })
    };
    let first = wanted(effects).expect("code on the first page");
    let press = |keys: &str, app: &mut App| {
        keys_of(keys).into_iter().fold(None, |last, key| wanted(app.update(Event::Key(key))).or(last))
    };
    // Nothing else is on the page: it is being done.
    assert_eq!(press("?<Esc>", &mut app), None);
    // What has left the screen is not wanted any more.
    let second = press("60j", &mut app).expect("other code");
    assert!(second.iter().all(|code| !first.contains(code)), "{first:?} {second:?}");
    // It was begun all the same, and is known when the reader comes back.
    let (id, paint) = (first[0].id, paint(&first[0]));
    let revision = app.revision();
    assert!(wanted(app.update(Event::Highlighted { document: DocumentId(0), id, paint })).is_none());
    let third = press("g", &mut app).expect("the rest of the first page");
    assert_eq!(third, first[1..]);
    assert!(app.revision() > revision);
}
