//! The flags, and what they become.

mod depth;

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, ValueEnum};

use crate::app::geometry::{MEASURE, Measure};
use crate::app::reader::start::Start;
use crate::app::settings::Settings;
use crate::layout::Pour;
use crate::layout::pour::{Edge, Headings, Hyphenation, Order};
use crate::markdown::tree::Punctuation;
use crate::print::references::Links;
use crate::text::hyphenation::Language;
use crate::theme::look::{Depth, Look, Name};

/// What is shown below the flags in the long help, before anything else.
const EXAMPLES: &str = "\
Examples:
  preface                      the preface that is built in
  preface book.md              a file
  preface one.md two.md        several, one after the other
  preface book.md#section      a section; book.md:120 is a line
  curl -s … | preface          what a program writes; keys come from the terminal
  preface notes.md | less      not a terminal: the rendered text";

/// A terminal reader for books and documents in Markdown.
#[derive(Debug, PartialEq, Eq, Parser)]
#[command(name = "preface", version, before_help = EXAMPLES, max_term_width = 100)]
pub struct Arguments {
    /// Markdown files to read, perhaps with a place behind (`#section`, `:LINE`, `:LINE:COLUMN`), `-` for standard input; the preface that is built in if there are none, or nothing but a place in it
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Begin at the beginning, not where a document was left [env: PREFACE_STATE=off remembers nothing]
    #[arg(long)]
    pub from_start: bool,

    /// The width in columns when the output is not a terminal [default: COLUMNS, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(10..=1000))]
    pub width: Option<u16>,

    /// The widest column of text on the screen
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub measure: Option<u16>,

    /// Where printed text says where its links lead
    #[arg(long, value_name = "WHERE", value_enum, default_value_t = LinkPlace::End)]
    pub links: LinkPlace,

    /// How text is set.
    #[command(flatten)]
    pub setting: Setting,

    /// When to use colour
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = When::Auto)]
    pub color: When,

    /// The theme; T tries them while reading [env: PREFACE_THEME]
    #[arg(long, value_name = "NAME", value_parser = theme_names())]
    pub theme: Option<Name>,

    /// Whether to put text in order that is written from right to left
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Bidi::Auto)]
    pub bidi: Bidi,

    /// Read the licences of what the program is made of
    #[arg(long, alias = "licences", conflicts_with = "paths")]
    pub licenses: bool,
}

/// How text is set: what printers would do that a plain page does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::Args)]
pub struct Setting {
    /// Set curly quotes, dashes and ellipses for straight quotes, `--` and `...`
    #[arg(long)]
    pub smart: bool,

    /// Break words with hyphens, in the language that the document or the locale says: English, German, French, Spanish
    #[arg(long)]
    pub hyphenate: bool,

    /// Make the lines of paragraphs end at the same column
    #[arg(long)]
    pub justify: bool,
}

/// The names of the themes, for the help and for the complaint about another one.
fn theme_names() -> impl TypedValueParser<Value = Name> {
    PossibleValuesParser::new(Name::ALL.map(|theme| PossibleValue::new(theme.name()).help(theme.about())))
        .map(|name| Name::named(&name).unwrap_or_default())
}

/// Where printed text says where its links lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LinkPlace {
    /// In a numbered list at the end
    End,
    /// Behind each link
    Inline,
    /// Nowhere
    None,
}

impl From<LinkPlace> for Links {
    fn from(place: LinkPlace) -> Self {
        match place {
            LinkPlace::End => Self::End,
            LinkPlace::Inline => Self::Inline,
            LinkPlace::None => Self::None,
        }
    }
}

