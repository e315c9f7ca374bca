//! What the status line says while something is shown apart.

use crate::app::action::Action;
use crate::app::reader::Reader;
use crate::app::state::App;
use crate::app::status::{Hint, Left};
use crate::text::sanitize::Safe;

use super::What;

impl App {
    /// The document whose place is told: that on the page, of a source the document itself.
    pub(in crate::app) fn on_document(&self) -> &Reader {
        match self.filling() {
            Some(apart) if !matches!(apart.what, What::Source(_)) => &apart.reader,
            _ => self.reader(),
        }
    }

    /// What the status line says of a place while something is shown apart, if that is not what it always says.
    pub(in crate::app) fn place_apart(&self) -> Option<Left> {
        match &self.apart()?.what {
            What::Peek(peek) if !peek.link().target.is_empty() => Some(Left::Target(Safe::new(&peek.link().target))),
            What::Block(_) => {
                let share = self.shown().percent();
                let is_all = self.shown().is_all_on_page();
                Some(Left::Place(vec![if is_all { "all of it".to_owned() } else { format!("{share} %") }]))
            }
            _ => None,
        }
    }

    /// The keys that matter while something is shown apart.
    pub(in crate::app) fn hints_apart(&self, what: &What) -> Vec<Option<Hint>> {
        let hint = |action: Action, does: &'static str| self.keymap().key_for(action).map(|key| Hint { key, does });
        match what {
            What::Help => vec![hint(Action::Escape, "closes")],
            What::Source(_) => vec![hint(Action::Source, "the page"), hint(Action::Edit, "edits")],
            What::Whereabouts => vec![Some(Hint { key: "any key".to_owned(), does: "closes" })],
            What::Peek(_) => {
                let more = !self.shown().is_all_on_page();
                let scroll = if more { hint(Action::LineDown, "more") } else { None };
                vec![hint(Action::Follow, "goes there"), hint(Action::Escape, "closes"), scroll]
            }
            What::Block(alone) => vec![
                hint(Action::Escape, "closes"),
                hint(Action::Copy, alone.next_form()),
                self.shown().is_wider_than_page().then(|| hint(Action::PanRight, "to the right")).flatten(),
            ],
        }
    }
}

impl Reader {
    /// Whether all of the document is on the page.
    pub(in crate::app) fn is_all_on_page(&self) -> bool {
        let (span, window) = (self.document.span(), self.window());
        self.document.is_complete() && window.start <= span.start && window.end >= span.end
    }
}
