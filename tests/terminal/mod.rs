//! The real binary in a real pseudo-terminal: what only a terminal can show.
//!
//! The harness:
//! - [`pty`]: a session: start the reader, press keys, wait for the screen, send signals, see it end
//! - [`screen`]: what the terminal at the other end has seen, and what it was asked
//! - [`keys`]: the notation of keys, as bytes
//! - [`modes`]: what a stream of bytes turned on in the terminal and did not turn off
//! - [`base64`]: how a text travels to the clipboard
//! - [`harness`]: the tests of the harness
//!
//! The promises: [`opening`], [`leaving`], [`links`], [`mouse`], [`sizes`], [`stdin`], [`streams`], [`reload`], [`idle`],
//! [`colours`], [`prompt`], [`remembering`], [`copying`], [`editor`]; and what has to be lived through: [`answers`],
//! [`blocked`], [`floods`], [`guests`], [`panics`], [`surroundings`].
//!
//! A test starts a [`pty::Session`], acts, and waits for a condition on the screen; nothing sleeps. A wait that is in
//! vain fails with a picture of the screen, and at once when the program has ended.

mod answers;
pub(crate) mod base64;
mod blocked;
mod colours;
mod copying;
mod editor;
mod floods;
mod guests;
mod harness;
mod idle;
pub(crate) mod keys;
mod leaving;
mod links;
mod modes;
mod mouse;
mod opening;
mod panics;
mod prompt;
pub(crate) mod pty;
mod reload;
mod remembering;
pub(crate) mod screen;
mod sizes;
mod stdin;
mod streams;
mod surroundings;
