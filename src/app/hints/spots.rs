//! What can be followed on the page, and where it begins there: links, marks of footnotes, and what can be folded.

use std::collections::HashMap;

use crate::document::ChunkId;
use crate::layout::laid::PlacedLink;
use crate::layout::{Line, Role, Span};
use crate::text::sanitize::is_break_point;
use crate::text::width::width;

use crate::app::reader::{PageLine, Reader};

/// Something on the page that can be followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    /// The first row of the page on which it is seen.
    pub(super) row: usize,
    /// The column of the page where it begins there.
    pub(super) column: usize,
    /// What is seen of its text, in lower case.
    pub(super) text: String,
    /// What following it means.
    pub(super) leads: Leads,
}

/// What following something means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Leads {
    /// Following a link.
    Link(PlacedLink),
    /// Opening or closing the foldable part that begins at this byte of the source.
    Fold(u64),
}

/// What makes of several lines one thing.
#[derive(PartialEq, Eq, Hash)]
enum Same {
    Link(ChunkId, u32),
    Fold(u64),
}

/// What can be followed on the page, from top to bottom and from left to right.
pub(super) fn spots(reader: &Reader) -> Vec<Spot> {
    let room = reader.poured().columns;
    let mut gathered = Gathered::default();
    for (row, line) in reader.page().iter().enumerate() {
        let Some(content) = line.shown() else { continue };
        if let Some(offset) = reader.fold_at(row) {
            let summary = content.text();
            let summary = summary.trim_start_matches([' ', '▸', '▾']);
            gathered.add(Same::Fold(offset), (row, sign_column(content)), summary, || Leads::Fold(offset));
        }
        gathered.add_links(row, line, content);
    }
    let mut spots = gathered.spots;
    spots.retain(|spot| spot.column < room);
    // The sign of a fold stands in front of the links of its summary, whatever it was found behind.
    spots.sort_by_key(|spot| (spot.row, spot.column));
    spots
}

#[derive(Default)]
struct Gathered {
    spots: Vec<Spot>,
    places: HashMap<Same, usize>,
}

impl Gathered {
    fn add_links(&mut self, row: usize, line: &PageLine, content: &Line) {
        let mut column = 0;
        for span in &content.spans {
            let placed = span.link.and_then(|index| Some((index, line.laid.links.get(index as usize)?)));
            if let Some((index, link)) = placed {
                self.add(Same::Link(line.chunk, index), (row, column), &span.text, || Leads::Link(link.clone()));
            }
            column += width(&span.text);
        }
    }

    fn add(&mut self, same: Same, (row, column): (usize, usize), text: &str, leads: impl FnOnce() -> Leads) {
        let place = *self.places.entry(same).or_insert(self.spots.len());
        match self.spots.get_mut(place) {
            Some(spot) => {
                if spot.row != row {
                    spot.text.push(' ');
                }
                spot.text.extend(plain(text));
            }
            None => self.spots.push(Spot { row, column, text: plain(text).collect(), leads: leads() }),
        }
    }
}

/// The column of the sign of what can be folded; of a line that has none, that of its first word.
fn sign_column(line: &Line) -> usize {
    let column = |found: fn(&Span) -> bool| {
        let place = line.spans.iter().position(found)?;
        let before: usize = line.spans[..place].iter().map(|span| width(&span.text)).sum();
        let text = &line.spans[place].text;
        Some(before + width(&text[..text.len() - text.trim_start().len()]))
    };
    let sign = column(|span| span.style.role == Role::Fold);
    sign.or_else(|| column(|span| !span.style.role.is_bar() && !span.text.trim().is_empty())).unwrap_or(0)
}

/// A text as it is typed: in lower case, raised figures as figures.
fn plain(text: &str) -> impl Iterator<Item = char> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let seen = text.chars().filter(|character| !is_break_point(*character));
    seen.flat_map(char::to_lowercase).map(|character| {
        let figure = RAISED.iter().position(|raised| *raised == character);
        figure.and_then(|figure| char::from_digit(u32::try_from(figure).ok()?, 10)).unwrap_or(character)
    })
}
