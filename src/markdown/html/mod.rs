//! HTML inside of Markdown: tags become the blocks, marks and links that Markdown has itself.
//!
//! The tokenizer is html5gum, and [`tokens`] is its only home. There is no tree of elements: tags open and close
//! containers of the same stack on which Markdown's own containers stand ([`blocks`]), so that an element that is opened
//! in one block and closed in another holds the Markdown between them, and nesting has one bound for both.
//!
//! ```text
//! HTML block ── tokens ──▶ blocks ──┐            an element ends with its end tag, or with the
//!                                    ├──▶ tree    Markdown container that it was opened in
//! inline tag ── tokens ──▶ inlines ─┘
//! ```

pub(super) mod anchors;
pub(super) mod element;
pub(super) mod formats;
pub(super) mod headings;
pub(super) mod nesting;
pub(super) mod rows;

mod blocks;
mod flatten;
mod inlines;
mod scripts;
pub(super) mod tokens;

pub use scripts::is_raised_or_lowered;
pub use tokens::reference_value;

#[cfg(test)]
mod tests {
    use super::super::block::{Block, BlockKind, Definition, MAX_DEPTH};
    use super::super::continuation::Continuation;
    use super::super::inline::{Inline, InlineKind, Marks};
    use super::super::references::References;
    use super::super::tree::parse;

