//! The notation of keys in tests, and the bytes that a terminal sends for them.
//!
//! A character stands for itself; a name in angle brackets for a key: `<Enter> <Esc> <Tab> <S-Tab> <Space> <BS> <Del>
//! <Home> <End> <PgUp> <PgDn> <Up> <Down> <Left> <Right> <F1>`, with `C-` for Control and `M-` for Alt before a
//! character or an arrow (`<C-o>`, `<M-Left>`), and `<lt>` for the bracket itself.

/// What a terminal sends when these keys are pressed.
pub(crate) fn bytes(notation: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = notation;
    while let Some(next) = rest.chars().next() {
        let name = rest.strip_prefix('<').and_then(|inside| inside.split_once('>'));
        if let Some((name, after)) = name {
            bytes.extend(named(name));
            rest = after;
        } else {
            bytes.extend(next.to_string().bytes());
            rest = &rest[next.len_utf8()..];
        }
    }
    bytes
}

fn named(name: &str) -> Vec<u8> {
    let sequence: &[u8] = match name {
        "Enter" => b"\r",
        "Esc" => b"\x1b",
        "Tab" => b"\t",
        "S-Tab" => b"\x1b[Z",
        "Space" => b" ",
        "BS" => b"\x7f",
        "Del" => b"\x1b[3~",
        "Home" => b"\x1b[H",
        "End" => b"\x1b[F",
        "PgUp" => b"\x1b[5~",
        "PgDn" => b"\x1b[6~",
        "F1" => b"\x1bOP",
        "lt" => b"<",
        _ => return arrow(name).or_else(|| modified(name)).unwrap_or_else(|| panic!("no key is named <{name}>")),
    };
    sequence.to_vec()
}

/// An arrow, plain or with one modifier: `ESC [ A`, `ESC [ 1 ; 3 A`.
fn arrow(name: &str) -> Option<Vec<u8>> {
    let (modifier, name) = match name.split_once('-') {
        Some(("S", name)) => ("1;2", name),
        Some(("M", name)) => ("1;3", name),
        Some(("C", name)) => ("1;5", name),
        Some(_) => return None,
        None => ("", name),
    };
    let letter = match name {
        "Up" => 'A',
        "Down" => 'B',
        "Right" => 'C',
        "Left" => 'D',
        _ => return None,
    };
    Some(format!("\x1b[{modifier}{letter}").into_bytes())
}

/// A character with Control (its low five bits) or with Alt (behind an escape).
fn modified(name: &str) -> Option<Vec<u8>> {
    let (modifier, key) = name.split_once('-')?;
    let &[key] = key.as_bytes() else { return None };
    match modifier {
        "C" => Some(vec![key & 0x1f]),
        "M" => Some(vec![0x1b, key]),
        _ => None,
    }
}

#[test]
fn the_notation() {
    let table: &[(&str, &[u8])] = &[
        ("jj", b"jj"),
        ("g<Enter>", b"g\r"),
        ("<C-o><C-c>", b"\x0f\x03"),
        ("<S-Tab><Up>", b"\x1b[Z\x1b[A"),
        ("<M-Left><M-x>", b"\x1b[1;3D\x1bx"),
        ("/a<Space>b", b"/a b"),
        ("<lt>", b"<"),
        ("< é", "< é".as_bytes()),
    ];
    for (notation, expected) in table {
        assert_eq!(bytes(notation), *expected, "{notation}");
    }
}
