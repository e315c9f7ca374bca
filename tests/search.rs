//! Search finds what the page shows: neither what is left unparsed nor how the text is parted changes what is found.

use std::path::Path;
use std::sync::Arc;

use preface::document::search::{Answer, Found, Hit, Known, Pattern, Search, Syntax, Tally, Walk, find_in};
use preface::document::{ChunkId, Cutting, Document};
use preface::layout::Pour;
use preface::layout::marks::mark_chunk;
use preface::markdown::words::Words;
use proptest::prelude::*;
use proptest::sample::select;

use crate::chunks::documents;

fn opened(text: &str, window: usize) -> Document {
    let cutting = Cutting { first: window, window, cap: window.max(1 << 16) };
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|discovery| document.learn(discovery));
    document
}

/// What the chunks say, each read as a whole.
fn read(document: &Document, pattern: &Pattern) -> Vec<Hit> {
    let chunks = (0..document.chunk_count()).map(ChunkId);
    let hits = chunks.flat_map(|chunk| {
        let words = Words::of(&document.parse(chunk), &document.chunk_text(chunk));
        pattern.hits(&words, document.chunk_span(chunk).start)
    });
    hits.map(|(hit, _)| hit).collect()
}

/// What a search finds, in the order of the text.
fn searched(document: &Document, pattern: &Arc<Pattern>, from: u64) -> Vec<Hit> {
    let known = Arc::new(document.known());
    let search = Search::new(Arc::clone(document.source()), document.span(), Arc::clone(pattern), from).with(known);
    let mut found: Vec<Found> = search.collect();
    found.sort_by_key(|part| part.span.start);
    found.into_iter().flat_map(|part| part.hits).collect()
}

fn in_order(hits: &[Hit]) -> bool {
    hits.windows(2).all(|pair| pair[0].end <= pair[1].start) && hits.iter().all(|hit| hit.start < hit.end)
}

/// Several documents with so much between them that each is parsed by itself.
fn long(parts: &[String]) -> String {
    let filler = format!("{}\n\n", "Much is said here. ".repeat(120));
    parts.iter().map(|part| format!("{filler}{part}\n\n")).collect()
}

const PATTERNS: [&str; 14] =
    ["stone", "river", "let x", "bright", "alpha", "more", "Text", "x", "river stone", "a_b", "日本", "🎉", "*", "& b"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn what_is_found_is_what_is_there(
        parts in prop::collection::vec(prop_oneof![documents::document(), documents::soup()], 1..6),
        pattern in select(PATTERNS.to_vec()),
        window in select(vec![512_usize, 4096, 1 << 20]),
        from in 0_u64..30_000,
    ) {
        let document = opened(&long(&parts), window);
        let pattern = Arc::new(Pattern::new(pattern, Syntax::Words).unwrap());
        let expected = read(&document, &pattern);
        prop_assert!(in_order(&expected));
        prop_assert_eq!(searched(&document, &pattern, from), expected);
    }

    #[test]
    fn an_expression_finds_what_is_there(
        parts in prop::collection::vec(documents::document(), 1..4),
        pattern in select(vec!["^s", r"\bri\w+r\b", "stone|river", "[^a-z ]+", "x$", r"(?i)PAGE", r"let\s+x"]),
    ) {
        let document = opened(&long(&parts), 4096);
        let pattern = Arc::new(Pattern::new(pattern, Syntax::Regex).unwrap());
        prop_assert_eq!(searched(&document, &pattern, 0), read(&document, &pattern));
    }

    #[test]
    fn the_page_marks_what_is_found(
        text in documents::document(), pattern in select(PATTERNS.to_vec()), columns in 20_usize..80,
    ) {
        let document = opened(&text, 256);
        let pattern = Arc::new(Pattern::new(pattern, Syntax::Words).unwrap());
        let pour = Pour::printed(columns);
        let chunks = (0..document.chunk_count()).map(ChunkId);
        let marked: Vec<Hit> = chunks.flat_map(|chunk| mark_chunk(&document, chunk, &pour, &pattern).hits).collect();
        prop_assert_eq!(marked, searched(&document, &pattern, 0));
    }
}

fn corpus() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    files.map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn without_an_index_the_same_is_found_in_real_documents() {
    let text = corpus().join("\n\n").repeat(12);
    let document = opened(&text, 32 * 1024);
    for pattern in ["the", "line", "of a", "terminal", "Part", "é"] {
        let pattern = Arc::new(Pattern::new(pattern, Syntax::Words).unwrap());
        let expected = searched(&document, &pattern, 0);
        let search = Search::new(Arc::clone(document.source()), document.span(), Arc::clone(&pattern), 0);
        let found: Vec<Hit> = search.flat_map(|part| part.hits).collect();
        // A few stand in texts of links whose definitions are elsewhere.
        let missed = expected.iter().filter(|hit| found.binary_search(hit).is_err()).count();
        let added = found.iter().filter(|hit| expected.binary_search(hit).is_err()).count();
        assert!(expected.len() > 12, "{}", pattern.text());
        assert!((missed + added) * 50 <= expected.len(), "{}: {missed} {added} of {}", pattern.text(), expected.len());
    }
}

#[test]
fn parts_may_be_looked_through_in_any_order() {
    let text = corpus().join("\n\n").repeat(12);
    let document = opened(&text, 32 * 1024);
    let pattern = Arc::new(Pattern::new("line", Syntax::Words).unwrap());
    let expected = searched(&document, &pattern, 0);
    let known = document.known();
    let from = document.span().end / 3;
    let walk = Walk::new(document.span(), from);
    let look = |known: &Known| {
        let mut tally = Tally::new(document.span(), from);
        for place in (0..walk.len()).rev() {
            let find = |part| find_in(&**document.source(), &walk, part, &pattern, known);
            let found = find(walk.part(place).unwrap());
            assert_eq!(find(found.span.clone()), found, "a part is the same when it is looked through again");
            tally.learn(found);
        }
        tally
    };
    assert!(look(&Known::default()).is_complete());
    let tally = look(&known);
    assert!(tally.is_complete());
    assert_eq!(tally.total(), expected.len());
    let mut answer = tally.next_from(0);
    for (place, hit) in expected.iter().enumerate() {
        assert_eq!(answer, Answer::Hit(*hit));
        assert_eq!(tally.ordinal(*hit), Some(place + 1));
        answer = tally.next_after(hit.start);
    }
    assert_eq!(answer, Answer::Nowhere);
    assert_eq!(tally.previous_before(expected[1].start), Answer::Hit(expected[0]));
}
