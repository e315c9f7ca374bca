//! The state file in a folder of its own: read, written, damaged, and written by many at once.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::sync::Barrier;
use std::thread;

use tempfile::TempDir;

use super::*;
use crate::app::memory::{DocumentName, Kept, What};
use crate::document::Landmark;
use crate::text::sanitize::Safe;

fn file() -> (TempDir, StateFile) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/preface/state.json");
    (folder, StateFile { path })
}

fn left(name: &str, offset: u64) -> (Note, Moment) {
    let place = Kept { landmark: Landmark::with_words((offset, 100), "before", "behind"), rows: 0 };
    let name = PathBuf::from(name);
    let title = Safe::new(&name.to_string_lossy());
    (Note { name: DocumentName::File(name), title, what: What::Left(place) }, Moment(offset))
}

/// The titles of what is remembered, and what was said about reading it.
fn read(file: &StateFile) -> (Vec<String>, Option<String>) {
    let (memory, said) = file.read(Moment(0));
    (memory.recent().map(|document| document.title.to_string()).collect(), said)
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_environment_says_where_it_is() {
    for (state, xdg, home, expected) in [
        ("", "/x", "/h", Some("/x/preface/state.json")),
        ("on", "", "/h", Some("/h/.local/state/preface/state.json")),
        ("", "relative", "/h", Some("/h/.local/state/preface/state.json")),
        ("", "", "relative", None),
        ("", "", "", None),
        ("off", "/x", "/h", None),
        ("OFF", "/x", "/h", None),
        ("0", "/x", "/h", None),
    ] {
        let variable = |name: &str| {
            let value = match name {
                "PREFACE_STATE" => state,
                "XDG_STATE_HOME" => xdg,
                _ => home,
            };
            Some(value).filter(|value| !value.is_empty()).map(OsString::from)
        };
        let expected = expected.map(|path| StateFile { path: path.into() });
        assert_eq!(StateFile::by_environment(variable), expected, "{state} {xdg} {home}");
    }
}

#[test]
fn notes_are_taken_in_and_nobody_else_may_look() {
    let (_folder, file) = file();
    assert_eq!(read(&file), (Vec::new(), None));
    assert!(!file.path.parent().unwrap().exists(), "reading makes nothing");
    file.add(&[left("/a", 1)]).unwrap();
    file.add(&[left("/b", 2), left("/c", 0)]).unwrap();
    assert_eq!(read(&file), (vec!["/b".to_owned(), "/a".to_owned(), "/c".to_owned()], None));
    assert_eq!((mode(&file.path), mode(file.path.parent().unwrap())), (0o600, 0o700));
    let left_over: Vec<_> =
        fs::read_dir(file.path.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left_over.len(), 2, "the file and its lock: {left_over:?}");
}

#[test]
fn what_is_damaged_is_set_aside_with_a_sentence() {
    let (_folder, file) = file();
    fs::create_dir_all(file.path.parent().unwrap()).unwrap();
    let pipe =
        |path: &Path| rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let damages: [&dyn Fn(&Path); 6] = [
        &|path| fs::write(path, "not JSON").unwrap(),
        &|path| fs::write(path, [0; 100]).unwrap(),
        &|path| fs::write(path, vec![b' '; (1 << 20) + 1]).unwrap(),
        &|path| fs::create_dir(path).unwrap(),
        &|path| pipe(path),
        &|path| {
            fs::write(path, "{").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(0o000)).unwrap();
        },
    ];
    for (number, damage) in (1..).zip(damages) {
        damage(&file.path);
        let (memory, said) = read(&file);
        assert!(memory.is_empty());
        let said = said.expect("a sentence");
        assert!(said.contains(&format!("state.json.damaged-{number}")), "{said}");
        assert_eq!(read(&file), (Vec::new(), None), "once");
        assert!(fs::symlink_metadata(file.beside(&format!("damaged-{number}"))).is_ok());
    }
    // While the program runs, too.
    fs::write(&file.path, "not JSON").unwrap();
    assert!(file.add(&[left("/a", 1)]).unwrap().unwrap().contains("damaged-7"));
    assert_eq!(read(&file), (vec!["/a".to_owned()], None));
    // Not for ever.
    for _ in 0..5 {
        fs::write(&file.path, "not JSON").unwrap();
        assert!(read(&file).1.is_some());
    }
    assert!(!file.beside("damaged-10").exists());
}

#[test]
fn an_empty_file_is_no_damage() {
    let (_folder, file) = file();
    file.add(&[]).unwrap();
    fs::write(&file.path, "").unwrap();
    assert_eq!(read(&file), (Vec::new(), None));
    file.add(&[left("/a", 1)]).unwrap();
    assert_eq!(read(&file).0, ["/a"]);
}

#[test]
fn what_a_newer_version_wrote_stays() {
    let (_folder, file) = file();
    file.add(&[]).unwrap();
    let newer = r#"{"version": 2, "documents": "elsewhere"}"#;
    fs::write(&file.path, newer).unwrap();
    assert!(read(&file).1.unwrap().contains("newer version"));
    assert!(matches!(file.add(&[left("/a", 1)]), Err(Unwritten::Newer)));
    assert_eq!(fs::read_to_string(&file.path).unwrap(), newer);
}

#[test]
fn a_link_to_the_file_stays_a_link() {
    let (folder, file) = file();
    file.add(&[left("/a", 1)]).unwrap();
    let real = folder.path().join("real.json");
    fs::rename(&file.path, &real).unwrap();
    symlink(&real, &file.path).unwrap();
    file.add(&[left("/b", 2)]).unwrap();
    assert!(fs::symlink_metadata(&file.path).unwrap().is_symlink());
    assert_eq!(read(&file).0, ["/b", "/a"]);
}

#[test]
fn what_cannot_be_written_leaves_everything_as_it_was() {
    let (folder, file) = file();
    // A file where the folder should be: for root, too, nothing can be made there.
    fs::write(folder.path().join("state"), "").unwrap();
    assert!(matches!(file.add(&[left("/a", 1)]), Err(Unwritten::Failed(_))));
    assert_eq!(read(&file), (Vec::new(), None));
}

#[test]
fn many_at_once_lose_nothing_of_each_others() {
    let (_folder, file) = file();
    let count = 8;
    let together = Barrier::new(count);
    thread::scope(|scope| {
        for number in 0..count {
            let (file, together) = (&file, &together);
            scope.spawn(move || {
                together.wait();
                for round in 0..3 {
                    let note = left(&format!("/{number}-{round}"), 1);
                    while let Err(error) = file.add(std::slice::from_ref(&note)) {
                        assert!(matches!(error, Unwritten::Busy), "{error}");
                    }
                }
            });
        }
    });
    assert_eq!(read(&file).0.len(), count * 3);
}
