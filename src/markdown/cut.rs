//! Where a window can be cut so that both sides mean what they mean together.
//!
//! `CommonMark` decides blocks line by line and never opens a closed one again (section "Phase 1: block structure" of the
//! specification's appendix), so the start of the line on which the *last* block of a window begins is always safe. A
//! window that is one single block has to be widened, up to a cap; past the cap the block is cut at a seam of its own.
//! So is a window that is one element of HTML with blocks in it, which past the cap is cut between them.

use std::borrow::Cow;

use super::block::{Parsed, Seam};
use super::continuation::{Continuation, Leaf};
use super::parting::line_end;
use super::path::{Margin, Step, StepKind, line_start};
use super::references::References;
use super::scan::Scan;
use super::tree::{self, Punctuation};

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
/// `continuation` is what the window itself goes on with, `known` are the definitions up to here.
#[must_use]
pub fn cut(window: &str, scan: &Scan, continuation: &Continuation, room: Room, known: &References) -> Cut {
    match &scan.last {
        _ if scan.outside > 0 => Cut::At(scan.outside, Continuation::Nothing),
        _ if room == Room::Wider => Cut::Widen,
        // An element of HTML that goes on and on is parted between two blocks in it.
        _ if scan.safe > 0 => Cut::At(scan.safe, Continuation::Nothing),
        Some(_) => cut_inside(window, scan, continuation, known),
        // Nothing but definitions.
        None => Cut::At(window.len(), Continuation::Nothing),
    }
}

/// Longer leads are not put in front of a chunk.
const LONGEST_LEAD: usize = 64 * 1024;

fn cut_inside(window: &str, scan: &Scan, continuation: &Continuation, known: &References) -> Cut {
    let lead = continuation.lead();
    let text = if lead.is_empty() { Cow::Borrowed(window) } else { Cow::Owned(format!("{lead}{window}")) };
    let place = Place::find(&text, &scan.path, lead.len() + window.len() / 4);
    let at = place.at - lead.len();
    if place.steps.is_empty() && place.seam == Seam::Blocks {
        return Cut::At(at, Continuation::Nothing);
    }
    let leaf = place.kind(&text);
    let at = match place.leaf.filter(|_| leaf == Leaf::Paragraph) {
        Some(paragraph) => {
            let from = paragraph.start.saturating_sub(lead.len());
            line_end(window, (continuation, known), from, window.len() / 4).unwrap_or(at)
        }
        None => at,
    };
    // Alone, and without columns, a block goes on as it is, whatever it says.
    let is_plain = place.steps.is_empty() && leaf != Leaf::Table;
    let goes_on = place.lead(&text).filter(|lead| lead.len() <= LONGEST_LEAD).and_then(|lead| {
        let read = || tree::read(&window[..at], continuation, known, Punctuation::AsWritten);
        let chunk = if is_plain { Parsed::default() } else { read()? };
        Continuation::behind(continuation, &chunk, place.steps, (place.seam, leaf, &lead))
    });
    Cut::At(at, goes_on.unwrap_or_else(Continuation::anywhere))
}

/// A place inside of a block.
struct Place<'a> {
    at: usize,
    /// The containers that it lies in.
    steps: &'a [Step],
    seam: Seam,
    /// The block that is cut itself.
    leaf: Option<&'a Step>,
}

