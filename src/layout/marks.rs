//! Which cells of a chunk's lines show what was looked for.
//!
//! The chunk is laid out once more with the hits in the place of its links: spans carry the number of their hit through
//! every break, cell and margin to where they are drawn. That costs what laying the chunk out costs, once for each chunk
//! and pattern, and costs nobody anything who does not search. The page asks for it; which hit is the current one, and
//! what becomes of those that are folded away, is its business.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::search::{Hit, Pattern};
use crate::document::{ChunkId, Document};
use crate::markdown::block::Parsed;
use crate::markdown::inline::{Inline, InlineKind};
use crate::markdown::words::{Holder, Words};
use crate::text::width::{grapheme_width, graphemes};

use super::code::Ink;
use super::laid::{Above, above, lay_traced, pour_for};
use super::line::{Line, Role};
use super::pour::Pour;
use super::window::seen;
use crate::text::wording::Wording;

/// The hits of a chunk and where they show.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marked {
    /// All hits, in the order of the source: as many as a search finds in this chunk, and the same.
    pub hits: Vec<Hit>,
    /// Where they show, from top to bottom and from left to right. What is folded away, or drawn as a picture, shows
    /// nowhere; what goes over the end of a line, or stands in the header of records, shows several times.
    pub marks: Vec<Mark>,
}

/// Cells next to each other that show a hit, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The line, counted from the top of the chunk.
    pub row: usize,
    /// The columns of the line as it is laid out; see [`Mark::seen`].
    pub columns: Range<usize>,
    /// What they show.
    pub hit: Hit,
}

impl Marked {
    /// Whether a hit shows anywhere. One that doesn't is folded away, or stands in a picture.
    #[must_use]
    pub fn shows(&self, hit: Hit) -> bool {
        self.marks.iter().any(|mark| mark.hit == hit)
    }

    /// The marks of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> &[Mark] {
        let start = self.marks.partition_point(|mark| mark.row < row);
        let end = self.marks.partition_point(|mark| mark.row <= row);
        &self.marks[start..end]
    }
}

impl Mark {
    /// The columns of a page of `page` columns that show it when `line`, on which it stands, is panned to a column; empty
    /// if it is out of sight. See [`super::window::window`].
    #[must_use]
    pub fn seen(&self, line: &Line, page: usize, column: usize) -> Range<usize> {
        seen(&self.columns, line, page, column)
    }
}

/// Finds a pattern in a chunk and where it shows when the document is poured like this.
#[must_use]
pub fn mark_chunk(document: &Document, id: ChunkId, pour: &Pour, pattern: &Pattern) -> Marked {
    let parsed = document.parse_with(id, pour.punctuation);
    let place = (document.chunk_span(id).start, above(document, id));
    mark(parsed, &document.chunk_text(id), &pour_for(document, pour), pattern, place)
}

/// Finds a pattern in what was parsed from `chunk` and where it shows. `base` is the byte of the source at which it
/// begins.
#[must_use]
pub fn mark(parsed: Parsed, chunk: &str, pour: &Pour, pattern: &Pattern, (base, above): (u64, Above)) -> Marked {
    let words = Words::of(&parsed, chunk);
    let found = pattern.hits(&words, base);
    if found.is_empty() {
        return Marked::default();
    }
    let (hits, ranges): (Vec<Hit>, Vec<Range<usize>>) = found.into_iter().unzip();
    let mut marks = Vec::new();
    place_ranges(parsed, (&words, &ranges), pour, (base, above), &mut |row, columns, number| {
        if let Some(&hit) = hits.get(number as usize) {
            marks.push(Mark { row, columns, hit });
        }
    });
    Marked { hits, marks }
}

/// Hands out the cells that show ranges of the words of a chunk: the row, the columns, and the place of the range. From top
/// to bottom, and from left to right.
pub(super) fn place_ranges(
    mut parsed: Parsed,
    (words, ranges): (&Words, &[Range<usize>]),
    pour: &Pour,
    (base, above): (u64, Above),
    each: &mut dyn FnMut(usize, Range<usize>, u32),
) {
    let mut traces = Tracing::default();
    for (number, range) in (0_u32..).zip(ranges) {
        for origin in words.origins(range.clone()) {
            let trace = traces.of(origin.holder);
            trace.push(Part { inline: origin.inline, bytes: origin.start..origin.end, hit: number });
        }
    }
    let codes = traces.trace(&mut parsed);
    let laid = lay_traced(&parsed, pour, &codes, (base, above));
    for (row, line) in
        laid.lines.iter().enumerate().filter(|(_, line)| line.spans.iter().any(|span| span.link.is_some()))
    {
        mark_line(line, &mut |columns, number| each(row, columns, number));
    }
}

