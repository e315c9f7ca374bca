//! Search: as it is typed, from hit to hit, kept, given up, and what the page shows of it.

use preface::app::key::Gesture;
use preface::theme::{HitState, Theme};
use ratatui::style::{Color, Style};

use super::journey::{Did, Indexing, Journey};

/// Sections of a page each; every third one has a needle, seven of them.
fn document() -> String {
    let section = |number: usize| {
        let needle = if number % 3 == 1 { "a **nee**dle in\nthe hay\n\n" } else { "" };
        format!("# Section {number}\n\n{}{needle}{}", "words of a page\n\n".repeat(9), "more words\n\n".repeat(3))
    };
    (0..21).map(section).collect()
}

fn open() -> Journey {
    Journey::through(&document(), 60, 20, Indexing::AtOnce)
}

/// What stands in cells of a ground, each stretch of a row on its own.
fn on(journey: &Journey, ground: Option<Color>) -> Vec<String> {
    let buffer = journey.buffer();
    let mut found: Vec<String> = Vec::new();
    for row in 0..buffer.area.height {
        let mut open = false;
        for column in 0..buffer.area.width {
            let cell = &buffer[(column, row)];
            let is = Some(cell.bg) == ground;
            match (is, open, found.last_mut()) {
                (true, true, Some(last)) => last.push_str(cell.symbol()),
                (true, ..) => found.push(cell.symbol().to_owned()),
                (false, ..) => {}
            }
            open = is;
        }
    }
    found
}

fn ground(journey: &Journey, hit: HitState) -> Option<Color> {
    Style::new().patch(Theme::new(journey.app().look()).hit(hit)).bg
}

/// The hits that are marked on the screen, but for the current one.
fn others(journey: &Journey) -> Vec<String> {
    on(journey, ground(journey, HitState::Other))
}

/// The current hit, as it is marked on the screen.
fn current(journey: &Journey) -> Vec<String> {
    on(journey, ground(journey, HitState::Current))
}

/// The section that is read, by the trail.
fn section(journey: &Journey) -> String {
    journey.trail().rsplit(" › ").next().unwrap_or_default().to_owned()
}

#[test]
fn typing_goes_to_the_first_hit_and_its_end_keeps_it() {
    for (keys, expected, status) in [
        // From the top of the screen on, across the line end and out of the emphasis.
        ("/needle", "needle", "/needle"),
        ("/needle in the hay", "needle in the hay", "1 of 7"),
        ("/NEEDLE", "", "nothing found"),
        ("/needle<Enter>", "needle", "1 of 7"),
        ("/needle<Enter>n", "needle", "2 of 7"),
        ("/needle<Enter>nn", "needle", "3 of 7"),
        ("/needle<Enter>3n", "needle", "4 of 7"),
        ("/needle<Enter>3nN", "needle", "3 of 7"),
        ("/needle<Enter>3n2N", "needle", "2 of 7"),
        ("/needle<Enter>N", "needle", "From the end again: 7 of 7"),
        ("/needle<Enter>7n", "needle", "From the beginning again: 1 of 7"),
        ("/needle<Enter>G", "", "“needle”: 1 of 7"),
        ("/needle<Enter>Gn", "needle", "From the beginning again: 1 of 7"),
        ("/needle<Enter>GN", "needle", "7 of 7"),
    ] {
        let mut journey = open();
        journey.press(keys);
        assert_eq!(current(&journey).join(" "), expected, "{keys}\n{}", journey.picture());
        assert!(journey.status().contains(status), "{keys}: {}", journey.status());
    }
}

#[test]
fn esc_goes_back_to_where_it_began() {
    for before in ["", "]]3j", "G", "50%kk"] {
        for keys in
            ["/needle<Esc>", "/nee<BS><BS>edle<Esc>", "/needle<C-u><BS>", "/nothing<Esc>", "/<C-r>(<Esc>", "/<Esc>"]
        {
            let mut journey = open();
            journey.press(before);
            let rows = journey.rows();
            journey.press(keys);
            assert_eq!(journey.rows(), rows, "{before} {keys}");
            assert_eq!(journey.press("<BS>").did(), [], "{before} {keys}");
        }
    }
}

