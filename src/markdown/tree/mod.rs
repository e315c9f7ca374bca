//! Events → blocks: the tree is put together without recursion, however deep the text is nested.
//!
//! - `leaf`: the inline text or the code that is open, and what becomes of it
//! - `link`: links, images and notes in that text
//! - `container`: what stands open around it, and where a block goes that is done

mod container;
mod leaf;
mod link;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Tag, TagEnd};

use super::block::{Alert, Alignment, Block, BlockKind, Mapped, Parsed};
use super::continuation::Continuation;
use super::events::{FALLBACKS, Ranged, with_events};
use super::guard::guarded;
use super::html::formats::Formats;
use super::inline::{Inline, InlineKind, Link, Marks, MathDisplay};
use super::notes::Numbered;
use super::picture::Picture;
use super::references::References;
use super::semblance;
use super::signs::Signs;
use super::verbatim::{self, Reason};
use crate::text::wording::Wording;

pub(super) use container::{Container, Open};
pub(super) use leaf::{Leaf, LeafKind};

/// Parses a chunk. It cannot fail: what the parser can't take is read with fewer extensions. In the last resort, and where
/// a chunk would take too much to lay out, it is its source as it is written, below a line that says so.
#[must_use]
pub fn parse(text: &str, continuation: &Continuation, references: &References) -> Parsed {
    parse_with(text, continuation, references, Punctuation::AsWritten)
}

/// Whether straight quotes, `--` and `...` are read as the signs that a printer would set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Punctuation {
    /// They stand as they are written.
    #[default]
    AsWritten,
    /// They become curly quotes, dashes and an ellipsis, but in code.
    Smart,
}

/// Parses a chunk as [`parse`] does, with another reading of punctuation.
#[must_use]
pub fn parse_with(
    text: &str,
    continuation: &Continuation,
    references: &References,
    punctuation: Punctuation,
) -> Parsed {
    match read(text, continuation, references, punctuation) {
        Some(parsed) if verbatim::is_too_much(&parsed) => verbatim::source(text, Reason::TooMuch),
        Some(parsed) => parsed,
        None => verbatim::source(text, Reason::Unread),
    }
}

/// What a chunk says, whatever it takes to lay that out; `None` if the parser can't take it.
pub(super) fn read(
    text: &str,
    continuation: &Continuation,
    references: &References,
    punctuation: Punctuation,
) -> Option<Parsed> {
    let smart = match punctuation {
        Punctuation::AsWritten => Options::empty(),
        Punctuation::Smart => Options::ENABLE_SMART_PUNCTUATION,
    };
    FALLBACKS.iter().find_map(|&options| {
        guarded(|| {
            let (mut parsed, wants) = with_events(text, continuation, references, options | smart, |events| {
                let mut tree = Tree::new(references, text, Reading::Final);
                events.for_each(|event| tree.take(event));
                tree.finish(text.len())
            });
            parsed.wants = wants;
            continuation.carry_on(&mut parsed, text);
            semblance::mark(&mut parsed);
            parsed
        })
    })
}

/// A row has room for so many cells before there are any.
const MOST_RESERVED: usize = 32;

pub(super) struct Tree<'r> {
    references: &'r References,
    reading: Reading,
    text: &'r str,
    /// The same, for those who keep parts of it.
    whole: Option<Arc<String>>,
    signs: Signs,
    pub(super) open: Vec<Open>,
    /// Containers that are open beyond the depth that is drawn.
    pub(super) deeper: usize,
    pub(super) leaf: Leaf,
    /// What the last text was collected in, for the next one.
    spare: Vec<Inline>,
    /// How many links there were before the text that is open.
    links_above: usize,
    marks: Vec<Marks>,
    pub(super) link: Option<u32>,
    images: Vec<Picture>,
    links: Vec<Link>,
    /// The links by labels that are not known yet: which they are, and the labels.
    open_links: Vec<(usize, Box<str>)>,
    notes: Vec<Numbered>,
    in_head: bool,
    /// The inline elements of HTML that are open.
    pub(super) formats: Formats,
    /// Whether an HTML block is being read.
    pub(super) in_html: bool,
}

/// Whether what the document defines is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// It is, as far as it will be asked for.
    Final,
    /// Some of it stands further on: links may lead nowhere yet, and notes have any number.
    Draft,
}

/// How much of a tree is closed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    pub(super) blocks: usize,
    pub(super) links: usize,
    pub(super) notes: usize,
}

