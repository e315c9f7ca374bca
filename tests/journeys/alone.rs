//! A table, code, a quote or an image alone on the screen: headers stay, wide ones pan, and each is copied in its forms.

use super::journey::{Did, Indexing, Journey};

/// What was copied last.
fn copied(journey: &mut Journey) -> String {
    match journey.did().pop() {
        Some(Did::Copy(text)) => text,
        other => panic!("{other:?}\n{}", journey.picture()),
    }
}

const KINDS: &str = "# Kinds\n\n| Name | Number |\n|---|--:|\n| a | 1 |\n| *b*, c | 22 |\n\n```rust\nfn main() {\n\tlet x = 1;\n}\n```\n\n\
                     > Quoted *words*.\n>\n> - one\n\n![A picture](pictures/a.png)\n";

#[test]
fn each_kind_is_shown_alone_and_copied_in_its_forms() {
    for (place, name, shown, forms) in [
        (
            1,
            "Table",
            &["Name   Number", "─────────────", "a           1", "b, c       22"][..],
            &[
                "| Name | Number |\n|---|--:|\n| a | 1 |\n| *b*, c | 22 |\n",
                "Name,Number\na,1\n\"b, c\",22\n",
                "Name   Number\n─────────────\na           1\nb, c       22\n",
            ][..],
        ),
        (
            2,
            "Code",
            &["┊ fn main() {", "┊     let x = 1;", "┊ }"],
            &["fn main() {\n\tlet x = 1;\n}\n", "```rust\nfn main() {\n\tlet x = 1;\n}\n```\n"],
        ),
        (3, "Quote", &["Quoted words.", "", "• one"], &["> Quoted *words*.\n>\n> - one\n", "Quoted words.\n\n• one\n"]),
        (4, "Image", &["A picture", "", "pictures/a.png"], &["pictures/a.png", "![A picture](pictures/a.png)\n"]),
    ] {
        let mut journey = Journey::through(KINDS, 80, 30, Indexing::AtOnce);
        let before = journey.rows();
        journey.press(&format!("{place}i"));
        assert!(journey.trail().ends_with(&format!("› {name}")), "{}", journey.trail());
        let rows = journey.page();
        for (row, expected) in rows.iter().zip(shown) {
            assert!(row.starts_with(expected), "{name}\n{}", journey.picture());
        }
        assert!(rows[shown.len()..].iter().all(String::is_empty), "{name}\n{}", journey.picture());
        for (number, form) in forms.iter().chain([&forms[0]]).enumerate() {
            assert_eq!(copied(journey.press("y")), *form, "{name} {number}");
            assert!(journey.picture().contains("once more:"), "{}", journey.picture());
        }
        // Anything else begins again with the first form.
        assert_eq!(copied(journey.press("yjy")), forms[0], "{name}");
        for close in ["<Esc>", "q", "i"] {
            assert_eq!(journey.press(close).rows(), before, "{name} {close}");
            journey.press(&format!("{place}i"));
        }
    }
}

#[test]
fn the_block_in_the_middle_of_the_page_is_meant() {
    let mut journey = Journey::through(KINDS, 80, 30, Indexing::AtOnce);
    assert!(journey.press("i").trail().ends_with("Code"), "{}", journey.picture());
    let mut journey = Journey::through(KINDS, 80, 12, Indexing::AtOnce);
    assert!(journey.press("i").trail().ends_with("Table"), "{}", journey.picture());
    let mut journey = Journey::through("# Nothing\n\nbut words\n", 80, 12, Indexing::AtOnce);
    assert!(journey.press("i").status().starts_with("There is no such table"), "{}", journey.status());
    assert!(journey.press("9i").app().apart().is_none());
}

