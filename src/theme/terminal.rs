//! The theme `terminal`: the terminal's own sixteen colours on its own background, chosen by what that is.
//!
//! No colour of the sixteen is read well on black and on white in the palettes that are in use: plain blue vanishes on
//! black, the bright ones and plain green and yellow vanish on white. So the background decides. Where nobody has said
//! what it is, the 256 colours have a few of middling luminance that reach 4.5 on both; with sixteen alone, links, code
//! and the rest are told by underline and weight.
//!
//! Bright black is not used: on VGA's palette it can't be read on black, and in others it is the background itself.
//! Where there are greys, they are faint; where there are none, dim is.

use ratatui::style::Color;

use super::look::{Background, Depth};
use super::palette::Palette;

/// Black on bright yellow is read everywhere, whatever is around it.
const MARK: Option<(Color, Color)> = Some((Color::LightYellow, Color::Black));

/// The same of light blue, and of an orange for the one that the reader is at.
const HIT: Option<(Color, Color)> = Some((Color::Indexed(153), Color::Indexed(16)));
const CURRENT_HIT: Option<(Color, Color)> = Some((Color::Indexed(208), Color::Indexed(16)));

const NOTHING: Palette = Palette {
    ground: None,
    text: None,
    heading: None,
    faint: None,
    line: None,
    tint: None,
    code: None,
    mark: MARK,
    hit: Some((Color::LightCyan, Color::Black)),
    current_hit: Some((Color::LightGreen, Color::Black)),
    link: None,
    red: None,
    gold: None,
    green: None,
    teal: None,
    purple: None,
};

const DARK: Palette = Palette {
    code: Some(Color::Green),
    link: Some(Color::Cyan),
    red: Some(Color::LightRed),
    gold: Some(Color::LightYellow),
    green: Some(Color::Green),
    teal: Some(Color::Cyan),
    purple: Some(Color::LightMagenta),
    ..NOTHING
};

const LIGHT: Palette = Palette {
    code: Some(Color::Magenta),
    link: Some(Color::Blue),
    red: Some(Color::Red),
    purple: Some(Color::Magenta),
    ..NOTHING
};

/// With greys, and a code that doesn't shout.
const DARK_INDEXED: Palette = Palette {
    hit: HIT,
    current_hit: CURRENT_HIT,
    faint: Some(Color::Indexed(246)),
    line: Some(Color::Indexed(240)),
    code: Some(Color::Indexed(180)),
    gold: Some(Color::Indexed(180)),
    purple: Some(Color::Indexed(176)),
    ..DARK
};

/// With greys, and with what the sixteen lack on white.
const LIGHT_INDEXED: Palette = Palette {
    hit: HIT,
    current_hit: CURRENT_HIT,
    faint: Some(Color::Indexed(241)),
    line: Some(Color::Indexed(249)),
    code: Some(Color::Indexed(94)),
    gold: Some(Color::Indexed(94)),
    green: Some(Color::Indexed(28)),
    teal: Some(Color::Indexed(24)),
    ..LIGHT
};

/// Neither black nor white swallows these.
const EITHER_INDEXED: Palette = Palette {
    hit: HIT,
    current_hit: CURRENT_HIT,
    faint: Some(Color::Indexed(243)),
    line: Some(Color::Indexed(245)),
    code: Some(Color::Indexed(131)),
    link: Some(Color::Indexed(63)),
    red: Some(Color::Indexed(163)),
    gold: Some(Color::Indexed(131)),
    green: Some(Color::Indexed(29)),
    teal: Some(Color::Indexed(29)),
    purple: Some(Color::Indexed(98)),
    ..NOTHING
};

/// The colours at a depth and on a background.
#[must_use]
pub fn palette(depth: Depth, background: Background) -> Palette {
    match (depth, background) {
        (Depth::None, _) => Palette::default(),
        (Depth::Sixteen, Background::Dark) => DARK,
        (Depth::Sixteen, Background::Light) => LIGHT,
        (Depth::Sixteen, Background::Unknown) => NOTHING,
        (Depth::Indexed | Depth::True, Background::Dark) => DARK_INDEXED,
        (Depth::Indexed | Depth::True, Background::Light) => LIGHT_INDEXED,
        (Depth::Indexed | Depth::True, Background::Unknown) => EITHER_INDEXED,
    }
}
