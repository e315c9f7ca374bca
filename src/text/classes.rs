//! The line breaking classes (UAX #14) of the characters that most texts are made of, and between which of them no line
//! may end: printable ASCII, the letters of Latin, Greek and Cyrillic scripts, typographic quotes, dashes and the ellipsis.
//!
//! For these the rules say all by the two characters on either side of a place, and by the spaces between them. Each of
//! them stands alone in one column. [`units`](super::units) asks here first, and the tables of the whole standard about all
//! other characters.

/// The class of a character, as a bit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Class(u16);

/// A set of classes.
type Classes = u16;

impl Class {
    pub(super) const LETTER: Self = Self(1);
    pub(super) const DIGIT: Self = Self(1 << 1);
    pub(super) const SPACE: Self = Self(1 << 2);
    const QUOTE: Self = Self(1 << 3);
    /// Infix separators: `.`, `,`, `:`, `;`.
    const INFIX: Self = Self(1 << 4);
    /// `!` and `?`.
    const EXCLAMATION: Self = Self(1 << 5);
    pub(super) const OPENS: Self = Self(1 << 6);
    /// `}`
    const CLOSES: Self = Self(1 << 7);
    /// `)` and `]`
    const CLOSES_PARENTHESIS: Self = Self(1 << 8);
    pub(super) const SLASH: Self = Self(1 << 9);
    const HYPHEN: Self = Self(1 << 10);
    /// What stands before a number: `$`, `+`, `\`.
    const PREFIX: Self = Self(1 << 11);
    /// `%`
    const POSTFIX: Self = Self(1 << 12);
    /// A line may end behind it and not before it: `|`, `–`, and so it is with `…`.
    const BREAKS_AFTER: Self = Self(1 << 13);
    /// `—`
    const DASH: Self = Self(1 << 14);
    /// Any other character.
    pub(super) const OTHER: Self = Self(0);

    /// Whether no line may end between a character of this class and one of the next right behind it.
    pub(super) const fn joins(self, next: Self) -> bool {
        JOINED[self.0.trailing_zeros() as usize & 15] & next.0 != 0
    }

    /// The same where spaces stand between the two.
    pub(super) const fn joins_over_spaces(self, next: Self) -> bool {
        // LB 13, 14, 15 and 17.
        const NEVER_BEGIN: Classes =
            Class::INFIX.0 | Class::EXCLAMATION.0 | Class::CLOSES.0 | Class::CLOSES_PARENTHESIS.0 | Class::SLASH.0;
        next.0 & NEVER_BEGIN != 0
            || self.0 == Self::OPENS.0
            || (self.0 == Self::QUOTE.0 && next.0 == Self::OPENS.0)
            || (self.0 == Self::DASH.0 && next.0 == Self::DASH.0)
    }

    /// Whether it is a sign behind which a line ends or not by what stands before it.
    pub(super) fn is_sign(self) -> bool {
        matches!(self, Self::SLASH | Self::HYPHEN | Self::EXCLAMATION | Self::PREFIX)
    }

    /// Whether it is a letter or a digit: no line may end between two of these.
    pub(super) const fn is_word(self) -> bool {
        self.0 & (Self::LETTER.0 | Self::DIGIT.0) != 0
    }
}

/// What may not be parted from a character of each class, by the number of its bit.
const JOINED: [Classes; 16] = {
    const WORD: Classes = Class::LETTER.0 | Class::DIGIT.0;
    // LB 13, 19, 21 and 22.
    const ANY: Classes = Class::INFIX.0
        | Class::EXCLAMATION.0
        | Class::CLOSES.0
        | Class::CLOSES_PARENTHESIS.0
        | Class::SLASH.0
        | Class::QUOTE.0
        | Class::HYPHEN.0
        | Class::BREAKS_AFTER.0;
    const UNITS: Classes = Class::PREFIX.0 | Class::POSTFIX.0;
    let mut joined = [ANY; 16];
    // LB 23, 24, 25, 28 and 30.
    joined[Class::LETTER.0.trailing_zeros() as usize] |= WORD | UNITS | Class::OPENS.0;
    joined[Class::DIGIT.0.trailing_zeros() as usize] |= WORD | UNITS | Class::OPENS.0;
    joined[Class::PREFIX.0.trailing_zeros() as usize] |= WORD | Class::OPENS.0;
    joined[Class::POSTFIX.0.trailing_zeros() as usize] |= WORD | Class::OPENS.0;
    joined[Class::CLOSES.0.trailing_zeros() as usize] |= UNITS;
    joined[Class::CLOSES_PARENTHESIS.0.trailing_zeros() as usize] |= WORD | UNITS;
    joined[Class::SLASH.0.trailing_zeros() as usize] |= Class::DIGIT.0;
    joined[Class::HYPHEN.0.trailing_zeros() as usize] |= Class::DIGIT.0;
    // LB 29 and 25.
    joined[Class::INFIX.0.trailing_zeros() as usize] |= WORD;
    // LB 14, 17 and 19.
    joined[Class::OPENS.0.trailing_zeros() as usize] = Classes::MAX;
    joined[Class::QUOTE.0.trailing_zeros() as usize] = Classes::MAX;
    joined[Class::DASH.0.trailing_zeros() as usize] |= Class::DASH.0;
    joined
};

