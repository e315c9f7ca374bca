//! What tells whether a file still says what it said: its length, its place on the disk, its time, and its bytes.
//!
//! A file that is written over has lost its old bytes, so a hash of them is kept: of all of them if they are few, else of
//! samples. The watch compares.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hasher};
use std::os::unix::fs::MetadataExt;

use crate::text::read_at::{ReadAt, read_range};

use super::files::Opened;

/// Of a file of at most so many bytes all are looked at.
const WHOLE: u64 = 2 << 20;
/// How many samples there are of a larger one.
const SAMPLES: u64 = 64;
/// How large a sample is, in bytes.
const SAMPLE: u64 = 4096;
/// How much is read at once, in bytes.
const PIECE: u64 = 64 * 1024;

/// Which file it is, and when it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The device and the number of the file on it.
    place: (u64, u64),
    /// When it was written last, in seconds and nanoseconds.
    time: (i64, i64),
}

impl Stamp {
    /// The stamp of an open file.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Self {
        Self { place: (metadata.dev(), metadata.ino()), time: (metadata.mtime(), metadata.mtime_nsec()) }
    }
}

/// What a file was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    length: u64,
    hash: u64,
    stamp: Stamp,
}

impl Fingerprint {
    /// The fingerprint of a file that is open.
    #[must_use]
    pub fn of(opened: &Opened) -> Self {
        let length = opened.source.len();
        Self { length, hash: hash(&*opened.source, length), stamp: opened.stamp }
    }

    /// How many bytes there were.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.length
    }

    /// Whether there were none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether all of the text is the same, for certain.
    #[must_use]
    pub fn says_the_same(&self, known: &Self) -> bool {
        self.length <= WHOLE && (self.length, self.hash) == (known.length, known.hash)
    }

    /// Whether this is what was known before and more behind it, as far as that can be told: a file of more than 2 MiB
    /// that was written to in its middle and behind its end may look so.
    #[must_use]
    pub fn extends(&self, known: &Self, source: &dyn ReadAt) -> bool {
        let is_told = known.length <= WHOLE || self.stamp.place == known.stamp.place;
        known.length > 0 && self.length > known.length && is_told && hash(source, known.length) == known.hash
    }
}

/// The hash of the first `length` bytes of a source.
fn hash(source: &dyn ReadAt, length: u64) -> u64 {
    let mut hasher = DefaultHasher::new();
    let (count, size) = if length <= WHOLE { (length.div_ceil(PIECE), PIECE) } else { (SAMPLES, SAMPLE) };
    let last = length.saturating_sub(size);
    for number in 0..count {
        let at = if length <= WHOLE { number * PIECE } else { last / (SAMPLES - 1) * number };
        // The last sample ends where the text does.
        let at = if number + 1 == count && length > WHOLE { last } else { at };
        hasher.write(&read_range(source, at..(at + size).min(length)));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;
    use std::sync::Arc;

    use super::*;

    /// What is known of the file at a path if these are its bytes.
    fn print(path: &Path, bytes: &[u8]) -> Fingerprint {
        let stamp = Stamp::of(&fs::metadata(path).unwrap());
        Fingerprint::of(&Opened { source: Arc::new(bytes.to_vec()), path: None, stamp, note: None })
    }

    #[test]
    fn a_file_that_was_only_touched_is_the_same() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let print = |bytes: &[u8]| {
            fs::write(file.path(), bytes).unwrap();
            self::print(file.path(), bytes)
        };
        let text = b"some words\n".repeat(20_000);
        let (before, again) = (print(&text), print(&text));
        assert!(again.says_the_same(&before));
        let mut other = text.clone();
        other[100_000] = b'X';
        assert!(!print(&other).says_the_same(&before));
        other.extend_from_slice(b"more");
        assert!(!print(&other).extends(&before, &other));
        let longer = [&text[..], b"more"].concat();
        assert!(print(&longer).extends(&before, &longer));
        assert!(!print(&text[..100]).extends(&before, &text[..100].to_vec()));
        assert!(!print(&text).extends(&print(b""), &text), "an empty file is not gone on with");
    }

    #[test]
    fn a_large_file_is_told_by_samples_and_its_time() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let text = b"some words\n".repeat(300_000);
        fs::write(file.path(), &text).unwrap();
        let before = print(file.path(), &text);
        assert_eq!(before, print(file.path(), &text));
        let longer = [&text[..], b"more"].concat();
        assert!(print(file.path(), &longer).extends(&before, &longer));
        for place in [0, text.len() - 1] {
            let mut other = longer.clone();
            other[place] = b'X';
            assert!(!print(file.path(), &other).extends(&before, &other), "{place}");
        }
    }
}