#[test]
fn what_is_typed_is_looked_for_from_where_it_began() {
    let mut journey = open();
    journey.press("]]]]]").press("/needle");
    let first = journey.rows();
    // Typing more and taking it back leads to the same page.
    journey.press(" in the hay x");
    assert!(journey.status().contains("nothing found"), "{}", journey.status());
    assert_eq!(section(&journey), "Section 5", "nothing found leaves the page where it was");
    journey.press("<C-w><BS><C-w><BS><C-w><BS><C-w><BS>");
    assert_eq!(journey.rows(), first);
}

#[test]
fn nothing_found_says_so_and_stays() {
    let mut journey = open();
    journey.press("]]");
    let page = journey.page();
    journey.press("/haystack<Enter>");
    assert_eq!(journey.page(), page);
    assert!(journey.status().contains("Nothing here reads “haystack”"), "{}", journey.status());
    journey.press("n");
    assert_eq!(journey.page(), page);
    assert!(journey.status().contains("Nothing here reads “haystack”"), "{}", journey.status());
    journey.press("<BS>");
    assert!(journey.status().contains("nothing to go back to") || journey.page() != page, "{}", journey.status());
}

#[test]
fn one_search_is_one_place_in_the_history() {
    let mut journey = open();
    journey.press("]]3j");
    let page = journey.page();
    journey.press("/needle<Enter>nnn<BS>");
    assert_eq!(journey.page(), page);
    // From somewhere else the next hit is a jump of its own.
    journey.press("/needle<Enter>nG");
    let end = journey.page();
    journey.press("n<BS>");
    assert_eq!(journey.page(), end);
}

#[test]
fn every_hit_on_the_screen_is_marked_and_esc_takes_the_marks_away() {
    let mut journey = Journey::through(
        "one two one\n\n- one\n\n> `one` [one](/x)\n\n| one | b |\n|---|---|\n| c | one |\n",
        60,
        20,
        Indexing::AtOnce,
    );
    let plain = journey.rows();
    journey.press("/one");
    assert_eq!((current(&journey).len(), others(&journey).len()), (1, 6), "{}", journey.picture());
    assert!(others(&journey).iter().all(|hit| hit == "one"), "{:?}", others(&journey));
    journey.press("<Enter>n");
    assert_eq!((current(&journey).len(), others(&journey).len()), (1, 6));
    assert_eq!(journey.rows()[..19], plain[..19], "marks change no text");
    journey.press("<Esc>");
    assert_eq!((current(&journey).len(), others(&journey).len()), (0, 0));
    assert_eq!(journey.rows(), plain);
    // What was looked for is remembered.
    journey.press("n");
    assert_eq!((current(&journey).len(), others(&journey).len()), (1, 6));
}

#[test]
fn upper_case_is_meant_where_it_is_typed() {
    for (keys, count) in [("/one", "1 of 3"), ("/One", "1 of 2"), ("/ONE", "1 of 1"), ("/ onE", "nothing found")] {
        let mut journey = Journey::through("one One ONE\n\nOne\n", 60, 20, Indexing::AtOnce);
        journey.press(keys);
        let count = if keys == "/one" { "1 of 4" } else { count };
        assert!(journey.status().contains(count), "{keys}: {}", journey.status());
    }
}

#[test]
fn ctrl_r_reads_a_regular_expression() {
    let mut journey = Journey::through("a.c abc\n\nadc a+c\n", 60, 20, Indexing::AtOnce);
    journey.press("/a.c");
    assert!(journey.status().contains("1 of 1"), "{}", journey.status());
    journey.press("<C-r>");
    assert!(journey.status().starts_with("regex /a.c") && journey.status().contains("1 of 4"), "{}", journey.status());
    journey.press("<C-u>a(b|d");
    assert!(journey.status().contains("not an expression"), "{}", journey.status());
    assert_eq!(others(&journey), Vec::<String>::new());
    // An expression that is none can't be kept; the line stays open.
    journey.press("<Enter>)c");
    assert!(journey.status().contains("1 of 2"), "{}", journey.status());
    journey.press("<Enter>");
    assert!(journey.status().contains("/a(b|d)c/: 1 of 2"), "{}", journey.status());
    // The next line is read the same way, until it is said otherwise.
    journey.press("/a.c<C-r>");
    assert!(journey.status().starts_with("/a.c") && journey.status().contains("1 of 1"), "{}", journey.status());
}

