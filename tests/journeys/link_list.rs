//! All links in a list: what they say, where they lead, what leads nowhere; going to one, and opening it.

use std::fs;

use preface::app::search::listing::area;
use preface::app::state::Mode;

use super::journey::{Did, Indexing, Journey};

/// The rows of the list.
fn list(journey: &Journey) -> Vec<String> {
    assert!(is_open(journey), "{}", journey.picture());
    let area = area(&journey.geometry());
    let cut = |row: &String| row.chars().skip(area.column.into()).take(area.columns.into()).collect::<String>();
    let rows = &journey.rows()[usize::from(area.row)..usize::from(area.row + area.rows)];
    let rows: Vec<String> = rows.iter().map(|row| cut(row).trim_end().to_owned()).collect();
    let last = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    rows[..last].to_vec()
}

fn is_open(journey: &Journey) -> bool {
    matches!(journey.app().mode(), Mode::Find(_))
}

/// The text of the row that is chosen, without its aside.
fn chosen(journey: &Journey) -> String {
    let row = list(journey).into_iter().find(|row| row.starts_with('▸')).unwrap_or_default();
    row.chars().skip(3).collect::<String>().split("  ").next().unwrap_or_default().to_owned()
}

/// The rows of the list, the space within them made one.
fn rows(journey: &Journey) -> Vec<String> {
    list(journey).iter().map(|row| row.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn the_links_of_the_preface_stand_in_their_order() {
    let mut journey = Journey::preface(100, 30);
    journey.press("F");
    assert_eq!(
        rows(&journey),
        [
            "▸ docker.io Resources · https://docker.io",
            "kubernetes.io Resources · https://kubernetes.io",
            "dcos.io Resources · https://dcos.io",
            "the book's repository …s · https://github.com/brenda…uted-systems",
            "permissions@oreilly.com …xamples · mailto:permissions@oreilly.com",
        ][..]
            .iter()
            .map(|row| (*row).to_owned())
            .collect::<Vec<_>>(),
        "{}",
        journey.picture()
    );
    assert!(journey.status().contains("5 links"), "{}", journey.status());
}

#[test]
fn enter_goes_to_the_place_and_gives_the_link_the_focus() {
    for (columns, rows) in [(100, 30), (60, 20)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        let before = journey.page();
        journey.press("F").press("osc");
        let text = chosen(&journey);
        journey.press("<Enter>");
        assert!(matches!(journey.app().mode(), Mode::Reading));
        assert_eq!(journey.reversed().join(" "), text, "{}", journey.picture());
        let there = journey.page();
        assert_ne!(there, before);
        assert_eq!(journey.press("<BS>").page(), before);
        assert_eq!(journey.press("L").page(), there);
        // Esc leaves the page as it was.
        assert_eq!(journey.press("F<Down><Down><Esc>").page(), there);
    }
}

#[test]
fn the_nearest_is_chosen_at_first() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("F");
    let first = chosen(&journey);
    assert_eq!(first, "Unicode");
    journey.press("<Esc>G");
    let all = journey.press("F<Home>").status();
    assert_eq!(chosen(&journey), first, "{all}");
    // The link in focus is where the reader is.
    journey.press("<Esc>g<Tab><Tab>F");
    assert_eq!(chosen(&journey), "ECMA-48", "{}", journey.picture());
    assert!(rows(&journey).iter().any(|row| row.starts_with("▸▌ ECMA-48")), "{}", journey.picture());
    journey.press("<Esc>").press("4}F");
    let nearest = chosen(&journey);
    journey.press("<Enter>");
    assert_eq!(journey.reversed().join(" "), nearest);
}

#[test]
fn typing_narrows_by_what_links_say_and_by_where_they_lead() {
    let text = "[one](https://a.org/x) [two](/b/one) [three](#four)\n\n# Four\n\n[▣](c.png) ![pic](one.png)\n";
    let mut journey = Journey::through(text, 100, 30, Indexing::AtOnce);
    journey.press("F").press("one");
    let texts: Vec<String> = rows(&journey).iter().map(|row| row.replace("▸ ", "")).collect();
    assert!(texts[0].starts_with("one") && texts.len() == 3, "{texts:?}");
    assert!(texts.iter().any(|row| row.contains("▣ pic")), "images count: {texts:?}");
    assert!(journey.status().contains("3 of 5 links"), "{}", journey.status());
    // One word in the one, one in the other.
    journey.press("<C-u>").press("three four");
    assert_eq!(chosen(&journey), "three");
    assert!(journey.press("zzz").picture().contains("No link has that."), "{}", journey.picture());
}

#[test]
fn what_leads_nowhere_is_marked() {
    let text = "[a](#a) [gone](#gone) [file](b.md) [lost](lost.md) [lost heading](#nope) [own](a.md#a) [own gone](a.md#no) \
                [wiki]: x\n\n[[b]] [[c]] [text][undefined] <https://e.org>\n\n# A\n\n[top](#top) [empty](#)\n";
    let mut journey = Journey::folder(&[("a.md", text), ("b.md", "# B\n")], 100, 30);
    journey.press("F");
    let wrong = |journey: &Journey| -> Vec<String> {
        let rows = rows(journey);
        let marked = rows.iter().map(|row| row.trim_start_matches('▸')).filter(|row| row.starts_with('!'));
        marked.map(|row| row.trim_start_matches("! ").to_owned()).collect()
    };
    assert_eq!(
        wrong(&journey),
        [
            "gone no such heading · #gone",
            "lost no such file · lost.md",
            "lost heading no such heading · #nope",
            "own gone no such heading · a.md#no",
            "c no such file",
        ],
        "{}",
        journey.picture()
    );
    // A file that is there by now is found when the list opens again.
    fs::write(journey.file("lost.md"), "").unwrap();
    journey.press("<Esc>F");
    assert_eq!(wrong(&journey).len(), 4, "{}", journey.picture());
}

#[test]
fn in_the_preface_there_are_no_files() {
    let mut journey = Journey::folder(&[("a.md", "[a](../b.md)\n")], 60, 20);
    assert!(!journey.press("F").picture().contains("no such"), "outside of the root nobody looks");
    let mut journey = Journey::preface(60, 20);
    assert!(!rows(journey.press("F")).iter().any(|row| row.contains('!')), "{}", journey.picture());
}

#[test]
fn x_opens_the_link_outside() {
    let mut journey = Journey::preface(100, 30);
    journey.press("F<Down>x");
    assert!(journey.did().contains(&Did::Outside("https://kubernetes.io".into())));
    assert!(is_open(&journey), "the list stays");
    assert_eq!(chosen(&journey), "kubernetes.io");
    journey.press("y");
    assert!(journey.did().contains(&Did::Copy("https://kubernetes.io".into())), "y copies its target");
    assert!(is_open(&journey) && journey.status().contains("Sent to the terminal"), "{}", journey.status());
    // While a line is typed it is a letter.
    journey.press("/x");
    assert_eq!(journey.did(), []);
    assert!(journey.status().starts_with("links: x"), "{}", journey.status());
}

#[test]
fn the_list_is_there_before_the_links_are() {
    let text: String = (0..20_000).map(|number| format!("Words [l{number}](/{number}) and more.\n\n")).collect();
    let mut journey = Journey::through(&text, 80, 20, Indexing::ByHand);
    journey.index();
    journey.press("50%F");
    assert!(is_open(&journey));
    assert!(journey.picture().contains('…') && journey.status().contains("0 %"), "{}", journey.picture());
    journey.gather();
    let (first, picture) = (chosen(&journey), list(&journey));
    assert!(first.starts_with("l10") || first.starts_with("l9"), "{first}");
    while journey.gather() {
        assert_eq!(chosen(&journey), first, "what comes in above it changes nothing");
        let now = list(&journey);
        assert_eq!(
            now.iter().rposition(|row| row.starts_with('▸')),
            picture.iter().rposition(|row| row.starts_with('▸'))
        );
    }
    assert!(journey.status().contains("20,000 links"), "{}", journey.status());
    // The second time all of it is there at once.
    journey.press("<Esc>F");
    assert!(journey.status().contains("20,000 links"), "{}", journey.status());
    assert!(!journey.gather());
    // A list that is closed has nobody look on.
    journey.press("<Esc>");
    let mut journey = Journey::through(&text, 80, 20, Indexing::ByHand);
    journey.press("F");
    journey.gather();
    journey.press("<Esc>");
    assert!(!journey.gather());
}

#[test]
fn definitions_that_turn_up_later_make_links() {
    let text = format!("[a][late]\n\n{}[late]: https://e.org\n", "Words and words.\n\n".repeat(20_000));
    let mut journey = Journey::through(&text, 80, 20, Indexing::ByHand);
    journey.press("F");
    while journey.gather() {}
    assert!(journey.picture().contains("This document has no links."), "{}", journey.picture());
    journey.index();
    while journey.gather() {}
    assert_eq!(chosen(&journey), "a", "{}", journey.picture());
}

#[test]
fn a_list_that_is_stale_is_renewed() {
    let mut journey = Journey::folder(&[("a.md", "[one](#x) [two](#y)\n")], 80, 20);
    journey.press("F<Down>");
    assert_eq!(chosen(&journey), "two");
    journey.changed("a.md", "[three](#x) [four](#y) [five](#z)\n");
    assert_eq!(rows(&journey).len(), 3, "{}", journey.picture());
    assert!(rows(&journey)[0].contains("three"), "{}", journey.picture());
    assert!(journey.press("<Down><Up>").status().contains("3 links"), "{}", journey.picture());
    journey.press("<Enter>");
    assert_eq!(journey.reversed(), ["four"]);
    // Another document has other links.
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("F<Esc>").focus("a chapter of its own").press("<Enter>F");
    assert_eq!(chosen(&journey), "guide");
}

#[test]
fn a_document_without_links_says_so() {
    let mut journey = Journey::through("words\n", 60, 20, Indexing::AtOnce);
    assert!(journey.press("F").picture().contains("This document has no links."), "{}", journey.picture());
    journey.press("<Enter>");
    assert!(is_open(&journey));
}