/// The parts of a block of code that are to be traced, in the order of its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Trace {
    parts: Vec<Part>,
}

/// What is to be traced of blocks of code, by the byte of the chunk at which they begin.
pub(super) type Traces = HashMap<usize, Trace>;

/// A part of an inline or of a block of code that belongs to a hit.
#[derive(Debug, Clone)]
struct Part {
    inline: usize,
    bytes: Range<usize>,
    hit: u32,
}

impl Trace {
    /// The parts of the bytes in `range`, counted from the beginning of `range`.
    pub(super) fn within(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, Ink)> {
        let first = self.parts.partition_point(|part| part.bytes.end <= range.start);
        let inside = self.parts[first..].iter().take_while(move |part| part.bytes.start < range.end);
        inside.map(move |part| {
            let (start, end) = (part.bytes.start.max(range.start), part.bytes.end.min(range.end));
            (start - range.start..end - range.start, Ink { role: Role::Code, link: Some(part.hit) })
        })
    }
}

/// What is to be traced of a chunk.
#[derive(Default)]
struct Tracing {
    contents: HashMap<usize, Vec<Part>>,
    codes: Traces,
}

impl Tracing {
    fn of(&mut self, holder: Holder) -> &mut Vec<Part> {
        match holder {
            Holder::Content(place) => self.contents.entry(place).or_default(),
            Holder::Code(start) => &mut self.codes.entry(start).or_default().parts,
        }
    }

    /// Puts the hits in the place of the links of inline text; what is to be traced of code is returned.
    fn trace(self, parsed: &mut Parsed) -> Traces {
        parsed.links.clear();
        let Self { mut contents, mut codes } = self;
        let mut place = 0;
        parsed.for_each_content(&mut |content| {
            match contents.remove(&place) {
                Some(parts) => *content = traced(content, parts),
                None => content.iter_mut().for_each(|inline| inline.link = None),
            }
            place += 1;
        });
        for trace in codes.values_mut() {
            trace.parts.sort_by_key(|part| part.bytes.start);
        }
        codes
    }
}

/// The same inlines, those parts as links that belong to hits.
fn traced(content: &[Inline], mut parts: Vec<Part>) -> Vec<Inline> {
    parts.sort_by_key(|part| (part.inline, part.bytes.start));
    let mut parts = parts.into_iter().peekable();
    let mut out = Vec::with_capacity(content.len() + 2 * parts.len());
    for (place, inline) in content.iter().enumerate() {
        let (InlineKind::Text(text) | InlineKind::Code(text)) = &inline.kind else {
            let mut link = None;
            while let Some(part) = parts.next_if(|part| part.inline == place) {
                link = Some(part.hit);
            }
            out.push(Inline { link, ..inline.clone() });
            continue;
        };
        let mut at = 0;
        let mut push = |bytes: Range<usize>, link| {
            if !bytes.is_empty() {
                out.push(Inline { link, ..part_of(inline, bytes) });
            }
        };
        while let Some(part) = parts.next_if(|part| part.inline == place) {
            let (start, end) = (part.bytes.start.clamp(at, text.len()), part.bytes.end.clamp(at, text.len()));
            push(at..start, None);
            push(start..end, Some(part.hit));
            at = end;
        }
        push(at..text.len(), None);
    }
    out
}

/// Part of a run of words, or of a code span.
fn part_of(inline: &Inline, bytes: Range<usize>) -> Inline {
    let InlineKind::Code(text) = &inline.kind else { return inline.part(bytes) };
    let kind = InlineKind::Code(Wording::from(text.get(bytes.clone()).unwrap_or_default()));
    let source = if text.len() == inline.source.len() {
        inline.source.start + bytes.start..inline.source.start + bytes.end
    } else {
        inline.source.clone()
    };
    Inline { kind, source, ..inline.clone() }
}

