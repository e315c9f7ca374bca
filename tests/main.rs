//! The promises of the project, a module for each.

#[cfg(test)]
mod chunks;
