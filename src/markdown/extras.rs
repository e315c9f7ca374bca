//! Two habits of writers that the parser doesn't know: `==highlighted==` text and the names of emoji, `:tada:`.
//!
//! The parser splits text at every character that could have been markup, so neighbouring runs are joined before they are
//! looked at. Code, formulas and HTML are no text and stay as they are. Everything here takes linear time.

use super::emoji;
use super::inline::{Inline, InlineKind, Marks};
use crate::text::wording::Wording;

/// Reads both in the text of one block. `text` is the chunk, for the backslashes that the parser has taken away.
pub(super) fn read(inlines: Vec<Inline>, text: &str) -> Vec<Inline> {
    let mut pairs = false;
    let mut last_is_sign = false;
    for inline in &inlines {
        let InlineKind::Text(text) = &inline.kind else { continue };
        pairs |= memchr::memchr(b'=', text.as_bytes())
            .is_some_and(|at| (last_is_sign && at == 0) || text[at..].contains(SIGN));
        last_is_sign = text.ends_with('=');
    }
    let names = may_name_emoji(&inlines);
    if !names && !pairs {
        return inlines;
    }
    let mut inlines = joined(inlines);
    if pairs {
        inlines = highlighted(inlines, text);
    }
    if names {
        let mut out = Vec::with_capacity(inlines.len());
        for inline in inlines {
            push_with_emoji(inline, text, &mut out);
        }
        return out;
    }
    inlines
}

/// Whether a word between two colons stands in the text, which may be in several runs.
fn may_name_emoji(inlines: &[Inline]) -> bool {
    // Whether a colon was the last that could begin a name, and whether letters of one have followed.
    let (mut open, mut named) = (false, false);
    for inline in inlines {
        let InlineKind::Text(text) = &inline.kind else {
            open = false;
            continue;
        };
        let mut rest = text.as_bytes();
        while open || memchr::memchr(b':', rest).is_some() {
            if !open {
                let colon = memchr::memchr(b':', rest).unwrap_or(0);
                rest = &rest[colon + 1..];
                (open, named) = (true, false);
            }
            let length = rest.iter().take_while(|&&byte| is_name(byte)).count();
            named |= length > 0;
            rest = &rest[length..];
            match rest.first() {
                None => break,
                Some(b':') if named => return true,
                Some(_) => open = false,
            }
        }
    }
    false
}

/// Whether a byte may stand in the name of an emoji.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_+-".contains(&byte)
}

/// Joins runs of text that follow each other in the source and look the same.
fn joined(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::with_capacity(inlines.len());
    let mut run = String::new();
    for inline in inlines {
        let InlineKind::Text(text) = &inline.kind else {
            close(&mut run, &mut out);
            out.push(inline);
            continue;
        };
        let exact = text.len() == inline.source.len();
        match out.last_mut() {
            Some(last)
                if exact
                    && !run.is_empty()
                    && run.len() == last.source.len()
                    && last.source.end == inline.source.start
                    && (last.marks, last.link) == (inline.marks, inline.link) =>
            {
                run.push_str(text);
                last.source.end = inline.source.end;
            }
            _ => {
                close(&mut run, &mut out);
                run.push_str(text);
                out.push(inline);
            }
        }
    }
    close(&mut run, &mut out);
    out
}

/// Gives the last of the runs the text that was collected for it.
fn close(run: &mut String, out: &mut [Inline]) {
    if let (Some(last), false) = (out.last_mut(), run.is_empty()) {
        last.kind = InlineKind::Text(Wording::from(run.as_str()));
        run.clear();
    }
}

/// Whether the source has a backslash before byte `at`, so that what stands there is text and nothing else.
fn is_escaped(text: &str, at: usize) -> bool {
    text.as_bytes().get(..at).is_some_and(|before| before.ends_with(b"\\"))
}

// Highlights.

/// Where `==` stands: the run, and the byte in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sign {
    run: usize,
    at: usize,
}

const SIGN: &str = "==";

