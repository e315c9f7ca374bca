//! Not a terminal? The same lines, once, to any writer.
//!
//! A document of any size is printed with bounded memory: chunk by chunk as the index finds them. Only where a chunk
//! refers to a definition that hasn't been found yet, the index has to run ahead to that. [`document`] does one
//! thing after the other; `runtime` does the same on as many threads as there are cores.

pub mod references;

use std::io::{self, Write};
use std::sync::Arc;

use crate::document::{ChunkId, Cutting, Document};
use crate::layout::highlight::paint;
use crate::layout::laid::{self, Above, above, lay_with, pour_for};
use crate::layout::{Highlights, Laid, Line, Pour};
use crate::markdown::block::Parsed;
use crate::text::read_at::ReadAt;
use crate::theme::{LinkState, Theme, sgr};
use references::{Links, Numbering};

/// How a document is printed.
#[derive(Debug, Clone)]
pub struct Format {
    /// How it is poured.
    pub pour: Pour,
    /// The look; `None` prints text and nothing else.
    pub theme: Option<Theme>,
    /// Where the links lead.
    pub links: Links,
}

impl Format {
    /// How this document is printed, which may say which language it is in.
    #[must_use]
    pub fn for_document(&self, document: &Document) -> Self {
        Self { pour: pour_for(document, &self.pour).into_owned(), ..self.clone() }
    }
}

/// Prints a document. Returns how many of its bytes were not UTF-8, and are printed as U+FFFD.
///
/// # Errors
///
/// When the writer fails.
pub fn document(source: Arc<dyn ReadAt>, format: &Format, out: &mut dyn Write) -> io::Result<usize> {
    let (mut document, mut indexer) = Document::open(source, Cutting::for_all());
    let format = &format.for_document(&document);
    let mut numbering = Numbering::default();
    let prospects = document.prospects();
    let mut printed = 0;
    let mut text = String::new();
    while let Some(discovery) = indexer.next() {
        document.learn(discovery);
        while printed < document.chunk_count() {
            let chunk = ChunkId(printed);
            let mut parsed = document.parse_with(chunk, format.pour.punctuation);
            if parsed.awaits() && !document.is_complete() {
                let hopes = document.hopes(parsed.wants.iter().map(|want| &**want), &prospects);
                while (parsed.awaits_number() || !document.knows(&hopes))
                    && let Some(discovery) = indexer.next()
                {
                    document.learn(discovery);
                }
                if document.changes(&parsed) {
                    parsed = document.parse_with(chunk, format.pour.punctuation);
                }
            }
            numbering.annotate(&mut parsed, format.links);
            text.clear();
            write_chunk(&parsed, Place::of(&document, chunk), format, &mut text);
            if numbering.is_full() {
                write_lines(&numbering.list(format.pour.columns), format, &mut text);
            }
            out.write_all(text.as_bytes())?;
            printed += 1;
        }
    }
    text.clear();
    write_lines(&numbering.list(format.pour.columns), format, &mut text);
    out.write_all(text.as_bytes())?;
    Ok(document.invalid_bytes())
}

/// Where a chunk stands.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    base: u64,
    above: Above,
}

impl Place {
    /// The place of a chunk of a document.
    #[must_use]
    pub fn of(document: &Document, chunk: ChunkId) -> Self {
        Self { base: document.chunk_span(chunk).start, above: above(document, chunk) }
    }
}

/// Writes what a chunk says.
pub fn write_chunk(parsed: &Parsed, place: Place, format: &Format, out: &mut String) {
    if format.theme.is_none() {
        laid::write(parsed, &format.pour, place.above, out);
        return;
    }
    let lay = |highlights| lay_with(parsed, &format.pour, Some(highlights), (place.base, place.above));
    // Code is painted where there are colours to show it.
    let nothing = Highlights::default();
    let plain = lay(&nothing);
    match painted(&plain) {
        Some(highlights) => write_lines(&lay(&highlights).lines, format, out),
        None => write_lines(&plain.lines, format, out),
    }
}

/// The code of a chunk, painted, if some of it is to be: nobody waits for a key here.
fn painted(plain: &Laid) -> Option<Highlights> {
    let codes = || plain.codes.iter().filter_map(|code| code.id).collect();
    let mut highlights = Highlights::default();
    for snippet in plain.codes.iter().filter_map(|code| code.unpainted.as_ref()) {
        // The same code twice is painted once.
        if highlights.get(snippet.id).is_none() {
            highlights.add(snippet.id, paint(snippet), codes);
        }
    }
    (!highlights.is_empty()).then_some(highlights)
}

