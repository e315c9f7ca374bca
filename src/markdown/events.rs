//! Text → the parser's events, read as if the whole document had been parsed at once.
//!
//! A chunk is parsed alone, yet links and footnotes refer to definitions anywhere. Four rules make the events of the
//! chunks, one after another, equal to the events of the whole:
//!
//! 1. chunks begin at the start of a line ([`super::cut`]);
//! 2. a label that the chunk doesn't define is looked up among the document's definitions (the parser's broken-link
//!    callback);
//! 3. a label that the chunk defines again still means the first definition: [`destination`] asks by the link's `id`;
//! 4. a footnote reference is only one if there is such a footnote, and for that there is no callback: the footnotes
//!    that the chunk mentions and the document knows are put in front of it, and their own events are dropped.

use std::cell::RefCell;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser};

use super::continuation::Continuation;
use super::ragged::is_missing;
use super::references::{Destination, References, fold, footnote_want};

/// The extensions that are read (`SUBSCRIPT`, `SUPERSCRIPT` and the metadata blocks stay off: `~x~` is a strikethrough,
/// and front matter is read by [`super::front_matter`]).
pub const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

/// What to parse with when the parser panics, one after the other.
pub(super) const FALLBACKS: [Options; 3] =
    [OPTIONS, Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES), Options::empty()];

/// An event and its bytes in the chunk.
pub type Ranged<'a> = (Event<'a>, Range<usize>);

/// Parses `text` and hands its events to `read`, but those of cells that the rows of a table leave out; returns what `read`
/// made of them and the labels that were not found.
///
/// The targets of reference links are left empty where the definition is not in the chunk: ask [`destination`].
pub fn with_events<R>(
    text: &str,
    continuation: &Continuation,
    references: &References,
    options: Options,
    read: impl FnOnce(&mut dyn Iterator<Item = Ranged<'_>>) -> R,
) -> (R, Vec<Box<str>>) {
    let wants = RefCell::new(Vec::new());
    let mut whole = String::new();
    let missing = announce_footnotes(text, |label| references.has_footnote(label), &mut whole);
    wants.borrow_mut().extend(missing.iter().map(|label| footnote_want(label)));
    // HTML that is kept is not dropped with the rest of the lead.
    let kept = if continuation.keeps_html() { whole.len() } else { usize::MAX };
    whole.push_str(&continuation.lead_of(text));
    let lead = whole.len();
    // Only where something has to stand in front of the chunk is its text copied.
    let parsed_text = if lead == 0 {
        text
    } else {
        whole.push_str(text);
        &whole
    };
    let callback = |link: BrokenLink<'_>| {
        let label = fold(&link.reference);
        if references.link(&label).is_some() {
            return Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
        }
        wants.borrow_mut().push(label);
        None
    };
    let parser = Parser::new_with_broken_link_callback(parsed_text, options, Some(callback));
    let events = parser.into_offset_iter();
    let events = events.filter(|(event, range)| !is_missing(parsed_text, event, range));
    let mut events =
        events.filter_map(|(event, range)| behind((lead, kept), &event, &range).map(|range| (event, range)));
    let result = read(&mut events);
    drop(events);
    let mut wants = wants.into_inner();
    wants.sort_unstable();
    wants.dedup();
    (result, wants)
}

/// The bytes of an event as if the first `lead` bytes were not there; `None` if it belongs to these. HTML from byte `kept`
/// on stays.
pub(super) fn behind((lead, kept): (usize, usize), event: &Event<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let of_lead = range.end <= lead || (range.start < lead && *event == Event::SoftBreak);
    let stays = lead == 0 || !of_lead || (range.start >= kept && matches!(event, Event::Html(_)));
    stays.then(|| range.start.saturating_sub(lead)..range.end.saturating_sub(lead))
}