/// Whether to put text in order that is written from right to left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bidi {
    /// On a terminal, unless it is one that does so itself
    Auto,
    /// Always
    On,
    /// Never
    Off,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` says otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What the environment says, as far as flags leave it open.
#[derive(Debug, Clone, Default)]
pub struct Environment {
    /// `NO_COLOR`
    pub no_color: Option<String>,
    /// `CLICOLOR_FORCE`
    pub force_color: Option<String>,
    /// `TERM`
    pub term: Option<String>,
    /// `COLORTERM`
    pub color_term: Option<String>,
    /// `COLORFGBG`
    pub colours_set: Option<String>,
    /// `COLUMNS`
    pub columns: Option<String>,
    /// `PREFACE_THEME`
    pub theme: Option<String>,
    /// The language of messages: `LC_ALL`, else `LC_MESSAGES`, else `LANG`
    pub locale: Option<String>,
    /// `TERM_PROGRAM`
    pub term_program: Option<String>,
    /// `VTE_VERSION`, of the terminals that are made with that library
    pub vte: Option<String>,
    /// `KONSOLE_VERSION`
    pub konsole: Option<String>,
    /// `MLTERM`
    pub mlterm: Option<String>,
}

impl Environment {
    /// The language of messages, if words can be broken in it.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        self.locale.as_deref().and_then(Language::named)
    }

    /// The environment of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let variable = |name| std::env::var(name).ok();
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
        Self {
            no_color: variable("NO_COLOR"),
            force_color: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
            color_term: variable("COLORTERM"),
            colours_set: variable("COLORFGBG"),
            columns: variable("COLUMNS"),
            theme: variable("PREFACE_THEME"),
            locale,
            term_program: variable("TERM_PROGRAM"),
            vte: variable("VTE_VERSION"),
            konsole: variable("KONSOLE_VERSION"),
            mlterm: variable("MLTERM"),
        }
    }

    /// Whether the terminal says of itself that nothing can be drawn on it: `TERM` is `dumb`, as in the shells of editors.
    #[must_use]
    pub fn is_dumb(&self) -> bool {
        self.term.as_deref() == Some("dumb")
    }

    /// Whether the terminal puts text in order that is written from right to left: those made with VTE from version
    /// 0.58 on, Konsole, mlterm and the Terminal of macOS do. If they were sent text in order, they would turn it back.
    fn orders_text(&self) -> bool {
        let set = |value: &Option<String>| value.as_deref().is_some_and(|value| !value.is_empty());
        self.vte.as_deref().and_then(|version| version.parse().ok()).is_some_and(|version: u32| version >= 5800)
            || set(&self.konsole)
            || set(&self.mlterm)
            || self.term.as_deref().is_some_and(|term| term.starts_with("mlterm"))
            || self.term_program.as_deref() == Some("Apple_Terminal")
    }
}

impl Environment {
    /// A sentence about `PREFACE_THEME` if no theme has that name. It is no reason not to read: it may be meant for
    /// another version.
    #[must_use]
    pub fn complaint(&self) -> Option<String> {
        let name = self.theme.as_deref()?.trim();
        let unknown = !name.is_empty() && Name::named(name).is_none();
        unknown.then(|| format!("There is no theme {name}, which PREFACE_THEME names; T shows those there are."))
    }
}

/// Where the output goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// A terminal that can be read on: it can be drawn on, and has keys.
    Terminal,
    /// Anything else.
    Other,
}

impl Arguments {
    /// The arguments of this process.
    ///
    /// # Errors
    ///
    /// When there is something wrong with them, or when help or the version was asked for.
    pub fn of_process() -> Result<Self, clap::Error> {
        // What parses flags is set up where there are some only: the first frame is there sooner without.
        Self::of_paths(std::env::args_os().skip(1)).map_or_else(Self::try_parse, Ok)
    }

    /// The same where all of them are paths; `None` where that takes a parser to say.
    fn of_paths(arguments: impl Iterator<Item = OsString>) -> Option<Self> {
        let is_path =
            |argument: &OsString| argument == "-" || !matches!(argument.as_bytes().first(), Some(b'-') | None);
        let paths = arguments.map(|argument| is_path(&argument).then(|| argument.into()));
        Some(Self {
            paths: paths.collect::<Option<_>>()?,
            from_start: false,
            width: None,
            measure: None,
            links: LinkPlace::End,
            setting: Setting::default(),
            color: When::Auto,
            theme: None,
            bidi: Bidi::Auto,
            licenses: false,
        })
    }

    /// Whether the output may have colour: `--color`, then a non-empty `NO_COLOR`, then `CLICOLOR_FORCE`, then a terminal
    /// that is not dumb.
    #[must_use]
    pub fn wants_colour(&self, environment: &Environment, output: Output) -> bool {
        let set = |value: &Option<String>| value.as_deref().is_some_and(|value| !value.is_empty());
        match self.color {
            When::Always => true,
            When::Never => false,
            When::Auto if set(&environment.no_color) => false,
            When::Auto if environment.force_color.as_deref().is_some_and(|force| !force.is_empty() && force != "0") => {
                true
            }
            When::Auto => output == Output::Terminal && !environment.is_dumb(),
        }
    }

    /// How everything looks at first. The theme is that of `--theme`, then of `PREFACE_THEME` if it names one.
    #[must_use]
    pub fn look(&self, environment: &Environment, output: Output) -> Look {
        let colours = self.wants_colour(environment, output);
        Look {
            name: self.theme.or_else(|| Name::named(environment.theme.as_deref()?.trim())).unwrap_or_default(),
            depth: if colours { depth::depth_of(environment) } else { Depth::None },
            background: depth::background_of(environment),
        }
    }

    /// Where documents begin that are named without a place in them.
    #[must_use]
    pub fn start(&self) -> Start {
        if self.from_start { Start::Top } else { Start::Left }
    }

    /// The settings that reading begins with.
    #[must_use]
    pub fn settings(&self, environment: &Environment) -> Settings {
        let comfortable = self.measure.unwrap_or(MEASURE);
        Settings {
            measure: Measure::Columns(comfortable),
            comfortable,
            look: self.look(environment, Output::Terminal),
            typography: self.pour(environment, Output::Terminal),
            language: environment.language(),
        }
    }

    /// How documents are poured; for a terminal its size says how many columns they get.
    #[must_use]
    pub fn pour(&self, environment: &Environment, output: Output) -> Pour {
        Pour {
            punctuation: if self.setting.smart { Punctuation::Smart } else { Punctuation::AsWritten },
            hyphenation: self.hyphenation(environment),
            edge: if self.setting.justify { Edge::Justified } else { Edge::Ragged },
            order: self.order(environment, output),
            headings: match output {
                Output::Other if !self.wants_colour(environment, output) => Headings::Signed,
                Output::Other | Output::Terminal => Headings::Weighty,
            },
            ..Pour::printed(self.columns(environment))
        }
    }

    fn hyphenation(&self, environment: &Environment) -> Hyphenation {
        if self.setting.hyphenate { Hyphenation::On(environment.language()) } else { Hyphenation::Off }
    }

    /// Most terminals show cell by cell what they are sent, so that is what is done for one that is not known to do
    /// otherwise. What goes to a program stays as it was written: programs search it, and others show it.
    fn order(&self, environment: &Environment, output: Output) -> Order {
        match self.bidi {
            Bidi::On => Order::Visual,
            Bidi::Auto if output == Output::Terminal && !environment.orders_text() => Order::Visual,
            Bidi::Auto | Bidi::Off => Order::Logical,
        }
    }

    /// The width of printed text in columns: `--width`, else `COLUMNS`, else 80.
    #[must_use]
    pub fn columns(&self, environment: &Environment) -> usize {
        let usable = |columns: &u16| (10..=1000).contains(columns);
        let from_environment = || environment.columns.as_deref()?.trim().parse().ok().filter(usable);
        self.width.or_else(from_environment).unwrap_or(80).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::try_parse_from(line.split(' ')).unwrap()
    }

    #[test]
    fn paths_alone_are_what_a_parser_makes_of_them() {
        for line in
            [&[][..], &["a.md"], &["-"], &["a.md", "-", "b c", "é-", "--"], &["a.md", "--smart"], &["-x"], &[""]]
        {
            let given = || line.iter().map(OsString::from);
            let parsed = Arguments::try_parse_from([OsString::from("preface")].into_iter().chain(given()));
            let needs_parser =
                line.iter().any(|argument| argument.is_empty() || argument.len() > 1 && argument.starts_with('-'));
            match Arguments::of_paths(given()) {
                Some(plain) => assert_eq!((Some(plain), needs_parser), (parsed.ok(), false), "{line:?}"),
                None => assert!(needs_parser, "{line:?}"),
            }
        }
    }

    #[test]
    fn colour_is_decided_in_this_order() {
        let some = |value: &str| Some(value.to_owned());
        let plain = Environment::default();
        let no = Environment { no_color: some("1"), force_color: some("1"), ..Environment::default() };
        let empty = Environment { no_color: some(""), ..Environment::default() };
        let force = Environment { force_color: some("1"), ..Environment::default() };
        let dumb = Environment { term: some("dumb"), ..Environment::default() };
        for (line, environment, output, expected) in [
            ("preface", &plain, Output::Terminal, true),
            ("preface", &plain, Output::Other, false),
            ("preface", &no, Output::Terminal, false),
            ("preface", &empty, Output::Terminal, true),
            ("preface", &force, Output::Other, true),
            ("preface", &dumb, Output::Terminal, false),
            ("preface --color always", &no, Output::Other, true),
            ("preface --color never", &force, Output::Terminal, false),
        ] {
            assert_eq!(arguments(line).wants_colour(environment, output), expected, "{line} {environment:?}");
        }
    }

    #[test]
    fn the_theme_is_the_flag_then_the_environment_then_the_terminal() {
        let named = |name: &str| Environment { theme: Some(name.to_owned()), ..Environment::default() };
        for (line, environment, expected) in [
            ("preface", named("paper-dark"), Name::PaperDark),
            ("preface --theme monochrome", named("paper-dark"), Name::Monochrome),
            ("preface --theme high-contrast", Environment::default(), Name::HighContrast),
            ("preface", named("a theme of tomorrow"), Name::Terminal),
            ("preface", Environment::default(), Name::Terminal),
        ] {
            assert_eq!(arguments(line).look(&environment, Output::Terminal).name, expected, "{line} {environment:?}");
        }
        assert!(Arguments::try_parse_from(["preface", "--theme", "paper"]).is_err());
        assert!(
            named("a theme of tomorrow").complaint().is_some_and(|said| said.contains("no theme a theme of tomorrow"))
        );
        assert_eq!((named("paper-dark").complaint(), named("").complaint()), (None, None));
    }

    #[test]
    fn without_colour_the_depth_is_none_whatever_the_terminal_can() {
        let able = |no: Option<&str>| Environment {
            no_color: no.map(str::to_owned),
            color_term: Some("truecolor".to_owned()),
            ..Environment::default()
        };
        for (line, environment, output, expected) in [
            ("preface", able(None), Output::Terminal, Depth::True),
            ("preface", able(Some("1")), Output::Terminal, Depth::None),
            ("preface --color never", able(None), Output::Terminal, Depth::None),
            ("preface", able(None), Output::Other, Depth::None),
            ("preface --color always", able(Some("1")), Output::Other, Depth::True),
        ] {
            assert_eq!(arguments(line).look(&environment, output).depth, expected, "{line} {environment:?}");
        }
    }

    #[test]
    fn text_from_right_to_left_is_put_in_order_once() {
        let some = |value: &str| Some(value.to_owned());
        let plain = Environment::default();
        let old = Environment { vte: some("5202"), ..Environment::default() };
        let terminals = [
            Environment { vte: some("7600"), ..Environment::default() },
            Environment { konsole: some("230805"), ..Environment::default() },
            Environment { term_program: some("Apple_Terminal"), ..Environment::default() },
            Environment { term: some("mlterm-256color"), ..Environment::default() },
        ];
        let order = |line: &str, environment: &Environment| arguments(line).pour(environment, Output::Terminal).order;
        assert_eq!(order("preface", &plain), Order::Visual);
        assert_eq!(order("preface", &old), Order::Visual);
        assert_eq!(order("preface --bidi off", &plain), Order::Logical);
        for environment in &terminals {
            assert_eq!(order("preface", environment), Order::Logical, "{environment:?}");
            assert_eq!(order("preface --bidi on", environment), Order::Visual, "{environment:?}");
        }
        assert_eq!(arguments("preface").pour(&plain, Output::Other).order, Order::Logical);
        assert_eq!(arguments("preface --bidi on").pour(&plain, Output::Other).order, Order::Visual);
    }

    #[test]
    fn words_are_broken_in_the_language_of_the_locale() {
        let german = Environment { locale: Some("de_DE.UTF-8".to_owned()), ..Environment::default() };
        let none = Environment { locale: Some("C.UTF-8".to_owned()), ..Environment::default() };
        let hyphenation =
            |line: &str, environment: &Environment| arguments(line).pour(environment, Output::Other).hyphenation;
        assert_eq!(hyphenation("preface", &german), Hyphenation::Off);
        assert_eq!(hyphenation("preface --hyphenate", &german), Hyphenation::On(Some(Language::German)));
        assert_eq!(hyphenation("preface --hyphenate", &none), Hyphenation::On(None));
    }

    #[test]
    fn the_width_is_the_flag_then_the_environment_then_eighty() {
        let wide = Environment { columns: Some("120".to_owned()), ..Environment::default() };
        let silly = Environment { columns: Some("0".to_owned()), ..Environment::default() };
        assert_eq!(arguments("preface --width 40").columns(&wide), 40);
        assert_eq!(arguments("preface").columns(&wide), 120);
        assert_eq!(arguments("preface").columns(&silly), 80);
    }
}
