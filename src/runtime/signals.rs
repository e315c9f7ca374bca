//! Signals, turned into messages for the event loop.
//!
//! The loop decides what they mean: it leaves the screen, saves, ends. Only when it no longer answers does this thread
//! end the program itself. The loop starts it; [`super::opener`] tells it when another program has the terminal.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use nix::unistd::{getppid, getsid};
use rustix::process;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGSTOP, SIGTERM, SIGTSTP, SIGWINCH, SIGXFSZ};
use signal_hook::flag;
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use super::terminal;

/// How long the loop may take to give the terminal back when it was asked to end; then that is done for it. A write to a
/// terminal that is stopped never returns.
const PATIENCE: Duration = Duration::from_secs(1);

/// How long after a program in the foreground has ended a key for it may still arrive as a signal.
const AFTERGLOW: Duration = Duration::from_millis(200);

/// What a signal asks of the event loop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The terminal has another size: SIGWINCH.
    Resize,
    /// Leave the screen and call [`suspend_now`] with [`Stop::Process`]: SIGTSTP.
    Suspend,
    /// The program was stopped from outside and goes on, so leave the screen and enter it again: SIGCONT. The shell may
    /// have changed the terminal's modes meanwhile. Not sent when [`suspend_now`] did the stopping.
    Continue,
    /// End with the exit code of 128 and this number: SIGTERM, SIGINT, SIGHUP, SIGQUIT.
    Terminate(i32),
}

/// Who is to be stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// The whole job, because a key asked for it: a program that has started this one, or feeds it, stops as well, or
    /// the shell would wait for ever.
    Job,
    /// Only this process, because a signal asked for it; who sent it has stopped the others that were meant.
    Process,
}

/// Takes note of signals from now on; [`watch`] sends them. Call it before the screen is entered: none is lost from
/// here on, and none ends the program with the terminal taken.
///
/// # Errors
///
/// When the system refuses the handlers.
pub fn catch() -> io::Result<Signals> {
    Signals::new([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGINT, SIGHUP, SIGQUIT])
}

/// Has a write beyond the limit on the size of a file (`ulimit -f`) fail, so that it can be said: by itself SIGXFSZ ends the
/// program, and the terminal stays as it is. Programs that are started are ended by it as ever.
pub fn survive_limit_on_files() {
    // Without the handler it is as it would have been.
    let _ = flag::register(SIGXFSZ, Arc::default());
}

/// Starts a thread that sends what the signals ask for, those that came since [`catch`] first.
///
/// The first that asks to end is sent. If the loop has not given the terminal back a second later, or at the next that
/// asks to end, that is done from here and the process ends. While another program has the terminal its end is waited
/// for.
///
/// # Errors
///
/// When the system refuses the thread.
pub fn watch(mut signals: Signals, send: impl Fn(Signal) + Send + 'static) -> io::Result<()> {
    thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let mut was_asked_to_end = false;
        for number in &mut signals {
            if number == SIGCONT && IS_OWN_STOP.swap(false, Ordering::SeqCst) {
                continue;
            }
            match meaning(number, guest()) {
                Some(Signal::Terminate(_)) if was_asked_to_end => end_now(number),
                Some(signal) => {
                    send(signal);
                    if let Signal::Terminate(number) = signal {
                        was_asked_to_end = true;
                        insist(number);
                    }
                }
                None if number == SIGTSTP => suspend_now(Stop::Process),
                None => {}
            }
        }
    })?;
    Ok(())
}

/// Stops the program until SIGCONT; call it on the main thread, with the screen left and the keyboard paused.
pub fn suspend_now(stop: Stop) {
    IS_OWN_STOP.store(true, Ordering::SeqCst);
    let stopped = match stop {
        Stop::Job => process::kill_current_process_group(process::Signal::STOP).map_err(io::Error::from),
        Stop::Process => low_level::raise(SIGSTOP),
    };
    if stopped.is_err() {
        IS_OWN_STOP.store(false, Ordering::SeqCst);
    }
}

