//! What a link may do, decided from the text of its target alone.
//!
//! The target is hostile until proved otherwise: it opens when it is plain, asks when it is only unusual, and is
//! refused with a sentence when it could run something or reach another machine unseen. What a path means from the
//! document that links it, whether it is there and whether it lies under the opened root is for others to find out;
//! so are opening and asking. The application calls [`classify`] for the link that the reader follows.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::PathBuf;

use percent_encoding::percent_decode_str;

use super::authority::{Authority, scheme};
use super::launchers::{ending, is_launcher};

/// The longest target that opens without a question, in characters.
pub const LONGEST: usize = 2_048;

/// What following a link would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A place in the same document: the fragment without its `#`, percent-decoded. Empty means the top.
    Anchor(String),
    /// A local document.
    Document {
        /// Relative or absolute, percent-decoded, without the query, not yet resolved against the linking document.
        path: PathBuf,
        /// The fragment without its `#`, percent-decoded.
        anchor: Option<String>,
    },
    /// May be opened outside as it is.
    Outside(String),
    /// May be opened outside when the reader, shown the whole of it, says so.
    Ask {
        /// What would be opened.
        url: String,
        /// What is unusual, as a clause that follows "because".
        why: &'static str,
    },
    /// Is not opened at all.
    Refuse {
        /// Why not, as a sentence.
        why: String,
    },
}

/// Decides what a link with this target may do.
///
/// The target is taken as the parser hands it over, character references decoded. An e-mail address needs its
/// `mailto:` and a bare `www.` its `http://` put in front by the caller; without them they are relative paths.
#[must_use]
pub fn classify(target: &str) -> Target {
    if target.chars().any(char::is_control) {
        return refuse("The link's target has control characters in it, so it is not opened.");
    }
    if target.starts_with('-') {
        return refuse("The link's target starts with a dash and could be taken for an option, so it is not opened.");
    }
    if let Some(fragment) = target.strip_prefix('#') {
        return Target::Anchor(decoded(fragment));
    }
    if target.starts_with("//") {
        return without_scheme(target);
    }
    match scheme(target) {
        Some((scheme, rest)) => with_scheme(target, &scheme, rest),
        None => local(target),
    }
}

/// Schemes that run code, hide where they lead, or send the reader's credentials to another machine.
const REFUSED: [&str; 27] = [
    "about",
    "afp",
    "blob",
    "chrome",
    "cifs",
    "data",
    "filesystem",
    "hcp",
    "help",
    "its",
    "jar",
    "javascript",
    "jscript",
    "livescript",
    "mhtml",
    "mk",
    "mocha",
    "ms",
    "nfs",
    "res",
    "resource",
    "search",
    "search-ms",
    "shell",
    "smb",
    "vbscript",
    "view-source",
];

/// Schemes that a person may well want, and that are not the web.
const KNOWN: [&str; 25] = [
    "bitcoin", "callto", "doi", "dict", "facetime", "ftp", "ftps", "gemini", "geo", "git", "gopher", "irc", "ircs",
    "magnet", "matrix", "news", "nntp", "sftp", "sip", "sms", "ssh", "tel", "telnet", "webcal", "xmpp",
];

fn with_scheme(target: &str, scheme: &str, rest: &str) -> Target {
    if let Some(Authority { user, host, .. }) = Authority::of(rest)
        && (host.starts_with('-') || user.is_some_and(|user| user.starts_with('-')))
    {
        return refuse("The link's host starts with a dash and could be taken for an option, so it is not opened.");
    }
    match scheme {
        "http" | "https" => {
            let doubt = web_doubt(scheme, rest).or_else(|| doubt(target));
            doubt.map_or_else(|| Target::Outside(target.to_owned()), |why| ask(target, why))
        }
        "mailto" => mail(target, rest),
        "file" => file(rest),
        _ if REFUSED.contains(&scheme) || scheme.starts_with("ms-") => {
            refuse(format!("Links that start with “{scheme}:” could do harm, so they are not opened."))
        }
        _ if KNOWN.contains(&scheme) => ask(target, "it does not lead to a web page"),
        _ => ask(target, "it may start another program"),
    }
}

