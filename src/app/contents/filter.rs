//! The filter of the contents: a line is typed, and of the entries those are shown that have all of its words, with the
//! sections that they are part of.
//!
//! A key press looks at a bounded number of entries; where there are more, the program asks to be called
//! [again](crate::app::Event::Again), and keys that come meanwhile are taken first come, first served. A line that grows looks
//! only at what matched before.

use crate::app::contents::{ContentsView, Entries};
use crate::app::prompt::{Past, Prompt};

/// How many entries are looked at at once.
const SLICE: usize = 16_384;

/// A filter of the contents, and what it has found so far.
pub struct Filter {
    prompt: Prompt,
    /// The words that an entry needs, small; none of them is empty.
    words: Vec<String>,
    rows: Vec<Row>,
    /// The rows that match.
    matches: Vec<usize>,
    /// Entries that matched what was typed before, and are to be looked at first.
    again: std::vec::IntoIter<usize>,
    /// The first entry that has never been looked at for what was typed before.
    looked: usize,
    view: ContentsView,
    /// The entry that was chosen when it was opened.
    before: usize,
}

/// An entry that the filter shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its place in the contents.
    pub place: usize,
    /// Whether it has all the words, or is shown because something inside of it has.
    pub matches: bool,
}

impl Filter {
    /// A filter that nothing has been typed into yet. `chosen` is the entry that is chosen in the contents.
    #[must_use]
    pub fn new(chosen: usize) -> Self {
        Self {
            prompt: Prompt::new(&Past::default()),
            words: Vec::new(),
            rows: Vec::new(),
            matches: Vec::new(),
            again: Vec::new().into_iter(),
            looked: 0,
            view: ContentsView::default(),
            before: chosen,
        }
    }

    /// The line that is typed.
    #[must_use]
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    pub(in crate::app) fn prompt_mut(&mut self) -> &mut Prompt {
        &mut self.prompt
    }

    /// The entry that was chosen when the filter was opened.
    #[must_use]
    pub fn before(&self) -> usize {
        self.before
    }

    /// Whether there is anything to filter by.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.words.is_empty()
    }

    /// What is shown, in the order of the contents; nothing if there is nothing to filter by.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many entries match so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.matches.len()
    }

    /// Which rows are visible, and which one is chosen.
    #[must_use]
    pub fn view(&self) -> &ContentsView {
        &self.view
    }

    /// The entry that is chosen, by its place in the contents.
    #[must_use]
    pub fn chosen(&self) -> Option<usize> {
        self.rows.get(self.view.chosen()).filter(|row| row.matches).map(|row| row.place)
    }

    /// Moves the choice by so many entries that match, down if positive.
    pub fn step(&mut self, by: isize) {
        let now = self.matches.partition_point(|row| *row < self.view.chosen());
        let next = now.saturating_add_signed(by).min(self.matches.len().saturating_sub(1));
        if let Some(row) = self.matches.get(next) {
            self.view.choose(*row);
        }
    }

    /// Keeps the choice in view, and what it is part of as far as there is room.
    pub fn reveal_chosen(&mut self, rows: usize) {
        let chosen = self.view.chosen();
        let parents = self.rows[..chosen.min(self.rows.len())].iter().rev().take_while(|row| !row.matches).count();
        let row = self.view;
        self.view.choose(chosen - parents.min(rows.saturating_sub(1)));
        self.view.reveal_chosen(rows);
        self.view.choose(row.chosen());
        self.view.reveal_chosen(rows);
    }

    /// Takes a change of the line in: what is found from here on has the words that it has now.
    pub fn change(&mut self) {
        let words: Vec<String> = self.prompt.text().split_whitespace().map(str::to_lowercase).collect();
        if words == self.words {
            return;
        }
        // Whatever has the longer words has the shorter ones that they grew from.
        let grown = |old: &String| words.iter().any(|new| new.contains(old.as_str()));
        if !self.words.is_empty() && self.words.iter().all(grown) {
            let before = self.rows.drain(..).filter(|row| row.matches).map(|row| row.place);
            self.again = before.chain(self.again.by_ref()).collect::<Vec<_>>().into_iter();
        } else {
            self.again = Vec::new().into_iter();
            self.looked = 0;
        }
        self.rows.clear();
        self.matches.clear();
        self.words = words;
        self.view = ContentsView::default();
    }

    /// Looks at more of the entries. Returns whether there are some left to look at.
    pub fn go_on(&mut self, entries: Entries<'_>) -> bool {
        if self.words.is_empty() {
            return false;
        }
        for _ in 0..SLICE {
            let place = match self.again.next() {
                Some(place) => place,
                None if self.looked < entries.len() => {
                    self.looked += 1;
                    self.looked - 1
                }
                None => return false,
            };
            if entries.has(place, &self.words) {
                self.add(place, entries);
            }
        }
        !self.again.as_slice().is_empty() || self.looked < entries.len()
    }

    /// Whether all entries have been looked at.
    #[must_use]
    pub fn is_through(&self, entries: Entries<'_>) -> bool {
        self.again.as_slice().is_empty() && self.looked >= entries.len()
    }

    /// Adds an entry that matches behind the others, and in front of it those that it is part of and that are not there.
    fn add(&mut self, place: usize, entries: Entries<'_>) {
        // Sections lie inside of each other: what it is part of and stands before the last row is there.
        let shown = self.rows.last().map(|row| row.place);
        let first = self.rows.len();
        let mut around = entries.parent(place);
        while let Some(parent) = around.filter(|parent| shown.is_none_or(|shown| *parent > shown)) {
            self.rows.push(Row { place: parent, matches: false });
            around = entries.parent(parent);
        }
        self.rows[first..].reverse();
        if self.matches.is_empty() {
            self.view.choose(self.rows.len());
        }
        self.matches.push(self.rows.len());
        self.rows.push(Row { place, matches: true });
    }
}

