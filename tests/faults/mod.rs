//! Files as they should not be: each is read as far as it is text, or refused with a sentence, and nothing hangs.
//!
//! - [`texts`]: files that are text in some way, and what is shown of them
//! - [`refused`]: files that are none, and what is said of them
//! - [`printed`]: each printed
//! - [`screen`]: each named on the command line, and opened on the screen
//! - [`linked`]: each at the other end of a link
//! - [`changing`]: a file that is changed while it is read
//! - [`streams`]: streams that go on for too long
//! - [`descriptors`]: how files are held

mod changing;
mod descriptors;
mod linked;
mod printed;
mod refused;
mod screen;
mod streams;
mod texts;

use std::process::Command;

use crate::sandbox::Sandbox;

/// How the reader is run by somebody who may not read everything: what stands before it in a command. `None` where root
/// runs the tests and can't become anybody else, and then it is said why nothing is tested.
fn as_a_reader_without_rights(sandbox: &Sandbox) -> Option<Vec<&'static str>> {
    use std::os::unix::fs::PermissionsExt as _;
    if !rustix::process::geteuid().is_root() {
        return Some(Vec::new());
    }
    let others = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(sandbox.path(), others).expect("it is ours");
    let nobody = vec!["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];
    let mut attempt = Command::new(nobody[0]);
    let attempt = attempt.args(&nobody[1..]).args([env!("CARGO_BIN_EXE_preface"), "--version"]).output();
    if attempt.is_ok_and(|output| output.status.success()) {
        return Some(nobody);
    }
    eprintln!("skipped: root reads everything, and there is no setpriv, or nobody else may run the program");
    None
}

/// A path as the target of a link.
fn as_target(path: &[u8]) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"./-".contains(&byte);
    path.iter().map(|&byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
