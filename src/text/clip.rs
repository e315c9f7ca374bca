//! Text for the clipboard: its lines and tabs are kept, and what a paste could misuse is taken out.
//!
//! What is pasted goes into shells, editors and messages. An escape could end the bracket around a paste, a bidi control
//! or a hidden tag would bring along what nobody has seen: what the page does not show as itself is not sent.

use std::ops::Deref;

use super::sanitize::{Setting, pieces};

/// Text that the clipboard can be sent: no control character but newline and tab, and nothing that does not show.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Clip(String);

impl Clip {
    /// Takes out of a text what must not be pasted. Every end of a line becomes a newline.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut kept = String::with_capacity(text.len());
        pieces(text, Setting::Prose, &mut |piece| {
            if !piece.replaced {
                kept.push_str(&piece.text);
            }
        });
        Self(kept)
    }
}

impl Deref for Clip {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::sanitize::is_hostile;

    #[test]
    fn lines_and_tabs_stay_and_what_steers_goes() {
        for (text, expected) in [
            ("fn a() {\n\tb();\n}\n", "fn a() {\n\tb();\n}\n"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("\x1b[201~rm -rf /\n", "[201~rm -rf /\n"),
            ("a\0b\x07c\x7fd\u{9b}e\u{202e}f\u{2028}g\u{e0041}h\u{feff}", "abcdefgh"),
            ("Grüße 日本 e\u{301} 👩\u{200d}💻 so\u{ad}ft", "Grüße 日本 e\u{301} 👩\u{200d}💻 so\u{ad}ft"),
        ] {
            assert_eq!(&*Clip::new(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_steers_is_left(text in "(?s).{0,80}") {
            let clip = Clip::new(&text);
            prop_assert!(clip.chars().all(|c| matches!(c, '\n' | '\t') || !is_hostile(c)), "{clip:?}");
            prop_assert_eq!(&Clip::new(&clip), &clip);
        }
    }
}
