//! One open document: its text, its layout at the current width, and the window on it. Where the reader wants to go as soon
//! as that is known is in `goal`, the link in focus in `focus`, the figures of the status line in `progress`.

pub(super) mod focus;
pub(super) mod folding;
pub(super) mod following;
mod goal;
pub(super) mod highlight;
pub(super) mod pan;
pub(super) mod pinning;
pub(super) mod progress;
pub mod reload;
pub mod rewritten;
pub(super) mod scouting;
pub(super) mod sections;
pub mod start;
pub mod viewport;

use std::ops::{Range, RangeInclusive};
use std::rc::Rc;

use crate::document::{ChunkId, Discovery, Document, Landmark};
use crate::layout::marks::Mark;
use crate::layout::{Flow, Laid, Line, LineId, Pour};
use crate::library::Origin;
use crate::text::sanitize::Safe;

use crate::app::copying::selection::Known;
use crate::app::event::Reached;
use crate::app::finder::gathered::Links;
use crate::app::reader::following::{Holds, Wholeness};
use crate::app::reader::reload::{OnDisk, Rereading};
use crate::app::reader::rewritten::Chosen;
use crate::app::reader::viewport::{Anchor, Viewport};

pub use goal::{Arrival, Goal};

/// A document and how far it is read.
pub struct Reader {
    pub(in crate::app) document: Document,
    pub(in crate::app) origin: Origin,
    /// How its file was reached, if it can be read again.
    pub(in crate::app) reached: Option<Reached>,
    title: Option<Safe>,
    book: Option<Safe>,
    pub(in crate::app) flow: Flow,
    pub(in crate::app) viewport: Viewport,
    /// The link in focus, by where it begins.
    pub(in crate::app) focus: Option<u64>,
    goal: Option<Goal>,
    /// Where the first and the last word begin that are selected.
    pub(in crate::app) selection: Option<RangeInclusive<u64>>,
    pub(in crate::app) known_words: Known,
    /// Blocks of code that are panned, by where they begin, and to which column; the one panned last at the end.
    pub(in crate::app) pans: Vec<(u64, usize)>,
    pub(in crate::app) page: Vec<PageLine>,
    /// What stays above the page: the header of a table.
    pub(in crate::app) pinned: Vec<Line>,
    /// What stays on the screen when the document changes.
    pub(in crate::app) holds: Holds,
    /// What is on top of the page, to be found again in another version of the file.
    pub(in crate::app) landmark: Landmark,
    /// Where the reader went last, if the file has changed since.
    pub(in crate::app) chosen: Option<Chosen>,
    /// What stands at the places that were left by a jump.
    pub(in crate::app) left: Vec<Landmark>,
    pub(in crate::app) rereading: Rereading,
    pub(in crate::app) on_disk: OnDisk,
    pub(in crate::app) wholeness: Wholeness,
    /// Where the reader was when that was noted for the next run.
    pub(in crate::app) noted: Option<Anchor>,
    pub(in crate::app) links: Links,
}

/// A line on the screen.
#[derive(Debug, Clone)]
pub struct PageLine {
    /// The chunk that it belongs to.
    pub laid: Rc<Laid>,
    /// Which chunk that is.
    pub chunk: ChunkId,
    /// Its row there.
    pub row: usize,
    /// What the page shows instead, where the line is wider or panned.
    pub window: Option<Line>,
    /// The cells of it that show what is looked for.
    pub marks: Vec<Mark>,
    /// The columns of it that are selected.
    pub(in crate::app) selected: Vec<Range<usize>>,
}

impl PageLine {
    /// The line itself.
    #[must_use]
    pub fn line(&self) -> Option<&Line> {
        self.laid.lines.get(self.row)
    }

    /// The line as the page shows it.
    #[must_use]
    pub fn shown(&self) -> Option<&Line> {
        self.window.as_ref().or_else(|| self.line())
    }
}

impl Reader {
    /// Opens a document at its beginning.
    #[must_use]
    pub fn new(document: Document, origin: Origin) -> Self {
        let mut viewport = Viewport::default();
        viewport.set_height(1);
        let mut reader = Self {
            document,
            origin,
            reached: None,
            title: None,
            book: None,
            flow: Flow::new(Pour::on_screen(1)),
            viewport,
            focus: None,
            goal: None,
            selection: None,
            known_words: Known::new(),
            pans: Vec::new(),
            page: Vec::new(),
            pinned: Vec::new(),
            holds: Holds::Words,
            landmark: Landmark::default(),
            chosen: None,
            left: Vec::new(),
            rereading: Rereading::Idle,
            on_disk: OnDisk::There,
            wholeness: Wholeness::Whole,
            noted: None,
            links: Links::default(),
        };
        reader.learn_titles();
        reader
    }

