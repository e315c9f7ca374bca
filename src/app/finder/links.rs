//! All links of the document in a list: what they say, where they lead, the section around them.
//!
//! With nothing typed they stand in the order of the text, the one nearest to the page chosen. A word is looked for in what
//! a link says and in its target; links that say all words come first. What leads nowhere is marked: a heading that does not
//! exist once all of them are known, and a file that is not there. Which files are there is asked for the visible rows, when
//! they are.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;

use crate::app::App;
use crate::app::event::Effect;
use crate::app::finder::gathered::Gathered;
use crate::app::links::file_of;
use crate::app::reader::Reader;
use crate::document::search::FoundLink;
use crate::library::target::{Target, classify};
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};
use crate::text::width::width;

use super::fuzzy::{Fuzzy, ITSELF};
use super::list::{After, Around, Deed, Listed, Mark, Progress, Row, counted};
use super::ranked::{Rank, Ranked};

/// What is shown of a target, in columns: of a longer one the beginning and the end.
const TARGET: usize = 40;

/// What can be done with a link.
const DEEDS: [Deed; 2] = [OPEN, COPY];
const OPEN: Deed = Deed { keys: "x", does: "opens it" };
const COPY: Deed = Deed { keys: "y", does: "copies it" };

/// The links of the document.
#[derive(Default)]
pub struct LinkList {
    ranked: Ranked,
    /// How many links had come in when that was last looked at, by their gathering.
    known: (u64, usize),
    progress: Option<Progress>,
    /// Whether all that there are have come in.
    has_all: bool,
    /// The files that have been asked for.
    asked: HashSet<PathBuf>,
}

impl LinkList {
    /// The link at a place.
    fn at<'a>(&self, place: usize, around: &Around<'a>) -> Option<&'a FoundLink> {
        let gathered = gathered(around)?;
        gathered.get(if self.ranked.is_open() { self.ranked.get(place) } else { gathered.number_at(place) }?)
    }

    /// Takes note of how many have come in.
    fn take_note(&mut self, around: &Around<'_>) {
        let gathered = gathered(around);
        self.known = gathered.map_or((0, 0), |gathered| (gathered.quest().id, gathered.len()));
        self.has_all = gathered.is_some_and(Gathered::has_ended);
    }
}

/// What has been gathered of the document that is read.
fn gathered<'a>(around: &Around<'a>) -> Option<&'a Gathered> {
    around.reader().links.shown.as_ref()
}

impl Listed for LinkList {
    fn sign(&self) -> &'static str {
        "links: "
    }

    fn deeds(&self) -> &'static [Deed] {
        &DEEDS
    }

    fn narrow(&mut self, typed: &str, around: &Around<'_>) {
        self.ranked.narrow(typed);
        self.take_note(around);
        self.progress = None;
    }

    fn go_on(&mut self, around: &Around<'_>, kept: &mut usize) -> Progress {
        let Some(gathered) = gathered(around) else { return Progress::Through };
        let progress = if self.ranked.is_open() {
            let here = around.reader().window().start;
            self.ranked.go_on(gathered.len(), kept, |fuzzy, number| rank(fuzzy, gathered.get(number), here))
        } else {
            if gathered.quest().id == self.known.0 {
                *kept = gathered.moved(*kept, self.known.1);
            }
            Progress::Through
        };
        self.take_note(around);
        self.progress = Some(progress);
        progress
    }

    fn count(&self) -> usize {
        if self.ranked.is_open() { self.ranked.len() } else { self.known.1 }
    }

    fn begin(&self, around: &Around<'_>) -> usize {
        let reader = around.reader();
        let focus = reader.focused().map(|link| link.offset);
        let here = focus.unwrap_or(reader.window().start);
        if self.ranked.is_open() { 0 } else { gathered(around).map_or(0, |gathered| gathered.nearest(here)) }
    }

    fn row(&self, place: usize, around: &Around<'_>) -> Row {
        let Some(link) = self.at(place, around) else {
            return Row { text: Safe::empty(), found: Vec::new(), aside: Safe::empty(), mark: Mark::Nothing };
        };
        let reader = around.reader();
        // A link without words would not be seen.
        let text = Safe::new(if link.text.is_empty() { &link.target } else { &link.text }).without_break_points();
        let wrong = leads_nowhere(link, reader);
        let mut aside: Vec<String> = Vec::new();
        let offset = link.offset;
        aside.extend(reader.document().path_at(offset).last().map(ToString::to_string));
        aside.extend(wrong.map(str::to_owned));
        if *link.text != *link.target {
            aside.push(shortened(&Safe::new(&link.target)).to_string());
        }
        let mark = match wrong {
            Some(_) => Mark::Wrong,
            None if reader.focused().is_some_and(|focused| focused.offset == offset) => Mark::Here,
            None => Mark::Nothing,
        };
        Row { found: self.ranked.places(&text), text, aside: Safe::new(&aside.join(" · ")), mark }
    }

    fn said(&self, around: &Around<'_>) -> String {
        let Some(gathered) = gathered(around) else { return String::new() };
        let count = if self.ranked.is_open() { self.ranked.count() } else { gathered.len() };
        let all = counted(count, gathered.len(), "link", self.progress.unwrap_or(Progress::More));
        match (gathered.is_full(), gathered.has_ended()) {
            (true, _) => format!("{all}; there are more"),
            (false, true) => all,
            (false, false) => format!("{all} so far · {} %", gathered.percent()),
        }
    }

    fn nothing(&self) -> &'static str {
        match self.known {
            _ if !self.has_all => "…",
            (_, 0) => "This document has no links.",
            _ => "No link has that.",
        }
    }

    fn ask(&mut self, places: Range<usize>, around: &Around<'_>) -> Option<Effect> {
        let origin = around.reader().origin();
        let files = places.filter_map(|place| self.at(place, around)).filter_map(|link| file_of(origin, link));
        let files: Vec<PathBuf> = files.collect();
        let news: Vec<PathBuf> = files.into_iter().filter(|file| self.asked.insert(file.clone())).collect();
        (!news.is_empty()).then_some(Effect::LookForFiles(around.current, news))
    }

    fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect> {
        if let Some(offset) = self.at(place, &app.around()).map(|link| link.offset) {
            app.go_to_link(offset);
        }
        Vec::new()
    }

    fn act(&mut self, deed: &Deed, place: usize, app: &mut App) -> (After, Vec<Effect>) {
        let effects = match self.at(place, &app.around()).cloned() {
            Some(link) if *deed == COPY => app.copy(&link.target, "the link"),
            Some(link) => app.open_link_outside(&link.target, link.kind),
            None => Vec::new(),
        };
        (After::Stay, effects)
    }
}

