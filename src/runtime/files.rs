//! Files as sources of bytes: what is there is read, and nothing that is there makes the program hang.
//!
//! Nothing is mapped into memory, because a file that shrinks would then kill the process; a file that shrinks here
//! gives short reads. Reading streams, watching for changes and finding out what a link's path means are left to others. The start-up
//! opens what the command line names, the event loop what a link leads to.

use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, Read, Seek};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileExt, FileTypeExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use rustix::fs::OFlags;

use crate::app::event::NOT_ALL_UTF_8;
use crate::text::read_at::ReadAt;

use super::spool::Spool;

/// The largest file in UTF-16 that is opened, in bytes: 256 MiB, because it is decoded into memory.
pub const UTF_16_BOUND: u64 = 256 << 20;

/// How much of the beginning tells text from other things, in bytes.
pub(super) const SNIFFED: usize = 64 * 1024;

/// A file, open.
pub struct Opened {
    /// Its bytes; in UTF-8 as far as they are text, perhaps with a byte order mark.
    pub source: Arc<dyn ReadAt>,
    /// Where it really is, links followed; `None` for what has no place of its own: a pipe, a device.
    pub path: Option<PathBuf>,
    /// A sentence for the reader when what is shown is not simply what is in the file.
    pub note: Option<String>,
}

/// Who asked for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// The reader named it on the command line: pipes and devices are read too, up to
    /// [`SPOOL_BOUND`](super::spool::SPOOL_BOUND).
    ByName,
    /// A document links to it: only regular files are opened.
    ByLink,
}

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
    #[error("“{}” is a folder; name a Markdown file in it.", .0.display())]
    Folder(PathBuf),
    /// It is a pipe, a device or a socket, which a document may not lead to.
    #[error("“{}” is not a regular file, so it is not opened.", .0.display())]
    Special(PathBuf),
    /// It is a terminal, where the keys come from.
    #[error("“{}” is a terminal; name a file, or pipe a text into preface.", .0.display())]
    Terminal(PathBuf),
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
    fn from_io(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound(path),
            io::ErrorKind::PermissionDenied => Self::NotAllowed(path),
            io::ErrorKind::IsADirectory => Self::Folder(path),
            _ => Self::Unreadable(path, error),
        }
    }
}

/// Opens a file for reading.
///
/// A pipe that was named is read in the background: see [`open_stream`].
///
/// # Errors
///
/// One of [`OpenError`], to be shown as it is.
pub fn open(path: &Path, asked: Asked) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    if asked == Asked::ByLink {
        // Looked at before as well, because opening a device can already do something.
        allow(path, fs::metadata(path).map_err(failed)?.file_type(), asked)?;
    }
    // Non-blocking, or opening a pipe that nobody writes to would wait for ever; and no terminal becomes ours by it.
    let flags = OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    let flags = i32::try_from(flags.bits()).unwrap_or_default();
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    allow(path, metadata.file_type(), asked)?;

    // The files of /proc say that they are empty, so reading is the only way to know.
    if metadata.is_file() && metadata.len() > 0 {
        from_disk(OnDisk { file, len: metadata.len() }, path)
    } else if metadata.is_file() {
        read_whole(&mut file, path)
    } else {
        open_stream(file.into(), path)
    }
}

/// How long it is waited for a stream to begin before the screen changes: most have something to say at once.
const BEGINNING: Duration = Duration::from_millis(100);

/// Begins to read a stream as a document, in the background: the standard input, a pipe. Comes back as soon as there is a
/// first screen of it, or after a moment.
///
/// The path is only its name, for the messages. A file is read where it lies.
///
/// # Errors
///
/// One of [`OpenError`], to be shown as it is.
pub fn open_stream(stream: OwnedFd, path: &Path) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    let mut file = File::from(stream);
    if rustix::termios::isatty(&file) {
        return Err(OpenError::Terminal(path.to_owned()));
    }
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_file() && metadata.len() > 0 && file.stream_position().is_ok_and(|position| position == 0) {
        let opened = from_disk(OnDisk { file, len: metadata.len() }, path)?;
        return Ok(Opened { path: None, ..opened });
    }
    let spool = Spool::start(file.into(), path).map_err(failed)?;
    spool.wait_for_beginning(BEGINNING);
    if let Some(error) = spool.refusal() {
        return Err(error);
    }
    let note = spool.note();
    Ok(Opened { source: spool, path: None, note })
}

