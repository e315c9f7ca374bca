//! The keyboard and the mouse: a thread that waits for the terminal's bytes and sends what they mean.
//!
//! It waits with poll(2) and no clock, so an idle program does nothing at all. Of crossterm's own reader it makes no
//! use: that one stops in the middle when more than a kilobyte has queued up, spins when the terminal vanishes, and may
//! run `tput`. What the bytes mean is in [`super::decoder`], what a key does in the keymap. The event loop starts it.

use std::fs::File;
use std::io::{self, Read};
use std::os::fd::OwnedFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::pipe::PipeFlags;
use rustix::termios::{SpecialCodeIndex, tcgetattr};

use super::decoder::{Decoder, Input};
use super::terminal;

/// How long a sequence may take in all, however steadily its bytes come: what nobody ends must not swallow keys.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// How many inputs may wait for the loop before nothing more is read: whoever types more than the program can take has
/// to wait, as at any terminal, and no flood fills the memory.
const MOST_UNTAKEN: usize = 64;

/// How long the program may take to end by itself after its terminal has vanished.
const LAST_MOMENT: Duration = Duration::from_secs(1);

/// The exit code when the terminal has vanished and the program hung: 128 and SIGHUP.
const HUNG_UP: i32 = 129;

/// The thread that reads the terminal.
pub struct Keyboard {
    wake: OwnedFd,
    shared: Arc<Shared>,
}

impl Keyboard {
    /// Starts reading; `send` gets each input, in order, on the reading thread.
    ///
    /// # Errors
    ///
    /// When there is no terminal to read from.
    pub fn start(mut send: impl FnMut(Input) + Send + 'static) -> io::Result<Self> {
        let tty = terminal::tty()?;
        let erase = tcgetattr(&tty)?.special_codes[SpecialCodeIndex::VERASE];
        let (woken, wake) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC)?;
        let shared = Arc::new(Shared::default());
        let (woken, decoder) = (File::from(woken), Decoder::new(erase));
        let reader = Reader { tty, woken, decoder, began: None, shared: Arc::clone(&shared) };
        thread::Builder::new().name("keyboard".to_owned()).spawn(move || reader.run(&mut send))?;
        Ok(Self { wake, shared })
    }

    /// Stops reading, for a program in the foreground; returns when the thread no longer touches the terminal.
    ///
    /// It still notices when the terminal vanishes.
    pub fn pause(&self) {
        let mut state = self.shared.lock();
        state.wanted = Reading::Off;
        self.wake();
        while state.reached == Reading::On {
            state = self.shared.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Reads again.
    pub fn resume(&self) {
        self.shared.lock().wanted = Reading::On;
        self.wake();
    }

    /// Takes note that the loop has taken one input. Behind the last of many, more is read, so that there is a frame in
    /// between.
    pub fn taken(&self) {
        let mut state = self.shared.lock();
        state.untaken = state.untaken.saturating_sub(1);
        if state.untaken == 0 && std::mem::take(&mut state.is_full) {
            self.wake();
        }
    }

    fn wake(&self) {
        // It can only fail when the thread has ended, which then has nothing to be woken for.
        let _ = rustix::io::write(&self.wake, b"!");
    }
}

/// Whether the thread reads the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    On,
    Off,
}

