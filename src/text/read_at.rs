//! Bytes by offset, and the text that they are.
//!
//! Opening files and filling streams is left to the runtime, which implements [`ReadAt`] for them; bundled text and
//! tests read from memory. The document layer is the caller. Bytes are read, never mapped: a file that is truncated
//! while it is mapped kills the process.

use std::io::{self, ErrorKind};
use std::ops::Range;

/// Bytes by offset: a file, memory, a stream that still grows.
///
/// Reading takes `&self`, so that the indexer and the reader can share one source between threads.
pub trait ReadAt: Send + Sync {
    /// How many bytes there are, as far as is known now.
    ///
    /// A growing source says more later; a file that was truncated may have fewer than it says.
    fn len(&self) -> u64;

    /// Whether there are no bytes (yet).
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all bytes are there that there will be: a stream that still grows says no.
    ///
    /// Asked before [`Self::len`], so that the length is the last one if the answer is yes.
    fn has_ended(&self) -> bool {
        true
    }

    /// Waits until there are more than `known` bytes or the source has ended. The thread that indexes does.
    fn wait_beyond(&self, known: u64) {
        let _ = known;
    }

    /// A sentence for the reader about how a source came to its end, if that was not as it should be.
    fn complaint(&self) -> Option<String> {
        None
    }

    /// A sentence for the reader about what could not be read as text, if that turns out only as a source is read.
    fn loss(&self) -> Option<String> {
        None
    }

    /// Fills `buf` with the bytes from `offset` on and returns how many it wrote.
    ///
    /// Fewer than asked for may come at any time; zero only at the end, or what is the end now, or for an empty `buf`.
    ///
    /// # Errors
    ///
    /// Whatever the source fails with; [`ErrorKind::Interrupted`] is worth another try.
    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize>;
}

impl ReadAt for Vec<u8> {
    fn len(&self) -> u64 {
        self.as_slice().len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        Ok(copy_from(self, offset, buf))
    }
}

impl ReadAt for &'static [u8] {
    fn len(&self) -> u64 {
        <[u8]>::len(self) as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        Ok(copy_from(self, offset, buf))
    }
}

/// Reads the bytes of `range`, as many of them as there are.
///
/// Short reads and interruptions are repeated. A source that fails or ends earlier gives what came before: the reader
/// of a document goes on with the text that there is, and whoever watches the source says what happened to it.
pub fn read_range(source: &dyn ReadAt, range: Range<u64>) -> Vec<u8> {
    read_range_in(source, range, Vec::new())
}

/// The same into a vector that has been read into before, whatever is in it: what is read over need not be cleared.
pub fn read_range_in(source: &dyn ReadAt, range: Range<u64>, mut bytes: Vec<u8>) -> Vec<u8> {
    let wanted = range.end.min(source.len()).saturating_sub(range.start);
    let wanted = usize::try_from(wanted).unwrap_or(0);
    if bytes.capacity() < wanted {
        // Zeroed memory is had for less than memory that is cleared here.
        bytes = vec![0; wanted];
    }
    bytes.resize(wanted, 0);
    let mut filled = 0;
    while let Some(space) = bytes.get_mut(filled..).filter(|space| !space.is_empty()) {
        match source.read_at(range.start + filled as u64, space) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    bytes.truncate(filled);
    bytes
}

/// Makes bytes a string of the same length, and says how many bytes had to be replaced.
///
/// Each byte that is no part of valid UTF-8 becomes NUL, so that an offset in the text stays an offset in the source;
/// the sanitizer shows NUL as U+FFFD, as `CommonMark` 2.3 asks. A character cut off by the end of the bytes counts as
/// invalid: callers cut at the ends of lines. Valid bytes are not copied.
#[must_use]
pub fn decode(bytes: Vec<u8>) -> (String, usize) {
    let mut bytes = match String::from_utf8(bytes) {
        Ok(text) => return (text, 0),
        Err(error) => error.into_bytes(),
    };
    let mut replaced = 0;
    let mut from = 0;
    while let Some(Err(error)) = bytes.get(from..).map(std::str::from_utf8) {
        let start = from + error.valid_up_to();
        let end = error.error_len().map_or(bytes.len(), |length| start + length);
        bytes[start..end].fill(0);
        replaced += end - start;
        from = end;
    }
    (String::from_utf8(bytes).unwrap_or_default(), replaced)
}

fn copy_from(bytes: &[u8], offset: u64, buf: &mut [u8]) -> usize {
    let rest = usize::try_from(offset).ok().and_then(|offset| bytes.get(offset..)).unwrap_or_default();
    let count = rest.len().min(buf.len());
    buf[..count].copy_from_slice(&rest[..count]);
    count
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use proptest::prelude::*;

    use super::*;

    /// Says that it has ten bytes, gives them one by one, is interrupted every other time, and fails at the seventh.
    struct Flaky(AtomicBool);

    impl ReadAt for Flaky {
        fn len(&self) -> u64 {
            10
        }

        fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
            if self.0.fetch_not(Ordering::Relaxed) {
                return Err(ErrorKind::Interrupted.into());
            }
            if offset == 7 {
                return Err(ErrorKind::Other.into());
            }
            buf[0] = b'0' + u8::try_from(offset).unwrap();
            Ok(1)
        }
    }

    #[test]
    fn a_range_is_read_as_far_as_there_are_bytes() {
        let memory = b"0123456789".to_vec();
        assert_eq!(read_range(&memory, 2..5), b"234");
        assert_eq!(read_range(&memory, 8..50), b"89");
        assert_eq!(read_range(&memory, 50..u64::MAX), b"");
        let bundled: &'static [u8] = b"bundled";
        assert_eq!((ReadAt::len(&bundled), read_range(&bundled, 0..3)), (7, b"bun".to_vec()));
        assert!(ReadAt::is_empty(&Vec::new()));
    }

    #[test]
    fn interruptions_and_short_reads_are_repeated_and_a_failure_gives_what_came_before() {
        let flaky = Flaky(AtomicBool::new(true));
        assert_eq!(read_range(&flaky, 1..4), b"123");
        assert_eq!(read_range(&flaky, 0..10), b"0123456");
    }

    #[test]
    fn invalid_bytes_become_nul_one_by_one() {
        for (bytes, text, replaced) in [
            (&b"plain"[..], "plain", 0),
            ("déjà".as_bytes(), "déjà", 0),
            (b"a\xFFb", "a\0b", 1),
            (b"\xE2\x82x\xE2\x82", "\0\0x\0\0", 4),
            (b"\xED\xA0\x80", "\0\0\0", 3),
            (b"\0\xC3\xA9\xC3", "\0é\0", 1),
        ] {
            assert_eq!(decode(bytes.to_vec()), (text.to_owned(), replaced));
        }
    }

    proptest! {
        #[test]
        fn decoding_keeps_the_length_and_every_valid_byte(bytes: Vec<u8>) {
            let (text, replaced) = decode(bytes.clone());
            prop_assert_eq!(text.len(), bytes.len());
            let changed = text.bytes().zip(&bytes).filter(|(now, then)| now != *then);
            prop_assert_eq!(changed.clone().count(), replaced);
            prop_assert!(changed.clone().all(|(now, _)| now == 0));
        }
    }
}
