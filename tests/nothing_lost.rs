//! Nothing visible is lost: what the reference HTML shows of a document is in the rendering, in order, at every width.
//!
//! What is to be seen comes from the parser's own events, with nothing of ours in between but the sanitizer; of HTML it is
//! what is left without its tags. It is compared
//! block by block with the laid-out lines, as the sequence of characters that are not white space; the rendering's own signs
//! (bullets, numbers, rules, bars, the hyphen of a word that is broken) are told by their roles and left out. The cells of a
//! table are set side by side or as records, so of a table each word has to be there, at least as often.

pub(crate) mod tags;

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::laid::lay_chunk;
use preface::layout::pour::{Edge, Hyphenation, Order};
use preface::layout::{Line, Pour, Role};
use preface::library::PREFACE;
use preface::markdown::events::OPTIONS;
use preface::markdown::front_matter::FrontMatter;
use preface::text::hyphenation::Language;
use preface::text::sanitize::{Setting, is_break_point, pieces};
use proptest::prelude::*;
use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeWithOffset};
use tags::{ENDS, TAGS, assert_words_are_shown, laid, numbered, unscripted};

const WIDTHS: [usize; 4] = [20, 40, 72, 120];

/// A hyphen that ends a line: a word's own, or the rendering's where it broke a word.
const HYPHEN_AT_END: char = '\u{1}';

/// Around what may be missing, because a formula was set in its place.
const FORMULA: char = '\u{2}';

/// What a reader is to see of a top-level block.
#[derive(Debug)]
struct Shown {
    /// Where it begins, a byte of the text.
    start: usize,
    /// Its characters, white space left out.
    characters: Vec<char>,
    /// The words in its tables, if it has any; then the order of its characters says nothing.
    words: Option<Vec<String>>,
    /// How many tables of HTML are open: what stands between their tags belongs to this block.
    tables: usize,
}

/// What the HTML of a text shows, block by block.
fn expected(text: &str) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let (mut depth, mut code) = (0_usize, false);
    let mut quoted: Option<usize> = None;
    let mut html: Option<String> = None;
    for (event, range) in TextMergeWithOffset::new(Parser::new_ext(text, OPTIONS).into_offset_iter()) {
        let top = depth == 0;
        let inside = shown.last().is_some_and(|block| block.tables > 0);
        if top && !inside && !matches!(event, Event::End(_)) {
            shown.push(Shown { start: range.start, characters: Vec::new(), words: None, tables: 0 });
        }
        let Some(block) = shown.last_mut() else { continue };
        if !matches!(event, Event::Text(_) | Event::Start(Tag::Paragraph))
            && let Some(start) = quoted.take()
        {
            block.name_alert(start);
        }
        match event {
            Event::Start(tag) => {
                depth += 1;
                match tag {
                    Tag::CodeBlock(_) => code = true,
                    Tag::BlockQuote(None) => quoted = Some(block.characters.len()),
                    Tag::HtmlBlock => html = Some(String::new()),
                    Tag::Table(_) => drop(block.words.get_or_insert_default()),
                    _ => {}
                }
            }
            Event::End(tag) => {
                depth -= 1;
                code &= !matches!(tag, TagEnd::CodeBlock);
                if matches!(tag, TagEnd::TableCell | TagEnd::Paragraph) {
                    block.end_word();
                }
                if let Some(html) = html.take_if(|_| matches!(tag, TagEnd::HtmlBlock)) {
                    block.see_html(&html);
                }
            }
            Event::Text(text) => block.see(&text, if code { Setting::Code } else { Setting::Prose }),
            Event::Code(text) => block.see(&text, Setting::Code),
            Event::Html(line) => html.get_or_insert_default().push_str(&line),
            Event::InlineHtml(tag) => block.see_html(&tag),
            Event::InlineMath(formula) => block.see_formula(&format!("${formula}$")),
            Event::DisplayMath(formula) => block.see_formula(&format!("$${formula}$$")),
            Event::SoftBreak | Event::HardBreak => block.end_word(),
            // A note is called by a number, which is a sign.
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }
    shown
}

