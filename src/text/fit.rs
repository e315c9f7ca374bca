//! Where the lines of running text end so that the right edge is even: optimal fit over the units of a paragraph.
//!
//! Of all ways to break a paragraph into as few lines as it needs, the one is taken whose lines leave the least space at
//! their ends (the sum of the squares, so that no single line gives way for the others):
//!
//! ```text
//!   greedy     │To be, or │     optimal fit │To be,    │
//!              │not to be:│                 │or not to │
//!              │that is   │                 │be: that  │
//!              │the       │                 │is the    │
//!              │question  │                 │question  │
//! ```
//!
//! Each unit behind which a line may end has a best way to get there, found from left to right. From each such place
//! only a few line ends are worth a look: the fullest line, and those that leave no more than a quarter empty; and of these
//! only such as leave no more to the lines below than these can take. That makes it linear, and much faster than finding
//! column minima over all of them. Long stretches are settled in parts, so that their units need not be kept.

use std::cell::Cell;
use std::ops::Range;

use super::below::Below;
use super::hyphenation::{Language, points};
use super::split::split;
use super::units::{Ending, Unit, units};
use super::width::width;
use super::wrap::{Row, single};

/// What running text may do at the end of a line besides ending it behind a word.
#[derive(Clone, Copy, Default)]
pub struct Hyphens<'a> {
    /// Words may be broken as this language breaks them.
    pub language: Option<Language>,
    /// Bytes of the text, in order, in which they may not: code.
    pub spared: &'a [Range<usize>],
}

/// What becomes of the last line of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LastLine {
    /// It ends where the text does.
    Ends,
    /// The text goes on elsewhere, and the line looks as if it did here: it is as full as the others.
    GoesOn,
}

/// Units that are settled at once.
const STRETCH: usize = 4096;
/// Line ends that are tried from one place, counted back from the fullest line.
const TRIED: usize = 40;
/// A line that leaves a quarter of its columns empty, and more than so many, is only tried where it is the fullest.
const NARROW: usize = 10;
/// A line more than needed costs so much, where words may be broken for it; else more than anything.
const LINE: u64 = 1000;
const STRICT_LINE: u64 = 1 << 40;
/// A hyphen costs as much as this many columns left empty, squared; right below another one four times as much.
const HYPHEN: u64 = 8 * 8;
/// More hyphens than this below each other are to be avoided by all means.
const LADDER: u8 = 2;

/// Fills rows of `first` columns, then `rest` columns, each at least one, with running text.
///
/// The rules are those of [`wrap`](super::wrap::wrap); only where a row could end in several places, another one may be
/// taken.
#[must_use]
pub fn fit(text: &str, (first, rest): (usize, usize), hyphens: Hyphens<'_>, last: LastLine) -> Vec<Row> {
    if let Some(rows) = single(text, first) {
        return rows;
    }
    let (first, rest) = (first.max(1), rest.max(1));
    let mut fitter = Fitter { last, ..Fitter::new(text, first, rest, hyphens) };
    units(text, |unit| fitter.take(unit));
    let Fitter { rows, units, ways, ends, below, .. } = fitter;
    DESK.set(Desk { units, ways, ends, below });
    rows
}

/// What one paragraph is worked on with, kept for the next one.
#[derive(Default)]
struct Desk {
    units: Vec<Unit>,
    ways: Vec<Way>,
    ends: Vec<usize>,
    below: Below,
}

impl Desk {
    const fn empty() -> Self {
        Self { units: Vec::new(), ways: Vec::new(), ends: Vec::new(), below: Below::new() }
    }
}

thread_local! {
    static DESK: Cell<Desk> = const { Cell::new(Desk::empty()) };
}

struct Fitter<'a> {
    text: &'a str,
    rows: Vec<Row>,
    /// The columns of the next row, and of those that follow.
    first: usize,
    rest: usize,
    hyphens: Hyphens<'a>,
    /// The words since the last row, each with the white space behind it.
    units: Vec<Unit>,
    /// White space at the beginning of a line: where it starts, and its columns.
    indent: Option<(usize, usize)>,
    /// The best way to each place between two units; the first is the beginning.
    ways: Vec<Way>,
    /// The line ends of the best way, the last one first.
    ends: Vec<usize>,
    /// How many lines are needed from a place on, where none may be wasted.
    below: Below,
    last: LastLine,
}

