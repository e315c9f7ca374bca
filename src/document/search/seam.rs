//! Where a text can be cut that nobody has indexed yet: nearly always between two blocks.

use std::ops::Range;

use memchr::{memchr, memrchr};

use crate::text::read_at::{ReadAt, read_range};

use super::plain::{Plain, plain_at};

/// A text has one seam in each part of so many bytes.
pub(in crate::document) const SEAM_SPACING: u64 = 8 * 1024;

/// How good a line is to cut in front of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quality {
    /// It begins somewhere.
    Line,
    /// It stands below a blank line and begins with a letter.
    Paragraph,
    /// It stands below a blank line and is a heading.
    Heading,
}

/// The last seam at or before byte `at` of a text that begins at byte `from`. The same place whoever asks: what lies
/// between two seams is a part with no neighbour in it, and the seam at a seam is that seam.
pub(in crate::document) fn seam(source: &dyn ReadAt, at: u64, from: u64) -> u64 {
    let part = at.saturating_sub(from) / SEAM_SPACING;
    let seam = seam_of(source, part, from);
    if seam <= at || part == 0 { seam } else { seam_of(source, part - 1, from) }
}

/// The best seam in a part of the text; it always has one.
fn seam_of(source: &dyn ReadAt, part: u64, from: u64) -> u64 {
    /// How many bytes above tell whether the line above is blank.
    const ABOVE: u64 = 4;
    if part == 0 {
        return from;
    }
    let start = from + part * SEAM_SPACING;
    let bytes = read_range(source, start - ABOVE..start + SEAM_SPACING + 8);
    let inside =
        usize::try_from(ABOVE).unwrap_or(0)..usize::try_from(ABOVE + SEAM_SPACING).unwrap_or(0).min(bytes.len());
    let mut best: Option<(Quality, usize)> = None;
    let mut end = inside.end.saturating_sub(1);
    while let Some(newline) = memrchr(b'\n', &bytes[..end]).filter(|newline| newline + 1 >= inside.start) {
        let line = newline + 1;
        let quality = quality(&bytes, line);
        if best.is_none_or(|(known, _)| quality > known) {
            best = Some((quality, line));
        }
        if quality == Quality::Heading {
            break;
        }
        end = newline;
    }
    // A line without end is cut between two characters.
    let between = || (inside.start..inside.end).find(|&at| bytes[at] & 0xC0 != 0x80).unwrap_or(inside.start);
    let place = best.map_or_else(between, |(_, line)| line);
    start - ABOVE + place as u64
}

fn quality(bytes: &[u8], line: usize) -> Quality {
    let above = bytes[..line].strip_suffix(b"\n").unwrap_or_default();
    let above = above.strip_suffix(b"\r").unwrap_or(above);
    if !above.ends_with(b"\n") {
        return Quality::Line;
    }
    let rest = &bytes[line..];
    let signs = rest.iter().take_while(|&&byte| byte == b'#').count();
    match rest.get(signs) {
        Some(b' ') if (1..=6).contains(&signs) => Quality::Heading,
        Some(first) if signs == 0 && (first.is_ascii_alphabetic() || *first >= 0x80) => Quality::Paragraph,
        _ => Quality::Line,
    }
}

/// How large the pieces are at least that are parsed by themselves, in bytes.
const PIECE: usize = 2 * 1024;
/// How large one may become where nobody knows the chunks, before it is cut at the next line that looks right.
const LARGEST: usize = 32 * 1024;
/// And before it is cut at any line.
const HUGE: usize = 256 * 1024;

/// Which cuts are good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Those at which nothing changes: the bytes are a chunk that begins with a block of its own.
    Exact,
    /// Also those at which hardly ever anything does: nobody has found the chunks yet.
    Rough,
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// It has to be parsed.
    Markdown(Range<usize>),
    /// It is one block that reads as it is written: all of it, and what it says.
    Plain(Range<usize>, Range<usize>),
}