#[derive(Debug)]
struct State {
    wanted: Reading,
    reached: Reading,
    /// How many inputs have been sent that the loop has not taken.
    untaken: usize,
    /// Whether the thread waits until they are.
    is_full: bool,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

impl Default for Shared {
    fn default() -> Self {
        let state = State { wanted: Reading::On, reached: Reading::On, untaken: 0, is_full: false };
        Self { state: Mutex::new(state), changed: Condvar::new() }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does what is wanted, and lets those know who wait for it. Returns whether to read.
    fn follow(&self) -> Reading {
        let mut state = self.lock();
        state.reached = state.wanted;
        self.changed.notify_all();
        state.is_full = state.untaken >= MOST_UNTAKEN;
        if state.is_full { Reading::Off } else { state.reached }
    }

    /// Takes note of inputs that are about to be sent.
    fn sending(&self, inputs: &[Input]) {
        self.lock().untaken += inputs.len();
    }

    fn end(&self) {
        self.lock().reached = Reading::Off;
        self.changed.notify_all();
    }
}

struct Reader {
    tty: File,
    woken: File,
    decoder: Decoder,
    /// When the sequence began that has not ended.
    began: Option<Instant>,
    shared: Arc<Shared>,
}

/// What ended a wait.
#[derive(Debug, PartialEq, Eq)]
enum Woken {
    Bytes,
    Impatience,
    Owner,
    HangUp,
}

impl Reader {
    fn run(mut self, send: &mut dyn FnMut(Input)) {
        loop {
            let reading = self.shared.follow();
            match self.wait(reading) {
                Woken::Bytes => match self.read() {
                    Some(inputs) => self.hand_over(inputs, send),
                    None => break,
                },
                Woken::Impatience => {
                    let inputs = self.decoder.give_up();
                    self.hand_over(inputs, send);
                }
                Woken::Owner => {
                    let _ = self.woken.read(&mut [0; 64]);
                }
                Woken::HangUp => break,
            }
        }
        self.shared.end();
        send(Input::Gone);
        // The loop may hang in a write to the terminal that isn't there any more.
        thread::sleep(LAST_MOMENT);
        terminal::restore();
        signal_hook::low_level::exit(HUNG_UP);
    }

    fn hand_over(&self, inputs: Vec<Input>, send: &mut dyn FnMut(Input)) {
        self.shared.sending(&inputs);
        inputs.into_iter().for_each(send);
    }

    fn wait(&self, reading: Reading) -> Woken {
        let (events, patience) = match reading {
            Reading::On => (PollFlags::IN, self.decoder.patience()),
            // A hang-up is told without being asked for.
            Reading::Off => (PollFlags::empty(), None),
        };
        let patience = patience.and_then(|patience| Timespec::try_from(patience).ok());
        let mut fds = [PollFd::new(&self.tty, events), PollFd::new(&self.woken, PollFlags::IN)];
        loop {
            match rustix::event::poll(&mut fds, patience.as_ref()) {
                Ok(0) => return Woken::Impatience,
                Ok(_) => break,
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return Woken::HangUp,
            }
        }
        let tty = fds[0].revents();
        if !fds[1].revents().is_empty() {
            Woken::Owner
        } else if tty.contains(PollFlags::IN) {
            Woken::Bytes
        } else {
            Woken::HangUp
        }
    }

    fn decode(&mut self, bytes: &[u8], now: Instant) -> Vec<Input> {
        let mut inputs = Vec::new();
        if self.began.is_some_and(|began| now.duration_since(began) > LONGEST_WAIT) {
            inputs.extend(self.decoder.give_up());
            self.began = None;
        }
        inputs.extend(self.decoder.feed(bytes));
        self.began = self.decoder.is_amid_sequence().then(|| self.began.unwrap_or(now));
        inputs
    }

