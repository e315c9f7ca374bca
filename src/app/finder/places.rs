//! The places that can be gone to from here: the sections of the document, and the documents that were named when the
//! program started.
//!
//! With nothing typed they stand in their order, the section that is read chosen: what is around it is a key away. A word is
//! looked for in the title; where there are several, some of them may stand in the titles of the sections around it,
//! so that `two intro` finds the introduction of part two. What has all of them in its own title comes first.

use std::cmp::Reverse;

use crate::app::App;
use crate::app::contents::Entries;
use crate::app::event::Effect;
use crate::app::state::Shelved;
use crate::document::outline::{Outline, SectionId};
use crate::library::Origin;
use crate::text::sanitize::Safe;

use super::fuzzy::{Fuzzy, ITSELF};
use super::list::{Around, Listed, Mark, Progress, Row, counted};
use super::ranked::{Rank, Ranked};

/// What stands between the steps of a path.
const STEP: &str = " › ";

/// The sections, and the other documents that were named.
#[derive(Default)]
pub struct Places {
    ranked: Ranked,
    /// How many things stand in front of the sections: the title, if it is none of them.
    titles: usize,
    /// The documents that were named, but for the one that is read, by their places on the shelf.
    documents: Vec<usize>,
    /// How many sections are known.
    sections: usize,
    /// The section that is read.
    here: Option<SectionId>,
    progress: Option<Progress>,
    /// Whether all sections are known.
    is_complete: bool,
}

/// A thing that is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Thing {
    /// The beginning of the document.
    Title,
    Section(SectionId),
    /// A document, by its place on the shelf.
    Document(usize),
}

impl Places {
    /// The thing of a number: what doesn't become more stands in front of the sections.
    fn numbered(&self, number: usize) -> Option<Thing> {
        let Some(number) = number.checked_sub(self.titles) else { return Some(Thing::Title) };
        match number.checked_sub(self.documents.len()) {
            None => self.documents.get(number).copied().map(Thing::Document),
            Some(section) => (section < self.sections).then_some(Thing::Section(SectionId(section))),
        }
    }

    /// The thing at a place: with nothing typed the sections come first.
    fn at(&self, place: usize) -> Option<Thing> {
        if self.ranked.is_open() {
            return self.numbered(self.ranked.get(place)?);
        }
        let Some(place) = place.checked_sub(self.titles) else { return Some(Thing::Title) };
        match place.checked_sub(self.sections) {
            None => Some(Thing::Section(SectionId(place))),
            Some(place) => self.documents.get(place).copied().map(Thing::Document),
        }
    }

    /// Whether there is nothing to go to, and nothing is to come.
    pub(super) fn is_barren(&self, around: &Around<'_>) -> bool {
        self.total() == 0 && around.reader().document().is_complete()
    }

    fn total(&self) -> usize {
        self.titles + self.sections + self.documents.len()
    }
}

impl Listed for Places {
    fn sign(&self) -> &'static str {
        "go to: "
    }

    fn narrow(&mut self, typed: &str, around: &Around<'_>) {
        let is_other = |shelved: &Shelved| !matches!(shelved, Shelved::Open(id) if *id == around.current);
        self.documents =
            around.shelf.iter().enumerate().filter(|(_, shelved)| is_other(shelved)).map(|(place, _)| place).collect();
        let entries = entries(around);
        self.titles = usize::from(entries.title().is_some());
        self.sections = around.reader().document().outline().len();
        self.here = around.reader().section();
        self.ranked.narrow(typed);
        self.progress = None;
    }

    fn go_on(&mut self, around: &Around<'_>, kept: &mut usize) -> Progress {
        let outline = around.reader().document().outline();
        let more = outline.len().saturating_sub(self.sections);
        if !self.ranked.is_open() && *kept >= self.titles + self.sections {
            // The documents stand behind the sections that have come in.
            *kept += more;
        }
        self.sections = outline.len();
        self.is_complete = around.reader().document().is_complete();
        if !self.ranked.is_open() {
            self.progress = Some(Progress::Through);
            return Progress::Through;
        }
        let (total, here, entries) = (self.total(), self.here, entries(around));
        let mut ranked = std::mem::take(&mut self.ranked);
        // Sections that stand side by side have the same path.
        let mut around_last = (None, String::new());
        let progress = ranked.go_on(total, kept, |fuzzy, number| match self.numbered(number) {
            Some(Thing::Title) => rank_title(fuzzy, entries, here),
            Some(Thing::Section(section)) => rank_section(fuzzy, (outline, &mut around_last), section, here),
            Some(Thing::Document(place)) => rank_document(fuzzy, around, place),
            None => (None, 0),
        });
        self.ranked = ranked;
        self.progress = Some(progress);
        progress
    }

    fn count(&self) -> usize {
        if self.ranked.is_open() { self.ranked.len() } else { self.total() }
    }

    fn begin(&self, _around: &Around<'_>) -> usize {
        if self.ranked.is_open() { 0 } else { self.here.map_or(0, |here| self.titles + here.0) }
    }

    fn row(&self, place: usize, around: &Around<'_>) -> Row {
        let outline = around.reader().document().outline();
        let entries = entries(around);
        let mark = |here| if here { Mark::Here } else { Mark::Nothing };
        let (text, aside, mark) = match self.at(place) {
            Some(Thing::Title) => {
                (Safe::new(entries.title().unwrap_or_default()), String::new(), mark(self.here.is_none()))
            }
            Some(Thing::Section(section)) => {
                let title = Safe::new(outline.title(section).unwrap_or_default());
                (title, path(outline, section), mark(Some(section) == self.here))
            }
            Some(Thing::Document(shelved)) => {
                let (title, path) = named(around, shelved);
                let number = format!("file {} of {}", shelved + 1, around.shelf.len());
                (title, if path.is_empty() { number } else { path }, Mark::Nothing)
            }
            None => (Safe::empty(), String::new(), Mark::Nothing),
        };
        let text = text.without_break_points();
        Row { found: self.ranked.places(&text), text, aside: Safe::new(&aside), mark }
    }

    fn said(&self, around: &Around<'_>) -> String {
        let thing = if self.total() == self.sections { "section" } else { "place" };
        let count = if self.ranked.is_open() { self.ranked.count() } else { self.total() };
        let all = counted(count, self.total(), thing, self.progress.unwrap_or(Progress::More));
        match around.reader().document().outline().left_out() {
            0 => all,
            _ => format!("{all} that are kept"),
        }
    }

    fn nothing(&self) -> &'static str {
        match (self.total(), self.is_complete) {
            (0, true) => "This document has no sections.",
            (0, false) => "No section is known yet; the index is being built.",
            _ => "No section has that.",
        }
    }

    fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect> {
        match self.at(place) {
            Some(Thing::Title) => app.go_top(),
            Some(Thing::Section(section)) => app.go_to_section(section),
            Some(Thing::Document(shelved)) => return app.open_shelved(shelved),
            None => {}
        }
        Vec::new()
    }
}