/// `//example.org/x`: the scheme of the page that it stands on, which a file does not have.
fn without_scheme(target: &str) -> Target {
    match Authority::of(target) {
        Some(Authority { host, .. }) if !host.is_empty() && !host.starts_with('-') && !target.contains('\\') => {
            ask(&format!("https:{target}"), "it names no scheme, and https is a guess")
        }
        _ => refuse_network(),
    }
}

/// What is unusual about a web address before one looks at its letters.
fn web_doubt(scheme: &str, rest: &str) -> Option<&'static str> {
    let Some(authority) = Authority::of(rest) else {
        return Some("it is not written as a web address should be");
    };
    if rest.contains('\\') {
        // Some programs read it as a slash and some as a letter, so they disagree about the host.
        return Some("it has a backslash in it");
    }
    if authority.user.is_some() {
        return Some("its address has a user name in it");
    }
    host_doubt(authority.host).or(match (scheme, authority.port) {
        (_, None | Some("")) | ("http", Some("80")) | ("https", Some("443")) => None,
        _ => Some("its address names a port"),
    })
}

fn host_doubt(host: &str) -> Option<&'static str> {
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let last = host.rsplit('.').next().unwrap_or_default();
    if !host.is_ascii() {
        Some("its host has letters beyond ASCII, which can look like others")
    } else if host.split('.').any(|label| label.starts_with("xn--")) {
        Some("its host stands for letters beyond ASCII, which can look like others")
    } else if host.starts_with('[') || last.starts_with(|c: char| c.is_ascii_digit()) {
        Some("its host is a number and not a name")
    } else if host.split('.').any(str::is_empty)
        || !host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))
    {
        Some("its host is not written as a host should be")
    } else if !host.contains('.') || matches!(last, "local" | "localhost" | "internal" | "lan") {
        Some("its host is in your own network")
    } else {
        None
    }
}

/// What is unusual about the letters of any URL.
fn doubt(url: &str) -> Option<&'static str> {
    if url.chars().count() > LONGEST {
        Some("it is very long")
    } else if url.contains(char::is_whitespace) {
        Some("it has a space in it")
    } else if url.contains(is_invisible) {
        Some("it has invisible characters in it")
    } else {
        None
    }
}

/// Characters that change how a target looks without being seen: marks of direction, joiners, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// `mailto:` (RFC 6068): receivers, then header fields as a query.
fn mail(target: &str, rest: &str) -> Target {
    let rest = &rest[..rest.find('#').unwrap_or(rest.len())];
    let (addresses, query) = rest.split_once('?').unwrap_or((rest, ""));
    let mut why = doubt(target);
    let addresses = decoded(addresses);
    if addresses.chars().any(char::is_control) {
        return refuse("The address of this mail has control characters in it, so it is not opened.");
    }
    if !addresses.is_ascii() {
        why = why.or(Some("its address has letters beyond ASCII, which can look like others"));
    } else if addresses.to_ascii_lowercase().split(['@', '.']).any(|label| label.starts_with("xn--")) {
        why = why.or(Some("its address stands for letters beyond ASCII, which can look like others"));
    }
    // Some programs split fields at `;` as well.
    for field in query.split(['&', ';']).filter(|field| !field.is_empty()) {
        let (key, value) = field.split_once('=').unwrap_or((field, ""));
        match decoded(key).trim().to_ascii_lowercase().as_str() {
            key if key.starts_with("attach") => {
                return refuse("The link would attach a file of yours to a mail, so it is not opened.");
            }
            "subject" | "to" if decoded(value).chars().any(char::is_control) => {
                return refuse("The link would write control characters into a mail, so it is not opened.");
            }
            "body" if decoded(value).chars().any(|c| c.is_control() && !matches!(c, '\r' | '\n' | '\t')) => {
                return refuse("The link would write control characters into a mail, so it is not opened.");
            }
            "subject" | "body" => {}
            _ => why = why.or(Some("it fills in more of the mail than receiver, subject and text")),
        }
    }
    why.map_or_else(|| Target::Outside(target.to_owned()), |why| ask(target, why))
}

