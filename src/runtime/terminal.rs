//! The terminal: taken for the whole screen, drawn on, and given back whatever happens.
//!
//! The event loop owns the [`Screen`]. Giving back is a function of its own, [`restore`], because the panic hook and
//! the threads for signals and hang-ups need it where they can't have the screen. What is drawn is decided in `ui`, and
//! every string in it has been through the sanitizer before it comes here.
//!
//! Nothing here asks the terminal anything: an answer that never comes would cost seconds. The one question there is
//! stands in [`super::answer`]; nobody waits for its answer.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::panic;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use nix::unistd::getpgrp;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use rustix::event::{PollFd, PollFlags, Timespec};
use rustix::termios::{self, Action, QueueSelector};

use crate::text::sanitize::Safe;

use super::frame;

/// The most columns that are drawn on; beyond them the screen stays empty.
///
/// A cell takes about a hundred bytes, and a terminal may claim to have 65,535 × 65,535 of them.
pub const MOST_COLUMNS: u16 = 1_000;

/// The most rows that are drawn on; beyond them the screen stays empty.
pub const MOST_ROWS: u16 = 500;

/// Alternate screen, pasting in brackets, no cursor. What was on the alternate screen is wiped.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l\x1b[0m\x1b[2J\x1b[H";

/// Ends whatever link or synchronized update a frame was cut in, then no word about colours any more, mouse off, paste
/// off, style reset, the normal screen back, cursor shown, and style reset there too.
const LEAVE: &[u8] =
    b"\x1b]8;;\x1b\\\x1b[?2026l\x1b[?2031l\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?2004l\x1b[0m\x1b[?1049l\x1b[?25h\x1b[0m";

/// Ends a string that may have been cut off.
const END_OF_STRING: &[u8] = b"\x1b\\";

/// Where the middle of a frame was dropped, what came before may go together with any letter of what came behind: the whole
/// screen scrolls again (DECSTBM), and what is written takes the place of what was there (IRM). Not everywhere: the first
/// moves the cursor, which only a terminal with another screen puts back.
const AFTER_DROP: &[u8] = b"\x1b[r\x1b[4l";

/// Whether something was dropped that was to be written.
static HAS_DROPPED: AtomicBool = AtomicBool::new(false);

/// Buttons and wheel, motion while a button is held, with coordinates in decimal (SGR). Not all motion, which would wake the
/// program for nothing. Whoever doesn't know 1002 has 1000, and selects by itself.
const MOUSE_ON: &[u8] = b"\x1b[?1000h\x1b[?1002h\x1b[?1006h";
const MOUSE_OFF: &[u8] = b"\x1b[?1006l\x1b[?1002l\x1b[?1000l";

const HIDE_CURSOR: &[u8] = b"\x1b[?25l";

/// The terminal shows what lies between these at once, if it knows them.
const BEGIN_FRAME: &[u8] = b"\x1b[?2026h";
const END_FRAME: &[u8] = b"\x1b[?2026l";

/// Whose the terminal is at the moment: one of the three.
static HOLD: AtomicU8 = AtomicU8::new(FREE);
const FREE: u8 = 0;
const TAKEN: u8 = 1;
/// It is being given back.
const LEAVING: u8 = 2;

/// How long giving the terminal back may take when it is done by force.
const LAST_MOMENT: Duration = Duration::from_secs(1);

/// How long a terminal that is given back by force has to take what was written.
const MOMENT: Duration = Duration::from_millis(20);

/// Who gets what the mouse does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseMode {
    /// The program: clicks and the wheel.
    Captured,
    /// The terminal, so that it can select text.
    Released,
}

/// The terminal as a screen to draw on.
pub struct Screen {
    /// What is on the screen; `None` when nobody knows.
    shown: Option<Buffer>,
    /// The frame before that one, to be drawn on again.
    spare: Option<Buffer>,
    tty: Tty,
    /// What the next frame is written behind.
    pending: Vec<u8>,
    size: (u16, u16),
    mouse: MouseMode,
    /// Where the next frame shows the cursor, if it does.
    cursor: Option<(u16, u16)>,
    /// Where it is shown.
    shown_cursor: Option<(u16, u16)>,
}

