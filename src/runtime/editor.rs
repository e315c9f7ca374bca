//! The reader's editor: which one it is, and how it is told the line.
//!
//! `$VISUAL` is asked first, then `$EDITOR`, as everywhere; the value is split into words as a shell would split it, and no
//! shell sees it. Where neither is set, what Debian calls `editor` is taken, then nano, which says its keys on the screen,
//! then vi, which is everywhere. Where one is set that is not there, another one would be a surprise: it is said.

use std::env;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};

use super::opener::find;
use super::{signals, terminal};

/// What is tried where nothing is set.
const USUAL: [&str; 3] = ["editor", "nano", "vi"];

/// How an editor is told the line, by its name.
const WAYS: [(Told, &[&str]); 5] = [
    (
        Told::Plus,
        &[
            "vi",
            "vim",
            "nvim",
            "view",
            "vis",
            "neatvi",
            "editor",
            "nano",
            "pico",
            "emacs",
            "emacsclient",
            "mg",
            "jed",
            "zile",
            "kak",
            "micro",
            "joe",
            "jmacs",
            "jstar",
            "ne",
            "mcedit",
            "gedit",
        ],
    ),
    (Told::Behind, &["hx", "helix"]),
    (Told::Goto, &["code", "code-insiders", "codium", "vscodium", "code-oss", "cursor", "windsurf"]),
    (Told::Waiting, &["subl", "sublime_text", "zed", "zeditor"]),
    (Told::Option, &["kate", "mate"]),
];

/// How an editor is told the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// `+N file`
    Plus,
    /// `file:N`
    Behind,
    /// `--wait --goto file:N`
    Goto,
    /// `--wait file:N`
    Waiting,
    /// `--line N file`, in the foreground.
    Option,
    /// It isn't: nobody knows how.
    Not,
}

/// What the environment says about editors.
#[derive(Debug, Clone, Default)]
pub struct Editors {
    /// `$VISUAL`
    pub visual: Option<OsString>,
    /// `$EDITOR`
    pub editor: Option<OsString>,
    /// `$PATH`, where programs are looked for.
    pub path: OsString,
}

/// An editor that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    file: PathBuf,
    arguments: Vec<OsString>,
}

impl Editors {
    /// Those of this process.
    #[must_use]
    pub fn from_env() -> Self {
        let var = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
        Self { visual: var("VISUAL"), editor: var("EDITOR"), path: var("PATH").unwrap_or_default() }
    }

    /// The editor to take.
    ///
    /// # Errors
    ///
    /// A sentence that says what was tried.
    pub fn choose(&self) -> Result<Editor, String> {
        let set = [("$VISUAL", &self.visual), ("$EDITOR", &self.editor)];
        let set: Vec<_> = set.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).collect();
        if set.is_empty() {
            let found = USUAL.iter().find_map(|name| self.editor(OsStr::new(name)));
            let tried = "neither editor, nano nor vi is here";
            return found.ok_or_else(|| format!("No editor was found: $VISUAL and $EDITOR are not set, and {tried}."));
        }
        let tried: Vec<String> = set.iter().map(|(name, value)| format!("{name} is “{}”", value.display())).collect();
        let missing = if set.len() == 1 { "that is not here" } else { "neither is here" };
        let found = set.iter().find_map(|(_, value)| self.editor(value));
        found.ok_or_else(|| format!("No editor was found: {}, and {missing}.", tried.join(", ")))
    }

    /// An editor with its arguments from a value: the name of a file, spaces and all, or words.
    fn editor(&self, value: &OsStr) -> Option<Editor> {
        if let Some(file) = find(value, &self.path) {
            return Some(Editor { file, arguments: Vec::new() });
        }
        let mut words = words(value)?.into_iter();
        let file = find(&words.next()?, &self.path)?;
        Some(Editor { file, arguments: words.collect() })
    }
}

impl Editor {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &OsStr {
        self.file.file_name().unwrap_or(self.file.as_os_str())
    }

    /// Its arguments for a file, which has an absolute path and so is never taken for an option, at a line.
    fn arguments_for(&self, file: &Path, line: u64) -> Vec<OsString> {
        let name = self.name();
        let told = WAYS.iter().find(|(_, names)| names.iter().any(|known| name == OsStr::new(known)));
        let mut arguments = self.arguments.clone();
        let mut option = |option: &str| {
            if !self.arguments.iter().any(|given| given == option) {
                arguments.push(option.into());
            }
        };
        let mut behind = file.as_os_str().to_owned();
        behind.push(format!(":{line}"));
        let file = match told.map_or(Told::Not, |(told, _)| *told) {
            Told::Plus => {
                option(&format!("+{line}"));
                file.as_os_str().to_owned()
            }
            Told::Behind => behind,
            Told::Goto => {
                option("--wait");
                option("--goto");
                behind
            }
            Told::Waiting => {
                option("--wait");
                behind
            }
            Told::Option => {
                option(if name == OsStr::new("kate") { "--block" } else { "--wait" });
                option("--line");
                arguments.push(line.to_string().into());
                file.as_os_str().to_owned()
            }
            Told::Not => file.as_os_str().to_owned(),
        };
        arguments.push(file);
        arguments
    }

