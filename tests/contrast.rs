//! What is read can be read: the contrast of every theme, at every depth, on every background it may stand on.
//!
//! The sixteen colours are whatever a terminal makes of them, so that they are tried as xterm, VGA and Tango (the
//! scheme that GNOME's terminal had for long, mostly on white) have them.

use preface::layout::Role;
use preface::layout::line::{AlertRole, Token};
use preface::markdown::inline::Marks;
use preface::theme::colour::Rgb;
use preface::theme::look::{Background, Depth, Look, Name};
use preface::theme::{HitState, LinkState, Part, Theme};
use ratatui::style::{Color, Modifier, Style};

/// The sixteen colours, black to bright white.
type Scheme = [u32; 16];

const XTERM: Scheme = [
    0x00_0000, 0xcd_0000, 0x00_cd00, 0xcd_cd00, 0x00_00ee, 0xcd_00cd, 0x00_cdcd, 0xe5_e5e5, 0x7f_7f7f, 0xff_0000,
    0x00_ff00, 0xff_ff00, 0x5c_5cff, 0xff_00ff, 0x00_ffff, 0xff_ffff,
];
const VGA: Scheme = [
    0x00_0000, 0xaa_0000, 0x00_aa00, 0xaa_5500, 0x00_00aa, 0xaa_00aa, 0x00_aaaa, 0xaa_aaaa, 0x55_5555, 0xff_5555,
    0x55_ff55, 0xff_ff55, 0x55_55ff, 0xff_55ff, 0x55_ffff, 0xff_ffff,
];
const TANGO: Scheme = [
    0x2e_3436, 0xcc_0000, 0x4e_9a06, 0xc4_a000, 0x34_65a4, 0x75_507b, 0x06_989a, 0xd3_d7cf, 0x55_5753, 0xef_2929,
    0x8a_e234, 0xfc_e94f, 0x72_9fcf, 0xad_7fa8, 0x34_e2e2, 0xee_eeec,
];

const BLACK: Rgb = Rgb(0, 0, 0);
const WHITE: Rgb = Rgb(255, 255, 255);

/// What the terminal makes of a colour; `own` is its own, where there is none.
fn shown(colour: Option<Color>, own: Rgb, scheme: &Scheme) -> Rgb {
    const ORDER: [Color; 16] = [
        Color::Black,
        Color::Red,
        Color::Green,
        Color::Yellow,
        Color::Blue,
        Color::Magenta,
        Color::Cyan,
        Color::Gray,
        Color::DarkGray,
        Color::LightRed,
        Color::LightGreen,
        Color::LightYellow,
        Color::LightBlue,
        Color::LightMagenta,
        Color::LightCyan,
        Color::White,
    ];
    match colour {
        None | Some(Color::Reset) => own,
        Some(Color::Rgb(red, green, blue)) => Rgb(red, green, blue),
        Some(Color::Indexed(index)) => Rgb::of_index(index).expect("only the fixed ones are named by index"),
        Some(named) => Rgb::hex(scheme[ORDER.iter().position(|known| *known == named).unwrap()]),
    }
}