fn highlighted(inlines: Vec<Inline>, text: &str) -> Vec<Inline> {
    let mut open: Option<Sign> = None;
    let mut pairs: Vec<(Sign, Sign)> = Vec::new();
    for (run, inline) in inlines.iter().enumerate() {
        let InlineKind::Text(words) = &inline.kind else { continue };
        for at in signs(words) {
            let here = Sign { run, at };
            let before = neighbour(&inlines, words[..at].chars().next_back(), run.checked_sub(1));
            let after = neighbour(&inlines, words[at + SIGN.len()..].chars().next(), Some(run + 1));
            let same = |open: &Sign| {
                let opener = &inlines[open.run];
                (opener.marks, opener.link) == (inline.marks, inline.link)
            };
            let closes = !matches!(before, Beside::Space) && !matches!(after, Beside::Letter);
            let opens = !matches!(after, Beside::Space) && !matches!(before, Beside::Letter);
            if closes && let Some(opener) = open.take_if(|open| same(open)) {
                pairs.push((opener, here));
            } else if opens && !(at == 0 && is_escaped(text, inline.source.start)) {
                open = Some(here);
            }
        }
    }
    if pairs.is_empty() { inlines } else { marked(&inlines, &pairs) }
}

/// The places of exactly two equals signs in a row.
fn signs(words: &str) -> Vec<usize> {
    let bytes = words.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = words.get(at..).and_then(|rest| rest.find(SIGN)) {
        let start = at + next;
        let end = start + bytes[start..].iter().take_while(|&&byte| byte == b'=').count();
        if end - start == SIGN.len() {
            found.push(start);
        }
        at = end;
    }
    found
}

/// What stands beside a sign.
enum Beside {
    Space,
    Letter,
    Other,
}

fn neighbour(inlines: &[Inline], character: Option<char>, next: Option<usize>) -> Beside {
    match character {
        Some(character) if character.is_whitespace() => Beside::Space,
        Some(character) if character.is_alphanumeric() => Beside::Letter,
        Some(_) => Beside::Other,
        None => match next.and_then(|next| inlines.get(next)).map(|inline| &inline.kind) {
            None | Some(InlineKind::SoftBreak | InlineKind::HardBreak) => Beside::Space,
            Some(_) => Beside::Other,
        },
    }
}

/// The runs without the signs of the pairs, and with the mark between them.
fn marked(inlines: &[Inline], pairs: &[(Sign, Sign)]) -> Vec<Inline> {
    let mut borders = pairs.iter().flat_map(|&(open, close)| [open, close]).peekable();
    let mut inside = false;
    let mut out = Vec::with_capacity(inlines.len() + 2 * pairs.len());
    let mut push = |mut inline: Inline, inside: bool| {
        let is_empty = matches!(&inline.kind, InlineKind::Text(text) if text.is_empty());
        if inside {
            inline.marks |= Marks::HIGHLIGHT;
        }
        if !is_empty {
            out.push(inline);
        }
    };
    for (run, inline) in inlines.iter().enumerate() {
        let InlineKind::Text(words) = &inline.kind else {
            push(inline.clone(), inside);
            continue;
        };
        let mut from = 0;
        while let Some(border) = borders.next_if(|border| border.run == run) {
            push(inline.part(from..border.at), inside);
            inside = !inside;
            from = border.at + SIGN.len();
        }
        push(inline.part(from..words.len()), inside);
    }
    out
}

// Emoji.

/// Adds a run whose names of emoji have become emoji.
fn push_with_emoji(inline: Inline, text: &str, out: &mut Vec<Inline>) {
    let InlineKind::Text(words) = &inline.kind else { return out.push(inline) };
    let (mut from, mut at) = (0, 0);
    while let Some(colon) = words[at..].find(':').map(|next| at + next) {
        at = colon + 1;
        let Some((emoji, end)) = emoji_at(words, colon) else { continue };
        if colon == 0 && is_escaped(text, inline.source.start) {
            continue;
        }
        if from < colon {
            out.push(inline.part(from..colon));
        }
        let name = inline.part(colon..end);
        out.push(Inline { kind: InlineKind::Text(Wording::from(emoji)), ..name });
        (from, at) = (end, end);
    }
    if from == 0 {
        out.push(inline);
    } else if from < words.len() {
        out.push(inline.part(from..words.len()));
    }
}

