//! A place of its own for each test that runs the real binary: an empty home, files, spies, and an environment in
//! which nothing of the machine shows through (no display, no browser, no settings, no locale).

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

use tempfile::TempDir;

/// How long anything may take before a test gives up on it. Generous: the machine may be slow and busy.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

/// A temporary directory that serves as home and working directory.
pub(crate) struct Sandbox {
    directory: TempDir,
}

impl Sandbox {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self { directory: TempDir::with_prefix("preface-").expect("a temporary directory") }
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        self.directory.path()
    }

    /// The path of a file in it, which need not exist.
    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.path().join(name)
    }

    /// Writes a file, with the folders that it needs, and returns its path as an argument for the program.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.file(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        fs::write(&path, bytes).expect("a file can be written");
        path.into_os_string().into_string().expect("temporary paths are UTF-8")
    }

    /// Writes a program for `/bin/sh` that records its first argument in the file `record` (all of it or nothing), and
    /// returns the program's path.
    pub(crate) fn spy(&self, name: &str, record: &str) -> String {
        let record = self.file(record);
        let record = record.to_str().expect("temporary paths are UTF-8");
        self.script(name, &format!("printf '%s' \"$1\" > '{record}.part' && mv '{record}.part' '{record}'\n"))
    }

    /// Writes a program for `/bin/sh` and returns its path.
    ///
    /// A shell of its own writes the program: were it written from here, a child that another test's thread is just
    /// forking would hold it open for writing, and running it would fail with "text file busy".
    pub(crate) fn script(&self, name: &str, body: &str) -> String {
        let path = self.write(name, "");
        fs::remove_file(&path).expect("just written");
        let script = format!("#!/bin/sh\n{body}");
        let mut shell = Command::new("/bin/sh")
            .args(["-c", "cat > \"$1\" && chmod +x \"$1\"", "sh", &path])
            .stdin(Stdio::piped())
            .spawn()
            .expect("/bin/sh runs");
        shell.stdin.take().expect("piped").write_all(script.as_bytes()).expect("the shell reads");
        assert!(shell.wait().expect("the shell ends").success());
        path
    }

    /// The whole environment that the program sees, unless a test adds to it. Programs in `bin` go before the machine's.
    pub(crate) fn environment(&self) -> Vec<(&'static str, OsString)> {
        let mut path = self.file("bin").into_os_string();
        path.push(":");
        path.push(env::var_os("PATH").unwrap_or_else(|| "/usr/bin:/bin".into()));
        vec![
            ("PATH", path),
            ("HOME", self.path().into()),
            ("XDG_CONFIG_HOME", self.file("config").into()),
            ("XDG_STATE_HOME", self.file("state").into()),
            ("XDG_CACHE_HOME", self.file("cache").into()),
            ("TERM", "xterm-256color".into()),
            ("LANG", "C.UTF-8".into()),
        ]
    }
}

/// Waits for what nothing announces (a file, the state of a process) and returns it.
pub(crate) fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + DEADLINE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < deadline, "waited {DEADLINE:?} in vain for {what}");
        thread::park_timeout(Duration::from_millis(5));
    }
}
