//! The links of a document, gathered behind the list that shows them: part by part, what is near first. Bounded, however
//! many there are.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::document::Document;
use crate::document::search::{FoundLink, FoundLinks, Known, Walk};
use crate::text::read_at::ReadAt;

/// How many links are kept.
const MOST: usize = 250_000;
/// How many bytes they may take.
const HEAVIEST: usize = 48 * 1024 * 1024;
/// A document that still grows is looked through again when it has become longer by this part of its length.
const GROWN: u64 = 8;

/// Where somebody is to look for links. Cloning it copies none of that.
#[derive(Clone)]
pub struct LinkQuest {
    /// A number that no other of this program has.
    pub id: u64,
    /// The bytes.
    pub source: Arc<dyn ReadAt>,
    /// What is known of them.
    pub known: Arc<Known>,
    /// In which order.
    pub walk: Arc<Walk>,
}

/// The links of a document as far as they have been gathered. A link has a *number*, by when it came in, and a *place*, by
/// where it stands.
pub struct Gathered {
    quest: LinkQuest,
    span: Range<u64>,
    /// Whether all definitions were known.
    is_exact: bool,
    /// In the order of the text.
    parts: Vec<Part>,
    /// By their numbers.
    links: Vec<FoundLink>,
    weight: usize,
    looked: u64,
}

struct Part {
    start: u64,
    numbers: Range<usize>,
    /// The place of its first link.
    place: usize,
}

/// What is known of the links of a document.
#[derive(Default)]
pub(in crate::app) struct Links {
    /// What is listed.
    pub(in crate::app) shown: Option<Gathered>,
    /// What takes its place when it is through.
    pub(in crate::app) coming: Option<Gathered>,
    /// The files that links lead to and that are not there.
    pub(in crate::app) missing: HashSet<PathBuf>,
}

impl Links {
    /// What is being gathered, or has been: the newest.
    pub(in crate::app) fn newest(&self) -> Option<&Gathered> {
        self.coming.as_ref().or(self.shown.as_ref())
    }

    /// Begins to gather. What is listed stays until all has been found, unless it is about another text. Returns whether
    /// something else is listed now.
    pub(in crate::app) fn begin(&mut self, gathered: Gathered) -> bool {
        let is_same = |shown: &Gathered| Arc::ptr_eq(&shown.quest.source, &gathered.quest.source);
        let stays = self.shown.as_ref().is_some_and(is_same);
        if stays {
            self.coming = Some(gathered);
        } else {
            (self.shown, self.coming) = (Some(gathered), None);
        }
        !stays
    }

    /// Takes in what was found for the quest of this number. Returns whether something else is listed now.
    pub(in crate::app) fn learn(&mut self, id: u64, found: Vec<FoundLinks>) -> bool {
        let both = [self.shown.as_mut(), self.coming.as_mut()];
        if let Some(gathered) = both.into_iter().flatten().find(|gathered| gathered.quest.id == id) {
            gathered.learn(found);
        }
        let is_ready = self.coming.as_ref().is_some_and(Gathered::has_ended);
        if is_ready {
            self.shown = self.coming.take();
        }
        is_ready
    }

    /// Forgets what is not complete: nobody looks on.
    pub(in crate::app) fn end(&mut self) {
        self.coming = None;
        self.shown = self.shown.take().filter(Gathered::has_ended);
    }
}

impl Gathered {
    /// Nothing yet of a document, where it is looked for from byte `from` on first.
    #[must_use]
    pub fn new(id: u64, document: &Document, from: u64) -> Self {
        let span = document.span();
        let quest = LinkQuest {
            id,
            source: Arc::clone(document.source()),
            known: Arc::new(document.known()),
            walk: Arc::new(Walk::new(span.clone(), from)),
        };
        let is_exact = document.is_complete();
        Self { quest, span, is_exact, parts: Vec::new(), links: Vec::new(), weight: 0, looked: 0 }
    }

    /// What has to be done for it.
    #[must_use]
    pub fn quest(&self) -> &LinkQuest {
        &self.quest
    }

    /// Whether it is about the document as it is now, or nearly.
    #[must_use]
    pub fn is_about(&self, document: &Document) -> bool {
        let span = document.span();
        let is_near = document.is_growing() && span.end <= self.span.end + (self.span.end - self.span.start) / GROWN;
        let is_same = Arc::ptr_eq(&self.quest.source, document.source()) && self.is_exact == document.is_complete();
        is_same && (span == self.span || is_near)
    }

