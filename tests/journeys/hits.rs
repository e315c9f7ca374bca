//! The list of hits: by sections, with the words around each; what is chosen there is gone to, or nothing is changed.

use preface::app::key::Gesture;
use preface::app::search::listing::area;
use preface::app::state::Mode;

use super::journey::{Did, Indexing, Journey};

const BOOK: &str = "a needle before all\n\n# Metals\n\nsome metal\n\n## Iron\n\nan *iron* needle, and one more\nneedle of iron\n\n\
                    ## Zinc\n\nno such thing\n\n# Cloth\n\n- `needle` and thread\n\n```\nlet needle = 1;\n```\n";

fn book() -> Journey {
    Journey::through(BOOK, 60, 20, Indexing::AtOnce)
}

/// The rows of the list.
fn list(journey: &Journey) -> Vec<String> {
    assert!(is_open(journey), "{}", journey.picture());
    let area = area(&journey.geometry());
    let rows: Vec<String> = journey.rows()[usize::from(area.row)..usize::from(area.row + area.rows)]
        .iter()
        .map(|row| row.chars().skip(area.column.into()).take(area.columns.into()).collect::<String>().trim_end().into())
        .collect();
    let last = rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1);
    rows[..last].to_vec()
}

fn is_open(journey: &Journey) -> bool {
    matches!(journey.app().mode(), Mode::Hits(_))
}

/// The line of the list that is chosen.
fn chosen(journey: &Journey) -> String {
    list(journey).into_iter().find(|row| row.starts_with('▸')).unwrap_or_default()
}

#[test]
fn hits_stand_below_their_sections_with_the_words_around_them() {
    let mut journey = book();
    journey.press("/needle<Enter>&");
    assert_eq!(
        list(&journey),
        [
            "Before the first section",
            "▸ a needle before all",
            "Metals › Iron",
            "  an iron needle, and one more needle of iron",
            "  …le, and one more needle of iron",
            "Cloth",
            "  needle and thread",
            "  let needle = 1;",
        ]
    );
    assert!(journey.status().contains("“needle”: 1 of 5"), "{}", journey.status());
}

#[test]
fn keys_choose_and_enter_goes_there() {
    for (keys, expected, top) in [
        ("", "▸ a needle before all", "1 of 5"),
        ("j", "▸ an iron needle, and one more needle of iron", "2 of 5"),
        ("3j", "▸ needle and thread", "4 of 5"),
        ("nnN", "▸ an iron needle, and one more needle of iron", "2 of 5"),
        ("<Down><Down><Up>", "▸ an iron needle, and one more needle of iron", "2 of 5"),
        ("G", "▸ let needle = 1;", "5 of 5"),
        ("9j", "▸ let needle = 1;", "5 of 5"),
        ("Gg", "▸ a needle before all", "1 of 5"),
        ("Gkk", "▸ …le, and one more needle of iron", "3 of 5"),
        ("<PgDn>", "▸ let needle = 1;", "5 of 5"),
        ("<PgDn><PgUp>", "▸ a needle before all", "1 of 5"),
    ] {
        let mut journey = book();
        journey.press("/needle<Enter>&").press(keys);
        assert_eq!(chosen(&journey), expected, "{keys}");
        assert!(journey.status().contains(top), "{keys}: {}", journey.status());
        journey.press("<Enter>");
        assert!(!is_open(&journey));
        assert!(journey.status().contains(top), "{keys}: {}", journey.status());
    }
}

#[test]
fn leaving_it_leaves_the_page_as_it_was() {
    let filler = "words of a page\n\n".repeat(30);
    let text = BOOK.split_inclusive("\n\n").map(|block| format!("{block}{filler}")).collect::<String>();
    for leave in ["<Esc>", "q", "&"] {
        let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
        journey.press("/needle<Enter>n3j");
        let rows = journey.rows();
        journey.press("&jjG").press(leave);
        assert_eq!(journey.rows(), rows, "{leave}");
        // Going to one is a jump that can be undone.
        journey.press("&G<Enter>");
        assert_ne!(journey.page(), rows[2..19]);
        journey.press("<BS>");
        assert_eq!(journey.page()[..17], rows_of(&rows)[..17], "{leave}");
        assert_eq!(journey.press("&tpx]<Tab>?").did(), [], "what is not about the list means nothing there");
        assert!(is_open(&journey));
        assert_eq!(journey.press("<C-l>Q").did(), [Did::Redraw, Did::Quit]);
    }
}

