//! Where a link leads, over the page and near the link: the beginning of a section, a note, another file, or the whole of
//! an address. Nobody goes anywhere: the page stays, the history does not hear of it, and no file outside of the folder
//! that was opened is read.
//!
//! Without a link in focus the first one on the page is meant, and gets the focus: a pop-up that was not wanted costs a key,
//! and shows which link it is about.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use crate::app::action::Action;
use crate::app::event::{DocumentId, Effect, LoadFailure, LoadRequest, Loaded, Permission};
use crate::app::geometry::Geometry;
use crate::app::links::resolve;
use crate::app::reader::reload;
use crate::app::reader::{Arrival, Goal, Reader};
use crate::app::state::{App, Mode};
use crate::document::Document;
use crate::document::outline::SectionId;
use crate::layout::laid::PlacedLink;
use crate::library::Origin;
use crate::library::authority::host;
use crate::library::target::{Target, classify};
use crate::markdown::inline::LinkKind;
use crate::text::punycode::ascii_host;
use crate::text::sanitize::Safe;

use super::notice::{literal, reader};
use super::{Apart, What, popup};

/// A look at where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peek {
    link: PlacedLink,
    title: Safe,
    wanted: Option<Wanted>,
}

/// What is to be shown and is not there yet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    /// A section of this document.
    Anchor(String),
    /// A footnote.
    Note(Arc<str>),
    /// Where a footnote is mentioned.
    Mention(Arc<str>),
    /// Another file.
    File(LoadRequest),
}

impl Peek {
    /// The link.
    #[must_use]
    pub fn link(&self) -> &PlacedLink {
        &self.link
    }

    /// What stands in the frame.
    #[must_use]
    pub fn title(&self) -> &Safe {
        &self.title
    }
}

impl App {
    /// Shows where the link in focus leads, or the first one on the page.
    pub(in crate::app) fn peek(&mut self) -> Vec<Effect> {
        if self.overlay().is_some() {
            self.close_apart();
            return Vec::new();
        }
        if self.shown().focused().is_none() && !self.shown_mut().focus_on_page() {
            let key = self.keymap.key_for(Action::NextLink).unwrap_or_default();
            self.say(&format!("There is no link on this page; {key} goes on to the next one."));
            return Vec::new();
        }
        let Some(link) = self.shown().focused().cloned() else { return Vec::new() };
        let origin = self.shown().origin().clone();
        let titled = |title: &str, wanted| (Safe::new(title), wanted, String::new());
        let (title, wanted, page) = match link.kind {
            LinkKind::Note => titled("Note", Some(Wanted::Note(Arc::clone(&link.target)))),
            LinkKind::NoteReturn => titled("Mentioned here", Some(Wanted::Mention(Arc::clone(&link.target)))),
            LinkKind::Address | LinkKind::Disguised | LinkKind::Wiki | LinkKind::Image => {
                match classify(&link.target) {
                    Target::Anchor(name) => titled("Section", Some(Wanted::Anchor(name))),
                    Target::Document { path, anchor } => match resolve(&origin, &path, link.kind) {
                        None => {
                            (Safe::new("File"), None, "This document is built in; there are no files beside it.".into())
                        }
                        Some(path) => {
                            if origin.is(&path) {
                                titled("Section", Some(Wanted::Anchor(anchor.unwrap_or_default())))
                            } else {
                                let name = Origin::File(path.clone()).name();
                                let request = LoadRequest { path, anchor, permission: Permission::InsideRoot };
                                titled(&name, Some(Wanted::File(request)))
                            }
                        }
                    },
                    target => (Safe::new("Address"), None, address(&link.target, &target)),
                }
            }
        };
        let page = if wanted.is_some() { looked_for(wanted.as_ref()) } else { page };
        let effect = match &wanted {
            Some(Wanted::File(request)) => Some(Effect::Peek(request.clone())),
            _ => None,
        };
        self.set_apart(Apart::new(reader(page, origin), What::Peek(Box::new(Peek { link, title, wanted }))));
        effect.into_iter().collect()
    }

