//! The code of a link is read from the screen as a phone reads it: with the link in it, and light all around.

use preface::app::event::{Event, Outcome};
use preface::app::qr::{QUIET, Qr};
use preface::app::settings::Settings;
use preface::app::state::Mode;
use preface::text::sanitize::Safe;
use preface::theme::look::{Background, Depth, Look, Name};
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};
use rqrr::PreparedImage;

use super::journey::{Did, Indexing, Journey};

/// Whether the upper and the lower half of a cell are dark, on a terminal with light letters on black.
fn halves(cell: &Cell) -> [bool; 2] {
    let is_dark = |colour: Color, own: bool| match colour {
        Color::Reset => own,
        Color::Black | Color::Rgb(0, 0, 0) | Color::Indexed(16) => true,
        Color::White | Color::Rgb(255, 255, 255) | Color::Indexed(231) => false,
        other => panic!("{other:?} in a code"),
    };
    let (mut ink, mut ground) = (is_dark(cell.fg, false), is_dark(cell.bg, true));
    if cell.modifier.contains(Modifier::REVERSED) {
        (ink, ground) = (ground, ink);
    }
    match cell.symbol() {
        "█" => [ink, ink],
        "▀" => [ink, ground],
        "▄" => [ground, ink],
        " " => [ground, ground],
        other => panic!("“{other}” in a code"),
    }
}

/// The part of the screen that holds a code, as pixels: eight in each direction for each module.
struct Photo {
    pixels: Vec<Vec<bool>>,
}

const PIXELS: usize = 8;

impl Photo {
    /// Takes it of the code that the screen shows; `light` says how much of its quiet zone is on it.
    fn of(journey: &Journey, code: &Qr) -> Self {
        let buffer = journey.buffer();
        let (wide, high) = code.room();
        let (left, top) = ((buffer.area.width - wide) / 2, (buffer.area.height - 1 - high) / 2);
        let half = |row: u16, half: usize| {
            (left..left + wide).map(|column| halves(&buffer[(column, top + row)])[half]).collect::<Vec<_>>()
        };
        let rows = (0..high).flat_map(|row| [half(row, 0), half(row, 1)]);
        let wider = |row: Vec<bool>| row.into_iter().flat_map(|dark| [dark; PIXELS]).collect::<Vec<_>>();
        Self { pixels: rows.flat_map(|row| vec![wider(row); PIXELS]).collect() }
    }

    fn decoded(&self) -> String {
        let (width, height) = (self.pixels[0].len(), self.pixels.len());
        let grey = |x: usize, y: usize| if self.pixels[y][x] { 0 } else { 255 };
        let mut image = PreparedImage::prepare_from_greyscale(width, height, grey);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "one code is found");
        grids[0].decode().expect("it is read").1
    }

    /// Whether every module around the code is light.
    fn is_quiet(&self) -> bool {
        let quiet = usize::from(QUIET) * PIXELS;
        let inside = quiet..self.pixels[0].len() - quiet;
        let dark = |(row, pixels): (usize, &Vec<bool>)| {
            pixels.iter().enumerate().any(|(x, dark)| *dark && !(inside.contains(&row) && inside.contains(&x)))
        };
        !self.pixels.iter().enumerate().any(dark)
    }
}

fn code(journey: &Journey) -> &Qr {
    match journey.app().mode() {
        Mode::Qr(code) => code,
        _ => panic!("no code\n{}", journey.picture()),
    }
}

#[track_caller]
fn assert_reads(journey: &Journey, link: &str) {
    let photo = Photo::of(journey, code(journey));
    assert_eq!(photo.decoded(), link);
    assert!(photo.is_quiet(), "{}", journey.picture());
    assert!(journey.status().starts_with(link), "{}", journey.status());
}

const REPOSITORY: &str = "https://github.com/brendandburns/designing-distributed-systems";