/// Reads a file to its end that doesn't say how long it is.
fn read_whole(file: &mut File, path: &Path) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    let mut bytes = Vec::new();
    file.take(UTF_16_BOUND).read_to_end(&mut bytes).map_err(failed)?;
    let found = sniff(&bytes[..bytes.len().min(SNIFFED)]);
    refuse_what_is_no_text(found, path)?;
    let mut note = None;
    match found {
        Found::Utf16(encoding) => bytes = from_utf_16(encoding, &bytes, &mut note),
        Found::Lossy => note = Some(NOT_ALL_UTF_8.to_owned()),
        _ => {}
    }
    Ok(Opened { source: Arc::new(bytes), path: Some(real(path)), note })
}

/// Whether a path lies under a root, both with links followed.
///
/// # Errors
///
/// When one of the two isn't there or can't be looked at.
pub fn inside(root: &Path, path: &Path) -> io::Result<bool> {
    Ok(fs::canonicalize(path)?.starts_with(fs::canonicalize(root)?))
}

fn allow(path: &Path, kind: FileType, asked: Asked) -> Result<(), OpenError> {
    if kind.is_dir() {
        Err(OpenError::Folder(path.to_owned()))
    } else if asked == Asked::ByLink && !kind.is_file() || kind.is_block_device() {
        Err(OpenError::Special(path.to_owned()))
    } else {
        Ok(())
    }
}

fn from_disk(on_disk: OnDisk, path: &Path) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    let first = on_disk.first(SNIFFED as u64).map_err(failed)?;
    let found = sniff(&first);
    refuse_what_is_no_text(found, path)?;
    let mut note = None;
    let source: Arc<dyn ReadAt> = match found {
        Found::Utf16(_) if on_disk.len > UTF_16_BOUND => return Err(OpenError::TooLarge(path.to_owned())),
        Found::Utf16(encoding) => {
            let bytes = on_disk.first(UTF_16_BOUND).map_err(failed)?;
            Arc::new(from_utf_16(encoding, &bytes, &mut note))
        }
        Found::Lossy => {
            note = Some(NOT_ALL_UTF_8.to_owned());
            Arc::new(on_disk)
        }
        _ => Arc::new(on_disk),
    };
    Ok(Opened { source, path: Some(real(path)), note })
}

/// A regular file, read where it lies.
struct OnDisk {
    file: File,
    len: u64,
}

