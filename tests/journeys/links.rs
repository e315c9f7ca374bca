//! Links: in the order of the text, into view, and to where they lead, or to a sentence that says why not.

use preface::app::event::{Event, Outcome};
use preface::app::key::Gesture;
use preface::app::state::Mode;
use preface::markdown::events::OPTIONS;
use preface::markdown::front_matter::FrontMatter;
use pulldown_cmark::{Event as Markdown, LinkType, Parser, Tag, TagEnd};
use ratatui::style::Modifier;

use super::journey::{Did, Indexing, Journey, corpus};

fn outside(url: &str) -> Did {
    Did::Outside(url.to_owned())
}

/// What the status line says at its left.
fn said(journey: &Journey) -> String {
    journey.status().split("  ").next().unwrap_or_default().to_owned()
}

/// A document with a link to `target`, in a folder `book` with others beside it.
fn linking(target: &str) -> Journey {
    let page = format!("# Page\n\nSee [it]({target}) and [on](#on).\n\n# On\n\nwords\n\n## Twice\n\n## Twice\n");
    let files = [
        ("book/page.md", page.as_str()),
        ("book/other.md", "# Other\n\n## Details\n\nBack to [page](page.md).\n"),
        ("book/deep/inner.md", "# Inner\n\nUp to [other](../other.md).\n"),
        ("outside.md", "# Outside\n"),
    ];
    Journey::folder(&files, 100, 20)
}

#[test]
fn tab_goes_over_the_links_of_the_preface() {
    let expected = [
        ("docker.io", "https://docker.io"),
        ("kubernetes.io", "https://kubernetes.io"),
        ("dcos.io", "https://dcos.io"),
        ("the book's repository", "https://github.com/brendandburns/designing-distributed-systems"),
        ("permissions@oreilly.com", "mailto:permissions@oreilly.com"),
    ];
    for (columns, rows) in [(100, 30), (80, 12)] {
        let mut journey = Journey::preface(columns, rows);
        for (text, target) in expected {
            journey.press("<Tab>");
            assert_eq!(journey.reversed().join(" "), text, "{columns}×{rows}");
            assert_eq!(said(&journey), target, "{columns}×{rows}");
        }
        assert_eq!(said(journey.press("<Tab>")), "There is no further link.");
        assert_eq!(journey.reversed().join(" "), expected[4].0, "the last one keeps the focus");
        for (text, target) in expected.iter().rev().skip(1) {
            journey.press("<S-Tab>");
            assert_eq!((journey.reversed().join(" ").as_str(), said(&journey).as_str()), (*text, *target));
        }
        assert_eq!(said(journey.press("<S-Tab>")), "There is no link before.");
        assert_eq!(said(journey.press("g<Esc>3<Tab>")), "https://dcos.io", "a count goes over several");
    }
}

/// The targets of the links that a Markdown parser finds in a file of the corpus, in the order of the text: those that
/// have something to show, bare addresses not among them.
fn parsed_targets(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(corpus(name)).unwrap();
    let body = FrontMatter::read(&text).map_or(0, |(_, end)| end);
    let mut targets: Vec<String> = Vec::new();
    let mut open: Option<(String, bool)> = None;
    let mut depth = 0;
    for event in Parser::new_ext(&text[body..], OPTIONS) {
        match event {
            Markdown::Start(Tag::Link { link_type, dest_url, .. }) => {
                depth += 1;
                let mail = if link_type == LinkType::Email { "mailto:" } else { "" };
                open.get_or_insert((format!("{mail}{dest_url}"), false));
            }
            Markdown::Start(Tag::Image { dest_url, .. }) => {
                depth += 1;
                // The sign of an image is something to show.
                open.get_or_insert((dest_url.to_string(), true)).1 = true;
            }
            Markdown::End(TagEnd::Link | TagEnd::Image) => {
                depth -= 1;
                if depth == 0
                    && let Some((target, true)) = open.take()
                {
                    targets.push(target);
                }
            }
            Markdown::Text(_) | Markdown::Code(_) => {
                if let Some((_, shows)) = &mut open {
                    *shows = true;
                }
            }
            _ => {}
        }
    }
    targets
}

