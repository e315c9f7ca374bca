//! The command line: what can be done by name, what it may go on with, and that a mistake is told with what could be meant.

use preface::app::key::Gesture;
use preface::app::state::Mode;
use preface::theme::look::Name;

use super::journey::{Did, Journey, corpus};

fn guide() -> Journey {
    Journey::new("guide.md", 60, 20)
}

fn is_open(journey: &Journey) -> bool {
    matches!(journey.app().mode(), Mode::Command(_))
}

/// The rows above the line that say what it may go on with, each as its first word.
fn offered(journey: &Journey) -> Vec<String> {
    let Mode::Command(line) = journey.app().mode() else { panic!("no line\n{}", journey.picture()) };
    let rows = journey.rows();
    let status = rows.len() - 1;
    let count = line.candidates().len().min(14).min(status / 2);
    rows[status - count..status]
        .iter()
        .map(|row| row.split_whitespace().next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn orders_are_obeyed() {
    let mut journey = Journey::preface(100, 30);
    journey.press(":theme paper-dark<Enter>");
    assert_eq!(journey.app().look().name, Name::PaperDark);
    journey.press(":t mono<Enter>");
    assert_eq!(journey.app().look().name, Name::Monochrome);
    let columns = |journey: &Journey| journey.geometry().page.columns;
    for (keys, expected) in
        [(":width 40<Enter>", 40), (":w full<Enter>", 69), (":w wide<Enter>", 69), (":width measure<Enter>", 69)]
    {
        journey.press(keys);
        assert_eq!(columns(&journey), expected, "{keys}");
    }
    journey.press(":width 40<Enter>");
    let ragged = journey.lines().iter().map(|line| line.text().trim_end().to_owned()).collect::<Vec<_>>();
    journey.press(":justify on<Enter>");
    let justified = journey.lines().iter().map(|line| line.text().trim_end().to_owned()).collect::<Vec<_>>();
    assert!(justified != ragged && justified.iter().any(|line| line.contains("  ")), "{justified:?}");
    journey.press(":justify off<Enter>:hyphenate on<Enter>:smart on<Enter>:bidi off<Enter>");
    assert!(journey.lines().iter().any(|line| line.text().contains('’')));
    journey.press(":hyphenate off<Enter>:smart off<Enter>");
    let again = journey.lines().iter().map(|line| line.text().trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(again, ragged);
    journey.press("ma");
    for (line, listed) in
        [("links", "https://docker.io"), ("marks", "Enter goes there"), ("recent", "Enter goes there")]
    {
        journey.press(":").press(line).press("<Enter>");
        assert!(matches!(journey.app().mode(), Mode::Find(_)), "{line}");
        assert!(journey.picture().contains(listed), "{line}: {}", journey.picture());
        journey.press("<Esc>");
    }
    journey.press(":help<Enter>");
    assert!(journey.picture().contains("line down"), "{}", journey.picture());
    assert_eq!(journey.press(":q<Enter>").did(), [Did::Quit]);
}

#[test]
fn numbers_go_to_percents_and_lines_and_the_history_comes_back() {
    for (keys, top) in [
        (":50%<Enter>", None),
        (":76<Enter>", Some("Part One: Machines")),
        (":1262<Enter>", Some("Typing your way round")),
        (":76<Enter>:1262<Enter><BS>", Some("Part One: Machines")),
    ] {
        let mut journey = guide();
        let before = journey.page();
        journey.press(keys);
        assert!(!is_open(&journey));
        if let Some(top) = top {
            assert_eq!(journey.top(), top, "{keys}");
        } else {
            let there = journey.page();
            assert_eq!(journey.press("g50%").page(), there, "the same as by the keys");
        }
        journey.press("<BS><BS><BS>");
        assert_eq!(journey.page()[..17], before[..17], "{keys}");
    }
    let mut journey = guide();
    journey.press(":99999<Enter>");
    assert!(journey.status().contains("There is no line 99999"), "{}", journey.status());
}

#[test]
fn what_can_not_be_obeyed_says_what_could_be_meant() {
    for (line, said) in [
        ("hlep", "There is no command “hlep”; the nearest is “help”."),
        ("xyzzy", "There is no command “xyzzy”; Tab shows what there is."),
        ("theme", "“theme” needs terminal,"),
        ("theme papr-dark", "the nearest is “paper-dark”."),
        ("width 5", "The text can be 20 to 1000 columns wide."),
        ("open", "“open” needs the path of a file behind it."),
        ("quit now", "Nothing stands behind “quit”."),
    ] {
        let mut journey = Journey::preface(100, 20);
        let page = journey.page();
        journey.press(":").press(line).press("<Enter>");
        assert!(journey.picture().contains(said), "{line}: {}", journey.picture());
        assert_eq!(journey.did(), []);
        // It can be had back, mended, and entered again.
        journey.press(":<Up>");
        assert!(journey.status().starts_with(&format!(":{line}")), "{}", journey.status());
        journey.press("<C-u>wi full<Enter>:<Up><Up><Down><Down>");
        assert!(!journey.status().contains("full"), "{}", journey.status());
        journey.press("<Esc>:w measure<Enter>j");
        assert_eq!(journey.press("k").page(), page);
    }
}

#[test]
fn tab_puts_in_what_the_line_may_go_on_with() {
    let mut journey = Journey::preface(60, 20);
    journey.press(":");
    assert!(offered(&journey).len() == 9 && offered(&journey)[0] == "open", "{}", journey.picture());
    journey.press("h");
    assert_eq!(offered(&journey), ["hyphenate", "help"]);
    journey.press("<Tab>");
    assert_eq!(journey.reversed(), ["hyphenate on/off"]);
    assert!(journey.status().starts_with(":hyphenate"), "{}", journey.status());
    journey.press("<Tab><Tab>");
    assert!(journey.status().starts_with(":h "), "{}", journey.status());
    journey.press("<C-u>th<Tab>p");
    assert_eq!(offered(&journey), ["paper-light", "paper-dark"]);
    journey.press("<S-Tab><Enter>");
    assert_eq!(journey.app().look().name, Name::PaperDark);
    journey.press(":zzz");
    assert_eq!(offered(&journey), [""; 0]);
}

#[test]
fn files_are_completed_and_opened_from_the_folder_of_the_document() {
    let files = [
        ("book/one.md", "# One\n\n## Deep\n\ntext\n"),
        ("book/two words.md", "# Two\n"),
        ("book/parts/three.md", "# Three\n\nline\n\n## Far below\n"),
        ("book/.hidden.md", "# Hidden\n"),
    ];
    let mut journey = Journey::folder(&files, 60, 24);
    journey.press(":open ");
    let first = offered(&journey);
    assert_eq!(first, ["one.md", "parts/", "two"], "{first:?}");
    assert!(!journey.picture().contains(".hidden"));
    journey.press("two<Tab><Enter>");
    assert_eq!(journey.top(), "Two");
    // The history leads back across documents.
    journey.press("<BS>");
    assert_eq!(journey.top(), "One");
    journey.press(":open parts/<Tab><Enter>");
    assert_eq!(journey.top(), "Three");
    journey.press("<BS>:open parts/three.md#far-below<Enter>");
    assert!(journey.trail().ends_with("Far below"), "{}", journey.picture());
    journey.press(":open one.md<Enter>");
    assert!(journey.status().contains("one.md"), "{}", journey.status());
    let path = journey.file("book/one.md");
    journey.press(":open ").paste(&path.display().to_string()).press("<Enter>");
    assert_eq!(journey.top(), "One");
    journey.press(":open nothing-there.md<Enter>");
    assert!(journey.picture().contains("nothing-there.md") && journey.top() == "One", "{}", journey.picture());
    journey.press(":o .hid<Tab><Enter>");
    assert_eq!(journey.top(), "Hidden");
}

#[test]
fn a_click_chooses_and_one_beside_leaves() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.rows();
    journey.press(":").click("theme NAME");
    assert!(journey.status().starts_with(":theme"), "{}", journey.status());
    journey.click("paper-light");
    assert_eq!((is_open(&journey), journey.app().look().name), (false, Name::PaperLight));
    for leave in ["<Esc>", "<BS>", "theme<Esc>"] {
        journey.press("k").press(":").press(leave);
        assert_eq!(
            journey.page(),
            before[2..29].iter().map(|row| page_of(row, &journey)).collect::<Vec<_>>(),
            "{leave}"
        );
    }
    journey.press(":").mouse(Gesture::Press, 50, 3);
    assert!(!is_open(&journey));
    journey.press(":").mouse(Gesture::Press, 5, 29);
    assert!(is_open(&journey), "the line is part of it");
    assert_eq!(journey.press("<C-l><C-c>").did(), [Did::Redraw, Did::Quit]);
    assert_eq!(Journey::preface(60, 30).press(":").click("quit").did(), [Did::Quit]);
}

/// The part of a row of the screen that is the page's.
fn page_of(row: &str, journey: &Journey) -> String {
    let page = journey.geometry().page;
    row.chars().skip(page.column.into()).take(page.columns.into()).collect::<String>().trim_end().to_owned()
}

#[test]
fn it_fits_on_a_small_screen() {
    for (columns, rows) in [(20, 4), (30, 8), (60, 12), (300, 60)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        journey.press(":<Tab><Tab><Tab>");
        assert!(journey.status().starts_with(":links"), "{}", journey.picture());
        assert_eq!(journey.reversed().len(), 1, "{}", journey.picture());
        journey.resize(10, 2).press("<Tab>").resize(columns, rows).press("<C-u>1262<Enter>");
        assert!(journey.top().starts_with("Typing"), "{}", journey.picture());
    }
}

#[test]
fn documents_that_were_read_are_opened_again() {
    let files = ["chapter.md", "guide.md"].map(corpus);
    let mut journey = Journey::named(&files.each_ref().map(AsRef::as_ref), 100, 20);
    journey.press(":recent<Enter>");
    assert!(journey.picture().contains("No other document is remembered yet."), "{}", journey.picture());
    journey.press("<Esc>oguide<Enter>");
    assert!(journey.trail().contains("Field Guide"), "{}", journey.picture());
    let there = journey.press("9]").page();
    for (keys, back) in [("o~<Enter>", "o~guide<Enter>"), (":recent<Enter><Enter>", ":recent<Enter>tex<Enter>")] {
        journey.press(keys);
        assert!(journey.trail().contains("One Table"), "{keys}\n{}", journey.picture());
        journey.press(back);
        assert_eq!(journey.page(), there, "{back}: it is where it was left");
        // The history knows of it.
        journey.press("<BS>");
        assert!(journey.trail().contains("One Table"), "{back}\n{}", journey.picture());
        journey.press("<BS>");
        assert_eq!(journey.page(), there, "{keys}");
    }
}
