//! A file that changes on disk is read again, and the words under the eyes stay.

use std::fmt::Write as _;
use std::fs;

use preface::app::Event;
use preface::app::event::DocumentId;
use preface::app::status::Left;

use super::journey::Journey;

fn text(sections: std::ops::Range<usize>) -> String {
    sections.fold(String::new(), |mut text, number| {
        let _ = write!(text, "## Section {number}\n\nWords of {number}.\n\n");
        text
    })
}

/// The message, however many rows it takes.
fn said(journey: &Journey) -> String {
    match journey.app().status() {
        Left::Message(message) => message.to_string(),
        other => panic!("{other:?}"),
    }
}

/// A journey through a hundred sections that has gone to the fiftieth.
fn at_fifty() -> Journey {
    let mut journey = Journey::folder(&[("a.md", &text(0..100))], 80, 12);
    journey.press("50]");
    assert_eq!(journey.top(), "Section 50");
    journey
}

#[test]
fn the_words_under_the_eyes_stay() {
    let old = text(0..100);
    let much = "Much more text.\n\n".repeat(200);
    for (what, new) in [
        ("more above", format!("# New\n\n{much}{old}")),
        ("less above", text(30..100)),
        ("more below", format!("{old}{much}")),
        ("less below", text(0..70)),
        ("around", old.replace("Words of 49.", "Other words.").replace("Words of 51.", "Further ones.")),
        ("in the same place", old.replace("Words of 5.", "Words of five.")),
    ] {
        let mut journey = at_fifty();
        let before = journey.page();
        journey.changed("a.md", &new);
        assert!(journey.status().starts_with("Read again: the file has changed."), "{what}: {}", journey.status());
        assert_eq!(journey.page()[..4], before[..4], "{what}");
        journey.press("jjk");
        assert_eq!(journey.press("k").page()[..4], before[..4], "{what}");
    }
}

#[test]
fn what_has_gone_is_no_reason_to_get_lost() {
    let mut journey = at_fifty();
    journey.changed("a.md", &text(0..100).replace("## Section 50\n\nWords of 50.\n\n", ""));
    assert!(journey.page()[..8].iter().any(|row| row.starts_with("Section 51")), "{}", journey.picture());
    let mut journey = at_fifty();
    journey.changed("a.md", "Something else.\n");
    assert_eq!(journey.top(), "Something else.");
    let mut journey = at_fifty();
    journey.changed("a.md", "");
    assert!(journey.page().iter().all(String::is_empty));
    // An editor that empties a file before it writes it.
    journey.changed("a.md", &text(20..90));
    assert_eq!(journey.top(), "Section 50");
}

/// Writes a file anew so many bytes more at a time, with what is to happen after each piece.
fn write_in_pieces(journey: &mut Journey, text: &str, piece: usize, mut then: impl FnMut(&mut Journey)) {
    let mut written = 0;
    while written < text.len() {
        written = text.ceil_char_boundary((written + piece).min(text.len()));
        journey.changed("a.md", &text[..written]);
        then(journey);
    }
}

#[test]
fn a_file_that_is_written_again_in_pieces_brings_the_words_back() {
    let book = text(0..100);
    let said =
        book.replace("Words of", "What the paragraph says that stays here is the same but for the number: it is");
    let twice = format!("{book}{book}{book}");
    let same = "## Section\n\nThe same words.\n\n".repeat(200);
    for (what, text) in [("a book", &book), ("long lines", &said), ("copies", &twice), ("the same", &same)] {
        for piece in [text.len() / 2, text.len() / 6, text.len() / 15] {
            for keys in ["50]", "150]jj", "G"] {
                for first in ["", "\n\n", "Something else.\n", &text[..text.len() / 50]] {
                    let mut journey = Journey::folder(&[("a.md", text)], 80, 12);
                    let page = journey.press(keys).page();
                    journey.changed("a.md", first);
                    write_in_pieces(&mut journey, text, piece, |_| {});
                    assert_eq!(journey.page(), page, "{what}, {piece} bytes at a time, {keys}, {first}");
                }
            }
        }
    }
}

