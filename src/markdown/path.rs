//! The blocks that stand open at the end of a window, from the outermost to the innermost, and the text that opens their
//! containers again at the beginning of another one.
//!
//! ```text
//! > 1. words          the path: quote, list, item, fence
//! >    ```rust
//! >    code           to go on here, the parser is first given: "> 1. ```rust"
//! ```

use std::ops::Range;

use memchr::memrchr2;
use pulldown_cmark::{CodeBlockKind, Tag};

use super::block::MAX_DEPTH;

/// A block on the path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// Where it begins, not always at the beginning of its line.
    pub start: usize,
    /// Where it ends, as far as the window goes.
    pub end: usize,
    /// How many blocks in it have begun so far.
    pub children: usize,
}

/// What a block on the path is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StepKind {
    /// A quote.
    Quote,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// Fenced code.
    Fence {
        /// Where the last piece of its text ends; the closing fence, if there is one, stands behind it.
        text_end: usize,
    },
    /// Indented code.
    Indented,
    /// A table.
    Table,
    /// HTML.
    Html,
    /// A paragraph.
    Paragraph,
    /// Anything else.
    Other,
}

/// A block begins inside of so many others.
pub(super) fn begin(path: &mut Vec<Step>, tag: &Tag<'_>, depth: usize, range: &Range<usize>) {
    let kind = match tag {
        Tag::BlockQuote(_) => StepKind::Quote,
        Tag::List(_) => StepKind::List,
        Tag::Item => StepKind::Item,
        Tag::CodeBlock(CodeBlockKind::Fenced(_)) => StepKind::Fence { text_end: range.start },
        Tag::CodeBlock(CodeBlockKind::Indented) => StepKind::Indented,
        Tag::Table(_) => StepKind::Table,
        Tag::HtmlBlock => StepKind::Html,
        Tag::Paragraph => StepKind::Paragraph,
        Tag::Heading { .. } | Tag::FootnoteDefinition(_) | Tag::DefinitionList | Tag::MetadataBlock(_) => {
            StepKind::Other
        }
        // A row of a table, or something in the text of a block.
        _ => return inline(path, depth, range),
    };
    path.truncate(depth);
    if let Some(around) = path.last_mut() {
        around.children += 1;
    }
    path.push(Step { kind, start: range.start, end: range.end, children: 0 });
}

/// Text, or something in it, stands inside of so many others.
pub(super) fn inline(path: &mut Vec<Step>, depth: usize, range: &Range<usize>) {
    let is_new = path.get(depth).is_none_or(|child| child.kind != StepKind::Paragraph);
    match depth.checked_sub(1).and_then(|around| path.get_mut(around)).map(|around| &mut around.kind) {
        Some(StepKind::Fence { text_end }) => *text_end = range.end,
        // A tight item holds its text itself: that is a paragraph as good as any.
        Some(StepKind::Item) if is_new => begin(path, &Tag::Paragraph, depth, range),
        Some(StepKind::Item) => {
            if let Some(paragraph) = path.get_mut(depth) {
                paragraph.end = paragraph.end.max(range.end);
            }
        }
        _ => {}
    }
}

/// What stands in front of the lines of some containers.
#[derive(Debug, Clone, Default)]
pub(super) struct Margin {
    /// What opens them.
    pub(super) first: String,
    /// What stands in front of a line that goes on in all of them.
    pub(super) rest: String,
    /// Whether one of them is an item of a list.
    pub(super) has_items: bool,
    parts: Vec<Part>,
}

/// What one of them has in front of its lines.
#[derive(Debug, Clone, Copy)]
enum Part {
    Sign,
    Columns(usize),
}

impl Margin {
    /// The margin of the containers of a text; `None` where it is not one that can be told.
    pub(super) fn of(text: &str, around: &[Step]) -> Option<Self> {
        let mut margin = Self::default();
        if around.len() > 2 * MAX_DEPTH {
            return None;
        }
        for step in around {
            match step.kind {
                StepKind::Quote => {
                    margin.first.push_str("> ");
                    margin.rest.push_str("> ");
                    margin.parts.push(Part::Sign);
                }
                StepKind::List => {}
                StepKind::Item => margin.add_item(&text[margin.content(text, line_start(text, step.start))?..])?,
                _ => return None,
            }
        }
        Some(margin)
    }

    /// Adds an item of a list that begins with this text (`CommonMark` 0.31.2, section 5.2).
    fn add_item(&mut self, text: &str) -> Option<()> {
        let indent = text.bytes().take_while(|byte| *byte == b' ').count();
        let marked = &text[indent..];
        let digits = marked.bytes().take_while(u8::is_ascii_digit).count();
        let marker = marked.get(..=digits)?;
        if indent > 3 || !marker.ends_with(if digits == 0 { &['-', '*', '+'][..] } else { &['.', ')'] }) {
            return None;
        }
        let behind = &marked[marker.len()..];
        let spaces = behind.bytes().take_while(|byte| *byte == b' ').count();
        let is_blank =
            behind[spaces..].trim_start_matches('\r').is_empty() || behind[spaces..].starts_with(['\n', '\r']);
        // Code that is indented begins five columns behind the marker, and a tab is not worth the trouble.
        let spaces = if is_blank || spaces > 4 { 1 } else { spaces };
        if spaces == 0 {
            return None;
        }
        let columns = indent + marker.len() + spaces;
        self.first.push_str(&text[..indent]);
        self.first.push_str(marker);
        self.first.extend(std::iter::repeat_n(' ', spaces));
        self.rest.extend(std::iter::repeat_n(' ', columns));
        self.has_items = true;
        self.parts.push(Part::Columns(columns));
        Some(())
    }

    /// Where behind the margin the content of the line begins that starts at byte `line`; `None` if the line goes on with a
    /// paragraph without a margin.
    pub(super) fn content(&self, text: &str, line: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let (mut at, mut column) = (line, 0);
        for part in &self.parts {
            match part {
                Part::Sign => {
                    let spaces = bytes[at..].iter().take(3).take_while(|byte| **byte == b' ').count();
                    (at, column) = (at + spaces, column + spaces);
                    if bytes.get(at) != Some(&b'>') {
                        return None;
                    }
                    let space = usize::from(bytes.get(at + 1) == Some(&b' '));
                    (at, column) = (at + 1 + space, column + 1 + space);
                }
                Part::Columns(columns) => {
                    let end = column + columns;
                    while column < end
                        && let Some(byte) = bytes.get(at).filter(|byte| !matches!(byte, b'\n' | b'\r'))
                    {
                        column += if *byte == b'\t' { 4 - column % 4 } else { 1 };
                        at += 1;
                    }
                }
            }
        }
        text.is_char_boundary(at).then_some(at)
    }
}

/// The starts of lines, asked for one after the other: many blocks may begin on one long line, which is not looked through
/// for each of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lines {
    /// What was asked for last, and where its line begins.
    at: usize,
    start: usize,
}

impl Lines {
    /// The start of the line on which byte `at` stands.
    pub(super) fn start_of(&mut self, text: &str, at: usize) -> usize {
        self.start = match text.as_bytes().get(self.at..at) {
            Some(passed) => memrchr2(b'\n', b'\r', passed).map_or(self.start, |end| self.at + end + 1),
            None => line_start(text, at),
        };
        self.at = at;
        self.start
    }
}

/// The start of the line on which byte `at` stands.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    memrchr2(b'\n', b'\r', &text.as_bytes()[..at]).map_or(0, |end| end + 1)
}
