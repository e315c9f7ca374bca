//! A source that grows when a test says so.

use std::io;
use std::sync::{Condvar, Mutex, MutexGuard};

use preface::text::read_at::ReadAt;

/// What has arrived of a text.
#[derive(Default)]
pub(crate) struct Trickle {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    bytes: Vec<u8>,
    ended: bool,
    complaint: Option<String>,
}

impl Trickle {
    /// Lets more arrive.
    pub(crate) fn arrive(&self, text: impl AsRef<[u8]>) {
        self.state().bytes.extend_from_slice(text.as_ref());
        self.changed.notify_all();
    }

    /// Lets it end.
    pub(crate) fn end(&self) {
        self.state().ended = true;
        self.changed.notify_all();
    }

    /// Lets it end with a sentence for the reader.
    pub(crate) fn break_off(&self, complaint: &str) {
        self.state().complaint = Some(complaint.to_owned());
        self.end();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }
}

impl ReadAt for Trickle {
    fn len(&self) -> u64 {
        self.state().bytes.len() as u64
    }

    fn has_ended(&self) -> bool {
        self.state().ended
    }

    fn wait_beyond(&self, known: u64) {
        let waits = |state: &mut State| state.bytes.len() as u64 <= known && !state.ended;
        drop(self.changed.wait_while(self.state(), waits).unwrap());
    }

    fn complaint(&self) -> Option<String> {
        self.state().complaint.clone()
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        self.state().bytes.read_at(offset, buf)
    }
}
