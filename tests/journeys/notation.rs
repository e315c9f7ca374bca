//! The notation of keys in journeys: that of the tests in a terminal, read into the keys of the application.
//!
//! A character stands for itself; a name in angle brackets for a key: `<Enter> <Esc> <Tab> <S-Tab> <Space> <BS> <Home>
//! <End> <PgUp> <PgDn> <Up> <Down> <Left> <Right> <F1>`, with `C-` for Control and `M-` for Alt before it, and `<lt>` for
//! the bracket itself.

use preface::app::key::{Code, Key};

/// The keys that a notation stands for.
pub(crate) fn keys(notation: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = notation;
    while let Some(next) = rest.chars().next() {
        if let Some((name, after)) = rest.strip_prefix('<').and_then(|inside| inside.split_once('>')) {
            keys.push(named(name));
            rest = after;
        } else {
            keys.push(plain(Code::Char(next)));
            rest = &rest[next.len_utf8()..];
        }
    }
    keys
}

fn plain(code: Code) -> Key {
    Key { code, ctrl: false, alt: false }
}

fn named(name: &str) -> Key {
    if let Some(key) = name.strip_prefix("C-") {
        return Key { ctrl: true, ..named(key) };
    }
    if let Some(key) = name.strip_prefix("M-") {
        return Key { alt: true, ..named(key) };
    }
    plain(match name {
        "Enter" => Code::Enter,
        "Esc" => Code::Esc,
        "Tab" => Code::Tab,
        "S-Tab" => Code::BackTab,
        "Space" => Code::Char(' '),
        "BS" => Code::Backspace,
        "Del" => Code::Delete,
        "Home" => Code::Home,
        "End" => Code::End,
        "PgUp" => Code::PageUp,
        "PgDn" => Code::PageDown,
        "Up" => Code::Up,
        "Down" => Code::Down,
        "Left" => Code::Left,
        "Right" => Code::Right,
        "F1" => Code::Function(1),
        "lt" => Code::Char('<'),
        _ => {
            let mut characters = name.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => Code::Char(character),
                _ => panic!("no key is named <{name}>"),
            }
        }
    })
}

#[test]
fn the_notation() {
    let ctrl = |character| Key { ctrl: true, ..plain(Code::Char(character)) };
    assert_eq!(keys("j<Tab>"), [plain(Code::Char('j')), plain(Code::Tab)]);
    assert_eq!(keys("<C-o>5%"), [ctrl('o'), plain(Code::Char('5')), plain(Code::Char('%'))]);
    assert_eq!(keys("<M-Left>"), [Key { alt: true, ..plain(Code::Left) }]);
    assert_eq!(keys("<lt><"), [plain(Code::Char('<')); 2]);
}
