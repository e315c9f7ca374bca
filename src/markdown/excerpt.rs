//! A part of a chunk as somebody would write it down: words with single spaces between them, whatever lines the page breaks
//! them into; a blank line between paragraphs, a tab between the cells of a table, code line by line as it is.
//!
//! Which part it is comes from the page, where somebody has selected it; how the page pours its lines doesn't matter.

use std::ops::RangeInclusive;

use crate::text::tokens::tokens;

use super::block::{Block, BlockKind, Definition, Parsed, Seam};
use super::words::{Holder, PARTING, Words};

/// A part of a chunk as text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Excerpt {
    /// What parts it from the text of the chunk before.
    pub gap: Gap,
    /// The text; empty if nothing of the part shows.
    pub text: String,
}

/// What stands between two pieces of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Gap {
    /// How many lines end.
    lines: usize,
    /// How many cells of a table begin on the line.
    cells: usize,
}

impl Gap {
    const SPACE: Self = Self { lines: 0, cells: 0 };
    const CELL: Self = Self { lines: 0, cells: 1 };
    const LINE: Self = Self { lines: 1, cells: 0 };
    const PARAGRAPH: Self = Self { lines: 2, cells: 0 };

    /// Both, one behind the other, with nothing between them.
    fn then(self, next: Self) -> Self {
        if next.lines > 0 {
            Self { lines: self.lines.max(next.lines), cells: next.cells }
        } else {
            Self { lines: self.lines, cells: self.cells + next.cells }
        }
    }

    /// Writes it.
    pub fn write(self, text: &mut String) {
        if self == Self::SPACE {
            text.push(' ');
        }
        text.extend(std::iter::repeat_n('\n', self.lines));
        text.extend(std::iter::repeat_n('\t', self.cells));
    }
}

/// The words of a chunk that begin within `chosen`, which are bytes of it; what is folded away is left out. `is_open` says
/// of a foldable part that begins at a byte, and says of itself whether it is open, whether it is.
#[must_use]
pub fn excerpt(
    (parsed, chunk): (&Parsed, &str),
    chosen: RangeInclusive<usize>,
    is_open: &dyn Fn(usize, bool) -> bool,
) -> Excerpt {
    let words = Words::of(parsed, chunk);
    let mut walk = Walk { is_open, parts: Vec::new(), contents: 0 };
    let before = match parsed.resumption.as_deref() {
        Some(resumption) if resumption.seam == Seam::Within => resumed(parsed),
        Some(resumption) if resumption.seam == Seam::Items => Gap::LINE,
        _ => Gap::PARAGRAPH,
    };
    walk.blocks(&parsed.blocks, (before, Gap::PARAGRAPH), Shown::Yes);
    let mut writing =
        Writing { words: &words, parts: walk.parts.iter(), now: None, end: 0, excerpt: Excerpt::default() };
    for range in tokens(words.text()) {
        if chosen.contains(&words.source(&range).start) {
            writing.word(range);
        }
    }
    writing.excerpt
}

/// Whether something is folded away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Yes,
    FoldedAway,
}

/// A text of its own: what parts it from the one before, and whether it shows.
struct Part {
    holder: Holder,
    gap: Gap,
    shown: Shown,
}

/// Goes over the blocks in the order of [`Words`].
struct Walk<'a> {
    is_open: &'a dyn Fn(usize, bool) -> bool,
    parts: Vec<Part>,
    contents: usize,
}

impl Walk<'_> {
    /// `first` is what stands before the first block, `between` before each other one.
    fn blocks(&mut self, blocks: &[Block], (first, between): (Gap, Gap), shown: Shown) {
        for (place, block) in blocks.iter().enumerate() {
            self.block(block, if place == 0 { first } else { between }, shown);
        }
    }

    /// No deeper than [`super::block::MAX_DEPTH`].
    fn block(&mut self, block: &Block, gap: Gap, shown: Shown) {
        match &block.kind {
            BlockKind::Heading { .. } | BlockKind::Paragraph(_) => self.content(gap, shown),
            BlockKind::Code { .. } => self.parts.push(Part { holder: Holder::Code(block.span.start), gap, shown }),
            BlockKind::Quote { alert, blocks } => {
                if alert.is_some() {
                    self.content(gap, shown);
                }
                let first = if alert.as_ref().is_some_and(|alert| !alert.title.is_empty()) { Gap::LINE } else { gap };
                self.blocks(blocks, (first, Gap::PARAGRAPH), shown);
            }
            BlockKind::Footnote { blocks, .. } => self.blocks(blocks, (gap, Gap::PARAGRAPH), shown),
            BlockKind::List { items, tight, .. } => {
                let between = if *tight { Gap::LINE } else { Gap::PARAGRAPH };
                for (place, item) in items.iter().enumerate() {
                    self.blocks(&item.blocks, (if place == 0 { gap } else { between }, between), shown);
                }
            }
            BlockKind::Table { head, rows, .. } => {
                let rows = std::iter::once(head).filter(|head| !head.is_empty()).chain(rows);
                for (place, row) in rows.enumerate() {
                    for column in 0..row.len() {
                        let first = if place == 0 { gap } else { Gap::LINE };
                        self.content(if column == 0 { first } else { Gap::CELL }, shown);
                    }
                }
            }
            BlockKind::Definitions(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    match part {
                        Definition::Term(..) => self.content(if place == 0 { gap } else { Gap::PARAGRAPH }, shown),
                        Definition::Meaning(blocks) => self.blocks(blocks, (Gap::LINE, Gap::PARAGRAPH), shown),
                    }
                }
            }
            BlockKind::Details { blocks, open, .. } => {
                self.content(gap, shown);
                let open = (self.is_open)(block.span.start, *open);
                let inside = if open { shown } else { Shown::FoldedAway };
                self.blocks(blocks, (Gap::LINE, Gap::PARAGRAPH), inside);
            }
            BlockKind::Rule => {}
        }
    }

    fn content(&mut self, gap: Gap, shown: Shown) {
        self.parts.push(Part { holder: Holder::Content(self.contents), gap, shown });
        self.contents += 1;
    }
}

