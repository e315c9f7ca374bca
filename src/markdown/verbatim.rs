//! The source of a chunk instead of what it says, with a line that says why: where the parser can't take it, or where laying
//! it out would take far more than its text is worth.
//!
//! What is laid out is nearly always in proportion to its text: the most are the few columns that stand in front of each
//! line. Tables are not. On a narrow page the name of a column stands in front of each value, and on one that pans each row
//! may be ruled off as wide as all columns together; so twenty kilobytes can ask for a gigabyte. That is counted here and
//! not timed, from the text alone: a chunk is read in the same way at every width, on the screen and in print.

use super::block::{Block, BlockKind, Cell, Definition, Mapped, Parsed};
use super::inline::{Inline, InlineKind, Marks};
use crate::text::wording::Wording;

/// What the tables of a chunk may take beyond what they say, in columns of the page: some sixty times the longest chunk.
const MOST: usize = 2 << 20;
/// The most that a column counts for: one that pans is no wider.
const WIDEST: usize = 72;
/// The space behind it.
const GAP: usize = 3;

/// Why a chunk shows its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// The parser can't take it.
    Unread,
    /// It takes too much.
    TooMuch,
}

impl Reason {
    const fn sentence(self) -> &'static str {
        match self {
            Self::Unread => "What follows could not be read as Markdown; it is shown as it is written.",
            Self::TooMuch => "What follows takes too much to lay out; it is shown as it is written.",
        }
    }
}

/// The text of a chunk as it is written, below a line that says why.
pub(super) fn source(text: &str, reason: Reason) -> Parsed {
    let mut code = Mapped::default();
    code.push(text, 0);
    let kind = InlineKind::Text(Wording::from(reason.sentence()));
    let note = Inline { kind, marks: Marks::EMPHASIS, link: None, source: 0..0 };
    let note = Block { kind: BlockKind::Paragraph(vec![note]), span: 0..0 };
    let code = Block { kind: BlockKind::Code { info: "".into(), text: code }, span: 0..text.len() };
    Parsed { blocks: vec![note, code], ..Parsed::default() }
}

/// Whether a chunk would take too much to be laid out.
pub(super) fn is_too_much(parsed: &Parsed) -> bool {
    // Nearly always that is seen from how many rows and columns there are, and no cell has to be looked at.
    taken(parsed, |head, rows, widths| {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).max(head.len()).max(widths.len());
        let names: usize = head.iter().map(length).sum();
        rows.len().saturating_mul(names + columns * (WIDEST + GAP))
    }) > MOST
        && taken(parsed, table) > MOST
}

/// What the tables of a chunk take together, where `of_table` says that of a head, rows, and the widths that the columns
/// have above.
fn taken(parsed: &Parsed, of_table: impl Fn(&[Cell], &[Vec<Cell>], &mut Vec<usize>) -> usize) -> usize {
    let above = parsed.resumption.as_deref();
    let mut taken = 0_usize;
    let mut inside: Vec<&[Block]> = vec![&parsed.blocks];
    while let Some(blocks) = inside.pop() {
        for block in blocks {
            match &block.kind {
                BlockKind::Table { head, rows, .. } if head.is_empty() => {
                    let (head, columns) = above.map_or((&[][..], &[][..]), |above| (&above.head[..], &above.columns));
                    let mut widths: Vec<usize> = columns.iter().map(|column| column.natural).collect();
                    taken = taken.saturating_add(of_table(head, rows, &mut widths));
                }
                BlockKind::Table { head, rows, .. } => {
                    taken = taken.saturating_add(of_table(head, rows, &mut Vec::new()));
                }
                BlockKind::Quote { blocks, .. }
                | BlockKind::Details { blocks, .. }
                | BlockKind::Footnote { blocks, .. } => inside.push(blocks),
                BlockKind::List { items, .. } => inside.extend(items.iter().map(|item| &*item.blocks)),
                BlockKind::Definitions(parts) => inside.extend(parts.iter().filter_map(|part| match part {
                    Definition::Meaning(blocks) => Some(&**blocks),
                    Definition::Term(..) => None,
                })),
                BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Code { .. } | BlockKind::Rule => {}
            }
        }
    }
    taken
}

/// What the names in front of the values and the rules below the rows of a table take. `widths` are those that its columns
/// have above.
fn table(head: &[Cell], rows: &[Vec<Cell>], widths: &mut Vec<usize>) -> usize {
    let names: Vec<usize> = head.iter().map(length).collect();
    let mut named = 0_usize;
    widen(widths, &names);
    let mut lengths = Vec::new();
    for row in rows {
        lengths.clear();
        lengths.extend(row.iter().map(length));
        widen(widths, &lengths);
        let of_values = names.iter().zip(&lengths).filter(|(_, value)| **value > 0);
        named = named.saturating_add(of_values.map(|(name, _)| name).sum());
    }
    let rule: usize = widths.iter().map(|width| width.min(&WIDEST) + GAP).sum();
    named.saturating_add(rule.saturating_mul(rows.len()))
}

/// Makes columns as wide as what stands in them.
fn widen(widths: &mut Vec<usize>, lengths: &[usize]) {
    widths.resize(widths.len().max(lengths.len()), 0);
    for (width, length) in widths.iter_mut().zip(lengths) {
        *width = (*width).max(*length);
    }
}

/// About how many columns a cell takes on one line.
fn length(cell: &Cell) -> usize {
    let of = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text, _) => text.len(),
        _ => 1,
    };
    cell.content.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::super::continuation::Continuation;
    use super::super::references::References;
    use super::super::tree::parse;
    use super::*;

    /// A table of so many columns of which the first has a long name, and of so many rows with one value.
    fn table(columns: usize, name: usize, rows: usize) -> String {
        let (names, below) = ("|b".repeat(columns - 1), "|-".repeat(columns));
        format!("|{}{names}|\n{below}|\n{}", "name ".repeat(name), "|v|\n".repeat(rows))
    }

    #[test]
    fn a_table_that_takes_too_much_shows_its_source() {
        for (columns, name, rows, expected) in [
            (3, 400, 100, None),
            (3, 400, 2_000, Some(Reason::TooMuch)),
            (60, 400, 500, None),
            (60, 400, 2_000, Some(Reason::TooMuch)),
            (8, 1, 4_000, None),
        ] {
            let text = table(columns, name, rows);
            for text in [
                text.clone(),
                format!("> {}", text.replace('\n', "\n> ")),
                format!("- a\n\n  {}", text.replace('\n', "\n  ")),
            ] {
                let parsed = parse(&text, &Continuation::Nothing, &References::default());
                let shown = expected.map(|reason| source(&text, reason));
                assert_eq!(shown.is_some(), shown.as_ref() == Some(&parsed), "{columns} {name} {rows}");
            }
        }
    }

    #[test]
    fn all_of_the_source_is_there() {
        let text = "- a\n\n\n  *b*\u{1b}[2J\n";
        for reason in [Reason::Unread, Reason::TooMuch] {
            let shown = source(text, reason);
            assert_eq!(shown.code_at(0).map(|(_, code)| code.text.as_str()), Some(text));
            assert!(reason.sentence().ends_with('.'));
        }
    }
}
