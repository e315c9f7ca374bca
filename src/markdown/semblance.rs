//! Links that are not what they seem: text that looks like a host, in front of a target on another one.
//!
//! Behind the text of such a link stands where it leads ([`InlineKind::Elsewhere`]), and its kind says so too. Whether a
//! link may be opened at all is for others to decide.
//!
//! What looks like a host: any word with a scheme of the web or `www.` in front, and a text that is nothing but a name
//! which ends as hosts do. Names in programs and of files have dots too (`os.path`, `README.md`): only well-known domains
//! and those of countries count, and of these none that is an ending of files far more often; and a name with `()` behind it
//! is that of a function. A host inside of the one that is named, or around it, is no other.

use super::block::Parsed;
use super::inline::{Inline, InlineKind, Link, LinkKind, Marks};
use crate::text::punycode::ascii_host;

/// The longest host, in bytes (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 253;

/// Marks the links of a chunk whose text names another host. Once: a second time it would find the same ones.
pub(super) fn mark(parsed: &mut Parsed) {
    let is_away = |link: &Link| link.kind == LinkKind::Address && web_address(&link.target).is_some();
    if !parsed.links.iter().any(is_away) {
        return;
    }
    let mut links = std::mem::take(&mut parsed.links);
    parsed.for_each_content(&mut |content| {
        if content.iter().any(|inline| inline.link.is_some()) {
            mark_in(content, &mut links);
        }
    });
    parsed.links = links;
}

/// Marks the links of one text.
fn mark_in(content: &mut Vec<Inline>, links: &mut [Link]) {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(link) = content.get(at).map(|inline| inline.link) {
        let length = content[at..].iter().take_while(|inline| inline.link == link).count();
        let run = &content[at..at + length];
        at += length;
        let Some(link) = link.and_then(|link| links.get_mut(link as usize)) else { continue };
        if let Some(host) = elsewhere(run, link) {
            let end = run.last().map_or(0, |last| last.source.end);
            let kind = InlineKind::Elsewhere(host.into());
            link.kind = LinkKind::Disguised;
            found.push((at, Inline { kind, marks: Marks::NONE, link: None, source: end..end }));
        }
    }
    if found.is_empty() {
        return;
    }
    let mut marks = found.into_iter().peekable();
    let plain = std::mem::take(content);
    for (place, inline) in (1..).zip(plain) {
        content.push(inline);
        content.extend(marks.next_if(|(behind, _)| *behind == place).map(|(_, mark)| mark));
    }
}

/// The host that a link leads to, if its text names another one.
fn elsewhere(run: &[Inline], link: &Link) -> Option<String> {
    let address = web_address(&link.target).filter(|_| link.kind == LinkKind::Address)?;
    // What names a host has a dot.
    let has_dot = |inline: &Inline| match &inline.kind {
        InlineKind::Text(words) | InlineKind::Code(words) => words.contains('.'),
        _ => false,
    };
    if !run.iter().any(has_dot) {
        return None;
    }
    let mut text = String::new();
    for inline in run {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::SoftBreak | InlineKind::HardBreak => text.push(' '),
            _ => {}
        }
    }
    let host = host_of(address);
    let differs = !host.is_empty() && named_hosts(&text).any(|named| !is_one(&named, &host));
    // In the letters of another script it could look like the one that is named; a part of a name is none.
    let spelled = ascii_host(&host).filter(|_| !host.ends_with('…'));
    differs.then(|| spelled.unwrap_or(host))
}

/// Whether two hosts are the same, or one lies inside of the other.
fn is_one(one: &str, other: &str) -> bool {
    let inside = |inner: &str, outer: &str| {
        inner.strip_suffix(outer).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    };
    let (one, other) = (one.trim_start_matches("www."), other.trim_start_matches("www."));
    inside(one, other) || inside(other, one)
}

/// What stands behind the scheme of a target on the web.
fn web_address(target: &str) -> Option<&str> {
    // Without a scheme it leads there, too, if it is opened at all.
    without_scheme(target).or_else(|| target.strip_prefix("//"))
}

/// What stands behind `http://` or `https://`.
fn without_scheme(url: &str) -> Option<&str> {
    ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    })
}

/// The host with which an address behind its scheme begins, in lower case and without a dot at its end.
///
/// Many links may share a long target: what has no end within so many bytes ends in an ellipsis, and is no host.
fn host_of(rest: &str) -> String {
    /// In front of the name may stand a user; a link that is longer than this asks.
    const LONGEST: usize = 2_048;
    let start = &rest[..rest.floor_char_boundary(LONGEST)];
    let authority = match start.find(['/', '\\', '?', '#']) {
        Some(end) => &start[..end],
        None if start.len() == rest.len() => rest,
        None => return format!("{}…", start[..start.floor_char_boundary(60)].to_lowercase()),
    };
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let host = place.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let host = host.map_or(place, |(host, _)| host).trim_end_matches('.').to_lowercase();
    if host.len() <= LONGEST_HOST { host } else { format!("{}…", &host[..host.floor_char_boundary(LONGEST_HOST)]) }
}

