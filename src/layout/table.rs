//! Tables: natural widths if they fit, else the widest columns give way and words wrap inside of their cells. Where even
//! that could not be read, each row becomes a record. No cell is ever cut off.
//!
//! ```text
//! Use                       Permission      header, bold
//! ────────────────────────────────────      one rule below it
//! A program that uses       no              columns parted by space
//! several chunks
//! ────────────────────────────────────      rules between rows only where a cell wraps
//! Selling a CD-ROM          yes
//! ```

use crate::markdown::block::{Alignment, Cell};
use crate::markdown::inline::Marks;
use crate::text::sanitize::Safe;
use crate::text::width::width;
use crate::text::wrap::Extent;

use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};
use super::pour::{Order, Tables};
use super::prose::{Prose, ProseLine, emphasised};

/// Columns between two columns of a table.
const GAP: usize = 3;
/// A column that would have to be narrower than this makes the rows records.
const NARROWEST: usize = 8;
/// The widest column of a table that is wider than its page.
const WIDEST: usize = 72;

/// Draws a table.
pub(super) fn draw(canvas: &mut Canvas, alignments: &[Alignment], head: &[Cell], rows: &[Vec<Cell>]) {
    let above = canvas.table_above();
    let head = above.as_ref().map_or(head, |above| &above.head);
    let table = Table {
        alignments,
        head: Row::new(head, Role::TableHead),
        rows: rows.iter().map(|row| Row::new(row, Role::Text)).collect(),
        above: above.as_ref().map(|above| &*above.columns),
    };
    let (first, rest) = canvas.free();
    if first < rest && table.above.is_none() && canvas.pour().tables == Tables::Fitted {
        // What stands in front of the first line would narrow all of them: it gets a line of its own.
        canvas.put(Vec::new(), table.head.start);
    }
    let natural = table.natural();
    if canvas.pour().tables == Tables::Natural {
        return table.draw_natural(canvas, &natural);
    }
    match table.widths(&natural, canvas.free().1) {
        Some(widths) => table.draw_grid(canvas, &natural, &widths),
        None => table.draw_records(canvas),
    }
}

struct Table<'a> {
    alignments: &'a [Alignment],
    head: Row,
    rows: Vec<Row>,
    /// What the columns wished for above, where the table goes on: its header has been drawn there.
    above: Option<&'a [Extent]>,
}

/// A row. Only what says something takes room: a short row of a wide table costs little.
struct Row {
    /// Where it begins, a byte of the chunk.
    start: usize,
    /// The cells with content, from left to right.
    cells: Vec<Filled>,
}

/// A cell with content.
struct Filled {
    column: usize,
    start: usize,
    prose: Prose,
}

impl Row {
    fn new(cells: &[Cell], role: Role) -> Self {
        let filled = cells.iter().enumerate().filter(|(_, cell)| !cell.content.is_empty());
        let cells_filled =
            filled.map(|(column, cell)| Filled { column, start: cell.start, prose: Prose::new(&cell.content, role) });
        Self { start: cells.first().map_or(0, |cell| cell.start), cells: cells_filled.collect() }
    }
}

