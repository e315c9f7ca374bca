//! The blocks of a window, read in the same pass that finds out where to cut it: whoever wants all of a document anyway
//! need not parse it twice.
//!
//! What the window says up to the cut is what the chunk says, as long as nothing stood open there. What it refers to may
//! stand further on: a label that something there seems to define is taken for defined, and a note for numbered. So what
//! comes of it is a [`Draft`], which is put right, or thrown away, once that is known.

use super::block::Parsed;
use super::events::Ranged;
use super::references::References;
use super::semblance;
use super::tree::{Extent, Reading, Tree};
use super::verbatim;

/// Says of a label, as it stands in [`Parsed::wants`], whether something further on seems to define it.
pub type Expected<'a> = dyn Fn(&str) -> bool + 'a;

/// Reads the blocks of a window.
pub(super) struct Sketcher<'w> {
    tree: Tree<'w>,
    seams: Vec<Seam>,
    /// Where the line starts on which the last block at the top level began.
    line: Option<usize>,
}

/// A place at which the window can be cut without a block being cut.
#[derive(Debug, Clone, Copy)]
struct Seam {
    /// The start of a line.
    at: usize,
    /// What there is before it.
    above: Extent,
}

/// The labels that were looked up and are not known yet, as in [`Parsed::wants`].
#[derive(Debug, Clone, Default)]
pub(super) struct Unknown {
    /// Those that are taken for defined.
    pub(super) expected: Vec<Box<str>>,
    /// The others.
    pub(super) wanted: Vec<Box<str>>,
}

impl Unknown {
    /// Takes a label in. Returns whether it is taken for defined.
    pub(super) fn take(&mut self, label: Box<str>, expected: &Expected<'_>) -> bool {
        let is_expected = expected(&label);
        if is_expected { &mut self.expected } else { &mut self.wanted }.push(label);
        is_expected
    }
}

/// The blocks of a whole window.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    draft: Draft,
    seams: Vec<Seam>,
}

/// What a chunk says, as far as that can be told before the text behind it is read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    parsed: Parsed,
    /// The links by label, whose targets may stand elsewhere: their places among the links, ascending, and their labels.
    open_links: Vec<(usize, Box<str>)>,
    /// The labels that are taken for defined.
    expected: Vec<Box<str>>,
}

impl<'w> Sketcher<'w> {
    /// A sketcher for `text`. `known` are the definitions of the document up to it.
    pub(super) fn new(text: &'w str, known: &'w References) -> Self {
        Self { tree: Tree::new(known, text, Reading::Draft), seams: Vec::new(), line: None }
    }

    /// A block at the top level begins in the line that starts at byte `at`.
    pub(super) fn begin(&mut self, at: usize) {
        // A note may begin amid a line, right behind the beginning of another one: a cut is above both.
        let is_first = self.line.replace(at) != Some(at);
        if is_first && let Some(above) = self.tree.closed() {
            self.seams.push(Seam { at, above });
        }
    }

    /// Takes an event.
    pub(super) fn take(&mut self, event: Ranged<'_>) {
        self.tree.take(event);
    }

    /// All blocks of a window of `length` bytes.
    pub(super) fn finish(mut self, length: usize, Unknown { mut expected, mut wanted }: Unknown) -> Sketch {
        for labels in [&mut expected, &mut wanted] {
            labels.sort_unstable();
            labels.dedup();
        }
        let open_links = self.tree.take_open_links();
        let parsed = Parsed { wants: wanted, ..self.tree.finish(length) };
        Sketch { draft: Draft { parsed, open_links, expected }, seams: self.seams }
    }
}

