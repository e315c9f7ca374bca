//! The real program in a pseudo-terminal whose far side takes nothing but what the program itself is known to write:
//! every payload in every context on the pages, and every payload in every other part of the screen.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Deref;

use super::contexts::{BEGINNINGS, BLOCKS, Shown};
use super::payloads::payloads;
use super::scanner::{Scanned, scan};
use super::{document, named, steers};
use crate::sandbox::Sandbox;
use crate::terminal::base64::decoded;
use crate::terminal::pty::{Options, Session};
use crate::terminal::screen::{left, rows, status, text, trail};

/// As large as the program draws.
const LARGE: (u16, u16) = (120, 500);

/// The last word of a document.
const LAST: &str = "lastwordofall";

/// A word that stands for a number: seven letters, none of which a document changes.
fn word(first: char, number: usize) -> String {
    const DIGITS: &[u8] = b"cdghjkmnpr";
    let digit = |power: u32| char::from(DIGITS[number / 10_usize.pow(power) % 10]);
    [first, digit(4), digit(3), digit(2), digit(1), digit(0), 'q'].iter().collect()
}

/// The words on both sides of a payload.
fn words(number: usize) -> (String, String) {
    (word('f', number), word('b', number))
}

/// The part of a word that grows with its number.
fn number_of(word: &str) -> String {
    word[1..].to_owned()
}

/// All such words of a text.
fn found(text: &str) -> impl Iterator<Item = &str> {
    let is_one = |word: &&str| {
        word.starts_with(['f', 'b', 'p']) && word.ends_with('q') && word.bytes().all(|b| b.is_ascii_lowercase())
    };
    (0..text.len()).filter_map(|at| text.get(at..at + 7)).filter(is_one)
}

/// The program with a document in a window; the file lives as long.
struct Reading {
    session: Session,
    _sandbox: Sandbox,
}

impl Deref for Reading {
    type Target = Session;

    fn deref(&self) -> &Session {
        &self.session
    }
}

fn open(text: &[u8], size: (u16, u16)) -> Reading {
    let sandbox = Sandbox::new();
    let path = sandbox.write("page.md", text);
    let session = Session::start(&Options { args: &["--measure", "320", &path], size, ..Options::default() });
    Reading { session, _sandbox: sandbox }
}

/// Leaves the program. What it wrote has to be what it is known to write.
#[track_caller]
fn scanned(session: &Session) -> Scanned {
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
    let scanned = scan(&session.bytes()).unwrap_or_else(|complaint| panic!("{complaint}"));
    // What is pasted goes into shells and editors.
    for copied in scanned.copied.iter().map(|copied| decoded(copied)) {
        assert!(!copied.chars().any(|c| steers(c) && c != '\t'), "{copied:?}");
    }
    scanned
}

/// What stands between the trail and the status line.
fn body(screen: &vt100::Screen) -> String {
    let rows = rows(screen);
    rows[1..rows.len() - 1].join("\n")
}

#[test]
fn pages() {
    let (mut page, mut wanted) = (Vec::new(), Vec::new());
    for context in BLOCKS {
        for payload in payloads() {
            let number = wanted.len();
            let (front, back) = words(number);
            page.extend(document(context, payload, (&front, &back)));
            // A page of what shows nowhere has to be another one than the next.
            let beside = if context.shown == Shown::Hidden { word('p', number) } else { String::new() };
            page.extend(format!("\n\n{beside}\n\n").bytes());
            wanted.push((context, payload));
        }
    }
    page.extend(format!("# {LAST}\n").bytes());
    let session = open(&page, LARGE);
    // Without the contents, whose words are elsewhere in the text.
    let has_contents = |screen: &vt100::Screen| left(screen, 28).iter().any(|row| row.contains("H f"));
    session.until("the contents", has_contents);
    session.press("t");
    session.until("no contents", |screen| !has_contents(screen));
    let mut seen: HashSet<String> = HashSet::new();
    let mut furthest = None;
    loop {
        // What the index finds meanwhile draws the same page again; only a key leads further.
        session.until("another page", |screen| {
            let body = body(screen);
            body.contains(LAST) || found(&body).any(|word| Some(number_of(word)) > furthest)
        });
        let page = session.look(body);
        seen.extend(found(&page).map(str::to_owned));
        if page.contains(LAST) {
            break;
        }
        furthest = seen.iter().map(|word| number_of(word)).max();
        session.press("<Space>");
    }
    let mut lost = String::new();
    for (number, (context, payload)) in
        wanted.iter().enumerate().filter(|(_, (context, _))| context.shown == Shown::Text)
    {
        let (front, back) = words(number);
        if !seen.contains(&front) || !seen.contains(&back) {
            let _ = writeln!(lost, "{} in {}", named(payload), context.name);
        }
    }
    assert!(lost.is_empty(), "words beside these are not on any page:\n{lost}");
    let scanned = scanned(&session);
    assert!(scanned.frames > 10 && scanned.copied.is_empty() && scanned.linked.is_empty());
}

