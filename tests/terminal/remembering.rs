//! What is remembered between runs: the state file, whoever writes it and whatever stands in its place.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::process::Signal;
use serde_json::Value;

use super::pty::{Options, Session};
use super::screen::{status, text};
use crate::sandbox::{Sandbox, eventually};

const BACK: &str = "Back where you left off";

/// A home with a file of a hundred sections and the state of several runs.
struct Home {
    sandbox: Sandbox,
    path: String,
    state: String,
}

fn sections(numbers: std::ops::Range<usize>) -> String {
    numbers.map(|number| format!("## Section {number}\n\nWords of {number}.\n\n")).collect()
}

impl Home {
    fn new() -> Self {
        let sandbox = Sandbox::new();
        let path = sandbox.write("notes.md", sections(0..100));
        let state = sandbox.file("shared-state").to_str().expect("UTF-8").to_owned();
        Self { sandbox, path, state }
    }

    fn file(&self) -> PathBuf {
        Path::new(&self.state).join("preface/state.json")
    }

    /// Starts the reader with these arguments.
    fn start(&self, args: &[&str]) -> Session {
        Session::start(&Options { args, env: &[("XDG_STATE_HOME", &self.state)], ..Options::default() })
    }

    /// Starts the reader on the file and goes to its fiftieth section.
    fn at_fifty(&self) -> Session {
        let session = self.start(&[&self.path]);
        session.until_shows("Words of 0.");
        session.press("50]");
        session.until("section 50 on top", |screen| top(screen).contains("Section 50"));
        session
    }

    /// Whether another run begins at the fiftieth section.
    #[track_caller]
    fn assert_fifty(&self) {
        let session = self.start(&[&self.path]);
        session.until("section 50 on top", |screen| top(screen).contains("Section 50") && text(screen).contains(BACK));
        session.press("g");
        session.until("the beginning", |screen| top(screen).contains("Section 0"));
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&fs::read(self.file()).expect("it is there")).expect("JSON")
    }
}

/// The first row of the page.
fn top(screen: &vt100::Screen) -> String {
    text(screen).lines().nth(2).unwrap_or_default().to_owned()
}

#[test]
fn every_way_to_leave_is_remembered() {
    type Leaving = fn(&mut Session);
    let ways: [(&str, Leaving, u32); 6] = [
        ("q", |session| session.press("q"), 0),
        ("Ctrl-C", |session| session.press("<C-c>"), 0),
        ("SIGTERM", |session| session.signal(Signal::TERM), 143),
        ("SIGHUP", |session| session.signal(Signal::HUP), 129),
        ("SIGINT", |session| session.signal(Signal::INT), 130),
        ("a window that is closed", Session::hang_up, 129),
    ];
    for (way, leave, code) in ways {
        let home = Home::new();
        let mut session = home.at_fifty();
        assert!(!home.file().exists(), "nothing has changed yet");
        leave(&mut session);
        assert_eq!(session.exit_code(), code, "{way}");
        assert_eq!(home.json()["documents"][0]["document"]["file"], home.path.as_str(), "{way}");
        home.assert_fifty();
    }
}

#[test]
fn edits_above_and_a_stop_do_not_matter() {
    let home = Home::new();
    let session = home.at_fifty();
    session.signal(Signal::TSTP);
    session.until_stopped();
    eventually("the state file", || home.file().exists().then_some(()));
    session.signal(Signal::KILL);
    fs::write(&home.path, format!("# New\n\nMuch more.\n\n{}", sections(20..100))).expect("writable");
    let session = home.start(&[&home.path]);
    session.until("section 50 on top", |screen| top(screen).contains("Section 50"));
}

