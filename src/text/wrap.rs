//! Where the lines of a paragraph end: greedy wrapping at the break opportunities of UAX #14.
//!
//! It works on one paragraph's plain text and knows nothing of styles; the layout maps the rows back to its spans. The
//! layout is the only caller. Everything is linear in the text, whatever the text is.
//!
//! The text falls into units (`units.rs`), each a word and the white space behind it:
//!
//! ```text
//!   The quick brown fox            row 1 │The quick │  the white space at its end is not shown
//!   └──┘└────┘└────┘└─┘            row 2 │brown fox │
//! ```
//!
//! Greedy is right where a line has nothing to gain from the lines below it: in the cells of tables, in headings and
//! labels. Running text is filled by [`fit`](super::fit). A unit that is wider than a whole line is split (`split.rs`).

use std::ops::Range;

use super::sanitize::is_plain;
use super::split::split;
use super::units::{Ending, Unit, units};

/// One row of wrapped text.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Row {
    /// Its bytes of the text, without the white space at the break.
    pub range: Range<usize>,
    /// How many columns it takes, a hyphen that shows included.
    pub columns: usize,
    /// Whether it ends at a soft hyphen, so that a `-` shows behind it.
    pub hyphen: bool,
}

/// How wide a text is and how narrow it can be, in columns; the columns of a table are shared out by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The widest part that does not break: narrower than this, words are split.
    pub longest_word: usize,
    /// The widest line between hard breaks: at this width, nothing wraps.
    pub natural: usize,
}

/// Wraps a text in rows of `first` columns, then `rest` columns, each at least one.
///
/// A newline (or what else UAX #14 has to break at) is a hard break; one at the very end adds no row, and an empty text
/// has none. White space at a break belongs to no row. A row is wider than asked for only where a single grapheme is.
/// If the first row is narrower than the others and its first word does not fit there but in a row of its own, the
/// first row stays empty.
#[must_use]
pub fn wrap(text: &str, first: usize, rest: usize) -> Vec<Row> {
    if let Some(rows) = single(text, first) {
        return rows;
    }
    let mut filler = Filler::new(text, first.max(1), rest.max(1));
    units(text, |unit| {
        filler.place(unit);
        if matches!(unit.ending, Ending::Newline | Ending::Text) {
            filler.end_line(unit);
        }
    });
    filler.rows
}

/// The rows of a short and plain text that has room in a single one, without looking at its words; `None` for others.
pub(super) fn single(text: &str, columns: usize) -> Option<Vec<Row>> {
    let end = single_end(text, columns)?;
    Some(if end == 0 { Vec::new() } else { vec![Row { range: 0..end, columns: end, hyphen: false }] })
}

/// Where the words end of a short and plain text that has room in a single row of so many columns; `None` for others.
#[must_use]
pub fn single_end(text: &str, columns: usize) -> Option<usize> {
    if text.len() <= columns { plain_end(text) } else { None }
}

/// Where the words of a text end that is printable ASCII alone, which is also how many columns they take.
fn plain_end(text: &str) -> Option<usize> {
    is_plain(text).then(|| text.trim_end_matches(' ').len())
}

/// How wide a text is where nothing wraps: see [`Extent::natural`].
#[must_use]
pub fn natural(text: &str) -> usize {
    plain_end(text).unwrap_or_else(|| extent(text).natural)
}

/// Measures a text without wrapping it.
#[must_use]
pub fn extent(text: &str) -> Extent {
    let mut extent = Extent::default();
    let mut line = 0;
    units(text, |unit| {
        let hyphen = usize::from(unit.ending == Ending::SoftHyphen);
        extent.longest_word = extent.longest_word.max(unit.columns + hyphen);
        if unit.has_word() {
            extent.natural = extent.natural.max(line + unit.columns);
        }
        line += unit.columns + unit.spaces;
        if unit.ending == Ending::Newline {
            line = 0;
        }
    });
    extent
}

/// Fills rows with units.
struct Filler<'a> {
    text: &'a str,
    rows: Vec<Row>,
    /// The columns of the row that is being filled, and of those that follow.
    available: usize,
    rest: usize,
    /// Where the row begins, and the columns so far with the white space at its end.
    start: usize,
    columns: usize,
    /// Whether the row is the first behind a hard break: leading white space stays, and without a word the row does.
    begins_line: bool,
    /// The end of the last word in the row.
    last: Option<Stop>,
    /// The last place where the row may end. This is `last`, but for soft hyphens that have no room for the hyphen.
    fit: Option<Stop>,
    /// The units behind `fit`.
    tail: Vec<Unit>,
}

