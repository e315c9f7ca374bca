//! What documents look like: our own corpus at three widths, plain and styled, for a person to review.
//!
//! The pictures stand in `pictures/`, a file for each document, width and kind. In the styled ones what is not plain text
//! stands in brackets behind its role and emphasis: `⟨heading 2│Lists⟩`. When a change alters them on purpose, run
//! `INSTA_UPDATE=always cargo test rendering` and read the difference before you commit it.

use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::laid::lay_chunk;
use preface::layout::line::{Role, Span};
use preface::layout::{Line, Pour};
use preface::markdown::inline::Marks;

/// The documents: those that are short enough to be looked at whole.
const DOCUMENTS: [(&str, &str); 3] = [
    ("preface", preface::library::PREFACE),
    ("constructs", include_str!("../corpus/constructs.md")),
    ("unicode", include_str!("../corpus/unicode.md")),
];

const WIDTHS: [usize; 3] = [40, 72, 120];

fn lines(text: &str, columns: usize) -> Vec<Line> {
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
    indexer.for_each(|discovery| document.learn(discovery));
    let pour = Pour::printed(columns);
    (0..document.chunk_count()).flat_map(|chunk| lay_chunk(&document, ChunkId(chunk), &pour).lines).collect()
}

/// A span with its role and its emphasis, if it has any.
fn styled(span: &Span) -> String {
    let marks = [
        (Marks::EMPHASIS, "emphasis"),
        (Marks::STRONG, "strong"),
        (Marks::STRIKETHROUGH, "struck"),
        (Marks::IMAGE, "image"),
        (Marks::CODE, "code"),
        (Marks::UNDERLINE, "underlined"),
        (Marks::KEY, "key"),
        (Marks::HIGHLIGHT, "marked"),
    ];
    let role = match span.style.role {
        Role::Text => None,
        Role::Heading(level) => Some(format!("heading {level}")),
        role => Some(format!("{role:?}").to_lowercase().replace(['(', ')'], " ").trim_end().to_owned()),
    };
    let link = span.link.map(|_| "link".to_owned());
    let marks = marks.iter().filter(|(mark, _)| span.style.marks.contains(*mark)).map(|(_, name)| (*name).to_owned());
    let names: Vec<String> = role.into_iter().chain(link).chain(marks).collect();
    if names.is_empty() || span.text.trim().is_empty() {
        return span.text.to_string();
    }
    format!("⟨{}│{}⟩", names.join(" "), span.text)
}

fn assert_pictures(kind: &str, picture: impl Fn(&Line) -> String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("pictures");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (name, text) in DOCUMENTS {
            for columns in WIDTHS {
                let lines: Vec<String> = lines(text, columns).iter().map(&picture).collect();
                let page: String = lines.iter().map(|line| format!("{}\n", line.trim_end())).collect();
                insta::assert_snapshot!(format!("{name}-{columns}-{kind}"), page);
            }
        }
    });
}

#[test]
fn the_corpus_looks_as_it_should() {
    assert_pictures("plain", Line::text);
}

#[test]
fn the_corpus_is_styled_as_it_should_be() {
    assert_pictures("styled", |line| line.spans.iter().map(styled).collect());
}
