//! What the beginning of a file is: text, in which encoding, or something else.
//!
//! Nothing is asked but the bytes: what a file is called says nothing about what is in it. [`super::files`] and
//! [`super::spool`] ask, and refuse what is no text.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// How much of the beginning tells text from other things, in bytes.
pub(super) const SNIFFED: usize = 64 * 1024;
/// How much of it is enough where nothing is odd: hardly anything but text begins with so much of it, and it is read while
/// somebody waits for the first screen.
pub(super) const GLANCED: usize = 4 * 1024;

/// What the beginning of a file looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found {
    Utf8,
    Utf16(&'static Encoding),
    /// UTF-8 with some bytes that aren't, or an older encoding of a Latin script.
    Lossy,
    /// An older encoding that would leave hardly a word readable.
    Foreign,
    Binary,
}

pub(super) fn sniff(bytes: &[u8]) -> Found {
    // The same two bytes begin the mark of UTF-32; what that is full of is zeros.
    if bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Found::Utf16(UTF_16LE);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Found::Utf16(UTF_16BE);
    }
    let invalid = invalid_bytes(bytes);
    let zeros = count(bytes, |byte| u8::from(byte == 0));
    let controls = count(bytes, odd_control);
    // A few zeros and controls may stray into any text, and what is compressed has few zeros, but controls and stray bytes
    // all over.
    let is_full_of_zeros = zeros * 4 > bytes.len() || zeros >= 8 && zeros * 1_000 > bytes.len();
    let is_compressed = controls >= 4 && invalid * 100 > bytes.len() && controls * 50 > bytes.len();
    if is_full_of_zeros || is_compressed {
        Found::Binary
    } else if invalid >= 64 && invalid * 10 > bytes.len() * 3 {
        Found::Foreign
    } else if invalid > 0 {
        Found::Lossy
    } else {
        Found::Utf8
    }
}

/// Whether there is nothing in the beginning of a file that text could not have.
pub(super) fn is_clear(bytes: &[u8]) -> bool {
    invalid_bytes(bytes) == 0 && count(bytes, odd_control) == 0
}

/// How many bytes are no part of a character in UTF-8.
fn invalid_bytes(bytes: &[u8]) -> usize {
    // Nearly always there are none, which is seen many bytes at a time.
    let Err(error) = str::from_utf8(bytes) else { return 0 };
    let rest = &bytes[error.valid_up_to()..];
    let mut chunks = rest.utf8_chunks().peekable();
    let mut invalid = 0;
    while let Some(chunk) = chunks.next() {
        // A character that the end of the piece cuts in two is nobody's fault.
        let is_cut = chunks.peek().is_none() && str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        invalid += if is_cut { 0 } else { chunk.invalid().len() };
    }
    invalid
}

/// How many bytes are of a kind, of which a byte is 1 or 0. They are counted in pieces so small that a byte holds their
/// number: many at a time.
fn count(bytes: &[u8], of_kind: impl Fn(u8) -> u8) -> usize {
    let in_piece = |piece: &[u8]| piece.iter().map(|&byte| of_kind(byte)).fold(0, u8::wrapping_add);
    bytes.chunks(u8::MAX.into()).map(|piece| usize::from(in_piece(piece))).sum()
}

/// Whether it is a control character that plain text and the output of programs don't have: 1 or 0.
fn odd_control(byte: u8) -> u8 {
    /// Backspace, tab, line feed, form feed, carriage return, escape.
    const USUAL: [u8; 6] = [0x08, b'\t', b'\n', 0x0c, b'\r', 0x1b];
    let is = |is: bool| u8::from(is);
    // Each is asked for, or the bytes can't be looked at many at a time.
    is(byte < b' ') + is(byte == 0x7f) - USUAL.into_iter().map(|usual| is(byte == usual)).sum::<u8>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_from_other_things() {
        let png = *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDAT";
        let elf = *b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\x40\x10\0\0\0\0\0\0";
        // A sequence without a pattern, as everything compressed is.
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(4_096)
        .collect();
        let cyrillic = b"\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2! \xeb\xc1\xcb \xc4\xc5\xcc\xc1?\n";
        let cyrillic = cyrillic.repeat(10);
        let cut = &"日本".repeat(11_000).into_bytes()[..65_536];
        for (name, bytes, expected) in [
            ("nothing", &b""[..], Found::Utf8),
            ("text", "# Überschrift\n\nabc".as_bytes(), Found::Utf8),
            ("cut in a character", cut, Found::Utf8),
            ("colours", b"\x1b[1mbold\x1b[0m\r\n", Found::Utf8),
            ("a stray zero", b"a\0b, more text", Found::Utf8),
            ("every control", "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f\x10\u{9b}".as_bytes(), Found::Utf8),
            ("latin-1", b"na\xefve caf\xe9s and \xa320", Found::Lossy),
            ("koi8-r", &cyrillic, Found::Foreign),
            ("one strange letter", b"\xc4\n", Found::Lossy),
            ("a few damaged words", b"one \xff\x01 two \x0b\n", Found::Lossy),
            ("utf-16 without its mark", b"h\0e\0l\0l\0o\0", Found::Binary),
            ("utf-32", b"\xff\xfe\0\0a\0\0\0b\0\0\0", Found::Binary),
            ("png", &png, Found::Binary),
            ("elf", &elf, Found::Binary),
            ("noise", &noise, Found::Binary),
        ] {
            assert_eq!(sniff(bytes), expected, "{name}");
            let is_plain = ["nothing", "text", "cut in a character", "colours"].contains(&name);
            assert_eq!(is_clear(bytes), is_plain, "{name}");
        }
    }
}
