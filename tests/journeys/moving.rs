//! Every motion ends where it says: lines, pages, half pages, counts, the ends, percent.

use preface::app::reader::PageLine;
use preface::layout::Line;

use super::journey::{Did, Journey, corpus};

/// Where the motions are tried: documents and sizes.
fn grounds() -> Vec<Journey> {
    vec![
        Journey::new("guide.md", 100, 30),
        Journey::new("guide.md", 60, 20),
        Journey::preface(100, 30),
        Journey::preface(60, 20),
    ]
}

/// What a motion is to do.
#[derive(Debug, Clone, Copy)]
enum Move {
    Lines(isize),
    Pages(isize),
    Halves(isize),
    Top,
    End,
}

use Move::{End, Halves, Lines, Pages, Top};

/// Keys and the moves that they are to make, from the beginning of the document.
const MOTIONS: &[(&str, &[Move])] = &[
    ("j", &[Lines(1)]),
    ("<Down><C-e>", &[Lines(2)]),
    ("k", &[Lines(-1)]),
    ("jjjk", &[Lines(3), Lines(-1)]),
    ("5j<Up><C-y>", &[Lines(5), Lines(-2)]),
    ("12j", &[Lines(12)]),
    ("12j5k", &[Lines(12), Lines(-5)]),
    ("10jj", &[Lines(10), Lines(1)]),
    ("<Space>", &[Pages(1)]),
    ("<PgDn>", &[Pages(1)]),
    ("<C-f>", &[Pages(1)]),
    ("2<Space>", &[Pages(2)]),
    ("<Space>b", &[Pages(1), Pages(-1)]),
    ("<Space>j<PgUp>", &[Pages(1), Lines(1), Pages(-1)]),
    ("<Space>jj<C-b>", &[Pages(1), Lines(2), Pages(-1)]),
    ("d", &[Halves(1)]),
    ("3<C-d>", &[Halves(3)]),
    ("dju", &[Halves(1), Lines(1), Halves(-1)]),
    ("d<C-u>", &[Halves(1), Halves(-1)]),
    ("G", &[End]),
    ("<End>", &[End]),
    (">", &[End]),
    ("100%", &[End]),
    ("250%", &[End]),
    ("Gj", &[End]),
    ("G<Space><Space>", &[End]),
    ("999999j", &[End]),
    ("9999999999j", &[End]),
    ("Gk", &[End, Lines(-1)]),
    ("Gb", &[End, Pages(-1)]),
    ("Gu", &[End, Halves(-1)]),
    ("Gg", &[Top]),
    ("Ggg", &[Top]),
    ("G<Home>", &[Top]),
    ("G<lt>", &[Top]),
    ("G999999k", &[Top]),
    ("<Space>k999b", &[Top]),
    ("jj1%g", &[Top]),
    // A count that was begun is forgotten with a key that means nothing, and with Esc.
    ("5!j", &[Lines(1)]),
];

/// The line on top after a move by pages from one line to another: a few less if a heading would end the page.
fn paged(lines: &[Line], from: usize, to: usize, height: usize) -> usize {
    let text = |line: &Line| !line.is_blank() && !line.is_heading();
    let (shown, below) = lines.split_at(lines.len().min(to + height));
    let Some(end) = shown.iter().rposition(text) else { return to };
    let first_heading = end + 1 + shown[end + 1..].iter().take_while(|line| line.is_blank()).count();
    if first_heading >= shown.len() || below.is_empty() {
        return to;
    }
    if to > from {
        // Blank lines above the heading may end the page.
        let less = shown.len() - first_heading;
        let more = below.iter().position(text).map_or(0, |place| place + 1);
        if less < to - from {
            to - less
        } else if to > from && to - from + more < height {
            to + more
        } else {
            to
        }
    } else {
        let more = below.iter().position(text).map_or(0, |place| place + 1);
        let headed = shown.len() - first_heading;
        if more < from - to {
            to + more
        } else if more > 0 && from - to + headed < height {
            to.saturating_sub(headed)
        } else {
            to
        }
    }
}

#[test]
fn no_page_of_the_guide_ends_with_a_heading() {
    let table =
        [("<Space>", 100, 30), ("<Space>", 60, 20), ("d", 100, 30), ("d", 60, 20), ("b", 100, 30), ("u", 60, 20)];
    for (key, columns, rows) in table {
        let mut journey = Journey::new("guide.md", columns, rows);
        let end = journey.lines().last().map(|line| line.offset);
        let place = |journey: &Journey| {
            let page = journey.app().reader().page();
            page.first().map(|line| (line.chunk, line.row))
        };
        journey.press(if "bu".contains(key) { "G" } else { "g" });
        let mut pages = 0;
        loop {
            let before = place(&journey);
            journey.press(key);
            if place(&journey) == before {
                break;
            }
            pages += 1;
            let page = journey.app().reader().page();
            let lines: Vec<&Line> = page.iter().filter_map(PageLine::line).collect();
            let last = lines.iter().rfind(|line| !line.is_blank()).unwrap();
            let is_end = lines.last().map(|line| line.offset) == end;
            assert!(!last.is_heading() || is_end, "{key}\n{}", journey.picture());
        }
        assert!(pages > 10, "{key} made {pages} pages");
    }
}