/// The classes of ASCII.
const ASCII: [Class; 128] = {
    let mut classes = [Class::OTHER; 128];
    let mut byte: u8 = b' ';
    while byte < 127 {
        classes[byte as usize] = match byte {
            b' ' => Class::SPACE,
            b'0'..=b'9' => Class::DIGIT,
            b'"' | b'\'' => Class::QUOTE,
            b'.' | b',' | b':' | b';' => Class::INFIX,
            b'!' | b'?' => Class::EXCLAMATION,
            b'(' | b'[' | b'{' => Class::OPENS,
            b'}' => Class::CLOSES,
            b')' | b']' => Class::CLOSES_PARENTHESIS,
            b'/' => Class::SLASH,
            b'-' => Class::HYPHEN,
            b'$' | b'+' | b'\\' => Class::PREFIX,
            b'%' => Class::POSTFIX,
            b'|' => Class::BREAKS_AFTER,
            _ => Class::LETTER,
        };
        byte += 1;
    }
    classes
};

/// The class of the character that begins at byte `at`, and its bytes; nothing at the end of the text.
#[inline]
pub(super) fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    let byte = *text.as_bytes().get(at)?;
    if let Some(&class) = ASCII.get(usize::from(byte)) {
        return Some((class, 1));
    }
    let c = text.get(at..)?.chars().next()?;
    Some((class_of(c), c.len_utf8()))
}

/// Whether each byte is a letter or a digit of ASCII, the inner loop of all line breaking.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0;
    while byte < ASCII.len() {
        word[byte] = ASCII[byte].is_word();
        byte += 1;
    }
    word
};

/// The end of the letters and digits of ASCII that follow each other from byte `at` on.
#[inline]
pub(super) fn word_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while bytes.get(end).is_some_and(|&byte| WORD[usize::from(byte)]) {
        end += 1;
    }
    end
}

/// The end of the points and commas that follow each other from byte `at` on: no line may end in front of one, nor between
/// one and a letter.
#[inline]
pub(super) fn infix_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while bytes.get(end).is_some_and(|byte| matches!(byte, b'.' | b',' | b':' | b';')) {
        end += 1;
    }
    end
}

/// Whether a letter or a digit of ASCII stands at byte `at`.
#[inline]
pub(super) fn is_word(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|&byte| WORD[usize::from(byte)])
}

/// The class of a character that is no ASCII.
const fn class_of(c: char) -> Class {
    match c {
        '×' | '÷' => Class::OTHER,
        'À'..='\u{24F}' | 'Α'..='Ρ' | 'Σ'..='ώ' | '\u{400}'..='\u{45F}' | 'Ḁ'..='ỿ' => Class::LETTER,
        '‘' | '’' | '“' | '”' | '«' | '»' => Class::QUOTE,
        '–' | '…' => Class::BREAKS_AFTER,
        '—' => Class::DASH,
        _ => Class::OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::super::width::solitary;
    use super::*;
    use unicode_linebreak::{BreakClass, BreakOpportunity, break_property, linebreaks};

    /// All characters that have a class here.
    fn known() -> Vec<char> {
        ('\0'..=char::MAX)
            .filter(|c| class_at(&c.to_string(), 0).is_some_and(|(class, _)| class != Class::OTHER))
            .collect()
    }

    fn class(c: char) -> Class {
        class_at(&c.to_string(), 0).unwrap().0
    }

    #[test]
    fn classes_are_those_of_the_standard() {
        let all = known();
        assert!(all.len() > 900);
        for c in all {
            let expected = match break_property(c.into()) {
                BreakClass::Alphabetic => Class::LETTER,
                BreakClass::Numeric => Class::DIGIT,
                BreakClass::Space => Class::SPACE,
                BreakClass::Quotation => Class::QUOTE,
                BreakClass::InfixSeparator => Class::INFIX,
                BreakClass::Exclamation => Class::EXCLAMATION,
                BreakClass::OpenPunctuation => Class::OPENS,
                BreakClass::ClosePunctuation => Class::CLOSES,
                BreakClass::CloseParenthesis => Class::CLOSES_PARENTHESIS,
                BreakClass::Symbol => Class::SLASH,
                BreakClass::Hyphen => Class::HYPHEN,
                BreakClass::Prefix => Class::PREFIX,
                BreakClass::Postfix => Class::POSTFIX,
                BreakClass::After | BreakClass::Inseparable => Class::BREAKS_AFTER,
                BreakClass::BeforeAndAfter => Class::DASH,
                _ => Class::OTHER,
            };
            assert_eq!(class(c), expected, "{c:?}");
            assert_eq!(solitary(c), Some(1), "{c:?}");
        }
    }

    #[test]
    fn lines_end_where_the_rules_let_them() {
        // One or two of each class.
        let some = "aé1 \"’.:!([{})/-$+%|–…—";
        let texts = |pair: [char; 2]| {
            let [one, two] = pair;
            [format!("{one}{two}"), format!("{one} {two}"), format!("{one}  {two}")]
        };
        for before in some.chars().map(Some).chain([None]) {
            for one in some.chars().filter(|c| *c != ' ') {
                for two in some.chars().filter(|c| *c != ' ') {
                    for (spaces, text) in texts([one, two]).into_iter().enumerate() {
                        let text = before.map(String::from).unwrap_or_default() + &text;
                        let at = text.len() - two.len_utf8();
                        let breaks = linebreaks(&text).any(|found| found == (at, BreakOpportunity::Allowed));
                        let (one, two) = (class(one), class(two));
                        let joins = if spaces == 0 { one.joins(two) } else { one.joins_over_spaces(two) };
                        assert_eq!(joins, !breaks, "{text:?}");
                    }
                }
            }
        }
    }
}
