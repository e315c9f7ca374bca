//! Copying: a text is on its way to the terminal's clipboard, and the reader is told what it is and how much.
//!
//! Nobody answers whether it arrived, so it is never said to be copied. What is copied is chosen elsewhere.

use crate::text::clip::Clip;
use crate::text::width::graphemes;

use super::event::Effect;
use super::following::bytes_in_words;
use super::state::App;

/// The longest text that the clipboard takes, in bytes: as Base64 and with what stands around it these are the 74,994
/// bytes of the longest sequence that terminals are known to take.
pub const LONGEST: usize = 56_238;

impl App {
    /// Sends a text to the terminal's clipboard and says so. `what` is what it is, as in “the code”.
    pub fn copy(&mut self, text: &str, what: &str) -> Vec<Effect> {
        let length = text.len() as u64;
        if text.len() > LONGEST {
            return self.too_long_to_copy(length, what);
        }
        let clip = Clip::new(text);
        if clip.trim().is_empty() {
            self.say(&format!("Nothing was sent: {what} has no text."));
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
