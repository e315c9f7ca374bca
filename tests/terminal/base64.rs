//! Base64, as OSC 52 carries it.

/// The text that a base64 text stands for.
pub(crate) fn decoded(base64: &str) -> String {
    let alphabet = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect::<Vec<char>>();
    let value = |letter| alphabet.iter().position(|known| *known == letter).expect("a letter of the alphabet");
    let letters: Vec<usize> = base64.trim_end_matches('=').chars().map(value).collect();
    let bytes = letters.chunks(4).flat_map(|four| {
        let bits = four.iter().fold(0, |bits, letter| bits << 6 | letter) << (6 * (4 - four.len()));
        [bits >> 16, bits >> 8, bits].into_iter().take(four.len() - 1).map(|byte| byte & 0xff)
    });
    String::from_utf8(bytes.map(|byte| u8::try_from(byte).expect("a byte")).collect()).expect("UTF-8")
}

#[test]
fn base64_is_read() {
    for (text, base64) in [("", ""), ("h", "aA=="), ("hi", "aGk="), ("hi!", "aGkh"), ("hi?>", "aGk/Pg==")] {
        assert_eq!(decoded(base64), text);
    }
}
