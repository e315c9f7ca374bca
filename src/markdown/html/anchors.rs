//! The anchors that HTML sets: `id` on any tag, `name` on `a`. They lead to what shows next behind them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::element::Element;
use super::tokens::{Token, tokens};

/// An anchor. Places are bytes of the text that is scanned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Its name.
    pub name: Box<str>,
    /// Where its tag stands.
    pub at: usize,
    /// Where that begins to which it leads.
    pub shows: usize,
}

/// The anchors of a text, event by event.
#[derive(Debug, Default)]
pub(in super::super) struct Anchors {
    found: Vec<Anchor>,
    /// How many of the last ones wait for what shows next.
    waiting: usize,
}

impl Anchors {
    /// Takes in the next event.
    pub(in super::super) fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                if self.waiting > 0 || html.contains("id=") || html.contains("name=") {
                    self.read(html, range.start);
                }
            }
            _ if self.waiting == 0 => {}
            Event::End(_) | Event::SoftBreak | Event::HardBreak | Event::Start(Tag::HtmlBlock) => {}
            Event::Text(text) if text.trim().is_empty() => {}
            _ => self.show(range.start),
        }
    }

    fn read(&mut self, html: &str, start: usize) {
        for token in tokens(html) {
            match token {
                Token::Open(tag) => {
                    let named = if tag.element == Element::Link { tag.attribute("name") } else { None };
                    for name in tag.attribute("id").into_iter().chain(named).filter(|name| !name.is_empty()) {
                        let at = start + tag.span.start;
                        self.found.push(Anchor { name: name.into_boxed_str(), at, shows: at });
                        self.waiting += 1;
                    }
                    if matches!(tag.element, Element::Image | Element::Rule | Element::Details) {
                        self.show(start + tag.span.start);
                    }
                }
                Token::Text(text) if !html[text.clone()].trim().is_empty() => self.show(start + text.start),
                Token::Text(_) | Token::Close(..) => {}
            }
        }
    }

    /// Something shows at byte `at`.
    fn show(&mut self, at: usize) {
        let from = self.found.len().saturating_sub(std::mem::take(&mut self.waiting));
        for anchor in &mut self.found[from..] {
            anchor.shows = at;
        }
    }

    /// The anchors, in the order of the text.
    pub(in super::super) fn finish(self) -> Vec<Anchor> {
        self.found
    }
}
