//! The keys: a table of key sequences and actions, and the state of a sequence that is being typed.
//!
//! The help page is made from this table, so that it can't say anything else than what is in force.

use super::action::Action;
use super::key::{Code, Key};

/// What the keys of one action are, and how the help describes them.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// The heading in the help under which it stands.
    pub group: &'static str,
    /// What it does, for the help.
    pub about: &'static str,
    /// The action.
    pub action: Action,
    /// The key sequences, parted by spaces, in the notation of [`parse`]; [`LETTER`] at the end of one stands for any
    /// letter or digit, which says what it is about.
    pub keys: &'static str,
}

const fn binding(group: &'static str, about: &'static str, action: Action, keys: &'static str) -> Binding {
    Binding { group, about, action, keys }
}

const READING: &str = "Reading on";
const SECTIONS: &str = "Sections";
const LINKS: &str = "Links";
pub(super) const SEARCH: &str = "Search";
const COPYING: &str = "Copying, to the clipboard of the terminal";
const HISTORY: &str = "Back and forward";
const LOOK: &str = "How the page looks";
const PROGRAM: &str = "The program";

/// Stands for any letter or digit at the end of a key sequence.
pub const LETTER: char = '…';

/// The keys that are in force unless somebody says otherwise.
pub const DEFAULT: &[Binding] = &[
    binding(READING, "line down", Action::LineDown, "j Down Ctrl-E"),
    binding(READING, "line up", Action::LineUp, "k Up Ctrl-Y"),
    binding(READING, "page down", Action::PageDown, "Space PgDn Ctrl-F"),
    binding(READING, "page up", Action::PageUp, "b PgUp Ctrl-B"),
    binding(READING, "half a page down", Action::HalfPageDown, "d Ctrl-D"),
    binding(READING, "half a page up", Action::HalfPageUp, "u Ctrl-U"),
    binding(READING, "beginning", Action::Top, "g Home <"),
    binding(READING, "end", Action::End, "G End >"),
    binding(READING, "so many percent, as in `50%`", Action::Percent, "%"),
    binding(READING, "wide code: further left", Action::PanLeft, "h Left"),
    binding(READING, "wide code: further right", Action::PanRight, "l Right"),
    binding(READING, "wide code: beginning of its lines", Action::PanStart, "0"),
    binding(READING, "wide code: end of its longest line", Action::PanEnd, "$"),
    binding(READING, "open or close what can be folded", Action::ToggleFold, "za"),
    binding(READING, "close all that can be folded", Action::FoldAll, "zM"),
    binding(READING, "open all that can be folded", Action::UnfoldAll, "zR"),
    binding(READING, "a table, code, quote or image alone", Action::Alone, "i"),
    binding(READING, "the source of the page, and back", Action::Source, "\\"),
    binding(READING, "where am I", Action::Whereabouts, "Ctrl-G"),
    binding(SECTIONS, "next section", Action::NextSection, "]"),
    binding(SECTIONS, "previous section", Action::PreviousSection, "["),
    binding(SECTIONS, "next of the same level", Action::NextSibling, "}"),
    binding(SECTIONS, "previous of the same level", Action::PreviousSibling, "{"),
    binding(SECTIONS, "the section around this one", Action::Parent, "p"),
    binding(SECTIONS, "show or hide the contents", Action::ToggleContents, "t"),
    binding(SECTIONS, "move into the contents", Action::EnterContents, "Ctrl-T"),
    binding(SECTIONS, "go to a section or document, by typing some of it", Action::GoTo, "o Ctrl-P"),
    binding(LINKS, "next link", Action::NextLink, "Tab"),
    binding(LINKS, "previous link", Action::PreviousLink, "Shift-Tab"),
    binding(LINKS, "follow the link", Action::Follow, "Enter"),
    binding(LINKS, "letters over all that can be followed", Action::Hints, "f"),
    binding(LINKS, "all links of the document in a list", Action::Links, "F"),
    binding(LINKS, "open it outside", Action::FollowOutside, "x"),
    binding(LINKS, "look where it leads, without going there", Action::Peek, "K"),
    binding(LINKS, "draw its code, for a phone to read", Action::Qr, "#"),
    binding(COPYING, "the link in focus, the selection, or the section", Action::Copy, "y"),
    binding(COPYING, "the nearest code; again: with the citation", Action::CopyCode, "c"),
    binding(COPYING, "a link to this place", Action::CopyPlace, "Y"),
    binding(COPYING, "the citation of this document", Action::CopyCitation, "C"),
    binding(SEARCH, "search as you type; in the contents: filter them", Action::Search, "/"),
    binding(SEARCH, "next hit", Action::NextHit, "n"),
    binding(SEARCH, "previous hit", Action::PreviousHit, "N"),
    binding(SEARCH, "all hits in a list", Action::Hits, "&"),
    binding(HISTORY, "back", Action::Back, "Backspace Alt-Left H Ctrl-O"),
    binding(HISTORY, "forward", Action::Forward, "Alt-Right L"),
    binding(HISTORY, "the place before the last jump", Action::LastJump, "'' ``"),
    binding(HISTORY, "mark this place; A to Z: everywhere", Action::SetMark, "m…"),
    binding(HISTORY, "go to the mark with that letter", Action::GoToMark, "'… `…"),
    binding(HISTORY, "all marks, to go to or delete", Action::Marks, "B"),
    binding(LOOK, "wider column of text", Action::Widen, "+"),
    binding(LOOK, "narrower", Action::Narrow, "-"),
    binding(LOOK, "as wide as at first", Action::ResetMeasure, "="),
    binding(LOOK, "comfortable, wide, or the whole screen", Action::CycleMeasure, "w"),
    binding(LOOK, "the themes, to choose one", Action::Themes, "T"),
    binding(PROGRAM, "a command, by its name", Action::CommandLine, ":"),
    binding(PROGRAM, "the keys", Action::Help, "? F1"),
    binding(PROGRAM, "mouse: the program's or the terminal's", Action::ToggleMouse, "M"),
    binding(PROGRAM, "read the file again", Action::Reload, "Ctrl-R r"),
    binding(PROGRAM, "edit the file, in $VISUAL or $EDITOR", Action::Edit, "e"),
    binding(PROGRAM, "draw everything anew", Action::Redraw, "Ctrl-L"),
    binding(PROGRAM, "back to the shell for a while", Action::Suspend, "Ctrl-Z"),
    binding(PROGRAM, "back out", Action::Escape, "Esc"),
    binding(PROGRAM, "close what is on top, else quit", Action::Close, "q"),
    binding(PROGRAM, "quit", Action::Quit, "Q ZZ Ctrl-C"),
];

