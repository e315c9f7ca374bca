//! What comes in and what goes out: events change the state, effects are what the world is asked to do.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::document::search::{Found, FoundLinks};
use crate::document::{Discovery, Edition, Indexer};
use crate::layout::highlight::{CodeId, Paint, Snippet};
use crate::library::Origin;
use crate::text::clip::Clip;
use crate::text::read_at::ReadAt;
use crate::theme::look::Background;

use super::editing::EditRequest;
use super::finder::gathered::LinkQuest;
use super::key::{Key, Mouse};
use super::memory::Note;
use super::reader::reload::{Reread, RereadRequest};
use super::reader::start::Start;
use super::search::Quest;

/// A document that is open, by the order in which it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DocumentId(pub usize);

impl DocumentId {
    /// What is shown apart from the documents, whatever that is.
    pub const APART: Self = Self(usize::MAX);
}

/// Something that happened.
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// A text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has this size now.
    Resize {
        /// Its columns.
        columns: u16,
        /// Its rows.
        rows: u16,
    },
    /// The index of a document went on.
    Discovered {
        /// Which document.
        document: DocumentId,
        /// Which reading of it.
        edition: Edition,
        /// What was found, in order; nothing, if the document has only grown.
        discoveries: Vec<Discovery>,
    },
    /// A stream that was waited for has begun, or ended.
    Begun(DocumentId),
    /// The file of a document may have changed.
    Touched(DocumentId),
    /// A file has been read again, or not.
    Reread(RereadRequest, Reread),
    /// A document that was asked for is there, or isn't.
    Loaded(LoadRequest, Result<Loaded, LoadFailure>),
    /// A document that was to be looked at is there, or isn't.
    Peeked(LoadRequest, Result<Loaded, LoadFailure>),
    /// The editor has ended, or could not be started: a sentence.
    Edited(DocumentId, Result<(), String>),
    /// What is in a folder that was asked for.
    FolderListed(TypedPath, Vec<FolderEntry>),
    /// The file that is meant by what the reader typed, and where it is to begin.
    Meant {
        /// The file.
        path: PathBuf,
        /// Where it begins.
        start: Start,
    },
    /// Code has been painted.
    Highlighted {
        /// The document that asked for it.
        document: DocumentId,
        /// Which code.
        id: CodeId,
        /// What came out.
        paint: Paint,
    },
    /// What became of a link that was to be opened outside.
    OpenedOutside {
        /// The link.
        url: String,
        /// What became of it.
        outcome: Outcome,
    },
    /// The terminal has said what its background is.
    Background(Background),
    /// Something the reader should know: a sentence.
    Said(String),
    /// Parts of a document have been looked through.
    Found {
        /// For which search, by the number of its quest.
        search: u64,
        /// What was found.
        found: Vec<Found>,
    },
    /// Links of a document have been found.
    LinksFound {
        /// For which quest, by its number.
        quest: u64,
        /// What was found.
        found: Vec<FoundLinks>,
    },
    /// Files that links of a document lead to have been looked for.
    FilesLookedFor {
        /// The document that has the links.
        document: DocumentId,
        /// Those that are not there.
        missing: Vec<PathBuf>,
    },
    /// The program asked to be called again, to go on with what it didn't do at once.
    Again,
    /// The screen has to be drawn anew: the program is in the foreground again.
    Resumed,
}

