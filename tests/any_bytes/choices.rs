//! Choices that bytes stand for, so that a fuzzer that changes bytes changes what is chosen. Where there are no bytes left
//! the first of all choices is made.

use preface::layout::Pour;
use preface::layout::folds::{Folds, Standing};
use preface::layout::pour::{Edge, Headings, Hyphenation, LongLines, Order, Tables};
use preface::markdown::tree::Punctuation;
use preface::print::references::Links;
use preface::text::hyphenation::Language;
use preface::theme::look::{Background, Depth, Look, Name};

/// What parts a text from the choices behind it: no byte of UTF-8, so that what people write is all text.
pub(crate) const PARTING: u8 = 0xff;

/// Bytes of which each chooses something.
pub(crate) struct Choices<'b>(&'b [u8]);

impl<'b> Choices<'b> {
    pub(crate) fn new(bytes: &'b [u8]) -> Self {
        Self(bytes)
    }

    /// A text, and the choices behind the last of the bytes that part them.
    pub(crate) fn behind(input: &'b [u8]) -> (&'b [u8], Self) {
        match input.iter().rposition(|&byte| byte == PARTING) {
            Some(at) => (&input[..at], Self(&input[at + 1..])),
            None => (input, Self(&[])),
        }
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> Option<u8> {
        let (&first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(first)
    }

    /// A number below another one, which is above 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        let high = if bound > 256 { self.byte() } else { None };
        let low = self.byte().unwrap_or_default();
        (usize::from(high.unwrap_or_default()) * 256 + usize::from(low)) % bound
    }

    /// One of several.
    pub(crate) fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// As many bytes as there are, but no more than `count`.
    pub(crate) fn bytes(&mut self, count: usize) -> &'b [u8] {
        let (taken, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        taken
    }

    /// A character that the next bytes are in UTF-8.
    pub(crate) fn character(&mut self) -> Option<char> {
        let piece = &self.0[..self.0.len().min(4)];
        let c = piece.utf8_chunks().next()?.valid().chars().next()?;
        self.0 = &self.0[c.len_utf8()..];
        Some(c)
    }

    /// Any way in which a document can be poured, at a width that may be asked for.
    pub(crate) fn pour(&mut self) -> Pour {
        let hyphenation = [
            Hyphenation::Off,
            Hyphenation::On(None),
            Hyphenation::On(Some(Language::English)),
            Hyphenation::On(Some(Language::German)),
        ];
        // Two in one, so that the inputs that are kept still say the same.
        let ends = [
            (Tables::Fitted, Headings::Weighty),
            (Tables::Natural, Headings::Weighty),
            (Tables::Fitted, Headings::Signed),
            (Tables::Natural, Headings::Signed),
        ];
        let mut pour = Pour {
            columns: self.of(&[80, 20, 10, 30, 11, 40, 72, 120, 13, 25, 300]) + self.below(10),
            long_lines: self.of(&[LongLines::Fold, LongLines::Pan]),
            punctuation: self.of(&[Punctuation::AsWritten, Punctuation::Smart]),
            hyphenation: self.of(&hyphenation),
            edge: self.of(&[Edge::Ragged, Edge::Justified]),
            order: self.of(&[Order::Logical, Order::Visual]),
            folds: Folds::all(self.of(&[Standing::AsWritten, Standing::Open, Standing::Closed])),
            tables: Tables::Fitted,
            headings: Headings::Weighty,
        };
        (pour.tables, pour.headings) = self.of(&ends);
        pour
    }

    /// Any look.
    pub(crate) fn look(&mut self) -> Look {
        Look {
            name: self.of(&Name::ALL),
            depth: self.of(&[Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True]),
            background: self.of(&[Background::Unknown, Background::Dark, Background::Light]),
        }
    }

    /// Any place for the targets of links.
    pub(crate) fn links(&mut self) -> Links {
        self.of(&[Links::End, Links::Inline, Links::None])
    }

    /// Any size of a screen, most of them such that something can be read.
    pub(crate) fn size(&mut self) -> (u16, u16) {
        let mut side = |usual: &[u16]| match self.byte().unwrap_or_default() {
            0 => usual[0],
            255 => u16::MAX,
            byte if byte % 2 == 0 => usual[usize::from(byte / 2) % usual.len()],
            byte => u16::from(byte / 2),
        };
        (side(&[80, 20, 40, 79, 100, 160, 19, 1]), side(&[24, 4, 10, 50, 5, 3]))
    }
}