#[test]
fn lines_that_were_typed_come_back() {
    let mut journey = open();
    journey.press("/needle<Enter>/words<Enter>/<Up><Up>");
    assert!(journey.status().starts_with("/needle"), "{}", journey.status());
    journey.press("<Down><Enter>");
    assert!(journey.status().starts_with("“words”"), "{}", journey.status());
    // Nothing typed is what was typed last, one further.
    journey.press("g/needle<Enter>/<Enter>");
    assert!(journey.status().contains("“needle”: 2 of 7"), "{}", journey.status());
    let mut fresh = open();
    assert!(fresh.press("/<Enter>").status().contains("Nothing has been looked for yet"), "{}", fresh.status());
    assert!(fresh.press("n").status().contains("Nothing has been looked for yet"), "{}", fresh.status());
}

#[test]
fn what_is_pasted_is_looked_for() {
    let mut journey = open();
    journey.press("/").paste("needle\x1b[2J in\nmore");
    assert!(journey.status().starts_with("/needle[2J in"), "{}", journey.status());
    journey.press("<C-u>").paste("needle in");
    assert_eq!(current(&journey), ["needle in"]);
}

#[test]
fn a_hit_in_a_fold_opens_it_and_esc_closes_it_again() {
    let text = "start\n\n<details><summary>more</summary>\n\nhidden needle\n\n</details>\n\nend\n";
    let mut journey = Journey::through(text, 60, 20, Indexing::AtOnce);
    let folded = journey.page();
    journey.press("/needle");
    assert_eq!(current(&journey), ["needle"], "{}", journey.picture());
    journey.press("<Esc>");
    assert_eq!(journey.page(), folded);
    journey.press("/needle<Enter>");
    assert_eq!(current(&journey), ["needle"]);
}

#[test]
fn a_hit_beside_the_page_is_panned_to() {
    let text = format!("```\n{}needle{}\nshort\n```\n", "abcdefgh ".repeat(30), " xyz".repeat(20));
    let mut journey = Journey::through(&text, 60, 20, Indexing::AtOnce);
    let unpanned = journey.page();
    journey.press("/needle");
    assert_eq!(current(&journey), ["needle"], "{}", journey.picture());
    journey.press("<Esc>");
    assert_eq!(journey.page(), unpanned);
    journey.press("/needle<Enter>");
    assert_eq!(current(&journey), ["needle"]);
}

#[test]
fn it_is_counted_in_the_background_and_the_first_hit_does_not_wait() {
    let text = format!("{}needle\n\n{}needle\n", "words words\n\n".repeat(100), "words words\n\n".repeat(100_000));
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("/needle");
    assert!(journey.status().contains("searching 0 %"), "{}", journey.status());
    assert!(journey.look());
    assert_eq!(current(&journey), ["needle"]);
    assert!(journey.status().contains("1 of 1+"), "{}", journey.status());
    journey.press("<Enter>n");
    assert!(journey.status().contains("Looking for “needle”"), "{}", journey.status());
    let page = journey.page();
    journey.press("<Esc>");
    assert!(journey.status().contains("Given up"), "{}", journey.status());
    journey.press("n").look_all();
    assert_ne!(journey.page(), page);
    assert_eq!(current(&journey), ["needle"]);
    assert!(journey.status().contains("2 of 2"), "{}", journey.status());
    assert!(!journey.app().reader().document().is_complete(), "and it needs no index");
    // Words take the place of the index where it isn't yet: when it comes, nothing moves.
    let page = journey.page();
    journey.index();
    assert_eq!(journey.page(), page);
}

