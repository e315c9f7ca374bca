//! The help: a page of Markdown that is made from the keymap in force and read like any other.

use std::fmt::Write;
use std::sync::Arc;

use crate::document::{Cutting, Document};
use crate::library::Origin;

use super::keymap::{Keymap, name};
use super::reader::Reader;

/// A reader on the help page.
#[must_use]
pub fn reader(keymap: &Keymap) -> Reader {
    let page = page(keymap).into_bytes();
    let (mut document, indexer) = Document::open(Arc::new(page), Cutting::default());
    indexer.for_each(|discovery| document.learn(discovery));
    Reader::new(document, Origin::Bundled)
}

/// The help page: a table for each group of keys.
#[must_use]
pub fn page(keymap: &Keymap) -> String {
    let mut page = String::from(
        "A number before a motion repeats it: `5j`, `3]`. With the mouse, click a link, a line of the contents, or the \
         first line of what can be folded.\n",
    );
    let mut group = "";
    for binding in keymap.bindings() {
        // Writing to a String does not fail.
        if binding.group != group {
            group = binding.group;
            let _ = write!(page, "\n## {group}\n\n| Keys | What they do |\n|---|---|\n");
        }
        let keys: Vec<String> = binding.keys.split(' ').map(|keys| format!("`{}`", name(keys))).collect();
        let _ = writeln!(page, "| {} | {} |", keys.join("  "), binding.about);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::DEFAULT;

    #[test]
    fn every_binding_is_on_the_page() {
        let page = page(&Keymap::new(&DEFAULT));
        for binding in DEFAULT {
            assert!(page.contains(binding.about), "{}", binding.about);
            assert!(
                binding.keys.split(' ').all(|keys| page.contains(&format!("`{}`", name(keys)))),
                "{}",
                binding.keys
            );
        }
    }
}
