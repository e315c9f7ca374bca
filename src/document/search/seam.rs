//! Where a text can be cut that nobody has indexed yet: nearly always between two blocks.

use std::ops::Range;

use memchr::{memchr, memrchr};

use crate::text::read_at::{ReadAt, read_range};

/// How far back a seam is looked for, in bytes.
pub(super) const REACH: u64 = 8 * 1024;

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

/// The best seam at or before byte `at`, not before `from`. The same place whoever asks.
pub(super) fn seam(source: &dyn ReadAt, at: u64, from: u64) -> u64 {
    let start = at.saturating_sub(REACH).max(from);
    if at <= from || start == from && at - from < 2 {
        return from;
    }
    // One byte more tells whether a line ends right before.
    let bytes = read_range(source, start..at + 2);
    let reach = usize::try_from(at - start).unwrap_or(0).min(bytes.len());
    let mut best: Option<(Quality, usize)> = None;
    let mut end = reach;
    while let Some(newline) = memrchr(b'\n', &bytes[..end]) {
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
    match best {
        Some((_, line)) => start + line as u64,
        None if start == from => from,
        // A line without end is cut between two characters.
        None => start + bytes[..reach].iter().rposition(|byte| byte & 0xC0 != 0x80).unwrap_or(reach) as u64,
    }
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

/// How large the pieces are that a text is cut into where nobody knows its chunks, in bytes.
const PIECE: usize = 32 * 1024;

/// Cuts a text that nobody has indexed into pieces of about [`PIECE`] bytes, never inside of fenced code that began in it
/// and hardly ever inside of another block.
pub(super) fn pieces(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    let (mut start, mut line) = (0, 0);
    let mut fence: Option<(u8, usize)> = None;
    while line < bytes.len() {
        let end = memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |newline| line + newline + 1);
        let sign = fence_of(&bytes[line..end]);
        match (fence, sign) {
            (None, Some(sign)) => fence = Some(sign),
            (Some((open, length)), Some((sign, signs))) if sign == open && signs >= length => fence = None,
            _ => {}
        }
        let far = line - start >= PIECE && fence.is_none();
        if far && (quality(bytes, line) > Quality::Line || line - start >= 8 * PIECE) {
            pieces.push(start..line);
            start = line;
        }
        line = end;
    }
    pieces.push(start..bytes.len());
    pieces
}

/// The sign of a fence and how often it stands there, if a line begins with one.
fn fence_of(line: &[u8]) -> Option<(u8, usize)> {
    let margin = line.iter().take_while(|&&byte| matches!(byte, b' ' | b'>')).count();
    let sign = *line.get(margin)?;
    let signs = line[margin..].iter().take_while(|&&byte| byte == sign).count();
    (matches!(sign, b'`' | b'~') && signs >= 3).then_some((sign, signs))
}
