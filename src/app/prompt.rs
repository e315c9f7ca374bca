//! A line that is typed: its text, the place in it where typing goes on, and the lines that were typed before.
//!
//! What a change of it means is decided by the mode that it is open in. Its text is what was typed or pasted and is not
//! safe: `ui` makes it so before it draws.

use crate::text::sanitize::is_hostile;
use crate::text::width::graphemes;

use super::key::{Code, Key};

/// A line longer than this, in bytes, doesn't grow any more.
const LONGEST: usize = 1000;
/// How many lines are remembered.
const MOST: usize = 100;

/// The lines that were typed into prompts of one kind, the newest last, each once.
#[derive(Debug, Clone, Default)]
pub struct Past(Vec<String>);

impl Past {
    /// Remembers a line.
    pub fn add(&mut self, line: &str) {
        if line.is_empty() {
            return;
        }
        self.0.retain(|other| other != line);
        if self.0.len() == MOST {
            self.0.remove(0);
        }
        self.0.push(line.to_owned());
    }

    /// The line that was typed last.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.0.last().map(String::as_str)
    }
}

/// A line that is being typed.
#[derive(Debug, Clone, Default)]
pub struct Prompt {
    text: String,
    /// The byte where typing goes on, between two graphemes.
    cursor: usize,
    past: Past,
    /// Which line of the past is shown, and what was being typed before.
    recalled: Option<(usize, String)>,
}

/// What a key meant for a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// The text is another one.
    Changed,
    /// The text is the same; the cursor may have moved.
    Kept,
    /// The line is complete.
    Entered,
    /// The line is given up.
    Left,
    /// The key means nothing to a line.
    Other,
}

impl Prompt {
    /// An empty line, with those that were typed before it.
    #[must_use]
    pub fn new(past: &Past) -> Self {
        Self { past: past.clone(), ..Self::default() }
    }

    /// What has been typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the text where typing goes on.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Takes a key in.
    pub fn press(&mut self, key: Key) -> Edit {
        let before = self.text.len();
        match (key.ctrl, key.alt, key.code) {
            (false, false, Code::Char(character)) => {
                let text = character.to_string();
                return self.insert(&text);
            }
            (_, _, Code::Enter) => return Edit::Entered,
            (_, _, Code::Esc) => return Edit::Left,
            // As in vi and less: rubbing out what isn't there leaves the line.
            (false, false, Code::Backspace) if self.text.is_empty() => return Edit::Left,
            (false, false, Code::Backspace) => self.remove(self.before(1), self.cursor),
            (false, false, Code::Delete) => self.remove(self.cursor, self.behind(1)),
            (true, _, Code::Char('w') | Code::Backspace) | (_, true, Code::Backspace) => {
                self.remove(self.word_before(), self.cursor);
            }
            (true, false, Code::Char('u')) => self.remove(0, self.cursor),
            (true, false, Code::Char('k')) => self.remove(self.cursor, self.text.len()),
            (true, _, Code::Left) | (_, true, Code::Left) => self.cursor = self.word_before(),
            (true, _, Code::Right) | (_, true, Code::Right) => self.cursor = self.word_behind(),
            (_, _, Code::Left) => self.cursor = self.before(1),
            (_, _, Code::Right) => self.cursor = self.behind(1),
            (_, _, Code::Home) | (true, false, Code::Char('a')) => self.cursor = 0,
            (_, _, Code::End) | (true, false, Code::Char('e')) => self.cursor = self.text.len(),
            (_, _, Code::Up) | (true, false, Code::Char('p')) => return self.recall_older(),
            (_, _, Code::Down) | (true, false, Code::Char('n')) => return self.recall_newer(),
            _ => return Edit::Other,
        }
        if self.text.len() == before { Edit::Kept } else { Edit::Changed }
    }

    /// Takes pasted text in: what can be seen of its first line that says anything.
    pub fn paste(&mut self, text: &str) -> Edit {
        let first = text.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
        let line: String = first
            .chars()
            .map(|character| if character == '\t' { ' ' } else { character })
            .filter(|character| !is_hostile(*character))
            .take(LONGEST)
            .collect();
        self.insert(&line)
    }

    fn insert(&mut self, text: &str) -> Edit {
        let room = LONGEST.saturating_sub(self.text.len());
        let fits = text.floor_char_boundary(room);
        if fits == 0 {
            return Edit::Kept;
        }
        self.text.insert_str(self.cursor, &text[..fits]);
        // A mark joins what stands in front of it, and what is typed may join what stands behind it.
        let typed = self.cursor + fits;
        self.cursor = self.stops().find(|stop| *stop >= typed).unwrap_or(self.text.len());
        self.recalled = None;
        Edit::Changed
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        // What stood around it may have become one.
        self.cursor = self.stops().find(|stop| *stop >= start).unwrap_or(self.text.len());
        self.recalled = None;
    }

    /// The places between graphemes, the beginning and the end with them.
    fn stops(&self) -> impl DoubleEndedIterator<Item = usize> + use<> {
        let mut stops = vec![0];
        let mut at = 0;
        stops.extend(graphemes(&self.text).map(|grapheme| {
            at += grapheme.len();
            at
        }));
        stops.into_iter()
    }

    /// So many graphemes before the cursor.
    fn before(&self, count: usize) -> usize {
        self.stops().rev().filter(|stop| *stop < self.cursor).nth(count - 1).unwrap_or(0)
    }

    /// So many graphemes behind the cursor.
    fn behind(&self, count: usize) -> usize {
        self.stops().filter(|stop| *stop > self.cursor).nth(count - 1).unwrap_or(self.text.len())
    }

