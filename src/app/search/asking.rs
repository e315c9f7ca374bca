//! The line that is typed to look for it.
//!
//! While it is typed the page shows the first hit at or behind the place where that began; Esc goes back there as if
//! nothing had been, Enter stays, and the history knows of one jump.

use crate::document::outline::Direction;
use crate::document::search::{Pattern, PatternError, Syntax};
use crate::layout::Folds;
use crate::text::sanitize::Safe;

use crate::app::event::Effect;
use crate::app::history::Place;
use crate::app::key::{Code, Key};
use crate::app::prompt::{Edit, Prompt};
use crate::app::reader::following::Holds;
use crate::app::reader::{Arrival, Goal};
use crate::app::search::Search;
use crate::app::search::wish::Wish;
use crate::app::state::{App, Message, Mode};
use crate::app::update::act_anywhere;

/// A line that is typed to look for it.
pub struct Asking {
    prompt: Prompt,
    /// Where the reader was.
    began: Place,
    /// What was folded then, and how far code was panned.
    folds: Folds,
    pans: Vec<(u64, usize)>,
    /// What was to stay on the screen.
    holds: Holds,
    /// What the reader was waiting for.
    goal: Option<Goal>,
    /// The search that was on.
    before: Option<Box<Search>>,
    /// What is wrong with the line.
    wrong: Option<Safe>,
    /// What happened meanwhile: there is no room to say it beside the line.
    unsaid: Option<Message>,
}

impl Asking {
    /// The line.
    #[must_use]
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// What is wrong with it.
    #[must_use]
    pub fn wrong(&self) -> Option<&Safe> {
        self.wrong.as_ref()
    }

    /// The search that was on.
    pub(in crate::app) fn before(&self) -> Option<&Search> {
        self.before.as_deref()
    }

    /// The first hit at or behind the place where typing began.
    fn wish(&self) -> Wish {
        let from = self.began.anchor.offset;
        Wish { direction: Direction::Forward, from, count: 1, leaving: None, round: false }
    }

    /// Keeps what happened until there is room to say it.
    pub(in crate::app) fn put_off(&mut self, message: Option<Message>) {
        self.unsaid = message.or(self.unsaid.take());
    }

    /// Takes in where the bytes of the document stand now that it says something else.
    pub(in crate::app) fn move_places(&mut self, moved: &impl Fn(u64) -> u64) {
        let anchor = &mut self.began.anchor;
        let before = anchor.offset;
        anchor.offset = moved(before);
        // The words are shown again that were at the end, wherever that is now.
        if anchor.offset != before {
            self.holds = Holds::Words;
        }
        self.folds = self.folds.moved(moved);
        for (place, _) in &mut self.pans {
            *place = moved(*place);
        }
        if let Some(before) = self.before.as_mut().filter(|before| before.document() == self.began.document) {
            before.move_places(moved);
        }
    }
}

impl App {
    pub(in crate::app) fn open_search(&mut self) {
        if self.is_helping() {
            self.say("Search is for documents; the keys are few enough to be read.");
            return;
        }
        let began = self.here();
        self.keep_words(began);
        self.mode = Mode::Search(Box::new(Asking {
            prompt: Prompt::new(&self.searches.past),
            began,
            folds: self.reader().poured().folds.clone(),
            pans: self.reader().pans.clone(),
            holds: self.reader().holds,
            goal: self.reader().goal().cloned(),
            before: self.searches.search.take(),
            wrong: None,
            unsaid: None,
        }));
    }

    /// Takes a key while the line is typed.
    pub(in crate::app) fn type_in_search(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Search(asking) = &mut self.mode else { return Vec::new() };
        match asking.prompt.press(key) {
            Edit::Changed => self.look_for_typed(),
            Edit::Kept => Vec::new(),
            Edit::Entered => self.keep_search(),
            Edit::Left => self.leave_search(),
            // As in less, which has it for the opposite: there regular expressions are what is usual.
            Edit::Other if key.ctrl && key.code == Code::Char('r') => {
                self.searches.syntax = match self.searches.syntax {
                    Syntax::Words => Syntax::Regex,
                    Syntax::Regex => Syntax::Words,
                };
                self.look_for_typed()
            }
            Edit::Other => self.keymap.meaning(key).map(act_anywhere).unwrap_or_default(),
        }
    }

    /// Takes pasted text in while the line is typed.
    pub(in crate::app) fn paste_in_search(&mut self, text: &str) -> Vec<Effect> {
        let Mode::Search(asking) = &mut self.mode else { return Vec::new() };
        if asking.prompt.paste(text) == Edit::Changed { self.look_for_typed() } else { Vec::new() }
    }

