//! Which labels the rest of a document may still define, told from its bytes alone.
//!
//! Whoever goes through a document from its beginning meets `[label]` long before he could know that nobody defines it.
//! Every definition, of a link or a footnote, has `[label]:` somewhere (`CommonMark` 0.31.2, section 4.7), and to look for
//! that takes a hundredth of the time of the index. It says yes too often, in code for instance, and never no wrongly.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};

use memchr::{memmem, memrchr};

use crate::markdown::references::fold;
use crate::text::read_at::{ReadAt, read_range_in};

/// The labels that may be defined behind some place. They are looked for when somebody asks first; whoever else asks
/// meanwhile helps.
pub struct Prospects {
    source: Arc<dyn ReadAt>,
    from: u64,
    /// How many windows have been taken by somebody.
    taken: AtomicU64,
    looking: Mutex<Looking>,
    changed: Condvar,
    labels: OnceLock<Labels>,
}

/// What has been found by now, and in how many windows.
#[derive(Debug, Default)]
struct Looking {
    labels: Labels,
    windows: u64,
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
/// So many bytes of a window stand at the end of the one before, too: a definition begins in one of them.
const OVERLAP: u64 = LONGEST as u64 + 4;
/// So many bytes are new in each window.
const STEP: u64 = WINDOW - OVERLAP;
/// So many labels are kept.
const MOST: usize = 1 << 20;

impl Prospects {
    /// What a source may define from byte `from` on.
    #[must_use]
    pub fn new(source: Arc<dyn ReadAt>, from: u64) -> Self {
        Self {
            source,
            from,
            taken: AtomicU64::new(0),
            looking: Mutex::default(),
            changed: Condvar::new(),
            labels: OnceLock::new(),
        }
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
        if let Some(labels) = self.labels.get() {
            return Some(labels);
        }
        self.source.has_ended().then(|| {
            let windows = self.source.len().saturating_sub(self.start()).div_ceil(STEP);
            self.look(windows);
            let waits = |looking: &mut Looking| looking.windows < windows;
            let looking = self.changed.wait_while(self.looking(), waits);
            let mut looking = looking.unwrap_or_else(PoisonError::into_inner);
            self.labels.get_or_init(|| std::mem::take(&mut looking.labels))
        })
    }

    /// Looks through windows as long as there are any that nobody has taken.
    fn look(&self, windows: u64) {
        let mut bytes = Vec::new();
        loop {
            let window = self.taken.fetch_add(1, Ordering::Relaxed);
            if window >= windows {
                return;
            }
            let at = self.start() + window * STEP;
            bytes = read_range_in(&*self.source, at..at + WINDOW, bytes);
            let mut labels = Labels::default();
            labels.take(&bytes);
            let mut looking = self.looking();
            looking.labels.add(labels);
            looking.windows += 1;
            if looking.windows == windows {
                self.changed.notify_all();
            }
        }
    }

    /// A definition may begin before the place.
    fn start(&self) -> u64 {
        self.from.saturating_sub(OVERLAP)
    }

    fn looking(&self) -> MutexGuard<'_, Looking> {
        self.looking.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Labels {
    fn add(&mut self, other: Self) {
        self.any |= other.any;
        self.hashes.extend(other.hashes);
        // With so many labels it is as good to expect any.
        if self.hashes.len() > MOST {
            *self = Self { any: true, ..Self::default() };
        }
    }

    fn take(&mut self, bytes: &[u8]) {
        let mut folded = String::new();
        for end in memmem::find_iter(bytes, b"]:") {
            let before = &bytes[end.saturating_sub(LONGEST)..end];
            let Some(start) = memrchr(b'[', before) else { continue };
            let label = &before[start + 1..];
            // A label on two lines may have the signs of a quote in it, and one with brackets has another beginning.
            if label.iter().any(|byte| matches!(byte, b'\n' | b'\r' | b'\\')) || before[..start].ends_with(b"\\") {
                self.any = true;
                continue;
            }
            folded.clear();
            for word in String::from_utf8_lossy(label).split_ascii_whitespace() {
                folded.extend((!folded.is_empty()).then_some(' '));
                folded.push_str(word);
            }
            if folded.is_ascii() {
                folded.make_ascii_lowercase();
                self.hashes.insert(hash(&folded));
            } else {
                self.hashes.insert(hash(&fold(&folded)));
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
