//! A chunk's text as it reads: markup gone, entities decoded, soft line ends a space; and where its parts stand.
//!
//! Search looks here, and whoever marks what was found on a page. What the page adds of its own is not in it: bullets,
//! numbers, the names of alerts and languages, the signs of footnotes. Punctuation is as it is written, whether or not the
//! page sets it like a printer, and characters that only say where a line may break are left out. A formula reads as it is
//! drawn where that takes one line.
//!
//! What can not be read across is parted by NUL: blocks, cells of a table, lines of code.

use std::ops::Range;

use crate::text::sanitize::is_break_point;

use super::block::{Block, BlockKind, Definition, Mapped, Parsed};
use super::formula;
use super::inline::{Inline, InlineKind, Marks, MathDisplay};

pub use super::emoji::{is_in_emoji, named as emoji_named};
pub use super::html::{is_raised_or_lowered, reference_value};

/// Parts what can not be read across.
pub const PARTING: char = '\0';

/// The words of a chunk, in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub struct Words {
    text: String,
    stretches: Vec<Stretch>,
    formulas: Vec<Formula>,
}

/// A formula that reads otherwise than it is written.
#[derive(Debug, Clone)]
pub struct Formula {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// What is not in the text: how it is written, where the text has how it is drawn; else the lines on which it is drawn.
    pub others: Vec<String>,
}

/// Where a part of the text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The inline text or the code that it belongs to.
    pub holder: Holder,
    /// Which inline of it; 0 in code.
    pub inline: usize,
    /// The first byte of the inline's own text, or of the code's. What stands in for something else counts from its
    /// beginning to its end.
    pub start: usize,
    /// The byte behind its last one.
    pub end: usize,
}

/// What holds a part of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// The inline text of this place in the order of [`Parsed::for_each_content`].
    Content(usize),
    /// The code block that begins at this byte of the chunk.
    Code(usize),
}

/// A part of the text that comes from one place.
#[derive(Debug, Clone)]
struct Stretch {
    /// Where it begins in the text.
    at: usize,
    /// Its bytes in the chunk.
    source: Range<usize>,
    /// Whether the bytes of the text are those of the chunk, one by one.
    exact: bool,
    origin: Origin,
}

impl Words {
    /// Reads a chunk; `chunk` is the text that it was parsed from.
    #[must_use]
    pub fn of(parsed: &Parsed, chunk: &str) -> Self {
        let mut reading = Reading { chunk, words: Self::default(), contents: 0 };
        reading.words.text.reserve(chunk.len());
        reading.blocks(&parsed.blocks);
        reading.words
    }

    /// The text, its parts parted by [`PARTING`].
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The formulas that read otherwise than they are written.
    #[must_use]
    pub fn formulas(&self) -> &[Formula] {
        &self.formulas
    }

    /// The bytes of the chunk that a range of the text stands for, from those of its first character to those of its last.
    #[must_use]
    pub fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self
            .stretch(range.start)
            .map_or(0, |stretch| stretch.source.start + if stretch.exact { range.start - stretch.at } else { 0 });
        let end = self.stretch(range.end.saturating_sub(1)).map_or(start, |stretch| {
            if stretch.exact { stretch.source.start + (range.end - stretch.at) } else { stretch.source.end }
        });
        start..end.max(start)
    }

    /// Where the parts of a range of the text come from.
    pub fn origins(&self, range: Range<usize>) -> impl Iterator<Item = Origin> {
        let first = self.stretches.partition_point(|stretch| stretch.at <= range.start).saturating_sub(1);
        let ends = self.stretches.iter().skip(first + 1).map(|next| next.at).chain([self.text.len()]);
        let stretches = self.stretches.iter().skip(first).zip(ends);
        stretches.take_while(move |(stretch, _)| stretch.at < range.end).map(move |(stretch, end)| {
            if !stretch.exact {
                return stretch.origin;
            }
            let (from, until) = (range.start.max(stretch.at), range.end.min(end));
            let start = stretch.origin.start;
            Origin { start: start + (from - stretch.at), end: start + (until - stretch.at), ..stretch.origin }
        })
    }

    fn stretch(&self, at: usize) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|stretch| stretch.at <= at);
        after.checked_sub(1).and_then(|place| self.stretches.get(place))
    }
}

/// Puts the words together.
struct Reading<'a> {
    chunk: &'a str,
    words: Words,
    contents: usize,
}

