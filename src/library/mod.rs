//! What can be opened, and what a link means from there.

pub mod address;
pub mod authority;
pub mod citation;
pub mod launchers;
pub mod manual;
pub mod origin;
pub mod place;
pub mod target;

pub use origin::{Origin, PREFACE};
