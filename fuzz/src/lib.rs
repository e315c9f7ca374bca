//! What the fuzzers call: the promises that the project's own tests hold the same inputs to.
//!
//! The modules stand where they stand in the tests, for they name each other.

mod any_bytes;
mod chunks;
mod nothing_lost;
#[path = "../../tests/trickle.rs"]
mod trickle;

use std::panic;

use preface::markdown::guard::is_guarded;
use rustix::time::{ClockId, clock_gettime};

/// The most that anything may take with an input of a few kilobytes, in seconds of this processor's time: what else the
/// machine does says nothing. The code that a fuzzer runs is many times as slow as the program's.
const MOST: i64 = 2;

/// See `fuzz_targets/bytes.rs`.
pub fn bytes(input: &[u8]) {
    in_time(any_bytes::printed::fuzz, input);
}

/// See `fuzz_targets/keys.rs`.
pub fn keys(input: &[u8]) {
    in_time(any_bytes::used::fuzz, input);
}

/// See `fuzz_targets/markup.rs`.
pub fn markup(input: &[u8]) {
    in_time(any_bytes::markup::fuzz, input);
}

/// See `fuzz_targets/terminal.rs`.
pub fn terminal(input: &[u8]) {
    in_time(any_bytes::terminal::fuzz, input);
}

fn in_time(promise: fn(&[u8]), input: &[u8]) {
    let seconds = || clock_gettime(ClockId::ThreadCPUTime).tv_sec;
    let began = seconds();
    promise(input);
    assert!(seconds() - began <= MOST, "{} bytes take too long", input.len());
}

/// The parser panics on a few texts, which is caught: only other panics end a fuzzer.
pub fn let_guarded_panics_pass() {
    let ends = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !is_guarded() {
            ends(info);
        }
    }));
}
