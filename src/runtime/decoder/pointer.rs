//! Where the mouse was and what it did, as terminals say it.

use crate::app::key::{Gesture, Mouse};

use super::Step;

/// `CSI < button ; column ; row M`, or `m` for a release; counted from 1.
pub(super) fn mouse(parameters: &str, last: u8) -> Option<Mouse> {
    let mut numbers = parameters.split(';').map(str::parse::<u16>);
    let (button, column, row) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    let mouse = at_cell(button, column, row)?;
    match (last, mouse.gesture) {
        (b'M', _) => Some(mouse),
        (_, Gesture::Press) => Some(Mouse { gesture: Gesture::Release, ..mouse }),
        _ => None,
    }
}

/// `CSI M` and three bytes, each with 32 added. A release is button 3, whichever it was.
pub(super) fn old_mouse(rest: &[u8]) -> Step {
    let [button, column, row, ..] = *rest else { return Step::More };
    let number = |byte: u8| u16::from(byte.saturating_sub(32));
    at_cell(number(button), number(column), number(row)).map_or(Step::Drop(6), |mouse| Step::Mouse(6, mouse))
}

fn at_cell(button: u16, column: u16, row: u16) -> Option<Mouse> {
    // Shift, Alt and Control are added to the button's number.
    let gesture = match button & !0b1_1100 {
        0 => Gesture::Press,
        3 => Gesture::Release,
        // With motion 32 is added.
        32 => Gesture::Drag,
        64 => Gesture::WheelUp,
        65 => Gesture::WheelDown,
        _ => return None,
    };
    Some(Mouse { gesture, column: column.checked_sub(1)?, row: row.checked_sub(1)? })
}
