//! Bare addresses that read as links: GFM 0.29, section 6.9 "Autolinks (extension)".
//!
//! The parser leaves `https://…`, `www.…` and `name@host` as text. They are found here, in a paragraph's text after
//! neighbouring runs have been merged (the parser splits text at every character that could have been markup).

use std::ops::Range;

/// A bare address in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bare {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Where it leads: the text with `http://` or `mailto:` in front where that is missing.
    pub target: String,
}

/// The bare addresses of a text, in order. They never overlap.
///
/// Takes time in proportion to the text, whatever is in it.
#[must_use]
pub fn find(text: &str) -> Vec<Bare> {
    let mut found: Vec<Bare> = Vec::new();
    let mut domains = Domains::default();
    let mut free = 0;
    // Each address has one of these in it; ordinary prose has none and is passed over at the speed of a byte search.
    for (at, byte) in text.bytes().enumerate() {
        if at < free {
            continue;
        }
        let bare = match byte {
            b':' if text[at..].starts_with("://") => url(text, at, free, &mut domains),
            b':' => mailto(text, at),
            b'w' if text[at..].starts_with("www.") => www(text, at, &mut domains),
            b'@' => email(text, at),
            _ => None,
        };
        if let Some(bare) = bare.filter(|bare| bare.range.start >= free) {
            free = bare.range.end;
            found.push(bare);
        }
    }
    found
}

/// `http://`, `https://` or `ftp://`, whose `://` stands at `colon`. It may not begin before `free`.
fn url(text: &str, colon: usize, free: usize, domains: &mut Domains) -> Option<Bare> {
    let start = ["https", "http", "ftp"].into_iter().find_map(|scheme| {
        let start = colon.checked_sub(scheme.len())?;
        text.get(start..colon)?.eq_ignore_ascii_case(scheme).then_some(start)
    })?;
    let domain = colon + 3;
    // Where it ends is looked for last: it may be far away, and only an address that is taken is passed over.
    if start < free || !may_begin(text, start) || !domains.is_valid(text, domain, 1) {
        return None;
    }
    let end = trimmed_end(text, domain);
    (end > domain).then(|| Bare { range: start..end, target: text[start..end].to_owned() })
}

fn www(text: &str, start: usize, domains: &mut Domains) -> Option<Bare> {
    if !may_begin(text, start) || !domains.is_valid(text, start, 2) {
        return None;
    }
    let end = trimmed_end(text, start);
    (end > start + 4).then(|| Bare { range: start..end, target: format!("http://{}", &text[start..end]) })
}

fn mailto(text: &str, colon: usize) -> Option<Bare> {
    let start = colon.checked_sub("mailto".len())?;
    if !text.get(start..colon)?.eq_ignore_ascii_case("mailto") || !may_begin(text, start) {
        return None;
    }
    let name = text[colon + 1..].bytes().take_while(|&byte| is_name(byte)).count();
    let address = email(text, colon + 1 + name)?;
    (address.range.start == colon + 1)
        .then(|| Bare { range: start..address.range.end, target: text[start..address.range.end].to_owned() })
}

/// An e-mail address whose `@` stands at `at`.
fn email(text: &str, at: usize) -> Option<Bare> {
    let bytes = text.as_bytes();
    if bytes.get(at) != Some(&b'@') {
        return None;
    }
    let start = at - bytes[..at].iter().rev().take_while(|&&byte| is_name(byte)).count();
    let host = at + 1;
    let mut end = host + bytes[host..].iter().take_while(|&&byte| is_host(byte)).count();
    while end > host && bytes[end - 1] == b'.' {
        end -= 1;
    }
    let domain = &text[host..end];
    let good = start < at
        && domain.split('.').count() > 1
        && domain.split('.').all(|part| !part.is_empty())
        && !domain.ends_with(['-', '_']);
    good.then(|| Bare { range: start..end, target: format!("mailto:{}", &text[start..end]) })
}

const fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'+')
}

const fn is_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_')
}

/// An address begins a line, or stands behind white space or one of `*`, `_`, `~` and `(`.
fn may_begin(text: &str, start: usize) -> bool {
    text[..start].chars().next_back().is_none_or(|before| before.is_whitespace() || "*_~(".contains(before))
}

/// What was found out about the last stretch of characters that a domain may have.
///
/// Many addresses could begin in one such stretch (`_www.a_www.a…`), and all of them would end where it ends.
#[derive(Default)]
struct Domains {
    /// The stretch, from where it was first looked at.
    range: Range<usize>,
    /// Where the domain ends: before the periods at the end of the stretch.
    end: usize,
    /// The last period of the domain.
    last_period: Option<usize>,
    /// The period before.
    second_last_period: Option<usize>,
    /// The last period with another one behind it.
    last_pair: Option<usize>,
    last_underscore: Option<usize>,
}