impl Table<'_> {
    fn count(&self) -> usize {
        let rows = std::iter::once(&self.head).chain(&self.rows);
        let widest = rows.filter_map(|row| row.cells.last()).map(|cell| cell.column + 1).max().unwrap_or(0);
        self.alignments.len().max(widest)
    }

    /// How wide the columns are where nothing wraps.
    fn natural(&self) -> Vec<usize> {
        self.widest(|above| above.natural, Prose::natural)
    }

    /// The width of each column in `free` columns; `None` if they don't fit in any readable way.
    fn widths(&self, natural: &[usize], free: usize) -> Option<Vec<usize>> {
        // Past this there are fewer columns than `free`.
        let room = free.checked_sub(GAP * natural.len().saturating_sub(1))?;
        if natural.iter().sum::<usize>() <= room {
            return Some(natural.to_vec());
        }
        let words = self.widest(|above| above.longest_word, Prose::longest_word);
        let wish = |(&natural, longest_word)| Extent { longest_word, natural };
        shrink(&natural.iter().zip(words).map(wish).collect::<Vec<_>>(), room)
    }

    /// The most that something of each column takes, at least one: what is above, and its cells.
    fn widest(&self, above: impl Fn(&Extent) -> usize, cell: impl Fn(&Prose) -> usize) -> Vec<usize> {
        let mut widest = vec![1; self.count()];
        let mut widen = |column: usize, columns: usize| {
            if let Some(most) = widest.get_mut(column) {
                *most = columns.max(*most);
            }
        };
        self.above.unwrap_or_default().iter().enumerate().for_each(|(column, extent)| widen(column, above(extent)));
        for filled in std::iter::once(&self.head).chain(&self.rows).flat_map(|row| &row.cells) {
            widen(filled.column, cell(&filled.prose));
        }
        widest
    }

    fn draw_grid(&self, canvas: &mut Canvas, natural: &[usize], widths: &[usize]) {
        let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let line = Safe::repeat("─", total);
        let rule = || vec![Span::of(line.clone(), Role::TableRule)];
        let order = canvas.pour().order;
        let rows: Vec<Vec<Wrapped>> = self.rows.iter().map(|row| wrapped(row, widths, order)).collect();
        // Above, too.
        let narrowed = || natural.iter().zip(widths).any(|(natural, width)| natural > width);
        let goes_on = self.above.is_some();
        let wraps = (goes_on && narrowed()) || rows.iter().any(|row| row.iter().any(|cell| cell.height() > 1));
        if !self.head.cells.is_empty() && !goes_on {
            let below = self.put_row(canvas, &wrapped(&self.head, widths, order), widths, self.head.start);
            canvas.put(rule(), below);
        }
        for (place, (row, cells)) in self.rows.iter().zip(rows).enumerate() {
            if wraps && (place > 0 || goes_on) {
                canvas.put(rule(), row.start.saturating_sub(1));
            }
            self.put_row(canvas, &cells, widths, row.start);
        }
    }

    /// Puts the lines of a row on the canvas; returns the offset for what stands right below it.
    fn put_row(&self, canvas: &mut Canvas, cells: &[Wrapped], widths: &[usize], start: usize) -> usize {
        let height = cells.iter().map(Wrapped::height).max().unwrap_or(0).max(1);
        for line in 0..height {
            canvas.put(self.row_line(cells, widths, line), start + line);
        }
        start + height
    }

    /// A line of a row.
    fn row_line(&self, cells: &[Wrapped], widths: &[usize], line: usize) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::with_capacity(2 * cells.len());
        let mut owed = 0;
        let mut beside = cells.iter().peekable();
        for (column, &width) in widths.iter().enumerate() {
            let cell = beside.next_if(|cell| cell.column == column).and_then(|cell| cell.line(line));
            let (words, columns) = cell.unwrap_or_default();
            let slack = width.saturating_sub(columns);
            let left = match self.alignments.get(column).copied().unwrap_or_default() {
                Alignment::Left => 0,
                Alignment::Centre => slack / 2,
                Alignment::Right => slack,
            };
            // Space is only written where something follows it.
            if words.is_empty() {
                owed += width + GAP;
            } else {
                if owed + left > 0 {
                    spans.push(Span::of(Safe::spaces(owed + left), Role::Text));
                }
                spans.extend_from_slice(words);
                owed = slack - left + GAP;
            }
        }
        spans
    }

    /// The rows as wide as they are, for a page that pans over them, and the header for whoever pins it.
    fn draw_natural(&self, canvas: &mut Canvas, natural: &[usize]) {
        let free = canvas.free().1;
        let gaps = GAP * natural.len().saturating_sub(1);
        let fits = natural.iter().sum::<usize>() + gaps <= free;
        // Each cell can be seen whole, and none is so wide that it could not be read.
        let most = if fits { free } else { free.saturating_sub(2 * GAP).clamp(1, WIDEST) };
        let widths: Vec<usize> = natural.iter().map(|width| (*width).min(most)).collect();
        let order = canvas.pour().order;
        let rule = Span::of(Safe::repeat("─", widths.iter().sum::<usize>() + gaps), Role::TableRule);
        let columns = widths.iter().scan(0, |column, width| {
            let begins = *column;
            *column += width + GAP;
            Some(begins)
        });
        let columns: Vec<usize> = columns.collect();
        let mut head = Vec::new();
        if !self.head.cells.is_empty() {
            let cells = wrapped(&self.head, &widths, order);
            let height = cells.iter().map(Wrapped::height).max().unwrap_or(0);
            head.extend((0..height).map(|line| self.row_line(&cells, &widths, line)));
            head.push(vec![rule.clone()]);
        }
        let narrowed = natural.iter().zip(&widths).any(|(natural, width)| natural > width);
        canvas.headed(head, columns, |canvas| {
            for row in &self.rows {
                let cells = wrapped(row, &widths, order);
                let height = cells.iter().map(Wrapped::height).max().unwrap_or(0).max(1);
                for line in 0..height {
                    let spans = self.row_line(&cells, &widths, line);
                    let moving = spans.len();
                    canvas.put_wide(spans, moving, row.start + line);
                }
                if narrowed {
                    canvas.put_wide(vec![rule.clone()], 1, row.start + height);
                }
            }
        });
    }

    /// Each row as lines of `header: value`, empty cells left out.
    fn draw_records(&self, canvas: &mut Canvas) {
        if self.rows.iter().all(|row| row.cells.is_empty()) {
            for cell in &self.head.cells {
                cell.prose.draw(canvas, cell.start);
            }
            return;
        }
        let names = self.names(canvas.free().1, canvas.pour().order);
        let mut unused = vec![true; names.len()];
        for cell in self.rows.iter().flat_map(|row| &row.cells) {
            unused[cell.column] = false;
        }
        for (place, row) in self.rows.iter().filter(|row| !row.cells.is_empty()).enumerate() {
            if place > 0 || self.above.is_some() {
                canvas.blank(row.start);
            } else {
                // Names of columns without any value have no other place.
                for (name, _) in names.iter().zip(&unused).filter(|(_, unused)| **unused) {
                    for line in name {
                        canvas.put(line.clone(), row.start);
                    }
                }
            }
            for cell in &row.cells {
                draw_field(canvas, &names[cell.column], cell);
            }
        }
    }

    /// The name of each column as lines of up to `free` columns, none where its header is empty.
    fn names(&self, free: usize, order: Order) -> Vec<Vec<Vec<Span>>> {
        let mut names = vec![Vec::new(); self.count()];
        let columns = free.saturating_sub(1).max(1);
        for cell in &self.head.cells {
            let lines = cell.prose.lines(columns, columns, order).into_iter();
            let mut lines: Vec<_> = lines.map(|line| emphasised(line.spans, Marks::STRONG)).collect();
            if let Some(last) = lines.last_mut() {
                last.push(Span::new(":", Role::TableHead));
            }
            names[cell.column] = lines;
        }
        names
    }
}

