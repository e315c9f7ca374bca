//! The command line while it is typed: the line, what it may go on with, and where the list of that lies.
//!
//! ```text
//!  ─────────────────────────────────────────────────────────────────
//!  theme NAME       another theme
//!  measure …
//!  :th█                                         Enter does it  Tab completes  Esc leaves
//! ```

use crate::app::event::FolderEntry;
use crate::app::geometry::{Area, Geometry};
use crate::app::key::{Code, Key};
use crate::app::prompt::{Edit, Past, Prompt};

use super::completion::{Candidate, Ends, candidates, folder_of};

/// How many rows the list takes at most.
const MOST_ROWS: u16 = 14;

/// The list has a rule above it where more rows than this are left of the page.
const ROOM_FOR_RULE: u16 = 3;

/// A command line that is being typed.
pub struct CommandLine {
    prompt: Prompt,
    candidates: Vec<Candidate>,
    /// The candidate that stands in the line, and what was typed before.
    picked: Option<(usize, String)>,
    folder: Option<Folder>,
}

/// A folder whose files are needed.
struct Folder {
    /// As it is typed, with a slash at its end, or empty.
    typed: String,
    /// What is in it, as soon as that is known.
    entries: Option<Vec<FolderEntry>>,
    /// The way in which `Tab` was pressed before that.
    owed: Option<isize>,
}

/// What a key led to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pressed {
    /// Nothing that anybody else has to know.
    Taken,
    /// The files of a folder are needed, which is typed like this.
    Needs(String),
    /// The line is complete.
    Entered,
    /// The line is given up.
    Left,
    /// The key means nothing here.
    Other,
}

impl CommandLine {
    /// An empty line.
    #[must_use]
    pub fn new(past: &Past) -> Self {
        let candidates = candidates("", &[]);
        Self { prompt: Prompt::new(past), candidates, picked: None, folder: None }
    }

    /// The line.
    #[must_use]
    pub fn prompt(&self) -> &Prompt {
        &self.prompt
    }

    /// What it may go on with.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Which of the candidates stands in the line.
    #[must_use]
    pub fn picked(&self) -> Option<usize> {
        self.picked.as_ref().map(|(place, _)| *place)
    }

    /// Takes a key in.
    pub(super) fn press(&mut self, key: Key) -> Pressed {
        match key.code {
            Code::Tab => return self.cycle(1),
            Code::BackTab => return self.cycle(-1),
            _ => {}
        }
        match self.prompt.press(key) {
            Edit::Changed => self.change(),
            Edit::Kept => {
                self.picked = None;
                self.complete();
                Pressed::Taken
            }
            Edit::Entered => Pressed::Entered,
            Edit::Left => Pressed::Left,
            Edit::Other => Pressed::Other,
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Pressed {
        match self.prompt.paste(text) {
            Edit::Changed => self.change(),
            _ => Pressed::Taken,
        }
    }

    /// Puts the next candidate into the line; behind the last one stands what was typed. The only one there is stays, and
    /// the line goes on from there.
    fn cycle(&mut self, by: isize) -> Pressed {
        if let Some(folder) =
            self.folder.as_mut().filter(|folder| self.candidates.is_empty() && folder.entries.is_none())
        {
            folder.owed = Some(by);
            return Pressed::Taken;
        }
        if self.candidates.len() < 2 {
            return self.take(0);
        }
        let (before, typed) = match self.picked.take() {
            Some((place, typed)) => (Some(place), typed),
            None => (None, self.prompt.text().to_owned()),
        };
        // One place more than there are candidates stands for what was typed.
        let around = self.candidates.len().cast_signed() + 1;
        let place = before.map_or(0, |place| place.cast_signed() + 1);
        let next = (place + by).rem_euclid(around);
        match usize::try_from(next - 1).ok().and_then(|next| Some((next, self.candidates.get(next)?))) {
            Some((next, candidate)) => {
                self.prompt.put(&candidate.line);
                self.picked = Some((next, typed));
            }
            None => self.prompt.put(&typed),
        }
        Pressed::Taken
    }

    /// Puts a candidate into the line, as if it had been typed. Complete orders are to be done.
    pub(super) fn choose(&mut self, place: usize) -> Pressed {
        let ends = self.candidates.get(place).map(|candidate| candidate.ends);
        match (self.take(place), ends) {
            (_, Some(Ends::Here)) => Pressed::Entered,
            (pressed, _) => pressed,
        }
    }

    fn take(&mut self, place: usize) -> Pressed {
        let Some(candidate) = self.candidates.get(place) else { return Pressed::Taken };
        self.prompt.put(&candidate.line);
        self.change()
    }

    /// Takes a change of the line in.
    fn change(&mut self) -> Pressed {
        self.picked = None;
        let line = self.prompt.text();
        let needed = folder_of(line).map(str::to_owned);
        if let Some(folder) = &mut self.folder {
            folder.owed = None;
        }
        let pressed = match &needed {
            Some(needed) if self.folder.as_ref().is_none_or(|folder| folder.typed != *needed) => {
                self.folder = Some(Folder { typed: needed.clone(), entries: None, owed: None });
                Pressed::Needs(needed.clone())
            }
            _ => Pressed::Taken,
        };
        self.complete();
        pressed
    }

    fn complete(&mut self) {
        let entries = self.folder.as_ref().and_then(|folder| folder.entries.as_deref()).unwrap_or_default();
        // In the middle of a line nothing is completed.
        let at_end = self.prompt.cursor() == self.prompt.text().len();
        self.candidates = if at_end { candidates(self.prompt.text(), entries) } else { Vec::new() };
    }

    /// Takes in what is in a folder; nothing comes of one that is not needed any more.
    pub(super) fn learn(&mut self, typed: &str, entries: Vec<FolderEntry>) -> Option<Pressed> {
        let folder = self.folder.as_mut().filter(|folder| folder.typed == typed)?;
        folder.entries = Some(entries);
        let owed = folder.owed.take();
        if self.picked.is_none() {
            self.complete();
        }
        Some(owed.map_or(Pressed::Taken, |by| self.cycle(by)))
    }
}

/// Where the list of the candidates lies: above the status line, over the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List {
    /// The row above it that parts it from the page; none on a low screen.
    pub rule: Area,
    /// Its rows.
    pub area: Area,
    /// The candidate on the first of them.
    pub first: usize,
}

impl List {
    /// Where it lies: in the lower half of the screen, with the one that is picked in it.
    #[must_use]
    pub fn new(geometry: &Geometry, line: &CommandLine) -> Self {
        let status = geometry.status;
        let count = line.candidates.len();
        let rows = u16::try_from(count).unwrap_or(u16::MAX).min(MOST_ROWS).min(status.row / 2);
        let picked = line.picked().unwrap_or(0);
        let first = (picked + 1).saturating_sub(rows.into());
        let row = status.row - rows;
        let above = u16::from(rows > 0 && row > ROOM_FOR_RULE);
        Self { rule: Area { row: row - above, rows: above, ..status }, area: Area { row, rows, ..status }, first }
    }

