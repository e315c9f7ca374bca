//! Inline text: runs of Markdown become safe text with styles, and are broken into lines.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::{Deref, Range};

use crate::markdown::formula;
use crate::markdown::inline::{Inline, InlineKind, Marks, MathDisplay};
use crate::text::bidi::{Direction, Paragraph, reversed};
use crate::text::fit::{Hyphens, LastLine, fit};
use crate::text::sanitize::{Safe, Setting, pieces};
use crate::text::wrap::{Row, extent, natural, single_end, wrap};

use super::canvas::Canvas;
use super::footnote;
use super::justify::{Side, justify};
use super::line::{Role, Span, Style};
use super::pour::{Edge, Order};

/// Forbids a line to end between its neighbours.
const WORD_JOINER: char = '\u{2060}';

/// Inline text that is ready to be broken into lines: one part for each stretch between hard breaks, of which most texts
/// have none.
#[derive(Debug, Default)]
pub(super) struct Prose {
    parts: Vec<Part>,
    last: Part,
}

#[derive(Debug, Default)]
struct Part {
    text: Safe,
    runs: Runs,
}

/// The runs of a part, which most often is a single one.
#[derive(Debug)]
enum Runs {
    One([Run; 1]),
    Many(Vec<Run>),
}

/// A stretch of a part in one style.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where it ends in the part's text.
    end: usize,
    setting: Setting,
    style: Style,
    link: Option<u32>,
    /// The byte of the chunk that its first byte stands for.
    source: usize,
    /// Whether the bytes that follow stand for the bytes that follow.
    exact: bool,
}

/// A line of prose before it is put on a canvas.
pub(super) struct ProseLine {
    /// What stands on it.
    pub(super) spans: Vec<Span>,
    /// How many columns that takes.
    pub(super) columns: usize,
    /// The byte of the chunk at which it begins.
    pub(super) offset: usize,
    /// Which way its paragraph runs.
    pub(super) direction: Direction,
    /// Whether it ends because its text does, or is broken there by its author.
    is_last: bool,
}

/// Text before it is made safe: runs of the same part are looked at together, because a mark at the beginning of one
/// belongs to the letter at the end of the one before.
#[derive(Default)]
struct Raw {
    text: String,
    runs: Vec<Run>,
    /// Where the last run begins.
    last_start: usize,
}

thread_local! {
    /// What one text is collected in, kept for the next one.
    static RAW: Cell<Raw> = const { Cell::new(Raw { text: String::new(), runs: Vec::new(), last_start: 0 }) };
}

impl Prose {
    /// Makes inline text of a block in this role ready.
    pub(super) fn new(inlines: &[Inline], role: Role) -> Self {
        let mut parts = Vec::new();
        let mut raw = RAW.take();
        for inline in inlines {
            if matches!(inline.kind, InlineKind::HardBreak) {
                parts.push(raw.take_part());
            } else {
                raw.add(inline, role);
            }
        }
        let last = raw.take_part();
        RAW.set(raw);
        Self { parts, last }
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().chain([&self.last])
    }

    /// How wide it is where nothing wraps.
    pub(super) fn natural(&self) -> usize {
        self.parts().map(|part| natural(&part.text)).max().unwrap_or(0)
    }

    /// All of it where that is short and in one style, and has room in so many columns.
    pub(super) fn single(&self, columns: usize) -> Option<Span> {
        let (text, [run]) = (&self.last.text, &*self.last.runs) else { return None };
        let end = if self.parts.is_empty() { single_end(text, columns)? } else { 0 };
        (end > 0).then(|| Span { text: text.slice(0..end), style: run.style, link: run.link })
    }

    /// How wide its longest word is.
    pub(super) fn longest_word(&self) -> usize {
        self.parts().map(|part| extent(&part.text).longest_word).max().unwrap_or(0)
    }

    /// Breaks it into lines of `first` and then `rest` columns, each filled with what fits.
    pub(super) fn lines(&self, first: usize, rest: usize, order: Order) -> Vec<ProseLine> {
        let mut lines = Vec::new();
        let rows = |part: &Part, above| wrap(&part.text, if above == 0 { first } else { rest }, rest);
        for (part, rows) in self.rows(rows) {
            part.for_each_line(&rows, order, |line| lines.push(line));
        }
        lines
    }

