//! The state file: what is remembered from one run to the next, in `$XDG_STATE_HOME/preface/state.json`, else in
//! `~/.local/state/preface/state.json`, on every system.
//!
//! It is read once, before the first frame, without a lock: it is only ever replaced whole. Notes are taken into it
//! under a [`lock`](self::lock), into what it says by then, so that several readers lose nothing of each other's. A file
//! that is no state file is set aside, never written over; what a newer version wrote stays as it is. What it looks like
//! is in `format`, when it is written is for [`super::keeper`] to say.

mod format;
mod lock;

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

use rustix::fs::OFlags;

use crate::app::memory::{Memory, Moment, Note};

use self::format::Parsed;
use self::lock::{Hold, Unlocked};

/// A state file of more bytes is not ours.
const LARGEST: u64 = 1 << 20;
/// How many files are set aside at most; then the last of them is replaced.
const MOST_ASIDE: u32 = 9;

/// The values of `PREFACE_STATE` with which nothing is remembered, nor looked up.
const OFF: [&str; 4] = ["off", "no", "0", "false"];

/// The state file, which need not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StateFile {
    path: PathBuf,
}

/// Why notes were not taken in.
#[derive(Debug, thiserror::Error)]
pub enum Unwritten {
    /// Others were writing all the time; it may be tried again.
    #[error("others are writing to the state file")]
    Busy,
    /// A newer version wrote the file, so it stays as it is.
    #[error("a newer version wrote the state file")]
    Newer,
    /// It can't be written.
    #[error("the state file can't be written: {0}")]
    Failed(#[from] io::Error),
}

impl From<Unlocked> for Unwritten {
    fn from(unlocked: Unlocked) -> Self {
        match unlocked {
            Unlocked::Busy => Self::Busy,
            Unlocked::Failed(error) => Self::Failed(error),
        }
    }
}

/// What is in the place of the state file.
enum Found {
    /// Nothing, or nothing yet.
    Nothing,
    /// A memory.
    Memory(Memory),
    /// What a newer version wrote.
    Newer,
    /// Something else.
    Damaged,
}

/// The time now.
#[must_use]
pub fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Moment(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

impl StateFile {
    /// The state file by the environment; `None` where nothing is to be remembered (`PREFACE_STATE=off`), or where there is
    /// no home.
    #[must_use]
    pub fn by_environment(variable: impl Fn(&str) -> Option<OsString>) -> Option<Self> {
        let is_off = |value: OsString| OFF.iter().any(|off| value.eq_ignore_ascii_case(off));
        if variable("PREFACE_STATE").is_some_and(is_off) {
            return None;
        }
        // The XDG specification has relative ones ignored.
        let folder = |name| variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let state = folder("XDG_STATE_HOME").or_else(|| Some(folder("HOME")?.join(".local/state")))?;
        Some(Self { path: state.join("preface/state.json") })
    }

    /// Reads what is remembered. Where that could not be done there is a sentence about it for the reader.
    #[must_use]
    pub fn read(&self, now: Moment) -> (Memory, Option<String>) {
        match self.look(now) {
            Ok(Found::Nothing) => (Memory::empty(now), None),
            Ok(Found::Memory(memory)) => (memory, None),
            Ok(Found::Newer) => {
                let sentence = "A newer version of preface keeps what is remembered here; nothing is added to it.";
                (Memory::empty(now), Some(sentence.to_owned()))
            }
            Ok(Found::Damaged) | Err(_) => self.recover(now),
        }
    }

    /// Sets a damaged file aside, unless another reader has done so meanwhile.
    fn recover(&self, now: Moment) -> (Memory, Option<String>) {
        let held = self.lock();
        match (self.look(now), held) {
            (Ok(Found::Memory(memory)), _) => (memory, None),
            (Ok(Found::Nothing | Found::Newer), _) => (Memory::empty(now), None),
            (_, Ok(Hold::Alone { .. })) => {
                let sentence = match self.set_aside() {
                    Ok(name) => format!("The state file was damaged; it is kept as {name}, and a new one is begun."),
                    Err(error) => format!("The state file is damaged and could not be set aside: {error}."),
                };
                (Memory::empty(now), Some(sentence))
            }
            _ => (Memory::empty(now), Some("The state file can't be read; nothing is remembered.".to_owned())),
        }
    }

    /// Takes notes into the file, each with the time when it was taken. Returns a sentence if the file was damaged.
    ///
    /// # Errors
    ///
    /// When others keep writing, when it can't be written, or when a newer version wrote it.
    pub fn add(&self, notes: &[(Note, Moment)]) -> Result<Option<String>, Unwritten> {
        let held = self.lock()?;
        let found = self.look(Moment::default()).unwrap_or(Found::Damaged);
        let (mut memory, said) = match found {
            Found::Memory(memory) => (memory, None),
            Found::Nothing => (Memory::default(), None),
            Found::Newer => return Err(Unwritten::Newer),
            Found::Damaged => {
                let name = self.set_aside()?;
                (Memory::default(), Some(format!("The state file was damaged; it is kept as {name}.")))
            }
        };
        for (note, when) in notes {
            memory.apply(note, *when);
        }
        self.write(memory, &held)?;
        Ok(said)
    }

    fn lock(&self) -> Result<Hold, Unlocked> {
        if let Some(folder) = self.path.parent() {
            DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        }
        lock::take(&self.beside("lock"), &self.path)
    }

    /// What is in the place of the file now.
    fn look(&self, now: Moment) -> io::Result<Found> {
        // Non-blocking, or a pipe in its place would be waited for.
        let flags = OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).unwrap_or_default();
        let file = match OpenOptions::new().read(true).custom_flags(flags).open(&self.path) {
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                return Ok(Found::Nothing);
            }
            other => other?,
        };
        let metadata = file.metadata()?;
        if !metadata.is_file() || metadata.len() > LARGEST {
            return Ok(Found::Damaged);
        }
        let mut text = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
        file.take(LARGEST).read_to_end(&mut text)?;
        // Somebody has made the file, and nothing more.
        if text.is_empty() {
            return Ok(Found::Nothing);
        }
        Ok(match format::parse(&text, now) {
            Parsed::Memory(memory) => Found::Memory(memory),
            Parsed::Newer => Found::Newer,
            Parsed::Damaged => Found::Damaged,
        })
    }