impl<'a> Place<'a> {
    /// The last place of a text that is good for a cut; not before byte `least`, so that chunks don't become small.
    fn find(text: &str, path: &'a [Step], least: usize) -> Self {
        for (depth, pair) in path.windows(2).enumerate() {
            let seam = match pair[0].kind {
                StepKind::List => Seam::Items,
                StepKind::Quote | StepKind::Item => Seam::Blocks,
                _ => break,
            };
            // The first block may stand below what the container begins with, and is not parted from that. Most of many
            // containers on one long line have no other: that line is not looked through for each of them.
            if pair[0].children < 2 {
                continue;
            }
            let at = line_start(text, pair[1].start);
            if at >= least && at > pair[0].start {
                return Self { at, steps: &path[..=depth], seam, leaf: None };
            }
        }
        let is_container = |step: &Step| matches!(step.kind, StepKind::Quote | StepKind::List | StepKind::Item);
        let depth = path.iter().take_while(|step| is_container(step)).count();
        let (mut steps, leaf) = (&path[..depth], path.get(depth));
        let is_blank = ends_with_blank_line(text);
        let quote = steps.iter().position(|step| step.kind == StepKind::Quote).filter(|_| is_blank);
        if let Some(quote) = quote {
            // It has ended, with all that is in it.
            steps = &path[..quote];
        }
        let goes_on = quote.is_none() && leaf.is_some_and(|leaf| goes_on(text, leaf, is_blank));
        let seam = if goes_on { Seam::Within } else { Seam::Blocks };
        Self { at: text.len(), steps, seam, leaf: leaf.filter(|_| goes_on) }
    }

    /// What kind of block is cut itself.
    fn kind(&self, text: &str) -> Leaf {
        let Some(leaf) = self.leaf else { return Leaf::Any };
        match leaf.kind {
            StepKind::Paragraph => Leaf::Paragraph,
            StepKind::Fence { .. } | StepKind::Indented => Leaf::Code,
            StepKind::Table => Leaf::Table,
            StepKind::Html if !ends_at_blank_line(&text[leaf.start..]) => Leaf::Raw,
            _ => Leaf::Any,
        }
    }

    /// What is to be put in front of the text behind it; `None` if that can't be told.
    fn lead(&self, text: &str) -> Option<String> {
        let steps = match self.seam {
            Seam::Items => &self.steps[..self.steps.len() - 1],
            Seam::Blocks | Seam::Within => self.steps,
        };
        let margin = Margin::of(text, steps)?;
        let content = |line: usize| {
            let end = text[line..].find('\n').map_or(text.len(), |end| line + end + 1);
            Some((text.get(margin.content(text, line)?..end)?, end))
        };
        let Some(leaf) = self.leaf else { return Some(margin.opened("___")) };
        let (opener, next) = content(line_start(text, leaf.start))?;
        match leaf.kind {
            StepKind::Html if !ends_at_blank_line(opener) => {
                let end =
                    opener.find("<!--").map_or_else(|| opener.find('>').map(|end| end + 1), |start| Some(start + 4));
                Some(format!("{}{}\n", margin.first, opener.get(..end.unwrap_or(0))?))
            }
            StepKind::Fence { .. } | StepKind::Html => Some(format!("{}{opener}", margin.first)),
            StepKind::Table => Some(format!("{}{opener}{}{}", margin.first, margin.rest, content(next)?.0)),
            // Whatever stands in the next line, it goes on with this.
            StepKind::Paragraph => Some(format!("{}x\n", margin.first)),
            StepKind::Indented => Some(margin.opened("___")),
            _ => None,
        }
    }
}

impl Margin {
    /// Text that opens the containers and has nothing in them but this, if that is needed to open them.
    fn opened(&self, nothing: &str) -> String {
        if self.has_items { format!("{}{nothing}\n", self.first) } else { String::new() }
    }
}

/// Whether the last block of a text, which ends with a blank line or doesn't, may go on behind it.
fn goes_on(text: &str, leaf: &Step, is_blank: bool) -> bool {
    // Definitions behind it leave no other trace.
    let behind = text.get(leaf.end..).unwrap_or_default();
    if !matches!(leaf.kind, StepKind::Fence { .. }) && !behind.trim_matches([' ', '\t', '\r', '\n', '>']).is_empty() {
        return false;
    }
    match leaf.kind {
        StepKind::Fence { text_end } => leaf.end <= text_end || is_one_line(&text[leaf.start..]),
        StepKind::Html => !is_blank || !ends_at_blank_line(&text[leaf.start..]),
        StepKind::Table | StepKind::Paragraph => !is_blank,
        StepKind::Indented | StepKind::Other => true,
        StepKind::Quote | StepKind::List | StepKind::Item => false,
    }
}