    /// Its parts and their rows; `rows` says where those of a part end that has so many rows above.
    fn rows(&self, rows: impl Fn(&Part, usize) -> Vec<Row>) -> impl Iterator<Item = (&Part, Vec<Row>)> {
        let mut above = 0;
        self.parts().enumerate().map(move |(place, part)| {
            let mut rows = rows(part, above);
            // A hard break that follows another one makes an empty line; at the end it makes none.
            if rows.is_empty() && place < self.parts.len() && above > 0 {
                rows.push(Row::default());
            }
            above += rows.len();
            (part, rows)
        })
    }

    /// How the last line of a part ends, if that of the last one ends like this.
    fn last_line(&self, part: &Part, last: LastLine) -> LastLine {
        if std::ptr::eq(part, &raw const self.last) { last } else { LastLine::Ends }
    }

    /// Puts it on a canvas as a paragraph. Its first line counts as beginning at byte `start` of the chunk.
    pub(super) fn draw(&self, canvas: &mut Canvas, start: usize) {
        let (first, rest) = canvas.free();
        let (language, edge, order) = (canvas.pour().language(), canvas.pour().edge, canvas.pour().order);
        let last = canvas.last_line(start);
        let rows = |part: &Part, above| {
            let spared = if language.is_some() { part.code() } else { Vec::new() };
            let hyphens = Hyphens { language, spared: &spared };
            fit(&part.text, (if above == 0 { first } else { rest }, rest), hyphens, self.last_line(part, last))
        };
        let stays = edge == Edge::Ragged && order == Order::Logical;
        let mut place = 0;
        for (part, rows) in self.rows(rows) {
            if stays && canvas.write(&part.text, &rows) {
                continue;
            }
            part.for_each_line(&rows, order, |mut line| {
                let free = if place == 0 { first } else { rest };
                let is_full = !line.is_last || self.last_line(part, last) == LastLine::GoesOn;
                if edge == Edge::Justified && is_full {
                    line.columns += justify(&mut line.spans, free.saturating_sub(line.columns), Side::of(place));
                }
                line.align(free);
                canvas.put(line.spans, if place == 0 { start } else { line.offset });
                place += 1;
            });
        }
    }
}

impl ProseLine {
    fn empty(offset: usize) -> Self {
        Self { spans: Vec::new(), columns: 0, offset, direction: Direction::LeftToRight, is_last: false }
    }

    fn of(row: &Row) -> Self {
        Self { columns: row.columns, ..Self::empty(0) }
    }

    /// Puts a line that runs from right to left at the right edge of so many columns.
    pub(super) fn align(&mut self, columns: usize) {
        let free = columns.saturating_sub(self.columns);
        if self.direction == Direction::RightToLeft && free > 0 {
            self.spans.insert(0, Span::of(Safe::spaces(free), Role::Text));
            self.columns = columns;
        }
    }
}

impl Raw {
    fn add(&mut self, inline: &Inline, role: Role) {
        let source = match role {
            Role::Text => Role::Source,
            other => other,
        };
        match &inline.kind {
            InlineKind::Text(text) => self.push(text, inline, role, Setting::Prose),
            InlineKind::Code(text) => self.push(text, inline, role, Setting::Code),
            InlineKind::Math(text, MathDisplay::Inline) => match formula::line(text) {
                Some(line) => self.prose(&line, inline, Role::Math),
                None => self.prose(&["$", text, "$"].concat(), inline, source),
            },
            InlineKind::Math(text, MathDisplay::Block) => self.prose(&["$$", text, "$$"].concat(), inline, source),
            InlineKind::FootnoteReference(label, number) => {
                // The joiner keeps it on the line of what it belongs to.
                let sign = format!("{WORD_JOINER}{}", footnote::sign(label, *number));
                if self.runs.last().is_some_and(|run| run.style.role == Role::Footnote) {
                    self.push(",", &Inline { link: None, ..inline.clone() }, Role::Footnote, Setting::Prose);
                }
                self.prose(&sign, inline, Role::Footnote);
            }
            InlineKind::FootnoteReturn => {
                // The space keeps it on the line of the text; it is no part of the link, so that it is not underlined.
                self.prose("\u{a0}", &Inline { link: None, ..inline.clone() }, Role::Text);
                self.prose("↩", inline, Role::FootnoteReturn);
            }
            InlineKind::Reference(text) => self.prose(text, inline, Role::Reference),
            InlineKind::Elsewhere(host) => {
                self.prose(&format!("{WORD_JOINER}[≠\u{a0}{}]", &**host), inline, Role::Elsewhere);
            }
            InlineKind::Image(name) => self.prose(&["▣ \u{2060}", name].concat(), inline, Role::Marker),
            // Nothing is parted from what stands behind a tag that shows nothing.
            InlineKind::SoftBreak if self.text.is_empty() => {}
            InlineKind::SoftBreak => self.prose(" ", inline, role),
            InlineKind::HardBreak => {}
        }
    }

