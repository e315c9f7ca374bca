//! Role → style: what each part of the page looks like, at each depth of colour.
//!
//! A theme is data; changing it lays nothing out again, because lines carry roles. The default uses the terminal's own
//! sixteen colours and its own background, so that it is right on light and dark alike; the monochrome one says
//! everything with weight, underline and reverse.

pub mod palette;
pub mod sgr;

use ratatui::style::{Color, Modifier, Style};

use crate::layout::Role;
use crate::layout::line::AlertRole;
use crate::markdown::inline::Marks;
use palette::Palette;

/// How many colours may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colours {
    /// None: weight, underline and reverse have to do.
    None,
    /// The terminal's own sixteen.
    Sixteen,
}

/// The parts of the screen around the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The trail on top.
    Trail,
    /// The last step of the trail, and the section being read in the contents.
    Here,
    /// The other sections in the contents.
    Contents,
    /// The line of the contents that is chosen.
    Chosen,
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
}

/// The look of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    palette: Palette,
}

impl Theme {
    /// The theme for a depth of colour.
    #[must_use]
    pub fn new(colours: Colours) -> Self {
        let palette = match colours {
            Colours::None => Palette::default(),
            Colours::Sixteen => Palette::terminal(),
        };
        Self { palette }
    }

    /// The style of a piece of text on the page. `link` says whether it belongs to a link, and how.
    #[must_use]
    pub fn text(&self, role: Role, marks: Marks, link: LinkState) -> Style {
        let mut style = self.role(role);
        for (mark, modifier) in [
            (Marks::STRONG, Modifier::BOLD),
            (Marks::EMPHASIS, Modifier::ITALIC),
            (Marks::STRIKETHROUGH, Modifier::CROSSED_OUT),
            (Marks::UNDERLINE, Modifier::UNDERLINED),
            (Marks::HIGHLIGHT, Modifier::REVERSED),
        ] {
            if marks.contains(mark) {
                style = style.add_modifier(modifier);
            }
        }
        if marks.contains(Marks::CODE) || marks.contains(Marks::KEY) {
            style = coloured(style, self.palette.code);
        }
        match link {
            LinkState::None => style,
            LinkState::Link => coloured(style, self.palette.link).add_modifier(Modifier::UNDERLINED),
            LinkState::Focused => coloured(style, self.palette.link).add_modifier(Modifier::REVERSED),
        }
    }

    fn role(&self, role: Role) -> Style {
        let style = Style::new();
        let faint = coloured(style, self.palette.faint);
        match role {
            Role::Text | Role::Code | Role::Marker | Role::Math | Role::Token(_) => style,
            Role::Heading(1..=3) | Role::TableHead => style.add_modifier(Modifier::BOLD),
            Role::Heading(_) => style.add_modifier(Modifier::BOLD | Modifier::ITALIC),
            Role::HeadingRule
            | Role::CodeBar
            | Role::CodeLabel
            | Role::QuoteBar
            | Role::TableRule
            | Role::Rule
            | Role::Source
            | Role::Fold
            | Role::Reference => faint,
            Role::Footnote | Role::FootnoteReturn => coloured(style, self.palette.code),
            Role::Done => coloured(style, self.palette.done),
            Role::AlertBar(kind) => coloured(style, self.alert(kind)),
            Role::Alert(kind) | Role::AlertTitle(kind) => {
                coloured(style, self.alert(kind)).add_modifier(Modifier::BOLD)
            }
            Role::Warning => coloured(style, self.palette.warning).add_modifier(Modifier::REVERSED),
        }
    }

    const fn alert(&self, kind: AlertRole) -> Option<Color> {
        match kind {
            AlertRole::Note => self.palette.link,
            AlertRole::Tip => self.palette.done,
            AlertRole::Important => self.palette.code,
            AlertRole::Warning => self.palette.care,
            AlertRole::Caution => self.palette.warning,
        }
    }

    /// The style of a part of the screen around the page.
    #[must_use]
    pub fn part(&self, part: Part) -> Style {
        let style = Style::new();
        let faint = coloured(style, self.palette.faint);
        match part {
            Part::Trail | Part::Contents | Part::Status | Part::Track => faint,
            Part::Here | Part::Key => style.add_modifier(Modifier::BOLD),
            Part::Chosen => style.add_modifier(Modifier::REVERSED),
            Part::Message => style,
            Part::Thumb => coloured(style, self.palette.thumb),
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

fn coloured(style: Style, colour: Option<Color>) -> Style {
    match colour {
        Some(colour) => style.fg(colour),
        None => style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colours_there_is_no_colour_anywhere() {
        let theme = Theme::new(Colours::None);
        for role in [Role::Heading(1), Role::Marker, Role::Warning, Role::Alert(AlertRole::Tip), Role::Source] {
            let style = theme.text(role, Marks::CODE, LinkState::Focused);
            assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
        }
        assert_eq!(theme.part(Part::Thumb).fg, None);
    }

    #[test]
    fn a_link_is_told_by_more_than_its_colour() {
        let theme = Theme::new(Colours::Sixteen);
        let modifier = |link| theme.text(Role::Text, Marks::NONE, link).add_modifier;
        assert_ne!(modifier(LinkState::Link), modifier(LinkState::None));
        assert_ne!(modifier(LinkState::Link), modifier(LinkState::Focused));
    }
}