impl Screen {
    /// Takes the terminal that the standard output is: raw mode, alternate screen, no cursor.
    ///
    /// Dropping the screen gives it back.
    ///
    /// # Errors
    ///
    /// When the standard output is no terminal, or there is none to read keys from.
    pub fn enter(mouse: MouseMode) -> io::Result<Self> {
        let stdout = io::stdout();
        if !stdout.is_terminal() {
            return Err(io::Error::new(io::ErrorKind::NotFound, "the output is not a terminal"));
        }
        let tty = Tty { output: File::from(stdout.as_fd().try_clone_to_owned()?), hold: TAKEN };
        let mut screen = Self::on(tty, mouse);
        screen.enter_again()?;
        Ok(screen)
    }

    fn on(tty: Tty, mouse: MouseMode) -> Self {
        Self {
            shown: None,
            spare: None,
            tty,
            pending: Vec::new(),
            size: (0, 0),
            mouse,
            cursor: None,
            shown_cursor: None,
        }
    }

    /// Takes the terminal again after [`Screen::leave`], at the size it has now; the next frame is drawn whole.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn enter_again(&mut self) -> io::Result<()> {
        // Before raw mode, so that a panic between the two gives back what was taken.
        HOLD.store(TAKEN, Ordering::SeqCst);
        if let Err(error) = crossterm::terminal::enable_raw_mode() {
            HOLD.store(FREE, Ordering::SeqCst);
            return Err(error);
        }
        // Written with the first frame: every write to a terminal wakes whoever draws it.
        self.pending.clear();
        self.pending.extend_from_slice(ENTER);
        self.pending.extend_from_slice(mouse_bytes(self.mouse));
        self.shown_cursor = None;
        let (columns, rows) = Self::size();
        self.resize(columns, rows);
        Ok(())
    }

    /// Gives the terminal back for a while: to the shell, or to a program in the foreground.
    ///
    /// Pause the keyboard first, or it takes the other program's keys.
    pub fn leave(&mut self) {
        restore();
    }

    /// Draws one frame and writes what has changed, at once.
    ///
    /// Nothing is written when nothing has changed, and nothing is drawn on a screen without cells. The terminal of
    /// ratatui is not used for this: it asks for the size and the cursor at times, and keeps a second frame from the
    /// start, which the first frame would have to wait for.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn draw(&mut self, render: impl FnOnce(&mut Buffer)) -> io::Result<()> {
        if self.size.0 == 0 || self.size.1 == 0 {
            return self.tty.write_all(&std::mem::take(&mut self.pending));
        }
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut next = match self.spare.take() {
            Some(mut spare) if spare.area == area => {
                spare.reset();
                spare
            }
            _ => empty(area),
        };
        render(&mut next);
        let mut bytes = std::mem::take(&mut self.pending);
        let quiet = bytes.is_empty() && self.cursor == self.shown_cursor;
        bytes.extend_from_slice(BEGIN_FRAME);
        if self.shown_cursor.is_some() {
            bytes.extend_from_slice(HIDE_CURSOR);
        }
        let changed = frame::write(self.shown.as_ref(), &next, &mut bytes);
        if let Some((column, row)) = self.cursor {
            write!(bytes, "\x1b[{};{}H\x1b[?25h", row.saturating_add(1), column.saturating_add(1))?;
        }
        self.shown_cursor = self.cursor;
        bytes.extend_from_slice(END_FRAME);
        self.spare = self.shown.replace(next);
        if changed || !quiet { self.tty.write_all(&bytes) } else { Ok(()) }
    }

    /// Shows the cursor in a cell, counted from 0 at the top left, from the next frame on, or hides it.
    pub fn put_cursor(&mut self, cell: Option<(u16, u16)>) {
        self.cursor = cell;
    }

    /// Takes note of a new size, in cells; the next frame is drawn whole.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns.min(MOST_COLUMNS), rows.min(MOST_ROWS));
        self.clear();
    }

    /// Forgets what is on the screen: the next frame is drawn whole.
    pub fn clear(&mut self) {
        self.shown = None;
    }

    /// Whether a frame is on the screen, as far as is known.
    #[must_use]
    pub fn has_frame(&self) -> bool {
        self.shown.is_some()
    }

    /// Takes or releases the mouse.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn set_mouse(&mut self, mouse: MouseMode) -> io::Result<()> {
        self.mouse = mouse;
        self.tty.write_all(mouse_bytes(mouse))
    }

    /// Writes bytes that draw nothing, such as those for the clipboard.
    ///
    /// # Errors
    ///
    /// When the terminal is gone.
    pub fn write_raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.tty.write_all(bytes)
    }

    /// How large the terminal is now, in columns and rows; zeros when it doesn't say.
    #[must_use]
    pub fn size() -> (u16, u16) {
        termios::tcgetwinsize(io::stdout()).map_or((0, 0), |size| (size.ws_col, size.ws_row))
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back as it was, if it is ours; from any thread, any number of times.
///
/// Errors are ignored: where the terminal is gone there is nobody to tell. What was typed and not read is dropped, so
/// that no late report of the mouse reaches the shell.
pub fn restore() {
    match HOLD.compare_exchange(TAKEN, LEAVING, Ordering::SeqCst, Ordering::SeqCst) {
        Ok(_) => {}
        Err(LEAVING) => return await_release(),
        Err(_) => return,
    }
    if let Ok(output) = io::stdout().as_fd().try_clone_to_owned() {
        let mut tty = Tty { output: File::from(output), hold: LEAVING };
        // Behind this it is known whether the terminal had to be freed by force.
        let _ = tty.write_all(END_OF_STRING);
        if HAS_DROPPED.load(Ordering::SeqCst) {
            let _ = tty.write_all(AFTER_DROP);
        }
        let _ = tty.write_all(LEAVE);
    }
    restore_line();
    // Unless it was taken again meanwhile.
    let _ = HOLD.compare_exchange(LEAVING, FREE, Ordering::SeqCst, Ordering::SeqCst);
}

/// Waits until another thread has given the terminal back, for no longer than a second: whoever asks for it is about to end
/// the program, and that thread with it.
fn await_release() {
    let until = Instant::now() + LAST_MOMENT;
    while HOLD.load(Ordering::SeqCst) == LEAVING && Instant::now() < until {
        thread::sleep(MOMENT);
    }
}

/// Whether the terminal is ours, or still being given back.
#[must_use]
pub fn is_taken() -> bool {
    HOLD.load(Ordering::SeqCst) != FREE
}

/// Gives the terminal back as [`restore`] does, but within a second even if it takes nothing any more, as one that is
/// stopped or whose line is down: what waits to be written is dropped then.
pub fn restore_by_force() {
    let until = Instant::now() + LAST_MOMENT;
    let helped = thread::Builder::new().name("restore".to_owned()).spawn(restore).is_ok();
    while helped && is_taken() && Instant::now() < until {
        thread::sleep(MOMENT);
        if is_taken() {
            drop_output();
        }
    }
    // Whatever became of the screen, the line is as it was.
    restore_line();
}

/// Gives the line back as it was, with nothing in it that was typed. In the background it is the shell's, which has made of
/// it what it likes, and touching it would stop the program.
fn restore_line() {
    if is_in_foreground() == Some(false) {
        return;
    }
    if let Ok(tty) = tty() {
        let _ = termios::tcflush(&tty, QueueSelector::IFlush);
    }
    let _ = crossterm::terminal::disable_raw_mode();
}

/// Whether the shell lets this job have the terminal; `None` if the terminal has no shell that decides it.
#[must_use]
pub fn is_in_foreground() -> Option<bool> {
    let foreground = termios::tcgetpgrp(tty().ok()?).ok()?;
    // Not rustix's: a group that was begun outside of this container has no number, only 0, which that one can't take.
    Some(foreground.as_raw_nonzero().get() == getpgrp().as_raw())
}

/// Drops what the terminal has not taken. Dropping alone does not wake who waits for room on Linux; going on after a stop
/// does.
fn drop_output() {
    HAS_DROPPED.store(true, Ordering::SeqCst);
    let stdout = io::stdout();
    let _ = termios::tcflush(&stdout, QueueSelector::OFlush);
    let _ = termios::tcflow(&stdout, Action::OOff);
    let _ = termios::tcflow(&stdout, Action::OOn);
}

/// Whether what the program writes goes to a terminal.
#[must_use]
pub fn is_written_to() -> bool {
    io::stdout().is_terminal()
}

/// Whether something was typed that has not been read; where nobody can say, nothing was.
#[must_use]
pub fn has_input() -> bool {
    let Ok(tty) = tty() else { return false };
    let now = Timespec { tv_sec: 0, tv_nsec: 0 };
    let mut waiting = [PollFd::new(&tty, PollFlags::IN)];
    rustix::event::poll(&mut waiting, Some(&now)).is_ok_and(|count| count > 0)
}

/// Makes a panic give the terminal back and say what happened, instead of writing over the screen.
///
/// `is_expected` says whether the panicking thread is about to catch it, as the parser's are: then nothing happens
/// here. Any other ends the program; on the calling thread by unwinding, which is the main thread's way out, on others
/// at once, with the same exit code 101.
pub fn install_panic_hook(is_expected: fn() -> bool) {
    let main = thread::current().id();
    let has_panicked = AtomicBool::new(false);
    panic::set_hook(Box::new(move |info| {
        if is_expected() {
            return;
        }
        if has_panicked.swap(true, Ordering::SeqCst) {
            // Another thread is at it. It must come to its words, with which the program ends.
            thread::sleep(LAST_MOMENT);
        }
        restore();
        // Not `eprintln!`, which panics when nobody is there to read it.
        let _ = io::stderr().write_all(last_words(&info.to_string()).as_bytes());
        if thread::current().id() != main {
            signal_hook::low_level::exit(101);
        }
    }));
}

/// The tty that keys come from: the standard input if it is one, else the terminal of the session.
///
/// # Errors
///
/// When there is none.
pub fn tty() -> io::Result<File> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        return stdin.as_fd().try_clone_to_owned().map(File::from);
    }
    // poll(2) of macOS does not take /dev/tty, but the device behind it.
    #[cfg(target_os = "macos")]
    if let Ok(name) = termios::ttyname(io::stdout(), Vec::new()) {
        use std::os::unix::ffi::OsStrExt;
        return File::options().read(true).write(true).open(std::ffi::OsStr::from_bytes(name.to_bytes()));
    }
    File::options().read(true).write(true).open("/dev/tty")
}