/// Whether a title has all of these words, without regard to case. The words are small.
#[must_use]
pub fn has_words(title: &str, words: &[String]) -> bool {
    if title.is_ascii() {
        return words.iter().all(|word| has_ascii(title.as_bytes(), word.as_bytes()));
    }
    let small = title.to_lowercase();
    words.iter().all(|word| small.contains(word.as_str()))
}

/// The same for one word of which the first byte is looked for first; most titles are short and have nothing of it.
fn has_ascii(title: &[u8], word: &[u8]) -> bool {
    let Some((first, rest)) = word.split_first() else { return true };
    let mut left = title;
    while let Some(at) = left.iter().position(|byte| byte.to_ascii_lowercase() == *first) {
        left = &left[at + 1..];
        if left.get(..rest.len()).is_some_and(|next| next.eq_ignore_ascii_case(rest)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::app::key::{Code, Key};
    use crate::document::{Cutting, Document};

    fn open(text: &str) -> Document {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        document
    }

    fn type_in(filter: &mut Filter, text: &str) {
        for character in text.chars() {
            filter.prompt.press(Key { code: Code::Char(character), ctrl: false, alt: false });
            filter.change();
        }
    }

    /// The titles that are shown, those that don't match in brackets, the chosen one with a star.
    fn shown(filter: &Filter, document: &Document) -> Vec<String> {
        let entries = Entries::new(document.outline(), None);
        let rows = filter.rows().iter().enumerate();
        rows.map(|(place, row)| {
            let title = entries.text(row.place).unwrap_or_default();
            let star = if place == filter.view().chosen() { "*" } else { "" };
            if row.matches { format!("{star}{title}") } else { format!("({title})") }
        })
        .collect()
    }

    const BOOK: &str = "# Part one\n\n## Rust and water\n\n### Iron\n\n## Wood\n\n# Part two\n\n## Bread\n\n\
                        ### Rye bread\n\n#### Water for bread\n\n## Ähren\n";

    #[test]
    fn words_anywhere_in_any_order_with_what_is_around() {
        let document = open(BOOK);
        let entries = Entries::new(document.outline(), None);
        for (text, expected) in [
            (
                "water",
                &["(Part one)", "*Rust and water", "(Part two)", "(Bread)", "(Rye bread)", "Water for bread"][..],
            ),
            ("BREAD wa", &["(Part two)", "(Bread)", "(Rye bread)", "*Water for bread"]),
            ("bread", &["(Part two)", "*Bread", "Rye bread", "Water for bread"]),
            ("part", &["*Part one", "Part two"]),
            ("ähr", &["(Part two)", "*Ähren"]),
            ("iron two", &[]),
            ("  ", &[]),
        ] {
            let mut filter = Filter::new(0);
            type_in(&mut filter, text);
            while filter.go_on(entries) {}
            assert_eq!(shown(&filter, &document), expected, "{text}");
            assert_eq!(filter.is_open(), text != "  ");
        }
    }

    #[test]
    fn a_line_that_grows_or_shrinks_finds_what_one_typed_at_once_finds() {
        let text = (0..40_000).map(|number| format!("{} h{number}\n\n", "#".repeat(1 + number % 5)));
        let document = open(&text.collect::<String>());
        let entries = Entries::new(document.outline(), None);
        let mut grown = Filter::new(0);
        for (typed, rounds) in [("h", 1), ("h1", 0), ("h12", 2), ("h12 9", 9), ("h1", 1), ("h12 3", 9)] {
            grown.prompt = Prompt::default();
            grown.prompt.paste(typed);
            grown.change();
            for _ in 0..rounds {
                grown.go_on(entries);
            }
            if rounds == 9 {
                let mut fresh = Filter::new(0);
                type_in(&mut fresh, typed);
                while fresh.go_on(entries) {}
                assert!(grown.is_through(entries) && grown.count() > 10);
                assert_eq!(shown(&grown, &document), shown(&fresh, &document), "{typed}");
            }
        }
    }

    #[test]
    fn the_choice_moves_over_what_matches() {
        let document = open(BOOK);
        let mut filter = Filter::new(0);
        type_in(&mut filter, "wat");
        filter.go_on(Entries::new(document.outline(), None));
        for (by, rows, expected) in [(0, 10, (1, 0)), (1, 4, (7, 2)), (1, 2, (7, 4)), (-5, 2, (1, 0))] {
            filter.step(by);
            filter.reveal_chosen(rows);
            assert_eq!((filter.chosen(), filter.view().top()), (Some(expected.0), expected.1), "{by} {rows}");
        }
    }
}
