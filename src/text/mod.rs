//! Bytes and columns: what every other layer stands on, with nothing of Markdown or of a terminal in it.
//!
//! | module | answers |
//! | --- | --- |
//! | [`read_at`] | which bytes stand at this offset, and what text are they? |
//! | [`sanitize`] | what of this text may reach a terminal, and as what? |
//! | [`clip`] | what of it may be sent to the clipboard? |
//! | [`width`] | how many columns does it take on the screen? |
//! | [`shorten`] | how does it fit into a place that is too small? |
//! | [`punycode`] | how is the name of a host in any script written in ASCII? |
//! | [`tokens`] | where are the words that one can point at? |
//! | `units` | which words and white space is a paragraph made of? |
//! | `classes` | may a line end between two common characters? |
//! | [`wording`] | how is a text kept of which there are many? |
//! | [`wrap`] | where do its lines end, each filled with what fits? |
//! | [`fit`] | where do they end so that all of them together read best? |
//! | `below` | how many lines does the rest of a paragraph need? |
//! | `split` | where is a word broken that is wider than a line? |
//! | [`hyphenation`] | where may a word of a language be broken with a hyphen? |
//! | [`bidi`] | in which order do the parts of a line stand on the screen? |
//!
//! Text passes through them in this order: bytes are read and decoded, the parser finds its meaning, the sanitizer
//! makes it harmless, the layout wraps and measures it.

mod below;
pub mod bidi;
mod classes;
pub mod clip;
pub mod fit;
pub mod hyphenation;
pub mod punycode;
pub mod read_at;
pub mod sanitize;
pub mod shorten;
mod split;
pub mod tokens;
mod units;
pub mod width;
pub mod wording;
pub mod wrap;
