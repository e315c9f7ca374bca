//! Where a word that is wider than a line is broken: behind a character that URLs and paths are read by, else between
//! graphemes. Both ways of filling lines call this.

use super::units::{Unit, is_blank};
use super::width::step;

/// Splits a unit that is wider than `available` columns: what fits, with the white space behind it, and what is left.
///
/// At least one grapheme is taken, however wide it is.
pub(super) fn split(text: &str, unit: Unit, available: usize) -> (Unit, Unit) {
    let (mut at, mut columns) = (unit.start, 0);
    let mut word = (at, columns);
    let mut readable = None;
    while at < unit.word_end
        && let Some((end, more)) = step(text, at)
    {
        if more > 0 && at > unit.start && columns + more > available {
            break;
        }
        let blank = is_blank(&text[at..end]);
        (at, columns) = (end, columns + more);
        if !blank {
            word = (at, columns);
        }
        if columns * 2 >= available && (blank || divides(text, at)) {
            readable = Some((word, at, columns));
        }
    }
    if at < unit.word_end {
        (word, at, columns) = readable.unwrap_or((word, at, columns));
    }
    // White space that may not break by the rules (before a closing bracket, say) vanishes here all the same.
    while let Some((end, more)) = step(text, at).filter(|(end, _)| is_blank(&text[at..*end])) {
        if at >= unit.word_end {
            break;
        }
        (at, columns) = (end, columns + more);
    }
    let ((word_end, word_columns), spaces) = (word, columns - word.1);
    let ending = super::units::Ending::Opportunity;
    let piece = Unit { start: unit.start, word_end, end: at, columns: word_columns, spaces, ending };
    (piece, Unit { start: at, columns: unit.columns.saturating_sub(columns), ..unit })
}

/// Whether a URL, a path or a long name reads well when it is broken here.
fn divides(text: &str, at: usize) -> bool {
    let divider = |byte: &u8| b"/?&=-._,:".contains(byte);
    let bytes = text.as_bytes();
    bytes[..at].last().is_some_and(divider) && !bytes[at..].first().is_some_and(divider)
}
