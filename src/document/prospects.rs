//! Which labels the rest of a document may still define, told from its bytes alone.
//!
//! Whoever goes through a document from its beginning meets `[label]` long before he could know that nobody defines it.
//! Every definition, of a link or a footnote, has `[label]:` somewhere (`CommonMark` 0.31.2, section 4.7), and to look for
//! that takes a hundredth of the time of the index. It says yes too often, in code for instance, and never no wrongly.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, OnceLock};

use memchr::memmem;

use crate::markdown::references::fold;
use crate::text::read_at::{ReadAt, read_range_in};

/// The labels that may be defined behind some place. They are looked for when somebody asks first.
pub struct Prospects {
    source: Arc<dyn ReadAt>,
    from: u64,
    labels: OnceLock<Labels>,
}

/// The labels that were found.
#[derive(Debug, Default)]
struct Labels {
    hashes: HashSet<u64>,
    /// Whether there may be others.
    any: bool,
}

/// How many bytes are looked at at once: no more than a processor keeps close by.
const WINDOW: u64 = 1 << 17;
/// The longest label in characters (`CommonMark` 0.31.2, section 4.7); here in bytes, of which a character has up to four.
const LONGEST: usize = 4 * 999;
/// With so many labels it is as good to expect any.
const MOST: usize = 1 << 20;

impl Prospects {
    /// What a source may define from byte `from` on.
    #[must_use]
    pub fn new(source: Arc<dyn ReadAt>, from: u64) -> Self {
        Self { source, from, labels: OnceLock::new() }
    }

    /// Whether a wanted label (as in [`crate::markdown::block::Parsed::wants`]) may be defined.
    #[must_use]
    pub fn may_define(&self, want: &str) -> bool {
        self.labels().is_none_or(|labels| labels.any || labels.hashes.contains(&hash(want)))
    }

    /// Whether a wanted label stands where it seems to be defined.
    #[must_use]
    pub fn names(&self, want: &str) -> bool {
        self.labels().is_some_and(|labels| labels.hashes.contains(&hash(want)))
    }

    /// The labels; none as long as a part of the source has not arrived.
    fn labels(&self) -> Option<&Labels> {
        self.source.has_ended().then(|| self.labels.get_or_init(|| Labels::read(&*self.source, self.from)))
    }
}

impl Labels {
    fn read(source: &dyn ReadAt, from: u64) -> Self {
        let mut labels = Self::default();
        let overlap = LONGEST as u64 + 4;
        let mut at = from.saturating_sub(overlap);
        let mut bytes = Vec::new();
        while at < source.len() && labels.hashes.len() <= MOST {
            bytes = read_range_in(source, at..at + WINDOW, bytes);
            if bytes.is_empty() {
                break;
            }
            labels.take(&bytes);
            at += WINDOW - overlap;
        }
        labels
    }

    fn take(&mut self, bytes: &[u8]) {
        for end in memmem::find_iter(bytes, b"]:") {
            let before = &bytes[end.saturating_sub(LONGEST)..end];
            let Some(start) = before.iter().rposition(|&byte| byte == b'[') else { continue };
            let label = &before[start + 1..];
            // A label on two lines may have the signs of a quote in it, and one with brackets has another beginning.
            if label.iter().any(|byte| matches!(byte, b'\n' | b'\r' | b'\\')) || before[..start].ends_with(b"\\") {
                self.any = true;
                continue;
            }
            let label = String::from_utf8_lossy(label);
            let collapsed: Vec<&str> = label.split_ascii_whitespace().collect();
            self.hashes.insert(hash(&fold(&collapsed.join(" "))));
            if self.hashes.len() > MOST {
                self.any = true;
                return;
            }
        }
    }
}

fn hash(label: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    label.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::references::footnote_want;

    #[test]
    fn what_has_the_form_of_a_definition_may_be_one() {
        let text = b"[A  b]: /c\n> [^Note]: text\n`[code]:`\n[d][e]\n".to_vec();
        let prospects = Prospects::new(Arc::new(text), 0);
        for (want, expected) in [("a b", true), ("code", true), ("d", false), ("e", false), ("note", false)] {
            assert_eq!(prospects.may_define(want), expected, "{want}");
        }
        assert!(prospects.may_define(&footnote_want("note")));
    }

    #[test]
    fn what_can_not_be_told_may_be_anything() {
        for text in ["[a\nb]: /c\n", "[a\\]b]: /c\n", "\\[a]: /c\n"] {
            assert!(Prospects::new(Arc::new(text.as_bytes().to_vec()), 0).may_define("x"), "{text}");
        }
    }

    #[test]
    fn a_label_across_two_windows_is_found() {
        for shift in 0..12 {
            let text = format!("{}[label]: /a\n", "x".repeat((1 << 17) - shift)).into_bytes();
            let prospects = Prospects::new(Arc::new(text), 0);
            assert!(prospects.may_define("label") && !prospects.may_define("other"), "{shift}");
        }
    }
}