/// A place where a row ends or may end.
#[derive(Clone, Copy)]
struct Stop {
    at: usize,
    columns: usize,
    hyphen: bool,
}

impl<'a> Filler<'a> {
    fn new(text: &'a str, first: usize, rest: usize) -> Self {
        Filler {
            text,
            rows: Vec::with_capacity(text.len() / rest.max(8) + 1),
            available: first,
            rest,
            start: 0,
            columns: 0,
            begins_line: true,
            last: None,
            fit: None,
            tail: Vec::new(),
        }
    }

    /// Puts a unit behind the others, in a new row if it has to be.
    fn place(&mut self, mut unit: Unit) {
        while unit.has_word() && self.columns + unit.columns > self.available {
            if self.last.is_some() {
                self.turn(unit.start);
            } else if self.start != unit.start {
                // Leading white space gives way to a word that would not fit behind it.
                self.start = unit.start;
                self.columns = 0;
            } else if self.available < self.rest && unit.columns <= self.rest {
                self.emit(Stop { at: self.start, columns: 0, hyphen: false }, unit.start);
            } else {
                unit = self.split(unit);
            }
        }
        self.append(unit);
    }

    /// Puts a unit in the row, where it fits.
    fn append(&mut self, unit: Unit) {
        if !unit.has_word() {
            if self.last.is_some() || self.begins_line {
                self.columns += unit.spaces;
            } else {
                self.start = unit.end;
            }
            return;
        }
        let columns = self.columns + unit.columns;
        let stop = Stop { at: unit.word_end, columns, hyphen: false };
        self.last = Some(stop);
        self.columns = columns + unit.spaces;
        if unit.ending != Ending::SoftHyphen {
            self.fit = Some(stop);
            self.tail.clear();
        } else if columns > 0 && columns < self.available {
            self.fit = Some(Stop { columns: columns + 1, hyphen: true, ..stop });
            self.tail.clear();
        } else {
            self.tail.push(unit);
        }
    }

    /// Ends the row at the last place where it may end; what stood behind that place begins the next one.
    fn turn(&mut self, next: usize) {
        if let Some(stop) = self.fit {
            // All of the tail but its first unit has no width, so this goes over no text more than twice.
            let tail = std::mem::take(&mut self.tail);
            self.emit(stop, tail.first().map_or(next, |unit| unit.start));
            for unit in tail {
                self.place(unit);
            }
        } else if let Some(stop) = self.last {
            // A soft hyphen that fills the row from end to end: it breaks, but its hyphen has no room.
            self.emit(stop, next);
        }
    }

    /// Splits a unit that is wider than the row, which is empty, and returns what is left of it.
    fn split(&mut self, unit: Unit) -> Unit {
        let (piece, left) = split(self.text, unit, self.available);
        self.emit(Stop { at: piece.word_end, columns: piece.columns, hyphen: false }, piece.end);
        left
    }

    /// Ends the line at a hard break or at the end of the text.
    fn end_line(&mut self, unit: Unit) {
        if let Some(stop) = self.last {
            self.emit(stop, unit.end);
        } else if self.begins_line && unit.ending == Ending::Newline {
            self.emit(Stop { at: self.start, columns: 0, hyphen: false }, unit.end);
        }
        self.start = unit.end;
        self.columns = 0;
        self.begins_line = true;
    }

