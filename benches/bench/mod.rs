//! What all measurements share: the plan, the documents and the table.

use std::path::PathBuf;

use tempfile::TempDir;

use crate::documents;
use crate::plan::{Plan, SIZES};
use crate::programs;
use crate::pty::Program;
use crate::table::Table;

/// A document that is measured.
pub(crate) struct Document {
    /// Its size, to be shown.
    pub(crate) name: &'static str,
    pub(crate) size: usize,
    pub(crate) path: PathBuf,
    /// How often [`documents::COMMON`] stands in it.
    pub(crate) common: usize,
}

impl Document {
    /// The programs that show it: the reader, `less` where it is installed, and the bare loop.
    pub(crate) fn programs(&self) -> (Program, Option<Program>, Program) {
        (programs::preface(&self.path), programs::less(&self.path), programs::bare(&self.path))
    }
}

/// A run of the bench.
pub(crate) struct Bench {
    pub(crate) plan: Plan,
    pub(crate) table: Table,
    /// From the smallest to the largest.
    pub(crate) documents: Vec<Document>,
    /// Where they are; it is removed in the end.
    pub(crate) folder: TempDir,
}

impl Bench {
    /// Writes the documents.
    pub(crate) fn new(plan: Plan) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the documents");
        let written = |&(name, size): &(&'static str, usize)| {
            let (path, common) =
                documents::create(folder.path(), &format!("{size}.md"), size).expect("room for the documents");
            Document { name, size, path, common }
        };
        let documents = SIZES.iter().filter(|(_, size)| *size <= plan.largest).map(written).collect();
        Self { plan, table: Table::default(), documents, folder }
    }

    /// The largest document of at most so many bytes.
    pub(crate) fn document(&self, most: usize) -> &Document {
        self.documents.iter().rev().find(|document| document.size <= most).unwrap_or(&self.documents[0])
    }

    /// The largest document.
    pub(crate) fn largest(&self) -> &Document {
        self.document(usize::MAX)
    }
}
