//! Role → style: what each part of the page looks like, in each theme, at each depth of colour.
//!
//! A theme is data: a [`palette::Palette`] for each depth, and for the background where that matters. Changing it lays
//! nothing out again, because lines carry roles. Where a palette has no colour for something, the modifiers here tell it
//! apart, so that a palette without any says everything with weight, underline, slant and reverse.

pub mod colour;
pub mod high_contrast;
pub mod look;
pub mod palette;
pub mod paper;
pub mod sgr;
pub mod terminal;

use ratatui::style::{Color, Modifier, Style};

use crate::layout::Role;
use crate::layout::line::{AlertRole, Token};
use crate::markdown::inline::Marks;
use look::{Background, Depth, Look, Name};
use palette::Palette;

/// The parts of the screen around the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The trail on top.
    Trail,
    /// The last step of the trail, and the section being read in the contents.
    Here,
    /// The other sections in the contents.
    Contents,
    /// The line that is chosen, in the contents or in a list.
    Chosen,
    /// What was found of a line in a list, on top of the style that it has.
    Found,
    /// The status line.
    Status,
    /// What the status line says about an action, and the target of the focused link.
    Message,
    /// A key in the hints.
    Key,
    /// The track of the scrollbar.
    Track,
    /// The part of the scrollbar that stands for the page.
    Thumb,
    /// A place on the scrollbar where something is that was looked for.
    Tick,
    /// What lies over the page: its ground and its text.
    Overlay,
    /// The frame of what lies over the page.
    Frame,
}

/// The look of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
}

impl Theme {
    /// The theme on the screen.
    #[must_use]
    pub fn new(look: Look) -> Self {
        let Look { name, depth, background } = look;
        let palette = match name {
            Name::Terminal => terminal::palette(depth, background),
            Name::PaperLight => paper::light(depth),
            Name::PaperDark => paper::dark(depth),
            Name::HighContrast => high_contrast::palette(depth, background),
            Name::Monochrome => Palette::default(),
        };
        Self { palette }
    }

    /// The theme of printed text. Nothing is painted behind it but marked words: a theme that brings its own ground has
    /// inks that may vanish on another, so that the terminal's own colours are taken.
    #[must_use]
    pub fn printed(look: Look) -> Self {
        let own = Self::new(look);
        if own.palette.ground.is_some() { Self::new(Look { name: Name::Terminal, ..look }) } else { own }
    }

    /// What is painted on every cell before anything is drawn on it.
    #[must_use]
    pub fn ground(&self) -> Style {
        Style { fg: self.palette.text, bg: self.palette.ground, ..Style::new() }
    }

    /// The style of a piece of text on the page. `link` says whether it belongs to a link, and how.
    #[must_use]
    pub fn text(&self, role: Role, marks: Marks, link: LinkState) -> Style {
        let mut style = self.marked(self.role(role), marks);
        match link {
            LinkState::None => return style,
            // On its own ground a word keeps its own ink: no link is read on every marker.
            LinkState::Link if marks.contains(Marks::HIGHLIGHT) => {}
            LinkState::Link => style = ink(style, self.palette.link, Modifier::empty()),
            LinkState::Focused => {
                // Whatever stands behind it on the page, the focus looks the same everywhere.
                let emphasis =
                    ink(style, self.palette.link, Modifier::BOLD | Modifier::UNDERLINED).remove_modifier(Modifier::DIM);
                let (fg, bg) = (self.palette.link.or(self.palette.text), self.palette.ground);
                return Style { fg, bg, ..emphasis }.add_modifier(Modifier::REVERSED);
            }
        }
        style.add_modifier(Modifier::UNDERLINED)
    }

    /// What the cells of a hit get on top of the style that they have.
    #[must_use]
    pub fn hit(&self, hit: HitState) -> Style {
        let (colours, instead) = match hit {
            HitState::Other => (self.palette.hit, Modifier::empty()),
            HitState::Current => (self.palette.current_hit, Modifier::UNDERLINED),
        };
        let style = Style::new();
        match colours {
            // The weight of a heading stays, and the underline of a link.
            Some((behind, text)) => {
                style.bg(behind).fg(text).remove_modifier(Modifier::DIM).remove_modifier(Modifier::REVERSED)
            }
            // Reversed is the focus, too, which is bold, and a marked word, which is dim.
            None => style
                .remove_modifier((Modifier::BOLD | Modifier::DIM | Modifier::UNDERLINED).difference(instead))
                .add_modifier(Modifier::REVERSED | instead),
        }
    }