/// Writes lines, white space at their ends left out.
pub fn write_lines(lines: &[Line], format: &Format, out: &mut String) {
    for line in lines {
        let shown = line.spans.iter().rposition(|span| !span.text.trim_start().is_empty()).map_or(0, |last| last + 1);
        for (place, span) in line.spans[..shown].iter().enumerate() {
            let text = if place + 1 == shown { span.text.trim_end() } else { &*span.text };
            let select = format.theme.as_ref().map_or_else(String::new, |theme| {
                let link = if span.link.is_some() { LinkState::Link } else { LinkState::None };
                sgr::select(theme.text(span.style.role, span.style.marks, link))
            });
            out.push_str(&select);
            out.push_str(text);
            if !select.is_empty() {
                out.push_str(sgr::RESET);
            }
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::theme::look::{Depth, Look};

    fn monochrome() -> Theme {
        Theme::printed(Look { depth: Depth::None, ..Look::default() })
    }

    fn printed(text: &str, theme: Option<Theme>, links: Links) -> String {
        let mut out = Vec::new();
        let format = Format { pour: Pour::printed(30), theme, links };
        document(Arc::new(text.as_bytes().to_vec()), &format, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_text_that_names_another_host_is_marked() {
        let text = "[bank.com](https://evil.example/x) [apple.com](https://аррӏе.com/)\n";
        for links in [Links::End, Links::Inline, Links::None] {
            let out: String = printed(text, None, links).split_whitespace().collect();
            assert!(out.contains("[≠evil.example]") && out.contains("[≠xn--80ak6aa92e.com]"), "{out}");
        }
    }

    #[test]
    fn text_and_nothing_else() {
        let out = printed("# A\n\n*b* [c](/d)  \ne\n", None, Links::None);
        assert_eq!(out, format!("A\n{}\n\nb c\ne\n", "━".repeat(30)));
    }

    #[test]
    fn styles_end_where_they_began() {
        let out = printed("a **b**\n", Some(monochrome()), Links::None);
        assert_eq!(out, "a \u{1b}[1mb\u{1b}[0m\n");
    }

    #[test]
    fn code_is_painted_where_there_are_colours() {
        let text = "```rust\nlet a = 1;\n```\n";
        let themed = |depth| Some(Theme::printed(Look { depth, ..Look::default() }));
        let plain = "┊ let a = 1;              rust\n";
        assert_eq!(printed(text, None, Links::None), plain);
        let coloured = printed(text, themed(Depth::True), Links::None);
        assert!(coloured.contains("let\u{1b}[0m "), "the keyword by itself: {coloured:?}");
        let without = coloured.split('\u{1b}').map(|part| part.split_once('m').map_or(part, |(_, text)| text));
        assert_eq!(without.collect::<String>(), plain);
    }

    #[test]
    fn a_definition_far_behind_its_use_is_found() {
        let text = format!("see [a]\n\n{}[a]: /b\n", "words and words\n\n".repeat(20_000));
        let out = printed(&text, Some(monochrome()), Links::None);
        assert!(out.starts_with("see \u{1b}[4ma\u{1b}[0m\n"), "{:?}", &out[..40]);
    }

    #[test]
    fn links_are_numbered_and_listed() {
        let text =
            "[a](/x), [*b* `c`](/y)! and [a](/x); ![d](e.png) but <https://f.gh>, https://i.jk, [l](#m), o@p.qr\n";
        assert_eq!(
            printed(text, None, Links::End),
            "a[1], b c[2]! and a[1];\n▣ d[3] but https://f.gh,\nhttps://i.jk, l, o@p.qr\n\n──────────\n[1] /x\n[2] /y\n[3] e.png\n"
        );
        assert_eq!(printed("[a](/x), [b](#y)\n", None, Links::Inline), "a </x>, b\n");
        assert_eq!(printed("[a](/x)\n", None, Links::None), "a\n");
        assert_eq!(printed("a\n", None, Links::End), "a\n");
    }

    #[test]
    fn numbers_go_on_where_a_list_had_to_come_early() {
        let mut numbering = Numbering::default();
        let parsed = |from: usize| {
            let text: String = (from..from + 3).map(|number| format!("[a](/{number}) ")).collect();
            crate::markdown::tree::parse(&text, &Continuation::default(), &References::default())
        };
        numbering.annotate(&mut parsed(0), Links::End);
        let texts = |lines: Vec<Line>| lines.iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(texts(numbering.list(12))[2..], ["[1] /0", "[2] /1", "[3] /2"]);
        numbering.annotate(&mut parsed(2), Links::End);
        assert_eq!(texts(numbering.list(12))[2..], ["[4] /2", "[5] /3", "[6] /4"]);
        assert!(numbering.list(12).is_empty());
    }

    #[test]
    fn long_targets_hang_and_stay_in_their_width() {
        let target = format!("https://example.org/{}", "path/".repeat(12));
        let out = printed(&format!("[a]({target})\n"), None, Links::End);
        assert!(out.lines().all(|line| line.chars().count() <= 30), "{out}");
        let joined: String = out.lines().skip(3).map(|line| line.trim_start().trim_start_matches("[1] ")).collect();
        assert_eq!(joined, target);
    }

    #[test]
    fn many_links_to_one_long_target_take_little() {
        let target = format!("/{}", "x".repeat(90_000));
        let text = format!("{}\n\n[a]: {target}\n", "[a] ".repeat(100_000));
        let inline = printed(&text, None, Links::Inline);
        assert!(inline.starts_with("a[1] a[1] ") && inline.contains("\n[1] /"), "{:?}", &inline[..40]);
        assert!(inline.len() < 1_000_000, "{}", inline.len());
        // Not by the clock on the wall: other programs may be busy.
        let seconds = || rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec;
        let start = seconds();
        printed(&text, None, Links::End);
        assert!(seconds() - start < 10, "{} s", seconds() - start);
    }
}