/// How well a section fits, and how much was looked at for that.
fn rank_section(
    fuzzy: &mut Fuzzy,
    (outline, around_last): (&Outline, &mut (Option<SectionId>, String)),
    section: SectionId,
    here: Option<SectionId>,
) -> (Option<Rank>, usize) {
    let title = outline.title(section).unwrap_or_default();
    let mut looked = title.len();
    let mut score = fuzzy.score(title).map(|score| score.saturating_add(ITSELF));
    if score.is_none() && fuzzy.words() > 1 {
        score = fuzzy.score_beside(title, || {
            let parent = outline.parent(section);
            if parent != around_last.0 {
                *around_last = (parent, path(outline, section));
            }
            looked += around_last.1.len();
            &around_last.1
        });
    }
    let distance = here.map_or(section.0, |here| here.0.abs_diff(section.0));
    (score.map(|score| rank(score, title, distance)), looked)
}

/// The same for the beginning of the document.
fn rank_title(fuzzy: &mut Fuzzy, entries: Entries<'_>, here: Option<SectionId>) -> (Option<Rank>, usize) {
    let title = entries.title().unwrap_or_default();
    let distance = here.map_or(0, |here| here.0 + 1);
    (fuzzy.score(title).map(|score| rank(score.saturating_add(ITSELF), title, distance)), title.len())
}

/// The same for a document: its title and its path are looked at.
fn rank_document(fuzzy: &mut Fuzzy, around: &Around<'_>, place: usize) -> (Option<Rank>, usize) {
    let (title, path) = named(around, place);
    let score = fuzzy.score(&title).map(|score| score.saturating_add(ITSELF)).or_else(|| fuzzy.score(&path));
    (score.map(|score| rank(score, &title, place)), title.len() + path.len())
}

fn rank(score: u32, title: &str, distance: usize) -> Rank {
    let short = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Rank { score: Reverse(score), length: short(title.len()), distance: short(distance) }
}

/// The titles of the sections that a section is part of, the outermost first.
fn path(outline: &Outline, section: SectionId) -> String {
    let mut path = outline.path(section);
    path.pop();
    let titles: Vec<&str> = path.into_iter().filter_map(|step| outline.title(step)).collect();
    titles.join(STEP)
}

/// The sections of the document that is read, and its title.
fn entries<'a>(around: &Around<'a>) -> Entries<'a> {
    let reader = around.reader();
    Entries::new(reader.document().outline(), reader.title().map(|title| &**title))
}

/// What a document on the shelf is called, and where it is.
fn named(around: &Around<'_>, place: usize) -> (Safe, String) {
    let place_of = |origin: &Origin| match origin {
        Origin::File(path) => path.display().to_string(),
        Origin::Bundled | Origin::Licences | Origin::Stream { .. } => String::new(),
    };
    match around.shelf.get(place) {
        Some(Shelved::Closed(path, _)) => {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            (Safe::new(&name), path.display().to_string())
        }
        Some(Shelved::Ready(loaded)) => (Safe::new(&loaded.origin.name()), place_of(&loaded.origin)),
        Some(Shelved::Open(id)) => match around.readers.get(id.0) {
            Some(reader) => {
                let title = reader.title().cloned().unwrap_or_else(|| Safe::new(&reader.origin().name()));
                (title, place_of(reader.origin()))
            }
            None => (Safe::empty(), String::new()),
        },
        None => (Safe::empty(), String::new()),
    }
}
