//! Printed text: no control characters at all, and where colour was asked for only the sequences that select a style.

use std::sync::Arc;

use preface::layout::Pour;
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::theme::Theme;
use preface::theme::look::{Depth, Look};

use super::contexts::{BLOCKS, Context, Shown, contexts};
use super::payloads::payloads;
use super::{BACK, FRONT, document, named, steers};

/// So wide that no word is broken.
const COLUMNS: usize = 400;

fn printed(text: Vec<u8>, theme: Option<Theme>, links: Links) -> String {
    let mut out = Vec::new();
    let format = Format { pour: Pour::printed(COLUMNS), theme, links };
    print::document(Arc::new(text), &format, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("what is printed is UTF-8")
}

/// Every payload in a context, one below the other.
fn all_of(context: &Context) -> Vec<u8> {
    payloads().flat_map(|payload| [document(context, payload, (FRONT, BACK)), b"\n\n".to_vec()].concat()).collect()
}

/// The text without the sequences that select a style, of which every other fails.
fn unstyled(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let plain = parts.next().unwrap_or_default().to_owned();
    parts.fold(plain, |plain, part| {
        let (codes, rest) = part.strip_prefix('[').and_then(|part| part.split_once('m')).expect("a style");
        assert!(codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';'), "{codes:?}");
        plain + rest
    })
}

#[test]
fn no_controls_and_no_words_lost() {
    let mut failures = Vec::new();
    for context in contexts() {
        for payload in payloads() {
            let out = printed(document(context, payload, (FRONT, BACK)), None, Links::End);
            let seen = out.contains(FRONT) && out.contains(BACK) || context.shown == Shown::Hidden;
            if !seen || out.chars().any(steers) {
                failures.push(format!("{} in {}: {out:?}", named(payload), context.name));
            }
        }
    }
    assert!(failures.is_empty(), "{} got through or were lost:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn nor_where_targets_stand_elsewhere_or_colour_is_asked_for() {
    let looks = [Depth::None, Depth::True].map(|depth| Look { depth, ..Look::default() });
    for context in BLOCKS {
        let text = all_of(context);
        for links in [Links::End, Links::Inline, Links::None] {
            let plain = printed(text.clone(), None, links);
            assert!(!plain.chars().any(steers), "{}: {plain:?}", context.name);
            for look in looks {
                let coloured = printed(text.clone(), Some(Theme::printed(look)), links);
                assert_eq!(unstyled(&coloured), plain, "{}", context.name);
            }
        }
    }
}
