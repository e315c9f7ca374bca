//! The files that a desktop would start rather than show.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Whether a desktop would start this file rather than show it, by its ending.
///
/// To be asked before any local path is handed to another program.
#[must_use]
pub fn is_launcher(path: &Path) -> bool {
    ending(path).is_some_and(|ending| LAUNCHERS.contains(&ending.as_str()))
}

/// Endings of what runs when it is opened, on any desktop.
const LAUNCHERS: [&str; 71] = [
    "action",
    "apk",
    "app",
    "appimage",
    "application",
    "applescript",
    "appx",
    "bash",
    "bat",
    "bin",
    "chm",
    "cmd",
    "com",
    "command",
    "cpl",
    "csh",
    "deb",
    "desktop",
    "diagcab",
    "dll",
    "dmg",
    "elf",
    "exe",
    "fileloc",
    "fish",
    "flatpakref",
    "flatpakrepo",
    "gadget",
    "hta",
    "inetloc",
    "inf",
    "iso",
    "jar",
    "jnlp",
    "jse",
    "kdelnk",
    "ksh",
    "library-ms",
    "lnk",
    "mpkg",
    "msc",
    "msi",
    "msix",
    "msp",
    "out",
    "pif",
    "pkg",
    "ps1",
    "psm1",
    "reg",
    "rpm",
    "run",
    "scf",
    "scpt",
    "scr",
    "search-ms",
    "service",
    "settingcontent-ms",
    "sh",
    "snap",
    "terminal",
    "tool",
    "url",
    "vbe",
    "vbs",
    "webloc",
    "workflow",
    "ws",
    "wsf",
    "wsh",
    "zsh",
];

/// The ending of a file's name in lower case, as a lenient file system would see it: dots and spaces behind it and
/// the streams of NTFS don't count.
pub(super) fn ending(path: &Path) -> Option<String> {
    let name = String::from_utf8_lossy(path.file_name()?.as_bytes()).to_lowercase();
    let name = name.split(':').next()?.trim_end_matches(['.', ' ']);
    name.rsplit_once('.').map(|(_, ending)| ending.to_owned())
}
