//! State and update: an [`Event`] in, [`Effect`]s out. No I/O and no terminal types.
//!
//! ```text
//! Event ──▶ App::update ──▶ keymap ──▶ Action ──▶ Reader ──▶ Viewport ──▶ layout::Flow
//!              │                                                              │
//!              └──▶ Effects, which the runtime performs      settle: the visible lines are pulled, draw only reads
//! ```
//!
//! What is many files has a folder:
//!
//! | | |
//! | --- | --- |
//! | [`reader`] | one open document: the window on it, focus, folds, reloading, where it begins |
//! | [`apart`] | pages of other readers: the help, a block alone, the source, a look where a link leads |
//! | [`contents`] | the sections beside the page, and the line that filters them |
//! | [`search`] | what is looked for in the text, its hits and their list |
//! | [`finder`] | lists that typing narrows: go to, all links, marks |
//! | [`hints`] | letters over what can be followed |
//! | [`command`] | commands by their names |
//! | [`history`] | back and forward |
//! | [`memory`] | what is kept between runs: places, marks |
//! | [`copying`] | the selection, and what is sent to the clipboard |

pub mod action;
pub mod apart;
pub mod command;
pub mod contents;
pub mod copying;
pub mod editing;
pub mod event;
pub mod finder;
pub mod geometry;
pub mod hints;
pub mod history;
pub mod key;
pub mod keymap;
pub mod memory;
pub mod prompt;
pub mod qr;
pub mod question;
pub mod reader;
pub mod search;
pub mod settings;
pub mod source_line;
pub mod state;
pub mod status;

mod links;
pub mod measure;
mod mouse;
mod moving;
mod shelf;
pub mod themes;
mod update;

pub use event::{Effect, Event};
pub use state::App;