    /// Whether no more is to come: all has been looked through, or there is no room for more.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.is_full() || self.looked >= self.span.end - self.span.start
    }

    /// Whether there may be more than are kept.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.links.len() >= MOST || self.weight >= HEAVIEST
    }

    /// How much has been looked through, in percent.
    #[must_use]
    pub fn percent(&self) -> u64 {
        (self.looked * 100 / (self.span.end - self.span.start).max(1)).min(99)
    }

    /// Takes in what was found, in any order, each part once.
    pub fn learn(&mut self, found: Vec<FoundLinks>) {
        for FoundLinks { span, links } in found {
            self.looked += span.end - span.start;
            let first = self.links.len();
            for link in links {
                if self.is_full() {
                    break;
                }
                self.weight += size_of::<FoundLink>() + link.text.len() + link.target.len();
                self.links.push(link);
            }
            let part = Part { start: span.start, numbers: first..self.links.len(), place: 0 };
            if !part.numbers.is_empty() {
                let at = self.parts.partition_point(|other| other.start < part.start);
                self.parts.insert(at, part);
            }
        }
        let mut place = 0;
        for part in &mut self.parts {
            part.place = place;
            place += part.numbers.len();
        }
    }

    /// How many links there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.links.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.links.is_empty()
    }

    /// The link of a number.
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&FoundLink> {
        self.links.get(number)
    }

    /// The number of the link at a place.
    #[must_use]
    pub fn number_at(&self, place: usize) -> Option<usize> {
        let part = self.parts.partition_point(|part| part.place <= place).checked_sub(1)?;
        let part = &self.parts[part];
        part.numbers.clone().nth(place - part.place)
    }

    /// The place of the first link at byte `offset` of the source or behind it, or of the last one.
    #[must_use]
    pub fn nearest(&self, offset: u64) -> usize {
        let behind = self.parts.partition_point(|part| {
            let last = part.numbers.end.checked_sub(1).and_then(|last| self.links.get(last));
            last.is_some_and(|last| last.offset < offset)
        });
        let Some(part) = self.parts.get(behind) else { return self.len().saturating_sub(1) };
        let links = self.links.get(part.numbers.clone()).unwrap_or_default();
        part.place + links.partition_point(|link| link.offset < offset)
    }

    /// Where the link is now that was at a place when only the links of the first `known` numbers had come in.
    #[must_use]
    pub fn moved(&self, place: usize, known: usize) -> usize {
        let mut before = 0;
        for part in self.parts.iter().filter(|part| part.numbers.start < known) {
            if place < before + part.numbers.len() {
                return part.place + (place - before);
            }
            before += part.numbers.len();
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Cutting;
    use crate::document::search::links_in;

    fn document(text: &str) -> Document {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        document
    }

    /// Looks through the next part.
    fn step(gathered: &mut Gathered, place: usize) -> bool {
        let LinkQuest { source, known, walk, .. } = gathered.quest().clone();
        let Some(part) = walk.part(place) else { return false };
        gathered.learn(vec![links_in(&*source, &walk, part, &known)]);
        true
    }

    #[test]
    fn places_are_in_the_order_of_the_text_whatever_came_first() {
        let text: String = (0..20_000).map(|number| format!("Words [l{number}](/{number}) and more.\n\n")).collect();
        let document = document(&text);
        let offset = |number: usize| text.find(&format!("[l{number}]")).unwrap() as u64;
        let mut gathered = Gathered::new(1, &document, offset(9_000));
        let target = |gathered: &Gathered, place: usize| {
            gathered.number_at(place).map(|number| gathered.get(number).unwrap().target.to_string())
        };
        let mut place = 0;
        let mut kept = None;
        while step(&mut gathered, place) {
            place += 1;
            let targets: Vec<_> = (0..gathered.len()).map(|place| target(&gathered, place).unwrap()).collect();
            assert!(targets.windows(2).all(|pair| number(&pair[0]) < number(&pair[1])));
            assert_eq!(target(&gathered, gathered.len()), None);
            // Who is near is there from the first part on, and stays itself when others come in above it.
            let near = gathered.nearest(offset(9_000));
            assert_eq!(targets[near], "/9000");
            if let Some((before, known)) = kept {
                assert_eq!(gathered.moved(before, known), near);
            }
            kept = Some((near, gathered.len()));
        }
        assert!(place > 5 && gathered.has_ended() && !gathered.is_full());
        assert_eq!((gathered.len(), gathered.nearest(u64::MAX), gathered.nearest(0)), (20_000, 19_999, 0));
    }

    fn number(target: &str) -> usize {
        target[1..].parse().unwrap()
    }

    #[test]
    fn there_is_an_end_to_what_is_kept() {
        let document = document("words\n");
        let link = |text: &str| FoundLink {
            offset: 0,
            target: "/a".into(),
            kind: crate::markdown::inline::LinkKind::Address,
            text: text.into(),
        };
        for (text, count) in [("a", MOST), (&*"a".repeat(4096), HEAVIEST / 4096)] {
            let mut gathered = Gathered::new(1, &document, 0);
            let links: Vec<_> = (0..count + 10).map(|_| link(text)).collect();
            gathered.learn(vec![FoundLinks { span: 0..1, links }]);
            assert!(gathered.is_full() && gathered.has_ended());
            assert!(gathered.len() <= count && gathered.len() > count * 9 / 10, "{}", gathered.len());
        }
    }
}
