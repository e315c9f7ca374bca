//! The commands: a table of what each is called, what stands behind it and what it does; and how a line is read by it.
//!
//! The help page and the completion are made from this table, so that they can't say anything else.

use crate::app::measure::Width;
use crate::theme::look::Name;

use super::nearest::nearest;

/// A command.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// What it is called. As much of it as no other command begins with is enough.
    pub name: &'static str,
    /// What stands behind it.
    pub takes: Takes,
    /// What it does, for the help.
    pub about: &'static str,
    order: fn(&str) -> Result<Order, String>,
}

/// What stands behind a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// A file.
    Path,
    /// The name of a theme.
    Theme,
    /// How wide the column of text may be.
    Width,
    /// `on` or `off`.
    Switch,
}

impl Takes {
    /// How it is written in the help.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Path => "PATH",
            Self::Theme => "NAME",
            Self::Width => "COLUMNS",
            Self::Switch => "on/off",
        }
    }

    /// The words that may stand there, each with what it means.
    #[must_use]
    pub fn words(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Nothing | Self::Path => Vec::new(),
            Self::Theme => Name::ALL.map(|theme| (theme.name(), theme.about())).to_vec(),
            Self::Width => {
                vec![("measure", "as wide as at first"), ("wide", "a wide column"), ("full", "as wide as the screen")]
            }
            Self::Switch => vec![("on", ""), ("off", "")],
        }
    }
}

/// What a line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Opening what was typed as a path.
    Open(String),
    /// Another theme.
    Theme(Name),
    /// Another width of the column of text.
    Width(Width),
    /// Breaking words with hyphens, or not.
    Hyphenate(Switch),
    /// Making lines end at the same column, or not.
    Justify(Switch),
    /// Putting text in order that is written from right to left, or not.
    Bidi(Switch),
    /// Setting punctuation as a printer would, or not.
    Smart(Switch),
    /// Whether the mouse is the program's.
    Mouse(Switch),
    /// The documents that were read lately.
    Recent,
    /// All links of the document.
    Links,
    /// All marks.
    Marks,
    /// Going to so many percent of the document.
    Percent(u32),
    /// Going to a line of the source, counted from 1.
    Line(u64),
    /// The page of help.
    Help,
    /// Ending the program.
    Quit,
}

/// Whether something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    /// It is.
    On,
    /// It isn't.
    Off,
}

/// All commands, in the order of the help.
pub const COMMANDS: &[Command] = &[
    Command {
        name: "open",
        takes: Takes::Path,
        about: "open a file; from the folder of the document, else from where the program was started",
        order: |path| required("open", "the path of a file", path).map(|path| Order::Open(path.to_owned())),
    },
    Command {
        name: "recent",
        takes: Takes::Nothing,
        about: "the documents that were read lately, to open one",
        order: |rest| nothing("recent", rest, Order::Recent),
    },
    Command {
        name: "links",
        takes: Takes::Nothing,
        about: "all links of the document in a list",
        order: |rest| nothing("links", rest, Order::Links),
    },
    Command {
        name: "marks",
        takes: Takes::Nothing,
        about: "all marks in a list",
        order: |rest| nothing("marks", rest, Order::Marks),
    },
    Command {
        name: "theme",
        takes: Takes::Theme,
        about: "another theme",
        order: |name| one_of("theme", Takes::Theme, name, |name| Name::named(name).map(Order::Theme)),
    },
    Command {
        name: "width",
        takes: Takes::Width,
        about: "how wide the text may be: a number of columns, `measure`, `wide` or `full`",
        order: |width| one_of("width", Takes::Width, width, |width| Width::named(width).map(Order::Width)),
    },
    Command {
        name: "hyphenate",
        takes: Takes::Switch,
        about: "break words with hyphens",
        order: |rest| switch("hyphenate", rest, Order::Hyphenate),
    },
    Command {
        name: "justify",
        takes: Takes::Switch,
        about: "make lines end at the same column",
        order: |rest| switch("justify", rest, Order::Justify),
    },
    Command {
        name: "smart",
        takes: Takes::Switch,
        about: "set curly quotes, dashes and ellipses",
        order: |rest| switch("smart", rest, Order::Smart),
    },
    Command {
        name: "bidi",
        takes: Takes::Switch,
        about: "put text in order that is written from right to left",
        order: |rest| switch("bidi", rest, Order::Bidi),
    },
    Command {
        name: "mouse",
        takes: Takes::Switch,
        about: "use the mouse here, or leave it to the terminal",
        order: |rest| switch("mouse", rest, Order::Mouse),
    },
    Command {
        name: "help",
        takes: Takes::Nothing,
        about: "the keys and commands",
        order: |rest| nothing("help", rest, Order::Help),
    },
    Command { name: "quit", takes: Takes::Nothing, about: "quit", order: |rest| nothing("quit", rest, Order::Quit) },
];

