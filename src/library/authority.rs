//! The parts of a URL that say whom it reaches: its scheme, and the user, host and port behind it (RFC 3986).
//!
//! They are found in the text alone; what may be done with them is [`super::target`]'s to say.

use std::ops::Range;

/// Where the host stands in a URL, or the domain in a `mailto:`, in bytes; for showing which part to look at.
///
/// `None` when there is none. The range never covers a user part, a port or brackets around it.
#[must_use]
pub fn host(url: &str) -> Option<Range<usize>> {
    let (scheme, rest) = scheme(url).unwrap_or((String::new(), url));
    let start = url.len() - rest.len();
    let range = if scheme == "mailto" {
        let addresses = &rest[..rest.find('?').unwrap_or(rest.len())];
        let at = addresses.find('@')? + 1;
        let end = addresses[at..].find([',', ';', '>']).map_or(addresses.len(), |end| at + end);
        start + at..start + end
    } else {
        let authority = Authority::of(rest)?;
        let offset = start + 2 + authority.user.map_or(0, |user| user.len() + 1);
        offset..offset + authority.host.len()
    };
    (!range.is_empty()).then_some(range)
}

/// The scheme in lower case (RFC 3986, section 3.1) and what follows its colon.
///
/// A single letter is a Windows drive, and with a dot in it it is a file name with something behind it
/// (`notes.md:12`): neither is a scheme.
pub(super) fn scheme(target: &str) -> Option<(String, &str)> {
    let (scheme, rest) = target.split_once(':')?;
    let plain = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || c == '+' || c == '-');
    (plain && scheme.len() > 1).then(|| (scheme.to_ascii_lowercase(), rest))
}

/// The `//user@host:port` of a URL (RFC 3986, section 3.2).
pub(super) struct Authority<'a> {
    pub(super) whole: &'a str,
    pub(super) user: Option<&'a str>,
    pub(super) host: &'a str,
    pub(super) port: Option<&'a str>,
}

impl<'a> Authority<'a> {
    /// Reads it from what follows the scheme's colon. A backslash ends it too, as browsers have it.
    pub(super) fn of(rest: &'a str) -> Option<Self> {
        let rest = rest.strip_prefix("//")?;
        let whole = &rest[..rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len())];
        let (user, place) = whole.rsplit_once('@').map_or((None, whole), |(user, place)| (Some(user), place));
        // The colons of an IPv6 address stand in brackets.
        let colon = place.rfind(':').filter(|&colon| place.rfind(']').is_none_or(|bracket| bracket < colon));
        let (host, port) = colon.map_or((place, None), |colon| (&place[..colon], Some(&place[colon + 1..])));
        Some(Self { whole, user, host, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found() {
        for (url, expected) in [
            ("https://example.org/x", Some("example.org")),
            ("https://example.org", Some("example.org")),
            ("https://bank.example@evil.example:8080/x", Some("evil.example")),
            ("https://a@b@evil.example", Some("evil.example")),
            ("https://good.example\\@evil.example/", Some("good.example")),
            ("https://bücher.example?x", Some("bücher.example")),
            ("http://[::1]:80/", Some("[::1]")),
            ("//example.org/x", Some("example.org")),
            ("mailto:someone@example.org?subject=a@b", Some("example.org")),
            ("mailto:a@example.org,b@example.com", Some("example.org")),
            ("mailto:nobody", None),
            ("https:///x", None),
            ("tel:123", None),
            ("guide.md", None),
        ] {
            assert_eq!(host(url).map(|range| &url[range]), expected, "{url}");
        }
    }
}
