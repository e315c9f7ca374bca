//! A session: the reader in a pseudo-terminal, and a person in front of it.
//!
//! The reader leads a session of its own with the pseudo-terminal as its controlling terminal, as under a terminal
//! emulator. One thread reads what it writes, one waits for its end; both wake those who wait for a condition.

use std::fs::File;
use std::io::{ErrorKind, PipeReader, PipeWriter, Read as _, Write as _, pipe};
use std::os::fd::RawFd;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use filedescriptor::FileDescriptor;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::{Errno, ioctl_fionread};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid};
use rustix::termios::{Winsize, tcgetattr, tcsetwinsize};
use vt100::{MouseProtocolMode, Screen};

use super::keys;
use super::screen::{Display, text};
use crate::sandbox::{DEADLINE, Sandbox, eventually};

/// How to start the reader.
pub(crate) struct Options<'a> {
    /// The arguments behind the program's name.
    pub(crate) args: &'a [&'a str],
    /// What is added to the environment of the [`Sandbox`].
    pub(crate) env: &'a [(&'a str, &'a str)],
    /// What is taken out of it.
    pub(crate) unset: &'a [&'a str],
    /// Columns and rows.
    pub(crate) size: (u16, u16),
    /// Where standard input comes from.
    pub(crate) stdin: Stdin<'a>,
    /// A script for `/bin/sh` that runs the reader as `"$@"`; without one it runs by itself.
    pub(crate) shell: Option<&'a str>,
    /// What becomes of a question to the terminal.
    pub(crate) questions: Questions,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            args: &[],
            env: &[],
            unset: &[],
            size: (100, 30),
            stdin: Stdin::Tty,
            shell: None,
            questions: Questions::NoneBeforeTheFirstFrame,
        }
    }
}

/// Where standard input comes from.
pub(crate) enum Stdin<'a> {
    /// The terminal.
    Tty,
    /// A pipe with these bytes; the keys still come from the terminal.
    Piped(&'a [u8]),
}

/// What becomes of a question to the terminal (where is the cursor, which colour is the background …).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Questions {
    /// One before the first frame fails the test; a later one stays without an answer, as in a dumb terminal.
    NoneBeforeTheFirstFrame,
    /// Each is answered at once.
    Answered,
}

/// How the process ended.
#[derive(Clone, Debug)]
enum End {
    Code(u32),
    Killed(String),
}

/// What the threads and the test share.
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    display: Display,
    questions: Questions,
    /// Nothing is read at the moment, as from a terminal that is stopped.
    held: bool,
    /// Nothing more will be read: all that held the terminal are gone, or the terminal is.
    closed: bool,
    end: Option<End>,
}

/// The reader in a pseudo-terminal. Dropping it ends whatever still runs in there.
pub(crate) struct Session {
    shared: Arc<Shared>,
    /// Our end; none after a hang-up.
    master: Option<File>,
    /// Closing it stops the thread that reads.
    stop: Option<PipeWriter>,
    threads: Vec<JoinHandle<()>>,
    pid: Pid,
    termios_before: String,
    _home: Sandbox,
}

