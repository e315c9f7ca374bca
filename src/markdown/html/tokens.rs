//! HTML → tags and text, each with its place: the only home of html5gum.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::default::{DefaultEmitter, StartTag, Token as Raw};
use html5gum::{State, StringReader, Tokenizer};

use super::element::{Element, Hidden};

/// A piece of HTML. Places are bytes of the HTML.
pub(super) enum Token {
    /// A start tag.
    Open(Tag),
    /// An end tag.
    Close(Element, Range<usize>),
    /// Text between tags, as it is written, entities and all.
    Text(Range<usize>),
}

/// A start tag.
pub(super) struct Tag {
    pub(super) element: Element,
    pub(super) span: Range<usize>,
    start: StartTag<usize>,
}

impl Tag {
    /// The value of an attribute, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let value = self.start.attributes.get(name.as_bytes())?;
        Some(String::from_utf8_lossy(value).into_owned())
    }

    /// Whether it has an attribute, whatever its value.
    pub(super) fn has(&self, name: &str) -> bool {
        self.start.attributes.contains_key(name.as_bytes())
    }

    /// A number in an attribute.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.attribute(name)?.trim().parse().ok()
    }
}

/// The pieces of some HTML, in order. Comments and declarations are left out; a tag that doesn't end is text.
pub(super) struct Tokens<'a> {
    html: &'a str,
    tokenizer: Tokenizer<StringReader<'a>, DefaultEmitter<usize>>,
    /// Where the last piece ended.
    at: usize,
}

/// Whether an HTML block is one comment and nothing else, which many documents are full of. Says no too often rather than
/// too seldom (HTML, section 13.2.5.43 and following).
pub(in super::super) fn is_comment(html: &str) -> bool {
    let inside = html.trim_end().strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    inside.is_some_and(|inside| !inside.starts_with(['>', '-']) && !inside.ends_with('-') && !inside.contains("--"))
}

/// Reads HTML.
pub(super) fn tokens(html: &str) -> Tokens<'_> {
    Tokens { html, tokenizer: Tokenizer::new_with_emitter(html, DefaultEmitter::new_with_span()), at: 0 }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let Some(Ok::<_, Infallible>(raw)) = self.tokenizer.next() else {
                // The tokenizer drops a tag that the text ends in.
                let rest = self.at..self.html.len();
                self.at = rest.end;
                return (!rest.is_empty()).then_some(Token::Text(rest));
            };
            match raw {
                Raw::StartTag(start) => {
                    let span = self.within(start.span.start, start.span.end);
                    let element = Element::of(&start.name);
                    self.switch(element);
                    return Some(Token::Open(Tag { element, span, start }));
                }
                Raw::EndTag(end) => {
                    let span = self.within(end.span.start, end.span.end);
                    return Some(Token::Close(Element::of(&end.name), span));
                }
                Raw::String(text) => return Some(Token::Text(self.within(text.span.start, text.span.end))),
                Raw::Comment(comment) => {
                    let span = self.within(comment.span.start, comment.span.end);
                    // `</` and no name: the standard calls it a comment, who wrote it did not mean one.
                    if self.html[span.clone()].starts_with("</") {
                        return Some(Token::Text(span));
                    }
                }
                Raw::Doctype(doctype) => drop(self.within(doctype.span.start, doctype.span.end)),
                Raw::Error(_) => {}
            }
        }
    }
}

impl Tokens<'_> {
    /// A place as told, held to where characters begin and to what has not been read yet.
    fn within(&mut self, start: usize, end: usize) -> Range<usize> {
        let boundary = |mut at: usize| {
            at = at.min(self.html.len());
            while !self.html.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let end = boundary(end).max(self.at);
        let start = boundary(start).clamp(self.at, end);
        self.at = end;
        start..end
    }

    /// What is inside of some elements is not HTML.
    fn switch(&mut self, element: Element) {
        let state = match element {
            Element::Hidden(Hidden::Script) => State::ScriptData,
            Element::Hidden(Hidden::Style) => State::RawText,
            Element::Hidden(Hidden::Title) => State::RcData,
            _ => return,
        };
        self.tokenizer.set_state(state);
    }
}

