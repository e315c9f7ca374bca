//! One huge block reads like any other: where it has to be cut inside, the page shows nothing of that.
//!
//! Each kind of block is cut at a small cap and laid out, and compared line by line with the whole. What can't be the same
//! (see `markdown::continuation`) is tested for what does hold.

use std::fmt::Write as _;
use std::sync::Arc;

use preface::document::{ChunkId, Cutting, Document};
use preface::layout::laid::{Above, lay, lay_chunk};
use preface::layout::{Flow, Pour};
use preface::markdown::continuation::Continuation;
use preface::markdown::references::References;
use preface::markdown::tree::parse;

const CAPS: [usize; 5] = [200, 256, 333, 512, 1000];

fn document(text: &str, cap: usize) -> Document {
    let cutting = Cutting { first: 64.min(cap), window: 64.min(cap), cap };
    let (mut document, indexer) = Document::open(Arc::new(text.as_bytes().to_vec()), cutting);
    indexer.for_each(|discovery| document.learn(discovery));
    document
}

/// The lines of a text that is cut at so many bytes, and in how many chunks it is.
fn page(text: &str, cap: usize, columns: usize) -> (Vec<String>, usize) {
    let document = document(text, cap);
    let chunks = document.chunk_count();
    let lines = (0..chunks).flat_map(|chunk| lay_chunk(&document, ChunkId(chunk), &Pour::printed(columns)).lines);
    (lines.map(|line| line.text().trim_end().to_owned()).collect(), chunks)
}

/// A text of as many lines as there are numbers with three digits, in which `#` is the number.
fn lines(line: &str) -> String {
    (100..400).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "{}", line.replace('#', &number.to_string()));
        text
    })
}

/// A text with something in front of its first line and something else in front of the others.
fn inside(first: &str, rest: &str, text: &str) -> String {
    let line = |(place, line)| format!("{}{line}\n", if place == 0 { first } else { rest });
    text.lines().enumerate().map(line).collect()
}

fn blocks() -> Vec<(&'static str, String)> {
    let code = format!("```rust\n{}```\n", lines("let a = #;\n\n// words and words #"));
    let table = format!("| name | number |\n|:-----|-------:|\n{}", lines("| n# | # |"));
    let tight = lines("- item # *is* `here`");
    let numbered = lines("#. item");
    vec![
        ("a fence", code.clone()),
        ("a fence of tildes that is indented", inside("  ", "  ", &code.replace("```", "~~~"))),
        ("indented code", lines("    let a = #;")),
        ("a tight list", tight.clone()),
        ("a loose list", lines("- item #\n")),
        ("a numbered list", numbered.clone()),
        ("a loose numbered list", lines("#) item\n")),
        ("a list whose numbers stay the same", inside("100. item\n", "", &lines("1. item #"))),
        ("tasks", lines("- [x] item #")),
        ("items of two paragraphs", lines("- item #\n\n  more")),
        ("items with lists in them", lines("- item #\n  1. one\n  2. two\n     - deep\n")),
        ("one item with a list in it", inside("- ", "  ", &format!("item\n\n{numbered}"))),
        ("one item with paragraphs in it", inside("100. ", "     ", &lines("words #\n"))),
        ("one item with code in it", inside("- ", "  ", &code)),
        ("one task with code in it", inside("1. [ ] words\n\n   ", "   ", &code)),
        ("items in items in items", inside("- ", "  ", &inside("* a\n\n  1. ", "     ", &tight))),
        ("a table", table.clone()),
        ("a table in a quote", inside("> ", "> ", &table)),
        ("a table in an item", inside("1.  ", "    ", &table)),
        ("a quote of paragraphs", inside("> ", "> ", &lines("words #\n"))),
        ("an alert", inside("> [!WARNING]\n> ", "> ", &lines("words #\n"))),
        ("a quote with code in it", inside("> ", "> ", &code)),
        ("a quote with a list in it", inside(">", ">", &inside(" ", " ", &tight))),
        ("a quote in an item in a quote", inside("> - ", ">   ", &inside("> ", "> ", &lines("words #\n")))),
        ("code in a quote in an item in a quote", inside("> 1. ", ">    ", &inside("> ", "> ", &code))),
        ("a comment", format!("<!--\n{}-->\n", lines("words #\n"))),
        ("preformatted text", format!("<pre>\n{}</pre>\n", lines("words #"))),
    ]
}

#[test]
fn seams_are_invisible() {
    for (name, block) in blocks() {
        let text = format!("Above.\n\n{block}\nBelow.\n");
        for columns in [80, 20] {
            let (whole, _) = page(&text, 1 << 30, columns);
            for cap in CAPS {
                let (cut, chunks) = page(&text, cap, columns);
                assert!(chunks > 4, "{name} in {chunks} chunks at {cap}");
                if let Some(at) = (0..whole.len().max(cut.len())).find(|&at| whole.get(at) != cut.get(at)) {
                    let around = at.saturating_sub(4)..at + 4;
                    let show =
                        |lines: &[String]| lines.get(around.start..around.end.min(lines.len())).map(<[_]>::to_vec);
                    panic!("{name} at {cap}, {columns} columns: line {at}\n{:#?}\n{:#?}", show(&whole), show(&cut));
                }
            }
        }
    }
}

/// The words of a page.
fn words(page: &[String]) -> Vec<&str> {
    page.iter()
        .flat_map(|line| line.split_whitespace())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect()
}

