//! Hints: letters over everything on the page that can be followed; typing them follows it.
//!
//! ```text
//!  f sees the [a]uth page, [s] the notes³, or [d] Details
//! ```
//!
//! What is typed is a label as long as a label begins with it. What can be none is text of a link, and narrows: a letter
//! that no label has, an upper case one, whatever stands behind `/`. So no key waits for another to be told apart, and
//! every text can be typed. Enter follows the one that is left; of several it takes those, and letters are labels again.

mod labels;
mod spots;

use std::collections::BTreeMap;

use crate::text::sanitize::Safe;

use self::labels::{labels, place};
use self::spots::{Leads, Spot, spots};
use super::event::Effect;
use super::key::{Code, Key};
use super::prompt::{Edit, Past, Prompt};
use super::state::{App, Mode};
use super::status::{Aside, Typed};
use super::update::act_anywhere;

/// The letters over a page.
pub struct Hints {
    /// What they lie over: a page, of the document or of something else.
    beneath: Mode,
    /// What can be followed there.
    spots: Vec<Spot>,
    /// The columns of the page.
    room: usize,
    /// What has been dealt, from top to bottom and from left to right.
    dealt: Vec<Label>,
    /// How many are left of all that can be followed.
    left: usize,
    /// What has been typed of a label.
    typed: String,
    /// What is typed of the text of links.
    text: Prompt,
    typing: Typing,
}

/// What the letters that are typed are part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Typing {
    Label,
    Text,
}

/// The letters for something on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What is to be typed: one letter, two, or on very full pages three.
    pub letters: Safe,
    /// Its row, counted from the top of the page.
    pub row: usize,
    /// Its first column, counted from the left of the page.
    pub column: usize,
    spot: usize,
}

impl Hints {
    fn new(beneath: Mode, spots: Vec<Spot>, room: usize) -> Self {
        let mut hints = Self {
            beneath,
            spots,
            room,
            dealt: Vec::new(),
            left: 0,
            typed: String::new(),
            text: Prompt::new(&Past::default()),
            typing: Typing::Label,
        };
        hints.deal();
        hints
    }

    /// What they lie over.
    #[must_use]
    pub fn beneath(&self) -> &Mode {
        &self.beneath
    }

    /// The same, to be changed.
    pub(super) fn beneath_mut(&mut self) -> &mut Mode {
        &mut self.beneath
    }

    /// The labels that what has been typed may become.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.dealt.iter().filter(|label| label.letters.starts_with(&self.typed))
    }

    /// How many letters of a label have been typed.
    #[must_use]
    pub fn typed(&self) -> usize {
        self.typed.len()
    }

    /// Whether text of links is being typed.
    #[must_use]
    pub fn is_narrowing(&self) -> bool {
        self.typing == Typing::Text
    }

    /// Whether there is one left that Enter follows.
    #[must_use]
    pub fn has_one(&self) -> bool {
        self.left == 1
    }

    /// The line that is typed, and what is said beside it.
    pub(super) fn line(&self) -> Typed {
        let narrowed = !self.text.text().is_empty();
        let letters = self.labels().count();
        let aside = match self.left {
            0 if narrowed => Aside::Wrong(Safe::new("nothing here says that")),
            0 => Aside::Said(Safe::new("nothing here")),
            left if !self.typed.is_empty() => Aside::Said(Safe::new(&format!("{letters} of {left}"))),
            // A page may be so full that not all labels have room.
            left if letters < left => Aside::Said(Safe::new(&format!("{left}, letters for {letters}"))),
            left if narrowed => Aside::Said(Safe::new(&format!("{left} of {}", self.spots.len()))),
            left => Aside::Said(Safe::new(&format!("{left} to follow"))),
        };
        match self.typing {
            Typing::Text => Typed::new("f /", &self.text, aside),
            Typing::Label if narrowed => {
                let sign = Safe::new(&format!("f /{} ", self.text.text()));
                Typed { sign, before: Safe::new(&self.typed), behind: Safe::empty(), aside }
            }
            Typing::Label => {
                Typed { sign: Safe::new("f "), before: Safe::new(&self.typed), behind: Safe::empty(), aside }
            }
        }
    }

    /// Deals labels to what the text leaves.
    fn deal(&mut self) {
        self.typed.clear();
        let wanted = self.text.text().to_lowercase();
        let says = |spot: &Spot| wanted.split_whitespace().all(|word| spot.text.contains(word));
        let left: Vec<usize> = (0..self.spots.len()).filter(|place| says(&self.spots[*place])).collect();
        self.left = left.len();
        let mut rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let longest = labels(left.len()).last().map_or(1, String::len);
        for place in left {
            let row = rows.entry(self.spots[place].row).or_default();
            // Those that are too many for a row get theirs when others are gone.
            if (row.len() + 1) * longest <= self.room {
                row.push(place);
            }
        }
        let mut letters = labels(rows.values().map(Vec::len).sum()).into_iter();
        self.dealt.clear();
        for (row, spots) in rows {
            let dealt: Vec<(usize, String)> = spots.into_iter().zip(letters.by_ref()).collect();
            let wanted: Vec<_> = dealt.iter().map(|(spot, label)| (self.spots[*spot].column, label.len())).collect();
            let columns = place(&wanted, self.room);
            self.dealt.extend(dealt.into_iter().zip(columns).map(|((spot, label), column)| Label {
                letters: Safe::new(&label),
                row,
                column,
                spot,
            }));
        }
    }

    /// Takes in what can be followed by now; if that is something else, what was typed of a label is forgotten.
    fn renew(&mut self, spots: Vec<Spot>, room: usize) {
        if self.spots != spots || self.room != room {
            (self.spots, self.room) = (spots, room);
            self.deal();
        }
    }

    /// Takes a letter as one of a label. Returns what has that label, if it is whole.
    fn type_label(&mut self, letter: char) -> Option<Leads> {
        self.typed.push(letter);
        if self.labels().next().is_none() {
            // It begins no label: it is text.
            let typed = std::mem::take(&mut self.typed);
            self.typing = Typing::Text;
            self.text.paste(&typed);
            self.deal();
            return None;
        }
        let label = self.dealt.iter().find(|label| *label.letters == *self.typed)?;
        Some(self.spots[label.spot].leads.clone())
    }

    /// Takes Enter: what is left alone is followed, several get letters.
    fn enter(&mut self) -> Option<Leads> {
        let mut labels = self.labels();
        let first = labels.next()?;
        if labels.next().is_none() {
            return Some(self.spots[first.spot].leads.clone());
        }
        drop(labels);
        self.typing = Typing::Label;
        None
    }

    /// Takes back what was typed last. Returns whether there was anything.
    fn take_back(&mut self) -> bool {
        if self.typed.pop().is_some() {
            return true;
        }
        // From the letters of some back to the text that left them.
        let narrowed = !self.text.text().is_empty();
        if narrowed {
            self.typing = Typing::Text;
        }
        narrowed
    }
}