/// The best way to end a line at some place.
#[derive(Clone, Copy)]
struct Way {
    /// The columns of everything up to here, and without the white space right before.
    columns: usize,
    words: usize,
    cost: u64,
    /// Where the line begins that ends here.
    from: usize,
    /// How many lines in a row end with a hyphen here.
    ladder: u8,
    /// Whether a line that ends here does so at a soft hyphen.
    hyphen: bool,
}

impl Way {
    /// A place in front of which stand so many columns, with and without the white space right before it.
    fn to(columns: usize, words: usize, ending: Ending) -> Self {
        Self { columns, words, cost: u64::MAX, from: 0, ladder: 0, hyphen: ending == Ending::SoftHyphen }
    }

    /// How many lines there are up to here, if each costs more than anything else.
    fn lines(&self) -> usize {
        usize::try_from(self.cost / STRICT_LINE).unwrap_or(usize::MAX)
    }

    /// Takes the line from another place to here if that is a better way.
    fn improve(&mut self, from: usize, total: u64, ladder: u8) {
        if total < self.cost {
            *self = Self { cost: total, from, ladder, ..*self };
        }
    }
}

impl<'a> Fitter<'a> {
    fn new(text: &'a str, first: usize, rest: usize, hyphens: Hyphens<'a>) -> Self {
        let rows = Vec::with_capacity(text.len() / rest.max(8) + 2);
        let Desk { mut units, ways, ends, below } = DESK.take();
        units.clear();
        Self { text, rows, first, rest, hyphens, units, indent: None, ways, ends, below, last: LastLine::Ends }
    }

    #[inline]
    fn take(&mut self, unit: Unit) {
        // Most units are words that stand between others in a line.
        let is_inner = unit.has_word() && unit.ending == Ending::Opportunity && !self.units.is_empty();
        let stays_whole = unit.columns <= self.rest && self.hyphens.language.is_none();
        if is_inner && stays_whole && self.units.len() < STRETCH - 1 {
            return self.units.push(unit);
        }
        self.take_any(unit);
    }

    // Not inlined, so that the rest is.
    #[inline(never)]
    fn take_any(&mut self, unit: Unit) {
        if unit.has_word() {
            self.take_word(unit);
        } else if let Some(last) = self.units.last_mut() {
            // White space of its own belongs to the word before it.
            last.spaces += unit.spaces;
            last.end = unit.end;
        } else {
            let (start, columns) = self.indent.unwrap_or((unit.start, 0));
            self.indent = Some((start, columns + unit.spaces));
        }
        if matches!(unit.ending, Ending::Newline | Ending::Text) {
            self.end_line(unit);
        } else if self.units.len() >= STRETCH {
            self.settle(Settled::ButForTheLast);
        }
    }

    /// Takes a word in, in several units if it may be broken, or has to be.
    fn take_word(&mut self, unit: Unit) {
        let Some(language) = self.hyphens.language.filter(|_| !self.is_spared(unit.start)) else {
            return self.push(unit);
        };
        let mut left = unit;
        let text = self.text;
        points(&text[..unit.start], &text[unit.start..unit.word_end], language, |at| {
            let at = unit.start + at;
            let columns = width(&text[left.start..at]);
            let ending = Ending::SoftHyphen;
            self.push(Unit { start: left.start, word_end: at, end: at, columns, spaces: 0, ending });
            left = Unit { start: at, columns: left.columns.saturating_sub(columns), ..left };
        });
        self.push(left);
    }

    fn is_spared(&self, at: usize) -> bool {
        let behind = self.hyphens.spared.partition_point(|spared| spared.start <= at);
        behind.checked_sub(1).and_then(|place| self.hyphens.spared.get(place)).is_some_and(|spared| at < spared.end)
    }

    fn push(&mut self, mut unit: Unit) {
        if self.units.is_empty() {
            unit = self.begin(unit);
        }
        while unit.columns > self.rest {
            let (piece, left) = split(self.text, unit, self.rest);
            if left.start >= unit.word_end {
                break;
            }
            self.units.push(piece);
            unit = left;
        }
        self.units.push(unit);
    }

    /// Puts the white space at the beginning of a line in front of its first word, where both fit.
    fn begin(&mut self, unit: Unit) -> Unit {
        let Some((start, indent)) = self.indent.take() else { return unit };
        if indent + unit.columns > self.first {
            return unit;
        }
        Unit { start, columns: indent + unit.columns, ..unit }
    }

