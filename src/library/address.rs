//! What a document is named by on the command line: a path, and perhaps a place in it, `PATH#section`, `PATH:LINE` or
//! `PATH:LINE:COLUMN` as compilers and editors print it.
//!
//! A link to a place, as the reader copies it, is read as well. A file may really be called like that, so these are only
//! readings; the runtime finds out which of the files is there.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::PathBuf;

use percent_encoding::percent_decode;

use super::target::decoded;

/// A place in a document, as it is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NamedPlace {
    /// A section or another anchor, percent-decoded.
    Anchor(String),
    /// A line, and a column in it, both counted from 1.
    Line(u64, u64),
}

/// How a name can be read as that of a file and a place in it, the longest file name first.
pub fn readings(name: &OsStr) -> impl Iterator<Item = (PathBuf, NamedPlace)> {
    let bytes = name.as_bytes();
    let path = |end: usize| PathBuf::from(OsStr::from_bytes(&bytes[..end]));
    let hashes = (1..bytes.len()).rev().filter(|&at| bytes[at] == b'#');
    let anchors = hashes.flat_map(move |at| {
        let anchor = decoded(&String::from_utf8_lossy(&bytes[at + 1..]));
        // As a link to the place is written: its path has escapes as well.
        let linked = PathBuf::from(OsString::from_vec(percent_decode(&bytes[..at]).collect()));
        let linked = Some(linked).filter(|linked| linked.as_os_str().as_bytes() != &bytes[..at]);
        [Some(path(at)), linked].into_iter().flatten().map(move |path| (path, NamedPlace::Anchor(anchor.clone())))
    });
    let last = number_behind_colon(bytes);
    let both = last.and_then(|(end, column)| {
        let (end, line) = number_behind_colon(&bytes[..end])?;
        Some((path(end), NamedPlace::Line(line, column)))
    });
    let line = last.map(|(end, line)| (path(end), NamedPlace::Line(line, 1)));
    anchors.chain(line).chain(both)
}

/// The path that a link to a whole document means: without its escapes. `None` if it has none.
#[must_use]
pub fn unescaped(name: &OsStr) -> Option<PathBuf> {
    let path: Vec<u8> = percent_decode(name.as_bytes()).collect();
    (path != name.as_bytes()).then(|| PathBuf::from(OsString::from_vec(path)))
}

/// The anchor of a name that is nothing but one, `#section`: a place in the document that opens where no path is given.
#[must_use]
pub fn anchor_alone(name: &OsStr) -> Option<String> {
    name.to_str()?.strip_prefix('#').map(decoded)
}

/// The number behind the last colon, which may have one more behind it as in the output of grep, and where that begins.
fn number_behind_colon(bytes: &[u8]) -> Option<(usize, u64)> {
    let bytes = bytes.strip_suffix(b":").unwrap_or(bytes);
    let colon = bytes.iter().rposition(|&byte| byte == b':').filter(|&colon| colon > 0)?;
    let digits = &bytes[colon + 1..];
    let number = str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()))?;
    Some((colon, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::library::place::link;

    #[test]
    fn links_are_read_as_they_are_written() {
        for (path, anchor) in [("/a b/c#d.md", "e f"), ("/100%.md", "x"), ("/x (1).md", "ä")] {
            let (path, place) = (Path::new(path), NamedPlace::Anchor(anchor.to_owned()));
            let to_section = link(Some(path), Some(anchor));
            let mut read = readings(OsStr::new(&to_section));
            assert!(read.any(|reading| reading == (path.to_owned(), place.clone())), "{to_section}");
            assert_eq!(unescaped(OsStr::new(&link(Some(path), None))).as_deref(), Some(path));
        }
        assert_eq!(unescaped(OsStr::new("/a.md")), None);
        assert_eq!(anchor_alone(OsStr::new("#one%20two")).as_deref(), Some("one two"));
        assert_eq!(anchor_alone(OsStr::new("a#b")), None);
    }

    #[test]
    fn names_are_read_in_each_way_that_they_can_be_meant() {
        let anchor = |path: &str, anchor: &str| (path.into(), NamedPlace::Anchor(anchor.to_owned()));
        let line = |path: &str, line, column| (path.into(), NamedPlace::Line(line, column));
        let table: [(&str, Vec<(PathBuf, NamedPlace)>); 14] = [
            ("a.md", vec![]),
            ("a.md#one%20two", vec![anchor("a.md", "one two")]),
            ("a%20b.md#c", vec![anchor("a%20b.md", "c"), anchor("a b.md", "c")]),
            ("a#b#c", vec![anchor("a#b", "c"), anchor("a", "b#c")]),
            ("a.md#", vec![anchor("a.md", "")]),
            ("#a", vec![]),
            ("a.md:12", vec![line("a.md", 12, 1)]),
            ("a.md:12:", vec![line("a.md", 12, 1)]),
            ("a.md:12:3", vec![line("a.md:12", 3, 1), line("a.md", 12, 3)]),
            ("a.md:12:3:", vec![line("a.md:12", 3, 1), line("a.md", 12, 3)]),
            ("a.md:", vec![]),
            (":12", vec![]),
            ("a.md:1x", vec![]),
            ("a.md:99999999999999999999", vec![]),
        ];
        for (name, expected) in table {
            assert_eq!(readings(OsStr::new(name)).collect::<Vec<_>>(), expected, "{name}");
        }
    }
}
