//! The cells of every part of the screen: every link of every context in focus, followed and asked about, lists, lines
//! that are typed, and what is wrong with them.

use ratatui::buffer::Buffer;

use super::contexts::{BEGINNINGS, BLOCKS, Context};
use super::payloads::payloads;
use super::{BACK, FRONT, document, named, steers};
use crate::journeys::journey::{Indexing, Journey};

/// Fails if a cell holds what steers a terminal.
#[track_caller]
fn assert_harmless(journey: &Journey, what: &str) {
    let buffer: Buffer = journey.buffer();
    // What is put around the cells of a link is an escape sequence of our own.
    let cells = buffer.content.iter().map(ratatui::buffer::Cell::symbol);
    let steering =
        cells.filter(|symbol| !symbol.starts_with("\u{1b}]8;id=preface;")).any(|symbol| symbol.chars().any(steers));
    assert!(!steering, "{what}:\n{}", journey.picture());
}

fn text(context: &Context, payload: &[u8]) -> String {
    String::from_utf8_lossy(&document(context, payload, (FRONT, BACK))).into_owned()
}

/// Every payload in a context, one below the other.
fn texts() -> impl Iterator<Item = (&'static str, String)> {
    BLOCKS.iter().map(|context| (context.name, payloads().map(|payload| text(context, payload) + "\n\n").collect()))
}

#[test]
fn what_a_document_begins_with() {
    for context in BEGINNINGS {
        for payload in payloads() {
            let mut journey = Journey::through(&text(context, payload), 80, 8, Indexing::AtOnce);
            for keys in ["", "C", "o"] {
                journey.press(keys);
                assert_harmless(&journey, &format!("{} in {} after {keys}", named(payload), context.name));
            }
        }
    }
}

#[test]
fn wherever_the_reader_goes() {
    for (name, text) in texts() {
        let mut journey = Journey::through(&text, 80, 8, Indexing::AtOnce);
        for keys in [
            "",
            "]",
            "<C-t>jj",
            "<Esc>/front<Enter>&",
            "<Esc>?",
            "<Esc>T",
            "<Esc>zMzR",
            "o",
            "<Esc>F",
            "<Esc>f",
            "<Esc>maB",
            "<Esc>y",
            "c",
            "Y",
            "C",
            "G",
        ] {
            journey.press(keys);
            assert_harmless(&journey, &format!("{name} after {keys}"));
        }
    }
}

#[test]
fn whatever_link_is_followed() {
    for (name, text) in texts() {
        let mut journey = Journey::through(&text, 80, 8, Indexing::AtOnce);
        // Every context has at most four links.
        for step in 0..4 * payloads().count() {
            journey.press("<Tab>");
            if journey.status().starts_with("There is no further link") {
                break;
            }
            assert_harmless(&journey, &format!("link {step}: {name}"));
            // A page of its own takes long: a few of them will do.
            for keys in ["K", "<Esc>#", "<Esc>"].iter().filter(|_| step % 9 == 0) {
                journey.press(keys);
                assert_harmless(&journey, &format!("link {step}, looked at with {keys}: {name}"));
            }
            let before = journey.app().reader().anchor();
            journey.press("<Enter>");
            assert_harmless(&journey, &format!("link {step}, followed: {name}"));
            journey.press("n");
            if journey.app().reader().anchor() != before {
                journey.press("<BS>");
            }
        }
    }
}

#[test]
fn whatever_is_pasted() {
    for payload in payloads() {
        let text = String::from_utf8_lossy(&[FRONT.as_bytes(), payload, BACK.as_bytes()].concat()).into_owned();
        for (open, wrong) in
            [("/", false), ("/<C-r>", false), ("/<C-r>(", true), ("<C-t>/", false), ("o", false), (":", false)]
        {
            let mut journey = Journey::through("# A\n\nwords\n\n# B\n\nwords\n", 160, 8, Indexing::AtOnce);
            journey.press(open).paste(&text);
            assert_harmless(&journey, &format!("{} behind {open}", named(payload)));
            let (status, picture) = (journey.status(), journey.picture());
            assert!(picture.contains(FRONT) && picture.contains(BACK), "{} behind {open}: {picture}", named(payload));
            assert!(!wrong || status.contains("not an expression"), "{} behind {open}: {status}", named(payload));
            journey.press("<Enter>");
            assert_harmless(&journey, &format!("{} behind {open}, entered", named(payload)));
        }
    }
}