    /// Ends the line at a hard break or at the end of the text.
    fn end_line(&mut self, unit: Unit) {
        if !self.units.is_empty() {
            let goes_on = unit.ending == Ending::Text && self.last == LastLine::GoesOn;
            self.settle(if goes_on { Settled::ToTheEdge } else { Settled::Whole });
        } else if unit.ending == Ending::Newline {
            let start = self.indent.map_or(unit.start, |(start, _)| start);
            self.emit(Row { range: start..start, columns: 0, hyphen: false });
        }
        self.indent = None;
    }

    fn emit(&mut self, row: Row) {
        self.rows.push(row);
        self.first = self.rest;
    }

    /// Makes rows of the units.
    fn settle(&mut self, settled: Settled) {
        if self.first < self.rest && self.units.first().is_some_and(|unit| unit.columns > self.first) {
            let start = self.units[0].start;
            self.emit(Row { range: start..start, columns: 0, hyphen: false });
        }
        self.find_ways(settled);
        self.ends.clear();
        let mut end = self.units.len();
        while end > 0 {
            self.ends.push(end);
            end = self.ways[end].from;
        }
        if settled == Settled::ButForTheLast && self.ends.len() > 1 {
            self.ends.remove(0);
        }
        let mut start = 0;
        for place in (0..self.ends.len()).rev() {
            let end = self.ends[place];
            let row = self.row(start..end);
            self.emit(row);
            start = end;
        }
        self.units.drain(..start);
    }

    /// Finds the best way to each place.
    fn find_ways(&mut self, settled: Settled) {
        self.ways.clear();
        self.ways.push(Way { cost: 0, ..Way::to(0, 0, Ending::Text) });
        let mut columns = 0;
        self.ways.extend(self.units.iter().map(|unit| {
            let words = columns + unit.columns;
            columns = words + unit.spaces;
            Way::to(columns, words, unit.ending)
        }));
        self.look_below();
        let line_cost = self.line_cost();
        let (below, ways) = (&self.below, self.ways.as_mut_slice());
        let count = self.units.len();
        let (mut fullest, mut lines) = (0, usize::MAX);
        for from in 0..count {
            let begin = ways[from];
            if begin.cost == u64::MAX || from < below.first_with(lines.saturating_sub(begin.lines())) {
                continue;
            }
            let available = if from == 0 { self.first } else { self.rest };
            let line = Line { from, begin, available, cost: begin.cost + line_cost };
            fullest = fullest.max(from + 1);
            while ways.get(fullest + 1).is_some_and(|end| line.has_room(end)) {
                fullest += 1;
            }
            if from == 0 {
                lines = 1 + below.lines(fullest);
            }
            // The end of the text ends no line that goes on, but a word that is wider than its line may stand there.
            let mut behind = fullest + 1;
            if fullest == count && line.has_room(&ways[count]) {
                line.end_text(&mut ways[count], settled);
                behind = fullest.max(from + 2);
            }
            let first = below.first_with(lines.saturating_sub(begin.lines() + 1)).max(from + 1);
            let ends = ways.get_mut(first.max(behind.saturating_sub(TRIED))..behind).unwrap_or_default();
            if !ends.is_empty() && !line.try_ends(ends) {
                // A soft hyphen that fills the line from end to end: it breaks, but its hyphen has no room.
                ways[fullest].improve(from, line.cost, 0);
            }
            if from == 0 {
                // The first line may have had more room than the others.
                fullest = 0;
            }
        }
    }

    /// Finds out how many lines are needed from each place on, if a line more than needed costs more than anything else.
    fn look_below(&mut self) {
        self.below.clear();
        let (count, widest) = (self.units.len() as u64, self.first.max(self.rest) as u64);
        let gaps = widest.checked_mul(widest).and_then(|gap| gap.checked_mul(count));
        let is_strict = self.hyphens.language.is_none() && gaps.is_some_and(|gaps| gaps < STRICT_LINE);
        // A soft hyphen needs room itself.
        if is_strict && !self.ways.iter().any(|way| way.hyphen) {
            let (ways, rest) = (&self.ways, self.rest);
            self.below.measure(self.units.len(), |from, end| ways[end].words - ways[from].columns <= rest);
        }
    }

    /// What each line costs.
    fn line_cost(&self) -> u64 {
        if self.hyphens.language.is_some() { LINE } else { STRICT_LINE }
    }

