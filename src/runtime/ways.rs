//! What a path goes through: every link on the way, and the file at its end. If one of them changes, the path may lead to
//! something else.
//!
//! ```text
//! /srv/current/guide.md     current ─▶ releases/7     guide.md ─▶ intro.md
//!
//! /srv/current              a link
//! /srv/releases/7/guide.md  a link
//! /srv/releases/7/intro.md  the file
//! ```
//!
//! [`super::watch`] watches the folders that these stand in.

use std::ffi::OsString;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// So many links are followed, as by most systems: with more they lead in a circle.
const MOST_LINKS: usize = 40;

/// The names on which it depends what an absolute path leads to. Their folders are really there: where the way breaks off,
/// the last is the first name that is missing.
pub(super) fn names_on(path: &Path) -> Vec<PathBuf> {
    let mut names = Vec::new();
    let mut at = PathBuf::from("/");
    let mut ahead = steps(path);
    while let Some(step) = ahead.pop() {
        if step == ".." {
            at.pop();
            continue;
        }
        let next = at.join(step);
        match fs::read_link(&next) {
            Ok(target) if names.len() < MOST_LINKS => {
                if target.is_absolute() {
                    at = PathBuf::from("/");
                }
                ahead.extend(steps(&target));
                names.push(next);
            }
            _ => {
                let is_there = next.symlink_metadata().is_ok();
                at = next;
                if !is_there {
                    break;
                }
            }
        }
    }
    names.push(at);
    names
}

/// The names in a path and what goes up, the last first.
fn steps(path: &Path) -> Vec<OsString> {
    let step = |component: Component| match component {
        Component::Normal(_) | Component::ParentDir => Some(component.as_os_str().to_owned()),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    };
    path.components().rev().filter_map(step).collect()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn every_link_on_the_way_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let base = folder.path().canonicalize().unwrap();
        fs::create_dir_all(base.join("releases/7")).unwrap();
        fs::write(base.join("releases/7/intro.md"), "").unwrap();
        symlink("releases/7", base.join("current")).unwrap();
        symlink("../7/./intro.md", base.join("releases/7/guide.md")).unwrap();
        symlink(base.join("current/guide.md"), base.join("all.md")).unwrap();
        symlink("circle", base.join("circle")).unwrap();
        let way = ["current", "releases/7/guide.md", "releases/7/intro.md"];
        for (path, expected) in [
            ("releases/7/intro.md", &way[2..]),
            ("releases/../releases/7/intro.md", &way[2..]),
            ("current/intro.md", &[way[0], way[2]]),
            ("current/guide.md", &way),
            ("all.md", &["all.md", way[0], way[1], way[2]]),
            ("gone.md", &["gone.md"]),
            ("current/gone/away.md", &["current", "releases/7/gone"]),
        ] {
            let expected: Vec<_> = expected.iter().map(|name| base.join(name)).collect();
            assert_eq!(names_on(&base.join(path)), expected, "{path}");
        }
        assert!(names_on(&base.join("circle")).len() <= MOST_LINKS + 1);
    }
}
