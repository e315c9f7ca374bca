//! Whatever the bytes are, the program reads and prints them: it does not panic, no line is wider than asked, and no
//! control character comes out.
//!
//! What is done with the bytes is in [`printed`], [`used`], [`markup`] and [`terminal`]. They are called from three sides:
//! here with what proptest makes up, here with the seeds of the fuzzers, among which is each input that ever broke
//! something, and by the fuzzers themselves (`fuzz/`), which know what is new by the code that it reaches.
//!
//! `cargo test` tries 256 documents and walks of each kind. The long run is
//! `PROPTEST_CASES=100000 cargo test --release any_bytes`.

mod choices;
mod markup;
mod printed;
mod reading;
mod scraps;
mod terminal;
mod used;

use std::fs;
use std::path::Path;

use preface::layout::Pour;
use preface::layout::folds::{Folds, Standing};
use preface::layout::pour::{Edge, Headings, Hyphenation, LongLines, Order, Tables};
use preface::markdown::tree::Punctuation;
use preface::print::references::Links;
use preface::text::hyphenation::Language;
use preface::theme::look::{Background, Depth, Look, Name};
use proptest::prelude::*;

use choices::Choices;
use printed::assert_printed;
use scraps::{SCRAPS, TAGS};
use used::assert_used;

fn document() -> impl Strategy<Value = Vec<u8>> {
    let scrap = prop_oneof![
        8 => prop::sample::select(SCRAPS.to_vec()).prop_map(|scrap| scrap.as_bytes().to_vec()),
        3 => prop::sample::select(TAGS.to_vec()).prop_map(|tag| tag.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..6),
    ];
    prop_oneof![
        6 => prop::collection::vec(scrap, 0..60).prop_map(|scraps| scraps.concat()),
        1 => prop::collection::vec(any::<u8>(), 0..400),
    ]
}

/// What a reader types, with other things that happen in between.
fn script() -> impl Strategy<Value = Vec<u8>> {
    let act = prop_oneof![
        6 => prop::sample::select(KEYS.to_vec()).prop_map(|keys| keys.as_bytes().to_vec()),
        2 => prop::collection::vec(0x80_u8..0xc0, 1..4),
        1 => prop::collection::vec(any::<u8>(), 1..6),
    ];
    let begins = prop::collection::vec(any::<u8>(), 14);
    (begins, prop::collection::vec(act, 0..25)).prop_map(|(begins, acts)| [begins, acts.concat()].concat())
}

/// Keys that do something.
const KEYS: [&str; 60] = [
    "j", "k", "d", "u", " ", "b", "g", "G", "]", "[", "}", "{", "p", "t", "\t", "\n", "+", "-", "=", "w", "5", "%",
    "T", "?", "\u{1b}", "q", "''", "H", "L", "za", "zM", "zR", "h", "l", "0", "$", "i", "K", "\\", "\u{7}", "y", "e",
    "f", "F", "x", "#", "c", "Y", "C", "/wo", "n", "N", "&", "ma", "'a", "B", ":", "o", "\u{14}", "r",
];

/// Every way in which a document can be poured.
fn pours() -> impl Strategy<Value = Pour> {
    use prop::sample::select;
    let hyphenation = vec![
        Hyphenation::Off,
        Hyphenation::On(None),
        Hyphenation::On(Some(Language::English)),
        Hyphenation::On(Some(Language::German)),
    ];
    (
        20_usize..300,
        select(vec![LongLines::Fold, LongLines::Pan]),
        select(vec![Punctuation::AsWritten, Punctuation::Smart]),
        select(hyphenation),
        select(vec![Edge::Ragged, Edge::Justified]),
        select(vec![Order::Logical, Order::Visual]),
        (
            select(vec![Standing::AsWritten, Standing::Open, Standing::Closed]).prop_map(Folds::all),
            select(vec![Tables::Fitted, Tables::Natural]),
            select(vec![Headings::Weighty, Headings::Signed]),
        ),
    )
        .prop_map(|(columns, long_lines, punctuation, hyphenation, edge, order, (folds, tables, headings))| Pour {
            columns,
            long_lines,
            punctuation,
            hyphenation,
            edge,
            order,
            folds,
            tables,
            headings,
        })
}

fn looks() -> impl Strategy<Value = Look> {
    use prop::sample::select;
    (
        select(Name::ALL.to_vec()),
        select(vec![Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True]),
        select(vec![Background::Unknown, Background::Dark, Background::Light]),
    )
        .prop_map(|(name, depth, background)| Look { name, depth, background })
}

/// The seeds of a fuzzer.
fn seeds(fuzzer: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(fuzzer);
    let seeds: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect();
    assert!(seeds.len() > 2, "{fuzzer} has {} seeds", seeds.len());
    seeds
}

#[test]
fn the_seeds_of_the_fuzzers_hold() {
    for seed in seeds("bytes") {
        printed::fuzz(&seed);
    }
    for seed in seeds("keys") {
        used::fuzz(&seed);
    }
    for seed in seeds("markup") {
        markup::fuzz(&seed);
    }
    for seed in seeds("terminal") {
        terminal::fuzz(&seed);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_printed(
        bytes in document(),
        pour in pours(),
        look in looks(),
        links in prop::sample::select(vec![Links::End, Links::Inline, Links::None]),
    ) {
        assert_printed(&bytes, &pour, look, links);
    }

    #[test]
    fn any_bytes_are_used(bytes in document(), script in script()) {
        assert_used(&bytes, Choices::new(&script));
    }
}
