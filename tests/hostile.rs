//! Nothing in a document steers the terminal: payloads in every place that a document has, through the printed text and
//! through the screen. The words on both sides of each payload stay visible.

use std::sync::Arc;

use preface::layout::Pour;
use preface::print::references::Links;
use preface::print::{self, Format};
use preface::theme::Theme;
use preface::theme::look::Look;

use crate::journeys::journey::{Indexing, Journey};

/// What a hostile text would send: raw, as entities, as invisible characters.
const PAYLOADS: [&str; 24] = [
    "\u{1b}[2J",
    "\u{1b}]0;title\u{7}",
    "\u{1b}]52;c;aGFsbG8=\u{1b}\\",
    "\u{1b}]8;;https://evil.example\u{1b}\\",
    "\u{1b}P0;1|17/ab\u{1b}\\",
    "\u{9b}31m",
    "\u{9d}0;title\u{9c}",
    "\u{7}",
    "\u{8}\u{8}\u{8}",
    "\u{7f}",
    "\u{0}",
    "\u{c}\u{b}",
    "&#27;[31m",
    "&#x1b;]0;t&#7;",
    "&#155;31m",
    "&#8238;",
    "\u{202e}",
    "\u{2066}\u{2067}\u{2069}",
    "\u{200f}",
    "\u{e0041}\u{e0042}",
    "\u{fff9}\u{fffb}",
    "\u{feff}",
    "%1b[2J",
    "a\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}",
];

/// Places in a document; `@` stands for the payload between two words.
const CONTEXTS: [&str; 32] = [
    "Text @ more.\n",
    "# Heading @\n\nText.\n",
    "Setext @\n===\n",
    "- item @\n",
    "3. item @\n",
    "- [x] task @\n",
    "> quote @\n",
    "> [!NOTE]\n> alert @\n",
    "`code @`\n",
    "```rust\ncode @\n```\n",
    "```@\ncode\n```\n",
    "    indented @\n",
    "*em @* **strong @** ~~gone @~~\n",
    "[link @](https://example.org)\n",
    "[link](<https://example.org/@>)\n",
    "[link](https://example.org '@')\n",
    "<https://example.org/@> and @\n",
    "[@]\n\n[@]: /target\n",
    "![alt @](image.png)\n",
    "| @ | b |\n|---|---|\n| c @ | d |\n",
    "a[^x]\n\n[^x]: note @\n",
    "Term @\n: Meaning @\n",
    "<div title=\"@\">@</div>\n",
    "inline <b title=\"@\">@</b> <!-- @ -->\n",
    "$math @$\n",
    "<p>one <b title='@'>@</b>\n<img alt='@' src='@.png'></p>\n",
    "<details><summary>@</summary>\n\n@\n\n</details>\n",
    "<table><tr><th>@<td>@</table>\n",
    "<a href='@'>@</a> x<sup>@</sup>\n",
    "<pre><code class='language-@'>@</code></pre>\n",
    "<ul><li>@<ol start='@'><li>@</ul>\n",
    "---\ntitle: T @\nbook: B @\n---\n\n# H\n\nText @\n",
];

/// Whether a terminal could take a character for anything but something to show.
fn steers(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn documents() -> impl Iterator<Item = (String, &'static str, &'static str)> {
    CONTEXTS.iter().flat_map(|context| {
        PAYLOADS.iter().map(move |payload| (context.replace('@', &format!("front{payload}back")), *context, *payload))
    })
}

fn printed(text: &str, theme: Option<Theme>) -> String {
    let mut out = Vec::new();
    print::document(
        Arc::new(text.as_bytes().to_vec()),
        &Format { pour: Pour::printed(76), theme, links: Links::End },
        &mut out,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn printed_text_has_no_controls_and_loses_no_words() {
    for (text, context, payload) in documents() {
        let out = printed(&text, None);
        assert!(!out.chars().any(steers), "{payload:?} in {context:?}: {out:?}");
        // Targets, titles and front matter are not part of the text.
        let hidden = ["example.org/@", "'@'", "```@", "---\n"].iter().any(|place| context.contains(place));
        assert!(hidden || out.contains("front") && out.contains("back"), "{payload:?} in {context:?}: {out:?}");
    }
}

#[test]
fn colour_adds_only_its_own_sequences() {
    for (text, context, payload) in documents() {
        let out = printed(&text, Some(Theme::printed(Look::default())));
        let mut rest = out.as_str();
        while let Some(escape) = rest.find('\u{1b}') {
            let sequence = &rest[escape + 1..];
            let end = sequence.find('m').unwrap_or(0);
            let own =
                sequence.starts_with('[') && sequence[1..end].bytes().all(|byte| byte.is_ascii_digit() || byte == b';');
            assert!(own, "{payload:?} in {context:?}: {out:?}");
            rest = &sequence[end + 1..];
        }
        assert!(!out.replace('\u{1b}', "").chars().any(steers), "{payload:?} in {context:?}: {out:?}");
    }
}

#[test]
fn the_screen_has_no_controls_wherever_the_reader_goes() {
    for (text, context, payload) in documents() {
        let mut journey = Journey::through(&text, 100, 20, Indexing::AtOnce);
        // The status line shows the target of the focused link, questions and sentences quote it.
        for keys in ["", "<Tab>", "<Enter>", "<Esc><C-t>", "<Esc>?"] {
            journey.press(keys);
            let steering = journey.buffer().content.iter().any(|cell| cell.symbol().chars().any(steers));
            assert!(!steering, "{payload:?} in {context:?} after {keys:?}:\n{}", journey.picture());
        }
    }
}