impl Session {
    /// Starts the reader.
    pub(crate) fn start(options: &Options) -> Self {
        let home = Sandbox::new();
        let (columns, rows) = options.size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let master = duplicate(pair.master.as_raw_fd().expect("a descriptor"));
        let termios_before = termios(&master);
        let mut child = pair.slave.spawn_command(command(options, &home)).expect("the program starts");
        let pid = i32::try_from(child.process_id().expect("a process")).ok().and_then(Pid::from_raw).expect("a pid");
        drop(pair);

        let state = State {
            display: Display::new(options.size),
            questions: options.questions,
            held: false,
            closed: false,
            end: None,
        };
        let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new() });
        let (stopped, stop) = pipe().expect("a pipe");
        let reading = {
            let (shared, master) = (Arc::clone(&shared), master.try_clone().expect("a descriptor"));
            thread::spawn(move || shared.read(master, &stopped))
        };
        let waiting = {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let status = child.wait().expect("it is our child");
                let end = status.signal().map_or(End::Code(status.exit_code()), |name| End::Killed(name.into()));
                shared.change(|state| state.end = Some(end));
            })
        };
        let threads = vec![reading, waiting];
        Self { shared, master: Some(master), stop: Some(stop), threads, pid, termios_before, _home: home }
    }

    /// Opens the bundled preface at this size (columns, rows) and waits for its first frame.
    pub(crate) fn preface(columns: u16, rows: u16) -> Self {
        let session = Self::start(&Options { size: (columns, rows), ..Options::default() });
        session.until_shows("Resources");
        session
    }

    /// Presses keys, in the notation of [`keys`]. `<Esc>` has to come last: with a key behind it, it means Alt.
    pub(crate) fn press(&self, notation: &str) {
        self.send(&keys::bytes(notation));
    }

    /// Presses and releases the left button in a cell counted from 0.
    pub(crate) fn click(&self, column: u16, row: u16) {
        self.until_listening_to_the_mouse();
        let (column, row) = (column + 1, row + 1);
        self.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").as_bytes());
    }

    /// Clicks twice on a cell counted from 0, as fast as can be.
    pub(crate) fn double_click(&self, column: u16, row: u16) {
        self.until_listening_to_the_mouse();
        let (column, row) = (column + 1, row + 1);
        self.send(format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m").repeat(2).as_bytes());
    }

    /// Drags with the left button from a cell to another, counted from 0.
    pub(crate) fn drag(&self, (column, row): (u16, u16), (end, last): (u16, u16)) {
        self.until_listening_to_the_mouse();
        let (column, row, end, last) = (column + 1, row + 1, end + 1, last + 1);
        self.send(format!("\x1b[<0;{column};{row}M\x1b[<32;{end};{last}M\x1b[<0;{end};{last}m").as_bytes());
    }

    /// Turns the wheel by one notch towards the end, over a cell counted from 0.
    pub(crate) fn wheel_down(&self, column: u16, row: u16) {
        self.until_listening_to_the_mouse();
        self.send(format!("\x1b[<65;{};{}M", column + 1, row + 1).as_bytes());
    }

    /// Sends bytes as if the terminal had sent them by itself.
    pub(crate) fn send(&self, bytes: &[u8]) {
        self.master().write_all(bytes).expect("the terminal takes input");
    }

    /// Sends bytes as long as the terminal takes them, and returns how many it took; it takes no more when it is full and
    /// nobody reads.
    pub(crate) fn offer(&self, bytes: &[u8]) -> usize {
        let master = self.master();
        let flags = fcntl_getfl(master).expect("it is open");
        fcntl_setfl(master, flags | OFlags::NONBLOCK).expect("it is open");
        let mut taken = 0;
        let patience = Timespec::try_from(Duration::from_millis(200)).expect("a short time");
        while taken < bytes.len() {
            let until = (taken + 1024).min(bytes.len());
            match rustix::io::write(master, &bytes[taken..until]) {
                Ok(count) => taken += count,
                Err(Errno::AGAIN) => {
                    if poll(&mut [PollFd::new(master, PollFlags::OUT)], Some(&patience)) == Ok(0) {
                        break;
                    }
                }
                Err(error) => panic!("the terminal takes no input: {error}"),
            }
        }
        fcntl_setfl(master, flags).expect("it is open");
        taken
    }

    /// Reads nothing any more of what the reader writes, as a terminal that is stopped.
    pub(crate) fn hold(&self) {
        self.shared.change(|state| state.held = true);
    }

    /// Reads again.
    pub(crate) fn release(&self) {
        self.shared.change(|state| state.held = false);
    }

    /// Waits until at least so many bytes were written that nobody has read.
    pub(crate) fn until_unread(&self, bytes: u64) {
        eventually("unread bytes", || ioctl_fionread(self.master()).ok().filter(|count| *count >= bytes));
    }

    /// Makes the window larger or smaller. Does not wait for the reader to paint: see [`Self::until_painted_after`].
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        self.shared.change(|state| state.display.resize((columns, rows)));
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(self.master(), size).expect("the terminal can be resized");
    }

    /// Waits until a condition holds on a whole frame.
    pub(crate) fn until(&self, what: &str, mut holds: impl FnMut(&Screen) -> bool) {
        self.wait_for(what, |state| (!state.display.drawing() && holds(state.display.screen())).then_some(()));
    }

    /// Waits until a text stands in one row.
    pub(crate) fn until_shows(&self, wanted: &str) {
        self.until(&format!("{wanted:?} on the screen"), |screen| text(screen).contains(wanted));
    }

    /// Waits until the reader has painted after `action`, and the frame is whole.
    pub(crate) fn until_painted_after(&self, action: impl FnOnce(&Self)) {
        let before = self.bytes().len();
        action(self);
        self.wait_for("a frame", |state| {
            let display = &state.display;
            (display.bytes().len() > before && !display.drawing()).then_some(())
        });
    }

    /// Waits until nothing has been written for this long.
    pub(crate) fn until_quiet_for(&self, pause: Duration) {
        let deadline = Instant::now() + DEADLINE;
        let mut state = self.shared.lock();
        loop {
            let before = state.display.bytes().len();
            let still = self.shared.changed.wait_timeout_while(state, pause, |now| now.display.bytes().len() == before);
            let (now, pause) = still.unwrap_or_else(PoisonError::into_inner);
            if pause.timed_out() {
                return;
            }
            assert!(Instant::now() < deadline, "it never falls silent");
            state = now;
        }
    }

    /// Waits for what was sent to the clipboard last, in base64.
    pub(crate) fn until_copied(&self) -> String {
        self.wait_for("something in the clipboard", |state| state.display.clipboard().last().cloned())
    }

    /// Waits until so many texts have been sent to the clipboard.
    pub(crate) fn until_copied_times(&self, times: usize) {
        let copied = |state: &State| (state.display.clipboard().len() >= times).then_some(());
        self.wait_for(&format!("{times} texts in the clipboard"), copied);
    }

    /// Waits until the process is stopped, as by Ctrl-Z in a shell.
    pub(crate) fn until_stopped(&self) {
        let options = WaitIdOptions::STOPPED | WaitIdOptions::NOWAIT | WaitIdOptions::NOHANG;
        eventually("the process to stop", || waitid(WaitId::Pid(self.pid), options).ok().flatten());
    }

    /// Waits for the end of the process and returns its exit code, even if what it wrote was not read.
    pub(crate) fn exit_code_unread(&self) -> u32 {
        match self.wait_for("the end", |state| state.end.clone()) {
            End::Code(code) => code,
            End::Killed(signal) => panic!("it did not leave by itself but was killed: {signal}{}", self.report()),
        }
    }

    /// Waits for the end and returns the exit code; a process that a signal killed has none, and fails the test.
    pub(crate) fn exit_code(&self) -> u32 {
        let end = self.wait_for("the end", |state| state.end.clone().filter(|_| state.closed));
        match end {
            End::Code(code) => code,
            End::Killed(signal) => panic!("it did not leave by itself but was killed: {signal}{}", self.report()),
        }
    }

    /// Sends a signal to the process (to the shell, where there is one).
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid, signal).expect("the process is there");
    }

    /// Sends a signal to what the shell has started.
    #[cfg(target_os = "linux")]
    pub(crate) fn signal_child(&self, signal: Signal) {
        let pid = self.pid();
        let children = std::fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).expect("it is there");
        let child = children.split_whitespace().next().and_then(|child| child.parse().ok()).and_then(Pid::from_raw);
        kill_process(child.expect("it has a child"), signal).expect("the child is there");
    }

    /// Kills the process, unless it has ended by itself.
    pub(crate) fn kill(&self) {
        if self.shared.lock().end.is_none() {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }

    /// Takes the terminal away, as when its window is closed.
    pub(crate) fn hang_up(&mut self) {
        drop(self.stop.take());
        self.release();
        if !self.threads.is_empty() {
            // The one that reads: it holds the terminal too.
            drop(self.threads.remove(0).join());
        }
        drop(self.master.take());
    }

    /// The rows of the screen, joined by line breaks.
    pub(crate) fn text(&self) -> String {
        text(self.shared.lock().display.screen())
    }

    /// Looks at the screen without waiting.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Screen) -> T) -> T {
        look(self.shared.lock().display.screen())
    }

    /// All that was written so far.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.shared.lock().display.bytes().to_vec()
    }

    /// The line settings of the terminal now, to compare with [`Self::termios_before`].
    pub(crate) fn termios(&self) -> String {
        termios(self.master())
    }

    /// The line settings of the terminal before the program started.
    pub(crate) fn termios_before(&self) -> &str {
        &self.termios_before
    }

    /// The process: the reader's, or the shell's where there is one.
    pub(crate) fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    fn master(&self) -> &File {
        self.master.as_ref().expect("the terminal is there")
    }

    /// A terminal sends nothing about the mouse to a program that did not ask for it.
    fn until_listening_to_the_mouse(&self) {
        self.until("that the mouse is listened to", |screen| screen.mouse_protocol_mode() != MouseProtocolMode::None);
    }

    fn wait_for<T>(&self, what: &str, mut look: impl FnMut(&State) -> Option<T>) -> T {
        let deadline = Instant::now() + DEADLINE;
        let mut state = self.shared.lock();
        let failure = loop {
            if let Some(question) = state.asked_early() {
                break format!("the terminal was asked before the first frame: {question}");
            }
            if let Some(found) = look(&state) {
                return found;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if let (true, Some(end)) = (state.closed, &state.end) {
                break format!("it ended ({end:?}) without {what}");
            } else if left.is_zero() {
                break format!("waited {DEADLINE:?} in vain for {what}");
            }
            let woken = self.shared.changed.wait_timeout(state, left);
            state = woken.unwrap_or_else(PoisonError::into_inner).0;
        };
        drop(state);
        panic!("{failure}{}", self.report());
    }

    /// What a failure shows.
    fn report(&self) -> String {
        let bytes = self.bytes();
        let tail = &bytes[bytes.len().saturating_sub(400)..];
        let rule = "─".repeat(60);
        format!("\n{rule}\n{}\n{rule}\nthe last bytes: {}", self.text().trim_end(), tail.escape_ascii())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.hang_up();
        if self.shared.lock().end.is_none() {
            let _ = kill_process_group(self.pid, Signal::KILL);
            let _ = kill_process(self.pid, Signal::KILL);
        }
        for thread in self.threads.drain(..) {
            drop(thread.join());
        }
    }
}

