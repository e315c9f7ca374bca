//! From what was named on the command line, or by a link, to a document that can be read.

use std::collections::HashSet;
use std::env;
use std::fs;
use std::io;
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::event::{LoadFailure, LoadRequest, Loaded, Named, Permission, Reached};
use crate::app::reader::start::Start;
use crate::app::source_line::SourceLine;
use crate::library::address::{NamedPlace, anchor_alone, readings, unescaped};
use crate::library::manual::LICENCES;
use crate::library::{Origin, PREFACE};
use crate::text::sanitize::Safe;

use super::files::{self, Asked, OpenError, Opened};

/// The preface that is built in.
#[must_use]
pub fn bundled() -> Loaded {
    Loaded { source: Arc::new(PREFACE.as_bytes()), origin: Origin::Bundled, reached: None, note: None }
}

/// The licences of what the program is made of.
#[must_use]
pub fn licences() -> Loaded {
    Loaded { source: Arc::new(LICENCES.as_bytes()), origin: Origin::Licences, note: None, reached: None }
}

/// Opens what was named on the command line: a file, or `-` for standard input.
///
/// # Errors
///
/// A sentence that says what was wrong.
pub fn named(path: &Path) -> Result<Loaded, String> {
    if path.as_os_str() == "-" {
        return standard_input();
    }
    let reached = std::path::absolute(path).map(|path| Reached { path, permission: Permission::Named });
    let opened = files::open(path, Asked::ByName).map_err(|error| shown(&error.to_string()))?;
    Ok(loaded(opened, reached.ok()))
}

/// The file that is meant by an argument of the command line, and the place in it that it names: `PATH#section`,
/// `PATH:LINE`, `PATH:LINE:COLUMN`. A file that really has such a name wins.
#[must_use]
pub fn addressed(argument: &Path) -> (PathBuf, Option<Start>) {
    let there = |path: &Path| fs::metadata(path).is_ok_and(|metadata| !metadata.is_dir());
    if argument.as_os_str() == "-" || fs::symlink_metadata(argument).is_ok() {
        return (argument.to_owned(), None);
    }
    let readings = readings(argument.as_os_str()).map(|(path, place)| (path, Some(place)));
    // A link that was copied may have escapes in it.
    let whole = unescaped(argument.as_os_str()).map(|path| (path, None));
    match readings.chain(whole).find(|(path, _)| there(path)) {
        Some((path, place)) => (path, place.map(beginning)),
        None => (argument.to_owned(), None),
    }
}

/// Where the preface that is built in begins, if an argument of the command line is an anchor and nothing else,
/// `#section`, and no file is called so.
#[must_use]
pub fn addressed_within(argument: &Path) -> Option<Start> {
    let anchor = anchor_alone(argument.as_os_str()).filter(|_| fs::symlink_metadata(argument).is_err());
    anchor.map(Start::Anchor)
}

fn beginning(place: NamedPlace) -> Start {
    match place {
        NamedPlace::Anchor(name) => Start::Anchor(name),
        NamedPlace::Line(line, column) => Start::Line(SourceLine { line, column }),
    }
}

/// Whether standard input is a pipe or a file: what to read where nothing is named. A folder is one, too, and says so then.
#[must_use]
pub fn is_piped_in() -> bool {
    let stdin = io::stdin();
    let kind = rustix::fs::fstat(&stdin).map(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode));
    matches!(
        kind,
        Ok(rustix::fs::FileType::Fifo
            | rustix::fs::FileType::RegularFile
            | rustix::fs::FileType::Socket
            | rustix::fs::FileType::Directory)
    )
}

/// What was named behind the first document, each once: files that can be opened, and the rest open already, for it can't
/// be read again. What is not named with a place in it begins at `start`.
///
/// # Errors
///
/// A sentence that says what was wrong with one of them.
pub fn behind_first(paths: &[PathBuf], start: &Start) -> Result<Vec<Named>, String> {
    // Nothing is behind the only one, so nobody asks where that really is.
    if paths.len() < 2 {
        return Ok(Vec::new());
    }
    let mut seen = HashSet::new();
    let mut behind = Vec::new();
    for (place, argument) in paths.iter().enumerate() {
        let (path, named_start) = addressed(argument);
        let is_new = seen.insert(path.canonicalize().unwrap_or_else(|_| path.clone()));
        if place == 0 || !is_new {
            continue;
        }
        let loaded = named(&path)?;
        behind.push(match loaded.origin {
            Origin::File(_) => Named::File(path, named_start.unwrap_or_else(|| start.clone())),
            Origin::Stream { .. } | Origin::Bundled | Origin::Licences => Named::Read(loaded),
        });
    }
    Ok(behind)
}

/// Begins to read standard input: see [`files::open_stream`].
///
/// # Errors
///
/// A sentence that says what was wrong.
pub fn standard_input() -> Result<Loaded, String> {
    let name = Path::new("standard input");
    let failed = |error: OpenError| shown(&error.to_string());
    let stream = io::stdin().as_fd().try_clone_to_owned();
    let stream = stream.map_err(|error| failed(OpenError::Unreadable(name.to_owned(), error)))?;
    files::open_stream(stream, name).map(|opened| loaded(opened, None)).map_err(failed)
}

