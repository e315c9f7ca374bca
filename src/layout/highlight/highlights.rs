//! What is known of code that has been painted.

use std::collections::{HashMap, HashSet, VecDeque};

use super::snippet::{CodeId, Paint};

/// How many paints are kept, however small they are.
const MOST_PAINTS: usize = 256;
/// How many stretches of them all are kept: 3 MB.
const MOST_STRETCHES: usize = 256 * 1024;

/// The paints of the codes of a document, a bounded number of them.
#[derive(Debug, Clone, Default)]
pub struct Highlights {
    paints: HashMap<CodeId, Paint>,
    /// In which order they came; the newest at the end.
    order: VecDeque<CodeId>,
    stretches: usize,
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
        self.paints.get(&id)
    }

    /// Adds what has come out of a code. Where that is too much, the oldest ones go that are not `needed`: what is laid
    /// out stays, or code would be painted again and again where a page shows more of it than is kept.
    pub fn add(&mut self, id: CodeId, paint: Paint, needed: impl FnOnce() -> HashSet<CodeId>) {
        self.stretches += paint.len();
        match self.paints.insert(id, paint) {
            Some(before) => self.stretches -= before.len(),
            None => self.order.push_back(id),
        }
        if self.is_too_much() {
            self.drop_all_but(&needed());
        }
    }

    fn is_too_much(&self) -> bool {
        self.paints.len() > MOST_PAINTS || self.stretches > MOST_STRETCHES
    }

    fn drop_all_but(&mut self, needed: &HashSet<CodeId>) {
        // The newest one is what all this is for.
        for _ in 1..self.order.len() {
            let Some(oldest) = self.order.pop_front() else { return };
            if needed.contains(&oldest) || !self.is_too_much() {
                self.order.push_back(oldest);
            } else if let Some(paint) = self.paints.remove(&oldest) {
                self.stretches -= paint.len();
            }
        }
        // The others have gone round once.
        self.order.rotate_left(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_unless_they_are_needed() {
        let id = |number: usize| CodeId::new("rust", &number.to_string(), "");
        let mut highlights = Highlights::default();
        for number in 0..MOST_PAINTS + 2 {
            highlights.add(id(number), Paint::default(), || HashSet::from([id(0)]));
        }
        let known = |number| highlights.get(id(number)).is_some();
        assert_eq!([known(0), known(1), known(2), known(3), known(MOST_PAINTS + 1)], [true, false, false, true, true]);
        let order: Vec<_> = [0].into_iter().chain(3..MOST_PAINTS + 2).map(id).collect();
        assert_eq!(highlights.order, order);
    }
}