#[test]
fn of_a_paragraph_only_the_last_line_is_not_filled() {
    let lazy = lines("words and words #").replacen("words", "> words", 1);
    let one_line = lines("words and words #").replace('\n', " ");
    for (name, text) in [
        ("a paragraph", lines("words and words #")),
        ("what looks like items", lines("words and words\n2. words #")),
        ("a paragraph without line ends", one_line.clone()),
        ("a quote without line ends", format!("> {one_line}")),
        ("an item without line ends", format!("1. {one_line}")),
        ("a quote that is lazy", lazy),
        ("a paragraph in an item", inside("- ", "  ", &lines("words and words #"))),
        ("a paragraph in a quote", inside("> ", "> ", &lines("words and words #"))),
    ] {
        let (whole, _) = page(&text, 1 << 30, 60);
        for cap in CAPS {
            let (cut, chunks) = page(&text, cap, 60);
            assert!(words(&cut) == words(&whole), "{name} at {cap}: {cut:#?}");
            assert!(cut.iter().all(|line| !line.is_empty()), "{name} at {cap}: {cut:#?}");
            let margin = |line: &String| line.chars().take_while(|c| !c.is_alphanumeric()).collect::<String>();
            assert!(cut[1..].iter().all(|line| margin(line) == margin(&whole[1])), "{name} at {cap}: {cut:#?}");
            assert!(cut.len() <= whole.len() + chunks, "{name} at {cap}: {} lines of {}", cut.len(), whole.len());
        }
    }
}

#[test]
fn numbers_that_grow_widen_their_column_once_each() {
    let text: String = (1..=1200).fold(String::new(), |text, number| text + &format!("{number}. item\n"));
    for cap in CAPS {
        let (cut, _) = page(&text, cap, 60);
        let numbers: Vec<&str> = cut.iter().filter_map(|line| line.split_once('.')).map(|(number, _)| number).collect();
        assert!((1..=1200).eq(numbers.iter().map(|number| number.trim().parse::<usize>().unwrap())), "{cap}");
        assert!(numbers.is_sorted_by_key(|number| number.len()), "{cap}");
    }
}

#[test]
fn the_columns_of_a_table_stay_as_wide_as_they_were() {
    let head = "| name | number |\n|------|--------|\n| a rather long name | 1 |\n";
    let text = format!("{head}{}", lines("| n# | # |"));
    for cap in CAPS {
        let (cut, _) = page(&text, cap, 60);
        let column = cut[0].find("number").unwrap();
        assert!(cut.iter().filter(|line| line.starts_with('n')).all(|line| line.rfind(' ').unwrap() + 1 == column));
    }
}

/// A row of so many cells.
fn row(columns: usize, cell: &str) -> String {
    format!("|{}\n", format!("{cell}|").repeat(columns))
}

#[test]
fn a_table_of_short_rows_is_cut_where_its_empty_cells_are_too_many_and_reads_the_same() {
    let full = |columns: usize| row(columns, "n") + &row(columns, "-:") + &row(columns, "v");
    let escaped = format!("|n\\|n|`n|n`{}{}", row(37, "n"), row(40, "-:"));
    for (name, text) in [
        ("rows of one cell", full(30) + &lines("|x|") + &row(30, "x")),
        ("rows without pipes", full(40) + &lines("x") + "y|y|y\n"),
        ("rows of two kinds", full(50) + &(row(1, "x").repeat(40) + &row(50, "y")).repeat(9)),
        ("pipes that are escaped", escaped + &row(40, "v") + &lines("|\\|#\\||x")),
        ("a table in a quote", inside("> ", "> ", &(full(40) + &lines("|x|y|")))),
        ("a table in an item", inside("1.  ", "    ", &(full(40) + &lines("|x|y|")))),
    ] {
        let text = format!("Above.\n\n{text}\nBelow.\n");
        let parsed = parse(&text, &Continuation::Nothing, &References::default());
        // Wider than the page, the rows are records in which each column has its name.
        for columns in [240, 40] {
            let whole = lay(&parsed, &Pour::printed(columns), 0, Above::Nothing).lines;
            let whole: Vec<String> = whole.iter().map(|line| line.text().trim_end().to_owned()).collect();
            let (cut, chunks) = page(&text, 1 << 30, columns);
            assert!(chunks > 1, "{name} is not cut");
            let at = (0..whole.len().max(cut.len())).find(|&at| whole.get(at) != cut.get(at));
            assert_eq!(
                at.map(|at| (whole.get(at), cut.get(at))),
                None,
                "{name}: {at:?} of {} in {chunks}",
                whole.len()
            );
        }
    }
}

#[test]
fn any_number_of_chunks_that_show_nothing_is_passed_over() {
    let nothing: String =
        (0..3000).fold(String::new(), |text, number| text + &format!("[l{number}]: /to/{number}\n\n"));
    let comments = "<!-- nothing to be seen -->\n\n".repeat(3000);
    for nothing in [nothing, comments] {
        let document = document(&format!("First.\n\n{nothing}Last.\n\n{nothing}"), 64);
        assert!(document.chunk_count() > 1000);
        let mut flow = Flow::new(Pour::printed(60));
        let first = flow.first(&document).unwrap();
        let mut below = flow.next(&document, first).unwrap();
        below = flow.next(&document, below).unwrap_or(below);
        assert_eq!(flow.line(&document, below).unwrap().text(), "Last.");
        assert_eq!(flow.last(&document), Some(below));
        assert_eq!(flow.next(&document, below), None);
    }
}

#[test]
fn definitions_behind_a_block_are_found_however_many_they_are() {
    let definitions = lines("[l#]: /to/#");
    for block in ["words [l399]\n", "> words [l399]\n", "- words [l399]\n", "| [l399] |\n|---|\n", "    code\n", ""] {
        for cap in CAPS {
            let document = document(&format!("{block}\n{definitions}"), cap);
            assert!((100..400).all(|number| document.references().link(&format!("l{number}")).is_some()), "{block:?}");
        }
    }
}
