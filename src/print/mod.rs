//! Not a terminal? The same lines, once, to any writer.
//!
//! A document of any size is printed with bounded memory: chunk by chunk as the index finds them. Only where a chunk
//! refers to a definition that hasn't been found yet, the index runs ahead to the end first.

use std::io::{self, Write};
use std::sync::Arc;

use crate::document::{ChunkId, Cutting, Document};
use crate::layout::highlight::paint;
use crate::layout::laid::lay_chunk_with;
use crate::layout::{Highlights, Laid, Line, Pour};
use crate::text::read_at::ReadAt;
use crate::theme::{LinkState, Theme, sgr};

/// How a document is printed.
#[derive(Debug, Clone)]
pub struct Format {
    /// How it is poured.
    pub pour: Pour,
    /// The look; `None` prints text and nothing else.
    pub theme: Option<Theme>,
}

/// Prints a document.
///
/// # Errors
///
/// When the writer fails.
pub fn document(source: Arc<dyn ReadAt>, format: &Format, out: &mut dyn Write) -> io::Result<()> {
    let (mut document, mut indexer) = Document::open(source, Cutting::default());
    let mut printed = 0;
    while let Some(discovery) = indexer.next() {
        document.learn(discovery);
        while printed < document.chunk_count() {
            let chunk = ChunkId(printed);
            let mut laid = lay(&document, chunk, format);
            if !laid.wants.is_empty() && !document.is_complete() {
                indexer.by_ref().for_each(|discovery| document.learn(discovery));
                if document.meets(&laid.wants) {
                    laid = lay(&document, chunk, format);
                }
            }
            laid = painted(&document, chunk, &format.pour, laid);
            chunk_lines(&laid, format, out)?;
            printed += 1;
        }
    }
    Ok(())
}

/// A chunk's lines; its code is to be painted where there are colours to show it.
fn lay(document: &Document, chunk: ChunkId, format: &Format) -> Laid {
    let nothing = Highlights::default();
    lay_chunk_with(document, chunk, &format.pour, format.theme.is_some().then_some(&nothing))
}

/// A chunk with the code painted that is to be: nobody waits for a key here.
fn painted(document: &Document, chunk: ChunkId, pour: &Pour, plain: Laid) -> Laid {
    let codes = || plain.codes.iter().filter_map(|code| code.id).collect();
    let mut highlights = Highlights::default();
    for snippet in plain.codes.iter().filter_map(|code| code.unpainted.as_ref()) {
        // The same code twice is painted once.
        if highlights.get(snippet.id).is_none() {
            highlights.add(snippet.id, paint(snippet), codes);
        }
    }
    if highlights.is_empty() { plain } else { lay_chunk_with(document, chunk, pour, Some(&highlights)) }
}

fn chunk_lines(laid: &Laid, format: &Format, out: &mut dyn Write) -> io::Result<()> {
    for line in &laid.lines {
        match &format.theme {
            None => out.write_all(line.text().trim_end().as_bytes())?,
            Some(theme) => styled(line, theme, out)?,
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn styled(line: &Line, theme: &Theme, out: &mut dyn Write) -> io::Result<()> {
    // White space at the end of a line is left out here, too.
    let shown = line.spans.iter().rposition(|span| !span.text.trim().is_empty()).map_or(0, |last| last + 1);
    for (place, span) in line.spans[..shown].iter().enumerate() {
        let text = if place + 1 == shown { span.text.trim_end() } else { &*span.text };
        let link = if span.link.is_some() { LinkState::Link } else { LinkState::None };
        let select = sgr::select(theme.text(span.style.role, span.style.marks, link));
        if select.is_empty() {
            out.write_all(text.as_bytes())?;
        } else {
            write!(out, "{select}{text}{}", sgr::RESET)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Role;
    use crate::theme::Colours;

    fn printed(text: &str, theme: Option<Theme>) -> String {
        let mut out = Vec::new();
        document(Arc::new(text.as_bytes().to_vec()), &Format { pour: Pour::printed(30), theme }, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_and_nothing_else() {
        assert_eq!(printed("# A\n\n*b* [c](/d)  \ne\n", None), format!("A\n{}\n\nb c\ne\n", "━".repeat(30)));
    }

    #[test]
    fn styles_end_where_they_began() {
        let out = printed("a **b**\n", Some(Theme::new(Colours::None)));
        assert_eq!(out, "a \u{1b}[1mb\u{1b}[0m\n");
    }

    #[test]
    fn code_is_painted_where_colours_show_it_and_says_the_same() {
        let text = "```rust\nlet x = 1;\n```\n\n```rust\nlet x = 1;\n```\n";
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        let pour = Pour::printed(30);
        let format = |theme| Format { pour: pour.clone(), theme };
        let plain = lay(&document, ChunkId(0), &format(Some(Theme::new(Colours::Sixteen))));
        let painted = painted(&document, ChunkId(0), &pour, plain.clone());
        let tokens = |laid: &Laid| {
            let spans = laid.lines.iter().flat_map(|line| &line.spans);
            let tokens = spans.filter(|span| matches!(span.style.role, Role::Token(_)));
            tokens.map(|span| span.text.to_string()).collect::<Vec<_>>()
        };
        let without = lay(&document, ChunkId(0), &format(None));
        assert!(without.codes.iter().all(|code| code.unpainted.is_none()));
        assert!(tokens(&plain).is_empty());
        assert_eq!(tokens(&painted), ["let", "1", "let", "1"]);
        let text = |laid: &Laid| laid.lines.iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(text(&plain), text(&painted));
    }

    #[test]
    fn a_definition_far_behind_its_use_is_found() {
        let text = format!("see [a]\n\n{}[a]: /b\n", "words and words\n\n".repeat(20_000));
        let out = printed(&text, Some(Theme::new(Colours::None)));
        assert!(out.starts_with("see \u{1b}[4ma\u{1b}[0m\n"), "{:?}", &out[..40]);
    }
}
