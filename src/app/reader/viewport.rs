//! Which lines are on the screen: a top line that is held to a place in the source.
//!
//! The place (an [`Anchor`]) changes only when the reader moves. Whatever else happens, another width, another height, a
//! definition that turned up, the top line is found again from it, so that the same words stay under the reader's eyes.

use crate::document::Document;
use crate::layout::{Flow, Line, LineId};

/// A place in a document that means the same at every width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Anchor {
    /// A byte of the source.
    pub offset: u64,
    /// How many lines below (above, if negative) the line of `offset` the top line is: a blank line above a block has
    /// no byte of its own.
    pub rows: i32,
}

/// The window on the lines.
#[derive(Debug, Clone, Default)]
pub struct Viewport {
    top: Option<LineId>,
    anchor: Anchor,
    height: usize,
}

/// How many lines are looked at to find one with text below a heading.
const HEADING_LINES: usize = 16;
/// How many lines are looked at to find one with text below a blank top line.
const BLANK_LINES: usize = 8;

impl Viewport {
    /// How many lines there is room for.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// Makes room for so many lines.
    pub fn set_height(&mut self, height: usize) {
        self.height = height;
    }

    /// The place that is held to.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        self.anchor
    }

    /// The top line; `None` as long as nothing is laid out.
    #[must_use]
    pub fn top(&self) -> Option<LineId> {
        self.top
    }

    /// Finds the top line again from the place that is held to.
    pub fn hold(&mut self, document: &Document, flow: &mut Flow) {
        self.top = Self::line_of(self.anchor, document, flow).or_else(|| flow.first(document));
    }

    /// Holds to a place, as near to it as there are lines.
    pub fn hold_to(&mut self, anchor: Anchor, document: &Document, flow: &mut Flow) {
        self.anchor = anchor;
        self.hold(document, flow);
    }

    fn line_of(anchor: Anchor, document: &Document, flow: &mut Flow) -> Option<LineId> {
        let mut line = flow.line_at(document, anchor.offset)?;
        for _ in 0..anchor.rows.unsigned_abs() {
            let neighbour = if anchor.rows < 0 { flow.previous(document, line) } else { flow.next(document, line) };
            line = neighbour?;
        }
        Some(line)
    }

    /// Goes to a place. Returns whether it is indexed yet; if not, nothing changes.
    pub fn go(&mut self, anchor: Anchor, document: &Document, flow: &mut Flow) -> bool {
        let Some(line) = Self::line_of(anchor, document, flow) else { return false };
        self.top = Some(line);
        self.anchor = anchor;
        true
    }

    /// Puts a line on top.
    pub fn put_on_top(&mut self, line: LineId, document: &Document, flow: &mut Flow) {
        self.top = Some(line);
        // The place is that of the first line with words; blank ones and rules above it are counted.
        let mut words = line;
        for above in 0..BLANK_LINES {
            let laid = flow.lines(document, words.chunk);
            let Some(content) = laid.lines.get(words.row) else { break };
            if !content.is_wordless() {
                let rows = i32::try_from(above).unwrap_or(0);
                let offset = laid.place(words.row).unwrap_or(content.offset);
                let found = flow.line_at(document, offset);
                let ahead = found.map_or(0, |found| distance(found, words));
                self.anchor = Anchor { offset, rows: ahead - rows };
                return;
            }
            match flow.next(document, words) {
                Some(next) => words = next,
                None => break,
            }
        }
        self.anchor = Anchor { offset: flow.offset(document, line), rows: 0 };
        if let Some(found) = flow.line_at(document, self.anchor.offset) {
            self.anchor.rows = distance(found, line);
        }
    }

    /// Moves down by so many lines, not beyond the place where the last line is at the bottom. Returns by how many.
    pub fn down(&mut self, lines: usize, document: &Document, flow: &mut Flow) -> usize {
        let Some(mut top) = self.top else { return 0 };
        let Some(mut bottom) = self.advance(top, document, flow) else { return 0 };
        let mut moved = 0;
        while moved < lines
            && let Some(below) = flow.next(document, bottom)
            && let Some(next) = flow.next(document, top)
        {
            (top, bottom) = (next, below);
            moved += 1;
        }
        if moved > 0 {
            self.put_on_top(top, document, flow);
        }
        moved
    }

    /// Moves down like [`Self::down`], by a line less or a few where a heading would be left at the bottom without any of
    /// what it heads: it comes with the next page. Where that would leave no move, by as many more as bring some of that
    /// in and still keep a line. Returns by how many lines.
    pub fn page_down(&mut self, lines: usize, document: &Document, flow: &mut Flow) -> usize {
        let moved = self.down(lines, document, flow);
        let visible = self.lines(document, flow);
        let Some(&last) = visible.last().filter(|&&last| flow.next(document, last).is_some()) else { return moved };
        let headed = headings_at_end(&visible, document, flow);
        if (1..moved).contains(&headed) {
            return moved - self.up(headed, document, flow);
        }
        let missing = if headed > 0 { missing_below(last, document, flow) } else { 0 };
        if moved > 0 && moved + missing < self.height {
            return moved + self.down(missing, document, flow);
        }
        moved
    }

    /// Moves up like [`Self::up`], by a line less or a few where a heading would be left at the bottom without any of what
    /// it heads: the first line of that stays. Where that would leave no move, by as many more as take the heading away.
    /// Returns by how many lines.
    pub fn page_up(&mut self, lines: usize, document: &Document, flow: &mut Flow) -> usize {
        let moved = self.up(lines, document, flow);
        let visible = self.lines(document, flow);
        let Some(&last) = visible.last() else { return moved };
        let headed = headings_at_end(&visible, document, flow);
        let missing = if headed > 0 { missing_below(last, document, flow) } else { 0 };
        if (1..moved).contains(&missing) {
            return moved.saturating_sub(self.down(missing, document, flow));
        }
        if missing > 0 && moved + headed < self.height {
            return moved + self.up(headed, document, flow);
        }
        moved
    }

    /// The bottom line if `top` is the top one; `None` where the text ends above it.
    fn advance(&self, top: LineId, document: &Document, flow: &mut Flow) -> Option<LineId> {
        let mut line = top;
        for _ in 1..self.height.max(1) {
            line = flow.next(document, line)?;
        }
        Some(line)
    }

    /// Moves up by so many lines. Returns by how many.
    pub fn up(&mut self, lines: usize, document: &Document, flow: &mut Flow) -> usize {
        let Some(mut top) = self.top else { return 0 };
        let mut moved = 0;
        while moved < lines
            && let Some(above) = flow.previous(document, top)
        {
            top = above;
            moved += 1;
        }
        if moved > 0 {
            self.put_on_top(top, document, flow);
        }
        moved
    }

    /// Moves to where the last known line is at the bottom.
    pub fn end(&mut self, document: &Document, flow: &mut Flow) {
        let Some(mut top) = flow.last(document) else { return };
        for _ in 1..self.height.max(1) {
            match flow.previous(document, top) {
                Some(above) => top = above,
                None => break,
            }
        }
        self.put_on_top(top, document, flow);
    }

    /// Brings a line into view with as little movement as keeps some lines around it.
    pub fn reveal(&mut self, line: LineId, document: &Document, flow: &mut Flow) {
        let visible = self.lines(document, flow);
        if visible.contains(&line) {
            return;
        }
        let above = self.height / 3;
        let mut top = line;
        for _ in 0..above {
            match flow.previous(document, top) {
                Some(previous) => top = previous,
                None => break,
            }
        }
        self.put_on_top(top, document, flow);
        // Near the end there is no need to leave the lower part of the screen empty.
        let shown = self.lines(document, flow).len();
        self.up(self.height.saturating_sub(shown), document, flow);
    }

    /// The lines on the screen, from top to bottom.
    pub fn lines(&self, document: &Document, flow: &mut Flow) -> Vec<LineId> {
        let mut lines = Vec::with_capacity(self.height);
        let mut next = self.top;
        while lines.len() < self.height
            && let Some(line) = next
        {
            lines.push(line);
            next = flow.next(document, line);
        }
        lines
    }
}