    /// The style of letters that lie over the page.
    #[must_use]
    pub fn label(&self, label: LabelState) -> Style {
        let (colours, instead) = match label {
            LabelState::First | LabelState::Typed => (self.palette.current_hit, Modifier::REVERSED),
            LabelState::Next => (self.palette.hit, Modifier::UNDERLINED),
        };
        let style = match colours {
            Some((behind, letter)) => Style::new().bg(behind).fg(letter),
            None => self.ground().add_modifier(instead),
        };
        let weight = if label == LabelState::Typed { Modifier::DIM } else { Modifier::BOLD };
        let own = style.add_modifier | weight;
        // Nothing of what they lie over shines through.
        style.remove_modifier(Modifier::all().difference(own)).add_modifier(own)
    }

    /// What selected cells get on top of the style that they have.
    #[must_use]
    pub fn selection(&self) -> Style {
        let plain = |colour: Option<Color>| Some(colour.unwrap_or(Color::Reset));
        // The page turned round, in one weight: told from a hit, which is reversed as it is, and from the focus and a marked
        // word, which are underlined and dim.
        let style = Style { fg: plain(self.palette.text), bg: plain(self.palette.ground), ..Style::new() };
        let told = Modifier::BOLD | Modifier::REVERSED;
        style.remove_modifier(Modifier::all().difference(told)).add_modifier(told)
    }

