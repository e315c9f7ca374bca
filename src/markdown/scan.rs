//! One pass over a window of the document: where its blocks begin, its headings, its definitions.
//!
//! The indexer calls this for each window, and [`super::cut`] decides from the answer where the window is cut. What lies
//! behind the cut is dropped again with [`Scan::keep_before`] and found once more in the next window.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use pulldown_cmark::{CowStr, Event, Options, Parser, RefDefs, Tag, TagEnd};

use super::continuation::Continuation;
use super::events::{FALLBACKS, announce_footnotes, behind, footnote_label};
use super::guard::guarded;
pub use super::html::anchors::Anchor;
use super::html::anchors::Anchors;
use super::html::headings::headings;
use super::html::nesting::Nesting;
use super::html::tokens::is_comment;
use super::path::{self, Lines, Step, line_start};
use super::ragged::is_missing;
use super::references::{Destination, References, fold, footnote_want};
use super::sketch::{Expected, Sketch, Sketcher, Unknown};

/// What a window holds. Positions are bytes of the window.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    /// The headings, in the order of the text.
    pub headings: Vec<Heading>,
    /// The definitions: label, what it stands for, where it begins; in the order of the text.
    pub definitions: Vec<(Box<str>, Destination, usize)>,
    /// The footnotes: label and where it begins.
    pub footnotes: Vec<(Box<str>, usize)>,
    /// What refers to footnotes, or would if there were one of that label: label and where it begins, in the order of the
    /// text.
    pub mentions: Vec<(Box<str>, usize)>,
    /// The anchors that HTML sets, in the order of the text.
    pub anchors: Vec<Anchor>,
    /// The blocks, if they were wanted and can be told.
    pub sketch: Option<Sketch>,
    /// Where the first link begins.
    pub first_link: Option<usize>,
    /// The last block at the top level.
    pub last: Option<LastBlock>,
    /// Where the first line begins on which something stands that shows.
    pub shows: Option<usize>,
    /// The blocks that stand open at the end, from the outermost in. Their places count from the beginning of the lead that
    /// the window was given.
    pub path: Vec<Step>,
    /// Where the last line begins at which a block begins whatever stands before it; 0 if there is none behind the
    /// first block. That needs a blank line before it, or a block that interrupts everything. Right below a link definition,
    /// which leaves no trace among the events, the parser still decides like inside of a paragraph what may begin.
    pub safe: usize,
    /// The same, with no element of HTML open that holds blocks: a cut there parts nothing.
    pub outside: usize,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text, without marks.
    pub title: String,
    /// The explicit `{#id}`.
    pub id: Option<Box<str>>,
    /// Where it begins: the same byte as its block's.
    pub start: usize,
    /// Whether it stands inside of a quote or a list.
    pub nested: bool,
    /// The labels in it, as written, that stand for nothing that is known yet: their brackets are still in the title.
    pub wants: Vec<Box<str>>,
}

/// The last block at the top level of a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastBlock {
    /// Where its first line begins.
    pub start: usize,
    /// What it is.
    pub kind: LastKind,
}

/// What the last block is, as far as it matters for what comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LastKind {
    /// A paragraph.
    Paragraph,
    /// A definition list.
    Definitions,
    /// A note that begins inside of another one and ends it: where that is not above it, it would be code.
    NoteInNote,
    /// Anything else.
    Other,
}

impl Scan {
    /// Forgets what begins at or after byte `cut`.
    pub fn keep_before(&mut self, cut: usize) {
        self.headings.retain(|heading| heading.start < cut);
        self.definitions.retain(|(_, _, start)| *start < cut);
        self.footnotes.retain(|(_, start)| *start < cut);
        self.mentions.retain(|(_, start)| *start < cut);
        self.anchors.retain(|anchor| anchor.at < cut);
        self.first_link = self.first_link.filter(|start| *start < cut);
    }
}

/// Reads a window. `known` are the definitions of the document up to here: a heading reads a link's text without its
/// brackets only if there is such a link.
#[must_use]
pub fn scan(window: &str, continuation: &Continuation, known: &References) -> Scan {
    scan_for(window, continuation, known, Purpose::Index)
}

/// What a window is read for.
#[derive(Clone, Copy)]
pub enum Purpose<'a> {
    /// Its places: where it can be cut, what it defines, its headings and anchors.
    Index,
    /// Its blocks, and no headings and anchors. This says what to expect of the rest of the document.
    Blocks(&'a Expected<'a>),
}

