//! The licences of all that is linked into the program or embedded in it, which `preface --licenses` shows.
//!
//! The document is made from what the crates bring along, by
//!
//! ```sh
//! LICENCES=write cargo test licences
//! ```
//!
//! which asks `cargo metadata` where they lie. It is committed, so that a build needs neither that nor the network; here it
//! is held against Cargo.lock.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use super::lock::Lock;

/// The systems whose programs are meant.
const TARGETS: [(&str, &str); 2] = [("x86_64-unknown-linux-gnu", "Linux"), ("aarch64-apple-darwin", "macOS")];

/// A crate that is needed for a build only, and what of it is embedded.
const EMBEDDED: &str = "emojis";

/// Where the list of what is not in the program begins.
const NOT_INSIDE: &str = "## Not in the program";

const BEGINNING: &str = "\
---
title: Licences
---

preface is yours under the MIT licence or the Apache License 2.0, as you like. It is made of the crates below, in source and
unchanged from <https://crates.io>, and of data that some of them bring along. Here is who made them, and what they ask for:
where there is a choice, it is the licence whose text stands below.
";

const DATA: &str = "
## Data

| What | From | Licence |
|---|---|---|
| grammars of programming languages | the crate two-face, which has them from [bat](https://github.com/sharkdp/bat): Copyright (c) 2018-2021 bat-developers, MIT or Apache-2.0 | their own, below |
| hyphenation patterns | the crate hypher, which has them from [hyph-utf8](https://www.hyphenation.org/tex) | their own, below |
| names of emoji | the crate emojis, from the Unicode Character Database | MIT or Apache-2.0, and Unicode-3.0 |
| tables of characters | the crates unicode-bidi, unicode-linebreak, unicode-segmentation, unicode-width, unicase, regex-syntax, from the Unicode Character Database | Unicode-3.0 |
| Rust's standard library | [The Rust Project Developers](https://thanks.rust-lang.org) | MIT or Apache-2.0 |
| on Linux, the C library, where the system that it was built on has it as archives | the GNU C Library, [Free Software Foundation, Inc. and others](https://www.gnu.org/software/libc/) | LGPL-2.1 or later; from the source of preface you can link it with another one |
| the unwinder, with the GNU C compiler | libgcc, Copyright Free Software Foundation, Inc. | GPL-3.0 with the GCC Runtime Library Exception 3.1, which lets it be part of any program |

### Hyphenation patterns

- English: Copyright (C) 1990, 2004, 2005 Gerard D.C. Kuiken. Copying and distribution of this file, with or without
  modification, are permitted in any medium without royalty provided the copyright notice and this notice are preserved.
- German: Copyright (c) 2013-2024 Stephan Hennig, Werner Lemberg, Günter Milde, Sander van Geloven, Georg Pfeiffer, Gisbert
  W. Selke, Tobias Wendorf, Keno Wehr; MIT.
- French: Copyright (C) 1994-2002 Daniel Flipo, Bernard Gaulle, 2016 Arthur Reutenauer; MIT.
- Spanish: Copyright (C) 1993, 1997 Javier Bezos, 2001-2019 Javier Bezos, CervanTeX; MIT.
";

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content/licences.md")
}

/// The crates that Cargo.toml names for the program itself, and the one that is embedded.
fn named() -> Vec<String> {
    let manifest = super::read("Cargo.toml");
    let section = manifest.split("\n[dependencies]\n").nth(1).and_then(|rest| rest.split("\n[").next());
    let names = section.unwrap_or_default().lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name);
    names.chain([EMBEDDED]).map(str::to_owned).collect()
}

#[test]
fn every_crate_is_named_with_what_it_asks_for() {
    if env::var("LICENCES").is_ok_and(|what| what == "write") {
        fs::write(path(), document()).expect("it can be written");
    }
    let page = fs::read_to_string(path()).expect("it is there");
    let again = "LICENCES=write cargo test licences makes the document anew";
    let lock = Lock::read();
    let (inside, outside) = page.split_once(NOT_INSIDE).expect("both parts");
    let is_inside = |name: &str, version: &str| inside.contains(&format!("\n| {name} | {version} |"));
    let closure = lock.closure(&named());
    assert!(closure.len() > 100);
    for (name, version) in &closure {
        let known = is_inside(name, version) || outside.contains(&format!("- {name} {version}\n"));
        assert!(known, "{name} {version} is not in content/licences.md; {again}");
    }
    for name in named() {
        let is_there = lock.named(&name).any(|package| is_inside(&name, &package.version));
        assert!(is_there, "{name} is in the program; {again}");
    }
    // Each has its notice, and none is there that is not in the tree.
    let (table, texts) = inside.split_once("\n## Texts\n").expect("both parts");
    let table = table.split("\n## Data\n").next().unwrap_or_default();
    let rows: Vec<Vec<&str>> =
        table.lines().map(|row| row.split(" | ").collect::<Vec<_>>()).filter(|row| row.len() == 4).collect();
    for row in rows.iter().skip(1) {
        let (name, version) = (row[0].trim_start_matches("| "), row[1]);
        assert!(
            closure.contains(&(name.to_owned(), version.to_owned())),
            "{name} {version} is not in the tree; {again}"
        );
        assert!(texts.contains(&format!("- {name} {version}")), "{name} {version} has no text; {again}");
    }
    assert!(rows.len() > 90);
    for data in ["bat-developers", "Gerard D.C. Kuiken", "UNICODE LICENSE V3", "Rust Project Developers", "LICENSE"] {
        assert!(inside.contains(data), "{data}");
    }
}

/// A crate, with what is known of it.
struct Crate {
    name: String,
    version: String,
    licence: String,
    folder: PathBuf,
    authors: Vec<String>,
    /// On what systems it is in the program.
    systems: BTreeSet<&'static str>,
}

/// Texts that are the same for several, each with who asks for it and what stands above it.
#[derive(Default)]
struct Texts {
    /// By their words: the text as it is written first, and those who ask for it.
    by_words: BTreeMap<String, (String, Vec<String>)>,
}

impl Texts {
    /// Adds a text. Of the licences that are nearly always the same the notice is kept for each.
    fn add(&mut self, who: &str, text: &str) {
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        let (notice, body) =
            mit(&text).or_else(|| apache(&text)).unwrap_or_else(|| (String::new(), text.trim().to_owned()));
        let words = body.to_lowercase().replace(['“', '”', '\'', '"', '`', '*', '>'], "");
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, those) = self.by_words.entry(words).or_insert_with(|| (body, Vec::new()));
        those.push(if notice.is_empty() { format!("- {who}\n") } else { format!("- {who}: {notice}\n") });
    }

    fn write(&self, page: &mut String) {
        let mut texts: Vec<_> = self.by_words.values().collect();
        texts.sort_by_key(|(_, those)| (std::cmp::Reverse(those.len()), those[0].clone()));
        for (text, those) in texts {
            let title = text.lines().next().unwrap_or_default();
            let is_mit = title.starts_with("Permission is hereby granted, free");
            let title = if is_mit { "MIT License" } else { title.trim_matches([' ', '#', '=', '*']) };
            let title: String =
                title.chars().filter(|c| c.is_alphanumeric() || " .-,()".contains(*c)).take(60).collect();
            let _ = write!(page, "\n### {}\n\n{}\n~~~~text\n{}~~~~\n", title.trim(), those.concat(), folded(text));
        }
    }
}

