//! The pages that are built in besides the preface: what the reader's help says about links and about what the program
//! touches, and the licences of what it is made of.

/// What following a link does, with examples; its tables are held against [`super::target::classify`] by a test.
pub const LINKS: &str = include_str!("../../content/links.md");

/// What the program reads, writes, starts and sends; its lists are held against the source by a test.
pub const ACCESS: &str = include_str!("../../content/access.md");

/// The licences of everything that is linked into the program or embedded in it, as a document.
pub const LICENCES: &str = include_str!("../../content/licences.md");
