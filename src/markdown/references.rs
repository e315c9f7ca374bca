//! The definitions of a whole document: what a label stands for.
//!
//! The first definition of a label wins (`CommonMark` 0.31.2, section 4.7). Labels are compared without regard to case, by
//! Unicode case folding; the parser has collapsed their white space before they come here.

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
#[derive(Debug, Clone, Default)]
pub struct References {
    links: HashMap<Box<str>, Destination>,
    notes: Notes,
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
    /// Takes a definition in; one that was there before stays. `label` is as written. Returns whether it is new.
    pub fn define(&mut self, label: &str, destination: Destination) -> bool {
        match self.links.entry(fold(label)) {
            Entry::Occupied(_) => false,
            Entry::Vacant(place) => {
                place.insert(destination);
                true
            }
        }
    }

    /// Takes in that the footnote of this label is written at byte `offset` of the source. Returns whether it is new.
    pub fn define_footnote(&mut self, label: &str, offset: u64) -> bool {
        self.notes.define(fold(label), offset)
    }

    /// Takes in that the footnote of this label, if there is one, is referred to at byte `offset` of the source. Returns
    /// whether that is its first mention.
    pub fn mention_footnote(&mut self, label: &str, offset: u64) -> bool {
        self.notes.mention(fold(label), offset)
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
        references.define("Straße", to("/first"));
        references.define("STRASSE", to("/second"));
        assert_eq!(references.link(&fold("strasse")), Some(&to("/first")));
        assert!(references.meets(&fold("STRAßE")));
        assert!(!references.meets(&footnote_want("strasse")));
    }
}
