//! Files that are text in some way: what is in them, what is shown of them, and what is said.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::path::PathBuf;

use crate::sandbox::Sandbox;

/// A file that can be read.
pub(super) struct Text {
    pub(super) name: &'static [u8],
    pub(super) bytes: Vec<u8>,
    /// What is shown of it.
    pub(super) shows: &'static str,
    /// What is said of it on the screen.
    pub(super) notice: Option<&'static str>,
}

pub(super) const UTF_16: Option<&str> = Some("Read as UTF-16.");
const NOT_ALL_UTF_16: Option<&str> = Some("Read as UTF-16; what could not be read is shown as");
const NOT_ALL_UTF_8: Option<&str> = Some("Some bytes are not UTF-8");

/// All of them.
pub(super) fn texts() -> Vec<Text> {
    let text = |name, bytes: &[u8], shows, notice| Text { name, bytes: bytes.to_vec(), shows, notice };
    let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let odd = [little("\u{feff}one word"), b"x".to_vec()].concat();
    let lone = [big("\u{feff}one "), vec![0xdc, 0x00, 0xd8, 0x00], big(" two")].concat();
    // Behind all that is looked at first.
    let late = [b"# Late\n\n".to_vec(), b"many words\n".repeat(10_000), b"one \xff\xfe two\n".to_vec()].concat();
    vec![
        text(b"little.md", &little("\u{feff}# Grüße 日本 😀\r\n"), "Grüße 日本 😀", UTF_16),
        text(b"big.md", &big("\u{feff}# Grüße 日本 😀\n"), "Grüße 日本 😀", UTF_16),
        text(b"odd.md", &odd, "one word\u{fffd}", NOT_ALL_UTF_16),
        text(b"lone.md", &lone, "one \u{fffd}\u{fffd} two", NOT_ALL_UTF_16),
        text(b"invalid.md", b"one \xff\xfe two\n", "one \u{fffd}\u{fffd} two", NOT_ALL_UTF_8),
        text(b"cut.md", b"one \xe2\x82", "one \u{fffd}", NOT_ALL_UTF_8),
        text(b"late.md", &late, "one \u{fffd}\u{fffd} two", NOT_ALL_UTF_8),
        text(b"latin.md", b"Der B\xe4r und die na\xefve K\xf6nigin\n", "Der B\u{fffd}r und die", NOT_ALL_UTF_8),
        text(b"nul.md", b"# one\0two\n", "one\u{fffd}two", None),
        text(b"cr.md", b"# Title\r\rone\rtwo\r\r- three\r", "one two", None),
        text(b"crlf.md", b"# Title\r\n\r\none\r\ntwo\r\n\r\n- three\r\n", "one two", None),
        text(b"mixed.md", b"one\rtwo\r\nthree\nfour\r\r\rfive", "one two three four", None),
        text(b"mark.md", b"\xef\xbb\xbf---\ntitle: Marked\n---\n\n# Title\n", "Title", None),
        text(b"-dash.md", b"behind a dash\n", "behind a dash", None),
        text(b"caf\xe9.md", b"a name in Latin-1\n", "a name in Latin-1", None),
        text(b"line\nbreak\x1b]0;title\x07.md", b"a name that steers\n", "a name that steers", None),
        text("turned \u{202e}dm.txt".as_bytes(), b"a name that is turned\n", "a name that is turned", None),
        text(b"a b%20c#d?e.md", b"a name like an address\n", "a name like an address", None),
    ]
}

/// Writes one, if the file system takes such a name: that of macOS wants UTF-8.
pub(super) fn written(sandbox: &Sandbox, text: &Text) -> Option<PathBuf> {
    let path = sandbox.path().join(OsStr::from_bytes(text.name));
    let is_utf_8 = str::from_utf8(text.name).is_ok();
    match fs::write(&path, &text.bytes) {
        Ok(()) => Some(path),
        Err(error) if is_utf_8 => panic!("{}: {error}", text.name.escape_ascii()),
        Err(_) => None,
    }
}
