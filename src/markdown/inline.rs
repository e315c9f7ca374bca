//! Inline text: runs with marks, flat, so that emphasis nested without end costs nothing.

use std::ops::{BitOr, BitOrAssign, Range};
use std::sync::Arc;

use crate::text::wording::Wording;

/// A run of inline text, or a point in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// What it is.
    pub kind: InlineKind,
    /// How it is emphasised.
    pub marks: Marks,
    /// The link that it belongs to, an index into [`super::block::Parsed::links`].
    pub link: Option<u32>,
    /// Its bytes in the chunk. Where `kind`'s text has as many bytes, they are the same bytes.
    pub source: Range<usize>,
}

impl Inline {
    /// Part of a run of words; the same run where it has no words.
    #[must_use]
    pub fn part(&self, part: Range<usize>) -> Self {
        let InlineKind::Text(text) = &self.kind else { return self.clone() };
        let source = if text.len() == self.source.len() {
            self.source.start + part.start..self.source.start + part.end
        } else {
            self.source.clone()
        };
        // Not `..self.clone()`: that copies all the words, and a run may have many parts.
        let kind = InlineKind::Text(Wording::from(text.get(part).unwrap_or_default()));
        Self { kind, marks: self.marks, link: self.link, source }
    }
}

/// What a run is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InlineKind {
    /// Words.
    Text(Wording),
    /// A code span.
    Code(Wording),
    /// A formula as written, without its dollars.
    Math(Wording, MathDisplay),
    /// A footnote's label and its number, as far as that is known.
    FootnoteReference(Wording, Option<usize>),
    /// Behind the text of a footnote: the way back to where it is mentioned first.
    FootnoteReturn,
    /// What printed text says behind a link of where it leads.
    Reference(Wording),
    /// Behind a link whose text names another host: the one that it leads to.
    Elsewhere(Wording),
    /// The beginning of an image; its description follows as text that has [`Marks::IMAGE`]. Of an image that its author
    /// doesn't describe, the name of its file, if there is one.
    Image(Wording),
    /// A line break that was made in the source and means a space.
    SoftBreak,
    /// A line break that is meant.
    HardBreak,
}

/// Where a formula stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MathDisplay {
    /// Within a line: `$x$`.
    Inline,
    /// On lines of its own: `$$x$$`.
    Block,
}

/// Emphasis of several kinds at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Marks(u16);

impl Marks {
    /// No emphasis.
    pub const NONE: Self = Self(0);
    /// `*emphasis*`
    pub const EMPHASIS: Self = Self(1);
    /// `**strong**`
    pub const STRONG: Self = Self(2);
    /// `~~strikethrough~~`
    pub const STRIKETHROUGH: Self = Self(4);
    /// The description of an image.
    pub const IMAGE: Self = Self(8);
    /// A code span.
    pub const CODE: Self = Self(16);
    /// Text that was inserted: `<u>`, `<ins>`.
    pub const UNDERLINE: Self = Self(32);
    /// A key of a keyboard: `<kbd>`.
    pub const KEY: Self = Self(64);
    /// `==highlighted==`, `<mark>`
    pub const HIGHLIGHT: Self = Self(128);

    /// Whether all of `other` is in it.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for Marks {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Marks {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A link: where it leads and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The target as written, entities and escapes decoded; shared by the links of one definition.
    pub target: Arc<str>,
    /// The title.
    pub title: Arc<str>,
    /// What kind of link it is.
    pub kind: LinkKind,
    /// Its bytes in the chunk.
    pub span: Range<usize>,
}

/// What made a piece of text a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](target)`, a reference, `<https://…>` or a bare address.
    Address,
    /// The same, with a text that looks like another host than the one that it leads to.
    Disguised,
    /// `[[page]]`.
    Wiki,
    /// A reference to a footnote; the target is its folded label.
    Note,
    /// The way back from a footnote to its first mention; the target is its folded label.
    NoteReturn,
    /// An image that is not inside of a link; it leads to the picture.
    Image,
}

/// From bytes of a text to bytes of its source: stretches that were copied as they are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SourceMap {
    /// (byte of the text, byte of the source) where a stretch begins, ascending.
    stretches: Vec<(usize, usize)>,
}

impl SourceMap {
    /// Notes that the text goes on at byte `text` with what stands at byte `source`.
    pub fn push(&mut self, text: usize, source: usize) {
        if let Some(&(last_text, last_source)) = self.stretches.last()
            && source.checked_sub(last_source) == text.checked_sub(last_text)
        {
            return;
        }
        self.stretches.push((text, source));
    }

    /// The byte of the source that byte `text` of the text came from; 0 where nothing is known.
    #[must_use]
    pub fn source(&self, text: usize) -> usize {
        let after = self.stretches.partition_point(|&(start, _)| start <= text);
        match after.checked_sub(1).and_then(|index| self.stretches.get(index)) {
            Some(&(start, source)) => source + (text - start),
            None => self.stretches.first().map_or(0, |&(_, source)| source),
        }
    }

    /// The stretches that begin in a range of the text: (byte of the text, byte of the source).
    pub fn within(&self, text: Range<usize>) -> impl Iterator<Item = (usize, usize)> {
        let first = self.stretches.partition_point(|&(start, _)| start < text.start);
        self.stretches[first..].iter().copied().take_while(move |&(start, _)| start < text.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_map_follows_each_stretch() {
        let mut map = SourceMap::default();
        map.push(0, 10);
        map.push(5, 15);
        map.push(8, 30);
        assert_eq!([0, 4, 7, 8, 9].map(|text| map.source(text)), [10, 14, 17, 30, 31]);
        assert_eq!(SourceMap::default().source(3), 0);
    }
}
