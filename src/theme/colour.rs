//! Colours as numbers: how bright one is, how well one is read on another, and the nearest one that a terminal has.
//!
//! Sources: WCAG 2.1, "relative luminance" and "contrast ratio"; xterm's palette of 256 colours, of which those from 16
//! on are the same everywhere.

use ratatui::style::Color;

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// The steps of the colour cube, which has the indexes 16 to 231.
const STEPS: [u8; 6] = [0, 0x5f, 0x87, 0xaf, 0xd7, 0xff];
/// The first index of the cube, and of the grey ramp behind it.
const CUBE: u8 = 16;
const RAMP: u8 = 232;

impl Rgb {
    /// The colour `0xRRGGBB`.
    #[must_use]
    pub const fn hex(number: u32) -> Self {
        let [_, red, green, blue] = number.to_be_bytes();
        Self(red, green, blue)
    }

    /// The colour of an index from 16 on; those below are whatever the terminal makes of them.
    #[must_use]
    pub fn of_index(index: u8) -> Option<Self> {
        if let Some(place) = index.checked_sub(RAMP) {
            let grey = 8 + 10 * place;
            return Some(Self(grey, grey, grey));
        }
        let place = usize::from(index.checked_sub(CUBE)?);
        Some(Self(STEPS[place / 36], STEPS[place / 6 % 6], STEPS[place % 6]))
    }

    /// The index from 16 on that comes nearest.
    #[must_use]
    pub fn nearest_index(self) -> u8 {
        let distance = |index: &u8| Self::of_index(*index).map_or(u32::MAX, |colour| self.distance(colour));
        (CUBE..=u8::MAX).min_by_key(distance).unwrap_or(CUBE)
    }

    /// How far another colour is, squared; the eye minds green most.
    fn distance(self, other: Self) -> u32 {
        let part = |one: u8, other: u8, weight: u32| u32::from(one.abs_diff(other)).pow(2) * weight;
        part(self.0, other.0, 2) + part(self.1, other.1, 4) + part(self.2, other.2, 3)
    }

    /// The relative luminance, from 0 (black) to 1 (white).
    #[must_use]
    pub fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { to_the_12_fifths((share + 0.055) / 1.055) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// The contrast to another colour, from 1 (the same) to 21 (black and white).
    #[must_use]
    pub fn contrast(self, other: Self) -> f64 {
        let (one, other) = (self.luminance() + 0.05, other.luminance() + 0.05);
        if one > other { one / other } else { other / one }
    }

    /// The style library's form of it.
    #[must_use]
    pub const fn exact(self) -> Color {
        Color::Rgb(self.0, self.1, self.2)
    }
}

/// A number between 0.08 and 1 to the power of 2.4. Asking the system for it would have another library loaded at every
/// start.
fn to_the_12_fifths(number: f64) -> f64 {
    // The fifth root, by Newton's method.
    let mut root = 1.0_f64;
    for _ in 0..16 {
        root -= (root - number / (root * root * root * root)) / 5.0;
    }
    number * number * root * root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let (black, white) = (Rgb::hex(0), Rgb::hex(0xff_ffff));
        assert!((black.contrast(white) - 21.0).abs() < 0.001);
        assert!((white.contrast(white) - 1.0).abs() < 0.001);
        // The grey that is known for reaching 4.5 on white.
        assert!((Rgb::hex(0x76_7676).contrast(white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn the_power_is_that_of_the_library() {
        for channel in 11..=255 {
            let number = (f64::from(channel) / 255.0 + 0.055) / 1.055;
            assert!((to_the_12_fifths(number) - number.powf(2.4)).abs() < 1e-12, "{channel}");
        }
    }

    #[test]
    fn every_index_is_nearest_to_itself() {
        for index in 16..=255 {
            let colour = Rgb::of_index(index).unwrap();
            assert_eq!(Rgb::of_index(colour.nearest_index()), Some(colour), "{index}");
        }
        assert_eq!(Rgb::of_index(15), None);
    }

    #[test]
    fn the_nearest_is_what_an_eye_would_take() {
        for (number, expected) in
            [(0xff_0000, 196), (0x5f_5fff, 63), (0x21_201d, 234), (0xf8_f2e4, 255), (0x12_1212, 233)]
        {
            assert_eq!(Rgb::hex(number).nearest_index(), expected, "{number:06x}");
        }
    }
}