/// Splits text as it is written at its character references: what it says, and the bytes that say it.
pub(super) fn decoded(raw: &str, mut take: impl FnMut(&str, Range<usize>)) {
    let mut plain = 0;
    for (at, _) in raw.match_indices('&') {
        let rest = &raw[at + 1..];
        let name = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        if name == 0 {
            continue;
        }
        let end = at + 1 + name + usize::from(rest.as_bytes().get(name) == Some(&b';'));
        let reference = &raw[at..end];
        let value = reference_value(reference);
        if value != reference {
            if plain < at {
                take(&raw[plain..at], plain..at);
            }
            take(&value, at..end);
            plain = end;
        }
    }
    if plain < raw.len() {
        take(&raw[plain..], plain..raw.len());
    }
}

/// What a character reference stands for; what is none stays as it is.
#[must_use]
pub fn reference_value(reference: &str) -> String {
    let mut value = String::new();
    for token in Tokenizer::new(reference) {
        let Ok::<_, Infallible>(token) = token;
        if let Raw::String(text) = token {
            value.push_str(&String::from_utf8_lossy(&text));
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tags with their bytes in angle brackets, text with its bytes in quotes.
    fn picture(html: &str) -> Vec<String> {
        tokens(html)
            .map(|token| match token {
                Token::Open(tag) => format!("{:?} {}", tag.element, &html[tag.span]),
                Token::Close(element, span) => format!("/{element:?} {}", &html[span]),
                Token::Text(span) => format!("{:?}", &html[span]),
            })
            .collect()
    }

    #[test]
    fn each_piece_has_its_bytes() {
        assert_eq!(
            picture("ä &amp; b<br class='x>y'>\r\nc<!-- no -->d</P >é"),
            ["\"ä &amp; b\"", "Break <br class='x>y'>", "\"\\r\\nc\"", "\"d\"", "/Flow </P >", "\"é\""]
        );
        assert_eq!(picture("a < b <3 &notit; x"), ["\"a < b <3 &notit; x\""]);
    }

    #[test]
    fn a_comment_by_itself_says_nothing() {
        for (html, expected) in [
            ("<!-- YAML\nadded: v1\n-->\n", true),
            ("<!---->", true),
            ("<!-- a --> b", false),
            ("<!-- a --> <!-- b -->", false),
            ("<!--> a -->", false),
            ("<!---> a -->", false),
            ("<!-- a --!> b -->", false),
            ("<!-- a", false),
        ] {
            assert_eq!(is_comment(html), expected, "{html}");
            assert!(!expected || picture(html.trim_end()).is_empty(), "{html}");
        }
    }

    #[test]
    fn what_does_not_end_is_text() {
        assert_eq!(picture("<p>a <div class=\"b"), ["Flow <p>", "\"a \"", "\"<div class=\\\"b\""]);
    }

    #[test]
    fn scripts_are_no_html() {
        assert_eq!(
            picture("<script>if (a<b) '</p>'</script>c"),
            ["Hidden(Script) <script>", "\"if (a<b) '</p>'\"", "/Hidden(Script) </script>", "\"c\""]
        );
    }

    #[test]
    fn references_are_decoded_where_they_stand() {
        let mut out = Vec::new();
        decoded("a &lt;b&#x21; & c&nope; &copy", |text, range| out.push((text.to_owned(), range)));
        let expected = [("a ", 0..2), ("<", 2..6), ("b", 6..7), ("!", 7..13), (" & c&nope; ", 13..24), ("©", 24..29)];
        assert_eq!(out, expected.map(|(text, range)| (text.to_owned(), range)));
    }
}
