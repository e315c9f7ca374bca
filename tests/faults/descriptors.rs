//! How files are held: not in memory that is taken from them, without waiting, and kept from other programs.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;

use crate::sandbox::Sandbox;
use crate::terminal::pty::{Options, Session};

/// The flags of a descriptor of a process, as /proc tells them, if it is this file.
fn flags_of(pid: i32, file: &Path) -> Vec<u32> {
    let entries = fs::read_dir(format!("/proc/{pid}/fd")).expect("it runs").flatten();
    let numbers = entries.filter(|entry| fs::read_link(entry.path()).is_ok_and(|path| path == file));
    let info = |number: &std::ffi::OsStr| fs::read_to_string(Path::new(&format!("/proc/{pid}/fdinfo")).join(number));
    let flags = |text: String| u32::from_str_radix(text.split_once("flags:")?.1.split_whitespace().next()?, 8).ok();
    numbers.filter_map(|entry| flags(info(&entry.file_name()).ok()?)).collect()
}

#[test]
fn a_file_is_read_and_not_mapped_and_nobody_else_gets_it() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("page.md", format!("[next](next.md)\n\n{}", "Some words.\n\n".repeat(100_000)));
    let next = sandbox.write("next.md", format!("# Next\n\n{}", "Other words.\n\n".repeat(100_000)));
    let session = Session::start(&Options { args: &[&path], ..Options::default() });
    session.until_shows("Some words.");
    session.press("<Tab><Enter>");
    session.until_shows("Other words.");
    let maps = fs::read_to_string(format!("/proc/{}/maps", session.pid())).expect("it runs");
    for file in [path, next] {
        assert!(!maps.contains(&file), "{maps}");
        let flags = flags_of(session.pid(), Path::new(&file));
        let (nonblocking, closed_by_exec, writing) = (0o4000, 0o2_000_000, 0o3);
        assert!(!flags.is_empty(), "{file} is not open");
        for flags in flags {
            assert_eq!(flags & (nonblocking | closed_by_exec | writing), nonblocking | closed_by_exec, "{flags:o}");
        }
    }
    session.press("Q");
    assert_eq!(session.exit_code(), 0);
}

#[test]
fn nothing_that_maps_files_is_a_part_of_the_program() {
    let lock = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock")).expect("it is committed");
    for name in lock.lines().filter_map(|line| line.strip_prefix("name = ")) {
        assert!(!name.contains("mmap") && !name.contains("memmap"), "{name}");
    }
}