impl Shown {
    fn see(&mut self, text: &str, setting: Setting) {
        let text = &named(text, setting);
        pieces(text, setting, &mut |piece| {
            for character in piece.text.chars().filter(|&character| !is_break_point(character)) {
                if character.is_whitespace() {
                    self.end_word();
                } else {
                    let character = unscripted(character);
                    self.characters.push(character);
                    if let Some(words) = &mut self.words {
                        if words.is_empty() {
                            words.push(String::new());
                        }
                        words.last_mut().unwrap().push(character);
                    }
                }
            }
        });
    }

    /// A formula: it is set, or shown as it is written.
    fn see_formula(&mut self, source: &str) {
        if self.words.is_none() {
            self.characters.push(FORMULA);
            self.see(source, Setting::Prose);
            self.characters.push(FORMULA);
        }
    }

    /// The kind of an alert, which stands at the beginning of a quote, is a sign: its name is shown, or its title.
    fn name_alert(&mut self, start: usize) {
        let text: String = self.characters[start..].iter().collect();
        if let Some(end) = text.strip_prefix("[!").and_then(|_| text.find(']')) {
            let mark = usize::from(text[end + 1..].starts_with(['+', '-']));
            let length = text[..=end].chars().count() + mark;
            self.characters.drain(start..start + length);
        }
    }

    /// Sees what HTML shows: no tags, comments, scripts and styles; the descriptions of images; entities decoded.
    fn see_html(&mut self, html: &str) {
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            self.see(&decoded(&rest[..at]), Setting::Prose);
            rest = &rest[at..];
            let ends = if rest.starts_with("<!--") { "-->" } else { ">" };
            let named = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
            let Some(end) = rest.find(ends).filter(|_| named) else {
                self.see("<", Setting::Prose);
                rest = &rest[1..];
                continue;
            };
            let tag = rest[..end].to_ascii_lowercase();
            if let Some((_, alt)) = rest[..end].split_once("alt=\"") {
                self.see(&decoded(alt.split('"').next().unwrap()), Setting::Prose);
            }
            rest = &rest[end + ends.len()..];
            for hidden in ["script", "style"] {
                if tag[1..].starts_with(hidden) {
                    rest = rest.split_once(&format!("</{hidden}>")).map_or("", |(_, behind)| behind);
                }
            }
            if tag.starts_with("<table") {
                self.words.get_or_insert_default();
                self.tables += 1;
            }
            self.tables -= usize::from(tag.starts_with("</table"));
            let name = tag.trim_start_matches(['<', '/']);
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap();
            if !["b", "i", "em", "strong", "kbd", "sub", "sup", "code", "a", "u", "mark", "span"].contains(&name) {
                self.end_word();
            }
        }
        self.see(&decoded(rest), Setting::Prose);
    }

    fn end_word(&mut self) {
        if let Some(words) = &mut self.words {
            words.push(String::new());
        }
    }
}

/// The characters of rendered lines that stand for text, white space left out.
fn rendered(lines: &[Line]) -> Vec<char> {
    let mut characters = Vec::new();
    for line in lines {
        let spans = line.spans.iter().filter(|span| !is_sign(span.style.role));
        let shown = spans.flat_map(|span| span.text.chars()).filter(|character| !character.is_whitespace());
        characters.extend(shown.map(unscripted));
        if line.text().ends_with('-')
            && let Some(last) = characters.last_mut()
        {
            *last = HYPHEN_AT_END;
        }
    }
    characters
}

/// Whether a role is that of the rendering's own signs.
fn is_sign(role: Role) -> bool {
    matches!(
        role,
        Role::CodeBar
            | Role::CodeLabel
            | Role::QuoteBar
            | Role::Marker
            | Role::Done
            | Role::HeadingRule
            | Role::TableRule
            | Role::Rule
            | Role::Footnote
            | Role::Math
            | Role::FootnoteReturn
            | Role::AlertBar(_)
            | Role::Alert(_)
            | Role::Fold
    )
}

