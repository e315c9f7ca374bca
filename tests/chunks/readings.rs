//! Two readings of a text: by the parser itself, with nothing of ours in between, and chunk by chunk by the indexer and
//! `markdown::events`.

use std::ops::Range;
use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::Pour;
use preface::layout::laid::{Above, lay};
use preface::markdown::block::Parsed;
use preface::markdown::events::{OPTIONS, destination, with_events};
use preface::markdown::references::References;
use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

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
pub(crate) type Reading = Vec<(Event<'static>, Range<usize>)>;

fn placed(event: Event<'static>, range: Range<usize>) -> (Event<'static>, Range<usize>) {
    let end = match &event {
        Event::Start(_) | Event::End(_) => range.start,
        _ => range.end,
    };
    (event, range.start..end)
}

/// Whether a cell has no room at all: what a row leaves out is not there for whoever reads a chunk.
fn is_empty_cell(event: &Event<'_>, range: &Range<usize>) -> bool {
    matches!(event, Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell)) && range.is_empty()
}

pub(crate) fn whole(text: &str) -> Reading {
    Parser::new_ext(text, OPTIONS)
        .into_offset_iter()
        .filter(|(event, range)| !is_empty_cell(event, range))
        .map(|(event, range)| placed(comparable(event, None), range))
        .collect()
}

pub(crate) fn chunked(text: &str, window: usize) -> (Reading, usize) {
    cut(text, Cutting { first: window, window, cap: usize::MAX })
}

pub(crate) fn cut(text: &str, cutting: Cutting) -> (Reading, usize) {
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|discovery| document.learn(discovery));
    (read(&document), document.chunk_count())
}

/// What the chunks of a document say.
pub(crate) fn read(document: &Document) -> Reading {
    let mut reading = Vec::new();
    for chunk in (0..document.chunk_count()).map(ChunkId) {
        let base = usize::try_from(document.chunk_span(chunk).start).unwrap();
        let chunk_text = document.chunk_text(chunk);
        let continuation = document.chunk_continuation(chunk);
        with_events(&chunk_text, continuation, document.references(), OPTIONS, |events| {
            for (event, range) in events.filter(|(event, range)| !is_empty_cell(event, range)) {
                let event = comparable(event, Some(document.references()));
                reading.push(placed(event, base + range.start..base + range.end));
            }
        });
    }
    reading
}

/// Whether the parser can read the text at all: it panics on a few, and those are read otherwise.
pub(crate) fn readable(text: &str) -> bool {
    preface::markdown::guard::guarded(|| Parser::new_ext(text, OPTIONS).count()).is_some()
}

/// A carriage return alone ends a line, which the parser doesn't see everywhere: both sides read it as a line feed.
pub(crate) fn line_feeds(text: &str) -> String {
    let parts: Vec<String> = text.split("\r\n").map(|part| part.replace('\r', "\n")).collect();
    parts.join("\r\n")
}

/// Reads a text in windows of these many bytes: its chunks say, event for event, what the parser says.
pub(crate) fn assert_equal(text: &str, windows: &[usize], name: &str) {
    let expected = whole(&line_feeds(text));
    for &window in windows {
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
