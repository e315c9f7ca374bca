//! The sections of a document: its headings as a list with levels, and its anchors.

use std::collections::HashMap;

use crate::markdown::references::fold;
use crate::text::sanitize::Safe;

use super::discovery::{AnchorHash, FoundHeading};

/// A section, by its place in the order of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionId(pub usize);

/// A section: a heading and what follows it, up to the next heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// 1 to 6.
    pub level: u8,
    /// The heading's text.
    pub title: Safe,
    /// Where the heading begins, a byte of the source.
    pub offset: u64,
    /// The section that this one is part of.
    pub parent: Option<SectionId>,
}

/// The sections that are known so far, in the order of the document.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    sections: Vec<Section>,
    /// The anchors of all headings and where they are, in the order of the document. They are looked through when
    /// somebody follows a link to one, and growing is all that costs anything while the index is built.
    anchors: Vec<(AnchorHash, u64)>,
    /// Explicit ids; they win over slugs.
    ids: Vec<(AnchorHash, u64)>,
    /// The sections whose titles have a label in brackets that nobody has defined yet, by the label.
    wanting: HashMap<Box<str>, Vec<SectionId>>,
}

impl Outline {
    /// Takes in the next heading. A heading inside of a quote or a list has an anchor and is no section.
    pub fn add(&mut self, heading: FoundHeading) {
        self.anchors.push((heading.anchor, heading.offset));
        self.ids.extend(heading.id.map(|id| (id, heading.offset)));
        if heading.nested {
            return;
        }
        for label in &heading.wants {
            self.wanting.entry(fold(label)).or_default().push(SectionId(self.sections.len()));
        }
        let parent = self.enclosing(heading.level);
        self.sections.push(Section { level: heading.level, title: heading.title, offset: heading.offset, parent });
    }

    /// Takes in an anchor that is no heading's.
    pub fn add_anchor(&mut self, anchor: AnchorHash, offset: u64) {
        self.ids.push((anchor, offset));
    }

    /// Takes in that a label is defined: the titles that have it in brackets lose them, as the text does.
    pub fn define(&mut self, label: &str) {
        let Some(sections) = self.wanting.remove(&fold(label)) else { return };
        for section in sections {
            if let Some(section) = self.sections.get_mut(section.0) {
                section.title = Safe::new(&without_brackets(&section.title, &fold(label)));
            }
        }
    }

    /// The section that one of `level` would be part of if it came next.
    fn enclosing(&self, level: u8) -> Option<SectionId> {
        let mut candidate = self.sections.len().checked_sub(1).map(SectionId);
        while let Some(id) = candidate {
            let section = &self.sections[id.0];
            if section.level < level {
                return Some(id);
            }
            candidate = section.parent;
        }
        None
    }

    /// The number of sections.
    #[must_use]
    pub fn len(&self) -> usize {
        self.sections.len()
    }

    /// Whether there are no sections.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// A section.
    #[must_use]
    pub fn get(&self, id: SectionId) -> Option<&Section> {
        self.sections.get(id.0)
    }

    /// The section in which `offset` lies; `None` before the first heading.
    #[must_use]
    pub fn at(&self, offset: u64) -> Option<SectionId> {
        self.sections.partition_point(|section| section.offset <= offset).checked_sub(1).map(SectionId)
    }

    /// A section and those that it is part of, the outermost first.
    #[must_use]
    pub fn path(&self, id: SectionId) -> Vec<SectionId> {
        let mut path = Vec::new();
        let mut next = Some(id);
        while let Some(id) = next {
            path.push(id);
            next = self.get(id).and_then(|section| section.parent);
        }
        path.reverse();
        path
    }

    /// How many sections a section is inside of.
    #[must_use]
    pub fn depth(&self, id: SectionId) -> usize {
        self.path(id).len().saturating_sub(1)
    }

