//! Bytes and columns: what every other layer stands on, with nothing of Markdown or of a terminal in it.
//!
//! | module | answers |
//! | --- | --- |
//! | [`read_at`] | which bytes stand at this offset, and what text are they? |
//! | [`sanitize`] | what of this text may reach a terminal, and as what? |
//! | [`width`] | how many columns does it take on the screen? |
//! | [`shorten`] | how does it fit into a place that is too small? |
//! | `units` | which words and white space is a paragraph made of? |
//! | [`wrap`] | where do its lines end? |
//!
//! Text passes through them in this order: bytes are read and decoded, the parser finds its meaning, the sanitizer
//! makes it harmless, the layout wraps and measures it.

pub mod read_at;
pub mod sanitize;
pub mod shorten;
mod units;
pub mod width;
pub mod wrap;