    /// What an action means in a look at where a link leads, if that is not what it always means.
    pub(super) fn act_in_peek(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Apart { reader, what: What::Peek(peek), .. }) = self.apart() else { return None };
        let link = peek.link.clone();
        let is_inside = reader.focused().is_some();
        let is_address = !matches!(link.kind, LinkKind::Note | LinkKind::NoteReturn);
        match action {
            Action::Follow if !is_inside => {
                self.close_apart();
                Some(self.follow_link(&link))
            }
            Action::FollowOutside if !is_inside => {
                self.close_apart();
                Some(self.follow_outside())
            }
            Action::Copy if !is_inside && is_address && reader.selection().is_none() => {
                Some(self.copy(&link.target, "the link"))
            }
            Action::Alone => {
                self.close_apart();
                Some(Vec::new())
            }
            _ => None,
        }
    }

    /// Shows what was waited for, if the index has come to it.
    pub(in crate::app) fn fill_peek(&mut self) {
        let columns = self.geometry.map_or(1, |geometry| popup::columns(&geometry));
        let pour = self.settings.pour(columns.into());
        let here = &self.readers[self.current.0];
        let Mode::Apart(apart) = self.mode.page_mut() else { return };
        let Apart { reader: shown, what: What::Peek(peek), .. } = &mut **apart else { return };
        let document = here.document();
        let (found, missing) = match &peek.wanted {
            None | Some(Wanted::File(_)) => return,
            Some(Wanted::Anchor(name)) => {
                let missing = format!("There is no heading “{}” in this document.", literal(name));
                (place_of_anchor(document, name).and_then(|offset| section(document, offset)), missing)
            }
            Some(Wanted::Note(label)) => {
                let offset = document.references().notes().definition(label);
                let note = offset.and_then(|offset| Some((document.note_alone(offset)?, offset, None)));
                (note, "There is no such note in this document.".to_owned())
            }
            Some(Wanted::Mention(label)) => {
                let offset = document.references().notes().first_mention(label);
                let around = offset.and_then(|offset| section(document, offset));
                (around, "It is mentioned nowhere in this document.".to_owned())
            }
        };
        let origin = here.origin().clone();
        match found {
            Some((part, offset, title)) => {
                *shown = Reader::new(part, origin);
                shown.pour(pour, 1);
                shown.show(offset);
                peek.title = title.unwrap_or_else(|| peek.title.clone());
            }
            None if document.is_complete() => *shown = reader(missing, origin),
            None => return,
        }
        peek.wanted = None;
        self.revision += 1;
    }

    /// Takes in a file that was asked for, or why it can't be shown.
    pub(in crate::app) fn peeked(&mut self, request: &LoadRequest, result: Result<Loaded, LoadFailure>) -> Vec<Effect> {
        let columns = self.geometry.map_or(1, |geometry| popup::columns(&geometry));
        let pour = self.settings.pour(columns.into());
        let asks = self.keymap.key_for(Action::Follow).unwrap_or_default();
        let Some(Apart { reader: shown, what: What::Peek(peek), .. }) = self.apart_mut() else { return Vec::new() };
        if !matches!(&peek.wanted, Some(Wanted::File(wanted)) if wanted == request) {
            return Vec::new();
        }
        peek.wanted = None;
        let origin = shown.origin().clone();
        let loaded = match result {
            Ok(loaded) => loaded,
            Err(LoadFailure::OutsideRoot(path)) => {
                let path = literal(&path.display().to_string());
                let why = "It lies outside of the folder that you opened, and was not read.";
                *shown = reader(format!("{path}\n\n{why} {asks} asks whether to open it.\n"), origin);
                return Vec::new();
            }
            Err(LoadFailure::Failed(sentence)) => {
                *shown = reader(literal(&sentence), origin);
                return Vec::new();
            }
        };
        let (document, indexer) = reload::open(&loaded.source);
        *shown = Reader::new(document, loaded.origin);
        shown.pour(pour, 1);
        let effects = self.index(DocumentId::APART, indexer);
        let shown = self.shown_mut();
        if let Some(anchor) = &request.anchor
            && shown.pursue(Goal::Anchor(anchor.clone())) == Arrival::Nowhere
        {
            self.say(&format!("There is no heading “{anchor}” in that document."));
        }
        effects
    }

    /// The rows of the screen on which the link shows that is peeked at.
    pub(super) fn place_of_peeked(&self, geometry: &Geometry) -> Option<Range<u16>> {
        let What::Peek(peek) = &self.apart()?.what else { return None };
        let page = self.on_page();
        let shows = |line: &crate::app::reader::PageLine| {
            let mut links = line.line()?.spans.iter().filter_map(|span| line.laid.links.get(span.link? as usize));
            links.any(|link| link.offset == peek.link.offset).then_some(())
        };
        let rows: Vec<usize> =
            page.page().iter().enumerate().filter_map(|(row, line)| shows(line).map(|()| row)).collect();
        let pinned = page.pinned().len();
        let row = |row: usize| u16::try_from(row + pinned).ok()?.checked_add(geometry.page.row);
        Some(row(*rows.first()?)?..row(*rows.last()?)?.checked_add(1)?)
    }
}

