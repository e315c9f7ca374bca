//! What is known of code that has been painted.

use super::snippet::{CodeId, Paint};

/// How many paints are kept, however small they are.
const MOST_PAINTS: usize = 256;
/// How many stretches of them all are kept: 3 MB.
const MOST_STRETCHES: usize = 256 * 1024;

/// The paints of the codes of a document, a bounded number of them.
#[derive(Debug, Clone, Default)]
pub struct Highlights {
    /// The one that was added last at the end.
    paints: Vec<(CodeId, Paint)>,
}

impl Highlights {
    /// Whether nothing is known of any code.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paints.is_empty()
    }

    /// What is known of a code.
    #[must_use]
    pub fn get(&self, id: CodeId) -> Option<&Paint> {
        // From the end: what was added last is what is being looked at.
        self.paints.iter().rev().find(|(known, _)| *known == id).map(|(_, paint)| paint)
    }

    /// Adds what has come out of a code. Where that is too much, the oldest ones go that are not `needed`.
    pub fn add(&mut self, id: CodeId, paint: Paint, needed: impl Fn(CodeId) -> bool) {
        self.paints.retain(|(known, _)| *known != id);
        self.paints.push((id, paint));
        let mut stretches: usize = self.paints.iter().map(|(_, paint)| paint.len()).sum();
        let mut paints = self.paints.len();
        if paints <= MOST_PAINTS && stretches <= MOST_STRETCHES {
            return;
        }
        self.paints.retain(|(known, paint)| {
            let kept = *known == id || (paints <= MOST_PAINTS && stretches <= MOST_STRETCHES) || needed(*known);
            if !kept {
                paints -= 1;
                stretches -= paint.len();
            }
            kept
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_unless_they_are_needed() {
        let id = |number: usize| CodeId::new("rust", &number.to_string());
        let mut highlights = Highlights::default();
        for number in 0..MOST_PAINTS + 2 {
            highlights.add(id(number), Paint::default(), |needed| needed == id(0));
        }
        let known = |number| highlights.get(id(number)).is_some();
        assert_eq!([known(0), known(1), known(2), known(3), known(MOST_PAINTS + 1)], [true, false, false, true, true]);
    }
}
