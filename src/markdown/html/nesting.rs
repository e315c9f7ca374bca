//! Which elements a stretch of HTML leaves open: a document is better not cut inside of them.

use super::element::{Element, Order};
use super::tokens::{Token, is_comment, tokens};

/// The elements that are open, by kind.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Nesting {
    open: [u32; 6],
}

impl Nesting {
    /// Takes in an HTML block.
    pub(in super::super) fn read(&mut self, html: &str) {
        if is_comment(html) {
            return;
        }
        let mut hidden = None;
        for token in tokens(html) {
            match token {
                Token::Open(tag) if hidden.is_none() => match tag.element {
                    Element::Hidden(_) => hidden = Some(tag.element),
                    element => self.count(element, |open| open.saturating_add(1)),
                },
                Token::Close(element, _) if hidden.is_none() => self.count(element, |open| open.saturating_sub(1)),
                Token::Close(element, _) if hidden == Some(element) => hidden = None,
                _ => {}
            }
        }
    }

    /// Whether everything that was opened is closed.
    pub(in super::super) fn is_closed(&self) -> bool {
        self.open.iter().all(|&open| open == 0)
    }

    fn count(&mut self, element: Element, change: impl Fn(u32) -> u32) {
        if !element.nests() {
            return;
        }
        let kind = match element {
            Element::Details => 0,
            Element::Table => 1,
            Element::List(Order::Bullets) => 2,
            Element::List(Order::Numbers) => 3,
            Element::Definitions => 4,
            _ => 5,
        };
        self.open[kind] = change(self.open[kind]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_open_until_they_are_closed() {
        let mut nesting = Nesting::default();
        for (html, closed) in [
            ("<details>\n<summary>a</summary>\n", false),
            ("<ul><li>a<li>b</ul>", false),
            ("<!-- </details> --><script>'</details>'</script>", false),
            ("</DETAILS>", true),
            ("</table>", true),
            ("<div><br>", true),
        ] {
            nesting.read(html);
            assert_eq!(nesting.is_closed(), closed, "{html}");
        }
    }
}
