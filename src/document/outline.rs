//! The sections of a document: its headings as a list with levels, and its anchors.
//!
//! A gigabyte may have millions of headings, so they are kept packed: twenty-one bytes each, and the titles one behind the
//! other in memory, a title that was there lately only once. What all of it may take is bounded ([`MOST_BYTES`]): the
//! headings behind that are counted and not kept, and whoever lists the sections says so.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::ops::Range;

use crate::markdown::references::fold;
use crate::text::sanitize::Safe;

use super::anchors::Anchors;
use super::discovery::{AnchorHash, FoundHeading};
use super::packed::Offsets;

/// A section, by its place in the order of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

/// A section: a heading and what follows it, up to the next heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading's text, of a very long one the beginning ([`LONGEST_TITLE`]).
    pub title: Safe,
    /// Where the heading begins, a byte of the source.
    pub offset: u64,
    /// The section that this one is part of.
    pub parent: Option<SectionId>,
}

/// How many bytes the sections, their titles and all anchors take at most. The headings and ids behind that are left out.
pub const MOST_BYTES: usize = 40 << 20;
/// How many bytes of a title are kept.
pub const LONGEST_TITLE: usize = 512;
/// How many titles may wait for a label to be defined; the brackets of those behind them stay in the contents.
const MOST_WANTING: usize = 1 << 15;
/// So many titles are looked at before one is kept that was there before, at most.
const RECENT: u64 = 1 << 12;

/// The sections that are known so far, in the order of the document.
///
/// No question takes time in step with the number of sections, but for two that go through a byte or four of each in
/// memory: the next section of the same level, and where an anchor is.
#[derive(Debug, Clone)]
pub struct Outline {
    levels: Vec<u8>,
    offsets: Offsets,
    /// The place of the parent, or [`NONE`].
    parents: Vec<u32>,
    /// Where the titles begin in `words`.
    starts: Vec<u32>,
    /// How many bytes they have.
    lengths: Vec<u16>,
    /// The titles, one behind the other.
    words: Safe,
    /// Sections whose titles were there lately, by the hashes of the titles.
    recent: Vec<u32>,
    hashing: RandomState,
    anchors: Anchors,
    /// The headings that are no sections: their places among all headings, and where they begin.
    nested: Vec<(u32, u64)>,
    /// The sections whose titles have a label in brackets that nobody has defined yet, by the label.
    wanting: HashMap<Box<str>, Vec<SectionId>>,
    /// How many bytes all of it may take.
    room: usize,
    /// How many headings were left out.
    left_out: usize,
}

/// The parent of a section that has none.
const NONE: u32 = u32::MAX;
/// What a section takes besides its title and its anchor.
const EACH: usize = size_of::<u8>() + Offsets::EACH + 2 * size_of::<u32>() + size_of::<u16>();

impl Default for Outline {
    fn default() -> Self {
        Self::within(MOST_BYTES)
    }
}

impl Outline {
    /// An outline that takes so many bytes at most.
    #[must_use]
    pub fn within(bytes: usize) -> Self {
        Self {
            levels: Vec::new(),
            offsets: Offsets::default(),
            parents: Vec::new(),
            starts: Vec::new(),
            lengths: Vec::new(),
            words: Safe::empty(),
            recent: Vec::new(),
            hashing: RandomState::new(),
            anchors: Anchors::default(),
            nested: Vec::new(),
            wanting: HashMap::new(),
            room: bytes,
            left_out: 0,
        }
    }

    /// Takes in the next heading. A heading inside of a quote or a list has an anchor and is no section.
    pub fn add(&mut self, heading: FoundHeading) {
        if self.left_out > 0 || self.try_to_add(heading).is_none() {
            self.left_out += 1;
        }
    }

    /// Takes in a heading if there is room for it.
    fn try_to_add(&mut self, heading: FoundHeading) -> Option<()> {
        let FoundHeading { level, title, slug, id, offset, nested, wants } = heading;
        let heading = u32::try_from(self.headings()).ok()?;
        if nested {
            self.take_room(Anchors::EACH + size_of::<(u32, u64)>())?;
            self.nested.push((heading, offset));
        } else {
            self.take_room(Anchors::EACH + EACH)?;
            let title = if title.len() > LONGEST_TITLE { title.slice(0..LONGEST_TITLE) } else { title };
            let (start, length) = self.keep(&title)?;
            let section = SectionId(self.len());
            for label in &wants {
                if self.wanting.len() < MOST_WANTING {
                    self.wanting.entry(fold(label)).or_default().push(section);
                }
            }
            let parent = self.enclosing(level);
            self.parents.push(parent.and_then(|parent| u32::try_from(parent.0).ok()).unwrap_or(NONE));
            self.starts.push(start);
            self.lengths.push(length);
            self.levels.push(level);
            self.offsets.push(offset);
        }
        self.anchors.add_slug(slug);
        if let Some(id) = id {
            self.add_anchor(id, offset);
        }
        Some(())
    }