    fn row(&self, units: Range<usize>) -> Row {
        let available = if units.start == 0 { self.first } else { self.rest };
        let columns = self.ways[units.end].words - self.ways[units.start].columns;
        let last = self.units[units.end - 1];
        let hyphen = last.ending == Ending::SoftHyphen && (1..available).contains(&columns);
        let range = self.units[units.start].start..last.word_end;
        Row { range, columns: columns + usize::from(hyphen), hyphen }
    }
}

/// A line that begins somewhere, for which an end is looked for.
#[derive(Clone, Copy)]
struct Line {
    /// The place where it begins, and the best way there.
    from: usize,
    begin: Way,
    /// The columns that it has.
    available: usize,
    /// What it costs with all lines above it if it is full.
    cost: u64,
}

impl Line {
    /// Whether all up to an end has room in it.
    fn has_room(&self, end: &Way) -> bool {
        end.words <= self.begin.columns.saturating_add(self.available)
    }

    /// Ends the text in it: where that is seen, a very short line costs something.
    fn end_text(&self, end: &mut Way, settled: Settled) {
        let used = end.words - self.begin.columns;
        let short = match settled {
            Settled::Whole => (self.available / 4).saturating_sub(used) as u64,
            Settled::ToTheEdge => self.available.saturating_sub(used) as u64,
            Settled::ButForTheLast => 0,
        };
        end.improve(self.from, self.cost + short * short, 0);
    }

    /// Ends it at the last one of these ends, which fills it best, and at those before that are worth it. Returns whether it
    /// may end at any of them.
    fn try_ends(&self, ends: &mut [Way]) -> bool {
        let least = self.available.saturating_sub(NARROW.max(self.available / 4));
        let mut found = false;
        for end in ends.iter_mut().rev() {
            let mut columns = end.words - self.begin.columns;
            if end.hyphen && (columns == 0 || columns >= self.available) {
                continue;
            }
            columns += usize::from(end.hyphen);
            if found && columns < least {
                break;
            }
            found = true;
            let gap = self.available.saturating_sub(columns) as u64;
            let climbed = if end.hyphen { climbed(self.begin.ladder) } else { Cost::default() };
            end.improve(self.from, self.cost + gap * gap + climbed.line, climbed.ladder);
        }
        found
    }
}

/// How much of the units is made rows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Settled {
    /// All: a line ends behind them.
    Whole,
    /// All: a line that is as full as the others ends behind them.
    ToTheEdge,
    /// All but the last row, which goes on.
    ButForTheLast,
}

/// What a line costs, and how many lines in a row end with a hyphen with it.
#[derive(Clone, Copy, Default)]
struct Cost {
    line: u64,
    ladder: u8,
}