/// What has no name: numbers, each with what it does, for the help.
pub const NUMBERS: [(&str, &str); 2] =
    [("42%", "go to so many percent of the document"), ("1234", "go to this line of the source")];

/// Names that somebody may be used to, and the commands that they stand for.
const ALIASES: [(&str, &str); 4] = [("h", "help"), ("w", "width"), ("t", "theme"), ("exit", "quit")];

/// Reads a line, which says something.
///
/// # Errors
///
/// A sentence that says what is wrong with it, and what could be meant.
pub fn read(line: &str) -> Result<Order, String> {
    let line = line.trim();
    if let Some(order) = number(line) {
        return Ok(order);
    }
    let (name, rest) = split(line);
    (command(name)?.order)(rest.trim())
}

/// The name of a command and what stands behind it.
#[must_use]
pub fn split(line: &str) -> (&str, &str) {
    let line = line.trim_start();
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
}

/// The command with this name, or the only one whose name begins like that.
///
/// # Errors
///
/// A sentence that says which ones could be meant.
pub fn command(name: &str) -> Result<&'static Command, String> {
    let name = ALIASES.iter().find(|(alias, _)| *alias == name).map_or(name, |(_, name)| name);
    if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
        return Ok(command);
    }
    let like: Vec<&Command> = COMMANDS.iter().filter(|command| command.name.starts_with(name)).collect();
    match &like[..] {
        [command] => Ok(command),
        [] => Err(unknown("command", name, COMMANDS.iter().map(|command| command.name))),
        several => {
            let names: Vec<&str> = several.iter().map(|command| command.name).collect();
            Err(format!("“{name}” may be {}.", listed(&names)))
        }
    }
}

fn number(line: &str) -> Option<Order> {
    let (digits, percent) = line.strip_suffix('%').map_or((line, false), |digits| (digits.trim_end(), true));
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // What is larger than any number is as far as one can go.
    Some(if percent {
        Order::Percent(digits.parse().unwrap_or(u32::MAX))
    } else {
        Order::Line(digits.parse().unwrap_or(u64::MAX).max(1))
    })
}

fn required<'a>(name: &str, what: &str, rest: &'a str) -> Result<&'a str, String> {
    if rest.is_empty() { Err(format!("“{name}” needs {what} behind it.")) } else { Ok(rest) }
}

fn nothing(name: &str, rest: &str, order: Order) -> Result<Order, String> {
    if rest.is_empty() { Ok(order) } else { Err(format!("Nothing stands behind “{name}”.")) }
}

fn one_of(name: &str, takes: Takes, rest: &str, known: fn(&str) -> Option<Order>) -> Result<Order, String> {
    let words: Vec<&str> = takes.words().into_iter().map(|(word, _)| word).collect();
    let number = if takes == Takes::Width { "a number of columns, " } else { "" };
    required(name, &format!("{number}{}", listed(&words)), rest)?;
    // As with commands, the beginning of one that begins no other is enough.
    let mut like = words.iter().filter(|word| word.starts_with(rest));
    let word = like.next().filter(|_| like.next().is_none()).copied().unwrap_or(rest);
    known(word).ok_or_else(|| match takes {
        Takes::Width if rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            "The text can be 20 to 1000 columns wide.".to_owned()
        }
        _ => unknown(name, rest, words.into_iter()),
    })
}

