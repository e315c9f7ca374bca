//! Why a file is not opened, in a sentence each.
//!
//! [`super::files`] finds it out; the command line prints it, and the status line shows it.

use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

/// Why a file is not opened: each is one sentence with the path in it, which is printed as it is and needs the
/// sanitizer.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing has that name.
    #[error("There is no file “{}”.", .0.display())]
    NotFound(PathBuf),
    /// The reader may not read it.
    #[error("You are not allowed to read “{}”.", .0.display())]
    NotAllowed(PathBuf),
    /// It is a folder.
    #[error("“{}” is a folder; open a Markdown file in it.", .0.display())]
    Folder(PathBuf),
    /// It is a pipe, a device or a socket, which a document may not lead to.
    #[error("“{}” is not a regular file, so it is not opened.", .0.display())]
    Special(PathBuf),
    /// It is a socket or a disk, in which there is no text, whoever names it.
    #[error("“{}” is {}, not a text.", .0.display(), .1)]
    NoText(PathBuf, &'static str),
    /// It is a terminal, and the reader sits at one.
    #[error("“{}” is a terminal: what is typed there are keys, not a text.", .0.display())]
    Terminal(PathBuf),
    /// The links on the way to it lead in a circle.
    #[error("“{}” is a link that leads in a circle.", .0.display())]
    Circle(PathBuf),
    /// While it was opened, a link took the place of something on the way to it.
    #[error("“{}” was replaced while it was being opened, so it is not read.", .0.display())]
    Replaced(PathBuf),
    /// A document led to it, and it is not, or not any more, in the folder that was opened; the path is where it really is.
    #[error("“{}” lies outside of the folder that you opened, so it is not read.", .0.display())]
    Outside(PathBuf),
    /// It is not text.
    #[error("“{}” is a binary file, not a text.", .0.display())]
    Binary(PathBuf),
    /// It is text that is written in some older encoding of a script other than Latin.
    #[error("“{}” is not in UTF-8; convert it first, for example with iconv.", .0.display())]
    Encoding(PathBuf),
    /// It would take too much memory.
    #[error("“{}” is in UTF-16 and larger than 256 MiB; convert it to UTF-8 first, for example with iconv.", .0.display())]
    TooLarge(PathBuf),
    /// Anything else.
    #[error("“{}” could not be read: {}.", .0.display(), .1)]
    Unreadable(PathBuf, #[source] io::Error),
}

impl OpenError {
    /// What an error of the system means for a file at this path.
    pub(super) fn from_io(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            _ if Errno::from_io_error(&error) == Some(Errno::LOOP) => Self::Circle(path),
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound(path),
            io::ErrorKind::PermissionDenied => Self::NotAllowed(path),
            io::ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Unreadable(path, error),
        }
    }
}