    /// Runs it on the terminal, and waits for its end.
    ///
    /// Pause the keyboard and leave the screen before. Ctrl-C and Ctrl-Z go to the editor meanwhile.
    ///
    /// # Errors
    ///
    /// When it could not be started.
    pub fn run(&self, file: &Path, line: u64) -> io::Result<ExitStatus> {
        let mut command = Command::new(&self.file);
        command.args(self.arguments_for(file, line));
        // The standard input may be another document.
        command.stdin(terminal::tty()?);
        signals::with_guest(|| command.status())
    }
}

/// The words of a line as a shell would part them: at space, but for what stands between quotes or behind a backslash. `None`
/// if a quote is not closed.
fn words(line: &OsStr) -> Option<Vec<OsString>> {
    let mut words = Vec::new();
    let mut word: Option<Vec<u8>> = None;
    let mut quote = None;
    let mut bytes = line.as_bytes().iter().copied();
    while let Some(byte) = bytes.next() {
        match (quote, byte) {
            (None, b' ' | b'\t' | b'\n') => words.extend(word.take()),
            (None, b'\'' | b'"') => {
                quote = Some(byte);
                word.get_or_insert_default();
            }
            (Some(open), byte) if byte == open => quote = None,
            (None | Some(b'"'), b'\\') => word.get_or_insert_default().push(bytes.next()?),
            (_, byte) => word.get_or_insert_default().push(byte),
        }
    }
    words.extend(word);
    quote.is_none().then(|| words.into_iter().map(OsString::from_vec).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn words_are_parted_as_a_shell_parts_them() {
        for (line, expected) in [
            ("vim", Some(&["vim"][..])),
            ("  code --wait\t-n ", Some(&["code", "--wait", "-n"])),
            ("'/my tools/ed' -x", Some(&["/my tools/ed", "-x"])),
            ("\"/my \\\"tools\\\"/ed\" '' a\\ b'c'", Some(&["/my \"tools\"/ed", "", "a bc"])),
            ("emacsclient -t -a ''", Some(&["emacsclient", "-t", "-a", ""])),
            ("vim 'x", None),
            ("vim \\", None),
        ] {
            let words = words(OsStr::new(line));
            let words = words.as_ref().map(|words| words.iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>());
            assert_eq!(words.as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_way() {
        for (name, given, expected) in [
            ("vim", &[][..], &["+7", "/a b.md"][..]),
            ("nano", &["-l"], &["-l", "+7", "/a b.md"]),
            ("hx", &[], &["/a b.md:7"]),
            ("code", &["--wait"], &["--wait", "--goto", "/a b.md:7"]),
            ("subl", &[], &["--wait", "/a b.md:7"]),
            ("kate", &[], &["--block", "--line", "7", "/a b.md"]),
            ("my-editor", &["-x"], &["-x", "/a b.md"]),
        ] {
            let arguments = given.iter().map(OsString::from).collect();
            let editor = Editor { file: Path::new("/bin").join(name), arguments };
            assert_eq!(editor.arguments_for(Path::new("/a b.md"), 7), expected, "{name}");
        }
    }

    #[test]
    fn the_first_that_is_there_is_taken_and_what_was_tried_is_said() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["vi", "spy", "my spy"] {
            let file = folder.path().join(name);
            fs::write(&file, "#!/bin/sh\n").unwrap();
            fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let spaced = folder.path().join("my spy");
        let set = |value: &str| Some(OsString::from(value)).filter(|value| !value.is_empty());
        let choose = |visual: &str, editor: &str| {
            let editors = Editors { visual: set(visual), editor: set(editor), path: folder.path().into() };
            editors.choose().map(|editor| (editor.name().to_string_lossy().into_owned(), editor.arguments.len()))
        };
        assert_eq!(choose("", ""), Ok(("vi".to_owned(), 0)));
        assert_eq!(choose("spy -a 'b c'", "vi"), Ok(("spy".to_owned(), 2)));
        assert_eq!(choose("missing", "spy"), Ok(("spy".to_owned(), 0)));
        assert_eq!(choose(spaced.to_str().unwrap(), ""), Ok(("my spy".to_owned(), 0)));
        let sentence = "No editor was found: $VISUAL is “missing -x”, $EDITOR is “gone”, and neither is here.";
        assert_eq!(choose("missing -x", "gone"), Err(sentence.to_owned()));
        assert_eq!(choose("", "gone").unwrap_err(), "No editor was found: $EDITOR is “gone”, and that is not here.");
        let none = Editors { path: "/nowhere".into(), ..Editors::default() };
        assert!(none.choose().unwrap_err().ends_with("neither editor, nano nor vi is here."));
    }
}
