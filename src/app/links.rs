//! Links: the focus moves over them, and following one leads inside, outside, to a question or to a sentence that says
//! why not.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::outline::Direction;
use crate::document::search::FoundLink;
use crate::layout::laid::PlacedLink;
use crate::library::Origin;
use crate::library::launchers::is_launcher;
use crate::library::target::{Target, classify};
use crate::markdown::inline::LinkKind;
use crate::text::sanitize::Safe;

use super::event::{Effect, LoadFailure, LoadRequest, Loaded, Outcome, Permission};
use super::question::Consent;
use super::reader::start::Start;
use super::reader::{Arrival, Goal};
use super::state::{App, Message, Mode};

/// How many links one key press passes over.
const MOST_STEPS: usize = 200;

/// Where a link between a footnote and its mention leads.
fn within_notes(link: &PlacedLink) -> Option<Goal> {
    match link.kind {
        LinkKind::Note => Some(Goal::Note(Arc::clone(&link.target))),
        LinkKind::NoteReturn => Some(Goal::Mention(Arc::clone(&link.target))),
        LinkKind::Address | LinkKind::Disguised | LinkKind::Wiki | LinkKind::Image => None,
    }
}

/// The file that a path of a link means; `None` where there are no files beside the document.
pub(super) fn resolve(origin: &Origin, path: &Path, kind: LinkKind) -> Option<PathBuf> {
    let mut path = origin.resolve(path)?;
    if kind == LinkKind::Wiki && path.extension().is_none() {
        path.set_extension("md");
    }
    Some(path)
}

/// The file that a link leads to, if it leads to one and there are files beside the document.
pub(super) fn file_of(origin: &Origin, link: &FoundLink) -> Option<PathBuf> {
    match classify(&link.target) {
        Target::Document { path, .. } => resolve(origin, &path, link.kind),
        Target::Anchor(_) | Target::Outside(_) | Target::Ask { .. } | Target::Refuse { .. } => None,
    }
}

/// Opens a file that a link leads to.
fn load(path: PathBuf, anchor: Option<String>) -> Vec<Effect> {
    vec![Effect::Load(LoadRequest { path, anchor, permission: Permission::InsideRoot })]
}

impl App {
    pub(super) fn next_link(&mut self, times: usize) {
        self.move_focus(times, Direction::Forward, "There is no further link.");
    }

    pub(super) fn previous_link(&mut self, times: usize) {
        self.move_focus(times, Direction::Back, "There is no link before.");
    }

    fn move_focus(&mut self, times: usize, direction: Direction, otherwise: &str) {
        for _ in 0..times.min(MOST_STEPS) {
            // What is on the screen has to be known before the next step.
            self.settle();
            if self.shown_mut().focus_next(direction) == Arrival::Nowhere {
                let complete = self.shown().document().is_complete();
                self.say(if complete {
                    otherwise
                } else {
                    "No further link is known yet; the index is still being built."
                });
                return;
            }
        }
    }

    pub(super) fn follow(&mut self) -> Vec<Effect> {
        if let Some(link) = self.shown().focused().cloned() {
            self.follow_link(&link)
        } else {
            self.say("No link has the focus; Tab moves to one.");
            Vec::new()
        }
    }

    /// Follows a link, from the keys or by a click.
    pub(super) fn follow_link(&mut self, link: &PlacedLink) -> Vec<Effect> {
        let origin = self.shown().origin().clone();
        if !self.is_helping() {
            self.leave_apart();
        }
        let is_elsewhere = !self.is_helping() && origin != *self.reader().origin();
        if let Some(goal) = within_notes(link).filter(|_| !is_elsewhere) {
            if self.jump(|reader| reader.pursue(goal)) == Arrival::Nowhere {
                self.say("There is no such note in this document.");
            }
            return Vec::new();
        }
        match classify(&link.target) {
            Target::Anchor(anchor) if is_elsewhere => match origin {
                Origin::File(path) => load(path, Some(anchor)),
                Origin::Bundled | Origin::Licences | Origin::Stream { .. } => Vec::new(),
            },
            Target::Anchor(name) => {
                self.go_to_anchor(&name);
                Vec::new()
            }
            Target::Document { path, anchor } => self.follow_path((&origin, &path), anchor, link.kind),
            Target::Outside(url) => vec![Effect::OpenOutside(url)],
            Target::Ask { url, why } => self.ask(&url, why, Consent::Outside(url.clone())),
            Target::Refuse { why } => {
                self.say(&why);
                Vec::new()
            }
        }
    }

