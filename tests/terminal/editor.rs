//! The reader's own editor: it gets the terminal, the file and the line, and what it has written is on the screen
//! afterwards, the same words on top.

use std::fs;

use super::pty::{Options, Session};
use super::screen::{status, text as text_of};
use crate::sandbox::{Sandbox, eventually};

fn text() -> String {
    (0..100).map(|number| format!("## Section {number}\n\nWords of {number}.\n\n")).collect()
}

#[test]
fn it_edits_the_file_at_the_line_and_comes_back_to_the_same_words() {
    let sandbox = Sandbox::new();
    let record = sandbox.file("record");
    let script = format!(
        "printf '%s\\n' \"$@\" > '{0}.part'\ntest -t 0 && test -t 1 && printf 'a terminal\\n' >> '{0}.part'\n\
         for file; do :; done\nsed -e '1i new words above' -e 's/Words of 51\\./Edited words./' \"$file\" > \"$file.new\"\n\
         mv \"$file.new\" \"$file\"\nmv '{0}.part' '{0}'\n",
        record.display()
    );
    // A name with a space, and one by which the way of telling the line is known.
    let editor = sandbox.script("my tools/vim", &script);
    let path = sandbox.write("-notes.md", text());
    let value = format!("'{editor}' -n");
    let options = Options { args: &[&path], env: &[("VISUAL", &value), ("EDITOR", "/nowhere")], ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("Words of 0.");
    session.press("50]");
    session.until_shows("Words of 50.");
    session.press("e");
    let given = eventually("the editor to be run", || fs::read_to_string(&record).ok());
    let path = fs::canonicalize(path).expect("it is there");
    assert_eq!(given, format!("-n\n+201\n{}\na terminal\n", path.display()));
    session.until("the words that were edited, below the same ones", |screen| {
        let rows = text_of(screen);
        let on_top = rows.lines().position(|row| row.contains("Words of 50."));
        rows.contains("Edited words.") && on_top == Some(5)
    });
    session.press("q");
    assert_eq!(session.exit_code(), 0);
    assert_eq!(session.termios(), session.termios_before());
}

#[test]
fn what_was_tried_in_vain_is_said() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("notes.md", text());
    let options = Options { args: &[&path], env: &[("EDITOR", "no-such-editor -x")], ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("Words of 0.");
    session.press("e");
    session.until("what was tried", |screen| status(screen).contains("$EDITOR is “no-such-editor -x”"));
    let broken = sandbox.script("broken", "exit 3\n");
    let options = Options { args: &[&path], env: &[("EDITOR", &broken)], ..Options::default() };
    let session = Session::start(&options);
    session.until_shows("Words of 0.");
    session.press("e");
    session.until("how it ended", |screen| status(screen).contains("“broken” ended with exit status: 3."));
}