    /// Takes in an anchor that is no heading's.
    pub fn add_anchor(&mut self, anchor: AnchorHash, offset: u64) {
        if self.take_room(Anchors::EACH_ID).is_some() {
            self.anchors.add_id(anchor, offset);
        }
    }

    /// Takes in that a label (folded) is defined: the titles that have it in brackets lose them, as the text does.
    pub fn define(&mut self, folded: &str) {
        let Some(sections) = self.wanting.remove(folded) else { return };
        for section in sections {
            let title = Safe::new(&without_brackets(self.title(section).unwrap_or_default(), folded));
            if let Some((start, length)) = self.keep(&title) {
                self.starts[section.0] = start;
                self.lengths[section.0] = length;
            }
        }
    }

    /// Takes in that nothing more is coming.
    pub fn end(&mut self) {
        self.wanting = HashMap::new();
        self.recent = Vec::new();
    }

    /// Takes so many bytes of the room that is left, if it has them.
    fn take_room(&mut self, bytes: usize) -> Option<()> {
        self.room = self.room.checked_sub(bytes)?;
        Some(())
    }

    /// Puts a title where it is found again: where it stands already if it was there lately, or behind the others.
    fn keep(&mut self, title: &Safe) -> Option<(u32, u16)> {
        let slot = usize::try_from(self.hashing.hash_one(title) % RECENT).ok()?;
        self.recent.resize(usize::try_from(RECENT).ok()?, NONE);
        // Should it not become the next section, no harm is done: what stands there is compared.
        let next = u32::try_from(self.len()).unwrap_or(NONE);
        let before = std::mem::replace(&mut self.recent[slot], next) as usize;
        if self.title(SectionId(before)) == Some(title) {
            return Some((self.starts[before], self.lengths[before]));
        }
        let place = (u32::try_from(self.words.len()).ok()?, u16::try_from(title.len()).ok()?);
        self.take_room(title.len())?;
        self.words.push(title);
        Some(place)
    }

    /// The section that one of `level` would be part of if it came next.
    fn enclosing(&self, level: u8) -> Option<SectionId> {
        let mut candidate = self.len().checked_sub(1).map(SectionId);
        while let Some(id) = candidate {
            if self.levels[id.0] < level {
                return Some(id);
            }
            candidate = self.parent(id);
        }
        None
    }

    /// The number of sections.
    #[must_use]
    pub fn len(&self) -> usize {
        self.levels.len()
    }

