//! The anchors of a document: what its headings are called as GitHub makes it, and the ids that are set by hand.
//!
//! A heading's anchor is its slug, numbered where it was there before: `notes`, `notes-1`, `notes-2`. The numbers are not
//! kept. Who follows a link to `notes-17` pays for finding out which heading that is, in a few milliseconds for a million
//! headings, and six bytes a heading are all that the index costs.

use std::collections::HashMap;

use super::discovery::AnchorHash;

/// The anchors that are known so far. Headings count in the order of the document, nested ones among them.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    /// The slugs of all headings: the lower parts of their hashes, which are looked through, and a part that confirms.
    slugs: Vec<u32>,
    confirmed: Vec<u16>,
    /// Ids that are set by hand, in the order of the document, and where they lead.
    ids: Vec<(AnchorHash, u64)>,
}

/// Numbers up to this are looked for: a heading that is repeated more often has no further anchors.
const MOST_REPEATED: u32 = 1 << 16;
/// So many numbers at the end of a name may be such that somebody else was numbered: `a-1-1` where `a-1` is a heading's.
const DEEPEST: usize = 8;

impl Anchors {
    /// What a heading takes, in bytes.
    pub(super) const EACH: usize = size_of::<u32>() + size_of::<u16>();
    /// What an id takes, in bytes.
    pub(super) const EACH_ID: usize = size_of::<(AnchorHash, u64)>();

    /// Takes in the slug of the next heading, before it is numbered.
    pub(super) fn add_slug(&mut self, slug: AnchorHash) {
        let (low, confirming) = slug.parts();
        self.slugs.push(low);
        self.confirmed.push(confirming);
    }

    /// Takes in an id that leads to a byte of the source.
    pub(super) fn add_id(&mut self, id: AnchorHash, offset: u64) {
        self.ids.push((id, offset));
    }

    /// Where the id of this name leads.
    pub(super) fn id(&self, name: &str) -> Option<u64> {
        let wanted = AnchorHash::of(name);
        self.ids.iter().find(|(id, _)| *id == wanted).map(|(_, offset)| *offset)
    }

    /// How many headings before heading `before` have this slug.
    pub(super) fn same_before(&self, slug: &str, before: usize) -> usize {
        self.from(0, AnchorHash::of(slug)).take_while(|heading| *heading < before).count()
    }

    /// The heading whose anchor is `name`.
    pub(super) fn heading(&self, name: &str) -> Option<usize> {
        // Whose is `a-1-2`? A heading's of this slug, or that of another `a-1`, which itself may be another `a`.
        let mut names = vec![(name, 0)];
        while names.len() < DEEPEST
            && let Some((name, _)) = names.last()
            && let Some(numbered) = numbered(name)
        {
            names.push(numbered);
        }
        let mut owner = None;
        let mut base = None;
        let mut number = 0;
        for (name, next) in names.into_iter().rev() {
            let plain = self.from(0, AnchorHash::of(name)).next();
            let repeated = base.and_then(|base| self.repeated((base, owner), number, plain));
            owner = repeated.or(plain);
            (base, number) = (Some(name), next);
        }
        owner
    }

    /// The heading that is numbered `number` because its slug `base` was there before, if it comes before heading `before`:
    /// after that the name is another's. `owner` is the heading that has the slug itself.
    fn repeated(&self, (base, owner): (&str, Option<usize>), number: u32, before: Option<usize>) -> Option<usize> {
        let before = before.unwrap_or(self.slugs.len());
        let all = self.from(0, AnchorHash::of(base)).take_while(|place| *place < before);
        // Each of them uses up a number at least.
        let others: Vec<usize> = all.filter(|place| Some(*place) != owner).take(number as usize).collect();
        let last = *others.last()?;
        let taken = self.first_of_numbered(base, number, last);
        let mut count = 0;
        for other in others {
            count += 1;
            while taken.get(&count).is_some_and(|first| *first < other) {
                count += 1;
            }
            if count >= number {
                return (count == number).then_some(other);
            }
        }
        None
    }

