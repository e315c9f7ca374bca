//! Labels: the letters that are typed for something on the page. No label begins another, so that the last letter of one
//! is enough to know it.

/// The letters under the fingers at rest, and those beside them.
const HOME_ROW: &str = "asdfghjkl";
/// All letters, those that the fingers reach soonest first.
const ALL: &str = "asdfghjklqwertyuiopzxcvbnm";
/// As many labels as one or two letters of the home row make.
const HOME_ROW_SUFFICES: usize = 81;

/// So many labels, the shortest first. As many as have room have one letter; the letters are those of the home row
/// alone, unless it takes more than two of them.
pub(super) fn labels(count: usize) -> Vec<String> {
    let letters = if count <= HOME_ROW_SUFFICES { HOME_ROW } else { ALL };
    // Each label that is too much to keep makes room for one with each letter behind it.
    let mut short: Vec<String> = letters.chars().map(String::from).collect();
    let mut long: Vec<String> = Vec::new();
    while short.len() + long.len() < count {
        match short.pop() {
            Some(label) => long.extend(letters.chars().map(|letter| format!("{label}{letter}"))),
            None => short = std::mem::take(&mut long),
        }
    }
    short.append(&mut long);
    short.truncate(count);
    short
}

/// Where labels stand in a row of `room` columns. Of each is given the column where it would stand and how many it takes;
/// the columns ascend. A label that another one stands in the way of moves to the right, and to the left where the row
/// ends; they stay in order, and all of them are seen if they have room together.
pub(super) fn place(wanted: &[(usize, usize)], room: usize) -> Vec<usize> {
    let mut columns = Vec::with_capacity(wanted.len());
    let mut behind = 0;
    for (column, width) in wanted {
        let column = behind.max(*column);
        columns.push(column);
        behind = column + width;
    }
    let mut end = room;
    for (column, (_, width)) in columns.iter_mut().zip(wanted).rev() {
        *column = (*column).min(end.saturating_sub(*width));
        end = *column;
    }
    columns
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn labels_have_one_letter_as_long_as_there_are_letters() {
        assert_eq!(labels(3), ["a", "s", "d"]);
        assert_eq!(labels(9).concat(), HOME_ROW);
        assert_eq!(labels(11)[6..], ["j", "k", "la", "ls", "ld"]);
        assert!(labels(81).iter().all(|label| label.len() == 2));
        for (count, longest) in [(0, 0), (9, 1), (10, 2), (81, 2), (300, 2), (676, 2), (677, 3), (6000, 3)] {
            let labels = labels(count);
            assert_eq!(labels.len(), count);
            assert_eq!(labels.iter().map(String::len).max().unwrap_or(0), longest, "{count}");
            assert!(labels.is_sorted_by_key(String::len));
        }
    }

    #[test]
    fn labels_in_each_others_way_move_apart() {
        for (wanted, room, expected) in [
            (&[(0, 1), (5, 2)][..], 10, &[0, 5][..]),
            (&[(3, 2), (4, 2), (5, 1), (20, 2)], 30, &[3, 5, 7, 20]),
            (&[(7, 1), (8, 2), (9, 2)], 10, &[5, 6, 8]),
            (&[(9, 2)], 10, &[8]),
        ] {
            assert_eq!(place(wanted, room), expected, "{wanted:?}");
        }
    }

    proptest! {
        #[test]
        fn no_label_begins_another(count in 0_usize..3000) {
            let mut labels = labels(count);
            labels.sort();
            // What begins another stands right before one that it begins.
            prop_assert!(labels.windows(2).all(|pair| !pair[1].starts_with(&pair[0])));
        }

        #[test]
        fn labels_that_have_room_lie_side_by_side(
            starts in prop::collection::btree_set(0_usize..60, 0..30),
            width in 1_usize..3,
        ) {
            let wanted: Vec<_> = starts.iter().map(|start| (*start, width)).collect();
            let columns = place(&wanted, 60);
            prop_assert!(columns.windows(2).all(|pair| pair[0] + width <= pair[1]));
            prop_assert!(columns.last().is_none_or(|last| last + width <= 60));
            // Who has nobody near stays.
            for (place, start) in starts.iter().enumerate() {
                let apart = |other: &usize| other == start || other.abs_diff(*start) >= 60;
                prop_assert!(!starts.iter().all(apart) || columns[place] == (*start).min(60 - width));
            }
        }
    }
}
