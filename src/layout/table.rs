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

use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};
use super::prose::{Prose, ProseLine, emphasised};

/// Columns between two columns of a table.
const GAP: usize = 3;
/// A column that would have to be narrower than this makes the rows records.
const NARROWEST: usize = 8;

/// Draws a table.
pub(super) fn draw(canvas: &mut Canvas, alignments: &[Alignment], head: &[Cell], rows: &[Vec<Cell>]) {
    let table = Table {
        alignments,
        head: head.iter().map(|cell| (Prose::new(&cell.content, Role::TableHead), cell.start)).collect(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| (Prose::new(&cell.content, Role::Text), cell.start)).collect())
            .collect(),
    };
    match table.widths(canvas.free().1) {
        Some(widths) => table.draw_grid(canvas, &widths),
        None => table.draw_records(canvas),
    }
}

type Row = Vec<(Prose, usize)>;

struct Table<'a> {
    alignments: &'a [Alignment],
    head: Row,
    rows: Vec<Row>,
}

impl Table<'_> {
    fn count(&self) -> usize {
        let widest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        self.alignments.len().max(self.head.len()).max(widest)
    }

    /// The width of each column in `free` columns; `None` if they don't fit in any readable way.
    fn widths(&self, free: usize) -> Option<Vec<usize>> {
        let mut natural = vec![1; self.count()];
        for row in std::iter::once(&self.head).chain(&self.rows) {
            for (width, (prose, _)) in natural.iter_mut().zip(row) {
                *width = (*width).max(prose.extent().natural);
            }
        }
        let gaps = GAP * natural.len().saturating_sub(1);
        if natural.iter().sum::<usize>() + gaps <= free {
            return Some(natural);
        }
        shrink(&natural, free.checked_sub(gaps)?)
    }

    fn draw_grid(&self, canvas: &mut Canvas, widths: &[usize]) {
        let total = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let rule = || vec![Span::new(&"─".repeat(total), Role::TableRule)];
        let rows: Vec<Vec<Vec<ProseLine>>> = self.rows.iter().map(|row| wrapped(row, widths)).collect();
        let wraps = rows.iter().any(|row| row.iter().any(|cell| cell.len() > 1));
        if !self.head.is_empty() {
            let start = start_of(&self.head);
            let head = wrapped(&self.head, widths);
            let below = self.put_row(canvas, head, widths, start);
            canvas.put(rule(), below);
        }
        for (place, (row, lines)) in self.rows.iter().zip(rows).enumerate() {
            let start = start_of(row);
            if wraps && place > 0 {
                canvas.put(rule(), start.saturating_sub(1));
            }
            self.put_row(canvas, lines, widths, start);
        }
    }

    /// Puts the lines of a row on the canvas; returns the offset for what stands right below it.
    fn put_row(&self, canvas: &mut Canvas, mut cells: Vec<Vec<ProseLine>>, widths: &[usize], start: usize) -> usize {
        let height = cells.iter().map(Vec::len).max().unwrap_or(0).max(1);
        for line in 0..height {
            let mut spans: Vec<Span> = Vec::new();
            let mut owed = 0;
            for (column, &width) in widths.iter().enumerate() {
                let empty = ProseLine { spans: Vec::new(), columns: 0, offset: 0 };
                let cell = cells.get_mut(column).and_then(|cell| cell.get_mut(line));
                let cell = cell.map_or(empty, |cell| {
                    std::mem::replace(cell, ProseLine { spans: Vec::new(), columns: 0, offset: 0 })
                });
                let slack = width.saturating_sub(cell.columns);
                let left = match self.alignments.get(column).copied().unwrap_or_default() {
                    Alignment::Left => 0,
                    Alignment::Centre => slack / 2,
                    Alignment::Right => slack,
                };
                // Space is only written where something follows it.
                if !cell.spans.is_empty() {
                    if owed + left > 0 {
                        spans.push(Span::new(&" ".repeat(owed + left), Role::Text));
                    }
                    spans.extend(cell.spans);
                    owed = slack - left + GAP;
                } else {
                    owed += width + GAP;
                }
            }
            canvas.put(spans, start + line);
        }
        start + height
    }

    /// Each row as lines of `header: value`.
    fn draw_records(&self, canvas: &mut Canvas) {
        for (place, row) in self.rows.iter().enumerate() {
            if place > 0 {
                canvas.blank(start_of(row));
            }
            for column in 0..self.count() {
                let value = row.get(column);
                let Some(start) = value.or_else(|| row.first()).map(|(_, start)| *start) else { continue };
                self.draw_field(canvas, column, value.map(|(prose, _)| prose), start);
            }
        }
        if self.rows.is_empty() {
            for (prose, start) in &self.head {
                prose.draw(canvas, *start);
            }
        }
    }

    fn draw_field(&self, canvas: &mut Canvas, column: usize, value: Option<&Prose>, start: usize) {
        let (free, _) = canvas.free();
        let mut name = Vec::new();
        if let Some((head, _)) = self.head.get(column) {
            let mut lines = head.lines(free.saturating_sub(1).max(1), free.saturating_sub(1).max(1));
            let last = lines.pop();
            for line in lines {
                canvas.put(line.spans, start);
            }
            name = last.map(|line| emphasised(line.spans, Marks::STRONG)).unwrap_or_default();
            name.push(Span::new(": ", Role::TableHead));
        }
        let columns: usize = name.iter().map(|span| crate::text::width::width(&span.text)).sum();
        // A long name leaves no room: the value goes on lines of its own.
        let beside = columns + NARROWEST <= free;
        let hang = vec![Span::new("  ", Role::Text)];
        if !beside && !name.is_empty() {
            canvas.put(std::mem::take(&mut name), start);
        }
        let first = if beside { name } else { hang.clone() };
        canvas.inside(Prefix { first, rest: hang }, start, |canvas| {
            if let Some(value) = value {
                value.draw(canvas, start);
            }
        });
    }
}

fn wrapped(row: &Row, widths: &[usize]) -> Vec<Vec<ProseLine>> {
    row.iter().zip(widths).map(|((prose, _), &width)| prose.lines(width, width)).collect()
}

fn start_of(row: &Row) -> usize {
    row.first().map_or(0, |(_, start)| *start)
}

/// Takes width from the widest columns until all fit in `free` columns; `None` if that made one unreadably narrow.
fn shrink(natural: &[usize], free: usize) -> Option<Vec<usize>> {
    let total = |cap: usize| natural.iter().map(|&width| width.min(cap)).sum::<usize>();
    let widest = natural.iter().copied().max().unwrap_or(0);
    // The largest cap under which all fit; `total` grows with it.
    let cap = (0..=widest).rev().find(|&cap| total(cap) <= free)?;
    let mut left = free - total(cap);
    if cap < NARROWEST {
        return None;
    }
    let widths = natural.iter().map(|&width| {
        let extra = usize::from(width > cap && left > 0);
        left -= extra;
        width.min(cap) + extra
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
    fn wide_characters_line_up() {
        assert_eq!(
            lay("| 日本 | x |\n|---|---|\n| 🎉 | y |\n| ab | z |\n", 40),
            ["日本   x", "────────", "🎉     y", "ab     z",]
        );
    }

    #[test]
    fn the_widest_column_gives_way_first() {
        assert_eq!(shrink(&[5, 30, 10], 30), Some(vec![5, 15, 10]));
        assert_eq!(shrink(&[30, 30], 31), Some(vec![16, 15]));
        assert_eq!(shrink(&[30, 30, 30], 20), None);
    }
}