impl Sketch {
    /// What the window says before byte `cut`; `None` where a block is cut there. It may refer to labels that are referred
    /// to behind the cut only.
    #[must_use]
    pub fn before(self, cut: usize) -> Option<Draft> {
        let Seam { above, .. } = self.seams.into_iter().rev().find(|seam| seam.at == cut)?;
        let mut draft = self.draft;
        draft.parsed.blocks.truncate(above.blocks);
        draft.parsed.links.truncate(above.links);
        draft.parsed.notes.truncate(above.notes);
        draft.open_links.retain(|(link, _)| *link < above.links);
        Some(draft)
    }

    /// What the whole window says.
    #[must_use]
    pub fn whole(self) -> Draft {
        self.draft
    }
}

impl Draft {
    /// The labels that it depends on, as in [`Parsed::wants`].
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.expected.iter().chain(&self.parsed.wants).map(|label| &**label)
    }

    /// Whether a note in it has no number yet although it is defined: any mention further on gives it one.
    #[must_use]
    pub fn awaits_number(&self, references: &References) -> bool {
        let is_unmentioned = |label: &str| references.has_footnote(label) && references.notes().number(label).is_none();
        self.parsed.notes.iter().any(|note| is_unmentioned(&note.label))
    }

    /// What the chunk says, by what is known now; `None` if it has to be read again for that. The draft keeps all that was
    /// made for it: whoever made it drops it.
    pub fn complete(&mut self, references: &References) -> Option<&mut Parsed> {
        let Self { parsed, open_links, expected } = self;
        let is_met = |want: &str| references.meets(want);
        let changes = !expected.iter().all(|want| is_met(want)) || parsed.wants.iter().any(|want| is_met(want));
        if changes || verbatim::is_too_much(parsed) {
            return None;
        }
        for (place, label) in open_links {
            let (destination, link) = (references.link(label)?, parsed.links.get_mut(*place)?);
            link.target = destination.target.clone();
            link.title = destination.title.clone();
        }
        semblance::mark(parsed);
        parsed.number(references.notes()).then_some(parsed)
    }

    /// What the chunk says, as far as it has been completed.
    pub fn parsed(&mut self) -> &mut Parsed {
        &mut self.parsed
    }
}

#[cfg(test)]
mod tests {
    use super::super::continuation::Continuation;
    use super::super::references::{Destination, References};
    use super::super::scan::{Purpose, scan_for};
    use super::super::tree::parse;
    use super::*;

    const TEXT: &str = "a [b] ![c][d] e[^f] [g]\n";

    /// The draft of a text behind which `labels` seem to be defined.
    fn draft(text: &str, labels: &[&str]) -> Draft {
        let expected = |label: &str| labels.contains(&label);
        let purpose = Purpose::Blocks(&expected);
        scan_for(text, &Continuation::Nothing, &References::default(), purpose).sketch.unwrap().whole()
    }

    fn known(labels: &[&str]) -> References {
        let mut references = References::default();
        references.mention_footnote("f", 4);
        for label in labels {
            match label.strip_prefix('^') {
                Some(note) => references.define_footnote(note, 90),
                None => references.define((*label).into(), Destination { target: (*label).into(), title: "t".into() }),
            };
        }
        references
    }

    #[test]
    fn what_was_expected_is_filled_in() {
        let labels = ["b", "d", "^f"];
        let references = known(&labels);
        let mut draft = draft(TEXT, &labels);
        let parsed = draft.complete(&references);
        assert_eq!(
            parsed,
            Some(&mut Parsed { wants: vec!["g".into()], ..parse(TEXT, &Continuation::Nothing, &references) })
        );
    }

    #[test]
    fn what_turns_out_otherwise_is_read_again() {
        let labels = ["b", "d", "^f"];
        for (expected, there) in [(&labels[..], &labels[1..]), (&labels[..], &labels[..2]), (&labels[1..], &labels[..])]
        {
            assert_eq!(draft(TEXT, expected).complete(&known(there)), None, "{expected:?} {there:?}");
        }
        let note = "[^n]: a note that nobody mentions\n";
        assert_eq!(draft(note, &["^n"]).complete(&known(&["^n"])), None);
    }
}
