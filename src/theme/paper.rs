//! The themes `paper-light` and `paper-dark`: a page with a colour of its own, and inks that are calm on it.

use ratatui::style::Color;

use super::look::Depth;
use super::palette::{Inks, Palette};

/// Warm paper, brown-black ink.
const LIGHT: Inks = Inks {
    ground: 0xf8_f2e4,
    text: 0x3a_352e,
    heading: 0x7a_3b1e,
    faint: 0x6f_6657,
    line: 0xc8_bca3,
    tint: 0xee_e5d1,
    code: 0x6b_3f1d,
    mark: (0xf5_da81, 0x3a_352e),
    hit: (0xbf_dce0, 0x22_2a2b),
    current_hit: (0x8a_3c0c, 0xff_f8ea),
    link: 0x1f_5a8c,
    red: 0xa5_271f,
    gold: 0x80_5400,
    green: 0x3d_6620,
    teal: 0x17_6663,
    purple: 0x78_3c83,
};

/// The bright white of the sixteen is the only ground that is light in every palette.
const LIGHT_SIXTEEN: Palette = Palette {
    ground: Some(Color::White),
    text: Some(Color::Black),
    heading: None,
    faint: None,
    line: None,
    tint: None,
    code: Some(Color::Magenta),
    mark: Some((Color::LightYellow, Color::Black)),
    hit: Some((Color::LightCyan, Color::Black)),
    current_hit: Some((Color::LightGreen, Color::Black)),
    link: Some(Color::Blue),
    red: Some(Color::Red),
    gold: None,
    green: None,
    teal: None,
    purple: Some(Color::Magenta),
};

/// A dark page that is not black, and light that is not white.
const DARK: Inks = Inks {
    ground: 0x21_201d,
    text: 0xd6_cfc1,
    heading: 0xe3_c08f,
    faint: 0x9c_9486,
    line: 0x4c_4840,
    tint: 0x2f_2d29,
    code: 0xdf_b98d,
    mark: (0x66_521c, 0xf6_edda),
    hit: (0x2b_4d5c, 0xe8_f1f3),
    current_hit: (0xe0_8f3c, 0x1b_1a17),
    link: 0x8a_b8d8,
    red: 0xe8_8f80,
    gold: 0xd9_b36c,
    green: 0xa9_c07f,
    teal: 0x8f_c1b5,
    purple: 0xc9_a3cf,
};

/// Of the sixteen only these are bright enough on a black that may be a dark grey.
const DARK_SIXTEEN: Palette = Palette {
    ground: Some(Color::Black),
    text: Some(Color::Gray),
    heading: None,
    faint: None,
    line: None,
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

/// The light page at a depth.
#[must_use]
pub fn light(depth: Depth) -> Palette {
    at(depth, &LIGHT, LIGHT_SIXTEEN)
}

/// The dark page at a depth.
#[must_use]
pub fn dark(depth: Depth) -> Palette {
    at(depth, &DARK, DARK_SIXTEEN)
}

fn at(depth: Depth, inks: &Inks, sixteen: Palette) -> Palette {
    match depth {
        Depth::None => Palette::default(),
        Depth::Sixteen => sixteen,
        Depth::Indexed => inks.indexed(),
        Depth::True => inks.exact(),
    }
}
