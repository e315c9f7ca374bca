//! A question about a link: what would be opened, whole, with its host marked, and why it is asked. In the same way stands
//! on the screen what could not be opened, and any sentence that is too long for it.
//!
//! Nothing of the target is left out, and nothing in it stays unseen: its lines are as wide as the screen, and where they
//! are too many for it, keys and the wheel move them.

use std::ops::Range;

use crate::library::authority::host;
use crate::text::punycode::ascii_host;
use crate::text::sanitize::Safe;
use crate::text::width::{grapheme_width, graphemes, width};
use crate::text::wrap::wrap;

use super::event::{Effect, LoadRequest};
use super::key::{Code, Key};
use super::state::{App, Mode};

/// The columns of the key that says yes, beside the end of a question.
const ANSWER: usize = "  y opens it".len();

/// Something that is not done without the reader's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Why it is asked: a clause.
    why: Safe,
    /// What would be opened.
    target: Safe,
    /// What happens on a yes.
    then: Consent,
    /// The first of its lines that is seen.
    first: usize,
}

/// What the reader agrees to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Consent {
    /// Opening a link outside.
    Outside(String),
    /// Opening a document that is outside of the root.
    Load(LoadRequest),
}

/// A line of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionLine {
    /// What it says.
    pub text: Safe,
    /// The bytes of it that are the host, which is what to look at.
    pub marked: Range<usize>,
    /// Whether it is a part of the target, and not about it.
    pub is_target: bool,
}

/// What is seen of a question, and what the reader can do about it; or of a link that could not be opened.
#[derive(Debug, PartialEq, Eq)]
pub struct Asked {
    /// The lines that there is room for, from the top.
    pub lines: Vec<QuestionLine>,
    /// Whether these are not all: then the last row of the screen belongs to the keys.
    pub is_part: bool,
}

impl Question {
    fn new(target: &str, why: &str, then: Consent) -> Self {
        Self { why: Safe::new(why), target: Safe::exact(target), then, first: 0 }
    }

    /// The sentence that asks.
    #[must_use]
    pub fn sentence(&self) -> Safe {
        Safe::new(&format!("Open this? You are asked because {}.", self.why))
    }

    /// All that is said, in lines of so many columns.
    fn lines(&self, columns: usize) -> Vec<QuestionLine> {
        lines(&self.target, &self.sentence(), columns)
    }
}

/// All that is said about a target, in lines of so many columns: itself, how its host is spelled, the sentence.
fn lines(target: &Safe, sentence: &Safe, columns: usize) -> Vec<QuestionLine> {
    let host = host(target).unwrap_or(0..0);
    let spelled = target.get(host.clone()).and_then(ascii_host);
    let mut lines: Vec<QuestionLine> = rows(target, columns)
        .map(|row| {
            let inside = |at: usize| at.clamp(row.start, row.end) - row.start;
            QuestionLine { marked: inside(host.start)..inside(host.end), text: target.slice(row), is_target: true }
        })
        .collect();
    let spelled = spelled.map(|spelled| Safe::new(&format!("Its host is {spelled}")));
    lines.extend(spelled.iter().chain([sentence]).flat_map(|text| wrapped(text, columns)));
    lines
}

/// A sentence in lines of so many columns.
fn wrapped(text: &Safe, columns: usize) -> impl Iterator<Item = QuestionLine> {
    let rows = wrap(text, columns, columns).into_iter();
    rows.map(|row| QuestionLine { text: text.slice(row.range), marked: 0..0, is_target: false })
}

/// The ranges of a text that fill lines of so many columns: cut anywhere, so that no space is lost between two of them.
fn rows(text: &str, columns: usize) -> impl Iterator<Item = Range<usize>> {
    let mut parts = graphemes(text).peekable();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let mut used = 0;
        while let Some(part) = parts.next_if(|part| used == 0 || used + grapheme_width(part) <= columns) {
            used += grapheme_width(part);
            at += part.len();
        }
        (at > start).then_some(start..at)
    })
}

impl App {
    /// Asks whether this is to be opened.
    pub(super) fn ask(&mut self, target: &str, why: &str, then: Consent) -> Vec<Effect> {
        self.mode = Mode::Ask(Question::new(target, why, then));
        Vec::new()
    }

    /// What is asked, which link could not be opened, or what else is said and too long for the screen, as far as there is
    /// room for it; `None` where nothing is.
    #[must_use]
    pub fn asked(&self) -> Option<Asked> {
        let (mut lines, first) = self.whole()?;
        let rows = usize::from(self.geometry()?.status.row);
        let is_part = lines.len() > rows + 1;
        if is_part {
            lines.drain(..first.min(lines.len()));
            lines.truncate(rows);
        } else if !lines.iter().any(|line| line.is_target) {
            return None;
        }
        Some(Asked { lines, is_part })
    }

    /// Moves over the lines of a question that are too many for the screen, or of a link that could not be opened. Returns
    /// whether there was anywhere to go.
    pub(super) fn scroll_question(&mut self, by: isize) -> bool {
        let Some((lines, before)) = self.whole() else { return false };
        let rows = self.geometry().map_or(0, |geometry| usize::from(geometry.status.row));
        let last = if lines.len() > rows + 1 { lines.len().saturating_sub(rows) } else { 0 };
        let after = before.saturating_add_signed(by).min(last);
        match (&mut self.mode, &mut self.message) {
            (Mode::Ask(question), _) => question.first = after,
            (_, Some(message)) => message.first = after,
            _ => {}
        }
        after != before
    }

