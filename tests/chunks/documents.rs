//! Documents that proptest writes: blocks of every kind that refer to each other, and lines of markup at random.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn word() -> impl Strategy<Value = &'static str> {
    select(vec![
        "stone",
        "river",
        "*bright*",
        "`let x`",
        "[alpha]",
        "[Beta][]",
        "[see][gamma]",
        "[^one]",
        "[^two]",
        "![alpha]",
        "[in](/line \"title\")",
        "https://example.org/a_b",
        "<https://example.org>",
        "&amp;",
        "\\*",
        "~~gone~~",
        "日本語",
        "🎉",
        "**strong *and* more**",
        "$x^2$",
        "[[Page|text]]",
        "<kbd>K</kbd>",
        "a_b_c",
        "]",
        "[",
        "|",
        "  ",
    ])
}

fn sentence() -> impl Strategy<Value = String> {
    vec(word(), 1..12).prop_map(|words| words.join(" "))
}

fn lines(strategy: impl Strategy<Value = String>, most: usize) -> impl Strategy<Value = String> {
    vec(strategy, 1..most).prop_map(|lines| lines.join("\n"))
}

/// Text with `first` in front of its first line and `rest` in front of the others.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut prefix = first;
    let mut out = Vec::new();
    for line in text.split('\n') {
        out.push(if line.is_empty() { prefix.trim_end().to_owned() } else { format!("{prefix}{line}") });
        prefix = rest;
    }
    out.join("\n")
}

fn leaf() -> BoxedStrategy<String> {
    prop_oneof![
        lines(sentence(), 4),
        (1..7_usize, sentence()).prop_map(|(level, text)| format!("{} {text}", "#".repeat(level))),
        sentence().prop_map(|text| format!("{text}\n===")),
        Just("---".to_owned()),
        lines(sentence(), 4).prop_map(|code| format!("```rust\n{code}\n```")),
        lines(sentence(), 3).prop_map(|code| prefixed(&code, "    ", "    ")),
        (select(vec!["alpha", "ALPHA", "beta", "gamma", "delta"]), 0..9_u8)
            .prop_map(|(label, number)| format!("[{label}]: /to/{number} 'title {number}'")),
        (select(vec!["one", "two", "Three"]), sentence(), sentence())
            .prop_map(|(label, a, b)| format!("[^{label}]: {a}\n\n    {b}")),
        vec(sentence(), 1..4).prop_map(|rows| {
            let rows: Vec<String> = rows.iter().map(|row| format!("| {row} | x |")).collect();
            format!("| h | i |\n|:--|--:|\n{}", rows.join("\n"))
        }),
        (sentence(), sentence()).prop_map(|(term, meaning)| format!("{term}\n: {meaning}")),
        sentence().prop_map(|text| format!("<div>\n{text}\n</div>")),
        (1..7_usize, sentence())
            .prop_map(|(level, text)| format!("<div align=center>\n<h{level}>\n{text}</h{level}>\n<p>x</div>")),
        sentence().prop_map(|text| format!("<!-- {text}\n\n more -->")),
        (sentence(), lines(sentence(), 3)).prop_map(|(summary, text)| {
            format!("<details>\n<summary>{summary}</summary>\n\n{text}\n\n{text}\n\n</details>")
        }),
        sentence().prop_map(|text| format!("<ul>\n<li>\n\n{text}\n\n</li>\n<li>{text}</ul>")),
        sentence().prop_map(|text| format!("<table><tr><td>\n\n{text}\n\n</td><td>x</td></tr></table>")),
    ]
    .boxed()
}

fn block() -> impl Strategy<Value = String> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..3).prop_map(|blocks| prefixed(&blocks.join("\n\n"), "> ", "> ")),
            vec(inner.clone(), 1..4).prop_map(|items| {
                items.iter().map(|item| prefixed(item, "- ", "  ")).collect::<Vec<_>>().join("\n")
            }),
            (1..20_u8, vec(inner, 1..4)).prop_map(|(start, items)| {
                let numbered = items.iter().enumerate().map(|(place, item)| {
                    let marker = format!("{}. ", usize::from(start) + place);
                    prefixed(item, &marker, &" ".repeat(marker.len()))
                });
                numbered.collect::<Vec<_>>().join("\n\n")
            }),
        ]
    })
}

/// A document of blocks, parted by blank lines or only by line ends.
pub(crate) fn document() -> impl Strategy<Value = String> {
    vec((block(), select(vec!["\n\n", "\n", "\n\n\n", "\r\n\r\n"])), 1..14)
        .prop_map(|blocks| blocks.into_iter().map(|(block, end)| block + end).collect())
}

/// Lines that begin and end blocks in ways nobody would write on purpose.
pub(crate) fn soup() -> impl Strategy<Value = String> {
    let start = select(vec![
        "",
        "",
        "> ",
        ">",
        "- ",
        "-",
        "1. ",
        "7) ",
        "    ",
        "  ",
        "\t",
        "# ",
        "```",
        "~~~",
        "---",
        "===",
        "| a | b |",
        "|---|---|",
        ": ",
        "[^one]: ",
        "[alpha]: /x",
        "<div>",
        "</div>",
        "<details>",
        "</details>",
        "<td>",
        "<!--",
        "-->",
        "- [ ] ",
        "* * *",
        "+ ",
        "{#id}",
        "[!NOTE]",
        "> [!TIP]",
    ]);
    let rest = prop_oneof![Just(String::new()), sentence()];
    let end = select(vec!["\n", "\n", "\n", "\n\n", "\r\n", "\r"]);
    vec((start, rest, end), 1..40)
        .prop_map(|lines| lines.into_iter().map(|(start, rest, end)| format!("{start}{rest}{end}")).collect())
}