    /// The style of a code that a camera reads: what is dark is drawn in its letters, what is light is their ground. It is
    /// the same in every theme; without colours the terminal's own are turned round where they are light on dark, or where
    /// nobody knows.
    #[must_use]
    pub fn code(&self, look: Look) -> Style {
        let (dark, light) = match look.depth {
            Depth::None if look.background == Background::Light => return Style::new(),
            Depth::None => return Style::new().add_modifier(Modifier::REVERSED),
            Depth::Sixteen => (Color::Black, Color::White),
            Depth::Indexed => (Color::Indexed(16), Color::Indexed(231)),
            Depth::True => (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255)),
        };
        Style::new().fg(dark).bg(light)
    }

    fn marked(&self, mut style: Style, marks: Marks) -> Style {
        for (mark, modifier) in [
            (Marks::STRONG, Modifier::BOLD),
            (Marks::EMPHASIS, Modifier::ITALIC),
            (Marks::STRIKETHROUGH, Modifier::CROSSED_OUT),
            (Marks::UNDERLINE, Modifier::UNDERLINED),
            (Marks::KEY, Modifier::BOLD),
        ] {
            if marks.contains(mark) {
                style = style.add_modifier(modifier);
            }
        }
        if marks.contains(Marks::KEY) {
            style = ink(style, self.palette.code, Modifier::empty());
        } else if marks.contains(Marks::CODE) {
            // As manuals set it; where dim shows it is not the same as strong.
            style = ink(style, self.palette.code, Modifier::BOLD | Modifier::DIM);
        }
        if marks.contains(Marks::KEY) || marks.contains(Marks::CODE) {
            style.bg = self.palette.tint.or(style.bg);
        }
        match self.palette.mark {
            _ if !marks.contains(Marks::HIGHLIGHT) => style,
            Some((behind, word)) => style.bg(behind).fg(word).remove_modifier(Modifier::DIM),
            // Not the reverse of a focused link, which is bold and underlined.
            None => style.add_modifier(Modifier::REVERSED | Modifier::DIM),
        }
    }

    fn role(&self, role: Role) -> Style {
        let palette = &self.palette;
        let style = Style::new();
        let plain = Modifier::empty();
        match role {
            Role::Text | Role::Code | Role::Marker | Role::Math => style,
            Role::TableHead => style.add_modifier(Modifier::BOLD),
            Role::Heading(1..=3) => ink(style, palette.heading, plain).add_modifier(Modifier::BOLD),
            Role::Heading(_) => ink(style, palette.heading, plain).add_modifier(Modifier::BOLD | Modifier::ITALIC),
            Role::HeadingRule | Role::CodeBar | Role::QuoteBar | Role::TableRule | Role::Rule => {
                ink(style, palette.line, Modifier::DIM)
            }
            Role::CodeLabel | Role::Source | Role::Fold | Role::Reference => self.faint(),
            Role::Token(token) => self.token(token),
            Role::Footnote | Role::FootnoteReturn => ink(style, palette.teal, plain),
            Role::Done => ink(style, palette.green, plain),
            Role::AlertBar(kind) => ink(style, self.alert(kind), plain),
            Role::Alert(kind) | Role::AlertTitle(kind) => {
                ink(style, self.alert(kind), plain).add_modifier(Modifier::BOLD)
            }
            Role::Elsewhere => ink(style, palette.red, plain).add_modifier(Modifier::BOLD),
            Role::Warning => ink(style, palette.red, plain).add_modifier(Modifier::REVERSED),
        }
    }

    fn token(&self, token: Token) -> Style {
        let palette = &self.palette;
        let (colour, modifier) = match token {
            Token::Comment => return self.faint().add_modifier(Modifier::ITALIC),
            Token::Keyword => (palette.purple, Modifier::BOLD),
            Token::String => (palette.green, Modifier::ITALIC),
            Token::Constant | Token::Attribute => (palette.gold, Modifier::empty()),
            Token::Type => (palette.teal, Modifier::empty()),
            Token::Function => (palette.link, Modifier::empty()),
            Token::Tag => (palette.link, Modifier::BOLD),
            Token::Variable => (None, Modifier::empty()),
            Token::Inserted => (palette.green, Modifier::BOLD),
            Token::Deleted => (palette.red, Modifier::DIM),
            Token::Invalid => {
                return ink(Style::new(), palette.red, Modifier::empty()).add_modifier(Modifier::UNDERLINED);
            }
        };
        ink(Style::new(), colour, modifier)
    }

    const fn alert(&self, kind: AlertRole) -> Option<Color> {
        match kind {
            AlertRole::Note => self.palette.link,
            AlertRole::Tip => self.palette.green,
            AlertRole::Important => self.palette.purple,
            AlertRole::Warning => self.palette.gold,
            AlertRole::Caution => self.palette.red,
        }
    }

    fn faint(&self) -> Style {
        ink(Style::new(), self.palette.faint, Modifier::DIM)
    }

    /// The style of a part of the screen around the page.
    #[must_use]
    pub fn part(&self, part: Part) -> Style {
        let style = Style::new();
        match part {
            Part::Trail | Part::Contents | Part::Status | Part::Frame => self.faint(),
            Part::Track => ink(style, self.palette.line, Modifier::DIM),
            Part::Here => ink(style, self.palette.heading, Modifier::empty()).add_modifier(Modifier::BOLD),
            Part::Key => style.add_modifier(Modifier::BOLD),
            Part::Chosen => self.ground().add_modifier(Modifier::REVERSED),
            Part::Message => style,
            Part::Found => {
                ink(style, self.palette.link, Modifier::empty()).add_modifier(Modifier::BOLD | Modifier::UNDERLINED)
            }
            Part::Thumb => ink(style, self.palette.faint, Modifier::empty()),
            Part::Tick => ink(style, self.palette.link, Modifier::BOLD),
            Part::Overlay => Style { bg: self.palette.tint.or(self.palette.ground), ..self.ground() },
        }
    }
}

/// Whether a piece of text belongs to a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkState {
    /// It doesn't.
    None,
    /// It does.
    Link,
    /// To the link that the reader is on.
    Focused,
}

/// Which hit of a search it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitState {
    /// The one that the reader is at.
    Current,
    /// Any other.
    Other,
}

/// How letters that lie over the page are told from what is around them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabelState {
    /// Nothing touches them at the left.
    First,
    /// Others of the first kind do.
    Next,
    /// They are not to be typed: they have been, or something else is being typed.
    Typed,
}

