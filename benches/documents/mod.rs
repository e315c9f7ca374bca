//! Documents of any size, in our own words: what a measurement reads.
//!
//! They are like long works of reference: sections of about 800 bytes under numbered headings, in them paragraphs with
//! links, emphasis and code, lists, tables, quotes, code in fences, notes and definitions. The same size gives the same
//! bytes everywhere. The text is made of sections that are written once, so that a gigabyte takes no longer than it takes
//! to copy it.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A word that stands in each document once, at 97 % of it.
pub(crate) const RARE: &str = "periwinkle";
/// A word that stands in many of the sections.
pub(crate) const COMMON: &str = "marigold";
/// A word that stands on the last line of each document and nowhere else.
pub(crate) const LAST: &str = "colophon";

/// How many sections are written; further ones repeat them under other numbers.
const SECTIONS: usize = 400;
/// Lines of the source are no longer.
const COLUMNS: usize = 76;

const WORDS: [&str; 72] = [
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "that",
    "with",
    "for",
    "on",
    "as",
    "by",
    "from",
    "at",
    "which",
    "when",
    "reader",
    "page",
    "line",
    "column",
    "terminal",
    "program",
    "window",
    "width",
    "letter",
    "sentence",
    "paragraph",
    "chapter",
    "margin",
    "measure",
    "screen",
    "cell",
    "cursor",
    "colour",
    "heading",
    "table",
    "list",
    "quote",
    "link",
    "note",
    "index",
    "source",
    "byte",
    "file",
    "folder",
    "pipe",
    "signal",
    "process",
    "thread",
    "buffer",
    "shows",
    "turns",
    "breaks",
    "holds",
    "moves",
    "reads",
    "keeps",
    "counts",
    "follows",
    "begins",
    "ends",
    "waits",
    "opens",
    "closes",
    "short",
    "long",
    "narrow",
    "quiet",
    "careful",
    "plain",
    "slow",
    "early",
];

/// Writes a document of about `size` bytes as a file. Returns where it is, and how often [`COMMON`] stands in it.
pub(crate) fn create(folder: &Path, name: &str, size: usize) -> io::Result<(PathBuf, usize)> {
    let path = folder.join(name);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    let common = write(&mut file, size)?;
    file.flush()?;
    Ok((path, common))
}

/// Writes a document of about `size` bytes. Returns how often [`COMMON`] stands in it.
fn write(out: &mut impl Write, size: usize) -> io::Result<usize> {
    let sections = Author::new().sections();
    let (mut written, mut common, mut rare) = (0, 0, false);
    for (number, section) in (1_usize..).zip(sections.iter().cycle()) {
        if written >= size {
            break;
        }
        let heading = format!("{} {} {number}\n\n", section.level, section.title);
        let notes = if number.is_multiple_of(8) {
            format!(
                "See [section {number}][s{number}].[^n{number}]\n\n[s{number}]: https://example.org/{number}\n[^n{number}]: As said in *{number}*.\n\n"
            )
        } else {
            String::new()
        };
        for part in [&heading, &section.body, &notes] {
            out.write_all(part.as_bytes())?;
            written += part.len();
        }
        common += section.common;
        if !rare && written >= size / 100 * 97 {
            rare = true;
            writeln!(out, "Nothing else is called {RARE} here.\n")?;
        }
    }
    writeln!(out, "This is the {LAST}.")?;
    Ok(common)
}

/// A section: its heading's marks, the title, and what stands below.
struct Section {
    level: &'static str,
    title: String,
    body: String,
    common: usize,
}

/// Who writes: a sequence of numbers that looks random and is always the same.
struct Author(u64);

impl Author {
    fn new() -> Self {
        Self(0x9E37_79B9_7F4A_7C15)
    }

    /// A number below `end`.
    fn below(&mut self, end: usize) -> usize {
        // Xorshift, by Marsaglia.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end as u64)).unwrap_or(0)
    }

    fn sections(&mut self) -> Vec<Section> {
        (0..SECTIONS).map(|number| self.section(number)).collect()
    }

    fn section(&mut self, number: usize) -> Section {
        let level = if number.is_multiple_of(20) { "#" } else { ["##", "###", "###"][self.below(3)] };
        let title = capitalised(&self.words(3));
        let mut body = String::new();
        for _ in 0..2 + self.below(2) {
            body.push_str(&self.block());
            body.push('\n');
        }
        let common = body.matches(COMMON).count();
        Section { level, title, body, common }
    }

    fn block(&mut self) -> String {
        match self.below(10) {
            0 => self.list(),
            1 => self.code(),
            2 => self.table(),
            3 => format!("> {}\n", wrapped(&self.sentences(2)).trim_end().replace('\n', "\n> ")),
            _ => {
                let length = 2 + self.below(4);
                wrapped(&self.sentences(length))
            }
        }
    }

    fn list(&mut self) -> String {
        let items = 3 + self.below(4);
        let nested = self.below(items);
        (0..items)
            .map(|item| {
                let sub = if item == nested { format!("  - {}\n", self.words(5)) } else { String::new() };
                format!("- {}\n{sub}", self.words(8))
            })
            .collect()
    }

    fn code(&mut self) -> String {
        let lines = 3 + self.below(6);
        let code: String = (0..lines)
            .map(|line| {
                let (name, other) = (self.word(), self.word());
                format!(
                    "    let {name}_{line} = {other}(\"{}\", {}); // {}\n",
                    self.word(),
                    self.below(100),
                    self.word()
                )
            })
            .collect();
        format!("```rust\nfn {}() {{\n{code}}}\n```\n", self.word())
    }

    fn table(&mut self) -> String {
        let rows: String = (0..3 + self.below(4))
            .map(|_| format!("| {} | {} | {} |\n", self.words(2), self.below(1000), self.words(4)))
            .collect();
        format!("| What | Number | Remark |\n| --- | ---: | --- |\n{rows}")
    }

    fn sentences(&mut self, count: usize) -> String {
        (0..count).map(|_| self.sentence()).collect::<Vec<_>>().join(" ")
    }

    fn sentence(&mut self) -> String {
        let (before, after) = (3 + self.below(6), 3 + self.below(6));
        let (before, after) = (capitalised(&self.words(before)), self.words(after));
        let word = self.word();
        let middle = match self.below(12) {
            0 => format!("*{word}*"),
            1 => format!("**{word} {}**", self.word()),
            2 => format!("`{word}`"),
            3 => format!("[{word}](https://example.org/{word})"),
            4 => format!("[{word}](#{})", self.word()),
            5 => COMMON.to_owned(),
            _ => word.to_owned(),
        };
        format!("{before} {middle} {after}.")
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A paragraph in lines.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut columns = 0;
    for word in text.split(' ') {
        if columns > 0 {
            let fits = columns + 1 + word.len() <= COLUMNS;
            lines.push(if fits { ' ' } else { '\n' });
            columns = if fits { columns + 1 } else { 0 };
        }
        lines.push_str(word);
        columns += word.len();
    }
    lines.push('\n');
    lines
}