#[test]
fn blocks_of_the_preface_and_of_the_guide() {
    let mut journey = Journey::preface(100, 30);
    let before = journey.press("/Copyright<Enter><Esc>").rows();
    journey.press("i");
    assert!(journey.trail().ends_with("› Quote"), "{}", journey.picture());
    assert!(journey.top().starts_with("Designing Distributed Systems by Brendan Burns"), "{}", journey.picture());
    assert_eq!(journey.press("<Esc>").rows(), before);

    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.press("/Remembered for<Enter><Esc>").rows();
    journey.press("i");
    let top = journey.top();
    assert!(top.starts_with("Terminal ") && top.ends_with("Remembered for"), "{}", journey.picture());
    assert!(copied(journey.press("y")).starts_with("| Terminal | Year | Columns |"));
    assert_eq!(journey.press("<Esc>").rows(), before);
}

#[test]
fn a_table_pans_by_columns_and_its_header_with_it() {
    let row = |cells: [&str; 4]| format!("| {} |\n", cells.join(" | "));
    let long = "a cell of many words that is far wider than the page on which it is to be read, and so it wraps there";
    let table = [
        row(["First", "Second column", "Third", "Fourth"]),
        row(["---", "---", "---", "---"]),
        row(["1", "two two two two", "three three three three", long]),
        row(["1", "2", "3", "4"]),
    ];
    let mut journey = Journey::through(&table.concat(), 50, 12, Indexing::AtOnce);
    journey.press("i");
    assert!(journey.top().starts_with("First   Second column"), "{}", journey.picture());
    let end = "Fourth";
    for (keys, expected) in [
        ("l", "‹Second column"),
        ("l", "‹Third"),
        ("l", end),
        ("l", end),
        ("h", "‹Third"),
        ("0", "First"),
        ("$", end),
        ("<Left><Left>", "‹Second"),
        ("2l", end),
    ] {
        let top = journey.press(keys).top();
        let is_there =
            if expected == end { !top.contains("Third") && top.contains(end) } else { top.starts_with(expected) };
        assert!(is_there, "{keys}\n{}", journey.picture());
    }
    let page = journey.page()[2..].join(" ").replace('‹', " ");
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("a cell of many words that is far wider than"), "{}", journey.picture());
    assert!(journey.press("0").page().iter().any(|row| row.ends_with('›')), "{}", journey.picture());
}

/// A table of some 900 KB, which is cut over several chunks, between two paragraphs.
fn huge() -> String {
    let row = |number: usize| format!("| {number} | name of {number} | {} |\n", "x".repeat(number % 40));
    let rows: String = (0..20_000).map(row).collect();
    format!("before\n\n| Number | Name | Last |\n|--:|---|---|\n{rows}\nbehind\n")
}

#[test]
fn a_table_of_many_chunks_scrolls_through_all_of_them_below_its_header() {
    for indexing in [Indexing::AtOnce, Indexing::ByHand] {
        let mut journey = Journey::through(&huge(), 80, 20, indexing);
        journey.press("i");
        assert!(journey.page()[0].starts_with("Number   Name"), "{}", journey.picture());
        assert!(journey.page()[2].trim_start().starts_with("0   name of 0"), "{}", journey.picture());
        let first_bytes = journey.app().shown().document().span().end;
        journey.index();
        assert!(indexing == Indexing::AtOnce || journey.app().shown().document().span().end > first_bytes);
        assert!(journey.page()[2].trim_start().starts_with("0   name of 0"), "{}", journey.picture());
        let header = journey.page()[0].clone();
        journey.press("G");
        let rows = journey.page();
        assert_eq!(rows[0], header);
        assert!(rows[rows.len() - 1].starts_with(" 19999   name of 19999   "), "{}", journey.picture());
        let column = header.find("Last").unwrap();
        assert!(
            rows[2..].iter().all(|row| row.is_empty() || row.as_bytes()[column - 1] == b' '),
            "{}",
            journey.picture()
        );
        for keys in ["50%", "b", "<Space>", "g"] {
            journey.press(keys);
            assert_eq!(journey.page()[0], header, "{keys}");
        }
        assert!(journey.press("y").picture().contains("Nothing was sent"), "{}", journey.picture());
        assert_eq!(journey.press("<Esc>").top(), "before");
    }
}

