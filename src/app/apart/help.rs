//! The help: a page of Markdown that is made from the keymap in force and read like any other. Behind the keys stand the
//! pages of the manual.

use std::fmt::Write;
use std::sync::Arc;

use crate::document::{Cutting, Document};
use crate::library::Origin;
use crate::library::manual::{ACCESS, LINKS};

use super::{Apart, What};
use crate::app::action::Action;
use crate::app::command::table::{COMMANDS, Command, NUMBERS};
use crate::app::keymap::{Keymap, SEARCH, name};
use crate::app::reader::Reader;

/// The help page, opened.
#[must_use]
pub fn open(keymap: &Keymap) -> Apart {
    let page = page(keymap).into_bytes();
    let (mut document, indexer) = Document::open(Arc::new(page), Cutting::default());
    indexer.for_each(|discovery| document.learn(discovery));
    Apart::new(Reader::new(document, Origin::Bundled), What::Help)
}

/// The keys of a line that is typed, as the prompt reads them.
const TYPING: [(&str, &str); 8] = [
    ("Enter", "stay where it led to; with nothing typed: the next hit of the last search"),
    ("Esc", "back to where it began"),
    ("Ctrl-R", "in a search: a regular expression, or words again"),
    ("Up Down", "what was typed before; in the contents: choose"),
    ("Left Right Home End", "move in the line"),
    ("Ctrl-Left Ctrl-Right", "move by words"),
    ("Backspace Del Ctrl-W", "rub out a character, or a word"),
    ("Ctrl-U Ctrl-K", "rub out all before the cursor, or behind it"),
];

/// The keys while letters lie over the page.
const LETTERS: [(&str, &str); 6] = [
    ("a s d", "letters that stand on a link: follow it"),
    (
        "/ A",
        "what stands behind, or any letter that is on no link: text of links, which leaves only those that have it",
    ),
    ("Enter", "follow the one that is left; of several: give those letters"),
    ("Backspace", "take back what was typed last"),
    ("Up Down PgUp PgDn", "scroll the page below them"),
    ("Esc", "take the letters away"),
];

/// The keys of a list that a typed line narrows.
const LISTS: [(&str, &str); 6] = [
    ("Enter", "go to what is chosen"),
    ("Up Down Tab Shift-Tab PgUp PgDn", "choose; with nothing typed also `Home` and `End`"),
    ("/", "where letters do something with what is chosen: type from here on"),
    ("~", "where you go to a section: the documents that were read lately"),
    ("Backspace", "rub out what was typed; when nothing is left: leave"),
    ("Esc", "leave, and everything is as it was"),
];

/// What there is to know besides keys.
const MOUSE: &str = "\n## The mouse and copying\n\n\
    With the mouse, click a link, a line of the contents, or the first line of what can be folded; drag over words to select \
    and copy them, click twice for a word, three times for a paragraph. The terminal's own selection works with Shift held \
    down, in most terminals, or with Option on a Mac; `M` gives the mouse back to it.\n\n\
    What is copied is sent to the clipboard of the terminal, which never says whether it took it.\n";

/// The help page: a table for each group of keys, and what stands in no table.
#[must_use]
pub fn page(keymap: &Keymap) -> String {
    let mut page = String::from(
        "A number before a motion repeats it: `5j`, `3]`; `…` stands for a letter or a digit of your choice. A search \
         knows upper case from lower case if there is any upper case in it. Behind the keys: [the mouse and copying](#the-mouse-and-copying), [what a link may do](#what-a-link-may-do), [what the \
         program touches](#what-the-program-touches).\n",
    );
    let mut group = "";
    for binding in keymap.bindings() {
        // Writing to a String does not fail.
        if binding.group != group {
            if group == SEARCH {
                page += &table("While letters lie over the page", &LETTERS);
                page += &table("While a line is typed", &TYPING);
                page += &table("In a list that typing narrows", &LISTS);
            }
            group = binding.group;
            let _ = write!(page, "\n## {group}\n\n| Keys | What they do |\n|---|---|\n");
        }
        let keys: Vec<String> = binding.keys.split(' ').map(|keys| code(&name(keys))).collect();
        let _ = writeln!(page, "| {} | {} |", keys.join("  "), binding.about);
    }
    [page, MOUSE.to_owned(), commands(keymap), LINKS.to_owned(), ACCESS.to_owned()].join("\n")
}

/// The part of the page about the command line.
fn commands(keymap: &Keymap) -> String {
    let key = keymap.key_for(Action::CommandLine).unwrap_or_default();
    let mut page = format!(
        "\n## Commands\n\n`{key}` begins one. As much of a name is enough as no other begins with; `Tab` completes names and \
         files, `↑` brings back what was entered before.\n\n| Command | What it does |\n|---|---|\n"
    );
    for Command { name, takes, about, .. } in COMMANDS {
        let _ =
            writeln!(page, "| {} | {about} |", format!("`{key}{name} {}", takes.name()).trim_end().to_owned() + "`");
    }
    for (number, about) in NUMBERS {
        let _ = writeln!(page, "| `{key}{number}` | {about} |");
    }
    page
}

/// A key as code, whatever key it is.
fn code(key: &str) -> String {
    if key.contains('`') { format!("``` {key} ```") } else { format!("`{key}`") }
}

/// A part of the page about keys that mean something else than a binding.
fn table(title: &str, rows: &[(&str, &str)]) -> String {
    let mut page = format!("\n## {title}\n\n| Keys | What they do |\n|---|---|\n");
    for (keys, about) in rows {
        let keys: Vec<String> = keys.split(' ').map(|keys| code(&name(keys))).collect();
        let _ = writeln!(page, "| {} | {about} |", keys.join("  "));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::keymap::DEFAULT;

    #[test]
    fn every_binding_is_on_the_page() {
        let page = page(&Keymap::new(DEFAULT));
        for binding in DEFAULT {
            assert!(page.contains(binding.about), "{}", binding.about);
            assert!(binding.keys.split(' ').all(|keys| page.contains(&code(&name(keys)))), "{}", binding.keys);
        }
        for command in COMMANDS {
            assert!(page.contains(command.about) && page.contains(command.name), "{}", command.name);
        }
    }
}