/// Something that the world is asked to do.
pub enum Effect {
    /// End the program.
    Quit,
    /// Step the index of a document in the background.
    Index(DocumentId, Box<Indexer>),
    /// Wait for a stream to begin.
    Await(DocumentId, Arc<dyn ReadAt>),
    /// Watch the file of a document, which had this length when it was opened.
    Watch(DocumentId, Reached, u64),
    /// Read a file again.
    Reread(RereadRequest),
    /// Open a document.
    Load(LoadRequest),
    /// Open a document only to look at it; [`Event::Peeked`] brings it.
    Peek(LoadRequest),
    /// Have a file edited in the reader's own editor, and wait for its end.
    Edit(EditRequest),
    /// Find out which file is meant by what the reader typed; what comes of it is [`Event::Meant`].
    OpenTyped(TypedPath),
    /// Say what is in a folder that the reader is typing.
    ListFolder(TypedPath),
    /// Paint the code of a document, in this order. It takes the place of what was asked for before.
    Highlight(DocumentId, Vec<Snippet>),
    /// Look for something. It takes the place of what was looked for before.
    Search(Box<Quest>),
    /// Look through a part once more, in the place that the walk gave it; what was asked for before goes on.
    SearchPart(Box<Quest>, Range<u64>),
    /// Look for nothing any more.
    EndSearch,
    /// Gather the links of a document. It takes the place of what was gathered before.
    GatherLinks(Box<LinkQuest>),
    /// Gather no links any more.
    EndGathering,
    /// Look which of these files are not there, which links of a document lead to.
    LookForFiles(DocumentId, Vec<PathBuf>),
    /// Open a link outside.
    OpenOutside(String),
    /// Send a text to the clipboard of the terminal.
    Copy(Clip),
    /// Take notes into the state file.
    Remember(Vec<Note>),
    /// Give the terminal back until the program is called to the foreground.
    Suspend,
    /// Say whose the mouse is.
    Mouse(MouseUse),
    /// Draw everything anew.
    Redraw,
    /// Send [`Event::Again`] once, behind a frame of what is known so far; what queues up meanwhile is taken in between.
    Again,
}

/// Whose the mouse is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseUse {
    /// The program's: wheel, clicks on links and contents.
    Program,
    /// The terminal's: its own selection.
    Terminal,
}

/// A path as the reader typed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypedPath {
    /// What was typed.
    pub typed: String,
    /// The folder of the document that is read, from which it is meant first.
    pub beside: Option<PathBuf>,
}

/// Something in a folder, by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FolderEntry {
    /// A folder.
    Folder(String),
    /// A regular file.
    File(String),
}

impl FolderEntry {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Folder(name) | Self::File(name) => name,
        }
    }
}

/// A document to be opened, and where to go in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadRequest {
    /// The file.
    pub path: PathBuf,
    /// The anchor to go to.
    pub anchor: Option<String>,
    /// Whose word it is.
    pub permission: Permission,
}

/// How a file was reached: it is read again on the same way, on which links may lead elsewhere by then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The path, absolute, as it was named.
    pub path: PathBuf,
    /// Whose word it is.
    pub permission: Permission,
}

/// Whose word it is that a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// A link's: it has to be a regular file below the root of what was opened.
    InsideRoot,
    /// A link's, and the reader agreed to this path, on which no links are followed: it has to be a regular file.
    Anywhere,
    /// The reader's, who named it on the command line or chose it from what is remembered: it opens where it was left.
    Named,
}

/// A document that was opened.
pub struct Loaded {
    /// Its bytes.
    pub source: Arc<dyn ReadAt>,
    /// Where it came from.
    pub origin: Origin,
    /// How it was reached; `None` for what can't be read again.
    pub reached: Option<Reached>,
    /// Something the reader should know about it.
    pub note: Option<String>,
}

/// A document that was named behind the first one.
pub enum Named {
    /// A regular file, which is opened when it is reached, and where it is to begin.
    File(PathBuf, Start),
    /// What can be read only once: it was read when the program started.
    Read(Loaded),
}

impl From<PathBuf> for Named {
    fn from(path: PathBuf) -> Self {
        Self::File(path, Start::Left)
    }
}

/// What is said of a document that was in UTF-16, of which nothing was lost.
pub const UTF_16: &str = "Read as UTF-16.";

/// What is said of a document in which not all bytes are UTF-8, whenever that turns out.
pub const NOT_ALL_UTF_8: &str = "Some bytes are not UTF-8; they show as \u{fffd}.";

/// Why a document could not be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadFailure {
    /// It is outside of the root, here, links followed: the reader has to agree.
    OutsideRoot(PathBuf),
    /// A sentence.
    Failed(String),
}

/// What became of a link that was to be opened outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A program was started with it, or ran in the foreground and came back.
    Opened,
    /// There is no browser to be had; it was sent to the terminal's clipboard. Says why.
    Copied(String),
    /// There is no browser and it is too long for the clipboard. Says why.
    Shown(String),
    /// A sentence.
    Failed(String),
}
