//! A document that is not indexed yet can be read at once: what lies ahead becomes a goal that is met when it can be.

use super::journey::{Indexing, Journey};

/// How many sections the long document has.
const SECTIONS: usize = 3000;

/// A document of about 1 MB: sections of one paragraph, a link to the last one on the first page, and a word on the first
/// page that only the end of the document makes a link.
fn long() -> String {
    let section = |number| {
        let sentence = format!("Sentence {number} says nothing that any other one does not say as well. ");
        format!("## Section {number}\n\n{}\n\n", sentence.repeat(5).trim_end())
    };
    let sections: String = (0..SECTIONS).map(section).collect();
    let beginning = "# Beginning\n\nGo to [the last one](#section-2999) or to [elsewhere].\n\n";
    format!("{beginning}{sections}[elsewhere]: https://example.org/elsewhere\n")
}

/// A journey through it whose index is at its beginning.
fn begun() -> Journey {
    let mut journey = Journey::through(&long(), 100, 30, Indexing::ByHand);
    assert!(!journey.app().reader().document().is_complete());
    assert!(journey.status().contains("indexing"), "the progress shows: {}", journey.status());
    assert!(journey.step());
    journey
}

/// Keys that lead to what is not indexed, and what the status line says meanwhile.
const GOALS: [(&str, &str); 3] = [
    ("2500]", "Looking for the section"),
    ("9999]", "Looking for the section"),
    ("<Tab><Enter>", "Looking for the heading"),
];

/// The words of a page, without the brackets of what is not known to be a link yet.
fn words(journey: &Journey) -> Vec<String> {
    journey.page().iter().map(|row| row.replace(['[', ']'], "")).collect()
}

#[test]
fn what_lies_ahead_is_waited_for_and_met() {
    for (keys, said) in GOALS {
        let mut journey = begun();
        let before = journey.page();
        journey.press(keys);
        assert!(journey.status().starts_with(said), "{keys}: {}", journey.status());
        assert!(journey.status().contains('%'), "{keys}: the progress shows: {}", journey.status());
        assert!(journey.status().contains("Esc gives up"), "{keys}: {}", journey.status());
        assert_eq!(journey.page(), before, "{keys}: the page stays until then");
        journey.index();
        assert!(!journey.status().starts_with("Looking"), "{keys}: {}", journey.status());
        let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
        let first = words(&whole);
        assert_eq!(words(&journey), words(whole.press(keys)), "{keys}: as if all had been known");
        assert_ne!(words(&journey), first, "{keys} is met");
        assert_eq!(words(journey.press("<BS>")), first, "{keys}");
    }
}

#[test]
fn where_the_goals_are() {
    let table = [("2500]", "Section 2499"), ("9999]", "Section 2999"), ("<Tab><Enter>", "Section 2999")];
    for (keys, top) in table {
        assert_eq!(begun().press(keys).index().top(), top, "{keys}");
    }
}

#[test]
fn escape_gives_up_and_leaves_the_page_where_it_was() {
    for (keys, _) in GOALS {
        let mut journey = begun();
        let before = words(journey.press("2j"));
        journey.press(keys).press("<Esc>");
        assert!(journey.status().starts_with("Given up looking"), "{keys}: {}", journey.status());
        assert_eq!(words(&journey), before, "{keys}");
        journey.index();
        assert_eq!(words(&journey), before, "{keys}: nothing happens later");
    }
}

#[test]
fn a_jump_that_was_given_up_is_no_step_back() {
    let mut journey = begun();
    journey.press("]2500]<Esc>2600]<Esc>");
    assert_eq!(journey.top(), "Section 0");
    assert_eq!(journey.press("<BS>").top(), "Beginning");
}

