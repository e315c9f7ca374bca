//! Parts that can be folded away: a sign and the summary, what is folded below it and indented.
//!
//! ```text
//! ▸ A summary        closed
//! ▾ A summary        open
//!   What it holds
//! ```

use std::ops::Range;

use crate::markdown::block::Block;
use crate::markdown::inline::{Inline, Marks};

use super::blocks;
use super::canvas::{Canvas, Prefix, fold};
use super::line::{Role, Span};
use super::prose::{Prose, emphasised};

/// What is drawn besides the blocks inside.
pub(super) struct Details<'a> {
    /// The bytes of the chunk that it takes.
    pub(super) span: &'a Range<usize>,
    /// What stays in view.
    pub(super) summary: &'a [Inline],
    /// Whether it says that it is open.
    pub(super) open: bool,
}

/// What stands for a summary that says nothing, as in a browser.
const NO_SUMMARY: &str = "Details";

/// Draws a foldable part.
pub(super) fn draw(canvas: &mut Canvas, details: &Details<'_>, inside: &[Block]) {
    let start = details.span.start;
    let part = canvas.begin_fold(details.span, details.open);
    let open = canvas.is_open(part);
    let sign = vec![Span::new(if open { "▾ " } else { "▸ " }, Role::Fold)];
    let margin = vec![Span::new("  ", Role::Text)];
    canvas.inside(Prefix { first: sign, rest: margin.clone() }, start, |canvas| {
        if details.summary.is_empty() {
            for line in fold(vec![Span::new(NO_SUMMARY, Role::Fold)], canvas.free(), &[]) {
                canvas.put(line, start);
            }
            return;
        }
        let (first, rest) = canvas.free();
        let order = canvas.pour().order;
        for (place, line) in Prose::new(details.summary, Role::Text).lines(first, rest, order).into_iter().enumerate() {
            let offset = if place == 0 { start } else { line.offset };
            canvas.put(emphasised(line.spans, Marks::STRONG), offset);
        }
    });
    canvas.end_summary(part);
    if open {
        let content = inside.first().map_or(start, |block| block.span.start);
        canvas.inside(Prefix { first: margin.clone(), rest: margin }, content, |canvas| {
            blocks::draw_tight(canvas, inside);
        });
    }
    canvas.end_fold(part);
}

#[cfg(test)]
mod tests {
    use crate::layout::folds::{Folds, Standing};
    use crate::layout::laid::{Above, lay as lay_poured, tests::lay};
    use crate::layout::pour::Pour;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    const NESTED: &str = "<details open>\n<summary>one <i>two</i> three</summary>\n\n- four\n\n<details>\n\nfive\n\n\
                          </details>\n</details>\n\nsix\n";

    fn folded(folds: Folds) -> Vec<String> {
        let parsed = parse(NESTED, &Continuation::Nothing, &References::default());
        let laid = lay_poured(&parsed, &Pour { folds, ..Pour::on_screen(20) }, 100, Above::Nothing);
        laid.lines.iter().map(|line| line.text().trim_end().to_owned()).collect()
    }

    #[test]
    fn what_stands_for_a_summary_is_folded_where_there_is_no_room() {
        assert_eq!(lay("<details>\n\nfive\n\n</details>\n", 6), ["▾ Deta", "  ils", "  five"]);
    }

    #[test]
    fn printed_they_are_open() {
        assert_eq!(lay(NESTED, 12), ["▾ one two", "  three", "  • four", "", "  ▾ Details", "    five", "", "six"]);
    }

    #[test]
    fn what_is_folded_away_leaves_its_summary() {
        let written = Folds::all(Standing::AsWritten);
        assert_eq!(folded(written.clone()), ["▾ one two three", "  • four", "", "  ▸ Details", "", "six"]);
        assert_eq!(folded(Folds::all(Standing::Closed)), ["▸ one two three", "", "six"]);
        let mut inner = written;
        inner.turn(100 + NESTED.rfind("<details>").unwrap() as u64);
        assert_eq!(folded(inner)[2..], ["", "  ▾ Details", "    five", "", "six"]);
    }

    #[test]
    fn parts_know_their_lines() {
        let parsed = parse(NESTED, &Continuation::Nothing, &References::default());
        let laid = lay_poured(&parsed, &Pour::printed(12), 100, Above::Nothing);
        let rows: Vec<_> = laid.folds.iter().map(|fold| (fold.row, fold.inside, fold.behind)).collect();
        assert_eq!(rows, [(0, 2, 6), (4, 5, 6)]);
        let end = NESTED.find("\n\nsix").unwrap() as u64;
        assert_eq!((laid.folds[0].offset, laid.folds[0].end), (100, 100 + end));
    }
}