    /// Inline text with its marks and links in words: `b(…)`, `[…]`, `/` for a hard break.
    fn words(inlines: &[Inline]) -> String {
        let mut out = String::new();
        for inline in inlines {
            let said = match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text, _) => text,
                InlineKind::Reference(label)
                | InlineKind::Elsewhere(label)
                | InlineKind::FootnoteReference(label, _) => label,
                InlineKind::FootnoteReturn => "↩",
                InlineKind::Image(name) => &["▣ ", name].concat(),
                InlineKind::SoftBreak => " ",
                InlineKind::HardBreak => "/",
            };
            let mut said = said.to_owned();
            let marks = [
                (Marks::STRONG, "b"),
                (Marks::EMPHASIS, "i"),
                (Marks::STRIKETHROUGH, "s"),
                (Marks::UNDERLINE, "u"),
                (Marks::HIGHLIGHT, "m"),
                (Marks::KEY, "k"),
                (Marks::CODE, "c"),
            ];
            for (mark, name) in marks {
                if inline.marks.contains(mark) {
                    said = format!("{name}({said})");
                }
            }
            if inline.link.is_some() {
                said = format!("[{said}]");
            }
            out.push_str(&said);
        }
        out
    }

    fn picture(blocks: &[Block], depth: usize, out: &mut Vec<String>) {
        let pad = "  ".repeat(depth);
        for block in blocks {
            match &block.kind {
                BlockKind::Heading { level, content, .. } => out.push(format!("{pad}h{level} {}", words(content))),
                BlockKind::Paragraph(content) => out.push(format!("{pad}p {}", words(content))),
                BlockKind::Code { info, text } => out.push(format!("{pad}code {info} {:?}", text.text)),
                BlockKind::Rule => out.push(format!("{pad}rule")),
                BlockKind::Details { summary, blocks, open } => {
                    out.push(format!("{pad}details {} {open}", words(summary)));
                    picture(blocks, depth + 1, out);
                }
                BlockKind::Quote { blocks, .. } | BlockKind::Footnote { blocks, .. } => {
                    out.push(format!("{pad}quote"));
                    picture(blocks, depth + 1, out);
                }
                BlockKind::List { start, items, .. } => {
                    for item in items {
                        let task = item.task.map_or("", |done| if done { " x" } else { " o" });
                        out.push(format!("{pad}item {start:?}{task}"));
                        picture(&item.blocks, depth + 1, out);
                    }
                }
                BlockKind::Table { head, rows, alignments } => {
                    let line = |cells: &[super::super::block::Cell]| {
                        cells.iter().map(|cell| words(&cell.content)).collect::<Vec<_>>().join("|")
                    };
                    let aligned: String =
                        alignments.iter().filter_map(|alignment| format!("{alignment:?}").chars().next()).collect();
                    out.push(format!("{pad}table {aligned} {}", line(head)));
                    out.extend(rows.iter().map(|row| format!("{pad}  {}", line(row))));
                }
                BlockKind::Definitions(parts) => {
                    for part in parts {
                        match part {
                            Definition::Term(content, _) => out.push(format!("{pad}term {}", words(content))),
                            Definition::Meaning(blocks) => picture(blocks, depth + 1, out),
                        }
                    }
                }
            }
        }
    }

    fn drawn(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        picture(&parse(text, &Continuation::Nothing, &References::default()).blocks, 0, &mut out);
        out
    }

    #[test]
    fn inline_tags_set_marks_and_links() {
        for (text, expected) in [
            ("<b>a <i>b</b> c</i> d", "p b(a )i(b(b))i( c) d"),
            ("x <kbd>Ctrl</kbd>+<u>u</u><mark>m</mark><del>d</del><samp>s</samp>", "p x k(Ctrl)+u(u)m(m)s(d)c(s)"),
            ("one<br>\ntwo<br/> three", "p one/two/ three"),
            (
                "H<sub>2</sub>O x<sup>n+1</sup> x<sub>Q</sub> 1<sup>st</sup> <sup>small print</sup>",
                "p H₂O xⁿ⁺¹ x_Q 1ˢᵗ small print",
            ),
            ("<a href=\"/x\">a *b*</a> c <a name=y></a>d", "p [a ][i(b)] c d"),
            ("<img src=\"i.png\" alt=\"a  b\"><img src=j alt=c>", "p [▣ ][a b] [▣ ][c]"),
            (
                "<img src=\"https://h.org/p/i.png?x=a/b.c\"> ![](j.svg) ![](j) ![](data:a/b.png)",
                "p [▣ i.png] [▣ j.svg] [▣ ] [▣ ]",
            ),
            (
                "x\n<a href=y>\n<b>a</b>\n</a>\n\n<p><a href=y>\n<img src=z alt=a>\n</a>\n<b>b</b>",
                "p x [b(a)] |p [▣ ][a] b(b)",
            ),
            ("a <q>b</q> <!-- no --><nope x=1>c</nope> <? no ?>", "p a “b” c "),
            ("a < b <3 c <style> d <template>e</template> f", "p a < b <3 c  d  f"),
            ("a <div>b</div> c", "p a /b/ c"),
            ("**<u>a** b</u> c", "p u(b(a))u( b) c"),
        ] {
            assert_eq!(drawn(text).join("|"), expected, "{text}");
        }
    }

    #[test]
    fn blocks_become_blocks() {
        for (text, expected) in [
            ("<p align=center>\n  a &lt;\n  <b>b</b>\n</p>c", vec!["p a < b(b)", "p c"]),
            ("<h2 id=x>a <i>b</i></h2>\n<hr>\n<blockquote>q</blockquote>", vec!["h2 a i(b)", "rule", "quote", "  p q"]),
            (
                "<ul><li>a<li>b<ol start=3><li>c</ol></ul>d",
                vec!["item None", "  p a", "item None", "  p b", "  item Some(3)", "    p c", "p d"],
            ),
            (
                "<ul><li><input type=checkbox checked>a</li><li><input type=checkbox> b</ul>",
                vec!["item None x", "  p a", "item None o", "  p b"],
            ),
            ("<dl><dt>a<dd>b<dd>c</dl>", vec!["term a", "  p b", "  p c"]),
            ("<pre><code class=\"x language-rust\">\na  &amp;<br>b\n</code></pre>", vec!["code rust \"a  &\\nb\\n\""]),
            ("<script>\nlet a;\n\nb</script>\n\n<style>p{}</style>\n\n<!-- c\n\nd -->", vec![]),
            ("<div><noscript><p>a</p></noscript><title>t</title>b", vec!["p a", "p b"]),
            ("<p>a <div class='b", vec!["p a <div class='b"]),
            // Books of mdBook write so; nothing of it shows.
            ("<Listing number=1>\n\na\n\n</Listing>", vec!["p a"]),
        ] {
            assert_eq!(drawn(text), expected, "{text}");
        }
    }

    #[test]
    fn tables_have_heads_alignments_and_blocks_in_their_cells() {
        let table = "<table><caption>c</caption><thead><tr><th align=right>a<th>b</thead>\
                     <tr><td>1<td style=\"text-align: center\">2<p>3</p><ul><li>4</ul></tr><tr><th>5<td colspan=2>6</table>";
        assert_eq!(drawn(table), ["p b(c)", "table RC a|b", "  1|2/3/• 4", "  b(5)|6|"]);
        assert_eq!(drawn("<table><tr><td>\n\n**a**\n\n- b\n\n</td></tr></table>"), ["p b(a)", "item None", "  p b"]);
        assert_eq!(
            drawn(
                "<table><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><td rowspan=9>e<td>f<td>g<tr><td>h<td>i</table>"
            ),
            ["table LLL a|b|", "  |b(c)|b(d)", "  e|f|g", "  |h|i"]
        );
        assert_eq!(
            drawn("<table>\n<tr><td>\n\n**a**\n\n```\nb\nc\n```\n\n</td><td>\n\nd\n\n</td></tr>\n</table>\n\ne"),
            ["table LL ", "  b(a)/c(b)/c(c)|d", "p e"]
        );
    }

    #[test]
    fn cells_that_reach_down_cost_in_step_with_the_text() {
        let text = format!("<table><tr>{}{}</table>", "<td rowspan=99999>x".repeat(16), "<tr><td>y".repeat(5000));
        let parsed = parse(&text, &Continuation::Nothing, &References::default());
        let BlockKind::Table { rows, .. } = &parsed.blocks[0].kind else { panic!() };
        assert!(rows.iter().map(Vec::len).sum::<usize>() < 3 * 5016 + 1100);
        assert_eq!((rows[1].len(), rows[5000].len()), (17, 1));
    }

    #[test]
    fn elements_hold_the_markdown_between_their_tags() {
        assert_eq!(
            drawn(
                "<details open>\n<summary>a <b>b</b></summary>\n\n- c\n\n<details>\n\nd\n\n</details>\n</details>\n\ne"
            ),
            ["details a b(b) true", "  item None", "    p c", "  details  false", "    p d", "p e"]
        );
        assert_eq!(drawn("<details><summary><h3>a</h3></summary>b</details>"), ["details a false", "  p b"]);
        assert_eq!(drawn("<div align=\"center\">\n\n# A\n\n</div>"), ["h1 A"]);
        assert_eq!(drawn("> <details>\n> a\n\nb\n\n</details>"), ["quote", "  details  false", "    p a", "p b"]);
        assert_eq!(drawn("<ul>\n<li>\n\na\n\n  </li>\n</ul>\n\n<ul></ul>\n\nb"), ["item None", "  p a", "p b"]);
    }

    #[test]
    fn tags_that_match_nothing_lose_nothing() {
        for html in [
            "</table></details>alpha<td>beta</ul><li>gamma<dd>delta",
            "<table>alpha<tr>beta<td>gamma<table><td>delta",
            "<details><summary>alpha<details>beta<table><summary>gamma</details>delta",
            "<ul>alpha<ul>beta</ol><dl>gamma</ul><dt>delta",
            "<h1>alpha<table><td>beta</h1><pre>gamma<p>delta",
        ] {
            let text = drawn(&format!("<div>\n{html}\n")).join(" ");
            for word in ["alpha", "beta", "gamma", "delta"] {
                assert!(text.contains(word), "{word} of {html} in {text}");
            }
        }
    }

    #[test]
    fn nesting_is_kept_to_a_depth_and_its_text_always() {
        for tag in ["<details>", "<ul><li>", "<table><td>", "<blockquote>", "<b><a href=x><sub>", "<h1>", "<div>"] {
            let text = drawn(&format!("<p>\n{}deep\n", tag.repeat(3000)));
            let depth = text.iter().map(|line| line.len() - line.trim_start().len()).max().unwrap_or(0) / 2;
            assert!(depth <= MAX_DEPTH, "{tag} {depth}");
            assert!(text.iter().any(|line| line.contains("deep")), "{tag}");
        }
    }

    #[test]
    fn everything_knows_where_it_stands() {
        let text = "> <p>one &amp; two\n>  three <b>four</b></p>\n\n<details>\n<summary>five</summary>\n\nsix <u>seven</u>\n\n</details>\n";
        let parsed = parse(text, &Continuation::Nothing, &References::default());
        let mut stack: Vec<&Block> = parsed.blocks.iter().rev().collect();
        let mut seen = Vec::new();
        while let Some(block) = stack.pop() {
            let content = match &block.kind {
                BlockKind::Paragraph(content) => content,
                BlockKind::Quote { blocks, .. } => {
                    stack.extend(blocks.iter().rev());
                    continue;
                }
                BlockKind::Details { summary, blocks, .. } => {
                    assert_eq!(&text[block.span.clone()], &text[text.find("<details>").unwrap()..text.len() - 1]);
                    stack.extend(blocks.iter().rev());
                    summary
                }
                _ => panic!("{block:?}"),
            };
            for inline in content {
                if let InlineKind::Text(said) = &inline.kind {
                    seen.push((said.to_string(), &text[inline.source.clone()]));
                }
            }
        }
        let words: Vec<_> = seen.iter().map(|(said, source)| (said.as_str(), *source)).collect();
        assert_eq!(
            words,
            [
                ("one ", "one "),
                ("&", "&amp;"),
                ("two", "two"),
                ("three ", "three "),
                ("four", "four"),
                ("five", "five"),
                ("six ", "six "),
                ("seven", "seven")
            ]
        );
    }
}
