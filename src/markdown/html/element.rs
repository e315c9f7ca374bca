//! The elements of HTML, by what becomes of them.

use super::super::inline::Marks;

/// What an element is to a reader. Names that mean the same are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Element {
    /// Text with a mark: `b`, `kbd`, `code` and others.
    Mark(Marks),
    /// `q`
    Quotation,
    /// `sub`
    Sub,
    /// `sup`
    Sup,
    /// `a`
    Link,
    /// `br`
    Break,
    /// `img`
    Image,
    /// `hr`
    Rule,
    /// `input`
    Input,
    /// What stands on lines of its own and shows nothing else: `p`, `div`, `center`, `section` and others.
    Flow,
    /// `h1` to `h6`
    Heading(u8),
    /// `blockquote`
    Quote,
    /// `ul` and `ol`
    List(Order),
    /// `li`
    Item,
    /// `dl`
    Definitions,
    /// `dt`
    Term,
    /// `dd`
    Meaning,
    /// `table`
    Table,
    /// `tr`
    Row,
    /// `td`
    Cell,
    /// `th`
    HeadCell,
    /// `caption`
    Caption,
    /// `pre`
    Pre,
    /// `details`
    Details,
    /// `summary`
    Summary,
    /// What is never shown: `script`, `style`, `template`, `title`.
    Hidden(Hidden),
    /// Any other: only what is in it shows.
    Unknown,
}

/// How a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Order {
    /// With bullets.
    Bullets,
    /// With numbers.
    Numbers,
}

/// What is never shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Hidden {
    /// `script`: what is in it is no HTML.
    Script,
    /// `style`: what is in it is no HTML.
    Style,
    /// `template`
    Template,
    /// `title`: what is in it has no tags.
    Title,
}

impl Element {
    /// The element of a name, which is in lower case.
    pub(super) fn of(name: &[u8]) -> Self {
        match name {
            b"b" | b"strong" => Self::Mark(Marks::STRONG),
            b"i" | b"em" | b"cite" | b"dfn" | b"var" => Self::Mark(Marks::EMPHASIS),
            b"s" | b"del" | b"strike" => Self::Mark(Marks::STRIKETHROUGH),
            b"u" | b"ins" => Self::Mark(Marks::UNDERLINE),
            b"kbd" => Self::Mark(Marks::KEY),
            b"mark" => Self::Mark(Marks::HIGHLIGHT),
            b"code" | b"tt" | b"samp" => Self::Mark(Marks::CODE),
            b"q" => Self::Quotation,
            b"sub" => Self::Sub,
            b"sup" => Self::Sup,
            b"a" => Self::Link,
            b"br" => Self::Break,
            b"img" => Self::Image,
            b"hr" => Self::Rule,
            b"input" => Self::Input,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"blockquote" => Self::Quote,
            b"ul" | b"menu" | b"dir" => Self::List(Order::Bullets),
            b"ol" => Self::List(Order::Numbers),
            b"li" => Self::Item,
            b"dl" => Self::Definitions,
            b"dt" => Self::Term,
            b"dd" => Self::Meaning,
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" => Self::Cell,
            b"th" => Self::HeadCell,
            b"caption" => Self::Caption,
            b"pre" => Self::Pre,
            b"details" => Self::Details,
            b"summary" => Self::Summary,
            b"script" => Self::Hidden(Hidden::Script),
            b"style" => Self::Hidden(Hidden::Style),
            b"template" => Self::Hidden(Hidden::Template),
            b"title" => Self::Hidden(Hidden::Title),
            b"p" | b"div" | b"center" | b"section" | b"article" | b"header" | b"footer" | b"main" | b"nav"
            | b"aside" | b"address" | b"figure" | b"figcaption" | b"form" | b"fieldset" | b"legend" | b"hgroup"
            | b"search" | b"body" | b"html" | b"head" | b"thead" | b"tbody" | b"tfoot" | b"option" | b"optgroup" => {
                Self::Flow
            }
            _ => Self::Unknown,
        }
    }

    /// Whether it can hold blocks that other blocks don't stand in, so that a cut inside of it would show.
    pub(super) fn nests(self) -> bool {
        matches!(self, Self::Details | Self::Table | Self::List(_) | Self::Definitions | Self::Quote)
    }

    /// Whether an end tag of `self` ends `open`.
    pub(super) fn ends(self, open: Self) -> bool {
        let heading = |element| matches!(element, Self::Heading(_));
        let cell = |element| matches!(element, Self::Cell | Self::HeadCell);
        self == open || (heading(self) && heading(open)) || (cell(self) && cell(open))
    }

    /// Whether the search for what an end tag of `self` ends stops at `open`, as in the "scopes" of the HTML standard,
    /// section 13.2.4.2: what is inside of a cell or an item ends nothing around it.
    pub(super) fn stops_at(self, open: Self) -> bool {
        match open {
            Self::Cell | Self::HeadCell | Self::Caption => !matches!(self, Self::Table | Self::Row),
            Self::Table => true,
            Self::List(_) => self == Self::Item,
            Self::Definitions => matches!(self, Self::Term | Self::Meaning),
            _ => false,
        }
    }

    /// Whether it begins on a line of its own.
    pub(super) fn is_block(self) -> bool {
        !matches!(
            self,
            Self::Mark(_)
                | Self::Quotation
                | Self::Sub
                | Self::Sup
                | Self::Link
                | Self::Break
                | Self::Image
                | Self::Input
                | Self::Hidden(_)
                | Self::Unknown
        )
    }
}
