//! Copying: a text is on its way to the terminal's clipboard, and the reader is told what it is and how much.
//!
//! Nobody answers whether it arrived, so it is never said to be copied.
//!
//! | key | what it takes | where that is found |
//! | --- | --- | --- |
//! | `y` | the link in focus, else the selection, else the section | here, `selection`, `section` |
//! | `c` | the nearest code; at once again: with the citation | `code`, `comment` |
//! | `Y` | a link to this place | `place` |
//! | `C` | the citation | [`crate::library::citation`] |

pub(super) mod pointing;
pub(super) mod selection;

mod code;
mod comment;
mod place;
mod section;

use crate::markdown::inline::LinkKind;
use crate::text::clip::Clip;
use crate::text::width::graphemes;

use super::event::Effect;
use super::reader::following::bytes_in_words;
use super::state::{App, Message};

pub(super) use code::Copied;

/// The longest text that the clipboard takes, in bytes: as Base64 and with what stands around it these are the 74,994
/// bytes of the longest sequence that terminals are known to take.
pub const LONGEST: usize = 56_238;

impl App {
    /// Sends a text to the terminal's clipboard and says so. `what` is what it is, as in “the code”.
    pub fn copy(&mut self, text: &str, what: &str) -> Vec<Effect> {
        if text.len() > LONGEST {
            return self.too_long_to_copy(text.len() as u64, what);
        }
        let clip = Clip::new(text);
        if clip.trim().is_empty() {
            self.say(&format!("Nothing was sent: {what} is empty."));
            return Vec::new();
        }
        self.say(&format!("Sent to the terminal's clipboard: {what}, {}.", how_much(&clip)));
        vec![Effect::Copy(clip)]
    }

    /// Says that so many bytes are more than the clipboard takes, and what to do.
    pub(super) fn too_long_to_copy(&mut self, length: u64, what: &str) -> Vec<Effect> {
        let (length, most) = (bytes_in_words(length), bytes_in_words(LONGEST as u64));
        let advice = "Drag over a part of it with the mouse.";
        self.say(&format!("Nothing was sent: {what} has {length}, a terminal's clipboard takes {most}. {advice}"));
        Vec::new()
    }

    /// Says something behind what was said about a copy.
    pub(super) fn say_too(&mut self, sentence: &str) {
        let said = self.message.as_ref().map(|message| format!("{} {sentence}", message.text));
        self.message = said.as_deref().map(Message::new).or(self.message.take());
    }

    /// Copies the target of the link in focus, else what is selected, else the section under the eyes.
    pub(super) fn copy_here(&mut self) -> Vec<Effect> {
        let Some(link) = self.shown().focused().cloned() else {
            return self.copy_selection().unwrap_or_else(|| self.copy_section());
        };
        if matches!(link.kind, LinkKind::Note | LinkKind::NoteReturn) {
            self.say("This link leads to a place in this document and has no target to copy.");
            return Vec::new();
        }
        self.copy(&link.target, "the link")
    }
}

/// How much a text is: its lines, the words of a single line, the characters of a single word.
fn how_much(text: &str) -> String {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let text = text.trim_end_matches('\n');
    if text.contains('\n') {
        return counted(text.split('\n').count(), "line");
    }
    match text.split_whitespace().count() {
        1 => counted(graphemes(text.trim()).count(), "character"),
        words => counted(words, "word"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_much_is_told_by_what_can_be_counted_at_a_glance() {
        for (text, expected) in [
            ("x", "1 character"),
            ("Grüße\n", "5 characters"),
            ("https://docker.io", "17 characters"),
            ("two words", "2 words"),
            ("a\nb", "2 lines"),
            ("a\n\nb c\n", "3 lines"),
        ] {
            assert_eq!(how_much(text), expected);
        }
    }
}