    fn prose(&mut self, text: &str, inline: &Inline, role: Role) {
        self.push(text, inline, role, Setting::Prose);
    }

    fn push(&mut self, text: &str, inline: &Inline, role: Role, setting: Setting) {
        let (start, exact) = (self.text.len(), text.len() == inline.source.len());
        self.text.push_str(text);
        // Most of a paragraph is one run: its lines follow each other in the source as they do here.
        if let Some(last) = self.runs.last_mut()
            && exact
            && last.exact
            && (last.style, last.link, last.setting) == (Style { role, marks: inline.marks }, inline.link, setting)
            && last.source + (start - self.last_start) == inline.source.start
        {
            last.end = self.text.len();
            return;
        }
        self.last_start = start;
        self.runs.push(Run {
            end: self.text.len(),
            setting,
            style: Style { role, marks: inline.marks },
            link: inline.link,
            source: inline.source.start,
            exact,
        });
    }

    /// Makes a part of what was collected, and begins another one.
    fn take_part(&mut self) -> Part {
        let is_even = || self.runs.windows(2).all(|pair| pair[0].setting == pair[1].setting);
        let unchanged =
            || self.runs.first().filter(|_| is_even()).and_then(|run| Safe::unchanged(&self.text, run.setting));
        let part = match Safe::harmless(&self.text).or_else(unchanged) {
            Some(text) => Part { text, runs: Runs::of(&self.runs) },
            None => self.sanitized(),
        };
        self.text.clear();
        self.runs.clear();
        self.last_start = 0;
        part
    }

    /// The text made safe, a stretch of the same setting at a time.
    fn sanitized(&self) -> Part {
        let mut part = Part::default();
        let mut from = 0;
        for stretch in self.runs.chunk_by(|one, other| one.setting == other.setting) {
            let (Some(last), start) = (stretch.last(), from) else { continue };
            let mut runs = stretch.iter().peekable();
            let mut run_start = start;
            pieces(&self.text[start..last.end], last.setting, &mut |piece| {
                let (mut at, end) = (start + piece.source.start, start + piece.source.end);
                let (safe, mut shown) = (piece.safe(), 0);
                while at < end {
                    while let Some(run) = runs.next_if(|run| run.end <= at) {
                        run_start = run.end;
                    }
                    let Some(run) = runs.peek() else { return };
                    // What stands in for something stands where that began; other text belongs to its runs.
                    let until = if piece.replaced { end } else { end.min(run.end) };
                    let text = if piece.replaced { safe.clone() } else { safe.slice(shown..shown + until - at) };
                    part.push(&text, run, at - run_start, piece.replaced);
                    shown += until - at;
                    at = until;
                }
            });
            from = last.end;
        }
        part
    }
}

impl Runs {
    fn of(runs: &[Run]) -> Self {
        match runs {
            [run] => Self::One([*run]),
            _ => Self::Many(runs.to_vec()),
        }
    }

    fn push(&mut self, run: Run) {
        match self {
            Self::One([first]) => *self = Self::Many(vec![*first, run]),
            Self::Many(runs) => runs.push(run),
        }
    }
}

impl Default for Runs {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl Deref for Runs {
    type Target = [Run];

    fn deref(&self) -> &[Run] {
        match self {
            Self::One(run) => run,
            Self::Many(runs) => runs,
        }
    }
}

impl Part {
    /// Adds text of a run that begins `skipped` bytes into it.
    fn push(&mut self, text: &Safe, run: &Run, skipped: usize, replaced: bool) {
        self.text.push(text);
        let role = if replaced { Role::Warning } else { run.style.role };
        self.runs.push(Run {
            end: self.text.len(),
            setting: run.setting,
            style: Style { role, ..run.style },
            link: run.link,
            source: run.source + if run.exact { skipped } else { 0 },
            exact: run.exact && !replaced,
        });
    }