#[test]
fn tab_goes_over_the_links_of_the_guide() {
    const BARE: [&str; 8] = [
        "https://no-color.org",
        "https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html#tag_08_03",
        "https://en.wikipedia.org/wiki/Less_(Unix)",
        "https://example.org/search?q=line+breaking&lang=en&from=1981&to=2024&sort=relevance&page=1#results",
        "http://www.example.org",
        "https://www.unicode.org/reports/tr29/",
        "http://www.unicode.org",
        "mailto:someone@example.org",
    ];
    let expected = parsed_targets("guide.md");
    for (columns, rows) in [(140, 30), (120, 12)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        // The focus passes over what is folded away.
        journey.press("zR");
        let mut met = Vec::new();
        let mut line = 0;
        while said(journey.press("<Tab>")) != "There is no further link." {
            assert!(!journey.reversed().is_empty(), "the link is in view\n{}", journey.picture());
            assert!(journey.line() >= line, "the page goes on or stays");
            line = journey.line();
            met.push(said(&journey));
        }
        let mut parsed = expected.iter().peekable();
        // Notes have their own test.
        let led = |target: &String| !["To the note", "Back to where the note is mentioned"].contains(&target.as_str());
        let bare: Vec<_> = met.iter().filter(|target| led(target) && parsed.next_if_eq(target).is_none()).collect();
        assert_eq!(bare, BARE, "{columns}×{rows}");
        assert_eq!(parsed.next(), None);
        for target in met.iter().rev().skip(1) {
            assert_eq!(said(journey.press("<S-Tab>")), *target);
            assert!(!journey.reversed().is_empty());
        }
    }
}

#[test]
fn the_focus_begins_on_the_screen() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("<Tab><Tab>");
    let first = said(&journey);
    journey.press("50%");
    assert_ne!(said(&journey), first, "a link that is not on the screen is not the one that Enter opens");
    assert_eq!(journey.press("<Enter>").did(), []);
    assert_eq!(said(&journey), "No link has the focus; Tab moves to one.");
    let next = journey.press("<Tab>").reversed();
    assert_ne!(next, [""; 0]);
    let line = journey.line();
    journey.press("<Esc>");
    assert_eq!(journey.reversed(), [""; 0], "Esc leaves the link");
    assert_eq!(journey.press("<Tab>").reversed(), next, "and Tab begins on the screen again");
    assert_eq!(journey.line(), line);
}

#[test]
fn a_link_is_underlined_and_the_one_in_focus_reversed() {
    let mut journey = Journey::preface(100, 30);
    let all = journey.styled(Modifier::UNDERLINED);
    assert_eq!(all, ["docker.io", "kubernetes.io", "dcos.io", "the book's repository"]);
    journey.press("<Tab><Tab>");
    assert_eq!(journey.reversed(), ["kubernetes.io"]);
}

#[test]
fn an_anchor_leads_to_its_heading() {
    let titles = |text: &'static str, expected: &'static str| (text, expected);
    let mut journey = Journey::new("guide.md", 100, 30);
    for (text, expected) in [
        titles("the measure", "The measure"),
        titles("checklist", "Checklists"),
        titles("Part Three", "Part Three: Pages"),
        titles("what is a character", "What is a character?"),
        titles("links", "OSC 8: links in the terminal itself"),
        titles("like it", "An example"),
        titles("sequences", "Escape sequences: ESC [ and friends"),
        titles("colours", "Sixteen, 256 & 16,777,216"),
        titles("no colour", "NO_COLOR"),
        titles("graphemes", "Bytes → code points → graphemes"),
        titles("日本語", "East Asian text: 日本語 and its neighbours"),
        titles("emoji", "Emoji 🎉 and other sequences"),
        titles("marks", "Combining marks: é, ñ, ก็"),
        titles("asides", "Footnotes & asides"),
        titles("C++", "What about C++ & C#?"),
    ] {
        journey.press("g<Esc>").focus(text).press("<Enter>");
        assert_eq!(journey.top(), expected, "{text}");
    }
}

#[test]
fn headings_of_one_name_are_numbered() {
    let mut journey = Journey::new("guide.md", 100, 30);
    for (text, part) in [("one set of notes", "One"), ("another", "Two"), ("a third", "Three")] {
        journey.press("g<Esc>").focus(text).press("<Enter>");
        assert_eq!(journey.top(), "Notes", "{text}");
        assert!(journey.trail().contains(&format!("Part {part}:")), "{text}: {}", journey.trail());
    }
    for (target, number) in [("#twice", "3 of 4"), ("#twice-1", "4 of 4"), ("#Twice-1", "4 of 4")] {
        let mut journey = linking(target);
        journey.press("<Tab><Enter><Esc>");
        assert_eq!(journey.top(), "Twice");
        assert!(journey.status().starts_with(number), "{target}: {}", journey.status());
    }
}

