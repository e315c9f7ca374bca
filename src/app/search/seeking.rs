//! Searching: the line that is typed, going from hit to hit, and what the reader is told about it.
//!
//! While a line is typed the page shows the first hit at or behind the place where that began; Esc goes back there as if
//! nothing had been, Enter stays, and the history knows of one jump.

use std::sync::Arc;

use crate::document::Document;
use crate::document::outline::Direction;
use crate::document::search::{Found, Hit, Pattern, PatternError, Syntax};
use crate::layout::Folds;
use crate::text::read_at::ReadAt;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};

use crate::app::event::Effect;
use crate::app::history::Place;
use crate::app::key::{Code, Key};
use crate::app::prompt::{Edit, Past, Prompt};
use crate::app::reader::following::Holds;
use crate::app::search::hits::HitList;
use crate::app::search::{Met, Search, Wish};
use crate::app::state::{App, Mode};
use crate::app::update::act_anywhere;

/// The most hits that one key passes over.
const MOST_STEPS: usize = 100_000;
/// The most columns of what is looked for that are said.
const SAID: usize = 24;

/// What is remembered from search to search.
#[derive(Default)]
pub(in crate::app) struct Searches {
    /// The search that is on.
    pub(in crate::app) search: Option<Box<Search>>,
    /// What was looked for before.
    past: Past,
    /// How what is typed is read.
    syntax: Syntax,
    /// How many there were.
    count: u64,
}

impl Searches {
    /// A document is made of other bytes now, which begin with these: what was found stands where it stood.
    pub(in crate::app) fn go_on(&mut self, before: &Arc<dyn ReadAt>, document: &Document) {
        if let Some(search) = self.search.as_mut().filter(|search| Arc::ptr_eq(&search.quest().source, before)) {
            search.go_on_in(document);
        }
    }
}

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
    /// The search that was on.
    before: Option<Box<Search>>,
    /// What is wrong with the line.
    wrong: Option<Safe>,
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
}

impl App {
    /// The search that is on in the document that is read.
    #[must_use]
    pub fn search(&self) -> Option<&Search> {
        self.searches.search.as_deref().filter(|search| search.document() == self.current)
    }

    /// How what is typed is read.
    #[must_use]
    pub fn syntax(&self) -> Syntax {
        self.searches.syntax
    }

    // The line.