/// Whether a shell could continue this program after it has stopped itself.
///
/// Without one, as in a terminal that runs nothing else, it would stay stopped for ever: refuse the key then.
#[must_use]
pub fn has_job_control() -> bool {
    // Not rustix's: it takes for granted that a session has a number, and one that was begun outside of this container
    // has none here, only 0.
    let parent = getppid();
    // A parent outside of this container has no number either, and 0 would mean this process.
    parent.as_raw() != 0 && matches!((getsid(None), getsid(Some(parent))), (Ok(own), Ok(its)) if own == its)
}

/// Runs what lets another program have the terminal; meanwhile Ctrl-C, Ctrl-\ and Ctrl-Z are for that one.
///
/// The terminal sends them to both. Ctrl-Z stops this program too, without a message, so that the shell comes back.
pub fn with_guest<T>(run: impl FnOnce() -> T) -> T {
    set_guest(Guest::Here);
    let result = run();
    set_guest(Guest::Left(Instant::now()));
    result
}

/// Whether another program has the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Guest {
    None,
    Here,
    Left(Instant),
}

/// Whether the next SIGCONT ends a stop of our own.
static IS_OWN_STOP: AtomicBool = AtomicBool::new(false);

static GUEST: Mutex<Guest> = Mutex::new(Guest::None);

fn set_guest(guest: Guest) {
    *GUEST.lock().unwrap_or_else(PoisonError::into_inner) = guest;
}

/// Who has the terminal; a guest that has just left counts as here, because a signal takes a moment to get to the
/// thread.
fn guest() -> Guest {
    match *GUEST.lock().unwrap_or_else(PoisonError::into_inner) {
        Guest::Left(when) if when.elapsed() >= AFTERGLOW => Guest::None,
        guest => guest,
    }
}

fn meaning(number: i32, guest: Guest) -> Option<Signal> {
    match (number, guest) {
        (SIGINT | SIGQUIT, Guest::Here | Guest::Left(_)) | (SIGTSTP, Guest::Here) => None,
        (SIGWINCH, _) => Some(Signal::Resize),
        (SIGTSTP, _) => Some(Signal::Suspend),
        (SIGCONT, _) => Some(Signal::Continue),
        (number, _) => Some(Signal::Terminate(number)),
    }
}

/// Ends the program in a while if it does not end by itself. Without a thread to be had a second signal does.
fn insist(number: i32) {
    let _ = thread::Builder::new().name("insist".to_owned()).spawn(move || {
        thread::sleep(PATIENCE);
        if terminal::is_taken() {
            end_now(number);
        }
    });
}

fn end_now(number: i32) -> ! {
    terminal::restore_by_force();
    low_level::exit(128 + number)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn signals_become_messages() {
        let (sender, receiver) = mpsc::channel();
        watch(catch().unwrap(), move |signal| sender.send(signal).unwrap_or_default()).unwrap();
        for (number, expected) in [(SIGWINCH, Signal::Resize), (SIGTSTP, Signal::Suspend), (SIGCONT, Signal::Continue)]
        {
            low_level::raise(number).unwrap();
            assert_eq!(receiver.recv().unwrap(), expected);
        }
    }

    #[test]
    fn job_control_is_asked_for_whatever_session_this_is() {
        // In a container that was entered from outside the session has no number; asking must not panic.
        let own = getsid(None).unwrap();
        let parent = getppid();
        assert_eq!(has_job_control(), parent.as_raw() != 0 && getsid(Some(parent)).ok() == Some(own));
    }

    #[test]
    fn keys_for_a_guest_are_not_for_the_program() {
        let left = Guest::Left(Instant::now());
        for (number, guest, expected) in [
            (SIGINT, Guest::None, Some(Signal::Terminate(SIGINT))),
            (SIGINT, Guest::Here, None),
            (SIGINT, left, None),
            (SIGQUIT, Guest::Here, None),
            (SIGTSTP, Guest::None, Some(Signal::Suspend)),
            (SIGTSTP, Guest::Here, None),
            (SIGTSTP, left, Some(Signal::Suspend)),
            (SIGTERM, Guest::Here, Some(Signal::Terminate(SIGTERM))),
            (SIGHUP, Guest::Here, Some(Signal::Terminate(SIGHUP))),
            (SIGWINCH, Guest::Here, Some(Signal::Resize)),
        ] {
            assert_eq!(meaning(number, guest), expected, "{number} {guest:?}");
        }
        assert_eq!(with_guest(guest), Guest::Here);
    }
}