#[test]
fn a_file_and_a_heading_in_it() {
    for (target, top, trail) in [
        ("other.md", "Other", "other.md › Other"),
        ("other.md#details", "Details", "other.md › Other › Details"),
        ("./deep/../other.md#Details", "Details", "other.md › Other › Details"),
        ("deep/inner.md", "Inner", "inner.md › Inner"),
        ("other", "Other", "other.md › Other"),
        ("other%2emd", "Other", "other.md › Other"),
        ("page.md#on", "On", "page.md › On"),
        ("page.md", "Page", "page.md › Page"),
        ("#", "Page", "page.md › Page"),
        ("#top", "Page", "page.md › Page"),
        ("file:other.md", "Other", "other.md › Other"),
    ] {
        let mut journey = linking(target);
        journey.press("<Tab><Enter>");
        assert_eq!((journey.top().as_str(), journey.trail().as_str()), (top, trail), "{target}: {}", journey.status());
        assert_eq!(journey.did(), []);
    }
}

#[test]
fn the_files_of_the_corpus_lead_to_each_other() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.focus("its details").press("<Enter>");
    assert_eq!(journey.top(), "Details");
    journey.focus("turned round").press("<Enter>");
    assert_eq!(journey.top(), "When it does not fit");
    assert!(journey.trail().starts_with("Text on the Terminal › Part Three"), "{}", journey.trail());
    for text in ["in angle brackets", "with an escape"] {
        journey.press("g<Esc>").focus(text).press("<Enter>");
        assert_eq!(journey.top(), "A name with a space");
        journey.press("<BS>");
    }
    let paths: Vec<_> = (0..3).map(|_| journey.press("H").trail()).collect();
    assert!(paths.iter().any(|trail| trail.starts_with("chapter.md")), "{paths:?}");
}

#[test]
fn a_page_of_a_wiki_is_a_file_beside_the_page() {
    let files = [
        ("start.md", "[[other]], [[Two Words]], [[other#part|its part]], [[nowhere]]\n"),
        ("other.md", "# Other\n\n## Part\n"),
        ("Two Words.md", "# Two\n"),
    ];
    for (text, top) in [("other", "Other"), ("Two Words", "Two"), ("its part", "Part")] {
        let mut journey = Journey::folder(&files, 60, 20);
        journey.focus(text).press("<Enter>");
        assert_eq!(journey.top(), top, "{text}: {}", journey.status());
    }
    let mut journey = Journey::folder(&files, 60, 20);
    let before = journey.page();
    journey.focus("nowhere").press("<Enter>");
    assert!(said(&journey).contains("nowhere.md"), "{}", journey.status());
    assert_eq!(journey.page(), before);
}

#[test]
fn a_place_that_is_not_there_is_said_and_nothing_moves() {
    for (target, sentence) in [
        ("#missing", "There is no heading “missing” in this document."),
        ("other.md#missing", "There is no heading “missing” in this document."),
        ("missing.md", "missing.md"),
        ("deep", "deep"),
        ("tool.sh", "The link leads to something that can run as a program, so it is not opened."),
        ("javascript:alert(1)", "Links that start with “javascript:” could do harm, so they are not opened."),
        ("data:text/html,x", "Links that start with “data:” could do harm, so they are not opened."),
        ("//", "another machine"),
    ] {
        let mut journey = linking(target);
        let before = journey.page();
        journey.press("<Tab><Enter>");
        assert!(said(&journey).contains(sentence), "{target}: {}", journey.status());
        assert_eq!(journey.did(), [], "{target}");
        if target.starts_with("other") {
            assert_eq!(journey.top(), "Other", "the file is opened all the same");
        } else {
            assert_eq!(journey.page(), before, "{target}");
        }
    }
}

