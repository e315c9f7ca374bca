//! Where a window can be cut so that both sides mean what they mean together.
//!
//! `CommonMark` decides blocks line by line and never opens a closed one again (section "Phase 1: block structure" of the
//! specification's appendix), so the start of the line on which the *last* block of a window begins is always safe. A
//! window that is one single block has to be widened, up to a cap; past the cap the block is cut at a seam of its own.
//! So is a window that is one element of HTML with blocks in it, which past the cap is cut between them.

use super::continuation::Continuation;
use super::scan::{LastBlock, LastKind, Scan};

/// What to do with a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cut {
    /// Cut at this byte; the next chunk goes on as told.
    At(usize, Continuation),
    /// It is one block: read more.
    Widen,
}

/// How far a window may still grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// It may be widened.
    Wider,
    /// It is as wide as windows get.
    Cap,
}

/// Decides where `window`, which ends at a line end and not at the end of the document, is cut.
/// `continuation` is what the window itself goes on with.
#[must_use]
pub fn cut(window: &str, scan: &Scan, continuation: &Continuation, room: Room) -> Cut {
    match &scan.last {
        _ if scan.outside > 0 => Cut::At(scan.outside, Continuation::Nothing),
        _ if room == Room::Wider => Cut::Widen,
        // An element of HTML that goes on and on is parted between two blocks in it.
        _ if scan.safe > 0 => Cut::At(scan.safe, Continuation::Nothing),
        Some(last) => cut_inside(window, last, continuation),
        None => Cut::At(window.len(), Continuation::Other),
    }
}

fn cut_inside(window: &str, last: &LastBlock, continuation: &Continuation) -> Cut {
    // Blank lines and definitions may stand above the block.
    let block = window.get(last.start..).unwrap_or(window);
    match last.kind {
        LastKind::List { start, items, last_item } if last_item > 0 => {
            let first = match continuation {
                Continuation::List { next } => *next,
                _ => start,
            };
            let next = first.map(|first| first.saturating_add(items.saturating_sub(1)));
            Cut::At(last_item, Continuation::List { next })
        }
        LastKind::Fence { text_end } if last.end <= text_end || is_one_line(block) => {
            let fence = match continuation {
                Continuation::Code { fence } => fence.clone(),
                _ => first_lines(block, 1),
            };
            Cut::At(window.len(), Continuation::Code { fence })
        }
        LastKind::Table { last_row } if last_row > 0 => {
            let head = match continuation {
                Continuation::Table { head } => head.clone(),
                _ => first_lines(block, 2),
            };
            Cut::At(last_row, Continuation::Table { head })
        }
        LastKind::Html if !ends_with_blank_line(window) => {
            let opener = match continuation {
                Continuation::Html { opener } => opener.clone(),
                _ => first_lines(block, 1),
            };
            Cut::At(window.len(), Continuation::Html { opener })
        }
        _ => Cut::At(window.len(), Continuation::Other),
    }
}

/// Whether a block has no more than one line: a fence that has just been opened has no text yet.
fn is_one_line(block: &str) -> bool {
    !block.trim_end().contains(['\n', '\r'])
}

/// Whether the last line of a window is blank, which ends most kinds of HTML.
fn ends_with_blank_line(window: &str) -> bool {
    let mut lines = window.lines().rev();
    window.ends_with('\n') && lines.next().is_some_and(|line| line.trim_matches([' ', '\t', '\r']).is_empty())
}

/// The first `count` lines of a window with their line ends.
fn first_lines(window: &str, count: usize) -> Box<str> {
    window.split_inclusive('\n').take(count).collect::<String>().into_boxed_str()
}

#[cfg(test)]
mod tests {
    use super::super::references::References;
    use super::super::scan::scan;
    use super::*;

    fn cut_of(window: &str, room: Room) -> Cut {
        let continuation = Continuation::Nothing;
        cut(window, &scan(window, &continuation, &References::default()), &continuation, room)
    }

    #[test]
    fn between_blocks_nothing_goes_on() {
        assert_eq!(cut_of("one\n\ntwo\n\nthree\n", Room::Wider), Cut::At(10, Continuation::Nothing));
        assert_eq!(cut_of("one\n\n    code\n", Room::Wider), Cut::At(5, Continuation::Nothing));
        assert_eq!(cut_of("one\ntwo\n", Room::Wider), Cut::Widen);
        let details = "<details>\n\none\n\ntwo\n";
        assert_eq!(cut_of(details, Room::Wider), Cut::Widen);
        assert_eq!(cut_of(details, Room::Cap), Cut::At(16, Continuation::Nothing));
        assert_eq!(
            cut_of(&format!("{details}\n</details>\n\nthree\n"), Room::Wider),
            Cut::At(33, Continuation::Nothing)
        );
    }

    #[test]
    fn past_the_cap_each_block_has_its_own_seam() {
        let table = "| a |\n|---|\n| b |\n| c |\n";
        for (window, at, goes_on) in [
            ("3. a\n4. b\n5. c\n", 10, Continuation::List { next: Some(5) }),
            ("- a\n- b\n", 4, Continuation::List { next: None }),
            ("```rust\na\nb\n", 12, Continuation::Code { fence: "```rust\n".into() }),
            (table, 18, Continuation::Table { head: "| a |\n|---|\n".into() }),
            ("<div>\na\n", 8, Continuation::Html { opener: "<div>\n".into() }),
            ("a\nb\n", 4, Continuation::Other),
            ("> a\n> b\n", 8, Continuation::Other),
            ("```rust\n", 8, Continuation::Code { fence: "```rust\n".into() }),
            ("```\n```\n", 8, Continuation::Other),
            ("```rust\na\n```\n", 14, Continuation::Other),
            ("\n\n```rust\na\nb\n", 14, Continuation::Code { fence: "```rust\n".into() }),
            ("<div>\r\na\r\n\r\n", 12, Continuation::Other),
        ] {
            assert_eq!(cut_of(window, Room::Cap), Cut::At(at, goes_on), "{window:?}");
        }
    }
}
