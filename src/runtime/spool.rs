//! A stream that is read once and looked at again and again: a thread reads it, everyone else reads here.
//!
//! ```text
//! standard input, a named pipe ─▶ thread "spool": sniff, decode UTF-16 ─▶ Spool: memory, then a file without a name
//!                                                                            ▲ ReadAt: the index, the page
//! ```
//!
//! At most [`SPOOL_BOUND`] bytes are kept, the first [`IN_MEMORY`] of them in memory. The thread sleeps in a read; who
//! waits for more sleeps on a condition. What it is that was named is found out in [`super::files`].

use std::fs::{File, OpenOptions};
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use encoding_rs::{CoderResult, Decoder};
use rustix::event::{PollFd, PollFlags, Timespec};

use crate::markdown::front_matter::{self, FrontMatter};
use crate::text::read_at::{ReadAt, decode};

use super::files::{NOT_ALL_UTF_16, refuse_what_is_no_text};
use super::open_error::OpenError;
use super::sniff::{Found, SNIFFED, sniff};
use crate::app::event::UTF_16;

/// How much of a stream is kept, in bytes: 1 GiB. It is not read any further then.
pub const SPOOL_BOUND: u64 = 1 << 30;

/// How much of that is kept in memory, in bytes: 4 MiB. The rest is in a temporary file.
pub const IN_MEMORY: usize = 4 << 20;

/// How much is read at once, in bytes.
const PIECE: usize = 64 * 1024;

/// How large the first piece may be, in bytes: enough for printing to see that it is worth several threads.
const FIRST: usize = 320 * 1024;

/// How long the first piece is gathered, so that a first screen comes as one.
const GATHERING: Duration = Duration::from_millis(40);

/// How long the end of front matter is waited for that has begun.
const FRONT_MATTER: Duration = Duration::from_secs(1);

/// A stream, as far as it has arrived.
pub struct Spool {
    state: Mutex<State>,
    grown: Condvar,
    bound: u64,
}

#[derive(Default)]
struct State {
    pages: Vec<Vec<u8>>,
    /// What memory has no room for.
    rest: Option<Arc<File>>,
    len: u64,
    ended: bool,
    refused: Option<OpenError>,
    note: Option<String>,
    complaint: Option<String>,
}

impl Spool {
    /// Starts to read a stream. The path is only its name, for the messages.
    ///
    /// # Errors
    ///
    /// When there is no thread to be had.
    pub fn start(stream: OwnedFd, path: &Path) -> io::Result<Arc<Self>> {
        Self::start_with(stream, path, SPOOL_BOUND)
    }

    fn start_with(stream: OwnedFd, path: &Path, bound: u64) -> io::Result<Arc<Self>> {
        let spool = Arc::new(Self { state: Mutex::default(), grown: Condvar::new(), bound });
        let (filled, path) = (Arc::clone(&spool), path.to_owned());
        let fill = move || {
            filled.fill(stream, path);
            filled.change(|state| state.ended = true);
        };
        thread::Builder::new().name("spool".to_owned()).spawn(fill)?;
        Ok(spool)
    }

    /// Waits until something has arrived or the stream has ended, but not for longer than this.
    pub fn wait_for_beginning(&self, patience: Duration) {
        let waits = |state: &mut State| state.len == 0 && !state.ended;
        drop(self.grown.wait_timeout_while(self.state(), patience, waits));
    }

    /// Why the stream is none that can be read, once.
    pub fn refusal(&self) -> Option<OpenError> {
        self.state().refused.take()
    }

    /// Something the reader should know about the stream, if that is known by now.
    pub fn note(&self) -> Option<String> {
        self.state().note.clone()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.grown.notify_all();
    }

    fn complain(&self, sentence: &str) {
        self.change(|state| state.complaint = Some(sentence.to_owned()));
    }

