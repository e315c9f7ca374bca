//! Chunked equals whole: a document that is cut into chunks reads, event for event, as if it had been parsed at once.
//!
//! The whole is read by the parser itself, with nothing of ours in between; the chunks by the indexer and
//! `markdown::events`, at windows from 64 bytes to 64 KiB, over documents that proptest writes and over our corpus.

pub(crate) mod documents;
mod growing;
pub(crate) mod readings;

use std::path::Path;
use std::sync::Arc;

use preface::document::outline::SectionId;
use preface::document::{ChunkId, Cutting, Document};
use preface::layout::Pour;
use preface::layout::laid::lay_chunk;
use proptest::prelude::*;
use pulldown_cmark::{Event, Tag};
use readings::{Reading, assert_equal, chunked, cut, readable, whole};

const WINDOWS: [usize; 6] = [64, 100, 256, 1024, 4096, 65536];

/// The letters and digits of what a reading says, whatever it is part of.
fn said(reading: &Reading) -> Vec<char> {
    let mut said: Vec<char> = reading
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Text(text)
            | Event::Code(text)
            | Event::Html(text)
            | Event::InlineHtml(text)
            | Event::InlineMath(text)
            | Event::DisplayMath(text)
            | Event::FootnoteReference(text) => Some(text),
            _ => None,
        })
        .flat_map(|text| text.chars().filter(|character| character.is_alphanumeric()))
        .collect();
    said.sort_unstable();
    said
}

#[test]
fn blocks_that_are_cut_inside_lose_nothing() {
    let long = |line: &str, count: usize| (1..=count).map(|number| format!("{line}{number}\n")).collect::<String>();
    let table = format!("| a | b |\n|---|---|\n{}", long("| x | y", 60));
    for (name, text) in [
        ("list", long("- item ", 60)),
        ("numbers", (1..=60).map(|number| format!("{number}. item\n")).collect()),
        ("code", format!("\n\n```rust\n{}```\n\nbehind\n", long("# line ", 60))),
        ("table", table),
        ("paragraph", long("words ", 60)),
        ("quote", long("> words ", 60)),
        ("html", format!("<div>\n{}</div>\n\nbehind\n", long("line ", 60))),
        ("indented", long("    line ", 60)),
    ] {
        let expected = whole(&text);
        for cap in [64, 100, 256] {
            let (found, chunks) = cut(&text, Cutting { first: 64, window: 64, cap });
            assert!(chunks > 1, "{name} in one piece at {cap}");
            assert_eq!(said(&found), said(&expected), "{name} at {cap}");
        }
    }
}

#[test]
fn code_that_is_cut_inside_stays_code() {
    let text = format!("\n\n```rust\n{}```\n\nbehind\n", "# not a heading\n".repeat(60));
    let (found, chunks) = cut(&text, Cutting { first: 64, window: 64, cap: 100 });
    assert!(chunks > 5);
    assert!(!found.iter().any(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. }))));
}

#[test]
fn the_corpus_reads_the_same() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut seen = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let body = preface::markdown::front_matter::FrontMatter::read(&text).map_or(0, |(_, end)| end);
        assert_equal(&text[body..], &WINDOWS, &path.display().to_string());
        seen += 1;
    }
    assert!(seen > 3);
}

#[test]
fn a_note_that_begins_amid_a_line_is_not_said_twice() {
    let text = "<p align=\"center\">  \n\n[^1]: [^1]: | [alpha] | [^1] |\ntoc: [a, b]\n";
    assert_equal(text, &WINDOWS, "a note right behind the beginning of another one");
}

#[test]
fn a_note_inside_of_another_one_is_not_parted_from_it() {
    let text = "[^1]: a\n\n    b\n\n    [^1]: a\n\n    b\n---\n<ul>---\n\nSome words that go on behind all of that.\n";
    assert_equal(text, &WINDOWS, "a note inside of another one");
}

#[test]
fn small_windows_make_many_chunks() {
    let text = "A paragraph of some words.\n\n".repeat(100);
    let (_, chunks) = chunked(&text, 64);
    assert!(chunks > 40, "{chunks}");
}

/// The page that a document makes when it is cut like this.
fn page(text: &str, cutting: Cutting) -> Vec<String> {
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|discovery| document.learn(discovery));
    (0..document.chunk_count())
        .flat_map(|chunk| lay_chunk(&document, ChunkId(chunk), &Pour::printed(60)).lines)
        .map(|line| line.text().trim_end().to_owned())
        .collect()
}

#[test]
fn elements_of_html_are_not_parted() {
    let element = |number: usize| {
        format!(
            "Text {number}.\n\n<details>\n<summary>Part {number}</summary>\n\n- item\n\n<ul>\n<li>\n\nword\n\n</li>\n\
             </ul>\n\n## Inside\n\nand out\n\n</details>\n\n<table><tr><td>\n\n**a**\n\n</td><td>b</td></tr></table>\n\n"
        )
    };
    let text: String = (0..20).map(element).collect();
    let whole = page(&text, Cutting { first: 1 << 20, window: 1 << 20, cap: 1 << 20 });
    assert!(whole.iter().any(|line| line == "  and out"), "{whole:#?}");
    for window in WINDOWS {
        assert_eq!(page(&text, Cutting { first: window, window, cap: 1 << 20 }), whole, "windows of {window}");
    }
}

#[test]
fn an_element_that_never_ends_is_parted_at_the_cap() {
    let text = format!("<details>\n<summary>all</summary>\n\n{}", "Some words.\n\n".repeat(200));
    let (_, chunks) = cut(&text, Cutting { first: 64, window: 64, cap: 512 });
    assert!(chunks > 3, "{chunks}");
    let page = page(&text, Cutting { first: 64, window: 64, cap: 512 });
    assert_eq!(page.iter().filter(|line| line.trim() == "Some words.").count(), 200);
}

/// The levels of the sections and where they begin.
fn sections(text: &str, window: usize) -> Vec<(u8, u64)> {
    let cutting = Cutting { first: window, window, cap: 1 << 20 };
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|found| document.learn(found));
    let sections = (0..).map_while(|id| document.outline().get(SectionId(id)));
    sections.map(|section| (section.level, section.offset)).collect()
}

#[test]
fn headings_of_html_are_sections_in_windows_of_any_size() {
    let text = "<div align=\"center\">\n  <h1>One <b>1</b></h1>\n</div>\n\nwords\n\n## Two\n\n> <h3>no</h3>\n\n<h2 id=x>\nThree\n</h2>\nwords\n";
    let place = |part: &str| text.find(part).unwrap() as u64;
    for window in [16, 64, 1 << 20] {
        assert_eq!(sections(text, window), [(1, place("<h1>")), (2, place("## ")), (2, place("<h2"))], "{window}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_documents_read_the_same(text in documents::document()) {
        if readable(&text) {
            assert_equal(&text, &WINDOWS, "a written document");
        }
    }

    #[test]
    fn sections_are_the_same_in_windows_of_any_size(text in documents::document()) {
        if readable(&text) {
            let all = sections(&text, 1 << 20);
            for window in [64, 256] {
                prop_assert_eq!(sections(&text, window), &all[..], "windows of {}", window);
            }
        }
    }

    #[test]
    fn a_soup_of_markup_reads_the_same(text in documents::soup()) {
        if readable(&text) {
            assert_equal(&text, &WINDOWS, "a soup");
        }
    }
}