/// An empty frame. Its cells are written one behind the other, which takes a third of what cloning one does.
fn empty(area: Rect) -> Buffer {
    let count = usize::from(area.width) * usize::from(area.height);
    Buffer { area, content: std::iter::repeat_with(|| Cell::EMPTY).take(count).collect() }
}

const fn mouse_bytes(mouse: MouseMode) -> &'static [u8] {
    match mouse {
        MouseMode::Captured => MOUSE_ON,
        MouseMode::Released => MOUSE_OFF,
    }
}

/// What is said after a panic: where to report it, and the message with its controls taken out, for it may quote the
/// document.
fn last_words(message: &str) -> String {
    let harmless = message.lines().map(|line| Safe::new(line).to_string()).collect::<Vec<_>>().join("\n");
    let place = match env!("CARGO_PKG_REPOSITORY") {
        "" => "to those who gave you preface".to_owned(),
        repository => format!("at {repository}/issues"),
    };
    format!("preface made a mistake of its own and had to stop. Please report this {place}:\n{harmless}\n")
}

/// The terminal's output, without the locks and the line buffer of the standard output: a thread that gives the
/// terminal back must not wait for one that hangs in a frame.
struct Tty {
    output: File,
    /// Whose the terminal has to be for it to be written on. Once another thread has begun to give it back, which then
    /// ends the program, nothing may come behind: it goes nowhere.
    hold: u8,
}