#[test]
fn enter_before_anything_is_found_goes_there_later() {
    let text = format!("{}needle\n", "words words\n\n".repeat(100_000));
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("3j");
    let page = journey.page();
    journey.press("/needle<Enter>");
    assert!(journey.status().contains("Looking for “needle”"), "{}", journey.status());
    assert_eq!(journey.page(), page);
    journey.look_all();
    assert_eq!(current(&journey), ["needle"]);
    journey.press("<BS>");
    assert_eq!(journey.page(), page);
    journey.press("/nothing<Enter>").look_all();
    assert!(journey.status().contains("Nothing here reads “nothing”"), "{}", journey.status());
    assert_eq!(journey.page(), page);
}

#[test]
fn what_comes_of_an_older_line_is_not_taken() {
    let text = format!("{}needle\n", "words words\n\n".repeat(20_000));
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("/words").look();
    journey.press("x");
    let status = journey.status();
    assert!(status.contains("searching 0 %"), "{status}");
    journey.press("<BS><Esc>").look_all();
    assert_eq!(others(&journey), Vec::<String>::new());
}

#[test]
fn ticks_on_the_scrollbar_say_where_hits_are() {
    let ticks = |journey: &Journey| {
        let bar = journey.geometry().scrollbar;
        let buffer = journey.buffer();
        let sign = |row: u16| buffer[(bar.column, bar.row + row)].symbol().to_owned();
        (0..bar.rows).map(sign).collect::<Vec<String>>()
    };
    let mut journey = open();
    assert!(ticks(&journey).iter().all(|sign| sign == "│" || sign == "┃"));
    journey.press("/needle");
    let marked = ticks(&journey).iter().filter(|sign| *sign == "┤" || *sign == "┫").count();
    assert!((5..=7).contains(&marked), "{:?}", ticks(&journey));
    journey.press("?");
    journey.press("<Esc><Esc>");
    assert!(ticks(&journey).iter().all(|sign| sign == "│" || sign == "┃"));
}

#[test]
fn a_search_belongs_to_its_document() {
    let files = [("a.md", "[b](b.md)\n\nneedle here\n"), ("b.md", "a needle\n\nanother needle\n")];
    let mut journey = Journey::folder(&files, 60, 20);
    journey.press("/needle<Enter>");
    assert_eq!(current(&journey), ["needle"]);
    journey.press("<Tab><Enter>");
    assert_eq!((current(&journey).len(), others(&journey).len()), (0, 0), "{}", journey.picture());
    journey.press("n");
    assert!(journey.status().contains("“needle”: 1 of 2"), "{}", journey.status());
    journey.press("nn");
    assert!(journey.status().contains("From the beginning again: 1 of 2"), "{}", journey.status());
}

#[test]
fn a_file_that_changes_is_searched_anew() {
    let mut journey = Journey::folder(&[("a.md", "one needle\n\ntwo\n")], 60, 20);
    journey.press("/needle<Enter>");
    assert!(journey.status().contains("“needle”: 1 of 1"), "{}", journey.status());
    journey.changed("a.md", "one needle\n\ntwo needles\n\nthree\n");
    assert_eq!(current(&journey).len() + others(&journey).len(), 2, "{}", journey.picture());
    assert!(journey.press("n").status().contains("of 2"), "{}", journey.status());
    journey.press("&");
    journey.changed("a.md", "another needle\n");
    assert!(journey.picture().contains("another needle"), "{}", journey.picture());
}

#[test]
fn a_click_keeps_what_was_found_and_the_wheel_moves_the_page() {
    let mut journey = Journey::through(
        &format!("{}[a link](#there)\n\nneedle\n\n# There\n\nwords\n", document()),
        60,
        20,
        Indexing::AtOnce,
    );
    journey.press("/needle").mouse(Gesture::WheelDown, 5, 5);
    assert!(journey.status().starts_with("/needle"), "{}", journey.status());
    journey.press(" in").mouse(Gesture::Press, 59, 18);
    assert!(journey.status().starts_with("“needle in”"), "{}", journey.status());
    journey.press("G").press("/link").click("a link");
    assert_eq!(journey.top(), "There", "{}", journey.picture());
    let status = journey.press("j").status();
    assert!(status.contains("“link”"), "{status}");
    // A line without sense leads nowhere.
    journey.press("g").press("/<C-r>(").mouse(Gesture::Press, 5, 5);
    assert!(!journey.status().contains('('), "{}", journey.status());
}

