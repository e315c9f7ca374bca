//! Bytes of the source → the text that the parser is given, in the indexer and wherever a chunk is looked at.

use crate::text::read_at::decode;

/// Bytes as the parser is to see them, as many as before, and how many of them were not UTF-8 (they stand as NUL).
///
/// A carriage return alone ends a line (`CommonMark` 0.31.2, section 2.1); the parser doesn't see that everywhere, so it is
/// given a line feed instead.
pub(super) fn text_of(bytes: Vec<u8>) -> (String, usize) {
    let lone = |bytes: &[u8], at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let mut bytes = bytes;
    if memchr::memchr(b'\r', &bytes).is_some() {
        for at in 0..bytes.len() {
            if lone(&bytes, at) {
                bytes[at] = b'\n';
            }
        }
    }
    decode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_the_specification_says_and_no_byte_moves() {
        let (text, invalid) = text_of(b"a\rb\r\nc\xffd\r".to_vec());
        assert_eq!((text.as_str(), invalid), ("a\nb\r\nc\0d\n", 1));
    }
}
