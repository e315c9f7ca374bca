//! What the system says of a running program: its memory, and how often it was woken.

use std::fs;
use std::time::{Duration, Instant};

use crate::pty::Running;

/// A program is at rest when nothing has happened for so long.
const REST: Duration = Duration::from_millis(300);
/// Nobody takes longer to come to rest.
const LONGEST: u32 = 30;

impl Running {
    /// Resident memory in MiB (0 where the system doesn't tell).
    pub(crate) fn resident(&self) -> f64 {
        let Some(process) = self.child.process_id() else { return 0.0 };
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        numbers(&status, "VmRSS:").next().map_or(0.0, |kilobytes| f64::from(kilobytes) / 1024.0)
    }

    /// How often the program's threads are woken, and how many bytes it writes, within a time in which nothing happens.
    /// What the last event has begun comes to rest first.
    pub(crate) fn idle(&mut self, time: Duration) -> (u32, usize) {
        for _ in 0..LONGEST {
            if self.watch(REST) == (0, 0) {
                break;
            }
        }
        self.watch(time)
    }

    fn watch(&mut self, time: Duration) -> (u32, usize) {
        self.catch_up();
        let before = self.switches();
        let (end, mut written) = (Instant::now() + time, 0);
        while let Ok((_, bytes)) = self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
            written += bytes.len();
            self.take(&bytes);
        }
        (self.switches().saturating_sub(before), written)
    }

    /// Context switches of all threads.
    fn switches(&self) -> u32 {
        let Some(process) = self.child.process_id() else { return 0 };
        let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return 0 };
        let of_thread = |status: String| -> u32 {
            ["voluntary_ctxt_switches:", "nonvoluntary_ctxt_switches:"]
                .iter()
                .flat_map(|name| numbers(&status, name))
                .sum()
        };
        threads
            .flatten()
            .filter_map(|thread| fs::read_to_string(thread.path().join("status")).ok())
            .map(of_thread)
            .sum()
    }
}

/// The number behind a name in a status.
fn numbers(status: &str, name: &str) -> impl Iterator<Item = u32> {
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).into_iter()
}