impl<'r> Tree<'r> {
    pub(super) fn new(references: &'r References, text: &'r str, reading: Reading) -> Self {
        Self {
            references,
            reading,
            text,
            whole: None,
            signs: Signs::of(text),
            open: vec![Open { kind: Container::Root, element: None, span: 0..0, blocks: Vec::new() }],
            deeper: 0,
            leaf: Leaf::None,
            spare: Vec::new(),
            links_above: 0,
            marks: Vec::new(),
            link: None,
            images: Vec::new(),
            links: Vec::new(),
            open_links: Vec::new(),
            notes: Vec::new(),
            in_head: false,
            formats: Formats::default(),
            in_html: false,
        }
    }

    pub(super) fn take(&mut self, (event, range): Ranged<'_>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.leaf {
                Leaf::Code(_, _, code) => code.push(&text, range.start),
                // The margin of an HTML block comes as text.
                Leaf::Html(html) => html.push(&text, range.start),
                _ => {
                    let words = self.wording(&text, &range);
                    self.inline(InlineKind::Text(words), range);
                }
            },
            Event::Code(text) => {
                // The text of a code span begins behind its backticks.
                let ticks = range.len().saturating_sub(text.len()) / 2;
                let source = range.start + ticks..range.end.saturating_sub(ticks);
                self.inline(InlineKind::Code(Wording::from(&*text)), source);
            }
            Event::InlineMath(text) => self.inline(InlineKind::Math(Wording::from(&*text), MathDisplay::Inline), range),
            Event::DisplayMath(text) => self.inline(InlineKind::Math(Wording::from(&*text), MathDisplay::Block), range),
            Event::Html(text) | Event::InlineHtml(text) => match &mut self.leaf {
                Leaf::Html(html) => html.push(&text, range.start),
                _ => self.read_inline_html(&text, range.start),
            },
            Event::FootnoteReference(label) => self.note_reference(&label, range),
            Event::SoftBreak => self.inline(InlineKind::SoftBreak, range),
            Event::HardBreak => self.inline(InlineKind::HardBreak, range),
            Event::Rule => {
                self.close_leaf();
                self.push(Block { kind: BlockKind::Rule, span: range });
            }
            Event::TaskListMarker(done) => {
                // Too deep to be drawn it has no box of its own, and the one around it is another task's.
                if self.deeper == 0
                    && let Some(Open { kind: Container::Item { task }, .. }) = self.open.last_mut()
                {
                    *task = Some(done);
                }
            }
        }
    }

    /// Text that stands at these bytes, or stands for them.
    fn wording(&mut self, words: &str, bytes: &Range<usize>) -> Wording {
        if Wording::is_short(words) || self.text.get(bytes.clone()) != Some(words) {
            return Wording::from(words);
        }
        let whole = self.whole.get_or_insert_with(|| Arc::new(self.text.to_owned()));
        Wording::within(whole, bytes.clone())
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::Emphasis => return self.mark(Marks::EMPHASIS),
            Tag::Strong => return self.mark(Marks::STRONG),
            Tag::Strikethrough => return self.mark(Marks::STRIKETHROUGH),
            Tag::Superscript | Tag::Subscript => return self.mark(Marks::NONE),
            Tag::Link { link_type, dest_url, title, id } => {
                self.leave_open(link_type, &id);
                let link = self.link_of(link_type, [&dest_url, &title], &id, range);
                self.link = Some(self.add_link(link));
                return;
            }
            Tag::Image { link_type, dest_url, title, id } => {
                if self.link.is_none() {
                    self.leave_open(link_type, &id);
                }
                let link = self.link_of(link_type, [&dest_url, &title], &id, range);
                return self.start_image(link);
            }
            Tag::Paragraph => {
                self.loosen();
                // A paragraph inside a cell only goes on with the cell.
                if !matches!(self.leaf, Leaf::Inline(LeafKind::Cell | LeafKind::HeadCell, ..)) {
                    self.open_inline(LeafKind::Paragraph, range);
                }
                return;
            }
            Tag::Heading { level, id, .. } => {
                let kind = LeafKind::Heading(level as u8, id.as_deref().map(Box::from));
                return self.open_inline(kind, range);
            }
            Tag::DefinitionListTitle => return self.open_inline(LeafKind::Term, range),
            Tag::TableCell => {
                let kind = if self.in_head { LeafKind::HeadCell } else { LeafKind::Cell };
                return self.open_inline(kind, range);
            }
            Tag::CodeBlock(kind) => {
                self.close_leaf();
                let info = match &kind {
                    CodeBlockKind::Fenced(info) => Box::from(&**info),
                    CodeBlockKind::Indented => "".into(),
                };
                self.leaf = Leaf::Code(info, range, Mapped::default());
                return;
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.close_leaf();
                self.leaf = Leaf::Html(Mapped::default());
                return;
            }
            Tag::TableHead => {
                self.in_head = true;
                return;
            }
            Tag::TableRow => {
                if let Some(Open { kind: Container::Table { head, rows, .. }, .. }) = self.open.last_mut() {
                    rows.push(Vec::with_capacity(head.len().min(MOST_RESERVED)));
                }
                return;
            }
            Tag::BlockQuote(alert) => Container::Quote(alert.map(alert_kind)),
            Tag::List(start) => Container::List { start, loose: false, items: Vec::new() },
            Tag::Item => Container::Item { task: None },
            Tag::FootnoteDefinition(label) => Container::Footnote(Box::from(&*label), self.numbered(&label).number),
            Tag::DefinitionList => Container::Definitions(Vec::new()),
            Tag::DefinitionListDefinition => Container::Meaning,
            Tag::Table(alignments) => Container::Table {
                alignments: alignments.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            },
        };
        self.open_container(kind, range);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript => {
                self.marks.pop();
            }
            TagEnd::Link => self.link = self.formats.link(),
            TagEnd::Image => self.end_image(),
            TagEnd::TableHead => {
                self.close_leaf();
                self.in_head = false;
            }
            TagEnd::Paragraph if matches!(self.leaf, Leaf::Inline(LeafKind::Cell | LeafKind::HeadCell, ..)) => {}
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::DefinitionListTitle
            | TagEnd::TableCell
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::TableRow
            | TagEnd::MetadataBlock(_) => self.close_leaf(),
            TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table => {
                self.close_leaf();
                self.close_container();
            }
        }
    }

    /// How much there is, if nothing stands open.
    pub(super) fn closed(&self) -> Option<Extent> {
        match (self.open.as_slice(), &self.leaf) {
            ([root], Leaf::None) => {
                Some(Extent { blocks: root.blocks.len(), links: self.links.len(), notes: self.notes.len() })
            }
            _ => None,
        }
    }

    /// Takes the links by labels that are not known yet out.
    pub(super) fn take_open_links(&mut self) -> Vec<(usize, Box<str>)> {
        std::mem::take(&mut self.open_links)
    }

    pub(super) fn finish(mut self, end: usize) -> Parsed {
        self.close_leaf();
        self.deeper = 0;
        while self.open.len() > 1 {
            self.close_container();
        }
        let mut root = self.open.pop().map(|open| open.blocks).unwrap_or_default();
        if let Some(last) = root.last_mut() {
            last.span.end = last.span.end.min(end);
        }
        Parsed { blocks: root, links: self.links, notes: self.notes, ..Parsed::default() }
    }
}

