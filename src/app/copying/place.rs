//! A link to this place, and the citation of the document.

use crate::library::Origin;
use crate::library::citation::{Citation, citation};
use crate::library::place;
use crate::markdown::scan::scan;
use crate::markdown::slug::slug;

use super::super::event::Effect;
use super::super::reader::Reader;
use super::super::state::App;

impl App {
    /// Copies a link to the section under the eyes: what `preface` opens there, and what a document can link to.
    ///
    /// The path of a file is absolute: the link is pasted somewhere else, where a relative one would lead elsewhere. It
    /// is no `file:` address, which another program would be asked to open. The bundled preface has no path, and opens
    /// without one: its link is an anchor alone.
    pub(in crate::app) fn copy_place(&mut self) -> Vec<Effect> {
        let reader = self.reader();
        let path = match reader.origin() {
            Origin::File(path) => Some(path.as_path()),
            Origin::Bundled => None,
            Origin::Licences => {
                self.say("Nothing was sent: no link leads to the licences; preface --licenses does.");
                return Vec::new();
            }
            Origin::Stream { .. } => {
                self.say("Nothing was sent: what came in a stream can't be opened again by a link.");
                return Vec::new();
            }
        };
        if reader.stands_beyond_index() {
            self.say("Nothing was sent: the index has not come here yet, so that nobody knows the section's anchor.");
            return Vec::new();
        }
        let anchor = reader.anchor_here();
        let link = place::link(path, anchor.as_deref());
        let what = if anchor.is_some() { "a link to this section" } else { "a link to this document" };
        self.copy(&link, what)
    }

    /// Copies the citation of the document.
    pub(in crate::app) fn copy_citation(&mut self) -> Vec<Effect> {
        let Citation { text, missing } = citation(self.reader().document().front_matter());
        let missing = listed(&missing);
        let Some(text) = text else {
            self.say(&format!("Nothing was sent: for a citation the front matter of this document has no {missing}."));
            return Vec::new();
        };
        let effects = self.copy(&text, "the citation");
        if !missing.is_empty() {
            self.say_too(&format!("The front matter has no {missing}."));
        }
        effects
    }
}

/// Things that are missing, behind “no”.
fn listed(missing: &[&str]) -> String {
    match missing {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [more @ .., last] => format!("{} and no {last}", more.join(", no ")),
    }
}

impl Reader {
    /// The anchor of the section under the eyes; `None` before the first one, or if it has none that leads there.
    fn anchor_here(&self) -> Option<String> {
        let (document, outline) = (self.document(), self.document().outline());
        let section = self.section()?;
        let offset = outline.offset(section)?;
        // The titles of the outline are shortened; the anchor is made from the whole heading, as the index did.
        let chunk = document.chunk_at(offset)?;
        let start = usize::try_from(offset - document.chunk_span(chunk).start).ok()?;
        let scan = scan(&document.chunk_text(chunk), document.chunk_continuation(chunk), document.references());
        let heading = scan.headings.into_iter().find(|heading| heading.start == start)?;
        let id = heading.id.as_deref().filter(|id| outline.anchor(id) == Some(offset)).map(str::to_owned);
        id.or_else(|| outline.anchor_of(section, &slug(&heading.title)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_listed_as_it_is_said() {
        assert_eq!(listed(&["author"]), "author");
        assert_eq!(listed(&["title", "author"]), "title and no author");
        assert_eq!(listed(&["publisher", "year", "ISBN"]), "publisher, no year and no ISBN");
    }
}
