//! Where a paragraph that is too long is parted, so that nothing in its lines is torn: emphasis, a link or a code span that
//! begins on one side of the cut and ends on the other would be read as text.

use pulldown_cmark::{Event, TagEnd};

use super::continuation::Continuation;
use super::events::{OPTIONS, Ranged, with_events};
use super::guard::guarded;
use super::references::References;

/// A sign that far before the end of a window may begin something that ends behind it. What is longer is torn.
const NEAR: usize = 4 * 1024;
/// What begins something in a line: code, emphasis, a link, a tag, a formula.
const SIGNS: &[char] = &['`', '*', '_', '~', '[', '<', '$'];

/// The last line end of a window, a byte of it, at which nothing is open in the paragraph that begins at byte `from` and
/// goes on behind the window. `None` if there is none behind byte `least`.
pub(super) fn line_end(
    window: &str,
    (continuation, known): (&Continuation, &References),
    from: usize,
    least: usize,
) -> Option<usize> {
    let near = window.len().saturating_sub(NEAR);
    let read = |events: &mut dyn Iterator<Item = Ranged<'_>>| {
        let (mut open, mut last) = (0_usize, None);
        for (event, range) in events.skip_while(|(_, range)| range.end <= from) {
            match event {
                Event::Start(tag) if is_in_line(tag.to_end()) => open += 1,
                Event::End(tag) if is_in_line(tag) => open = open.saturating_sub(1),
                Event::InlineHtml(tag) => open = behind_tag(&tag, open),
                Event::SoftBreak | Event::HardBreak if open == 0 => {
                    last = window[range.start..].find('\n').map(|newline| range.start + newline + 1);
                }
                Event::Text(_) if range.start >= near && window[range.clone()].contains(SIGNS) => return last,
                _ => {}
            }
        }
        if open == 0 { Some(window.len()) } else { last }
    };
    let (found, _) = guarded(|| with_events(window, continuation, known, OPTIONS, read))?;
    found.filter(|&at| at > least)
}

/// Whether it is something in the lines of a paragraph.
fn is_in_line(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// How many elements are open behind a tag of HTML.
fn behind_tag(tag: &str, open: usize) -> usize {
    const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "input"];
    let name =
        |tag: &str| tag.trim_matches(['<', '/', '>']).split_ascii_whitespace().next().map(str::to_ascii_lowercase);
    if tag.starts_with("</") {
        open.saturating_sub(1)
    } else if tag.starts_with("<!") || tag.ends_with("/>") || name(tag).is_some_and(|name| VOID.contains(&&*name)) {
        open
    } else {
        open + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_open_at_the_line_end() {
        for (window, expected) in [
            ("a\nb\nc\n", Some("a\nb\nc\n")),
            ("a\nb *c*\n", Some("a\nb *c*\n")),
            ("a\nb *c\nd\n", Some("a\n")),
            ("a\nb `c\nd\n", Some("a\n")),
            ("a\n*b\nc* d\ne [f\n", Some("a\n*b\nc* d\n")),
            ("a\n<b>c\nd\n", Some("a\n")),
            ("a<br>\nc\nd\n", Some("a<br>\nc\nd\n")),
            ("a  \nb **c\n", Some("a  \n")),
            ("`a\nb\n", None),
            ("> a\n> b `c\n", Some("> a\n")),
            ("- a\n  b `c\n", Some("- a\n")),
        ] {
            let found = line_end(window, (&Continuation::Nothing, &References::default()), 0, 0);
            assert_eq!(found.map(|at| &window[..at]), expected, "{window:?}");
        }
    }
}
