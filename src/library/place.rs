//! Links to places in documents, as text: what [`super::target::classify`] reads, the other way round.

use std::path::Path;

use percent_encoding::{AsciiSet, CONTROLS, percent_encode, utf8_percent_encode};

/// What does not stand in a link as it is: what ends one in Markdown (`CommonMark` 0.31.2, section 6.3), parts it (RFC 3986),
/// means something to a shell, or would be read as an escape. Letters of all scripts stay readable.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'$')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'(')
    .add(b')')
    .add(b'*')
    .add(b';')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A link to an anchor of a file; without a path, of the document that has none.
#[must_use]
pub fn link(path: Option<&Path>, anchor: Option<&str>) -> String {
    let mut link = path.map(escaped).unwrap_or_default();
    if let Some(anchor) = anchor {
        link.push('#');
        link.push_str(&letters_kept(anchor));
    } else if path.is_none() {
        link.push('#');
    }
    link
}

fn escaped(path: &Path) -> String {
    match path.to_str() {
        Some(path) => letters_kept(path),
        None => percent_encode(path.as_os_str().as_encoded_bytes(), ESCAPED).to_string(),
    }
}

/// Escapes what is ASCII and has to be, and what is no letter a reader could tell apart.
fn letters_kept(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut buffer = [0; 4];
    for c in text.chars() {
        if c.is_ascii() || !c.is_alphanumeric() {
            kept.extend(utf8_percent_encode(c.encode_utf8(&mut buffer), ESCAPED));
        } else {
            kept.push(c);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::library::target::{Target, classify};

    #[test]
    fn links_read_as_one_would_write_them() {
        for (path, anchor, expected) in [
            (Some("/books/guide.md"), Some("using-code-examples"), "/books/guide.md#using-code-examples"),
            (Some("/books/with space.md"), None, "/books/with%20space.md"),
            (Some("/a#b/100%.md"), Some("ärger-日本"), "/a%23b/100%25.md#ärger-日本"),
            (Some("/a (b)/it's.md"), None, "/a%20%28b%29/it%27s.md"),
            (None, Some("resources"), "#resources"),
            (None, None, "#"),
        ] {
            assert_eq!(link(path.map(Path::new), anchor), expected);
        }
    }

    proptest! {
        #[test]
        fn a_link_leads_where_it_was_made(path in "/[^/\\\\\\p{Cc}](/?[^/\\p{Cc}]{1,12}){1,3}\\.md", anchor in "[^\0]{0,12}") {
            let link = link(Some(Path::new(&path)), Some(&anchor));
            let expected = Target::Document { path: path.into(), anchor: Some(anchor) };
            prop_assert_eq!(classify(&link), expected, "{}", link);
        }
    }
}
