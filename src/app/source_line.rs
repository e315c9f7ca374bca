//! Going to a line of the source, as compilers and editors count them. Nothing keeps the lines of a document, so they are
//! counted from its beginning, a slice at a time.

use std::sync::Arc;

use crate::document::lines::{Counted, LineCount, start_of_column};

use super::event::{DocumentId, Effect};
use super::reader::viewport::Anchor;
use super::state::App;

/// A line of the source, and a column in it, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceLine {
    /// The line.
    pub line: u64,
    /// The column, in bytes.
    pub column: u64,
}

/// A line that is being looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LineSearch {
    document: DocumentId,
    /// Where the reader was; who has gone on since then does not want it any more.
    began: Anchor,
    wanted: SourceLine,
    count: LineCount,
}

impl App {
    /// Goes to a line of the source, at once or as soon as it is found.
    pub(super) fn look_for_line(&mut self, wanted: SourceLine) -> Vec<Effect> {
        let (document, began) = (self.current, self.reader().anchor());
        self.line_search = Some(LineSearch { document, began, wanted, count: LineCount::default() });
        self.go_on_looking_for_line()
    }

    /// Looks a slice further for a line, if one is looked for.
    pub(super) fn go_on_looking_for_line(&mut self) -> Vec<Effect> {
        let Some(mut search) = self.line_search.take() else { return Vec::new() };
        if search.document != self.current || search.began != self.reader().anchor() {
            return Vec::new();
        }
        let wanted = search.wanted;
        let source = Arc::clone(self.reader().document().source());
        match search.count.go_on(&*source, wanted.line) {
            Counted::NotYet => {
                self.line_search = Some(search);
                return vec![Effect::Again];
            }
            Counted::At(start) => self.show_line(start_of_column(&*source, start, wanted.column)),
            Counted::Only(lines, start) => {
                self.show_line(start);
                self.say(&format!("There is no line {}; this is the last one, line {lines}.", wanted.line));
            }
        }
        self.revision += 1;
        Vec::new()
    }

    fn show_line(&mut self, offset: u64) {
        self.jump(|reader| {
            let span = reader.document().span();
            let offset = offset.clamp(span.start, span.end.saturating_sub(1).max(span.start));
            reader.unfold(offset);
            reader.show(offset)
        });
    }

    /// Gives up looking for a line. Returns whether one was looked for.
    pub(super) fn give_up_line(&mut self) -> bool {
        self.line_search.take().is_some()
    }

    /// The line that is looked for, and how much of the document has been looked through, in percent.
    pub(super) fn line_looked_for(&self) -> Option<(u64, u64)> {
        let search = self.line_search.as_ref().filter(|search| search.document == self.current)?;
        let length = self.reader().document().source().len().max(1);
        Some((search.wanted.line, search.count.looked() * 100 / length))
    }
}