#[test]
fn the_world_outside_opens_at_once_where_nothing_is_unusual() {
    for target in
        ["https://example.org/a?b#c", "http://example.org", "mailto:a@example.org", "mailto:a@example.org?subject=b"]
    {
        for keys in ["<Enter>", "x"] {
            let mut journey = linking(target);
            assert_eq!(journey.press("<Tab>").press(keys).did(), [outside(target)], "{target} {keys}");
            assert_eq!(said(&journey), format!("Opened {target}"));
            assert_eq!(journey.top(), "Page");
        }
    }
}

#[test]
fn an_unusual_address_is_asked_about_and_shown_whole() {
    let long = format!("https://example.org/{}", "long/".repeat(420));
    for target in
        ["ftp://example.org/a", "https://user@example.org/", "https://example.org:8443/", "app:b", "tel:123", &long]
    {
        for (answer, expected) in [
            ("y", vec![outside(target)]),
            ("Y", vec![outside(target)]),
            ("n", vec![]),
            ("<Esc>", vec![]),
            ("q", vec![]),
        ] {
            let mut journey = linking(target);
            let before = journey.press("<Tab>").page();
            journey.press("<Enter>");
            assert!(matches!(journey.app().mode(), Mode::Ask(_)), "{target}");
            assert!(said(&journey).starts_with("Open this?"), "{}", journey.status());
            if target.len() < 60 {
                assert!(said(&journey).starts_with("Open this? You are asked because"), "{}", journey.status());
                assert!(journey.rows()[18].contains(target), "{target}\n{}", journey.picture());
            }
            assert_eq!(journey.did(), [], "{target}: nothing is opened before the answer");
            assert_eq!(journey.press(answer).did(), expected, "{target} {answer}");
            assert!(matches!(journey.app().mode(), Mode::Reading));
            assert_eq!(said(&journey) == "Not opened.", expected.is_empty());
            assert_eq!(journey.press("k").page(), before);
        }
    }
    assert_eq!(linking("app:b").press("<Tab><Enter><C-c>").did(), [Did::Quit], "Ctrl-C always quits");
}

#[test]
fn a_target_of_any_length_is_read_whole_before_the_answer() {
    let long: String = (0..600).map(|number| format!("{number:04}/")).collect();
    for target in [&*format!("https://user@example.org/{long}"), "https://bücher.example:81/x", "http://[::1]/a%20b"] {
        for (columns, rows) in [(100, 30), (60, 10), (20, 4), (21, 5)] {
            let mut journey = linking(target);
            journey.resize(columns, rows).press("<Tab><Enter>");
            let first = journey.rows();
            let is_part = journey.status().contains("more");
            let bottom = first.len() - if is_part { 2 } else { 1 };
            let mut seen = first[..=bottom].to_vec();
            loop {
                let before = journey.rows();
                if !is_part || journey.press("j").rows() == before {
                    break;
                }
                seen.push(journey.rows()[bottom].clone());
            }
            let joined: String = seen.iter().map(|row| row.trim()).collect();
            assert!(joined.contains(target), "{target} {columns}×{rows}: {seen:#?}");
            let words = seen.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(words.contains("You are asked because"), "{target} {columns}×{rows}: {words}");
            for (down, up) in [("<Space>", "b"), ("<PgDn>", "<PgUp>"), ("<Down>", "<Up>"), ("<End>", "<Home>")] {
                if is_part {
                    let last = journey.rows();
                    assert_eq!(journey.press(&up.repeat(seen.len())).rows(), first, "{target} {up}");
                    assert_eq!(journey.press(&down.repeat(seen.len())).rows(), last, "{target} {down}");
                }
            }
            assert_eq!(journey.press("y").did(), [outside(target)], "{target}");
        }
    }
}

#[test]
fn what_nobody_can_read_is_not_opened() {
    let mut journey = linking("https://user@example.org/");
    journey.press("<Tab><Enter>").resize(10, 2);
    assert_eq!(journey.press("y").did(), []);
    journey.resize(100, 20);
    assert_eq!(said(&journey), "Not opened.");
}

