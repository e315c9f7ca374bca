//! What is copied is what stands there, without anything that the page adds; and the reader is told what was sent, and how
//! much.

use preface::app::copying::LONGEST;
use preface::library::PREFACE;

use super::journey::{Did, Indexing, Journey, corpus};

/// What was sent since the last time.
fn sent(journey: &mut Journey) -> Vec<String> {
    let sent = |did| if let Did::Copy(text) = did { Some(text) } else { None };
    journey.did().into_iter().filter_map(sent).collect()
}

/// What was sent at last, and the sentence about it.
#[track_caller]
fn copied(journey: &mut Journey, keys: &str) -> (String, String) {
    sent(journey);
    journey.press(keys);
    let mut sent = sent(journey);
    assert_eq!(sent.len(), 1, "{}", journey.picture());
    (sent.swap_remove(0), said(journey))
}

fn said(journey: &Journey) -> String {
    journey.app().message().expect("a message").text.to_string()
}

fn guide() -> String {
    std::fs::read_to_string(corpus("guide.md")).unwrap()
}

/// The part of a text from one line to another, without the white space at its end.
fn part(text: &str, from: &str, to: &str) -> String {
    let start = text.find(from).unwrap();
    let end = if to.is_empty() { text.len() } else { start + text[start..].find(to).unwrap() };
    text[start..end].trim_end().to_owned()
}

#[test]
fn the_section_is_copied_as_markdown() {
    let mut journey = Journey::preface(100, 20);
    let (text, said) = copied(&mut journey, "]y");
    assert_eq!(text, part(PREFACE, "## Using Code Examples", "\n## O'Reilly"));
    assert_eq!(said, "Sent to the terminal's clipboard: the section “Using Code Examples”, 27 lines.");
    assert_eq!(copied(&mut journey, "Gy").0, part(PREFACE, "## O'Reilly Safari", ""));

    let (text, guide) = (guide(), &mut Journey::new("guide.md", 100, 30));
    for (go_to, from, to) in [
        // With all that is inside of it, up to a heading of the same level or of a higher one.
        ("g", "# A Field Guide", "\n# Part One"),
        ("g]", "## How to read this guide", "\n## Words used"),
        ("g5]", "### The teleprinter", "\n### Glass"),
    ] {
        assert_eq!(copied(guide, &format!("{go_to}y")).0, part(&text, from, to), "{go_to}");
    }
}

#[test]
fn what_stands_before_the_first_section_is_copied_too() {
    let mut journey = Journey::through("one\n\ntwo\n\n## Three\n", 40, 12, Indexing::AtOnce);
    let (text, said) = copied(&mut journey, "y");
    assert_eq!(text, "one\n\ntwo");
    assert_eq!(said, "Sent to the terminal's clipboard: what stands before the first section, 3 lines.");
    let mut journey = Journey::through("one\n", 40, 12, Indexing::AtOnce);
    assert_eq!(copied(&mut journey, "y").1, "Sent to the terminal's clipboard: the document, 3 characters.");
}

#[test]
fn the_link_in_focus_comes_first() {
    let mut journey = Journey::preface(100, 30);
    let (text, said) = copied(&mut journey, "<Tab>y");
    assert_eq!(text, "https://docker.io");
    assert_eq!(said, "Sent to the terminal's clipboard: the link, 17 characters.");
    assert!(copied(&mut journey, "<Esc>y").0.starts_with("## Resources"));
    let mut journey = Journey::new("guide.md", 100, 30);
    assert_eq!(copied(journey.focus("the measure"), "y").0, "#the-measure");
}

#[test]
fn the_code_is_copied_without_what_the_page_adds() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let code = "% tty\n/dev/pts/3\n% stty size\n48 132";
    let (text, said) = copied(&mut journey, "/stty size<Enter>c");
    assert_eq!(text, code);
    let more = "c once more adds the citation.";
    assert_eq!(said, format!("Sent to the terminal's clipboard: the code, 4 lines. {more}"));
    let (text, said) = copied(&mut journey, "c");
    assert_eq!(text, format!("{code}\n# Text on the Terminal by the authors of preface."));
    assert_eq!(said, "Sent to the terminal's clipboard: the code with the citation, 5 lines.");
    assert_eq!(copied(&mut journey, "c").0, code, "and around again");
    assert_eq!(copied(&mut journey, "jkc").0, code, "anything else comes between");
}

#[test]
fn code_is_copied_as_it_is_written() {
    for (text, expected) in [
        ("```rust\n\tfn a() {\n\n\t}\n```\n", "\tfn a() {\n\n\t}"),
        ("  ```\n  a\n    b\n  ```\n", "a\n  b"),
        ("    a\n\n      b\n", "a\n\n  b"),
        ("> - ```\n>   a\n>   \tb\n>   ```\n", "a\n\tb"),
        ("1. x\n\n        code\n", " code"),
        ("```\nwide日本\u{1b}[31m\n```\n", "wide日本[31m"),
        (&format!("```\n{}\n```\n", "x".repeat(300)), &"x".repeat(300)),
    ] {
        let mut journey = Journey::through(text, 60, 12, Indexing::AtOnce);
        assert_eq!(copied(&mut journey, "c").0, expected, "{text:?}");
    }
}