    /// Looks for what is typed by now, in place of what was looked for before.
    fn look_for_typed(&mut self) -> Vec<Effect> {
        let syntax = self.searches.syntax;
        let Mode::Search(asking) = &mut self.mode else { return Vec::new() };
        match Pattern::new(asking.prompt.text(), syntax) {
            Ok(pattern) => {
                asking.wrong = None;
                let wish = asking.wish();
                self.seek(pattern, wish)
            }
            Err(PatternError::Empty) => {
                asking.wrong = None;
                self.return_to_beginning();
                self.end_search()
            }
            // What is being typed may become one with the next letter: the page stays.
            Err(error) => {
                asking.wrong = Some(Safe::new(&error.to_string()));
                self.end_search()
            }
        }
    }

    /// Shows the page where typing began, as it was then.
    pub(in crate::app) fn return_to_beginning(&mut self) {
        let Mode::Search(asking) = &self.mode else { return };
        let (began, folds, pans) = (asking.began, asking.folds.clone(), asking.pans.clone());
        let (holds, goal) = (asking.holds, asking.goal.clone());
        let reader = self.reader_mut();
        reader.pans = pans;
        if reader.poured().folds != folds {
            reader.set_folds(folds);
        }
        if let Holds::End(_) = holds {
            // It may have gone on meanwhile.
            reader.follow_end();
        } else {
            if reader.anchor() != began.anchor {
                reader.go(began.anchor);
            }
            reader.holds = holds;
        }
        reader.wait_for(goal);
    }

    /// What the reader was waiting for has come, or never will: there is nothing left to wait for behind the line. Who has
    /// arrived somewhere begins to type there.
    pub(in crate::app) fn arrive_while_typing(&mut self, arrival: Arrival) {
        let here = self.here();
        let reader = &self.readers[self.current.0];
        let Mode::Search(asking) = &mut self.mode else { return };
        asking.goal = None;
        if arrival != Arrival::There {
            return;
        }
        (asking.began, asking.holds) = (here, reader.holds);
        (asking.folds, asking.pans) = (reader.poured().folds.clone(), reader.pans.clone());
        if let Some(search) = self.searches.search.as_mut().filter(|search| search.wished().is_some()) {
            search.wish(asking.wish());
        }
        self.keep_words(here);
    }

    /// Stays where the search has led to.
    fn keep_search(&mut self) -> Vec<Effect> {
        let Mode::Search(asking) = &mut self.mode else { return Vec::new() };
        if asking.wrong.is_some() {
            return Vec::new();
        }
        let typed = asking.prompt.text().to_owned();
        let (began, before, wish) = (asking.began, asking.before.take(), asking.wish());
        self.close_search();
        if typed.trim().is_empty() {
            // As in vi: nothing typed is what was looked for last.
            let mut effects = self.put_back(before);
            effects.extend(self.next_hit(Direction::Forward, 1));
            return effects;
        }
        self.searches.past.add(&typed);
        let Some(search) = &mut self.searches.search else { return Vec::new() };
        if search.current().is_some() && search.wished().is_none() {
            self.leave_for_hit(began);
        } else {
            // It is met when it can be; that there is none is said then.
            let wish = search.give_up().unwrap_or(wish);
            search.wish(Wish { leaving: Some(began), ..wish });
        }
        Vec::new()
    }

    /// Closes the line, and says what happened while it was open.
    fn close_search(&mut self) {
        if let Mode::Search(asking) = std::mem::replace(&mut self.mode, Mode::Reading) {
            self.message = self.message.take().or(asking.unsaid);
        }
    }

    /// Where a text that was read anew has something that the one before had not, what is typed leads there.
    pub(in crate::app) fn wish_for_typed(&mut self) {
        let (Mode::Search(asking), Some(search)) = (&self.mode, &mut self.searches.search) else { return };
        if search.is_nowhere() && search.tally().total() > 0 {
            search.wish(asking.wish());
        }
    }

    /// Stays where the search has led to, or goes back if it has led nowhere.
    pub(in crate::app) fn settle_search(&mut self) -> Vec<Effect> {
        let Mode::Search(asking) = &self.mode else { return Vec::new() };
        let is_search = asking.wrong.is_none() && !asking.prompt.text().trim().is_empty();
        if is_search { self.keep_search() } else { self.leave_search() }
    }

    /// Goes back to where the search began.
    pub(in crate::app) fn leave_search(&mut self) -> Vec<Effect> {
        self.return_to_beginning();
        let effects = self.end_search();
        let Mode::Search(asking) = &mut self.mode else { return effects };
        let before = asking.before.take();
        self.close_search();
        let again = self.put_back(before);
        effects.into_iter().chain(again).collect()
    }
}