    /// Reads the stream to its end, or to the bound.
    fn fill(&self, stream: OwnedFd, path: PathBuf) {
        let mut stream = File::from(stream);
        let (first, result) = gather(&mut stream);
        let found = sniff(&first[..first.len().min(SNIFFED)]);
        if let Err(error) = refuse_what_is_no_text(found, &path) {
            let sentence = error.to_string();
            self.change(|state| (state.refused, state.complaint) = (Some(error), Some(sentence)));
            return;
        }
        let mut decoder = match found {
            Found::Utf16(encoding) => {
                self.change(|state| state.note = Some(UTF_16.to_owned()));
                Some(encoding.new_decoder_with_bom_removal())
            }
            _ => None,
        };
        let mut piece = first;
        let mut ended = result;
        loop {
            let bytes = match &mut decoder {
                Some(decoder) => {
                    let (text, had_errors) = to_utf_8(decoder, &piece, ended.is_some());
                    if had_errors {
                        self.change(|state| state.note = Some(NOT_ALL_UTF_16.to_owned()));
                    }
                    &text.into_bytes()
                }
                None => &piece,
            };
            if !self.append(bytes) {
                return;
            }
            match ended {
                Some(Ok(())) => return,
                Some(Err(error)) => return self.complain(&OpenError::Unreadable(path, error).to_string()),
                None => {}
            }
            piece.resize(PIECE, 0);
            ended = match read(&mut stream, &mut piece) {
                Ok(0) => Some(Ok(())),
                Ok(count) => {
                    piece.truncate(count);
                    continue;
                }
                Err(error) => Some(Err(error)),
            };
            piece.clear();
        }
    }

    /// Keeps some bytes. Returns whether there is room for more.
    fn append(&self, bytes: &[u8]) -> bool {
        let mut state = self.state();
        let room = usize::try_from(self.bound - state.len).unwrap_or(usize::MAX);
        let mut kept = &bytes[..bytes.len().min(room)];
        let is_cut = kept.len() < bytes.len();
        while !kept.is_empty() {
            let count = if state.len < IN_MEMORY as u64 { Ok(state.keep(kept)) } else { state.keep_on_disk(kept) };
            match count {
                Ok(count) => kept = &kept[count..],
                Err(error) => {
                    let sentence = format!("No more is kept of what arrives: {error}.");
                    state.complaint = Some(sentence);
                    state.ended = true;
                    break;
                }
            }
        }
        if is_cut {
            state.complaint =
                Some(format!("Only the first {} are kept; the rest is not read.", bound_in_words(self.bound)));
            state.ended = true;
        }
        let goes_on = !state.ended;
        drop(state);
        self.grown.notify_all();
        goes_on
    }
}

impl State {
    /// Keeps as many of these bytes in memory as one page has room for. Returns how many.
    fn keep(&mut self, bytes: &[u8]) -> usize {
        if self.pages.last().is_none_or(|page| page.len() == PIECE) {
            self.pages.push(Vec::new());
        }
        let Some(page) = self.pages.last_mut() else { return 0 };
        let count = bytes.len().min(PIECE - page.len());
        page.extend_from_slice(&bytes[..count]);
        self.len += count as u64;
        count
    }

    /// Keeps all of these bytes in a file. Returns how many.
    fn keep_on_disk(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let file = match &self.rest {
            Some(file) => Arc::clone(file),
            None => Arc::clone(self.rest.insert(Arc::new(nameless()?))),
        };
        file.write_all_at(bytes, self.len - IN_MEMORY as u64)?;
        self.len += bytes.len() as u64;
        Ok(bytes.len())
    }
}

impl ReadAt for Spool {
    fn len(&self) -> u64 {
        self.state().len
    }

    fn has_ended(&self) -> bool {
        self.state().ended
    }

    fn wait_beyond(&self, known: u64) {
        let waits = |state: &mut State| state.len <= known && !state.ended;
        drop(self.grown.wait_while(self.state(), waits));
    }

    fn complaint(&self) -> Option<String> {
        self.state().complaint.clone()
    }

    fn loss(&self) -> Option<String> {
        self.note().filter(|note| note == NOT_ALL_UTF_16)
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let state = self.state();
        let rest = usize::try_from(state.len.saturating_sub(offset)).unwrap_or(usize::MAX);
        let count = rest.min(buf.len());
        if count == 0 {
            return Ok(0);
        }
        if let Some(behind) = offset.checked_sub(IN_MEMORY as u64) {
            let file = state.rest.clone();
            drop(state);
            return file.map_or(Ok(0), |file| file.read_at(&mut buf[..count], behind));
        }
        let place = usize::try_from(offset).unwrap_or_default();
        let page = state.pages.get(place / PIECE).and_then(|page| page.get(place % PIECE..)).unwrap_or_default();
        let count = count.min(page.len());
        buf[..count].copy_from_slice(&page[..count]);
        Ok(count)
    }
}

