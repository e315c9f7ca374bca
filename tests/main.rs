//! The promises of the project, a module for each.

mod chunks;
