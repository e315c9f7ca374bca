//! Printing: not a terminal, so the text at a width, once, and nothing else.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::process::Output;

use unicode_width::UnicodeWidthStr;

use super::{ended, fed, preface, run, stderr, stdout};
use crate::sandbox::Sandbox;

type Args = &'static [&'static str];
type Env = &'static [(&'static str, &'static str)];

const DOCUMENT: &str = "\
# A title

A paragraph with **bold**, *italic* and `code` words, long enough to be broken at every width that is asked for here, and
then a little longer, with [a link](https://example.org/a/place) in it.

- one item that is long enough to be broken, because it goes on and on until it has filled more than one line
  - another one, 漢字 and all

> A quotation that also goes on until it is longer than a line, because somebody had much to say.

| Use   | Permission |
| ----- | ---------- |
| read  | no         |
| print | yes        |
";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("page.md", DOCUMENT);
    sandbox
}

fn printed(args: &[&str], env: &[(&str, &str)]) -> Output {
    let sandbox = sandbox();
    let mut command = preface(&sandbox, args);
    command.envs(env.iter().copied());
    let output = run(command);
    assert_eq!(stderr(&output), "", "{args:?} {env:?}");
    assert!(output.status.success(), "{args:?} {env:?}");
    output
}

/// The widest line, in columns.
fn width(output: &Output) -> usize {
    stdout(output).lines().map(UnicodeWidthStr::width).max().unwrap_or(0)
}

#[test]
fn text_and_nothing_else() {
    let output = printed(&["page.md"], &[]);
    let text = stdout(&output);
    for words in ["A title", "bold", "italic", "code", "a link", "漢字", "quotation", "Permission"] {
        assert!(text.contains(words), "{words} is missing:\n{text}");
    }
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
    assert!(text.ends_with('\n'));
    assert!(!text.contains("**") && !text.contains("](") && !text.contains("| --"), "{text}");
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let table: &[(Args, Env, bool)] = &[
        (&[], &[], false),
        (&["--color", "auto"], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color=always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], true),
        (&[], &[("CLICOLOR_FORCE", "0")], false),
    ];
    for (args, env, styled) in table {
        let output = printed(&[&["page.md"], *args].concat(), env);
        assert_eq!(stdout(&output).contains('\x1b'), *styled, "{args:?} {env:?}");
    }
}

#[test]
fn printed_colour_is_as_deep_as_the_terminal_and_paints_no_ground() {
    let table: &[(Args, Env, &str)] = &[
        (&[], &[("TERM", "xterm-256color")], "\x1b[4;38;5;63m"),
        (&[], &[("TERM", "xterm")], "\x1b[4m"),
        (&[], &[("TERM", "xterm"), ("COLORFGBG", "0;15")], "\x1b[4;34m"),
        (&[], &[("TERM", "linux")], "\x1b[4;36m"),
        (&["--theme", "paper-dark"], &[("COLORTERM", "truecolor")], "\x1b[4;38;5;63m"),
        (&["--theme", "monochrome"], &[("COLORTERM", "truecolor")], "\x1b[4m"),
    ];
    for (args, env, link) in table {
        let output = printed(&[&["page.md", "--color", "always"], *args].concat(), env);
        let text = stdout(&output);
        assert!(text.contains(&format!("{link}a link")), "{args:?} {env:?}: {text:?}");
        assert!(
            !text.contains(";48;") && !text.contains("[48;") && !text.contains("[7m"),
            "{args:?} {env:?}: {text:?}"
        );
    }
}

#[test]
fn colour_changes_no_word() {
    let plain = printed(&["page.md"], &[]);
    let styled = printed(&["page.md", "--color", "always"], &[]);
    assert!(stdout(&styled).contains("\x1b["), "no style at all");
    assert_eq!(without_styles(stdout(&styled)), stdout(&plain));
}

/// A text without its styles (`ESC [ … m`) and marks of links (`ESC ] 8 ; … ESC \`); other escapes stay.
fn without_styles(text: &str) -> String {
    let mut parts = text.split('\x1b');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let style = part.strip_prefix('[').and_then(|part| part.split_once('m'));
        match style {
            Some((numbers, words)) if numbers.chars().all(|c| c.is_ascii_digit() || ";:".contains(c)) => {
                plain += words;
            }
            _ if part.starts_with("]8;") => {}
            _ if part.starts_with('\\') => plain += &part[1..],
            _ => plain.extend(["\x1b", part]),
        }
    }
    plain
}

