//! Bytes → meaning: what a stretch of Markdown says, as blocks and runs of inline text.
//!
//! The parser is pulldown-cmark, and this folder is its only home: the rest of the program sees [`block::Block`] and
//! [`inline::Inline`]. Everything here works on a stretch of text that can be parsed alone (a *chunk*, or a window from
//! which one is cut); which stretches a document consists of is the business of `document`.
//!
//! ```text
//! window ── scan ──▶ where to cut, headings, definitions     (the indexer, once over the whole document)
//! chunk ── events ──▶ tree ──▶ blocks, links, wanted labels   (when somebody looks at it)
//!            ▲
//!            └── references: the definitions of the whole document
//! ```

mod alert;
pub mod autolink;
mod bare_links;
pub mod block;
pub mod continuation;
pub mod csv;
pub mod cut;
pub mod emoji;
pub mod events;
pub mod excerpt;
mod extras;
pub mod formula;
pub mod front_matter;
pub mod guard;
mod html;
pub mod inline;
pub mod notes;
mod parting;
pub mod path;
mod picture;
pub mod ragged;
pub mod references;
pub mod scan;
pub mod select;
mod semblance;
mod signs;
pub mod sketch;
pub mod slug;
pub mod tree;
mod verbatim;
pub mod words;
