//! Bare addresses in the text of a paragraph become links.
//!
//! The parser splits text at every character that could have been markup, so neighbouring runs are read as one; which
//! stretches of it are addresses is decided in [`super::autolink`].

use std::ops::Range;
use std::sync::Arc;

use super::autolink;
use super::inline::{Inline, InlineKind, Link, LinkKind};
use super::signs;
use crate::text::wording::Wording;

/// Makes links of the bare addresses in the text of one block; adds them to `links`.
pub(super) fn link(inlines: Vec<Inline>, links: &mut Vec<Link>) -> Vec<Inline> {
    let candidate =
        |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if may_have_address(text.as_bytes()));
    if !inlines.iter().any(candidate) {
        return inlines;
    }
    let mut out = Vec::with_capacity(inlines.len() + 2);
    let mut group: Vec<Inline> = Vec::new();
    for inline in inlines {
        let joins = matches!(inline.kind, InlineKind::Text(_))
            && inline.link.is_none()
            && group.last().is_none_or(|last| last.marks == inline.marks);
        if !joins {
            link_group(std::mem::take(&mut group), links, &mut out);
        }
        if matches!(inline.kind, InlineKind::Text(_)) && inline.link.is_none() {
            group.push(inline);
        } else {
            out.push(inline);
        }
    }
    link_group(group, links, &mut out);
    out
}

/// Whether something in a text reads like an address at a glance.
fn may_have_address(text: &[u8]) -> bool {
    let begins = |at: usize| text[at] == b'@' || text[at..].starts_with(b"://");
    memchr::memchr2_iter(b'@', b':', text).any(begins) || signs::has_web_name(text)
}

/// Splits neighbouring runs of text at the borders of the addresses in them.
fn link_group(group: Vec<Inline>, links: &mut Vec<Link>, out: &mut Vec<Inline>) {
    let mut text = String::new();
    for inline in &group {
        if let InlineKind::Text(part) = &inline.kind {
            text.push_str(part);
        }
    }
    let found = autolink::find(&text);
    if found.is_empty() {
        out.extend(group);
        return;
    }
    let mut at = 0;
    let mut next = found.into_iter().peekable();
    let mut link: Option<u32> = None;
    for inline in group {
        let InlineKind::Text(part) = &inline.kind else { continue };
        let end = at + part.len();
        let mut from = at;
        while from < end {
            // Up to the next border of an address, or to the end of the run.
            let until = match next.peek() {
                Some(bare) if from < bare.range.start => bare.range.start.min(end),
                Some(bare) => {
                    if from == bare.range.start {
                        let span = slice_source(&inline, from - at..from - at);
                        links.push(Link {
                            target: Arc::from(bare.target.as_str()),
                            title: Arc::from(""),
                            kind: LinkKind::Address,
                            span: span.start..span.start + bare.range.len(),
                        });
                        link = u32::try_from(links.len() - 1).ok();
                    }
                    bare.range.end.min(end)
                }
                None => end,
            };
            let inside = next.peek().is_some_and(|bare| from >= bare.range.start);
            out.push(Inline {
                kind: InlineKind::Text(Wording::from(&part[from - at..until - at])),
                marks: inline.marks,
                link: if inside { link } else { None },
                source: slice_source(&inline, from - at..until - at),
            });
            if next.peek().is_some_and(|bare| until >= bare.range.end) {
                next.next();
            }
            from = until;
        }
        at = end;
    }
}
/// The bytes of the chunk that part of a run's text stands for.
fn slice_source(inline: &Inline, part: Range<usize>) -> Range<usize> {
    match &inline.kind {
        InlineKind::Text(text) if text.len() == inline.source.len() => {
            inline.source.start + part.start..inline.source.start + part.end
        }
        _ => inline.source.clone(),
    }
}
