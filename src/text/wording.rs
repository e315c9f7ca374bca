//! A stretch of a document's text as it was read, before anything makes it safe.
//!
//! Most stretches are a few words between two marks, or a cell of a table: those take no memory of their own, which is what
//! a page full of them costs most. Whole lines stay in the text that they stand in.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use compact_str::CompactString;

/// A text that stays as it is.
#[derive(Clone)]
pub struct Wording(Place);

/// Where the text is.
#[derive(Clone)]
enum Place {
    /// Here.
    Own(CompactString),
    /// Bytes of a text that others have parts of, too. No larger than the other form.
    Within(Arc<String>, u32, u32),
}

/// Texts with so many bytes need no memory of their own.
const SHORT: usize = size_of::<CompactString>();

impl Wording {
    /// Whether a text needs no memory of its own.
    #[must_use]
    pub fn is_short(text: &str) -> bool {
        text.len() <= SHORT
    }

    /// The text at these bytes of another; empty if there is none.
    #[must_use]
    pub fn within(whole: &Arc<String>, bytes: Range<usize>) -> Self {
        let text = whole.get(bytes.clone()).unwrap_or_default();
        match (u32::try_from(bytes.start), u32::try_from(bytes.end)) {
            (Ok(start), Ok(end)) if !Self::is_short(text) => Self(Place::Within(Arc::clone(whole), start, end)),
            _ => Self::from(text),
        }
    }
}

impl Deref for Wording {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Place::Own(text) => text,
            Place::Within(whole, start, end) => whole.get(*start as usize..*end as usize).unwrap_or_default(),
        }
    }
}

impl PartialEq for Wording {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Wording {}

impl Default for Wording {
    fn default() -> Self {
        Self::from("")
    }
}

impl fmt::Debug for Wording {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, formatter)
    }
}

impl From<&str> for Wording {
    fn from(text: &str) -> Self {
        Self(Place::Own(CompactString::new(text)))
    }
}

impl From<String> for Wording {
    fn from(text: String) -> Self {
        Self(Place::Own(CompactString::from(text)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_text_however_long() {
        for text in ["", "a few words", "more words than have room in the place of a string"] {
            assert_eq!((&*Wording::from(text), &*Wording::from(text.to_owned())), (text, text));
            let whole = Arc::new(format!("é{text}!"));
            assert_eq!(Wording::within(&whole, 2..2 + text.len()), Wording::from(text));
            assert_eq!(&*Wording::within(&whole, 1..9), "", "a character is not parted");
        }
        assert_eq!(size_of::<Wording>(), size_of::<CompactString>());
    }
}
