//! A place in a text by the words that stand there, so that it is found again when the text has changed.
//!
//! A file that is written over has lost its old bytes, so some of them are kept while they are looked at. The page
//! takes a landmark of what it shows; whoever reads the file again looks for it.

use memchr::memmem;

use crate::text::read_at::{ReadAt, read_range};

/// How many bytes before the place are kept.
const BEFORE: u64 = 256;
/// How many bytes from the place on are kept.
const BEHIND: u64 = 1024;
/// How many of them outlive the run of the program.
const KEPT_BEFORE: usize = 128;
/// How many of those from the place on do.
const KEPT_BEHIND: usize = 256;
/// How far from where they stood the words are looked for, in bytes, to each side.
const AROUND: u64 = 1 << 20;
/// How many bytes a line needs, space left out, to say where it is from.
const TELLING: usize = 4;
/// How many places with the same line are compared.
const MOST: usize = 4096;

/// A place, and the words around it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Landmark {
    /// The place, a byte of the source.
    pub offset: u64,
    /// How long the text was.
    length: u64,
    before: Vec<u8>,
    behind: Vec<u8>,
}

impl Landmark {
    /// The landmark of a byte of a source.
    #[must_use]
    pub fn read(source: &dyn ReadAt, offset: u64) -> Self {
        let start = offset.saturating_sub(BEFORE);
        let mut before = read_range(source, start..offset.saturating_add(BEHIND));
        let behind = before.split_off(usize::try_from(offset - start).unwrap_or(0).min(before.len()));
        Self { offset, length: source.len(), before, behind }
    }

    /// A landmark of a byte of a text, which was this long, by words that stood before and behind it.
    #[must_use]
    pub fn with_words((offset, length): (u64, u64), before: &str, behind: &str) -> Self {
        Self { offset, length, before: before.as_bytes().to_vec(), behind: behind.as_bytes().to_vec() }
    }

    /// How long the text was, in bytes.
    #[must_use]
    pub fn length(&self) -> u64 {
        self.length
    }

    /// The words before and behind the place, as many as tell it from others; what is not UTF-8 ends them.
    #[must_use]
    pub fn words(&self) -> (&str, &str) {
        let start = self.before.len().saturating_sub(KEPT_BEFORE);
        let mut before = &self.before[start..];
        while let Err(error) = str::from_utf8(before) {
            // A character whose end is missing is at the end, so there is always something to leave out.
            let invalid = error.valid_up_to() + error.error_len().unwrap_or(before.len() - error.valid_up_to());
            before = &before[invalid..];
        }
        let behind = &self.behind[..self.behind.len().min(KEPT_BEHIND)];
        let valid = str::from_utf8(behind).map_or_else(|error| error.valid_up_to(), str::len);
        (str::from_utf8(before).unwrap_or_default(), str::from_utf8(&behind[..valid]).unwrap_or_default())
    }

    /// The landmark with no more words than [`Self::words`] has.
    #[must_use]
    pub fn shortened(&self) -> Self {
        let (before, behind) = self.words();
        Self::with_words((self.offset, self.length), before, behind)
    }