fn alert_kind(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

#[cfg(test)]
mod tests {
    use super::super::block::{Cell, Definition, MAX_DEPTH};
    use super::*;

    fn parsed(text: &str) -> Parsed {
        parse(text, &Continuation::Nothing, &References::default())
    }

    fn words(inlines: &[Inline]) -> String {
        inlines
            .iter()
            .map(|inline| match &inline.kind {
                InlineKind::Text(text)
                | InlineKind::Code(text)
                | InlineKind::Reference(text)
                | InlineKind::Elsewhere(text)
                | InlineKind::Math(text, _) => text,
                InlineKind::FootnoteReference(label, _) => label,
                InlineKind::FootnoteReturn => "↩",
                InlineKind::Image(_) => "▣",
                InlineKind::SoftBreak | InlineKind::HardBreak => " ",
            })
            .collect()
    }

    /// A picture of the tree: a line for each block, indented.
    fn picture(blocks: &[Block], depth: usize, out: &mut Vec<String>) {
        for block in blocks {
            let pad = "  ".repeat(depth);
            match &block.kind {
                BlockKind::Heading { level, content, .. } => out.push(format!("{pad}h{level} {}", words(content))),
                BlockKind::Paragraph(content) => out.push(format!("{pad}p {}", words(content))),
                BlockKind::Code { info, text } => out.push(format!("{pad}code {info} {:?}", text.text)),
                BlockKind::Details { summary, blocks, open } => {
                    out.push(format!("{pad}details {open} {}", words(summary)));
                    picture(blocks, depth + 1, out);
                }
                BlockKind::Rule => out.push(format!("{pad}rule")),
                BlockKind::Quote { alert, blocks } => {
                    out.push(format!("{pad}quote {:?}", alert.as_ref().map(|alert| alert.kind)));
                    picture(blocks, depth + 1, out);
                }
                BlockKind::Footnote { label, blocks, .. } => {
                    out.push(format!("{pad}footnote {label}"));
                    picture(blocks, depth + 1, out);
                }
                BlockKind::List { start, tight, items } => {
                    out.push(format!("{pad}list {start:?} {}", if *tight { "tight" } else { "loose" }));
                    for item in items {
                        out.push(format!("{pad}- {:?}", item.task));
                        picture(&item.blocks, depth + 1, out);
                    }
                }
                BlockKind::Table { head, rows, .. } => {
                    let line =
                        |cells: &[Cell]| cells.iter().map(|cell| words(&cell.content)).collect::<Vec<_>>().join("|");
                    out.push(format!("{pad}table {}", line(head)));
                    out.extend(rows.iter().map(|row| format!("{pad}  {}", line(row))));
                }
                BlockKind::Definitions(parts) => {
                    for part in parts {
                        match part {
                            Definition::Term(content, _) => out.push(format!("{pad}term {}", words(content))),
                            Definition::Meaning(blocks) => picture(blocks, depth + 1, out),
                        }
                    }
                }
            }
        }
    }

    fn drawn(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        picture(&parsed(text).blocks, 0, &mut out);
        out
    }

    #[test]
    fn containers_hold_their_blocks() {
        assert_eq!(
            drawn("> a\n> - [x] b\n>   c\n>\n>       d\n"),
            ["quote None", "  p a", "  list None loose", "  - Some(true)", "    p b c", "    code  \"  d\\n\"",]
                .map(|line| line.replace("code  \"  d", "code  \"d"))
        );
        assert_eq!(drawn("1. a\n2. b\n"), ["list Some(1) tight", "- None", "  p a", "- None", "  p b"]);
        assert_eq!(drawn("| a | b |\n|---|---|\n| c `d` |\n"), ["table a|b", "  c d"]);
        assert_eq!(drawn("Term\n: Meaning\n\n[^1]: note\n"), ["term Term", "  p Meaning", "footnote 1", "  p note"]);
    }

    #[test]
    fn nesting_is_kept_to_a_depth_and_its_text_always() {
        let text = format!("{} deep\n", ">".repeat(5000));
        let drawn = drawn(&text);
        assert!(drawn.len() <= MAX_DEPTH + 2, "{}", drawn.len());
        assert!(drawn.last().unwrap().ends_with("p deep"));
    }

    #[test]
    fn links_know_their_target_and_their_text() {
        let parsed = parsed("[a *b*](/c) <d@e.fg> ![h](i.png) and https://j.kl/m_n_o, [p]\n");
        let targets: Vec<&str> = parsed.links.iter().map(|link| &*link.target).collect();
        assert_eq!(targets, ["/c", "mailto:d@e.fg", "i.png", "https://j.kl/m_n_o"]);
        let BlockKind::Paragraph(content) = &parsed.blocks[0].kind else { panic!() };
        let last: String = content
            .iter()
            .filter(|inline| inline.link == Some(3))
            .map(|inline| words(std::slice::from_ref(inline)))
            .collect();
        assert_eq!(last, "https://j.kl/m_n_o");
        assert_eq!(parsed.wants, [Box::from("p")]);
    }

    #[test]
    fn the_panic_of_the_parser_loses_no_text() {
        let drawn = drawn("- [ ] \\\n  -\n").join(" ");
        assert!(drawn.contains('-'), "{drawn}");
    }

    #[test]
    fn punctuation_is_set_where_that_is_asked_for_and_never_in_code() {
        let text = "\"a\" -- b... `\"c\" --`\n";
        for (punctuation, expected) in
            [(Punctuation::AsWritten, "\"a\" -- b... \"c\" --"), (Punctuation::Smart, "“a” – b… \"c\" --")]
        {
            let parsed = parse_with(text, &Continuation::Nothing, &References::default(), punctuation);
            let BlockKind::Paragraph(content) = &parsed.blocks[0].kind else { panic!() };
            assert_eq!(words(content), expected);
        }
    }
}
