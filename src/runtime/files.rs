//! Files as sources of bytes: what is there is read, and nothing that is there makes the program hang.
//!
//! Nothing is mapped into memory, because a file that shrinks would then kill the process; a file that shrinks here
//! gives short reads. Reading streams, watching for changes and finding out what a link's path means are left to others. The start-up
//! opens what the command line names, the event loop what a link leads to.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, ErrorKind, IsTerminal, Read, Seek};
use std::os::fd::OwnedFd;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use encoding_rs::Encoding;
use rustix::fs::{FileType, OFlags};

use crate::app::event::{NOT_ALL_UTF_8, UTF_16};
use crate::text::read_at::ReadAt;

use super::beneath;
use super::fingerprint::Stamp;
use super::sniff::{Found, GLANCED, SNIFFED, is_clear, sniff};
use super::spool::Spool;
use super::terminal;

pub use super::open_error::OpenError;

/// How much is decoded or kept in memory of a file at most, in bytes: 256 MiB. A larger one in UTF-16 is not opened; of one
/// that doesn't say how long it is, no more is read.
pub const IN_MEMORY_BOUND: u64 = 256 << 20;

/// What is said of one that has something else in it.
pub(super) const NOT_ALL_UTF_16: &str = "Read as UTF-16; what could not be read is shown as \u{fffd}.";

/// A file, open.
pub struct Opened {
    /// Its bytes; in UTF-8 as far as they are text, perhaps with a byte order mark.
    pub source: Arc<dyn ReadAt>,
    /// Where it really is, links followed; `None` for what has no place of its own: a pipe, a device.
    pub path: Option<PathBuf>,
    /// Which file it is, and of when: of what was opened, whatever is at its path by now.
    pub stamp: Stamp,
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

/// How everything is opened. Non-blocking, or opening a pipe that nobody writes to would wait for ever; kept from programs
/// that are started; and no terminal becomes ours by it.
pub(super) const FLAGS: OFlags = OFlags::NONBLOCK.union(OFlags::CLOEXEC).union(OFlags::NOCTTY);

/// Opens a file for reading, wherever links lead on the way.
///
/// A pipe that was named is read in the background: see [`open_stream`].
///
/// # Errors
///
/// One of [`OpenError`], to be shown as it is.
pub fn open(path: &Path, asked: Asked) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    // Looked at before as well, because opening a device can already do something.
    let found = rustix::fs::stat(path).map_err(|error| failed(error.into()))?;
    allow(path, FileType::from_raw_mode(found.st_mode), asked)?;
    let flags = i32::try_from(FLAGS.bits()).unwrap_or_default();
    let file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(failed)?;
    from_descriptor(file, path, asked)
}

/// Opens a regular file that lies below a folder, and nothing else, whatever takes its place meanwhile: no link is followed
/// on the way from there. Both paths are canonical.
///
/// # Errors
///
/// One of [`OpenError`], to be shown as it is.
pub fn open_beneath(folder: &Path, path: &Path) -> Result<Opened, OpenError> {
    let way = path.strip_prefix(folder).map_err(|_| OpenError::Replaced(path.to_owned()))?;
    let file = beneath::open(folder, way, |kind| allow(path, kind, Asked::ByLink))?;
    from_descriptor(file, path, Asked::ByLink)
}

