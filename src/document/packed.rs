//! Offsets by the million, four bytes each.

/// Bytes of a source that never go back, in the order of the text.
///
/// Of each only the lower half is kept, and where the upper half becomes another: every four gigabytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Offsets {
    low: Vec<u32>,
    /// The places from which the upper half is one more, the same place more than once if it is more than that.
    steps: Vec<usize>,
}

impl Offsets {
    /// What one of them takes, in bytes.
    pub(super) const EACH: usize = size_of::<u32>();

    /// Adds an offset; one that lies before the last one counts as the last one.
    pub(super) fn push(&mut self, offset: u64) {
        let offset = self.last().map_or(offset, |last| offset.max(last));
        while (self.steps.len() as u64) < offset >> u32::BITS {
            self.steps.push(self.low.len());
        }
        // The upper half is in the steps.
        self.low.push(u32::try_from(offset & u64::from(u32::MAX)).unwrap_or(u32::MAX));
    }

    pub(super) fn len(&self) -> usize {
        self.low.len()
    }

    pub(super) fn get(&self, place: usize) -> Option<u64> {
        let high = self.steps.partition_point(|step| *step <= place) as u64;
        self.low.get(place).map(|low| high << u32::BITS | u64::from(*low))
    }

    pub(super) fn last(&self) -> Option<u64> {
        self.get(self.len().checked_sub(1)?)
    }

    /// How many of them are at most `offset`.
    pub(super) fn up_to(&self, offset: u64) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if self.get(middle).is_some_and(|here| here <= offset) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_beyond_four_gigabytes_are_told_apart() {
        let (gigabytes, mut offsets) = (1 << 30, Offsets::default());
        let given = [0, 7, 3 * gigabytes, 5 * gigabytes, 5 * gigabytes + 1, 21 * gigabytes];
        for offset in given {
            offsets.push(offset);
        }
        assert_eq!((0..6).filter_map(|place| offsets.get(place)).collect::<Vec<_>>(), given);
        assert_eq!((offsets.get(6), offsets.last()), (None, Some(21 * gigabytes)));
        for (place, offset) in given.into_iter().enumerate() {
            assert_eq!(offsets.up_to(offset), place + 1);
            assert_eq!(offset.checked_sub(1).map_or(0, |before| offsets.up_to(before)), place, "{offset}");
        }
    }
}