impl Reading<'_> {
    /// No deeper than [`super::block::MAX_DEPTH`].
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => self.content(content),
                BlockKind::Code { text, .. } => self.code(text, block.span.start),
                BlockKind::Quote { alert, blocks } => {
                    if let Some(alert) = alert {
                        self.content(&alert.title);
                    }
                    self.blocks(blocks);
                }
                BlockKind::Footnote { blocks, .. } => self.blocks(blocks),
                BlockKind::List { items, .. } => items.iter().for_each(|item| self.blocks(&item.blocks)),
                BlockKind::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.content(&cell.content));
                }
                BlockKind::Definitions(parts) => {
                    for part in parts {
                        match part {
                            Definition::Term(content, _) => self.content(content),
                            Definition::Meaning(blocks) => self.blocks(blocks),
                        }
                    }
                }
                BlockKind::Details { summary, blocks, .. } => {
                    self.content(summary);
                    self.blocks(blocks);
                }
                BlockKind::Rule => {}
            }
        }
    }

    fn content(&mut self, inlines: &[Inline]) {
        let holder = Holder::Content(self.contents);
        self.contents += 1;
        let mut in_image = false;
        for (place, inline) in inlines.iter().enumerate() {
            let whole = |length| Origin { holder, inline: place, start: 0, end: length };
            // The description of an image is no part of the words around it: its sign stands between them.
            let was_in_image = std::mem::replace(&mut in_image, inline.marks.contains(Marks::IMAGE));
            if matches!(inline.kind, InlineKind::Image(_)) || (was_in_image && !in_image) {
                self.generated(" ", inline.source.start, whole(0));
            }
            match &inline.kind {
                InlineKind::Text(text) => self.text(text, inline.source.clone(), whole(text.len())),
                InlineKind::Code(text) => {
                    // Where a line ends inside of a container, its bytes begin too far to the right.
                    let ticks = self.chunk.get(..inline.source.start).and_then(|before| before.rfind('`'));
                    let from = ticks.map_or(inline.source.start, |tick| tick + 1);
                    self.verbatim(text, from, inline.source.clone(), whole(text.len()));
                }
                InlineKind::Math(text, display) => {
                    self.formula((text, *display), inline.source.clone(), whole(text.len()));
                }
                InlineKind::SoftBreak => self.stretch(" ", inline.source.clone(), false, whole(0)),
                InlineKind::HardBreak => self.stretch("\n", inline.source.clone(), false, whole(0)),
                InlineKind::FootnoteReference(..)
                | InlineKind::FootnoteReturn
                | InlineKind::Reference(_)
                | InlineKind::Elsewhere(_)
                | InlineKind::Image(_) => {}
            }
        }
        self.words.text.push(PARTING);
    }

    /// Code, line by line.
    fn code(&mut self, code: &Mapped, start: usize) {
        let holder = Holder::Code(start);
        let mut at = 0;
        for line in code.text.split_inclusive('\n') {
            let shown = line.strip_suffix('\n').unwrap_or(line);
            let shown = shown.strip_suffix('\r').unwrap_or(shown);
            let mut from = at;
            let mut source = code.map.source(at);
            for (text, next) in code.map.within(at + 1..at + shown.len()).chain([(at + shown.len(), 0)]) {
                let part = &shown[from - at..text - at];
                let origin = Origin { holder, inline: 0, start: from, end: text };
                self.stretch(part, source..source + part.len(), true, origin);
                (from, source) = (text, next);
            }
            at += line.len();
            self.words.text.push(PARTING);
        }
    }

    /// Words of a paragraph.
    fn text(&mut self, text: &str, source: Range<usize>, origin: Origin) {
        let written = self.chunk.get(source.clone()).unwrap_or_default();
        if text == written {
            return self.exact(text, source.start, origin);
        }
        if source.is_empty() {
            // The page's own: a bullet in a cell, the sign for a raised letter.
            if text.contains(' ') {
                self.generated(" ", source.start, origin);
            }
            return;
        }
        if written.bytes().all(|byte| matches!(byte, b'"' | b'\'' | b'-' | b'.')) {
            let origin = Origin { end: text.len(), ..origin };
            return self.stretch(written, source, false, origin);
        }
        if let Some(at) = written.find(text) {
            return self.exact(text, source.start + at, origin);
        }
        if text.chars().count() != written.chars().count() {
            return self.whole(text, source, origin);
        }
        // Raised and lowered letters, each for one.
        let starts = text.char_indices().zip(written.char_indices());
        for ((at, shown), (from, letter)) in starts {
            let start = source.start + from;
            let origin = Origin { start: at, end: at + shown.len_utf8(), ..origin };
            let mut buffer = [0; 4];
            self.stretch(shown.encode_utf8(&mut buffer), start..start + letter.len_utf8(), false, origin);
        }
    }

    /// A formula: as it is drawn, if that takes one line.
    fn formula(&mut self, (written, display): (&str, MathDisplay), source: Range<usize>, origin: Origin) {
        let at = self.words.text.len();
        let drawn = formula::readings(written, display);
        let others = match &*drawn {
            [line] if !line.split_whitespace().eq(written.split_whitespace()) => {
                self.whole(line, source, origin);
                vec![written.to_owned()]
            }
            [] | [_] => return self.verbatim(written, source.start, source, origin),
            _ => {
                self.verbatim(written, source.start, source, origin);
                drawn
            }
        };
        self.words.formulas.push(Formula { range: at..self.words.text.len(), others });
    }

    /// What is written as it reads, but for line ends, which are spaces, and what containers put in front of lines. It is
    /// looked for from byte `from` on.
    fn verbatim(&mut self, text: &str, from: usize, source: Range<usize>, origin: Origin) {
        let written = self.chunk.get(source.clone()).unwrap_or_default();
        let same = |(shown, written): (u8, u8)| shown == written || (shown == b' ' && written == b'\n');
        if written.len() == text.len() && text.bytes().zip(written.bytes()).all(same) {
            return self.exact(text, source.start, origin);
        }
        if let Some(at) = written.find(text) {
            return self.exact(text, source.start + at, origin);
        }
        match self.aligned(text, from) {
            Some(parts) => {
                for (part, start) in parts {
                    let origin = Origin { start: part.start, end: part.end, ..origin };
                    self.exact(&text[part], start, origin);
                }
            }
            None => self.whole(text, source, origin),
        }
    }

    /// The stretches of `text` and where they are written, from byte `from` of the chunk on.
    fn aligned(&self, text: &str, from: usize) -> Option<Vec<(Range<usize>, usize)>> {
        let mut parts: Vec<(Range<usize>, usize)> = Vec::new();
        let written = self.chunk.as_bytes();
        let mut at = from;
        let mut margin = true;
        for (place, byte) in text.bytes().enumerate() {
            let skipped = |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'$' | b'\n' | b'\r');
            while margin && written.get(at).is_some_and(|next| *next != byte && skipped(next)) {
                at += 1;
            }
            let next = *written.get(at)?;
            let line_end = byte == b' ' && matches!(next, b'\n' | b'\r');
            if next != byte && !line_end {
                return None;
            }
            margin = line_end || byte == b'\n' || (margin && byte == b' ');
            match parts.last_mut() {
                Some((part, start)) if *start + part.len() == at => part.end = place + 1,
                _ => parts.push((place..place + 1, at)),
            }
            at += 1;
        }
        Some(parts)
    }

    /// Text whose bytes are those of the chunk from `source` on.
    fn exact(&mut self, text: &str, source: usize, origin: Origin) {
        let mut from = 0;
        if !text.is_ascii() {
            for (at, point) in text.char_indices().filter(|(_, character)| is_break_point(*character)) {
                self.piece(text, from..at, source, origin);
                from = at + point.len_utf8();
            }
        }
        self.piece(text, from..text.len(), source, origin);
    }

    fn piece(&mut self, text: &str, part: Range<usize>, source: usize, origin: Origin) {
        let (start, end) = (origin.start + part.start, origin.start + part.end);
        let source = source + part.start..source + part.end;
        self.stretch(&text[part], source, true, Origin { start, end, ..origin });
    }

    /// Text that stands for other bytes as a whole.
    fn whole(&mut self, text: &str, source: Range<usize>, origin: Origin) {
        let shown: String = text.chars().filter(|character| !is_break_point(*character)).collect();
        self.stretch(&shown, source, false, origin);
    }

    /// A space that is nowhere in the chunk.
    fn generated(&mut self, text: &str, at: usize, origin: Origin) {
        self.stretch(text, at..at, false, origin);
    }

    fn stretch(&mut self, text: &str, source: Range<usize>, exact: bool, origin: Origin) {
        if !text.is_empty() {
            let at = self.words.text.len();
            self.words.stretches.push(Stretch { at, source, exact, origin });
            self.words.text.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::{Punctuation, parse_with};

    fn words(text: &str, punctuation: Punctuation) -> Words {
        let mut references = References::default();
        references.define_footnote("n", 0);
        Words::of(&parse_with(text, &Continuation::Nothing, &references, punctuation), text)
    }

    /// The text, `|` between what can't be read across and `/` for a hard break.
    fn read(text: &str) -> String {
        let words = words(text, Punctuation::AsWritten);
        let shown = words.text().replace(PARTING, "|").replace('\n', "/");
        shown.trim_end_matches('|').to_owned()
    }

    #[test]
    fn each_construct_reads_as_it_shows() {
        for (text, expected) in [
            ("f**o**o _b_`a`r ~~x~~ ==y==", "foo bar x y"),
            ("caf&eacute; &lt;a&#62; \\*b\\*", "café <a> *b*"),
            ("soft  \n> end", "soft|end"),
            ("a soft\nend", "a soft end"),
            ("a hard\\\nend", "a hard/end"),
            ("# Head *ing* {#id}\n\nSetext\n===", "Head ing|Setext"),
            ("see [the *text*](http://target) <http://bare.de>", "see the text http://bare.de"),
            ("see [the text][l]\n\n[l]: /target", "see the text"),
            ("a ![alt *text*](i.png \"title\")b", "a  alt text b"),
            ("- one\n- two\n  1. three", "one|two|three"),
            ("- [ ] task", "task"),
            ("> quote\n> goes on", "quote goes on"),
            ("> [!NOTE]\n> text", "|text"),
            ("> [!bug] A *title*\n> text", "A title|text"),
            ("| a *b* | c |\n|---|---|\n| d\\|e | `f` |", "a b|c|d|e|f"),
            ("```rust\nlet *a* = &amp;b;\n\n\tc\n```", "let *a* = &amp;b;||\tc"),
            ("    indented\n    code", "indented|code"),
            ("word[^n] more\n\n[^n]: The *note*", "word more|The note"),
            ("$x^2$ and $$y$$", "x² and y"),
            ("Math $\\alpha + \\beta$, $\\nothing{a}$ $$\\frac{a}{b}$$", "Math α + β, \\nothing{a} \\frac{a}{b}"),
            (":tada: and :nope:", "🎉 and :nope:"),
            ("x <!-- no -->a<!-- no -->b <span class=\"c\">d</span>e", "x ab de"),
            ("<details>\n<summary>s *t*</summary>\n\ninside\n\n</details>", "s *t*|inside"),
            ("<p>one  <b>two</b>\nthree<br>four</p>", "one two three/four"),
            ("H<sub>2</sub>O x<sub>Q</sub>", "H₂O xQ"),
            ("<table><tr><td>a<td>b<ul><li>c</ul></table>", "a|b/ c"),
            ("a\u{ad}b c&shy;d e\u{200b}f", "ab cd ef"),
            ("Term\n: Meaning", "Term|Meaning"),
            ("[[page]] [[page|shown]]", "page shown"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn each_word_knows_its_bytes() {
        let text = "> f**o**o caf&eacute; `a\n> b` $c\n> d$ H<sub>2</sub>O \\*e :tada: f\u{ad}g\n\n\
                    <img alt=\"alpha  beta\"> <p>one &amp; two</p>\n\n> ```\n> c\td\n> ```\n\n<pre>x &lt; y\nz</pre>\n";
        let words = words(text, Punctuation::AsWritten);
        for (shown, expected) in [
            ("foo", "f**o**o"),
            ("o caf", "o caf"),
            ("é", "&eacute;"),
            ("a b", "a\n> b"),
            ("b", "b"),
            ("c\nd", "c\n> d"),
            ("d", "d"),
            ("₂O", "2</sub>O"),
            ("*e", "*e"),
            ("🎉", ":tada:"),
            ("fg", "f\u{ad}g"),
            ("& two", "&amp; two"),
            ("c\td", "c\td"),
            ("y", "y"),
            ("z", "z"),
        ] {
            let at = words.text().find(shown).unwrap_or_else(|| panic!("{shown} in {}", words.text()));
            let source = words.source(&(at..at + shown.len()));
            assert_eq!(&text[source], expected, "{shown}");
        }
    }

    #[test]
    fn punctuation_reads_as_it_is_written() {
        let text = "\"it's\" -- so --- and... `--`\n";
        assert_eq!(words(text, Punctuation::Smart).text(), words(text, Punctuation::AsWritten).text());
    }
}
