//! Searching: keeping up with the document, going from hit to hit, and what the reader is told about it. The line that is
//! typed is in `asking`.

use std::sync::Arc;

use crate::document::outline::Direction;
use crate::document::search::{Found, Hit, Pattern, Syntax};
use crate::document::{Document, Landmark};
use crate::text::read_at::ReadAt;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};

use crate::app::event::{DocumentId, Effect};
use crate::app::history::Place;
use crate::app::prompt::Past;
use crate::app::search::Search;
use crate::app::search::wish::{Met, Wish};
use crate::app::state::{App, Mode};

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
    pub(in crate::app) past: Past,
    /// How what is typed is read.
    pub(in crate::app) syntax: Syntax,
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

    /// Begins a search in the document that is read.
    pub(in crate::app) fn seek(&mut self, pattern: Pattern, wish: Wish) -> Vec<Effect> {
        let id = self.searches.count + 1;
        let mut search = Search::new(id, self.current, self.reader().document(), pattern, wish.from);
        search.wish(wish);
        self.begin_search(search)
    }

    fn begin_search(&mut self, search: Search) -> Vec<Effect> {
        self.searches.count += 1;
        let effect = Effect::Search(Box::new(search.quest().clone()));
        self.searches.search = Some(Box::new(search));
        vec![effect]
    }

    /// Ends the search that is on. What was looked for is remembered.
    pub(in crate::app) fn end_search(&mut self) -> Vec<Effect> {
        self.searches.search.take().map(|_| Effect::EndSearch).into_iter().collect()
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
            **list = list.renewed(self.readers[current.0].window().start);
        }
        if let (Some(search), Some(wish)) = (&mut self.searches.search, wished) {
            search.wish(wish);
        }
        effects
    }

    /// Looks for the same once more, without going anywhere.
    fn seek_again(&mut self, before: &Search) -> Vec<Effect> {
        let from = self.here().anchor.offset;
        let renewed = before.renewed(self.searches.count + 1, self.reader().document(), from);
        self.begin_search(renewed)
    }

    /// Puts a search back that was on, and has it go on if it was looking still.
    pub(in crate::app) fn put_back(&mut self, search: Option<Box<Search>>) -> Vec<Effect> {
        match search {
            Some(search) if search.document() == self.current && !search.tally().is_complete() => {
                self.seek_again(&search)
            }
            search => {
                self.searches.search = search;
                Vec::new()
            }
        }
    }

    /// What stands where a search has led to in a document, to be found again in another version of it.
    pub(in crate::app) fn landmarks_of_hits(&self, id: DocumentId) -> Vec<Landmark> {
        let search = self.searches.search.as_ref().filter(|search| search.document() == id);
        let (before, chosen) = match &self.mode {
            Mode::Search(asking) => (asking.before().filter(|search| search.document() == id), None),
            Mode::Hits(list) if id == self.current => (None, list.landmark()),
            _ => (None, None),
        };
        let current = search.map(|search| &**search).into_iter().chain(before).filter_map(Search::landmark);
        current.chain(chosen).cloned().collect()
    }

    /// Takes in where the bytes of a document stand now that it says something else.
    pub(in crate::app) fn move_hits(&mut self, id: DocumentId, moved: &impl Fn(u64) -> u64) {
        if let Some(search) = self.searches.search.as_mut().filter(|search| search.document() == id) {
            search.move_places(moved);
        }
        match &mut self.mode {
            Mode::Search(asking) if id == self.current => asking.move_places(moved),
            Mode::Hits(list) if id == self.current => list.move_places(moved),
            _ => {}
        }
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
    pub(in crate::app) fn leave_for_hit(&mut self, place: Place) {
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
        self.searches.search.as_mut().filter(|search| search.document() == self.current)?.meet_again();
        self.wish_for_typed();
        let search = self.searches.search.as_mut()?;
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
