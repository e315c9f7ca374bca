//! Code on lines of its own: a faint bar at the left, the language at the right of its first line.
//!
//! Lines keep their shape. One that is too long goes on below in print, behind a mark, so that nothing is cut off; on a
//! screen the page pans over it.

use std::ops::Range;

use crate::markdown::block::{Mapped, Seam};
use crate::text::sanitize::{Safe, Setting, pieces};
use crate::text::width::{graphemes, width};

use super::canvas::{Canvas, Prefix, columns_of, fold, is_short};
use super::line::{Role, Span, Token};
use super::pour::LongLines;

/// How far a tab reaches at most, in columns (`CommonMark` 0.31.2, section 2.2).
const TAB: usize = 4;
/// In front of the parts of a line that had to be broken.
const GOES_ON: &str = "↪ ";

/// Draws code. `info` is the info string of its fence, `start` the byte of the chunk at which it begins.
pub(super) fn draw(canvas: &mut Canvas, info: &str, text: &Mapped, start: usize) {
    let goes_on = canvas.resumes_at(Seam::Within);
    if goes_on && text.text.is_empty() {
        return;
    }
    let bar = vec![Span::new("┊ ", Role::CodeBar)];
    canvas.inside(Prefix { first: bar.clone(), rest: bar }, start, |canvas| {
        let language = language(info);
        canvas.code((language, code_of(text)), start, |canvas, paint| {
            let rows = match canvas.traced(start) {
                Some(traced) => rows(text, start, |line| traced.within(line)),
                None => rows(text, start, |line| paint.within(line).map(|(part, token)| (part, Ink::of(token)))),
            };
            let (first, rest) = canvas.free();
            let room = first.min(rest);
            let fits = rows.iter().all(|row| is_short(&row.spans, room) || columns_of(&row.spans) <= room);
            let long_lines = if fits { LongLines::Fold } else { canvas.pour().long_lines };
            let label = if goes_on { "" } else { label(language) };
            put(canvas, rows, &Safe::new(label), long_lines);
        });
    });
}

/// The first word of an info string (`CommonMark` 0.31.2, section 4.5); `rust,ignore` is Rust, and so is `{.rust}`.
fn language(info: &str) -> &str {
    let info = info.trim();
    let word = info.strip_prefix("{.").unwrap_or(info).split([' ', '\t', ',', '{', '}']).next();
    word.unwrap_or("")
}

/// What the page says of a language: nothing where that is that there is none.
fn label(language: &str) -> &str {
    let says_nothing = ["text", "txt", "plain", "plaintext"].iter().any(|name| language.eq_ignore_ascii_case(name));
    if says_nothing { "" } else { language }
}

/// The lines of a block, without the end of the last one.
fn code_of(text: &Mapped) -> &str {
    text.text.strip_suffix('\n').unwrap_or(&text.text)
}

/// How a part of a line differs from the rest of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ink {
    pub(super) role: Role,
    pub(super) link: Option<u32>,
}

impl Ink {
    const PLAIN: Self = Self { role: Role::Code, link: None };

    fn of(token: Token) -> Self {
        Self { role: Role::Token(token), link: None }
    }
}

/// A line of code.
struct Row {
    spans: Vec<Span>,
    /// Where it begins, a byte of the chunk, and how many bytes it has.
    offset: usize,
    bytes: usize,
}

/// The lines of a block; `inked` says what parts of a range of its text are something, as bytes of that range.
fn rows<I>(text: &Mapped, start: usize, inked: impl Fn(Range<usize>) -> I) -> Vec<Row>
where
    I: Iterator<Item = (Range<usize>, Ink)>,
{
    let mut at = 0;
    let lines = code_of(text).split('\n').enumerate();
    lines
        .map(|(place, line)| {
            let offset = if place == 0 { start } else { text.map.source(at) };
            let shown = line.strip_suffix('\r').unwrap_or(line);
            let spans = spans_of(shown, inked(at..at + shown.len()));
            at += line.len() + 1;
            Row { spans, offset, bytes: line.len() }
        })
        .collect()
}