    fn follow_path(&mut self, (origin, path): (&Origin, &Path), anchor: Option<String>, kind: LinkKind) -> Vec<Effect> {
        let Some(path) = resolve(origin, path, kind) else {
            self.say("This document is built in; there are no files beside it.");
            return Vec::new();
        };
        if self.reader().origin().is(&path) {
            self.go_to_anchor(&anchor.unwrap_or_default());
            return Vec::new();
        }
        load(path, anchor)
    }

    pub(super) fn follow_outside(&mut self) -> Vec<Effect> {
        let Some(link) = self.shown().focused().cloned() else {
            self.say("No link has the focus; Tab moves to one.");
            return Vec::new();
        };
        self.open_link_outside(&link.target, link.kind)
    }

    /// Opens a link outside, if it leads there.
    pub(super) fn open_link_outside(&mut self, target: &str, kind: LinkKind) -> Vec<Effect> {
        if matches!(kind, LinkKind::Note | LinkKind::NoteReturn) {
            self.say("This link leads to a place in this document; Enter goes there.");
            return Vec::new();
        }
        match classify(target) {
            Target::Outside(url) => vec![Effect::OpenOutside(url)],
            Target::Ask { url, why } => self.ask(&url, why, Consent::Outside(url.clone())),
            Target::Refuse { why } => {
                self.say(&why);
                Vec::new()
            }
            Target::Anchor(_) => {
                self.say("This link leads to a place in this document; Enter goes there.");
                Vec::new()
            }
            Target::Document { path, .. } => match self.shown().origin().resolve(&path) {
                Some(path) if is_launcher(&path) => {
                    self.say("This file would run as a program, so it is not opened.");
                    Vec::new()
                }
                Some(path) => {
                    let shown = path.display().to_string();
                    self.ask(&shown, "it is a file on this machine", Consent::Outside(shown.clone()))
                }
                None => {
                    self.say("This document is built in; there are no files beside it.");
                    Vec::new()
                }
            },
        }
    }

    pub(super) fn loaded(&mut self, request: LoadRequest, result: Result<Loaded, LoadFailure>) -> Vec<Effect> {
        let start = self.loading.take_if(|(path, _)| *path == request.path).map(|(_, start)| start);
        match result {
            Ok(loaded) => {
                let here = self.here();
                self.leave(here);
                self.mode = Mode::Reading;
                let start = match (request.anchor, start, request.permission) {
                    (Some(anchor), ..) => Start::Anchor(anchor),
                    (None, Some(start), _) => start,
                    (None, None, Permission::Named) => Start::Left,
                    // A link leads to the beginning of a document, wherever that was left.
                    (None, None, Permission::InsideRoot | Permission::Anywhere) => Start::Top,
                };
                let open = self.readers.iter().position(|reader| reader.origin() == &loaded.origin);
                let mut effects = match open {
                    Some(place) => {
                        self.switch(super::event::DocumentId(place));
                        Vec::new()
                    }
                    None => self.add(loaded),
                };
                let current = self.current;
                self.shelve(&request.path, current);
                // What is open already is where the reader left it.
                if open.is_none() || start != Start::Left {
                    effects.extend(self.start_at(start));
                }
                effects
            }
            Err(LoadFailure::OutsideRoot(path)) => {
                let shown = path.display().to_string();
                // What is shown is what is agreed to, wherever the link leads by then.
                let then = Consent::Load(LoadRequest { path, permission: Permission::Anywhere, ..request });
                self.ask(&shown, "it lies outside of the folder that you opened", then)
            }
            Err(LoadFailure::Failed(sentence)) => {
                self.say(&sentence);
                Vec::new()
            }
        }
    }

    pub(super) fn opened_outside(&mut self, url: &str, outcome: Outcome) {
        let shown = |text: String| Message { link: Some(Safe::new(url)), ..Message::new(&text) };
        self.message = Some(match outcome {
            Outcome::Opened => Message::new(&format!("Opened {url}")),
            Outcome::Copied(why) => shown(format!("{why}; the link was sent to the terminal's clipboard")),
            Outcome::Shown(why) => shown(format!("{why}; here is the link")),
            Outcome::Failed(sentence) => shown(sentence),
        });
    }
}