impl OnDisk {
    fn first(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(self.len.min(most)).unwrap_or_default()];
        let mut filled = 0;
        while filled < bytes.len() {
            match self.read_at(filled as u64, &mut bytes[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        bytes.truncate(filled);
        Ok(bytes)
    }
}

impl ReadAt for OnDisk {
    fn len(&self) -> u64 {
        self.len
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        // A file that has grown is one to read again; until then it ends where it ended.
        let rest = usize::try_from(self.len.saturating_sub(offset)).unwrap_or(usize::MAX);
        let count = rest.min(buf.len());
        loop {
            match self.file.read_at(&mut buf[..count], offset) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

/// What the beginning of a file looks like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found {
    Utf8,
    Utf16(&'static Encoding),
    /// UTF-8 with some bytes that aren't, or an older encoding of a Latin script.
    Lossy,
    /// An older encoding that would leave hardly a word readable.
    Foreign,
    Binary,
}

pub(super) fn sniff(bytes: &[u8]) -> Found {
    // The same two bytes begin the mark of UTF-32; what that is full of is zeros.
    if bytes.starts_with(&[0xff, 0xfe]) && !bytes.starts_with(&[0xff, 0xfe, 0, 0]) {
        return Found::Utf16(UTF_16LE);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Found::Utf16(UTF_16BE);
    }
    let invalid = invalid_bytes(bytes);
    let zeros = count(bytes, |byte| u8::from(byte == 0));
    let controls = count(bytes, odd_control);
    // A few zeros may stray into any text, and what is compressed has few, but controls and stray bytes all over.
    let is_full_of_zeros = zeros * 4 > bytes.len() || zeros >= 8 && zeros * 1_000 > bytes.len();
    let is_compressed = invalid * 100 > bytes.len() && controls * 50 > bytes.len();
    if is_full_of_zeros || is_compressed {
        Found::Binary
    } else if invalid >= 64 && invalid * 10 > bytes.len() * 3 {
        Found::Foreign
    } else if invalid > 0 {
        Found::Lossy
    } else {
        Found::Utf8
    }
}

/// How many bytes are no part of a character in UTF-8.
fn invalid_bytes(bytes: &[u8]) -> usize {
    // Nearly always there are none, which is seen many bytes at a time.
    let Err(error) = str::from_utf8(bytes) else { return 0 };
    let rest = &bytes[error.valid_up_to()..];
    let mut chunks = rest.utf8_chunks().peekable();
    let mut invalid = 0;
    while let Some(chunk) = chunks.next() {
        // A character that the end of the piece cuts in two is nobody's fault.
        let is_cut = chunks.peek().is_none() && str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        invalid += if is_cut { 0 } else { chunk.invalid().len() };
    }
    invalid
}

/// How many bytes are of a kind, of which a byte is 1 or 0. They are counted in pieces so small that a byte holds their
/// number: many at a time.
fn count(bytes: &[u8], of_kind: impl Fn(u8) -> u8) -> usize {
    let in_piece = |piece: &[u8]| piece.iter().map(|&byte| of_kind(byte)).fold(0, u8::wrapping_add);
    bytes.chunks(u8::MAX.into()).map(|piece| usize::from(in_piece(piece))).sum()
}

/// Whether it is a control character that plain text and the output of programs don't have: 1 or 0.
fn odd_control(byte: u8) -> u8 {
    /// Backspace, tab, line feed, form feed, carriage return, escape.
    const USUAL: [u8; 6] = [0x08, b'\t', b'\n', 0x0c, b'\r', 0x1b];
    let is = |is: bool| u8::from(is);
    // Each is asked for, or the bytes can't be looked at many at a time.
    is(byte < b' ') + is(byte == 0x7f) - USUAL.into_iter().map(|usual| is(byte == usual)).sum::<u8>()
}

pub(super) fn refuse_what_is_no_text(found: Found, path: &Path) -> Result<(), OpenError> {
    match found {
        Found::Binary => Err(OpenError::Binary(path.to_owned())),
        Found::Foreign => Err(OpenError::Encoding(path.to_owned())),
        Found::Utf8 | Found::Utf16(_) | Found::Lossy => Ok(()),
    }
}

fn from_utf_16(encoding: &'static Encoding, bytes: &[u8], note: &mut Option<String>) -> Vec<u8> {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    *note = Some(if had_errors {
        "Read as UTF-16; what could not be read is shown as \u{fffd}.".to_owned()
    } else {
        "Read as UTF-16.".to_owned()
    });
    text.into_owned().into_bytes()
}

fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;
    use crate::text::read_at::read_range;

    fn file_with(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    fn read(opened: &Opened) -> Vec<u8> {
        while !opened.source.has_ended() {
            opened.source.wait_beyond(opened.source.len());
        }
        read_range(&*opened.source, 0..u64::MAX)
    }

    fn open_bytes(bytes: &[u8]) -> Result<Opened, OpenError> {
        open(file_with(bytes).path(), Asked::ByLink)
    }

    fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn a_text_is_read_where_it_lies() {
        let file = file_with("# Grüße\n".as_bytes());
        let opened = open(file.path(), Asked::ByLink).unwrap();
        assert_eq!(read(&opened), "# Grüße\n".as_bytes());
        assert_eq!(opened.path, fs::canonicalize(file.path()).ok());
        assert_eq!(opened.note, None);
        let mut buf = [0; 16];
        assert_eq!(opened.source.read_at(2, &mut buf[..4]).unwrap(), 4);
        assert_eq!(&buf[..4], "Grü".as_bytes());
        assert_eq!(opened.source.read_at(1_000, &mut buf).unwrap(), 0);
    }

    #[test]
    fn a_file_that_shrinks_reads_short_and_one_that_grows_ends_where_it_ended() {
        let file = file_with(b"0123456789");
        let opened = open(file.path(), Asked::ByLink).unwrap();
        file.as_file().set_len(4).unwrap();
        assert_eq!(read(&opened), b"0123");
        fs::write(file.path(), b"0123456789abcdef").unwrap();
        let mut buf = [0; 64];
        assert_eq!(opened.source.read_at(8, &mut buf).unwrap(), 2);
    }

    #[test]
    fn empty_files_and_those_that_only_say_so() {
        assert_eq!(read(&open_bytes(b"").unwrap()), b"");
        if Path::new("/proc/self/status").exists() {
            let opened = open(Path::new("/proc/self/status"), Asked::ByLink).unwrap();
            assert!(read(&opened).starts_with(b"Name:"));
            assert!(opened.path.is_some());
        }
    }

    #[test]
    fn encodings() {
        let text = "# Grüße 日本 😀\n";
        let little = open_bytes(&utf_16(&format!("\u{feff}{text}"), u16::to_le_bytes)).unwrap();
        let big = open_bytes(&utf_16(&format!("\u{feff}{text}"), u16::to_be_bytes)).unwrap();
        for opened in [little, big] {
            assert_eq!(String::from_utf8(read(&opened)).unwrap(), text);
            assert_eq!(opened.note.as_deref(), Some("Read as UTF-16."));
        }
        let broken = open_bytes(&[0xff, 0xfe, b'a', 0, 0x00, 0xd8, b'b', 0]).unwrap();
        assert_eq!(String::from_utf8(read(&broken)).unwrap(), "a\u{fffd}b");
        assert!(broken.note.unwrap().contains('\u{fffd}'));
        let marked = open_bytes("\u{feff}a".as_bytes()).unwrap();
        assert_eq!((read(&marked), marked.note), ("\u{feff}a".as_bytes().to_vec(), None));
        let latin = open_bytes(b"Der B\xe4r fra\xdf f\xfcnf \xc4pfel.\n").unwrap();
        assert_eq!(latin.note.as_deref(), Some(NOT_ALL_UTF_8));
    }

    #[test]
    fn text_is_told_from_other_things() {
        let png = *b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDAT";
        let elf = *b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\x40\x10\0\0\0\0\0\0";
        // A sequence without a pattern, as everything compressed is.
        let mut state = 1_u32;
        let noise: Vec<u8> = std::iter::repeat_with(|| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        })
        .take(4_096)
        .collect();
        let cyrillic = b"\xf0\xd2\xc9\xd7\xc5\xd4, \xcd\xc9\xd2! \xeb\xc1\xcb \xc4\xc5\xcc\xc1?\n";
        let cyrillic = cyrillic.repeat(10);
        let cut = &"日本".repeat(11_000).into_bytes()[..65_536];
        for (name, bytes, expected) in [
            ("nothing", &b""[..], Found::Utf8),
            ("text", "# Überschrift\n\nabc".as_bytes(), Found::Utf8),
            ("cut in a character", cut, Found::Utf8),
            ("colours", b"\x1b[1mbold\x1b[0m\r\n", Found::Utf8),
            ("a stray zero", b"a\0b, more text", Found::Utf8),
            ("every control", "\x01\x02\x03\x04\x05\x06\x07\x0b\x0e\x0f\x10\u{9b}".as_bytes(), Found::Utf8),
            ("latin-1", b"na\xefve caf\xe9s and \xa320", Found::Lossy),
            ("koi8-r", &cyrillic, Found::Foreign),
            ("one strange letter", b"\xc4\n", Found::Lossy),
            ("utf-16 without its mark", b"h\0e\0l\0l\0o\0", Found::Binary),
            ("utf-32", b"\xff\xfe\0\0a\0\0\0b\0\0\0", Found::Binary),
            ("png", &png, Found::Binary),
            ("elf", &elf, Found::Binary),
            ("noise", &noise, Found::Binary),
        ] {
            assert_eq!(sniff(bytes), expected, "{name}");
        }
    }

    #[test]
    fn what_can_not_be_opened_says_so_in_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("image.png"), [0; 100]).unwrap();
        fs::write(path("secret.md"), "x").unwrap();
        fs::set_permissions(path("secret.md"), fs::Permissions::from_mode(0o000)).unwrap();
        symlink(path("loop"), path("loop")).unwrap();
        for (path, expected) in [
            (path("missing.md"), "There is no file “…/missing.md”."),
            (path("secret.md/x.md"), "There is no file “…/secret.md/x.md”."),
            (path("image.png"), "“…/image.png” is a binary file, not a text."),
            (folder.path().to_owned(), "“…” is a folder; name a Markdown file in it."),
            (path("secret.md"), "You are not allowed to read “…/secret.md”."),
        ] {
            // Root may read everything.
            if path.ends_with("secret.md") && File::open(&path).is_ok() {
                continue;
            }
            for asked in [Asked::ByName, Asked::ByLink] {
                let message = open(&path, asked).err().unwrap().to_string();
                assert_eq!(message.replace(folder.path().to_str().unwrap(), "…"), expected);
            }
        }
        let message = open(&path("loop"), Asked::ByName).err().unwrap().to_string();
        assert!(message.contains("could not be read"), "{message}");
    }