/// What a stream begins with, and how it has ended if it has: as much as comes within a moment, and front matter whole.
fn gather(stream: &mut File) -> (Vec<u8>, Option<io::Result<()>>) {
    let mut bytes = Vec::new();
    wait(stream);
    let mut began = Instant::now();
    loop {
        let patience = if begins_with_front_matter(&bytes) { FRONT_MATTER } else { GATHERING };
        let left = patience.saturating_sub(began.elapsed());
        if !bytes.is_empty() && (bytes.len() >= FIRST || left.is_zero() || !is_ready(stream, left)) {
            return (bytes, None);
        }
        let before = bytes.len();
        bytes.resize(before + PIECE, 0);
        let count = read(stream, &mut bytes[before..]);
        bytes.truncate(before + *count.as_ref().unwrap_or(&0));
        match count {
            Ok(0) => return (bytes, Some(Ok(()))),
            Ok(_) => {}
            Err(error) => return (bytes, Some(Err(error))),
        }
        if before == 0 {
            began = Instant::now();
        }
    }
}

/// Whether front matter has begun and not ended.
fn begins_with_front_matter(bytes: &[u8]) -> bool {
    let fenced = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    (fenced.starts_with(b"---") || fenced.starts_with(b"+++"))
        && fenced.len() < front_matter::LONGEST
        && FrontMatter::read(&decode(fenced.to_vec()).0).is_none()
}

/// Waits until there is something to read, but not for longer than this; says whether there is.
fn is_ready(stream: &File, patience: Duration) -> bool {
    let patience = Timespec::try_from(patience).ok();
    let polled = rustix::event::poll(&mut [PollFd::new(&stream.as_fd(), PollFlags::IN)], patience.as_ref());
    !matches!(polled, Ok(0))
}

fn read(stream: &mut File, buf: &mut [u8]) -> io::Result<usize> {
    loop {
        match stream.read(buf) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // Somebody has made the descriptor non-blocking, and it is shared.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                wait(stream);
            }
            result => return result,
        }
    }
}

/// Waits until there is something to read or its end. A pipe that nobody has opened for writing yet would otherwise read
/// as empty.
fn wait(stream: &File) {
    while rustix::event::poll(&mut [PollFd::new(&stream.as_fd(), PollFlags::IN)], None) == Err(rustix::io::Errno::INTR)
    {
    }
}

/// What a piece says, and whether there is something in it that says nothing.
fn to_utf_8(decoder: &mut Decoder, bytes: &[u8], last: bool) -> (String, bool) {
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
    let mut from = 0;
    let mut had_errors = false;
    loop {
        let (result, read, errors) = decoder.decode_to_string(&bytes[from..], &mut text, last);
        had_errors |= errors;
        if result == CoderResult::InputEmpty {
            return (text, had_errors);
        }
        from += read;
        text.reserve(PIECE);
    }
}

/// A new file that nobody else can open, and that is gone with the program.
fn nameless() -> io::Result<File> {
    let folder = std::env::var_os("TMPDIR").filter(|folder| !folder.is_empty()).map(PathBuf::from);
    // Often /tmp is memory.
    let folders = folder.into_iter().chain(["/var/tmp".into(), std::env::temp_dir()]);
    let mut failure = io::ErrorKind::NotFound.into();
    for folder in folders {
        for attempt in 0..16 {
            let path = folder.join(format!("preface-{}-{attempt}", std::process::id()));
            match OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(&path) {
                Ok(file) => {
                    std::fs::remove_file(&path)?;
                    return Ok(file);
                }
                Err(error) => failure = error,
            }
        }
    }
    Err(failure)
}