#[test]
fn the_reader_may_say_where_to_begin() {
    let home = Home::new();
    let session = home.at_fifty();
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    let named = |place: &str| format!("{}{place}", home.path);
    for (args, expected) in [
        (["--from-start", &home.path], "Section 0"),
        (["--smart", &named("#section-7")], "Section 7"),
        (["--from-start", &named("#section-7")], "Section 7"),
        (["--smart", &named(":325")], "Section 81"),
        (["--smart", &named(":327:3")], "Words of 81."),
        (["--smart", &named(":327:3:")], "Words of 81."),
    ] {
        let session = home.start(&args);
        session.until(expected, |screen| top(screen).trim_end_matches(['│', '┃', ' ']).ends_with(expected));
        assert!(!session.text().contains(BACK));
    }
    let session = home.start(&[&named("#no-such")]);
    session.until_shows("There is no heading “no-such” in this document.");

    // A file that is really called so.
    let session = home.start(&[&home.sandbox.write("odd.md#section-7", "# Odd\n\nA file of its own.\n")]);
    session.until_shows("A file of its own.");
}

#[test]
fn a_mark_leads_to_another_document_in_another_run() {
    let home = Home::new();
    let session = home.at_fifty();
    session.press("mA");
    session.until("that it is set", |screen| status(screen).contains("Mark A is here"));
    // Whatever becomes of the program.
    eventually("the mark to be written", || home.file().exists().then_some(()));
    session.signal(Signal::KILL);
    let other = home.sandbox.write("other.md", "# Other\n\nOther words.\n");
    let session = home.start(&[&other]);
    session.until_shows("Other words.");
    session.press("'A");
    session.until("section 50 on top", |screen| top(screen).contains("Section 50"));
}

#[test]
fn what_is_damaged_is_set_aside_and_reading_goes_on() {
    for damage in ["not JSON", "{\"version\":1,\"documents\":[", "\0\0\0\0\0"] {
        let home = Home::new();
        fs::create_dir_all(home.file().parent().expect("a folder")).expect("folders can be made");
        fs::write(home.file(), damage).expect("it can be written");
        let session = home.at_fifty();
        assert_eq!(fs::read(home.file().with_file_name("state.json.damaged-1")).expect("kept"), damage.as_bytes());
        session.press("q");
        assert_eq!(session.exit_code(), 0);
        home.assert_fifty();
    }
    let home = Home::new();
    fs::create_dir_all(home.file()).expect("folders can be made");
    let session = home.start(&[&home.path]);
    session.until_shows("Words of 0.");
    session.until("a sentence", |screen| text(screen).contains("state.json.damaged-1"));
}

#[test]
fn what_a_newer_version_keeps_is_not_touched() {
    let home = Home::new();
    let newer = "{\"version\": 2, \"documents\": {}}";
    fs::create_dir_all(home.file().parent().expect("a folder")).expect("folders can be made");
    fs::write(home.file(), newer).expect("it can be written");
    let session = home.start(&[&home.path]);
    session.until("a sentence", |screen| text(screen).contains("newer version"));
    session.press("Gq");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(fs::read_to_string(home.file()).expect("there"), newer);
}

#[test]
fn where_nothing_can_be_kept_reading_goes_on() {
    let home = Home::new();
    // A folder that cannot be made, for root neither.
    fs::write(&home.state, "").expect("it can be written");
    let session = home.start(&[&home.path]);
    session.until_shows("Words of 0.");
    session.press("ma");
    session.until("a sentence", |screen| text(screen).contains("the state file can't be written"));
    session.press("]mb");
    session.until("the mark", |screen| status(screen).contains("Mark b is here"));
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert!(!session.text().contains("state file"), "{}", session.text());
}

