//! What a reader can ask for. The keymap says which keys ask for what; `update` does it.

/// A thing that the reader can do. Where a count was typed before it, `update` knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Scrolls down by a line, or as many as were typed.
    LineDown,
    /// Scrolls up by a line.
    LineUp,
    /// Scrolls down by a page, less two lines; at the end it goes on to the next document.
    PageDown,
    /// Scrolls up by a page, less two lines.
    PageUp,
    /// Scrolls down by half a page.
    HalfPageDown,
    /// Scrolls up by half a page.
    HalfPageUp,
    /// Goes to the beginning of the document.
    Top,
    /// Goes to the end of the document.
    End,
    /// Goes to as many percent of the document as were typed.
    Percent,
    /// Shows what lies further left in code that is wider than the page.
    PanLeft,
    /// Shows what lies further right in it.
    PanRight,
    /// Shows the beginning of its lines.
    PanStart,
    /// Shows the end of its longest line on the page.
    PanEnd,
    /// Opens or closes the foldable part under the eyes.
    ToggleFold,
    /// Closes all foldable parts.
    FoldAll,
    /// Opens all foldable parts.
    UnfoldAll,
    /// Goes to the next section, of whatever level.
    NextSection,
    /// Goes to the beginning of this section, or to the one before it.
    PreviousSection,
    /// Goes to the next section of the same level within the same parent, else to the next document.
    NextSibling,
    /// Goes to the section of the same level before this one, else to the document before.
    PreviousSibling,
    /// Goes to the section that this one is part of.
    Parent,
    /// Makes the column of text wider.
    Widen,
    /// Makes the column of text narrower.
    Narrow,
    /// Gives the column of text the width again that it had at first.
    ResetMeasure,
    /// Makes the column of text comfortable, wide, as wide as the screen, and around again.
    CycleMeasure,
    /// Shows or hides the contents.
    ToggleContents,
    /// Moves into the contents.
    EnterContents,
    /// Lists the sections and documents, to go to one by typing.
    GoTo,
    /// Moves to the next link.
    NextLink,
    /// Moves to the link before.
    PreviousLink,
    /// Follows the link, or goes to the section chosen in the contents.
    Follow,
    /// Lays letters over everything on the page that can be followed.
    Hints,
    /// Lists the links of the document, to go to one by typing some of it.
    Links,
    /// Opens the link outside, whatever it is.
    FollowOutside,
    /// Copies the target of the link in focus, else what is selected, else the section.
    Copy,
    /// Copies the nearest code; at once again, with the citation.
    CopyCode,
    /// Copies a link to this place.
    CopyPlace,
    /// Copies the citation of the document.
    CopyCitation,
    /// Shows where the link leads, over the page.
    Peek,
    /// Shows the table, the code, the quote or the image under the eyes alone.
    Alone,
    /// Shows the source in the place of the page, or the page again.
    Source,
    /// Edits the file in the reader's own editor.
    Edit,
    /// Says where the reader is.
    Whereabouts,
    /// Draws the code of the link, for a phone to read.
    Qr,
    /// Searches the text while a line is typed; in the contents it filters them.
    Search,
    /// Goes to the next hit of the search, going round at the end.
    NextHit,
    /// Goes to the hit before, going round at the beginning.
    PreviousHit,
    /// Shows the hits in a list, by sections.
    Hits,
    /// Goes back in the history.
    Back,
    /// Goes forward in the history.
    Forward,
    /// Goes to the place before the last jump.
    LastJump,
    /// Marks the place with the letter or digit that is typed behind it.
    SetMark,
    /// Goes to the mark with that letter or digit.
    GoToMark,
    /// Shows the marks in a list.
    Marks,
    /// Shows the themes, to choose one; there it goes on to the next.
    Themes,
    /// Gives the mouse back to the terminal, or takes it again.
    ToggleMouse,
    /// Reads the file of the document again.
    Reload,
    /// Draws everything anew.
    Redraw,
    /// Hands the terminal back to the shell until the program is called to the foreground.
    Suspend,
    /// Opens the command line.
    CommandLine,
    /// Shows the keys.
    Help,
    /// Backs out of whatever is open; never quits.
    Escape,
    /// Closes what is open on top, else quits.
    Close,
    /// Quits.
    Quit,
}