impl Write for Tty {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        while HOLD.load(Ordering::SeqCst) == self.hold {
            match self.output.write(bytes) {
                // Another program may have made the terminal non-blocking, for it is shared.
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let _ = rustix::event::poll(&mut [PollFd::new(&self.output, PollFlags::OUT)], None);
                }
                result => return result,
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};

    use ratatui::style::Style;

    use super::*;

    /// A screen on a file instead of a terminal.
    fn screen(columns: u16, rows: u16) -> Screen {
        let mut screen = Screen::on(Tty { output: tempfile::tempfile().unwrap(), hold: FREE }, MouseMode::Released);
        screen.resize(columns, rows);
        screen
    }

    /// What has been written since the last time.
    fn output(screen: &mut Screen) -> String {
        let mut text = String::new();
        screen.tty.output.rewind().unwrap();
        screen.tty.output.read_to_string(&mut text).unwrap();
        screen.tty.output.rewind().unwrap();
        screen.tty.output.set_len(0).unwrap();
        text
    }

    fn hello(frame: &mut Buffer) {
        frame.set_string(0, 0, "hello", Style::new());
    }

    #[test]
    fn the_first_frame_wipes_the_screen_and_the_same_again_writes_nothing() {
        let mut screen = screen(20, 3);
        screen.draw(hello).unwrap();
        let first = output(&mut screen);
        assert!(first.starts_with("\x1b[?2026h\x1b[0m\x1b[2J"), "{first:?}");
        assert!(first.contains("hello") && first.ends_with("\x1b[?2026l"), "{first:?}");
        screen.draw(hello).unwrap();
        assert_eq!(output(&mut screen), "");
        screen.clear();
        screen.draw(hello).unwrap();
        assert_eq!(output(&mut screen), first);
    }

