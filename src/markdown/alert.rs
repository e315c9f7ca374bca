//! Alerts as Obsidian writes them: `> [!kind]- title`.
//!
//! The parser knows GitHub's five kinds where they stand alone on their line. All others come as a quote that begins with
//! this text; what they are is found out here.

use super::block::{Alert, Block, BlockKind, Callout};
use super::inline::{Inline, InlineKind};

/// How many runs of text the parser may have made of `[!kind]` and the mark behind it.
const MOST_RUNS: usize = 12;

/// Takes the line that makes an alert of a quote away from its blocks, if there is one. Whether the alert is to be folded is
/// read over: it is shown. `text` is the chunk.
pub(super) fn read(text: &str, blocks: &mut Vec<Block>) -> Option<Callout> {
    let Some(Block { kind: BlockKind::Paragraph(content), span }) = blocks.first_mut() else { return None };
    // Behind a backslash the bracket is text and nothing else.
    if content.first().is_some_and(|first| text.get(..first.source.start).is_some_and(|before| before.ends_with('\\')))
    {
        return None;
    }
    let mut head = String::new();
    for inline in content.iter().take(MOST_RUNS) {
        match &inline.kind {
            InlineKind::Text(text) if inline.link.is_none() => head.push_str(text),
            _ => break,
        }
    }
    let (name, length) = kind_of(&head)?;
    let (kind, is_own) = nearest(&name.to_lowercase());
    let name = (!is_own).then(|| in_title_case(name));
    let end_of_line = |inline: &Inline| matches!(inline.kind, InlineKind::SoftBreak | InlineKind::HardBreak);
    let break_at = content.iter().position(end_of_line);
    let below: Vec<Inline> = break_at.map_or_else(Vec::new, |at| content.drain(at..).skip(1).collect());
    let title = without_first(std::mem::take(content), length);
    if let Some(first) = below.first() {
        span.start = first.source.start;
        *content = below;
    } else {
        blocks.remove(0);
    }
    Some(Callout { kind, name, title })
}

/// The kind that stands at the beginning of a line, and how many bytes it and the mark and the space behind it take.
fn kind_of(head: &str) -> Option<(&str, usize)> {
    let inside = head.strip_prefix("[!")?;
    let name = &inside[..inside.find(']')?];
    let is_name = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | ' ');
    if !name.starts_with(char::is_alphabetic) || !name.chars().all(is_name) {
        return None;
    }
    let behind = &inside[name.len() + 1..];
    let title = behind.strip_prefix(['+', '-']).unwrap_or(behind);
    if !title.is_empty() && !title.starts_with([' ', '\t']) {
        return None;
    }
    Some((name, head.len() - title.trim_start().len()))
}

/// The kind of the five that looks right for another one, and whether it is the same by name.
fn nearest(name: &str) -> (Alert, bool) {
    match name {
        "note" => (Alert::Note, true),
        "tip" => (Alert::Tip, true),
        "important" => (Alert::Important, true),
        "warning" => (Alert::Warning, true),
        "caution" => (Alert::Caution, true),
        "hint" | "success" | "check" | "done" => (Alert::Tip, false),
        "question" | "help" | "faq" => (Alert::Important, false),
        "attention" => (Alert::Warning, false),
        "failure" | "fail" | "missing" | "danger" | "error" | "bug" => (Alert::Caution, false),
        _ => (Alert::Note, false),
    }
}

fn in_title_case(name: &str) -> Box<str> {
    let mut characters = name.chars();
    characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect::<String>().into_boxed_str()
}

/// Runs without their first `length` bytes of text.
fn without_first(inlines: Vec<Inline>, length: usize) -> Vec<Inline> {
    let mut left = length;
    let mut rest = Vec::with_capacity(inlines.len());
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) if text.len() <= left => left -= text.len(),
            InlineKind::Text(text) if left > 0 => {
                rest.push(inline.part(left..text.len()));
                left = 0;
            }
            _ => rest.push(inline),
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_says_what_it_is() {
        for (head, expected) in [
            ("[!note]", Some(("note", 7))),
            ("[!Tip]- A title", Some(("Tip", 8))),
            ("[!my kind]+", Some(("my kind", 11))),
            ("[!a]b", None),
            ("[!]", None),
            ("[!1]", None),
            ("[!a!]", None),
            ("[note]", None),
            ("[!note", None),
        ] {
            assert_eq!(kind_of(head), expected, "{head}");
        }
    }
}
