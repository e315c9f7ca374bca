//! Where a word may be broken with a hyphen, by the patterns of its language.
//!
//! Only words of running text are broken: letters and the punctuation around them, small but for the first. Names,
//! abbreviations, addresses and whatever else has a capital or a digit inside stays whole. [`fit`](super::fit) calls this
//! for each word; the layout says which language it is.

use hypher::{Lang, hyphenate_bounded};

/// A language whose words can be broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
}

/// A word with fewer letters stays whole.
const SHORTEST: usize = 6;
/// Letters that stay before a hyphen and behind it, at least.
const BEFORE: usize = 2;
const BEHIND: usize = 3;
/// A word with more bytes than this is none.
const LONGEST: usize = 80;

impl Language {
    /// The language that a tag names (BCP 47, `de-CH`), or a locale (POSIX, `de_CH.UTF-8`); `None` for others.
    #[must_use]
    pub fn named(tag: &str) -> Option<Self> {
        let name = tag.trim().split(['-', '_', '.', '@', ',']).next().unwrap_or_default();
        match name.to_ascii_lowercase().as_str() {
            "en" | "eng" | "english" => Some(Self::English),
            "de" | "deu" | "ger" | "german" | "deutsch" => Some(Self::German),
            "fr" | "fra" | "fre" | "french" | "français" => Some(Self::French),
            "es" | "spa" | "spanish" | "español" => Some(Self::Spanish),
            _ => None,
        }
    }

    const fn patterns(self) -> Lang {
        match self {
            Self::English => Lang::English,
            Self::German => Lang::German,
            Self::French => Lang::French,
            Self::Spanish => Lang::Spanish,
        }
    }
}

/// Hands out the bytes of a word at which it may be broken, in order. `before` is the text in front of it.
pub(super) fn points(before: &str, word: &str, language: Language, mut each: impl FnMut(usize)) {
    if word.len() < SHORTEST || word.len() > LONGEST {
        return;
    }
    // What follows something without white space is part of an address or a compound.
    if before.chars().next_back().is_some_and(|c| !c.is_whitespace() && !matches!(c, '—' | '–')) {
        return;
    }
    let core = word.trim_start_matches(opens).trim_end_matches(closes);
    let mut letters = core.chars();
    let is_word =
        letters.next().is_some_and(char::is_alphabetic) && letters.all(|c| c.is_alphabetic() && !c.is_uppercase());
    if !is_word || core.chars().count() < SHORTEST {
        return;
    }
    let mut at = word.len() - word.trim_start_matches(opens).len();
    let mut syllables = hyphenate_bounded(core, language.patterns(), BEFORE, BEHIND).peekable();
    while let Some(syllable) = syllables.next() {
        at += syllable.len();
        if syllables.peek().is_some() {
            each(at);
        }
    }
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '"' | '\'' | '“' | '„' | '‘' | '‚' | '«' | '‹' | '»' | '›' | '¿' | '¡')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '"'
            | '\''
            | '”'
            | '“'
            | '’'
            | '‘'
            | '»'
            | '›'
            | '«'
            | '‹'
            | '.'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '—'
            | '–'
            | '-'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(word: &str, language: Language) -> String {
        let (mut out, mut last) = (String::new(), 0);
        points("", word, language, |at| {
            out += &word[last..at];
            out.push('-');
            last = at;
        });
        out + &word[last..]
    }

    #[test]
    fn words_are_broken_by_their_language() {
        for (word, language, expected) in [
            ("extensive", Language::English, "ex-ten-sive"),
            ("“Hyphenation,”", Language::English, "“Hy-phen-ation,”"),
            ("Silbentrennung", Language::German, "Sil-ben-tren-nung"),
            ("typographie", Language::French, "ty-po-gra-phie"),
            ("biblioteca", Language::Spanish, "bi-blio-teca"),
        ] {
            assert_eq!(broken(word, language), expected, "{word}");
        }
    }

    #[test]
    fn what_is_no_word_stays_whole() {
        for word in
            ["short", "NASA's", "UNESCO-list", "JavaScript", "utf8encoding", "example.org/", "https://", "snake_casing"]
        {
            assert_eq!(broken(word, Language::English), word);
        }
        points("https://example.org/", "documentation", Language::English, |at| panic!("broken at {at}"));
    }

    #[test]
    fn a_language_has_many_names() {
        for (tag, language) in [
            ("en", Some(Language::English)),
            ("en_GB.UTF-8", Some(Language::English)),
            (" de-CH ", Some(Language::German)),
            ("FR", Some(Language::French)),
            ("es_419", Some(Language::Spanish)),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
            ("enough", None),
        ] {
            assert_eq!(Language::named(tag), language, "{tag}");
        }
    }
}
