//! What holds of the bytes that a terminal sends, and of any text on its way to one.

use preface::app::key::Code;
use preface::runtime::decoder::{Decoder, Input};
use preface::text::sanitize::{Safe, Setting, is_hostile, pieces};
use preface::text::width::{graphemes, width};

use super::choices::Choices;

/// Decodes what a terminal sends, in pieces and at once: the same comes of it, and no key is a control character.
fn assert_decoded(bytes: &[u8], mut choices: Choices<'_>) {
    let erase = choices.of(&[0x7f, 0x08, b'x', 0x15]);
    let mut decoder = Decoder::new(erase);
    let mut at_once = decoder.feed(bytes);
    at_once.extend(decoder.give_up());
    // Behind a lone Escape the next bytes may mean something else, so it is another decoder that begins.
    let mut decoder = Decoder::new(erase);
    let (mut in_pieces, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.len().min(1 + choices.below(9)));
        in_pieces.extend(decoder.feed(piece));
        rest = behind;
    }
    in_pieces.extend(decoder.give_up());
    assert_eq!(in_pieces, at_once);
    assert!(decoder.patience().is_none() && decoder.give_up().is_empty(), "something is held back");
    for input in at_once {
        if let Input::Key(key) = input
            && let Code::Char(c) = key.code
        {
            assert!(!c.is_control(), "{key:?}");
        }
    }
}

/// Makes a text safe: nothing in it steers a terminal, making it safe again changes nothing, and its pieces are in order.
fn assert_safe(text: &str) {
    let safe = Safe::new(text);
    assert!(!safe.chars().any(is_hostile), "{safe:?}");
    assert_eq!(Safe::new(&safe), safe);
    assert_eq!(graphemes(&safe).map(width).sum::<usize>(), width(&safe), "{safe:?}");
    for setting in [Setting::Prose, Setting::Code] {
        let mut end = 0;
        pieces(text, setting, &mut |piece| {
            assert!(end <= piece.source.start && piece.source.start < piece.source.end);
            end = piece.source.end;
            assert!(piece.replaced || piece.text.len() == piece.source.len());
            assert!(piece.text.chars().all(|c| matches!(c, '\n' | '\t') || !is_hostile(c)), "{piece:?}");
        });
        assert!(end <= text.len());
    }
}

/// What the fuzzer does with an input: bytes of a terminal, and how they come in pieces.
pub(crate) fn fuzz(input: &[u8]) {
    let (bytes, choices) = Choices::behind(input);
    assert_safe(&String::from_utf8_lossy(bytes));
    assert_decoded(bytes, choices);
}
