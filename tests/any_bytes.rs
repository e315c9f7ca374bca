//! Whatever the bytes are, the program reads and prints them: it does not panic, no line is wider than asked, and no
//! control character comes out.
//!
//! `cargo test` tries 256 documents and walks of each kind. The long run is
//! `PROPTEST_CASES=100000 cargo test --release any_bytes`.

use std::sync::Arc;

use proptest::prelude::*;

use preface::layout::Pour;
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::text::width::{graphemes, width};

use crate::journeys::journey::{Indexing, Journey};

/// What documents are made of: the beginnings and ends of every construct, in any order.
const SCRAPS: [&str; 76] = [
    "\n",
    "\n",
    "\n\n",
    "\n\n",
    " ",
    " ",
    "  ",
    "    ",
    "\t",
    "\r\n",
    "\r",
    "a",
    "word",
    "words and words",
    "日本語",
    "שלום",
    "é",
    "\u{301}",
    "👩‍🔬",
    "🇩🇪",
    "\0",
    "\u{1b}[31m",
    "\u{202e}",
    "\u{ad}",
    "\u{200b}",
    "\u{a0}",
    "# ",
    "## ",
    "###### ",
    "===\n",
    "---\n",
    "***\n",
    "> ",
    "> > ",
    "> [!NOTE]\n> ",
    "> [!x]- ",
    "- ",
    "* ",
    "1. ",
    "999999999. ",
    "- [ ] ",
    "- [x] ",
    "```",
    "```rust\n",
    "~~~\n",
    "`",
    "``",
    "|",
    "|-|-|\n",
    "| :-: |\n",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "[^1]",
    "[^1]: ",
    "[a]: /b\n",
    "<https://a.bc>",
    "www.a.bc",
    "*",
    "**",
    "~~",
    "==",
    "$",
    "$$",
    "\\frac{",
    "^{",
    ": ",
    ":tada:",
    "<b>",
    "</b>",
    "<details>",
    "</details>",
];

const TAGS: [&str; 30] = [
    "<summary>",
    "</summary>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<ul>",
    "<li>",
    "</ul>",
    "<pre>",
    "</pre>",
    "<p align=\"center\">",
    "<a href=\"x\">",
    "</a>",
    "<img alt=\"y\">",
    "<br>",
    "<sub>",
    "</sub>",
    "<h1>",
    "</h1>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<![CDATA[",
    "<x y='",
    "&#27;",
    "&amp;",
    "<",
];

fn document() -> impl Strategy<Value = Vec<u8>> {
    let scrap = prop_oneof![
        8 => prop::sample::select(SCRAPS.to_vec()).prop_map(|scrap| scrap.as_bytes().to_vec()),
        3 => prop::sample::select(TAGS.to_vec()).prop_map(|tag| tag.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..6),
    ];
    prop_oneof![
        6 => prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..400),
    ]
}

fn keys() -> impl Strategy<Value = String> {
    let keys = [
        "j", "k", "d", "u", "<Space>", "b", "g", "G", "]", "[", "}", "{", "p", "t", "<Tab>", "<S-Tab>", "<Enter>", "+",
        "-", "=", "w", "5", "%", "T", "?", "<Esc>", "q", "''", "H", "L",
    ];
    // Quitting ends nothing here: the harness only notes it.
    prop::collection::vec(prop::sample::select(keys.to_vec()), 0..25).prop_map(|keys| keys.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_printed(bytes in document(), columns in 20_usize..300) {
        let mut out = Vec::new();
        let format = Format { pour: Pour::printed(columns), theme: None, links: Links::End };
        print::document(Arc::new(bytes), &format, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        for line in text.lines() {
            prop_assert!(width(line) <= columns || graphemes(line.trim()).count() == 1, "{line:?} in {columns}");
        }
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    }

    #[test]
    fn any_bytes_are_read(bytes in document(), keys in keys(), sizes in prop::collection::vec((1_u16..130, 1_u16..50), 1..4)) {
        let text = String::from_utf8_lossy(&bytes);
        let mut journey = Journey::through(&text, 80, 24, Indexing::AtOnce);
        for (columns, rows) in sizes {
            journey.press(&keys).resize(columns, rows);
            // A frame is drawn and swept.
            journey.rows();
        }
    }
}
