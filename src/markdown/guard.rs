//! A parser that panics must not take the reader down: calls into it go through [`guarded`].
//!
//! pulldown-cmark 0.13.6 panics on some rare inputs. The panic is caught here, silently, and whoever called falls back
//! to a simpler reading of the same text.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; `None` when it panicked.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work)).ok();
    GUARDED.set(outer);
    result
}

/// Whether a panic on this thread would be caught by [`guarded`]: a panic hook that gives the terminal back asks this
/// first, because the program goes on.
#[must_use]
pub fn is_guarded() -> bool {
    GUARDED.get()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_caught_and_the_guard_comes_down() {
        assert_eq!(guarded(|| 3), Some(3));
        assert_eq!(guarded(|| -> u8 { panic!("on purpose") }), None);
        assert!(!is_guarded());
    }
}