/// The MIT licence, with the notice above it; `None` if it is another one, or there is more below.
fn mit(text: &str) -> Option<(String, String)> {
    let start = text.find("Permission is hereby granted, free of charge")?;
    let dealings = start + text[start..].find("DEALINGS IN")?;
    let end = dealings + text[dealings..].find("SOFTWARE")? + "SOFTWARE.".len();
    let (body, rest) = text.split_at_checked(end.min(text.len()))?;
    let is_all = !rest.to_lowercase().contains("copyright") && !text[..start].contains("Apache License");
    is_all.then(|| (notice(&text[..start]), body[start..].trim().to_owned()))
}

/// The Apache License, with the notice below it; `None` if it is another one.
fn apache(text: &str) -> Option<(String, String)> {
    const END: &str = "END OF TERMS AND CONDITIONS";
    let (start, end) = (text.find("Apache License")?, text.find(END)?);
    let is_alone = !text[..start].to_lowercase().contains("copyright");
    is_alone.then(|| (notice(&text[end..]), format!("{}{END}", &text[start..end])))
}

/// Who has the rights: the lines about that as one.
fn notice(text: &str) -> String {
    let mut kept = Vec::new();
    for paragraph in text.split("\n\n") {
        let lines = paragraph.lines().map(|line| line.trim().trim_matches(['#', '=', '*', '>', '-']).trim());
        let says = |line: &&str| ["copyright", "©", "(c)"].iter().any(|start| line.to_lowercase().starts_with(start));
        kept.extend(lines.skip_while(|line| !says(line)).filter(|line| !line.is_empty()));
    }
    // The sample in the appendix of the Apache License names nobody.
    let is_sample = kept.iter().any(|line| line.contains("[yyyy]") || line.contains("{yyyy}"));
    let notice = if is_sample { String::new() } else { kept.join(" ").replace(['<', '>'], "") };
    notice.replace(['*', '_', '[', ']', '`'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines that are not too long for a page.
fn folded(text: &str) -> String {
    let mut folded = String::new();
    for line in text.lines() {
        let line = line.trim_end().replace('\t', "    ");
        let indent = &line[..line.len() - line.trim_start().len()];
        let mut length = 0;
        for word in line.split_whitespace() {
            if length > 0 && length + 1 + word.chars().count() > 72 {
                folded.push('\n');
                length = 0;
            }
            let before = if length == 0 { indent } else { " " };
            length += before.len() + word.chars().count();
            folded.push_str(before);
            folded.push_str(word);
        }
        folded.push('\n');
    }
    folded
}

/// The document.
fn document() -> String {
    let (inside, all) = crates();
    let mut page = BEGINNING.to_owned() + "\n## Crates\n\n| Crate | Version | Licence | On |\n|---|---|---|---|\n";
    let mut texts = Texts::default();
    for package in &inside {
        let Crate { name, version, licence, systems, .. } = package;
        let systems = if systems.len() == TARGETS.len() { "all" } else { systems.first().copied().unwrap_or_default() };
        let _ = writeln!(page, "| {name} | {version} | {licence} | {systems} |");
        for text in asked_for(package) {
            texts.add(&format!("{name} {version}"), &text);
        }
    }
    page += DATA;
    page += "\n### Grammars\n\nTheir texts stand below, by the names of their files in bat.\n";
    for grammar in two_face::acknowledgement::listing().for_syntaxes() {
        texts.add(&grammar.rel_path.display().to_string(), &grammar.text);
    }
    page += "\n## Texts\n";
    texts.write(&mut page);
    let _ = write!(page, "\n{NOT_INSIDE}\n\nNeeded to build it, or only on other systems:\n\n");
    let is_inside =
        |name: &str, version: &str| inside.iter().any(|package| package.name == name && package.version == version);
    for (name, version) in all.iter().filter(|(name, version)| !is_inside(name, version)) {
        let _ = writeln!(page, "- {name} {version}");
    }
    page
}

/// The texts that a crate asks to be shown: of several licences to choose from the MIT one, if it is among them.
fn asked_for(package: &Crate) -> Vec<String> {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_default();
    let entries = fs::read_dir(&package.folder).expect("the crate lies there").flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        file.is_file() && ["LICEN", "NOTICE", "COPYING"].iter().any(|start| name.starts_with(start))
    });
    files.sort();
    let named = |what: &str| {
        let name = |file: &PathBuf| file.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
        let is = |file: &&PathBuf| name(file).contains(what);
        files.iter().filter(is).map(|file| read(file)).collect::<Vec<_>>()
    };
    let is_mit = |text: &String| text.contains("Permission is hereby granted, free of charge");
    let mut texts: Vec<String> = Vec::new();
    if package.licence.contains("MIT") {
        texts.extend(files.iter().map(|file| read(file)).find(is_mit));
        if texts.is_empty() {
            // It brings no text along, and so only says that it is this one, and who made it.
            let standard = include_str!("../../LICENSE-MIT");
            let start = standard.find("Permission is hereby granted").unwrap_or_default();
            let authors: Vec<&str> =
                package.authors.iter().map(|author| author.split('<').next().unwrap_or_default().trim()).collect();
            let who = if authors.is_empty() { format!("the authors of {}", package.name) } else { authors.join(", ") };
            texts.push(format!("Copyright (c) {who}\n\n{}", &standard[start..]));
        }
        // What is asked for besides.
        for besides in ["WHATWG", "UNICODE", "NOTICE"] {
            texts.extend(named(besides));
        }
    } else {
        texts = files.iter().map(|file| read(file)).filter(|text| !text.trim().is_empty()).collect();
        if package.licence.contains(" OR ") {
            texts.truncate(1);
        }
    }
    assert!(!texts.is_empty(), "{} has no text", package.name);
    texts
}

/// The crates that are in the program, and all that are needed for it anywhere, by name and version.
fn crates() -> (Vec<Crate>, BTreeSet<(String, String)>) {
    let mut inside: BTreeMap<(String, String), Crate> = BTreeMap::new();
    for (target, system) in TARGETS {
        let linked = linked(target);
        for package in packages(target)
            .into_iter()
            .filter(|package| linked.contains(&format!("{} v{}", package.name, package.version)))
        {
            let key = (package.name.clone(), package.version.clone());
            inside.entry(key).or_insert(package).systems.insert(system);
        }
    }
    (inside.into_values().collect(), Lock::read().closure(&named()))
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    let output = output.expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("what cargo says")
}

/// What is linked into the program: all that it needs when it runs, with what is embedded in it.
fn linked(target: &str) -> BTreeSet<String> {
    let tree = |more: &[&str]| {
        let common = ["tree", "--locked", "--all-features", "--prefix=none", "--format={p}", "--target", target];
        cargo(&[&common[..], more].concat())
    };
    let text = tree(&["--edges=normal,no-proc-macro"]) + &tree(&["--edges=build", "--depth=1"]);
    let name = |line: &str| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    text.lines().filter(|line| !line.starts_with("preface ")).map(name).collect()
}

/// All crates that cargo knows for a target.
fn packages(target: &str) -> Vec<Crate> {
    let metadata =
        cargo(&["metadata", "--locked", "--format-version=1", "--all-features", "--filter-platform", target]);
    let metadata: Value = serde_json::from_str(&metadata).expect("what cargo says");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let made = |package: &Value| Crate {
        name: text(&package["name"]),
        version: text(&package["version"]),
        licence: text(&package["license"]),
        folder: PathBuf::from(text(&package["manifest_path"])).parent().expect("a folder").to_owned(),
        authors: list(&package["authors"]).iter().map(text).collect(),
        systems: BTreeSet::new(),
    };
    list(&metadata["packages"]).iter().map(made).collect()
}