/// Text in which the few entities stand for themselves that these documents use.
fn decoded(text: &str) -> String {
    let named = [("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&copy;", "©"), ("&#8594;", "→"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// Text in which the few names of emoji stand for these that the corpus uses, and what a highlight begins and ends with is
/// left out.
fn named(text: &str, setting: Setting) -> String {
    if setting == Setting::Code {
        return text.to_owned();
    }
    let signs = [(":tada:", "🎉"), (":rocket:", "🚀"), ("==marked with a pen==", "marked with a pen")];
    signs.iter().fold(text.to_owned(), |text, (written, shown)| text.replace(written, shown))
}

/// Compares two sequences; a hyphen at the end of a line may be the rendering's own. Returns where they differ.
fn difference(expected: &[char], rendered: &[char]) -> Option<usize> {
    let (mut at, mut in_formula) = (0, false);
    // Whether a formula was set shows at its first dollar, which is not there then.
    let mut pass = |at: &mut usize, next: Option<char>| {
        while expected.get(*at) == Some(&FORMULA) {
            *at += 1;
            in_formula = !in_formula;
            if in_formula && next != Some('$') {
                *at += expected[*at..].iter().take_while(|&&character| character != FORMULA).count();
            }
        }
    };
    for &character in rendered {
        pass(&mut at, Some(character));
        match expected.get(at) {
            Some(&next) if next == character || (next == '-' && character == HYPHEN_AT_END) => at += 1,
            _ if character == HYPHEN_AT_END => {}
            _ => return Some(at),
        }
    }
    pass(&mut at, None);
    (at < expected.len()).then_some(at)
}

/// The words of a table that are not in the rendering as often as they should be, wherever they stand and however they
/// are broken: of one that a narrow column may take apart the characters have to be there.
fn missing(words: &[String], rendered: &[char]) -> Vec<String> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    for &character in rendered {
        *counts.entry(if character == HYPHEN_AT_END { '-' } else { character }).or_default() += 1;
    }
    let text: String = rendered.iter().map(|&c| if c == HYPHEN_AT_END { '-' } else { c }).collect();
    let mut lacking = Vec::new();
    for word in words.iter().filter(|word| !word.is_empty()) {
        let may_break = word.len() > 8 || !word.chars().all(|character| character.is_ascii_alphanumeric());
        let whole = may_break || text.contains(word.as_str());
        let characters = word.chars().all(|character| match counts.get_mut(&character) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        });
        if !whole || !characters {
            lacking.push(word.clone());
        }
    }
    lacking
}

/// The ways to pour running text at a width that keep its order.
fn pours(columns: usize) -> [Pour; 2] {
    let hyphenation = Hyphenation::On(Some(Language::English));
    [Pour::printed(columns), Pour { hyphenation, edge: Edge::Justified, ..Pour::printed(columns) }]
}

/// The lines of a document in the order in which they are written: notes are shown further down.
fn written(text: &str, pour: &Pour) -> Vec<Line> {
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), Cutting::default());
    indexer.for_each(|discovery| document.learn(discovery));
    let mut lines = Vec::new();
    for chunk in 0..document.chunk_count() {
        let laid = lay_chunk(&document, ChunkId(chunk), pour);
        assert!(laid.lines.is_sorted_by_key(|line| line.offset));
        let placed = |(row, line): (usize, &Line)| Line { offset: laid.place(row).unwrap(), ..line.clone() };
        lines.extend(laid.lines.iter().enumerate().map(placed));
    }
    lines.sort_by_key(|line| line.offset);
    lines
}

/// The lines whose bytes lie in a range.
fn between(lines: &[Line], range: Range<usize>) -> &[Line] {
    let place = |at: usize| lines.partition_point(|line| line.offset < at as u64);
    &lines[place(range.start)..place(range.end)]
}

