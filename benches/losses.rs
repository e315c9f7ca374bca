//! Whether anything is lost from other people's documents: `cargo bench --bench losses -- PATH…`.
//!
//! A path is a Markdown file, a folder of them, or a specification in the format of `CommonMark`'s `spec.txt`, whose
//! examples are then tried one by one. Of each text the words of the parser's own HTML have to be in the printed text, in
//! order, and no line may be wider than asked at any width from 20 to 300. It prints what is not as it should be and ends
//! with a count; it fails if there is anything.

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't run says so, and its output is a table"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use html5gum::{Token, Tokenizer};
use preface::layout::Pour;
use preface::markdown::events::OPTIONS;
use preface::markdown::front_matter::FrontMatter;
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::text::width::{graphemes, width};
use pulldown_cmark::{Parser, html};

/// What stands around the examples of a specification.
const FENCE: &str = "````````````````````````````````";

fn main() -> ExitCode {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).filter(|path| path.exists()).collect();
    let (mut texts, mut lossy, mut wide) = (0, 0, 0);
    for path in paths.iter().flat_map(|path| files(path)) {
        let bytes = fs::read(&path).expect("a readable file");
        let text = String::from_utf8_lossy(&bytes).replace('\r', "");
        let examples = examples(&text);
        let widths = if examples.is_empty() { vec![20, 40, 72, 120, 300] } else { (20..=300).collect() };
        for (number, text) in if examples.is_empty() { vec![text] } else { examples }.into_iter().enumerate() {
            texts += 1;
            let name = format!("{} {}", path.display(), number + 1);
            if let Some(word) = lost(&text) {
                lossy += 1;
                println!("{name}: “{word}” is lost");
            }
            if let Some((columns, line)) = widths.iter().find_map(|&columns| Some((columns, too_wide(&text, columns)?)))
            {
                wide += 1;
                println!("{name}: wider than {columns}: {line}");
            }
        }
    }
    println!("{texts} texts, {lossy} with words lost, {wide} with lines too wide");
    if lossy + wide == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The Markdown files at a path.
fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut files = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                folder if folder.is_dir() => folders.push(folder),
                file if file.extension().is_some_and(|extension| extension == "md") => files.push(file),
                _ => {}
            }
        }
    }
    files.sort_unstable();
    files
}

/// The examples of a specification; in them an arrow stands for a tab.
fn examples(text: &str) -> Vec<String> {
    let mut examples = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.strip_prefix(FENCE).is_some_and(|rest| rest.trim_start().starts_with("example")) {
            let source = lines.by_ref().take_while(|line| *line != ".").map(|line| format!("{line}\n"));
            examples.push(source.collect::<String>().replace('→', "\t"));
        }
    }
    examples
}

fn printed(text: &str, columns: usize) -> String {
    let mut out = Vec::new();
    let format = Format { pour: Pour::printed(columns), theme: None, links: Links::None };
    print::document(Arc::new(text.as_bytes().to_vec()), &format, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("what is printed is UTF-8")
}

/// The first word of the HTML that is not in the printed text behind the words before it.
fn lost(text: &str) -> Option<String> {
    let body = FrontMatter::read(text).map_or(0, |(_, end)| end);
    let mut markup = String::new();
    html::push_html(&mut markup, Parser::new_ext(&text[body..], OPTIONS));
    // So wide that no cell of a table wraps and no word breaks.
    let printed = printed(text, 10_000);
    let mut found = words(&printed).into_iter();
    words(&visible(&markup)).into_iter().find(|word| !found.any(|other| other == *word))
}

/// The text that a browser shows of HTML, elements parted by spaces.
fn visible(markup: &str) -> String {
    let mut text = String::new();
    let mut hidden: Option<Vec<u8>> = None;
    for token in Tokenizer::new(markup).flatten() {
        match token {
            Token::StartTag(tag) => {
                text.push_str(space(&tag.name.0));
                if let Some(alt) = tag.attributes.get(&b"alt"[..]).filter(|_| *tag.name.0 == *b"img") {
                    text.push_str(&String::from_utf8_lossy(alt));
                }
                if hidden.is_none() && [&b"script"[..], b"style", b"template", b"title"].contains(&&*tag.name.0) {
                    hidden = Some(tag.name.0.clone());
                }
            }
            Token::EndTag(tag) => {
                if hidden.as_ref() == Some(&tag.name.0) {
                    hidden = None;
                }
                text.push_str(space(&tag.name.0));
            }
            Token::String(string) if hidden.is_none() => text.push_str(&String::from_utf8_lossy(&string.value)),
            _ => {}
        }
    }
    text
}

/// What a browser puts between the words on both sides of a tag.
fn space(tag: &[u8]) -> &'static str {
    const INLINE: [&[u8]; 13] =
        [b"em", b"strong", b"code", b"a", b"del", b"span", b"b", b"i", b"kbd", b"u", b"s", b"sub", b"sup"];
    if INLINE.contains(&tag) { "" } else { " " }
}

/// The words of a text: letters and digits, raised and lowered ones as what they stand for.
fn words(text: &str) -> Vec<String> {
    let plain = |c: char| match c {
        '⁰'..='⁹' => char::from_digit(u32::from(c) - u32::from('⁰'), 10).unwrap_or(c),
        '₀'..='₉' => char::from_digit(u32::from(c) - u32::from('₀'), 10).unwrap_or(c),
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        _ => c,
    };
    let plain: String = text.chars().map(plain).collect();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A line that is wider than asked, a single character that is wider than that left out.
fn too_wide(text: &str, columns: usize) -> Option<String> {
    let printed = printed(text, columns);
    let wide = |line: &&str| width(line) > columns && graphemes(line.trim()).count() > 1;
    printed.lines().find(wide).map(str::to_owned)
}