/// Reads a window as [`scan`] does, or for its blocks if the window goes on with nothing.
#[must_use]
pub fn scan_for(window: &str, continuation: &Continuation, known: &References, purpose: Purpose<'_>) -> Scan {
    let lead = continuation.lead().len();
    let purpose = if continuation.joins() { Purpose::Index } else { purpose };
    let joined;
    let text = if lead == 0 {
        window
    } else {
        joined = format!("{}{window}", continuation.lead_of(window));
        &joined
    };
    let read = FALLBACKS.iter().find_map(|&options| guarded(|| read(text, options, known, purpose)));
    let mut scan = read.unwrap_or_else(|| Scan { shows: Some(0), ..Scan::default() });
    scan.shift(lead);
    scan
}

fn read(text: &str, options: Options, known: &References, purpose: Purpose<'_>) -> Scan {
    let is_outlined = matches!(purpose, Purpose::Index);
    let mut scan = Scan::default();
    let unknown: RefCell<Unknown> = RefCell::default();
    let (mut sketcher, announced) = match purpose {
        Purpose::Index => (None, String::new()),
        Purpose::Blocks(expected) => {
            let notes = options.contains(Options::ENABLE_FOOTNOTES);
            let announced = notes.then(|| announced(text, known, expected, &mut unknown.borrow_mut()));
            (Some(Sketcher::new(text, known)), announced.unwrap_or_default())
        }
    };
    let missing: RefCell<Vec<Box<str>>> = RefCell::default();
    let callback = |link: pulldown_cmark::BrokenLink<'_>| {
        let label = fold(&link.reference);
        let is_link = known.link(&label).is_some()
            || match purpose {
                Purpose::Index => false,
                Purpose::Blocks(expected) => unknown.borrow_mut().take(label, expected),
            };
        if !is_link && is_outlined {
            missing.borrow_mut().push(Box::from(&*link.reference));
        }
        is_link.then(|| ("".into(), "".into()))
    };
    let lead = announced.len();
    let joined = if lead == 0 { Cow::Borrowed(text) } else { Cow::Owned(announced + text) };
    let parser = Parser::new_with_broken_link_callback(&joined, options, Some(callback));
    scan.definitions = in_order(parser.reference_definitions(), lead);
    let mut depth = 0_usize;
    let mut in_heading = false;
    let mut mentions = Mentions { text, any: memmem::find(text.as_bytes(), b"[^").is_some(), in_code: false };
    let mut nesting = Nesting::default();
    let mut anchors = Anchors::default();
    let mut lines = Lines::default();
    // Events are large. So that they are moved as seldom as can be, they are neither filtered nor taken apart.
    for mut found in parser.into_offset_iter() {
        let place = behind((lead, usize::MAX), &found.0, &found.1);
        let Some(range) = place.filter(|_| !is_missing(&joined, &found.0, &found.1)) else { continue };
        found.1 = range;
        let (event, range) = &found;
        if depth == 0
            && !matches!(event, Event::End(_))
            && let Some(sketcher) = &mut sketcher
        {
            sketcher.begin(lines.start_of(text, range.start));
        }
        if !matches!(event, Event::Start(_) | Event::End(_) | Event::Rule) {
            path::inline(&mut scan.path, depth, range);
        }
        mentions.take(event, range.start, &mut scan.mentions);
        if is_outlined {
            anchors.take(event, range);
        }
        match event {
            Event::Start(tag) => {
                path::begin(&mut scan.path, tag, depth, range);
                if depth == 0 {
                    scan.begin_with((tag, lines.start_of(text, range.start)), range, text, &mut nesting);
                    if is_outlined && matches!(tag, Tag::HtmlBlock) {
                        scan.note_html(&text[range.clone()], range.start);
                    }
                }
                if matches!(tag, Tag::Heading { .. }) && is_outlined {
                    in_heading = true;
                    missing.borrow_mut().clear();
                }
                if is_outlined || !matches!(tag, Tag::Heading { .. }) {
                    scan.note(tag, depth, range.start);
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                if matches!(tag, TagEnd::Heading(_)) && in_heading {
                    in_heading = false;
                    if let Some(heading) = scan.headings.last_mut() {
                        heading.wants = missing.take();
                    }
                }
            }
            Event::Rule if depth == 0 => {
                let start = lines.start_of(text, range.start);
                scan.path.clear();
                scan.shows.get_or_insert(start);
                scan.begin(LastBlock { start, kind: LastKind::Other }, text, &nesting);
            }
            // It may be a link or an image.
            Event::Html(_) | Event::InlineHtml(_) => {
                scan.first_link.get_or_insert(range.start);
            }
            _ => {}
        }
        if in_heading && let Some(heading) = scan.headings.last_mut() {
            say(event, &mut heading.title);
        }
        if let Some(sketcher) = &mut sketcher {
            sketcher.take(found);
        }
    }
    scan.sketch = sketcher.map(|sketcher| sketcher.finish(text.len(), unknown.take()));
    scan.anchors = anchors.finish();
    scan
}