/// Lays a text out and compares it with what is to be seen.
fn assert_nothing_lost(name: &str, text: &str, columns: usize) {
    for pour in pours(columns) {
        assert_nothing_lost_in(name, text, &pour);
    }
}

fn assert_nothing_lost_in(name: &str, text: &str, pour: &Pour) {
    let columns = pour.columns;
    let body = FrontMatter::read(text).map_or(0, |(_, end)| end);
    let lines = written(text, pour);
    for line in &lines {
        assert!(line.columns() <= columns, "{name} at {columns}: {:?} takes {}", line.text(), line.columns());
    }
    let blocks = expected(&text[body..]);
    for (place, block) in blocks.iter().enumerate() {
        let end = blocks.get(place + 1).map_or(usize::MAX / 2, |next| body + next.start);
        let lines = between(&lines, if place == 0 { 0 } else { body + block.start }..end);
        let found = rendered(lines);
        let picture = || lines.iter().map(Line::text).collect::<Vec<_>>().join("\n");
        if let Some(words) = &block.words {
            let lacking = missing(words, &found);
            assert!(lacking.is_empty(), "{name} at {columns}: {lacking:?} missing from\n{}", picture());
        } else if let Some(at) = difference(&block.characters, &found) {
            let around = at.saturating_sub(20)..(at + 20).min(block.characters.len());
            let wanted: String = block.characters[around].iter().collect();
            panic!("{name} at {columns}: differs about “{wanted}” in\n{}", picture());
        }
    }
}

/// The files of the corpus.
fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect()
}

#[test]
fn of_the_preface() {
    for columns in WIDTHS {
        assert_nothing_lost("the preface", PREFACE, columns);
    }
}

#[test]
fn of_the_corpus() {
    let files = corpus();
    assert!(files.len() > 3);
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        for columns in WIDTHS {
            assert_nothing_lost(&path.file_name().unwrap().to_string_lossy(), &text, columns);
        }
    }
}

#[test]
fn of_a_document_in_many_chunks() {
    for path in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        for columns in WIDTHS {
            for pour in pours(columns) {
                let poured = |window| laid(&text, window, &pour).iter().map(Line::text).collect::<Vec<_>>();
                assert_eq!(poured(64), poured(1 << 20), "{} at {columns}", path.display());
            }
        }
    }
}

#[test]
fn the_comparison_finds_what_is_missing() {
    let text = "one two\n\n- three\n\n> four\n";
    let blocks = expected(text);
    assert_eq!(blocks.len(), 3);
    let characters = |text: &str| text.chars().collect::<Vec<_>>();
    assert_eq!(blocks[1].characters, characters("three"));
    assert_eq!(difference(&blocks[1].characters, &characters("thre")), Some(4));
    assert_eq!(difference(&blocks[1].characters, &characters("threee")), Some(5));
    assert_eq!(difference(&blocks[1].characters, &characters("th\u{1}ree")), None);
    assert_eq!(difference(&characters("a-b"), &characters("a\u{1}b")), None);
    let words = ["one".to_owned(), "two".to_owned(), "two".to_owned()];
    assert_eq!(missing(&words, &characters("twoone")), ["two"]);
}

/// Characters that text may consist of, some from every corner of Unicode.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        8 => prop::char::range('a', 'z'),
        4 => Just(' '),
        1 => prop::char::range('!', '~'),
        1 => prop::char::range('\u{a1}', '\u{24f}'),
        1 => prop::char::range('\u{300}', '\u{36f}'),
        1 => prop::char::range('\u{590}', '\u{6ff}'),
        1 => prop::char::range('\u{900}', '\u{e7f}'),
        1 => prop::char::range('\u{1100}', '\u{11ff}'),
        1 => prop::char::range('\u{2000}', '\u{27bf}'),
        1 => prop::char::range('\u{3000}', '\u{30ff}'),
        1 => prop::char::range('\u{4e00}', '\u{4fff}'),
        1 => prop::char::range('\u{fe00}', '\u{ffef}'),
        1 => prop::char::range('\u{1f1e6}', '\u{1f6ff}'),
    ]
}

