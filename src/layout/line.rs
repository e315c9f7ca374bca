//! A line of the page: spans of safe text, each with a role.

use crate::markdown::block::Alert;
use crate::markdown::inline::Marks;
use crate::text::sanitize::Safe;
use crate::text::width;

use super::pan::Pan;

/// A laid-out line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    /// What stands on it, from left to right.
    pub spans: Vec<Span>,
    /// Where its first word stands, a byte of the source; a blank line has that of the block below it. Never less than
    /// that of the line above.
    pub offset: u64,
    /// What of it moves when the page pans over it, where it is part of a block that is wider than the page.
    pub pan: Option<Box<Pan>>,
}

impl Line {
    /// The text of the whole line.
    #[must_use]
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| &*span.text).collect()
    }

    /// How many columns it takes.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.spans.iter().map(|span| width::width(&span.text)).sum()
    }

    /// Whether no words stand on it: it is blank, or a rule.
    #[must_use]
    pub fn is_wordless(&self) -> bool {
        let rule = |role| matches!(role, Role::HeadingRule | Role::TableRule | Role::Rule);
        let sign = |role: Role| role.is_bar() || rule(role);
        self.spans.iter().all(|span| sign(span.style.role) || span.text.trim().is_empty())
    }

    /// Whether it belongs to a heading: its words, or the rule below them.
    #[must_use]
    pub fn is_heading(&self) -> bool {
        self.spans.iter().any(|span| matches!(span.style.role, Role::Heading(_) | Role::HeadingRule))
    }

    /// Whether nothing but space and the bars of quotes stands on it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.spans.iter().all(|span| span.style.role.is_bar() || span.text.trim().is_empty())
    }
}

/// A piece of a line in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Span {
    /// What it says.
    pub text: Safe,
    /// What it is.
    pub style: Style,
    /// The link that it belongs to, an index into the links of its chunk.
    pub link: Option<u32>,
}

impl Span {
    /// A span that is no part of a link. `text` is the program's own or has been made safe elsewhere; it is made safe here.
    #[must_use]
    pub fn new(text: &str, role: Role) -> Self {
        Self::of(Safe::new(text), role)
    }

    /// The same of a text that is safe.
    #[must_use]
    pub fn of(text: Safe, role: Role) -> Self {
        Self { text, style: Style { role, marks: Marks::NONE }, link: None }
    }
}

/// What a piece of text is, for a theme to give it a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Style {
    /// Its part on the page.
    pub role: Role,
    /// How it is emphasised.
    pub marks: Marks,
}

impl Style {
    /// Whether it is that of code within running text.
    #[must_use]
    pub const fn is_code(&self) -> bool {
        self.marks.contains(Marks::CODE)
    }
}

/// The parts that text can have on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Role {
    /// Running text.
    #[default]
    Text,
    /// A heading of level 1 to 6.
    Heading(u8),
    /// The rule below a heading.
    HeadingRule,
    /// Code on lines of its own.
    Code,
    /// The bar beside code, and the mark of a line that goes on.
    CodeBar,
    /// The language of code.
    CodeLabel,
    /// The bar beside a quote.
    QuoteBar,
    /// A bullet, a number, a task's box that is open.
    Marker,
    /// The box of a task that is done.
    Done,
    /// A cell of a table's header.
    TableHead,
    /// The rules of a table.
    TableRule,
    /// A thematic break.
    Rule,
    /// The mark of a footnote.
    Footnote,
    /// The sign behind a footnote that leads back to where it is mentioned.
    FootnoteReturn,
    /// The name of an alert, and its sign.
    Alert(AlertRole),
    /// The title of an alert, where the text gives it one.
    AlertTitle(AlertRole),
    /// The bar beside an alert.
    AlertBar(AlertRole),
    /// A formula.
    Math,
    /// HTML, formulas and diagrams that are shown as written.
    Source,
    /// A piece of code, by what it means in its language.
    Token(Token),
    /// The sign of a part that can be folded.
    Fold,
    /// The number of a link in printed text, and the list of links at its end.
    Reference,
    /// Behind a link whose text names another host: where it leads.
    Elsewhere,
    /// What stands in for a character that is not shown.
    Warning,
}

impl Role {
    /// Whether it is that of a bar that goes through the blank lines of a quote.
    #[must_use]
    pub const fn is_bar(self) -> bool {
        matches!(self, Self::QuoteBar | Self::AlertBar(_))
    }
}

/// What a piece of code means in its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Token {
    /// A comment.
    Comment,
    /// A word of the language itself.
    Keyword,
    /// Text, and characters.
    String,
    /// Numbers, truth values and other constants.
    Constant,
    /// The name of a type.
    Type,
    /// The name of a function.
    Function,
    /// The name of a variable or a parameter, where the language marks it.
    Variable,
    /// An attribute, an annotation, a preprocessor line.
    Attribute,
    /// The name of an element in markup, or of a key in data.
    Tag,
    /// A line that was added.
    Inserted,
    /// A line that was taken out.
    Deleted,
    /// What the language does not allow.
    Invalid,
}

/// The kind of an alert, as a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AlertRole {
    /// Note.
    Note,
    /// Tip.
    Tip,
    /// Important.
    Important,
    /// Warning.
    Warning,
    /// Caution.
    Caution,
}

impl From<Alert> for AlertRole {
    fn from(alert: Alert) -> Self {
        match alert {
            Alert::Note => Self::Note,
            Alert::Tip => Self::Tip,
            Alert::Important => Self::Important,
            Alert::Warning => Self::Warning,
            Alert::Caution => Self::Caution,
        }
    }
}
