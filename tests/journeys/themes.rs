//! The list of the themes: each is seen on the whole screen while moving in it, and one is kept or none.

use preface::app::Event;
use preface::app::key::Gesture;
use preface::app::state::Mode;
use preface::theme::look::{Background, Name};
use ratatui::style::Color;

use super::journey::{Did, Journey};

/// The ground of every cell of the screen, each once.
fn grounds(journey: &Journey) -> Vec<Color> {
    let mut grounds = Vec::new();
    for cell in &journey.buffer().content {
        if !grounds.contains(&cell.bg) {
            grounds.push(cell.bg);
        }
    }
    grounds
}

fn is_picking(journey: &Journey) -> bool {
    matches!(journey.app().mode(), Mode::Themes(_))
}

#[test]
fn moving_in_the_list_changes_the_theme_at_once() {
    for (keys, expected) in [
        ("T", Name::Terminal),
        ("Tj", Name::PaperLight),
        ("TT", Name::PaperLight),
        ("T<Tab>", Name::PaperLight),
        ("T<Down><Down>", Name::PaperDark),
        ("T2j", Name::PaperDark),
        ("TTTT", Name::HighContrast),
        ("Tk", Name::Monochrome),
        ("T<Up><Up>", Name::HighContrast),
        ("T<S-Tab>", Name::Monochrome),
        ("TTTTTT", Name::Terminal),
        ("TG", Name::Monochrome),
        ("TGg", Name::Terminal),
    ] {
        let mut journey = Journey::new("guide.md", 100, 30);
        journey.press(keys);
        assert!(is_picking(&journey), "{keys}");
        assert_eq!(journey.app().look().name, expected, "{keys}");
        assert_eq!(journey.reversed().len(), 1, "{keys}: {:?}", journey.reversed());
        assert!(journey.reversed()[0].trim().starts_with(expected.name()), "{keys}: {:?}", journey.reversed());
    }
}

#[test]
fn enter_keeps_a_theme_and_esc_goes_back() {
    for (keys, expected) in [
        ("Tj<Enter>", Name::PaperLight),
        ("TT<Esc>", Name::Terminal),
        ("TTTq", Name::Terminal),
        ("TT<Enter>TT<Esc>", Name::PaperLight),
        ("T<Enter>", Name::Terminal),
        // What means something else on the page means nothing in the list.
        ("TjtxHM?<Esc>", Name::Terminal),
    ] {
        let mut journey = Journey::new("guide.md", 100, 30);
        let before = journey.rows();
        journey.press(keys);
        assert!(!is_picking(&journey), "{keys}");
        assert_eq!(journey.app().look().name, expected, "{keys}");
        assert_eq!(journey.did(), [], "{keys}");
        let last = journey.press("j").press("k").rows();
        assert_eq!(last, before, "{keys}: the page is where it was");
    }
    assert_eq!(Journey::new("guide.md", 100, 30).press("TQ").did(), [Did::Quit]);
}

#[test]
fn a_theme_with_a_ground_paints_every_cell() {
    let mut journey = Journey::new("guide.md", 100, 30);
    assert_eq!(grounds(&journey), [Color::Reset]);
    let (paper, tint) = (Color::Rgb(0xf8, 0xf2, 0xe4), Color::Rgb(0xee, 0xe5, 0xd1));
    journey.press("Tj");
    let seen = grounds(&journey);
    assert!(seen.contains(&paper) && seen.iter().all(|ground| [paper, tint].contains(ground)), "{seen:?}");
    journey.press("<Enter>");
    // The contents over the page, a message of several lines and a screen that is too small wipe what was there.
    for (columns, rows, keys) in [(40, 20, "t"), (24, 8, "<Esc>T<Esc>T<Enter>"), (15, 5, "")] {
        journey.resize(columns, rows).press(keys);
        assert!(!grounds(&journey).contains(&Color::Reset), "{columns}×{rows}\n{}", journey.picture());
    }
}

#[test]
fn a_theme_lays_nothing_out_again() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("]]]3j");
    let (page, lines) = (journey.page(), journey.lines());
    for _ in Name::ALL {
        journey.press("TT<Enter>");
        assert_eq!(journey.page(), page);
        assert_eq!(journey.lines(), lines);
    }
}

#[test]
fn a_click_chooses_and_one_beside_the_list_goes_back() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("T").click("paper-dark");
    assert!(!is_picking(&journey));
    assert_eq!(journey.app().look().name, Name::PaperDark);
    journey.press("TT").click("Themes");
    assert!(is_picking(&journey), "its frame is part of it");
    journey.mouse(Gesture::Press, 50, 3);
    assert!(!is_picking(&journey));
    assert_eq!(journey.app().look().name, Name::PaperDark);
    assert_eq!(journey.did(), []);
}

#[test]
fn the_page_can_be_moved_behind_it() {
    let mut journey = Journey::new("guide.md", 100, 30);
    journey.press("T<Space>");
    assert!(is_picking(&journey));
    let top = journey.top();
    journey.press("<Esc>");
    assert_eq!(journey.line(), journey.page().len() - 2);
    assert_eq!(journey.top(), top);
}

#[test]
fn it_fits_on_a_small_screen() {
    for (columns, rows) in [(20, 4), (30, 6), (60, 10)] {
        let mut journey = Journey::new("guide.md", columns, rows);
        journey.press("T");
        for name in Name::ALL {
            assert!(journey.picture().contains(name.name()), "{}\n{}", name.name(), journey.picture());
            journey.press("T");
        }
    }
}

#[test]
fn a_background_that_turns_out_changes_only_what_depends_on_it() {
    let mut journey = Journey::new("guide.md", 100, 30);
    for (keys, changes) in [("", true), ("TT<Enter>", false), ("TTT<Enter>", true), ("TT<Enter>", false)] {
        journey.press(keys);
        for background in [Background::Light, Background::Dark] {
            let (revision, before) = (journey.app().revision(), journey.buffer());
            journey.happen(Event::Background(background));
            assert_eq!(journey.app().revision() > revision, changes, "{:?}", journey.app().look());
            assert_eq!(journey.buffer() != before, changes, "{:?}", journey.app().look());
            let revision = journey.app().revision();
            journey.happen(Event::Background(background));
            assert_eq!(journey.app().revision(), revision, "said again, it is nothing new");
        }
    }
}
