//! What pieces of code mean in their language, for a theme to colour them.
//!
//! ```text
//! layout::code ──▶ Highlights: what is known of this code?   known: spans with tokens
//!                                                            not known: plain spans, and the code is noted
//! whoever can wait ──▶ paint(code) ──▶ Highlights: the chunks with that code are laid out anew
//! ```
//!
//! Painting is slow (a third of a megabyte in a second), so no layout waits for it: the application has it done by a
//! thread, printing does it between two layouts of a chunk. The spans have the same text in the same columns either way.

mod grammars;
mod highlights;
mod scopes;
mod snippet;

pub use grammars::paint;
pub use highlights::Highlights;
pub use snippet::{CodeId, Paint, Snippet, Stretch};
