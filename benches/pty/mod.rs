//! A program in a pseudo-terminal, and a clock on what it writes.
//!
//! Nothing sleeps for a while and hopes: what is waited for is a condition on the screen at the end of a frame, and what
//! counts is when the bytes that made it true were read.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Columns and rows.
const SIZE: (u16, u16) = (100, 30);
/// Nothing takes longer than this.
pub(crate) const PATIENCE: Duration = Duration::from_mins(2);

/// What ends a synchronized update (DEC mode 2026).
pub(crate) const END_OF_FRAME: &[u8] = b"\x1b[?2026l";

/// How a program is started, and how its frames end.
#[derive(Debug, Clone)]
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) arguments: Vec<OsString>,
    pub(crate) end: &'static [u8],
}

/// A program that is running.
pub(crate) struct Running {
    pub(crate) child: Box<dyn Child + Send + Sync>,
    pub(crate) master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    pub(crate) output: Receiver<(Instant, Vec<u8>)>,
    pub(crate) started: Instant,
    pub(crate) screen: vt100::Parser,
    /// What its frames end with.
    end: &'static [u8],
    /// The last bytes that came: an end may come in two parts.
    tail: Vec<u8>,
}

impl Running {
    /// Starts a program without settings of its own from the environment.
    pub(crate) fn start(program: &Program) -> Self {
        let pair = native_pty_system().openpty(size(SIZE)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(&program.path);
        command.args(&program.arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
        // The documents are UTF-8, and every one of the programs is to read them as that.
        command.env("LANG", "C.UTF-8");
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.cwd(env!("CARGO_MANIFEST_DIR"));
        let mut reader = pair.master.try_clone_reader().expect("its output");
        let keys = pair.master.take_writer().expect("its input");
        let (send, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            while let Ok(count @ 1..) = reader.read(&mut buffer) {
                if send.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                    break;
                }
            }
        });
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).expect("the program");
        let screen = vt100::Parser::new(cells(SIZE.1), cells(SIZE.0), 0);
        Self { child, master: pair.master, keys, output, started, screen, end: program.end, tail: Vec::new() }
    }

    /// Starts a program, and waits for its first frame: how long that takes, from just before the start.
    pub(crate) fn open(program: &Program) -> (Self, Duration) {
        let mut running = Self::start(program);
        let taken = running.until(|page| !page.text().trim().is_empty());
        let taken = taken.map_or(PATIENCE, |at| at - running.started);
        (running, taken)
    }

    /// What is on the screen, as far as it has been waited for.
    pub(crate) fn page(&self) -> Page<'_> {
        let size = self.master.get_size().map_or(SIZE, |size| (size.cols, size.rows));
        Page { screen: self.screen.screen(), size }
    }

    /// Types.
    pub(crate) fn write(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("it takes keys");
    }

    /// Waits for the end of a frame after which something holds; `None` if that never comes.
    pub(crate) fn until(&mut self, holds: impl Fn(&Page<'_>) -> bool) -> Option<Instant> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let (at, bytes) = self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())).ok()?;
            if self.take(&bytes) && holds(&self.page()) {
                return Some(at);
            }
        }
    }

    /// Puts bytes on the screen. Returns whether a frame ends in them.
    pub(crate) fn take(&mut self, bytes: &[u8]) -> bool {
        self.screen.process(bytes);
        self.tail.extend_from_slice(bytes);
        let ends = self.tail.windows(self.end.len()).any(|window| window == self.end);
        // Of an end that was seen nothing is left.
        let kept = if ends { 0 } else { self.end.len() - 1 };
        self.tail.drain(..self.tail.len().saturating_sub(kept));
        ends
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The screen of a program.
pub(crate) struct Page<'a> {
    pub(crate) screen: &'a vt100::Screen,
    /// Columns and rows.
    pub(crate) size: (u16, u16),
}

impl Page<'_> {
    /// What stands between the topmost and the lowest row, in which readers say what they are doing. A blank cell at the
    /// end of a line is none, whether it was ever written or not.
    pub(crate) fn text(&self) -> String {
        let (columns, rows) = self.size;
        let text = self.screen.contents_between(1, 0, rows - 2, columns);
        text.lines().map(|line| format!("{}\n", line.trim_end())).collect()
    }
}

pub(crate) fn size((columns, rows): (u16, u16)) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

pub(crate) fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a window has cells")
}