/// The cost of one more hyphen below so many.
fn climbed(ladder: u8) -> Cost {
    let line = match ladder {
        0 => HYPHEN,
        1..LADDER => 4 * HYPHEN,
        _ => 100 * HYPHEN,
    };
    Cost { line, ladder: ladder.saturating_add(1) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::units::{breaks_line, is_blank, vanishes};
    use super::super::width::graphemes;
    use super::super::wrap::tests::any_text;
    use super::super::wrap::wrap;
    use super::*;

    fn fitted(text: &str, first: usize, rest: usize, hyphens: Hyphens<'_>) -> Vec<Row> {
        fit(text, (first, rest), hyphens, LastLine::Ends)
    }

    const ENGLISH: Hyphens<'static> = Hyphens { language: Some(Language::English), spared: &[] };

    fn shown(text: &str, rows: Vec<Row>) -> Vec<String> {
        let show = |row: Row| {
            let shown: String = text[row.range].chars().filter(|c| *c != '\u{AD}').collect();
            if row.hyphen { shown + "-" } else { shown }
        };
        rows.into_iter().map(show).collect()
    }

    fn rows(text: &str, columns: usize) -> Vec<String> {
        shown(text, fitted(text, columns, columns, Hyphens::default()))
    }

    fn hyphenated(text: &str, columns: usize) -> Vec<String> {
        shown(text, fitted(text, columns, columns, ENGLISH))
    }

    #[test]
    fn gaps_are_shared_out() {
        let text = "To be, or not to be: that is the question";
        assert_eq!(shown(text, wrap(text, 10, 10)), ["To be, or", "not to be:", "that is", "the", "question"]);
        assert_eq!(rows(text, 10), ["To be,", "or not to", "be: that", "is the", "question"]);
    }

    #[test]
    fn a_single_short_word_is_not_left_behind() {
        let text = "A paragraph of some words that ends with a very short word in it.";
        assert_eq!(shown(text, wrap(text, 31, 31)).last().unwrap(), "it.");
        assert_eq!(rows(text, 31), ["A paragraph of some words that", "ends with a very short word", "in it."]);
        let text = "one two three four five six seven eight nine ten I";
        assert_eq!(shown(text, wrap(text, 24, 24)), ["one two three four five", "six seven eight nine ten", "I"]);
        assert_eq!(rows(text, 24), ["one two three four five", "six seven eight nine", "ten I"]);
    }

    #[test]
    fn what_wrapping_does_is_done_here() {
        assert_eq!(rows("one\n\n two\n", 20), ["one", "", " two"]);
        assert_eq!(rows("one\ntwo", 20), ["one", "two"]);
        assert_eq!(rows("  abcd", 5), ["abcd"]);
        assert_eq!(rows("", 9), [""; 0]);
        assert_eq!(rows("   ", 9), [""; 0]);
        assert_eq!(rows("日本語", 5), ["日本", "語"]);
        assert_eq!(rows("日本", 1), ["日", "本"]);
        assert_eq!(rows("abcd\u{AD}ef", 4), ["abcd", "ef"]);
        assert_eq!(rows("0123456789abcdef", 6), ["012345", "6789ab", "cdef"]);
        assert_eq!(rows("see page\u{A0}12 now", 8), ["see", "page\u{A0}12", "now"]);
        assert_eq!(
            fitted("word", 2, 8, Hyphens::default()).into_iter().map(|row| row.range).collect::<Vec<_>>(),
            [0..0, 0..4]
        );
    }

    #[test]
    fn words_are_broken_where_that_helps() {
        let text = "It was an extraordinarily uncomplicated characterization.";
        assert_eq!(hyphenated(text, 20), ["It was an extraordi-", "narily uncomplicated", "characterization."]);
        // With room to spare no hyphen is needed.
        assert_eq!(
            hyphenated("The quick brown animal jumped over things", 22),
            ["The quick brown animal", "jumped over things"]
        );
        let code = [Range { start: 10, end: 26 }];
        let code = Hyphens { spared: &code, ..ENGLISH };
        assert!(fitted(text, 20, 20, code).iter().all(|row| !row.hyphen || row.range.end > 26));
    }

    #[test]
    fn hyphens_do_not_stand_below_each_other_three_times() {
        let text = include_str!("../../content/preface.md").replace(['\n', '[', ']', '#', '*', '`', '|'], " ");
        let mut all = 0;
        for columns in (20..80).step_by(3) {
            let hyphens: Vec<bool> = fitted(&text, columns, columns, ENGLISH).iter().map(|row| row.hyphen).collect();
            all += hyphens.iter().filter(|hyphen| **hyphen).count();
            assert!(!hyphens.windows(3).any(|three| three == [true; 3]), "{columns}");
        }
        assert!(all > 20, "{all}");
    }

    #[test]
    fn a_long_paragraph_is_settled_in_parts() {
        let text = "some words and more of them, ".repeat(2_000);
        let rows = fitted(&text, 72, 72, Hyphens::default());
        assert!(rows.len() <= wrap(&text, 72, 72).len());
        assert!(rows[..rows.len() - 1].iter().all(|row| row.columns > 54), "no row is short where a part ends");
    }

    /// How uneven rows are, as `fit` sees it: the sum of the squares, and what a short last row costs.
    fn unevenness(rows: &[Row], columns: usize) -> usize {
        let Some((last, others)) = rows.split_last() else { return 0 };
        let short = (columns / 4).saturating_sub(last.columns);
        others.iter().map(|row| columns.saturating_sub(row.columns).pow(2)).sum::<usize>() + short * short
    }

    /// What a line of so many columns costs that is not the last one, and what the last one costs.
    fn gap(columns: usize, available: usize) -> usize {
        (available - columns).pow(2)
    }
    fn short(columns: usize, available: usize) -> usize {
        (available / 4).saturating_sub(columns).pow(2)
    }

    /// The least lines, and the least cost with as many, of words with so many letters: all that may be tried is tried.
    fn best(words: &[usize], first: usize, rest: usize) -> (usize, usize) {
        let columns = |from: usize, end: usize| words[from..end].iter().sum::<usize>() + end - from - 1;
        let mut ways = vec![(usize::MAX, 0); words.len() + 1];
        ways[0] = (0, 0);
        for from in 0..words.len() {
            let (available, (lines, cost)) = (if from == 0 { first } else { rest }, ways[from]);
            let fits = |end: &usize| columns(from, *end) <= available;
            let Some(fullest) = (from + 1..=words.len()).take_while(fits).last().filter(|_| lines < usize::MAX) else {
                continue;
            };
            for end in (from + 1..=fullest).rev() {
                let columns = columns(from, end);
                let least = available.saturating_sub(NARROW.max(available / 4));
                let more = if end == words.len() { short(columns, available) } else { gap(columns, available) };
                let last = if fullest == words.len() { fullest - 1 } else { fullest };
                if end >= last || (columns >= least && end + TRIED > last) {
                    ways[end] = ways[end].min((lines + 1, cost + more));
                }
            }
        }
        ways[words.len()]
    }

    #[test]
    fn where_the_text_goes_on_the_last_line_is_full() {
        for count in 400..460 {
            let mut number = count;
            let mut word = || {
                number = number * 7141 % 54773 + 11;
                "x".repeat(1 + number % 10) + " "
            };
            let text: String = (0..count).map(|_| word()).collect();
            for columns in [40, 66, 72] {
                let whole = fitted(&text, columns, columns, Hyphens::default());
                let cut = fit(&text, (columns, columns), Hyphens::default(), LastLine::GoesOn);
                assert_eq!(cut.len(), whole.len());
                let narrowest = cut.iter().map(|row| row.columns).min().unwrap();
                assert!(narrowest + columns / 4 >= columns, "{count} {columns} {narrowest}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_way_is_better(
            words in prop::collection::vec(1_usize..14, 1..120), first in 14_usize..60, rest in 14_usize..60,
        ) {
            let text = words.iter().map(|letters| "x".repeat(*letters)).collect::<Vec<_>>().join(" ");
            let rows = fitted(&text, first, rest, Hyphens::default());
            let cost = rows.iter().enumerate().map(|(place, row)| {
                let available = if place == 0 { first } else { rest };
                let is_last = place + 1 == rows.len();
                if is_last { short(row.columns, available) } else { gap(row.columns, available) }
            });
            let cost = if rows.len() == 1 { best(&words, first, rest).1 } else { cost.sum() };
            prop_assert_eq!((rows.len(), cost), best(&words, first, rest));
        }

        #[test]
        fn rows_fit_and_lose_nothing(
            text in any_text(),
            first in 1_usize..90,
            rest in 1_usize..90,
            language in prop::option::of(Just(Language::English)),
        ) {
            let mut end = 0;
            for (index, row) in fitted(&text, first, rest, Hyphens { language, spared: &[] }).into_iter().enumerate() {
                let shown = &text[row.range.clone()];
                let available = if index == 0 { first } else { rest };
                prop_assert_eq!(row.columns, width(shown) + usize::from(row.hyphen));
                let wide = graphemes(shown).filter(|grapheme| width(grapheme) > 0).count();
                prop_assert!(row.columns <= available || wide == 1, "{:?} in {}", shown, available);
                prop_assert!(end <= row.range.start);
                prop_assert!(text[end..row.range.start].chars().all(vanishes));
                prop_assert!(!shown.contains('\n'));
                prop_assert!(!graphemes(shown).last().is_some_and(is_blank));
                let leads = graphemes(shown).next().is_some_and(is_blank);
                prop_assert!(!leads || text[..row.range.start].chars().next_back().is_none_or(breaks_line));
                end = row.range.end;
            }
            prop_assert!(text[end..].chars().all(vanishes));
        }

        #[test]
        fn no_row_more_than_greedy_and_never_less_even(
            words in prop::collection::vec("[a-z]{1,9}", 1..80), columns in 10_usize..300,
        ) {
            let text = words.join(" ");
            let (even, greedy) = (fitted(&text, columns, columns, Hyphens::default()), wrap(&text, columns, columns));
            prop_assert_eq!(even.len(), greedy.len());
            prop_assert!(unevenness(&even, columns) <= unevenness(&greedy, columns));
        }
    }
}
