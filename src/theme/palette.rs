//! The colours of a theme, by what they are for.

use ratatui::style::Color;

use super::colour::Rgb;

/// The colours of a theme. Where there is none, a modifier has to do: `Theme` knows which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Palette {
    /// What everything stands on; `None` is the terminal's own background.
    pub ground: Option<Color>,
    /// Running text; `None` is the terminal's own foreground.
    pub text: Option<Color>,
    /// Headings.
    pub heading: Option<Color>,
    /// What should be seen last and is still read: the status line, the contents, comments; `None` is dim.
    pub faint: Option<Color>,
    /// What is not read at all: rules and bars; `None` is dim.
    pub line: Option<Color>,
    /// What stands behind code in running text, behind keys, and behind what lies over the page.
    pub tint: Option<Color>,
    /// Code in running text; `None` is bold and dim.
    pub code: Option<Color>,
    /// What stands behind a marked word, and the word itself; `None` is dim and reversed.
    pub mark: Option<(Color, Color)>,
    /// What stands behind a hit of a search, and its text; `None` is reversed.
    pub hit: Option<(Color, Color)>,
    /// The same for the hit that the reader is at; `None` is reversed and underlined.
    pub current_hit: Option<(Color, Color)>,
    /// Links, names of functions, the alert that notes something.
    pub link: Option<Color>,
    /// What went wrong, what was taken out.
    pub red: Option<Color>,
    /// Constants and attributes, the alert that warns.
    pub gold: Option<Color>,
    /// Text in code, what was added, what is done, the alert that gives a tip.
    pub green: Option<Color>,
    /// Types, marks of footnotes.
    pub teal: Option<Color>,
    /// The words of a language, the alert that says that something is important.
    pub purple: Option<Color>,
}

/// The colours of a theme that brings all of them, as numbers `0xRRGGBB`.
#[derive(Debug, Clone, Copy)]
pub struct Inks {
    /// See [`Palette::ground`].
    pub ground: u32,
    /// See [`Palette::text`].
    pub text: u32,
    /// See [`Palette::heading`].
    pub heading: u32,
    /// See [`Palette::faint`].
    pub faint: u32,
    /// See [`Palette::line`].
    pub line: u32,
    /// See [`Palette::tint`].
    pub tint: u32,
    /// See [`Palette::code`].
    pub code: u32,
    /// See [`Palette::mark`]: behind the word, the word.
    pub mark: (u32, u32),
    /// See [`Palette::hit`]: behind the text, the text.
    pub hit: (u32, u32),
    /// See [`Palette::current_hit`]: behind the text, the text.
    pub current_hit: (u32, u32),
    /// See [`Palette::link`].
    pub link: u32,
    /// See [`Palette::red`].
    pub red: u32,
    /// See [`Palette::gold`].
    pub gold: u32,
    /// See [`Palette::green`].
    pub green: u32,
    /// See [`Palette::teal`].
    pub teal: u32,
    /// See [`Palette::purple`].
    pub purple: u32,
}

impl Inks {
    /// The colours as they are.
    #[must_use]
    pub fn exact(&self) -> Palette {
        self.through(Rgb::exact)
    }

    /// The nearest ones among those that have an index.
    #[must_use]
    pub fn indexed(&self) -> Palette {
        self.through(|colour| Color::Indexed(colour.nearest_index()))
    }

    fn through(&self, colour: fn(Rgb) -> Color) -> Palette {
        let ink = |number| colour(Rgb::hex(number));
        Palette {
            ground: Some(ink(self.ground)),
            text: Some(ink(self.text)),
            heading: Some(ink(self.heading)),
            faint: Some(ink(self.faint)),
            line: Some(ink(self.line)),
            tint: Some(ink(self.tint)),
            code: Some(ink(self.code)),
            mark: Some((ink(self.mark.0), ink(self.mark.1))),
            hit: Some((ink(self.hit.0), ink(self.hit.1))),
            current_hit: Some((ink(self.current_hit.0), ink(self.current_hit.1))),
            link: Some(ink(self.link)),
            red: Some(ink(self.red)),
            gold: Some(ink(self.gold)),
            green: Some(ink(self.green)),
            teal: Some(ink(self.teal)),
            purple: Some(ink(self.purple)),
        }
    }
}