#[test]
fn the_code_of_the_link_in_focus_is_read_from_the_screen() {
    let mut journey = Journey::preface(80, 24);
    journey.focus("the book's repository").press("#");
    assert_reads(&journey, REPOSITORY);
    assert!(journey.status().ends_with("any key closes"));
    let before = journey.press("x").page();
    assert!(matches!(journey.app().mode(), Mode::Reading) && journey.did().is_empty(), "the key does nothing else");
    assert!(before.concat().contains("repository"));
    journey.focus("permissions@oreilly.com").press("#");
    assert_reads(&journey, "mailto:permissions@oreilly.com");
    assert_eq!(journey.press("<C-c>").did(), [Did::Quit]);
}

#[test]
fn it_is_read_in_every_theme() {
    for name in Name::ALL {
        for depth in [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True] {
            let look = Look { name, depth, background: Background::Dark };
            let settings = Settings { look, ..Settings::default() };
            let mut journey = Journey::with_settings("[x](https://example.org/a?b=c)\n", 60, 24, settings);
            journey.press("<Tab>#");
            assert_reads(&journey, "https://example.org/a?b=c");
        }
    }
}

#[test]
fn a_link_that_could_not_be_opened_offers_its_code() {
    for outcome in [Outcome::Copied("No display here".to_owned()), Outcome::Shown("No display here".to_owned())] {
        let mut journey = Journey::preface(100, 30);
        journey.happen(Event::OpenedOutside { url: REPOSITORY.to_owned(), outcome });
        assert!(journey.status().ends_with("# code for a phone"), "{}", journey.status());
        journey.press("#");
        assert_reads(&journey, REPOSITORY);
        journey.click("█");
        assert!(matches!(journey.app().mode(), Mode::Reading));
        journey.press("#");
        let said = journey.app().message().unwrap().text.to_string();
        assert_eq!(said, "No link has the focus; Tab moves to one.", "the message has gone");
    }
}

#[test]
fn the_longest_link_has_a_code_where_there_is_room_and_says_how_much_it_needs() {
    let link = format!("https://example.org/{}", "a".repeat(2_028));
    let mut journey = Journey::through(&format!("[x]({link})\n"), 80, 24, Indexing::AtOnce);
    journey.press("<Tab>#");
    let needed = "The code needs 157 columns and 79 rows; here are 80 and 23.";
    assert!(journey.picture().contains(needed), "{}", journey.picture());
    journey.resize(160, 80);
    assert_eq!(Photo::of(&journey, code(&journey)).decoded(), link);
    journey.resize(20, 4);
    assert!(journey.picture().contains("The code needs"), "{}", journey.picture());
}

#[test]
fn what_does_not_lead_to_the_web_has_no_code() {
    for (target, said) in [
        ("other.md", "This link does not lead to the web; there is no code to draw."),
        ("#x", "This link does not lead to the web; there is no code to draw."),
        ("javascript:alert(1)", "This link does not lead to the web; there is no code to draw."),
        ("ftp://example.org/a", "Enter asks about this link first, because it does not lead to a web page."),
    ] {
        let mut journey = Journey::through(&format!("[x]({target})\n"), 90, 24, Indexing::AtOnce);
        journey.press("<Tab>#");
        assert_eq!(journey.app().message().unwrap().text.to_string(), said);
    }
}

#[test]
fn what_is_drawn_is_the_code_module_by_module() {
    let mut journey = Journey::preface(80, 30);
    journey.press("<Tab>#");
    let expected = Qr::new(&Safe::new("https://docker.io")).unwrap();
    let photo = Photo::of(&journey, code(&journey));
    for row in 0..expected.side + 2 * QUIET {
        for column in 0..expected.side + 2 * QUIET {
            let dark = photo.pixels[usize::from(row) * PIXELS][usize::from(column) * PIXELS];
            assert_eq!(dark, expected.is_dark(row, column), "{row} {column}");
        }
    }
}