fn bound_in_words(bound: u64) -> String {
    if bound == SPOOL_BOUND { "1 GiB".to_owned() } else { format!("{bound} bytes") }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::text::read_at::read_range;

    fn spooled(bytes: &[u8], bound: u64) -> Arc<Spool> {
        let (stream, mut writer) = io::pipe().unwrap();
        let bytes = bytes.to_vec();
        let writing = thread::spawn(move || {
            // Who has read enough doesn't read the rest.
            let _ = writer.write_all(&bytes);
        });
        let spool = Spool::start_with(stream.into(), Path::new("pipe"), bound).unwrap();
        while !spool.has_ended() {
            spool.wait_beyond(spool.len());
        }
        drop(writing);
        spool
    }

    #[test]
    fn what_was_written_is_read_from_memory_and_from_the_file() {
        let text: Vec<u8> = (0..600_000).flat_map(|number| format!("{number:09}\n").into_bytes()).collect();
        assert!(text.len() > IN_MEMORY + PIECE);
        let spool = spooled(&text, SPOOL_BOUND);
        assert_eq!(spool.len(), text.len() as u64);
        assert_eq!(spool.complaint(), None);
        let edge = IN_MEMORY as u64;
        let length = text.len() as u64;
        for range in [0..10, 65_530..65_550, edge - 5..edge + 5, edge..edge + 70_000, length - 5..length + 5, 0..length]
        {
            let end = usize::try_from(range.end.min(length)).unwrap();
            let expected = &text[usize::try_from(range.start).unwrap()..end];
            assert!(read_range(&*spool, range.clone()) == expected, "{range:?}");
        }
        assert_eq!(spool.read_at(length, &mut [0; 9]).unwrap(), 0);
    }

    #[test]
    fn what_comes_piece_by_piece_is_there_at_once() {
        let (stream, mut writer) = io::pipe().unwrap();
        let spool = Spool::start(stream.into(), Path::new("pipe")).unwrap();
        spool.wait_for_beginning(Duration::from_millis(1));
        assert!(spool.is_empty() && !spool.has_ended());
        for piece in ["one ", "two ", "three "] {
            let known = spool.len();
            writer.write_all(piece.as_bytes()).unwrap();
            spool.wait_beyond(known);
            assert_eq!(read_range(&*spool, known..u64::MAX), piece.as_bytes());
            assert!(!spool.has_ended());
        }
        drop(writer);
        spool.wait_beyond(spool.len());
        assert!(spool.has_ended() && spool.complaint().is_none());
    }

    #[test]
    fn no_more_is_kept_than_the_bound() {
        let spool = spooled(&b"0123456789".repeat(100_000), 123_456);
        assert_eq!(spool.len(), 123_456);
        let complaint = spool.complaint().unwrap();
        assert!(complaint.starts_with("Only the first 123456 bytes are kept"), "{complaint}");
        assert_eq!(spooled(b"0123456789", 10).complaint(), None);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let spool = spooled(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0\x40\x10\0\0\0", SPOOL_BOUND);
        assert!(matches!(spool.refusal(), Some(OpenError::Binary(_))));
        assert_eq!((spool.len(), spool.complaint()), (0, Some("“pipe” is a binary file, not a text.".to_owned())));
    }

    #[test]
    fn utf_16_is_read_wherever_its_pieces_end() {
        let text = "# Grüße 日本 😀\n".repeat(40_000);
        let bytes: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let spool = spooled(&bytes, SPOOL_BOUND);
        assert!(read_range(&*spool, 0..u64::MAX) == text.as_bytes());
        assert_eq!(spool.note().as_deref(), Some("Read as UTF-16."));
        let broken = spooled(b"\xff\xfea\0\0\xd8b\0\x20", SPOOL_BOUND);
        assert_eq!(read_range(&*broken, 0..u64::MAX), "a\u{fffd}b\u{fffd}".as_bytes());
        assert!(broken.note().is_some_and(|note| note.ends_with("is shown as \u{fffd}.")));
    }

    #[test]
    fn front_matter_comes_whole() {
        let (stream, mut writer) = io::pipe().unwrap();
        let spool = Spool::start(stream.into(), Path::new("pipe")).unwrap();
        writer.write_all(b"---\ntitle: T\n").unwrap();
        spool.wait_for_beginning(2 * GATHERING);
        assert!(spool.is_empty(), "half of it says nothing");
        writer.write_all(b"---\ntext\n").unwrap();
        spool.wait_beyond(0);
        assert_eq!(spool.len(), 22);
    }
}
