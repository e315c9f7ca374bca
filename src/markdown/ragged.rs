//! Tables whose rows are shorter than their headers, before the parser sees them.
//!
//! What is missing of a row is empty (GFM 0.29, section 4.10), and the parser makes an empty cell of it, up to 262,144 in a
//! table: three kilobytes can cost it what ten megabytes of prose do. Two things keep that down. A window is no longer than
//! its empty cells allow ([`affordable`]), so that a table is cut where they become too many, as any block is past the cap;
//! and where it goes on, the header in front of it has no more columns than the rows behind it fill (`narrowed`).
//!
//! Cells are counted here by their pipes alone. What looks like a table and is none is cut a little earlier than it would
//! be, and nothing else; no row ever has more cells than are counted.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::continuation::Continuation;

/// So many empty cells may stand in a text whatever its length.
const FREE: usize = 1024;
/// And so many more for each byte.
const FOR_A_BYTE: usize = 4;
/// The fewest columns with which a row of one letter lacks more cells than its bytes allow.
const WIDE: usize = 10;
/// What may stand in front of the content of a line in a quote or an item.
const MARGIN: [char; 3] = [' ', '\t', '>'];

/// How many bytes of a text, which goes on with `continuation`, may be parsed at once: all of them, or the lines before the
/// first one with which too many empty cells stand in them.
#[must_use]
pub fn affordable(text: &str, continuation: &Continuation) -> usize {
    let goes_on = continuation.table_lead().map(columns_of).filter(|columns| *columns >= WIDE);
    if goes_on.is_none() && !may_be_wide(text) {
        return text.len();
    }
    let mut table = Table { columns: 0, most: goes_on.unwrap_or(0), rows: 0, filled: 0 };
    let (mut above, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        if is_blank(line) {
            above += table.missing();
            table = Table::default();
        } else {
            table.take(line);
        }
        if at > 0 && above + table.missing() > FREE + FOR_A_BYTE * end {
            return at;
        }
        at = end;
    }
    text.len()
}

/// What the header of a table and the line below it, which stand in front of a text, are for it: as long as they were, with
/// no more columns than its first rows fill.
pub(super) fn narrowed<'l>(lead: &'l str, text: &str) -> Cow<'l, str> {
    let columns = columns_of(lead);
    let rows = text.lines().take_while(|line| !is_blank(line));
    let wanted = rows.map(|row| Cells::of(row).most).max().unwrap_or(0).max(1);
    let narrower = (wanted < columns).then(|| {
        let lines = lead.split_inclusive('\n').map(|line| first_cells(line, wanted, columns));
        lines.collect::<Option<String>>()
    });
    narrower.flatten().map_or(Cow::Borrowed(lead), Cow::Owned)
}

/// Whether an event is of a cell that its row leaves out: the parser makes it behind the end of the row's line.
pub(super) fn is_missing(text: &str, event: &Event<'_>, cell: &Range<usize>) -> bool {
    matches!(event, Event::Start(Tag::TableCell) | Event::End(TagEnd::TableCell))
        && cell.is_empty()
        && (cell.start == text.len() || text[..cell.start].ends_with(['\n', '\r']))
}

/// The first of the cells of a line that has `columns`, and space instead of the other ones.
fn first_cells(line: &str, wanted: usize, columns: usize) -> Option<String> {
    let content = line.trim_end();
    let pipes = pipes(content);
    let last = usize::from(pipes.last() == content.len().checked_sub(1).as_ref());
    // One more pipe than there are between cells and behind them stands in front of the first.
    let first = (pipes.len() + 1).checked_sub(last + columns)?;
    let end = *pipes.get(wanted + first - 1)? + 1;
    let left_out = content.len() - end;
    Some([&content[..end], &" ".repeat(left_out), &line[content.len()..]].concat())
}

/// Where the pipes of a header stand that part cells.
fn pipes(header: &str) -> Vec<usize> {
    let mut is_escaped = false;
    let mut pipes = Vec::new();
    for (at, byte) in header.bytes().enumerate() {
        if byte == b'|' && !is_escaped {
            pipes.push(at);
        }
        is_escaped = byte == b'\\' && !is_escaped;
    }
    pipes
}

/// The columns of a table by the line below its header.
fn columns_of(lead: &str) -> usize {
    lead.lines().last().map_or(0, |line| Cells::of(line.trim_start_matches(MARGIN)).most)
}

/// Whether a text may have the line that stands below a wide header. Says no at once to most texts.
fn may_be_wide(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut cells, mut behind) = (0, 0);
    for pipe in memchr_iter(b'|', bytes) {
        let is_cell = bytes[behind..pipe].iter().all(|byte| matches!(byte, b'-' | b':' | b' '));
        cells = if is_cell { cells + 1 } else { 0 };
        behind = pipe + 1;
        if cells + 2 >= WIDE {
            return true;
        }
    }
    false
}

/// Whether nothing stands in a line that could go on with a table.
fn is_blank(line: &str) -> bool {
    line.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'\r' | b'\n'))
}