/// The rows of the page, of those of the screen.
fn rows_of(rows: &[String]) -> Vec<String> {
    rows[2..19]
        .iter()
        .map(|row| row.chars().skip(1).collect::<String>().trim_end_matches(['│', '┃', '┤', '┫']).trim_end().to_owned())
        .collect()
}

#[test]
fn without_a_search_there_is_none() {
    let mut journey = book();
    journey.press("&");
    assert!(!is_open(&journey) && journey.status().contains("Nothing has been looked for yet"), "{}", journey.status());
    // One that was done with is taken up again.
    journey.press("/needle<Enter><Esc>&");
    assert_eq!(list(&journey).len(), 8);
    assert!(chosen(&journey).contains("a needle before all"));
    journey.press("<Esc>/nothing<Enter>&");
    assert_eq!(list(&journey), Vec::<String>::new());
    journey.press("<Enter>j/needle");
    assert!(journey.status().starts_with("/needle"), "{}", journey.status());
}

#[test]
fn a_click_goes_to_a_hit() {
    let mut journey = book();
    journey.press("/needle<Enter>&").click("needle and thread");
    assert!(!is_open(&journey) && journey.status().contains("4 of 5"), "{}", journey.status());
    journey.press("&").mouse(Gesture::WheelDown, 10, 5);
    assert!(chosen(&journey).contains("let needle"), "{}", chosen(&journey));
    journey.click("Cloth");
    assert!(is_open(&journey), "a section is no hit");
}

#[test]
fn very_many_hits_are_listed_as_they_come_into_view() {
    let text: String = (0..3_000)
        .map(|number| format!("# Section {number}\n\n{}\n\n", format!("needle {number} ").repeat(50)))
        .collect();
    let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
    journey.press("/needle<Enter>&");
    assert!(journey.status().contains("1 of 150000"), "{}", journey.status());
    assert_eq!(list(&journey).len(), 17);
    journey.press("G");
    assert!(journey.status().contains("150000 of 150000"), "{}", journey.status());
    assert!(chosen(&journey).contains("needle 2999"), "{}", chosen(&journey));
    assert_eq!(list(&journey)[0], "Section 2999");
    // More hits than are kept: those at the beginning are found again.
    journey.press("g");
    assert!(journey.status().contains("1 of 150000"), "{}", journey.status());
    journey.press("60j");
    assert!(list(&journey).contains(&"Section 1".to_owned()), "{:?}", list(&journey));
    journey.press("<Enter>");
    assert!(journey.status().contains("61 of 150000"), "{}", journey.status());
}

#[test]
fn hits_are_listed_while_they_are_counted_and_before_the_index_is_there() {
    let text: String = (0..60_000).map(|number| format!("# S{number}\n\nneedle {number}\n\n")).collect();
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("/needle 59999<Enter>").look_all();
    journey.press("&");
    assert_eq!(list(&journey), ["Where the index has not come to yet", "▸ needle 59999"]);
    journey.press("<Esc>g/needle<Enter>&");
    assert_eq!(list(&journey), ["  searching…"]);
    journey.look();
    assert_eq!(list(&journey)[..2], ["S0", "▸ needle 0"]);
    journey.press("G");
    assert!(chosen(&journey).contains("needle 0"), "{}", chosen(&journey));
    journey.look_all();
    assert!(chosen(&journey).contains("needle 59999"), "{}", chosen(&journey));
    journey.index();
    assert!(list(&journey).ends_with(&["S59999".to_owned(), "▸ needle 59999".to_owned()]), "{:?}", list(&journey));
}

#[test]
fn it_fits_on_a_small_screen() {
    for (columns, rows) in [(20, 4), (30, 6), (60, 10), (200, 50)] {
        let mut journey = Journey::through(BOOK, columns, rows, Indexing::AtOnce);
        journey.press("/needle<Enter>&");
        for keys in ["", "j", "j", "j", "j"] {
            journey.press(keys);
            assert!(chosen(&journey).contains("needle"), "{}", journey.picture());
        }
        journey.press("<Enter>");
        assert!(journey.picture().contains("let needle"), "{}", journey.picture());
    }
}