/// The emoji whose name begins with the colon at byte `colon`, and where the name ends; not inside of a word, an address
/// or a time.
fn emoji_at(words: &str, colon: usize) -> Option<(&'static str, usize)> {
    /// Longer than every name there is.
    const LONGEST: usize = 64;
    let before = words[..colon].chars().next_back();
    if before.is_some_and(|before| before.is_alphanumeric() || "/:@_".contains(before)) {
        return None;
    }
    let rest = &words.as_bytes()[colon + 1..];
    let length = rest.iter().take(LONGEST).take_while(|&&byte| is_name(byte)).count();
    if rest.get(length) != Some(&b':') {
        return None;
    }
    let end = colon + 1 + length + 1;
    if words[end..].starts_with(|after: char| after.is_alphanumeric() || "/_".contains(after)) {
        return None;
    }
    Some((emoji::named(&words[colon + 1..end - 1])?, end))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::markdown::block::BlockKind;
    use crate::markdown::continuation::Continuation;
    use crate::markdown::references::References;
    use crate::markdown::tree::parse;

    /// A paragraph's text, `«…»` around what is highlighted, and its source ranges.
    fn read_as(text: &str) -> String {
        let parsed = parse(text, &Continuation::Nothing, &References::default());
        let BlockKind::Paragraph(content) = &parsed.blocks[0].kind else { panic!() };
        let mut out = String::new();
        for inline in content {
            let words = match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => words,
                _ => " ",
            };
            if let InlineKind::Text(words) = &inline.kind
                && words.len() == inline.source.len()
                && words.is_ascii()
            {
                assert_eq!(&text[inline.source.clone()], &**words);
            }
            let _ = if inline.marks.contains(Marks::HIGHLIGHT) {
                write!(out, "«{words}»")
            } else {
                write!(out, "{words}")
            };
        }
        out
    }

    #[test]
    fn highlights_are_between_pairs_of_signs() {
        for (text, expected) in [
            ("a ==b c== d", "a «b c» d"),
            ("==a *b* `c`==!", "«a »«b»« »«c»!"),
            ("a\n==b\nc==", "a «b»« »«c»"),
            ("a == b == c", "a == b == c"),
            ("if a==b and c==d", "if a==b and c==d"),
            ("==== a ===", "==== a ==="),
            ("\\==a==", "==a=="),
            ("*==a* b==", "==a b=="),
            ("`==a==`", "==a=="),
            ("==a== ==b", "«a» ==b"),
        ] {
            assert_eq!(read_as(text), expected, "{text}");
        }
    }

    #[test]
    fn names_of_emoji_become_emoji() {
        for (text, expected) in [
            ("a :tada: b", "a 🎉 b"),
            (":+1::white_check_mark:", "👍:white_check_mark:"),
            ("(:smile:)", "(😄)"),
            ("at 10:30:45 a:tada:b http://a/:tada:", "at 10:30:45 a:tada:b http://a/:tada:"),
            (":no_such_name: `:tada:`", ":no_such_name: :tada:"),
            ("\\:tada:", ":tada:"),
            ("==:tada:==", "«🎉»"),
        ] {
            assert_eq!(read_as(text), expected, "{text}");
        }
    }

    #[test]
    fn no_text_takes_long() {
        for part in ["==a", "== a==", ":a", ":tada:", "=", "==a==*", "==a== ", ":a_b"] {
            // Not by the clock on the wall: other programs may be busy.
            let seconds = || rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec;
            let began = seconds();
            read_as(&part.repeat(100_000 / part.len()));
            assert!(seconds() - began < 2, "{part}");
        }
    }
}