#[test]
fn the_nearest_code_is_that_of_the_middle_and_a_number_names_another() {
    let block = |name: &str| format!("```\n{name}\n```\n\nwords\n\n");
    let text: String = ["one", "two", "three", "four", "five"].map(block).concat();
    let mut journey = Journey::through(&text, 60, 30, Indexing::AtOnce);
    for (keys, expected) in [("c", "three"), ("1c", "one"), ("4c", "four"), ("5c", "five")] {
        assert_eq!(copied(&mut journey, keys).0, expected, "{keys}");
    }
    sent(&mut journey);
    journey.press("9c");
    assert_eq!((sent(&mut journey), said(&journey)), (vec![], "There is no such code on this page.".to_owned()));
    let mut journey = Journey::preface(100, 30);
    journey.press("c");
    assert_eq!((sent(&mut journey), said(&journey)), (vec![], "There is no code on this page.".to_owned()));
}

#[test]
fn the_citation_is_that_of_the_bundled_preface_to_the_letter() {
    let mut journey = Journey::preface(100, 30);
    let quoted = PREFACE.lines().find_map(|line| line.strip_prefix("> ")).unwrap();
    let (text, said) = copied(&mut journey, "C");
    assert_eq!(text, quoted);
    assert_eq!(said, "Sent to the terminal's clipboard: the citation, 12 words.");
    let mut guide = Journey::new("guide.md", 100, 30);
    let (text, said) = copied(&mut guide, "C");
    assert_eq!(text, "Text on the Terminal by the authors of preface.");
    let lacks = "The front matter has no publisher, no year and no ISBN.";
    assert_eq!(said, format!("Sent to the terminal's clipboard: the citation, 9 words. {lacks}"));
}

#[test]
fn without_a_title_and_an_author_nothing_is_sent() {
    for (text, lacks) in [
        ("words\n", "title, no author, no publisher, no year and no ISBN"),
        ("---\ntitle: T\npublisher: P\nyear: 1\nisbn: 1\n---\nwords\n", "author and no year"),
    ] {
        let mut journey = Journey::through(text, 100, 30, Indexing::AtOnce);
        journey.press("C");
        assert_eq!(sent(&mut journey), [""; 0]);
        let expected = format!("Nothing was sent: for a citation the front matter of this document has no {lacks}.");
        assert_eq!(said(&journey), expected);
    }
}

#[test]
fn a_link_to_this_place_leads_back_here() {
    let mut journey = Journey::preface(100, 20);
    assert_eq!(copied(&mut journey, "]Y").0, "#using-code-examples");
    let path = corpus("guide.md").canonicalize().unwrap();
    // There are several headings “Notes”.
    for anchor in ["glass-teletypes", "notes", "notes-1", "notes-2"] {
        let link = format!("{}#{anchor}", path.display());
        let mut there = Journey::folder(&[("a.md", &format!("[x]({link})\n")), ("b.md", "x")], 100, 30);
        there.press("<Tab><Enter>");
        // It lies outside of the folder that was opened, and is asked about.
        there.press("y");
        assert_eq!(copied(&mut there, "Y").0, link, "{}", there.picture());
    }
    let mut journey = Journey::folder(&[("with space (1).md", "# Ä & B\n\nx\n")], 100, 30);
    let link = copied(&mut journey, "Y").0;
    assert!(link.ends_with("/with%20space%20%281%29.md#ä--b"), "{link}");
}

#[test]
fn what_is_too_long_is_not_sent() {
    let text = format!("## One\n\n```\n{}```\n\n## Two\n\nwords\n", "0123456789\n".repeat(LONGEST / 10));
    let mut journey = Journey::through(&text, 60, 12, Indexing::AtOnce);
    for (keys, what) in [("y", "the section “One” has 61.8 KB"), ("c", "the code has 61.8 KB")] {
        journey.press(keys);
        assert_eq!(sent(&mut journey), [""; 0]);
        let expected = format!(
            "Nothing was sent: {what}, a terminal's clipboard takes 56.2 KB. Drag over a part of it with the mouse."
        );
        assert_eq!(said(&journey), expected);
    }
    assert_eq!(copied(&mut journey, "]y").0, "## Two\n\nwords");
}

#[test]
fn nothing_that_steers_a_terminal_is_sent() {
    let steers = "\u{1b}[201~\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{2028}\u{0}\u{7f}";
    let text = format!(
        "---\ntitle: \"T{steers}\"\nauthor: A{steers}\n---\n\n# H{steers}\n\n[l](<https://e.org/{steers}>)\n\nw{steers}x\n\n\
         ```\nc{steers}\n```\n"
    );
    let mut journey = Journey::through(&text, 60, 30, Indexing::AtOnce);
    journey.press("y").press("c").press("c").press("C").press("Y").press("<Tab>y").press("<Esc>");
    journey.drag("H", "x");
    let all = sent(&mut journey);
    assert!(all.len() >= 6, "{all:?}");
    for text in all {
        assert!(
            !text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}' || c == '\u{2028}'),
            "{text:?}"
        );
    }
}
