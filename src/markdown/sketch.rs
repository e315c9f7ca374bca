//! The blocks of a window, read in the same pass that finds out where to cut it: whoever wants all of a document anyway
//! need not parse it twice.
//!
//! What the window says up to the cut is what the chunk says, as long as nothing stood open there and nothing in it
//! depends on what the parser was not told: see [`Sketch::before`].

use super::block::Parsed;
use super::events::Ranged;
use super::references::References;
use super::tree::Tree;

/// Reads the blocks of a window.
pub(super) struct Sketcher<'w> {
    tree: Tree<'w>,
    seams: Vec<Seam>,
}

/// A place at which the window can be cut without a block being cut.
#[derive(Debug, Clone, Copy)]
struct Seam {
    /// The start of a line.
    at: usize,
    /// How many blocks and links there are before it.
    blocks: usize,
    links: usize,
}

/// The blocks of a whole window.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    parsed: Parsed,
    seams: Vec<Seam>,
}

impl<'w> Sketcher<'w> {
    /// A sketcher for `text`; `None` where its blocks depend on footnotes, which the chunk is told about and the window is
    /// not.
    pub(super) fn new(text: &'w str, known: &'w References) -> Option<Self> {
        (!text.contains("[^")).then(|| Self { tree: Tree::new(known, text), seams: Vec::new() })
    }

    /// A block at the top level begins in the line that starts at byte `at`.
    pub(super) fn begin(&mut self, at: usize) {
        if let Some((blocks, links)) = self.tree.closed() {
            self.seams.push(Seam { at, blocks, links });
        }
    }

    /// Takes an event.
    pub(super) fn take(&mut self, event: Ranged<'_>) {
        self.tree.take(event);
    }

    /// All blocks of a window of `length` bytes. `wants` are the labels that were not found.
    pub(super) fn finish(self, length: usize, mut wants: Vec<Box<str>>) -> Sketch {
        wants.sort_unstable();
        wants.dedup();
        Sketch { parsed: Parsed { wants, ..self.tree.finish(length) }, seams: self.seams }
    }
}

impl Sketch {
    /// What the window says before byte `cut`; `None` where a block is cut there. It may want labels that are wanted
    /// behind the cut only.
    #[must_use]
    pub fn before(self, cut: usize) -> Option<Parsed> {
        let seam = self.seams.into_iter().rev().find(|seam| seam.at == cut)?;
        let mut parsed = self.parsed;
        parsed.blocks.truncate(seam.blocks);
        parsed.links.truncate(seam.links);
        Some(parsed)
    }

    /// What the whole window says.
    #[must_use]
    pub fn whole(self) -> Parsed {
        self.parsed
    }
}
