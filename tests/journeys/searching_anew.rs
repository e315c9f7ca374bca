//! A file that changes on disk while something is looked for in it: the place, the hit and the way back stay.

use std::fmt::Write as _;

use super::journey::Journey;

fn text(sections: std::ops::Range<usize>) -> String {
    sections.fold(String::new(), |mut text, number| {
        let needle = if number % 3 == 0 { "a needle and " } else { "" };
        let _ = write!(text, "## Section {number}\n\nIt has {needle}words of {number}.\n\n");
        text
    })
}

/// A journey to the fiftieth of so many sections.
fn at_fifty() -> Journey {
    let mut journey = Journey::folder(&[("a.md", &text(0..100))], 100, 16);
    journey.press("50]");
    assert_eq!(journey.top(), "Section 50");
    journey
}

/// The ways in which the file changes, and how many needles it has then before and behind the fiftieth section.
fn changes() -> [(&'static str, String, usize, usize); 4] {
    let old = text(0..100);
    [
        ("more above", format!("# New\n\n{}{old}", "Much more text.\n\n".repeat(50)), 17, 17),
        ("less above", text(30..100), 7, 17),
        ("elsewhere above", old.replace("It has words of 4.", "It has a needle of four."), 18, 17),
        ("other words behind", old.replace("of 90.", "of ninety."), 17, 17),
    ]
}

fn said(journey: &Journey) -> bool {
    journey.status().starts_with("Read again: the file has changed.")
}

#[test]
fn esc_leads_to_the_words_where_the_search_began() {
    for (what, new, ..) in changes() {
        for keys in ["/needle", "/needlex", "/needle<BS>", "/", "/<C-r>("] {
            let mut journey = at_fifty();
            let began = journey.page();
            journey.press(keys).changed("a.md", &new).press("<Esc>");
            assert_eq!(journey.page()[..4], began[..4], "{what} {keys}\n{}", journey.picture());
            assert!(said(&journey), "{what} {keys}: {}", journey.status());
        }
    }
}

#[test]
fn the_prompt_stays_at_its_hit() {
    for (what, new, before, behind) in changes() {
        let mut journey = at_fifty();
        let began = journey.page();
        journey.press("/needle");
        assert!(journey.status().ends_with("18 of 34"), "{}", journey.status());
        let page = journey.page();
        journey.changed("a.md", &new);
        let count = format!("{} of {}", before + 1, before + behind);
        assert!(journey.status().ends_with(&count), "{what}: {}", journey.status());
        assert_eq!(journey.page(), page, "{what}");
        // A key in between takes nothing away.
        journey.press(" <BS><Enter>");
        assert!(said(&journey), "{what}: {}", journey.status());
        assert!(journey.press("n").status().contains(&format!("{} of", before + 2)), "{what}: {}", journey.status());
        assert_eq!(journey.press("<BS>").page()[..4], began[..4], "{what}");
    }
}

#[test]
fn what_turns_up_in_the_new_text_is_gone_to() {
    let mut journey = at_fifty();
    journey.press("/hammer");
    assert!(journey.status().contains("nothing found"), "{}", journey.status());
    journey.changed("a.md", &text(0..100).replace("of 70.", "of a hammer."));
    assert!(journey.status().contains("1 of 1"), "{}", journey.status());
    assert!(journey.page().iter().any(|row| row.contains("hammer")), "{}", journey.picture());
    // And what has gone is left for what is nearest.
    journey.changed("a.md", &text(0..100).replace("of 75.", "of hammers here."));
    assert!(journey.status().contains("1 of 1"), "{}", journey.status());
    assert!(journey.page().iter().any(|row| row.contains("hammer")), "{}", journey.picture());
    assert_eq!(journey.press("<Esc>").top(), "Section 50");
}

#[test]
fn the_way_from_hit_to_hit_goes_on() {
    for (what, new, before, behind) in changes() {
        let mut journey = at_fifty();
        journey.press("/needle<Enter>n").changed("a.md", &new).press("j");
        let count = format!("“needle”: {} of {}", before + 2, before + behind);
        assert!(journey.status().contains(&count), "{what}: {}", journey.status());
        journey.press("n");
        assert!(journey.status().contains(&format!("{} of", before + 3)), "{what}: {}", journey.status());
        assert_eq!(journey.press("<BS>").top(), "Section 50", "{what}: all of it is one jump");
    }
}

#[test]
fn the_hit_that_is_chosen_stays_chosen() {
    for (what, new, before, behind) in changes() {
        let mut journey = at_fifty();
        journey.press("/needle<Enter>&jjj");
        assert!(journey.status().contains("21 of 34"), "{}", journey.status());
        let chosen = |journey: &Journey| journey.reversed().join(" ");
        let row = chosen(&journey);
        assert!(row.contains("60"), "{row}");
        journey.changed("a.md", &new);
        assert_eq!(chosen(&journey), row, "{what}");
        let status = journey.press("jk").status();
        assert!(status.contains(&format!("{} of {}", before + 4, before + behind)), "{what}: {status}");
        journey.press("<Enter>");
        assert!(journey.page().iter().any(|row| row.contains("words of 60")), "{what}\n{}", journey.picture());
        assert_eq!(journey.press("<Esc><BS>").page()[..1], ["Section 50"], "{what}");
    }
}

#[test]
fn an_editor_may_empty_the_file_before_it_writes_it() {
    for keys in ["/needle", "/needle<Enter>", "/needle<Enter>&jjj"] {
        let mut journey = at_fifty();
        journey.press(keys);
        let (status, chosen) = (journey.status(), journey.reversed());
        let count = status.split(' ').find(|word| word.parse::<usize>().is_ok()).unwrap().to_owned();
        journey.changed("a.md", "").changed("a.md", &format!("Something new.\n\n{}", text(0..100)));
        journey.press(if keys == "/needle" { "x<BS>" } else { "jk" });
        assert!(journey.status().contains(&format!("{count} of 34")), "{keys}: {}", journey.status());
        assert_eq!(journey.reversed(), chosen, "{keys}");
        if keys == "/needle" {
            assert_eq!(journey.press("<Esc>").top(), "Section 50");
        }
    }
}

#[test]
fn folds_are_where_they_were_when_typing_began() {
    let fold = "<details><summary>more</summary>\n\nhidden hammer\n\n</details>\n\nend\n";
    let mut journey = Journey::folder(&[("a.md", &format!("{}{fold}", text(0..30)))], 100, 16);
    let page = journey.press("G").page();
    journey.press("/hammer").changed("a.md", &format!("{}{fold}", text(5..30))).press("<Esc>");
    assert_eq!(journey.page(), page, "{}", journey.picture());
}

#[test]
fn nothing_typed_goes_on_with_a_search_that_was_not_through() {
    use super::journey::Indexing;
    let text = format!("{}needle\n", "words words\n\n".repeat(100_000));
    let mut journey = Journey::through(&text, 60, 20, Indexing::ByHand);
    journey.press("/needle<Enter>/<Enter>").look_all();
    assert!(journey.status().contains("1 of 1"), "{}", journey.status());
}
