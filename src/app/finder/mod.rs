//! The finder: a list over the page that a typed line narrows. What is listed is a [`Listed`]; the finder has the line,
//! the choice, and the rows that are visible, and makes no others, so that it opens at once however many there are.
//!
//! ```text
//!    Using Code Examples                                 Preface
//! ▸  O'Reilly Safari                                     Preface
//!  ! a link that leads nowhere                     #no-such-place
//!  go to: saf█                                    1 of 3 sections
//! ```
//!
//! Letters are typed into the line; `↑` `↓` `Tab` `Shift-Tab` `PgUp` `PgDn`, and `Home` and `End` while the line is empty,
//! move the choice; `Enter` goes to it, `Esc` leaves with the page as it was. The mouse does the same: the wheel moves the
//! choice, a click on a row goes there, a click beside the list leaves.
//!
//! A list may do things of its own with what is chosen, each on a key ([`Deed`]): delete it, open it outside. In such a list
//! the keys are the rows' at first ([`Focus::Rows`]), so that the key of a deed does it. Any other letter is typed, and `/`
//! begins to type without being typed; from then on all letters are the line's ([`Focus::Line`]), until a key that moves
//! the choice gives them back to the rows. What works now stands in the status line. A list without deeds never leaves the
//! line: there is nothing that a letter could be mistaken for.
//!
//! What is looked at in one go is bounded by the list ([`Listed::go_on`]). What comes in later is put where it belongs; the
//! order of what is there never changes, and what the reader has chosen stays chosen and in its row of the screen.

pub mod gathered;
pub(super) mod gathering;

pub mod fuzzy;
pub mod go_to;
pub mod links;
pub mod list;
pub mod marks;
pub mod places;
pub mod ranked;
pub mod recent;

mod fit;
mod keys;

use crate::text::sanitize::Safe;

use super::event::Effect;
use super::key::{Code, Key};
use super::keymap::parse;
use super::prompt::{Edit, Past, Prompt};
use super::status::{Aside, Typed};
use fit::fit;
use list::{Around, Deed, Listed, Progress, Row};

/// How many columns stand in front of the text of a row: for ▸, the mark, and space.
pub const INDENT: u16 = 3;
/// A list over the page, and the line that narrows it.
pub struct Finder {
    list: Box<dyn Listed>,
    prompt: Prompt,
    focus: Focus,
    chosen: usize,
    choice: Choice,
    /// The place on top, once the rows have been made.
    top: Option<usize>,
    rows: Vec<Row>,
    progress: Progress,
}

/// What the letters are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The line: they are typed.
    Line,
    /// The chosen row: they do something with it.
    Rows,
}

/// Whose the choice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// The list's: what it thinks best.
    Lists,
    /// The reader's, who has moved it: it stays where it is whatever comes in.
    Readers,
}

impl Finder {
    /// A finder into which nothing has been typed.
    #[must_use]
    pub fn new(mut list: Box<dyn Listed>, around: &Around<'_>) -> Self {
        list.narrow("", around);
        let focus = if list.deeds().is_empty() { Focus::Line } else { Focus::Rows };
        Self {
            chosen: list.begin(around),
            list,
            prompt: Prompt::new(&Past::default()),
            focus,
            choice: Choice::Lists,
            top: None,
            rows: Vec::new(),
            progress: Progress::More,
        }
    }

    /// What the letters are for.
    #[must_use]
    pub fn focus(&self) -> Focus {
        self.focus
    }

    /// The rows that are visible, from top to bottom, made to fit.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Which of the visible rows is chosen.
    #[must_use]
    pub fn chosen_row(&self) -> Option<usize> {
        self.chosen.checked_sub(self.top?).filter(|row| *row < self.rows.len())
    }