#[test]
fn what_disguises_a_scheme_changes_nothing() {
    for link in [
        "[it](javascript:alert&lpar;1&rpar;)",
        "[it](&#106;avascript:x)",
        "[it](java&Tab;script:x)",
        "[it](<java&NewLine;script:x>)",
        "[it](javascript&colon;x)",
        "[it](<  JavaScript:x>)",
        "[it](< javascript:x>)",
        "[it](<&#1;javascript:x>)",
        "[it](data&#x3a;text/html,x)",
        "[it](vb\\script:x)",
        "<a href='javascript:x'>it</a>",
        "<a href=' javascript:x'>it</a>",
        "<a href='&#x6A;ava&#09;script&#58;x'>it</a>",
        "<a href='java\tscript:x'>it</a>",
        "<a href=\"\njavascript:x\">it</a>",
        "[it][r]\n\n[r]: javascript:x",
        "<javascript:x>",
        "[[javascript:x|it]]",
        "[it](//&#9;/evil.example)",
        "[it](\\\\\\\\evil.example\\share)",
    ] {
        for key in ["<Enter>", "x"] {
            let mut journey = Journey::folder(&[("page.md", &format!("Go: {link}\n"))], 100, 12);
            journey.press("<Tab>").press(key);
            assert_eq!(journey.did(), [], "{link:?} {}", journey.status());
            let is_asked = matches!(journey.app().mode(), Mode::Ask(_));
            let is_file = journey.picture().contains("it is a file on this machine");
            assert!(!is_asked || is_file, "{link:?} {}", journey.picture());
        }
    }
}

#[test]
fn a_question_shows_what_to_answer_however_long_it_is() {
    for columns in 20..=120 {
        for target in ["app:b", "https://ex\u{e4}mple.org", "http://localhost/", "https://user@example.org/"] {
            let text = format!("A [link]({target}) here.\n");
            let mut journey = Journey::through(&text, columns, 20, Indexing::AtOnce);
            journey.press("<Tab><Enter>");
            let asked = journey.rows().join("\n");
            assert!(asked.contains("y opens it"), "{asked}");
            assert!(asked.split_whitespace().collect::<String>().contains("Openthis?Youareaskedbecause"), "{asked}");
        }
    }
}

#[test]
fn a_file_outside_of_the_folder_is_asked_about() {
    for target in ["../outside.md", "deep/../../outside.md"] {
        let mut journey = linking(target);
        journey.press("<Tab><Enter>");
        assert!(said(&journey).contains("outside of the folder"), "{}", journey.status());
        assert_eq!(said(journey.press("n")), "Not opened.");
        assert_eq!(journey.top(), "Page");
        assert_eq!(journey.press("<Enter>y").top(), "Outside");
        assert_eq!(journey.press("<BS>").top(), "Page");
    }
}

#[test]
fn x_opens_outside_what_can_be() {
    let file = |journey: &mut Journey| journey.press("y").did();
    let mut journey = linking("other.md");
    journey.press("<Tab>x");
    assert!(said(&journey).contains("it is a file on this machine"), "{}", journey.status());
    let opened = file(&mut journey);
    assert!(matches!(&opened[..], [Did::Outside(path)] if path.ends_with("book/other.md")), "{opened:?}");
    for (target, sentence) in [
        ("#on", "This link leads to a place in this document; Enter goes there."),
        ("javascript:x", "Links that start with “javascript:” could do harm, so they are not opened."),
        ("other.exe", "The link leads to something that can run as a program, so it is not opened."),
    ] {
        let mut journey = linking(target);
        assert_eq!(said(journey.press("<Tab>x")), sentence, "{target}");
        assert_eq!(journey.did(), [], "{target}");
    }
    assert_eq!(said(linking("other.md").press("x")), "No link has the focus; Tab moves to one.");
    assert_eq!(said(linking("other.md").press("<Enter>")), "No link has the focus; Tab moves to one.");
}

#[test]
fn there_are_no_files_beside_the_preface() {
    let mut journey = Journey::preface(100, 30);
    assert_eq!(journey.press("<Tab><Enter>").did(), [outside("https://docker.io")]);
    let mut journey = Journey::preface(100, 30);
    journey.focus("permissions@oreilly.com").press("<Enter>");
    assert_eq!(journey.did(), [outside("mailto:permissions@oreilly.com")]);
}

#[test]
fn what_could_not_be_opened_is_shown_whole() {
    let mut journey = Journey::preface(100, 30);
    let url = format!("https://example.org/{}", "part/".repeat(40));
    let outcome = Outcome::Shown("There is no browser here".to_owned());
    journey.happen(Event::OpenedOutside { url: url.clone(), outcome });
    assert_eq!(said(&journey), "There is no browser here; here is the link");
    let before = journey.press("j").page();
    assert!(!before.concat().contains("example.org"), "until the next key");
    let outcome = Outcome::Failed("The browser could not be started.".to_owned());
    journey.happen(Event::OpenedOutside { url: "https://example.org".to_owned(), outcome });
    assert_eq!(said(&journey), "The browser could not be started.");
}