fn put(canvas: &mut Canvas, rows: Vec<Row>, label: &Safe, long_lines: LongLines) {
    let mark = mark(canvas.free().1);
    for (place, Row { mut spans, offset, bytes }) in rows.into_iter().enumerate() {
        let code = spans.len();
        if place == 0 && !label.is_empty() {
            put_label(canvas, &mut spans, label, offset);
        }
        if long_lines == LongLines::Pan {
            canvas.put_wide(spans, code, offset);
            continue;
        }
        if is_short(&spans, canvas.free().0) {
            canvas.put(spans, offset);
            continue;
        }
        let mut shown = 0;
        for spans in fold(spans, canvas.free(), &mark) {
            // As far into the line as text of it has been shown; a tab or a substitute makes that a little more.
            let part = shown.min(bytes);
            let is_code = |span: &&Span| matches!(span.style.role, Role::Code | Role::Source | Role::Token(_));
            shown += spans.iter().filter(is_code).map(|span| span.text.len()).sum::<usize>();
            canvas.put(spans, offset + part);
        }
    }
}

/// Adds the language to the spans of the first line; where there is no room beside them, it gets a line of its own.
fn put_label(canvas: &mut Canvas, spans: &mut Vec<Span>, label: &Safe, offset: usize) {
    let (first, rest) = canvas.free();
    let taken = columns_of(spans);
    let columns = width(label);
    let sign = Span::new(label, Role::CodeLabel);
    if taken + columns + 2 <= first {
        spans.push(Span::of(Safe::spaces(first - taken - columns), Role::Code));
        spans.push(sign);
    } else {
        let margin = Span::of(Safe::spaces(first.saturating_sub(columns)), Role::Code);
        for spans in fold(vec![margin, sign], (first, rest), &[]) {
            canvas.put(spans, offset);
        }
    }
}

/// A line of code as spans: tabs expanded, what can't be shown marked. `inked` says what parts of it are something.
fn spans_of(line: &str, inked: impl Iterator<Item = (Range<usize>, Ink)>) -> Vec<Span> {
    let mut inked = inked.peekable();
    if inked.peek().is_none()
        && let Some(safe) = Safe::plain(line)
    {
        return vec![Span::of(safe, Role::Code)];
    }
    let mut spans: Vec<Span> = Vec::new();
    let mut column = 0;
    pieces(line, Setting::Code, &mut |piece| {
        let safe = piece.safe();
        let mut at = 0;
        while at < piece.text.len() {
            let place = if piece.replaced { piece.source.start } else { piece.source.start + at };
            while inked.next_if(|(range, _)| range.end <= place).is_some() {}
            // Up to where what it is changes.
            let (ink, end) = match inked.peek() {
                Some((range, ink)) if range.start <= place => (*ink, range.end),
                Some((range, _)) => (Ink::PLAIN, range.start),
                None => (Ink::PLAIN, piece.source.end),
            };
            if piece.replaced {
                let shown = Span::new(&piece.text, Role::Warning);
                spans.push(Span { link: ink.link, ..shown });
                column += width(&piece.text);
                return;
            }
            let end = end.saturating_sub(piece.source.start).min(piece.text.len());
            let end = end_of_grapheme(&piece.text, at, end);
            let text = expanded(&piece.text, &safe, at..end, &mut column);
            spans.push(Span { link: ink.link, ..Span::of(text, ink.role) });
            at = end;
        }
    });
    spans
}

/// The end of the grapheme that byte `wanted` lies in: two spans never share one. `from` is the end of one before.
fn end_of_grapheme(text: &str, from: usize, wanted: usize) -> usize {
    let bytes = text.as_bytes();
    let plain = |at: usize| bytes.get(at).is_none_or(u8::is_ascii);
    if wanted > from && plain(wanted - 1) && plain(wanted) {
        return wanted;
    }
    let mut at = from;
    for grapheme in graphemes(&text[from..]) {
        at += grapheme.len();
        if at >= wanted {
            break;
        }
    }
    at
}

/// A part of a text with its tabs as space, up to the next stop; `safe` is the whole text made safe, byte by byte. `column`
/// is where it stands, and then where it ends.
fn expanded(text: &str, safe: &Safe, part: Range<usize>, column: &mut usize) -> Safe {
    let mut shown = Safe::empty();
    let mut at = part.start;
    for (place, stretch) in text[part].split('\t').enumerate() {
        if place > 0 {
            let gap = TAB - *column % TAB;
            shown.push(&Safe::spaces(gap));
            *column += gap;
            at += 1;
        }
        shown.push(&safe.slice(at..at + stretch.len()));
        at += stretch.len();
        *column += width(stretch);
    }
    shown
}

