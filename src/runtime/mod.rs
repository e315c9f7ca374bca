//! The edge: the terminal, files, threads, opening links, the clipboard, signals. What touches the machine is here.
//!
//! ```text
//! keyboard thread ─┐                                   ┌─▶ screen: one frame after all that has queued up
//! signal thread ───┼─▶ one channel ─▶ event loop ──────┤
//! index threads ───┤                  App::update      └─▶ effects: threads, the clipboard, the shell
//! worker threads ──┤
//! watch thread ────┘
//! ```
//!
//! The loop sleeps on the channel: nothing ticks, and nothing is drawn that has not changed.

pub mod answer;
mod beneath;
pub mod clicks;
pub mod clipboard;
pub mod decoder;
pub mod documents;
pub mod editor;
pub mod event_loop;
pub mod files;
pub mod fingerprint;
pub mod frame;
pub mod gathering;
pub mod input;
mod keeper;
pub mod open_error;
pub mod opener;
pub mod painter;
pub mod paths;
mod pen;
pub mod printing;
pub mod searching;
pub mod signals;
mod sniff;
pub mod spool;
pub mod state_file;
pub mod terminal;
pub mod watch;
mod ways;
pub mod workers;
