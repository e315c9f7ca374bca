//! Punycode (RFC 3492): how a host name in any script is written in ASCII, so that a reader can tell look-alikes apart.
//!
//! Only the encoder, and none of the mapping of IDNA: the result is for showing, never for connecting. It stands wherever
//! a host is to be looked at: in a question about a link, in a look where one leads, behind a text that names another host.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;
const FIRST_BIAS: u32 = 72;
const FIRST_CODE: u32 = 0x80;

/// The longest label that is encoded, in characters: no longer one can be a host's (RFC 1035, section 2.3.4), and the
/// encoding takes time with the square of the length.
const LONGEST: usize = 63;

/// A host with letters beyond ASCII as it would be looked up, in Punycode and lower case.
///
/// `None` when it is ASCII already or cannot be written so. The normalisation of IDNA is left out: what this returns
/// is for the reader's eyes.
#[must_use]
pub fn ascii_host(host: &str) -> Option<String> {
    if host.is_ascii() {
        return None;
    }
    let lower = host.to_lowercase();
    let labels: Option<Vec<String>> =
        lower
            // The ideographic full stops separate labels as well (RFC 3490, section 3.1).
            .split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}'])
            .map(|label| {
                if label.is_ascii() { Some(label.to_owned()) } else { encode(label).map(|code| format!("xn--{code}")) }
            })
            .collect();
    Some(labels?.join("."))
}

/// One label in Punycode, without the `xn--`.
///
/// `None` when the label has more than 63 characters.
#[must_use]
pub fn encode(label: &str) -> Option<String> {
    if label.chars().nth(LONGEST).is_some() {
        return None;
    }
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let total = u32::try_from(label.chars().count()).ok()?;
    let (mut code, mut delta, mut bias, mut handled) = (FIRST_CODE, 0_u32, FIRST_BIAS, basic);
    while handled < total {
        let next = label.chars().map(u32::from).filter(|&c| c >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(handled + 1)?)?;
        code = next;
        for c in label.chars().map(u32::from) {
            if c < code {
                delta = delta.checked_add(1)?;
            } else if c == code {
                push_number(&mut out, delta, bias);
                bias = adapt(delta, handled + 1, if handled == basic { DAMP } else { 2 });
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code = code.checked_add(1)?;
    }
    Some(out)
}

/// Appends a delta as a variable-length integer (section 3.3).
fn push_number(out: &mut String, delta: u32, bias: u32) {
    let (mut rest, mut k) = (delta, BASE);
    loop {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            out.push(digit(rest));
            return;
        }
        out.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
        k += BASE;
    }
}

/// The bias after a delta (section 6.1).
fn adapt(delta: u32, handled: u32, damp: u32) -> u32 {
    let mut delta = delta / damp;
    delta += delta / handled;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

/// The digit of a value below 36: `a` to `z`, then `0` to `9`.
fn digit(value: u32) -> char {
    const DIGITS: [u8; 36] = *b"abcdefghijklmnopqrstuvwxyz0123456789";
    usize::try_from(value).ok().and_then(|at| DIGITS.get(at)).map_or('?', |&digit| char::from(digit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_shown_in_punycode() {
        assert_eq!(ascii_host("Bücher.example").as_deref(), Some("xn--bcher-kva.example"));
        assert_eq!(ascii_host("аррӏе.com").as_deref(), Some("xn--80ak6aa92e.com"));
        assert_eq!(ascii_host("例え。テスト").as_deref(), Some("xn--r8jz45g.xn--zckzah"));
        assert_eq!(ascii_host("example.org"), None);
    }

    #[test]
    fn the_samples_of_the_rfc_and_of_the_web() {
        for (label, expected) in [
            ("bücher", "bcher-kva"),
            ("münchen", "mnchen-3ya"),
            ("аррӏе", "80ak6aa92e"),
            ("例え", "r8jz45g"),
            ("☃", "n3h"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
            ("-> $1.00 <-", "-> $1.00 <--"),
            ("", ""),
        ] {
            assert_eq!(encode(label).as_deref(), Some(expected), "{label}");
        }
    }

    #[test]
    fn a_label_that_no_host_can_have_is_not_encoded() {
        assert!(encode(&"ö".repeat(63)).is_some());
        assert_eq!(encode(&"ö".repeat(64)), None);
    }
}