/// What a key led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// An action, and the count that was typed before it.
    Action(Action, Option<u32>),
    /// An action, and the letter or digit that says what it is about.
    Lettered(Action, char),
    /// More keys are needed.
    Pending,
    /// A sequence was given up.
    GivenUp,
    /// No sequence begins like that.
    Nothing,
}

/// Key sequences and their actions, and what has been typed of one so far.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<Binding>,
    sequences: Vec<Sequence>,
    typed: Vec<Key>,
    count: Option<u32>,
}

/// A sequence of keys, and what it asks for.
#[derive(Debug, Clone)]
struct Sequence {
    keys: Vec<Key>,
    ends: Ends,
    action: Action,
}

/// How a sequence ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// With its last key.
    ThereAndThen,
    /// With any letter or digit behind its last key.
    WithLetter,
}

impl Sequence {
    /// Reads a sequence of a binding.
    fn new(text: &str, action: Action) -> Option<Self> {
        let (keys, ends) = match text.strip_suffix(LETTER) {
            Some(keys) => (keys, Ends::WithLetter),
            None => (text, Ends::ThereAndThen),
        };
        Some(Self { keys: parse(keys)?, ends, action })
    }

    /// What it comes to if these keys were typed; `None` if more are needed, or others.
    fn matched(&self, typed: &[Key], count: Option<u32>) -> Option<Match> {
        match (self.ends, typed.strip_prefix(&self.keys[..])?) {
            (Ends::ThereAndThen, []) => Some(Match::Action(self.action, count)),
            (Ends::WithLetter, [key]) => letter(*key).map(|letter| Match::Lettered(self.action, letter)),
            _ => None,
        }
    }

    /// Whether it goes on behind these keys.
    fn goes_on_behind(&self, typed: &[Key]) -> bool {
        let whole = self.ends == Ends::WithLetter && self.keys == typed;
        whole || (self.keys.starts_with(typed) && self.keys != typed)
    }
}

/// A count stops growing here; nobody scrolls further by hand.
const LARGEST_COUNT: u32 = 1_000_000;

impl Keymap {
    /// A keymap of these bindings. Sequences that can't be read are left out; a test holds the default ones to it.
    #[must_use]
    pub fn new(bindings: &[Binding]) -> Self {
        let sequences = bindings
            .iter()
            .flat_map(|binding| binding.keys.split(' ').filter_map(|keys| Sequence::new(keys, binding.action)))
            .collect();
        Self { bindings: bindings.to_vec(), sequences, typed: Vec::new(), count: None }
    }

