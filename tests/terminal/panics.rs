//! A mistake of the program's own: the terminal is given back, and a sentence says where to report it.
//!
//! Nothing in the program panics when it is told to. Here this test binary is the reader, with a source that panics on the
//! thread that it is meant to, or with a frame that does. Whichever thread it is, the program ends with the code 101; what
//! a thread may fail at without an end (the parser, drawings of formulas and diagrams, the colours of code) is caught
//! where it is called.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use preface::app::event::Loaded;
use preface::app::reader::start::Opening;
use preface::app::settings::Settings;
use preface::library::Origin;
use preface::markdown::guard;
use preface::runtime::event_loop;
use preface::runtime::terminal::{MouseMode, Screen, install_panic_hook};
use preface::text::read_at::ReadAt;
use ratatui::style::Style;

use super::leaving::{assert_given_back, assert_taken};
use super::pty::{Options, Session};

/// Says where this test binary is to panic, instead of testing anything.
const PANICS: &str = "PREFACE_TEST_PANICS";

/// What the reader is started with: this test binary in its place, which runs [`reads_and_panics`].
const SCRIPT: &str = "exec \"$TEST_BINARY\" --exact terminal::panics::reads_and_panics --nocapture";

fn reader_that_panics(place: &str, script: &str) -> Session {
    let own = std::env::current_exe().unwrap().display().to_string();
    Session::start(&Options {
        shell: Some(script),
        env: &[("TEST_BINARY", own.as_str()), (PANICS, place)],
        ..Options::default()
    })
}

#[test]
fn wherever_it_happens_the_terminal_is_given_back_and_it_is_said() {
    for (place, keys) in [("draw", ""), ("update", "G"), ("index", ""), ("search", "/word<Enter>"), ("links", "F")] {
        let session = reader_that_panics(place, SCRIPT);
        if !keys.is_empty() {
            session.until_shows("Paragraph 1");
            assert_taken(&session);
            session.press(keys);
        }
        assert_eq!(session.exit_code(), 101, "{place}");
        assert!(session.bytes().windows(8).any(|bytes| bytes == b"\x1b[?1049h"), "{place}: it never took the screen");
        let said = session.text();
        assert!(said.contains("preface made a mistake of its own and had to stop. Please report this"), "{said}");
        assert_eq!(said.matches("on purpose").count(), 1, "{said}");
        assert_given_back(&session);
    }
}

#[test]
fn where_nobody_can_be_told_the_terminal_is_given_back_all_the_same() {
    for (place, keys) in [("update", "G"), ("search", "/word<Enter>")] {
        let session = reader_that_panics(place, &format!("{SCRIPT} 2>/dev/full"));
        session.until_shows("Paragraph 1");
        session.press(keys);
        assert_eq!(session.exit_code(), 101, "{place}");
        assert_given_back(&session);
    }
}

/// A long text that panics when a certain thread reads it.
struct Trap {
    text: Vec<u8>,
    /// The name of the thread; `update` is the one that reads for the screen, and then it is the end that panics.
    place: String,
}

impl Trap {
    fn is_met(&self, offset: u64) -> bool {
        let thread = thread::current();
        let name = thread.name().unwrap_or_default();
        match (self.place.as_str(), name) {
            ("update", "index" | "keyboard" | "signals") => false,
            ("update", _) => offset > self.len() / 2,
            (place, name) => place == name,
        }
    }
}

impl ReadAt for Trap {
    fn len(&self) -> u64 {
        self.text.len() as u64
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        if self.is_met(offset) {
            // Where several threads read, they panic at the same moment: one of them must not end what another one does.
            static MET: AtomicUsize = AtomicUsize::new(0);
            MET.fetch_add(1, Ordering::SeqCst);
            let until = Instant::now() + Duration::from_millis(100);
            while MET.load(Ordering::SeqCst) < 2 && Instant::now() < until {
                thread::yield_now();
            }
            panic!("on purpose");
        }
        self.text.read_at(offset, buf)
    }
}

/// What the tests above run in their terminal; by itself it does nothing.
#[test]
fn reads_and_panics() {
    let Ok(place) = std::env::var(PANICS) else { return };
    install_panic_hook(guard::is_guarded);
    if place == "draw" {
        let mut screen = Screen::enter(MouseMode::Captured).unwrap();
        screen.draw(|frame| frame.set_string(0, 0, "a page", Style::new())).unwrap();
        screen.draw(|_| panic!("on purpose")).unwrap();
    }
    let text: String = (1..=20_000).map(|number| format!("Paragraph {number} of [words](#a).\n\n")).collect();
    let trap = Trap { text: text.into_bytes(), place };
    let source: Arc<Trap> = Arc::new(trap);
    let first = Loaded { source, origin: Origin::Bundled, note: None, reached: None };
    event_loop::run(Opening::from(first), Vec::new(), Settings::default(), None).unwrap();
}