/// Whether a line may stand below a header.
fn is_below_header(line: &str) -> bool {
    let row = line.trim_start_matches(MARGIN).trim_end();
    row.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ')) && row.contains('|') && row.contains('-')
}

/// Lines without a blank one between them, as far as a table may stand in them.
#[derive(Debug, Clone, Copy, Default)]
struct Table {
    /// Its columns, 0 while no table has begun.
    columns: usize,
    /// The columns of the header that stands in front of the text; as many of them count as the rows fill.
    most: usize,
    rows: usize,
    filled: usize,
}

impl Table {
    fn take(&mut self, line: &str) {
        let cells = Cells::of(line);
        if is_below_header(line) {
            self.columns = self.columns.max(cells.most);
        } else if self.columns > 0 || self.most > 0 {
            self.columns = self.columns.max(cells.most.min(self.most));
            self.rows += 1;
            self.filled += cells.least;
        }
    }

    /// At most how many cells are empty because their rows are too short.
    fn missing(&self) -> usize {
        self.rows.saturating_mul(self.columns).saturating_sub(self.filled)
    }
}

/// How many cells a row has.
#[derive(Debug, Clone, Copy)]
struct Cells {
    least: usize,
    most: usize,
}

impl Cells {
    fn of(line: &str) -> Self {
        // What stands in front of a quoted line counts for a cell.
        let row = line.trim_start_matches([' ', '\t']).trim_end_matches([' ', '\t', '\r', '\n']);
        let outside = usize::from(row.starts_with('|')) + usize::from(row.len() > 1 && row.ends_with('|'));
        let most = (memchr_iter(b'|', row.as_bytes()).count() + 1).saturating_sub(outside);
        let quoted = usize::from(row.starts_with('>'));
        Self { least: if row.contains('\\') { 1 } else { most.saturating_sub(quoted) }, most }
    }
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Options, Parser};

    use super::*;

    /// The columns of the table with which a text begins, if it does.
    fn columns(text: &str) -> Option<usize> {
        Parser::new_ext(text, Options::ENABLE_TABLES).find_map(|event| match event {
            Event::Start(Tag::Table(columns)) => Some(columns.len()),
            _ => None,
        })
    }

    #[test]
    fn a_header_is_as_wide_as_its_rows_and_as_long_as_before() {
        for (lead, rows, wanted) in [
            ("|a|b|c|d|\n|-|-|-|-|\n", "|1|\n|1|2|\n", 2),
            ("a|b|c|d\n-|-|-|-\n", "1\n\n|1|2|3|4|\n", 1),
            ("| a | b | c |  \n|:--|:-:|--:|\n", "1|2\n", 2),
            ("a\\|b|`|`|ä|d\n-|-|-|-|-\n", "1\\|2\n", 2),
            ("> - |a|b|c|\n>   |-|-|-|\n", "> |1|\n", 2),
            ("||a|b|\n|-|-|-|\n", "1\n", 1),
            ("a|b\n-|-\n", "1|2|3\n", 2),
        ] {
            let narrow = narrowed(lead, rows);
            assert_eq!((narrow.len(), columns(&narrow)), (lead.len(), Some(wanted)), "{narrow}");
            assert!(columns(lead) >= Some(wanted));
        }
    }

    #[test]
    fn only_what_a_row_leaves_out_is_missing() {
        for (rows, filled) in [("|1|2|3|\n", 3), ("||2||\n", 3), ("1\n", 1), ("1\n||", 2), ("| |\r\n1|2\n\na\n", 3)] {
            for (margin, header) in [("", "a|b|c\n-|-|-\n"), ("> ", "> a|b|c\n> -|-|-\n")] {
                let text = format!("{header}{margin}{}", rows.replace('\n', &format!("\n{margin}")));
                let events = Parser::new_ext(&text, Options::ENABLE_TABLES).into_offset_iter();
                let there = events.filter(|(event, range)| !is_missing(&text, event, range));
                let cells = there.filter(|(event, _)| matches!(event, Event::Start(Tag::TableCell))).count();
                assert_eq!(cells, 3 + filled, "{text:?}");
            }
        }
    }

    #[test]
    fn a_text_is_cut_where_too_many_cells_would_be_empty() {
        let nothing = Continuation::Nothing;
        let header = |columns: usize| format!("{}|\n{}|\n", "|a".repeat(columns), "|-".repeat(columns));
        for (text, is_whole) in [
            ("a | b\n".repeat(9_000), true),
            (header(9) + &"a\n".repeat(9_000), true),
            (header(500) + &("|b".repeat(500) + "|\n").repeat(20), true),
            (format!("{}\n{}", header(500), "a\n".repeat(9_000)), true),
            (header(500) + &"a\n".repeat(9_000), false),
            ("> ".to_owned() + &header(500).replace('\n', "\n> ") + &"a\n> ".repeat(9_000), false),
            ((header(31) + &"a\n".repeat(70) + "\n").repeat(9), false),
        ] {
            let end = affordable(&text, &nothing);
            assert_eq!(end == text.len(), is_whole, "{end} {text:.20}");
            assert!(end > 0 && (is_whole || text[..end].ends_with('\n')));
        }
    }
}
