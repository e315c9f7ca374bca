//! Whether any input is a weapon: `cargo bench --bench families`.
//!
//! Each of the growing families of input (`tests/complexity/families.rs`) is printed, set with every refinement, read and
//! searched, at sizes that double up to 1.6 MB. Each member is a program of its own: what is taken is its processor time and
//! its largest memory, on a thread whose stack is as small as those of the reader's threads. It fails where time grows
//! faster than the text over three doublings, where it or memory is beyond a bound, or where the program dies.
//!
//! | `cargo bench --bench families --` | |
//! | --- | --- |
//! | `tables` | only families with this in their names |
//! | `400K` | members of no more bytes |

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench that can't run says so, and its output is a table"
)]

#[path = "../tests/complexity/families.rs"]
mod families;
#[path = "../tests/complexity/uses.rs"]
mod uses;

use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;
use std::{env, fs, io, thread};

use rustix::time::{ClockId, clock_gettime};

use families::{FAMILIES, Family};
use uses::{USES, Use};

/// The size of the largest members, in bytes.
const LARGEST: usize = 1_600_000;
/// How many sizes there are; each is double the one before.
const SIZES: u32 = 5;
/// The largest members take no longer, in seconds for a megabyte.
const SLOWEST: f64 = 1.25;
/// But those whose code is painted, where that is waited for: the grammars take their time.
const PAINTED: f64 = 6.0;
/// And no more memory, in MiB.
const HEAVIEST: f64 = 100.0;
/// Time that doubles more than so often when a text does, three times in a row, grows faster than the text.
const FASTEST: f64 = 2.6;
/// Less than so many seconds is noise.
const NOISE: f64 = 0.05;
/// The stack of the threads of the standard library.
const STACK: usize = 2 << 20;
/// Nobody waits longer for one member, in seconds.
const PATIENCE: f64 = 60.0;

const FLAG: &str = "--take";

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [flag, family, use_, size] = arguments.as_slice()
        && flag == FLAG
    {
        take(family, use_, size.parse().expect("a size"));
        return ExitCode::SUCCESS;
    }
    let size = |argument: &String| argument.strip_suffix('K').and_then(|number| number.parse::<usize>().ok());
    let largest = arguments.iter().find_map(size).map_or(LARGEST, |size| size * 1000);
    let wanted: Vec<&String> = arguments.iter().filter(|argument| size(argument).is_none()).collect();
    let mut missed = 0;
    let chosen =
        FAMILIES.iter().filter(|family| wanted.is_empty() || wanted.iter().any(|word| family.name.contains(*word)));
    for family in chosen {
        for use_ in USES {
            missed += usize::from(!measure(family, use_, largest));
        }
    }
    println!("{missed} missed");
    if missed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Takes a family through a use at all sizes and prints a line. Returns whether it holds what it has to.
fn measure(family: &Family, use_: &Use, largest: usize) -> bool {
    let mut times = Vec::new();
    let mut memory: f64 = 0.0;
    let mut died = None;
    for size in (0..SIZES).rev().map(|halves| largest >> halves) {
        match member(family, use_, size) {
            Ok((seconds, resident)) => {
                times.push(seconds);
                memory = resident;
            }
            Err(how) => {
                died = Some(how);
                break;
            }
        }
    }
    let ratios: Vec<f64> = times.windows(2).map(|pair| pair[1] / pair[0].max(0.001)).collect();
    let last = times.last().copied().unwrap_or_default();
    let superlinear = last > NOISE && ratios.len() >= 3 && ratios.iter().rev().take(3).all(|ratio| *ratio > FASTEST);
    #[expect(clippy::cast_precision_loss, reason = "sizes are small")]
    let slow = last / (largest as f64 / 1e6) > slowest(family, use_);
    let verdicts = [
        (died.is_some(), died.unwrap_or_default()),
        (superlinear, "superlinear".to_owned()),
        (slow, "slow".to_owned()),
        (memory > HEAVIEST, "heavy".to_owned()),
    ];
    let verdicts: Vec<String> = verdicts.into_iter().filter(|(holds, _)| *holds).map(|(_, verdict)| verdict).collect();
    let times: Vec<String> = times.iter().map(|seconds| format!("{:6.0}", seconds * 1000.0)).collect();
    println!("{:46} {:6} {:35} ms {memory:5.0} MiB  {}", family.name, use_.name, times.join(" "), verdicts.join(", "));
    verdicts.is_empty()
}

/// How many seconds a megabyte of a family may take.
fn slowest(family: &Family, use_: &Use) -> f64 {
    if use_.name == "set" && family.name.ends_with("of code") { PAINTED } else { SLOWEST }
}

/// What a member takes: seconds of the processor, and MiB.
fn member(family: &Family, use_: &Use, size: usize) -> Result<(f64, f64), String> {
    let program = env::current_exe().expect("this program");
    let size = size.to_string();
    let child = Command::new(program)
        .args([FLAG, family.name, use_.name, &size])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let output = child.and_then(std::process::Child::wait_with_output).expect("it runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let mut numbers = said.split_whitespace().filter_map(|number| number.parse::<f64>().ok());
    match (numbers.next(), numbers.next()) {
        (Some(seconds), Some(memory)) if output.status.success() => Ok((seconds, memory)),
        _ => Err(format!("it died at {size} bytes: {}", output.status)),
    }
}

/// Takes one member through a use, and says what that took.
fn take(family: &str, use_: &str, size: usize) {
    let family = FAMILIES.iter().find(|known| known.name == family).expect("a family");
    let use_ = USES.iter().find(|known| known.name == use_).expect("a use");
    let text = (family.text)(size).into_bytes();
    let before = processor();
    // Whoever waits in vain is told by how it ends.
    thread::spawn(move || {
        while processor() - before < PATIENCE {
            thread::sleep(Duration::from_millis(100));
        }
        std::process::exit(3);
    });
    let run = use_.run;
    thread::Builder::new().stack_size(STACK).spawn(move || run(text)).expect("a thread").join().expect("it lives");
    let taken = processor() - before;
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let kilobytes =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
    println!("{taken} {}", kilobytes.map_or(0.0, |kilobytes: f64| kilobytes / 1024.0));
    let _ = io::Write::flush(&mut io::stdout());
}

/// The processor time that this program has taken, in seconds.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    #[expect(clippy::cast_precision_loss, reason = "it is no more than minutes")]
    let seconds = time.tv_sec as f64 + time.tv_nsec as f64 / 1e9;
    seconds
}