/// Opens what a link leads to, or what was named behind the first document. `root` is the folder that links may lead to
/// without a question, a canonical path.
///
/// # Errors
///
/// That the file is elsewhere, or a sentence that says what was wrong.
pub fn linked(request: &LoadRequest, root: Option<&Path>) -> Result<Loaded, LoadFailure> {
    if request.permission == Permission::Named {
        return named(&request.path).map_err(LoadFailure::Failed);
    }
    let reached = Reached { path: existing(&request.path), permission: request.permission };
    match again(&reached, root) {
        Ok(opened) => Ok(loaded(opened, Some(reached))),
        Err(OpenError::Outside(path)) => Err(LoadFailure::OutsideRoot(path)),
        Err(error) => Err(LoadFailure::Failed(shown(&error.to_string()))),
    }
}

/// Opens a file on the way on which it was reached: what lies there has to be a regular file, and where a document led to
/// it, still where that may lead. What is found to lie there is what is opened, whatever takes its place meanwhile.
///
/// # Errors
///
/// One of [`OpenError`].
pub fn again(reached: &Reached, root: Option<&Path>) -> Result<Opened, OpenError> {
    let path = &reached.path;
    match reached.permission {
        Permission::Named => files::open(path, Asked::ByLink),
        Permission::Anywhere => files::open_beneath(Path::new("/"), path),
        Permission::InsideRoot => {
            let real = fs::canonicalize(path).map_err(|error| OpenError::from_io(path, error))?;
            match root.filter(|root| real.starts_with(root)) {
                Some(root) => files::open_beneath(root, &real),
                None => Err(OpenError::Outside(real)),
            }
        }
    }
}

/// The path, or the Markdown file that is meant where the ending was left out.
pub(super) fn existing(path: &Path) -> PathBuf {
    if path.extension().is_none() && !path.exists() {
        let with_ending = path.with_extension("md");
        if with_ending.exists() {
            return with_ending;
        }
    }
    path.to_owned()
}

/// Whether there is something that a link with this path leads to.
#[must_use]
pub fn exists(path: &Path) -> bool {
    existing(path).exists()
}

/// What was opened on this way; there is none to standard input.
fn loaded(opened: Opened, reached: Option<Reached>) -> Loaded {
    // The links of a pipe are relative to where the program was started.
    let folder = || env::current_dir().unwrap_or_default();
    let stream = || Origin::Stream { folder: folder(), named: reached.as_ref().map(|reached| reached.path.clone()) };
    let (is_file, origin) = (opened.path.is_some(), opened.path.map_or_else(stream, Origin::File));
    Loaded { source: opened.source, origin, reached: reached.filter(|_| is_file), note: opened.note }
}

/// A sentence with a path in it, safe to be shown.
fn shown(sentence: &str) -> String {
    Safe::new(sentence).to_string()
}