impl Reader {
    /// Gives the first link on the page the focus. Returns whether there is one.
    fn focus_on_page(&mut self) -> bool {
        let first = self
            .page
            .iter()
            .find_map(|line| line.shown()?.spans.iter().find_map(|span| line.laid.links.get(span.link? as usize)));
        let Some(offset) = first.map(|link| link.offset) else { return false };
        self.set_focus(offset);
        true
    }
}

/// Where an anchor of a document is, if that is known.
fn place_of_anchor(document: &Document, name: &str) -> Option<u64> {
    let start = document.span().start;
    if name.is_empty() {
        return Some(start);
    }
    // As in a page on the web.
    document.outline().anchor(name).or_else(|| (name == "top").then_some(start))
}

/// The section in which a byte lies, from there on: the byte, and the title.
fn section(document: &Document, offset: u64) -> Option<(Document, u64, Option<Safe>)> {
    let outline = document.outline();
    let section = document.section_at(offset);
    let end = match section {
        Some(section) => outline.behind(section).and_then(|next| outline.offset(next)),
        None => outline.offset(SectionId(0)),
    };
    let part = document.stretch(offset..end.unwrap_or_else(|| document.span().end))?;
    Some((part, offset, section.and_then(|section| outline.get(section)).map(|section| section.title)))
}

/// What is said until it is there.
fn looked_for(wanted: Option<&Wanted>) -> String {
    match wanted {
        Some(Wanted::Anchor(name)) => format!("Looking for “{}”…\n", literal(name)),
        Some(Wanted::Note(_) | Wanted::Mention(_)) => "Looking for the note…\n".to_owned(),
        Some(Wanted::File(_)) | None => "Reading…\n".to_owned(),
    }
}

/// A whole address: its host marked, spelled if it has letters that could be taken for others; and what would keep it from
/// being opened.
fn address(url: &str, target: &Target) -> String {
    let marked = host(url).unwrap_or(0..0);
    let (before, inside, behind) = (&url[..marked.start], &url[marked.clone()], &url[marked.end..]);
    let seen = |text: &str| literal(&Safe::exact(text));
    let mut page = seen(before);
    // Writing to a String does not fail.
    if !inside.is_empty() {
        let _ = write!(page, "<u><b>{}</b></u>", seen(inside));
    }
    page += &seen(behind);
    if let Some(spelled) = ascii_host(inside) {
        let _ = write!(page, "\n\nIts host is {}", literal(&spelled));
    }
    match target {
        Target::Ask { why, .. } => {
            let _ = write!(page, "\n\nYou will be asked before it is opened, because {}.", literal(why));
        }
        Target::Refuse { why } => {
            let _ = write!(page, "\n\n{}", literal(why));
        }
        Target::Outside(_) | Target::Anchor(_) | Target::Document { .. } => {}
    }
    page.push('\n');
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_whole_and_says_what_is_odd_about_it() {
        let said = |url: &str| {
            let mut reader = reader(address(url, &classify(url)), Origin::Bundled);
            reader.pour(crate::layout::Pour::on_screen(200), 9);
            reader.settle();
            let lines = reader.page().iter().filter_map(|line| line.line()).map(crate::layout::Line::text);
            lines.filter(|line| !line.is_empty()).collect::<Vec<_>>()
        };
        let plain = "https://example.org/a_b*c*?d=<e>&amp;f#g";
        assert_eq!(said(plain), [plain]);
        let odd = said("https://пример.org/x");
        assert_eq!((odd[0].as_str(), odd[1].as_str()), ("https://пример.org/x", "Its host is xn--e1afmkfd.org"));
        assert!(odd[2].starts_with("You will be asked before it is opened, because"), "{odd:?}");
        assert!(said("javascript:alert(1)")[1].contains("not opened"), "{:?}", said("javascript:alert(1)"));
    }
}