#[test]
fn from_the_middle_of_a_table_it_is_the_same_rows_that_are_seen() {
    let mut journey = Journey::through(&huge(), 80, 20, Indexing::AtOnce);
    journey.press("70%");
    let row = journey.page()[3].split_whitespace().next().unwrap().to_owned();
    let before = journey.rows();
    journey.press("i");
    assert!(journey.page()[0].starts_with("Number   Name"), "{}", journey.picture());
    assert!(journey.page().iter().any(|line| line.trim_start().starts_with(&row)), "{row}\n{}", journey.picture());
    assert_eq!(journey.press("<Esc>").rows(), before);
}

#[test]
fn it_follows_the_size_of_the_screen_and_the_page_below_stays() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.press("10]").rows();
    journey.press("i").resize(40, 10).press("ljG").resize(100, 30);
    assert!(journey.top().contains("Code   Name   Key"), "{}", journey.picture());
    assert_eq!(journey.press("<Esc>").rows(), before);
    // A link in it leads away from it.
    let mut journey = Journey::through("| a |\n|---|\n| [b](#c) |\n\n# c\n", 60, 20, Indexing::AtOnce);
    journey.press("i<Tab>K");
    assert!(journey.app().overlay().is_some());
    assert!(journey.press("<Esc>").trail().ends_with("Table"), "{}", journey.picture());
    journey.press("<Enter>");
    assert!(journey.app().apart().is_none(), "{}", journey.picture());
}

#[test]
fn the_key_is_never_silent_whatever_is_on_the_page() {
    let code = "```rust\nlet x = 1;\n```\n";
    let within = |before: &str| code.lines().map(|line| format!("{before}{line}\n")).collect::<String>();
    for text in [
        format!("Word\n: Meaning\n\n{}", within("  ")),
        format!("[^1]\n\n[^1]: Note\n\n{}", within("    ")),
        format!("<details open>\n<summary>More</summary>\n\n{code}\n</details>\n"),
        format!("> [!NOTE]\n{}", within("> ")),
        format!("> [!NOTE]-\n{}", within("> ")),
        format!("1. - {}", within("     ").trim_start()),
        format!("<div>\n\n{code}\n</div>\n"),
        "<pre><code>let x = 1;\n</code></pre>\n".to_owned(),
        "<table><tr><td><pre>let x = 1;</pre></td></tr></table>\n".to_owned(),
        "<blockquote><blockquote>words</blockquote></blockquote>\n".to_owned(),
        "<ul><li><table><tr><td>a</td></tr></table></li></ul>\n".to_owned(),
        "<dl><dt>a</dt><dd><blockquote>words</blockquote></dd></dl>\n".to_owned(),
        "$$\nx\n$$\n".to_owned(),
        "---\ntitle: a\n---\n".to_owned(),
        "| a |\n|---|\n| ![x](y.png) |\n".to_owned(),
        "[![x](y.png)](z.md)\n".to_owned(),
        "    let x = 1;\n".to_owned(),
        format!("{}{code}", "> ".repeat(40)),
        format!("{}```\n", "- ".repeat(40)),
    ] {
        let mut journey = Journey::through(&text, 80, 20, Indexing::AtOnce);
        for keys in ["1i", "2i", "3i", "i"] {
            journey.press(keys);
            let is_alone = ["Table", "Code", "Quote", "Image"].iter().any(|name| journey.trail().ends_with(name));
            let said = journey.app().message().map(|message| message.text.to_string()).unwrap_or_default();
            assert!(is_alone || !said.is_empty(), "{keys} {text:?}\n{}", journey.picture());
            journey.press("<Esc>");
        }
    }
}
