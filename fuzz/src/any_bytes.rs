//! What is done with any bytes.

#[path = "../../tests/any_bytes/choices.rs"]
pub(crate) mod choices;
#[path = "../../tests/any_bytes/markup.rs"]
pub(crate) mod markup;
#[path = "../../tests/any_bytes/printed.rs"]
pub(crate) mod printed;
#[path = "../../tests/any_bytes/reading.rs"]
pub(crate) mod reading;
#[path = "../../tests/any_bytes/scraps.rs"]
pub(crate) mod scraps;
#[path = "../../tests/any_bytes/terminal.rs"]
pub(crate) mod terminal;
#[path = "../../tests/any_bytes/used.rs"]
pub(crate) mod used;
