//! What a reader and the world may do, written in bytes: text is typed, most controls are the keys that send them, and what
//! is no byte of UTF-8 is something else that happens.

use preface::app::event::{DocumentId, Event};
use preface::app::key::{Code, Gesture, Key, Mouse};
use preface::app::reader::start::Start;
use preface::app::settings::Settings;
use preface::app::source_line::SourceLine;
use preface::theme::look::Background;

use super::choices::Choices;
use super::reading::{Reading, Source};

/// More than that is only more of the same.
const MOST_ACTS: usize = 300;

const NAMED: [Code; 12] = [
    Code::BackTab,
    Code::Up,
    Code::Down,
    Code::Left,
    Code::Right,
    Code::Home,
    Code::End,
    Code::PageUp,
    Code::PageDown,
    Code::Delete,
    Code::Insert,
    Code::Function(1),
];

const GESTURES: [Gesture; 7] = [
    Gesture::Press,
    Gesture::Release,
    Gesture::Drag,
    Gesture::SecondPress,
    Gesture::ThirdPress,
    Gesture::WheelDown,
    Gesture::WheelUp,
];

/// Reads a document as some bytes say: nothing that is done makes the program panic, draw what is no text, or go on
/// without an end.
pub(crate) fn assert_used(bytes: &[u8], mut choices: Choices<'_>) {
    let kind = choices.of(&[Source::File, Source::File, Source::File, Source::Stream]);
    let size = choices.size();
    let settings = Settings { look: choices.look(), typography: choices.pour(), ..Settings::default() };
    let mut reading = Reading::begin(bytes, kind, settings, size);
    for _ in 0..MOST_ACTS {
        if !act(&mut reading, &mut choices) {
            break;
        }
    }
    reading.finish();
}

/// Does what comes next. Returns whether there was anything.
fn act(reading: &mut Reading, choices: &mut Choices<'_>) -> bool {
    if let Some(c) = choices.character() {
        reading.happen(Event::Key(typed(c)));
        return true;
    }
    let Some(byte) = choices.byte() else { return false };
    match byte % 64 {
        place @ 0..=11 => press(reading, NAMED[usize::from(place)]),
        12 => {
            let code = choices.of(&[Code::Left, Code::Right, Code::Char('x'), Code::Enter]);
            reading.happen(Event::Key(Key { code, ctrl: false, alt: true }));
        }
        13..=19 => {
            let gesture = GESTURES[usize::from(byte % 64 - 13)];
            let (column, row) = (choices.byte().unwrap_or_default(), choices.byte().unwrap_or_default());
            reading.happen(Event::Mouse(Mouse { gesture, column: column.into(), row: row.into() }));
        }
        20..=23 => {
            let (columns, rows) = choices.size();
            reading.happen(Event::Resize { columns, rows });
        }
        24 | 25 => {
            let length = choices.below(64);
            let text = String::from_utf8_lossy(choices.bytes(length)).into_owned();
            reading.happen(Event::Paste(text));
        }
        26..=31 => _ = reading.step(),
        32 => while_busy(reading, choices.below(40)),
        33..=36 => reading.arrive(choices.below(300)),
        37 => reading.break_off(),
        38..=43 => rewrite(reading, choices),
        44 => reading.rewrite(|_| false),
        45 => reading.happen(Event::Touched(DocumentId(choices.below(3)))),
        46 => reading.happen(Event::Said("A sentence with \u{1b}[2J and \u{202e} in it.".to_owned())),
        47 => {
            let background = choices.of(&[Background::Unknown, Background::Dark, Background::Light]);
            reading.happen(Event::Background(background));
        }
        48 => reading.edited(Ok(())),
        49 => reading.edited(Err("There is no\u{9b}editor.".to_owned())),
        50 => reading.happen(Event::Resumed),
        51 => begin_again(reading, choices),
        52 => reading.happen(Event::Key(Key { code: Code::Char(' '), ctrl: true, alt: false })),
        _ => reading.happen(Event::Again),
    }
    true
}

fn while_busy(reading: &mut Reading, steps: usize) {
    let mut left = steps;
    while left > 0 && reading.step() {
        left -= 1;
    }
}

fn press(reading: &mut Reading, code: Code) {
    reading.happen(Event::Key(Key { code, ctrl: false, alt: false }));
}

/// The key that sends a character.
fn typed(c: char) -> Key {
    let plain = |code| Key { code, ctrl: false, alt: false };
    match c {
        '\r' | '\n' => plain(Code::Enter),
        '\t' => plain(Code::Tab),
        '\u{1b}' => plain(Code::Esc),
        '\u{7f}' => plain(Code::Backspace),
        '\u{1}'..='\u{1a}' => Key { code: Code::Char(char::from(c as u8 - 1 + b'a')), ctrl: true, alt: false },
        _ => plain(Code::Char(c)),
    }
}

/// Writes the file of the document anew: some of its bytes are others now.
fn rewrite(reading: &mut Reading, choices: &mut Choices<'_>) {
    let (from, taken, put) = (choices.below(1024), choices.below(1024), choices.below(64));
    let put = choices.bytes(put);
    reading.rewrite(|bytes| {
        // From the end as well as from the beginning.
        let from = if from % 2 == 0 { from / 2 } else { bytes.len().saturating_sub(from / 2) }.min(bytes.len());
        let end = (from + taken).min(bytes.len());
        bytes.splice(from..end, put.iter().copied());
        true
    });
}

fn begin_again(reading: &mut Reading, choices: &mut Choices<'_>) {
    let start = match choices.below(4) {
        0 => Start::Left,
        1 => Start::Top,
        2 => Start::Anchor(choices.of(&["a", "other", "", "\u{1b}", "words-and-words"]).to_owned()),
        _ => Start::Line(SourceLine { line: choices.below(1000) as u64, column: choices.below(1000) as u64 }),
    };
    reading.begin_again(start);
}

/// What the fuzzer does with an input: a text, and what is done with it.
pub(crate) fn fuzz(input: &[u8]) {
    let (bytes, choices) = Choices::behind(input);
    assert_used(bytes, choices);
}