    /// All lines of a question or of a link that could not be opened, and the first that is seen if they are too many.
    fn whole(&self) -> Option<(Vec<QuestionLine>, usize)> {
        let columns = usize::from(self.geometry()?.status.columns.saturating_sub(2)).max(1);
        if let Mode::Ask(question) = self.mode() {
            let mut lines = question.lines(columns);
            // A question is no use to somebody who doesn't see what to answer.
            if lines.last().is_some_and(|last| width(&last.text) + ANSWER > columns) {
                lines.push(QuestionLine { text: Safe::default(), marked: 0..0, is_target: false });
            }
            return Some((lines, question.first));
        }
        let message = self.message().filter(|_| self.says_messages())?;
        let lines = match &message.link {
            Some(link) => lines(&Safe::exact(link), &message.text, columns),
            None => wrapped(&message.text, columns).collect(),
        };
        Some((lines, message.first))
    }

    /// Moves over the lines of a link that could not be opened, if the key does that and there is anywhere to go.
    pub(super) fn scroll_link(&mut self, key: Key) -> bool {
        let by = self.scrolls(key).filter(|_| !matches!(self.mode, Mode::Ask(_)));
        by.is_some_and(|lines| self.scroll_question(lines))
    }

    /// Takes the answer to a question: `y` is yes, Ctrl-C quits, keys that scroll show more of it, anything else is no.
    pub(super) fn answer(&mut self, key: Key) -> Vec<Effect> {
        if let Some(lines) = self.scrolls(key) {
            self.scroll_question(lines);
            return Vec::new();
        }
        let is_seen = self.geometry().is_some();
        let Mode::Ask(Question { then, .. }) = std::mem::replace(&mut self.mode, Mode::Reading) else {
            return Vec::new();
        };
        match key {
            // What a screen is too small for nobody has read.
            Key { code: Code::Char('y' | 'Y'), ctrl: false, alt: false } if is_seen => match then {
                Consent::Outside(url) => vec![Effect::OpenOutside(url)],
                Consent::Load(request) => vec![Effect::Load(request)],
            },
            Key { code: Code::Char('c'), ctrl: true, .. } => vec![Effect::Quit],
            _ => {
                self.say("Not opened.");
                Vec::new()
            }
        }
    }

    /// By how many lines a key moves over a question that there is too little room for.
    fn scrolls(&self, key: Key) -> Option<isize> {
        let page = self.asked().filter(|asked| asked.is_part)?.lines.len();
        let page = isize::try_from(page.saturating_sub(1)).unwrap_or(1).max(1);
        let plain = !key.ctrl && !key.alt;
        match key.code {
            Code::Down | Code::Char('j') if plain => Some(1),
            Code::Up | Code::Char('k') if plain => Some(-1),
            Code::PageDown | Code::Char(' ') if plain => Some(page),
            Code::PageUp | Code::Char('b') if plain => Some(-page),
            Code::Home if plain => Some(isize::MIN),
            Code::End if plain => Some(isize::MAX),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn question(target: &str) -> Question {
        Question::new(target, "it is only a test", Consent::Outside(target.to_owned()))
    }

    #[test]
    fn the_host_is_marked_wherever_the_lines_are_cut() {
        let marked = |target: &str, columns: usize| -> String {
            let lines = question(target).lines(columns);
            lines.iter().filter_map(|line| line.text.get(line.marked.clone())).collect()
        };
        for columns in 2..60 {
            assert_eq!(marked("https://user@example.org:8080/a/b", columns), "example.org", "{columns}");
            assert_eq!(marked("https://пример.example/x", columns), "пример.example", "{columns}");
        }
    }

    #[test]
    fn what_is_not_ascii_is_spelled_and_nothing_stays_unseen() {
        let said = |target: &str| -> Vec<String> {
            question(target).lines(80).into_iter().map(|line| line.text.to_string()).collect()
        };
        assert_eq!(
            said("https://bücher.example/"),
            [
                "https://bücher.example/",
                "Its host is xn--bcher-kva.example",
                "Open this? You are asked because it is only a test."
            ]
        );
        for hidden in ["\u{200b}", "\u{ad}", "\u{202e}", "\u{2060}", "\u{200d}", "\u{feff}", "\u{e0041}", "\u{fe0f}"] {
            let shown = &said(&format!("https://exam{hidden}ple.org/"))[0];
            assert!(shown.starts_with("https://exam<") && shown.ends_with(">ple.org/"), "{shown}");
        }
    }

    proptest! {
        #[test]
        fn the_lines_are_the_whole_target(target in "[ -~]{0,200}|.{0,80}", columns in 1_usize..40) {
            let question = question(&target);
            let rows: Vec<_> = rows(&question.target, columns).collect();
            let joined: String = rows.iter().filter_map(|row| question.target.get(row.clone())).collect();
            prop_assert_eq!(joined, question.target.to_string());
            for row in rows {
                let text = question.target.slice(row);
                prop_assert!(graphemes(&text).count() == 1 || crate::text::width::width(&text) <= columns);
            }
        }
    }
}