#[test]
fn without_a_home_or_where_it_is_not_wanted_nothing_is_kept() {
    let home = Home::new();
    for script in [
        "unset HOME XDG_STATE_HOME; exec \"$@\"",
        "XDG_STATE_HOME=relative; unset HOME; export XDG_STATE_HOME; exec \"$@\"",
        "PREFACE_STATE=off; export PREFACE_STATE; exec \"$@\"",
    ] {
        let env = &[("XDG_STATE_HOME", home.state.as_str())];
        let session = Session::start(&Options { args: &[&home.path], shell: Some(script), env, ..Options::default() });
        session.until_shows("Words of 0.");
        session.press("50]maq");
        assert_eq!(session.exit_code(), 0, "{script}");
    }
    assert!(!Path::new(&home.state).exists());
    // Nor is it looked up.
    let session = home.at_fifty();
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    let env = &[("XDG_STATE_HOME", home.state.as_str()), ("PREFACE_STATE", "off")];
    let session = Session::start(&Options { args: &[&home.path], env, ..Options::default() });
    session.until("the beginning", |screen| top(screen).contains("Section 0"));
}

#[test]
fn whoever_is_stuck_over_the_file_keeps_nobody() {
    let home = Home::new();
    let session = home.at_fifty();
    fs::create_dir_all(home.file().parent().expect("a folder")).expect("folders can be made");
    let lock = File::create(home.file().with_file_name("state.json.lock")).expect("it can be made");
    flock(&lock, FlockOperation::NonBlockingLockExclusive).expect("nobody has it");
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    drop(lock);
    home.assert_fifty();
}

#[test]
fn ten_readers_at_once_lose_nothing_of_each_others() {
    let home = Home::new();
    let shared = home.sandbox.write("shared.md", sections(0..100));
    let mut files: Vec<String> =
        (0..8).map(|number| home.sandbox.write(&format!("own-{number}.md"), sections(0..100))).collect();
    files.extend([shared.clone(), shared]);
    // A sequence without a pattern.
    let mut random = 7_u32;
    let mut next = |below: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 16) as usize % below
    };
    for round in 0..3 {
        let sessions: Vec<_> = files.iter().map(|file| home.start(&["--from-start", file])).collect();
        for session in &sessions {
            session.until_shows("Words of 0.");
        }
        let places: Vec<_> = sessions.iter().map(|_| 1 + next(80)).collect();
        for (session, place) in sessions.iter().zip(&places) {
            session.press(&format!("{place}]m{}", ["a", "b", "c"][round]));
        }
        for (session, place) in sessions.iter().zip(&places) {
            session.until("its section", |screen| {
                top(screen).trim_end_matches(['│', '┃', ' ']).ends_with(&format!("Section {place}"))
            });
        }
        let killed: Vec<_> = sessions.iter().map(|_| next(3) == 0).collect();
        for (session, killed) in sessions.iter().zip(&killed) {
            session.press("q");
            if *killed {
                // Somewhere on its way out.
                for _ in 0..next(200) {
                    std::thread::yield_now();
                }
                session.kill();
            }
            // Whatever goes on, what is there can be read.
            if home.file().exists() {
                home.json();
            }
        }
        for (session, killed) in sessions.iter().zip(&killed) {
            if !killed {
                assert_eq!(session.exit_code(), 0);
            }
        }
        drop(sessions);
        let json = home.json();
        let documents = json["documents"].as_array().expect("a list");
        for ((file, place), killed) in files.iter().zip(&places).zip(&killed).take(8) {
            let document = documents.iter().find(|document| document["document"]["file"] == file.as_str());
            if *killed {
                continue;
            }
            let document = document.unwrap_or_else(|| panic!("{file} is not remembered: {json}"));
            let left = document["left"]["behind"].as_str().expect("words");
            assert!(left.starts_with(&format!("## Section {place}\n")), "{file}: {left}");
            let mark = &document["marks"][["a", "b", "c"][round]]["words"];
            assert_eq!(mark.as_str(), Some(format!("Section {place}").as_str()), "{file}");
        }
    }
    let beside: Vec<_> = fs::read_dir(home.file().parent().expect("a folder")).expect("there").collect();
    assert!(beside.len() <= 3, "the file, its lock, and at most what somebody was killed over: {beside:?}");
}
