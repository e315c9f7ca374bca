//! Opening a URL outside: which program, and starting it so that it can't disturb the screen.
//!
//! Whether a link may be opened at all is decided in `library::target`; what is offered when nothing can open it, the
//! clipboard or the whole address on a line, by the application. The event loop asks [`way`] first, then calls one of
//! the other two: the detached one from a worker thread, for it waits a moment to see whether the program fails.

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::library::launchers::is_launcher;

use super::{signals, terminal};

/// How long a started program is watched: one that fails at once says so within it.
const WATCHED: Duration = Duration::from_millis(250);

/// Browsers that need the terminal itself.
const IN_TERMINAL: [&str; 10] =
    ["browsh", "carbonyl", "cha", "chawan", "elinks", "links", "links2", "lynx", "w3m", "www-browser"];

/// Browsers that need a display; others, such as the scripts of editors that forward a URL, may not.
const ON_DISPLAY: [&str; 17] = [
    "brave",
    "brave-browser",
    "chromium",
    "chromium-browser",
    "epiphany",
    "falkon",
    "firefox",
    "firefox-esr",
    "google-chrome",
    "google-chrome-stable",
    "konqueror",
    "librewolf",
    "microsoft-edge",
    "opera",
    "qutebrowser",
    "vivaldi",
    "x-www-browser",
];

/// What decides how a URL is opened.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// `$PREFACE_OPENER`: one program, perhaps with arguments.
    pub opener: Option<OsString>,
    /// `$BROWSER`: programs between colons, each perhaps with arguments.
    pub browser: Option<OsString>,
    /// `$PATH`, where programs are looked for.
    pub path: OsString,
    /// Whether there is a desktop that could show a browser.
    pub display: bool,
    /// Whether the reader sits at another machine (SSH).
    pub remote: bool,
}

impl Surroundings {
    /// Those of this process.
    #[must_use]
    pub fn from_env() -> Self {
        let var = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        let any = |names: &[&str]| names.iter().any(|name| var(name).is_some());
        Self {
            opener: var("PREFACE_OPENER"),
            browser: var("BROWSER"),
            path: var("PATH").unwrap_or_default(),
            // Windows around WSL and Android around Termux show it without either.
            display: cfg!(target_os = "macos")
                || any(&["WAYLAND_DISPLAY", "DISPLAY", "WSL_DISTRO_NAME", "TERMUX_VERSION"]),
            remote: any(&["SSH_CONNECTION", "SSH_TTY"]),
        }
    }
}

/// A program that opens URLs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Where it is.
    pub file: PathBuf,
    /// Its arguments; `%s` in one stands for the URL, which else comes last.
    pub arguments: Vec<OsString>,
}

impl Program {
    /// The arguments for one URL. It is never more than one of them, and no shell sees it.
    fn arguments_for(&self, url: &str) -> Vec<OsString> {
        let mut is_in = false;
        let mut arguments: Vec<OsString> = self
            .arguments
            .iter()
            .map(|argument| {
                let Some(at) = argument.as_bytes().windows(2).position(|pair| pair == b"%s") else {
                    return argument.clone();
                };
                is_in = true;
                let (before, after) = argument.as_bytes().split_at(at);
                OsString::from_vec([before, url.as_bytes(), &after[2..]].concat())
            })
            .collect();
        if !is_in {
            arguments.push(url.into());
        }
        arguments
    }

    fn name(&self) -> &OsStr {
        self.file.file_name().unwrap_or(self.file.as_os_str())
    }
}

/// How a URL can be opened from here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// With [`open_detached`]: in this program, or in what the desktop prefers.
    Detached(Option<Program>),
    /// With [`open_in_foreground`], after leaving the screen: the program draws on the terminal.
    Foreground(Program),
    /// Not at all; the reason is a clause.
    Nowhere(&'static str),
}

/// Finds how a URL can be opened: `$PREFACE_OPENER`, then the first of `$BROWSER` that is there, then the desktop.
#[must_use]
pub fn way(surroundings: &Surroundings) -> Way {
    if let Some(opener) = &surroundings.opener {
        let missing = Way::Nowhere("$PREFACE_OPENER names a program that is not there");
        return program(opener, &surroundings.path).map_or(missing, way_of);
    }
    let browsers = surroundings.browser.as_deref().unwrap_or_default().as_bytes().split(|&byte| byte == b':');
    for browser in browsers {
        if let Some(program) = program(OsStr::from_bytes(browser), &surroundings.path)
            && (surroundings.display || !is_one_of(&program, &ON_DISPLAY))
        {
            return way_of(program);
        }
    }
    match surroundings {
        Surroundings { remote: true, .. } => Way::Nowhere("over SSH there is no browser here"),
        Surroundings { display: false, .. } => Way::Nowhere("there is no display"),
        _ => Way::Detached(None),
    }
}

