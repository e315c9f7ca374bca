//! Writes the names of the emoji as one text, sorted by name: a line is a name, a space and the emoji.
//!
//! As a table of strings, 350 kB of addresses would have to be put right whenever the program starts, for names that most
//! documents never use. A text needs nothing.

use std::collections::BTreeMap;
use std::path::PathBuf;
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
    // The addresses that are left take a twentieth of the room; linkers that don't know the option pass over it.
    if env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    Ok(())
}
