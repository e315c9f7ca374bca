//! Makes the program start fast: less to be put right, and less to be loaded.
//!
//! Writes the names of the emoji as one text, sorted by name: a line is a name, a space and the emoji.
//!
//! As a table of strings, 350 kB of addresses would have to be put right whenever the program starts, for names that most
//! documents never use. A text needs nothing.

use std::collections::BTreeMap;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

/// What the linker is asked for by name, and the archive that has it: the C library with its parts, and what unwinds a
/// panic.
const ARCHIVES: [(&str, &str); 7] =
    [("c", "c"), ("dl", "dl"), ("gcc_s", "gcc_eh"), ("m", "m"), ("pthread", "pthread"), ("rt", "rt"), ("util", "util")];

/// What begins a program that holds its C library and lies at another address whenever it starts.
const START: &str = "rcrt1.o";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    let mut names = BTreeMap::new();
    for emoji in emojis::iter() {
        for name in emoji.shortcodes() {
            names.insert(name, emoji.as_str());
        }
    }
    let text: String = names.into_iter().map(|(name, emoji)| format!("{name} {emoji}\n")).collect();
    let folder =
        env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("OUT_DIR is set by cargo"))?;
    fs::write(folder.join("emoji.txt"), text)?;
    if target("OS") == "linux" {
        // The addresses that are left take a twentieth of the room; linkers that don't know the option pass over it.
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
    if target("OS") == "linux" && target("ENV") == "gnu" && env::var("HOST") == env::var("TARGET") {
        hold_c_library(&folder.join("archives"))?;
    }
    Ok(())
}

/// What is known of the system that is built for.
fn target(what: &str) -> String {
    env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default()
}

/// Links the C library into the program, where the system has it as archives, as Debian, Arch and others do: no library is
/// left to be found, mapped and bound whenever the program starts, which costs a tenth of a start. Its addresses stay
/// random.
///
/// `folder` gets the archives under the names that the linker is asked for, and is the first that it looks into. The
/// compiler's own way, `crt-static`, builds no procedural macros unless a target is named in the command.
fn hold_c_library(folder: &Path) -> io::Result<()> {
    let archives: Option<Vec<PathBuf>> =
        ARCHIVES.iter().map(|(_, archive)| of_linker(&format!("lib{archive}.a"))).collect();
    let (Some(archives), Some(_)) = (archives, of_linker(START)) else { return Ok(()) };
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir(folder)?;
    for ((name, _), archive) in ARCHIVES.iter().zip(archives) {
        symlink(archive, folder.join(format!("lib{name}.a")))?;
    }
    println!("cargo:rustc-link-arg-bins=-L{}", folder.display());
    println!("cargo:rustc-link-arg-bins=-static-pie");
    Ok(())
}

/// Where the compiler that links has a file of its own or of the system's.
fn of_linker(file: &str) -> Option<PathBuf> {
    let linker = env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let answer = Command::new(linker).arg(format!("-print-file-name={file}")).output().ok()?;
    let path = PathBuf::from(String::from_utf8_lossy(&answer.stdout).trim_end());
    // Of a file that it doesn't have it knows the name only.
    path.is_absolute().then_some(path)
}