#[test]
fn other_keys_still_work_and_end_the_waiting() {
    for (keys, line) in [("j", 1), ("3j", 3), ("<Space>", 25), ("d", 13)] {
        let mut journey = begun();
        journey.press("2500]").press(keys);
        assert!(!journey.status().starts_with("Looking"), "{keys}: {}", journey.status());
        assert_eq!(journey.line(), line, "{keys}");
        journey.index();
        assert_eq!(journey.line(), line, "{keys}: the end is not gone to later\n{}", journey.picture());
    }
    let mut journey = begun();
    journey.press("2500]?");
    assert_eq!(journey.trail(), "Keys");
    journey.index();
    assert_eq!(journey.trail(), "Keys", "the help stays when the section is found");
    journey.press("<Esc>");
    assert_eq!(journey.top(), "Section 2499", "and then the section is there");
    let mut journey = begun();
    assert_eq!(journey.press("2500]]").top(), "Section 0");
    assert_eq!(journey.index().top(), "Section 0");
}

#[test]
fn a_goal_is_met_as_soon_as_it_is_known() {
    let mut journey = begun();
    let mut steps = 0;
    journey.press("1500]");
    while journey.status().starts_with("Looking") {
        assert!(journey.step());
        steps += 1;
    }
    assert!(steps > 2, "it had to be waited for");
    assert!(!journey.app().reader().document().is_complete(), "but not to the end");
    assert!(journey.trail().contains("Section 1"), "{}", journey.trail());
    let here = journey.page();
    journey.index();
    assert_eq!(journey.page(), here, "and nothing moves afterwards");
}

#[test]
fn what_is_met_while_a_search_is_typed_is_where_esc_leads() {
    for (keys, _) in GOALS {
        for typed in ["", "n", "nowhere"] {
            let mut journey = begun();
            let before = words(&journey);
            journey.press(keys).press("/").press(typed).look_all().index();
            let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
            let there = words(whole.press(keys));
            if typed != "n" {
                assert_eq!(words(&journey), there, "{keys} /{typed}: it is met behind the line");
            }
            assert_eq!(words(journey.press("<Esc>")), there, "{keys} /{typed}");
            assert_eq!(words(journey.press("<BS>")), before, "{keys} /{typed}");
        }
    }
}

#[test]
fn a_hit_that_is_gone_back_from_ends_no_waiting() {
    for (keys, said) in GOALS {
        for back in ["<Esc>", "<C-u><Esc>", "<C-u>"] {
            let mut journey = begun();
            let before = words(&journey);
            journey.press(keys).press("/Sentence 7").look_all();
            assert_ne!(words(&journey), before, "{keys}: a hit is shown");
            journey.press(back);
            assert_eq!(words(&journey), before, "{keys} {back}");
            assert!(back == "<C-u>" || journey.status().starts_with(said), "{keys} {back}: {}", journey.status());
            journey.index();
            let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
            assert_eq!(words(&journey), words(whole.press(keys)), "{keys} {back}");
        }
        // Who stays at the hit does not want it any more.
        let mut journey = begun();
        journey.press(keys).press("/Sentence 7").look_all().press("<Enter>");
        let page = words(&journey);
        assert_eq!(words(journey.index()), page, "{keys}");
    }
}

/// Keys that lead far beyond the index, and a word that is on the screen then.
const FAR: [(&str, &str); 6] = [
    ("G", "Sentence 2999"),
    ("100%", "Sentence 2999"),
    ("90%", "Section 27"),
    ("50%", "Section 1"),
    ("G<BS>G", "Sentence 2999"),
    ("50%G''", "Section 1"),
];

#[test]
fn any_place_is_there_at_once_and_stays_when_the_index_arrives() {
    for (keys, word) in FAR {
        let mut journey = begun();
        journey.press(keys);
        let there = journey.page();
        assert!(there.iter().any(|row| row.starts_with(word)), "{keys}\n{}", journey.picture());
        assert!(journey.status().contains("indexing"), "{keys}: {}", journey.status());
        assert!(journey.trail().contains("Section "), "{keys}: the trail knows the heading above: {}", journey.trail());
        let here = |journey: &Journey| journey.trail().rsplit(" › ").next().unwrap_or_default().to_owned();
        let section = here(&journey);
        while journey.step() {
            assert_eq!((journey.page(), here(&journey)), (there.clone(), section.clone()), "{keys}");
        }
        let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
        assert_eq!(&there, &whole.press(keys).page(), "{keys}: as if all had been known");
        assert_eq!(journey.press("k").page(), whole.press("k").page(), "{keys}");
    }
}