/// What has to stand in front of a window so that the parser reads what refers to footnotes as that.
fn announced(window: &str, known: &References, expected: &Expected<'_>, unknown: &mut Unknown) -> String {
    let mut announced = String::new();
    let is_there = |label: &str| known.has_footnote(label) || unknown.take(footnote_want(label), expected);
    announce_footnotes(window, is_there, &mut announced);
    announced
}

/// The definitions of a window that begins behind `lead` bytes, in the order of the text.
fn in_order(definitions: &RefDefs<'_>, lead: usize) -> Vec<(Box<str>, Destination, usize)> {
    let title = |title: Option<&CowStr<'_>>| title.map_or_else(Arc::default, |title| Arc::from(&**title));
    let mut found: Vec<_> = definitions
        .iter()
        .map(|(label, definition)| {
            let destination =
                Destination { target: Arc::from(&*definition.dest), title: title(definition.title.as_ref()) };
            (Box::from(label), destination, definition.span.start.saturating_sub(lead))
        })
        .collect();
    found.sort_unstable_by_key(|(_, _, start)| *start);
    found
}

/// Finds what may refer to footnotes. Where the window has the note, the parser says so; else the reference is text to it,
/// or a link, and the note may be anywhere in the document.
struct Mentions<'a> {
    text: &'a str,
    /// Whether there is anything to be found.
    any: bool,
    /// Whether what comes is code, in which nothing refers to anything.
    in_code: bool,
}

impl Mentions<'_> {
    /// Takes note of an event that begins at byte `start`.
    fn take(&mut self, event: &Event<'_>, start: usize, found: &mut Vec<(Box<str>, usize)>) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => self.in_code = true,
            Event::End(TagEnd::CodeBlock) => self.in_code = false,
            Event::FootnoteReference(label) => found.push((Box::from(&**label), start)),
            Event::Text(_) | Event::Start(Tag::Link { .. }) if self.any && !self.in_code => {
                // The parser begins a new run of text at each bracket; behind a backslash it is text and nothing else.
                let label = self.text.get(start..).and_then(footnote_label);
                let escaped = || self.text[..start].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1;
                if let Some(label) = label.filter(|_| !escaped()) {
                    found.push((Box::from(label), start));
                }
            }
            _ => {}
        }
    }
}

/// What the heading's text gains by an event.
fn say(event: &Event<'_>, title: &mut String) {
    match event {
        Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
            title.push_str(text);
        }
        Event::SoftBreak | Event::HardBreak => title.push(' '),
        _ => {}
    }
}

/// What a block is that begins behind `margin` on its line.
fn last_kind(tag: &Tag<'_>, margin: &str) -> LastKind {
    match tag {
        Tag::Paragraph => LastKind::Paragraph,
        Tag::DefinitionList => LastKind::Definitions,
        // From four columns on a line is code (`CommonMark` 0.31.2, section 4.4).
        Tag::FootnoteDefinition(_) if !"   ".starts_with(margin) => LastKind::NoteInNote,
        _ => LastKind::Other,
    }
}

/// Whether a block begins on the line at byte `start` whatever stands above it: below a blank line, or as an ATX
/// heading, fenced code or a quote, none of which begins from the fourth column on (`CommonMark` 0.31.2, section 4.4).
fn stands_alone(text: &str, start: usize) -> bool {
    let above = text[..start].strip_suffix('\n').map_or("", |above| above.strip_suffix('\r').unwrap_or(above));
    let line_above = &above[line_start(above, above.len())..];
    let line = text[start..].trim_start_matches(' ');
    let is_indented = text.len() - start - line.len() > 3;
    let heading = line.trim_start_matches('#');
    let interrupts = !is_indented
        && (line.starts_with("```")
            || line.starts_with("~~~")
            || line.starts_with('>')
            || (heading.len() < line.len() && heading.starts_with([' ', '\t', '\n', '\r'])));
    line_above.trim_matches([' ', '\t']).is_empty() || interrupts
}