    fn emit(&mut self, stop: Stop, next: usize) {
        self.rows.push(Row { range: self.start..stop.at, columns: stop.columns, hyphen: stop.hyphen });
        self.available = self.rest;
        self.start = next;
        self.columns = 0;
        self.begins_line = false;
        self.last = None;
        self.fit = None;
        self.tail.clear();
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::super::units::{breaks_line, is_blank, vanishes};
    use super::super::width::{graphemes, width};
    use super::*;

    /// Texts of everything that wrapping and measuring tell apart.
    pub(in super::super) fn any_text() -> impl Strategy<Value = String> {
        let parts = prop_oneof![
            6 => "[a-z]{1,9}".boxed(),
            6 => Just(" ".to_owned()).boxed(),
            2 => "[ -~]{1,5}".boxed(),
            1 => any::<String>().boxed(),
            3 => prop::sample::select(vec![
                "\n", "  ", "\t", "\u{A0}", "\u{AD}", "\u{200B}", "\u{2060}", "\u{200D}", "\u{FE0F}", "é", "e\u{301}",
                "\u{301}", "\u{1F3FB}", "日本", "。", "「", "한", "\u{1100}", "\u{1161}", "👩‍👩‍👧", "🇩🇪", "🇫", "❤️", "ﾞ", "\u{600}", "\u{2003}",
                "—", "https://example.org/a/b?c=d", "\u{3000}", "क्ष", "ไทย", "سلام", "שלום", "“", "”", "-", "…", "\r\n",
            ]).prop_map(str::to_owned).boxed(),
        ];
        prop::collection::vec(parts, 0..40).prop_map(|parts| parts.concat())
    }

    /// The rows as they show.
    fn rows(text: &str, columns: usize) -> Vec<String> {
        let show = |row: Row| {
            let shown: String = text[row.range].chars().filter(|c| *c != '\u{AD}').collect();
            if row.hyphen { shown + "-" } else { shown }
        };
        wrap(text, columns, columns).into_iter().map(show).collect()
    }

    #[test]
    fn words_go_where_they_fit() {
        assert_eq!(rows("the quick brown fox", 10), ["the quick", "brown fox"]);
        assert_eq!(rows("the quick brown fox", 9), ["the quick", "brown fox"]);
        assert_eq!(rows("the quick brown fox", 8), ["the", "quick", "brown", "fox"]);
        assert_eq!(rows("one  two   ", 5), ["one", "two"]);
        assert_eq!(rows("well-known and/or", 9), ["well-", "known", "and/or"]);
        assert_eq!(rows("", 9), [""; 0]);
        assert_eq!(rows("   ", 9), [""; 0]);
        assert_eq!(rows("tiny", 0), ["t", "i", "n", "y"]);
    }

    #[test]
    fn the_hyphens_that_a_word_begins_with_stay_with_it() {
        assert_eq!(rows("you can set --paging=never", 14), ["you can set", "--paging=never"]);
        assert_eq!(rows("use -A/--show-all or (-p)", 12), ["use", "-A/--show-", "all or (-p)"]);
        assert_eq!(rows("a day -- a night -1x", 8), ["a day --", "a night", "-1x"]);
        assert_eq!(rows("日本 --width", 7), ["日本", "--width"]);
        assert_eq!(rows("well--known", 7), ["well--", "known"]);
    }

    #[test]
    fn a_word_that_begins_with_a_sign_goes_to_the_next_line_with_it() {
        assert_eq!(rows("named .mjs .node .gitignore", 16), ["named .mjs .node", ".gitignore"]);
        assert_eq!(rows("paths are /usr/bin /etc/passwd", 15), ["paths are /usr/", "bin /etc/passwd"]);
        assert_eq!(rows("go to /dev/stdout", 9), ["go to", "/dev/", "stdout"]);
        assert_eq!(rows(":path, :protocol, age", 11), [":path,", ":protocol,", "age"]);
        assert_eq!(rows("T: ?Sized and !Send", 8), ["T:", "?Sized", "and", "!Send"]);
        assert_eq!(rows("日本 ../up ::std", 9), ["日本 ../", "up ::std"]);
        assert_eq!(rows("in C++ or C++11 it", 7), ["in C++", "or", "C++11", "it"]);
        // What ends something stays with it.
        assert_eq!(rows("oh vraiment ! oui", 10), ["oh", "vraiment !", "oui"]);
        assert_eq!(rows("and / or", 5), ["and /", "or"]);
        assert_eq!(rows("so ( .5 )", 6), ["so", "( .5 )"]);
    }

    #[test]
    fn the_first_row_has_its_own_width() {
        let ranges = |text, first, rest| wrap(text, first, rest).into_iter().map(|row| row.range).collect::<Vec<_>>();
        assert_eq!(ranges("a bb ccc dddd", 2, 8), [0..1, 2..8, 9..13]);
        assert_eq!(ranges("a bb ccc dddd", 20, 8), vec![0..13]);
        assert_eq!(ranges("word", 2, 8), [0..0, 0..4]);
    }

    #[test]
    fn newlines_break() {
        assert_eq!(rows("one\ntwo three", 20), ["one", "two three"]);
        assert_eq!(rows("one\n\n two\n", 20), ["one", "", " two"]);
        assert_eq!(rows("\n", 20), [""]);
        assert_eq!(rows("full\nrow", 4), ["full", "row"]);
    }

    #[test]
    fn leading_space_stays_at_the_start_of_a_line_only() {
        assert_eq!(rows("  ab cd", 5), ["  ab", "cd"]);
        assert_eq!(rows("  abcd", 5), ["abcd"]);
        assert_eq!(rows("ab \u{2003}cd", 3), ["ab", "cd"]);
    }

    #[test]
    fn no_break_spaces_hold() {
        assert_eq!(rows("see page\u{A0}12 now", 8), ["see", "page\u{A0}12", "now"]);
        assert_eq!(rows("a\u{202F}! b\u{2060}c", 3), ["a\u{202F}!", "b\u{2060}c"]);
    }

    #[test]
    fn other_scripts_break_where_they_do() {
        assert_eq!(rows("日本語。中文「字」", 6), ["日本", "語。中", "文", "「字」"]);
        assert_eq!(rows("日本語", 5), ["日本", "語"]);
        assert_eq!(rows("日本", 1), ["日", "本"]);
        assert_eq!(rows("👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 5), ["👩‍👩‍👧👩‍👩‍👧", "👩‍👩‍👧"]);
        assert_eq!(rows("🇩🇪🇫🇷🇮🇹", 4), ["🇩🇪🇫🇷", "🇮🇹"]);
        assert_eq!(rows("à la cre\u{301}me", 5), ["à la", "cre\u{301}me"]);
        // One grapheme in which UAX #14 sees two opportunities.
        assert_eq!(rows("a \u{300}\u{1F3FB}", 20), ["a \u{300}\u{1F3FB}"]);
    }

    #[test]
    fn soft_hyphens_show_where_they_break() {
        assert_eq!(rows("an ex\u{AD}tra\u{AD}ordinary day", 9), ["an extra-", "ordinary", "day"]);
        assert_eq!(rows("an ex\u{AD}tra\u{AD}ordinary day", 8), ["an ex-", "tra-", "ordinary", "day"]);
        assert_eq!(rows("ex\u{AD}tra", 5), ["extra"]);
        // There is room for "extra", but not for its hyphen.
        assert_eq!(rows("ab extra\u{AD}x", 8), ["ab", "extrax"]);
        assert_eq!(rows("abcd\u{AD}ef", 4), ["abcd", "ef"]);
    }

    #[test]
    fn long_names_break_where_they_read_well() {
        assert_eq!(
            rows("see https://example.org/a_long_name=with.dots", 20),
            ["see", "https://example.org/", "a_long_name=with.", "dots"]
        );
        assert_eq!(rows("0123456789abcdef", 6), ["012345", "6789ab", "cdef"]);
        assert_eq!(rows("a_bcdefghijkl", 6), ["a_bcde", "fghijk", "l"]);
        assert_eq!(rows("module::::name", 10), ["module::::", "name"]);
    }

    #[test]
    fn extents() {
        let measure = |text| {
            let extent = extent(text);
            (extent.longest_word, extent.natural)
        };
        assert_eq!(measure(""), (0, 0));
        assert_eq!(measure("the quick fox  "), (5, 13));
        assert_eq!(measure("one\nlonger line\nx"), (6, 11));
        assert_eq!(measure("日本語"), (2, 6));
        assert_eq!(measure("ex\u{AD}tra"), (3, 5));
    }

    proptest! {
        #[test]
        fn rows_fit_and_lose_nothing(text in any_text(), first in 1_usize..30, rest in 1_usize..30) {
            let mut end = 0;
            for (index, row) in wrap(&text, first, rest).into_iter().enumerate() {
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
        fn an_extent_is_what_wrapping_needs(text in any_text()) {
            let Extent { longest_word, natural } = extent(&text);
            prop_assert!(longest_word <= natural + 1);
            prop_assert_eq!(wrap(&text, natural, natural).len(), wrap(&text, usize::MAX / 4, usize::MAX / 4).len());
            let mut units_start = Vec::new();
            units(&text, |unit| units_start.push(unit.start));
            for row in wrap(&text, longest_word, longest_word).into_iter().filter(|row| !row.range.is_empty()) {
                prop_assert!(units_start.contains(&row.range.start));
            }
        }
    }
}
