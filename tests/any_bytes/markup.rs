//! Texts that are put together from parts of front matter, HTML and references, so that a few bytes go deep.

use preface::markdown::front_matter::FrontMatter;

use super::choices::Choices;
use super::printed::{assert_chunks_say_the_same, assert_printed};
use super::scraps::{SCRAPS, TAGS};
use crate::chunks::readings::{assert_equal, readable};
use crate::nothing_lost::tags;

/// Parts of front matter and of what refers to something, and what can be referred to.
const PARTS: [&str; 86] = [
    "---\n",
    "+++\n",
    "...\n",
    "title: ",
    "lang: de\n",
    "toc: [a, b]\n",
    "authors:\n",
    "  - x\n",
    "key = \"v\"\n",
    "[a.b]\n",
    "---",
    "+++",
    "\u{feff}",
    "\"",
    "'",
    "# comment\n",
    "|\n",
    ">-\n",
    "{a: b}\n",
    "&x ",
    "*x\n",
    "<<: ",
    "!!",
    "%YAML\n",
    "\n",
    "\n\n",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    "\n\t",
    "> ",
    "- ",
    "  ",
    " ",
    "alpha",
    "Beta",
    "ẞ",
    "ss",
    "[alpha]",
    "[alpha]: /a\n",
    "[ALPHA]: /b 'title'\n",
    "[Beta]: <c d> \"t\"\n",
    "[beta]:\n  /d\n",
    "[ẞ]: /e\n",
    "[x][alpha]",
    "[Beta][]",
    "![alpha]",
    "[![alpha]][beta]",
    "[a](b)",
    "[a](<b c> \"d\")",
    "[a](b (c))",
    "[a][",
    "](",
    "[^1]",
    "[^alpha]",
    "[^1]: ",
    "[^alpha]: ",
    "[^1]: a\n\n    b\n",
    "^[note]",
    "[[",
    "]]",
    "[[Page|text]]",
    "[[a#b]]",
    "<https://a.b>",
    "https://a.b/c_d",
    "www.a.b",
    "a@b.cd",
    "mailto:",
    "javascript:",
    "&#x5b;",
    "\\[",
    "\\]",
    "\\\n",
    "  \n",
    "`",
    "``` a\n",
    "~~~\n",
    "{#id .c}",
    "| a | b |\n|---|:-:|\n",
    "| [alpha] | [^1] |\n",
    ": term\n",
    "$$",
    "$a$",
    "*[HTML]: x\n",
];

/// More parts than that are only more of the same.
const MOST_PARTS: usize = 200;

/// Lays out a text of which each byte is a part: it is printed, it says in small chunks what it says in one, and what the
/// parser itself says.
fn assert_read(mut choices: Choices<'_>) {
    let (pour, look, links) = (choices.pour(), choices.look(), choices.links());
    let all = [&PARTS[..], &SCRAPS, &TAGS].concat();
    let mut text = String::new();
    for _ in 0..MOST_PARTS {
        let Some(byte) = choices.byte() else { break };
        text.push_str(all[usize::from(byte) % all.len()]);
    }
    assert_printed(text.as_bytes(), &pour, look, links);
    assert_chunks_say_the_same(&text, &pour);
    // What begins in the middle begins with a byte order mark or front matter, perhaps.
    let body = FrontMatter::read(&text).map_or(&*text, |(_, end)| &text[end..]);
    let is_body = !body.starts_with('\u{feff}') && FrontMatter::read(body).is_none();
    if is_body && readable(body) {
        assert_equal(body, &[64, 256], "made of parts");
    }
}

/// Lays out tags with numbered words behind them.
fn assert_shown(mut choices: Choices<'_>) {
    let mut pieces = Vec::new();
    while pieces.len() < 100
        && let Some(byte) = choices.byte()
    {
        let end = tags::ENDS[usize::from(byte >> 6)];
        pieces.push((end, tags::TAGS[usize::from(byte) % tags::TAGS.len()]));
    }
    tags::assert_words_are_shown(&tags::numbered(&pieces), pieces.len());
}

/// What the fuzzer does with an input: its first byte says which of the two.
pub(crate) fn fuzz(input: &[u8]) {
    let mut choices = Choices::new(input);
    match choices.byte() {
        Some(byte) if byte % 2 == 1 => assert_shown(choices),
        _ => assert_read(choices),
    }
}
