//! What the trail and the status line say.

use crate::document::search::Syntax;
use crate::markdown::inline::LinkKind;
use crate::text::sanitize::Safe;

use super::action::Action;
use super::apart::Apart;
use super::finder::{Finder, Focus};
use super::prompt::Prompt;
use super::reader::following::{Wholeness, bytes_in_words};
use super::reader::reload::OnDisk;
use super::reader::{Goal, Reader};
use super::search::Search;
use super::state::{App, Mode, Shelved};

/// A key and what it does, short, for the right end of the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub key: String,
    /// What it does.
    pub does: &'static str,
}

/// The left part of the status line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Left {
    /// Where the reader is: parts, the most important first.
    Place(Vec<String>),
    /// The target of the link in focus.
    Target(Safe),
    /// What happened, what is asked, or what is being waited for.
    Message(Safe),
    /// A line that is being typed.
    Typed(Typed),
}

/// A line that is being typed, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Typed {
    /// What it stands behind.
    pub sign: Safe,
    /// The text before the cursor.
    pub before: Safe,
    /// The text behind the cursor.
    pub behind: Safe,
    /// What is said beside it.
    pub aside: Aside,
}

/// What is said beside a line that is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aside {
    /// Nothing.
    Nothing,
    /// What came of it so far.
    Said(Safe),
    /// What is wrong with it.
    Wrong(Safe),
}

impl Aside {
    /// The text, if there is any.
    #[must_use]
    pub fn text(&self) -> Option<&Safe> {
        match self {
            Self::Nothing => None,
            Self::Said(text) | Self::Wrong(text) => Some(text),
        }
    }

    /// Whether something is wrong with the line.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::Wrong(_))
    }
}

impl Typed {
    /// A line as a prompt has it, with an aside.
    #[must_use]
    pub fn new(sign: &str, prompt: &Prompt, aside: Aside) -> Self {
        let (before, behind) = prompt.text().split_at(prompt.cursor());
        Self { sign: Safe::new(sign), before: Safe::new(before), behind: Safe::new(behind), aside }
    }
}

impl App {
    /// The steps of the trail: the book, the document, and the sections around what is read.
    #[must_use]
    pub fn trail(&self) -> Vec<Safe> {
        if self.is_helping() {
            return vec![Safe::new("Keys")];
        }
        let reader = self.reader();
        let apart = self.filling().map(Apart::title);
        let sections = reader.document().path_at(reader.anchor().offset).into_iter();
        let mut steps: Vec<Safe> = reader.book().into_iter().chain(reader.title()).cloned().collect();
        if steps.is_empty() {
            steps.push(Safe::new(&reader.origin().name()));
        }
        for section in sections {
            // A document that repeats its title as its first heading says it once here.
            if steps.last() != Some(&section) {
                steps.push(section);
            }
        }
        steps.extend(apart);
        steps
    }

    /// The left part of the status line.
    #[must_use]
    pub fn status(&self) -> Left {
        if let Mode::Ask(question) = self.mode() {
            return Left::Message(question.sentence());
        }
        if let Mode::Qr(code) = self.mode() {
            return Left::Target(code.link.clone());
        }
        if let Some(typed) = self.typed() {
            return Left::Typed(typed);
        }
        if let Some(message) = self.message() {
            return Left::Message(message.text.clone());
        }
        let reader = self.shown();
        if reader.document().is_growing() && reader.document().span().is_empty() {
            return Left::Message(Safe::new(&format!("Waiting for {}…", reader.origin().name_within())));
        }
        if let Some(goal) = reader.goal() {
            return Left::Message(Safe::new(&format!("{} · {} %", waiting_for(goal), indexed(reader))));
        }
        if let Some(search) = self.search().filter(|search| search.wished().is_some()) {
            let progress = if search.awaits_more() {
                "the text is still arriving".to_owned()
            } else {
                format!("{} %", search.percent())
            };
            return Left::Message(Safe::new(&format!("Looking for {} · {progress}", self.looked_for())));
        }
        if let Some((line, percent)) = self.line_looked_for() {
            return Left::Message(Safe::new(&format!("Looking for line {line} · {percent} %")));
        }
        // In a list Enter doesn't follow the link.
        if !matches!(self.mode(), Mode::Contents | Mode::Filter(_) | Mode::Hits(_) | Mode::Themes(_))
            && let Some(link) = reader.focused()
        {
            return match &*link.target {
                _ if link.kind == LinkKind::Note => Left::Message(Safe::new("To the note")),
                _ if link.kind == LinkKind::NoteReturn => {
                    Left::Message(Safe::new("Back to where the note is mentioned"))
                }
                "" => Left::Message(Safe::new("This link has no target.")),
                target if link.kind == LinkKind::Disguised => {
                    Left::Target(Safe::exact(&format!("{target} · its text names another host")))
                }
                target => Left::Target(Safe::exact(target)),
            };
        }
        if let (Mode::Hits(list), Some(search)) = (self.mode(), self.search()) {
            return Left::Place(vec![format!("{}: {}", self.looked_for(), search.counted_at(list.chosen()))]);
        }
        if let Some(parts) = self.place_apart() {
            return parts;
        }
        let mut parts = place(self.on_document());
        if let Some(search) = self.search().filter(|_| self.moves_document()) {
            // Two numbers out of two others would be read for each other.
            parts.retain(|part| !part.contains(" of "));
            parts.insert(0, format!("{}: {}", self.looked_for(), search.counted()));
        }
        if self.shelf.len() > 1 && self.moves_document() {
            let open = |shelved: &Shelved| matches!(shelved, Shelved::Open(id) if *id == self.current);
            parts.extend(
                self.shelf.iter().position(open).map(|place| format!("file {} of {}", place + 1, self.shelf.len())),
            );
        }
        Left::Place(parts)
    }

