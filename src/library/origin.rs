//! Where a document comes from: built in, a file, or a stream; and what its links are relative to.

use std::path::{Component, Path, PathBuf};

/// The bundled preface, in Markdown.
pub const PREFACE: &str = include_str!("../../content/preface.md");

/// Where a document comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The preface that is built into the program.
    Bundled,
    /// The licences, which are built in as well; nothing about reading them is remembered.
    Licences,
    /// A file, by its canonical path.
    File(PathBuf),
    /// A stream: standard input, or a pipe or device that was named.
    Stream {
        /// The folder that its links are relative to.
        folder: PathBuf,
        /// What was named; `None` for standard input.
        named: Option<PathBuf>,
    },
}

impl Origin {
    /// The name to show where a document has no title.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Bundled => "Preface".to_owned(),
            Self::Licences => "Licences".to_owned(),
            Self::File(path) => {
                path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
            }
            Self::Stream { named: Some(path), .. } => path.display().to_string(),
            Self::Stream { named: None, .. } => "Standard input".to_owned(),
        }
    }

    /// The name within a sentence.
    #[must_use]
    pub fn name_within(&self) -> String {
        match self {
            Self::Stream { named: None, .. } => "standard input".to_owned(),
            Self::Bundled | Self::Licences | Self::File(_) | Self::Stream { .. } => self.name(),
        }
    }

    /// The path that a link's path leads to from here, `.` and `..` taken out; `None` where there are no files beside
    /// the document.
    #[must_use]
    pub fn resolve(&self, path: &Path) -> Option<PathBuf> {
        let folder = match self {
            Self::Bundled | Self::Licences => return None,
            Self::File(file) => file.parent()?,
            Self::Stream { folder, .. } => folder,
        };
        let mut resolved = PathBuf::new();
        for component in folder.join(path).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    resolved.pop();
                }
                other => resolved.push(other),
            }
        }
        Some(resolved)
    }

    /// Whether a path is the document's own file.
    #[must_use]
    pub fn is(&self, path: &Path) -> bool {
        matches!(self, Self::File(own) if own == path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_the_file_that_has_them() {
        let origin = Origin::File("/books/one/guide.md".into());
        for (path, expected) in [
            ("chapter.md", "/books/one/chapter.md"),
            ("./a/../b.md", "/books/one/b.md"),
            ("../two/c.md", "/books/two/c.md"),
            ("/etc/d.md", "/etc/d.md"),
        ] {
            assert_eq!(origin.resolve(Path::new(path)), Some(PathBuf::from(expected)), "{path}");
        }
        assert_eq!(Origin::Bundled.resolve(Path::new("a.md")), None);
    }
}
