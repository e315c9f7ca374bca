//! Growing families of input: deep, wide, long, nested, unclosed and ragged, each of any size.
//!
//! The tests and the long run (`cargo bench --bench families`) take the same ones.

/// A family.
pub(crate) struct Family {
    /// What grows.
    pub(crate) name: &'static str,
    /// A member of about so many bytes.
    pub(crate) text: fn(usize) -> String,
}

const fn family(name: &'static str, text: fn(usize) -> String) -> Family {
    Family { name, text }
}

/// A unit over and over.
fn over(size: usize, unit: &str) -> String {
    unit.repeat(size / unit.len() + 1)
}

/// A unit over and over, in which `#` is another number each time.
fn numbered(size: usize, unit: &str) -> String {
    let mut text = String::with_capacity(size + unit.len() + 8);
    let mut number = 0_usize;
    while text.len() < size {
        text.push_str(&unit.replace('#', &number.to_string()));
        number += 1;
    }
    text
}

/// Something in something in something.
fn nested(size: usize, open: &str, inside: &str, close: &str) -> String {
    let depth = size / (open.len() + close.len()) + 1;
    [open.repeat(depth).as_str(), inside, &close.repeat(depth)].concat()
}

/// Lines of which each is longer by a unit than the one before.
fn stairs(size: usize, unit: &str, end: &str) -> String {
    let mut text = String::new();
    let mut steps = 1;
    while text.len() < size {
        text.push_str(&unit.repeat(steps));
        text.push_str(end);
        steps += 1;
    }
    text
}

/// The side of a square of so many units.
fn side(size: usize, unit: usize) -> usize {
    (size / unit).isqrt() + 1
}

/// A table of so many columns, with these rows below its header.
fn table(columns: usize, rows: &str) -> String {
    format!("{}|\n{}|\n{rows}", "|a".repeat(columns), "|-".repeat(columns))
}

