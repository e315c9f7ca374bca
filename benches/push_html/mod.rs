//! Printing, side by side with a program that does no more than hand the same file to the parser's own `push_html` and
//! write what comes of it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use preface::markdown::events::OPTIONS;
use pulldown_cmark::{Parser, html};

use crate::series::{Entrant, Series, race};

/// The argument that makes a bench the program to compare with, followed by a file.
pub(crate) const FLAG: &str = "--push-html";

const PREFACE: &str = env!("CARGO_BIN_EXE_preface");

/// What printing a file takes.
pub(crate) struct Printed {
    pub(crate) preface: Series,
    pub(crate) push_html: Series,
    /// The most memory that printing has, in MiB.
    pub(crate) memory: f64,
}

/// Is the program to compare with.
pub(crate) fn run(file: &Path) -> io::Result<()> {
    let text = fs::read_to_string(file)?;
    let mut markup = String::new();
    html::push_html(&mut markup, Parser::new_ext(&text, OPTIONS));
    io::stdout().write_all(markup.as_bytes())
}

/// Prints a file with both in turn.
pub(crate) fn compare(file: &Path, rounds: usize) -> Printed {
    let own = std::env::current_exe().expect("this program");
    let printing = || time(Command::new(PREFACE).arg(file));
    let pushing = || time(Command::new(&own).arg(FLAG).arg(file));
    let mut taken = race(
        rounds,
        vec![
            Entrant { most: usize::MAX, run: Box::new(printing) },
            Entrant { most: usize::MAX, run: Box::new(pushing) },
        ],
    );
    let (push_html, preface) = (taken.pop().unwrap_or_default(), taken.pop().unwrap_or_default());
    Printed { preface, push_html, memory: memory(Command::new(PREFACE).arg(file)) }
}

fn time(command: &mut Command) -> Duration {
    let began = Instant::now();
    command.stdout(Stdio::null()).status().expect("the program runs");
    began.elapsed()
}

/// How many MiB a program has in memory at most (0 where the system doesn't tell): asked all the time, for nobody can be
/// asked when it has ended.
fn memory(command: &mut Command) -> f64 {
    let mut child = command.stdout(Stdio::null()).spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    while child.try_wait().expect("the program can be waited for").is_none() {
        let resident = fs::read_to_string(&status).ok().and_then(|status| {
            let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
            line.split_whitespace().nth(1)?.parse().ok()
        });
        most = most.max(resident.unwrap_or(0_u32));
        std::thread::yield_now();
    }
    f64::from(most) / 1024.0
}
