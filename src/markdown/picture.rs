//! What stands for an image that its author doesn't describe: the name of its file.

use std::sync::Arc;

/// An image while its description is read.
pub(super) struct Picture {
    /// The link around it.
    pub(super) around: Option<u32>,
    /// Where the picture is.
    pub(super) target: Arc<str>,
}

impl Picture {
    /// The name of its file, if the target ends with one that says something.
    pub(super) fn file_name(&self) -> Option<&str> {
        /// A longer one is no name that anybody gave.
        const LONGEST: usize = 60;
        let path = self.target.split(['?', '#']).next().filter(|path| !path.starts_with("data:"))?;
        let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
        // Right behind the two slashes stands a host.
        let is_host = folder.ends_with('/');
        let (stem, extension) = name.rsplit_once('.')?;
        let is_extension =
            (2..=5).contains(&extension.len()) && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (!is_host && !stem.is_empty() && is_extension && name.len() <= LONGEST).then_some(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_called_like_its_file() {
        for (target, expected) in [
            ("logo.svg", Some("logo.svg")),
            ("https://host.org/a/b.c.png?raw=true#x/y.z", Some("b.c.png")),
            ("..\\pictures\\one.jpeg", Some("one.jpeg")),
            ("https://host.org", None),
            ("https://host.org/badge/build-passing", None),
            ("data:image/png;base64,AAAA/BB.CC", None),
            ("folder/.png", None),
            ("", None),
        ] {
            let picture = Picture { around: None, target: target.into() };
            assert_eq!(picture.file_name(), expected, "{target}");
        }
        let long = Picture { around: None, target: format!("{}.png", "x".repeat(60)).into() };
        assert_eq!(long.file_name(), None);
    }
}
