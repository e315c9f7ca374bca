//! Files that are no text: how they are made, and what is said of them.

use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;

use crate::sandbox::Sandbox;

/// How large a file is that has hardly a byte on the disk.
const SPARSE: u64 = 10 << 30;

/// A file that can't be read.
pub(super) struct Refused {
    pub(super) name: &'static str,
    /// What is said if it is named on the command line; none for what is waited for then.
    pub(super) named: Option<&'static str>,
    /// What is said if a link leads to it.
    pub(super) linked: &'static str,
}

const NOT_REGULAR: &str = "is not a regular file, so it is not opened.";

/// All of them, made in a sandbox.
pub(super) fn refused(sandbox: &Sandbox) -> Vec<Refused> {
    let file = |name: &str| sandbox.file(name);
    symlink("nowhere.md", file("broken.md")).expect("a link");
    symlink("circle.md", file("circle.md")).expect("a link");
    fs::create_dir(file("folder")).expect("a folder");
    // It stays when nobody listens any more.
    drop(UnixListener::bind(file("socket.md")).expect("a socket"));
    let fifo = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, file("pipe.md"), fifo, 0o600.into(), 0).expect("a pipe");
    sandbox.write("binary.md", [b"\x7fELF\x02\x01\x01\0", &[0; 200][..], b"words\n"].concat());
    sandbox.write("noise.md", b"\x01\xf3\x98\x02\xa9\x1c\x8b\xfe".repeat(90));
    sandbox.write("foreign.md", b"\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2! \xeb\xc1\xcb \xc4\xc5\xcc\xc1?\n".repeat(10));
    let sparse = |name: &str, text: &[u8]| {
        sandbox.write(name, text);
        File::options().write(true).open(file(name)).and_then(|file| file.set_len(SPARSE)).expect("a hole in a file");
    };
    sparse("sparse.md", b"");
    let wide: Vec<u8> = "\u{feff}words\n".repeat(10_000).encode_utf16().flat_map(u16::to_le_bytes).collect();
    sparse("wide.md", &wide);
    let same = |name, said| Refused { name, named: Some(said), linked: said };
    vec![
        same("gone.md", "There is no file “"),
        same("folder/gone.md", "There is no file “"),
        same("binary.md/gone.md", "There is no file “"),
        same("broken.md", "There is no file “"),
        same("circle.md", "circle.md” is a link that leads in a circle."),
        same("circle.md/gone.md", "circle.md/gone.md” is a link that leads in a circle."),
        same("folder", "folder” is a folder; open a Markdown file in it."),
        same("binary.md", "binary.md” is a binary file, not a text."),
        same("noise.md", "noise.md” is a binary file, not a text."),
        same("sparse.md", "sparse.md” is a binary file, not a text."),
        same("wide.md", "wide.md” is in UTF-16 and larger than 256 MiB; convert it to UTF-8 first"),
        same("foreign.md", "foreign.md” is not in UTF-8; convert it first"),
        Refused { name: "socket.md", named: Some("socket.md” is a socket, not a text."), linked: NOT_REGULAR },
        Refused { name: "pipe.md", named: None, linked: NOT_REGULAR },
    ]
}
