//! What the constructs draw on: lines grow downwards, containers put prefixes in front of them.
//!
//! ```text
//! ▏ • text text text      a quote, a list in it: two indents
//! ▏   text text           `first` stands once, on the first line; `rest` on the others
//! └┬┘└┬┘
//!  │  └ indent of the item
//!  └ indent of the quote
//! ```

use std::ops::Range;

use crate::markdown::select::Kind;
use crate::text::sanitize::Safe;
use crate::text::width::{cut, graphemes, width};
use crate::text::wrap::Row;

use super::folds::PlacedFold;
use super::highlight::{CodeId, Highlights, Paint, Snippet};
use super::line::{Line, Span};
use super::marks::{Trace, Traces};
use super::pan::Pan;
use super::pour::Pour;
use super::resuming::Resuming;
use super::sheet::{Sheet, Text};

/// A block that stands further down than it is written. The offsets of its lines are those of a place that they have on
/// the page, not in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its bytes in the source.
    pub span: Range<u64>,
    /// Its first row.
    pub row: usize,
    /// Where its lines stand in the source, one for each row.
    pub places: Vec<u64>,
}

/// What a canvas holds when all is drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// The lines.
    pub lines: Vec<Line>,
    /// The same as text, if that was asked for instead.
    pub text: String,
    /// The code on them, from top to bottom.
    pub codes: Vec<PlacedCode>,
    /// The foldable parts on them, in the order of the text.
    pub folds: Vec<PlacedFold>,
    /// Which of them stand elsewhere than they are written.
    pub moved: Vec<Moved>,
    /// The tables, code and quotes on them, each in front of those inside of it.
    pub blocks: Vec<PlacedBlock>,
    /// The headers of the tables that left them to whoever pins them.
    pub heads: Vec<TableHead>,
}

/// A block that can be looked at alone, and where it is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedBlock {
    /// What it is.
    pub kind: Kind,
    /// Where it begins, a byte of the source.
    pub offset: u64,
    /// Its lines, counted from the top of the chunk.
    pub rows: Range<usize>,
}

/// The header of a table that pans as its rows do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableHead {
    /// The lines of the table below it, counted from the top of the chunk.
    pub rows: Range<usize>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where its columns begin.
    pub columns: Vec<usize>,
}

/// Lines under construction.
pub struct Canvas<'a> {
    pour: Pour,
    base: u64,
    highlights: Option<&'a Highlights>,
    traces: Option<&'a Traces>,
    sheet: Sheet,
    codes: Vec<PlacedCode>,
    indents: Vec<Indent>,
    folds: Vec<PlacedFold>,
    moved: Vec<Moved>,
    blocks: Vec<PlacedBlock>,
    heads: Vec<TableHead>,
    /// Whether what is drawn belongs to the last block of `moved`.
    motion: Motion,
    pub(super) resuming: Resuming,
}

/// Whether what is drawn stands where it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Motion {
    InPlace,
    Moved,
}

/// A block of code and where it is on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedCode {
    /// Where it begins, a byte of the source.
    pub offset: u64,
    /// Its lines, counted from the top of the chunk.
    pub rows: Range<usize>,
    /// Which code it is, if it is to be painted.
    pub id: Option<CodeId>,
    /// The code, if it is to be painted and was not.
    pub unpainted: Option<Snippet>,
}

/// What a container puts in front of its lines.
struct Indent {
    first: Vec<Span>,
    rest: Vec<Span>,
    /// How many columns these take.
    columns: (usize, usize),
    /// Whether `first` is still to be written.
    fresh: bool,
}

/// What stands in front of the lines of a container.
pub struct Prefix {
    /// On its first line.
    pub first: Vec<Span>,
    /// On all others.
    pub rest: Vec<Span>,
}

/// How many columns spans take.
pub(super) fn columns_of(spans: &[Span]) -> usize {
    spans.iter().map(|span| width(&span.text)).sum()
}

/// Whether spans fit in so many columns because no text takes more columns than bytes.
pub(super) fn is_short(spans: &[Span], columns: usize) -> bool {
    spans.iter().map(|span| span.text.len()).sum::<usize>() <= columns
}

