//! How many lines the units of a paragraph need below a place, at least: where lines may not be wasted, whoever looks for
//! the best way to break a paragraph can pass over all places from which the lines that are left are not enough.

/// The places from which a number of lines is enough.
#[derive(Default)]
pub(super) struct Below {
    /// The first place from which as many lines are enough as stand before it here. Empty if nothing is known.
    first: Vec<usize>,
}

impl Below {
    /// Nothing known: any number of lines is enough.
    pub(super) const fn new() -> Self {
        Self { first: Vec::new() }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        self.first.clear();
    }

    /// Takes the measure of `count` units; `fits` says whether those of a range have room in one line. A single one always
    /// has, for it must.
    pub(super) fn measure(&mut self, count: usize, fits: impl Fn(usize, usize) -> bool) {
        self.first.clear();
        self.first.push(count);
        let mut end = count;
        while end > 0 {
            let mut start = end - 1;
            while start > 0 && fits(start - 1, end) {
                start -= 1;
            }
            self.first.push(start);
            end = start;
        }
    }

    /// The first place from which so many lines are enough.
    pub(super) fn first_with(&self, lines: usize) -> usize {
        self.first.get(lines).copied().unwrap_or(0)
    }

    /// How many lines are enough from a place on; 0 if nothing is known.
    pub(super) fn lines(&self, place: usize) -> usize {
        self.first.iter().position(|&first| first <= place).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_from_the_end() {
        let columns = [3_usize, 4, 2, 5, 1];
        let mut below = Below::new();
        below.measure(columns.len(), |start, end| columns[start..end].iter().sum::<usize>() <= 7);
        assert_eq!([0, 1, 2, 3].map(|lines| below.first_with(lines)), [5, 3, 1, 0]);
        assert_eq!([0, 1, 2, 3, 4, 5].map(|place| below.lines(place)), [3, 2, 2, 1, 1, 0]);
        below.clear();
        assert_eq!((below.first_with(3), below.lines(2)), (0, 0));
    }
}