impl State {
    fn asked_early(&self) -> Option<&str> {
        self.display.asked_early().filter(|_| self.questions == Questions::NoneBeforeTheFirstFrame)
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.lock());
        self.changed.notify_all();
        changed
    }

    /// Feeds the display until the terminal is closed or the session wants to stop.
    fn read(&self, mut master: File, stop: &PipeReader) {
        let mut buffer = vec![0; 64 * 1024];
        while readable(&master, stop) {
            drop(self.changed.wait_while(self.lock(), |state| state.held));
            let count = match master.read(&mut buffer) {
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                // When the last program has closed the terminal, Linux says EIO.
                Ok(0) | Err(_) => break,
                Ok(count) => count,
            };
            let (questions, replies) = self.change(|state| (state.questions, state.display.take(&buffer[..count])));
            if questions == Questions::Answered && !replies.is_empty() {
                let _ = master.write_all(&replies);
            }
        }
        drop(master);
        self.change(|state| state.closed = true);
    }
}

/// Blocks until there is something to read; false when it is time to stop.
fn readable(master: &File, stop: &PipeReader) -> bool {
    let mut polled = [PollFd::new(master, PollFlags::IN), PollFd::new(stop, PollFlags::IN)];
    while poll(&mut polled, None).is_err() {}
    polled[1].revents().is_empty()
}

