//! The data in front of a document: `---` (YAML) or `+++` (TOML) on the first line, `key: value` lines, and the same
//! line again.
//!
//! Found by hand and only at the very beginning: the parser's own options match anywhere in the text and take quadratic
//! time. Only what a reader needs is understood (keys with a value on their line or in a block below, and lists); nested
//! data is left out.

/// What stands between the items of a list.
const BETWEEN: &str = ", ";

/// How many bytes front matter may have; what is longer is text.
pub const LONGEST: usize = 64 * 1024;

/// The data in front of a document, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FrontMatter {
    entries: Vec<Entry>,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Entry {
    key: String,
    /// The value on one line; the items of a list are joined with commas.
    value: String,
    /// The bytes of `value` at which the items of a list begin; none where it is no list.
    items: Vec<usize>,
}

impl FrontMatter {
    /// The value of a key (compared without regard to ASCII case); lists are joined with commas.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&str> {
        self.entry(key).map(|entry| entry.value.as_str())
    }

    /// The items of the list that a key has; the value itself where it is none.
    #[must_use]
    pub fn items(&self, key: &str) -> Vec<&str> {
        let Some(Entry { value, items, .. }) = self.entry(key) else { return Vec::new() };
        let starts = items.iter().skip(1).map(|next| next.saturating_sub(BETWEEN.len()));
        let ends = starts.chain([value.len()]);
        if items.is_empty() {
            return vec![value];
        }
        items.iter().zip(ends).filter_map(|(start, end)| value.get(*start..end)).collect()
    }

    fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))
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
        let mut reading = Reading { entries: Vec::new(), separator, open: Open::Nothing };
        let mut spaced = false;
        for (place, (line, end)) in lines.enumerate() {
            let bare = line.trim_end();
            let closes = bare == fence || (fence == "---" && bare == "...");
            if closes && !matches!(reading.open, Open::Quoted(_)) {
                // Two rules around prose are two rules.
                return (!reading.entries.is_empty()).then_some((Self { entries: reading.entries }, end));
            }
            spaced |= place == 0 && bare.is_empty();
            // Behind a rule and a blank line, `#` is rather a heading than a comment.
            if end > LONGEST || (spaced && bare.starts_with('#')) {
                return None;
            }
            reading.line(bare)?;
        }
        None
    }
}

/// Front matter of which the end was not found yet.
struct Reading {
    entries: Vec<Entry>,
    /// What stands between a key and its value.
    separator: char,
    open: Open,
}

/// What the value of the last key goes on with.
#[derive(Clone, Copy)]
enum Open {
    /// Items of a list, perhaps.
    Nothing,
    /// The indented lines of a block scalar (YAML 1.2, section 8.1): `>` and `|`.
    Scalar,
    /// Lines up to these quotes (TOML 1.0, multi-line strings).
    Quoted(&'static str),
}

impl Reading {
    /// Takes a line in; `None` when it can't be front matter.
    fn line(&mut self, line: &str) -> Option<()> {
        match self.open {
            Open::Quoted(quotes) => {
                let (text, ends) = line.split_once(quotes).map_or((line, false), |(text, _)| (text, true));
                if ends {
                    self.open = Open::Nothing;
                }
                return self.append(text, " ");
            }
            Open::Scalar if line.is_empty() || line.starts_with([' ', '\t']) => return self.append(line, " "),
            Open::Scalar | Open::Nothing => self.open = Open::Nothing,
        }
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        if line.starts_with([' ', '\t', '-', ']', '}', '[']) {
            // An item of a list belongs to the key above it; anything else that is nested is left out.
            let item = line.trim_start().strip_prefix("- ").unwrap_or_default();
            return self.append_item(unquoted(without_comment(item.trim())));
        }
        let (key, value) = line.split_once(self.separator)?;
        let is_apart = value.is_empty() || value.starts_with([' ', '\t']);
        let key = unquoted(key.trim());
        if key.is_empty() || (key.contains(char::is_whitespace) && !(is_apart && is_short(key))) {
            return None;
        }
        let value = without_comment(value.trim());
        self.entries.push(Entry { key: key.to_owned(), ..Entry::default() });
        if self.separator == ':' && is_block_header(value) {
            self.open = Open::Scalar;
            return Some(());
        }
        let quotes = ["\"\"\"", "'''"].into_iter().find(|quotes| self.separator == '=' && value.starts_with(quotes));
        match quotes {
            Some(quotes) => {
                self.open = Open::Quoted(quotes);
                self.line(&value[quotes.len()..])
            }
            None => match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                Some(list) => list.split(',').try_for_each(|item| self.append_item(unquoted(item.trim()))),
                None => self.append(unquoted(value), ""),
            },
        }
    }