#[test]
fn a_text_that_is_written_in_pieces_and_is_another_one_is_read_where_it_has_the_words() {
    let new = text(0..100).replace("Words of 3.", "Words of three, which are some more.");
    let mut journey = at_fifty();
    let page = journey.page();
    write_in_pieces(&mut journey, &format!("# New\n\n{new}"), 300, |_| {});
    assert_eq!(journey.page(), page);
}

#[test]
fn who_moves_while_a_file_is_written_stays_there() {
    let mut journey = at_fifty();
    let (mut pieces, mut page) = (0, Vec::new());
    write_in_pieces(&mut journey, &text(0..100), 500, |journey| {
        pieces += 1;
        if pieces == 2 {
            page = journey.press("4k").page();
        }
    });
    assert!(pieces > 4);
    assert_eq!(journey.page(), page);
}

#[test]
fn a_file_that_has_lost_its_end_is_read_at_its_end() {
    let mut journey = at_fifty();
    journey.changed("a.md", &text(0..30));
    let last = |journey: &Journey| journey.page().into_iter().rfind(|row| !row.is_empty()).unwrap_or_default();
    assert_eq!(last(&journey), "Words of 29.");
    // Where the reader goes from there is a place like any other.
    journey.press("10[");
    let page = journey.page();
    journey.changed("a.md", &text(10..100));
    assert_eq!(journey.page(), page);
}

#[test]
fn another_text_is_read_where_its_own_words_go() {
    let mut journey = at_fifty();
    let other = |sections: std::ops::Range<usize>| text(sections).replace("Section", "Part").replace("Words", "Lines");
    journey.changed("a.md", &other(1000..1200));
    let page = journey.page();
    journey.changed("a.md", &other(980..1200));
    assert_eq!(journey.page(), page);
}

#[test]
fn who_goes_to_the_end_of_what_is_written_stays_at_the_end() {
    let mut journey = at_fifty();
    write_in_pieces(&mut journey, &text(0..100), 700, |journey| {
        let end = journey.page();
        assert_eq!(journey.press("G").page(), end, "{}", journey.picture());
    });
    assert!(journey.page().contains(&"Words of 99.".to_owned()), "{}", journey.picture());
}

#[test]
fn what_was_gone_back_to_and_what_is_unfolded_is_known_when_a_file_is_written_again() {
    let old = text(0..60) + "<details>\n<summary>Part</summary>\n\nHidden.\n\n</details>\n\n" + &text(60..100);
    let mut journey = Journey::folder(&[("a.md", &old)], 80, 12);
    let unfolded = journey.press("/Hidden<Enter>").page();
    assert!(unfolded.iter().any(|row| row.contains("Hidden.")), "{unfolded:?}");
    let page = journey.press("25]").page();
    write_in_pieces(&mut journey, &old, 700, |_| {});
    assert_eq!(journey.page(), page);
    assert_eq!(journey.press("<BS>").page(), unfolded);
}

#[test]
fn what_was_gone_back_to_is_where_it_went() {
    let mut journey = at_fifty();
    journey.press("20]").changed("a.md", &text(20..100));
    assert_eq!(journey.top(), "Section 70");
    assert_eq!(journey.press("80]<BS>").top(), "Section 70");
}

#[test]
fn folds_pans_and_the_focus_stay() {
    let wide = "word ".repeat(60);
    let old = format!(
        "{}See [this](/x).\n\n<details>\n<summary>Part</summary>\n\nHidden.\n\n</details>\n\n```\n{wide}\n```\n\nEnd.\n",
        text(0..9)
    );
    let mut journey = Journey::folder(&[("a.md", &old)], 80, 20);
    journey.press("Gza<Tab>$");
    let before = journey.page();
    assert!(before.iter().any(|row| row.contains("Hidden.")), "{before:?}");
    assert_eq!(journey.reversed(), ["this"]);
    journey.changed("a.md", &format!("{}{old}", text(20..30)));
    assert_eq!(journey.page(), before);
    assert_eq!(journey.reversed(), ["this"]);
}