/// What follows `file:` (RFC 8089): a local path, perhaps with an empty host or `localhost`.
fn file(rest: &str) -> Target {
    let Some(authority) = Authority::of(rest) else {
        return local(rest);
    };
    if authority.whole.is_empty() || authority.whole.eq_ignore_ascii_case("localhost") {
        local(&rest[2 + authority.whole.len()..])
    } else {
        refuse("The link names a file on another machine, so it is not opened.")
    }
}

/// A path, with its query dropped and its fragment set aside.
fn local(target: &str) -> Target {
    let (before, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let anchor = fragment.map(decoded);
    let path: Vec<u8> = percent_decode_str(before.split('?').next().unwrap_or_default()).collect();
    if path.is_empty() {
        return Target::Anchor(anchor.unwrap_or_default());
    }
    if String::from_utf8_lossy(&path).chars().any(char::is_control) {
        return refuse("The link's path has control characters in it, so it is not opened.");
    }
    if matches!(path.get(..2), Some(b"//" | b"\\\\" | b"/\\" | b"\\/")) {
        return refuse_network();
    }
    if path.starts_with(b"-") {
        return refuse("The link's path starts with a dash and could be taken for an option, so it is not opened.");
    }
    let path = PathBuf::from(OsString::from_vec(path));
    if is_launcher(&path) {
        let could_be_a_host =
            !before.contains('/') && ending(&path).is_some_and(|ending| ["com", "app"].contains(&&*ending));
        return refuse(if could_be_a_host {
            "The link leads to a program, or to a web address whose https:// is missing, so it is not opened."
        } else {
            "The link leads to something that can run as a program, so it is not opened."
        });
    }
    Target::Document { path, anchor }
}

pub(super) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

fn ask(url: &str, why: &'static str) -> Target {
    Target::Ask { url: url.to_owned(), why }
}

fn refuse(why: impl Into<String>) -> Target {
    Target::Refuse { why: why.into() }
}

fn refuse_network() -> Target {
    refuse("The link names a place on another machine as if it were a file, so it is not opened.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::authority::host;
    use crate::library::manual::LINKS;
    use crate::text::punycode::ascii_host;

    /// A verdict in a word or two, so that the table below can be read.
    fn verdict(target: &str) -> String {
        match classify(target) {
            Target::Anchor(anchor) => format!("anchor {anchor}"),
            Target::Document { path, anchor: None } => format!("document {}", path.display()),
            Target::Document { path, anchor: Some(anchor) } => format!("document {} at {anchor}", path.display()),
            Target::Outside(url) if url == target => "open".to_owned(),
            Target::Outside(url) => format!("open {url}"),
            Target::Ask { url, why } if url == target => format!("ask: {why}"),
            Target::Ask { url, why } => format!("ask {url}: {why}"),
            Target::Refuse { why } => {
                assert!(why.ends_with("not opened."), "{why}");
                "refuse".to_owned()
            }
        }
    }

    const LETTERS: &str = "ask: its host has letters beyond ASCII, which can look like others";
    const NUMBER: &str = "ask: its host is a number and not a name";
    const USER: &str = "ask: its address has a user name in it";
    const PORT: &str = "ask: its address names a port";
    const SHAPE: &str = "ask: it is not written as a web address should be";
    const HOST: &str = "ask: its host is not written as a host should be";
    const OWN: &str = "ask: its host is in your own network";
    const PROGRAM: &str = "ask: it may start another program";
    const KNOWN: &str = "ask: it does not lead to a web page";
    const SPELLED: &str = "ask: its host stands for letters beyond ASCII, which can look like others";
    const UNSEEN: &str = "ask: it has invisible characters in it";
    const MAIL_LETTERS: &str = "ask: its address has letters beyond ASCII, which can look like others";
    const MAIL: &str = "ask: it fills in more of the mail than receiver, subject and text";

    /// Targets and what becomes of them.
    const VERDICTS: &[(&str, &str)] = &[
        ("", "anchor "),
        ("#", "anchor "),
        ("#the-start", "anchor the-start"),
        ("#caf%C3%A9%20au", "anchor café au"),
        ("?page=2", "anchor "),
        ("?page=2#x", "anchor x"),
        ("guide.md", "document guide.md"),
        ("guide.md#top", "document guide.md at top"),
        ("guide.md?raw=1#top", "document guide.md at top"),
        ("../a%20b/c.md", "document ../a b/c.md"),
        ("/etc/passwd", "document /etc/passwd"),
        ("../../../etc/passwd", "document ../../../etc/passwd"),
        ("%2e%2e/%2e%2e/etc/passwd", "document ../../etc/passwd"),
        ("file:///../../etc/passwd", "document /../../etc/passwd"),
        ("~/.ssh/id_ed25519", "document ~/.ssh/id_ed25519"),
        ("~root/a.md", "document ~root/a.md"),
        ("$HOME/a.md", "document $HOME/a.md"),
        ("..", "document .."),
        ("./-x.md", "document ./-x.md"),
        ("C:\\docs\\a.md", "document C:\\docs\\a.md"),
        ("c:/docs/a.md", "document c:/docs/a.md"),
        ("notes.md:12", "document notes.md:12"),
        ("someone@example.org", "document someone@example.org"),
        ("100%.md", "document 100%.md"),
        ("file:///tmp/a%20b.md#x", "document /tmp/a b.md at x"),
        ("file:/tmp/a.md", "document /tmp/a.md"),
        ("file://localhost/tmp/a.md", "document /tmp/a.md"),
        ("FILE:///tmp/a.md", "document /tmp/a.md"),
        ("https://example.org", "open"),
        ("http://example.org/a/b?c=d#e", "open"),
        ("HTTPS://Example.ORG/", "open"),
        ("https://example.org:443/", "open"),
        ("http://example.org:80", "open"),
        ("https://example.org./x", "open"),
        ("https://example.org/setup.exe", "open"),
        ("https://example.org/@someone", "open"),
        ("https://de.wikipedia.org/wiki/Käse", "open"),
        ("https://example.org/a%0ab", "open"),
        ("mailto:someone@example.org", "open"),
        ("mailto:a@example.org?subject=Hello&body=one%0D%0Atwo", "open"),
        ("https://example.org:8080/", PORT),
        ("http://example.org:443/", PORT),
        ("https://example.org:0443/", PORT),
        ("https://example.org:65536/", PORT),
        ("https://example.org:x/", PORT),
        ("https://bank.example@evil.example/", USER),
        ("https://user:word@example.org/", USER),
        ("https://@example.org/", USER),
        ("https://bank.example:443@evil.example/", USER),
        ("https://bank.example%2f@evil.example/", USER),
        ("https://bücher.example/", LETTERS),
        ("https://аррӏе.com/", LETTERS),
        ("https://example。org/", LETTERS),
        ("https://pаypal.com/", LETTERS),
        ("http://１２７.0.0.1/", LETTERS),
        ("https://xn--80ak6aa92e.com/", SPELLED),
        ("https://XN--80AK6AA92E.com/", SPELLED),
        ("https://www.xn--bcher-kva.example/", SPELLED),
        ("http://127.0.0.1/", NUMBER),
        ("http://2130706433/", NUMBER),
        ("http://0x7f.1/", NUMBER),
        ("http://127.1/", NUMBER),
        ("http://0177.0.0.1/", NUMBER),
        ("http://0x7f000001/", NUMBER),
        ("http://192.168.0.1./", NUMBER),
        ("http://[::ffff:127.0.0.1]/", NUMBER),
        ("http://[fe80::1%25eth0]/", NUMBER),
        ("http://[::1]/", NUMBER),
        ("http://[::1]:8080/", NUMBER),
        ("http://localhost/", OWN),
        ("http://LOCALHOST./", OWN),
        ("http://router/reboot", OWN),
        ("http://printer.local/", OWN),
        ("https://ex%61mple.org/", HOST),
        ("https://example.org%00.evil.example/", HOST),
        ("https://example.org%2f.evil.example/", HOST),
        ("https://example.org%09/", HOST),
        ("https://example.org../", HOST),
        ("https://.example.org/", HOST),
        ("https://$(id).example/", HOST),
        ("https://a..b/", HOST),
        ("https:///evil.example/", HOST),
        ("https:example.org", SHAPE),
        ("https:/example.org", SHAPE),
        ("https:\\\\evil.example/", SHAPE),
        ("https:", SHAPE),
        ("https://good.example\\@evil.example/", "ask: it has a backslash in it"),
        ("https://example.org/a b", "ask: it has a space in it"),
        ("https://example.org/\u{202e}gpj", UNSEEN),
        ("https://example.org/a\u{200b}b", UNSEEN),
        ("https://example.org/a\u{ad}b", UNSEEN),
        ("https://exam\u{200d}ple.org/", LETTERS),
        ("//example.org/x", "ask https://example.org/x: it names no scheme, and https is a guess"),
        ("ftp://example.org/", KNOWN),
        ("tel:+491234", KNOWN),
        ("irc://irc.example.org/room", KNOWN),
        ("magnet:?xt=urn:btih:0", KNOWN),
        ("gemini://example.org/", KNOWN),
        ("ssh://example.org", KNOWN),
        ("zoommtg://example.org/join", PROGRAM),
        ("localhost:8080", PROGRAM),
        ("mailto:a@example.org?bcc=b@example.org", MAIL),
        ("mailto:a@example.org?x-field=1", MAIL),
        ("mailto:a@exämple.org", MAIL_LETTERS),
        ("mailto:?to=a@example.org&subject=x", MAIL),
        ("mailto:a@ex%C3%A4mple.org", MAIL_LETTERS),
        ("mailto:a@xn--exmple-cua.org", "ask: its address stands for letters beyond ASCII, which can look like others"),
        ("mailto:a@example.org?body=a%1b[31m", "refuse"),
        ("mailto:a%0ab@example.org", "refuse"),
        ("mailto:a@example.org?ATTACH=~/.ssh/id_ed25519", "refuse"),
        ("mailto:a@example.org?attach=/etc/passwd", "refuse"),
        ("mailto:a@example.org?body=x&%41ttachment=/etc/passwd", "refuse"),
        ("mailto:a@example.org?subject=x%0Abcc:b@example.org", "refuse"),
        ("javascript:alert(1)", "refuse"),
        ("JaVaScRiPt:alert(1)", "refuse"),
        ("java\nscript:alert(1)", "refuse"),
        ("java\tscript:alert(1)", "refuse"),
        ("\u{1}javascript:alert(1)", "refuse"),
        ("javascript://example.org/%0aalert(1)", "refuse"),
        ("DATA:text/html;base64,PGI+", "refuse"),
        ("VbScRiPt:x", "refuse"),
        // These are no schemes, but paths of files that are not there.
        (" javascript:alert(1)", "document  javascript:alert(1)"),
        ("java script:alert(1)", "document java script:alert(1)"),
        ("javascript%3aalert(1)", "document javascript:alert(1)"),
        ("jаvascript:alert(1)", "document jаvascript:alert(1)"),
        ("data:text/html,<b>", "refuse"),
        ("vbscript:x", "refuse"),
        ("view-source:https://example.org", "refuse"),
        ("ms-msdt:/id", "refuse"),
        ("search-ms:query=x", "refuse"),
        ("smb://host/share", "refuse"),
        ("file://host/share/a.md", "refuse"),
        ("file:////host/share", "refuse"),
        ("file://127.0.0.1/share/a.md", "refuse"),
        ("file://user@localhost/a.md", "refuse"),
        ("file://localhost:80/a.md", "refuse"),
        ("file:\\\\host\\share", "refuse"),
        ("\\\\?\\C:\\a.md", "refuse"),
        ("//?/C:/a.md", "refuse"),
        ("%2f%2fhost/share", "refuse"),
        ("/%5chost/share", "refuse"),
        ("//-host/x", "refuse"),
        ("file:///%2Fhost/share", "refuse"),
        ("\\\\host\\share", "refuse"),
        ("%5c%5chost%5cshare", "refuse"),
        ("/\\host/share", "refuse"),
        ("///etc/passwd", "refuse"),
        ("//", "refuse"),
        ("-rf", "refuse"),
        ("%2drf", "refuse"),
        ("--load=/tmp/x", "refuse"),
        ("ssh://-oProxyCommand=x/", "refuse"),
        ("https://-x.example/", "refuse"),
        ("a\u{1b}]8;;b.md", "refuse"),
        ("https://example.org/\u{7f}", "refuse"),
        ("https://example.org/\u{9b}", "refuse"),
        ("a%00.md", "refuse"),
        ("a%1b.md", "refuse"),
        ("a%C2%9B.md", "refuse"),
        ("evil.desktop", "refuse"),
        ("file:///tmp/evil.desktop", "refuse"),
        ("run.sh", "refuse"),
        ("RUN.EXE", "refuse"),
        ("a.exe.", "refuse"),
        ("a.exe ", "refuse"),
        ("a.exe%20", "refuse"),
        ("a.md.lnk", "refuse"),
        ("evil.desktop/.", "refuse"),
        ("../up/evil.AppImage", "refuse"),
        ("a.exe::$DATA", "refuse"),
        ("Game.app/", "refuse"),
        ("x.b%61t?y", "refuse"),
        ("x.jar#y", "refuse"),
        ("x.ps1", "refuse"),
        ("example.com", "refuse"),
    ];

    #[test]
    fn every_kind_of_target_has_its_verdict() {
        assert!(VERDICTS.len() >= 80, "{}", VERDICTS.len());
        for (target, expected) in VERDICTS {
            assert_eq!(verdict(target), *expected, "{target}");
        }
    }

    /// The links that the manual names, each with the heading of the table that it stands in.
    fn in_the_manual() -> Vec<(&'static str, &'static str)> {
        let mut found = Vec::new();
        let mut heading = "";
        for line in LINKS.lines() {
            heading = line.strip_prefix("### ").unwrap_or(heading);
            let cell = line.strip_prefix("| ").and_then(|row| row.split(" | ").next()).unwrap_or_default();
            found.extend(cell.split('`').skip(1).step_by(2).map(|link| (heading, link)));
        }
        found
    }

    #[test]
    fn the_manual_says_what_happens() {
        let links = in_the_manual();
        assert!(links.len() > 40, "{links:?}");
        for (heading, link) in &links {
            let expected = match verdict(link).split([':', ' ']).next() {
                Some("anchor" | "document") => "What stays inside",
                Some("open") => "What opens",
                Some("ask") => "What asks first",
                _ => "What is refused",
            };
            assert_eq!(*heading, expected, "{link}");
        }
        // Every reason to ask stands there, beside a link that is asked about because of it.
        let long = format!("https://example.org/{}", "a".repeat(LONGEST));
        for target in VERDICTS.iter().map(|(target, _)| *target).chain([&*long]) {
            let Target::Ask { why, .. } = classify(target) else { continue };
            assert!(LINKS.lines().any(|row| row.starts_with("| ") && row.contains(why)), "{why}");
        }
        for row in LINKS.lines().filter(|row| row.starts_with("| `")) {
            let Some(link) = row.split('`').nth(1) else { continue };
            if let Target::Ask { why, .. } = classify(link) {
                assert!(row.contains(why), "{row} is asked about because {why}");
            }
        }
    }

    #[test]
    fn a_long_address_asks() {
        let url = |length: usize| format!("https://example.org/{}", "a".repeat(length - 20));
        assert_eq!(verdict(&url(LONGEST)), "open");
        assert_eq!(verdict(&url(LONGEST + 1)), "ask: it is very long");
    }

    #[test]
    fn a_path_may_hold_any_bytes() {
        let path = PathBuf::from(OsString::from_vec(b"caf\xe9.md".to_vec()));
        assert_eq!(classify("caf%E9.md"), Target::Document { path, anchor: None });
    }

    #[test]
    fn a_missing_scheme_is_mentioned_for_what_looks_like_a_domain() {
        for (target, expected) in [("example.com", true), ("bin/example.com", false), ("x.exe", false)] {
            let Target::Refuse { why } = classify(target) else { panic!("{target}") };
            assert_eq!(why.contains("https://"), expected, "{target}");
        }
    }

    #[test]
    fn no_text_makes_it_panic() {
        for text in ["https://", "https://@", "https://:", "mailto:", "mailto:@", "file:", "file://", ":", "é:", "//@:"]
        {
            let _ = (classify(text), host(text), host(text).map(|range| ascii_host(&text[range])));
        }
    }
}
