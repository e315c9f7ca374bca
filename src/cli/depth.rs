//! What the environment says about colour: how many there are, and what they stand on.

use crate::theme::look::{Background, Depth};

use super::Environment;

/// Terminals that have any colour and whose name doesn't say so; what they set in `COLORTERM` is lost on the way to
/// another machine.
const ABLE: [&str; 6] = ["xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour"];

/// How many colours a terminal has, when there are to be any: the Linux console sixteen, then what `COLORTERM` and
/// `TERM` say, else sixteen, which are everywhere.
pub(super) fn depth_of(environment: &Environment) -> Depth {
    let term = environment.term.as_deref().unwrap_or_default();
    let color_term = environment.color_term.as_deref().unwrap_or_default();
    if term == "linux" || term == "dumb" {
        Depth::Sixteen
    } else if matches!(color_term, "truecolor" | "24bit") || term.ends_with("-direct") || ABLE.contains(&term) {
        Depth::True
    } else if term.contains("256color") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// What is known of the background before the terminal has been asked: the Linux console is black; `COLORFGBG`, which
/// rxvt and Konsole set, ends in the number of the background among the sixteen.
pub(super) fn background_of(environment: &Environment) -> Background {
    if environment.term.as_deref() == Some("linux") {
        return Background::Dark;
    }
    let number = environment.colours_set.as_deref().and_then(|colours| colours.rsplit(';').next()?.parse::<u8>().ok());
    match number {
        Some(0..=6 | 8) => Background::Dark,
        Some(7 | 9..=15) => Background::Light,
        _ => Background::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_colours_there_are() {
        for (term, color_term, expected) in [
            ("xterm", "", Depth::Sixteen),
            ("xterm-256color", "", Depth::Indexed),
            ("screen-256color-bce", "", Depth::Indexed),
            ("xterm-256color", "truecolor", Depth::True),
            ("xterm", "24bit", Depth::True),
            ("xterm-256color", "yes", Depth::Indexed),
            ("xterm-direct", "", Depth::True),
            ("xterm-kitty", "", Depth::True),
            ("linux", "truecolor", Depth::Sixteen),
            ("dumb", "", Depth::Sixteen),
            ("", "", Depth::Sixteen),
        ] {
            let set = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
            let environment = Environment { term: set(term), color_term: set(color_term), ..Environment::default() };
            assert_eq!(depth_of(&environment), expected, "{term} {color_term}");
        }
    }

    #[test]
    fn what_the_background_is_as_far_as_anybody_says() {
        for (term, colours, expected) in [
            ("xterm", None, Background::Unknown),
            ("linux", None, Background::Dark),
            ("rxvt", Some("15;0"), Background::Dark),
            ("rxvt", Some("0;default;15"), Background::Light),
            ("rxvt", Some("0;7"), Background::Light),
            ("rxvt", Some("12;8"), Background::Dark),
            ("rxvt", Some("default;default"), Background::Unknown),
            ("rxvt", Some("0;99"), Background::Unknown),
            ("rxvt", Some(""), Background::Unknown),
        ] {
            let term = Some(term.to_owned());
            let colours_set = colours.map(str::to_owned);
            let environment = Environment { term, colours_set, ..Environment::default() };
            assert_eq!(background_of(&environment), expected, "{colours:?}");
        }
    }
}
