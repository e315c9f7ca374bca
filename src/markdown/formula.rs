//! Formulas in characters: as many lines as it takes, or one.
//!
//! What would need more than a line has a form for one if it is made of fractions, roots and what is raised or lowered: else
//! its parts would be read in the wrong order. The crate that sets them takes more than linear time and nests as deep as its
//! input does, so that is kept short and shallow.
//!
//! The page shows this, and search looks in it: so it stands below both.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::text::sanitize::Safe;

use super::guard::guarded;
use super::inline::MathDisplay;

/// The longest formula that is set, in bytes.
const LONGEST: usize = 512;
/// How deep its braces may be nested.
const DEEPEST: usize = 8;
/// How many commands may follow each other directly: each may be an argument of the one before.
const LONGEST_CHAIN: usize = 8;
/// What a formula stands between. One in which it stands is not set on one line: what may be a formula, and how it reads, is
/// told from the bytes between two of them.
const SIGN: char = '$';

/// The lines on which a formula is drawn, as they read; none if it is shown as it is written.
#[must_use]
pub fn readings(formula: &str, display: MathDisplay) -> Vec<String> {
    match display {
        MathDisplay::Inline => line(formula).into_iter().collect(),
        MathDisplay::Block if formula.contains(SIGN) => Vec::new(),
        MathDisplay::Block => lines(formula).iter().flatten().map(|line| line.trim().to_owned()).collect(),
    }
}

/// A formula on one line, if it can be set on one.
#[must_use]
pub fn line(formula: &str) -> Option<String> {
    /// What stand in for the signs of raising and lowering, which the crate would obey.
    const SIGNS: [(&str, &str); 2] = [("^", "\u{2C6}"), ("_", "\u{2CD}")];
    if formula.contains(SIGN) {
        return None;
    }
    let mut lines = set(formula)?;
    if lines.len() > 1 {
        lines = set(&in_line(formula, &FORMS[..4])?)?;
    }
    if lines.len() > 1 {
        let plain = in_line(formula, &FORMS)?;
        let plain = SIGNS.iter().fold(plain, |formula, (sign, other)| formula.replace(sign, other));
        lines = set(&plain)?;
        for (sign, other) in SIGNS {
            for line in &mut lines {
                *line = line.replace(other, sign);
            }
        }
    }
    // A sign that nothing stands before is no operation.
    if lines.len() == 1 { lines.pop().map(|line| line.trim().replace("( - ", "(-")) } else { None }
}

/// A formula of one or several lines, parted by `\\\\`.
#[must_use]
pub fn lines(formula: &str) -> Option<Vec<String>> {
    if formula.contains("\\begin") || !formula.contains("\\\\") {
        return set(formula);
    }
    let parts = formula.split("\\\\").filter(|part| !part.trim().is_empty());
    Some(parts.map(set).collect::<Option<Vec<_>>>()?.concat())
}

/// What has a form for one line: fractions and roots, and last what is raised or lowered, which may be set as such.
const FORMS: [&str; 6] = ["\\frac{", "\\dfrac{", "\\tfrac{", "\\sqrt{", "^{", "_{"];

/// A formula with these forms for one line: a slash for each of its fractions, signs in front of what is under a root, raised
/// or lowered. It has all its braces, and none too deep.
fn in_line(formula: &str, forms: &[&str]) -> Option<String> {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    loop {
        let next = forms.iter().filter_map(|&name| Some((rest.find(name)?, name))).min();
        let Some((at, name)) = next else {
            out.push_str(rest);
            return Some(out);
        };
        out.push_str(&rest[..at]);
        let (first, behind) = group(&rest[at + name.len() - 1..])?;
        rest = behind;
        match name {
            "^{" | "_{" => {
                out.push_str(&name[..1]);
                let is_word = first.bytes().all(|byte| byte.is_ascii_alphanumeric());
                out.push_str(&if is_word { first.to_owned() } else { operand(first, forms)? });
            }
            "\\sqrt{" => out.extend(["√", &operand(first, forms)?]),
            _ => {
                let (below, behind) = group(rest.trim_start())?;
                let fraction = [operand(first, forms)?, operand(below, forms)?].join("/");
                let parts = |c: char| "+-=<>()[]{},.;:|".contains(c);
                let apart = out.trim_end().chars().next_back().is_none_or(parts)
                    && behind.trim_start().chars().next().is_none_or(parts);
                // Beside other factors it would take them in.
                out.extend(if apart { ["", &fraction, ""] } else { ["(", &fraction, ")"] });
                rest = behind;
            }
        }
    }
}

/// What stands in the braces with which a text begins, and what stands behind them.
fn group(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('{')?;
    let mut depth = 1_usize;
    for (at, byte) in inside.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some((&inside[..at], &inside[at + 1..]));
        }
    }
    None
}

/// What stands above or below in a fraction: by itself if it is a number, a letter or a name, else in parentheses.
fn operand(part: &str, forms: &[&str]) -> Option<String> {
    let part = in_line(part.trim(), forms).filter(|part| !part.is_empty())?;
    let is_name = part.strip_prefix('\\').is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let is_number = part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    Some(if is_name || is_number || part.chars().count() == 1 { part } else { format!("({part})") })
}