    #[test]
    fn only_what_has_changed_is_written() {
        let mut screen = screen(20, 3);
        screen.draw(hello).unwrap();
        output(&mut screen);
        screen.draw(|frame| frame.set_string(0, 0, "hells", Style::new())).unwrap();
        let bytes = output(&mut screen);
        assert!(bytes.contains('s') && !bytes.contains("hell"), "{bytes:?}");
    }

    #[test]
    fn the_cursor_is_shown_where_it_was_put_and_hidden_while_a_frame_is_drawn() {
        let mut screen = screen(20, 3);
        screen.draw(hello).unwrap();
        output(&mut screen);
        for (cell, text, expected) in [
            (Some((5, 2)), "hello", "\x1b[?2026h\x1b[3;6H\x1b[?25h\x1b[?2026l"),
            (Some((5, 2)), "hello", ""),
            (Some((6, 2)), "hello", "\x1b[?2026h\x1b[?25l\x1b[3;7H\x1b[?25h\x1b[?2026l"),
            (None, "hello", "\x1b[?2026h\x1b[?25l\x1b[?2026l"),
            (None, "hello", ""),
        ] {
            screen.put_cursor(cell);
            screen.draw(|frame| frame.set_string(0, 0, text, Style::new())).unwrap();
            assert_eq!(output(&mut screen), expected, "{cell:?}");
        }
        screen.put_cursor(Some((1, 1)));
        screen.draw(|frame| frame.set_string(0, 0, "jello", Style::new())).unwrap();
        let bytes = output(&mut screen);
        assert!(bytes.contains('j') && bytes.ends_with("\x1b[2;2H\x1b[?25h\x1b[?2026l"), "{bytes:?}");
        screen.draw(hello).unwrap();
        assert!(output(&mut screen).starts_with("\x1b[?2026h\x1b[?25l"));
    }

    #[test]
    fn nothing_that_is_written_asks_the_terminal_anything() {
        let mut screen = screen(20, 3);
        screen.draw(hello).unwrap();
        screen.resize(10, 2);
        screen.draw(hello).unwrap();
        screen.set_mouse(MouseMode::Captured).unwrap();
        let text = output(&mut screen) + str::from_utf8(ENTER).unwrap() + str::from_utf8(LEAVE).unwrap();
        for sequence in text.split('\x1b').skip(1) {
            let end = sequence
                .trim_start_matches(['[', '?', ';'])
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == ';');
            assert!(!end.starts_with(['n', 'c', 'q', 't', 'u', '$']), "{sequence:?}");
        }
    }

    #[test]
    fn sizes_that_can_not_be() {
        for (columns, rows, expected) in
            [(0, 0, None), (0, 5, None), (5, 0, None), (1, 1, Some((1, 1))), (65_535, 65_535, Some((1_000, 500)))]
        {
            let mut screen = screen(columns, rows);
            let mut drawn = None;
            screen.draw(|frame| drawn = Some((frame.area.width, frame.area.height))).unwrap();
            assert_eq!(drawn, expected);
        }
    }

    #[test]
    fn a_dead_terminal_is_an_error_and_no_panic() {
        let mut screen = screen(20, 3);
        screen.tty.output = File::options().write(true).open("/dev/full").unwrap();
        assert!(screen.draw(hello).is_err());
        drop(screen);
    }

    #[test]
    fn what_comes_behind_the_farewell_goes_nowhere() {
        let mut screen = screen(20, 3);
        screen.tty.hold = TAKEN;
        screen.draw(hello).unwrap();
        assert_eq!(output(&mut screen), "");
    }

    #[test]
    fn giving_back_what_was_never_taken_does_nothing() {
        restore();
        restore();
    }

    #[test]
    fn last_words_carry_no_controls() {
        let words = last_words("panicked at a.rs:1:2:\n\x1b]0;title\x07 \u{202e}\u{200f}\u{2028}");
        assert!(words.ends_with("panicked at a.rs:1:2:\n␛]0;title␇ <202E><200F><2028>\n"), "{words}");
    }
}
