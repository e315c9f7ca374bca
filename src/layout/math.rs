//! Formulas: one line of text within a line, a block of lines in the middle where they stand alone.
//!
//! What can't be set in characters, see [`crate::markdown::formula`], is shown as it is written, and so is what would need
//! more than a line within one.

use std::borrow::Cow;

use crate::markdown::block::Mapped;
use crate::markdown::formula;
use crate::markdown::inline::{Inline, InlineKind, MathDisplay};
use crate::text::width::width;

use super::canvas::Canvas;
use super::line::{Role, Span};
use super::prose::Prose;

/// Draws a paragraph in which formulas stand on lines of their own, with a blank line to what is around them.
pub(super) fn draw_paragraph(canvas: &mut Canvas, content: &[Inline], start: usize) {
    let mut is_first = true;
    for part in content.chunk_by(|one, other| !is_display(one) && !is_display(other)) {
        let shown = trimmed(part);
        let Some(first) = shown.first() else { continue };
        let offset = if is_first { start } else { first.source.start };
        if !std::mem::take(&mut is_first) {
            canvas.blank(offset);
        }
        match &first.kind {
            InlineKind::Math(formula, MathDisplay::Block) if draw_block(canvas, formula, offset) => {}
            _ => Prose::new(&without_blank_in_front(shown), Role::Text).draw(canvas, offset),
        }
    }
}

/// Whether a paragraph has formulas that stand on lines of their own.
pub(super) fn stands_apart(content: &[Inline]) -> bool {
    content.iter().any(is_display)
}

/// Draws fenced code that is a formula. Returns whether it could be set.
pub(super) fn draw_fence(canvas: &mut Canvas, text: &Mapped, start: usize) -> bool {
    draw_block(canvas, &text.text, start)
}

fn is_display(inline: &Inline) -> bool {
    matches!(inline.kind, InlineKind::Math(_, MathDisplay::Block))
}

/// Runs without the line breaks and blanks at both ends.
fn trimmed(mut part: &[Inline]) -> &[Inline] {
    let is_space = |inline: &Inline| match &inline.kind {
        InlineKind::SoftBreak | InlineKind::HardBreak => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    };
    while let Some((_, rest)) = part.split_first().filter(|(first, _)| is_space(first)) {
        part = rest;
    }
    while let Some((_, rest)) = part.split_last().filter(|(last, _)| is_space(last)) {
        part = rest;
    }
    part
}

/// Runs without the blanks that parted the first one from a formula in front of it.
fn without_blank_in_front(runs: &[Inline]) -> Cow<'_, [Inline]> {
    match runs {
        [Inline { kind: InlineKind::Text(text), .. }, ..] if text.starts_with(' ') => {
            let blanks = text.len() - text.trim_start_matches(' ').len();
            let mut runs = runs.to_vec();
            runs[0] = runs[0].part(blanks..text.len());
            Cow::Owned(runs)
        }
        _ => Cow::Borrowed(runs),
    }
}

/// Draws a formula in the middle of the page. Returns whether it could be set and was not too wide.
fn draw_block(canvas: &mut Canvas, written: &str, offset: usize) -> bool {
    let Some(lines) = formula::lines(written) else { return false };
    let spans: Vec<Span> = lines.iter().map(|line| Span::new(line, Role::Math)).collect();
    let columns = spans.iter().map(|span| width(&span.text)).max().unwrap_or(0);
    let (first, rest) = canvas.free();
    let free = first.min(rest);
    if columns > free {
        return false;
    }
    let margin = " ".repeat((free - columns) / 2);
    for span in spans {
        canvas.put(vec![Span::new(&margin, Role::Text), span], offset);
    }
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::laid::tests::lay;

    #[test]
    fn a_formula_in_a_line_takes_one_line() {
        assert_eq!(lay("so $x^2$ and $\\frac{a}{b}$", 40), ["so x² and a/b"]);
    }

    #[test]
    fn a_formula_that_stands_alone_stands_in_the_middle() {
        let fraction = ["       a", "      ───", "       b"];
        assert_eq!(lay("$$\\frac{a}{b}$$", 15), fraction);
        assert_eq!(lay("```math\n\\frac{a}{b}\n```", 15), fraction);
        assert_eq!(lay("one\n$$\na \\\\\nb\n$$\ntwo", 9), ["one", "", "    a", "    b", "", "two"]);
        assert_eq!(lay("> $$x^2$$", 9), ["▏   x²"]);
        assert_eq!(lay("one $$a$$ two *three*", 9), ["one", "", "    a", "", "two three"]);
    }

    #[test]
    fn what_is_too_wide_or_not_understood_is_shown_as_written() {
        assert_eq!(lay("$$aaaa + bbbb$$", 10), ["$$aaaa +", "bbbb$$"]);
        assert_eq!(lay("```math\n\\odd\n```", 12), ["┊ \\odd  math"]);
    }

    proptest! {
        #[test]
        fn no_formula_does_harm(
            parts in prop::collection::vec(prop::sample::select(vec![
                "x", "^", "_", "{", "}", "\\frac", "\\sqrt", "\\left(", "\\right)", "&", "\\\\", "\\begin{matrix}",
                "\\end{matrix}", "\\text{a b}", " ", "\\hat", "\\sum", "\u{1b}", "日", "\\mathbb{R}", "\\binom", "[", "(",
            ]), 0..60),
            columns in 10_usize..60,
        ) {
            let text = format!("```math\n{}\n```", parts.concat());
            for line in lay(&text, columns) {
                prop_assert!(width(&line) <= columns);
                prop_assert!(!line.contains(char::is_control));
            }
        }
    }
}
