//! What a look is made from: a theme by its name, how many colours there are, and what they stand on.

use super::colour::Rgb;

/// The themes that are built in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Name {
    /// The terminal's own colours on its own background.
    #[default]
    Terminal,
    /// Dark ink on warm paper.
    PaperLight,
    /// Soft light on a dark page.
    PaperDark,
    /// A contrast of 7 and more.
    HighContrast,
    /// No colour: weight, underline, reverse and slant.
    Monochrome,
}

impl Name {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] =
        [Self::Terminal, Self::PaperLight, Self::PaperDark, Self::HighContrast, Self::Monochrome];

    /// How it is written.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::PaperLight => "paper-light",
            Self::PaperDark => "paper-dark",
            Self::HighContrast => "high-contrast",
            Self::Monochrome => "monochrome",
        }
    }

    /// What it is, in a few words.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Terminal => "your own colours",
            Self::PaperLight => "ink on warm paper",
            Self::PaperDark => "a soft dark page",
            Self::HighContrast => "as clear as can be",
            Self::Monochrome => "no colour at all",
        }
    }

    /// The theme with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The theme that is offered so many places behind this one, around the end.
    #[must_use]
    pub fn step(self, by: isize) -> Self {
        let place = Self::ALL.iter().position(|theme| *theme == self).unwrap_or(0);
        let count = Self::ALL.len();
        let by = usize::try_from(by.rem_euclid(count.cast_signed())).unwrap_or(0);
        Self::ALL[(place + by) % count]
    }
}

/// How many colours may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Depth {
    /// None: weight, underline and reverse have to do.
    None,
    /// The sixteen that the terminal is set to.
    Sixteen,
    /// Those, a cube of 216 and 24 greys.
    Indexed,
    /// Any.
    #[default]
    True,
}

/// What the terminal's own background is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Background {
    /// Nobody has said.
    #[default]
    Unknown,
    /// Light text stands on it.
    Dark,
    /// Dark text stands on it.
    Light,
}

impl Background {
    /// What a background of this colour is: dark where white is read better on it than black.
    #[must_use]
    pub fn of(colour: Rgb) -> Self {
        let (white, black) = (Rgb::hex(0xff_ffff), Rgb::hex(0));
        if colour.contrast(white) >= colour.contrast(black) { Self::Dark } else { Self::Light }
    }
}

/// All that decides how the same page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Look {
    /// The theme.
    pub name: Name,
    /// How many colours there are.
    pub depth: Depth,
    /// The terminal's own background.
    pub background: Background,
}

impl Look {
    /// Whether it differs on a light and on a dark background.
    #[must_use]
    pub fn depends_on_background(self) -> bool {
        self.depth != Depth::None && matches!(self.name, Name::Terminal | Name::HighContrast)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_is_found_by_its_name_and_no_other() {
        for theme in Name::ALL {
            assert_eq!(Name::named(theme.name()), Some(theme));
        }
        assert_eq!(Name::named("Terminal"), None);
        assert_eq!(Name::named(""), None);
    }

    #[test]
    fn steps_go_around() {
        for (from, by, to) in [
            (Name::Terminal, 1, Name::PaperLight),
            (Name::Monochrome, 1, Name::Terminal),
            (Name::Terminal, -1, Name::Monochrome),
            (Name::PaperDark, 10, Name::PaperDark),
            (Name::PaperDark, isize::MIN, Name::PaperDark.step(isize::MIN % 5)),
        ] {
            assert_eq!(from.step(by), to, "{from:?} {by}");
        }
    }

    #[test]
    fn a_background_is_dark_where_white_is_read_better() {
        for (colour, expected) in [
            (0x00_0000, Background::Dark),
            (0x00_2b36, Background::Dark),
            (0x70_7070, Background::Dark),
            (0x7f_7f7f, Background::Light),
            (0xfd_f6e3, Background::Light),
            (0xff_ffff, Background::Light),
        ] {
            assert_eq!(Background::of(Rgb::hex(colour)), expected, "{colour:06x}");
        }
    }
}