/// Cuts a text into pieces that read the same by themselves.
///
/// A line that stands below a blank one and begins with a letter, or is a heading, is in no list, no quote, no table and
/// no code, unless that is fenced, at the top level. It may be in HTML that goes on: behind a tag nothing is cut.
pub(super) fn pieces(bytes: &[u8], care: Care) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut line) = (0, 0);
    let mut inside = Inside::Nothing;
    while line < bytes.len() {
        let length = line - start;
        let forced = care == Care::Rough && length >= LARGEST;
        let stands_free = inside == Inside::Nothing || (forced && inside == Inside::Unclear);
        let looks_right = stands_free && (line == 0 || quality(bytes, line) > Quality::Line);
        let plain = if looks_right { plain_at(bytes, line) } else { None };
        if plain.is_some() || (looks_right && length >= PIECE) || (forced && length >= HUGE) {
            if start < line {
                pieces.push(Piece::Markdown(start..line));
            }
            start = line;
            inside = Inside::Nothing;
        }
        if let Some(Plain { text, end }) = plain {
            pieces.push(Piece::Plain(line..end, text));
            (start, line) = (end, end);
            continue;
        }
        let end = memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |newline| line + newline + 1);
        inside = inside.behind(&bytes[line..end]);
        line = end;
    }
    if start < bytes.len() {
        pieces.push(Piece::Markdown(start..bytes.len()));
    }
    pieces
}

/// What a line at the top level stands in that blank lines don't end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    /// Nothing.
    Nothing,
    /// Fenced code: its sign, how often it stands there, and how far it is indented.
    Fence(u8, usize, usize),
    /// A comment.
    Comment,
    /// Something that can't be told from its lines alone.
    Unclear,
}

impl Inside {
    /// What the next line stands in.
    fn behind(self, line: &[u8]) -> Self {
        let indent = line.iter().take_while(|&&byte| byte == b' ').count();
        let text = line[indent..].trim_ascii_end();
        match self {
            Self::Unclear => Self::Unclear,
            Self::Comment => Self::comment(text),
            Self::Fence(sign, length, margin) => {
                let signs = text.iter().take_while(|&&byte| byte == sign).count();
                if indent < 4 && signs >= length && signs == text.len() {
                    Self::Nothing
                } else if indent < margin && !text.is_empty() {
                    // The fence may have stood in an item of a list that ends here.
                    Self::Unclear
                } else {
                    self
                }
            }
            Self::Nothing if indent > 3 => self,
            Self::Nothing => match text.first() {
                Some(b'<') if indent == 0 && text.starts_with(b"<!--") => {
                    Self::comment(text.get(4..).unwrap_or_default())
                }
                Some(b'<') => Self::Unclear,
                Some(&sign @ (b'`' | b'~')) => {
                    let signs = text.iter().take_while(|&&byte| byte == sign).count();
                    let is_fence = signs >= 3 && !(sign == b'`' && text[signs..].contains(&b'`'));
                    if is_fence { Self::Fence(sign, signs, indent) } else { self }
                }
                _ => self,
            },
        }
    }

    /// What the line behind one of a comment stands in.
    fn comment(text: &[u8]) -> Self {
        match memchr::memmem::find(text, b"-->") {
            None => Self::Comment,
            Some(end) if end + 3 == text.len() => Self::Nothing,
            Some(_) => Self::Unclear,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_where_nothing_goes_on() {
        // Long enough to be cut behind it.
        let filler = format!("{}*\n\n", "word ".repeat(PIECE / 5 + 1));
        for (between, expected) in [
            ("# Head *x*\n\n", true),
            ("Text *x*\n\n", true),
            ("- item\n\n", false),
            ("  indented\n\n", false),
            ("```\n\nCode\n\n", false),
            ("```\n```\n\nText\n\n", true),
            ("``` a ```\n\nText\n\n", true),
            ("~~~\n```\n\nCode\n\n", false),
            ("  ```\nText\n\n```\n\nCode\n\n", false),
            ("<div>\n\nText\n\n", false),
            ("<!-- c\n\nno\n-->\n\nText\n\n", true),
            ("<!-- c\n\nText\n\n", false),
            ("<!-- c --> <pre>\n\nText\n\n", false),
        ] {
            let text = format!("{filler}{between}");
            let pieces = pieces(text.as_bytes(), Care::Exact);
            assert_eq!(pieces.len() > 1, expected, "{between:?} {pieces:?}");
        }
    }

    #[test]
    fn a_seam_stays_where_it_is_and_never_goes_back() {
        let text =
            format!("{}\n\n# Head\n\n{}\n\nText\n{}", "a".repeat(20_000), "b\n".repeat(9_000), "ä".repeat(9_000))
                .into_bytes();
        let mut last = 0;
        for at in (0..=text.len() as u64).step_by(7) {
            let seam = seam(&text, at, 0);
            assert!(seam <= at && seam >= last && at - seam < 2 * SEAM_SPACING, "{at} {seam} {last}");
            assert_eq!(super::seam(&text, seam, 0), seam);
            last = seam;
        }
    }
}