/// Starts the program for a URL in a session of its own, without any of our streams, and watches it for 250 ms.
///
/// Blocks for that long, on a desktop with several candidates for each that fails. The program outlives this one and
/// leaves no zombie. Where there is no `setsid`, as on macOS, it gets a process group of its own instead of a session.
///
/// # Errors
///
/// A sentence for the reader, when nothing could be started or it failed at once.
pub fn open_detached(url: &str, program: Option<&Program>) -> Result<(), String> {
    if runs(Path::new(url)) {
        return Err("This file would run as a program, so it is not opened.".to_owned());
    }
    let Some(program) = program else {
        return open::that_detached(url).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                "No program that opens links was found here; name one in $BROWSER or $PREFACE_OPENER.".to_owned()
            }
            _ => "The desktop could not open the link; name a program in $BROWSER or $PREFACE_OPENER.".to_owned(),
        });
    };
    let name = program.name().display();
    let mut command = if let Some(setsid) = find(OsStr::new("setsid"), &env::var_os("PATH").unwrap_or_default()) {
        let mut command = Command::new(setsid);
        command.arg(&program.file);
        command
    } else {
        let mut command = Command::new(&program.file);
        command.process_group(0);
        command
    };
    command.args(program.arguments_for(url));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let child = command.spawn().map_err(|error| format!("“{name}” could not be started: {error}."))?;
    match watched(child) {
        Some(status) if !status.success() => Err(format!("“{name}” could not open the link ({status}).")),
        _ => Ok(()),
    }
}

/// Runs a program that draws on the terminal, and waits for its end.
///
/// Pause the keyboard and leave the screen before. Ctrl-C and Ctrl-Z go to the program meanwhile.
///
/// # Errors
///
/// When it could not be started.
pub fn open_in_foreground(url: &str, program: &Program) -> io::Result<ExitStatus> {
    let mut command = Command::new(&program.file);
    command.args(program.arguments_for(url));
    // The standard input may be the document.
    command.stdin(terminal::tty()?);
    signals::with_guest(|| command.status())
}

/// Whether what is to be opened is a file that a desktop would start: by the name that it really has, or because it may
/// be run and has no ending that would have it shown.
fn runs(path: &Path) -> bool {
    let Ok(real) = fs::canonicalize(path) else { return false };
    let may_be_run = || real.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0);
    path.is_absolute() && (is_launcher(&real) || real.extension().is_none() && may_be_run())
}

fn way_of(program: Program) -> Way {
    if is_one_of(&program, &IN_TERMINAL) { Way::Foreground(program) } else { Way::Detached(Some(program)) }
}

fn is_one_of(program: &Program, names: &[&str]) -> bool {
    names.iter().any(|name| program.name() == OsStr::new(name))
}

/// A program with its arguments from one line: the name of a file, spaces and all, or words.
fn program(line: &OsStr, path: &OsStr) -> Option<Program> {
    if let Some(file) = find(line, path) {
        return Some(Program { file, arguments: Vec::new() });
    }
    let mut words = line.as_bytes().split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let file = find(OsStr::from_bytes(words.next()?), path)?;
    Some(Program { file, arguments: words.map(|word| OsString::from_vec(word.to_vec())).collect() })
}

/// Looks for an executable file as a shell would.
pub(super) fn find(name: &OsStr, path: &OsStr) -> Option<PathBuf> {
    let is_program =
        |file: &Path| file.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0);
    if name.is_empty() {
        None
    } else if name.as_bytes().contains(&b'/') {
        Some(PathBuf::from(name)).filter(|file| is_program(file))
    } else {
        // An empty entry means the current folder, where a document's own files may lie.
        let folders = env::split_paths(path).filter(|folder| folder.is_absolute());
        folders.map(|folder| folder.join(name)).find(|file| is_program(file))
    }
}

