//! The width of the column of text: keys change it, and the words on top stay.

use super::journey::Journey;

/// Keys and the columns that the text has afterwards, one after the other; `None` is as wide as the screen.
const WIDTHS: &[(&str, Option<u16>)] = &[
    ("+", Some(76)),
    ("3+", Some(88)),
    ("-", Some(84)),
    ("=", Some(72)),
    ("w", Some(100)),
    ("w", None),
    ("+", None),
    ("w", Some(72)),
    ("99-", Some(20)),
    ("-", Some(20)),
    ("w", Some(100)),
    ("200+", None),
];

#[test]
fn keys_change_it() {
    let mut journey = Journey::new("guide.md", 180, 30);
    assert_eq!(journey.geometry().page.columns, 72);
    for (keys, columns) in WIDTHS {
        journey.press(keys);
        let geometry = journey.geometry();
        assert_eq!(geometry.page.columns, columns.unwrap_or(geometry.room), "after {keys}");
    }
}

#[test]
fn the_words_on_top_stay() {
    let mut journey = Journey::new("guide.md", 120, 30);
    journey.press("]]]5j");
    let word = journey.top().split_whitespace().next().unwrap_or_default().to_owned();
    assert!(!word.is_empty());
    for keys in ["+", "-", "---", "w", "w", "w", "="] {
        journey.press(keys);
        assert!(journey.top().contains(&word), "{word:?} after {keys}: {:?}", journey.top());
    }
}

#[test]
fn a_key_that_means_nothing_says_so() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("@");
    assert!(journey.status().contains("not a key here"), "{}", journey.status());
    journey.press("j");
    assert!(!journey.status().contains("not a key here"), "{}", journey.status());
}