/// What stands in front of the parts of a line that had to be broken, where there is room for it.
fn mark(columns: usize) -> Vec<Span> {
    if columns < width(GOES_ON) + 4 { Vec::new() } else { vec![Span::new(GOES_ON, Role::CodeBar)] }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::document::{ChunkId, Cutting, Document};
    use crate::layout::highlight::{Highlights, paint};
    use crate::layout::laid::lay_chunk_with;
    use crate::layout::laid::tests::lay;
    use crate::layout::window::window;
    use crate::layout::{Laid, Pour};

    #[test]
    fn code_keeps_its_shape() {
        assert_eq!(lay("```rust\nfn a() {\n\n\tb();\n}\n```", 20), ["┊ fn a() {      rust", "┊ ", "┊     b();", "┊ }"]);
        assert_eq!(lay("    a\n\n      b\n", 20), ["┊ a", "┊ ", "┊   b"]);
    }

    #[test]
    fn long_lines_go_on_below() {
        assert_eq!(lay("```\nabcdefghijkl\n```", 10), ["┊ abcdefgh", "┊ ↪ ijkl"]);
        assert_eq!(lay("```toml\nabcdefghijkl\n```", 10), ["┊     toml", "┊ abcdefgh", "┊ ↪ ijkl"]);
        assert_eq!(lay("```\n日本語\n```", 3), ["┊ 日", "┊ 本", "┊ 語"]);
    }

    #[test]
    fn short_words_of_long_lines_stay_whole() {
        let folded = |code: &str| lay(&format!("```\n{code}\n```"), 12);
        assert_eq!(folded("one two three four"), ["┊ one two", "┊ ↪ three", "┊ ↪ four"]);
        assert_eq!(folded("one two go on"), ["┊ one two go", "┊ ↪  on"]);
        assert_eq!(folded("one twothreefour"), ["┊ one twothr", "┊ ↪ eefour"]);
        assert_eq!(folded("       eight"), ["┊        eig", "┊ ↪ ht"]);
        assert_eq!(lay("```rust\nlet a = \"b\";\n```", 12)[1..], ["┊ let a =", "┊ ↪ \"b\";"]);
    }

    #[test]
    fn a_character_wider_than_its_line_stands_alone() {
        let wide = format!("ｶ{}", "\u{FF9E}".repeat(8));
        let lines = lay(&format!("```\n{wide}{wide}\n```"), 10);
        assert_eq!(lines, [format!("┊ {wide}"), format!("┊ ↪ {wide}")]);
    }

    #[test]
    fn a_long_line_takes_time_in_step_with_its_length() {
        // Seconds if each row looked at all of the rest.
        let lines = lay(&format!("```\n{}\n```", "abcé".repeat(100_000)), 20);
        assert_eq!(lines.len(), 1 + (400_000_usize - 18).div_ceil(16));
    }

    #[test]
    fn plain_text_has_no_label() {
        assert_eq!(lay("```text\nabcdefghijkl\n```", 10), ["┊ abcdefgh", "┊ ↪ ijkl"]);
        assert_eq!(lay("```Plain\nab\n```", 10), ["┊ ab"]);
        assert_eq!(lay("```texture\nab\n```", 20), ["┊ ab         texture"]);
    }

    #[test]
    fn a_long_language_is_not_cut_off() {
        assert_eq!(lay("```abcdefghijkl\nx\n```", 10), ["┊ abcdefgh", "┊ ijkl", "┊ x"]);
    }

    #[test]
    fn invisible_characters_show_in_code() {
        assert_eq!(lay("```\na\u{200b}b\n```", 20), ["┊ a<200B>b"]);
    }

    #[test]
    fn the_language_is_the_first_word() {
        for info in ["rust", " rust ", "rust,ignore", "rust {.numbers}", "rust{1,2}", "{.rust}", "{.rust .numbers}"] {
            assert_eq!(language(info), "rust", "{info}");
        }
        for info in ["", "{}", "{#id}"] {
            assert_eq!(language(info), "", "{info}");
        }
    }

    #[test]
    fn tabs_reach_the_next_stop_behind_wide_characters_too() {
        assert_eq!(
            lay("```\na\tb\n日\tb\n日本\tb\nab日\u{301}\tb\n```", 20),
            ["┊ a   b", "┊ 日  b", "┊ 日本    b", "┊ ab日\u{301}    b"]
        );
    }

    fn laid(text: &str, pour: &Pour, highlights: &Highlights) -> Laid {
        let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
        indexer.for_each(|discovery| document.learn(discovery));
        lay_chunk_with(&document, ChunkId(0), pour, Some(highlights))
    }

    fn texts(laid: &Laid) -> Vec<String> {
        laid.lines.iter().map(|line| line.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn on_a_screen_long_lines_stay_whole_and_the_code_of_a_block_moves_as_one() {
        let pour = Pour::on_screen(12);
        let plain = Highlights::default();
        let wide = laid("> ```sh\n> ab\n> abcdefghijkl\n> ```\n\n```\nab\n```\n", &pour, &plain);
        assert_eq!(texts(&wide), ["▏ ┊ ab    sh", "▏ ┊ abcdefghijkl", "", "┊ ab"]);
        let moving = |laid: &Laid| -> Vec<Option<usize>> {
            laid.lines.iter().map(|line| line.pan.as_ref().map(|pan| pan.columns)).collect()
        };
        assert_eq!(moving(&wide), [Some(2), Some(12), None, None]);
        let seen: Vec<_> = wide.lines.iter().filter_map(|line| window(line, 12, 3)).map(|line| line.text()).collect();
        assert_eq!(seen, ["▏ ┊ ‹     sh", "▏ ┊ ‹efghij›"]);
        let rows: Vec<_> = wide.codes.iter().map(|code| code.rows.clone()).collect();
        assert_eq!(rows, [0..2, 3..4]);
    }

    /// What highlights are known of all code that a text has.
    fn painted(text: &str, pour: &Pour) -> Highlights {
        let mut highlights = Highlights::default();
        for code in laid(text, pour, &highlights).codes {
            if let Some(snippet) = code.unpainted {
                highlights.add(snippet.id, paint(&snippet), HashSet::new);
            }
        }
        highlights
    }

    #[test]
    fn highlights_change_the_roles_and_nothing_else() {
        let (text, pour) = ("```rust\nlet\tx = \"a\u{200b}b\"; // 日\n```\n", Pour::on_screen(40));
        let highlights = painted(text, &pour);
        let laid = laid(text, &pour, &highlights);
        let roles: Vec<_> = laid.lines[0].spans.iter().map(|span| (&*span.text, span.style.role)).collect();
        let expected = [
            ("┊ ", Role::CodeBar),
            ("let", Role::Token(Token::Keyword)),
            (" x = ", Role::Code),
            ("\"a", Role::Token(Token::String)),
            ("<200B>", Role::Warning),
            ("b\"", Role::Token(Token::String)),
            ("; ", Role::Code),
            ("// 日", Role::Token(Token::Comment)),
        ];
        assert_eq!(roles[..expected.len()], expected);
        assert_eq!(laid.codes.iter().filter(|code| code.unpainted.is_some()).count(), 0);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn painted_lines_say_the_same_in_the_same_places(
            language in prop::sample::select(vec!["rust", "python", "json", "html", "sh", "c", "yaml", "md", "diff"]),
            words in prop::collection::vec(
                prop_oneof![
                    prop::sample::select(vec![
                        "fn ", "let x = ", "\"", "'", "/*", "*/", "// ", "# ", "{", "}", "<a b=\"", ">", "\\", "\n", "\r\n", "\t",
                        "12", "def f(", "):", "$X", "- a: ", "@", "`", "+++ ", "日本", "e\u{301}", "\u{301}", "\u{200d}",
                        "👩\u{200d}👩", "\u{202e}", "\u{fe0f}", "ｶ\u{ff9e}", "🇩🇪",
                    ]).prop_map(str::to_owned),
                    "\\PC{0,4}",
                ],
                0..30,
            ),
            columns in 12_usize..40,
        ) {
            let text = format!("~~~~{language}\n{}\n~~~~\n", words.concat());
            for pour in [Pour::printed(columns), Pour::on_screen(columns)] {
                let plain = laid(&text, &pour, &Highlights::default());
                let painted = laid(&text, &pour, &painted(&text, &pour));
                let say = |laid: &Laid| -> Vec<_> {
                    laid.lines.iter().map(|line| (line.text(), line.columns(), line.offset)).collect()
                };
                prop_assert_eq!(say(&plain), say(&painted));
                let moving = |laid: &Laid| -> Vec<_> {
                    laid.lines.iter().map(|line| line.pan.as_ref().map(|pan| pan.columns)).collect()
                };
                prop_assert_eq!(moving(&plain), moving(&painted));
            }
        }
    }

    #[test]
    fn an_empty_block_still_shows() {
        assert_eq!(lay("```sh\n```", 10), ["┊       sh"]);
    }
}