/// Whether a block has no more than one line: a fence that has just been opened has no text yet.
fn is_one_line(block: &str) -> bool {
    !block.trim_end().contains(['\n', '\r'])
}

/// Whether HTML that begins like this ends at a blank line (`CommonMark` 0.31.2, section 4.6).
fn ends_at_blank_line(html: &str) -> bool {
    let begins = |name: &str| html.get(..name.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(name));
    !["<!", "<?", "<script", "<pre", "<style", "<textarea"].into_iter().any(begins)
}

/// Whether the last line of a window is blank, which ends most blocks.
fn ends_with_blank_line(window: &str) -> bool {
    let mut lines = window.lines().rev();
    window.ends_with('\n') && lines.next().is_some_and(|line| line.trim_matches([' ', '\t', '\r']).is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::scan::scan;
    use super::*;

    fn cut_of(window: &str, room: Room) -> Cut {
        let (continuation, known) = (Continuation::Nothing, References::default());
        cut(window, &scan(window, &continuation, &known), &continuation, room, &known)
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
        assert_eq!(cut_of("```\n```\n", Room::Cap), Cut::At(8, Continuation::Nothing));
        assert_eq!(cut_of("```rust\na\n```\n", Room::Cap), Cut::At(14, Continuation::Nothing));
        assert_eq!(cut_of("> a\n\n", Room::Cap), Cut::At(5, Continuation::Nothing));
        assert_eq!(cut_of("a\n\n[b]: /c\n[d]: /e\n", Room::Cap), Cut::At(19, Continuation::Nothing));
        assert_eq!(cut_of("<div>\r\na\r\n\r\n", Room::Cap), Cut::At(12, Continuation::Nothing));
    }

    #[test]
    fn past_the_cap_each_block_has_its_own_seam() {
        let table = "| a |\n|---|\n| b |\n| c |\n";
        for (window, at, lead) in [
            ("3. a\n4. b\n5. c\n", 10, ""),
            ("- a\n- b\n", 4, ""),
            ("```rust\na\nb\n", 12, "```rust\n"),
            (table, 24, "| a |\n|---|\n"),
            ("<div>\na\n", 8, "<div>\n"),
            ("<!-- a\n\n", 8, "<!--\n"),
            ("a\nb\n", 4, "x\n"),
            ("> a\n> b\n", 8, "> x\n"),
            ("> a\n>\n> b\n", 6, ""),
            ("```rust\n", 8, "```rust\n"),
            ("\n\n```rust\na\nb\n", 14, "```rust\n"),
            ("    a\n    b\n", 12, ""),
            ("- a\n  b\n", 8, "- x\n"),
            (" 10.  ~~~ c\n      a\n", 20, " 10.  ~~~ c\n"),
            ("> -\n>   | a |\n>   |--|\n>   | b |\n", 33, "> - | a |\n>   |--|\n"),
            ("- a\n  - b\n  - c\n  - d\n  - e\n", 22, "- ___\n"),
            ("1. > a\n   >\n   > > b\n   > > c\n", 12, "1. > ___\n"),
        ] {
            let Cut::At(found, goes_on) = cut_of(window, Room::Cap) else { panic!("{window:?}") };
            assert_eq!((found, goes_on.lead()), (at, lead), "{window:?}");
            assert!(goes_on.joins() && goes_on != Continuation::anywhere(), "{window:?}");
        }
    }

    #[test]
    fn a_list_goes_on_with_the_next_number() {
        for (window, number) in
            [("3. a\n4. b\n5. c\n", Some(5)), ("- a\n- b\n", None), ("1. a\n1. b\n1. c\n   d\n", Some(3))]
        {
            let Cut::At(_, goes_on) = cut_of(window, Room::Cap) else { panic!("{window:?}") };
            assert_eq!(goes_on.number(), number, "{window:?}");
        }
    }
}