    /// The bindings, in the order of the help.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// Takes a key in.
    pub fn press(&mut self, key: Key) -> Match {
        if self.typed.is_empty()
            && let Some(digit) = digit(key)
            && (digit > 0 || self.count.is_some())
        {
            let count = self.count.unwrap_or(0).saturating_mul(10).saturating_add(digit);
            self.count = Some(count.min(LARGEST_COUNT));
            return Match::Pending;
        }
        if !self.typed.is_empty() && key.code == Code::Esc {
            self.clear();
            return Match::GivenUp;
        }
        self.typed.push(key);
        if let Some(found) = self.sequences.iter().find_map(|sequence| sequence.matched(&self.typed, self.count)) {
            self.clear();
            return found;
        }
        if self.sequences.iter().any(|sequence| sequence.goes_on_behind(&self.typed)) {
            return Match::Pending;
        }
        self.clear();
        Match::Nothing
    }

    /// What a key means by itself, whatever has been typed before it.
    #[must_use]
    pub fn meaning(&self, key: Key) -> Option<Action> {
        self.sequences.iter().find_map(|sequence| match sequence.matched(&[key], None)? {
            Match::Action(action, _) => Some(action),
            _ => None,
        })
    }

    /// Forgets what has been typed of a sequence. Returns whether there was anything.
    pub fn clear(&mut self) -> bool {
        let pending = !self.typed.is_empty() || self.count.is_some();
        self.typed.clear();
        self.count = None;
        pending
    }

    /// What has been typed of a sequence, for the status line.
    #[must_use]
    pub fn pending(&self) -> String {
        let count = self.count.map(|count| count.to_string()).unwrap_or_default();
        count + &self.typed.iter().map(|key| show(*key)).collect::<String>()
    }

    /// The first key of an action, as the hints show it.
    #[must_use]
    pub fn key_for(&self, action: Action) -> Option<String> {
        let binding = self.bindings.iter().find(|binding| binding.action == action)?;
        binding.keys.split(' ').next().map(name)
    }
}

fn letter(key: Key) -> Option<char> {
    match key {
        Key { code: Code::Char(letter), ctrl: false, alt: false } => Some(letter).filter(char::is_ascii_alphanumeric),
        _ => None,
    }
}

fn digit(key: Key) -> Option<u32> {
    match key {
        Key { code: Code::Char(character), ctrl: false, alt: false } => character.to_digit(10),
        _ => None,
    }
}

const NAMED: [(&str, Code); 16] = [
    ("Space", Code::Char(' ')),
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Backspace", Code::Backspace),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PgUp", Code::PageUp),
    ("PgDn", Code::PageDown),
    ("F1", Code::Function(1)),
    ("Del", Code::Delete),
];

/// Reads a sequence: names (`Space`, `PgDn`), `Ctrl-` and `Alt-` with one key behind them, or characters one after the
/// other (`ZZ`).
#[must_use]
pub fn parse(text: &str) -> Option<Vec<Key>> {
    let plain = |code| Key { code, ctrl: false, alt: false };
    let named = |name: &str| NAMED.iter().find(|(known, _)| *known == name).map(|(_, code)| *code);
    if let Some(code) = named(text) {
        return Some(vec![plain(code)]);
    }
    let single = |name: &str| {
        let mut characters = name.chars();
        let character = characters.next().filter(|_| characters.next().is_none());
        named(name).or_else(|| character.map(|character| Code::Char(character.to_ascii_lowercase())))
    };
    if let Some(rest) = text.strip_prefix("Ctrl-") {
        return single(rest).map(|code| vec![Key { ctrl: true, ..plain(code) }]);
    }
    if let Some(rest) = text.strip_prefix("Alt-") {
        return single(rest).map(|code| vec![Key { alt: true, ..plain(code) }]);
    }
    (!text.is_empty()).then(|| text.chars().map(|character| plain(Code::Char(character))).collect())
}

/// A sequence as the help shows it: arrows as arrows.
#[must_use]
pub fn name(keys: &str) -> String {
    let (prefix, rest) = ["Ctrl-", "Alt-"]
        .into_iter()
        .find_map(|prefix| keys.strip_prefix(prefix).map(|rest| (prefix, rest)))
        .unwrap_or(("", keys));
    let rest = match rest {
        "Up" => "↑",
        "Down" => "↓",
        "Left" => "←",
        "Right" => "→",
        other => other,
    };
    format!("{prefix}{rest}")
}