    /// Whether there are no words around the place.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.before.trim_ascii().is_empty() && self.behind.trim_ascii().is_empty()
    }

    /// Where it was, or as far through a shorter text as it was.
    #[must_use]
    pub fn otherwise(&self, source: &dyn ReadAt) -> u64 {
        if self.offset < source.len() {
            return self.offset;
        }
        let through = u128::from(self.offset) * u128::from(source.len()) / u128::from(self.length.max(1));
        u64::try_from(through).unwrap_or(0).min(source.len().saturating_sub(1))
    }

    /// Where the same words stand in a source now: the place nearest to where they stood among those that have most in
    /// common with it. They are looked for around where they would be if the text had changed behind them, and if it had
    /// changed before them.
    #[must_use]
    pub fn seek(&self, source: &dyn ReadAt) -> Option<u64> {
        // Nearly always nothing has changed, and then little has to be read.
        if self.stands_in(source) {
            return Some(self.offset);
        }
        self.find_in(&self.surroundings(source))
    }

    /// Where all the words stand in a source now, the place nearest to where they would be: nothing if the least of them
    /// is different.
    #[must_use]
    pub fn seek_whole(&self, source: &dyn ReadAt) -> Option<u64> {
        if self.is_blank() {
            return None;
        }
        if self.stands_in(source) {
            return Some(self.offset);
        }
        let words = [&*self.before, &*self.behind].concat();
        let places = self.surroundings(source).into_iter().filter_map(|around| {
            let above = Side::Above(self.before.len());
            let places = around.places(&words, &above).into_iter();
            let nearest = places.min_by_key(|place| place.abs_diff(around.expected))?;
            Some((nearest.abs_diff(around.expected), around.start + nearest as u64))
        });
        places.min_by_key(|(distance, _)| *distance).map(|(_, place)| place)
    }

    /// Whether the same words stand where they stood.
    fn stands_in(&self, source: &dyn ReadAt) -> bool {
        let start = self.offset.checked_sub(self.before.len() as u64);
        let words = start.map(|start| read_range(source, start..self.offset.saturating_add(self.behind.len() as u64)));
        words.is_some_and(|words| words.iter().eq(self.before.iter().chain(&self.behind))) && self.offset < source.len()
    }

    /// The text around the places at which the words would be if it had changed behind them, and if it had before them.
    fn surroundings(&self, source: &dyn ReadAt) -> Vec<Surroundings> {
        // It is none where so much is gone that what stood behind the place can't all be there.
        let moved = self.offset.saturating_add(source.len()).checked_sub(self.length);
        let expected = std::iter::once(self.offset).chain(moved.filter(|&moved| moved != self.offset));
        expected.map(|expected| Surroundings::read(source, expected)).collect()
    }

    fn find_in(&self, surroundings: &[Surroundings]) -> Option<u64> {
        let mut behind: Vec<_> = telling(&self.behind).collect();
        // The last one is cut off somewhere, and what is left of it stands in many places.
        if behind.len() > 1 && !self.behind.ends_with(b"\n") {
            behind.pop();
        }
        let above = telling(&self.before).next_back().map(|at| (at.1, Side::Above(self.before.len() - at.0)));
        let below = behind.into_iter().map(|(at, line)| (line, Side::Below(at)));
        // The line itself, then the one above, which has not moved away from it when it is the line itself that has
        // changed, then those below.
        let mut order: Vec<_> = below.collect();
        order.splice(order.len().min(1)..order.len().min(1), above);
        order.into_iter().find_map(|(line, side)| {
            // Of places that are as good, one where it stood is the last.
            let places = surroundings.iter().rev().flat_map(|around| {
                let places = around.places(line, &side).into_iter();
                places.map(|place| {
                    let distance = place.abs_diff(around.expected);
                    (self.likeness(&around.text, place), std::cmp::Reverse(distance), around.start + place as u64)
                })
            });
            places.max_by_key(|&(likeness, distance, _)| (likeness, distance)).map(|(.., place)| place)
        })
    }

    /// How many bytes around a place are the same as they were.
    fn likeness(&self, text: &[u8], place: usize) -> usize {
        let place = place.min(text.len());
        let same = |(a, b): &(&u8, &u8)| a == b;
        let before = text[..place].iter().rev().zip(self.before.iter().rev()).take_while(same).count();
        before + text[place..].iter().zip(&self.behind).take_while(same).count()
    }
}

/// The text around a place at which words are expected.
struct Surroundings {
    start: u64,
    text: Vec<u8>,
    /// The byte of the text at which they are.
    expected: usize,
}

