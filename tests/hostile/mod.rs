//! Nothing in a document steers the terminal: payloads in every place that a document has, through the printed text,
//! through the page, and through the real screen of a pseudo-terminal. The words on both sides of each payload stay
//! visible.
//!
//! - [`payloads`]: what a hostile text would send
//! - [`contexts`]: where a text can stand
//! - [`printed`]: each in each, printed in every way
//! - [`page`]: each in each, in the cells of every part of the screen
//! - [`scanner`]: a terminal's far side that takes nothing but what the program itself is known to write
//! - [`terminal`]: each in each, through the real program and that scanner
//! - [`names`]: in the names of files, in arguments, and in what is said about them
//! - [`sinks`]: the sources have no way around the sanitizer

mod contexts;
mod names;
mod page;
mod payloads;
mod printed;
mod scanner;
mod sinks;
mod terminal;

use contexts::{Context, contexts};
use payloads::payloads;

/// The words on both sides of a payload.
const FRONT: &str = "front";
const BACK: &str = "back";

/// Whether a terminal could take a character for anything but something to show.
fn steers(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || matches!(character, '\u{fdd0}'..='\u{fdef}' | '\u{feff}')
        || u32::from(character) & 0xfffe == 0xfffe
}

/// A payload in a context, between two words.
fn document(context: &Context, payload: &[u8], (front, back): (&str, &str)) -> Vec<u8> {
    let mut text = Vec::new();
    for (place, part) in context.text.split('@').enumerate() {
        // The at of an address is none.
        if place > 0 && part.starts_with("example.org") {
            text.push(b'@');
        } else if place > 0 {
            text.extend_from_slice(front.as_bytes());
            text.extend_from_slice(payload);
            text.extend_from_slice(back.as_bytes());
        }
        text.extend_from_slice(part.as_bytes());
    }
    text
}

/// A payload for a message.
fn named(payload: &[u8]) -> String {
    payload.escape_ascii().to_string()
}

#[test]
fn the_corpus_is_as_large_as_it_says() {
    let (payloads, contexts) = (payloads().count(), contexts().count());
    let said = format!("{payloads} payloads in {contexts} contexts");
    println!("{said}");
    assert!(payloads >= 90 && contexts >= 40, "{said}");
    let promised = include_str!("../../SECURITY.md").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(promised.contains(&said), "SECURITY.md says how many there are: {said}");
    let mut names: Vec<&str> = contexts::contexts().map(|context| context.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), contexts, "every context is another one");
}