    /// Whether the reader waits for something that can be given up.
    fn is_looking(&self) -> bool {
        let wish = self.search().and_then(Search::wished);
        self.reader().goal().is_some() || wish.is_some() || self.line_looked_for().is_some()
    }

    /// Whether there is room for sentences: nothing is asked or typed, and no code of a link lies over the page.
    pub(super) fn says_messages(&self) -> bool {
        !matches!(self.mode(), Mode::Ask(_) | Mode::Qr(_)) && self.typed().is_none()
    }

    /// The line that is typed.
    fn typed(&self) -> Option<Typed> {
        match self.mode() {
            Mode::Filter(filter) => {
                let aside = match self.message() {
                    Some(message) => Aside::Wrong(message.text.clone()),
                    None if filter.is_open() => {
                        let more = if filter.is_through(self.entries()) { "" } else { "+" };
                        Aside::Said(Safe::new(&format!("{}{more}", counted(filter.count(), "section"))))
                    }
                    None => Aside::Nothing,
                };
                Some(Typed::new("/", filter.prompt(), aside))
            }
            Mode::Search(asking) => {
                let aside = match (asking.wrong(), self.search()) {
                    (Some(wrong), _) => Aside::Wrong(wrong.clone()),
                    (None, Some(search)) => Aside::Said(Safe::new(&search.counted())),
                    (None, None) => Aside::Nothing,
                };
                let sign = match self.syntax() {
                    Syntax::Words => "/",
                    Syntax::Regex => "regex /",
                };
                Some(Typed::new(sign, asking.prompt(), aside))
            }
            Mode::Find(finder) => {
                let message = self.message().map(|message| &message.text);
                Some(finder.typed(message, &self.around()))
            }
            Mode::Hints(hints) => Some(hints.line()),
            Mode::Command(line) => Some(Typed::new(":", line.prompt(), Aside::Nothing)),
            _ => None,
        }
    }