fn show(key: Key) -> String {
    match key.code {
        Code::Char(character) => character.to_string(),
        code => NAMED.iter().find(|(_, known)| *known == code).map_or(String::new(), |(name, _)| (*name).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(keymap: &mut Keymap, keys: &str) -> Vec<Match> {
        keys.chars().map(|character| keymap.press(parse(&character.to_string()).unwrap()[0])).collect()
    }

    #[test]
    fn counts_and_sequences_wait_for_their_end() {
        let mut keymap = Keymap::new(DEFAULT);
        assert_eq!(
            press(&mut keymap, "12j"),
            [Match::Pending, Match::Pending, Match::Action(Action::LineDown, Some(12)),]
        );
        assert_eq!(press(&mut keymap, "ZZ"), [Match::Pending, Match::Action(Action::Quit, None)]);
        assert_eq!(press(&mut keymap, "Zj"), [Match::Pending, Match::Nothing]);
        assert_eq!(press(&mut keymap, "gg"), [Match::Action(Action::Top, None); 2]);
        assert_eq!(keymap.pending(), "");
        assert_eq!(press(&mut keymap, "50")[1], Match::Pending);
        assert_eq!(keymap.pending(), "50");
        assert!(keymap.clear());
    }

    #[test]
    fn a_letter_says_what_a_sequence_is_about() {
        let mut keymap = Keymap::new(DEFAULT);
        for (typed, expected) in [
            ("ma", Match::Lettered(Action::SetMark, 'a')),
            ("mA", Match::Lettered(Action::SetMark, 'A')),
            ("m5", Match::Lettered(Action::SetMark, '5')),
            ("'z", Match::Lettered(Action::GoToMark, 'z')),
            ("`0", Match::Lettered(Action::GoToMark, '0')),
            ("''", Match::Action(Action::LastJump, None)),
            ("``", Match::Action(Action::LastJump, None)),
            ("m'", Match::Nothing),
            ("mé", Match::Nothing),
        ] {
            assert_eq!(press(&mut keymap, typed), [Match::Pending, expected], "{typed}");
            assert_eq!(keymap.pending(), "");
        }
        assert_eq!(press(&mut keymap, "3m")[1], Match::Pending);
        assert_eq!(keymap.pending(), "3m");
        assert_eq!(keymap.press(parse("Esc").unwrap()[0]), Match::GivenUp);
        assert_eq!(keymap.pending(), "");
        assert_eq!(keymap.press(parse("Esc").unwrap()[0]), Match::Action(Action::Escape, None));
    }

    /// Whether what begins one sequence is the whole of another.
    fn clash(one: &Sequence, other: &Sequence) -> bool {
        let shared = one.keys.len().min(other.keys.len());
        if one.keys[..shared] != other.keys[..shared] {
            return false;
        }
        let next = |sequence: &Sequence| match (sequence.keys.get(shared), sequence.ends) {
            (Some(key), _) => Some(letter(*key).is_some()),
            (None, Ends::WithLetter) => Some(true),
            (None, Ends::ThereAndThen) => None,
        };
        // One goes on with a letter of its own, the other with any; or one ends where the other goes on.
        !matches!((next(one), next(other)), (Some(false), Some(_)) | (Some(_), Some(false)))
    }

    #[test]
    fn one_key_has_one_meaning() {
        let read = |keys, action| Sequence::new(keys, action).unwrap_or_else(|| panic!("{keys} can't be read"));
        let sequences: Vec<_> = DEFAULT
            .iter()
            .flat_map(|binding| binding.keys.split(' ').map(|keys| (keys, read(keys, binding.action))))
            .collect();
        for (place, (keys, sequence)) in sequences.iter().enumerate() {
            for (others, other) in &sequences[..place] {
                let message = format!("{keys} means {:?}, {others} {:?}", sequence.action, other.action);
                assert!(!clash(sequence, other), "{message}");
            }
        }
    }

    #[test]
    fn clashes_are_found() {
        for (one, other, expected) in [
            ("g", "gc", true),
            ("gc", "gd", false),
            ("m…", "m", true),
            ("m…", "ma", true),
            ("m…", "m'", false),
            ("m…", "m…", true),
            ("m…", "n…", false),
            ("Ctrl-T", "t", false),
            ("ZZ", "ZZ", true),
        ] {
            let read = |keys| Sequence::new(keys, Action::Quit).unwrap();
            assert_eq!(clash(&read(one), &read(other)), expected, "{one} {other}");
            assert_eq!(clash(&read(other), &read(one)), expected, "{other} {one}");
        }
    }
}