#[test]
fn what_could_not_be_opened_is_read_whole_in_a_small_window() {
    let url =
        format!("https://bank.example@пример.example:8080/{}", (0..60).map(|n| format!("{n:03} ")).collect::<String>());
    for size in [(20, 4), (40, 8), (30, 12)] {
        let mut journey = Journey::through("# Page\n\nSome words.\n", size.0, size.1, Indexing::AtOnce);
        let before = journey.rows();
        let outcome = Outcome::Copied("There is no display here".to_owned());
        journey.happen(Event::OpenedOutside { url: url.clone(), outcome });
        assert!(journey.status().contains("more"), "{}", journey.picture());
        let all = usize::from(size.1) - 1;
        let mut seen: Vec<String> = journey.rows()[..all].to_vec();
        for _ in 0..100 {
            let rows = journey.rows();
            if rows[..all].join(" ").contains("clipboard") {
                break;
            }
            journey.press("j");
            assert_ne!(journey.rows(), rows, "{}", journey.picture());
            seen.push(journey.rows()[all - 1].clone());
        }
        let seen: String = seen.iter().flat_map(|row| row.chars()).filter(|c| !c.is_whitespace()).collect();
        assert!(seen.contains(&url.replace(' ', "")), "{seen}");
        assert!(seen.contains("Itshostisxn--e1afmkfd.example"), "{seen}");
        assert!(seen.contains("Thereisnodisplayhere;thelinkwassenttotheterminal'sclipboard"), "{seen}");
        // Up and down again; what leads no further is a key like any other, and so is every other.
        let last = journey.rows();
        assert_eq!(journey.press("<Home><End>").rows(), last);
        assert!(!journey.press("j").picture().contains("clipboard"), "{}", journey.picture());
        assert_eq!(journey.press("g").rows(), before, "{}", journey.picture());
    }
}

#[test]
fn a_sentence_that_is_longer_than_the_screen_is_read_to_its_end() {
    let target = format!("{}.md", "very-long/".repeat(60));
    let mut journey = Journey::through(&format!("[words]({target})\n"), 40, 8, Indexing::AtOnce);
    journey.happen(Event::Said(format!("There is no file “{target}”, wherever one looks.")));
    assert!(journey.status().ends_with("↓ ↑ more"), "{}", journey.picture());
    assert!(journey.rows()[0].contains("There is no file"), "{}", journey.picture());
    assert!(journey.press("<End>").picture().contains(" looks."), "{}", journey.picture());
    assert!(!journey.press("<Esc>").picture().contains("looks"), "{}", journey.picture());
}

#[test]
fn a_click_follows_a_link() {
    let mut journey = Journey::preface(100, 30);
    assert_eq!(journey.click("kubernetes.io").did(), [outside("https://kubernetes.io")]);
    assert_eq!(journey.reversed(), ["kubernetes.io"], "and gives it the focus");
    assert_eq!(journey.click("recommends").did(), [], "words are no link");
    let (column, row) = journey.find("docker.io").unwrap();
    assert_eq!(journey.click_at(column - 1, row).did(), []);
    assert_eq!(journey.click_at(column + 9, row).did(), []);
    assert_eq!(journey.click_at(column + 8, row).did(), [outside("https://docker.io")]);
    let mut journey = linking("other.md#details");
    assert_eq!(journey.click("it and").top(), "Details");
    let mut journey = Journey::through("宽 [字](https://example.org) 宽\n", 40, 10, Indexing::AtOnce);
    let (column, row) = journey.find("字").unwrap();
    assert_eq!(journey.click_at(column + 1, row).did(), [outside("https://example.org")]);
    assert_eq!(journey.click_at(column + 2, row).did(), []);
}

#[test]
fn a_click_on_the_contents_goes_there() {
    let mut journey = Journey::new("guide.md", 100, 30);
    assert_eq!(journey.click("  Words used").top(), "Words used here");
    assert_eq!(journey.click("  The VT100 and").top(), "The VT100 and after");
    assert_eq!(journey.press("<BS><BS>").line(), 0, "by way of the history");
    assert_eq!(journey.press("?").click("  Glass teletypes").top(), "Glass teletypes");
    let mut journey = Journey::new("guide.md", 60, 20);
    assert_eq!(journey.press("t").click("  Glass teletypes").top(), "Glass teletypes");
    assert_eq!(journey.contents(), [""; 0]);
}