#[test]
fn the_end_counts_as_the_end_before_the_index_gets_there() {
    let mut journey = begun();
    assert!(journey.press("G").status().starts_with("100 % · the end · indexing"), "{}", journey.status());
    assert!(journey.press("k").status().starts_with("99 %"), "{}", journey.status());
}

#[test]
fn the_end_of_one_huge_block_is_there_at_once_whatever_is_above_it() {
    for (before, behind) in [("", ""), ("let line = \"", "\";"), ("> ", ""), ("- ", ""), ("| ", " | 7 |"), ("    ", "")]
    {
        for lines in 6000..6008 {
            let line = |number| format!("{before}line {number} holds plain words that go on to its end{behind}\n");
            let head = match before {
                "| " => "| What | Number |\n| --- | --- |\n",
                "let line = \"" => "```rust\n",
                _ => "",
            };
            let text: String = (0..lines).map(line).collect();
            let text = format!("{head}{text}{before}colophon{behind}\n");
            let mut journey = Journey::through(&text, 100, 30, Indexing::ByHand);
            journey.step();
            let page = journey.press("G").page();
            assert!(!journey.app().reader().document().is_complete());
            let last = page.last().unwrap();
            assert!(last.contains("colophon"), "{before:?}, {lines} lines\n{}", journey.picture());
            assert!(journey.status().starts_with("100 %"), "{before:?}, {lines} lines: {}", journey.status());
            let page = journey.index().page();
            assert!(page.last().unwrap().contains("colophon"), "{before:?}, {lines} lines\n{}", journey.picture());
            assert!(journey.status().starts_with("100 %"), "{before:?}, {lines} lines: {}", journey.status());
        }
    }
}

#[test]
fn reading_goes_on_both_ways_beyond_the_index() {
    for keys in ["50%jjj<Space>", "50%200jd", "Gkkkb", "G500k", "Gbbbbbbbbbbb", "90%]]", "G2[", "50%30[4j", "50%40]"] {
        let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
        let mut journey = begun();
        assert_eq!(journey.press(keys).page(), whole.press(keys).page(), "{keys}");
        journey.resize(60, 20);
        whole.resize(60, 20);
        assert_eq!(journey.page(), whole.page(), "{keys}: at another size");
        let before = journey.page();
        journey.index();
        assert_eq!(journey.page(), before, "{keys}");
    }
}

#[test]
fn at_the_end_another_size_keeps_the_words_on_top_while_the_index_goes_on() {
    for (columns, rows) in [(60, 20), (60, 60), (200, 40), (40, 10)] {
        for keys in ["G", "Gw"] {
            let mut journey = begun();
            let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
            journey.press(keys).step();
            whole.press(keys);
            journey.resize(columns, rows);
            whole.resize(columns, rows);
            let page = journey.page();
            assert_eq!(page, whole.page(), "{keys} {columns} × {rows}");
            while journey.step() {
                assert_eq!(journey.page(), page, "{keys} {columns} × {rows}");
            }
        }
    }
}

#[test]
fn the_sections_around_are_waited_for() {
    for key in ["}", "{", "p"] {
        let mut journey = begun();
        let before = journey.press("50%").page();
        journey.press(key);
        assert!(journey.status().starts_with("Looking for the section"), "{key}: {}", journey.status());
        assert!(journey.status().contains('%') && journey.status().contains("Esc gives up"), "{}", journey.status());
        assert_eq!(journey.page(), before, "{key}: the page stays until then");
        journey.index();
        let mut whole = Journey::through(&long(), 100, 30, Indexing::AtOnce);
        assert_eq!(journey.page(), whole.press("50%").press(key).page(), "{key}: as if all had been known");
        assert_ne!(journey.page(), before, "{key} is met");
        assert_eq!(journey.press("<BS>").page(), before, "{key}");
        let mut journey = begun();
        journey.press("50%").press(key).press("<Esc>");
        assert!(journey.status().starts_with("Given up looking"), "{key}: {}", journey.status());
        assert_eq!(journey.index().page(), before, "{key}: nothing happens later");
    }
}

