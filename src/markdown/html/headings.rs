//! The headings that an HTML block writes, for the contents: `<h1>` to `<h6>` and what they say.
//!
//! What they look like on the page is the tree's ([`super::blocks`]), which makes headings of the same tags. A heading counts
//! if it ends in the block that it begins in; one in a list, a quote or a table is part of that and no section.

use super::element::{Element, Hidden};
use super::tokens::{Token, decoded, tokens};

/// A heading of an HTML block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct HtmlHeading {
    /// 1 to 6.
    pub(in super::super) level: u8,
    /// What it says, without marks; an image says its description.
    pub(in super::super) title: String,
    /// Where its tag begins, a byte of the block.
    pub(in super::super) start: usize,
}

/// The headings of an HTML block that say something, in order.
pub(in super::super) fn headings(html: &str) -> Vec<HtmlHeading> {
    let mut found = Vec::new();
    if !may_have(html.as_bytes()) {
        return found;
    }
    let mut open: Option<HtmlHeading> = None;
    let mut hidden: Option<Hidden> = None;
    // How many elements are open of which a heading is a part.
    let mut around = 0_usize;
    for token in tokens(html) {
        match token {
            Token::Close(Element::Hidden(kind), _) if hidden == Some(kind) => hidden = None,
            _ if hidden.is_some() => {}
            Token::Open(tag) => {
                match tag.element {
                    Element::Hidden(kind) => hidden = Some(kind),
                    Element::Heading(level) => {
                        close(&mut open, &mut found);
                        open =
                            (around == 0).then(|| HtmlHeading { level, title: String::new(), start: tag.span.start });
                        continue;
                    }
                    element if holds(element) => around += 1,
                    _ => {}
                }
                if let Some(heading) = &mut open {
                    match tag.element {
                        Element::Image => heading.title.push_str(&tag.attribute("alt").unwrap_or_default()),
                        element if element.is_block() || element == Element::Break => heading.title.push(' '),
                        _ => {}
                    }
                }
            }
            Token::Close(Element::Heading(_), _) => close(&mut open, &mut found),
            Token::Close(element, _) if holds(element) => around = around.saturating_sub(1),
            Token::Close(..) => {}
            Token::Text(text) => {
                if let Some(heading) = &mut open {
                    decoded(&html[text], |said, _| heading.title.push_str(said));
                }
            }
        }
    }
    found
}

/// Whether there may be a heading: most blocks have none, and are not read.
fn may_have(html: &[u8]) -> bool {
    memchr::memchr_iter(b'<', html).any(|at| matches!(html.get(at + 1..at + 3), Some([b'h' | b'H', b'1'..=b'6'])))
}

/// Whether a heading inside of an element is no section.
fn holds(element: Element) -> bool {
    matches!(element, Element::Summary | Element::Pre) || (element.nests() && element != Element::Details)
}

/// Ends the heading that is open.
fn close(open: &mut Option<HtmlHeading>, found: &mut Vec<HtmlHeading>) {
    if let Some(mut heading) = open.take() {
        heading.title = heading.title.split_whitespace().collect::<Vec<_>>().join(" ");
        if !heading.title.is_empty() {
            found.push(heading);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_found_with_what_they_say() {
        for (html, expected) in [
            ("<h1 align=\"center\">A <b>b</b>\n  &amp; c</h1>", vec![(1, "A b & c", 0)]),
            ("<div>\n<H2 id=x><a href=y>One</a><br>two</H2>\n<h3>t</h3>", vec![(2, "One two", 6), (3, "t", 45)]),
            ("<h1><img src=l.png alt='Logo of it'></h1>", vec![(1, "Logo of it", 0)]),
            ("<h1>one<h2>two</h2>", vec![(1, "one", 0), (2, "two", 7)]),
            ("<details><summary><h3>a</h3></summary><h4>b</h4></details>", vec![(4, "b", 38)]),
            ("<ul><li><h3>a</h3></ul><table><td><h3>b</h3></table><h3>c</h3>", vec![(3, "c", 52)]),
            ("<!-- <h1>a</h1> --><script>'<h1>b</h1>'</script><pre><h1>c</h1></pre>", vec![]),
            ("<h1>never ends", vec![]),
            ("<h1><br></h1> <header>x</header> <hr>", vec![]),
        ] {
            let found: Vec<_> =
                headings(html).into_iter().map(|found| (found.level, found.title, found.start)).collect();
            let expected: Vec<_> =
                expected.into_iter().map(|(level, title, at)| (level, title.to_owned(), at)).collect();
            assert_eq!(found, expected, "{html}");
        }
    }
}