fn draw_field(canvas: &mut Canvas, name: &[Vec<Span>], cell: &Filled) {
    let hang = vec![Span::new("  ", Role::Text)];
    let mut first = Vec::new();
    if let Some((last, above)) = name.split_last() {
        for line in above {
            canvas.put(line.clone(), cell.start);
        }
        first.clone_from(last);
        let columns: usize = last.iter().map(|span| width(&span.text)).sum();
        if columns + 1 + NARROWEST <= canvas.free().0 {
            first.push(Span::new(" ", Role::TableHead));
        } else {
            // A long name leaves no room: the value goes on lines of its own.
            canvas.put(std::mem::replace(&mut first, hang.clone()), cell.start);
        }
    }
    canvas.inside(Prefix { first, rest: hang }, cell.start, |canvas| cell.prose.draw(canvas, cell.start));
}

/// A cell as lines of its column's width.
struct Wrapped {
    column: usize,
    words: Words,
}

/// What a cell says.
enum Words {
    /// What most of them say: a few words, and nothing to wrap.
    Few([Span; 1]),
    Lines(Vec<ProseLine>),
}

impl Wrapped {
    /// How many lines it has.
    fn height(&self) -> usize {
        match &self.words {
            Words::Few(_) => 1,
            Words::Lines(lines) => lines.len(),
        }
    }

    /// A line, and how many columns it takes.
    fn line(&self, line: usize) -> Option<(&[Span], usize)> {
        match &self.words {
            Words::Few(words) => (line == 0).then(|| (&words[..], words[0].text.len())),
            Words::Lines(lines) => lines.get(line).map(|line| (&*line.spans, line.columns)),
        }
    }
}

fn wrapped(row: &Row, widths: &[usize], order: Order) -> Vec<Wrapped> {
    let words = |Filled { column, prose, .. }: &Filled| {
        let width = widths[*column];
        prose.single(width).map_or_else(|| Words::Lines(prose.lines(width, width, order)), |words| Words::Few([words]))
    };
    row.cells.iter().map(|cell| Wrapped { column: cell.column, words: words(cell) }).collect()
}