#[test]
fn the_wheel_turns_what_is_under_it() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let contents = journey.contents();
    assert_eq!(journey.mouse(Gesture::WheelDown, 50, 10).line(), 3);
    assert_eq!(journey.mouse(Gesture::WheelDown, 50, 10).line(), 6);
    assert_eq!(journey.mouse(Gesture::WheelUp, 50, 10).line(), 3);
    assert_eq!(journey.mouse(Gesture::WheelUp, 50, 10).mouse(Gesture::WheelUp, 50, 10).line(), 0);
    journey.mouse(Gesture::WheelDown, 5, 10);
    assert_eq!(journey.line(), 0, "over the contents the page stays");
    assert_eq!(journey.contents()[..10], contents[3..13]);
    journey.mouse(Gesture::WheelUp, 5, 10);
    assert_eq!(journey.contents(), contents);
    journey.press("?").mouse(Gesture::WheelDown, 50, 10);
    assert_eq!(journey.line(), 3, "the help turns as well");
}

#[test]
fn a_click_on_the_scrollbar_goes_to_that_part() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let bar = journey.geometry().scrollbar;
    let mut last = 0;
    for row in [5, 13, 20] {
        journey.mouse(Gesture::Press, bar.column, bar.row + row);
        assert!(journey.line() > last);
        last = journey.line();
        let rows = journey.rows();
        // The line on which that part begins may have begun in the row above.
        let thumb = |row: u16| rows[usize::from(bar.row + row)].ends_with('┃');
        assert!(thumb(row) || thumb(row - 1), "the thumb comes to the click\n{}", journey.picture());
    }
    assert_eq!(journey.mouse(Gesture::Press, bar.column, bar.row).line(), 0);
}

#[test]
fn a_click_beside_a_question_is_no_answer_of_yes() {
    let mut journey = linking("ftp://example.org/a");
    journey.press("<Tab><Enter>").click("on.");
    assert_eq!(journey.did(), []);
    assert!(matches!(journey.app().mode(), Mode::Reading), "{}", journey.picture());
    assert_eq!((journey.top().as_str(), said(&journey).as_str()), ("Page", "Not opened."));
    journey.press("y");
    assert_eq!(journey.did(), [Did::Copy("ftp://example.org/a".to_owned())]);
}

#[test]
fn the_mouse_can_be_given_to_the_terminal() {
    use preface::app::event::MouseUse;
    let mut journey = Journey::preface(100, 30);
    assert_eq!(journey.press("M").did(), [Did::Mouse(MouseUse::Terminal)]);
    assert!(said(&journey).starts_with("The mouse is the terminal's"), "{}", journey.status());
    assert_eq!(journey.press("M").did(), [Did::Mouse(MouseUse::Program)]);
}

#[test]
fn in_the_contents_the_target_of_a_link_gives_way() {
    let mut journey = Journey::preface(60, 20);
    assert!(journey.press("<Tab>").status().starts_with("https://docker.io"), "{}", journey.status());
    let status = journey.press("t").status();
    assert!(!status.contains("docker") && status.contains("goes there"), "{status}");
    assert!(journey.press("<Esc>").status().starts_with("https://docker.io"), "{}", journey.status());
}

#[test]
fn a_link_that_names_another_host_says_where_it_leads() {
    let text = "[bank.example](https://evil.example/x) and [bank.example](https://bank.example/x)\n";
    let mut journey = Journey::through(text, 100, 20, Indexing::AtOnce);
    assert_eq!(journey.top(), "bank.example[≠ evil.example] and bank.example".replace("≠ ", "≠\u{a0}"));
    journey.press("<Tab>");
    assert_eq!(journey.reversed(), ["bank.example"], "the mark is no part of the link");
    assert_eq!(said(&journey), "https://evil.example/x · its text names another host");
    journey.press("<Tab>");
    assert_eq!(said(&journey), "https://bank.example/x");
    journey.press("<S-Tab><Enter>");
    assert_eq!(journey.did(), [outside("https://evil.example/x")]);
}
