//! A block alone: the table, the code, the quote or the image under the eyes, as wide as the screen if it needs that.
//!
//! Under the eyes is what stands in the middle of the page, else what comes closest to it, as where the nearest code is
//! copied; a number in front of the key takes the block of that place on the page, from the top. A table has its natural
//! widths, its header stays above its rows, and the page pans over it column by column.
//!
//! Copying goes round through the forms that the block has, for as long as the key is pressed at once again: whoever wants
//! one of them sees which came, and what comes next.

use crate::app::action::Action;
use crate::app::copying::LONGEST;
use crate::app::event::Effect;
use crate::app::geometry::MEASURE;
use crate::app::reader::{PageLine, Reader};
use crate::app::state::{App, Mode};
use crate::document::{ChunkId, Document};
use crate::layout::Pour;
use crate::layout::laid::{Laid, lay_chunk};
use crate::layout::pour::Tables;
use crate::markdown::csv;
use crate::markdown::inline::LinkKind;
use crate::markdown::select::Kind;

use super::notice::{literal, reader};
use super::{Apart, What};

/// A block that is shown alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alone {
    shown: Shown,
    /// The form in which it is copied next.
    next: usize,
}

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Shown {
    Block(Kind),
    /// An image: what it is said to show, and where it is.
    Image(String, String),
}

/// A form in which a block is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Markdown,
    Csv,
    Text,
    Code,
    Target,
}

impl Form {
    const fn name(self) -> &'static str {
        match self {
            Self::Markdown => "Markdown",
            Self::Csv => "CSV",
            Self::Text => "text",
            Self::Code => "the code alone",
            Self::Target => "the address of the image",
        }
    }
}

impl Alone {
    /// What the trail calls it.
    #[must_use]
    pub(super) const fn name(&self) -> &'static str {
        match self.shown {
            Shown::Block(Kind::Table) => "Table",
            Shown::Block(Kind::Code) => "Code",
            Shown::Block(Kind::Quote | Kind::Footnote) => "Quote",
            Shown::Image(..) => "Image",
        }
    }

    /// Whether it gets all columns of the screen: what is prose doesn't.
    pub(super) const fn is_wide(&self) -> bool {
        matches!(self.shown, Shown::Block(Kind::Table | Kind::Code))
    }

    /// How it is poured where the page is poured like this.
    pub(super) fn pour(&self, pour: Pour) -> Pour {
        match self.shown {
            Shown::Block(Kind::Table) => Pour { tables: Tables::Natural, ..pour },
            _ => pour,
        }
    }

    /// The forms in which it is copied, in turn.
    const fn forms(&self) -> &'static [Form] {
        match self.shown {
            Shown::Block(Kind::Table) => &[Form::Markdown, Form::Csv, Form::Text],
            Shown::Block(Kind::Code) => &[Form::Code, Form::Markdown],
            Shown::Block(_) => &[Form::Markdown, Form::Text],
            Shown::Image(..) => &[Form::Target, Form::Markdown],
        }
    }

    /// What copying sends next.
    pub(in crate::app) fn next_form(&self) -> &'static str {
        let forms = self.forms();
        forms[self.next % forms.len()].name()
    }
}

/// A block that stands on the page.
struct OnPage {
    chunk: ChunkId,
    shown: Shown,
    /// Where its piece in the chunk begins, and the first line of it that is on the page.
    offset: u64,
    first: u64,
    rows: (usize, usize),
}

impl App {
    /// Shows the block under the eyes alone, or that of this place on the page.
    pub(in crate::app) fn show_alone(&mut self, place: Option<u32>) {
        if !self.moves_document() {
            return self.close_apart();
        }
        self.leave_apart();
        self.settle();
        let Some(found) = self.reader().block_under_eyes(place) else {
            self.say("There is no such table, code, quote or image on this page.");
            return;
        };
        let origin = self.reader().origin().clone();
        let alone = Alone { shown: found.shown.clone(), next: 0 };
        let kind = match &found.shown {
            Shown::Image(text, target) => {
                let page = format!("{}\n\n{}\n", literal(text), literal(target));
                return self.set_apart(Apart::new(reader(page, origin), What::Block(alone)));
            }
            Shown::Block(kind) => *kind,
        };
        let Some(document) = self.reader().document().alone(kind, found.chunk, found.offset) else {
            let key = self.keymap.key_for(Action::Alone).unwrap_or_default();
            return self.say(&format!("This is not indexed yet; {key} shows it alone when it is."));
        };
        let is_cut_off = found.first > found.offset || document.span().start < found.offset;
        self.set_apart(Apart::new(Reader::new(document, origin), What::Block(alone)));
        if is_cut_off {
            // Its beginning is not on the page: the same lines stay on top.
            self.settle();
            self.shown_mut().show(found.first);
        }
    }

    /// Lets a block that is shown alone have what the index has found of it since.
    pub(in crate::app) fn keep_block_up(&mut self) {
        let whole = self.readers[self.current.0].document();
        let Mode::Apart(apart) = self.mode.page_mut() else { return };
        self.revision += u64::from(apart.reader.catch_up(whole));
    }

    /// What an action means while a block is shown alone, if that is not what it always means.
    pub(super) fn act_in_block(&mut self, action: Action) -> Option<Vec<Effect>> {
        if action == Action::Copy && self.shown().focused().is_none() && self.shown().selection().is_none() {
            return Some(self.copy_block());
        }
        if let Some(Apart { what: What::Block(alone), .. }) = self.apart_mut() {
            alone.next = 0;
        }
        None
    }