    /// Reads what is there; `None` when the terminal has vanished.
    fn read(&mut self) -> Option<Vec<Input>> {
        let mut bytes = [0; 4_096];
        match self.tty.read(&mut bytes) {
            Ok(0) => None,
            Ok(count) => Some(self.decode(&bytes[..count], Instant::now())),
            Err(error) if matches!(error.kind(), io::ErrorKind::Interrupted | io::ErrorKind::WouldBlock) => {
                Some(Vec::new())
            }
            Err(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::app::key::{Code, Key};

    /// A reader of a pipe instead of a terminal, and the other ends.
    fn reader() -> (Reader, File, Keyboard) {
        let (tty, typed) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC).unwrap();
        let (woken, wake) = rustix::pipe::pipe_with(PipeFlags::CLOEXEC).unwrap();
        let shared = Arc::new(Shared::default());
        let (tty, woken) = (File::from(tty), File::from(woken));
        let reader = Reader { tty, woken, decoder: Decoder::new(0x7f), began: None, shared: Arc::clone(&shared) };
        (reader, File::from(typed), Keyboard { wake, shared })
    }

    #[test]
    fn bytes_wake_it_and_become_keys() {
        let (mut reader, mut typed, _keyboard) = reader();
        typed.write_all(&[b'j'; 3_000]).unwrap();
        assert_eq!(reader.wait(Reading::On), Woken::Bytes);
        let inputs = reader.read().unwrap();
        assert_eq!(inputs.len(), 3_000);
        assert_eq!(inputs[0], Input::Key(Key { code: Code::Char('j'), ctrl: false, alt: false }));
    }

    #[test]
    fn a_sequence_that_nobody_ends_swallows_no_keys_for_ever() {
        let (mut reader, _typed, _keyboard) = reader();
        let start = Instant::now();
        assert_eq!(reader.decode(b"\x1bPsomething", start), []);
        // A key that is held down comes every thirty milliseconds, sooner than patience ends.
        for held in 1..=60 {
            assert_eq!(reader.decode(b"j", start + Duration::from_millis(30 * held)), []);
        }
        assert_eq!(reader.decode(b"j", start + LONGEST_WAIT + Duration::from_millis(1)).len(), 1);
        assert_eq!(reader.began, None);
    }

    #[test]
    fn a_lone_escape_ends_the_wait_by_itself() {
        let (mut reader, mut typed, _keyboard) = reader();
        typed.write_all(b"\x1b").unwrap();
        assert_eq!(reader.wait(Reading::On), Woken::Bytes);
        assert_eq!(reader.read().unwrap(), []);
        assert_eq!(reader.wait(Reading::On), Woken::Impatience);
        assert_eq!(reader.decoder.give_up().len(), 1);
    }

    #[test]
    fn a_terminal_that_vanishes_is_noticed_reading_or_not() {
        for reading in [Reading::On, Reading::Off] {
            let (reader, typed, _keyboard) = reader();
            drop(typed);
            assert_eq!(reader.wait(reading), Woken::HangUp);
        }
    }

    #[test]
    fn a_pause_leaves_the_keys_to_others() {
        let (mut reader, mut typed, keyboard) = reader();
        let pausing = thread::spawn(move || {
            keyboard.pause();
            keyboard
        });
        assert_eq!(reader.wait(Reading::On), Woken::Owner);
        typed.write_all(b"j").unwrap();
        let _ = reader.woken.read(&mut [0; 64]).unwrap();
        assert_eq!(reader.shared.follow(), Reading::Off);
        let keyboard = pausing.join().unwrap();
        keyboard.resume();
        assert_eq!(reader.wait(Reading::Off), Woken::Owner);
        let _ = reader.woken.read(&mut [0; 64]).unwrap();
        assert_eq!(reader.shared.follow(), Reading::On);
        assert_eq!(reader.wait(Reading::On), Woken::Bytes);
    }

    #[test]
    fn what_the_loop_has_not_taken_holds_back_the_rest() {
        let (reader, _typed, keyboard) = reader();
        let mut sent = Vec::new();
        let key = Input::Key(Key { code: Code::Char('j'), ctrl: false, alt: false });
        reader.hand_over(vec![key.clone(); MOST_UNTAKEN - 1], &mut |input| sent.push(input));
        assert_eq!(reader.shared.follow(), Reading::On);
        reader.hand_over(vec![key], &mut |input| sent.push(input));
        assert_eq!(reader.shared.follow(), Reading::Off);
        for _ in 1..sent.len() {
            keyboard.taken();
            assert!(reader.shared.lock().is_full, "it goes on before all is taken");
        }
        keyboard.taken();
        assert_eq!(reader.wait(Reading::Off), Woken::Owner);
        assert_eq!(reader.shared.follow(), Reading::On);
    }

    #[test]
    fn a_pause_does_not_wait_for_a_thread_that_has_ended() {
        let (reader, _typed, keyboard) = reader();
        reader.shared.end();
        keyboard.pause();
    }
}
