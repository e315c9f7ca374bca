//! Opening what lies below a folder without following a link on the way there.
//!
//! Whoever asks whether a path leads out of a folder, and opens it then, opens something else if a link has taken the place
//! of a part of it in between. So a path that has been found to lie inside is walked by hand, from folder to folder, each
//! looked up in the one before, which is held open: what is moved or replaced meanwhile is noticed or doesn't matter.
//! [`super::files`] reads what comes of it.

use std::fs::File;
use std::path::{Component, Path};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, openat, statat};
use rustix::io::Errno;

use super::files::FLAGS;
use super::open_error::OpenError;

/// A folder that is only gone through need not be listed, where the system tells the two apart.
#[cfg(target_os = "linux")]
const THROUGH: OFlags = OFlags::PATH;
#[cfg(not(target_os = "linux"))]
const THROUGH: OFlags = OFlags::RDONLY;

/// Opens the file at the end of `way`, a canonical path from `folder` on, if `allow` does: it is asked before, because to
/// open a device can already do something.
///
/// # Errors
///
/// What `allow` says; that something on the way has been replaced by a link; or what the system says.
pub(super) fn open(
    folder: &Path,
    way: &Path,
    allow: impl Fn(FileType) -> Result<(), OpenError>,
) -> Result<File, OpenError> {
    let path = folder.join(way);
    let failed = |error: Errno| match error {
        // The first is said of a link where a file was, the second of one where a folder was.
        Errno::LOOP | Errno::NOTDIR => OpenError::Replaced(path.clone()),
        error => OpenError::from_io(&path, error.into()),
    };
    let through = THROUGH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let mut at = rustix::fs::open(folder, through, Mode::empty()).map_err(failed)?;
    let mut names = way.components().peekable();
    while let Some(name) = names.next() {
        let Component::Normal(name) = name else { return Err(OpenError::Replaced(path.clone())) };
        if names.peek().is_none() {
            let found = statat(&at, name, AtFlags::SYMLINK_NOFOLLOW).map_err(failed)?;
            match FileType::from_raw_mode(found.st_mode) {
                FileType::Symlink => return Err(OpenError::Replaced(path.clone())),
                kind => allow(kind)?,
            }
            let file = openat(&at, name, FLAGS | OFlags::NOFOLLOW, Mode::empty());
            return file.map(File::from).map_err(failed);
        }
        at = openat(&at, name, through | OFlags::NOFOLLOW, Mode::empty()).map_err(failed)?;
    }
    Err(OpenError::Folder(path))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Read;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn what_takes_the_place_of_something_on_the_way_is_not_opened() {
        let place = tempfile::tempdir().unwrap();
        let (root, away) = (place.path().join("root"), place.path().join("away"));
        for folder in [&root, &away] {
            fs::create_dir_all(folder.join("one/two")).unwrap();
            fs::write(folder.join("one/two/page.md"), folder.file_name().unwrap().as_encoded_bytes()).unwrap();
        }
        let read = || {
            let mut text = String::new();
            let opened = open(&root, Path::new("one/two/page.md"), |_| Ok(()))?;
            { opened }.read_to_string(&mut text).unwrap();
            Ok::<_, OpenError>(text)
        };
        for part in ["one/two/page.md", "one/two", "one"] {
            assert_eq!(read().unwrap(), "root");
            fs::rename(root.join(part), root.join("aside")).unwrap();
            symlink(away.join(part), root.join(part)).unwrap();
            assert!(matches!(read(), Err(OpenError::Replaced(_))), "{part}");
            fs::remove_file(root.join(part)).unwrap();
            // Not even where it would lead to the same.
            symlink(root.join("aside"), root.join(part)).unwrap();
            assert!(matches!(read(), Err(OpenError::Replaced(_))), "{part}");
            fs::remove_file(root.join(part)).unwrap();
            assert!(matches!(read(), Err(OpenError::NotFound(_))), "{part}");
            fs::rename(root.join("aside"), root.join(part)).unwrap();
        }
        for way in ["../away/one/two/page.md", "one/../../away/one/two/page.md", "/etc/passwd"] {
            assert!(open(&root, Path::new(way), |_| Ok(())).is_err(), "{way}");
        }
        assert!(matches!(open(&root, Path::new(""), |_| Ok(())), Err(OpenError::Folder(_))));
        let refuse = |_| Err(OpenError::Special("asked".into()));
        assert!(matches!(open(&root, Path::new("one/two/page.md"), refuse), Err(OpenError::Special(_))));
    }
}
