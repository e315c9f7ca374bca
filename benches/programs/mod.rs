//! The programs that are measured side by side, each with a document.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::bare;
use crate::pty::{END_OF_FRAME, Program};

/// The prompt that `less` is given: it comes last in all that it shows.
const PROMPT: &str = "~ready~";
/// What ratatui ends each frame with: the cursor is hidden once more.
const END_OF_DRAWING: &[u8] = b"\x1b[?25l";

/// The reader.
pub(crate) fn preface(document: &Path) -> Program {
    Program { path: env!("CARGO_BIN_EXE_preface").into(), arguments: vec![document.into()], end: END_OF_FRAME }
}

/// `less`, where it is installed.
pub(crate) fn less(document: &Path) -> Option<Program> {
    let asked = Command::new("less").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.is_ok_and(|status| status.success()).then(|| Program {
        path: "less".into(),
        arguments: vec![format!("-Ps{PROMPT}").into(), document.into()],
        end: PROMPT.as_bytes(),
    })
}

/// The bare loop.
pub(crate) fn bare(document: &Path) -> Program {
    let path = std::env::current_exe().expect("this program");
    Program { path, arguments: vec![bare::FLAG.into(), document.into()], end: END_OF_DRAWING }
}
