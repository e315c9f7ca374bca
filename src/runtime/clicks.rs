//! Double and triple clicks: a terminal says only that a button was pressed, so whoever reads it looks at the clock.

use std::time::{Duration, Instant};

use crate::app::key::{Gesture, Mouse};

use super::decoder::Input;

/// How soon the next press has to come, on the same cell. Desktops have 400 to 500 milliseconds.
const AT_ONCE: Duration = Duration::from_millis(450);

/// Counts presses that follow each other.
#[derive(Debug, Default)]
pub struct Clicks {
    last: Option<(Mouse, Instant)>,
}

impl Clicks {
    /// An input that comes at this time; a press that repeats the one before says so. The fourth begins anew.
    pub fn count(&mut self, input: Input, now: Instant) -> Input {
        let Input::Mouse(mouse) = input else { return input };
        if mouse.gesture != Gesture::Press {
            return input;
        }
        let before = self.last.filter(|(before, when)| {
            (before.column, before.row) == (mouse.column, mouse.row) && now.saturating_duration_since(*when) <= AT_ONCE
        });
        let gesture = match before.map(|(before, _)| before.gesture) {
            Some(Gesture::Press) => Gesture::SecondPress,
            Some(Gesture::SecondPress) => Gesture::ThirdPress,
            _ => Gesture::Press,
        };
        let counted = Mouse { gesture, ..mouse };
        self.last = Some((counted, now));
        Input::Mouse(counted)
    }
}

#[cfg(test)]
mod tests {
    use Gesture::{Press, SecondPress, ThirdPress};

    use super::*;

    #[test]
    fn what_comes_at_once_on_the_same_cell_counts() {
        let start = Instant::now();
        let mut clicks = Clicks::default();
        let mut press = |column: u16, after: u64| {
            let mouse = Mouse { gesture: Press, column, row: 0 };
            match clicks.count(Input::Mouse(mouse), start + Duration::from_millis(after)) {
                Input::Mouse(mouse) => mouse.gesture,
                other => panic!("{other:?}"),
            }
        };
        let gestures = [(3, 0), (3, 200), (3, 400), (3, 600), (4, 700), (4, 1_200), (4, 1_500)];
        let counted = gestures.map(|(column, after)| press(column, after));
        assert_eq!(counted, [Press, SecondPress, ThirdPress, Press, Press, Press, SecondPress]);
    }

    #[test]
    fn nothing_else_is_changed() {
        let mut clicks = Clicks::default();
        for gesture in [Gesture::Drag, Gesture::Release, Gesture::WheelDown, Gesture::Release] {
            let input = Input::Mouse(Mouse { gesture, column: 1, row: 1 });
            assert_eq!(clicks.count(input.clone(), Instant::now()), input);
        }
    }
}
