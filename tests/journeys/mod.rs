//! Keys in, screen out: whole journeys through a document, without a terminal.
//!
//! The harness:
//! - [`journey`]: the program with its effects performed at once: press keys, click, resize, look at the screen
//! - [`notation`]: the notation of keys
//!
//! The promises: [`alone`], [`arriving`], [`searching_anew`], [`peek`], [`source`], [`whereabouts`], [`code`], [`filter`], [`moving`], [`sections`], [`history`], [`hits`], [`links`], [`folding`], [`measure`],
//! [`help`], [`lazy`], [`notes`], [`reload`], [`resizing`], [`search`], [`streams`], [`themes`].
//! The promises: [`code`], [`command`], [`filter`], [`finder`], [`moving`], [`sections`], [`history`], [`hits`], [`links`],
//! [`folding`], [`measure`], [`help`], [`hints`], [`lazy`], [`notes`], [`reload`], [`resizing`], [`search`], [`streams`],
//! [`themes`].
//! The promises: [`code`], [`filter`], [`finder`], [`moving`], [`sections`], [`history`], [`hits`], [`links`], [`folding`],
//! [`measure`], [`help`], [`hints`], [`lazy`], [`marks`], [`notes`], [`reload`], [`resizing`], [`resuming`], [`search`],
//! [`streams`], [`themes`].
//! The promises: [`code`], [`filter`], [`moving`], [`sections`], [`history`], [`hits`], [`links`], [`folding`], [`measure`],
//! [`help`], [`hints`], [`lazy`], [`link_list`], [`notes`], [`one_history`], [`reload`], [`resizing`], [`search`], [`streams`], [`themes`].
//! The promises: [`code`], [`filter`], [`finder`], [`moving`], [`sections`], [`history`], [`hits`], [`links`], [`folding`], [`measure`],
//! [`help`], [`lazy`], [`link_list`], [`notes`], [`one_history`], [`reload`], [`resizing`], [`search`], [`streams`], [`themes`].
//! [`help`], [`lazy`], [`link_list`], [`notes`], [`reload`], [`resizing`], [`search`], [`streams`], [`themes`].
//! The promises: [`code`], [`copying`], [`filter`], [`moving`], [`sections`], [`history`], [`hits`], [`links`], [`folding`], [`measure`],
//! [`help`], [`lazy`], [`notes`], [`qr`], [`reload`], [`resizing`], [`search`], [`selecting`], [`streams`], [`themes`].
//!
//! A test opens a [`journey::Journey`], presses keys and compares what stands on the screen, mostly in tables: the keys on
//! the left, what is on top of the page afterwards on the right.

mod alone;
mod arriving;
mod code;
mod command;
mod copying;
mod filter;
mod finder;
mod folding;
mod help;
mod hints;
mod history;
mod hits;
pub(crate) mod journey;
mod lazy;
mod link_list;
mod links;
mod marks;
mod measure;
mod moving;
mod notation;
mod notes;
mod one_history;
mod peek;
mod qr;
mod reload;
mod resizing;
mod resuming;
mod search;
mod searching_anew;
mod sections;
mod selecting;
mod source;
mod streams;
mod themes;
mod whereabouts;