/// Breaks spans into lines of `first` and then `rest` columns; `mark` stands in front of all but the first.
///
/// A grapheme that is wider than its line stands alone on it. Where a mark shows that a line goes on, a short word is not
/// cut in two but goes on with it.
pub(super) fn fold(spans: Vec<Span>, (first, rest): (usize, usize), mark: &[Span]) -> Vec<Vec<Span>> {
    if is_short(&spans, first) {
        return vec![spans];
    }
    let behind_mark = rest.saturating_sub(columns_of(mark));
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let (mut free, mut is_empty) = (first, true);
    for span in spans {
        let mut at = 0;
        while let Some(left) = span.text.get(at..).filter(|left| !left.is_empty()) {
            let mut length = cut(left, free);
            if length == 0 && is_empty {
                length = graphemes(left).next().map_or(left.len(), str::len);
            }
            if length == 0 {
                let is_word = !mark.is_empty() && !left.starts_with(' ');
                let before = if rows.is_empty() { 0 } else { mark.len() };
                let word = if is_word { take_word(&mut row, before, behind_mark / 2) } else { Vec::new() };
                let columns = columns_of(&word);
                rows.push(std::mem::replace(&mut row, [mark, &word].concat()));
                (free, is_empty) = (behind_mark - columns, columns == 0);
                continue;
            }
            free = free.saturating_sub(width(&left[..length]));
            is_empty = false;
            row.push(Span { text: span.text.slice(at..at + length), style: span.style, link: span.link });
            at += length;
        }
    }
    rows.push(row);
    rows
}

/// Takes off what stands behind the last space of a row, if that has at most `longest` columns and there is something
/// in front of it besides the first `before` spans.
fn take_word(row: &mut Vec<Span>, before: usize, longest: usize) -> Vec<Span> {
    let mut spans = row.iter().enumerate().skip(before).rev();
    let Some((place, at)) = spans.find_map(|(place, span)| Some((place, span.text.rfind(' ')? + 1))) else {
        return Vec::new();
    };
    let is_blank = |span: &Span| span.text.trim().is_empty();
    let (head, tail) = (row[place].text.slice(0..at), row[place].text.slice(at..row[place].text.len()));
    if (head.trim().is_empty() && row[before..place].iter().all(is_blank))
        || width(&tail) + columns_of(&row[place + 1..]) > longest
    {
        return Vec::new();
    }
    let mut word = row.split_off(place + 1);
    if !tail.is_empty() {
        word.insert(0, Span { text: tail, ..row[place].clone() });
    }
    row[place].text = head;
    word
}

impl Indent {
    fn new(first: Vec<Span>, rest: Vec<Span>) -> Self {
        let columns = (columns_of(&first), columns_of(&rest));
        Self { first, rest, columns, fresh: true }
    }

    /// What stands in front of the next line.
    fn next(&self) -> &[Span] {
        if self.fresh { &self.first } else { &self.rest }
    }

    fn next_columns(&self) -> usize {
        if self.fresh { self.columns.0 } else { self.columns.1 }
    }
}

impl<'a> Canvas<'a> {
    /// An empty canvas. `base` is the byte of the source at which the chunk begins. Without `highlights` nobody is going to
    /// paint the code.
    #[must_use]
    pub fn new(pour: &Pour, highlights: Option<&'a Highlights>, base: u64) -> Self {
        Self {
            pour: Pour { columns: pour.columns.max(1), ..pour.clone() },
            base,
            highlights,
            traces: None,
            sheet: Sheet::Lines(Vec::new()),
            codes: Vec::new(),
            indents: Vec::new(),
            moved: Vec::new(),
            blocks: Vec::new(),
            heads: Vec::new(),
            motion: Motion::InPlace,
            folds: Vec::new(),
            resuming: Resuming::default(),
        }
    }

    /// The same for somebody who wants nothing but the text of the lines, which takes some `bytes`, behind another.
    #[must_use]
    pub(super) fn writing(self, text: String, bytes: usize) -> Self {
        Self { sheet: Sheet::Text(Text::behind(text, bytes)), ..self }
    }