    /// Copies the block in its next form.
    fn copy_block(&mut self) -> Vec<Effect> {
        let Some(Apart { reader, what: What::Block(alone), .. }) = self.apart_mut() else { return Vec::new() };
        let forms = alone.forms();
        let form = forms[alone.next % forms.len()];
        alone.next += 1;
        let next = alone.next_form();
        let text = alone.shown.text(form, reader.document());
        let name = alone.name().to_lowercase();
        let what = match form {
            Form::Code | Form::Target => form.name().to_owned(),
            form => format!("the {name} as {}", form.name()),
        };
        let length = reader.document().span();
        let Some(text) = text else { return self.too_long_to_copy(length.end - length.start, &what) };
        let effects = self.copy(&text, &what);
        if !effects.is_empty() {
            let key = self.keymap.key_for(Action::Copy).unwrap_or_default();
            self.say_too(&format!("{key} once more: {next}."));
        }
        effects
    }
}

impl Shown {
    /// What is copied of it; `None` if that is longer than a clipboard takes.
    fn text(&self, form: Form, document: &Document) -> Option<String> {
        match (self, form) {
            (Self::Image(_, target), Form::Target) => Some(target.clone()),
            (Self::Image(text, target), _) => Some(format!("![{text}]({target})\n")),
            (Self::Block(_), Form::Markdown) => {
                document.written(LONGEST).map(|text| format!("{}\n", text.trim_end_matches('\n')))
            }
            (Self::Block(_), Form::Csv) => gathered(document, |chunk, text| {
                let first = document.previous_chunk(chunk).is_none();
                for block in &document.parse(chunk).blocks {
                    csv::write(block, if first { csv::Head::Written } else { csv::Head::LeftOut }, text);
                }
            }),
            (Self::Block(_), Form::Code) => {
                gathered(document, |chunk, text| text.push_str(&csv::code(&document.parse(chunk))))
            }
            (Self::Block(kind), _) => {
                // Wide enough for every table that a clipboard takes; words are broken as everywhere.
                let columns = if *kind == Kind::Table { LONGEST } else { usize::from(MEASURE) };
                let pour = Pour { tables: Tables::Natural, ..Pour::printed(columns) };
                gathered(document, |chunk, text| {
                    let laid = lay_chunk(document, chunk, &pour);
                    let head = laid.heads.first().filter(|_| text.is_empty());
                    for line in head.map_or(&[][..], |head| &head.lines).iter().chain(&laid.lines) {
                        text.push_str(line.text().trim_end());
                        text.push('\n');
                    }
                })
            }
        }
    }
}

/// What the chunks of a document give, one behind the other; `None` if it is longer than a clipboard takes.
fn gathered(document: &Document, each: impl Fn(ChunkId, &mut String)) -> Option<String> {
    let mut text = String::new();
    let mut next = document.first_chunk();
    while let Some(chunk) = next {
        each(chunk, &mut text);
        if text.len() > LONGEST {
            return None;
        }
        next = document.next_chunk(chunk);
    }
    Some(text)
}

impl Reader {
    /// The block nearest to the middle of the page, or that of this place on it, counted from 1.
    fn block_under_eyes(&self, place: Option<u32>) -> Option<OnPage> {
        let mut blocks = self.blocks_on_page();
        let focus = self.focused().filter(|link| link.kind == LinkKind::Image && place.is_none());
        let middle = self.page.len() / 2;
        let distance = |(_, block): &(usize, &OnPage)| {
            let is_meant = focus.is_some_and(|link| link.offset == block.offset);
            let (first, last) = block.rows;
            (!is_meant, first.saturating_sub(middle).max(middle.saturating_sub(last)))
        };
        let place = if let Some(place) = place {
            usize::try_from(place).ok()?.checked_sub(1)?
        } else {
            blocks.iter().enumerate().min_by_key(distance)?.0
        };
        (place < blocks.len()).then(|| blocks.swap_remove(place))
    }

    /// The blocks that stand on the page, from the top.
    fn blocks_on_page(&self) -> Vec<OnPage> {
        let mut blocks: Vec<OnPage> = Vec::new();
        for (row, line) in self.page.iter().enumerate() {
            let place = line.laid.block_at(line.row).map(|block| (block.offset, Shown::Block(block.kind)));
            let image = image_on(line).filter(|_| place.is_none());
            let Some((offset, shown)) = place.or(image) else { continue };
            if let Some(block) = blocks.iter_mut().find(|block| block.chunk == line.chunk && block.offset == offset) {
                block.rows.1 = row;
                continue;
            }
            let first = line.laid.place(line.row).unwrap_or(offset);
            blocks.push(OnPage { chunk: line.chunk, shown, offset, first, rows: (row, row) });
        }
        blocks
    }
}

/// The first image that shows on a line, and where it begins.
fn image_on(line: &PageLine) -> Option<(u64, Shown)> {
    let indices = line.line()?.spans.iter().filter_map(|span| span.link);
    let links = indices.filter_map(|index| Some((index, line.laid.links.get(index as usize)?)));
    let (index, link) = links.into_iter().find(|(_, link)| link.kind == LinkKind::Image)?;
    Some((link.offset, Shown::Image(text_of(&line.laid, index), link.target.to_string())))
}

/// What a link says, without the sign of an image.
fn text_of(laid: &Laid, link: u32) -> String {
    let lines = laid.lines.iter().map(|line| {
        let spans = line.spans.iter().filter(|span| span.link == Some(link));
        spans.map(|span| &*span.text).collect::<String>()
    });
    let said: Vec<String> = lines.filter(|text| !text.is_empty()).collect();
    said.join(" ").trim_start_matches('▣').trim().to_owned()
}
