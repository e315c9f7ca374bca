//! Chunked equals whole.

#[path = "../../tests/chunks/readings.rs"]
pub(crate) mod readings;
