//! `preface`: a terminal reader for books and documents in Markdown.
//!
//! The screen, and the module behind each part:
//!
//! ```text
//!  Designing Distributed Systems › Preface › Using Code Examples          ui::trail ← app::status
//!
//!   Preface                 Using Code Examples                        │
//!     Resources             ───────────────────                        │  ui::scrollbar ← app::reader
//!   ▌ Using Code Examples                                              ┃
//!     O'Reilly Safari       The supplemental material, which is to     ┃
//!                           say code examples, exercises and so on,    │
//!   ui::contents            can be downloaded from …                   │
//!   ← app::contents                                                    │
//!   ← document::outline     ui::page ← app::reader ← layout::flow
//!
//!  2 of 3 · 41 % · 1 min left            Tab link  ? help  q quit         ui::status ← app::status, app::keymap
//! ```
//!
//! The layers, from the bottom up. A module imports only from those above it in this list, and each foreign crate has one
//! home; a test holds the code to both.
//!
//! | layer | what it does | home of |
//! | --- | --- | --- |
//! | [`text`] | bytes and columns: bytes by offset, display width, line breaking, the one sanitizer | unicode-*, hypher |
//! | [`markdown`] | bytes → meaning: blocks, inlines, links, headings, definitions | pulldown-cmark, html5gum, unicase, memchr, term-maths |
//! | [`document`] | a text of any size, parsed on demand: chunks, the indexer, the outline, search | memchr, regex |
//! | [`layout`] | meaning → lines at a width; one construct, one file | syntect, two-face |
//! | [`theme`] | role → style | ratatui's styles, as data |
//! | [`library`] | what can be opened, and what a link means from there | percent-encoding |
//! | [`app`] | state and update: an event in, effects out | nucleo-matcher, `fast_qr` |
//! | [`ui`] | draws the state into a frame | ratatui |
//! | [`mod@print`] | not a terminal: the same lines, once, to any writer | |
//! | [`cli`] | the flags, and what they become | clap |
//! | [`runtime`] | the edge: event loop, terminal, files, threads, opening links, signals | crossterm, rustix, … |
//!
//! Two coordinates do without absolute line numbers, so that nothing ever needs the whole document: an *offset* is a byte
//! of the source and means the same at every width ([`app::reader::viewport::Anchor`] holds the page to one); a
//! [`layout::LineId`] is a line of one chunk at one width.
//!
//! What always holds:
//!
//! 1. Parsing, layout, update and draw cannot fail and never panic, whatever the bytes are.
//! 2. [`App::update`](app::App::update) is the only way that state changes. It ends by pulling the visible lines, so that
//!    drawing only reads. Effects are values; `runtime` alone performs them.
//! 3. Spans carry a [`Role`](layout::Role), never a colour.
//! 4. Every string that reaches a terminal has been through [`text::sanitize`].
//! 5. No work proportional to the document happens before the first frame or inside a key press.
//! 6. The words under the reader's eyes stay there, whatever happens to the window.
//! 7. Nothing visible is lost: each word of the text is in the rendering, in order.
//! 8. The loop blocks on one channel: no tick, no frame without a change, no bytes while idle.
//! 9. Time grows no faster than the text, the stack not at all: nothing recurs over the structure of a document but the
//!    blocks that are drawn inside of each other, at most [`MAX_DEPTH`](markdown::block::MAX_DEPTH) of them.
//!
//! # What a text may take
//!
//! Whatever 1.6 MB of text are made of, to print, read or search them takes at most 2 s of a processor that this was
//! written on (code that is painted: some 6 s, and its painting is not waited for on the screen) and 100 MiB in all;
//! `cargo bench --bench families` measures it on two hundred families of growing input, on a stack of 2 MiB. Memory is that
//! of the chunks that are laid out ([`layout::flow`]: some 40,000 lines, and two chunks at least), of what is known of the
//! whole text ([`document`]), and of what the text itself takes where it is no file.

pub mod app;
pub mod cli;
pub mod document;
pub mod layout;
pub mod library;
pub mod markdown;
pub mod print;
pub mod runtime;
pub mod text;
pub mod theme;
pub mod ui;