#[test]
fn no_line_is_wider_than_asked_for() {
    let table: &[(Args, Env, usize)] = &[
        (&["--width", "40"], &[], 40),
        (&["--width=24"], &[], 24),
        (&[], &[("COLUMNS", "50")], 50),
        (&["--width", "40"], &[("COLUMNS", "70")], 40),
        (&[], &[], 80),
        (&[], &[("COLUMNS", "many")], 80),
        (&[], &[("COLUMNS", "0")], 80),
    ];
    for (args, env, most) in table {
        let output = printed(&[&["page.md"], *args].concat(), env);
        let width = width(&output);
        assert!(width <= *most, "{width} columns with {args:?} {env:?}:\n{}", stdout(&output));
        assert!(width > most / 2, "only {width} columns with {args:?} {env:?}:\n{}", stdout(&output));
    }
}

#[test]
fn standard_input_is_read() {
    for args in [&["-"][..], &[]] {
        let sandbox = Sandbox::new();
        let output = fed(preface(&sandbox, args), "# Piped\n\nSome *words*.\n");
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stdout(&output).contains("Piped") && stdout(&output).contains("Some words."), "{}", stdout(&output));
    }
}

#[test]
fn a_pipe_that_closes_early_is_no_failure() {
    let sandbox = Sandbox::new();
    // More than any pipe holds.
    sandbox.write("long.md", "A paragraph of some words.\n\n".repeat(100_000));
    let mut child = preface(&sandbox, &["long.md"]).spawn().expect("the program starts");
    let mut line = String::new();
    BufReader::with_capacity(64, child.stdout.take().expect("piped")).read_line(&mut line).expect("it prints");
    assert!(line.contains("A paragraph"), "{line:?}");
    let output = ended(child);
    assert_eq!((output.status.code(), stderr(&output)), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let sandbox = sandbox();
    let mut command = preface(&sandbox, &["page.md"]);
    command.stdout(File::options().write(true).open("/dev/full").expect("Linux has it"));
    let output = run(command);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
    assert!(stderr(&output).split_whitespace().count() > 2, "{}", stderr(&output));
}

#[test]
fn words_are_broken_in_the_language_of_the_document() {
    let sandbox = Sandbox::new();
    let words = "Die Silbentrennung der deutschen Rechtschreibung\n";
    sandbox.write("said.md", format!("---\nlang: de\n---\n\n{words}"));
    sandbox.write("unsaid.md", words);
    let lines = |args: &[&str], locale: &str| {
        let mut command = preface(&sandbox, args);
        command.env("LC_ALL", locale);
        stdout(&run(command)).lines().filter(|line| line.ends_with('-')).count()
    };
    assert!(lines(&["said.md", "--hyphenate", "--width", "13"], "C") > 0);
    assert!(lines(&["unsaid.md", "--hyphenate", "--width", "13"], "de_DE.UTF-8") > 0);
    assert_eq!(lines(&["unsaid.md", "--hyphenate", "--width", "13"], "C"), 0);
    assert_eq!(lines(&["said.md", "--width", "13"], "de_DE.UTF-8"), 0);
}

#[test]
fn lines_end_together_and_text_stands_in_order_where_that_is_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("page.md", "one two three four five six seven eight nine ten eleven twelve\n\nשלום abc\n");
    let lines = |args: &[&str]| {
        let output = run(preface(&sandbox, &[&["page.md", "--width", "22"], args].concat()));
        stdout(&output).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let (plain, justified) = (lines(&[]), lines(&["--justify"]));
    assert!(justified[..2].iter().all(|line| line.width() == 22), "{justified:?}");
    assert!(plain[..2].iter().any(|line| line.width() < 22), "{plain:?}");
    assert_eq!(plain.last().unwrap(), "שלום abc", "what is piped stays as it was written");
    assert_eq!(lines(&["--bidi", "on"]).last().unwrap(), &format!("{}abc םולש", " ".repeat(14)));
}

#[test]
fn the_licences() {
    let sandbox = Sandbox::new();
    let plain = run(preface(&sandbox, &["--licenses"]));
    let text = stdout(&plain);
    assert_eq!((plain.status.code(), stderr(&plain)), (Some(0), ""));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "nothing but text");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in [
        "preface is yours under the MIT licence",
        "pulldown-cmark 0.13",
        "Copyright (c) 2016-2022 Florian Dehau",
        "THE SOFTWARE IS PROVIDED",
        "Mozilla Public License",
        "UNICODE LICENSE V3",
        "Stephan Hennig",
    ] {
        assert!(words.contains(said), "{said}");
    }
    assert_eq!(stdout(&run(preface(&sandbox, &["--licences"]))), text, "however it is spelled");
    assert_eq!(run(preface(&sandbox, &["--licenses", "a.md"])).status.code(), Some(2));
}
