//! Footnotes: a reference is its number, raised; the notes stand at the end of their section, hanging behind theirs.

use crate::markdown::block::{Block, BlockKind};
use crate::text::width::width;

use super::blocks;
use super::canvas::{Canvas, Prefix};
use super::line::{Role, Span};

/// What a footnote is called by: its number, raised; where it has none, its label.
pub(super) fn sign(label: &str, number: Option<usize>) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let raised = |number: usize| number.to_string().bytes().map(|digit| RAISED[usize::from(digit % 16 % 10)]).collect();
    number.map_or_else(|| format!("[{label}]"), raised)
}

/// Draws the text of a footnote that begins at byte `start` of the chunk behind its sign.
pub(super) fn draw(canvas: &mut Canvas, start: usize, sign: &str, text: &[Block]) {
    let mark = Span::new(&format!("{sign} "), Role::Footnote);
    let hang = width(&mark.text).min(4);
    let prefix = Prefix { first: vec![mark], rest: vec![Span::new(&" ".repeat(hang), Role::Text)] };
    canvas.inside(prefix, start, |canvas| blocks::draw_tight(canvas, text));
}

/// The footnotes at the top level that have been written since the last heading and not yet been drawn.
///
/// They are set apart by their raised numbers and nothing else: a rule above them would come again in each chunk of a
/// long list of notes.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    notes: Vec<&'a Block>,
}

impl<'a> Gathered<'a> {
    /// Keeps a block for later if it is a footnote. Returns whether it is.
    pub(super) fn take(&mut self, block: &'a Block) -> bool {
        let is_note = matches!(block.kind, BlockKind::Footnote { .. });
        if is_note {
            self.notes.push(block);
        }
        is_note
    }

    /// The notes in the order of their numbers; those that nobody mentions come last.
    pub(super) fn in_order(&mut self) -> Vec<&'a Block> {
        let mut notes = std::mem::take(&mut self.notes);
        notes.sort_by_key(|block| match &block.kind {
            BlockKind::Footnote { number: Some(number), .. } => *number,
            _ => usize::MAX,
        });
        notes
    }
}

#[cfg(test)]
mod tests {
    use crate::layout::laid::tests::lay;

    #[test]
    fn the_text_hangs_behind_its_number_and_leads_back() {
        assert_eq!(lay("a[^n]\n\n[^n]: b b b b b b\n", 10), ["a¹", "", "¹ b b b b", "  b b\u{a0}↩"]);
        assert_eq!(lay("a[^n]\n\n[^n]:\n    ```\n    b\n    ```\n", 10)[2..], ["¹ ┊ b", "", "  \u{a0}↩"]);
    }

    #[test]
    fn numbers_follow_the_first_mentions() {
        let text = "b[^b] a[^a] b[^B] none[^c]\n\n[^a]: A\n\n[^b]: B\n";
        assert_eq!(lay(text, 30), ["b¹ a² b¹ none[^c]", "", "¹ B\u{a0}↩", "", "² A\u{a0}↩"]);
    }

    #[test]
    fn neighbours_are_not_read_as_one_number() {
        assert_eq!(lay("a[^1][^2]\n\n[^1]: A\n[^2]: B\n", 30)[0], "a¹,²");
    }

    #[test]
    fn a_sign_never_begins_a_line() {
        assert_eq!(lay("one two![^1]\n\n[^1]: A\n", 8)[..2], ["one", "two!¹"]);
        assert_eq!(lay("日本語語[^1]\n\n[^1]: A\n", 8)[..2], ["日本語", "語¹"]);
    }

    #[test]
    fn notes_stand_at_the_end_of_their_section() {
        let text = "# One\n\na[^1]\n\n[^1]: A\n[^2]: nobody's\n\nafter\n\n# Two\n\nb[^3]\n\n[^3]: B\n";
        let lines = lay(text, 20);
        let words: Vec<_> = lines.iter().filter(|line| !line.is_empty() && !line.starts_with('━')).collect();
        assert_eq!(words, ["One", "a¹", "after", "¹ A\u{a0}↩", "[2] nobody's", "Two", "b²", "² B\u{a0}↩"]);
    }

    #[test]
    fn notes_in_a_quote_stay_there() {
        assert_eq!(lay("> a[^1]\n>\n> [^1]: A\n>\n> b\n", 20), ["▏ a¹", "▏", "▏ ¹ A\u{a0}↩", "▏", "▏ b"]);
    }
}
