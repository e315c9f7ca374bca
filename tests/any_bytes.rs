//! Whatever the bytes are, the program reads and prints them: it does not panic, no line is wider than asked, and no
//! control character comes out.
//!
//! `cargo test` tries 256 documents and walks of each kind. The long run is
//! `PROPTEST_CASES=100000 cargo test --release any_bytes`.

use std::sync::Arc;

use proptest::prelude::*;

use preface::app::settings::Settings;
use preface::layout::Pour;
use preface::layout::folds::{Folds, Standing};
use preface::layout::pour::{Edge, Hyphenation, LongLines, Order, Tables};
use preface::markdown::tree::Punctuation;
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::text::hyphenation::Language;
use preface::text::width::{graphemes, width};
use preface::theme::Theme;
use preface::theme::look::{Background, Depth, Look, Name};

use crate::journeys::journey::Journey;

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
        "-", "=", "w", "5", "%", "T", "?", "<Esc>", "q", "''", "H", "L", "za", "zM", "zR", "h", "l", "0", "$",
        "<Left>", "<Right>", "i", "K", "\\", "<C-g>", "y", "e",
    ];
    // Quitting ends nothing here: the harness only notes it.
    prop::collection::vec(prop::sample::select(keys.to_vec()), 0..25).prop_map(|keys| keys.concat())
}

/// Every way in which a document can be poured.
fn pours() -> impl Strategy<Value = Pour> {
    use prop::sample::select;
    let hyphenation = vec![
        Hyphenation::Off,
        Hyphenation::On(None),
        Hyphenation::On(Some(Language::English)),
        Hyphenation::On(Some(Language::German)),
    ];
    (
        20_usize..300,
        select(vec![LongLines::Fold, LongLines::Pan]),
        select(vec![Punctuation::AsWritten, Punctuation::Smart]),
        select(hyphenation),
        select(vec![Edge::Ragged, Edge::Justified]),
        select(vec![Order::Logical, Order::Visual]),
        (
            select(vec![Standing::AsWritten, Standing::Open, Standing::Closed]).prop_map(Folds::all),
            select(vec![Tables::Fitted, Tables::Natural]),
        ),
    )
        .prop_map(|(columns, long_lines, punctuation, hyphenation, edge, order, (folds, tables))| Pour {
            columns,
            long_lines,
            punctuation,
            hyphenation,
            edge,
            order,
            folds,
            tables,
        })
}

fn looks() -> impl Strategy<Value = Look> {
    use prop::sample::select;
    (
        select(Name::ALL.to_vec()),
        select(vec![Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True]),
        select(vec![Background::Unknown, Background::Dark, Background::Light]),
    )
        .prop_map(|(name, depth, background)| Look { name, depth, background })
}

fn printed(bytes: Vec<u8>, format: &Format) -> String {
    let mut out = Vec::new();
    print::document(Arc::new(bytes), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A text without the sequences that select a style.
fn unstyled(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| plain + part.split_once('m').expect("only styles are selected").1)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_printed(
        bytes in document(),
        pour in pours(),
        look in looks(),
        links in prop::sample::select(vec![Links::End, Links::Inline, Links::None]),
    ) {
        let columns = pour.columns;
        let pour = Pour { long_lines: LongLines::Fold, ..pour };
        let plain = Format { pour, theme: None, links };
        let text = printed(bytes.clone(), &plain);
        for line in text.lines() {
            prop_assert!(width(line) <= columns || graphemes(line.trim()).count() == 1, "{line:?} in {columns}");
        }
        prop_assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        let styled = printed(bytes, &Format { theme: Some(Theme::printed(look)), ..plain });
        prop_assert_eq!(unstyled(&styled), text);
    }

    #[test]
    fn any_bytes_are_read(
        bytes in document(),
        keys in keys(),
        sizes in prop::collection::vec((1_u16..130, 1_u16..50), 1..4),
        typography in pours(),
        look in looks(),
    ) {
        let text = String::from_utf8_lossy(&bytes);
        let settings = Settings { look, typography, ..Settings::default() };
        let mut journey = Journey::with_settings(&text, 80, 24, settings);
        for (columns, rows) in sizes {
            journey.press(&keys).resize(columns, rows);
            // A frame is drawn and swept.
            journey.rows();
        }
    }
}
