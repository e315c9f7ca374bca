//! Where the reader is: the document, the section, how far, and how much is left, for as long as no key is pressed.

use std::fmt::Write;

use crate::app::action::Action;
use crate::app::event::Effect;
use crate::app::key::Key;
use crate::app::reader::Reader;
use crate::app::reader::following::bytes_in_words;
use crate::app::reader::progress::words_in;
use crate::app::state::App;
use crate::app::update::act_anywhere;
use crate::document::outline::SectionId;
use crate::library::Origin;

use super::notice::{literal, reader};
use super::{Apart, What};

impl App {
    /// Says where the reader is.
    pub(in crate::app) fn show_whereabouts(&mut self) {
        let here = self.reader();
        let mut page = String::new();
        let mut say = |name: &str, text: String| {
            // Writing to a String does not fail.
            let _ = write!(page, "{}**{name}**  {text}", if page.is_empty() { "" } else { "\\\n" });
        };
        if let Some(book) = here.book() {
            say("Book", literal(book));
        }
        if let Some(title) = here.title() {
            say("Title", literal(title));
        }
        say(
            "File",
            match here.origin() {
                Origin::File(path) => literal(&path.display().to_string()),
                Origin::Bundled | Origin::Licences => "built in".to_owned(),
                Origin::Stream { .. } => literal(&here.origin().name_within()),
            },
        );
        let path: Vec<String> =
            here.document().path_at(here.anchor().offset).iter().map(|step| literal(step)).collect();
        if !path.is_empty() {
            say("Section", path.join(" › "));
        }
        if let Some(bytes) = here.section().and_then(|section| here.section_bytes(section)) {
            say("Its words", about(words_in(bytes)));
        }
        let span = here.document().span();
        let so_far = if here.document().is_growing() { " so far" } else { "" };
        let bytes = span.end - span.start;
        say("All words", format!("{}{so_far}, {}", about(words_in(bytes)), bytes_in_words(bytes)));
        let place = match here.left() {
            left if here.percent() == 100 => left,
            left => format!("{} %, {left}", here.percent()),
        };
        say("Place", place);
        let origin = here.origin().clone();
        self.set_apart(Apart::new(reader(page, origin), What::Whereabouts));
    }

    /// Takes a key while it is said where the reader is: what scrolls shows the rest of it, if there is any; every other key
    /// closes it. `None` if it is not said.
    pub(in crate::app) fn key_in_whereabouts(&mut self, key: Key) -> Option<Vec<Effect>> {
        if self.apart()?.what != What::Whereabouts {
            return None;
        }
        let action = self.keymap.meaning(key);
        let moved = match action {
            Some(Action::LineDown) => self.shown_mut().down(1),
            Some(Action::LineUp) => self.shown_mut().up(1),
            Some(Action::PageDown | Action::HalfPageDown) => self.page_of_whereabouts(Reader::down),
            Some(Action::PageUp | Action::HalfPageUp) => self.page_of_whereabouts(Reader::up),
            _ => 0,
        };
        if moved == 0 {
            self.close_apart();
        }
        Some(action.map(act_anywhere).unwrap_or_default())
    }

    fn page_of_whereabouts(&mut self, scroll: fn(&mut Reader, usize) -> usize) -> usize {
        let reader = self.shown_mut();
        let rows = reader.page().len().saturating_sub(1).max(1);
        scroll(reader, rows)
    }
}

impl Reader {
    /// How many bytes a section has with all that is part of it; `None` if its end is not known yet.
    fn section_bytes(&self, section: SectionId) -> Option<u64> {
        let outline = self.document.outline();
        let start = outline.offset(section)?;
        let end = match outline.behind(section) {
            Some(next) => outline.offset(next)?,
            None if self.document.is_complete() && outline.left_out() == 0 => self.document.span().end,
            None => return None,
        };
        Some(end.saturating_sub(start))
    }
}

/// A number that is not exact: two digits of it, in groups with the noughts behind them.
fn about(number: u64) -> String {
    let unit = 10_u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    let digits = (number / unit * unit).to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("about {grouped}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_digits_are_told_and_stand_in_groups() {
        for (number, expected) in [(0, "0"), (99, "99"), (999, "990"), (1_000, "1,000"), (1_254_567, "1,200,000")] {
            assert_eq!(about(number), format!("about {expected}"));
        }
    }
}