/// Blocks of any words: paragraphs, and what has one in it.
fn blocks() -> impl Strategy<Value = String> {
    let begin = ["", "", "", "> ", "- ", "12. ", "# ", "### ", "> - ", "- [ ] ", "      ", "[^1]: "];
    let words = prop::collection::vec(character(), 1..200)
        .prop_map(|characters| characters.into_iter().collect::<String>())
        .boxed();
    // In HTML, what begins a tag or an entity would have to be written otherwise.
    let html = (prop::sample::select(AROUND.to_vec()), words.clone())
        .prop_map(|(html, words)| html.replace('@', &words.replace(['<', '&'], "")));
    let block =
        (prop::sample::select(begin.to_vec()), words).prop_map(|(begin, words): (_, String)| begin.to_owned() + &words);
    prop::collection::vec(prop_oneof![3 => block, 1 => html], 1..5).prop_map(|blocks| blocks.join("\n\n"))
}

/// HTML around any words.
const AROUND: [&str; 12] = [
    "<p align=\"center\">@</p>",
    "<div>\n\n@\n\n</div>",
    "<details><summary>x</summary>\n\n@\n\n</details>",
    "<details>\n<summary>@</summary>\ny\n</details>",
    "<ul><li>@<li>y\n</ul>",
    "<ol>\n<li>\n\n@\n\n</li></ol>",
    "x <b>@</b> y<br>z",
    "<h2>@</h2>",
    "<blockquote>\n@\n</blockquote>",
    "<table><tr><th>@</th><td>z &lt; y</td></tr></table>",
    "<table><tr><td>\n\n@\n\n</td><td>z</td></tr></table>",
    "<!-- no --><dl><dt>x</dt><dd>@</dd></dl>",
];

/// Tags in any order, a numbered word behind each, over one or several blocks.
fn tag_soup() -> impl Strategy<Value = (String, usize)> {
    let piece = (prop::sample::select(ENDS.to_vec()), prop::sample::select(TAGS.to_vec()));
    prop::collection::vec(piece, 1..60).prop_map(|pieces| (numbered(&pieces), pieces.len()))
}

/// The characters of a line in no order; which of two brackets one is depends on the direction.
fn unordered(line: &Line) -> Vec<char> {
    let one_of_two = |c: char| match c {
        ')' | ']' | '}' | '>' => char::from(u8::try_from(c).unwrap() - if c == ')' { 1 } else { 2 }),
        '»' => '«',
        '›' => '‹',
        '≥' => '≤',
        '⁆' => '⁅',
        '⟩' => '⟨',
        '⟧' => '⟦',
        '〉' => '〈',
        '》' => '《',
        '」' => '「',
        '】' => '【',
        other => other,
    };
    let mut characters: Vec<char> = line.text().chars().filter(|c| !c.is_whitespace()).map(one_of_two).collect();
    characters.sort_unstable();
    characters
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn of_any_words(text in blocks(), columns in 20_usize..=300) {
        assert_nothing_lost("any words", &text, columns);
    }

    #[test]
    fn of_words_that_are_put_in_order(text in blocks(), columns in 20_usize..=300) {
        let logical = laid(&text, 1 << 20, &Pour::printed(columns));
        let visual = laid(&text, 1 << 20, &Pour { order: Order::Visual, ..Pour::printed(columns) });
        prop_assert_eq!(logical.len(), visual.len());
        for (logical, visual) in logical.iter().zip(&visual) {
            prop_assert!(visual.columns() <= columns, "{:?}", visual.text());
            prop_assert_eq!(unordered(logical), unordered(visual));
            prop_assert_eq!(logical.offset, visual.offset);
        }
    }

    #[test]
    fn of_any_tags((text, count) in tag_soup()) {
        assert_words_are_shown(&text, count);
    }
}
