//! Paths that a reader types: what they lead to, and what is in a folder on the way.
//!
//! `~` is the home folder. What is relative is meant from the folder of the document that is read, as its links are; where
//! there is no such file, from where the program was started, as on the command line.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::app::event::{FolderEntry, TypedPath};
use crate::app::reader::start::Start;
use crate::text::sanitize::is_hostile;

use super::documents::{addressed, existing};

/// Of a larger folder only so many files are looked at.
const MOST_LOOKED_AT: usize = 10_000;
/// So many are offered at most.
const MOST: usize = 1000;
/// How the names of files end that are offered first.
const MARKDOWN: [&str; 5] = ["md", "markdown", "mkd", "mdx", "txt"];

/// The file that is meant, and where it is to begin: as on the command line, a place in it may stand behind it.
#[must_use]
pub fn meant(path: &TypedPath) -> (PathBuf, Start) {
    let home = env::var_os("HOME").map(PathBuf::from);
    let places = places(path, home.as_deref());
    for place in &places {
        let file = existing(place);
        if file.exists() {
            return (file, Start::Left);
        }
        if let (file, Some(start)) = addressed(place) {
            return (file, start);
        }
    }
    (places.into_iter().next_back().unwrap_or_default(), Start::Left)
}

/// What is in the folder that is meant: folders and text first, by name. Of names that can't be typed there are none.
#[must_use]
pub fn list(folder: &TypedPath) -> Vec<FolderEntry> {
    let home = env::var_os("HOME").map(PathBuf::from);
    let read = |place: &PathBuf| fs::read_dir(if place.as_os_str().is_empty() { Path::new(".") } else { place }).ok();
    let found = places(folder, home.as_deref()).iter().find_map(read);
    let found = found.into_iter().flatten().flatten().take(MOST_LOOKED_AT);
    let mut entries: Vec<FolderEntry> = found.filter_map(|entry| entry_of(&entry)).collect();
    entries.sort_by_cached_key(|entry| (kind(entry), entry.name().to_lowercase()));
    entries.truncate(MOST);
    entries
}

fn entry_of(entry: &fs::DirEntry) -> Option<FolderEntry> {
    let name = entry.file_name().into_string().ok().filter(|name| !name.chars().any(is_hostile))?;
    // A link counts as what it leads to.
    let kind = fs::metadata(entry.path()).ok()?;
    if kind.is_dir() {
        return Some(FolderEntry::Folder(name));
    }
    kind.is_file().then_some(FolderEntry::File(name))
}

fn kind(entry: &FolderEntry) -> u8 {
    let ending = Path::new(entry.name()).extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    match entry {
        FolderEntry::File(_) if !ending.is_some_and(|ending| MARKDOWN.contains(&&*ending)) => 1,
        FolderEntry::File(_) | FolderEntry::Folder(_) => 0,
    }
}

/// Where it may be, the first that is there being meant.
fn places(path: &TypedPath, home: Option<&Path>) -> Vec<PathBuf> {
    let typed = &path.typed;
    let in_home = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    if let Some((rest, home)) = in_home.zip(home) {
        return vec![home.join(rest.trim_start_matches('/'))];
    }
    let typed = PathBuf::from(typed);
    if typed.is_absolute() {
        return vec![typed];
    }
    path.beside.iter().map(|folder| folder.join(&typed)).chain([typed.clone()]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(typed: &str, beside: Option<&Path>) -> TypedPath {
        TypedPath { typed: typed.to_owned(), beside: beside.map(Path::to_owned) }
    }

    #[test]
    fn the_home_folder_and_that_of_the_document_are_meant() {
        let home = Some(Path::new("/home/reader"));
        let beside = Some(Path::new("/books"));
        for (path, expected) in [
            ("a.md", &["/books/a.md", "a.md"][..]),
            ("/a.md", &["/a.md"]),
            ("~/a.md", &["/home/reader/a.md"]),
            ("~", &["/home/reader"]),
            ("~other/a.md", &["/books/~other/a.md", "~other/a.md"]),
            ("", &["/books", ""]),
        ] {
            let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
            assert_eq!(places(&typed(path, beside), home), expected, "{path}");
        }
        assert_eq!(places(&typed("~/a", None), None), [PathBuf::from("~/a")]);
        assert_eq!(places(&typed("a", None), home), [PathBuf::from("a")]);
    }

    #[test]
    fn a_folder_is_listed_with_what_can_be_read_first() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.md", "A.md", "c.png", "tab\there.md"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("notes")).unwrap();
        let entries = list(&typed("./", Some(folder.path())));
        let names: Vec<&str> = entries.iter().map(FolderEntry::name).collect();
        assert_eq!(names, ["A.md", "b.md", "notes", "c.png"]);
        assert!(entries.contains(&FolderEntry::Folder("notes".to_owned())));
        assert_eq!(list(&typed("/no/such/folder/", None)), []);
        let (beside, file) = (Some(folder.path()), folder.path().join("b.md"));
        assert_eq!(meant(&typed("b", beside)), (file.clone(), Start::Left));
        assert_eq!(meant(&typed("b.md#part", beside)), (file, Start::Anchor("part".to_owned())));
        assert_eq!(meant(&typed("none.md", beside)), (PathBuf::from("none.md"), Start::Left));
    }
}
