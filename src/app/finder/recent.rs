//! The documents that were read lately, in this run of the program and those before it: the one that was left last first.

use std::cmp::Reverse;
use std::path::Path;

use crate::app::App;
use crate::app::event::{DocumentId, Effect};
use crate::app::memory::{DocumentName, Moment, Remembered};
use crate::app::reader::Reader;
use crate::app::reader::start::Start;
use crate::text::sanitize::Safe;

use super::fuzzy::{Fuzzy, ITSELF};
use super::list::{Around, Listed, Mark, Progress, Row, counted};
use super::ranked::{Rank, Ranked};

/// The documents that were read lately, but for the one that is read now.
#[derive(Default)]
pub struct Recent {
    ranked: Ranked,
    /// What they are called, as they were when the list was opened: the memory may change meanwhile.
    documents: Vec<Document>,
    progress: Option<Progress>,
}

/// A document that was read.
struct Document {
    name: DocumentName,
    title: Safe,
    path: String,
    /// When it was left; nothing of one that is open.
    when: Option<Moment>,
}

impl Document {
    fn remembered(remembered: &Remembered) -> Self {
        Self::new(remembered.name.clone(), remembered.title.clone(), Some(remembered.when))
    }

    fn open(id: DocumentId, reader: &Reader) -> Self {
        Self::new(DocumentName::new(id, reader.origin()), reader.name_to_remember(), None)
    }

    fn new(name: DocumentName, title: Safe, when: Option<Moment>) -> Self {
        let path = match &name {
            DocumentName::File(path) => path.display().to_string(),
            DocumentName::BuiltIn => "built in".to_owned(),
            DocumentName::Stream(_) => "a stream".to_owned(),
        };
        Self { name, title: title.without_break_points(), path, when }
    }

    fn rank(&self, fuzzy: &mut Fuzzy, place: usize) -> (Option<Rank>, usize) {
        let in_title = fuzzy.score(&self.title).map(|score| score.saturating_add(ITSELF));
        let score = in_title.or_else(|| fuzzy.score(&self.path)).or_else(|| {
            let path = &*self.path;
            fuzzy.score_beside(&self.title, || path)
        });
        let rank = |score| Rank {
            score: Reverse(score),
            // Of two that fit the same the one that was read last is meant.
            length: 0,
            distance: u32::try_from(place).unwrap_or(u32::MAX),
        };
        (score.map(rank), self.title.len() + self.path.len())
    }
}

impl Recent {
    /// Whether nothing was read.
    pub(super) fn is_barren(&self) -> bool {
        self.documents.is_empty()
    }

    fn at(&self, place: usize) -> Option<&Document> {
        let number = if self.ranked.is_open() { self.ranked.get(place)? } else { place };
        self.documents.get(number)
    }
}

impl Listed for Recent {
    fn sign(&self) -> &'static str {
        "recent: "
    }

    fn narrow(&mut self, typed: &str, around: &Around<'_>) {
        // What is open was read in this run, whatever is remembered of it from another.
        let open = around.readers.iter().enumerate().rev().map(|(id, reader)| Document::open(DocumentId(id), reader));
        let open: Vec<Document> = open.collect();
        let is_new = |remembered: &&Remembered| open.iter().all(|document| document.name != remembered.name);
        let remembered: Vec<Document> = around.memory.recent().filter(is_new).map(Document::remembered).collect();
        let here = DocumentName::new(around.current, around.reader().origin());
        self.documents = open.into_iter().filter(|document| document.name != here).chain(remembered).collect();
        self.ranked.narrow(typed);
        self.progress = None;
    }

    fn go_on(&mut self, _around: &Around<'_>, kept: &mut usize) -> Progress {
        let documents = &self.documents;
        let progress = if self.ranked.is_open() {
            self.ranked.go_on(documents.len(), kept, |fuzzy, number| documents[number].rank(fuzzy, number))
        } else {
            Progress::Through
        };
        self.progress = Some(progress);
        progress
    }

    fn count(&self) -> usize {
        if self.ranked.is_open() { self.ranked.len() } else { self.documents.len() }
    }

    fn row(&self, place: usize, around: &Around<'_>) -> Row {
        let Some(document) = self.at(place) else {
            return Row { text: Safe::empty(), found: Vec::new(), aside: Safe::empty(), mark: Mark::Nothing };
        };
        let folder = Path::new(&document.path).parent().map(|folder| folder.display().to_string());
        let folder = folder.filter(|folder| !folder.is_empty()).unwrap_or_else(|| document.path.clone());
        let when = document.when.map_or("open".to_owned(), |when| how_long_ago(when, around.memory.now()));
        let aside = format!("{folder} · {when}");
        Row {
            found: self.ranked.places(&document.title),
            text: document.title.clone(),
            aside: Safe::new(&aside),
            mark: Mark::Nothing,
        }
    }

    fn said(&self, _around: &Around<'_>) -> String {
        let count = if self.ranked.is_open() { self.ranked.count() } else { self.documents.len() };
        counted(count, self.documents.len(), "document", self.progress.unwrap_or(Progress::More))
    }

    fn nothing(&self) -> &'static str {
        if self.documents.is_empty() { "No other document is remembered yet." } else { "No document has that." }
    }

    fn go(self: Box<Self>, place: usize, app: &mut App) -> Vec<Effect> {
        match self.at(place) {
            Some(document) => app.open_remembered(&document.name, Start::Left),
            None => Vec::new(),
        }
    }
}

/// How long ago something was, in the largest unit that it fills.
fn how_long_ago(then: Moment, now: Moment) -> String {
    let minutes = now.0.saturating_sub(then.0) / 60_000;
    let (number, unit) = match minutes {
        0..60 => return "lately".to_owned(),
        60..1_440 => (minutes / 60, "hour"),
        1_440..43_200 => (minutes / 1_440, "day"),
        43_200..525_600 => (minutes / 43_200, "month"),
        _ => (minutes / 525_600, "year"),
    };
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural} ago")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_long_ago_it_was_is_said_in_one_unit() {
        const MINUTE: u64 = 60_000;
        let now = 100 * 525_600 * MINUTE;
        for (minutes, expected) in [
            (0, "lately"),
            (59, "lately"),
            (60, "1 hour ago"),
            (23 * 60, "23 hours ago"),
            (24 * 60, "1 day ago"),
            (29 * 1440, "29 days ago"),
            (30 * 1440, "1 month ago"),
            (3 * 525_600, "3 years ago"),
        ] {
            assert_eq!(how_long_ago(Moment(now - minutes * MINUTE), Moment(now)), expected, "{minutes}");
        }
        assert_eq!(how_long_ago(Moment(now), Moment(0)), "lately", "a clock may have been set");
    }
}
