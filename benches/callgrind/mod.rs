//! How many instructions a program takes, by `callgrind`: the same on a busy machine as on an idle one.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::pty::{END_OF_FRAME, Program, Running};

/// Where counts are written to.
pub(crate) struct Callgrind {
    out: PathBuf,
}

impl Callgrind {
    /// It, if it is installed.
    pub(crate) fn find(folder: &Path) -> Option<Self> {
        let asked = Command::new("valgrind").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success()).then(|| Self { out: folder.join("callgrind.out") })
    }

    /// What a program takes that ends by itself.
    pub(crate) fn count(&self, program: &Path, arguments: &[OsString]) -> Option<u64> {
        let mut command = Command::new("valgrind");
        command.args(self.options()).arg(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().ok()?;
        total(&self.out)
    }

    /// What the thread that draws takes from the start of the reader on until it is left right behind its first frame. How
    /// far the others get by then is another number each time.
    pub(crate) fn count_start(&self, document: &Path) -> Option<u64> {
        let mut arguments: Vec<OsString> = self.options().to_vec();
        arguments.push("--separate-threads=yes".into());
        arguments.extend([env!("CARGO_BIN_EXE_preface").into(), document.into()]);
        let (mut running, _) = Running::open(&Program { path: "valgrind".into(), arguments, end: END_OF_FRAME });
        running.write("q");
        running.child.wait().ok()?;
        let mut first = self.out.clone().into_os_string();
        first.push("-01");
        total(Path::new(&first))
    }

    fn options(&self) -> [OsString; 3] {
        let mut out = OsString::from("--callgrind-out-file=");
        out.push(&self.out);
        ["--tool=callgrind".into(), "--quiet".into(), out]
    }
}

/// The count that was written to a file, which is taken away.
fn total(written: &Path) -> Option<u64> {
    let counts = fs::read_to_string(written).ok()?;
    let _ = fs::remove_file(written);
    let line = counts.lines().rev().find_map(|line| line.strip_prefix("totals:"))?;
    line.split_whitespace().next()?.parse().ok()
}
