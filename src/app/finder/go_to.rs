//! Going to a place by typing some of it: the sections of the document and the documents beside it, or else the documents
//! that were read lately.
//!
//! Those come up when what is typed begins with `~`, and where a document has nothing else to go to. A key of their own
//! would be one more to remember for what is the same wish, to be elsewhere; listed below the sections they would come up
//! for every word that is typed, between the sections that are meant. A shell has made of `~` the place where one's own
//! things are, and no title begins with it.

use crate::app::App;
use crate::app::event::Effect;

use super::list::{Around, Listed, Progress, Row};
use super::places::Places;
use super::recent::Recent;

/// What the line begins with that asks for what was read lately.
pub const LATELY: char = '~';

/// Places, or what was read lately.
#[derive(Default)]
pub struct GoTo {
    places: Places,
    recent: Recent,
    shown: Shown,
    /// Whether there is nothing in either.
    is_barren: bool,
}

/// Which of the two is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Shown {
    #[default]
    Places,
    Recent,
}

impl GoTo {
    fn list(&self) -> &dyn Listed {
        match self.shown {
            Shown::Places => &self.places,
            Shown::Recent => &self.recent,
        }
    }
}

impl Listed for GoTo {
    fn sign(&self) -> &'static str {
        "go to: "
    }

    fn narrow(&mut self, typed: &str, around: &Around<'_>) {
        let lately = typed.strip_prefix(LATELY);
        self.places.narrow(typed, around);
        let nothing_here = self.places.is_barren(around);
        self.shown = if lately.is_some() || nothing_here { Shown::Recent } else { Shown::Places };
        if self.shown == Shown::Recent {
            self.recent.narrow(lately.unwrap_or(typed), around);
        }
        self.is_barren = nothing_here && self.recent.is_barren();
    }

    fn go_on(&mut self, around: &Around<'_>, kept: &mut usize) -> Progress {
        match self.shown {
            Shown::Places => self.places.go_on(around, kept),
            Shown::Recent => self.recent.go_on(around, kept),
        }
    }

    fn count(&self) -> usize {
        self.list().count()
    }

    fn begin(&self, around: &Around<'_>) -> usize {
        self.list().begin(around)
    }

    fn row(&self, place: usize, around: &Around<'_>) -> Row {
        self.list().row(place, around)
    }

    fn said(&self, around: &Around<'_>) -> String {
        self.list().said(around)
    }

    fn nothing(&self) -> &'static str {
        if self.is_barren {
            return "This document has no sections, and no other document is remembered yet.";
        }
        self.list().nothing()
    }

    fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect> {
        match self.shown {
            Shown::Places => Box::new(self.places).go(place, app),
            Shown::Recent => Box::new(self.recent).go(place, app),
        }
    }
}

impl App {
    /// Opens the list of what can be gone to.
    pub(in crate::app) fn open_go_to(&mut self) {
        if self.is_helping() {
            self.say("The page of keys has few sections; `]` and `[` go through them.");
            return;
        }
        self.find_in(Box::<GoTo>::default());
    }
}
