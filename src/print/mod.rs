//! Not a terminal? The same lines, once, to any writer.
//!
//! A document of any size is printed with bounded memory: chunk by chunk as the index finds them. Only where a chunk
//! refers to a definition that hasn't been found yet, the index runs ahead to the end first.

use std::io::{self, Write};
use std::sync::Arc;

use crate::document::{ChunkId, Cutting, Document};
use crate::layout::laid::lay_chunk;
use crate::layout::{Laid, Line, Pour};
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
            let mut laid = lay_chunk(&document, chunk, &format.pour);
            // A note that nobody has mentioned yet gets its number from what comes.
            let awaits = !laid.wants.is_empty() || laid.notes.iter().any(|note| note.number.is_none());
            if awaits && !document.is_complete() {
                indexer.by_ref().for_each(|discovery| document.learn(discovery));
                if document.meets(&laid.wants) || document.references().notes().changes(&laid.notes) {
                    laid = lay_chunk(&document, chunk, &format.pour);
                }
            }
            chunk_lines(&laid, format, out)?;
            printed += 1;
        }
    }
    Ok(())
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
    fn a_definition_far_behind_its_use_is_found() {
        let text = format!("see [a]\n\n{}[a]: /b\n", "words and words\n\n".repeat(20_000));
        let out = printed(&text, Some(Theme::new(Colours::None)));
        assert!(out.starts_with("see \u{1b}[4ma\u{1b}[0m\n"), "{:?}", &out[..40]);
    }
}
