//! A document opens where it was left, unless the reader says where to begin.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::{fs, io};

use preface::app::event::Loaded;
use preface::app::memory::{Memory, Moment};
use preface::app::reader::start::{Opening, Start};
use preface::app::source_line::SourceLine;
use preface::library::Origin;
use preface::runtime::documents;
use preface::text::read_at::ReadAt;

use super::journey::{Journey, corpus};
use crate::sandbox::Sandbox;

const BACK: &str = "Back where you left off; g goes to the beginning.";

fn opening(first: Loaded, start: Start, memory: Memory) -> Opening {
    Opening { first, start, memory }
}

fn open(path: &Path, start: Start, memory: Memory) -> Journey {
    Journey::opening(opening(documents::named(path).unwrap(), start, memory), 80, 24)
}

fn preface(memory: Memory) -> Journey {
    Journey::opening(opening(documents::bundled(), Start::Left, memory), 60, 14)
}

fn nothing() -> Memory {
    Memory::empty(Moment(1))
}

fn said(journey: &Journey) -> String {
    journey.picture().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_document_opens_where_it_was_left() {
    for keys in ["7j", "3]jj", "50%", "G", "Gkk", "20]3j", "99]", "33%k"] {
        let mut first = open(&corpus("guide.md"), Start::Left, nothing());
        let page = first.press(keys).page();
        let mut second = open(&corpus("guide.md"), Start::Left, first.leave());
        assert!(said(&second).contains(BACK), "{keys}\n{}", second.picture());
        assert_eq!(second.press("<Esc>").page(), page, "{keys}");
        let top = open(&corpus("guide.md"), Start::Left, nothing()).top();
        assert_eq!(second.press("g").top(), top);
        assert!(!said(&open(&corpus("guide.md"), Start::Left, second.leave())).contains(BACK), "left at its top");
    }
}

#[test]
fn the_words_are_found_at_another_size_and_after_another_run_without_a_move() {
    let mut first = open(&corpus("guide.md"), Start::Left, nothing());
    let top = first.press("12]").top();
    let mut memory = first.leave();
    for (columns, rows) in [(100, 50), (60, 20), (140, 12)] {
        let first = documents::named(&corpus("guide.md")).unwrap();
        let mut again = Journey::opening(opening(first, Start::Left, memory), columns, rows);
        assert_eq!(again.top().trim(), top.trim(), "{columns}×{rows}");
        memory = again.leave();
    }
}

#[test]
fn a_screen_without_room_does_not_lose_the_place() {
    let mut first = open(&corpus("guide.md"), Start::Left, nothing());
    let page = first.press("40%").page();
    let memory = first.leave();
    for size in [(5, 2), (0, 0), (1, 1)] {
        let first = documents::named(&corpus("guide.md")).unwrap();
        let mut again = Journey::opening(opening(first, Start::Left, memory.clone()), size.0, size.1);
        again.resize(80, 24).press("<Esc>");
        assert_eq!(again.page(), page, "{size:?}");
    }
}

#[test]
fn edits_above_do_not_matter() {
    let sandbox = Sandbox::new();
    let text = fs::read_to_string(corpus("guide.md")).unwrap();
    let path = sandbox.write("guide.md", &text);
    let path = Path::new(&path);
    for keys in ["30%", "17]j", "70%jj", "Gu"] {
        fs::write(path, &text).unwrap();
        let mut first = open(path, Start::Left, nothing());
        let page = first.press(keys).page();
        let memory = first.leave();
        let (_, later) = text.split_once("## How to read").unwrap();
        let edits = [
            format!("# New\n\n{}\n{text}", "Some new words.\n\n".repeat(700)),
            format!("# Cut\n\n## How to read{later}"),
            text.replacen("A terminal shows", "A terminal, as one says, shows", 1),
        ];
        for edit in edits {
            fs::write(path, edit).unwrap();
            let mut again = open(path, Start::Left, memory.clone());
            assert_eq!(again.press("<Esc>").page(), page, "{keys}");
        }
        fs::write(path, "# Another\n\nThere is nothing left of it.\n").unwrap();
        assert_eq!(open(path, Start::Left, memory).top().trim(), "Another");
    }
}

#[test]
fn the_preface_begins_anew_unless_it_was_left_in_the_middle() {
    let mut first = preface(nothing());
    let top = first.page();
    let mut second = preface(first.leave());
    assert_eq!(second.page(), top);
    let middle = second.press("]3j").page();
    let mut third = preface(second.leave());
    assert!(said(&third).contains(BACK));
    assert_eq!(third.press("<Esc>").page(), middle);
    third.press("G");
    let mut fourth = preface(third.leave());
    assert_eq!(fourth.page(), top, "it was read to its end");
    assert!(!said(&fourth).contains(BACK));
    fourth.press("jj");
    assert_eq!(preface(fourth.leave()).app().memory().recent().count(), 1);
}

#[test]
fn what_the_reader_says_wins() {
    let memory = open(&corpus("guide.md"), Start::Left, nothing()).press("50%").leave();
    let line = |line, column| Start::Line(SourceLine { line, column });
    let anchor = |name: &str| Start::Anchor(name.to_owned());
    for (start, top) in [
        (Start::Top, "A Field Guide to Text on the Terminal"),
        (anchor("part-two-characters"), "Part Two: Characters"),
        (anchor("Part-Two-Characters"), "Part Two: Characters"),
        (anchor("utf-8-in-one-table"), "UTF-8 in one table"),
        (anchor(""), "A Field Guide to Text on the Terminal"),
        (line(361, 1), "Part Two: Characters"),
        (line(361, 7), "Part Two: Characters"),
        (line(1, 1), "A Field Guide to Text on the Terminal"),
    ] {
        let journey = open(&corpus("guide.md"), start.clone(), memory.clone());
        assert_eq!(journey.top().trim(), top, "{start:?}");
        assert!(!said(&journey).contains(BACK), "{start:?}");
    }
    let missing = open(&corpus("guide.md"), anchor("no-such"), memory.clone());
    assert!(said(&missing).contains("There is no heading “no-such” in this document."), "{}", missing.picture());
    assert_eq!(missing.top().trim(), "A Field Guide to Text on the Terminal");
    let beyond = open(&corpus("guide.md"), line(99_999, 1), memory);
    assert!(said(&beyond).contains("There is no line 99999; this is the last one, line 1368."), "{}", beyond.picture());
}

#[test]
fn a_line_is_on_the_page_with_its_column() {
    let text: String = (1..=400).map(|number| format!("line {number} of a text\n")).collect();
    let paragraph = format!("# A\n\n{text}");
    let sandbox = Sandbox::new();
    let path = sandbox.write("lines.md", &paragraph);
    for number in [1, 2, 77, 399, 400] {
        let journey = open(Path::new(&path), Start::Line(SourceLine { line: number + 2, column: 6 }), nothing());
        assert!(
            format!(" {} ", journey.top()).contains(&format!(" {number} ")),
            "line {number}\n{}",
            journey.picture()
        );
    }
}

#[test]
fn links_lead_where_they_lead_and_the_shelf_resumes() {
    let sandbox = Sandbox::new();
    let body = "Words.\n\n".repeat(60);
    let one = sandbox.write("one.md", format!("# One\n\n[two](two.md)\n\n{body}"));
    let two = sandbox.write("two.md", format!("# Two\n\n{body}## Here\n\n{body}"));
    let memory = open(Path::new(&two), Start::Left, nothing()).press("]]").leave();

    let mut journey = open(Path::new(&one), Start::Left, memory.clone());
    journey.focus("two").press("<Enter>");
    assert_eq!(journey.top().trim(), "Two");
    // From the list of what is remembered it opens where it was left then, and that is here.
    let left = journey.press("]]").leave();
    let names: Vec<_> = left.recent().map(|document| document.title.to_string()).collect();
    assert_eq!(names, ["Two", "One"]);

    let first = documents::named(Path::new(&one)).unwrap();
    let others = vec![Path::new(&two).to_path_buf()];
    let mut journey = Journey::with_others(opening(first, Start::Left, memory), others, (80, 24));
    journey.press("G<Space>");
    assert_eq!(journey.top().trim(), "Here", "{}", journey.picture());
    assert!(said(&journey).contains(BACK));
}

#[test]
fn a_place_far_into_a_large_text_is_there_before_the_index() {
    let text: String = (0..20_000).map(|number| format!("## Section {number}\n\nWords of {number}.\n\n")).collect();
    let sandbox = Sandbox::new();
    let path = sandbox.write("large.md", &text);
    let memory = open(Path::new(&path), Start::Left, nothing()).press("90%j").leave();
    let place = memory.recent().next().unwrap().left.clone().unwrap().landmark.offset;
    assert!(place > 500_000, "{place}");
    let first = documents::named(Path::new(&path)).unwrap();
    let mut again = Journey::opening_by_hand(opening(first, Start::Left, memory), 80, 24);
    assert!(!again.app().reader().document().is_complete());
    assert!(again.app().reader().document().indexed() < 200_000);
    assert_eq!(again.app().reader().anchor().offset, place);
    let page = again.page();
    again.index();
    assert_eq!(again.page(), page);
}

/// A gigabyte of numbered paragraphs, made when they are read, behind so many line breaks.
struct Gigabyte {
    breaks: u64,
    read: Arc<AtomicU64>,
}

const PARAGRAPH: u64 = 64;

impl ReadAt for Gigabyte {
    fn len(&self) -> u64 {
        1 << 30
    }

    fn read_at(&self, offset: u64, buf: &mut [u8]) -> io::Result<usize> {
        let count = buf.len().min(usize::try_from(self.len().saturating_sub(offset)).unwrap());
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        let text = |at: u64| format!("{:<62}\n\n", format!("Paragraph {} has words.", at / PARAGRAPH)).into_bytes();
        let mut at = offset;
        let mut filled = 0;
        while filled < count {
            if at < self.breaks {
                buf[filled] = b'\n';
                (at, filled) = (at + 1, filled + 1);
                continue;
            }
            let inside = at - self.breaks;
            let paragraph = text(inside);
            let rest = &paragraph[usize::try_from(inside % PARAGRAPH).unwrap()..];
            let taken = rest.len().min(count - filled);
            buf[filled..filled + taken].copy_from_slice(&rest[..taken]);
            (at, filled) = (at + taken as u64, filled + taken);
        }
        Ok(count)
    }
}

#[test]
fn a_gigabyte_opens_where_it_was_left_with_a_few_reads() {
    let file = |breaks| {
        let read = Arc::new(AtomicU64::new(0));
        let source = Arc::new(Gigabyte { breaks, read: Arc::clone(&read) });
        (Loaded { source, origin: Origin::File("/nowhere/large.md".into()), reached: None, note: None }, read)
    };
    let mut first = Journey::opening_by_hand(opening(file(0).0, Start::Left, nothing()), 80, 24);
    let page = first.press("90%jjj").page();
    let memory = first.leave();
    for (breaks, most) in [(0, 200_000), (5_000, 3_000_000)] {
        let (again, read) = file(breaks);
        let again = Journey::opening_by_hand(opening(again, Start::Left, memory.clone()), 80, 24);
        assert!(again.page().iter().zip(&page).take(20).all(|(row, before)| row == before), "{}", again.picture());
        assert!(read.load(Ordering::Relaxed) < most, "{} bytes were read", read.load(Ordering::Relaxed));
    }
}

#[test]
fn a_line_far_into_a_large_text_is_looked_for_in_slices() {
    let text = "words of a line\n\n".repeat(900_000);
    let sandbox = Sandbox::new();
    let path = sandbox.write("large.md", text + "## The end\n");
    let start = Start::Line(SourceLine { line: 1_800_001, column: 1 });
    let first = documents::named(Path::new(&path)).unwrap();
    let mut journey = Journey::opening_by_hand(opening(first, start, nothing()), 80, 24);
    assert!(journey.again() > 2, "one look is not enough for all of it");
    assert_eq!(journey.top().trim(), "The end");
}
