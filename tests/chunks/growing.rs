//! A stream that arrives in pieces says what it says as a whole, and what is certain of it is known as soon as it is.

use std::sync::Arc;

use preface::document::outline::SectionId;
use preface::document::{ChunkId, Cutting, Discovery, Document, Step};
use preface::layout::Pour;
use preface::layout::laid::lay_chunk;
use proptest::prelude::*;
use proptest::sample::Index;

use super::documents;
use super::readings::{line_feeds, read, readable, whole};
use crate::trickle::Trickle;

/// A document of which these pieces arrive one after the other.
fn arriving(pieces: &[&[u8]], cutting: Cutting) -> Document {
    let source = Arc::new(Trickle::default());
    let (mut document, mut indexer) = Document::open(source.clone(), cutting);
    let mut known = 0;
    for piece in pieces {
        source.arrive(piece);
        known += piece.len() as u64;
        loop {
            match indexer.step() {
                Step::Found(found) => learn(&mut document, *found, known),
                Step::Waiting(at) => {
                    assert_eq!(at, known, "it waits for more than there is");
                    break;
                }
                Step::Done => panic!("the document has not ended"),
            }
        }
        document.grow();
        assert!(document.is_growing() && !document.is_complete());
        assert_eq!(document.span().end, known);
    }
    source.end();
    while let Step::Found(found) = indexer.step() {
        learn(&mut document, *found, known);
    }
    assert!(document.is_complete() && !document.is_growing());
    document
}

fn learn(document: &mut Document, found: Discovery, known: u64) {
    assert!(found.end <= known, "what has not arrived is not known");
    document.learn(found);
}

fn pieces<'t>(text: &'t str, cuts: &[Index]) -> Vec<&'t [u8]> {
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
    places.extend([0, text.len()]);
    places.sort_unstable();
    places.windows(2).map(|pair| &text.as_bytes()[pair[0]..pair[1]]).filter(|piece| !piece.is_empty()).collect()
}

fn assert_arrives(text: &str, cuts: &[Index]) -> Result<(), TestCaseError> {
    let expected = whole(&line_feeds(text));
    for window in [64, 1 << 20] {
        let document = arriving(&pieces(text, cuts), Cutting { first: window, window, cap: 1 << 20 });
        prop_assert_eq!(read(&document), &expected[..], "windows of {}", window);
    }
    Ok(())
}

fn cuts() -> impl Strategy<Value = Vec<Index>> {
    prop::collection::vec(any::<Index>(), 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn written_documents_arrive_as_they_are(text in documents::document(), cuts in cuts()) {
        if readable(&text) && !text.starts_with(['-', '+']) {
            assert_arrives(&text, &cuts)?;
        }
    }

    #[test]
    fn a_soup_of_markup_arrives_as_it_is(text in documents::soup(), cuts in cuts()) {
        if readable(&text) && !text.starts_with(['-', '+']) {
            assert_arrives(&text, &cuts)?;
        }
    }
}

#[test]
fn all_but_the_last_block_is_known_at_once() {
    let source = Arc::new(Trickle::default());
    let (mut document, mut indexer) = Document::open(source.clone(), Cutting::default());
    for (piece, indexed, headings) in [
        ("# One", "", 0),
        ("\n\nSome wo", "", 0),
        ("rds.\n", "# One\n\n", 1),
        ("\n## Two\n\n", "# One\n\nSome words.\n\n", 1),
        ("- a\n- b\n", "# One\n\nSome words.\n\n## Two\n\n", 2),
        ("- c\n", "# One\n\nSome words.\n\n## Two\n\n", 2),
    ] {
        source.arrive(piece);
        while let Step::Found(found) = indexer.step() {
            document.learn(*found);
        }
        document.grow();
        assert_eq!(document.indexed(), indexed.len() as u64, "{piece:?}");
        assert_eq!(document.outline().len(), headings, "{piece:?}");
        // What is behind is shown as far as it has arrived.
        let end = document.span().end;
        document.scout(document.indexed()..end);
        let chunks = std::iter::successors(document.first_chunk(), |&chunk| document.next_chunk(chunk));
        let lines = chunks.flat_map(|chunk| lay_chunk(&document, chunk, &Pour::printed(60)).lines);
        let page: Vec<String> = lines.map(|line| line.text()).collect();
        let last = piece.trim_end().lines().next_back().unwrap().trim_start_matches(['#', '-', ' ']);
        assert!(page.iter().any(|line| line.contains(last)), "{piece:?} is not in {page:?}");
    }
}

#[test]
fn a_document_goes_on_where_it_ended() {
    let begins = "# One\n\nSee [later].\n\n- a\n- b\n";
    let more = "- c\n\n## Two\n\n[later]: /x\n\n## One\n";
    for cutting in [Cutting::default(), Cutting { first: 8, window: 8, cap: 64 }] {
        let (mut document, indexer) = Document::open(Arc::new(begins.as_bytes().to_vec()), cutting);
        let edition = indexer.edition();
        indexer.for_each(|found| document.learn(found));
        let again = document.extend(Arc::new(format!("{begins}{more}").into_bytes()));
        assert!(document.is_indexed_by(&again.edition()) && !document.is_indexed_by(&edition));
        again.for_each(|found| document.learn(found));
        assert!(document.is_complete());
        assert_eq!(read(&document), whole(&format!("{begins}{more}")));
        let sections = (0..).map_while(|id| document.outline().get(SectionId(id)));
        let titles: Vec<_> = sections.map(|section| section.title.to_string()).collect();
        assert_eq!(titles, ["One", "Two", "One"]);
        let links = (0..document.chunk_count()).flat_map(|chunk| document.parse(ChunkId(chunk)).links);
        assert_eq!(links.map(|link| link.target.to_string()).collect::<Vec<_>>(), ["/x"]);
    }
}

#[test]
fn an_index_that_nobody_wants_any_more_comes_to_an_end() {
    let text = "Some words.\n\n".repeat(10_000);
    let (document, mut indexer) = Document::open(Arc::new(text.into_bytes()), Cutting::default());
    assert!(indexer.next().is_some());
    drop(document);
    assert!(indexer.next().is_none());
}
