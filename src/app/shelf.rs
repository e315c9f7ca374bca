//! Several documents: those that were named stand one behind the other, and paging past the end of one goes on to the
//! next.

use std::path::Path;

use crate::document::outline::Direction;

use super::event::{DocumentId, Effect, LoadRequest, Permission};
use super::state::{App, Shelved};

impl App {
    /// Goes on to the document that was named behind the one that is read, or back to the one before it; `None` if there
    /// is none.
    pub(super) fn open_neighbour(&mut self, direction: Direction) -> Option<Vec<Effect>> {
        let here = self.shelf.iter().position(|shelved| matches!(shelved, Shelved::Open(id) if *id == self.current));
        let place = here.and_then(|here| match direction {
            Direction::Forward => here.checked_add(1),
            Direction::Back => here.checked_sub(1),
        });
        let place = place.filter(|place| *place < self.shelf.len())?;
        let was_open = matches!(self.shelf[place], Shelved::Open(_));
        let effects = self.open_shelved(place);
        if was_open && direction == Direction::Forward {
            self.reader_mut().top();
        }
        Some(effects)
    }

    /// Goes on to a document that was named, by its place on the shelf; one that is open is where it was left.
    pub(super) fn open_shelved(&mut self, place: usize) -> Vec<Effect> {
        let next = DocumentId(self.readers.len());
        let Some(shelved) = self.shelf.get_mut(place) else { return Vec::new() };
        match shelved {
            Shelved::Open(id) => {
                let id = *id;
                let here = self.here();
                self.leave(here);
                self.switch(id);
                self.settle();
                Vec::new()
            }
            // It is on its way already; a second press of the key changes nothing.
            Shelved::Closed(path, _) if self.loading.as_ref().is_some_and(|(loading, _)| loading == path) => Vec::new(),
            Shelved::Closed(path, start) => {
                self.loading = Some((path.clone(), start.clone()));
                vec![Effect::Load(LoadRequest { path: path.clone(), anchor: None, permission: Permission::Named })]
            }
            Shelved::Ready(_) => {
                let Shelved::Ready(loaded) = std::mem::replace(shelved, Shelved::Open(next)) else { return Vec::new() };
                let here = self.here();
                self.leave(here);
                let effects = self.add(loaded);
                self.settle();
                effects
            }
        }
    }

    /// Notes on the shelf that a document which was named is open now. It has one place there: from the first of two it
    /// would never go on behind the second.
    pub(super) fn shelve(&mut self, path: &Path, id: DocumentId) {
        let mut stands = self.shelf.iter().any(|shelved| matches!(shelved, Shelved::Open(open) if *open == id));
        self.shelf.retain_mut(|shelved| {
            if !matches!(shelved, Shelved::Closed(closed, _) if closed == path) {
                return true;
            }
            *shelved = Shelved::Open(id);
            !std::mem::replace(&mut stands, true)
        });
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::app::event::{Event, Loaded, Named};
    use crate::app::reader::start::Start;
    use crate::app::settings::Settings;
    use crate::library::Origin;

    fn loaded(text: &str, origin: Origin) -> Loaded {
        Loaded { source: Arc::new(text.as_bytes().to_vec()), origin, reached: None, note: None }
    }

    #[test]
    fn what_was_read_at_the_start_is_gone_on_to_like_a_file() {
        let stream = || Origin::Stream("/".into());
        let others = vec![Named::Read(loaded("two", stream())), Named::File("three.md".into(), Start::Left)];
        let (mut app, _) = App::open(loaded("one", stream()), others, Settings::default(), (80, 24));
        assert!(app.page_down(9).is_empty());
        assert_eq!(app.current, DocumentId(1));
        let effects = app.page_down(9);
        let [Effect::Load(request)] = &effects[..] else { panic!("three.md is to be opened") };
        let expected = LoadRequest { path: "three.md".into(), anchor: None, permission: Permission::Named };
        assert_eq!(request, &expected);
        app.go_back(1);
        assert_eq!(app.current, DocumentId(0));
        app.page_down(9);
        assert_eq!((app.current, app.readers.len()), (DocumentId(1), 2), "it is not opened twice");
    }

    #[test]
    fn a_file_that_was_named_twice_is_gone_past() {
        let open = |name: &str| loaded(name, Origin::File(name.into()));
        let others: Vec<PathBuf> = vec!["a".into(), "b".into(), "b".into(), "c".into()];
        let (mut app, _) = App::open(open("a"), others, Settings::default(), (80, 24));
        let mut seen = Vec::new();
        for _ in 0..9 {
            for effect in app.page_down(9) {
                let Effect::Load(request) = effect else { continue };
                let answer = open(&request.path.to_string_lossy());
                app.update(Event::Loaded(request, Ok(answer)));
            }
            seen.push(app.reader().origin().name());
        }
        seen.dedup();
        assert_eq!(seen, ["a", "b", "c"]);
    }
}