/// Waits for a child on a thread of its own, which also keeps it from becoming a zombie; its status if it ends soon.
fn watched(mut child: Child) -> Option<ExitStatus> {
    let (ended, end) = mpsc::channel();
    let waiting = thread::Builder::new().name("opened".to_owned()).spawn(move || {
        if let Ok(status) = child.wait() {
            let _ = ended.send(status);
        }
    });
    waiting.ok().and_then(|_| end.recv_timeout(WATCHED).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder with executables of these names that do what the script says.
    fn folder_with(names: &[&str], script: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            let file = folder.path().join(name);
            fs::write(&file, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        folder
    }

    /// How a URL is opened, in words.
    fn described(surroundings: &Surroundings) -> String {
        let words = |program: &Program| {
            let arguments = program.arguments.iter().map(|argument| format!(" {}", argument.display()));
            format!("{}{}", program.name().display(), arguments.collect::<String>())
        };
        match way(surroundings) {
            Way::Detached(None) => "desktop".to_owned(),
            Way::Detached(Some(program)) => format!("detached {}", words(&program)),
            Way::Foreground(program) => format!("foreground {}", words(&program)),
            Way::Nowhere(why) => why.to_owned(),
        }
    }

    #[test]
    fn the_way_to_a_browser() {
        const SSH: &str = "over SSH there is no browser here";
        const DARK: &str = "there is no display";
        let folder = folder_with(&["spy", "firefox", "w3m"], "");
        fs::write(folder.path().join("text"), "not executable").unwrap();
        for (opener, browser, display, remote, expected) in [
            ("", "", true, false, "desktop"),
            ("", "", false, false, DARK),
            ("", "", true, true, SSH),
            ("", "", false, true, SSH),
            ("spy", "firefox", true, false, "detached spy"),
            ("spy --new %s", "", false, true, "detached spy --new %s"),
            ("w3m", "", true, false, "foreground w3m"),
            ("missing", "firefox", true, false, "$PREFACE_OPENER names a program that is not there"),
            ("", "firefox", true, false, "detached firefox"),
            ("", "missing:text:firefox --private-window:w3m", true, false, "detached firefox --private-window"),
            ("", "firefox:w3m -o x=y", false, false, "foreground w3m -o x=y"),
            ("", "firefox", false, false, DARK),
            ("", "firefox", false, true, SSH),
            ("", "spy", false, true, "detached spy"),
            ("", "w3m", true, true, "foreground w3m"),
            ("", "::missing:", true, false, "desktop"),
        ] {
            let set = |value: &str| Some(OsString::from(value)).filter(|value| !value.is_empty());
            let path = folder.path().as_os_str().to_owned();
            let surroundings = Surroundings { opener: set(opener), browser: set(browser), path, display, remote };
            assert_eq!(described(&surroundings), expected, "{opener:?} {browser:?} {display} {remote}");
        }
    }

    #[test]
    fn a_program_may_have_spaces_in_its_name_and_never_comes_from_the_current_folder() {
        let folder = folder_with(&["my spy"], "");
        let file = folder.path().join("my spy");
        assert_eq!(program(file.as_os_str(), OsStr::new("")), Some(Program { file, arguments: Vec::new() }));
        assert_eq!(find(OsStr::new("Cargo.toml"), OsStr::new(":.:")), None);
    }

    #[test]
    fn the_url_is_one_argument() {
        let arguments = |given: &[&str]| {
            let program = Program { file: "spy".into(), arguments: given.iter().map(OsString::from).collect() };
            program.arguments_for("https://example.org/$(x) '\"")
        };
        assert_eq!(arguments(&[]), ["https://example.org/$(x) '\""]);
        assert_eq!(arguments(&["-n"]), ["-n", "https://example.org/$(x) '\""]);
        assert_eq!(arguments(&["--url=%s", "-n"]), ["--url=https://example.org/$(x) '\"", "-n"]);
    }

    #[test]
    fn a_program_is_started_with_the_url_in_a_session_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("spy");
        let script = "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$1\" > \"$0.new\"\ncut -d' ' -f6 /proc/$$/stat >> \"$0.new\"\nmv \"$0.new\" \"$0.out\"\n";
        fs::write(&file, script).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
        open_detached("https://example.org/?a=b&c", Some(&Program { file, arguments: Vec::new() })).unwrap();
        let out = folder.path().join("spy.out");
        let started = std::time::Instant::now();
        while !out.exists() && started.elapsed() < Duration::from_secs(20) {
            thread::yield_now();
        }
        let text = fs::read_to_string(out).unwrap();
        assert!(text.starts_with("1\nhttps://example.org/?a=b&c\n"), "{text}");
        if let (Some(session), Ok(own)) = (text.lines().nth(2), nix::unistd::getsid(None))
            && find(OsStr::new("setsid"), &env::var_os("PATH").unwrap_or_default()).is_some()
        {
            assert_ne!(session, own.to_string());
        }
    }

    #[test]
    fn what_would_run_is_not_handed_to_a_desktop() {
        let folder = folder_with(&["spy"], "touch \"$0.out\"");
        let spy = Program { file: folder.path().join("spy"), arguments: Vec::new() };
        let at = |name: &str| folder.path().join(name);
        fs::write(at("evil.desktop"), "").unwrap();
        fs::write(at("notes.md"), "").unwrap();
        fs::create_dir(at("folder")).unwrap();
        std::os::unix::fs::symlink(at("evil.desktop"), at("innocent.md")).unwrap();
        std::os::unix::fs::symlink(at("spy"), at("harmless.md")).unwrap();
        for (name, expected) in [
            ("notes.md", false),
            ("folder", false),
            ("not-there", false),
            ("spy", true),
            ("evil.desktop", true),
            ("innocent.md", true),
            ("harmless.md", true),
        ] {
            assert_eq!(runs(&at(name)), expected, "{name}");
        }
        assert!(!runs(Path::new("https://example.org/setup.exe")));
        let refused = open_detached(at("innocent.md").to_str().unwrap(), Some(&spy)).unwrap_err();
        assert_eq!(refused, "This file would run as a program, so it is not opened.");
        assert!(!at("spy.out").exists());
    }

    #[test]
    fn a_launch_that_fails_is_told_in_a_sentence() {
        let folder = folder_with(&["spy"], "exit 3");
        let spy = Program { file: folder.path().join("spy"), arguments: Vec::new() };
        let message = open_detached("https://example.org/", Some(&spy)).unwrap_err();
        assert_eq!(message, "“spy” could not open the link (exit status: 3).");
        let missing = Program { file: folder.path().join("missing"), arguments: Vec::new() };
        let message = open_detached("https://example.org/", Some(&missing)).unwrap_err();
        assert!(message.starts_with("“missing” could not"), "{message}");
    }
}