/// All that is read, with the least contrast that a common theme owes it, and what to call it.
fn read(theme: &Theme) -> Vec<(String, Style, f64)> {
    use {AlertRole as A, Token as T};
    let mut roles = vec![
        (Role::Text, 4.5),
        (Role::Heading(1), 4.5),
        (Role::Heading(4), 4.5),
        (Role::Code, 4.5),
        (Role::Marker, 4.5),
        (Role::Done, 4.5),
        (Role::TableHead, 4.5),
        (Role::Footnote, 4.5),
        (Role::Math, 4.5),
        (Role::Warning, 4.5),
        (Role::Elsewhere, 4.5),
        (Role::CodeLabel, 3.0),
        (Role::Source, 3.0),
        (Role::Fold, 3.0),
        (Role::Reference, 3.0),
    ];
    roles.extend([A::Note, A::Tip, A::Important, A::Warning, A::Caution].map(|kind| (Role::Alert(kind), 4.5)));
    let tokens = [
        T::Comment,
        T::Keyword,
        T::String,
        T::Constant,
        T::Type,
        T::Function,
        T::Variable,
        T::Attribute,
        T::Tag,
        T::Inserted,
        T::Deleted,
        T::Invalid,
    ];
    roles.extend(tokens.map(|token| (Role::Token(token), 4.5)));
    let mut all = Vec::new();
    for (role, least) in roles {
        for link in [LinkState::None, LinkState::Link, LinkState::Focused] {
            for marks in [Marks::NONE, Marks::CODE, Marks::KEY, Marks::HIGHLIGHT] {
                let style = theme.text(role, marks, link);
                all.push((format!("{role:?} {marks:?} {link:?}"), style, least));
                all.push((format!("selected {role:?} {marks:?} {link:?}"), style.patch(theme.selection()), 4.5));
                for hit in [HitState::Other, HitState::Current] {
                    let found = style.patch(theme.hit(hit));
                    all.push((format!("{hit:?} hit in {role:?} {marks:?} {link:?}"), found, 4.5));
                }
            }
        }
    }
    let parts = [
        (Part::Here, 4.5),
        (Part::Chosen, 4.5),
        (Part::Message, 4.5),
        (Part::Key, 4.5),
        (Part::Overlay, 4.5),
        (Part::Trail, 3.0),
        (Part::Contents, 3.0),
        (Part::Status, 3.0),
        (Part::Tick, 3.0),
    ];
    all.extend(parts.map(|(part, least)| (format!("{part:?}"), theme.part(part), least)));
    let overlay = theme.part(Part::Overlay);
    let over = [(Part::Message, 4.5), (Part::Status, 3.0), (Part::Frame, 3.0)];
    all.extend(over.map(|(part, least)| (format!("{part:?} over the page"), overlay.patch(theme.part(part)), least)));
    all
}

/// Holds a look to a least contrast, on each of these own backgrounds of the terminal.
fn assert_read(look: Look, schemes: &[Scheme], grounds: &[Rgb], at_least: f64) {
    let theme = Theme::new(look);
    for scheme in schemes {
        for own in grounds {
            let foreground = if own.contrast(WHITE) > own.contrast(BLACK) { WHITE } else { BLACK };
            for (what, style, least) in read(&theme) {
                let style = theme.ground().patch(style);
                let (front, behind) = (shown(style.fg, foreground, scheme), shown(style.bg, *own, scheme));
                let contrast = front.contrast(behind);
                let least = least.max(at_least);
                assert!(contrast >= least, "{look:?}: {what} has {contrast:.2}: {front:x?} on {behind:x?}");
                if look.depth >= Depth::Indexed && look.name == Name::HighContrast {
                    assert!(!style.add_modifier.contains(Modifier::DIM), "{look:?}: {what} is dim");
                }
            }
        }
    }
}

const DEPTHS: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Indexed, Depth::True];

#[test]
fn the_terminals_own_colours_on_what_is_known_of_it() {
    for depth in DEPTHS {
        for (background, grounds) in
            [(Background::Dark, &[BLACK][..]), (Background::Light, &[WHITE]), (Background::Unknown, &[BLACK, WHITE])]
        {
            let look = Look { name: Name::Terminal, depth, background };
            assert_read(look, &[XTERM, VGA, TANGO], grounds, 0.0);
        }
    }
}

#[test]
fn on_a_page_of_their_own() {
    for name in [Name::PaperLight, Name::PaperDark, Name::Monochrome] {
        for depth in DEPTHS {
            for background in [Background::Dark, Background::Light, Background::Unknown] {
                assert_read(Look { name, depth, background }, &[XTERM, VGA, TANGO], &[BLACK, WHITE], 0.0);
            }
        }
    }
}

