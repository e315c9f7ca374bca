//! The definitions of a whole document: what a label stands for.
//!
//! The first definition of a label wins (`CommonMark` 0.31.2, section 4.7). Labels are compared without regard to case, by
//! Unicode case folding; the parser has collapsed their white space before they come here.
//!
//! What is kept is bounded ([`MOST_BYTES`]), whatever a document defines. Past the bound a link to a label that was not
//! defined before reads as it is written, in brackets.

use std::collections::hash_map::{Entry, HashMap};
use std::sync::Arc;

use unicase::UniCase;

use super::notes::Notes;

/// What a label stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// Where it leads.
    pub target: Arc<str>,
    /// The title, empty where there is none.
    pub title: Arc<str>,
}

/// The definitions that are known so far.
#[derive(Debug, Clone)]
pub struct References {
    links: HashMap<Arc<str>, Destination>,
    notes: Notes,
    /// How many bytes more may be kept.
    room: usize,
}

/// How many bytes the definitions take at most, about, where two keep them: the index and the document share the texts.
/// It is enough for a hundred thousand.
pub const MOST_BYTES: usize = 24 << 20;
/// What a definition or a note takes besides its texts: two entries of tables, and what the allocator adds to three texts.
const EACH: usize = 240;

impl Default for References {
    fn default() -> Self {
        Self::within(MOST_BYTES)
    }
}

/// The form in which labels are compared.
#[must_use]
pub fn fold(label: &str) -> Box<str> {
    UniCase::new(label).to_folded_case().into_boxed_str()
}

/// The name under which a wanted footnote stands among wanted labels: no link label begins with `^`.
#[must_use]
pub fn footnote_want(label: &str) -> Box<str> {
    format!("^{}", fold(label)).into_boxed_str()
}

impl References {
    /// No definitions, and room for so many bytes of them.
    #[must_use]
    pub fn within(bytes: usize) -> Self {
        Self { links: HashMap::new(), notes: Notes::default(), room: bytes }
    }

    /// Takes a definition in; one that was there before stays. `folded` is its label (see [`fold`]). Returns whether it is
    /// new and there is room for it.
    pub fn define(&mut self, folded: Arc<str>, destination: Destination) -> bool {
        let texts = [&folded, &destination.target, &destination.title].map(|text| text.len());
        match self.links.entry(folded) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => match self.room.checked_sub(EACH + texts.iter().sum::<usize>()) {
                Some(room) => {
                    self.room = room;
                    place.insert(destination);
                    true
                }
                None => false,
            },
        }
    }

    /// Takes in that the footnote of this label is written at byte `offset` of the source. Returns whether it is new and
    /// there is room for it.
    pub fn define_footnote(&mut self, label: &str, offset: u64) -> bool {
        let folded = fold(label);
        self.has_room_for_note(&folded) && self.notes.define(folded, offset)
    }

    /// Takes in that the footnote of this label, if there is one, is referred to at byte `offset` of the source. Returns
    /// whether that is its first mention and there is room for it.
    pub fn mention_footnote(&mut self, label: &str, offset: u64) -> bool {
        let folded = fold(label);
        self.has_room_for_note(&folded) && self.notes.mention(folded, offset)
    }

    /// Takes the room for what is known of a note, unless something is already.
    fn has_room_for_note(&mut self, folded: &str) -> bool {
        if self.notes.knows(folded) {
            return true;
        }
        let left = self.room.checked_sub(EACH + 2 * folded.len());
        self.room = left.unwrap_or(self.room);
        left.is_some()
    }

    /// What a folded label stands for.
    #[must_use]
    pub fn link(&self, folded: &str) -> Option<&Destination> {
        self.links.get(folded)
    }

    /// Whether there is a footnote of this folded label.
    #[must_use]
    pub fn has_footnote(&self, folded: &str) -> bool {
        self.notes.definition(folded).is_some()
    }

    /// The footnotes that are known so far.
    #[must_use]
    pub fn notes(&self) -> &Notes {
        &self.notes
    }

    /// Whether `want`, as it stands in [`super::block::Parsed::wants`], is known by now.
    #[must_use]
    pub fn meets(&self, want: &str) -> bool {
        want.strip_prefix('^').map_or_else(|| self.links.contains_key(want), |label| self.has_footnote(label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(target: &str) -> Destination {
        Destination { target: target.into(), title: "".into() }
    }

    #[test]
    fn the_first_definition_wins_whatever_its_case() {
        let mut references = References::default();
        assert!(references.define(fold("Straße").into(), to("/first")));
        assert!(!references.define(fold("STRASSE").into(), to("/second")));
        assert_eq!(references.link(&fold("strasse")), Some(&to("/first")));
        assert!(references.meets(&fold("STRAßE")));
        assert!(!references.meets(&footnote_want("strasse")));
    }

    #[test]
    fn what_there_is_no_room_for_is_not_defined() {
        let mut references = References::within(3 * EACH + 20);
        assert!(references.define("a".into(), to("/a")));
        assert!(!references.define("b".into(), to(&"x".repeat(3 * EACH))));
        assert!(references.mention_footnote("n", 0));
        assert!(references.define("b".into(), to("/b")));
        assert!(!references.define("c".into(), to("/c")) && !references.mention_footnote("m", 1));
        assert!(references.define_footnote("n", 9), "there was room for it when it was mentioned");
        assert_eq!(references.notes().number("n"), Some(1));
        assert!(references.meets("a") && references.meets("b") && !references.meets("c") && !references.meets("^m"));
    }
}
