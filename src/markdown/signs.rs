//! Whether text has what only we read: bare addresses, `==highlights==` and the names of emoji.
//!
//! Most blocks have none of it, and the bytes of one are looked at much faster than its runs.

use std::sync::LazyLock;

use memchr::memmem::Finder;

/// What is known of a chunk.
pub(super) struct Signs {
    /// Whether `www.` stands in it anywhere.
    has_web_name: bool,
}

impl Signs {
    /// Looks at a chunk once for what takes long to look for in each of its blocks.
    pub(super) fn of(text: &str) -> Self {
        Self { has_web_name: has_web_name(text.as_bytes()) }
    }

    /// Whether the runs of a block may have any of it, told from its source.
    pub(super) fn may_be_in(&self, source: &str) -> bool {
        let bytes = source.as_bytes();
        // An entity may stand for any of the others; `www.` begins an address by itself. All bytes are looked at, in
        // blocks.
        let is_sign = |byte: u8| matches!(byte, b':' | b'@' | b'=' | b'&');
        let has_sign = bytes.iter().fold(false, |found, &byte| found | is_sign(byte));
        has_sign || (self.has_web_name && has_web_name(bytes))
    }
}

/// Whether `www.` stands in a text.
pub(super) fn has_web_name(bytes: &[u8]) -> bool {
    // What is looked for in many short texts is made ready once.
    static WEB_NAME: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("www."));
    WEB_NAME.find(bytes).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_has_a_sign() {
        for (source, expected) in [
            ("plain *words*, and no more", false),
            ("", false),
            ("w w.", false),
            ("https://a.b", true),
            ("see www.a.b", true),
            ("a@b.c", true),
            (":tada:", true),
            ("==a==", true),
            ("&#58;tada&#58;", true),
        ] {
            assert_eq!(Signs::of(source).may_be_in(source), expected, "{source}");
        }
    }
}