    /// Whether there are no sections.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// How many headings behind those that are kept were left out, because there are too many.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    fn headings(&self) -> usize {
        self.len() + self.nested.len()
    }

    /// A section.
    #[must_use]
    pub fn get(&self, id: SectionId) -> Option<Section> {
        Some(Section {
            level: *self.levels.get(id.0)?,
            title: self.words.slice(self.words_of(id)?),
            offset: self.offset(id)?,
            parent: self.parent(id),
        })
    }

    /// The title of a section.
    #[must_use]
    pub fn title(&self, id: SectionId) -> Option<&str> {
        self.words.get(self.words_of(id)?)
    }

    /// Where the title of a section stands in `words`.
    fn words_of(&self, id: SectionId) -> Option<Range<usize>> {
        let start = *self.starts.get(id.0)? as usize;
        Some(start..start + usize::from(*self.lengths.get(id.0)?))
    }

    /// All sections and their titles, in the order of the document; to look at a million of them takes some milliseconds.
    pub fn titles(&self) -> impl Iterator<Item = (SectionId, &str)> {
        (0..self.len()).map(SectionId).filter_map(|id| Some((id, self.title(id)?)))
    }

    /// Where a section begins, a byte of the source.
    #[must_use]
    pub fn offset(&self, id: SectionId) -> Option<u64> {
        self.offsets.get(id.0)
    }

    /// The section that a section is part of.
    #[must_use]
    pub fn parent(&self, id: SectionId) -> Option<SectionId> {
        self.parents.get(id.0).filter(|parent| **parent != NONE).map(|parent| SectionId(*parent as usize))
    }

    /// The section in which `offset` lies; `None` before the first heading.
    #[must_use]
    pub fn at(&self, offset: u64) -> Option<SectionId> {
        self.offsets.up_to(offset).checked_sub(1).map(SectionId)
    }

    /// A section and those that it is part of, the outermost first; six at most.
    #[must_use]
    pub fn path(&self, id: SectionId) -> Vec<SectionId> {
        let mut path: Vec<_> = std::iter::successors(Some(id), |id| self.parent(*id)).collect();
        path.reverse();
        path
    }

    /// How many sections a section is inside of, five at most.
    #[must_use]
    pub fn depth(&self, id: SectionId) -> usize {
        std::iter::successors(self.parent(id), |id| self.parent(*id)).count()
    }

    /// The first section behind `id` and all that is inside of it.
    #[must_use]
    pub fn behind(&self, id: SectionId) -> Option<SectionId> {
        let level = *self.levels.get(id.0)?;
        let next = id.0 + 1;
        Some(SectionId(next + first_up_to(self.levels.get(next..)?, level)?))
    }

    /// The next section of the same parent behind `id`, or the one before it.
    #[must_use]
    pub fn sibling(&self, id: SectionId, direction: Direction) -> Option<SectionId> {
        let parent = self.parent(id);
        let sibling = match direction {
            Direction::Forward => self.behind(id)?,
            // What the section above is inside of, or itself.
            Direction::Back => {
                let above = SectionId(id.0.checked_sub(1)?);
                std::iter::successors(Some(above), |id| self.parent(*id)).find(|id| self.parent(*id) == parent)?
            }
        };
        (self.parent(sibling) == parent).then_some(sibling)
    }

    /// Where an anchor is: an explicit id, else a slug as GitHub makes it, without regard to case if need be.
    #[must_use]
    pub fn anchor(&self, name: &str) -> Option<u64> {
        let known = |name: &str| {
            let heading = || self.offset_of_heading(self.anchors.heading(name)?);
            self.anchors.id(name).or_else(heading)
        };
        known(name).or_else(|| Some(name.to_lowercase()).filter(|lower| lower != name).and_then(|lower| known(&lower)))
    }

    /// The anchor that leads to a section whose heading has this slug.
    #[must_use]
    pub fn anchor_of(&self, id: SectionId, slug: &str) -> Option<String> {
        /// A number may be taken by another heading's own slug: so many further ones are tried.
        const TRIED: usize = 16;
        let offset = self.offset(id)?;
        let heading =
            self.nested.iter().fold(id.0, |place, (nested, _)| place + usize::from(*nested as usize <= place));
        let before = self.anchors.same_before(slug, heading);
        let name = |number: usize| if number == 0 { slug.to_owned() } else { format!("{slug}-{number}") };
        (before..before + TRIED).map(name).find(|name| self.anchor(name) == Some(offset))
    }

    /// Where a heading begins, by its place among all headings.
    fn offset_of_heading(&self, heading: usize) -> Option<u64> {
        let before = self.nested.partition_point(|(place, _)| (*place as usize) < heading);
        match self.nested.get(before) {
            Some((place, offset)) if *place as usize == heading => Some(*offset),
            _ => self.offset(SectionId(heading - before)),
        }
    }
}

/// The place of the first level that is at most `level`.
fn first_up_to(levels: &[u8], level: u8) -> Option<usize> {
    // A stretch at a time, which goes many times as fast as one by one.
    const STRETCH: usize = 1024;
    let has = |stretch: &[u8]| stretch.iter().fold(u8::MAX, |lowest, other| lowest.min(*other)) <= level;
    let start = levels.chunks(STRETCH).position(has)? * STRETCH;
    levels[start..].iter().position(|other| *other <= level).map(|place| start + place)
}

/// A title in which `[label]` and `[label][]` have become the label; `folded` is the label in the form in which labels
/// are compared.
fn without_brackets(title: &str, folded: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while let Some(open) = rest.find('[') {
        let inside = &rest[open + 1..];
        match inside.find(']') {
            Some(close) if *fold(&inside[..close]) == *folded => {
                out.push_str(&rest[..open]);
                out.push_str(&inside[..close]);
                rest = inside[close + 1..].strip_prefix("[]").unwrap_or(&inside[close + 1..]);
            }
            _ => {
                out.push_str(&rest[..=open]);
                rest = inside;
            }
        }
    }
    out + rest
}

