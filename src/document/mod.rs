//! A Markdown text of any size, parsed on demand.
//!
//! A document is cut into *chunks* between top-level blocks. An [`Indexer`] walks over the bytes once,
//! in the background, and hands over [`Discovery`] after discovery; the
//! [`Document`] takes them in and parses a chunk when somebody looks at it. Nothing here ever needs
//! the whole text, and every place is a byte offset, which means the same at every width.
//!
//! What it takes is bounded whatever the text is made of. A chunk is no longer than [`Cutting::cap`], and no longer than the
//! empty cells of its tables allow ([`crate::markdown::ragged`]); one that would still take far more to lay out than its
//! text is worth shows its source ([`crate::markdown::tree::parse`]). Of the whole text are kept: some bytes for each chunk,
//! each heading and each anchor, and of definitions and notes no more than
//! [`MOST_BYTES`](crate::markdown::references::MOST_BYTES). `cargo bench --bench families` holds 1.6 MB of anything to
//! [a bound in all](crate#what-a-text-may-take).

pub mod chunked;
pub mod discovery;
pub mod excerpt;
pub mod indexer;
pub mod landmark;
pub mod lines;
pub mod outline;
pub mod prospects;
pub mod search;
pub mod stretch;

mod anchors;
mod code_above;
mod listing;
mod packed;
mod runs;
mod scout;
mod source;

pub use chunked::{ChunkId, Document};
pub use discovery::Discovery;
pub use indexer::{Cutting, Edition, Indexer, Step};
pub use landmark::Landmark;
pub use prospects::Prospects;
pub use stretch::{Stretch, Stretches};