    /// Where the word before the cursor begins: white space parts words.
    fn word_before(&self) -> usize {
        let before = self.text[..self.cursor].trim_end();
        before.rfind(char::is_whitespace).map_or(0, |space| self.stops().find(|stop| *stop > space).unwrap_or(0))
    }

    /// Where the next word begins.
    fn word_behind(&self) -> usize {
        let behind = &self.text[self.cursor..];
        let end = behind.find(char::is_whitespace).unwrap_or(behind.len());
        let space = behind[end..].len() - behind[end..].trim_start().len();
        let wanted = self.cursor + end + space;
        self.stops().find(|stop| *stop >= wanted).unwrap_or(self.text.len())
    }

    fn recall_older(&mut self) -> Edit {
        let place = self.recalled.as_ref().map_or(self.past.0.len(), |(place, _)| *place);
        let Some(older) = place.checked_sub(1) else { return Edit::Kept };
        let draft = self.recalled.take().map_or_else(|| self.text.clone(), |(_, draft)| draft);
        self.show(self.past.0[older].clone());
        self.recalled = Some((older, draft));
        Edit::Changed
    }

    fn recall_newer(&mut self) -> Edit {
        let Some((place, draft)) = self.recalled.take() else { return Edit::Kept };
        match self.past.0.get(place + 1).cloned() {
            Some(newer) => {
                self.show(newer);
                self.recalled = Some((place + 1, draft));
            }
            None => self.show(draft),
        }
        Edit::Changed
    }

    /// Puts another text in the place of what was typed, as far as there is room; typing goes on behind it.
    pub fn put(&mut self, text: &str) {
        self.recalled = None;
        self.show(text[..text.floor_char_boundary(LONGEST)].to_owned());
    }

    fn show(&mut self, text: String) {
        self.cursor = text.len();
        self.text = text;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::parse;

    /// A line after some typing: names of keys in angle brackets, and `|` for the cursor.
    fn typed(prompt: &mut Prompt, keys: &str) -> String {
        for part in keys.split_inclusive('>').flat_map(|part| part.split('<')) {
            match part.strip_suffix('>') {
                Some(name) => drop(prompt.press(parse(name).unwrap()[0])),
                None => part.chars().for_each(|character| {
                    prompt.press(Key { code: Code::Char(character), ctrl: false, alt: false });
                }),
            }
        }
        let (before, behind) = prompt.text().split_at(prompt.cursor());
        format!("{before}|{behind}")
    }

    #[test]
    fn keys_edit_the_line_by_what_a_reader_calls_characters() {
        for (keys, expected) in [
            ("abc", "abc|"),
            ("abc<Left><Left>x", "ax|bc"),
            ("abc<Home><Del>", "|bc"),
            ("abc<Left><Backspace>", "a|c"),
            ("abc<Home><Backspace>", "|abc"),
            ("abc<Home><Right>x<End>y", "axbcy|"),
            ("e\u{301}a<Left><Left>", "|e\u{301}a"),
            ("e\u{301}<Backspace>", "|"),
            ("👩‍🚀日<Left><Backspace>", "|日"),
            ("👩‍🚀日<Home><Del>", "|日"),
            ("one two  three<Ctrl-W>", "one two  |"),
            ("one two  <Ctrl-W>", "one |"),
            ("one<Ctrl-W><Ctrl-W>", "|"),
            ("one two<Left><Ctrl-U>", "|o"),
            ("one two<Ctrl-A><Ctrl-Right><Ctrl-K>", "one |"),
            ("one two<Ctrl-Left>", "one |two"),
            // A mark that is typed in front of nothing joins what stands before it.
            ("ae<Left>\u{301}", "a\u{301}|e"),
        ] {
            assert_eq!(typed(&mut Prompt::default(), keys), expected, "{keys}");
        }
    }

    #[test]
    fn a_key_says_what_became_of_the_line() {
        let mut prompt = Prompt::default();
        for (keys, expected) in [
            ("Backspace", Edit::Left),
            ("a", Edit::Changed),
            ("Left", Edit::Kept),
            ("Backspace", Edit::Kept),
            ("Del", Edit::Changed),
            ("Enter", Edit::Entered),
            ("Esc", Edit::Left),
            ("Tab", Edit::Other),
            ("Ctrl-R", Edit::Other),
            ("Alt-x", Edit::Other),
        ] {
            assert_eq!(prompt.press(parse(keys).unwrap()[0]), expected, "{keys}");
        }
    }

    #[test]
    fn the_past_is_recalled_and_what_was_being_typed_comes_back() {
        let mut past = Past::default();
        for line in ["one", "two", "", "one", "three"] {
            past.add(line);
        }
        let mut prompt = Prompt::new(&past);
        for (keys, expected) in [
            ("dra<Left>", "dr|a"),
            ("<Up>", "three|"),
            ("<Up>", "one|"),
            ("<Up><Up>", "two|"),
            ("<Down>", "one|"),
            ("<Down><Down>", "dra|"),
            ("<Down>", "dra|"),
            // What is recalled can be edited; then it is what is being typed.
            ("<Up>!<Up><Down>", "three!|"),
        ] {
            assert_eq!(typed(&mut prompt, keys), expected, "{keys}");
        }
    }

    #[test]
    fn of_what_is_pasted_the_first_line_stays_and_nothing_that_steers() {
        let mut prompt = Prompt::default();
        assert_eq!(prompt.paste("\n \r\n a\tb\u{1b}[2J\u{202e}\u{7}\nsecond"), Edit::Changed);
        assert_eq!(prompt.text(), " a b[2J");
        assert_eq!(prompt.paste(&"日".repeat(5000)), Edit::Changed);
        assert!(prompt.text().len() <= LONGEST && prompt.text().len() > LONGEST - 3);
        assert_eq!(prompt.paste("日"), Edit::Kept);
    }
}
