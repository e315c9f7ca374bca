//! A reader that is read does nothing: no byte, no processor time, no waking up.
#![cfg(target_os = "linux")]

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::thread;
use std::time::{Duration, Instant};

use super::pty::{Options, Session};
use crate::sandbox::{Sandbox, eventually};

/// What a process has done so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Work {
    /// Ticks of processor time, in the program and in the kernel for it.
    ticks: u64,
    /// How often its threads, taken together, went to sleep.
    sleeps: u64,
    threads: usize,
}

pub(super) fn work(pid: i32) -> Work {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("the process is there");
    // The name may hold anything; behind it the state is field 3, the two times are 14 and 15 (proc_pid_stat(5)).
    let (_, fields) = stat.rsplit_once(')').expect("a name in brackets");
    let ticks = fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum();
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).expect("the process is there");
    let statuses: Vec<String> =
        tasks.flatten().filter_map(|task| fs::read_to_string(task.path().join("status")).ok()).collect();
    let sleeps = |status: &String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        line.and_then(|count| count.trim().parse::<u64>().ok()).expect("a number")
    };
    Work { ticks, sleeps: statuses.iter().map(sleeps).sum(), threads: statuses.len() }
}

#[test]
fn nothing_happens_while_nobody_does_anything() {
    let session = Session::start(&Options::default());
    session.until_shows("Resources");
    assert_idle(&session, &["", "<Tab>", "/code<Enter>", "?"]);
}

#[test]
fn nothing_happens_while_a_file_is_watched() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("notes.md", "# Notes\n\nRead one.\n");
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    session.until_shows("Read one.");
    // A change is noticed, and then it is quiet again.
    eventually("a change to be seen", || {
        std::fs::write(&path, "# Notes\n\nRead two.\n").expect("it can be written");
        session.text().contains("Read two.").then_some(())
    });
    assert_idle(&session, &["", "r"]);
}

#[test]
fn nothing_happens_while_a_stream_is_silent() {
    let sandbox = Sandbox::new();
    let path = sandbox.file("pipe");
    rustix::fs::mknodat(rustix::fs::CWD, &path, rustix::fs::FileType::Fifo, 0o600.into(), 0).expect("a pipe");
    let name = path.to_str().expect("temporary paths are UTF-8");
    let session = Session::start(&Options { args: &[name], ..Options::default() });
    session.until_shows("Waiting for standard input…");
    assert_idle(&session, &[""]);
    let mut pipe = OpenOptions::new().write(true).open(&path).expect("somebody reads it");
    pipe.write_all(b"# Silence\n\nA word.\n").expect("it is read");
    session.until_shows("A word.");
    assert_idle(&session, &["", "G"]);
}

fn assert_idle(session: &Session, pressed: &[&str]) {
    for keys in pressed {
        session.press(keys);
        session.until_quiet_for(Duration::from_secs(1));
        let (bytes, before) = (session.bytes().len(), work(session.pid()));
        // The one wait for a time and not for a condition: that nothing happens shows only by waiting.
        let end = Instant::now() + Duration::from_secs(3);
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            thread::park_timeout(left);
        }
        assert_eq!(work(session.pid()), before, "after {keys:?}");
        assert_eq!(session.bytes().len(), bytes, "bytes were written after {keys:?}");
    }
}