/// Where a link leads: for a reference the document's first definition of its label, else what the parser found.
#[must_use]
pub fn destination(link_type: LinkType, found: [&str; 2], id: &str, references: &References) -> Destination {
    let by_label = if refers(link_type) { references.link(&fold(id)).cloned() } else { None };
    // Most links have no title, and the empty one takes no memory.
    let text = |found: &str| if found.is_empty() { Arc::default() } else { Arc::from(found) };
    by_label.unwrap_or_else(|| Destination { target: text(found[0]), title: text(found[1]) })
}

/// Whether a link's target is that of a label.
pub(super) const fn refers(link_type: LinkType) -> bool {
    match link_type {
        LinkType::Reference
        | LinkType::ReferenceUnknown
        | LinkType::Collapsed
        | LinkType::CollapsedUnknown
        | LinkType::Shortcut
        | LinkType::ShortcutUnknown => true,
        LinkType::Inline | LinkType::Autolink | LinkType::Email | LinkType::WikiLink { .. } => false,
    }
}

/// Writes a definition for each footnote that `text` may refer to and that is there by its folded label, closed off so
/// that nothing behind it joins it. Returns the labels of the others.
pub(super) fn announce_footnotes<'a>(
    text: &'a str,
    mut is_there: impl FnMut(&str) -> bool,
    out: &mut String,
) -> Vec<&'a str> {
    let mut seen: HashSet<Box<str>> = HashSet::new();
    let mut missing = Vec::new();
    for label in footnote_labels(text) {
        let folded = fold(label);
        if seen.contains(&folded) {
            continue;
        }
        if is_there(&folded) {
            out.extend(["[^", label, "]: x\n\n"]);
        } else {
            missing.push(label);
        }
        seen.insert(folded);
    }
    if !out.is_empty() {
        out.push_str("<!-- -->\n\n");
    }
    missing
}

/// The labels that stand between `[^` and `]` on one line, at most as long as a label may be.
fn footnote_labels(text: &str) -> impl Iterator<Item = &str> {
    memmem::find_iter(text.as_bytes(), "[^").filter_map(|at| footnote_label(text.get(at..)?))
}

/// The label between `[^`, with which `text` begins, and `]`.
pub(super) fn footnote_label(text: &str) -> Option<&str> {
    /// `CommonMark` 0.31.2, section 4.7.
    const LONGEST_LABEL: usize = 999;
    let label = text.strip_prefix("[^")?;
    let mut escaped = false;
    for (end, byte) in label.bytes().enumerate().take(LONGEST_LABEL) {
        match byte {
            b'\n' | b'\r' => return None,
            b'[' if !escaped => return None,
            b']' if !escaped => return (end > 0).then(|| &label[..end]),
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str, references: &References) -> Vec<String> {
        let (events, _) = with_events(text, &Continuation::Nothing, references, OPTIONS, |events| {
            events.map(|(event, range)| format!("{event:?} {range:?}")).collect()
        });
        events
    }

    #[test]
    fn a_footnote_defined_elsewhere_is_a_reference_here() {
        let mut references = References::default();
        let without = events("see [^a b]\n", &references);
        assert!(!without.iter().any(|event| event.contains("FootnoteReference")), "{without:?}");
        references.define_footnote("A B", 0);
        let with = events("see [^a b]\n", &references);
        assert_eq!(with[2], "FootnoteReference(Borrowed(\"a b\")) 4..10");
        assert_eq!(with.len(), 4);
    }

    #[test]
    fn what_stands_in_front_never_joins_the_chunk() {
        let mut references = References::default();
        references.define_footnote("a", 0);
        let with = events("    code [^a]\n", &references);
        assert!(with[0].starts_with("Start(CodeBlock(Indented))"), "{with:?}");
    }

    #[test]
    fn unknown_labels_are_reported_once() {
        let (_, wants) = with_events(
            "[One] [two][one] [^note] [^note]\n",
            &Continuation::Nothing,
            &References::default(),
            OPTIONS,
            |events| events.count(),
        );
        assert_eq!(wants, [Box::from("^note"), Box::from("one")]);
    }
}
