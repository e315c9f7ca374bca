//! What the parser panics on is read otherwise: nothing of it is lost, and nothing else is touched.

use std::io;
use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::Pour;
use preface::layout::laid::lay_chunk;
use preface::markdown::events::OPTIONS;
use preface::markdown::guard::guarded;
use preface::print::references::Links;
use preface::print::{self, Format};
use pulldown_cmark::Parser;

/// A task of nothing but a backslash, above a line that makes a heading of it, wherever tasks can stand.
const PANICS: [&str; 9] = [
    "- [ ] \\\n  -\n",
    "* [x] \\\n  ===\n",
    "1. [x] \\\n   =\n",
    "> - [ ] \\\n>   -\n",
    "> [!NOTE]\n> - [ ] \\\n>   -\n",
    "- a\n  - [ ] \\\n    -\n",
    "a\n: - [ ] \\\n    -\n",
    "[^n]: - [ ] \\\n      -\n",
    "<div>\n\n- [x] \\\n  -\n\n</div>\n",
];

fn printed(text: &str) -> String {
    let format = Format { pour: Pour::printed(80), theme: None, links: Links::None };
    let mut page = Vec::new();
    print::document(Arc::new(text.as_bytes().to_vec()), &format, &mut page).expect("a vector takes it");
    String::from_utf8(page).expect("it is UTF-8")
}

#[test]
fn all_of_the_text_is_there_and_the_parser_does_panic() {
    for text in PANICS {
        assert!(guarded(|| Parser::new_ext(text, OPTIONS).count()).is_none(), "{text:?} is read by now");
        let page = printed(&format!("first\n\n{text}\n- last\n"));
        let task = if text.contains("[ ]") { "[ ]" } else { "[x]" };
        for words in ["first", task, "last"] {
            assert!(page.contains(words), "{text:?}: {words} is lost\n{page}");
        }
        assert!(page.contains("• last"), "{text:?}: the next block is read like any other\n{page}");
    }
}

#[test]
fn only_its_own_chunk_is_read_otherwise() {
    let formula = "$x^2$ ~~gone~~\n\n";
    for text in PANICS {
        let text = format!("{}{text}\n{}", formula.repeat(20), formula.repeat(20));
        let cutting = Cutting { first: 64, window: 64, cap: 1 << 20 };
        let (mut document, indexer) = Document::open(Arc::new(text.into_bytes()), cutting);
        indexer.for_each(|discovery| document.learn(discovery));
        let pages = (0..document.chunk_count()).map(|chunk| lay_chunk(&document, ChunkId(chunk), &Pour::printed(80)));
        let pages: Vec<String> = pages.map(|laid| laid.lines.iter().map(|line| line.text() + "\n").collect()).collect();
        let otherwise = pages.iter().filter(|page| page.contains("~~gone")).count();
        assert!(pages.len() > 10 && otherwise <= 2, "{otherwise} of {} chunks", pages.len());
    }
}

#[test]
fn no_panic_reaches_whoever_prints() {
    let format = Format { pour: Pour::printed(80), theme: None, links: Links::End };
    let text = PANICS.concat().into_bytes();
    print::document(Arc::new(text), &format, &mut io::sink()).expect("nothing refuses it");
}
