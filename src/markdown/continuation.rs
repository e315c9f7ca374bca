//! What a chunk goes on with, when a block is so long that it had to be cut inside.
//!
//! A cut between blocks leaves nothing to remember. Past the cap a block is cut at one of its own seams, and the next
//! chunk is parsed with a few bytes in front of it (its *lead*) that put the parser into the same kind of block.

/// What the chunk before was cut in the middle of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Continuation {
    /// Nothing: the chunk begins with a block of its own.
    #[default]
    Nothing,
    /// A list, between two of its items.
    List {
        /// The number of the next item; `None` for bullets.
        next: Option<u64>,
    },
    /// Fenced code, at the beginning of a line.
    Code {
        /// The line that opened the fence, with its line end.
        fence: Box<str>,
    },
    /// A table, between two rows.
    Table {
        /// The header and the delimiter row, with their line ends.
        head: Box<str>,
    },
    /// A block of HTML that runs to an end marker or a blank line.
    Html {
        /// The line that opened it, with its line end.
        opener: Box<str>,
    },
    /// A paragraph, a quote, indented code or anything else, at the beginning of a line.
    Other,
}

impl Continuation {
    /// The text that is put in front of the chunk before it is parsed, and whose own content is dropped.
    #[must_use]
    pub fn lead(&self) -> &str {
        match self {
            Self::Code { fence: lead } | Self::Table { head: lead } | Self::Html { opener: lead } => lead,
            Self::Nothing | Self::List { .. } | Self::Other => "",
        }
    }

    /// Whether the chunk's first block goes on with the last one of the chunk before.
    #[must_use]
    pub fn joins(&self) -> bool {
        *self != Self::Nothing
    }
}