#[test]
fn the_trail_and_the_contents() {
    let mut page = Vec::new();
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        page.extend(
            [b"# ", front.as_bytes(), payload, back.as_bytes(), b"\n\n", "words\n\n".repeat(20).as_bytes()].concat(),
        );
    }
    let session = open(&page, (120, 20));
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        if number > 0 {
            session.press("]");
        }
        session.until(&format!("the section with {}", named(payload)), |screen| {
            let trail = trail(screen);
            trail.contains(&front) && trail.contains(&back) && left(screen, 28).join("\n").contains(&front)
        });
    }
    session.press("<C-t>/");
    session.send(words(7).0.as_bytes());
    session.until("one of them", |screen| status(screen).contains("1 section"));
    session.press("<Enter>");
    scanned(&session);
}

#[test]
fn front_matter() {
    let sandbox = Sandbox::new();
    for context in BEGINNINGS {
        // A file with a NUL so early is a binary one.
        let texts = payloads().filter(|payload| !payload.contains(&0)).enumerate().map(|(number, payload)| {
            let (front, back) = words(number);
            let text = document(context, payload, (&front, &back));
            [&*text, format!("\n\n{}\n\n{}", word('p', number), "words ".repeat(50)).as_bytes()].concat()
        });
        let paths: Vec<String> =
            texts.enumerate().map(|(number, text)| sandbox.write(&format!("{number}.md"), text)).collect();
        let args: Vec<&str> = paths.iter().map(String::as_str).collect();
        let session = Session::start(&Options { args: &args, size: (300, 30), ..Options::default() });
        let mut lost = String::new();
        for (number, payload) in payloads().filter(|payload| !payload.contains(&0)).enumerate() {
            session.until_shows(&word('p', number));
            // A line that goes on below is no title.
            let has_title = context.name == "front matter" && !payload.iter().any(|byte| b"\r\n".contains(byte));
            let (trail, (front, back)) = (session.look(trail), words(number));
            if has_title && !(trail.contains(&front) && trail.contains(&back)) {
                let _ = writeln!(lost, "{}: {trail}", named(payload));
            }
            session.press("<Space>");
        }
        assert!(lost.is_empty(), "words beside these are not in the trail:\n{lost}");
        scanned(&session);
    }
}

#[test]
fn the_status_line_and_what_is_said_of_a_link() {
    let mut page = Vec::new();
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        // A bracket would end it.
        let payload: Vec<u8> = payload
            .iter()
            .flat_map(|byte| if b"<>".contains(byte) { vec![b'\\', *byte] } else { vec![*byte] })
            .collect();
        let target = [front.as_bytes(), &payload, back.as_bytes()].concat();
        page.extend(
            [b"[link](<https://example.org/", &*target, b">)\n\n[link](<https://user@", &*target, b".example>)\n\n"]
                .concat(),
        );
    }
    let session = open(&page, (200, 30));
    session.until_shows("link");
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        for prefix in ["https://example.org/", "https://user@"] {
            session.press("<Tab>");
            let target = format!("{prefix}{front}");
            session.until(&format!("the target with {}", named(payload)), |screen| {
                status(screen).contains(&target) && status(screen).contains(&back)
            });
            session.press("<Enter>");
            session
                .until(&format!("what is said about {}", named(payload)), |screen| !status(screen).contains(&target));
            if session.look(|screen| status(screen).contains("Open this?")) {
                session.look(|screen| assert!(text(screen).contains(&target) && text(screen).contains(&back)));
                session.press("n");
            }
        }
    }
    let scanned = scanned(&session);
    assert!(scanned.linked.iter().all(|target| target.starts_with("https://example.org/")), "{:?}", scanned.linked);
    assert!(!scanned.copied.is_empty() && !scanned.linked.is_empty());
}

#[test]
fn the_search_prompt_and_the_list_of_hits() {
    let mut page = Vec::new();
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        page.extend([b"- ", front.as_bytes(), payload, back.as_bytes(), b"\n"].concat());
    }
    let session = open(&page, LARGE);
    session.until_shows(&words(0).0);
    session.press("/");
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        session.send(&[b"\x1b[200~", front.as_bytes(), payload, back.as_bytes(), b"\x1b[201~"].concat());
        session.until(&format!("{} pasted", named(payload)), |screen| {
            status(screen).contains(&front) && status(screen).contains(&back)
        });
        session.press("<C-u>");
        session.until("an empty line", |screen| !status(screen).contains(&back));
    }
    session.press("<C-r>[fb][a-z]{5}q<Enter>&");
    session.until("every hit", |screen| {
        let body = body(screen);
        let listed: HashSet<&str> = found(&body).collect();
        body.contains('▸') && listed.len() == 2 * payloads().count()
    });
    scanned(&session);
}

