//! State and update: an [`Event`] in, [`Effect`]s out. No I/O and no terminal types.
//!
//! ```text
//! Event ──▶ App::update ──▶ keymap ──▶ Action ──▶ Reader ──▶ Viewport ──▶ layout::Flow
//!              │                                                              │
//!              └──▶ Effects, which the runtime performs      settle: the visible lines are pulled, draw only reads
//! ```

pub mod action;
pub mod apart;
pub mod command;
pub mod contents;
pub mod editing;
pub mod event;
pub mod filter;
pub mod finder;
pub mod gathered;
pub mod geometry;
pub mod hints;
pub mod history;
pub mod hits;
pub mod key;
pub mod keymap;
pub mod listing;
pub mod memory;
pub mod prompt;
pub mod qr;
pub mod reader;
pub mod reload;
pub mod search;
pub mod seeking;
pub mod settings;
pub mod source_line;
pub mod start;
pub mod state;
pub mod status;
pub mod viewport;

pub mod contexts;
pub mod copying;
pub mod filtering;
mod focus;
mod folding;
mod following;
mod gathering;
mod highlight;
mod hits_shown;
mod links;
mod marking;
pub mod measure;
mod mouse;
mod moving;
mod pan;
mod pinning;
mod pointing;
mod progress;
mod returning;
mod scouting;
mod sections;
mod selection;
mod shelf;
pub mod themes;
mod update;

pub use event::{Effect, Event};
pub use state::App;