/// Why a link leads nowhere, if that is known: a few words.
fn leads_nowhere(link: &FoundLink, reader: &Reader) -> Option<&'static str> {
    let document = reader.document();
    let is_known = document.is_complete() && document.outline().left_out() == 0;
    let is_nowhere = |anchor: &str| is_known && !reader.has_anchor(anchor);
    match classify(&link.target) {
        Target::Anchor(anchor) => is_nowhere(&anchor).then_some("no such heading"),
        Target::Document { anchor, .. } => match file_of(reader.origin(), link) {
            None => Some("no files here"),
            Some(file) if reader.origin().is(&file) => {
                anchor.is_some_and(|anchor| is_nowhere(&anchor)).then_some("no such heading")
            }
            Some(file) => reader.links.missing.contains(&file).then_some("no such file"),
        },
        Target::Outside(_) | Target::Ask { .. } | Target::Refuse { .. } => None,
    }
}

/// A target of which the beginning, with its host, and the end are seen.
fn shortened(target: &Safe) -> Safe {
    if width(target) <= TARGET {
        return target.clone();
    }
    let mut shown = shorten(target, TARGET * 2 / 3, End::Right);
    let end = shorten(target, TARGET / 3, End::Left);
    shown.push(&end.slice('…'.len_utf8()..end.len()));
    shown
}

/// How well a link fits, and how much was looked at for that.
fn rank(fuzzy: &mut Fuzzy, link: Option<&FoundLink>, here: u64) -> (Option<Rank>, usize) {
    let Some(link) = link else { return (None, 0) };
    let mut looked = link.text.len();
    let mut score = fuzzy.score(&link.text).map(|score| score.saturating_add(ITSELF));
    if score.is_none() {
        looked += link.target.len();
        score = fuzzy.score(&link.target);
    }
    // Some words in the one, some in the other.
    if score.is_none() && fuzzy.words() > 1 {
        looked += link.text.len();
        score = fuzzy.score_beside(&link.text, || &link.target);
    }
    let short = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let rank = |score| Rank {
        score: Reverse(score),
        length: short(link.text.len() as u64),
        distance: short(link.offset.abs_diff(here)),
    };
    (score.map(rank), looked)
}

impl App {
    /// Opens the list of the links.
    pub(in crate::app) fn open_links(&mut self) -> Vec<Effect> {
        if self.is_helping() {
            self.say("The list of links is for documents; Tab goes through the links of this page.");
            return Vec::new();
        }
        self.leave_apart();
        self.reader_mut().links.missing.clear();
        let effects = self.gather();
        self.find_in(Box::<LinkList>::default());
        effects
    }
}