    /// The bytes of its code spans.
    fn code(&self) -> Vec<Range<usize>> {
        let starts = std::iter::once(0).chain(self.runs.iter().map(|run| run.end));
        let runs = starts.zip(&*self.runs).filter(|(_, run)| run.style.is_code());
        runs.map(|(start, run)| start..run.end).collect()
    }

    /// The text as it is put in order, byte by byte: what stands in for a character is a word to be read from left to right,
    /// wherever it stands.
    fn as_ordered(&self) -> Cow<'_, str> {
        let mut ordered = Cow::Borrowed(&*self.text);
        let starts = std::iter::once(0).chain(self.runs.iter().map(|run| run.end));
        for (start, run) in starts.zip(&*self.runs) {
            let stretch = start..run.end;
            if run.style.role == Role::Warning && self.text.get(stretch.clone()).is_some_and(str::is_ascii) {
                ordered.to_mut().replace_range(stretch.clone(), &"a".repeat(stretch.len()));
            }
        }
        ordered
    }

    /// Hands out its lines.
    fn for_each_line(&self, rows: &[Row], order: Order, mut each: impl FnMut(ProseLine)) {
        let ordered = if order == Order::Visual { self.as_ordered() } else { Cow::Borrowed("") };
        let paragraph = Paragraph::new(&ordered);
        for (row, left) in rows.iter().zip((0..rows.len()).rev()) {
            each(ProseLine { is_last: left == 0, ..self.line(row, paragraph.as_ref()) });
        }
    }

    fn line(&self, row: &Row, paragraph: Option<&Paragraph>) -> ProseLine {
        let offset = self.source_of(row.range.start);
        let direction = paragraph.map_or(Direction::LeftToRight, Paragraph::direction);
        let Some(paragraph) = paragraph else {
            let mut spans = self.spans(row.range.clone());
            if row.hyphen {
                hyphenate(&mut spans);
            }
            return ProseLine { spans, offset, direction, ..ProseLine::of(row) };
        };
        let mut spans = Vec::new();
        for stretch in paragraph.line(row.range.clone()) {
            let ends_row = stretch.range.end == row.range.end;
            let mut stretched = self.spans(stretch.range);
            if row.hyphen && ends_row {
                hyphenate(&mut stretched);
            }
            if stretch.direction == Direction::RightToLeft {
                stretched.reverse();
                for span in &mut stretched {
                    span.text = reversed(&span.text);
                }
            }
            spans.extend(stretched);
        }
        ProseLine { spans, offset, direction, ..ProseLine::of(row) }
    }

    /// The first run that reaches beyond byte `at`, and where it begins.
    fn run_at(&self, at: usize) -> (usize, usize) {
        let place = self.runs.partition_point(|run| run.end <= at);
        (place, place.checked_sub(1).and_then(|before| self.runs.get(before)).map_or(0, |run| run.end))
    }

    /// The byte of the chunk that byte `at` stands for.
    fn source_of(&self, at: usize) -> usize {
        let (place, start) = self.run_at(at);
        self.runs.get(place).map_or(0, |run| run.source + if run.exact { at.max(start) - start } else { 0 })
    }

    /// A range of its text as spans, in the order of the text.
    fn spans(&self, range: Range<usize>) -> Vec<Span> {
        // With room for the margin of one container.
        let mut spans: Vec<Span> = Vec::with_capacity(2);
        let (from, mut start) = self.run_at(range.start);
        for run in &self.runs[from..] {
            if start >= range.end {
                break;
            }
            let (begin, end) = (start.max(range.start), run.end.min(range.end));
            let text = self.text.slice(begin..end).without_break_points();
            match spans.last_mut() {
                Some(last) if last.style == run.style && last.link == run.link => last.text.push(&text),
                _ if text.is_empty() => {}
                _ => spans.push(Span { text, style: run.style, link: run.link }),
            }
            start = run.end;
        }
        spans
    }
}

fn hyphenate(spans: &mut [Span]) {
    if let Some(last) = spans.last_mut() {
        last.text.push(&Safe::new("-"));
    }
}