    /// The same for somebody who wants to know where parts of the code are drawn, and not how it is painted.
    #[must_use]
    pub(super) fn tracing(self, traces: &'a Traces) -> Self {
        Self { traces: Some(traces), ..self }
    }

    /// What is to be traced of the code that begins at byte `start` of the chunk.
    pub(super) fn traced(&self, start: usize) -> Option<&'a Trace> {
        self.traces.and_then(|traces| traces.get(&start))
    }

    /// Columns that are free on the next line and on those after it, at least one.
    #[must_use]
    pub fn free(&self) -> (usize, usize) {
        let first: usize = self.indents.iter().map(Indent::next_columns).sum();
        let rest: usize = self.indents.iter().map(|indent| indent.columns.1).sum();
        (self.pour.columns.saturating_sub(first).max(1), self.pour.columns.saturating_sub(rest).max(1))
    }

    /// How the document is poured.
    #[must_use]
    pub fn pour(&self) -> &Pour {
        &self.pour
    }

    /// How many containers there are around.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.indents.len()
    }

    /// Draws `body` behind a prefix. Where so little room is left that text could not be read, only the first line
    /// gets one, and where even there it leaves too little, it gets a line of its own: nesting becomes flat, and nothing
    /// is lost.
    pub fn inside(&mut self, prefix: Prefix, offset: usize, body: impl FnOnce(&mut Self)) {
        let indent = self.fitted(prefix, offset);
        self.indents.push(indent);
        let before = self.sheet.rows();
        body(self);
        let undrawn = self.indents.last().is_some_and(|indent| indent.fresh && !indent.first.is_empty());
        if undrawn && self.sheet.rows() == before {
            self.put(Vec::new(), offset);
        }
        self.indents.pop();
    }

    /// Draws `body` behind the margin of a container that goes on: what stands on its first line has been drawn.
    pub(super) fn inside_again(&mut self, rest: Vec<Span>, offset: usize, body: impl FnOnce(&mut Self)) {
        let indent = self.fitted(Prefix { first: rest.clone(), rest }, offset);
        self.indents.push(Indent { fresh: false, ..indent });
        body(self);
        self.indents.pop();
    }

    /// As much of a prefix as leaves room for text behind it; what does not is drawn above.
    fn fitted(&mut self, Prefix { mut first, mut rest }: Prefix, offset: usize) -> Indent {
        let least = (self.pour.columns / 3).clamp(1, 24);
        if self.free().1 < columns_of(&rest) + least {
            if first == rest {
                // A bar or a margin says nothing that can't be left out.
                first.clear();
            }
            rest.clear();
        }
        let needed = columns_of(&first) + least.div_ceil(2);
        let (next, after) = self.free();
        if needed > next && next < after {
            // What is around has its own first line still to write.
            self.put(Vec::new(), offset);
        }
        if needed <= self.free().0 {
            return Indent::new(first, rest);
        }
        if let Some(last) = first.last_mut() {
            last.text = last.text.slice(0..last.text.trim_end().len());
        }
        for line in fold(first, self.free(), &[]) {
            self.put(line, offset);
        }
        Indent { fresh: false, ..Indent::new(Vec::new(), rest) }
    }

    /// Adds a line. `offset` is the byte of the chunk at which its first word stands.
    pub fn put(&mut self, mut spans: Vec<Span>, offset: usize) {
        if self.indents.is_empty() {
            return self.push(spans, offset);
        }
        if let Some(text) = self.begin_text() {
            text.add(&spans);
            return text.end_line();
        }
        let own = spans.len();
        for indent in &mut self.indents {
            spans.extend_from_slice(indent.next());
            indent.fresh = false;
        }
        spans.rotate_left(own);
        self.push(spans, offset);
    }

    /// Begins a line where lines are written as text.
    fn begin_text(&mut self) -> Option<&mut Text> {
        let Sheet::Text(text) = &mut self.sheet else { return None };
        for indent in &mut self.indents {
            text.add(indent.next());
            indent.fresh = false;
        }
        Some(text)
    }

    /// Writes rows of a text where lines are written as text. Returns whether they are.
    pub(super) fn write(&mut self, text: &Safe, rows: &[Row]) -> bool {
        for row in rows {
            let Some(sheet) = self.begin_text() else { return false };
            text.show(row.range.clone(), &mut sheet.written);
            sheet.written.extend(row.hyphen.then_some('-'));
            sheet.end_line();
        }
        matches!(self.sheet, Sheet::Text(_))
    }

    /// Adds a line of which the first `moving` spans move when the page pans over it.
    pub fn put_wide(&mut self, spans: Vec<Span>, moving: usize, offset: usize) {
        let behind = spans.len().saturating_sub(moving);
        self.put(spans, offset);
        if let Sheet::Lines(lines) = &mut self.sheet
            && let Some(line) = lines.last_mut()
        {
            let end = line.spans.len() - behind;
            let first = end - moving.min(end);
            let pan = Pan::new(first, line.spans[first..end].iter().map(|span| &*span.text));
            line.pan = Some(Box::new(pan));
        }
    }

    /// Draws a block that can be looked at alone, and notes where.
    pub(super) fn noted(&mut self, kind: Kind, offset: usize, draw: impl FnOnce(&mut Self)) {
        let (place, first) = (self.blocks.len(), self.sheet.rows());
        self.blocks.push(PlacedBlock { kind, offset: self.base + offset as u64, rows: first..first });
        draw(self);
        let rows = first..self.sheet.rows();
        if let Some(block) = self.blocks.get_mut(place) {
            block.rows = rows;
        }
    }

    /// Draws the rows of a table, and keeps its header for whoever pins it; `columns` is where its columns begin.
    pub(super) fn headed(&mut self, head: Vec<Vec<Span>>, columns: Vec<usize>, rows: impl FnOnce(&mut Self)) {
        let line = |spans: Vec<Span>| {
            let pan = Pan::new(0, spans.iter().map(|span| &*span.text));
            Line { spans, offset: self.base, pan: Some(Box::new(pan)) }
        };
        let lines = head.into_iter().map(line).collect();
        let first = self.sheet.rows();
        rows(self);
        self.heads.push(TableHead { rows: first..self.sheet.rows(), lines, columns });
    }

    /// Draws a block of code that begins at byte `offset` of the chunk; `body` gets what is known of it.
    pub fn code(&mut self, (language, text): (&str, &str), offset: usize, body: impl FnOnce(&mut Self, &Paint)) {
        let highlights = self.highlights.filter(|_| Snippet::is_worth_painting(language, text));
        let above = self.code_above();
        let id = highlights.map(|_| CodeId::new(language, text, &above));
        let paint = highlights.zip(id).and_then(|(highlights, id)| highlights.get(id)).cloned();
        let unpainted = (id.is_some() && paint.is_none()).then(|| Snippet::new(language, text).below(above));
        let first = self.sheet.rows();
        body(self, &paint.unwrap_or_default());
        let rows = first..self.sheet.rows();
        self.codes.push(PlacedCode { offset: self.base + offset as u64, rows, id, unpainted });
    }

    /// Adds a blank line above the block that begins at byte `offset` of the chunk; the bars of quotes go through.
    pub fn blank(&mut self, offset: usize) {
        let mut line: Vec<Span> =
            self.indents.iter().filter(|indent| !indent.fresh).flat_map(|indent| indent.rest.iter().cloned()).collect();
        while line.last().is_some_and(|span| !span.style.role.is_bar()) {
            line.pop();
        }
        self.push(line, offset);
    }

    fn push(&mut self, spans: Vec<Span>, offset: usize) {
        let place = self.base + offset as u64;
        if self.motion == Motion::Moved
            && let Some(Moved { places, .. }) = self.moved.last_mut()
        {
            places.push(places.last().map_or(place, |above| place.max(*above)));
        }
        self.sheet.put(spans, place);
    }

    /// Draws a block that is written at bytes `span` of the chunk, above other blocks that are drawn already.
    pub(super) fn moved(&mut self, span: Range<usize>, draw: impl FnOnce(&mut Self)) {
        let span = self.base + span.start as u64..self.base + span.end as u64;
        self.moved.push(Moved { span, row: self.sheet.rows(), places: Vec::new() });
        self.motion = Motion::Moved;
        draw(self);
        self.motion = Motion::InPlace;
    }

    /// A foldable part begins on the next line: that of the bytes `span` of the chunk, which is open if it says so.
    /// Returns its place among them.
    pub(super) fn begin_fold(&mut self, span: &Range<usize>, written: bool) -> usize {
        let (offset, end) = (self.base + span.start as u64, self.base + span.end as u64);
        let open = self.pour.folds.is_open(offset, written);
        let row = self.sheet.rows();
        self.folds.push(PlacedFold { offset, end, open, row, inside: row, behind: row });
        self.folds.len() - 1
    }

    /// Whether a foldable part is open.
    pub(super) fn is_open(&self, fold: usize) -> bool {
        self.folds.get(fold).is_some_and(|fold| fold.open)
    }

    /// The summary of a foldable part has been drawn.
    pub(super) fn end_summary(&mut self, fold: usize) {
        if let Some(fold) = self.folds.get_mut(fold) {
            fold.inside = self.sheet.rows();
        }
    }

    /// A foldable part has been drawn.
    pub(super) fn end_fold(&mut self, fold: usize) {
        if let Some(fold) = self.folds.get_mut(fold) {
            fold.behind = self.sheet.rows();
        }
    }

    /// What has been drawn.
    #[must_use]
    pub fn finish(self) -> Drawn {
        let Self { sheet, codes, folds, moved, blocks, heads, .. } = self;
        let (lines, text) = match sheet {
            Sheet::Lines(lines) => (lines, String::new()),
            Sheet::Text(text) => (Vec::new(), text.written),
        };
        Drawn { lines, text, codes, folds, moved, blocks, heads }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::layout::laid::tests::lay;
    use crate::text::width::{graphemes, width};

    #[test]
    fn a_prefix_without_room_beside_it_stands_above() {
        let footnote = "[^a-long-footnote-name]: I see\n";
        assert_eq!(lay(footnote, 17), ["[a-long-footnote-", "name]", "    I see"]);
        let list = lay(&format!("{}a b", "- ".repeat(8)), 17);
        assert_eq!(list, ["• ◦ ▪ • ◦ ▪ •", "            ◦ a b"]);
    }

    /// Containers around a text, from the outside in: what stands on its first line, and what on the others.
    fn nested(containers: &[usize], text: &str) -> String {
        containers.iter().rev().fold(text.to_owned(), |text, container| {
            let (first, rest) = [
                ("> ", "> "),
                ("- ", "  "),
                ("1234567. ", "         "),
                ("- [ ] ", "  "),
                ("> [!IMPORTANT]\n> ", "> "),
                ("[^a-long-footnote-name]: ", "    "),
                ("[^n]: ", "    "),
            ][*container];
            format!("{first}{}", text.trim_end().replace('\n', &format!("\n{rest}")))
        })
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_page(
            containers in prop::collection::vec(0_usize..7, 0..12),
            body in prop::sample::select(vec![
                "alpha beta gamma delta",
                "```language\nalpha beta gamma delta\n```",
                "| alpha | beta |\n|---|---|\n| gamma gamma | delta |",
                "| alpha |\n|---|\n| beta gamma delta |",
                "## alpha beta gamma delta",
                "<div>alpha beta gamma delta</div>",
                "alpha\n\n***\n\nbeta gamma delta",
                "***\n\nalpha beta gamma delta",
            ]),
            columns in 10_usize..40,
        ) {
            let text = nested(&containers, body);
            let lines = lay(&format!("x[^n]\n\n{text}\n"), columns);
            for line in &lines {
                prop_assert!(width(line) <= columns || graphemes(line.trim()).count() == 1, "{line:?} in {lines:#?}");
            }
            let letters: String = lines.concat().chars().filter(|c| c.is_alphanumeric()).collect();
            for word in ["alpha", "beta", "gamma", "delta"] {
                prop_assert!(letters.contains(word), "{word} in {lines:#?}");
            }
            // Twice it is mentioned in its own text, and has a number.
            let labels = usize::from(text.matches("long-footnote-name").count() == 1);
            prop_assert!(letters.matches("alongfootnotename").count() >= labels, "{lines:#?}");
        }
    }
}