/// The hosts that a text names.
fn named_hosts(text: &str) -> impl Iterator<Item = String> {
    let visible = |c: &char| !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    let text: String = if text.is_ascii() { text.to_owned() } else { text.chars().filter(visible).collect() };
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    let is_alone = words.len() == 1;
    words.into_iter().filter_map(move |word| {
        let is_call = word.strip_suffix("()").is_some_and(|name| !name.contains(['/', '(']));
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '/');
        let said = without_scheme(word).map(host_of);
        let said = said
            .or_else(|| word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")).then(|| host_of(word)));
        said.or_else(|| Some(host_of(word)).filter(|_| is_alone && !is_call && !word.contains('@')))
            .filter(|host| is_name(host))
    })
}

/// Domains that readers know from hosts.
const KNOWN: [&str; 24] = [
    "app", "biz", "blog", "cloud", "com", "dev", "edu", "example", "gov", "info", "int", "mil", "museum", "name",
    "net", "online", "org", "page", "shop", "site", "store", "tech", "website", "xyz",
];

/// Two letters that most often are endings of files, whether there is such a country or not.
const FILES: [&str; 17] =
    ["cc", "cs", "go", "gz", "hs", "js", "kt", "md", "mk", "ml", "pl", "ps", "py", "rb", "rs", "sh", "ts"];

/// Whether this is a name with dots that ends as those of hosts do.
fn is_name(host: &str) -> bool {
    let Some((before, last)) = host.rsplit_once('.') else { return false };
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let is_country = last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_alphabetic());
    let ends = match (host.starts_with("www."), before.contains('.')) {
        (true, _) => true,
        // `docs.rs` may be a host; `docs.example.rs` is one.
        (false, inside) => {
            KNOWN.contains(&last) || !last.is_ascii() || is_country && (inside || !FILES.contains(&last))
        }
    };
    ends && host.split('.').all(is_label) && last.chars().all(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::super::continuation::Continuation;
    use super::super::references::References;
    use super::super::tree::parse;
    use super::*;

    /// Where the links of a text are said to lead.
    fn said(text: &str) -> Vec<String> {
        let mut parsed = parse(text, &Continuation::Nothing, &References::default());
        let mut said = Vec::new();
        parsed.for_each_content(&mut |content| {
            said.extend(content.iter().filter_map(|inline| match &inline.kind {
                InlineKind::Elsewhere(host) => Some(host.to_string()),
                _ => None,
            }));
        });
        let disguised = parsed.links.iter().filter(|link| link.kind == LinkKind::Disguised).count();
        assert_eq!(disguised, said.len(), "{text}");
        said
    }

    #[test]
    fn a_text_that_names_another_host_is_marked() {
        for text in [
            "[https://bank.example](https://evil.example)",
            "[bank.example](https://evil.example/x)",
            "[BANK.com](//evil.example)",
            "[*bank*.com](https://evil.example)",
            "[`bank.com`](https://evil.example)",
            "[go to https://bank.com/login now](http://evil.example)",
            "[www.bank.rs](https://evil.example)",
            "[bank.com.](https://evil.example:8080)",
            "[bank.com](https://bank.com@evil.example)",
            "<a href='HTTPS://Evil.Example'>bank.com</a>",
            "[ba\u{ad}nk\u{200b}.com](https://evil.example)",
            "[bank.com](https://bank.com.evil.example)",
            "[bank.com][r]\n\n[r]: https://evil.example",
            "<a href='https://evil.example'>bank.com</a>",
            "[bank.so](https://evil.example)",
            "[()bank.com](https://evil.example)",
            "[bank.com/login()](https://evil.example)",
        ] {
            let found = said(&format!("{text}\n"));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(found[0].ends_with("evil.example"), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_host_that_looks_like_the_one_that_is_named_is_spelled() {
        assert_eq!(said("[apple.com](https://аррӏе.com/id)\n"), ["xn--80ak6aa92e.com"]);
        assert_eq!(said("[bücher.example](https://bücher.example/)\n"), Vec::<String>::new());
    }

    #[test]
    fn a_host_that_never_ends_is_none() {
        let text = format!("[bank.com](https://bank.com:{}@evil.example)\n", "1".repeat(3_000));
        assert_eq!(said(&text), [format!("bank.com:{}…", "1".repeat(51))]);
        let text = format!("[bank.com](https://bank.com:{}@evil.example)\n", "1".repeat(2_000));
        assert_eq!(said(&text), ["evil.example"]);
        let text = format!("[bank.com](https://bank.com@{})\n", "x".repeat(2_000));
        assert_eq!(said(&text), ["x".repeat(LONGEST_HOST) + "…"]);
    }

    #[test]
    fn what_names_its_own_host_or_none_is_not() {
        for text in [
            "[bank.com](https://bank.com/login)",
            "[Bank.com](https://www.bank.com)",
            "[bank.com](https://login.bank.com)",
            "[docs.bank.com](https://bank.com)",
            "<https://bank.com> and https://bank.com",
            "[README.md](https://example.org/README.md)",
            "[src/main.rs](https://example.org/main.rs)",
            "[os.path](https://docs.example.org) [Node.js](https://example.org) [1.2.3](https://example.org)",
            "[the bank.com of old](https://example.org)",
            "[a@bank.com](https://example.org)",
            "[bank.com](page.md) [bank.com](#a) [bank.com](mailto:a@b.cd)",
            "![bank.com](https://evil.example/a.png)",
            "[e.g.](https://example.org) [a.b](https://example.org)",
            "[`Object.is()`](https://example.org/is) [matching.go](https://example.org/matching.go)",
        ] {
            assert_eq!(said(&format!("{text}\n")), Vec::<String>::new(), "{text}");
        }
    }
}