    /// Gives the file another name. Returns that.
    fn set_aside(&self) -> io::Result<String> {
        let name = |number: u32| self.beside(&format!("damaged-{number}"));
        let free = (1..=MOST_ASIDE).find(|number| fs::symlink_metadata(name(*number)).is_err());
        let aside = name(free.unwrap_or(MOST_ASIDE));
        match fs::rename(&self.path, &aside) {
            // Another reader was faster.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            other => other?,
        }
        Ok(aside.file_name().unwrap_or_default().to_string_lossy().into_owned())
    }

    /// Replaces the file, whole or not at all.
    fn write(&self, memory: Memory, held: &Hold) -> io::Result<()> {
        let most = usize::try_from(LARGEST).unwrap_or(usize::MAX);
        let text = format::text(memory, most)?;
        // A link that leads to where it really is stays one.
        let place = fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone());
        let mut new = place.clone().into_os_string();
        new.push(match held {
            Hold::Alone { .. } => ".new".to_owned(),
            Hold::Shared => format!(".new-{}", process::id()),
        });
        let new = PathBuf::from(new);
        // Whoever was killed over it has left it there.
        let _ = fs::remove_file(&new);
        let written = write_new(&new, &text).and_then(|()| fs::rename(&new, &place));
        if written.is_err() {
            let _ = fs::remove_file(&new);
        }
        written
    }

    /// The path of a file beside this one, by what is added to its name.
    fn beside(&self, ending: &str) -> PathBuf {
        let mut name = self.path.clone().into_os_string();
        name.push(".");
        name.push(ending);
        PathBuf::from(name)
    }
}

/// Writes a file that is not there, and waits until it is on the disk: renamed before that, a power cut could leave it
/// empty in the place of the old one.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file: File = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_data()
}

#[cfg(test)]
mod tests;
