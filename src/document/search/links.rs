//! The links of a document, found part by part like the hits of a search.

use std::ops::Range;
use std::sync::Arc;

use memchr::{memchr3, memmem};

use crate::markdown::block::Parsed;
use crate::markdown::inline::{Inline, InlineKind, LinkKind};
use crate::text::read_at::ReadAt;

use super::known::Known;
use super::walk::{Looking, Walk, look_through};

/// Of a link's text so many bytes are kept: more than a row shows.
const LONGEST_TEXT: usize = 240;

/// A link of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLink {
    /// Where it begins, a byte of the source.
    pub offset: u64,
    /// Where it leads, as written.
    pub target: Arc<str>,
    /// What kind of link it is: none within footnotes.
    pub kind: LinkKind,
    /// What it says, not made safe; the beginning of it, if that is very long. Images have a ▣ in front of them.
    pub text: Box<str>,
}

/// The links in a part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundLinks {
    /// The part that was looked through, bytes of the source.
    pub span: Range<u64>,
    /// The links that begin in it, in order; those between footnotes and their mentions are left out.
    pub links: Vec<FoundLink>,
}

/// Finds the links in a part of a walk. Each part can be looked through by itself, on any thread and in any order; the
/// spans of what is found lie side by side.
#[must_use]
pub fn links_in(source: &dyn ReadAt, walk: &Walk, part: Range<u64>, known: &Known) -> FoundLinks {
    let mut looking = ForLinks::default();
    let span = look_through(source, walk, part, known, &mut looking);
    FoundLinks { span, links: looking.links }
}

#[derive(Default)]
struct ForLinks {
    links: Vec<FoundLink>,
}

impl Looking for ForLinks {
    fn may_stand_in(&self, bytes: &[u8]) -> bool {
        // In brackets, in tags and angles, or bare: with a scheme, as a host, or as an address of mail.
        memchr3(b'[', b'<', b'@', bytes).is_some()
            || memmem::find(bytes, b"://").is_some()
            || bytes.windows(4).any(|bytes| bytes.eq_ignore_ascii_case(b"www."))
    }

    fn look_at_plain(&mut self, text: &str, _start: u64) -> bool {
        !self.may_stand_in(text.as_bytes())
    }

    fn look_at(&mut self, mut parsed: Parsed, _text: &str, base: u64) {
        let mut texts = vec![String::new(); parsed.links.len()];
        parsed.for_each_content(&mut |content| {
            for inline in content.iter() {
                if let Some(text) = inline.link.and_then(|link| texts.get_mut(link as usize)) {
                    add(text, inline);
                }
            }
        });
        let first = self.links.len();
        let is_listed = |kind| !matches!(kind, LinkKind::Note | LinkKind::NoteReturn);
        let found = parsed.links.iter().zip(texts).filter(|(link, _)| is_listed(link.kind));
        self.links.extend(found.map(|(link, text)| FoundLink {
            offset: base + link.span.start as u64,
            target: Arc::clone(&link.target),
            kind: link.kind,
            text: text.trim().into(),
        }));
        // Bare addresses come behind the other links of their paragraph.
        self.links[first..].sort_by_key(|link| link.offset);
    }

    fn keep_before(&mut self, end: u64) {
        self.links.retain(|link| link.offset < end);
    }
}

/// Adds what an inline says to the text of its link.
fn add(text: &mut String, inline: &Inline) {
    let more = match &inline.kind {
        InlineKind::Text(words) | InlineKind::Code(words) | InlineKind::Math(words, _) => words,
        InlineKind::Image(name) => {
            text.push_str("▣ ");
            name
        }
        InlineKind::SoftBreak | InlineKind::HardBreak => " ",
        InlineKind::FootnoteReference(..)
        | InlineKind::FootnoteReturn
        | InlineKind::Reference(_)
        | InlineKind::Elsewhere(_) => "",
    };
    let room = LONGEST_TEXT.saturating_sub(text.len());
    text.push_str(&more[..more.floor_char_boundary(room)]);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Cutting, Document};

    fn found(text: &str, from: u64) -> Vec<FoundLink> {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        let (walk, known) = (Walk::new(document.span(), from), document.known());
        let parts = (0..).map_while(|place| walk.part(place));
        parts.flat_map(|part| links_in(&**document.source(), &walk, part, &known).links).collect()
    }

    #[test]
    fn every_kind_of_link_is_found_with_what_it_says() {
        let text = "[one *two* `three`](/a) <https://b.org> www.c.org d@e.org [f][g] ![a picture](h.png)\n\
                    [![a badge](i.png)](/j) [[page]] [^k] [no][label]\n\n<a href=\"/l\">tag</a>\n\n[g]: /m\n[^k]: A note\n\n\
                    Plain www.n.org words.\n\n```\n[code](/o)\n```\n";
        let links: Vec<_> = found(text, 0).into_iter().map(|link| format!("{} {}", link.text, link.target)).collect();
        assert_eq!(
            links,
            [
                "one two three /a",
                "https://b.org https://b.org",
                "www.c.org http://www.c.org",
                "d@e.org mailto:d@e.org",
                "f /m",
                "▣ a picture h.png",
                "▣ a badge /j",
                "page page",
                "tag /l",
                "www.n.org http://www.n.org",
            ]
        );
    }

    #[test]
    fn links_of_a_large_document_are_found_once_wherever_it_begins() {
        let text: String = (0..30_000).map(|number| format!("Words [l{number}](/{number}) and more.\n\n")).collect();
        for from in [0, 400_000, text.len() as u64] {
            let mut links = found(&text, from);
            links.sort_by_key(|link| link.offset);
            assert_eq!(links.len(), 30_000);
            for (number, link) in links.iter().enumerate() {
                assert_eq!(*link.target, format!("/{number}"));
                assert!(text[usize::try_from(link.offset).unwrap()..].starts_with(&format!("[l{number}]")));
            }
        }
    }

    #[test]
    fn of_a_long_text_the_beginning_is_kept() {
        let links = found(&format!("[{}](/a)\n", "日本 ".repeat(1000)), 0);
        assert!(links[0].text.len() <= LONGEST_TEXT && links[0].text.len() > LONGEST_TEXT - 8);
    }
}
