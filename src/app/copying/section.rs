//! The section under the eyes as Markdown: the bytes of the source from its heading to the next heading of the same or a
//! higher level.

use std::ops::Range;

use crate::document::outline::SectionId;
use crate::text::read_at::read_range;
use crate::text::sanitize::Safe;
use crate::text::shorten::{End, shorten};

use super::super::event::Effect;
use super::super::reader::Reader;
use super::super::state::App;
use super::LONGEST;

/// How many columns of a title are said.
const TITLE: usize = 40;

/// A section, or what stands in front of the first one.
struct Stretch {
    /// What it is called.
    what: String,
    /// Its bytes.
    span: Range<u64>,
    /// Whether it may go on behind them, because the index has not come further.
    more: bool,
}

impl App {
    /// Copies the section under the eyes.
    pub(super) fn copy_section(&mut self) -> Vec<Effect> {
        let reader = self.shown();
        if reader.stands_beyond_index() {
            self.say("Nothing was sent: the index has not come here yet, so that nobody knows where the section ends.");
            return Vec::new();
        }
        let Stretch { what, span, more } = reader.stretch();
        let length = span.end.saturating_sub(span.start);
        if length > LONGEST as u64 {
            return self.too_long_to_copy(length, &what);
        }
        if more {
            self.say(&format!("Nothing was sent: the index has not come to the end of {what} yet."));
            return Vec::new();
        }
        let bytes = read_range(&**reader.document().source(), span);
        let text = String::from_utf8_lossy(&bytes);
        // Blank lines at the end belong to nobody, and a line end there would run what is pasted into a shell.
        self.copy(text.trim_end_matches(['\n', '\r', ' ', '\t']), &what)
    }
}

impl Reader {
    /// The section under the eyes.
    fn stretch(&self) -> Stretch {
        let (document, outline) = (self.document(), self.document().outline());
        let span = document.span();
        let section = self.section();
        let next = match section {
            Some(section) => outline.behind(section),
            None => (!outline.is_empty()).then_some(SectionId(0)),
        };
        let end = next.and_then(|next| outline.offset(next));
        let known = if document.is_complete() { span.end } else { document.indexed() };
        let what = match section.and_then(|section| outline.title(section)) {
            Some(title) => format!("the section “{}”", shorten(&Safe::new(title), TITLE, End::Right)),
            None if end.is_some() => "what stands before the first section".to_owned(),
            None => "the document".to_owned(),
        };
        let start = section.and_then(|section| outline.offset(section)).unwrap_or(span.start);
        let more = end.is_none() && (!document.is_complete() || outline.left_out() > 0);
        Stretch { what, span: start..end.unwrap_or(known), more }
    }
}