    /// Whether what is typed goes into a line.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        match self.mode() {
            Mode::Filter(_) | Mode::Search(_) | Mode::Command(_) => true,
            Mode::Find(finder) => finder.focus() == Focus::Line,
            _ => false,
        }
    }

    /// The keys that matter now, the most important first.
    #[must_use]
    pub fn hints(&self) -> Vec<Hint> {
        let hint = |action: Action, does: &'static str| self.keymap().key_for(action).map(|key| Hint { key, does });
        let pending = self.keymap().pending();
        if !pending.is_empty() {
            return vec![Hint { key: pending, does: "…" }];
        }
        let fixed = |key: &str, does| Some(Hint { key: key.to_owned(), does });
        let more = || self.asked().filter(|asked| asked.is_part).and_then(|_| fixed("↓ ↑", "more"));
        let is_sentence = self.says_messages() && self.message().is_some_and(|message| message.link.is_none());
        if let Some(more) = more().filter(|_| is_sentence) {
            return vec![more];
        }
        let hints = match self.mode() {
            Mode::Ask(_) => vec![more(), fixed("y", "opens it"), fixed("n", "leaves it")],
            Mode::Apart(apart) => self.hints_apart(apart.what()),
            Mode::Qr(_) => vec![fixed("any key", "closes")],
            Mode::Themes(_) => vec![hint(Action::Follow, "keeps it"), hint(Action::Escape, "goes back")],
            Mode::Contents => vec![
                hint(Action::Follow, "goes there"),
                hint(Action::Escape, "closes"),
                hint(Action::Search, "filters"),
            ],
            Mode::Search(_) => vec![
                hint(Action::Follow, "stays here"),
                hint(Action::Escape, "goes back"),
                fixed("Ctrl-R", if self.syntax() == Syntax::Words { "regex" } else { "words" }),
                fixed("↑", "older"),
            ],
            Mode::Hints(hints) if hints.is_narrowing() => {
                vec![fixed("Enter", if hints.has_one() { "follows it" } else { "letters" }), fixed("Esc", "leaves")]
            }
            Mode::Hints(_) => vec![fixed("/", "narrows by text"), fixed("Esc", "leaves")],
            Mode::Hits(_) => vec![hint(Action::Follow, "goes there"), hint(Action::Escape, "closes")],
            Mode::Filter(_) => vec![hint(Action::Follow, "goes there"), hint(Action::Escape, "shows all")],
            Mode::Command(_) => vec![
                hint(Action::Follow, "does it"),
                fixed("Tab", "completes"),
                hint(Action::Escape, "leaves"),
                fixed("↑", "older"),
            ],
            Mode::Find(finder) => {
                let mut hints = vec![hint(Action::Follow, "goes there"), hint(Action::Escape, "closes")];
                hints.extend(finder_hints(finder).into_iter().map(Some));
                hints
            }
            Mode::Reading if self.message().is_some_and(|message| message.link.is_some()) => {
                vec![more(), hint(Action::Qr, "code for a phone")]
            }
            Mode::Reading if self.is_looking() => {
                vec![hint(Action::Escape, "gives up")]
            }
            Mode::Reading if self.reader().focused().is_some() => {
                vec![hint(Action::Follow, "opens"), hint(Action::Escape, "leaves it"), hint(Action::Copy, "copies")]
            }
            Mode::Reading if self.search().is_some() => {
                vec![
                    hint(Action::NextHit, "next"),
                    hint(Action::PreviousHit, "previous"),
                    hint(Action::Hits, "list"),
                    hint(Action::Escape, "done"),
                ]
            }
            Mode::Reading => vec![
                hint(Action::Close, "quit"),
                hint(Action::Help, "help"),
                hint(Action::NextLink, "link"),
                hint(Action::Search, "search"),
                hint(Action::NextSection, "section").filter(|_| self.reader().may_have_section_after()),
            ],
        };
        hints.into_iter().flatten().collect()
    }
}

/// The keys that work in a finder besides those that work in every one.
fn finder_hints(finder: &Finder) -> Vec<Hint> {
    let own = |key: &str, does| Hint { key: key.to_owned(), does };
    match finder.focus() {
        Focus::Rows => {
            let deeds =
                finder.deeds().iter().map(|deed| own(deed.keys.split(' ').next().unwrap_or_default(), deed.does));
            deeds.chain([own("/", "filters")]).collect()
        }
        Focus::Line if finder.deeds().is_empty() => vec![own("↑ ↓", "choose")],
        Focus::Line => vec![own("Tab", "to the list")],
    }
}

/// A number of things.
fn counted(count: usize, what: &str) -> String {
    match count {
        0 => format!("no {what}"),
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

fn waiting_for(goal: &Goal) -> &'static str {
    match goal {
        Goal::Anchor(_) => "Looking for the heading",
        Goal::Note(_) | Goal::Mention(_) => "Looking for the note",
        Goal::SectionAfter(..) | Goal::SectionBefore(..) | Goal::Sibling(..) | Goal::Parent(_) => {
            "Looking for the section"
        }
    }
}

fn place(reader: &Reader) -> Vec<String> {
    let outline = reader.document().outline();
    let mut parts = Vec::new();
    if let Some(section) = reader.section() {
        let all_known = reader.document().is_complete() && outline.left_out() == 0;
        let more = if all_known { "" } else { "+" };
        parts.push(format!("{} of {}{more}", section.0 + 1, outline.len()));
    }
    match reader.on_disk {
        OnDisk::There => {}
        OnDisk::Gone => parts.push("the file is gone".to_owned()),
        OnDisk::Unreadable => parts.push("the file can't be read".to_owned()),
    }
    let span = reader.document().span();
    if span.is_empty() && reader.document().is_complete() {
        parts.push("an empty document".to_owned());
        return parts;
    }
    if reader.wholeness == Wholeness::CutOff {
        parts.push(format!("cut off behind {}", bytes_in_words(span.end)));
    }
    if reader.document().is_growing() {
        parts.push(format!("{} so far", bytes_in_words(span.end)));
        if reader.is_following() {
            parts.push("following".to_owned());
        }
        return parts;
    }
    parts.push(format!("{} %", reader.percent()));
    parts.push(reader.left());
    if !reader.document().is_complete() {
        parts.push(format!("indexing {} %", indexed(reader)));
    }
    parts
}

/// How much of the document is indexed, in percent.
fn indexed(reader: &Reader) -> u64 {
    let span = reader.document().span();
    let length = (span.end - span.start).max(1);
    (reader.document().indexed() - span.start) * 100 / length
}