    /// Looks what the document says of itself in front of its text.
    pub(in crate::app) fn learn_titles(&mut self) {
        let matter = self.document.front_matter();
        let entry = |key| matter.get(key).map(Safe::new).filter(|value| !value.trim().is_empty());
        (self.title, self.book) = (entry("title"), entry("book"));
    }

    /// The document.
    #[must_use]
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Where the document comes from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The title of the document, if it says one in front of its text.
    #[must_use]
    pub fn title(&self) -> Option<&Safe> {
        self.title.as_ref()
    }

    /// The book that the document is from, if it says so.
    #[must_use]
    pub fn book(&self) -> Option<&Safe> {
        self.book.as_ref()
    }

    /// Where the reader is.
    #[must_use]
    pub fn anchor(&self) -> Anchor {
        self.viewport.anchor()
    }

    /// The lines on the screen, as of the last [`Self::settle`].
    #[must_use]
    pub fn page(&self) -> &[PageLine] {
        &self.page
    }

    /// How many lines a page has room for.
    #[must_use]
    pub fn height(&self) -> usize {
        self.viewport.height()
    }

    /// Pours the document anew, if it has to be, on so many rows; the same words stay on top, and what is folded stays
    /// folded.
    pub fn pour(&mut self, mut pour: Pour, rows: usize) {
        let is_other = rows != self.viewport.height();
        self.viewport.set_height(rows);
        pour.folds = self.poured().folds.clone();
        if (self.repour(pour) || is_other) && self.is_following() {
            self.follow_end();
        }
    }

    /// Pours the document anew, if it has to be; the same words stay on top. Returns whether it had to be.
    pub(in crate::app) fn repour(&mut self, pour: Pour) -> bool {
        if pour == *self.flow.pour() {
            return false;
        }
        self.flow.pour_anew(pour);
        if self.viewport.top().is_some() {
            self.viewport.hold(&self.document, &mut self.flow);
        }
        true
    }

    /// How the document is poured.
    #[must_use]
    pub fn poured(&self) -> &Pour {
        self.flow.pour()
    }

    /// Takes in what the indexer found; nothing, if the document has only grown. Returns whether something on the screen
    /// may have changed.
    pub fn learn(&mut self, discoveries: Vec<Discovery>) -> bool {
        let was_growing = self.document.is_growing();
        let showed_end = !was_growing && self.holds_end() && self.stands_beyond_index() && self.is_filled_to_end();
        for discovery in discoveries {
            self.document.learn(discovery);
        }
        // The index has got to where the page is: it says how the text is really cut.
        let arrived = self.stands_beyond_index() && self.document.scouted().is_none();
        let relaid = self.flow.forget_met(&self.document) || arrived;
        if relaid {
            self.viewport.hold(&self.document, &mut self.flow);
        }
        if was_growing {
            self.keep_up();
        } else if arrived && self.holds_end() {
            // Cut otherwise, as many words may take more lines, or fewer.
            if showed_end {
                self.show_end();
            }
            self.holds = Holds::End(self.anchor());
        }
        let short = self.page.len() < self.viewport.height();
        relaid || short || self.goal.is_some()
    }

    /// Pulls the lines that are visible, and meets the goal if that has become possible. What is drawn afterwards only
    /// reads. Returns what came of a goal that was met or given up on.
    pub fn settle(&mut self) -> Option<Arrival> {
        if self.viewport.top().is_none() {
            self.show_first_line();
        }
        self.scout_around();
        let met = self.goal.take().map(|goal| self.pursue(goal)).filter(|arrival| *arrival != Arrival::Waiting);
        if met.is_some() {
            // What was met while nobody pressed a key leads away from the end, too.
            self.let_go();
        }
        let lines = self.viewport.lines(&self.document, &mut self.flow);
        self.page = lines
            .into_iter()
            .map(|LineId { chunk, row }| {
                let laid = self.flow.lines(&self.document, chunk);
                PageLine { window: self.seen(&laid, row), laid, chunk, row, marks: Vec::new(), selected: Vec::new() }
            })
            .collect();
        self.settle_selection();
        self.take_landmark();
        met
    }