/// How many lines at the end of these belong to headings with nothing of what they head: their words, their rules and the
/// blank lines below.
fn headings_at_end(visible: &[LineId], document: &Document, flow: &mut Flow) -> usize {
    let mut is =
        |id: &LineId, what: fn(&Line) -> bool| flow.lines(document, id.chunk).lines.get(id.row).is_some_and(what);
    let mut left = visible;
    loop {
        let blank = left.iter().rev().take_while(|id| is(id, Line::is_blank)).count();
        let above = &left[..left.len() - blank];
        match above.iter().rev().take_while(|id| is(id, Line::is_heading)).count() {
            0 => return visible.len() - left.len(),
            heading => left = &above[..above.len() - heading],
        }
    }
}

/// How many lines it takes until one shows below `last` that a heading above it heads; 0 if there is none near.
fn missing_below(last: LineId, document: &Document, flow: &mut Flow) -> usize {
    let mut line = last;
    for missing in 1..=HEADING_LINES {
        let Some(next) = flow.next(document, line) else { return 0 };
        let laid = flow.lines(document, next.chunk);
        if laid.lines.get(next.row).is_some_and(|below| !below.is_blank() && !below.is_heading()) {
            return missing;
        }
        line = next;
    }
    0
}

/// How many rows below `from` a line of the same chunk is; 0 for another chunk.
fn distance(from: LineId, to: LineId) -> i32 {
    if from.chunk != to.chunk {
        return 0;
    }
    i32::try_from(to.row).unwrap_or(0) - i32::try_from(from.row).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Cutting;
    use crate::layout::Pour;

    fn open(text: &str) -> Document {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        document
    }

    /// Ten paragraphs, `p0` to `p9`, a blank line between each two.
    fn paragraphs() -> Document {
        open(&(0..10).map(|number| format!("p{number}\n\n")).collect::<String>())
    }

    fn top(viewport: &Viewport, document: &Document, flow: &mut Flow) -> String {
        viewport.top().and_then(|id| flow.line(document, id)).map(|line| line.text()).unwrap_or_default()
    }

    type Motion = fn(&mut Viewport, &Document, &mut Flow) -> usize;

    #[test]
    fn motions_stop_at_the_ends() {
        let document = paragraphs();
        let mut flow = Flow::new(Pour::printed(10));
        let mut viewport = Viewport::default();
        viewport.set_height(5);
        viewport.hold(&document, &mut flow);
        let table: [(Motion, usize, &str); 5] = [
            (|viewport, document, flow| viewport.down(2, document, flow), 2, "p1"),
            (|viewport, document, flow| viewport.down(1, document, flow), 1, ""),
            (|viewport, document, flow| viewport.down(100, document, flow), 11, "p7"),
            (|viewport, document, flow| viewport.up(4, document, flow), 4, "p5"),
            (|viewport, document, flow| viewport.up(100, document, flow), 10, "p0"),
        ];
        for (step, (motion, moved, expected)) in table.into_iter().enumerate() {
            assert_eq!(motion(&mut viewport, &document, &mut flow), moved, "step {step}");
            assert_eq!(top(&viewport, &document, &mut flow), expected, "step {step}");
        }
        viewport.end(&document, &mut flow);
        assert_eq!(top(&viewport, &document, &mut flow), "p7");
    }

    #[test]
    fn no_page_ends_with_a_heading() {
        let text = (0..40).map(|number| format!("## h{number}\n\n### sub\n\n{}", "t\n\n".repeat(1 + number % 7)));
        let document = open(&text.collect::<String>());
        let mut flow = Flow::new(Pour::printed(10));
        let mut viewport = Viewport::default();
        for height in 4..25 {
            viewport.set_height(height);
            viewport.end(&document, &mut flow);
            let end = viewport.top();
            let heads = |viewport: &Viewport, flow: &mut Flow| {
                let visible = viewport.lines(&document, flow);
                // A page of a few lines may be all headings and the space around them.
                let all = headings_at_end(&visible, &document, flow);
                height > 7 && all > 0 && all < height - 2
            };
            viewport.put_on_top(flow.first(&document).unwrap(), &document, &mut flow);
            let mut pages = 0;
            while viewport.page_down((height - 2).max(1), &document, &mut flow) > 0 {
                pages += 1;
                assert!(!heads(&viewport, &mut flow), "page {pages} of {height} lines");
            }
            assert_eq!(viewport.top(), end, "{height} lines: it never gets stuck");
            let mut back = 0;
            while viewport.page_up((height - 2).max(1), &document, &mut flow) > 0 {
                back += 1;
                assert!(!heads(&viewport, &mut flow) || viewport.top() == flow.first(&document));
            }
            assert_eq!(viewport.top(), flow.first(&document));
            assert!(pages > 3 && back > 3);
        }
    }

    #[test]
    fn every_line_is_found_again_from_its_anchor() {
        let document = open(include_str!("../../../tests/corpus/guide.md"));
        for columns in [20, 61] {
            let mut flow = Flow::new(Pour::printed(columns));
            let mut viewport = Viewport::default();
            viewport.set_height(10);
            let mut next = flow.first(&document);
            while let Some(line) = next {
                viewport.put_on_top(line, &document, &mut flow);
                viewport.hold(&document, &mut flow);
                assert_eq!(viewport.top(), Some(line), "{columns} columns");
                next = flow.next(&document, line);
            }
        }
    }

    #[test]
    fn the_words_stay_when_the_width_changes() {
        let text = (0..400).map(|number| format!("word{number} ")).collect::<String>();
        let document = open(&text);
        let mut flow = Flow::new(Pour::printed(40));
        let mut viewport = Viewport::default();
        viewport.set_height(5);
        viewport.hold(&document, &mut flow);
        viewport.down(20, &document, &mut flow);
        let before = top(&viewport, &document, &mut flow);
        let word = before.split(' ').next().unwrap().to_owned();
        for columns in [13, 72, 20, 9, 60] {
            let mut flow = Flow::new(Pour::printed(columns));
            viewport.hold(&document, &mut flow);
            assert!(top(&viewport, &document, &mut flow).contains(&word), "{word} at {columns} columns");
        }
        viewport.hold(&document, &mut flow);
        assert_eq!(top(&viewport, &document, &mut flow), before);
    }
}
