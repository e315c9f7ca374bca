//! Where the links of printed text lead: paper can't be clicked, so each link gets a number behind it and the targets are
//! listed below the text, or stand behind it themselves.

use std::collections::HashMap;
use std::sync::Arc;

use crate::layout::line::{Line, Role, Span};
use crate::markdown::block::Parsed;
use crate::markdown::inline::{Inline, InlineKind, Link, LinkKind, Marks};
use crate::text::sanitize::Safe;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// Where printed text says where its links lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Links {
    /// In a numbered list at the end.
    #[default]
    End,
    /// Behind each link.
    Inline,
    /// Nowhere.
    None,
}

/// The targets that have a number and are not listed yet.
#[derive(Debug, Default)]
pub struct Numbering {
    numbers: HashMap<Arc<str>, usize>,
    targets: Vec<Arc<str>>,
    /// The numbers of long targets by where these lie in memory, where they are kept: all the links that share one share
    /// its memory, and to read it for each of them would take long.
    long: HashMap<usize, (Arc<str>, usize)>,
    /// How many bytes the targets have.
    bytes: usize,
    /// How many targets have been listed already.
    listed: usize,
}

/// So many targets are kept at most. Then they are listed where the text is by then, and numbers go on behind them:
/// a document of any size is printed with bounded memory.
const MOST: usize = 20_000;
/// And so many bytes of them.
const MOST_BYTES: usize = 16 << 20;
/// A target with more bytes is listed even where the others stand behind their links: a short text may have many links
/// to one long target.
const LONG: usize = 256;

impl Numbering {
    /// Says behind each link of a chunk where it leads. Chunks have to come in the order of the text.
    pub fn annotate(&mut self, parsed: &mut Parsed, links: Links) {
        if links == Links::None || parsed.links.is_empty() {
            return;
        }
        let Parsed { links: targets, .. } = parsed;
        let targets = std::mem::take(targets);
        parsed.for_each_content(&mut |content| {
            if content.iter().any(|inline| inline.link.is_some()) {
                let notes = self.notes(content, &targets, links);
                insert(content, notes);
            }
        });
        parsed.links = targets;
    }

    /// What is to be said behind the last inline of each link of a text, and how many inlines stand before that.
    fn notes(&mut self, content: &[Inline], links: &[Link], style: Links) -> Vec<(usize, Inline)> {
        let mut notes = Vec::new();
        let mut rest = content.iter().enumerate().peekable();
        let mut said = String::new();
        while let Some((place, inline)) = rest.next() {
            let Some(index) = inline.link else { continue };
            if let InlineKind::Text(text) | InlineKind::Code(text) = &inline.kind {
                said.push_str(text);
            }
            if rest.peek().is_some_and(|(_, next)| next.link == Some(index)) {
                continue;
            }
            if let Some(link) = links.get(index as usize).filter(|link| leads_away(link, &said)) {
                let note = match style {
                    Links::Inline if link.target.len() <= LONG => format!(" <{}>", link.target),
                    _ => format!("[{}]", self.number(&link.target)),
                };
                let (kind, end) = (InlineKind::Reference(note.into()), inline.source.end);
                notes.push((place + 1, Inline { kind, marks: Marks::NONE, link: None, source: end..end }));
            }
            said.clear();
        }
        notes
    }

    fn number(&mut self, target: &Arc<str>) -> usize {
        if target.len() <= LONG {
            return self.number_by_text(target);
        }
        let address = target.as_ptr().addr();
        if let Some((_, number)) = self.long.get(&address) {
            return *number;
        }
        let number = self.number_by_text(target);
        if self.long.len() < MOST {
            self.long.insert(address, (Arc::clone(target), number));
        }
        number
    }

    fn number_by_text(&mut self, target: &Arc<str>) -> usize {
        if let Some(number) = self.numbers.get(target) {
            return *number;
        }
        self.bytes += target.len();
        self.targets.push(Arc::clone(target));
        let number = self.listed + self.targets.len();
        self.numbers.insert(Arc::clone(target), number);
        number
    }

    /// Whether so many targets have come together that they should be listed now.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.targets.len() >= MOST || self.bytes >= MOST_BYTES
    }

    /// The list of the targets that are not listed yet, as lines of at most so many columns.
    pub fn list(&mut self, columns: usize) -> Vec<Line> {
        let targets = std::mem::take(&mut self.targets);
        self.numbers.clear();
        self.long.clear();
        self.bytes = 0;
        let line = |spans| Line { spans, offset: u64::MAX, ..Line::default() };
        let mut lines = Vec::new();
        for (place, target) in targets.iter().enumerate() {
            if place == 0 {
                let rule = Span::of(Safe::repeat("─", (columns / 3).max(1)), Role::Rule);
                lines.extend([line(Vec::new()), line(vec![rule])]);
            }
            let mark = Safe::new(&format!("[{}] ", self.listed + place + 1));
            let hang = if width(&mark) * 2 <= columns { width(&mark) } else { 0 };
            let target = Safe::new(target);
            let text = Safe::new(&format!("{}{target}", if hang == 0 { &*mark } else { "" }));
            for (row, part) in wrap(&text, columns - hang, columns - hang).into_iter().enumerate() {
                let margin = match (hang, row) {
                    (0, _) => Safe::empty(),
                    (_, 0) => mark.clone(),
                    _ => Safe::repeat(" ", hang),
                };
                lines.push(line(vec![
                    Span::of(margin, Role::Reference),
                    Span::of(text.slice(part.range), Role::Reference),
                ]));
            }
        }
        self.listed += targets.len();
        lines
    }
}

/// Inserts inlines, each of which says before which of the others it comes, in their order.
fn insert(content: &mut Vec<Inline>, notes: Vec<(usize, Inline)>) {
    let mut left = content.len();
    let nothing = Inline { kind: InlineKind::SoftBreak, marks: Marks::NONE, link: None, source: 0..0 };
    content.resize(left + notes.len(), nothing);
    let mut free = content.len();
    for (place, note) in notes.into_iter().rev() {
        while left > place {
            (left, free) = (left - 1, free - 1);
            content.swap(left, free);
        }
        free -= 1;
        content[free] = note;
    }
}

/// Whether a link leads somewhere that its text does not say itself, out of this document.
fn leads_away(link: &Link, said: &str) -> bool {
    let target = &*link.target;
    let bare = target.strip_prefix("mailto:").or(target.strip_prefix("http://")).unwrap_or(target);
    let leads = matches!(link.kind, LinkKind::Address | LinkKind::Disguised | LinkKind::Image | LinkKind::Wiki);
    leads && !target.is_empty() && !target.starts_with('#') && said != target && said != bare
}