/// Takes width from the widest columns until all fit in `free` columns, from those whose words stay whole first, and then
/// from the longest words, so that few are split; `None` if that made one unreadably narrow.
fn shrink(wishes: &[Extent], free: usize) -> Option<Vec<usize>> {
    let least = |wish: &Extent, longest: usize| wish.natural.min(wish.longest_word.min(longest).max(NARROWEST));
    let fits = |longest: &usize| wishes.iter().map(|wish| least(wish, *longest)).sum::<usize>() <= free;
    let longest_word =
        wishes.iter().map(|wish| wish.longest_word).max().unwrap_or(0).clamp(NARROWEST, free.max(NARROWEST));
    let longest = (NARROWEST..=longest_word).rev().find(fits)?;
    shrink_by(|cap, wish| wish.natural.min(cap.max(least(wish, longest))), wishes, free)
}

/// The widths under the largest cap with which all columns fit; `width` says what a cap leaves of a column.
fn shrink_by(width: impl Fn(usize, &Extent) -> usize, wishes: &[Extent], free: usize) -> Option<Vec<usize>> {
    let total = |cap: usize| wishes.iter().map(|wish| width(cap, wish)).sum::<usize>();
    let widest = wishes.iter().map(|wish| wish.natural).max().unwrap_or(0).min(free);
    // `total` grows with the cap.
    let cap = (NARROWEST..=widest).rev().find(|&cap| total(cap) <= free)?;
    let mut left = free - total(cap);
    let widths = wishes.iter().map(|wish| {
        let narrowed = width(cap, wish);
        let extra = usize::from(narrowed < wish.natural && narrowed <= cap && left > 0);
        left -= extra;
        narrowed + extra
    });
    Some(widths.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::laid::tests::lay;

    #[test]
    fn columns_take_what_they_need() {
        assert_eq!(
            lay("| a | b |\n|---|--:|\n| cc | 1 |\n| d | 22 |\n", 40),
            ["a     b", "───────", "cc    1", "d    22",]
        );
    }

    #[test]
    fn words_wrap_inside_of_cells() {
        let table = "| Use | Needed |\n|---|---|\n| A program that uses several chunks | no |\n| Selling | yes |\n";
        assert_eq!(
            lay(table, 30),
            [
                "Use                     Needed",
                "──────────────────────────────",
                "A program that uses     no",
                "several chunks",
                "──────────────────────────────",
                "Selling                 yes",
            ]
        );
    }

    #[test]
    fn where_nothing_fits_rows_become_records() {
        let table = "| Name | Use it for |\n|---|---|\n| stone | building a house |\n| water | drinking |\n";
        assert_eq!(
            lay(table, 14),
            ["Name: stone", "Use it for:", "  building a", "  house", "", "Name: water", "Use it for:", "  drinking",]
        );
    }

    #[test]
    fn records_leave_out_what_is_empty() {
        let table =
            "| Name | | Use it for | Unused |\n|---|---|---|---|\n| | stone | building a house | |\n|||||\n| water |\n";
        assert_eq!(lay(table, 14), ["Unused:", "stone", "Use it for:", "  building a", "  house", "", "Name: water"]);
    }

    #[test]
    fn a_wide_table_costs_what_its_cells_say() {
        let head = format!("{}|\n{}|\n", "|a".repeat(400), "|-".repeat(400));
        let lines = lay(&format!("{head}{}", "|x|\n".repeat(100)), 40);
        assert_eq!(lines.len(), 399 + 100 + 99);
    }

    #[test]
    fn wide_characters_line_up() {
        assert_eq!(
            lay("| 日本 | x |\n|---|---|\n| 🎉 | y |\n| ab | z |\n", 40),
            ["日本   x", "────────", "🎉     y", "ab     z",]
        );
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        let wishes = |list: &[(usize, usize)]| -> Vec<Extent> {
            list.iter().map(|&(longest_word, natural)| Extent { longest_word, natural }).collect()
        };
        assert_eq!(shrink(&wishes(&[(5, 5), (8, 30), (8, 10)]), 30), Some(vec![5, 15, 10]));
        assert_eq!(shrink(&wishes(&[(5, 30), (5, 30)]), 31), Some(vec![16, 15]));
        assert_eq!(shrink(&wishes(&[(12, 30), (5, 30)]), 22), Some(vec![12, 10]), "words stay whole where they can");
        assert_eq!(shrink(&wishes(&[(20, 30), (5, 30)]), 22), Some(vec![14, 8]), "and the longest are split where not");
        assert_eq!(shrink(&wishes(&[(19, 36), (11, 33), (8, 28)]), 37), Some(vec![18, 11, 8]), "and no others");
        assert_eq!(shrink(&wishes(&[(5, 30), (5, 30), (5, 30)]), 20), None);
    }
}