impl App {
    /// Lays letters over everything on the page that can be followed.
    pub(super) fn open_hints(&mut self) {
        if matches!(self.mode, Mode::Contents) {
            self.mode = Mode::Reading;
            self.settle();
        }
        let spots = spots(self.shown());
        if spots.is_empty() {
            self.say("There is nothing to follow on this page.");
            return;
        }
        let room = self.shown().poured().columns;
        let beneath = std::mem::replace(&mut self.mode, Mode::Reading);
        self.mode = Mode::Hints(Box::new(Hints::new(beneath, spots, room)));
    }

    /// Takes the letters away. Returns whether there were any.
    pub(super) fn leave_hints(&mut self) -> bool {
        match std::mem::replace(&mut self.mode, Mode::Reading) {
            Mode::Hints(hints) => {
                self.mode = hints.beneath;
                true
            }
            mode => {
                self.mode = mode;
                false
            }
        }
    }

    /// Takes a key while letters lie over the page.
    pub(super) fn type_in_hints(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Hints(hints) = &mut self.mode else { return Vec::new() };
        let followed = match (key, hints.typing) {
            (Key { code: Code::Esc, .. }, _) => {
                self.leave_hints();
                return Vec::new();
            }
            (Key { code: Code::Enter, .. }, _) => hints.enter(),
            (Key { code: Code::Backspace, ctrl: false, alt: false }, Typing::Label) => {
                if !hints.take_back() {
                    self.leave_hints();
                }
                return Vec::new();
            }
            (Key { code: Code::Char('/'), ctrl: false, alt: false }, Typing::Label) => {
                hints.typed.clear();
                hints.typing = Typing::Text;
                None
            }
            (Key { code: Code::Char(letter), ctrl: false, alt: false }, Typing::Label) => hints.type_label(letter),
            (_, typing) => return self.type_beside_labels(key, typing),
        };
        followed.map(|leads| self.follow_hint(leads)).unwrap_or_default()
    }

    /// Takes a key that is no letter of a label: it scrolls the page, or it edits the text.
    fn type_beside_labels(&mut self, key: Key, typing: Typing) -> Vec<Effect> {
        let page = self.shown().height().saturating_sub(2).max(1);
        match key.code {
            Code::Down => self.scroll_down(1),
            Code::Up => self.scroll_up(1),
            Code::PageDown => self.half_page_down(page),
            Code::PageUp => self.page_up(page),
            _ if typing == Typing::Text => return self.type_text_of_links(key),
            _ => return self.keymap.meaning(key).map(act_anywhere).unwrap_or_default(),
        }
        Vec::new()
    }

    fn type_text_of_links(&mut self, key: Key) -> Vec<Effect> {
        let Mode::Hints(hints) = &mut self.mode else { return Vec::new() };
        match hints.text.press(key) {
            Edit::Changed => hints.deal(),
            Edit::Left => hints.typing = Typing::Label,
            Edit::Kept | Edit::Entered => {}
            Edit::Other => return self.keymap.meaning(key).map(act_anywhere).unwrap_or_default(),
        }
        Vec::new()
    }

    /// Takes pasted text as text of links.
    pub(super) fn paste_in_hints(&mut self, text: &str) {
        let Mode::Hints(hints) = &mut self.mode else { return };
        if hints.text.paste(text) == Edit::Changed {
            hints.typing = Typing::Text;
            hints.deal();
        }
    }

    /// Does what Enter on a link does, or the key for what can be folded.
    fn follow_hint(&mut self, leads: Leads) -> Vec<Effect> {
        self.leave_hints();
        match leads {
            Leads::Link(link) => {
                self.shown_mut().set_focus(link.offset);
                self.follow_link(&link)
            }
            Leads::Fold(offset) => {
                self.shown_mut().turn_fold(offset);
                Vec::new()
            }
        }
    }

    /// Looks what can be followed on the page as it is now.
    pub(super) fn settle_hints(&mut self) {
        if !matches!(self.mode, Mode::Hints(_)) {
            return;
        }
        let (spots, room) = (spots(self.shown()), self.shown().poured().columns);
        if let Mode::Hints(hints) = &mut self.mode {
            hints.renew(spots, room);
        }
    }
}
