//! Subscripts and superscripts as characters of their own, where Unicode has them.

use super::super::inline::{Inline, InlineKind};

/// Whether text is set low or high.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// `sub`
    Low,
    /// `sup`
    High,
}

const LOW: &str = "0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉+₊-₋−₋=₌(₍)₎aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ";
const HIGH: &str = "0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻=⁼(⁽)⁾aᵃbᵇcᶜdᵈeᵉfᶠgᵍhʰiⁱjʲkᵏlˡmᵐnⁿoᵒpᵖrʳsˢtᵗuᵘvᵛwʷxˣyʸzᶻ\
                    AᴬBᴮDᴰEᴱGᴳHᴴIᴵJᴶKᴷLᴸMᴹNᴺOᴼPᴾRᴿTᵀUᵁVⱽWᵂ";

impl Script {
    fn of(self, character: char) -> Option<char> {
        let mut table = match self {
            Self::Low => LOW,
            Self::High => HIGH,
        }
        .chars();
        while let (Some(plain), Some(set)) = (table.next(), table.next()) {
            if plain == character {
                return Some(set);
            }
        }
        None
    }

    /// The sign that stands for it in plain text.
    const fn sign(self) -> &'static str {
        match self {
            Self::Low => "_",
            Self::High => "^",
        }
    }
}

/// Whether a character may be what has become of a raised or lowered letter.
#[must_use]
pub fn is_raised_or_lowered(character: char) -> bool {
    !character.is_ascii() && (LOW.contains(character) || HIGH.contains(character))
}

/// Sets the inlines from `from` on low or high.
///
/// One word becomes characters of its own if there is one for each of its letters, else a sign stands in front of it
/// (`x_Q`), but only right behind what it belongs to. Several words are small print, which stays as it is: a sentence of
/// raised letters could not be read.
pub(super) fn set(script: Script, inlines: &mut Vec<Inline>, from: usize) {
    let Some(scripted) = inlines.get_mut(from..) else { return };
    let mut letters = String::new();
    for inline in scripted.iter() {
        let InlineKind::Text(text) = &inline.kind else { return };
        letters.push_str(text);
    }
    if letters.is_empty() || letters.contains(char::is_whitespace) {
        return;
    }
    if letters.chars().all(|character| script.of(character).is_some()) {
        for inline in scripted {
            if let InlineKind::Text(text) = &mut inline.kind {
                *text = text.chars().filter_map(|character| script.of(character)).collect::<String>().into();
            }
        }
        return;
    }
    let belongs = from.checked_sub(1).and_then(|before| inlines.get(before)).is_some_and(|before| match &before.kind {
        InlineKind::Text(text) => text.ends_with(|character: char| !character.is_whitespace()),
        InlineKind::Code(_) | InlineKind::Math(..) => true,
        InlineKind::FootnoteReference(..)
        | InlineKind::FootnoteReturn
        | InlineKind::Reference(_)
        | InlineKind::Elsewhere(_)
        | InlineKind::Image(_)
        | InlineKind::SoftBreak
        | InlineKind::HardBreak => false,
    });
    if belongs && letters.starts_with(char::is_alphanumeric) {
        let first = &inlines[from];
        let at = first.source.start;
        let sign = Inline {
            kind: InlineKind::Text(script.sign().into()),
            source: at..at,
            marks: first.marks,
            link: first.link,
        };
        inlines.insert(from, sign);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_pairs() {
        for table in [LOW, HIGH] {
            let characters: Vec<char> = table.chars().collect();
            assert_eq!(characters.len() % 2, 0);
            assert!(characters.chunks(2).all(|pair| (pair[0].is_ascii() || pair[0] == '−') && !pair[1].is_ascii()));
        }
    }
}
