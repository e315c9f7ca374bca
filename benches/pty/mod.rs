//! A program in a pseudo-terminal, and a clock on what it writes.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// Output is over when nothing has come for so long.
const QUIET: Duration = Duration::from_millis(60);
/// What ends a frame (DEC mode 2026).
const END_OF_FRAME: &[u8] = b"\x1b[?2026l";
/// Nothing takes longer than this.
const PATIENCE: Duration = Duration::from_mins(1);

/// What was measured of a start.
pub(crate) struct Run {
    /// From just before the start to the last byte of the first burst.
    pub(crate) first_frame: Duration,
}

/// A program that is running.
pub(crate) struct Running {
    child: Box<dyn Child + Send + Sync>,
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    output: Receiver<(Instant, Vec<u8>)>,
    started: Instant,
}

impl Running {
    /// Starts a program at 100×30, without settings of its own from the environment.
    pub(crate) fn start(program: &Path, arguments: &[&Path]) -> Self {
        let size = PtySize { rows: 30, cols: 100, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.env("TERM", "xterm-256color");
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
        Self { child, _master: pair.master, keys, output, started }
    }

    /// Waits for the first frame: to the end of a synchronized update, or where a program makes none, of the output.
    pub(crate) fn burst(&mut self) -> Run {
        let mut last = self.started;
        let mut patience = PATIENCE;
        while let Ok((at, bytes)) = self.output.recv_timeout(patience) {
            last = at;
            patience = QUIET;
            if bytes.windows(END_OF_FRAME.len()).any(|window| window == END_OF_FRAME) {
                break;
            }
        }
        Run { first_frame: last - self.started }
    }

    /// Types a key and waits for the first output after it.
    pub(crate) fn answer(&mut self, key: &str) -> Duration {
        while self.output.try_recv().is_ok() {}
        let typed = Instant::now();
        self.keys.write_all(key.as_bytes()).and_then(|()| self.keys.flush()).expect("a key");
        self.output.recv_timeout(PATIENCE).map_or(PATIENCE, |(at, _)| at - typed)
    }

    /// Waits until the status line no longer says that it is indexing: until there is no output for a second.
    pub(crate) fn wait_for_index(&mut self) -> Duration {
        let mut last = Instant::now();
        while let Ok((at, _)) = self.output.recv_timeout(Duration::from_secs(1)) {
            last = at;
        }
        last - self.started
    }

    /// Resident memory in MiB (0 where the system doesn't tell).
    pub(crate) fn resident(&self) -> f64 {
        self.status("VmRSS:").first().map_or(0.0, |kilobytes| *kilobytes as f64 / 1024.0)
    }

    /// How often the program's threads were woken, and how many bytes it wrote, within a time in which nothing happens.
    pub(crate) fn idle(&mut self, time: Duration) -> (u64, usize) {
        while self.output.try_recv().is_ok() {}
        let before: u64 = self.switches();
        thread::sleep(time);
        let bytes = std::iter::from_fn(|| self.output.try_recv().ok()).map(|(_, bytes)| bytes.len()).sum();
        (self.switches() - before, bytes)
    }

    /// Context switches of all threads.
    fn switches(&self) -> u64 {
        self.status("voluntary_ctxt_switches:").iter().chain(&self.status("nonvoluntary_ctxt_switches:")).sum()
    }

    /// The numbers behind a name in the status of each thread.
    fn status(&self, name: &str) -> Vec<u64> {
        let Some(process) = self.child.process_id() else { return Vec::new() };
        let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return Vec::new() };
        threads
            .flatten()
            .filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok())
            .filter_map(|status| {
                let line = status.lines().find_map(|line| line.strip_prefix(name))?.to_owned();
                line.split_whitespace().next()?.parse().ok()
            })
            .collect()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