fn switch(name: &str, rest: &str, order: fn(Switch) -> Order) -> Result<Order, String> {
    match required(name, "on or off", rest)? {
        "on" => Ok(order(Switch::On)),
        "off" => Ok(order(Switch::Off)),
        other => Err(format!("“{name}” is on or off, not “{other}”.")),
    }
}

/// Says that there is no such thing, and which one is the nearest.
fn unknown(kind: &str, name: &str, known: impl Iterator<Item = &'static str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("There is no {kind} “{name}”; the nearest is “{near}”."),
        None => format!("There is no {kind} “{name}”; Tab shows what there is."),
    }
}

/// Words with `or` before the last one.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [word] => (*word).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_an_order_or_what_is_wrong_with_it() {
        for (line, expected) in [
            ("q", Ok(Order::Quit)),
            ("quit", Ok(Order::Quit)),
            ("quit now", Err("Nothing stands behind “quit”.")),
            (" open  a file.md ", Ok(Order::Open("a file.md".to_owned()))),
            ("open", Err("“open” needs the path of a file behind it.")),
            ("42%", Ok(Order::Percent(42))),
            ("42 %", Ok(Order::Percent(42))),
            ("17", Ok(Order::Line(17))),
            ("0", Ok(Order::Line(1))),
            ("99999999999999999999999", Ok(Order::Line(u64::MAX))),
            ("%", Err("There is no command “%”; Tab shows what there is.")),
            ("theme paper-dark", Ok(Order::Theme(Name::PaperDark))),
            ("t mono", Ok(Order::Theme(Name::Monochrome))),
            ("theme", Err("“theme” needs terminal, paper-light, paper-dark, high-contrast or monochrome behind it.")),
            ("theme papr-dark", Err("There is no theme “papr-dark”; the nearest is “paper-dark”.")),
            ("theme paper", Err("There is no theme “paper”; Tab shows what there is.")),
            ("width 80", Ok(Order::Width(Width::Columns(80)))),
            ("width full", Ok(Order::Width(Width::Full))),
            ("w wide", Ok(Order::Width(Width::Wide))),
            ("width 5", Err("The text can be 20 to 1000 columns wide.")),
            ("width 99999999", Err("The text can be 20 to 1000 columns wide.")),
            ("width", Err("“width” needs a number of columns, measure, wide or full behind it.")),
            ("justify on", Ok(Order::Justify(Switch::On))),
            ("justify", Err("“justify” needs on or off behind it.")),
            ("bidi maybe", Err("“bidi” is on or off, not “maybe”.")),
            ("h", Ok(Order::Help)),
            ("hy off", Ok(Order::Hyphenate(Switch::Off))),
            ("hlep", Err("There is no command “hlep”; the nearest is “help”.")),
            ("them paper-dark", Ok(Order::Theme(Name::PaperDark))),
            ("xyzzy", Err("There is no command “xyzzy”; Tab shows what there is.")),
        ] {
            assert_eq!(read(line), expected.map_err(str::to_owned), "{line}");
        }
    }

    #[test]
    fn every_word_that_is_offered_is_taken() {
        for command in COMMANDS {
            for (word, _) in command.takes.words() {
                assert!(read(&format!("{} {word}", command.name)).is_ok(), "{} {word}", command.name);
            }
            assert_eq!(super::command(command.name).unwrap().name, command.name);
        }
        for (alias, name) in ALIASES {
            assert_eq!(super::command(alias).unwrap().name, name);
            assert!(COMMANDS.iter().all(|command| command.name != alias));
        }
    }
}