/// Which way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Back,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::slug::slug;

    fn heading(place: u64, level: u8, title: &str) -> FoundHeading {
        FoundHeading {
            level,
            title: Safe::new(title),
            slug: AnchorHash::of(&slug(title)),
            id: None,
            offset: place * 10,
            nested: false,
            wants: vec!["Later".into()],
        }
    }

    fn outline(levels: &[(u8, &str)]) -> Outline {
        let mut outline = Outline::default();
        for (place, (level, title)) in (0..).zip(levels) {
            outline.add(heading(place, *level, title));
        }
        outline
    }

    fn titles(outline: &Outline) -> Vec<&str> {
        outline.titles().map(|(_, title)| title).collect()
    }

    #[test]
    fn sections_know_their_parents_and_siblings() {
        let outline = outline(&[(1, "a"), (2, "b"), (4, "c"), (2, "d"), (1, "e"), (3, "f"), (2, "g")]);
        let parents: Vec<_> = (0..7).map(|id| outline.get(SectionId(id)).unwrap().parent.map(|id| id.0)).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(0), None, Some(4), Some(4)]);
        for (section, forward, back) in [
            (0, Some(4), None),
            (1, Some(3), None),
            (2, None, None),
            (3, None, Some(1)),
            (4, None, Some(0)),
            (5, Some(6), None),
            (6, None, Some(5)),
        ] {
            let sibling = |direction| outline.sibling(SectionId(section), direction).map(|id| id.0);
            assert_eq!((sibling(Direction::Forward), sibling(Direction::Back)), (forward, back), "{section}");
        }
        assert_eq!(outline.path(SectionId(2)), [SectionId(0), SectionId(1), SectionId(2)]);
        assert_eq!((outline.depth(SectionId(0)), outline.depth(SectionId(2))), (0, 2));
    }

    #[test]
    fn a_sibling_behind_a_hundred_thousand_sections_is_found() {
        let mut outline = outline(&[(1, "a")]);
        (1..100_000).for_each(|place| outline.add(heading(place, 2, "b")));
        outline.add(heading(100_000, 1, "c"));
        assert_eq!(outline.sibling(SectionId(0), Direction::Forward), Some(SectionId(100_000)));
        assert_eq!(outline.sibling(SectionId(100_000), Direction::Back), Some(SectionId(0)));
        assert_eq!(outline.sibling(SectionId(99_999), Direction::Forward), None);
    }

    #[test]
    fn a_label_that_is_defined_later_loses_its_brackets() {
        let mut outline = outline(&[(1, "[later] and [never]"), (1, "The [Later][] one"), (1, "x"), (1, "x")]);
        outline.define(&fold("LATER"));
        assert_eq!(titles(&outline), ["later and [never]", "The Later one", "x", "x"]);
        outline.add(heading(9, 1, "later and [never]"));
        outline.add(heading(10, 1, "[later] and [never]"));
        assert_eq!(titles(&outline)[4..], ["later and [never]", "[later] and [never]"]);
    }

    #[test]
    fn a_place_lies_in_the_section_before_it() {
        let outline = outline(&[(1, "a"), (1, "b")]);
        assert_eq!(outline.at(9), Some(SectionId(0)));
        assert_eq!(outline.at(10), Some(SectionId(1)));
    }

    #[test]
    fn anchors_are_slugs_numbered_where_they_repeat() {
        let mut outline = outline(&[(1, "Notes"), (2, "Notes")]);
        outline.add(FoundHeading { nested: true, ..heading(2, 1, "Notes") });
        outline.add(FoundHeading { id: Some(AnchorHash::of("Id")), ..heading(3, 1, "Notes") });
        for (name, offset) in
            [("notes", Some(0)), ("Notes-1", Some(10)), ("notes-2", Some(20)), ("notes-3", Some(30)), ("Id", Some(30))]
        {
            assert_eq!(outline.anchor(name), offset, "{name}");
        }
        assert_eq!((outline.anchor("nothing"), outline.anchor("id")), (None, None));
    }

    #[test]
    fn titles_that_repeat_take_room_once_and_what_has_none_is_counted() {
        let mut outline = Outline::within(10 * (EACH + Anchors::EACH) + 100);
        for (place, title) in (0..20).zip(["one title of twenty", "and another of those"].into_iter().cycle()) {
            outline.add(heading(place, 1, title));
        }
        assert_eq!((outline.words.len(), outline.len(), outline.left_out()), (39, 12, 8));
        assert_eq!(outline.at(u64::MAX), Some(SectionId(11)));
        let mut outline = Outline::within(EACH + Anchors::EACH + 32);
        outline.add(heading(0, 1, "a title that is longer than what is left"));
        outline.add(heading(1, 1, ""));
        assert_eq!((outline.len(), outline.left_out()), (0, 2), "behind what is left out nothing is kept");
        outline.add_anchor(AnchorHash::of("a"), 0);
        outline.add_anchor(AnchorHash::of("b"), 0);
        outline.add_anchor(AnchorHash::of("c"), 0);
        assert_eq!(["a", "b", "c"].map(|name| outline.anchor(name)), [Some(0), Some(0), None]);
    }

    #[test]
    fn of_a_long_title_the_beginning_is_kept() {
        let outline = outline(&[(1, &"é".repeat(900)), (1, "b")]);
        assert_eq!(titles(&outline), [&*"é".repeat(256), "b"]);
    }
}