    /// What can be done with what is chosen besides going there.
    #[must_use]
    pub fn deeds(&self) -> &'static [Deed] {
        self.list.deeds()
    }

    /// What is said where there is no row.
    #[must_use]
    pub fn nothing(&self) -> &'static str {
        match self.progress {
            Progress::More => "…",
            Progress::Through => self.list.nothing(),
        }
    }

    /// The line as the status line shows it; `message` is what went wrong last.
    pub(super) fn typed(&self, message: Option<&Safe>, around: &Around<'_>) -> Typed {
        let aside = match message {
            Some(message) => Aside::Wrong(message.clone()),
            None => Aside::Said(Safe::new(&self.list.said(around))),
        };
        Typed::new(self.list.sign(), &self.prompt, aside)
    }

    /// Moves the choice by so many rows, down if positive; at an end it stays.
    fn step(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.list.count().saturating_sub(1));
        self.choice = Choice::Readers;
        self.focus = if self.list.deeds().is_empty() { Focus::Line } else { Focus::Rows };
    }

    /// By how many rows a key moves the choice.
    fn steps(&self, key: Key, page: isize) -> Option<isize> {
        let at_ends = self.prompt.text().is_empty() || self.focus == Focus::Rows;
        match (key.ctrl, key.alt, key.code) {
            (false, false, Code::Up | Code::BackTab) | (true, false, Code::Char('p')) => Some(-1),
            (false, false, Code::Down | Code::Tab) | (true, false, Code::Char('n')) => Some(1),
            (false, false, Code::PageUp) => Some(-page),
            (false, false, Code::PageDown) => Some(page),
            (false, false, Code::Home) if at_ends => Some(isize::MIN + 1),
            (false, false, Code::End) if at_ends => Some(isize::MAX),
            _ => None,
        }
    }

    /// What a key does with the chosen row, while the keys are the rows'.
    fn deed(&self, key: Key) -> Option<Deed> {
        let is_key = |deed: &&Deed| deed.keys.split(' ').any(|name| parse(name).as_deref() == Some(&[key]));
        self.list.deeds().iter().find(is_key).copied().filter(|_| self.focus == Focus::Rows)
    }

    /// Takes a key into the line.
    fn type_in(&mut self, key: Key, around: &Around<'_>) -> Edit {
        let slash = Key { code: Code::Char('/'), ctrl: false, alt: false };
        if self.focus == Focus::Rows && key == slash {
            self.focus = Focus::Line;
            return Edit::Kept;
        }
        let edit = self.prompt.press(key);
        if edit == Edit::Changed {
            self.focus = Focus::Line;
            self.narrow(around);
        }
        edit
    }

    fn paste(&mut self, text: &str, around: &Around<'_>) {
        if self.prompt.paste(text) == Edit::Changed {
            self.focus = Focus::Line;
            self.narrow(around);
        }
    }

    /// Begins anew: the line is another one.
    fn narrow(&mut self, around: &Around<'_>) {
        self.list.narrow(self.prompt.text(), around);
        self.chosen = self.list.begin(around);
        self.choice = Choice::Lists;
        self.top = None;
        self.progress = Progress::More;
    }

    /// Begins anew: what is listed is not what it was. The choice stays in its place as far as there is one.
    fn renew(&mut self, around: &Around<'_>) {
        let (chosen, top) = (self.chosen, self.top);
        self.narrow(around);
        self.go_on(around);
        (self.chosen, self.top, self.choice) = (chosen, top, Choice::Readers);
    }

    /// Looks at more of what there is. Returns whether anything on the screen may have changed.
    pub(super) fn go_on(&mut self, around: &Around<'_>) -> bool {
        let before = (self.list.count(), self.progress);
        let mut kept = self.chosen;
        self.progress = self.list.go_on(around, &mut kept);
        let before_it = self.chosen;
        self.chosen = match self.choice {
            Choice::Readers => kept,
            Choice::Lists => self.list.begin(around),
        };
        // What came in above it moves it, and the screen with it.
        self.top = self.top.map(|top| (top + self.chosen).saturating_sub(before_it));
        before != (self.list.count(), self.progress)
    }

    /// What has to be found out for the rows that are visible.
    pub(super) fn ask(&mut self, around: &Around<'_>) -> Option<Effect> {
        let top = self.top?;
        self.list.ask(top..top + self.rows.len(), around)
    }

    /// Whether there is more to look at.
    pub(super) fn progress(&self) -> Progress {
        self.progress
    }

    /// Makes the rows that are visible, of which there are `height`, `columns` wide.
    pub(super) fn settle(&mut self, around: &Around<'_>, (columns, height): (usize, usize)) {
        let count = self.list.count();
        if count == 0 {
            // Where the list will open, and what is chosen then, is not changed by there being nothing yet.
            self.top = None;
            self.rows.clear();
            return;
        }
        self.chosen = self.chosen.min(count - 1);
        let lowest = (self.chosen + 1).saturating_sub(height);
        // Where it opens in the middle, more of what is below is seen than of what is above.
        let top = self.top.unwrap_or_else(|| self.chosen.saturating_sub(height / 3));
        let top = top.min(count.saturating_sub(height)).clamp(lowest, self.chosen);
        self.top = Some(top);
        let room = columns.saturating_sub(INDENT.into());
        let places = top..count.min(top + height);
        self.rows = places.map(|place| fit(self.list.row(place, around), room)).collect();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::list::{After, Mark};
    use super::*;
    use crate::app::App;
    use crate::app::event::{Effect, Event, Loaded};
    use crate::app::settings::Settings;
    use crate::app::state::Mode;
    use crate::library::Origin;

    /// Words of which one can be taken away, or opened.
    struct Words(Vec<&'static str>, String);

    impl Words {
        fn left(&self) -> impl Iterator<Item = &'static str> {
            self.0.iter().copied().filter(|word| word.contains(&self.1))
        }
    }

    impl Listed for Words {
        fn sign(&self) -> &'static str {
            "word: "
        }

        fn deeds(&self) -> &'static [Deed] {
            &[Deed { keys: "d Del", does: "deletes" }, Deed { keys: "x", does: "opens" }]
        }

        fn narrow(&mut self, typed: &str, _around: &Around<'_>) {
            typed.clone_into(&mut self.1);
        }

        fn go_on(&mut self, _around: &Around<'_>, _kept: &mut usize) -> Progress {
            Progress::Through
        }

        fn count(&self) -> usize {
            self.left().count()
        }

        fn row(&self, place: usize, _around: &Around<'_>) -> Row {
            let text = Safe::new(self.left().nth(place).unwrap_or_default());
            Row { text, found: Vec::new(), aside: Safe::empty(), mark: Mark::Nothing }
        }

        fn said(&self, _around: &Around<'_>) -> String {
            String::new()
        }

        fn nothing(&self) -> &'static str {
            "There is no such word."
        }

        fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect> {
            app.say(self.left().nth(place).unwrap_or_default());
            Vec::new()
        }

        fn act(&mut self, deed: &Deed, place: usize, app: &mut App) -> (After, Vec<Effect>) {
            let word = self.left().nth(place).unwrap_or_default();
            if deed.keys == "x" {
                app.say("opened");
                return (After::Leave, vec![Effect::OpenOutside(word.to_owned())]);
            }
            self.0.retain(|other| *other != word);
            (After::Stay, Vec::new())
        }
    }

    /// The words that are left, the chosen one with a star; what is typed, with a cursor if letters go there; else what was
    /// said when it closed.
    fn words(keys: &str) -> String {
        let source = Arc::new(b"text".to_vec());
        let first = Loaded { source, origin: Origin::Bundled, reached: None, note: None };
        let (mut app, _) = App::open(first, Vec::<std::path::PathBuf>::new(), Settings::default(), (60, 20));
        app.find_in(Box::new(Words(vec!["axe", "bow", "dagger", "sword"], String::new())));
        app.settle();
        for name in keys.split(' ').filter(|name| !name.is_empty()) {
            app.update(Event::Key(parse(name).unwrap()[0]));
        }
        let Mode::Find(finder) = app.mode() else {
            return app.message().map_or("closed".to_owned(), |message| message.text.to_string());
        };
        let row = |(place, row): (usize, &Row)| {
            let star = if Some(place) == finder.chosen_row() { "*" } else { "" };
            format!("{star}{}", row.text)
        };
        let cursor = if finder.focus() == Focus::Line { "|" } else { "" };
        let rows: Vec<String> = finder.rows().iter().enumerate().map(row).collect();
        format!("{} <{}{cursor}>", rows.join(" "), finder.prompt.text())
    }

    #[test]
    fn letters_of_a_list_act_until_something_is_typed() {
        for (keys, expected) in [
            ("", "*axe bow dagger sword <>"),
            ("Down d", "axe *dagger sword <>"),
            ("Down Del Del", "axe *sword <>"),
            ("End d", "axe bow *dagger <>"),
            ("d d d d", " <>"),
            ("d d d d d x", " <>"),
            ("x", "opened"),
            // Any other letter is typed, and from then on these are, too.
            ("w", "*bow sword <w|>"),
            ("w o", "*sword <wo|>"),
            ("r d", "*sword <rd|>"),
            ("/", "*axe bow dagger sword <|>"),
            ("/ d", "*dagger sword <d|>"),
            ("/ /", " </|>"),
            ("w Del", "*bow sword <w|>"),
            // Moving the choice gives them back.
            ("/ d Down", "dagger *sword <d>"),
            ("/ d Down d", "*dagger <d>"),
            ("/ d Tab Backspace", "*axe bow dagger sword <|>"),
            ("w Tab Home d", "*sword <w>"),
            ("Esc", "closed"),
            ("Backspace", "closed"),
            ("Down Enter", "bow"),
            ("/ z Enter", " <z|>"),
        ] {
            assert_eq!(words(keys), expected, "{keys}");
        }
    }
}
