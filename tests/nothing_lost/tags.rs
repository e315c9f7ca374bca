//! Tags in any order, with a numbered word behind each: whatever the tags are, the words are shown.

use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::laid::lay_chunk;
use preface::layout::{Line, Pour};

/// What the words stand behind: tags that show all that is in them, and marks of Markdown around them.
pub(crate) const TAGS: [&str; 62] = [
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th>",
    "<ul>",
    "</ul>",
    "<ol start=9>",
    "</ol>",
    "<li>",
    "</li>",
    "<dl>",
    "</dl>",
    "<dt>",
    "<dd>",
    "<h1>",
    "</h1>",
    "<h4 id=x>",
    "<p>",
    "</p>",
    "<div align=center>",
    "</div>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<code>",
    "</code>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=x>",
    "</a>",
    "<sub>",
    "</sub>",
    "<sup>",
    "</sup>",
    "<br>",
    "<hr>",
    "<img src=y>",
    "<caption>",
    "<unknown x='>'>",
    "<input type=checkbox>",
    "<!-- - -->",
    "<",
    "</",
    "&",
    "&lt;",
    "<q>",
    "> ",
    "- ",
    "  ",
    "```\n",
    "# ",
    "| a |\n|---|\n",
];

/// What ends the word before.
pub(crate) const ENDS: [&str; 5] = ["", "", " ", "\n", "\n\n"];

/// A text of such pieces, with their words.
pub(crate) fn numbered(pieces: &[(&str, &str)]) -> String {
    let pieces = pieces.iter().enumerate();
    pieces.map(|(number, (end, tag))| format!("{end}{tag} word{number:02}")).collect()
}

/// Lays out a text of so many pieces: each of their words is shown, on lines that are no wider than asked.
pub(crate) fn assert_words_are_shown(text: &str, count: usize) {
    for columns in [30, 300] {
        let lines = laid(text, 64, &Pour::printed(columns));
        let wide = lines.iter().find(|line| line.columns() > columns);
        assert!(wide.is_none(), "{wide:?} of {text:?} in {columns}");
        let shown: Vec<String> = lines.iter().map(|line| line.text().chars().map(unscripted).collect()).collect();
        for number in 0..count {
            let word = format!("word{number:02}");
            // A narrow column may take a word apart.
            assert!(columns < 300 || shown.iter().any(|line| line.contains(&word)), "{word} of {text:?} in {shown:#?}");
        }
    }
}

/// What the characters say that stand for raised and lowered ones.
pub(crate) fn unscripted(character: char) -> char {
    const SCRIPTS: [&str; 3] = ["₀₁₂₃₄₅₆₇₈₉", "⁰¹²³⁴⁵⁶⁷⁸⁹", "ⁿˢᵗʰᵈʷᵒʳ"];
    const PLAIN: [&str; 3] = ["0123456789", "0123456789", "nsthdwor"];
    let find = |(script, plain): (&&str, &&str)| {
        script.chars().zip(plain.chars()).find(|(set, _)| *set == character).map(|(_, plain)| plain)
    };
    SCRIPTS.iter().zip(&PLAIN).find_map(find).unwrap_or(character)
}

/// The lines of a document with the given windows, as they stand on the page.
pub(crate) fn laid(text: &str, window: usize, pour: &Pour) -> Vec<Line> {
    let cutting = Cutting { window, ..Cutting::default() };
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|discovery| document.learn(discovery));
    (0..document.chunk_count()).flat_map(|chunk| lay_chunk(&document, ChunkId(chunk), pour).lines).collect()
}