fn from_descriptor(mut file: File, path: &Path, asked: Asked) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    let found = rustix::fs::fstat(&file).map_err(|error| failed(error.into()))?;
    allow(path, FileType::from_raw_mode(found.st_mode), asked)?;
    let metadata = file.metadata().map_err(failed)?;
    // The files of /proc say that they are empty, so reading is the only way to know.
    if metadata.is_file() && metadata.len() > 0 {
        from_disk(file, &metadata, path)
    } else if metadata.is_file() {
        read_whole(&mut file, &metadata, path)
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
    let metadata = file.metadata().map_err(failed)?;
    if metadata.is_dir() {
        return Err(OpenError::Folder(path.to_owned()));
    }
    if metadata.is_file() && metadata.len() > 0 && file.stream_position().is_ok_and(|position| position == 0) {
        let opened = from_disk(file, &metadata, path)?;
        return Ok(Opened { path: None, ..opened });
    }
    // The reader's keys come from there; of what is typed, each would have a part.
    if file.is_terminal() && terminal::is_written_to() {
        return Err(OpenError::Terminal(path.to_owned()));
    }
    let spool = Spool::start(file.into(), path).map_err(failed)?;
    spool.wait_for_beginning(BEGINNING);
    if let Some(error) = spool.refusal() {
        return Err(error);
    }
    let note = spool.note();
    Ok(Opened { source: spool, path: None, stamp: Stamp::of(&metadata), note })
}

/// Reads a file to its end that doesn't say how long it is.
fn read_whole(file: &mut File, metadata: &Metadata, path: &Path) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    let mut bytes = Vec::new();
    file.take(SNIFFED as u64).read_to_end(&mut bytes).map_err(failed)?;
    // What is no text need not be read to its end, if it has one.
    let found = sniff(&bytes);
    refuse_what_is_no_text(found, path)?;
    let rest = file.take(IN_MEMORY_BOUND - bytes.len() as u64).read_to_end(&mut bytes);
    rest.map_err(failed)?;
    let mut opened = in_memory(bytes, found, metadata, path);
    if file.read(&mut [0]).is_ok_and(|more| more > 0) {
        opened.note = Some("Only the first 256 MiB of it are shown.".to_owned());
    }
    Ok(opened)
}

fn allow(path: &Path, kind: FileType, asked: Asked) -> Result<(), OpenError> {
    let path = path.to_owned();
    match kind {
        FileType::RegularFile => Ok(()),
        FileType::Directory => Err(OpenError::Folder(path)),
        _ if asked == Asked::ByLink => Err(OpenError::Special(path)),
        FileType::BlockDevice => Err(OpenError::NoText(path, "a disk")),
        FileType::Socket => Err(OpenError::NoText(path, "a socket")),
        _ => Ok(()),
    }
}

fn from_disk(file: File, metadata: &Metadata, path: &Path) -> Result<Opened, OpenError> {
    let failed = |error| OpenError::from_io(path, error);
    let on_disk = OnDisk { file, len: metadata.len(), path: path.to_owned(), fault: OnceLock::new() };
    let mut wanted = GLANCED as u64;
    let mut first = on_disk.first(wanted).map_err(failed)?;
    if !is_clear(&first) {
        wanted = SNIFFED as u64;
        first = on_disk.first(wanted).map_err(failed)?;
    }
    let found = sniff(&first);
    refuse_what_is_no_text(found, path)?;
    // The files of /sys say that they are as long as they may become.
    if (first.len() as u64) < on_disk.len.min(wanted) {
        return Ok(in_memory(first, found, metadata, path));
    }
    match found {
        Found::Utf16(_) if on_disk.len > IN_MEMORY_BOUND => Err(OpenError::TooLarge(path.to_owned())),
        Found::Utf16(_) => {
            let bytes = on_disk.first(IN_MEMORY_BOUND).map_err(failed)?;
            Ok(in_memory(bytes, found, metadata, path))
        }
        _ => {
            let note = (found == Found::Lossy).then(|| NOT_ALL_UTF_8.to_owned());
            Ok(Opened { source: Arc::new(on_disk), path: Some(real(path)), stamp: Stamp::of(metadata), note })
        }
    }
}

/// All bytes of a file, which have been found to be this.
fn in_memory(bytes: Vec<u8>, found: Found, metadata: &Metadata, path: &Path) -> Opened {
    let (bytes, note) = match found {
        Found::Utf16(encoding) => from_utf_16(encoding, &bytes),
        Found::Lossy => (bytes, Some(NOT_ALL_UTF_8.to_owned())),
        _ => (bytes, None),
    };
    Opened { source: Arc::new(bytes), path: Some(real(path)), stamp: Stamp::of(metadata), note }
}