    /// The candidate on a cell of the screen.
    #[must_use]
    pub fn at(&self, column: u16, row: u16) -> Option<usize> {
        self.area.contains(column, row).then(|| self.first + usize::from(row - self.area.row))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::geometry::{Contents, LEAST_COLUMNS, LEAST_ROWS, Measure};
    use crate::app::keymap::parse;

    fn typed(line: &mut CommandLine, keys: &str) -> String {
        for name in keys.split(' ').filter(|name| !name.is_empty()) {
            line.press(parse(name).unwrap()[0]);
        }
        line.prompt().text().to_owned()
    }

    #[test]
    fn tab_goes_round_and_comes_back_to_what_was_typed() {
        for (keys, expected) in [
            ("h Tab", "hyphenate "),
            ("h Tab Tab", "help"),
            ("h Tab Tab Tab", "h"),
            ("h Tab Tab Tab Tab", "hyphenate "),
            ("h Shift-Tab", "help"),
            ("h Tab Shift-Tab", "h"),
            // The only one is taken, and the line goes on behind it.
            ("t Tab", "theme "),
            ("t Tab Tab", "theme terminal"),
            ("t Tab m Tab", "theme monochrome"),
            ("h Tab o Tab", "hyphenate on"),
            ("z Tab", "z"),
            ("h Left Tab", "h"),
        ] {
            let mut line = CommandLine::new(&Past::default());
            assert_eq!(typed(&mut line, keys), expected, "{keys}");
        }
    }

    #[test]
    fn a_folder_is_asked_for_once() {
        let mut line = CommandLine::new(&Past::default());
        assert_eq!(line.paste("open"), Pressed::Taken);
        assert_eq!(line.press(parse("Space").unwrap()[0]), Pressed::Needs(String::new()));
        assert_eq!(line.paste("d"), Pressed::Taken);
        let folder = |name: &str| FolderEntry::Folder(name.to_owned());
        // What is pressed before the folder is known is done when it is.
        assert_eq!(line.cycle(1), Pressed::Taken);
        let entries = vec![folder("docs"), folder("src")];
        assert_eq!(line.learn("", entries), Some(Pressed::Needs("docs/".to_owned())));
        assert_eq!(line.learn("", vec![folder("docs")]), None, "that came too late");
        assert_eq!(line.learn("docs/", vec![FolderEntry::File("a.md".to_owned())]), Some(Pressed::Taken));
        assert_eq!(line.choose(0), Pressed::Entered);
        assert_eq!(line.prompt().text(), "open docs/a.md");
    }

    #[test]
    fn the_list_lies_on_the_screen_with_what_is_picked_in_it() {
        for columns in [LEAST_COLUMNS, 60, 300] {
            for rows in [LEAST_ROWS, 8, 30, 100] {
                let geometry = Geometry::new(columns, rows, Contents::Hidden, Measure::Full).unwrap();
                let mut line = CommandLine::new(&Past::default());
                for _ in 0..=line.candidates().len() {
                    let list = List::new(&geometry, &line);
                    assert!(list.area.rows >= 1 && list.area.row + list.area.rows == geometry.status.row);
                    let seen = list.first..list.first + usize::from(list.area.rows);
                    assert!(line.picked().is_none_or(|picked| seen.contains(&picked)), "{columns}×{rows}");
                    assert!(seen.end <= line.candidates().len());
                    line.cycle(1);
                }
            }
        }
    }
}
