//! Nothing visible is lost.

#[path = "../../tests/nothing_lost/tags.rs"]
pub(crate) mod tags;