/// The same spans with one more emphasis.
pub(super) fn emphasised(mut spans: Vec<Span>, marks: Marks) -> Vec<Span> {
    for span in &mut spans {
        span.style.marks |= marks;
    }
    spans
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::{lay, pour};
    use crate::layout::pour::{Hyphenation, Order, Pour};
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;
    use crate::text::hyphenation::Language;

    fn visual(text: &str, columns: usize) -> Vec<String> {
        pour(text, &Pour { order: Order::Visual, ..Pour::printed(columns) })
    }

    #[test]
    fn what_stands_behind_a_tag_that_shows_nothing_begins_its_line() {
        assert_eq!(lay("<a id=\"1\"></a>\nBelow is\nmore.", 20), ["Below is more."]);
        assert_eq!(lay("One<br>\ntwo", 20), ["One", "two"]);
    }

    #[test]
    fn the_right_edge_is_even() {
        // Greedy makes it “or not to be:”, “that is”, “the”.
        assert_eq!(
            lay("To be, or not to be: that is the question", 10),
            ["To be,", "or not to", "be: that", "is the", "question"]
        );
    }

    #[test]
    fn words_are_broken_where_the_reader_wants_it_and_code_is_not() {
        let text = "It was an extraordinarily uncomplicated characterization.\n";
        let hyphenated = Pour { hyphenation: Hyphenation::On(Some(Language::English)), ..Pour::printed(20) };
        assert_eq!(pour(text, &hyphenated), ["It was an extraordi-", "narily uncomplicated", "characterization."]);
        assert_eq!(lay(text, 20), ["It was an", "extraordinarily", "uncomplicated", "characterization."]);
        assert_eq!(
            pour(&text.replace("extraordinarily", "`extraordinarily`"), &hyphenated)[..2],
            ["It was an", "extraordinarily"]
        );
        let unknown = Pour { hyphenation: Hyphenation::On(None), ..hyphenated };
        assert_eq!(pour(text, &unknown), lay(text, 20));
    }

    #[test]
    fn text_from_right_to_left_stands_in_order_at_the_right() {
        assert_eq!(visual("a *שלום* b\n", 20), ["a םולש b"]);
        assert_eq!(visual("שלום (עולם) `abc` 12\n", 14), ["   (םלוע) םולש", "        abc 12"]);
        assert_eq!(lay("שלום (עולם)\n", 14), ["שלום (עולם)"], "as it was written, if that is wanted");
        assert_eq!(visual("שלום \u{202E} א\n", 20), ["       א <202E> םולש"]);
        assert_eq!(visual("## שלום\n", 8), ["    םולש", "    ────"]);
        assert_eq!(visual("| אב | c |\n|--|--|\n| גד | e |\n", 20), ["בא   c", "──────", "דג   e"]);
        assert_eq!(visual("```\nשלום\n```\n", 20), lay("```\nשלום\n```\n", 20), "code is as it is");
    }

    #[test]
    fn links_and_styles_go_where_their_words_go() {
        let parsed = parse("אב [גד](/x) **הו**\n", &Continuation::Nothing, &References::default());
        let pour = Pour { order: Order::Visual, ..Pour::printed(8) };
        let laid = crate::layout::laid::lay(&parsed, &pour, 0, crate::layout::laid::Above::Nothing);
        let spans: Vec<_> = laid.lines[0].spans.iter().map(|span| (&*span.text, span.link)).collect();
        assert_eq!(spans, [("וה", None), (" ", None), ("דג", Some(0)), (" בא", None)]);
        assert_eq!(laid.links[0].row, Some(0));
    }

    #[test]
    fn paragraphs_wrap_at_the_width() {
        assert_eq!(lay("one two *three* four", 10), ["one two", "three four"]);
        assert_eq!(lay("one\ntwo\\\nthree  \nfour", 20), ["one two", "three", "four"]);
    }

    #[test]
    fn controls_become_visible() {
        assert_eq!(lay("a&#27;[31mb &#x202e;c", 20), ["a␛[31mb <202E>c"]);
    }

    #[test]
    fn marks_that_come_as_entities_are_counted_like_others() {
        let line = lay(&format!("a{} *b*&#x301;", "&#x301;".repeat(50)), 20).remove(0);
        assert_eq!(line.chars().filter(|&c| c == '\u{301}').count(), 9, "eight on one letter, one on the other");
    }

    #[test]
    fn what_is_not_designed_yet_reads_as_text() {
        assert_eq!(lay("$z$ ![an image](p.png)", 60), ["z ▣ an image"]);
    }
}