/// A regular file, read where it lies.
struct OnDisk {
    file: File,
    len: u64,
    path: PathBuf,
    /// What went wrong first, while it was read.
    fault: OnceLock<Fault>,
}

/// Why a file did not give the bytes that it had when it was opened.
enum Fault {
    /// It has fewer.
    Shorter,
    /// The system says this.
    Unreadable(String),
}

impl OnDisk {
    /// The first bytes, so many at most. That there are fewer than the file says is no fault yet.
    fn first(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(self.len.min(most)).unwrap_or_default()];
        let mut filled = 0;
        while filled < bytes.len() {
            match self.read(filled as u64, &mut bytes[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        bytes.truncate(filled);
        Ok(bytes)
    }

    fn read(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        loop {
            match self.file.read_at(buf, offset) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                result => return result,
            }
        }
    }
}

impl ReadAt for OnDisk {
    fn len(&self) -> u64 {
        self.len
    }

    fn complaint(&self) -> Option<String> {
        let path = self.path.display();
        Some(match self.fault.get()? {
            Fault::Shorter => format!("“{path}” became shorter while it was being read: its end is missing."),
            Fault::Unreadable(error) => format!("“{path}” could not be read to its end: {error}."),
        })
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        // A file that has grown is one to read again; until then it ends where it ended.
        let rest = usize::try_from(self.len.saturating_sub(offset)).unwrap_or(usize::MAX);
        let count = rest.min(buf.len());
        let result = self.read(offset, &mut buf[..count]);
        match &result {
            Ok(0) if count > 0 => drop(self.fault.set(Fault::Shorter)),
            Err(error) => drop(self.fault.set(Fault::Unreadable(error.to_string()))),
            Ok(_) => {}
        }
        result
    }
}

pub(super) fn refuse_what_is_no_text(found: Found, path: &Path) -> Result<(), OpenError> {
    match found {
        Found::Binary => Err(OpenError::Binary(path.to_owned())),
        Found::Foreign => Err(OpenError::Encoding(path.to_owned())),
        Found::Utf8 | Found::Utf16(_) | Found::Lossy => Ok(()),
    }
}

fn from_utf_16(encoding: &'static Encoding, bytes: &[u8]) -> (Vec<u8>, Option<String>) {
    let (text, had_errors) = encoding.decode_with_bom_removal(bytes);
    let note = if had_errors { NOT_ALL_UTF_16 } else { UTF_16 };
    (text.into_owned().into_bytes(), Some(note.to_owned()))
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
    fn what_is_missing_from_a_file_is_told() {
        let file = file_with(&b"0123456789".repeat(10_000));
        let opened = open(file.path(), Asked::ByLink).unwrap();
        assert_eq!((read(&opened).len(), opened.source.complaint()), (100_000, None));
        file.as_file().set_len(99_999).unwrap();
        assert_eq!(read(&opened).len(), 99_999);
        assert!(opened.source.complaint().is_some_and(|said| said.contains("became shorter")));
        // Who may only write gets an error for what is read.
        let file = OpenOptions::new().write(true).open(file.path()).unwrap();
        let unreadable = OnDisk { file, len: 9, path: "page.md".into(), fault: OnceLock::new() };
        assert_eq!(read_range(&unreadable, 0..9), b"");
        let said = unreadable.complaint().unwrap();
        assert!(said.starts_with("“page.md” could not be read to its end: Bad file descriptor"), "{said}");
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
            (folder.path().to_owned(), "“…” is a folder; open a Markdown file in it."),
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
        assert!(message.ends_with("loop” is a link that leads in a circle."), "{message}");
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
        // It never ends, but the first piece tells, if only behind the first moment where the machine is busy.
        let said = match open(Path::new("/dev/zero"), Asked::ByName) {
            Err(error) => error.to_string(),
            Ok(opened) => {
                opened.source.wait_beyond(0);
                opened.source.complaint().unwrap_or_default()
            }
        };
        assert!(said.contains("is a binary file"), "{said}");
    }
}