    pub(in crate::app) fn open_search(&mut self) {
        if self.is_helping() {
            self.say("Search is for documents; the keys are few enough to be read.");
            return;
        }
        let began = self.here();
        self.mode = Mode::Search(Box::new(Asking {
            prompt: Prompt::new(&self.searches.past),
            began,
            folds: self.reader().poured().folds.clone(),
            pans: self.reader().pans.clone(),
            holds: self.reader().holds,
            before: self.searches.search.take(),
            wrong: None,
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
                let from = asking.began.anchor.offset;
                self.seek(pattern, Wish { direction: Direction::Forward, from, count: 1, leaving: None, round: false })
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

    /// Begins a search in the document that is read.
    fn seek(&mut self, pattern: Pattern, wish: Wish) -> Vec<Effect> {
        self.searches.count += 1;
        let id = self.searches.count;
        let mut search = Search::new(id, self.current, self.reader().document(), pattern, wish.from);
        search.wish(wish);
        let effect = Effect::Search(Box::new(search.quest().clone()));
        self.searches.search = Some(Box::new(search));
        vec![effect]
    }

    /// Ends the search that is on. What was looked for is remembered.
    pub(in crate::app) fn end_search(&mut self) -> Vec<Effect> {
        self.searches.search.take().map(|_| Effect::EndSearch).into_iter().collect()
    }

    /// Shows the page where typing began, as it was then.
    fn return_to_beginning(&mut self) {
        let Mode::Search(asking) = &self.mode else { return };
        let (began, folds, pans) = (asking.began, asking.folds.clone(), asking.pans.clone());
        let holds = asking.holds;
        let reader = self.reader_mut();
        reader.pans = pans;
        if reader.poured().folds != folds {
            reader.set_folds(folds);
        }
        if let Holds::End(_) = holds {
            // It may have gone on meanwhile.
            reader.follow_end();
            return;
        }
        if reader.anchor() != began.anchor {
            reader.go(began.anchor);
        }
        reader.holds = holds;
    }

    /// Stays where the search has led to.
    fn keep_search(&mut self) -> Vec<Effect> {
        let Mode::Search(asking) = &mut self.mode else { return Vec::new() };
        if asking.wrong.is_some() {
            return Vec::new();
        }
        let typed = asking.prompt.text().to_owned();
        let (began, before) = (asking.began, asking.before.take());
        self.mode = Mode::Reading;
        if typed.trim().is_empty() {
            // As in vi: nothing typed is what was looked for last.
            self.searches.search = before;
            return self.next_hit(Direction::Forward, 1);
        }
        self.searches.past.add(&typed);
        let Some(search) = &mut self.searches.search else { return Vec::new() };
        if let Some(mut wish) = search.give_up() {
            wish.leaving = Some(began);
            search.wish(wish);
        } else if search.current().is_some() {
            self.leave_for_hit(began);
        } else {
            self.say_nothing_found();
        }
        Vec::new()
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
        let Mode::Search(asking) = std::mem::replace(&mut self.mode, Mode::Reading) else { return effects };
        match asking.before {
            Some(before) if before.tally().is_complete() => {
                self.searches.search = Some(before);
                effects
            }
            // It was looking still.
            Some(before) => self.seek_again(&before),
            None => effects,
        }
    }

    /// Looks through what has arrived of the document since; for the same once more if it has been read anew.
    pub(in crate::app) fn renew_search(&mut self) -> Vec<Effect> {
        let current = self.current;
        let Some(mut search) = self.searches.search.take_if(|search| search.document() == current) else {
            return Vec::new();
        };
        let document = self.readers[current.0].document();
        if search.is_in(document) {
            let quest = search.keep_up(self.searches.count + 1, document);
            self.searches.count += u64::from(quest.is_some());
            self.searches.search = Some(search);
            return quest.map(|quest| Effect::Search(Box::new(quest))).into_iter().collect();
        }
        let wished = search.wished().copied();
        let effects = self.seek_again(&search);
        if let Mode::Hits(list) = &mut self.mode {
            **list = HitList::new(None, self.readers[self.current.0].window().start);
        }
        if let (Some(search), Some(wish)) = (&mut self.searches.search, wished) {
            search.wish(wish);
        }
        effects
    }

    /// Looks for the same once more, without going anywhere.
    fn seek_again(&mut self, before: &Search) -> Vec<Effect> {
        let from = self.here().anchor.offset;
        let wish = Wish { direction: Direction::Forward, from, count: 1, leaving: None, round: false };
        let effects = self.seek(before.pattern().clone(), wish);
        if let Some(search) = &mut self.searches.search {
            search.give_up();
        }
        effects
    }

    // From hit to hit.

    /// Goes to the next hit, or so many further, from the current one if it is on the page, else from the top of it.
    pub(in crate::app) fn next_hit(&mut self, direction: Direction, times: usize) -> Vec<Effect> {
        if self.is_helping() {
            return Vec::new();
        }
        let here = self.here();
        let current = self.search().and_then(Search::current).filter(|hit| self.reader().shows_hit(*hit));
        let from = match (current, direction) {
            (Some(hit), Direction::Forward) => hit.start.saturating_add(1),
            (Some(hit), Direction::Back) => hit.start,
            (None, _) => self.reader().window().start,
        };
        // A way from hit to hit is one jump.
        let goes_on = current.is_some() && self.search().is_some_and(Search::has_left);
        let leaving = (!goes_on).then_some(here);
        let wish = Wish { direction, from, count: times.min(MOST_STEPS), leaving, round: false };
        let document = self.readers[self.current.0].document();
        match &mut self.searches.search {
            Some(search) if search.document() == self.current && search.is_in(document) => {
                search.wish(wish);
                Vec::new()
            }
            Some(search) => {
                let pattern = search.pattern().clone();
                self.seek(pattern, wish)
            }
            None => match self.searches.past.last().map(|last| Pattern::new(last, self.searches.syntax)) {
                Some(Ok(pattern)) => self.seek(pattern, wish),
                Some(Err(error)) => {
                    self.say(&format!("This can't be looked for: {error}."));
                    Vec::new()
                }
                None => {
                    self.say("Nothing has been looked for yet; / does.");
                    Vec::new()
                }
            },
        }
    }

    /// Sees to it that something is looked for in the document as it is now: what was looked for last. Returns whether
    /// something is.
    pub(in crate::app) fn search_on(&mut self) -> (Vec<Effect>, bool) {
        let document = self.readers[self.current.0].document();
        let search = self.searches.search.as_ref();
        if search.is_some_and(|search| search.document() == self.current && search.is_in(document)) {
            return (Vec::new(), true);
        }
        let effects = self.next_hit(Direction::Forward, 1);
        self.give_up_wish();
        let is_on = !effects.is_empty();
        (effects, is_on)
    }

    /// Goes to a hit that was chosen.
    pub(in crate::app) fn jump_to_hit(&mut self, hit: Hit) {
        let here = self.here();
        let Some(search) = &mut self.searches.search else { return };
        search.go_to(hit);
        self.readers[self.current.0].show_hit(hit, search);
        self.leave_for_hit(here);
    }

    /// Remembers a place that was left for a hit, if the page shows another one now.
    fn leave_for_hit(&mut self, place: Place) {
        if self.here() == place {
            return;
        }
        self.leave(place);
        if let Some(search) = &mut self.searches.search {
            search.take_leave();
        }
    }

    /// Takes in what was found.
    pub(in crate::app) fn found(&mut self, id: u64, found: Vec<Found>) {
        let Some(search) = &mut self.searches.search else { return };
        if search.quest().id == id {
            search.learn(found);
            self.revision += u64::from(search.document() == self.current);
        }
    }

    /// Goes to the hit that is wished for, if it is known by now.
    pub(in crate::app) fn meet_wish(&mut self) -> Option<Effect> {
        let search = self.searches.search.as_mut().filter(|search| search.document() == self.current)?;
        // Then nothing is shown of it, and the reader may have moved on.
        let awaited_more = search.awaits_more();
        match search.meet() {
            Met::Waiting => None,
            Met::Lost(part) => {
                let document = self.readers[self.current.0].document();
                Some(Effect::SearchPart(Box::new(search.quest_for(part.clone(), document)), part))
            }
            Met::Hit(hit, wish) => {
                self.go_to_hit(hit, wish);
                None
            }
            Met::NotYet => {
                self.return_to_beginning();
                self.revision += 1;
                None
            }
            Met::Nowhere(_) => {
                match self.mode {
                    Mode::Search(_) if awaited_more => {}
                    Mode::Search(_) => self.return_to_beginning(),
                    _ => self.say_nothing_found(),
                }
                self.revision += 1;
                None
            }
        }
    }

    fn go_to_hit(&mut self, hit: Hit, wish: Wish) {
        let here = self.here();
        self.revision += 1;
        // As if it had been typed at once.
        self.return_to_beginning();
        let Some(search) = &mut self.searches.search else { return };
        self.readers[self.current.0].show_hit(hit, search);
        if let Some(leaving) = wish.leaving
            && self.here() != here
        {
            self.leave_for_hit(leaving);
        }
        if wish.round && !matches!(self.mode, Mode::Search(_)) {
            let counted = self.search().map(Search::counted).unwrap_or_default();
            self.say(&match wish.direction {
                Direction::Forward => format!("From the beginning again: {counted}."),
                Direction::Back => format!("From the end again: {counted}."),
            });
        }
    }

    /// Gives up looking for a hit. Returns whether the reader wanted one.
    pub(in crate::app) fn give_up_wish(&mut self) -> bool {
        self.searches.search.as_mut().and_then(|search| search.give_up()).is_some()
    }

    fn say_nothing_found(&mut self) {
        let what = self.looked_for();
        self.say(&format!("Nothing here reads {what}."));
    }

    /// What is looked for, as it is said.
    #[must_use]
    pub fn looked_for(&self) -> String {
        let Some(search) = self.search() else { return String::new() };
        let text = shorten(&Safe::new(search.pattern().text()), SAID, End::Right);
        match search.pattern().syntax() {
            Syntax::Words => format!("“{text}”"),
            Syntax::Regex => format!("/{text}/"),
        }
    }
}
