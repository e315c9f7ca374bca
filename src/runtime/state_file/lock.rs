//! The lock on the state file: one reader at a time takes notes into it. It is on a file of its own, because the state
//! file is replaced, and the system takes it back from whoever ends, however that ends.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rustix::fs::{FlockOperation, OFlags, flock};
use rustix::io::Errno;

/// After so long without any change to the state file whoever has the lock is taken to be stuck.
const STUCK: Duration = Duration::from_secs(1);
/// How long it is waited in all while others write.
const LONGEST: Duration = Duration::from_millis(2500);
/// How often it is tried.
const PAUSE: Duration = Duration::from_millis(5);

/// What came of taking the lock.
pub(super) enum Hold {
    /// Nobody else writes as long as this is kept.
    Alone {
        /// Open, it holds the lock.
        _lock: File,
    },
    /// There are no locks here, or who has it is stuck: others may write, too.
    Shared,
}

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unlocked {
    /// Others are writing all the time.
    #[error("others are writing to it")]
    Busy,
    /// There can be no lock, and then no state file either.
    #[error(transparent)]
    Failed(#[from] io::Error),
}

/// Takes the lock, which waits for a while if it has to. `state` is the file that whoever has it writes.
pub(super) fn take(lock: &Path, state: &Path) -> Result<Hold, Unlocked> {
    let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC).bits()).unwrap_or_default();
    let open = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).custom_flags(flags).open(lock);
    let file = open?;
    let began = Instant::now();
    let (mut seen, mut changed) = (version(state), began);
    loop {
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => return Ok(Hold::Alone { _lock: file }),
            Err(Errno::WOULDBLOCK | Errno::INTR) => {}
            // As on some network file systems.
            Err(_) => return Ok(Hold::Shared),
        }
        let now = Instant::now();
        let version = version(state);
        if version != seen {
            (seen, changed) = (version, now);
        }
        if now - changed >= STUCK {
            return Ok(Hold::Shared);
        }
        if now - began >= LONGEST {
            return Err(Unlocked::Busy);
        }
        thread::sleep(PAUSE);
    }
}

/// What changes whenever the state file is replaced.
fn version(state: &Path) -> Option<(u64, i64, i64)> {
    fs::metadata(state).ok().map(|metadata| (metadata.ino(), metadata.mtime(), metadata.mtime_nsec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_stuck_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let (lock, state) = (folder.path().join("lock"), folder.path().join("state"));
        let held = take(&lock, &state).unwrap();
        assert!(matches!(held, Hold::Alone { .. }));
        let began = Instant::now();
        assert!(matches!(take(&lock, &state), Ok(Hold::Shared)));
        assert!(began.elapsed() >= STUCK);
        drop(held);
        assert!(matches!(take(&lock, &state), Ok(Hold::Alone { .. })));
    }

    #[test]
    fn no_lock_is_taken_through_a_link_or_on_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("lock");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), &lock).unwrap();
        assert!(matches!(take(&lock, folder.path()), Err(Unlocked::Failed(_))));
        assert!(!folder.path().join("elsewhere").exists());
        assert!(matches!(take(folder.path(), folder.path()), Err(Unlocked::Failed(_))));
    }
}