impl Surroundings {
    fn read(source: &dyn ReadAt, expected: u64) -> Self {
        let start = expected.saturating_sub(AROUND);
        let text = read_range(source, start..expected.saturating_add(AROUND));
        Self { start, text, expected: usize::try_from(expected - start).unwrap_or(0) }
    }

    /// The places that have a line on this side of them, those that are nearest: thousands of lines may be the same.
    fn places(&self, line: &[u8], side: &Side) -> Vec<usize> {
        let place = |at: usize| match side {
            Side::Above(back) => at.saturating_add(*back),
            Side::Below(further) => at.saturating_sub(*further),
        };
        let places: Vec<usize> = memmem::find_iter(&self.text, line).map(place).collect();
        let middle = places.partition_point(|&place| place < self.expected);
        places[middle.saturating_sub(MOST / 2)..places.len().min(middle + MOST / 2)].to_vec()
    }
}

/// On which side of the place a line stands, and how many bytes from it its beginning is.
enum Side {
    Above(usize),
    Below(usize),
}

/// The lines of some bytes that say where they are from, and where they begin.
fn telling(bytes: &[u8]) -> impl DoubleEndedIterator<Item = (usize, &[u8])> {
    let mut at = 0;
    let lines: Vec<_> = bytes
        .split(|&byte| byte == b'\n')
        .map(|line| {
            let start = at;
            at += line.len() + 1;
            (start, line.trim_ascii_end())
        })
        .filter(|(_, line)| line.trim_ascii().len() >= TELLING)
        .collect();
    lines.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(numbers: impl Iterator<Item = usize>) -> String {
        numbers.map(|number| format!("## Section {number}\n\nThe same words.\n\nWords of {number}.\n\n")).collect()
    }

    /// Where the words of a landmark stand, or else would.
    fn find(landmark: &Landmark, new: &[u8]) -> u64 {
        let source = new.to_vec();
        landmark.seek(&source).unwrap_or_else(|| landmark.otherwise(&source))
    }

    /// Where a landmark of `words` in one text leads to in another: the bytes there.
    fn found(old: &str, words: &str, new: &str) -> String {
        let offset = old.find(words).unwrap() as u64;
        let place = find(&Landmark::read(&old.as_bytes().to_vec(), offset), new.as_bytes());
        new[usize::try_from(place).unwrap()..].chars().take(words.chars().count()).collect()
    }

    #[test]
    fn words_are_found_where_they_went() {
        let old = text(0..200);
        let shorter = text(50..200);
        let longer = format!("# New\n\n{}\n\n{old}", "much more text\n\n".repeat(100_000));
        for new in [&old, &shorter, &longer, &format!("{old}more\n"), &old.replace("Words of 99.", "Other words.")] {
            for words in ["## Section 100\n", "Words of 100.", "of 100."] {
                assert_eq!(found(&old, words, new), words);
            }
        }
    }

    #[test]
    fn among_the_same_lines_the_one_with_the_same_neighbours_is_meant() {
        let old = text(0..200);
        let place = old.find("The same words.\n\nWords of 100.").unwrap();
        let new = text(3..200);
        let landmark = Landmark::read(&old.into_bytes(), place as u64);
        let place = usize::try_from(find(&landmark, new.as_bytes())).unwrap();
        assert!(new[place..].starts_with("The same words.\n\nWords of 100."), "{}", &new[place..place + 40]);
    }

    #[test]
    fn among_thousands_of_the_same_lines_the_same_place_is_found_however_far_it_went() {
        let line = |number: usize| format!("- line {number} holds plain words that go on to its end\n");
        let old: String = (0..60_000).map(line).collect();
        // The top of a page begins amid a line.
        for words in ["plain words that go on to its end\n- line 30001 ", "end\n- line 59990 "] {
            for more in [1, 200, 10_000, 40_000] {
                let above: String = (0..more).map(|number| format!("- another {number} above it all\n")).collect();
                assert_eq!(found(&old, words, &format!("{above}{old}")), words, "{more} lines above");
            }
        }
    }

    #[test]
    fn what_is_cut_off_is_not_taken_for_the_beginning() {
        let line = |number: usize| format!("line {number} holds plain words that go on to its end\n");
        let old: String = (0..200_000).map(line).collect();
        let place = old.find("plain words that go on to its end\nline 100001 ").unwrap() as u64;
        let landmark = Landmark::read(&old.clone().into_bytes(), place);
        let shorter = old.as_bytes()[..old.len() / 5].to_vec();
        assert_eq!(find(&landmark, &shorter) / 1000, place / 5 / 1000);
    }

    #[test]
    fn a_line_that_has_changed_is_found_by_its_neighbours() {
        let old = text(0..200);
        let new = text(20..200).replace("Words of 100.", "Something else and much longer than it was.");
        assert_eq!(found(&old, "Words of 100.", &new), "Something els");
    }

    #[test]
    fn all_words_are_found_only_where_all_of_them_are() {
        let old = text(0..200);
        let place = old.find("## Section 100").unwrap() as u64;
        let landmark = Landmark::read(&old.clone().into_bytes(), place);
        let cut_off = old.find("## Section 101").unwrap();
        for (new, expected) in [
            (old.clone(), Some(place)),
            (format!("{}\n{old}", text(300..310)), Some(place + text(300..310).len() as u64 + 1)),
            (text(50..200), Some(place - text(0..50).len() as u64)),
            (format!("{old}{old}"), Some(place)),
            (old.replace("Words of 101.", "Other words."), None),
            (old[..cut_off].to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(landmark.seek_whole(&new.into_bytes()), expected);
        }
        assert_eq!(Landmark::default().seek_whole(&old.into_bytes()), None);
    }

    #[test]
    fn fewer_words_lead_to_the_same_place() {
        let old = text(0..2000);
        let new = format!("# New\n\nMore.\n\n{}", text(3..2000));
        for words in ["Words of 1000.", "## Section 17\n", "The same words.\n\nWords of 5."] {
            let landmark = Landmark::read(&old.clone().into_bytes(), old.find(words).unwrap() as u64).shortened();
            assert_eq!(landmark.shortened(), landmark);
            let place = usize::try_from(find(&landmark, new.as_bytes())).unwrap();
            assert!(new[place..].starts_with(words), "{}", &new[place..place + 40]);
        }
    }

    #[test]
    fn words_end_where_they_are_no_text() {
        for (before, behind, expected) in [
            (&b"abc"[..], &b"def"[..], ("abc", "def")),
            (b"a\xe4bc", b"d\xf6ef", ("bc", "d")),
            (b"ab\xff", b"\xffab", ("", "")),
            ("a日".as_bytes(), "é".as_bytes(), ("a日", "é")),
            (&"日".as_bytes()[1..], &"日".as_bytes()[..2], ("", "")),
            (b"ab\xe6\x97", b"", ("", "")),
        ] {
            let source = [before, behind].concat();
            let landmark = Landmark::read(&source, before.len() as u64);
            assert_eq!(landmark.words(), expected);
        }
        let long = "日".repeat(1000);
        let landmark = Landmark::read(&long.clone().into_bytes(), 1500);
        let (before, behind) = landmark.words();
        assert!(before.len() <= KEPT_BEFORE && behind.len() <= KEPT_BEHIND && before.len() > 120 && behind.len() > 250);
    }

    #[test]
    fn without_any_of_the_words_the_place_is_kept_or_the_share() {
        let landmark = Landmark::read(&text(0..100).into_bytes(), 3_000);
        let other = |length: usize| "y\n".repeat(length / 2).into_bytes();
        assert_eq!(find(&landmark, &other(10_000)), 3_000);
        let share = 3_000 * 1_000 / text(0..100).len() as u64;
        assert_eq!(find(&landmark, &other(1_000)), share);
        assert_eq!(find(&landmark, &[]), 0);
    }
}
