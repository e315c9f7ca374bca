//! The theme `high-contrast`: at least 7 to 1 (WCAG 2.1, level AAA) for all that is read, on black or on white, which it
//! paints itself: no other ground is sure to reach it.

use ratatui::style::Color;

use super::look::{Background, Depth};
use super::palette::{Inks, Palette};

const DARK: Inks = Inks {
    ground: 0x00_0000,
    text: 0xff_ffff,
    heading: 0xff_ffff,
    faint: 0xd0_d0d0,
    line: 0x9a_9a9a,
    tint: 0x26_2626,
    code: 0xff_d787,
    mark: (0xff_ff00, 0x00_0000),
    hit: (0x00_4a6b, 0xff_ffff),
    current_hit: (0xff_9f00, 0x00_0000),
    link: 0x87_d7ff,
    red: 0xff_afaf,
    gold: 0xff_d75f,
    green: 0xaf_ff87,
    teal: 0x87_ffff,
    purple: 0xff_afff,
};

const LIGHT: Inks = Inks {
    ground: 0xff_ffff,
    text: 0x00_0000,
    heading: 0x00_0000,
    faint: 0x44_4444,
    line: 0x6c_6c6c,
    tint: 0xee_eeee,
    code: 0x00_0000,
    mark: (0xff_ff00, 0x00_0000),
    hit: (0xaf_e4ff, 0x00_0000),
    current_hit: (0x87_2a00, 0xff_ffff),
    link: 0x00_00af,
    red: 0x87_0000,
    gold: 0x5f_2500,
    green: 0x00_4c00,
    teal: 0x00_4a5f,
    purple: 0x5f_0087,
};

const DARK_SIXTEEN: Palette = Palette {
    ground: Some(Color::Black),
    text: Some(Color::White),
    heading: None,
    faint: Some(Color::White),
    line: Some(Color::White),
    tint: None,
    code: Some(Color::LightYellow),
    mark: Some((Color::LightYellow, Color::Black)),
    hit: Some((Color::LightCyan, Color::Black)),
    current_hit: Some((Color::LightGreen, Color::Black)),
    link: Some(Color::LightCyan),
    red: None,
    gold: Some(Color::LightYellow),
    green: Some(Color::LightGreen),
    teal: Some(Color::LightCyan),
    purple: None,
};

/// No colour of the sixteen is dark enough in every palette; code stands on grey instead.
const LIGHT_SIXTEEN: Palette = Palette {
    ground: Some(Color::White),
    text: Some(Color::Black),
    heading: None,
    faint: Some(Color::Black),
    line: Some(Color::Black),
    tint: Some(Color::Gray),
    code: Some(Color::Black),
    mark: Some((Color::LightYellow, Color::Black)),
    hit: Some((Color::LightCyan, Color::Black)),
    current_hit: Some((Color::LightGreen, Color::Black)),
    link: None,
    red: None,
    gold: None,
    green: None,
    teal: None,
    purple: None,
};

/// The colours at a depth: dark, unless the terminal is known to be light.
#[must_use]
pub fn palette(depth: Depth, background: Background) -> Palette {
    match (depth, background) {
        (Depth::None, _) => Palette::default(),
        (Depth::Sixteen, Background::Light) => LIGHT_SIXTEEN,
        (Depth::Sixteen, _) => DARK_SIXTEEN,
        (Depth::Indexed, Background::Light) => LIGHT.indexed(),
        (Depth::Indexed, _) => DARK.indexed(),
        (Depth::True, Background::Light) => LIGHT.exact(),
        (Depth::True, _) => DARK.exact(),
    }
}