/// Hands out the columns of a line that belong to hits, and to which. A cell belongs to a hit if any part of it does.
fn mark_line(line: &Line, each: &mut dyn FnMut(Range<usize>, u32)) {
    let text = line.text();
    let mut spans = line.spans.iter();
    let (mut link, mut end) = (None, 0);
    let (mut at, mut column) = (0, 0);
    let mut open: Option<(Range<usize>, u32)> = None;
    for grapheme in graphemes(&text) {
        let mut hit = link.filter(|_| at < end);
        at += grapheme.len();
        while end < at
            && let Some(span) = spans.next()
        {
            link = span.link;
            hit = hit.or(link.filter(|_| !span.text.is_empty()));
            end += span.text.len();
        }
        let next = column + grapheme_width(grapheme);
        match (&mut open, hit) {
            (Some((columns, number)), Some(hit)) if *number == hit => columns.end = next,
            _ => {
                if let Some((columns, number)) = open.take() {
                    each(columns, number);
                }
                open = hit.map(|hit| (column..next, hit));
            }
        }
        column = next;
    }
    if let Some((columns, number)) = open {
        each(columns, number);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::search::Syntax;
    use crate::layout::folds::{Folds, Standing};
    use crate::layout::laid::tests::parsed;
    use crate::layout::laid::{Above, lay};
    use crate::layout::pour::{Edge, Hyphenation, Order};
    use crate::layout::window::window;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::{Punctuation, parse_with};
    use crate::text::hyphenation::Language;

    fn words(text: &str) -> Pattern {
        Pattern::new(text, Syntax::Words).unwrap()
    }

    fn read(text: &str, pour: &Pour) -> Parsed {
        match pour.punctuation {
            Punctuation::AsWritten => parsed(text),
            smart @ Punctuation::Smart => parse_with(text, &Continuation::Nothing, &References::default(), smart),
        }
    }

    fn marked(text: &str, pour: &Pour, pattern: &Pattern) -> Marked {
        mark(read(text, pour), text, pour, pattern, (0, Above::Nothing))
    }

    /// What stands in columns of a line.
    fn cells(line: &Line, columns: &Range<usize>) -> String {
        let text = line.text();
        let mut column = 0;
        let placed = graphemes(&text).map(|grapheme| {
            column += grapheme_width(grapheme);
            (column - grapheme_width(grapheme), grapheme)
        });
        placed.filter(|(at, _)| columns.contains(at)).map(|(_, grapheme)| grapheme).collect()
    }

    /// The page that a text makes, `[` and `]` around what is marked.
    fn page(text: &str, pour: &Pour, pattern: &str) -> Vec<String> {
        let marked = marked(text, pour, &words(pattern));
        let laid = lay(&read(text, pour), pour, 0, Above::Nothing);
        let show = |(row, line): (usize, &Line)| {
            let (mut shown, mut at) = (String::new(), 0);
            for mark in marked.row(row) {
                let (before, inside) = (cells(line, &(at..mark.columns.start)), cells(line, &mark.columns));
                shown.extend([&before, "[", &inside, "]"]);
                at = mark.columns.end;
            }
            (shown + &cells(line, &(at..usize::MAX))).trim_end().to_owned()
        };
        laid.lines.iter().enumerate().map(show).collect()
    }

    #[test]
    fn a_hit_is_marked_wherever_it_is_drawn() {
        let narrow = Pour::printed(20);
        for (text, pattern, expected) in [
            ("a f**o**o b [foo](/x)", "foo", &["a [foo] b [foo]"][..]),
            ("alpha beta gamma delta epsilon", "gamma delta", &["alpha beta [gamma]", "[delta] epsilon"]),
            ("one caf&eacute; `co de`", "é co", &["one caf[é co] de"]),
            ("## A head\n\n> - quoted\n>   head", "head", &["A [head]", "──────", "", "▏ • quoted [head]"]),
            ("| ab | b |\n|---|---|\n| cab | ba |", "b", &["a[b]    [b]", "────────", "ca[b]   [b]a"]),
            ("```\nx\ta\u{200b}b\n```", "ab", &["┊ x   a<200B>b"]),
            ("```\nx\tab\u{200b}\n```", "x\tab", &["┊ [x   ab]<200B>"]),
            ("    abcdefghijklmnopqrstuvwxyz", "qrstu", &["┊ abcdefghijklmnop[qr]", "┊ ↪ [stu]vwxyz"]),
            ("a[^1] b\n\n[^1]: note b", "b", &["a¹ [b]", "", "¹ note [b]\u{a0}↩"]),
            ("so $x^2$ and :tada:", "x", &["so [x²] and 🎉"]),
            ("e\u{301}a 日本", "日", &["e\u{301}a [日]本"]),
            ("aa", "a", &["[a][a]"]),
        ] {
            assert_eq!(page(text, &narrow, pattern), expected, "{text}");
        }
    }

    #[test]
    fn what_is_put_in_between_is_marked_with_it() {
        let hyphenated = Pour { hyphenation: Hyphenation::On(Some(Language::English)), ..Pour::printed(20) };
        assert_eq!(
            page("It was an extraordinarily odd thing.", &hyphenated, "ordinarily"),
            ["It was an extra[ordi-]", "[narily] odd thing."]
        );
        let even = Pour { edge: Edge::Justified, ..Pour::printed(21) };
        let text = "one two three four five six seven eight nine ten and eleven more\n";
        assert_eq!(page(text, &even, "two three")[0], "one  [two  three]  four");
        let smart = Pour { punctuation: Punctuation::Smart, ..Pour::printed(20) };
        assert_eq!(page("a \"b\" -- c", &smart, "\"b\" --"), ["a [“b” –] c"]);
        let visual = Pour { order: Order::Visual, ..Pour::printed(20) };
        assert_eq!(page("a שלום b", &visual, "של"), ["a םו[לש] b"]);
    }

    #[test]
    fn what_is_folded_away_has_no_cells() {
        let text = "<details>\n<summary>word</summary>\n\na word\n\n</details>\n\nword\n";
        let closed = Pour { folds: Folds::all(Standing::Closed), ..Pour::on_screen(20) };
        let marked = marked(text, &closed, &words("word"));
        let shown: Vec<bool> = marked.hits.iter().map(|&hit| marked.shows(hit)).collect();
        assert_eq!(shown, [true, false, true]);
        assert_eq!(page(text, &closed, "word"), ["▸ [word]", "", "[word]"]);
    }

    #[test]
    fn a_panned_line_shows_its_marks_where_they_are_seen() {
        let text = "> ```sh\n> ab\n> abcdefghijkl\n> ```\n";
        let pour = Pour::on_screen(12);
        let laid = lay(&parsed(text), &pour, 0, Above::Nothing);
        for (pattern, column, expected) in [
            ("efg", 0, "efg"),
            ("efg", 3, "efg"),
            ("efg", 4, "‹fg"),
            ("ab", 8, ""),
            ("kl", 0, ""),
            ("hijk", 0, "›"),
            ("ijk", 4, "ijk"),
        ] {
            let marks = marked(text, &pour, &words(pattern)).marks;
            let mark = marks.last().unwrap();
            let line = &laid.lines[mark.row];
            let seen = mark.seen(line, 12, column);
            assert_eq!(cells(&window(line, 12, column).unwrap(), &seen), expected, "{pattern} at {column}");
        }
    }

    /// What of a text is drawn whatever is put between its words.
    fn letters(text: &str) -> String {
        text.chars().filter(|character| character.is_alphanumeric()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn marks_cover_the_text_of_their_hit(
            parts in prop::collection::vec(prop::sample::select(vec![
                "alpha ", "beta", "*gam*ma ", "`de lta` ", "é&eacute; ", "\n", "\n\n", "\n> ", "\n- ", "\n  ", "| a | be |\n|---|---|\n| alpha beta | ga |\n",
                "[ep*sil*on](/x) ", "\n\n```\nalpha\tbeta gamma\n```\n\n", "\n## ", "日本 ", "**", "<b>al</b>pha ", "\\*", "e\u{301} ",
                "<p>beta <i>gam</i>ma</p>\n", "<ul><li>alpha<li>beta</ul>\n\n", "שלום ", "==be==ta ", "a\u{ad}lpha ", "extraordinarily ",
            ]), 1..30),
            pattern in prop::sample::select(vec!["a", "alpha", "beta", "ga", "lp", "a b", "ta ga", "é", "日", "extraordinarily", "delta", "e", "של"]),
            columns in 12_usize..60,
            settings in 0_u8..8,
        ) {
            let text = parts.concat();
            let pour = Pour {
                hyphenation: if settings & 1 == 0 { Hyphenation::Off } else { Hyphenation::On(Some(Language::English)) },
                edge: if settings & 2 == 0 { Edge::Ragged } else { Edge::Justified },
                order: if settings & 4 == 0 { Order::Logical } else { Order::Visual },
                ..Pour::on_screen(columns)
            };
            let marked = marked(&text, &pour, &words(pattern));
            let laid = lay(&parsed(&text), &pour, 0, Above::Nothing);
            prop_assert!(marked.marks.is_sorted_by_key(|mark| (mark.row, mark.columns.start)));
            for &hit in &marked.hits {
                let shown: String = marked.marks.iter().filter(|mark| mark.hit == hit)
                    .map(|mark| cells(&laid.lines[mark.row], &mark.columns)).collect();
                let mut shown: Vec<char> = letters(&shown).to_lowercase().chars().collect();
                let mut expected: Vec<char> = letters(pattern).to_lowercase().chars().collect();
                // From right to left, and from cell to cell of a record, they stand in another order, or twice.
                shown.sort_unstable();
                expected.sort_unstable();
                prop_assert!(
                    !shown.is_empty() && shown.len().is_multiple_of(expected.len()) && shown.chunks(shown.len() / expected.len()).map(|same| same[0]).eq(expected),
                    "{hit:?} shows as {shown:?} of {pattern} in {text:?}: {:#?}", laid.lines.iter().map(Line::text).collect::<Vec<_>>(),
                );
            }
        }
    }
}
