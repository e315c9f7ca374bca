//! State and update: an [`Event`](event::Event) in, effects out. No I/O and no terminal types.

pub mod key;