#[test]
fn what_was_looked_for_is_looked_for_in_the_new_text() {
    let mut journey = at_fifty();
    journey.press("/Words of 6<Enter>").look_all();
    assert!(journey.status().contains("of 11"), "{}", journey.status());
    journey.changed("a.md", &text(0..65)).look_all();
    assert!(journey.status().starts_with("Read again"), "{}", journey.status());
    journey.press("n").look_all();
    assert!(journey.status().contains("of 6"), "{}", journey.status());
}

#[test]
fn a_file_that_was_only_touched_is_not_talked_about() {
    let mut journey = at_fifty();
    let status = journey.status();
    journey.changed("a.md", &text(0..100));
    assert_eq!(journey.status(), status);
    for keys in ["r", "<C-r>"] {
        assert!(journey.press(keys).status().starts_with("Read again: nothing has changed."), "{}", journey.status());
    }
    fs::write(journey.file("a.md"), text(40..100)).unwrap();
    assert!(journey.press("r").status().starts_with("Read again: the file has changed."), "{}", journey.status());
    assert_eq!(journey.top(), "Section 50");
}

#[test]
fn what_is_lost_stays_readable_until_it_is_there_again() {
    let mut journey = at_fifty();
    let page = journey.page();
    let path = journey.file("a.md");
    fs::remove_file(&path).unwrap();
    journey.happen(Event::Touched(DocumentId(0)));
    assert!(journey.status().starts_with("The file is gone; what you see is what was read."), "{}", journey.status());
    assert_eq!(journey.page(), page);
    assert!(journey.press("jk").status().contains("the file is gone"), "{}", journey.status());
    fs::create_dir(&path).unwrap();
    journey.happen(Event::Touched(DocumentId(0)));
    assert!(said(&journey).contains("a.md” is a folder now."), "{}", journey.picture());
    fs::remove_dir(&path).unwrap();
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    assert!(said(journey.press("r")).contains("is not a regular file any more."), "{}", journey.picture());
    assert!(journey.press("jk").status().contains("the file can't be read"), "{}", journey.status());
    fs::remove_file(&path).unwrap();
    assert_eq!(journey.page()[..4], page[..4]);
    journey.changed("a.md", &text(10..100));
    assert!(journey.status().starts_with("Read again"), "{}", journey.status());
    assert!(!journey.press("jk").status().contains("file"), "{}", journey.status());
    assert_eq!(journey.page(), page);
}

#[test]
fn a_file_that_is_appended_to_is_followed_from_its_end() {
    let last = |journey: &Journey| journey.page().into_iter().rfind(|row| !row.is_empty()).unwrap_or_default();
    let mut journey = at_fifty();
    journey.press("G");
    for end in 101..105 {
        journey.changed("a.md", &text(0..end));
        assert_eq!(last(&journey), format!("Words of {}.", end - 1));
    }
    assert!(!journey.status().starts_with("Read again"), "who follows sees it: {}", journey.status());
    let page = journey.press("k").page();
    journey.changed("a.md", &text(0..120));
    assert_eq!(journey.page(), page);
    assert_eq!(last(journey.press("G")), "Words of 119.");
}

#[test]
fn the_contents_and_the_title_are_those_of_the_new_text() {
    let mut journey = Journey::folder(&[("a.md", "---\ntitle: Old\n---\n# One\n")], 100, 12);
    journey.changed("a.md", "---\ntitle: New\n---\n# One\n\n# Two\n");
    assert!(journey.trail().starts_with("New"), "{}", journey.trail());
    assert!(journey.contents().iter().any(|row| row.contains("Two")), "{:?}", journey.contents());
}

#[test]
fn what_is_built_in_does_not_change() {
    let mut journey = Journey::preface(80, 20);
    assert!(journey.press("r").status().starts_with("This document is built in"), "{}", journey.status());
}
