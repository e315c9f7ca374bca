//! Keys and mouse gestures as the application sees them, free of any terminal library's types.
//!
//! The runtime makes them from what the terminal sends; the keymap reads and writes them in the notation of the help
//! page (`Ctrl-T`, `Alt-←`, `Space`).

/// One key press.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key it is, shift already applied to characters (`G`, not Shift-`g`).
    pub code: Code,
    /// Whether Control was held.
    pub ctrl: bool,
    /// Whether Alt (Meta) was held.
    pub alt: bool,
}

/// Which key was pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character, in the case in which it was typed.
    Char(char),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Tab.
    Tab,
    /// Shift and Tab.
    BackTab,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, by its number.
    Function(u8),
}

/// What the mouse did, in a cell counted from 0 at the top left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// The gesture.
    pub gesture: Gesture,
    /// The column, in cells from the left edge.
    pub column: u16,
    /// The row, in cells from the top edge.
    pub row: u16,
}

/// A gesture of the mouse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The left button was pressed.
    Press,
    /// It was pressed for the second time at once, on the same cell: a double click.
    SecondPress,
    /// It was pressed for the third time at once.
    ThirdPress,
    /// The mouse was moved to another cell with the left button held down.
    Drag,
    /// The left button was let go.
    Release,
    /// The wheel turned one notch towards the end of the document.
    WheelDown,
    /// The wheel turned one notch towards the beginning.
    WheelUp,
}