impl Domains {
    fn at(text: &str, start: usize) -> Self {
        let rest = &text[start..];
        let length = rest.find(|character: char| !(character.is_alphanumeric() || "-_.".contains(character)));
        let stretch = &rest[..length.unwrap_or(rest.len())];
        let domain = stretch.trim_end_matches('.');
        let last = |part: &str, wanted: &str| part.rfind(wanted).map(|at| start + at);
        let last_period = last(domain, ".");
        Self {
            range: start..start + stretch.len(),
            end: start + domain.len(),
            last_period,
            second_last_period: last_period.and_then(|period| last(&domain[..period - start], ".")),
            last_pair: last(domain, ".."),
            last_underscore: last(domain, "_"),
        }
    }

    /// Whether a domain begins at `start`: letters, digits, `-` and `_` parted by at least `periods` periods (one or
    /// two), no `_` in the last two parts.
    fn is_valid(&mut self, text: &str, start: usize, periods: usize) -> bool {
        if !self.range.contains(&start) {
            *self = Self::at(text, start);
        }
        let within = |place: Option<usize>| place.filter(|&place| place >= start);
        let enough = if periods > 1 { self.second_last_period } else { self.last_period };
        let last_two_parts = within(self.second_last_period).unwrap_or(start);
        start < self.end
            && (within(enough).is_some() || text[start..self.end].eq_ignore_ascii_case("localhost"))
            && self.last_underscore.is_none_or(|underscore| underscore < last_two_parts)
            && within(self.last_pair).is_none()
            && !text[start..].starts_with('.')
    }
}

/// Where an address ends whose domain begins at `from`: at white space or `<`, without the punctuation that belongs to
/// the sentence around it.
fn trimmed_end(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let mut address =
        &rest[..rest.find(|character: char| character.is_whitespace() || character == '<').unwrap_or(rest.len())];
    let open = address.matches('(').count();
    let mut close = address.matches(')').count();
    loop {
        let shorter = if address.ends_with(['?', '!', '.', ',', ':', '*', '_', '~', '\'', '"']) {
            &address[..address.len() - 1]
        } else if address.ends_with(')') && close > open {
            close -= 1;
            &address[..address.len() - 1]
        } else if address.ends_with(';') {
            match address.rfind('&') {
                Some(entity)
                    if address.len() - entity > 2
                        && address[entity + 1..address.len() - 1].bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
                {
                    &address[..entity]
                }
                _ => break,
            }
        } else {
            break;
        };
        address = shorter;
    }
    from + address.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bare_addresses_are_links() {
        for (text, expected) in [
            ("see https://a.b/c.", &["https://a.b/c"][..]),
            ("(www.example.org/a_(b))", &["http://www.example.org/a_(b)"]),
            ("www.a.com/x?q=y&copy;", &["http://www.a.com/x?q=y"]),
            ("write to me.too+x@mail.example.org.", &["mailto:me.too+x@mail.example.org"]),
            ("mailto:a@b.c and HTTP://X.YZ!", &["mailto:a@b.c", "HTTP://X.YZ"]),
            ("http://localhost:3000/a", &["http://localhost:3000/a"]),
            ("日本 http://例え.jp/道。 next", &["http://例え.jp/道。"]),
            ("xhttp://a.b nowww.a.b a@b a@b.c- http:// www. :// @ www.a", &[]),
            ("no links: here, or there; none.", &[]),
        ] {
            let targets: Vec<String> = find(text).into_iter().map(|bare| bare.target).collect();
            assert_eq!(targets, expected, "{text}");
        }
    }

    #[test]
    fn underscores_and_periods_of_a_domain() {
        for (text, expected) in [
            ("www.a_b.c.d", &["www.a_b.c.d"][..]),
            ("_www.a_www.b.c.d", &["www.a_www.b.c.d"]),
            ("www.a.b_c _www.b.c_", &[]),
            ("www.a_www.b_c", &[]),
            ("http://a..b http://.a.b http://a.b.. http://a_b.c", &["http://a.b"]),
            ("a@b._http://x.y/z", &["a@b._http"]),
        ] {
            let words: Vec<&str> = find(text).into_iter().map(|bare| &text[bare.range]).collect();
            assert_eq!(words, expected, "{text}");
        }
    }

    #[test]
    fn no_text_takes_long() {
        let repeated = |part: &str| part.repeat(200_000 / part.len());
        for part in [
            "_www.a",
            "_www.a_",
            "www.",
            "(www.",
            "_www.a.b_",
            "http://",
            "_http://a_",
            "_http://a.b",
            "a@",
            "a@b._http://x.y",
            "a@b.c_",
            "mailto:",
            "_mailto:a@",
            "(",
            ")",
            "&a;",
            "&a",
            ";",
            ":",
            ".",
            "日",
        ] {
            for text in [repeated(part), format!("http://a.b/{}", repeated(part)), format!("_www.a{}", repeated(part))]
            {
                // Not by the clock on the wall: other programs may be busy.
                let seconds = || rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime).tv_sec;
                let began = seconds();
                drop(find(&text));
                assert!(seconds() - began < 2, "{part}");
            }
        }
    }

    #[test]
    fn each_range_is_the_text_of_its_address() {
        let text = "a@b.cc, www.x.yz/ü and https://q.rs)";
        let words: Vec<&str> = find(text).into_iter().map(|bare| &text[bare.range]).collect();
        assert_eq!(words, ["a@b.cc", "www.x.yz/ü", "https://q.rs"]);
    }
}