#[test]
fn the_help_says_how_a_line_is_typed() {
    let mut journey = Journey::through("words\n", 80, 200, Indexing::AtOnce);
    journey.press("?");
    for words in ["search as you type", "all hits in a list", "While a line is typed", "Ctrl-R", "a regular expression"]
    {
        assert!(journey.picture().contains(words), "{words}\n{}", journey.picture());
    }
}

#[test]
fn keys_that_a_line_does_not_need_do_what_they_always_do() {
    let mut journey = open();
    assert_eq!(journey.press("/abc<C-l>").did(), [Did::Redraw]);
    assert_eq!(journey.press("<C-z>").did(), [Did::Suspend]);
    assert_eq!(journey.press("<C-c>").did(), [Did::Quit]);
    assert!(journey.status().starts_with("/abc"));
}

#[test]
fn the_line_fits_on_a_small_screen() {
    for (columns, rows) in [(20, 4), (30, 6), (60, 10)] {
        let mut journey = Journey::through(&document(), columns, rows, Indexing::AtOnce);
        journey.press("/needle in the hay");
        assert_eq!(current(&journey).concat().replace(' ', ""), "needleinthehay", "{}", journey.picture());
        assert!(journey.status().contains("hay"), "{}", journey.status());
        journey.press(" and far more than fits here");
        assert!(journey.status().contains("here") || columns == 20, "{}", journey.status());
    }
}

#[test]
fn from_a_hit_that_was_on_the_page_already_the_way_to_the_next_ones_can_be_undone() {
    let filler = |number: usize| format!("filler {number}\n\n");
    let fillers: String = (0..200).map(filler).collect();
    let text = format!("# Title\n\nneedle one\n\n{fillers}needle two\n\n{fillers}needle three\n\n{fillers}");
    for (keys, back) in [("/needle<Enter>n", "<BS>"), ("/needle<Enter>nn", "''"), ("/needle<Enter>N", "<BS>")] {
        let mut journey = Journey::through(&text, 100, 30, Indexing::AtOnce);
        let before = journey.page();
        assert_ne!(journey.press(keys).page(), before, "{keys}");
        assert_eq!(journey.press("<Esc>").press(back).page(), before, "{keys}: all of it is one step");
    }
}

#[test]
fn a_formula_is_found_as_it_reads_and_as_it_is_written() {
    let text = "# Top\n\nMath $\\alpha + \\beta$ and the $n$th.\n\n> Half is $\\frac{1}{2}x$.\n\n$$\\gamma = 1$$\n\n\
                $$\n\\delta = \\frac{3}{4}\n$$\n";
    for (typed, row) in [
        ("α", "Math α + β"),
        ("α + β", "Math α + β"),
        ("Math α", "Math α + β"),
        ("β and", "Math α + β"),
        ("\\alpha", "Math α + β"),
        ("nth", "Math α + β"),
        ("(1/2)x", "Half is (1/2)x."),
        ("\\frac{1}", "Half is (1/2)x."),
        ("γ =", "γ = 1"),
        ("δ =", "δ = ───"),
        ("\\delta", "δ = ───"),
    ] {
        let mut journey = Journey::through(text, 60, 12, Indexing::AtOnce);
        journey.press(&format!("/{typed}<Enter>")).look_all();
        assert!(journey.status().contains("1 of 1"), "{typed}: {}", journey.status());
        assert!(journey.page().iter().any(|shown| shown.contains(row)), "{typed}: {}", journey.picture());
    }
    let mut journey = Journey::through(text, 60, 12, Indexing::AtOnce);
    journey.press("/α<Enter>").look_all();
    assert!(journey.picture().contains("Math α + β and the nth."), "{}", journey.picture());
    assert_eq!(current(&journey), ["α + β"]);
}
