//! Makes the program start fast: less to be put right, and less to be loaded.
//!
//! Writes the names of the emoji as one text, sorted by name: a line is a name, a space and the emoji.
//!
//! As a table of strings, 350 kB of addresses would have to be put right whenever the program starts, for names that most
//! documents never use. A text needs nothing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let mut names = BTreeMap::new();
    for emoji in emojis::iter() {
        for name in emoji.shortcodes() {
            names.insert(name, emoji.as_str());
        }
    }
    let text: String = names.into_iter().map(|(name, emoji)| format!("{name} {emoji}\n")).collect();
    let folder = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("OUT_DIR is set by cargo"))?;
    fs::write(PathBuf::from(folder).join("emoji.txt"), text)?;
    let target = |what: &str| env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" {
        // The addresses that are left take a twentieth of the room; linkers that don't know the option pass over it.
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if target("OS") == "linux" && target("ENV") == "gnu" && env::var("HOST") == env::var("TARGET") && has_unwinder() {
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
    Ok(())
}

/// Whether the compiler that links has what unwinds a panic as an archive. Linked in, it is one library less to be
/// found, mapped and bound whenever the program starts, which costs a tenth of a start; otherwise the shared one serves.
fn has_unwinder() -> bool {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    // Of a file that it doesn't have it knows the name only.
    answer.is_ok_and(|answer| Path::new(String::from_utf8_lossy(&answer.stdout).trim_end()).is_absolute())
}