#[test]
fn a_section_whose_end_is_not_indexed_is_not_called_the_last_one() {
    let text = |end: &str| format!("# One\n\n## Inside\n\n{}{end}", "words words\n\n".repeat(30_000));
    for (keys, end, expected) in [
        ("}", "# Two\n", "Two"),
        ("]}", "## Beside\n", "Beside"),
        ("]}", "# Two\n", "There is no further section of this level here."),
        ("}", "", "There is no further section of this level here."),
        ("G}", "", "There is no further section of this level here."),
        ("G{", "", "There is no section of this level before this one."),
    ] {
        let mut journey = Journey::through(&text(end), 100, 30, Indexing::ByHand);
        journey.step();
        journey.press(keys);
        assert!(journey.status().starts_with("Looking for the section"), "{keys}: {}", journey.status());
        journey.index();
        let shows = journey.page().iter().chain([&journey.status()]).any(|row| row.starts_with(expected));
        assert!(shows, "{keys} {end}\n{}", journey.picture());
    }
}

#[test]
fn a_place_that_is_nowhere_is_said_when_all_is_known() {
    let text = long().replace("#section-2999", "#nowhere");
    let mut journey = Journey::through(&text, 100, 30, Indexing::ByHand);
    journey.press("<Tab><Enter>");
    assert!(journey.status().starts_with("Looking for the heading"), "{}", journey.status());
    journey.index();
    assert!(journey.status().starts_with("There is no"), "{}", journey.status());
    assert_eq!(journey.line(), 0);
}

#[test]
fn the_index_moves_nothing_on_the_screen() {
    let mut journey = begun();
    journey.press("]]]4j");
    let (page, trail) = (journey.page(), journey.trail());
    while journey.step() {
        assert_eq!((journey.page(), journey.trail()), (page.clone(), trail.clone()));
        assert!(journey.page().iter().any(|row| !row.is_empty()), "the screen is never blank");
    }
    assert!(!journey.status().contains("indexing"), "{}", journey.status());
}

#[test]
fn a_definition_that_arrives_late_makes_a_link_where_the_words_are() {
    let mut journey = begun();
    assert_eq!(journey.page()[3], "Go to the last one or to [elsewhere].");
    journey.press("jj<Tab>");
    let focus = journey.reversed();
    assert!(journey.press("<Tab>").status().starts_with("No further link is known yet"), "{}", journey.status());
    while journey.step() {
        assert!(journey.page()[1].starts_with("Go to the last one or to"), "{}", journey.picture());
        assert_eq!(journey.reversed(), focus, "the focus stays");
    }
    assert_eq!(journey.page()[1], "Go to the last one or to elsewhere.");
    journey.press("<Tab>");
    assert_eq!(journey.reversed(), ["elsewhere"]);
    assert!(journey.status().starts_with("https://example.org/elsewhere"), "{}", journey.status());
}

#[test]
fn scrolling_to_what_is_known_stops_there_and_goes_on_when_more_is_known() {
    let mut journey = begun();
    journey.press("999999j");
    let stopped = journey.page();
    assert!(stopped.iter().all(|row| !row.starts_with("Sentence 2999")));
    assert!(stopped.iter().filter(|row| !row.is_empty()).count() > 10, "the screen is full of text");
    assert_eq!(journey.press("j").page(), stopped);
    journey.step();
    assert_ne!(journey.press("j").page(), stopped, "further down than before");
    journey.index().press("G");
    assert!(journey.page().last().unwrap().starts_with("Sentence 2999"), "{}", journey.picture());
}
