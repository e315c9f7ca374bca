//! HTML blocks: tags open and close containers of the tree, text goes into them with its white space collapsed.

use std::ops::Range;

use super::super::block::{Alignment, Block, BlockKind, Definition, MAX_DEPTH, Mapped};
use super::super::inline::{Inline, InlineKind};
use super::super::tree::{Container, Leaf, LeafKind, Open, Tree};
use super::element::{Element, Order};
use super::flatten::flatten;
use super::rows::{CellKind, HtmlCell, Rows};
use super::tokens::{Tag, Token, decoded, is_comment, tokens};

impl Tree<'_> {
    /// Reads an HTML block.
    pub(in super::super) fn read_html(&mut self, html: &Mapped) {
        self.in_html = true;
        let mut hidden = None;
        let text = if is_comment(&html.text) { "" } else { &*html.text };
        for token in tokens(text) {
            match token {
                Token::Open(tag) if hidden.is_none() => {
                    let source = sources(html, &tag.span);
                    match tag.element {
                        Element::Hidden(_) => hidden = Some(tag.element),
                        _ => self.open_tag(&tag, source),
                    }
                }
                Token::Close(element, span) if hidden.is_none() => self.close_tag(element, sources(html, &span)),
                Token::Close(element, _) if hidden == Some(element) => hidden = None,
                Token::Text(span) if hidden.is_none() => self.html_text(html, span),
                _ => {}
            }
        }
        self.close_leaf();
        self.in_html = false;
        self.formats.clear();
        self.link = None;
    }

    /// Whether preformatted text is open.
    fn in_pre(&self) -> bool {
        matches!(self.leaf, Leaf::Code(..))
    }

    fn open_tag(&mut self, tag: &Tag, source: Range<usize>) {
        if self.in_pre() {
            return self.open_in_pre(tag, source);
        }
        let element = tag.element;
        if !element.is_block() {
            return self.open_inline_tag(tag, source);
        }
        self.close_leaf();
        match element {
            Element::Rule => self.push(Block { kind: BlockKind::Rule, span: source }),
            Element::Pre => self.leaf = Leaf::Code("".into(), source, Mapped::default()),
            Element::Heading(_) => {
                self.close_element(element, source.start);
                let id = tag.attribute("id").map(String::into_boxed_str);
                self.open_element(element, Container::Flat(id), source);
            }
            Element::Quote => self.open_element(element, Container::Quote(None), source),
            Element::List(order) => {
                let start = (order == Order::Numbers).then(|| tag.number("start").unwrap_or(1));
                self.open_element(element, Container::List { start, loose: false, items: Vec::new() }, source);
            }
            Element::Item => {
                self.close_element(element, source.start);
                if matches!(self.innermost(), Container::List { .. }) {
                    self.open_element(element, Container::Item { task: None }, source);
                }
            }
            Element::Definitions => self.open_element(element, Container::Definitions(Vec::new()), source),
            Element::Term | Element::Meaning => {
                self.close_element(Element::Term, source.start);
                self.close_element(Element::Meaning, source.start);
                if matches!(self.innermost(), Container::Definitions(_)) {
                    let kind = if element == Element::Term { Container::Flat(None) } else { Container::Meaning };
                    self.open_element(element, kind, source);
                }
            }
            Element::Details => {
                let kind = Container::Details { summary: Vec::new(), open: tag.has("open") };
                self.open_element(element, kind, source);
            }
            Element::Summary => self.open_element(element, Container::Flat(None), source),
            Element::Table => self.open_element(element, Container::Rows(Rows::default()), source),
            Element::Row | Element::Cell | Element::HeadCell | Element::Caption => self.open_in_table(tag, source),
            _ => {}
        }
    }

    fn open_in_table(&mut self, tag: &Tag, source: Range<usize>) {
        self.close_element(Element::Cell, source.start);
        self.close_element(Element::Caption, source.start);
        let Some(Open { kind: Container::Rows(rows), .. }) = self.open.last_mut() else { return };
        match tag.element {
            Element::Row => rows.begin(),
            Element::Caption => self.open_element(tag.element, Container::Flat(None), source),
            _ => {
                let kind = if tag.element == Element::HeadCell { CellKind::Head } else { CellKind::Data };
                let (columns, rows) = (tag.number("colspan").unwrap_or(1), tag.number("rowspan").unwrap_or(1));
                let (alignment, start) = (alignment(tag), source.start);
                let cell = HtmlCell { kind, alignment, columns, rows, start, blocks: Vec::new() };
                self.open_element(tag.element, Container::Cell(cell), source);
            }
        }
    }

    fn close_tag(&mut self, element: Element, source: Range<usize>) {
        if self.in_pre() {
            if element == Element::Pre {
                self.close_leaf();
            }
            return;
        }
        if element.is_block() {
            self.close_leaf();
            self.close_element(element, source.end);
        } else {
            self.close_inline_tag(element, source);
        }
    }

    fn open_in_pre(&mut self, tag: &Tag, source: Range<usize>) {
        let Leaf::Code(info, _, code) = &mut self.leaf else { return };
        match tag.element {
            Element::Break => code.push("\n", source.start),
            Element::Mark(_) if code.text.is_empty() => {
                let classes = tag.attribute("class").unwrap_or_default();
                if let Some(language) = classes.split_whitespace().find_map(|class| class.strip_prefix("language-")) {
                    *info = language.into();
                }
            }
            _ => {}
        }
    }

    fn innermost(&self) -> &Container {
        self.open.last().map_or(&Container::Root, |open| &open.kind)
    }

    /// Opens an element, unless it would be nested too deep: then what is in it stands in what is around it.
    fn open_element(&mut self, element: Element, kind: Container, span: Range<usize>) {
        if self.deeper == 0 && self.open.len() <= MAX_DEPTH {
            self.open.push(Open { kind, element: Some(element), span, blocks: Vec::new() });
        }
    }

    /// Ends the innermost element that an end tag of `element` ends, and what is open inside of it. It ends nothing
    /// beyond the Markdown container in which it stands.
    fn close_element(&mut self, element: Element, end: usize) {
        if self.deeper > 0 {
            return;
        }
        let elements = self.open.iter().rev().map_while(|open| open.element);
        let mut depth = 0;
        let mut found = false;
        for open in elements {
            depth += 1;
            if element.ends(open) {
                found = true;
                break;
            }
            if element.stops_at(open) {
                break;
            }
        }
        for _ in 0..if found { depth } else { 0 } {
            if let Some(open) = self.open.last_mut() {
                open.span.end = open.span.end.max(end);
            }
            self.close_innermost();
        }
    }

    /// A table ends.
    pub(in super::super) fn close_rows(&mut self, rows: Rows, span: Range<usize>) {
        for block in rows.into_blocks(span.start, span.end) {
            self.push(block);
        }
    }

    /// A cell ends.
    pub(in super::super) fn close_cell(&mut self, mut cell: HtmlCell, blocks: Vec<Block>) {
        cell.blocks = blocks;
        if let Some(Open { kind: Container::Rows(rows), .. }) = self.open.last_mut() {
            rows.add(cell);
        } else {
            for block in cell.blocks {
                self.push(block);
            }
        }
    }

    /// An element ends that holds inline text only.
    pub(in super::super) fn close_flat(
        &mut self,
        element: Option<Element>,
        id: Option<Box<str>>,
        blocks: Vec<Block>,
        span: Range<usize>,
    ) {
        let content = match <[Block; 1]>::try_from(blocks) {
            Ok([Block { kind: BlockKind::Heading { content, .. }, .. }]) => content,
            Ok([block]) => flatten(vec![block]),
            Err(blocks) => flatten(blocks),
        };
        if content.is_empty() {
            return;
        }
        match (element, self.open.last_mut().map(|open| &mut open.kind)) {
            (Some(Element::Summary), Some(Container::Details { summary, .. })) if summary.is_empty() => {
                *summary = content;
            }
            (Some(Element::Caption), Some(Container::Rows(rows))) => rows.caption(content),
            (Some(Element::Term), Some(Container::Definitions(parts))) => {
                parts.push(Definition::Term(content, span.start));
            }
            (Some(Element::Heading(level)), _) => {
                self.push(Block { kind: BlockKind::Heading { level, id, content }, span });
            }
            _ => self.push(Block { kind: BlockKind::Paragraph(content), span }),
        }
    }

    /// Text of an HTML block: entities are decoded, white space collapses, except in preformatted text.
    fn html_text(&mut self, html: &Mapped, span: Range<usize>) {
        let raw = &html.text[span.clone()];
        decoded(raw, |text, part| {
            let exact = raw[part.clone()] == *text;
            let at = span.start + part.start;
            if let Leaf::Code(_, _, code) = &mut self.leaf {
                preformatted(html, code, text, at);
            } else if exact {
                self.collapsed(html, at..span.start + part.end);
            } else {
                // What a reference stands for is a character, space or not.
                let source = sources(html, &(at..span.start + part.end));
                self.inline(InlineKind::Text(text.into()), source);
            }
        });
    }

    /// Text as it is written, every stretch of white space as one space.
    fn collapsed(&mut self, html: &Mapped, span: Range<usize>) {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let bytes = html.text.as_bytes();
        let (mut from, mut at) = (span.start, span.start);
        while at < span.end {
            let spaces = bytes[at..span.end].iter().take_while(|byte| is_space(byte)).count();
            if spaces == 0 || (spaces == 1 && bytes[at] == b' ' && from < at) {
                at += spaces.max(1);
                continue;
            }
            self.stretch(html, from..at);
            self.space(sources(html, &(at..at + spaces)));
            at += spaces;
            from = at;
        }
        self.stretch(html, from..span.end);
    }

    fn stretch(&mut self, html: &Mapped, span: Range<usize>) {
        if !span.is_empty() {
            let source = sources(html, &span);
            self.inline(InlineKind::Text(html.text[span].into()), source);
        }
    }

    /// A space, if there is text in front of it that doesn't end with one.
    fn space(&mut self, source: Range<usize>) {
        let Leaf::Inline(_, _, inlines) = &self.leaf else { return };
        if inlines.last().is_some_and(|last| !ends_with_space(last)) {
            self.inline(InlineKind::SoftBreak, source);
        }
    }

    /// Opens a paragraph if no inline text is open.
    pub(super) fn ensure_inline(&mut self, source: &Range<usize>) {
        if !matches!(self.leaf, Leaf::Inline(..)) {
            self.open_inline(LeafKind::Paragraph, source.clone());
        }
    }
}