    // Motions.

    /// Scrolls down by lines, not beyond the end. Returns by how many.
    pub fn down(&mut self, lines: usize) -> usize {
        self.scroll(lines, Viewport::down)
    }

    /// Scrolls down by pages, `lines` altogether or a few less: no heading is left at the bottom. Returns by how many.
    pub fn page_down(&mut self, lines: usize) -> usize {
        self.scroll(lines, Viewport::page_down)
    }

    /// Scrolls up by pages, `lines` altogether or a few less: no heading is left at the bottom. Returns by how many.
    pub fn page_up(&mut self, lines: usize) -> usize {
        self.scroll(lines, Viewport::page_up)
    }

    /// Scrolls up by lines. Returns by how many.
    pub fn up(&mut self, lines: usize) -> usize {
        self.scroll(lines, Viewport::up)
    }

    /// Scrolls by so many lines; beyond the index in steps as far as the scout has come.
    fn scroll(&mut self, lines: usize, by: fn(&mut Viewport, usize, &Document, &mut Flow) -> usize) -> usize {
        let mut moved = 0;
        loop {
            self.scout_around();
            let step = by(&mut self.viewport, lines - moved, &self.document, &mut self.flow);
            moved += step;
            if step == 0 || moved + self.height() >= lines || !self.stands_beyond_index() {
                return moved;
            }
        }
    }

    /// Goes to a place that was remembered.
    pub fn go(&mut self, anchor: Anchor) -> Arrival {
        self.goal = None;
        self.scout_at(anchor.offset);
        if self.viewport.go(anchor, &self.document, &mut self.flow) {
            return Arrival::There;
        }
        self.show(anchor.offset)
    }

    /// Goes to the beginning.
    pub fn top(&mut self) {
        self.goal = None;
        self.show_first_line();
    }

    /// Whether the first line is on top of the page.
    pub(in crate::app) fn is_at_top(&mut self) -> bool {
        self.viewport.top().is_none_or(|top| self.flow.first(&self.document) == Some(top))
    }

    fn show_first_line(&mut self) {
        if let Some(first) = self.flow.first(&self.document) {
            self.viewport.put_on_top(first, &self.document, &mut self.flow);
        }
    }

    /// Puts the line of a byte of the source on top.
    pub fn show(&mut self, offset: u64) -> Arrival {
        self.goal = None;
        self.scout_at(offset);
        match self.flow.line_at(&self.document, offset) {
            Some(line) => {
                self.viewport.put_on_top(line, &self.document, &mut self.flow);
                Arrival::There
            }
            None => Arrival::Nowhere,
        }
    }

    /// Puts the line of a byte of the source on top, and holds to that byte of it.
    pub fn hold_to(&mut self, offset: u64) -> Arrival {
        let arrival = self.show(offset);
        if arrival == Arrival::There {
            self.viewport.hold_to(Anchor { offset, rows: 0 }, &self.document, &mut self.flow);
            self.fill();
        }
        arrival
    }

    /// Puts the last line at the bottom.
    pub(in crate::app) fn show_end(&mut self) {
        self.scout_at(self.document.span().end);
        self.viewport.end(&self.document, &mut self.flow);
        if self.stands_beyond_index() {
            // Read from further up, a block may be cut in other places, and its lines end elsewhere.
            self.scout_around();
            self.viewport.end(&self.document, &mut self.flow);
            // One that has few lines for its bytes may leave a part of the page empty.
            self.fill();
        }
    }

    /// Whether the last line of the text is on the last row of the page.
    fn is_filled_to_end(&mut self) -> bool {
        let lines = self.viewport.lines(&self.document, &mut self.flow);
        let last = lines.last().filter(|_| lines.len() == self.height());
        last.is_some_and(|last| {
            let is_last_chunk = self.document.chunk_span(last.chunk).end >= self.document.span().end;
            is_last_chunk && self.flow.next(&self.document, *last).is_none()
        })
    }

    /// Scrolls up until no row below the end is empty, if there is text to fill it with.
    pub fn fill(&mut self) {
        let shown = self.viewport.lines(&self.document, &mut self.flow).len();
        self.up(self.viewport.height().saturating_sub(shown));
    }
}
