//! Keys in, screen out: whole journeys through a document, without a terminal.
//!
//! The harness:
//! - [`journey`]: the program with its effects performed at once: press keys, click, resize, look at the screen
//! - [`notation`]: the notation of keys
//!
//! The promises: [`alone`], [`peek`], [`source`], [`whereabouts`], [`code`], [`filter`], [`moving`], [`sections`], [`history`], [`hits`], [`links`], [`folding`], [`measure`],
//! [`help`], [`lazy`], [`notes`], [`reload`], [`resizing`], [`search`], [`streams`], [`themes`].
//!
//! A test opens a [`journey::Journey`], presses keys and compares what stands on the screen, mostly in tables: the keys on
//! the left, what is on top of the page afterwards on the right.

mod alone;
mod code;
mod filter;
mod folding;
mod help;
mod history;
mod hits;
pub(crate) mod journey;
mod lazy;
mod links;
mod measure;
mod moving;
mod notation;
mod notes;
mod peek;
mod reload;
mod resizing;
mod search;
mod sections;
mod source;
mod streams;
mod themes;
mod whereabouts;