/// Every payload as a heading, a link, code and a cell of a table, each between words of its own number.
fn in_everything() -> Vec<u8> {
    let mut page = Vec::new();
    for (number, payload) in payloads().enumerate() {
        let (front, back) = words(number);
        let payload = [front.as_bytes(), payload, back.as_bytes()].concat();
        page.extend([b"# ", &*payload, b"\n\n[", &*payload, b"](<", &*payload, b".md>)\n\n"].concat());
        page.extend([b"```\n", &*payload, b"\n```\n\n| a |\n|---|\n| ", &*payload, b" |\n\n"].concat());
    }
    page
}

/// Whether something is on the screen.
type IsThere = fn(&vt100::Screen) -> bool;

/// A key, and when what it opens is there.
const OPENED: [(&str, IsThere); 9] = [
    ("K", |screen| text(screen).contains('╭')),
    ("<C-g>", |screen| text(screen).contains("Where you are")),
    ("f", |screen| status(screen).contains("narrows by text")),
    ("i", |screen| trail(screen).ends_with("› Code") || trail(screen).ends_with("› Table")),
    ("\\", |screen| trail(screen).contains("Source")),
    ("F", |screen| status(screen).contains(" links")),
    ("o", |screen| status(screen).contains("choose")),
    ("T", |screen| status(screen).contains("keeps it")),
    (":", |screen| status(screen).contains("completes")),
];

#[test]
fn everything_that_lies_over_a_page_or_takes_its_place() {
    let session = open(&in_everything(), (120, 40));
    session.until_shows(&words(0).0);
    for step in 0..3 {
        for (key, is_there) in OPENED {
            // Some payloads are none of what they stand in.
            let is_there = |screen: &vt100::Screen| is_there(screen) || status(screen).starts_with(" There is no");
            session.press(key);
            session.until(&format!("what {key} opens at step {step}"), is_there);
            session.press("<Esc>");
            session.until("the page again", |screen| {
                !is_there(screen) && (status(screen).contains("quit") || status(screen).contains("leaves it"))
            });
        }
        session.press("ycYC40]");
        let next = words(40 * (step + 1)).0;
        session.until(&format!("section {next}"), |screen| trail(screen).contains(&next));
    }
    let scanned = scanned(&session);
    assert!(scanned.frames > 50 && !scanned.copied.is_empty());
}

#[test]
fn what_is_remembered_of_it() {
    let sandbox = Sandbox::new();
    let state = sandbox.file("state");
    let env = [("XDG_STATE_HOME", state.to_str().expect("temporary paths are UTF-8"))];
    let mut name = String::from("page\u{9b}31m\u{202e}\u{7f}");
    name.push_str("\u{1b}]0;title\u{7}.md");
    let path = sandbox.write(&name, in_everything());
    let session = Session::start(&Options { args: &[&path], env: &env, size: (120, 40), ..Options::default() });
    session.until_shows(&words(0).0);
    // A mark at each of some payloads, and all of them in the list.
    for letter in 'A'..='Z' {
        session.press(&format!("m{letter}5]"));
    }
    session.press("B");
    session.until("the list of marks", |screen| body(screen).contains(&words(0).0) && status(screen).contains("mark"));
    session.press("<Esc>");
    session.until("the page again", |screen| status(screen).contains("quit"));
    scanned(&session);
    let json = std::fs::read_to_string(state.join("preface/state.json")).expect("it has been written");
    assert!(!json.chars().any(steers), "{json:?}");
    let value: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(value["marks"].as_object().map(serde_json::Map::len), Some(26));
    let canonical = std::fs::canonicalize(&path).expect("it is there");
    assert_eq!(value["documents"][0]["document"]["file"].as_str(), canonical.to_str(), "the name as it is");
    // And what is read from it is shown no other way: the marks and the recent documents of another run.
    let other = sandbox.write("other.md", "# Other\n\nwords\n");
    let session = Session::start(&Options { args: &[&other], env: &env, size: (120, 40), ..Options::default() });
    session.until_shows("Other");
    session.press("B");
    session.until("the list of marks", |screen| body(screen).contains(&words(0).0));
    session.press("<Esc>");
    session.until("the page again", |screen| status(screen).contains("quit"));
    session.press("o~");
    session.until("the recent documents", |screen| body(screen).contains("lately"));
    session.press("<Esc>");
    session.until("the page again", |screen| status(screen).contains("quit"));
    scanned(&session);
}
