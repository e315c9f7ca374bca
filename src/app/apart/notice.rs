//! A page of our own words, with words of others in it that mean nothing but themselves.

use std::fmt::Write;
use std::sync::Arc;

use crate::app::reader::Reader;
use crate::document::{Cutting, Document};
use crate::library::Origin;

/// A reader of a short page of Markdown. What it leads to is relative to `origin`.
pub(super) fn reader(page: String, origin: Origin) -> Reader {
    let (mut document, indexer) = Document::open(Arc::new(page.into_bytes()), Cutting::default());
    indexer.for_each(|discovery| document.learn(discovery));
    Reader::new(document, origin)
}

/// A text as Markdown in which it stands for itself, whatever characters it has.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() || character == ' ' {
            literal.push(character);
        } else {
            // Writing to a String does not fail.
            let _ = write!(literal, "&#{};", u32::from(character));
        }
    }
    literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Pour;

    #[test]
    fn a_text_stands_for_itself() {
        for text in [
            "a*b*",
            "<b>&amp;`x`",
            "# a",
            "1. b",
            "[a](b) ![c](d)",
            "$x$ ~~y~~ :smile: a_b_c",
            "a\\|b | c",
            "\u{1b}[1m",
        ] {
            let mut reader = reader(literal(text), Origin::Bundled);
            reader.pour(Pour::on_screen(60), 5);
            reader.settle();
            let shown = reader.page()[0].line().map(crate::layout::Line::text).unwrap_or_default();
            assert_eq!(shown, text.replace('\u{1b}', "␛"));
            assert!(reader.page()[0].laid.links.is_empty(), "{text}");
        }
    }
}