    /// Adds an item to the list that the last key has; `None` if there is no key yet.
    fn append_item(&mut self, item: &str) -> Option<()> {
        let entry = self.entries.last_mut()?;
        if item.is_empty() {
            return Some(());
        }
        let start = if entry.value.is_empty() { 0 } else { entry.value.len() + BETWEEN.len() };
        entry.items.push(start);
        self.append(item, BETWEEN)
    }

    /// Adds to the value of the last key; `None` if there is no key yet.
    fn append(&mut self, text: &str, between: &str) -> Option<()> {
        let Entry { value, .. } = self.entries.last_mut()?;
        let text = text.trim();
        if !value.is_empty() && !text.is_empty() {
            value.push_str(between);
        }
        value.push_str(text);
        Some(())
    }
}

/// How many words a key may have; more are a sentence.
const MOST_WORDS: usize = 4;

/// Whether words are few enough for a key, and nothing else than words.
fn is_short(key: &str) -> bool {
    key.split_whitespace().count() <= MOST_WORDS
        && key.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "-_/'()".contains(c))
}

/// Whether a value only says that its text follows: `>` or `|`, then how its ends and its indentation are meant.
fn is_block_header(value: &str) -> bool {
    value
        .strip_prefix(['>', '|'])
        .is_some_and(|rest| rest.len() <= 2 && rest.chars().all(|c| "+-123456789".contains(c)))
}

/// A value without the comment behind it: from a `#` that stands at its beginning or behind white space, outside of
/// quotes.
fn without_comment(value: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in value.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            None if matches!(c, '"' | '\'') && " [,\t".contains(before) => quote = Some(c),
            None if c == '#' && before.is_whitespace() => return value[..at].trim_end(),
            _ => {}
        }
        before = c;
    }
    value
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
    fn lists_keep_their_items_apart() {
        let text = "---\na: [One, 'Two', ]\nb:\n  - \"x, y\"\n\n  - z\nc: p, q\nd:\n---\n";
        let (matter, _) = FrontMatter::read(text).unwrap();
        assert_eq!((matter.items("A"), matter.get("a")), (vec!["One", "Two"], Some("One, Two")));
        assert_eq!((matter.items("b"), matter.get("b")), (vec!["x, y", "z"], Some("x, y, z")));
        assert_eq!((matter.items("c"), matter.items("d")), (vec!["p, q"], vec![""]));
        assert!(matter.items("e").is_empty());
    }

    #[test]
    fn keys_of_several_words_comments_and_a_blank_line_first() {
        let text = "---\n\ndate created: 2020 # or so\ntitle: 'A # b' # c\n\nC#: C# \"x #1\"\ntags: [a, 'b # c'] # d\n---\nText";
        let (matter, end) = FrontMatter::read(text).unwrap();
        assert_eq!(&text[end..], "Text");
        for (key, value) in [("date created", "2020"), ("title", "A # b"), ("C#", "C# \"x #1\""), ("tags", "a, b # c")]
        {
            assert_eq!(matter.get(key), Some(value), "{key}");
        }
    }

    #[test]
    fn values_of_several_lines() {
        for header in [">", ">-", "|", "|-", "|2+", "> # folded"] {
            let text = format!("---\ntitle: {header}\n  One: 1\n\n  # two\n  - three\nauthor: A\n---\nText");
            let (matter, _) = FrontMatter::read(&text).unwrap();
            assert_eq!(matter.get("title"), Some("One: 1 # two - three"), "{header}");
            assert_eq!(matter.get("author"), Some("A"), "{header}");
        }
        for quotes in ["\"\"\"", "'''"] {
            let text = format!(
                "+++\ntext = {quotes}\nOne\n\n+++\n[two]{quotes}\n\"the title\" = {quotes}T{quotes}\n+++\nText"
            );
            let (matter, end) = FrontMatter::read(&text).unwrap();
            assert_eq!(&text[end..], "Text");
            assert_eq!((matter.get("text"), matter.get("the title")), (Some("One +++ [two]"), Some("T")));
        }
    }

    #[test]
    fn rules_and_prose_are_no_front_matter() {
        for text in [
            "---\n\ntext\n\n---\n",
            "---\nSome prose.\n---\n",
            "---\nThere is one thing that I have to say: no.\n---\n",
            "---\n\n# Heading\n\nNote: text\n\n---\n",
            "---\n\n- item\n\n---\n",
            "---\nNote: text\nand more of it\n---\n",
            "+++\na = \"\"\"\n+++\n",
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