/// How a block goes on that was cut inside.
fn resumed(parsed: &Parsed) -> Gap {
    let mut block = parsed.blocks.first();
    while let Some(inside) = block {
        block = match &inside.kind {
            BlockKind::Quote { blocks, .. } => blocks.first(),
            BlockKind::List { items, .. } => items.first().and_then(|item| item.blocks.first()),
            BlockKind::Paragraph(_) => return Gap::SPACE,
            _ => return Gap::LINE,
        };
    }
    Gap::LINE
}

/// Puts the words together, one after the other.
struct Writing<'a> {
    words: &'a Words,
    /// The parts that are still to come.
    parts: std::slice::Iter<'a, Part>,
    /// The part that the last word belongs to.
    now: Option<&'a Part>,
    /// Where the last word ends.
    end: usize,
    excerpt: Excerpt,
}

impl Writing<'_> {
    fn word(&mut self, range: std::ops::Range<usize>) {
        let text = self.words.text();
        let Some(holder) = self.words.origins(range.clone()).next().map(|origin| origin.holder) else { return };
        let goes_on = self.now.is_some_and(|now| now.holder == holder);
        let mut gap: Option<Gap> = None;
        if !goes_on {
            for part in self.parts.by_ref() {
                gap = Some(gap.map_or(part.gap, |gap| gap.then(part.gap)));
                self.now = Some(part);
                if part.holder == holder {
                    break;
                }
            }
        }
        let Some(now) = self.now.filter(|now| now.holder == holder && now.shown == Shown::Yes) else {
            return;
        };
        let is_code = matches!(now.holder, Holder::Code(_));
        let written = &mut self.excerpt.text;
        if written.is_empty() {
            self.excerpt.gap = gap.unwrap_or_default();
            if is_code {
                written.push_str(indentation(text, range.start));
            }
        } else if goes_on && is_code {
            written.extend(text[self.end..range.start].chars().map(|c| if c == PARTING { '\n' } else { c }));
        } else if goes_on {
            let between = &text[self.end..range.start];
            let space = if between.contains('\n') { "\n" } else { " " };
            written.push_str(if between.is_empty() { "" } else { space });
        } else {
            gap.unwrap_or(Gap::PARAGRAPH).write(written);
            if is_code {
                written.push_str(indentation(text, range.start));
            }
        }
        written.push_str(&text[range.clone()]);
        self.end = range.end;
    }
}

/// The white space in front of the first word of a line of code; nothing in front of another one.
fn indentation(text: &str, word: usize) -> &str {
    let line = text[..word].rfind(PARTING).map_or(0, |before| before + PARTING.len_utf8());
    let before = &text[line..word];
    if before.trim().is_empty() { before } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    fn from_to(text: &str, first: &str, last: &str) -> String {
        let mut references = References::default();
        references.define_footnote("n", 0);
        let parsed = parse(text, &Continuation::Nothing, &references);
        let chosen = text.find(first).unwrap()..=text.rfind(last).unwrap();
        excerpt((&parsed, text), chosen, &|_, written| written).text
    }

    #[test]
    fn each_construct_is_written_down_as_it_reads() {
        for (text, first, last, expected) in [
            ("one *two*\nthree  four\n", "one", "four", "one two three four"),
            ("one  \ntwo\n\n## three\n\n> four\n> five", "one", "five", "one\ntwo\n\nthree\n\nfour five"),
            ("a [link](/x \"t\"), b", "a", "b", "a link, b"),
            ("- a\n- b\n  - c\n\n- d", "a", "d", "a\n\nb\n\nc\n\nd"),
            ("1. a\n2. b\n   - c", "a", "c", "a\nb\nc"),
            ("| a | b |\n|---|---|\n| c d |   |\n|  | e |", "a", "e", "a\tb\nc d\n\te"),
            ("x\n\n```rust\n\tfn a() {\n\n\t\tb\n\t}\n```\n\ny", "x", "y", "x\n\n\tfn a() {\n\n\t\tb\n\t}\n\ny"),
            ("```\n  a  b\n  c\n```", "b", "c", "b\n  c"),
            ("```\n  a  b\n  c\n```", "a", "a", "  a"),
            ("t\n: a\n: b\n\nu\n: c", "t", "c", "t\na\nb\n\nu\nc"),
            ("> [!NOTE]\n> a\n\nb", "a", "b", "a\n\nb"),
            ("a[^n] b\n\n[^n]: c", "a", "c", "a b\n\nc"),
            ("caf&eacute; \"b\" &amp; c", "caf", "c", "café \"b\" & c"),
            ("日本\n語 e\u{301}", "日", "e", "日本 語 e\u{301}"),
        ] {
            assert_eq!(from_to(text, first, last), expected, "{text:?}");
        }
    }

    #[test]
    fn a_part_is_a_part() {
        assert_eq!(from_to("one two three four", "two", "three"), "two three");
        assert_eq!(from_to("| a | b | c |\n|---|---|---|\n| d | e | f |", "b", "e"), "b\tc\nd\te");
    }

    #[test]
    fn what_is_folded_away_is_left_out() {
        let text = "<details>\n<summary>one</summary>\n\ntwo\n\n</details>\n\nthree\n";
        assert_eq!(from_to(text, "one", "three"), "one\n\nthree");
        assert_eq!(from_to(&text.replace("<details>", "<details open>"), "one", "three"), "one\ntwo\n\nthree");
    }
}
