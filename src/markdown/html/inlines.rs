//! Inline HTML: tags set marks and links on the text between them.

use std::ops::Range;
use std::sync::Arc;

use super::super::inline::{Inline, InlineKind, Link, LinkKind, Marks};
use super::super::tree::{Container, Leaf, Open, Tree};
use super::element::Element;
use super::formats::Format;
use super::scripts::{self, Script};
use super::tokens::{Tag, Token, tokens};

impl Tree<'_> {
    /// Reads a tag, a comment or a declaration among inline text that stands at byte `start` of the chunk.
    pub(in super::super) fn read_inline_html(&mut self, html: &str, start: usize) {
        // The parser has seen where it ends: a comment, a declaration, an instruction, or a CDATA section.
        if html.starts_with("<!") || html.starts_with("<?") {
            return;
        }
        let source = start..start + html.len();
        for token in tokens(html) {
            match token {
                Token::Open(tag) if tag.element.is_block() => self.block_among_text(tag.element, &source),
                Token::Open(tag) => self.open_inline_tag(&tag, source.clone()),
                Token::Close(element, _) if element.is_block() => self.block_among_text(element, &source),
                Token::Close(element, _) => self.close_inline_tag(element, source.clone()),
                Token::Text(text) => {
                    let source = start + text.start..start + text.end;
                    self.inline(InlineKind::Text(html[text].into()), source);
                }
            }
        }
    }

    /// A block that begins or ends in the middle of text parts it.
    fn block_among_text(&mut self, element: Element, source: &Range<usize>) {
        let Leaf::Inline(_, _, inlines) = &self.leaf else { return };
        let kind = match element {
            Element::Cell | Element::HeadCell => InlineKind::SoftBreak,
            _ => InlineKind::HardBreak,
        };
        let parted = |kind: &InlineKind| matches!(kind, InlineKind::HardBreak | InlineKind::SoftBreak);
        if inlines.last().is_some_and(|last| !parted(&last.kind)) {
            self.inline(kind, source.clone());
        }
    }

    pub(super) fn open_inline_tag(&mut self, tag: &Tag, source: Range<usize>) {
        match tag.element {
            Element::Unknown => {}
            Element::Break => {
                if matches!(self.leaf, Leaf::Inline(..)) {
                    self.inline(InlineKind::HardBreak, source);
                }
            }
            Element::Image => self.image(tag, source),
            Element::Input => self.task(tag),
            Element::Quotation => {
                self.inline(InlineKind::Text("“".into()), source.clone());
                self.format(tag.element, None);
            }
            Element::Link => {
                self.close_inline_tag(Element::Link, source.clone());
                // A link of Markdown is around it: links don't nest.
                let link = tag.attribute("href").filter(|_| self.link.is_none()).map(|target| {
                    let title = tag.attribute("title").unwrap_or_default();
                    self.add_link(link(&target, &title, source.clone()))
                });
                self.ensure_inline(&source);
                self.format(tag.element, link);
                self.link = self.link.or(link);
            }
            element => {
                self.ensure_inline(&source);
                self.format(element, None);
            }
        }
    }

    fn format(&mut self, element: Element, link: Option<u32>) {
        let from = if let Leaf::Inline(_, _, inlines) = &self.leaf { inlines.len() } else { 0 };
        self.formats.open(Format { element, link, from });
    }

    pub(super) fn close_inline_tag(&mut self, element: Element, source: Range<usize>) {
        let Some(format) = self.formats.close(element) else { return };
        if let Some(link) = format.link
            && self.link == Some(link)
        {
            self.link = self.formats.link();
        }
        if element == Element::Quotation {
            return self.inline(InlineKind::Text("”".into()), source);
        }
        let Leaf::Inline(_, _, inlines) = &mut self.leaf else { return };
        match element {
            Element::Link => bare(inlines, format.from),
            Element::Sub => scripts::set(Script::Low, inlines, format.from),
            Element::Sup => scripts::set(Script::High, inlines, format.from),
            // Only what ends is hidden: somebody who writes of a tag `<style>` means the word.
            Element::Hidden(_) => inlines.truncate(format.from),
            _ => {}
        }
    }

    /// An image: its description, which leads to the picture unless it stands in a link.
    fn image(&mut self, tag: &Tag, source: Range<usize>) {
        let beside = |marks: Marks| marks.contains(Marks::IMAGE);
        if let Leaf::Inline(_, _, inlines) = &self.leaf
            && inlines.last().is_some_and(|last| beside(last.marks))
        {
            self.inline(InlineKind::SoftBreak, source.start..source.start);
        }
        let target = tag.attribute("src").unwrap_or_default();
        let title = tag.attribute("title").unwrap_or_default();
        self.ensure_inline(&source);
        self.start_image(link(&target, &title, source.clone()));
        let description = tag.attribute("alt").unwrap_or_default();
        let words: Vec<&str> = description.split_ascii_whitespace().collect();
        if !words.is_empty() {
            self.inline(InlineKind::Text(words.join(" ").into()), source);
        }
        self.end_image();
    }

    /// A box to tick at the beginning of an item.
    fn task(&mut self, tag: &Tag) {
        let is_box = tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        if is_box
            && matches!(self.leaf, Leaf::None)
            && let Some(Open { kind: Container::Item { task }, .. }) = self.open.last_mut()
        {
            *task = Some(tag.has("checked"));
        }
    }
}

/// Takes the line ends at which the content of a link begins and ends out of the link: they stand between it and the
/// words around it.
fn bare(inlines: &mut [Inline], from: usize) {
    let Some(content) = inlines.get_mut(from..) else { return };
    let is_space = |inline: &&mut Inline| inline.kind == InlineKind::SoftBreak;
    if let Some(first) = content.first_mut().filter(is_space) {
        first.link = None;
    }
    if let Some(last) = content.last_mut().filter(is_space) {
        last.link = None;
    }
}

fn link(target: &str, title: &str, span: Range<usize>) -> Link {
    Link { target: Arc::from(target.trim()), title: Arc::from(title), kind: LinkKind::Address, span }
}