/// The folder that links may lead to without a question.
#[must_use]
pub fn root_of(origin: &Origin) -> Option<PathBuf> {
    match origin {
        Origin::Bundled | Origin::Licences => None,
        Origin::File(path) => path.parent().map(Path::to_owned),
        Origin::Stream { folder, .. } => Some(folder.clone()),
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::text::read_at::read_range;

    fn request(path: PathBuf, permission: Permission) -> LoadRequest {
        LoadRequest { path, anchor: None, permission }
    }

    /// A named pipe that someone writes a text to.
    fn pipe(folder: &Path, text: &'static str) -> PathBuf {
        let pipe = folder.join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        let name = pipe.clone();
        std::thread::spawn(move || std::fs::write(name, text));
        pipe
    }

    #[test]
    fn the_links_of_a_pipe_are_relative_to_where_the_program_was_started() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = pipe(folder.path(), "text");
        let loaded = named(&pipe).unwrap();
        assert_eq!(loaded.origin.resolve(Path::new("a.md")), Some(env::current_dir().unwrap().join("a.md")));
        // Two of them can be told apart.
        assert_eq!(loaded.origin.name(), pipe.display().to_string());
    }

    #[test]
    fn behind_the_first_pipes_are_read_at_once_and_files_are_named_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        std::fs::write(file("a.md"), "a").unwrap();
        std::fs::write(file("b.md"), "b").unwrap();
        std::os::unix::fs::symlink(file("a.md"), file("same.md")).unwrap();
        let pipe = pipe(folder.path(), "piped");
        let paths = [file("a.md"), file("same.md"), pipe, file("b.md"), file("a.md"), file("b.md")];
        let behind = behind_first(&paths, &Start::Left).unwrap();
        let [Named::Read(piped), Named::File(last, Start::Left)] = &behind[..] else {
            panic!("{} are behind it", behind.len())
        };
        while !piped.source.has_ended() {
            piped.source.wait_beyond(piped.source.len());
        }
        assert_eq!((piped.source.len(), last), (5, &file("b.md")));
        assert!(behind_first(&[file("a.md"), file("gone.md")], &Start::Left).is_err());
        let reached = linked(&request(file("b.md"), Permission::Named), None).unwrap();
        assert_eq!(reached.origin, Origin::File(file("b.md").canonicalize().unwrap()));
    }

    #[test]
    fn a_file_that_is_really_called_so_wins_over_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("a.md"), "a").unwrap();
        let line = |line, column| Some(Start::Line(SourceLine { line, column }));
        let section = || Some(Start::Anchor("b".to_owned()));
        for (argument, path, start) in [
            ("a.md", "a.md", None),
            ("a.md#b", "a.md", section()),
            ("a.md:7", "a.md", line(7, 1)),
            ("a.md:7:3", "a.md", line(7, 3)),
            ("gone.md:7", "gone.md:7", None),
            ("#b", "#b", None),
        ] {
            assert_eq!(addressed(&at(argument)), (at(path), start), "{argument}");
        }
        std::fs::write(at("a.md#b"), "a#b").unwrap();
        std::fs::write(at("a.md:7"), "a:7").unwrap();
        for (argument, path, start) in [
            ("a.md#b", "a.md#b", None),
            ("a.md#b#b", "a.md#b", section()),
            ("a.md:7", "a.md:7", None),
            ("a.md:7:3", "a.md:7", line(3, 1)),
        ] {
            assert_eq!(addressed(&at(argument)), (at(path), start), "{argument}");
        }
        assert_eq!(addressed(Path::new("-")), ("-".into(), None));
        assert_eq!(addressed_within(Path::new("#b")), Some(Start::Anchor("b".to_owned())));
        assert_eq!(addressed_within(Path::new("a.md#b")), None);
    }

    #[test]
    fn links_stay_below_the_root_unless_the_reader_agrees() {
        let folder = tempfile::tempdir().unwrap();
        let outside = folder.path().canonicalize().unwrap().join("out.md");
        let root = outside.with_file_name("book");
        std::fs::create_dir_all(root.join("part")).unwrap();
        std::fs::write(root.join("part/in.md"), "in").unwrap();
        std::fs::write(&outside, "out").unwrap();
        symlink("../out.md", root.join("sly.md")).unwrap();
        symlink("part/in.md", root.join("short.md")).unwrap();
        symlink("..", root.join("up")).unwrap();
        let open = |path: PathBuf, permission| linked(&request(path, permission), Some(&root)).err();
        for name in ["part/in.md", "part/in", "short.md", "up/book/part/../short.md"] {
            assert_eq!(open(root.join(name), Permission::InsideRoot), None, "{name}");
        }
        let elsewhere = Some(LoadFailure::OutsideRoot(outside.clone()));
        for name in ["sly.md", "../out.md", "up/out.md", "../out"] {
            assert_eq!(open(root.join(name), Permission::InsideRoot), elsewhere, "{name}");
        }
        assert_eq!(open(outside.clone(), Permission::Anywhere), None);
        assert!(matches!(open(root.join("gone.md"), Permission::InsideRoot), Some(LoadFailure::Failed(_))));
        // What was agreed to is the file that was shown.
        std::fs::rename(&outside, outside.with_file_name("moved.md")).unwrap();
        symlink("moved.md", &outside).unwrap();
        let Some(LoadFailure::Failed(sentence)) = open(outside, Permission::Anywhere) else { panic!("it is opened") };
        assert!(sentence.contains("was replaced"), "{sentence}");
    }

    #[test]
    fn nothing_outside_is_read_however_fast_it_takes_the_place_of_what_is_inside() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("book");
        std::fs::create_dir(&root).unwrap();
        let (inside, page, next) = (root.join("inside.md"), root.join("page.md"), root.join("next.md"));
        std::fs::write(&inside, "inside").unwrap();
        std::fs::write(folder.path().join("outside.md"), "outside").unwrap();
        std::fs::hard_link(&inside, &page).unwrap();
        let stop = AtomicBool::new(false);
        let seen = std::thread::scope(|scope| {
            scope.spawn(|| {
                while !stop.load(Ordering::Relaxed) {
                    symlink("../outside.md", &next).unwrap();
                    std::fs::rename(&next, &page).unwrap();
                    std::fs::hard_link(&inside, &next).unwrap();
                    std::fs::rename(&next, &page).unwrap();
                }
            });
            let mut seen = [0; 3];
            let mut read = Vec::new();
            while read.is_empty() && seen.iter().sum::<usize>() < 5_000 {
                match linked(&request(page.clone(), Permission::InsideRoot), Some(&root)) {
                    Ok(loaded) if read_range(&*loaded.source, 0..9) == b"inside" => seen[0] += 1,
                    Ok(loaded) => read = read_range(&*loaded.source, 0..9),
                    Err(LoadFailure::OutsideRoot(_)) => seen[1] += 1,
                    Err(LoadFailure::Failed(_)) => seen[2] += 1,
                }
            }
            stop.store(true, Ordering::Relaxed);
            (seen, read)
        });
        assert_eq!(seen.1, b"", "it is opened after {:?}", seen.0);
    }
}
