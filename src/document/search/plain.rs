//! Blocks that read as they are written, byte for byte but for white space: most of a book. They need not be parsed.

use std::ops::Range;

use memchr::memchr;

/// A block that reads as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    /// What it says.
    pub(super) text: Range<usize>,
    /// The start of a line behind it at which something else begins.
    pub(super) end: usize,
}

/// The plain block that begins in the line at byte `line`, at the top level and below a blank line, if it is one.
pub(super) fn plain_at(bytes: &[u8], line: usize) -> Option<Plain> {
    match bytes.get(line) {
        Some(b'#') => heading(bytes, line),
        Some(_) => paragraph(bytes, line),
        None => None,
    }
}

fn heading(bytes: &[u8], line: usize) -> Option<Plain> {
    let end = end_of_line(bytes, line);
    let signs = bytes[line..end].iter().take_while(|&&byte| byte == b'#').count();
    let text = line + signs..end;
    let words = &bytes[text.clone()];
    // Signs may close it, and attributes may stand behind it.
    let is_heading = signs <= 6 && words.starts_with(b" ") && !words.contains(&b'#') && !words.contains(&b'{');
    (is_heading && is_plain(words)).then_some(Plain { text, end })
}

fn paragraph(bytes: &[u8], start: usize) -> Option<Plain> {
    let mut line = start;
    loop {
        let end = end_of_line(bytes, line);
        let words = &bytes[line..end];
        if words.trim_ascii().is_empty() {
            break;
        }
        // Other signs may begin another block, or make something else of this one.
        let begins_as_text = words
            .first()
            .is_some_and(|first| first.is_ascii_alphabetic() || matches!(first, b'"' | b'\'' | b'(' | 0x80..));
        if !begins_as_text || !is_plain(words) {
            return None;
        }
        line = end;
    }
    let text = start..line;
    while line < bytes.len() && bytes[line..end_of_line(bytes, line)].trim_ascii().is_empty() {
        line = end_of_line(bytes, line);
    }
    // It is a term if its meaning follows.
    let is_term = bytes[line..].trim_ascii_start().starts_with(b":");
    (!is_term).then_some(Plain { text, end: line })
}

fn end_of_line(bytes: &[u8], line: usize) -> usize {
    memchr(b'\n', &bytes[line..]).map_or(bytes.len(), |newline| line + newline + 1)
}

/// Whether a line has no sign that could be markup.
fn is_plain(line: &[u8]) -> bool {
    let mut at = 0;
    while let Some(&byte) = line.get(at) {
        let next = line.get(at + 1);
        let plain = match PLAIN[usize::from(byte)] {
            Sign::Text => true,
            Sign::Markup => false,
            // The name of an emoji may follow.
            Sign::Colon => next.is_none_or(|next| matches!(next, b' ' | b'\n')),
            Sign::Return => next == Some(&b'\n'),
            // Characters that only say where a line may break are not read.
            Sign::Lead => !matches!(line[at..], [0xC2, 0xAD, ..] | [0xE2, 0x80, 0x8B, ..] | [0xE2, 0x81, 0xA0, ..]),
        };
        if !plain {
            return false;
        }
        at += 1;
    }
    true
}

/// What a byte may be.
#[derive(Clone, Copy)]
enum Sign {
    Text,
    Markup,
    Colon,
    Return,
    Lead,
}

const PLAIN: [Sign; 256] = {
    let mut signs = [Sign::Text; 256];
    let mut byte = 0;
    while byte < 0x20 {
        signs[byte] = Sign::Markup;
        byte += 1;
    }
    signs[b'\n' as usize] = Sign::Text;
    signs[b'\t' as usize] = Sign::Text;
    signs[b'\r' as usize] = Sign::Return;
    signs[b':' as usize] = Sign::Colon;
    signs[0xC2] = Sign::Lead;
    signs[0xE2] = Sign::Lead;
    let markup = b"*_~`[]<>&\\=$|";
    let mut place = 0;
    while place < markup.len() {
        signs[markup[place] as usize] = Sign::Markup;
        place += 1;
    }
    signs
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;
    use crate::markdown::words::{PARTING, Words};

    #[test]
    fn what_could_be_markup_is_not_plain() {
        for (text, expected) in [
            ("Two words.\nAnd more, (e.g. this) - so: it is!\n\n# x", true),
            ("## Head words\ntext", true),
            ("Ä wörd", true),
            ("crlf\r\nline\r\n\r\n- x", true),
            ("a *b*", false),
            ("a\n- b", false),
            ("a\n===", false),
            ("a\n1. b", false),
            ("a :tada: b", false),
            ("Term\n\n: meaning", false),
            ("a\u{ad}b", false),
            ("# a #", false),
            ("# a {#b}", false),
            ("a\rb", false),
            ("a\n    b", false),
        ] {
            assert_eq!(plain_at(text.as_bytes(), 0).is_some(), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]
        #[test]
        fn plain_blocks_read_as_they_are_written(
            parts in prop::collection::vec(prop_oneof![
                "[ -~]{0,6}",
                prop::sample::select(vec![
                    "\n", "\n", "\n\n", "word ", "Word", "\n# ", "  \n", "\r\n", ": ", "é", "\u{a0}", "\u{2028}", "\u{200b}", "—", "\t", "\u{0}", "\u{b}", "1. ",
                    "www.a.b", "http://", "a@b.c", "日本", "- ", "\n---\n", "+++\n",
                ]).prop_map(str::to_owned),
            ], 1..20),
        ) {
            let text = parts.concat();
            if let Some(plain) = plain_at(text.as_bytes(), 0) {
                let words = |text: &str| {
                    let words = Words::of(&parse(text, &Continuation::Nothing, &References::default()), text);
                    words.text().split(PARTING).map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
                };
                let shown = text[plain.text.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
                // As a part of the whole and by itself, and the rest reads as it did.
                let whole: Vec<_> = words(&text).into_iter().filter(|part| !part.is_empty()).collect();
                let rest: Vec<_> = words(&text[plain.end..]).into_iter().filter(|part| !part.is_empty()).collect();
                let expected: Vec<_> = [shown].into_iter().filter(|part| !part.is_empty()).chain(rest).collect();
                prop_assert_eq!(whole, expected, "{:?}", text);
            }
        }
    }
}