/// All of them.
pub(crate) const FAMILIES: &[Family] = &[
    // Brackets.
    family("brackets that open", |n| over(n, "[")),
    family("brackets that close", |n| over(n, "]")),
    family("brackets in brackets", |n| nested(n, "[", "a", "]")),
    family("links that open", |n| over(n, "[a](")),
    family("links without text", |n| over(n, "[](")),
    family("links in links", |n| nested(n, "[", "a", "](b)")),
    family("targets that open", |n| over(n, "[a](<b")),
    family("targets of parentheses", |n| format!("[a]({}", nested(n, "(", "b", ")"))),
    family("titles that open", |n| over(n, "[a](b \"c ")),
    family("links", |n| numbered(n, "[a](/b#) ")),
    family("links of one long target that name hosts", |n| {
        format!("[r]: https://{}\n\n{}", over(n / 2, "b"), over(n / 2, "[a.com][r] "))
    }),
    family("links that name another host", |n| over(n, "[a.com](//b.de) ")),
    family("a link that names many hosts", |n| format!("[{}](//b.de)", over(n, "www.a.com "))),
    family("images that open", |n| over(n, "![")),
    family("images", |n| numbered(n, "![a#](b#.png) ")),
    family("an image in its own text", |n| format!("![a](data:image/png;base64,{})\n", over(n, "iVBORw0K"))),
    family("images in images", |n| nested(n, "![", "a", "](b)")),
    family("references to nothing", |n| numbered(n, "[a#][b#] [c#] ")),
    family("wikilinks that open", |n| over(n, "[[a")),
    family("wikilinks", |n| over(n, "[[a|b]] ")),
    family("wikilinks in wikilinks", |n| nested(n, "[[", "a", "]]")),
    // Emphasis.
    family("emphasis that opens", |n| over(n, "*a ")),
    family("strong emphasis that opens", |n| over(n, "**a *b ")),
    family("emphasis that closes", |n| over(n, "a** ")),
    family("emphasis of both kinds", |n| over(n, "*a_b ")),
    family("emphasis inside of words", |n| over(n, "a**b")),
    family("emphasis in emphasis", |n| nested(n, "*a ", "b", " a*")),
    family("emphasis in strong emphasis", |n| nested(n, "*a **b ", "c", "** a*")),
    family("a run of stars", |n| over(n, "*")),
    family("runs of stars that grow", |n| stairs(n, "*", "a ")),
    family("tildes", |n| over(n, "~a ~~b ")),
    family("equal signs", |n| over(n, "==a ")),
    family("carets and underlines", |n| over(n, "^a _b ")),
    // Code spans and formulas.
    family("backticks", |n| over(n, "`a ")),
    family("a run of backticks", |n| over(n, "`")),
    family("runs of backticks that grow", |n| stairs(n, "`", "a ")),
    family("code spans", |n| over(n, "`a` ")),
    family("dollars", |n| over(n, "$a ")),
    family("double dollars", |n| over(n, "$$a\n")),
    family("formulas", |n| over(n, "$x^2$ ")),
    family("a formula of fractions", |n| format!("$${}$$\n", nested(n, "\\frac{", "a", "}{b}"))),
    family("a formula of exponents", |n| format!("$${}$$\n", nested(n, "x^{", "a", "}"))),
    family("a formula of braces that open", |n| format!("$${}$$\n", over(n, "{"))),
    family("a long formula", |n| format!("$${}$$\n", over(n, "x + "))),
    family("a formula of rows", |n| format!("$$\\begin{{matrix}}{}\\end{{matrix}}$$\n", over(n, "a & b \\\\ "))),
    // Quotes and alerts.
    family("a quote in a quote", |n| over(n, ">")),
    family("deep quotes", |n| (over(80, "> ") + "a\n").repeat(n / 80 + 1)),
    family("quotes that grow", |n| stairs(n, "> ", "a\n")),
    family("rules in quotes", |n| over(n, ">---\n")),
    family("quotes that go on lazily", |n| format!("> {}", over(n, "a\n"))),
    family("quotes that begin anew", |n| over(n, "> a\n\n")),
    family("alerts", |n| over(n, "> [!NOTE]\n> a\n\n")),
    family("alerts in alerts", |n| {
        let depth = side(n, 1);
        (0..depth).map(|level| format!("{}[!NOTE]\n", "> ".repeat(level + 1))).collect()
    }),
    family("folding alerts", |n| over(n, "> [!tip]- a\n> b\n\n")),
    // Lists.
    family("a list in a list", |n| over(n, "- ")),
    family("items", |n| over(n, "- a\n")),
    family("empty items", |n| over(n, "-\n")),
    family("loose items", |n| over(n, "- a\n\n")),
    family("items that grow", |n| stairs(n, "- ", "a\n")),
    family("items that are indented ever more", |n| stairs(n, "  ", "- a\n")),
    family("numbers", |n| numbered(n, "#. a\n")),
    family("numbers in numbers", |n| over(n, "1. ")),
    family("tasks", |n| over(n, "- [ ] a\n")),
    family("marks that change", |n| over(n, "- a\n* b\n+ c\n")),
    family("items that go on lazily", |n| format!("- {}", over(n, "a\n"))),
    family("an item of paragraphs", |n| format!("- a\n\n{}", over(n, "  b\n\n"))),
    family("quotes in lists", |n| over(n, "- > ")),
    family("definitions", |n| over(n, "a\n: b\n\n")),
    family("definitions in definitions", |n| format!("a\n{}b", over(n, ": "))),
    family("meanings", |n| format!("a\n{}", over(n, ": b\n\n"))),
    // Tables.
    family("rows", |n| table(1, &over(n, "|a|\n"))),
    family("rows with little", |n| table(3, &over(n, "|\n"))),
    family("a wide header", |n| table(n / 4, "|b|\n")),
    family("a thousand columns and rows of one cell", |n| table(1_000, &over(n, "|b|\n"))),
    family("as many columns as rows of one cell", |n| table(side(n, 4), &over(n, "|b|\n"))),
    family("as many columns as full rows", |n| {
        let columns = side(n, 2);
        table(columns, &format!("{}|\n", "|b".repeat(columns)).repeat(columns))
    }),
    family("tables of short rows", |n| over(n, &(table(31, &over(130, "a\n")) + "\n"))),
    family("full rows and short ones", |n| table(500, &over(n, &("|b".repeat(500) + "|\n" + &over(4_000, "|b|\n"))))),
    family("short rows below a long name", |n| {
        let names = format!("|{}{}|\n", over(n.min(36_000) / 4, "name "), "|a".repeat(60));
        format!("{names}{}|\n{}", "|-".repeat(61), over(n, "|b|\n"))
    }),
    family("short rows below long cells", |n| {
        let wide = format!("|{}|\n", over(n.min(36_000) / 4, "aaaaaaa bbbbbbb ccccccc ddddddd eeeeeee|"));
        table(220, &(wide + &over(n, "|b|\n")))
    }),
    family("rows of empty cells", |n| table(60, &over(n, &("|".repeat(60) + "b\n")))),
    family("rows wider than their header", |n| table(2, &stairs(n, "|b", "\n"))),
    family("a long cell", |n| table(2, &format!("|{}|b|\n", over(n, "a ")))),
    family("a cell of one word", |n| table(2, &format!("|{}|b|\n", over(n, "a")))),
    family("cells of code that opens", |n| table(2, &over(n, "|`a|b|\n"))),
    family("pipes", |n| over(n, "|")),
    family("tables", |n| over(n, "|a|\n|-|\n|b|\n\n")),
    family("headers without a table", |n| over(n, "|a|b|\n|-|\n")),
    family("lines of dashes", |n| over(n, "|-|-|\n")),
    // Notes.
    family("notes in one line", |n| numbered(n, "[^#]: ")),
    family("notes in one line below a long one", |n| format!("{}\n{}", over(n / 2, "a "), numbered(n / 2, "[^#]: "))),
    family("notes", |n| numbered(n, "a[^#]\n\n[^#]: b\n\n")),
    family("notes that nobody mentions", |n| numbered(n, "[^#]: a\n\n")),
    family("mentions of one note", |n| format!("[^a]: b\n\n{}", over(n, "c[^a] "))),
    family("mentions of no note", |n| numbered(n, "a[^#] ")),
    family("notes that mention each other", |n| numbered(n, "[^#]: a[^1#] b[^#0]\n\n")),
    family("one note over and over", |n| format!("a[^a]\n\n{}", over(n, "[^a]: b\n\n"))),
    family("a long note", |n| format!("a[^a]\n\n[^a]: {}", over(n, "b\n\n    "))),
    // Definitions of links.
    family("targets", |n| numbered(n, "[#]: /a\n")),
    family("one target over and over", |n| over(n, "[a]: /b\n")),
    family("uses of one long target", |n| format!("[a]: /{}\n\n{}", over(n / 2, "b"), over(n / 2, "[a] "))),
    family("targets and uses", |n| numbered(n, "[#]\n\n[#]: /a\n\n")),
    family("uses before their targets", |n| numbered(n / 2, "[#] ") + "\n\n" + &numbered(n / 2, "[#]: /a\n")),
    family("labels that open", |n| over(n, "[a\n")),
    family("a long label", |n| format!("[{}]: /a\n", over(n, "b "))),
    family("a long title", |n| format!("[a]: /b '{}", over(n, "c\n"))),
    // HTML.
    family("elements that open", |n| over(n, "<div>\n")),
    family("elements in elements", |n| nested(n, "<div>", "a", "</div>")),
    family("elements of a line that open", |n| format!("a {}", over(n, "<b>b "))),
    family("elements of a line in each other", |n| format!("a {}", nested(n, "<b>", "b", "</b>"))),
    family("elements that close", |n| over(n, "</div>\n")),
    family("attributes that open", |n| format!("a {}", over(n, "<a href='"))),
    family("attributes", |n| format!("<div {}>\n", numbered(n, "a#=b "))),
    family("attributes of a line", |n| format!("a <b {}>b</b>\n", over(n, "a "))),
    family("comments that open", |n| format!("a {}", over(n, "<!-- "))),
    family("comments", |n| over(n, "<!-- a -->\n")),
    family("instructions that open", |n| format!("a {}", over(n, "<? "))),
    family("declarations that open", |n| format!("a {}", over(n, "<!A "))),
    family("sections that open", |n| format!("a {}", over(n, "<![CDATA["))),
    family("less than", |n| over(n, "<")),
    family("headings of HTML", |n| over(n, "<h1>")),
    family("headings of HTML with text", |n| over(n, "<h1>a</h1>\n")),
    family("paragraphs of HTML", |n| over(n, "<p>a")),
    family("line breaks of HTML", |n| over(n, "<br>")),
    family("details in details", |n| nested(n, "<details><summary>a</summary>\n\n", "b", "\n\n</details>\n\n")),
    family("details", |n| over(n, "<details><summary>a</summary>\n\nb\n\n</details>\n\n")),
    family("details that open", |n| over(n, "<details>\n\n")),
    family("tables in tables", |n| over(n, "<table><tr><td>")),
    family("rows of HTML", |n| format!("<table>{}", over(n, "<tr><td>a"))),
    family("cells of HTML", |n| format!("<table><tr>{}", over(n, "<td>a"))),
    family("rows of HTML below a wide one", |n| {
        format!("<table><tr>{}{}</table>", "<td>a".repeat(n / 10), over(n / 2, "<tr><td>a"))
    }),
    family("lists of HTML", |n| over(n, "<ul><li>")),
    family("items of HTML", |n| format!("<ul>{}</ul>", over(n, "<li>a"))),
    family("preformatted text", |n| format!("<pre>{}", over(n, "a\n"))),
    family("quotes of HTML", |n| over(n, "<blockquote>")),
    family("links of HTML", |n| format!("a {}", over(n, "<a href=b>c"))),
    family("anchors", |n| numbered(n, "<a id=a#></a>\n\n")),
    family("scripts", |n| over(n, "<script>a</script>\n")),
    // Characters.
    family("entities", |n| over(n, "&amp;")),
    family("entities of escapes", |n| over(n, "&#27;")),
    family("entities that have no end", |n| over(n, "&#x1")),
    family("ampersands", |n| over(n, "&")),
    family("a long entity", |n| format!("&{}", over(n, "a"))),
    family("backslashes", |n| over(n, "\\")),
    family("escaped stars", |n| over(n, "\\*")),
    family("emoji codes", |n| over(n, ":tada: ")),
    family("colons", |n| over(n, ":a:b")),
    family("quotation marks", |n| over(n, "'a \"b ")),
    family("NULs", |n| over(n, "a\0")),
    family("escapes", |n| over(n, "\u{1b}[2J")),
    // Headings and rules.
    family("headings", |n| numbered(n, "# a#\n")),
    family("headings that are the same", |n| over(n, "# a\n")),
    family("headings that are the same but for a number", |n| numbered(n, "# a\n# a-#\n")),
    family("headings of all levels", |n| over(n, "# a\n## b\n### c\n#### d\n##### e\n###### f\n")),
    family("headings with lines below", |n| over(n, "a\n===\n")),
    family("lines below nothing", |n| over(n, "===\n")),
    family("a heading of many lines", |n| format!("{}===\n", over(n, "a\n"))),
    family("a long heading", |n| format!("# {}\n", over(n, "a "))),
    family("a heading that closes", |n| format!("# a {}\n", over(n, "# "))),
    family("attributes of headings", |n| numbered(n, "# a {#b# .c d=e}\n")),
    family("attributes of one heading", |n| format!("# a {{{}}}\n", numbered(n, ".b# "))),
    family("rules", |n| over(n, "---\n\n")),
    family("a long rule", |n| over(n, "- - - ")),
    family("rules that are none", |n| over(n, "***a\n")),
    // Words and lines.
    family("a long word", |n| over(n, "a")),
    family("a long line", |n| over(n, "word ")),
    family("lines of a word", |n| over(n, "a\n")),
    family("paragraphs", |n| over(n, "a\n\n")),
    family("hard breaks", |n| over(n, "a  \n")),
    family("blank lines", |n| over(n, "\n")),
    family("spaces", |n| over(n, " ")),
    family("tabs", |n| over(n, "a\t")),
    family("carriage returns", |n| over(n, "a\r")),
    family("a long word of Chinese", |n| over(n, "漢字")),
    family("lines of Chinese", |n| over(n, "漢字かな交じり文。\n")),
    family("marks on one letter", |n| format!("a{}", over(n, "\u{301}"))),
    family("marks on every letter", |n| over(n, "a\u{301}\u{302}\u{303}")),
    family("words of Arabic", |n| over(n, "كلمة ")),
    family("words of both directions", |n| over(n, "كلمة word ")),
    family("a long word of Arabic", |n| over(n, "كلمة")),
    family("numbers and brackets of both directions", |n| over(n, "(שלום) 12 [a] ")),
    family("families", |n| over(n, "👩\u{200d}")),
    family("flags", |n| over(n, "🇩")),
    family("signs that choose a form", |n| over(n, "a\u{fe0f}")),
    family("tags without a flag", |n| over(n, "\u{1f3f4}\u{e0067}\u{e0062}")),
    family("syllables of Hangul", |n| over(n, "\u{1100}\u{1161}\u{11a8}")),
    family("letters of Devanagari", |n| over(n, "क्ष")),
    family("soft hyphens", |n| over(n, "a\u{ad}")),
    family("spaces of no width", |n| over(n, "\u{200b}")),
    family("spaces that do not break", |n| over(n, "a\u{a0}")),
    family("hyphens", |n| over(n, "a-")),
    family("controls of direction", |n| over(n, "\u{202e}a")),
    // Code.
    family("a fence that opens", |n| format!("```\n{}", over(n, "a\n"))),
    family("fences", |n| over(n, "```\na\n```\n")),
    family("fences of two kinds", |n| over(n, "```\n~~~\n")),
    family("fences that grow", |n| stairs(n, "`", "\n")),
    family("a long fence", |n| over(n, "```")),
    family("a long info string", |n| format!("```{}\na\n```\n", over(n, "a "))),
    family("a long line of code", |n| format!("```rust\n{}\n```\n", over(n, "let a = 1; "))),
    family("lines of code", |n| format!("```rust\n{}```\n", over(n, "let a = 1;\n"))),
    family("blocks of code", |n| numbered(n, "```rust\nlet a = #;\n```\n\n")),
    family("blank lines of code", |n| format!("```\n{}```\n", over(n, "\n"))),
    family("indented code", |n| over(n, "    a\n")),
    family("indented code with blank lines", |n| over(n, "    a\n\n")),
    family("tabs of code", |n| format!("```\n{}\n```\n", over(n, "\ta"))),
    family("code in deep quotes", |n| (over(40, "> ") + "```\n").repeat(n / 40 + 1)),
    family("lines that were added", |n| format!("```diff\n{}```\n", over(n, "+ a\n- b\n"))),
    family("a diagram", |n| format!("```mermaid\ngraph TD\n{}```\n", numbered(n, "  a# --> b#\n"))),
    family("diagrams", |n| numbered(n, "```mermaid\ngraph LR\n  a# --> b\n```\n\n")),
    family("a diagram in one line", |n| format!("```mermaid\ngraph LR\n{}\n```\n", over(n, "a --> "))),
    family("values that are parted by commas", |n| numbered(n, "#,\"a, b\",,c\n")),
    // Links without brackets.
    family("autolinks", |n| over(n, "<https://a.bc> ")),
    family("autolinks that open", |n| over(n, "<https://a.bc ")),
    family("bare links", |n| over(n, "https://a.bc/d ")),
    family("bare links of parentheses", |n| format!("https://a.bc/{}", over(n, "(((a)"))),
    family("bare links of brackets and dots", |n| format!("https://a.bc/{}", over(n, ")."))),
    family("bare links in one word", |n| over(n, "https://a.bc/d")),
    family("bare hosts", |n| over(n, "www.a.bc ")),
    family("beginnings of links", |n| over(n, "www.")),
    family("schemes", |n| over(n, "http:")),
    family("a long host", |n| format!("https://{}", over(n, "a."))),
    family("mail addresses", |n| over(n, "a@b.cd ")),
    family("ats", |n| over(n, "a@")),
    family("a long mail address", |n| format!("{}@b.cd", over(n, "a."))),
    // Front matter.
    family("front matter that opens", |n| format!("---\n{}", over(n, "a: b\n"))),
    family("front matter", |n| format!("---\n{}---\n\na\n", numbered(n, "a#: b\n"))),
    family("front matter of one line", |n| format!("---\ntitle: {}\n---\n\na\n", over(n, "b "))),
    family("front matter of another kind", |n| format!("+++\n{}+++\n\na\n", numbered(n, "a# = \"b\"\n"))),
    family("lists in front matter", |n| format!("---\na:\n{}---\n\na\n", over(n, "  - b\n"))),
];
