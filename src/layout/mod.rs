//! Meaning → lines at a width: how each construct of Markdown looks in character cells.
//!
//! One construct, one file, its pictures in the tests below it. They all draw on a [`canvas`]; inline text of every kind
//! goes through `prose`. What comes out is a [`Laid`] chunk: lines of spans that carry roles, never colours.
//! Code is painted by [`highlight`] where somebody can wait for it; lines of it that are too wide are seen through a
//! [`window`](mod@window). What a search has found is shown by [`marks`](mod@marks). [`flow`] is the whole document poured at one width, a chunk at a time, for whoever looks at it.

pub mod canvas;
pub mod flow;
pub mod folds;
pub mod highlight;
pub mod laid;
pub mod line;
pub mod marks;
pub mod pan;
pub mod pour;
pub mod window;
pub mod worded;

mod blocks;
mod code;
mod definitions;
mod details;
#[cfg(feature = "diagrams")]
mod diagram;
mod footnote;
mod heading;
mod justify;
mod list;
mod math;
mod prose;
mod quote;
mod resuming;
mod rule;
mod sheet;
mod table;

pub use flow::{Flow, LineId};
pub use folds::Folds;
pub use highlight::Highlights;
pub use laid::Laid;
pub use line::{Line, Role, Span, Style};
pub use marks::{Mark, Marked};
pub use pour::Pour;
