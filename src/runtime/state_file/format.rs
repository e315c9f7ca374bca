//! The state file as text: JSON, version 1.
//!
//! ```json
//! {"version": 1,
//!  "documents": [{"document": {"file": "/a/b.md"}, "title": "…", "when": 1700000000000,
//!                 "left": {"offset": 4711, "length": 9000, "rows": -1, "before": "…", "behind": "…"},
//!                 "marks": {"a": {"place": {…}, "words": "…", "section": "…", "when": 1700000000000}}}],
//!  "marks": {"A": {"document": {"built_in": "preface"}, "title": "…", "mark": {…}}}}
//! ```
//!
//! A path that is not UTF-8 is a list of bytes, `"bytes": [47, …]`. What could steer a terminal that shows the file is
//! escaped in it, whether in a title or in a path.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::app::memory::{DocumentName, FarMark, Kept, Mark, Memory, Moment, Remembered, is_far};
use crate::document::Landmark;
use crate::text::sanitize::Safe;

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;
/// What the preface that is built in is called.
const PREFACE: &str = "preface";
/// A place is so many rows at most from the line that it is held to; more is no place of ours.
const MOST_ROWS: i32 = 1000;

/// What a text turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// A memory.
    Memory(Memory),
    /// Something that a newer version wrote.
    Newer,
    /// Something else.
    Damaged,
}

#[derive(Serialize, Deserialize)]
struct Whole {
    version: u64,
    #[serde(default)]
    documents: Vec<Entry>,
    #[serde(default)]
    marks: BTreeMap<char, Far>,
}

#[derive(Deserialize)]
struct Version {
    version: u64,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    #[serde(rename = "document")]
    name: Name,
    title: String,
    when: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    left: Option<Place>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    marks: BTreeMap<char, MarkText>,
}