    #[test]
    fn a_link_never_opens_a_pipe_or_a_device() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        for path in [pipe.as_path(), Path::new("/dev/null"), Path::new("/dev/zero")] {
            assert!(matches!(open(path, Asked::ByLink), Err(OpenError::Special(_))), "{}", path.display());
        }
    }

    #[test]
    fn a_pipe_that_was_named_is_read_to_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        let text = "one line\n".repeat(20_000);
        let (name, sent) = (pipe.clone(), text.clone());
        let writer = std::thread::spawn(move || fs::write(name, sent));
        let opened = open(&pipe, Asked::ByName).unwrap();
        writer.join().unwrap().unwrap();
        assert_eq!(read(&opened), text.as_bytes());
    }

    #[test]
    fn devices_that_were_named() {
        assert_eq!(read(&open(Path::new("/dev/null"), Asked::ByName).unwrap()), b"");
        // It never ends, but the first piece tells.
        assert!(matches!(open(Path::new("/dev/zero"), Asked::ByName), Err(OpenError::Binary(_))));
    }

    #[test]
    fn links_out_of_a_root_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("sub")).unwrap();
        fs::write(root.join("in.md"), "").unwrap();
        fs::write(folder.path().join("out.md"), "").unwrap();
        symlink(folder.path().join("out.md"), root.join("link.md")).unwrap();
        for (path, expected) in [("in.md", true), ("sub/../in.md", true), ("link.md", false), ("../out.md", false)] {
            assert_eq!(inside(&root, &root.join(path)).unwrap(), expected, "{path}");
        }
        assert!(inside(&root, &root.join("missing.md")).is_err());
        assert!(!inside(&root.join("sub"), &root.join("in.md")).unwrap());
    }
}
