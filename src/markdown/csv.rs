//! Tables as comma-separated values (RFC 4180), and code as it is written: what other programs take.

use super::block::{Block, BlockKind, Cell, Parsed};
use super::inline::{Inline, InlineKind};

/// Whether the header of a table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Head {
    /// Above the rows.
    Written,
    /// It was written with the rows before these.
    LeftOut,
}

/// Adds a table to a text, a record for each row; nothing for any other block. Records have as many fields as the table has
/// columns, and end as RFC 4180 says.
pub fn write(block: &Block, heading: Head, text: &mut String) {
    let BlockKind::Table { alignments, head, rows } = &block.kind else { return };
    let widest = rows.iter().map(Vec::len).chain([head.len(), alignments.len()]).max().unwrap_or(0);
    let head = (heading == Head::Written && head.iter().any(|cell| !cell.content.is_empty())).then_some(head);
    for row in head.into_iter().chain(rows) {
        for column in 0..widest {
            if column > 0 {
                text.push(',');
            }
            write_field(&row.get(column).map(words).unwrap_or_default(), text);
        }
        text.push_str("\r\n");
    }
}

/// A field, between quotes where it has to be.
fn write_field(field: &str, text: &mut String) {
    if field.contains([',', '"', '\r', '\n']) {
        text.push('"');
        text.push_str(&field.replace('"', "\"\""));
        text.push('"');
    } else {
        text.push_str(field);
    }
}

/// What a cell says.
fn words(cell: &Cell) -> String {
    let word = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) | InlineKind::Math(text, _) => text.to_string(),
        InlineKind::FootnoteReference(label, number) => match number {
            Some(number) => format!("[{number}]"),
            None => format!("[{}]", &**label),
        },
        InlineKind::SoftBreak => " ".to_owned(),
        InlineKind::HardBreak => "\n".to_owned(),
        InlineKind::Image(name) => name.to_string(),
        InlineKind::FootnoteReturn | InlineKind::Reference(_) | InlineKind::Elsewhere(_) => String::new(),
    };
    cell.content.iter().map(word).collect()
}

/// The code of a chunk that has nothing else.
#[must_use]
pub fn code(parsed: &Parsed) -> String {
    let code = parsed.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Code { text, .. } => Some(text.text.as_str()),
        _ => None,
    });
    code.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    #[test]
    fn fields_are_quoted_where_they_have_to_be() {
        let table = "| a | *b*, `c` |\n|---|---|\n| say \"d\" | e \\| f |\n| g<br>h |\n| | 1 |\n";
        let parsed = parse(table, &Continuation::Nothing, &References::default());
        let written = |head| {
            let mut text = String::new();
            write(&parsed.blocks[0], head, &mut text);
            text
        };
        let rows = "\"say \"\"d\"\"\",e | f\r\n\"g\nh\",\r\n,1\r\n";
        assert_eq!(written(Head::LeftOut), rows);
        assert_eq!(written(Head::Written), format!("a,\"b, c\"\r\n{rows}"));
    }
}
