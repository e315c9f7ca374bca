//! What holds of a printed document, whatever its bytes are.

use std::sync::Arc;

use preface::app::event::Event;
use preface::app::key::{Code, Key};
use preface::app::settings::Settings;
use preface::layout::pour::{LongLines, Tables};
use preface::layout::{Line, Pour};
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::text::width::{graphemes, width};
use preface::theme::Theme;
use preface::theme::look::Look;

use super::choices::Choices;
use super::reading::{Reading, Source};
use crate::chunks::readings::readable;
use crate::nothing_lost::tags::laid;

/// Prints a document without colours and with them: no line is wider than asked, no control character comes out, and
/// the colours are all that is different.
pub(crate) fn assert_printed(bytes: &[u8], pour: &Pour, look: Look, links: Links) {
    let columns = pour.columns;
    // On paper nothing can be panned.
    let pour = Pour { long_lines: LongLines::Fold, tables: Tables::Fitted, ..pour.clone() };
    let plain = Format { pour, theme: None, links };
    let text = printed(bytes, &plain);
    for line in text.lines() {
        assert!(width(line) <= columns || graphemes(line.trim()).count() == 1, "{line:?} in {columns}");
    }
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    let styled = printed(bytes, &Format { theme: Some(Theme::printed(look)), ..plain });
    assert_eq!(unstyled(&styled), text);
}

/// Lays a text out in small chunks and in one: they say the same. Of what the parser can't read, chunks are read otherwise
/// one by one.
pub(crate) fn assert_chunks_say_the_same(text: &str, pour: &Pour) {
    if readable(text) {
        let said = |window| laid(text, window, pour).iter().map(Line::text).collect::<Vec<_>>();
        assert_eq!(said(64), said(1 << 20));
    }
}

fn printed(bytes: &[u8], format: &Format) -> String {
    let mut out = Vec::new();
    print::document(Arc::new(bytes.to_vec()), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A text without the sequences that select a style.
fn unstyled(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').expect("only styles are selected").1)
}

/// What the fuzzer does with an input: a text, and how it is laid out.
pub(crate) fn fuzz(input: &[u8]) {
    let (bytes, mut choices) = Choices::behind(input);
    let (pour, look, links) = (choices.pour(), choices.look(), choices.links());
    assert_printed(bytes, &pour, look, links);
    assert_chunks_say_the_same(&String::from_utf8_lossy(bytes), &pour);
    let settings = Settings { look, typography: pour, ..Settings::default() };
    let mut reading = Reading::begin(bytes, Source::File, settings, choices.size());
    reading.happen(Event::Key(Key { code: Code::End, ctrl: false, alt: false }));
    reading.finish();
}