#[test]
fn high_contrast_is_seven_everywhere() {
    for depth in DEPTHS {
        for background in [Background::Dark, Background::Light, Background::Unknown] {
            let look = Look { name: Name::HighContrast, depth, background };
            assert_read(look, &[XTERM, VGA, TANGO], &[BLACK, WHITE], 7.0);
        }
    }
}

#[test]
fn what_is_selected_is_told_from_what_is_not() {
    for name in Name::ALL {
        for depth in DEPTHS {
            for background in [Background::Dark, Background::Light, Background::Unknown] {
                let theme = Theme::new(Look { name, depth, background });
                let reset = |colour: Option<Color>| colour.unwrap_or(Color::Reset);
                let cell = |style: Style| {
                    let style = theme.ground().patch(style);
                    (reset(style.fg), reset(style.bg), style.add_modifier.difference(style.sub_modifier))
                };
                for role in [Role::Text, Role::Heading(1), Role::Code, Role::Source, Role::Token(Token::Comment)] {
                    for link in [LinkState::None, LinkState::Link, LinkState::Focused] {
                        let style = theme.text(role, Marks::NONE, link);
                        let selected = cell(style.patch(theme.selection()));
                        assert!(selected.2.contains(Modifier::REVERSED), "{name:?} {depth:?} {role:?}");
                        assert_ne!(selected, cell(style), "{name:?} {depth:?} {role:?} {link:?}");
                        for hit in [HitState::Other, HitState::Current] {
                            assert_ne!(
                                selected,
                                cell(style.patch(theme.hit(hit))),
                                "{name:?} {depth:?} {role:?} {hit:?}"
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn a_code_is_dark_on_light_for_any_camera() {
    for name in Name::ALL {
        for depth in [Depth::Sixteen, Depth::Indexed, Depth::True] {
            let look = Look { name, depth, background: Background::Unknown };
            let style = Theme::new(look).code(look);
            for scheme in [XTERM, VGA, TANGO] {
                let (dark, light) = (shown(style.fg, WHITE, &scheme), shown(style.bg, BLACK, &scheme));
                assert!(dark.contrast(light) > 7.0 && light.contrast(BLACK) > dark.contrast(BLACK), "{look:?}");
            }
        }
        let bare = |background| {
            let look = Look { name, depth: Depth::None, background };
            Theme::new(look).code(look)
        };
        assert_eq!(bare(Background::Light), Style::new());
        assert_eq!(bare(Background::Dark), Style::new().add_modifier(Modifier::REVERSED));
    }
}

#[test]
fn hits_are_told_by_their_ground() {
    for name in Name::ALL {
        for depth in [Depth::Indexed, Depth::True] {
            for background in [Background::Dark, Background::Light] {
                let theme = Theme::new(Look { name, depth, background });
                let own = if background == Background::Dark { BLACK } else { WHITE };
                let behind = |style: Style| style.bg.map(|colour| shown(Some(colour), own, &XTERM));
                let page = shown(theme.ground().bg, own, &XTERM);
                let (hit, current) = (behind(theme.hit(HitState::Other)), behind(theme.hit(HitState::Current)));
                let (Some(hit), Some(current)) = (hit, current) else { continue };
                let told = [page.contrast(hit), page.contrast(current), hit.contrast(current)];
                assert!(told.iter().all(|contrast| *contrast > 1.25), "{name:?} {depth:?} {background:?}: {told:.2?}");
            }
        }
    }
}

#[test]
fn bare_blue_and_its_like_would_fail() {
    let dark = |colour: Color, scheme: &Scheme| shown(Some(colour), BLACK, scheme).contrast(BLACK);
    let light = |colour: Color, scheme: &Scheme| shown(Some(colour), BLACK, scheme).contrast(WHITE);
    assert!(dark(Color::Blue, &XTERM) < 3.0 && dark(Color::LightBlue, &VGA) < 4.5);
    assert!(light(Color::Cyan, &XTERM) < 3.0 && light(Color::LightBlue, &TANGO) < 3.0);
}