/// How many formulas are remembered, by each thread.
const REMEMBERED: usize = 512;

thread_local! {
    /// What became of the formulas that were set last. Setting one takes longer than the rest of its paragraph, and a text
    /// says the same `n` over and over.
    static SET: RefCell<HashMap<Box<str>, Option<Vec<String>>>> = RefCell::default();
}

/// The lines of a formula without the space on their right; `None` if it can't be set, or not all of it.
fn set(formula: &str) -> Option<Vec<String>> {
    if !is_modest(formula) {
        return None;
    }
    if let Some(known) = SET.with_borrow(|set| set.get(formula).cloned()) {
        return known;
    }
    let lines = render(formula);
    SET.with_borrow_mut(|set| {
        if set.len() >= REMEMBERED {
            set.clear();
        }
        set.insert(formula.into(), lines.clone());
    });
    lines
}

fn render(formula: &str) -> Option<Vec<String>> {
    /// What stands in for a slash, which is one in a formula too: the crate makes a fraction of the two signs beside it.
    const SLASH: &str = "\u{2215}";
    let formula = formula.replace(['\n', '\r', '\t'], " ").replace('/', SLASH);
    let picture = guarded(|| term_maths::render(formula.trim()).to_string())?.replace(SLASH, "/");
    let lines: Vec<String> = picture.lines().map(|line| line.trim_end().to_owned()).collect();
    // What it did not understand it passes on, or leaves out.
    let braces = formula.contains("\\{") || formula.contains("\\}");
    let is_source = |character| character == '\\' || character == '&' || (!braces && matches!(character, '{' | '}'));
    let is_blank = lines.iter().all(|line| line.trim().is_empty());
    // A mark for what can't be shown is no part of a formula.
    let is_safe = lines.iter().all(|line| **line == *Safe::new(line));
    (!is_blank && is_safe && !picture.contains(is_source)).then_some(lines)
}

/// Whether a formula is short, shallow and has all its braces.
fn is_modest(formula: &str) -> bool {
    let (mut depth, mut chain) = (0_usize, 0_usize);
    let mut bytes = formula.bytes().peekable();
    if formula.len() > LONGEST {
        return false;
    }
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => {
                let is_command = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
                while is_command && bytes.next_if(u8::is_ascii_alphabetic).is_some() {}
                chain += usize::from(is_command);
            }
            b'{' => {
                depth += 1;
                chain = 0;
            }
            b'}' if depth == 0 => return false,
            b'}' => depth -= 1,
            b'^' | b'_' | b' ' | b'\n' | b'(' | b'[' => {}
            _ => chain = 0,
        }
        if depth > DEEPEST || chain > LONGEST_CHAIN {
            return false;
        }
    }
    depth == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_line_takes_one_line() {
        for (formula, expected) in [
            ("x^2 + y^2 = z^2", Some("x² + y² = z²")),
            ("\\alpha_j \\le 10", Some("αⱼ ≤ 10")),
            ("\\frac{a}{b}", Some("a/b")),
            ("\\alpha^2 + \\frac{1}{2}", Some("α² + 1/2")),
            ("\\frac{1}{2}x = \\dfrac{a+b}{2n}", Some("(1/2)x = (a + b)/(2n)")),
            ("\\frac{\\frac{1}{n}}{\\pi}", Some("(1/n)/π")),
            ("\\sum_{i=0}^n \\frac{1}{i}", Some("∑_(i = 0)^n (1/i)")),
            ("A^T + x_{i+1}", Some("A^T + x_(i + 1)")),
            ("e^{-x/2} \\sqrt{2} \\sqrt{x+1}", Some("e^(-x/2) √2 √(x + 1)")),
            ("\\hat{y}", None),
            ("(a+b)/(2n)", Some("(a + b)/(2n)")),
            ("\\nothing{a}", None),
            ("\\frac{a", None),
            ("a}", None),
            ("", None),
            ("a $ b", None),
            ("a\u{115f}", None),
        ] {
            assert_eq!(line(formula).as_deref(), expected, "{formula}");
        }
    }

    #[test]
    fn what_is_too_long_or_too_deep_is_not_set() {
        assert_eq!(line(&"x^".repeat(LONGEST)), None);
        assert_eq!(line(&"\\sqrt".repeat(50)), None);
    }

    #[test]
    fn a_formula_reads_as_drawn() {
        for (formula, display, expected) in [
            ("\\frac{a}{b}", MathDisplay::Inline, &["a/b"][..]),
            ("\\gamma = \\frac{a}{b}", MathDisplay::Block, &["a", "γ = ───", "b"]),
            ("\\alpha + 1", MathDisplay::Block, &["α + 1"]),
            ("a \\\\ b", MathDisplay::Block, &["a", "b"]),
            ("\\odd", MathDisplay::Block, &[]),
        ] {
            assert_eq!(readings(formula, display), expected, "{formula}");
        }
    }
}
