//! What a line may go on with: commands, what stands behind them, and the files of a folder.
//!
//! What is in a folder only the runtime knows. The line is asked for the folder that it needs (`folder_of`), and
//! completes once that is there.

use crate::app::event::FolderEntry;

use super::table::{COMMANDS, Command, Takes, command, split};

/// Something that the line may go on with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The whole line as it would be.
    pub line: String,
    /// What is shown of it: the part that is completed.
    pub shown: String,
    /// What it is, in a few words.
    pub about: String,
    /// Whether more has to follow.
    pub ends: Ends,
}

/// Whether a line is complete with what it was completed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It is an order.
    Here,
    /// Something has to follow: what stands behind a command, or a file in a folder.
    Later,
}

/// What a line may go on with. `entries` is what is in the folder that it names, as far as that is known.
pub(super) fn candidates(line: &str, entries: &[FolderEntry]) -> Vec<Candidate> {
    let Some((command, rest)) = behind_command(line) else { return commands(line.trim_start()) };
    if command.takes == Takes::Path {
        return files(command, rest, entries);
    }
    let words = command.takes.words().into_iter().filter(|(word, _)| word.starts_with(rest.trim_end()));
    words
        .map(|(word, about)| Candidate {
            line: format!("{} {word}", command.name),
            shown: word.to_owned(),
            about: about.to_owned(),
            ends: Ends::Here,
        })
        .collect()
}

/// The folder of which the line needs the files, as it is typed: empty, or with a slash at its end.
pub(super) fn folder_of(line: &str) -> Option<&str> {
    let (command, rest) = behind_command(line)?;
    (command.takes == Takes::Path).then(|| parts(rest).0)
}

/// The command at the beginning of a line, and what has been typed behind it; nothing while its name is typed.
fn behind_command(line: &str) -> Option<(&'static Command, &str)> {
    let line = line.trim_start();
    let (name, rest) = split(line);
    let is_behind = line.len() > name.len();
    Some((command(name).ok().filter(|_| is_behind)?, rest.trim_start()))
}

fn commands(name: &str) -> Vec<Candidate> {
    let like = COMMANDS.iter().filter(|command| command.name.starts_with(name));
    like.map(|command| {
        let (line, ends) = match command.takes {
            Takes::Nothing => (command.name.to_owned(), Ends::Here),
            _ => (format!("{} ", command.name), Ends::Later),
        };
        let shown = format!("{} {}", command.name, command.takes.name()).trim_end().to_owned();
        Candidate { line, shown, about: command.about.replace('`', ""), ends }
    })
    .collect()
}

/// A path as it is typed: the folder with the slash, and what of a name in it has been typed.
fn parts(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

fn files(command: &Command, path: &str, entries: &[FolderEntry]) -> Vec<Candidate> {
    let (folder, name) = parts(path);
    // A file that is hidden is not offered unless it is asked for.
    let offered = |entry: &&FolderEntry| {
        let shown = entry.name();
        shown.starts_with(name) && (name.starts_with('.') || !shown.starts_with('.'))
    };
    let candidate = |entry: &FolderEntry| {
        let (slash, ends) = match entry {
            FolderEntry::Folder(_) => ("/", Ends::Later),
            FolderEntry::File(_) => ("", Ends::Here),
        };
        let shown = format!("{}{slash}", entry.name());
        Candidate { line: format!("{} {folder}{shown}", command.name), shown, about: String::new(), ends }
    };
    entries.iter().filter(offered).map(candidate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(line: &str) -> Vec<String> {
        let entries = [
            FolderEntry::Folder("notes".to_owned()),
            FolderEntry::File("my book.md".to_owned()),
            FolderEntry::File("notes.md".to_owned()),
            FolderEntry::File(".hidden.md".to_owned()),
        ];
        candidates(line, &entries).into_iter().map(|candidate| candidate.line).collect()
    }

    #[test]
    fn a_line_goes_on_with_what_begins_like_it() {
        for (line, expected) in [
            ("th", &["theme "][..]),
            ("h", &["hyphenate ", "help"]),
            ("q", &["quit"]),
            ("theme paper", &["theme paper-light", "theme paper-dark"]),
            ("theme  m", &["theme monochrome"]),
            ("t m", &["theme monochrome"]),
            ("width ", &["width measure", "width wide", "width full"]),
            ("justify o", &["justify on", "justify off"]),
            ("open ", &["open notes/", "open my book.md", "open notes.md"]),
            ("open not", &["open notes/", "open notes.md"]),
            ("open my b", &["open my book.md"]),
            ("open .", &["open .hidden.md"]),
            ("open docs/n", &["open docs/notes/", "open docs/notes.md"]),
            ("xyz", &[]),
            ("xyz ", &[]),
            ("quit ", &[]),
        ] {
            assert_eq!(lines(line), expected, "{line}");
        }
        assert_eq!(lines("").len(), COMMANDS.len());
    }

    #[test]
    fn the_folder_is_what_stands_before_the_last_slash() {
        for (line, expected) in [
            ("open", None),
            ("open ", Some("")),
            ("open a", Some("")),
            ("open ~/a b/c", Some("~/a b/")),
            ("open /", Some("/")),
            ("theme a/", None),
        ] {
            assert_eq!(folder_of(line), expected, "{line}");
        }
    }
}