#[derive(Serialize, Deserialize)]
struct Name {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    bytes: Option<Vec<u8>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    built_in: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Place {
    offset: u64,
    length: u64,
    rows: i32,
    before: String,
    behind: String,
}

#[derive(Serialize, Deserialize)]
struct MarkText {
    place: Place,
    words: String,
    section: String,
    when: u64,
}

#[derive(Serialize, Deserialize)]
struct Far {
    #[serde(rename = "document")]
    name: Name,
    title: String,
    mark: MarkText,
}

/// Reads a text. `now` is the time that the memory counts as its own.
pub(super) fn parse(text: &[u8], now: Moment) -> Parsed {
    match serde_json::from_slice::<Whole>(text) {
        Ok(whole) if whole.version == VERSION => Parsed::Memory(whole.memory(now)),
        Ok(Whole { version, .. }) if version > VERSION => Parsed::Newer,
        _ => match serde_json::from_slice::<Version>(text) {
            Ok(Version { version }) if version > VERSION => Parsed::Newer,
            _ => Parsed::Damaged,
        },
    }
}

/// A memory as text of at most so many bytes: of more the oldest documents are left out.
pub(super) fn text(mut memory: Memory, most: usize) -> serde_json::Result<Vec<u8>> {
    loop {
        let text = escaped(serde_json::to_string(&Whole::of(&memory))?).into_bytes();
        if text.len() <= most {
            return Ok(text);
        }
        // A tenth at a time: each try costs as much as all of them together are long.
        for _ in 0..memory.documents().len().div_ceil(10).max(1) {
            if !memory.forget_oldest() {
                return Ok(text);
            }
        }
    }
}

/// JSON that means the same, in which nothing can steer a terminal: beyond ASCII there are letters and digits only. What
/// is beyond it stands in strings.
fn escaped(json: String) -> String {
    let has_to_be = |c: char| !matches!(c, ' '..='~') && !c.is_alphanumeric();
    if !json.contains(has_to_be) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        if has_to_be(c) {
            let mut units = [0; 2];
            escaped.extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

impl Whole {
    fn of(memory: &Memory) -> Self {
        let documents = memory.documents().iter().filter_map(|document| {
            Some(Entry {
                name: Name::of(&document.name)?,
                title: document.title.to_string(),
                when: document.when.0,
                left: document.left.as_ref().map(Place::of),
                marks: document.marks.iter().map(|(letter, mark)| (*letter, MarkText::of(mark))).collect(),
            })
        });
        let far = memory.far_marks().iter().filter_map(|(letter, far)| {
            let (name, mark) = (Name::of(&far.name)?, MarkText::of(&far.mark));
            Some((*letter, Far { name, title: far.title.to_string(), mark }))
        });
        Self { version: VERSION, documents: documents.collect(), marks: far.collect() }
    }

    fn memory(self, now: Moment) -> Memory {
        let documents = self.documents.into_iter().filter_map(|document| {
            let near = |letter: &char| letter.is_ascii_alphanumeric() && !is_far(*letter);
            let marks = document.marks.into_iter().filter(|(letter, _)| near(letter));
            Some(Remembered {
                name: document.name.name()?,
                title: Safe::new(&document.title),
                when: Moment(document.when),
                left: document.left.map(Place::kept),
                marks: marks.map(|(letter, mark)| (letter, mark.mark())).collect(),
            })
        });
        let far = self.marks.into_iter().filter(|(letter, _)| is_far(*letter)).filter_map(|(letter, far)| {
            let (name, mark) = (far.name.name()?, far.mark.mark());
            Some((letter, FarMark { name, title: Safe::new(&far.title), mark }))
        });
        Memory::new(documents.collect(), far.collect(), now)
    }
}

impl Name {
    fn of(name: &DocumentName) -> Option<Self> {
        let nothing = Self { file: None, bytes: None, built_in: None };
        match name {
            DocumentName::BuiltIn => Some(Self { built_in: Some(PREFACE.to_owned()), ..nothing }),
            DocumentName::File(path) => Some(match path.to_str() {
                Some(text) => Self { file: Some(text.to_owned()), ..nothing },
                None => Self { bytes: Some(path.as_os_str().as_bytes().to_vec()), ..nothing },
            }),
            DocumentName::Stream(_) => None,
        }
    }

    fn name(self) -> Option<DocumentName> {
        let path = match self {
            Self { built_in: Some(name), .. } => return (name == PREFACE).then_some(DocumentName::BuiltIn),
            Self { file: Some(text), .. } => PathBuf::from(text),
            Self { bytes: Some(bytes), .. } => PathBuf::from(OsString::from_vec(bytes)),
            _ => return None,
        };
        // A relative one would mean another file wherever the program is started.
        Some(path).filter(|path| Path::is_absolute(path)).map(DocumentName::File)
    }
}

impl Place {
    fn of(kept: &Kept) -> Self {
        let (before, behind) = kept.landmark.words();
        let (offset, length) = (kept.landmark.offset, kept.landmark.length());
        Self { offset, length, rows: kept.rows, before: before.to_owned(), behind: behind.to_owned() }
    }

    fn kept(self) -> Kept {
        let landmark = Landmark::with_words((self.offset, self.length), &self.before, &self.behind);
        Kept { landmark, rows: self.rows.clamp(-MOST_ROWS, MOST_ROWS) }
    }
}

impl MarkText {
    fn of(mark: &Mark) -> Self {
        let (words, section) = (mark.words.to_string(), mark.section.to_string());
        Self { place: Place::of(&mark.place), words, section, when: mark.when.0 }
    }

    fn mark(self) -> Mark {
        let (words, section) = (Safe::new(&self.words), Safe::new(&self.section));
        Mark { place: self.place.kept(), words, section, when: Moment(self.when) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::memory::{Note, What};

    fn note(path: impl Into<PathBuf>, what: What) -> Note {
        let path = path.into();
        Note { title: Safe::new(&path.to_string_lossy()), name: DocumentName::File(path), what }
    }

    fn kept(words: &str) -> Kept {
        Kept { landmark: Landmark::with_words((7, 100), words, "\"quoted\"\n\\ 日本 \u{1b}"), rows: -1 }
    }

    fn mark(words: &str) -> Mark {
        Mark { place: kept(words), words: Safe::new(words), section: Safe::new("A › B"), when: Moment(0) }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut memory = Memory::empty(Moment(5));
        let strange = PathBuf::from(OsString::from_vec(b"/b\xff.md".to_vec()));
        for (number, path) in (0..).zip([PathBuf::from("/a.md"), strange, "/line\nbreak".into()]) {
            memory.apply(&note(path.clone(), What::Left(kept("left"))), Moment(number));
            memory.apply(&note(path.clone(), What::Marked('a', mark("near"))), Moment(number));
            memory.apply(&note(path, What::Marked('Q', mark("far"))), Moment(number));
        }
        let built_in = Note { name: DocumentName::BuiltIn, title: Safe::new("Preface"), what: What::Left(kept("")) };
        memory.apply(&built_in, Moment(9));
        let text = text(memory.clone(), usize::MAX).unwrap();
        assert_eq!(parse(&text, Moment(5)), Parsed::Memory(memory));
    }

    #[test]
    fn what_is_too_long_loses_its_oldest() {
        let mut memory = Memory::empty(Moment(0));
        for number in 0..400_u64 {
            let marked = What::Marked('a', mark(&"long ".repeat(20)));
            memory.apply(&note(format!("/{number}.md"), What::Left(kept("words"))), Moment(number));
            memory.apply(&note(format!("/{number}.md"), marked), Moment(number));
        }
        let text = text(memory, 50_000).unwrap();
        assert!((40_000..=50_000).contains(&text.len()), "{}", text.len());
        let Parsed::Memory(read) = parse(&text, Moment(0)) else { panic!("it is whole") };
        assert_eq!(read.documents()[0].name, DocumentName::File("/399.md".into()));
    }

    #[test]
    fn what_is_not_ours_is_told() {
        for (text, expected) in [
            ("", Parsed::Damaged),
            ("\0\0\0\0", Parsed::Damaged),
            ("[]", Parsed::Damaged),
            ("{}", Parsed::Damaged),
            ("{\"version\":0}", Parsed::Damaged),
            ("{\"version\":1", Parsed::Damaged),
            ("{\"version\":1,\"documents\":[3]}", Parsed::Damaged),
            ("{\"version\":2}", Parsed::Newer),
            ("{\"version\":2,\"documents\":{\"other\":true}}", Parsed::Newer),
            ("{\"version\":1}", Parsed::Memory(Memory::empty(Moment(3)))),
            ("{\"version\":1,\"more\":[1,{}],\"marks\":{}}", Parsed::Memory(Memory::empty(Moment(3)))),
        ] {
            assert_eq!(parse(text.as_bytes(), Moment(3)), expected, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(parse(deep.as_bytes(), Moment(0)), Parsed::Damaged);
    }

    #[test]
    fn strange_entries_are_left_out() {
        let place = r#"{"offset":1,"length":2,"rows":2147483647,"before":"","behind":""}"#;
        let mark = format!(r#"{{"place":{place},"words":"w","section":"","when":1}}"#);
        let text = format!(
            r#"{{"version":1,"documents":[{{"document":{{"file":"relative.md"}},"title":"","when":1}},
               {{"document":{{"built_in":"other"}},"title":"","when":1}}, {{"document":{{}},"title":"","when":1}},
               {{"document":{{"file":"/x"}},"title":"a\u001bb","when":1,"left":{place},"marks":{{"A":{mark},"é":{mark},"b":{mark}}}}}],
               "marks":{{"a":{{"document":{{"file":"/x"}},"title":"","mark":{mark}}}}}}}"#
        );
        let Parsed::Memory(memory) = parse(text.as_bytes(), Moment(0)) else { panic!("{text}") };
        let [document] = memory.documents() else { panic!("{:?}", memory.documents()) };
        assert_eq!(document.marks.keys().collect::<Vec<_>>(), [&'b']);
        assert_eq!(document.left.as_ref().unwrap().rows, MOST_ROWS);
        assert!(!document.title.contains('\u{1b}') && memory.far_marks().is_empty());
    }
}
