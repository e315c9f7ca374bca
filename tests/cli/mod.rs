//! The command line without a terminal: pipes, files, exit codes.
//!
//! [`printed`]: what goes to standard output; [`errors`]: what goes wrong, and help.

mod errors;
mod printed;

use std::io::Write as _;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;

use rustix::process::{Pid, Signal, kill_process};

use crate::sandbox::{DEADLINE, Sandbox};

/// The program, with nothing at its standard input, pipes at the others, and the environment of the sandbox.
pub(crate) fn preface(sandbox: &Sandbox, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_preface"));
    command.args(args).env_clear().envs(sandbox.environment()).current_dir(sandbox.path());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Starts it, writes `input` to its standard input and waits for the end.
fn fed(mut command: Command, input: &str) -> Output {
    let mut child = command.stdin(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_owned();
    // A program that does not read is seen by what it prints; a closed pipe is no failure of the test.
    let writing = thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    let output = ended(child);
    drop(writing.join());
    output
}

/// Starts it and waits for the end.
pub(crate) fn run(mut command: Command) -> Output {
    ended(command.spawn().expect("the program starts"))
}

/// Waits for the end, and no longer than anything may take.
pub(crate) fn ended(child: Child) -> Output {
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw).expect("a pid");
    let (sender, receiver) = mpsc::channel();
    let waiting = thread::spawn(move || sender.send(child.wait_with_output()));
    let Ok(output) = receiver.recv_timeout(DEADLINE) else {
        let _ = kill_process(pid, Signal::KILL);
        panic!("it did not end within {DEADLINE:?}");
    };
    drop(waiting.join());
    output.expect("its output can be read")
}

pub(crate) fn stdout(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).expect("UTF-8")
}

pub(crate) fn stderr(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).expect("UTF-8")
}
