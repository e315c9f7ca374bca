//! Chunked equals whole: a document that is cut into chunks reads, event for event, as if it had been parsed at once.
//!
//! The whole is read by the parser itself, with nothing of ours in between; the chunks by the indexer and
//! `markdown::events`, at windows from 64 bytes to 64 KiB, over documents that proptest writes and over our corpus.

pub(crate) mod documents;
mod growing;

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::Pour;
use preface::layout::laid::{Above, lay, lay_chunk};
use preface::markdown::block::Parsed;
use preface::markdown::events::{OPTIONS, destination, with_events};
use preface::markdown::references::References;
use proptest::prelude::*;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag};

const WINDOWS: [usize; 6] = [64, 100, 256, 1024, 4096, 65536];

/// An event in a form in which two readings can be compared: which table a reference was found in is no difference.
fn comparable(event: Event<'_>, references: Option<&References>) -> Event<'static> {
    let known = |kind: LinkType| match kind {
        LinkType::ReferenceUnknown => LinkType::Reference,
        LinkType::CollapsedUnknown => LinkType::Collapsed,
        LinkType::ShortcutUnknown => LinkType::Shortcut,
        other => other,
    };
    let resolved = |kind: LinkType, target: CowStr<'_>, title: CowStr<'_>, id: &str| match references {
        Some(references) => {
            let found = destination(kind, [&target, &title], id, references);
            (CowStr::from(found.target.to_string()), CowStr::from(found.title.to_string()))
        }
        None => (target.into_static(), title.into_static()),
    };
    match event {
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let (dest_url, title) = resolved(link_type, dest_url, title, &id);
            Event::Start(Tag::Link { link_type: known(link_type), dest_url, title, id: id.into_static() })
        }
        Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
            let (dest_url, title) = resolved(link_type, dest_url, title, &id);
            Event::Start(Tag::Image { link_type: known(link_type), dest_url, title, id: id.into_static() })
        }
        other => other.into_static(),
    }
}

/// Events with their bytes. Where a container ends is left out: the parser closes a list at the next block that it
/// makes a node of, and makes none of a definition, so that the end depends on what follows.
type Reading = Vec<(Event<'static>, Range<usize>)>;

fn placed(event: Event<'static>, range: Range<usize>) -> (Event<'static>, Range<usize>) {
    let end = match &event {
        Event::Start(_) | Event::End(_) => range.start,
        _ => range.end,
    };
    (event, range.start..end)
}

fn whole(text: &str) -> Reading {
    Parser::new_ext(text, OPTIONS)
        .into_offset_iter()
        .map(|(event, range)| placed(comparable(event, None), range))
        .collect()
}

fn chunked(text: &str, window: usize) -> (Reading, usize) {
    cut(text, Cutting { first: window, window, cap: usize::MAX })
}

fn cut(text: &str, cutting: Cutting) -> (Reading, usize) {
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|discovery| document.learn(discovery));
    (read(&document), document.chunk_count())
}

/// What the chunks of a document say.
fn read(document: &Document) -> Reading {
    let mut reading = Vec::new();
    for chunk in (0..document.chunk_count()).map(ChunkId) {
        let base = usize::try_from(document.chunk_span(chunk).start).unwrap();
        let chunk_text = document.chunk_text(chunk);
        let continuation = document.chunk_continuation(chunk);
        with_events(&chunk_text, continuation, document.references(), OPTIONS, |events| {
            for (event, range) in events {
                let event = comparable(event, Some(document.references()));
                reading.push(placed(event, base + range.start..base + range.end));
            }
        });
    }
    reading
}

/// Whether the parser can read the text at all: it panics on a few, and those are read otherwise.
fn readable(text: &str) -> bool {
    preface::markdown::guard::guarded(|| Parser::new_ext(text, OPTIONS).count()).is_some()
}

/// A carriage return alone ends a line, which the parser doesn't see everywhere: both sides read it as a line feed.
fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\0").replace('\r', "\n").replace('\0', "\r\n")
}

fn assert_equal(text: &str, name: &str) {
    let expected = whole(&line_feeds(text));
    for window in WINDOWS {
        let (found, chunks) = chunked(text, window);
        if let Some(at) = (0..expected.len().max(found.len())).find(|&at| expected.get(at) != found.get(at)) {
            panic!(
                "{name}: with windows of {window} bytes ({chunks} chunks) event {at} differs:\n whole   {:?}\n chunked {:?}",
                expected.get(at),
                found.get(at)
            );
        }
        assert_read_in_passing(text, window, name);
    }
}

/// What the indexer says in passing that chunks say is what they say, once nothing can change it any more.
fn assert_read_in_passing(text: &str, window: usize, name: &str) {
    let cutting = Cutting { first: window, window, cap: 1 << 20 };
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    let mut drafts = Vec::new();
    let prospects = Arc::new(document.prospects());
    for mut discovery in indexer.with_blocks(prospects) {
        drafts.extend(discovery.draft.take().map(|draft| (ChunkId(document.chunk_count()), draft)));
        document.learn(discovery);
    }
    let lines = |parsed: &Parsed| lay(parsed, &Pour::printed(60), 0, Above::Nothing).lines;
    for (chunk, mut draft) in drafts {
        let Some(parsed) = draft.complete(document.references()) else { continue };
        let again = document.parse(chunk);
        assert_eq!(lines(parsed), lines(&again), "{name}: {chunk:?} with windows of {window} bytes");
        assert_eq!(parsed.links, again.links, "{name}: {chunk:?} with windows of {window} bytes");
        assert_eq!(parsed.notes, again.notes, "{name}: {chunk:?} with windows of {window} bytes");
    }
}

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
        assert_equal(&text[body..], &path.display().to_string());
        seen += 1;
    }
    assert!(seen > 3);
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_documents_read_the_same(text in documents::document()) {
        if readable(&text) {
            assert_equal(&text, "a written document");
        }
    }

    #[test]
    fn a_soup_of_markup_reads_the_same(text in documents::soup()) {
        if readable(&text) {
            assert_equal(&text, "a soup");
        }
    }
}