    /// The next section of the same parent behind `id`, or the one before it.
    #[must_use]
    pub fn sibling(&self, id: SectionId, direction: Direction) -> Option<SectionId> {
        let parent = self.get(id)?.parent;
        let same = |&candidate: &SectionId| self.get(candidate).is_some_and(|section| section.parent == parent);
        // Siblings of one parent are at most a subtree apart; beyond the parent there are none.
        let bound = |candidate: &SectionId| parent.is_none_or(|parent| self.is_inside(*candidate, parent));
        match direction {
            Direction::Forward => (id.0 + 1..self.len()).map(SectionId).take_while(bound).find(same),
            Direction::Back => (0..id.0).rev().map(SectionId).take_while(bound).find(same),
        }
    }

    fn is_inside(&self, id: SectionId, ancestor: SectionId) -> bool {
        let mut next = self.get(id).and_then(|section| section.parent);
        while let Some(parent) = next {
            if parent == ancestor {
                return true;
            }
            next = self.get(parent).and_then(|section| section.parent);
        }
        false
    }

    /// Where an anchor is: an explicit id, else a slug as GitHub makes it, without regard to case if need be.
    #[must_use]
    pub fn anchor(&self, name: &str) -> Option<u64> {
        let find =
            |list: &[(AnchorHash, u64)], hash| list.iter().find(|(known, _)| *known == hash).map(|found| found.1);
        let known = |name: &str| {
            let hash = AnchorHash::of(name);
            find(&self.ids, hash).or_else(|| find(&self.anchors, hash))
        };
        known(name).or_else(|| known(&name.to_lowercase()))
    }
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
    use crate::markdown::slug::Slugs;

    fn outline(levels: &[(u8, &str)]) -> Outline {
        let mut outline = Outline::default();
        let mut slugs = Slugs::default();
        for (place, (level, title)) in levels.iter().enumerate() {
            outline.add(FoundHeading {
                level: *level,
                title: Safe::new(title),
                anchor: AnchorHash::of(&slugs.anchor(title)),
                id: None,
                offset: place as u64 * 10,
                nested: false,
                wants: vec!["Later".into()],
            });
        }
        outline
    }

    #[test]
    fn sections_know_their_parents_and_siblings() {
        let outline = outline(&[(1, "a"), (2, "b"), (4, "c"), (2, "d"), (1, "e"), (3, "f")]);
        let parents: Vec<_> = (0..6).map(|id| outline.get(SectionId(id)).unwrap().parent.map(|id| id.0)).collect();
        assert_eq!(parents, [None, Some(0), Some(1), Some(0), None, Some(4)]);
        assert_eq!(outline.sibling(SectionId(1), Direction::Forward), Some(SectionId(3)));
        assert_eq!(outline.sibling(SectionId(3), Direction::Back), Some(SectionId(1)));
        assert_eq!(outline.sibling(SectionId(0), Direction::Forward), Some(SectionId(4)));
        assert_eq!(outline.sibling(SectionId(2), Direction::Forward), None);
        assert_eq!(outline.path(SectionId(2)), [SectionId(0), SectionId(1), SectionId(2)]);
    }

    #[test]
    fn a_label_that_is_defined_later_loses_its_brackets() {
        let mut outline = outline(&[(1, "[later] and [never]"), (1, "The [Later][] one")]);
        outline.define("LATER");
        let titles: Vec<_> = (0..2).map(|id| outline.get(SectionId(id)).unwrap().title.to_string()).collect();
        assert_eq!(titles, ["later and [never]", "The Later one"]);
    }

    #[test]
    fn a_place_lies_in_the_section_before_it() {
        let outline = outline(&[(1, "a"), (1, "b")]);
        assert_eq!(outline.at(9), Some(SectionId(0)));
        assert_eq!(outline.at(10), Some(SectionId(1)));
    }

    #[test]
    fn anchors_are_slugs_numbered_where_they_repeat() {
        let outline = outline(&[(1, "Notes"), (2, "Notes")]);
        assert_eq!(outline.anchor("notes"), Some(0));
        assert_eq!(outline.anchor("Notes-1"), Some(10));
        assert_eq!(outline.anchor("nothing"), None);
    }
}