#[test]
fn every_motion_ends_where_it_says() {
    for mut journey in grounds() {
        let height = journey.page().len();
        let lines = journey.lines();
        let last = lines.len().saturating_sub(height);
        for (keys, moves) in MOTIONS {
            let expected = moves.iter().fold(0_usize, |line, step| {
                let (page, half) = ((height - 2).cast_signed(), (height / 2).cast_signed());
                match *step {
                    Lines(by) => line.saturating_add_signed(by).min(last),
                    Pages(by) => paged(&lines, line, line.saturating_add_signed(by * page).min(last), height),
                    Halves(by) => paged(&lines, line, line.saturating_add_signed(by * half).min(last), height),
                    Top => 0,
                    End => last,
                }
            });
            journey.press("g").press(keys);
            assert_eq!(journey.line(), expected, "{keys}\n{}", journey.picture());
        }
    }
}

#[test]
fn a_page_keeps_two_lines_and_half_a_page_keeps_half() {
    for mut journey in grounds().drain(..2) {
        let before = journey.page();
        let height = before.len();
        let after = journey.press("<Space>").page();
        assert_eq!(before[height - 2..], after[..2]);
        let half = journey.press("d").page();
        assert_eq!(after[height / 2..], half[..height - height / 2]);
    }
}

#[test]
fn what_is_on_top_of_the_guide() {
    let table = [
        ("", "A Field Guide to Text on the Terminal"),
        ("j", "━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━"),
        ("3j", "A terminal shows text in rows and columns of equal cells. That sounds"),
        ("3j3j", "at what happens between a file of bytes and a page that somebody"),
        ("<Space>k", "1. Part One is about machines: paper, glass and the sequences of"),
        ("Gk", "─────────────────────────────────────────────────────────────────────"),
    ];
    let mut journey = Journey::new("guide.md", 100, 30);
    for (keys, expected) in table {
        journey.press("g").press(keys);
        assert_eq!(journey.top(), expected, "{keys}");
    }
}

#[test]
fn percent_puts_that_part_of_the_text_on_top() {
    for mut journey in grounds() {
        let lines = journey.lines();
        let span = journey.app().reader().document().span();
        for percent in [1, 10, 33, 50, 75, 99] {
            journey.press("g").press(&format!("{percent}%"));
            let byte = span.start + ((span.end - span.start) * percent).div_ceil(100);
            let top = &lines[journey.line()];
            let below = lines.iter().find(|line| line.offset > top.offset).map_or(u64::MAX, |line| line.offset);
            // Near the end the page stays full.
            let full = journey.line() + journey.page().len() == lines.len() && byte >= top.offset;
            let there = full || (top.offset..below).contains(&byte);
            assert!(there, "{percent} %: byte {byte} in {}..{below}", top.offset);
            assert!(full || journey.app().reader().percent() == percent, "{percent} %");
        }
    }
}

#[test]
fn percent_without_a_number_asks_for_one() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.page();
    assert!(journey.press("%").status().starts_with("Type a number first"), "{}", journey.status());
    assert_eq!(journey.page(), before);
    assert!(!journey.press("j").status().contains("Type"), "a message stays until the next key");
}

#[test]
fn keys_that_were_begun_show_and_are_forgotten_with_escape() {
    let mut journey = Journey::new("guide.md", 100, 30);
    assert!(journey.press("12").status().ends_with("12 …"), "{}", journey.status());
    assert!(!journey.press("<Esc>").status().contains('…'), "{}", journey.status());
    journey.press("j");
    assert_eq!(journey.line(), 1);
    assert!(journey.press("Z").status().ends_with("Z …"), "{}", journey.status());
    assert_eq!(journey.press("Z").did(), [Did::Quit]);
}

#[test]
fn quitting_suspending_and_drawing_anew() {
    let table = [
        ("q", Did::Quit),
        ("Q", Did::Quit),
        ("ZZ", Did::Quit),
        ("<C-c>", Did::Quit),
        ("<C-z>", Did::Suspend),
        ("<C-l>", Did::Redraw),
    ];
    let mut journey = Journey::preface(100, 30);
    for (keys, expected) in table {
        assert_eq!(journey.press(keys).did(), [expected], "{keys}");
    }
    assert_eq!(journey.press("<Esc><Esc><Esc>").did(), [], "Esc never quits");
}

#[test]
fn space_goes_on_to_the_next_document_and_back_returns() {
    let mut journey = Journey::named(&[&corpus("chapter.md"), &corpus("with space.md")], 100, 30);
    journey.press("G");
    let end = journey.page();
    journey.press("<Space>");
    assert_eq!(journey.top(), "A name with a space");
    journey.press("<Space>");
    assert_eq!(journey.top(), "A name with a space", "there is no document behind the last one");
    journey.press("<BS>");
    assert_eq!(journey.page(), end);
    journey.press("}}}}}");
    assert_eq!(journey.top(), "A name with a space");
    journey.press("{");
    assert_eq!(journey.page(), end, "back at the place that was left");
}

#[test]
fn a_screen_that_is_too_small_says_so_and_recovers() {
    let mut journey = Journey::new("guide.md", 100, 30);
    let before = journey.press("]]j").rows();
    for (columns, rows) in [(19, 30), (100, 3), (1, 1), (8, 8)] {
        journey.resize(columns, rows).press("jk");
        assert_eq!(journey.app().geometry(), None, "{columns}×{rows}");
        let said: String = journey.rows().concat().replace(' ', "");
        assert!("Toosmalltoreadin:atleast20×4cellsareneeded.".starts_with(&said), "{said}");
    }
    assert_eq!(journey.resize(100, 30).rows(), before);
}