impl Scan {
    /// Takes note of a block at the top level that begins with a tag, on the line that begins at byte `line`.
    fn begin_with(&mut self, (tag, line): (&Tag<'_>, usize), range: &Range<usize>, text: &str, nesting: &mut Nesting) {
        let block = LastBlock { start: line, kind: last_kind(tag, &text[line..range.start]) };
        let html = matches!(tag, Tag::HtmlBlock).then(|| &text[range.clone()]);
        if self.shows.is_none() && !html.is_some_and(is_comment) {
            self.shows = Some(block.start);
        }
        self.begin(block, text, nesting);
        if let Some(html) = html {
            nesting.read(html);
        }
    }

    /// Takes note of what begins at byte `start` inside of so many others.
    fn note(&mut self, tag: &Tag<'_>, depth: usize, start: usize) {
        match tag {
            Tag::Heading { level, id, .. } => self.headings.push(Heading {
                level: *level as u8,
                title: String::new(),
                id: id.as_deref().map(Box::from),
                start,
                nested: depth > 0,
                wants: Vec::new(),
            }),
            Tag::FootnoteDefinition(label) => self.footnotes.push((Box::from(&**label), start)),
            Tag::Link { .. } | Tag::Image { .. } => {
                self.first_link.get_or_insert(start);
            }
            _ => {}
        }
    }

    /// Takes note of the headings of an HTML block at the top level that begins at byte `start`.
    fn note_html(&mut self, html: &str, start: usize) {
        self.headings.extend(headings(html).into_iter().map(|heading| Heading {
            level: heading.level,
            title: heading.title,
            // Its `id` is one of the anchors.
            id: None,
            start: start + heading.start,
            nested: false,
            wants: Vec::new(),
        }));
    }

    /// Takes note of a block at the top level.
    fn begin(&mut self, block: LastBlock, text: &str, nesting: &Nesting) {
        // What looks like a paragraph may turn out to be the next term of the definition list above it.
        let may_join = match block.kind {
            LastKind::Paragraph => self.last.as_ref().is_some_and(|last| last.kind == LastKind::Definitions),
            LastKind::NoteInNote => true,
            LastKind::Definitions | LastKind::Other => false,
        };
        // What begins on the same line as the block before stands no more alone than that one.
        let is_new = self.last.as_ref().is_some_and(|last| last.start < block.start);
        if is_new && stands_alone(text, block.start) && !may_join {
            self.safe = block.start;
            if nesting.is_closed() {
                self.outside = block.start;
            }
        }
        self.last = Some(block);
    }

    /// Counts positions from byte `lead` on.
    fn shift(&mut self, lead: usize) {
        if lead == 0 {
            return;
        }
        let by = |position: &mut usize| *position = position.saturating_sub(lead);
        self.headings.iter_mut().for_each(|heading| by(&mut heading.start));
        self.definitions.iter_mut().for_each(|(_, _, start)| by(start));
        self.footnotes.iter_mut().for_each(|(_, start)| by(start));
        self.mentions.retain(|(_, start)| *start >= lead);
        self.mentions.iter_mut().for_each(|(_, start)| by(start));
        self.first_link.iter_mut().for_each(by);
        for anchor in &mut self.anchors {
            by(&mut anchor.at);
            by(&mut anchor.shows);
        }
        self.shows.iter_mut().for_each(by);
        by(&mut self.safe);
        by(&mut self.outside);
        if let Some(last) = &mut self.last {
            by(&mut last.start);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(text: &str) -> Scan {
        scan(text, &Continuation::Nothing, &References::default())
    }

    #[test]
    fn headings_read_as_their_text() {
        let scan = scanned("# A *b* `c` [d](e) &amp; {#x}\n\n> two\n> ---\n");
        assert_eq!(scan.headings[0].title, "A b c d &");
        assert_eq!(scan.headings[0].id.as_deref(), Some("x"));
        assert_eq!((scan.headings[1].level, scan.headings[1].nested), (2, true));
    }

    #[test]
    fn the_last_block_begins_at_its_line() {
        let last = scanned("para\n\n    indented\n").last.unwrap();
        assert_eq!((last.start, last.kind), (6, LastKind::Other));
        let last = scanned("para\n  3. a\n  4. b\n").last.unwrap();
        assert_eq!(last.start, 0, "a list that does not begin with 1 can't interrupt a paragraph");
        let last = scanned("para\n\n  3. a\n  4. b\n").last.unwrap();
        assert_eq!((last.start, last.kind), (6, LastKind::Other));
    }

    #[test]
    fn anchors_lead_to_what_shows_next() {
        let text = "<a id=\"a\"></a>\n\n## <a name=b></a>B\n\n<p id='c'>c <i id=d>d\n\n<div id=e>\n<br>\n\n- f\n";
        let found: Vec<_> =
            scanned(text).anchors.into_iter().map(|anchor| (anchor.name, &text[anchor.shows..][..1])).collect();
        let expected = [("a", "#"), ("b", "B"), ("c", "c"), ("d", "d"), ("e", "-")];
        assert_eq!(found, expected.map(|(name, shows)| (name.into(), shows)));
    }

    #[test]
    fn what_begins_behind_the_cut_is_forgotten() {
        let mut scan = scanned("[a]: /a\n\n# h\n\n[b]: /b\n\n[^c]: d\n");
        scan.keep_before(9);
        assert_eq!((scan.headings.len(), scan.definitions.len(), scan.footnotes.len()), (0, 1, 0));
    }
}
