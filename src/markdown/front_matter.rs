//! The data in front of a document: `---` (YAML) or `+++` (TOML) on the first line, `key: value` lines, and the same
//! line again.
//!
//! Found by hand and only at the very beginning: the parser's own options match anywhere in the text and take quadratic
//! time. Only what a reader needs is understood (keys with a plain or quoted value, and lists); nested data is left out.

/// How many bytes front matter may have; what is longer is text.
pub const LONGEST: usize = 64 * 1024;

/// The data in front of a document, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    entries: Vec<(String, String)>,
}

impl FrontMatter {
    /// The value of a key (compared without regard to ASCII case); lists are joined with commas.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }

    /// Reads it from the beginning of a document. Returns it and the number of bytes that it takes up, its closing line
    /// included; `None` if the document doesn't begin with any. `text` needs no more than [`LONGEST`] bytes.
    #[must_use]
    pub fn read(text: &str) -> Option<(Self, usize)> {
        let mut lines = lines(text);
        let (fence, _) = lines.next()?;
        let fence = fence.trim_end();
        let separator = match fence {
            "---" => ':',
            "+++" => '=',
            _ => return None,
        };
        let mut matter = Self::default();
        for (line, end) in lines {
            let bare = line.trim_end();
            if bare == fence || (fence == "---" && bare == "...") {
                // Two rules around prose are two rules.
                return (!matter.entries.is_empty()).then_some((matter, end));
            }
            if end > LONGEST || (matter.entries.is_empty() && bare.is_empty()) {
                return None;
            }
            matter.line(bare, separator)?;
        }
        None
    }

    /// Takes a line in; `None` when it can't be front matter.
    fn line(&mut self, line: &str, separator: char) -> Option<()> {
        let nested = line.starts_with([' ', '\t', '-', ']', '}', '[']);
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        if nested {
            // An item of a list belongs to the key above it; anything else that is nested is left out.
            let (_, value) = self.entries.last_mut()?;
            if let Some(item) = line.trim_start().strip_prefix("- ") {
                if !value.is_empty() {
                    value.push_str(", ");
                }
                value.push_str(unquoted(item.trim()));
            }
            return Some(());
        }
        let (key, value) = line.split_once(separator)?;
        let key = key.trim();
        if key.is_empty() || key.contains(char::is_whitespace) {
            return None;
        }
        self.entries.push((key.to_owned(), plain(value.trim())));
        Some(())
    }
}

/// A value as it reads: quotes and the brackets of a list gone.
fn plain(value: &str) -> String {
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => list.split(',').map(|item| unquoted(item.trim())).collect::<Vec<_>>().join(", "),
        None => unquoted(value).to_owned(),
    }
}

fn unquoted(value: &str) -> &str {
    ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote)))
        .unwrap_or(value)
}

/// The lines of a text without their ends, each with the byte behind its end.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        at += line.len();
        (line.trim_end_matches(['\n', '\r']), at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_values() {
        let text = "---\r\ntitle: \"A: b\"\nauthor: [One, 'Two']\ntags:\n  - x\n  - y\n# note\nyear: 2018\n---\nText\n";
        let (matter, end) = FrontMatter::read(text).unwrap();
        assert_eq!(&text[end..], "Text\n");
        for (key, value) in [("Title", "A: b"), ("author", "One, Two"), ("tags", "x, y"), ("year", "2018")] {
            assert_eq!(matter.get(key), Some(value), "{key}");
        }
        let (matter, _) = FrontMatter::read("+++\ntitle = 'T'\n+++\n").unwrap();
        assert_eq!(matter.get("title"), Some("T"));
    }

    #[test]
    fn rules_and_prose_are_no_front_matter() {
        for text in [
            "---\n\ntext\n\n---\n",
            "---\nSome prose.\n---\n",
            "---\ntitle: x\n",
            "text\n---\na: b\n---\n",
            "---\n---\n",
            "",
            "--",
        ] {
            assert_eq!(FrontMatter::read(text), None, "{text:?}");
        }
    }
}