/// A style in a colour; where there is none, `instead` has to do.
fn ink(style: Style, colour: Option<Color>, instead: Modifier) -> Style {
    match colour {
        Some(colour) => style.fg(colour),
        None => style.add_modifier(instead),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theme(name: Name, depth: Depth) -> Theme {
        Theme::new(Look { name, depth, background: Background::Unknown })
    }

    const ROLES: [Role; 8] = [
        Role::Text,
        Role::Heading(1),
        Role::Heading(4),
        Role::Marker,
        Role::Warning,
        Role::Alert(AlertRole::Tip),
        Role::Source,
        Role::Token(Token::Invalid),
    ];

    #[test]
    fn without_colours_there_is_no_colour_anywhere() {
        let monochrome = theme(Name::Monochrome, Depth::True);
        for name in Name::ALL {
            assert_eq!(theme(name, Depth::None), monochrome, "{name:?}");
        }
        for role in ROLES {
            for marks in [Marks::NONE, Marks::CODE, Marks::KEY, Marks::HIGHLIGHT] {
                let style = monochrome.text(role, marks, LinkState::Focused);
                assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            }
        }
        for part in [Part::Thumb, Part::Overlay, Part::Chosen, Part::Here] {
            assert_eq!((monochrome.part(part).fg, monochrome.part(part).bg), (None, None), "{part:?}");
        }
    }

    #[test]
    fn what_means_something_else_looks_different_without_colour() {
        let theme = theme(Name::Monochrome, Depth::None);
        let plain = |role| theme.text(role, Marks::NONE, LinkState::None);
        let marked = |marks| theme.text(Role::Text, marks, LinkState::None);
        let linked = |link| theme.text(Role::Text, Marks::NONE, link);
        let looks = [
            ("text", plain(Role::Text)),
            ("h3", plain(Role::Heading(3))),
            ("h4", plain(Role::Heading(4))),
            ("code", marked(Marks::CODE)),
            ("emphasis", marked(Marks::EMPHASIS)),
            ("highlight", marked(Marks::HIGHLIGHT)),
            ("link", linked(LinkState::Link)),
            ("focus", linked(LinkState::Focused)),
            ("comment", plain(Role::Token(Token::Comment))),
            ("hit", Style::new().patch(theme.hit(HitState::Other))),
            ("current hit", Style::new().patch(theme.hit(HitState::Current))),
            ("letters", Style::new().patch(theme.label(LabelState::First))),
            ("letters that touch", Style::new().patch(theme.label(LabelState::Next))),
            ("letters typed", Style::new().patch(theme.label(LabelState::Typed))),
        ];
        for (place, (name, look)) in looks.iter().enumerate() {
            for (other, its) in &looks[place + 1..] {
                assert_ne!(look, its, "{name} and {other}");
            }
        }
        assert_ne!(theme.part(Part::Here), theme.part(Part::Contents));
        assert_ne!(theme.part(Part::Here), theme.part(Part::Chosen));
    }

    #[test]
    fn a_link_is_told_by_more_than_its_colour() {
        for name in Name::ALL {
            let theme = theme(name, Depth::True);
            let modifier = |link| theme.text(Role::Text, Marks::NONE, link).add_modifier;
            assert_ne!(modifier(LinkState::Link), modifier(LinkState::None));
            assert_ne!(modifier(LinkState::Link), modifier(LinkState::Focused));
        }
    }

    #[test]
    fn hits_are_told_from_all_that_they_stand_in() {
        for name in Name::ALL {
            for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
                let theme = theme(name, depth);
                let cell = |style: Style| (style.fg, style.bg, style.add_modifier.difference(style.sub_modifier));
                let (other, current) = (theme.hit(HitState::Other), theme.hit(HitState::Current));
                for role in ROLES {
                    for marks in [Marks::NONE, Marks::CODE, Marks::KEY, Marks::STRONG, Marks::HIGHLIGHT] {
                        for link in [LinkState::None, LinkState::Link, LinkState::Focused] {
                            let style = theme.text(role, marks, link);
                            let (hit, at) = (cell(style.patch(other)), cell(style.patch(current)));
                            let told = hit != cell(style) && at != cell(style) && hit != at;
                            // Without colours a warning is reversed by itself, and nothing else.
                            let warning = role == Role::Warning && depth == Depth::None;
                            let warning = warning || role == Role::Warning && name == Name::Monochrome;
                            assert!(told || warning, "{name:?} {depth:?} {role:?} {marks:?} {link:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn printed_text_has_no_ground_but_that_of_marked_words() {
        for name in Name::ALL {
            for background in [Background::Unknown, Background::Dark, Background::Light] {
                let theme = Theme::printed(Look { name, depth: Depth::True, background });
                assert_eq!(theme.ground(), Style::new(), "{name:?}");
                for marks in [Marks::NONE, Marks::CODE, Marks::KEY] {
                    for role in ROLES {
                        assert_eq!(theme.text(role, marks, LinkState::Link).bg, None, "{name:?} {role:?}");
                    }
                }
                let marked = theme.text(Role::Text, Marks::HIGHLIGHT, LinkState::None);
                assert_eq!(marked.bg.is_some(), name != Name::Monochrome, "{name:?}");
            }
        }
    }
}