fn command(options: &Options, home: &Sandbox) -> CommandBuilder {
    let script = match (&options.stdin, options.shell) {
        (Stdin::Tty, script) => script.map(|script| (script, "sh".to_owned())),
        (Stdin::Piped(bytes), None) => Some(("cat \"$0\" | \"$@\"", home.write("stdin", bytes))),
        (Stdin::Piped(_), Some(_)) => panic!("a script pipes what it likes"),
    };
    let reader = env!("CARGO_BIN_EXE_preface");
    let mut command = match script {
        None => CommandBuilder::new(reader),
        Some((script, name)) => {
            let mut shell = CommandBuilder::new("/bin/sh");
            shell.args(["-c", script, &name, reader]);
            shell
        }
    };
    command.args(options.args);
    command.cwd(home.path());
    command.env_clear();
    for (name, value) in home.environment() {
        command.env(name, value);
    }
    for (name, value) in options.env {
        command.env(name, value);
    }
    for name in options.unset {
        command.env_remove(name);
    }
    command
}

/// A descriptor as a file. Not the library's own writer: that one types a line break and Ctrl-D when it is dropped.
fn duplicate(descriptor: RawFd) -> File {
    FileDescriptor::dup(&descriptor).and_then(|copy| copy.as_file()).expect("a descriptor can be duplicated")
}

/// Asked of our end, Linux and the BSDs answer for the other.
fn termios(master: &File) -> String {
    format!("{:?}", tcgetattr(master).expect("it is a terminal"))
}
