//! Which code has to be painted next, and what comes back.
//!
//! Asked for is what stands on the page, and then what stands near it. A newer list replaces the one before: what has
//! left the screen doesn't keep others waiting.

use crate::document::ChunkId;
use crate::layout::highlight::{CodeId, Paint, Snippet};

use crate::app::event::{DocumentId, Effect};
use crate::app::reader::Reader;
use crate::app::state::App;

/// How many blocks are asked for at once.
const MOST: usize = 64;

/// The blocks of code that somebody is painting, in the order in which they are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::app) struct Asked {
    pub(in crate::app) document: DocumentId,
    pub(in crate::app) codes: Vec<CodeId>,
}

impl Reader {
    /// The code that shows plain on the page, and then up to a page below and above it; what is wanted first is first.
    pub(in crate::app) fn unpainted(&self) -> Vec<Snippet> {
        let mut found: Vec<(usize, &Snippet)> = Vec::new();
        let mut seen: Option<ChunkId> = None;
        for line in &self.page {
            if seen.replace(line.chunk) == Some(line.chunk) {
                continue;
            }
            let last = self.page.iter().rev().find(|other| other.chunk == line.chunk).map_or(line.row, |line| line.row);
            let (low, high) = (line.row.saturating_sub(self.height()), last + self.height());
            let codes = &line.laid.codes;
            let first = codes.partition_point(|code| code.rows.end <= low);
            for code in codes[first..].iter().take_while(|code| code.rows.start <= high) {
                let rank = if code.rows.start > last {
                    1
                } else if code.rows.end <= line.row {
                    2
                } else {
                    0
                };
                found.extend(code.unpainted.as_ref().map(|snippet| (rank, snippet)));
            }
        }
        found.sort_by_key(|(rank, _)| *rank);
        let mut wanted: Vec<Snippet> = Vec::new();
        for (_, snippet) in found {
            let asked = wanted.iter().any(|other| other.id == snippet.id);
            if wanted.len() < MOST && !asked && !self.flow.knows(snippet.id) {
                wanted.push(snippet.clone());
            }
        }
        wanted
    }
}

impl App {
    /// Asks for the code that shows plain, unless that is being done already.
    pub(in crate::app) fn ask_for_highlights(&mut self) -> Option<Effect> {
        self.geometry?;
        let apart = self.apart().map(|apart| apart.reader().unpainted()).filter(|wanted| !wanted.is_empty());
        let (document, wanted) = match apart {
            Some(wanted) => (DocumentId::APART, wanted),
            None => (self.current, self.reader().unpainted()),
        };
        let asked = Asked { document, codes: wanted.iter().map(|snippet| snippet.id).collect() };
        let nothing = asked.codes.is_empty() && self.asked.codes.is_empty();
        if nothing || asked == self.asked {
            return None;
        }
        self.asked = asked;
        Some(Effect::Highlight(document, wanted))
    }

    /// Takes in what came out of a code.
    pub(in crate::app) fn highlighted(&mut self, document: DocumentId, id: CodeId, paint: Paint) {
        if document == self.asked.document {
            self.asked.codes.retain(|asked| *asked != id);
        }
        let is_seen = document == self.current || document == DocumentId::APART;
        let Some(reader) = self.reader_of(document) else { return };
        let changed = reader.flow.highlight(id, paint);
        self.revision += u64::from(changed && is_seen);
    }
}