    /// The first headings before `end` whose slugs are `base` and a number up to `most`, by the number.
    fn first_of_numbered(&self, base: &str, most: u32, end: usize) -> HashMap<u32, usize> {
        const BITS: usize = 1 << 20;
        let numbers: HashMap<AnchorHash, u32> =
            (1..=most).map(|number| (AnchorHash::of(&format!("{base}-{number}")).short(), number)).collect();
        // Most slugs are none of them, which a bit for each that is tells faster.
        let mut marks = vec![0_u64; BITS / 64];
        let place = |low: u32| (low as usize % BITS / 64, low as usize % 64);
        for hash in numbers.keys() {
            let (word, bit) = place(hash.parts().0);
            marks[word] |= 1 << bit;
        }
        let mut first = HashMap::new();
        for (heading, (&low, &confirming)) in self.slugs[..end].iter().zip(&self.confirmed).enumerate() {
            let (word, bit) = place(low);
            if marks[word] >> bit & 1 == 1
                && let Some(number) = numbers.get(&AnchorHash::from_parts(low, confirming))
            {
                first.entry(*number).or_insert(heading);
            }
        }
        first
    }

    /// The headings of this slug from one on.
    fn from(&self, start: usize, slug: AnchorHash) -> impl Iterator<Item = usize> {
        let (low, confirming) = slug.parts();
        let same = move |(heading, known): (usize, &u32)| (*known == low).then_some(heading);
        let found = self.slugs.iter().enumerate().skip(start).filter_map(same);
        found.filter(move |heading| self.confirmed.get(*heading) == Some(&confirming))
    }
}

/// A name that may be one that was numbered, without its number.
fn numbered(name: &str) -> Option<(&str, u32)> {
    let (base, digits) = name.rsplit_once('-')?;
    let is_number = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.parse().ok().filter(|number| is_number && *number <= MOST_REPEATED)?;
    Some((base, number))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::slug::slug;

    /// The anchors of headings, one after the other as GitHub gives them out.
    fn given_out(titles: &[&str]) -> Vec<String> {
        let mut seen: HashMap<String, u32> = HashMap::new();
        let mut anchors = Vec::new();
        for title in titles {
            let slug = slug(title);
            let mut anchor = slug.clone();
            while seen.contains_key(&anchor) {
                let count = seen.get_mut(&slug).unwrap();
                *count += 1;
                anchor = format!("{slug}-{count}");
            }
            seen.insert(anchor.clone(), 0);
            anchors.push(anchor);
        }
        anchors
    }

    fn anchors(titles: &[&str]) -> Anchors {
        let mut anchors = Anchors::default();
        for title in titles {
            anchors.add_slug(AnchorHash::of(&slug(title)));
        }
        anchors
    }

    #[test]
    fn duplicates_are_numbered_and_never_collide() {
        let titles = ["Notes", "Notes", "Notes 1", "Notes", "notes"];
        assert_eq!(given_out(&titles), ["notes", "notes-1", "notes-1-1", "notes-2", "notes-3"]);
        let anchors = anchors(&titles);
        for (place, anchor) in given_out(&titles).iter().enumerate() {
            assert_eq!(anchors.heading(anchor), Some(place), "{anchor}");
        }
        for nobodys in ["notes-4", "notes-01", "notes-1-2", "notes-", "", "-1", "note"] {
            assert_eq!(anchors.heading(nobodys), None, "{nobodys}");
        }
    }

    #[test]
    fn a_million_headings_of_one_name_are_told_apart_at_once() {
        let slug = AnchorHash::of("a");
        let mut anchors = Anchors::default();
        (0..1_000_000).for_each(|_| anchors.add_slug(slug));
        // Not by the clock on the wall: other programs may be busy.
        let seconds = || rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec;
        let began = seconds();
        assert_eq!(anchors.heading("a-65536"), Some(65_536));
        assert_eq!(anchors.heading("a-65537"), None);
        assert!(seconds() - began < 5, "{} s", seconds() - began);
    }

    proptest! {
        #[test]
        fn anchors_are_where_they_are_given_out(
            titles in prop::collection::vec(prop::sample::select(vec![
                "a", "a 1", "a 2", "a 1 1", "a 1 2", "a 2 1", "a 1 1 1", "b", "b 3", "a 12", "", "1", "a 01",
            ]), 0..40),
        ) {
            let (anchors, given_out) = (anchors(&titles), given_out(&titles));
            for (place, anchor) in given_out.iter().enumerate() {
                prop_assert_eq!(anchors.heading(anchor), Some(place), "{}", anchor);
            }
            for name in ["a", "a-1", "a-2", "a-3", "a-1-1", "a-1-2", "a-1-1-1", "b-1", "b-3-1", "-1", "a-01-1"] {
                prop_assert_eq!(anchors.heading(name), given_out.iter().position(|anchor| anchor == name), "{}", name);
            }
        }
    }
}
