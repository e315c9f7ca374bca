//! A stretch of a document's text as it was read, before anything makes it safe.
//!
//! Most stretches are a few words between two marks, or a cell of a table: those take no memory of their own, which is what
//! a page full of them costs most.

use std::ops::Deref;

use compact_str::CompactString;

/// A text that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Wording(CompactString);

impl Deref for Wording {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Self {
        Self(CompactString::new(text))
    }
}

impl From<String> for Wording {
    fn from(text: String) -> Self {
        Self(CompactString::from(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_text_however_long() {
        for text in ["", "a few words", "more words than have room in the place of a string"] {
            assert_eq!((&*Wording::from(text), &*Wording::from(text.to_owned())), (text, text));
        }
    }
}
