//! The colours of a theme, by what they are for.

use ratatui::style::Color;

/// The colours of a theme; `None` is the terminal's own foreground.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Palette {
    /// Links. The bright blue of most palettes has a contrast of about 4.5 on black and on white; plain blue can't be
    /// read on black.
    pub link: Option<Color>,
    /// Code in running text, marks of footnotes, the alert that says that something is important.
    pub code: Option<Color>,
    /// What is done, and the alert that gives a tip.
    pub done: Option<Color>,
    /// The alert that warns.
    pub care: Option<Color>,
    /// What stands in for a character that is not shown.
    pub warning: Option<Color>,
    /// What should be seen last: rules, bars, the status line.
    pub faint: Option<Color>,
    /// The thumb of the scrollbar.
    pub thumb: Option<Color>,
}

impl Palette {
    /// The terminal's own colours, those that can be read on its light and on its dark backgrounds.
    #[must_use]
    pub const fn terminal() -> Self {
        Self {
            link: Some(Color::LightBlue),
            code: Some(Color::Magenta),
            done: Some(Color::Green),
            care: Some(Color::Yellow),
            warning: Some(Color::Red),
            faint: Some(Color::DarkGray),
            thumb: None,
        }
    }
}