fn ends_with_space(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(text) => text.ends_with(' '),
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        _ => false,
    }
}

/// Adds preformatted text, a line at a time: each may stand elsewhere. The line end right behind the tag is none.
fn preformatted(html: &Mapped, code: &mut Mapped, text: &str, at: usize) {
    let text_of = if code.text.is_empty() { text.trim_start_matches('\r').strip_prefix('\n') } else { None };
    let shown = text_of.unwrap_or(text);
    let mut at = at + text.len() - shown.len();
    for line in shown.split_inclusive('\n') {
        code.push(line, html.map.source(at));
        at += line.len();
    }
}

/// The bytes of the chunk that bytes of HTML stand for; at least they begin there.
fn sources(html: &Mapped, span: &Range<usize>) -> Range<usize> {
    let start = html.map.source(span.start);
    start..start + span.len()
}

/// How a cell is aligned, by its attribute or its style.
fn alignment(tag: &Tag) -> Option<Alignment> {
    let attribute = tag.attribute("align").unwrap_or_default().to_ascii_lowercase();
    let style = tag.attribute("style").unwrap_or_default().to_ascii_lowercase();
    let styled = style.split(';').find_map(|rule| rule.trim().strip_prefix("text-align")?.trim().strip_prefix(':'));
    match styled.map_or(&*attribute, str::trim) {
        "center" | "centre" => Some(Alignment::Centre),
        "right" | "end" => Some(Alignment::Right),
        "left" | "start" => Some(Alignment::Left),
        _ => None,
    }
}
