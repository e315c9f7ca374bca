//! Going to a line of the source, as compilers and editors count them. Nothing keeps the lines of a document, so they are
//! counted from its beginning, a slice at a time.

use std::sync::Arc;

use crate::document::lines::{Counted, LineCount, start_of_column};

use super::event::{DocumentId, Effect};
use super::reader::Arrival;
use super::reader::viewport::Anchor;
use super::state::{App, Mode};

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
        let is_typing = matches!(self.mode, Mode::Search(_));
        // From a hit that is shown while it is typed the reader may go back.
        let shows_hit = is_typing && self.search().is_some_and(|search| search.current().is_some());
        if shows_hit || search.document != self.current || search.began != self.reader().anchor() {
            self.line_search = Some(search).filter(|_| is_typing);
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
        self.arrive_while_typing(Arrival::There);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::event::{Event, Loaded};
    use crate::app::key::{Code, Key};
    use crate::app::memory::Memory;
    use crate::app::reader::start::{Opening, Start};
    use crate::app::settings::Settings;
    use crate::document::search::find_in;
    use crate::library::Origin;

    /// A program that looks for the last line but one of a long text.
    fn looking() -> App {
        let source = Arc::new("some words\n\n".repeat(2_000_000).into_bytes());
        let origin = Origin::File("/a.md".into());
        let first = Loaded { source, origin, reached: None, note: None };
        let start = Start::Line(SourceLine { line: 3_999_999, column: 1 });
        let opening = Opening { first, start, memory: Memory::default() };
        App::open(opening, Vec::<std::path::PathBuf>::new(), Settings::default(), (60, 20)).0
    }

    /// Presses a key. What is to be looked for is.
    fn press(app: &mut App, code: Code) {
        for effect in app.update(Event::Key(Key { code, ctrl: false, alt: false })) {
            if let Effect::Search(quest) = effect {
                let part = quest.walk.part(0).unwrap();
                let found = vec![find_in(&*quest.source, &quest.walk, part, &quest.pattern, &quest.known)];
                app.update(Event::Found { search: quest.id, found });
            }
        }
    }

    fn is_there(app: &App) -> bool {
        app.line_looked_for().is_none() && app.reader().anchor().offset == 1_999_999 * 12
    }

    #[test]
    fn a_search_that_is_typed_meanwhile_loses_no_line() {
        // The line is found behind the prompt.
        let mut app = looking();
        press(&mut app, Code::Char('/'));
        while app.line_looked_for().is_some() {
            app.update(Event::Again);
        }
        assert!(is_there(&app));
        press(&mut app, Code::Esc);
        assert!(is_there(&app));
        // A hit is shown, and gone back from.
        let mut app = looking();
        press(&mut app, Code::Char('j'));
        app.update(Event::Again);
        assert!(app.line_looked_for().is_none(), "who goes on does not want it any more");
        let mut app = looking();
        press(&mut app, Code::Char('/'));
        press(&mut app, Code::Char('w'));
        for _ in 0..9 {
            app.update(Event::Again);
        }
        assert!(app.line_looked_for().is_some());
        press(&mut app, Code::Esc);
        while app.line_looked_for().is_some() {
            app.update(Event::Again);
        }
        assert!(is_there(&app));
    }
}
