//! The grammars, and code read by them. The only place that names syntect.
//!
//! A grammar is a set of regular expressions that somebody wrote for well-meant code. Three bounds keep it from holding
//! up whoever waits: code that is too long isn't painted at all ([`Snippet::is_worth_painting`]), nor are its overlong
//! lines, and after a while the rest stays plain. A panic leaves the code plain.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use crate::markdown::guard::guarded;

use super::scopes::Scopes;
use super::snippet::{Paint, Snippet, Stretch};

/// Lines with more bytes than this stay plain; the grammar goes on behind them as if they weren't there. Such a line is
/// data most of the time, and closes what it opens; to leave all that follows it plain would lose more.
const LONGEST_LINE: usize = 2_000;
/// How long one code may take. At its usual speed the longest code takes half of it.
const MOST_TIME: Duration = Duration::from_secs(2);

/// What languages are called besides their names and file extensions.
const ALIASES: [(&str, &str); 15] = [
    ("c#", "cs"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
    ("golang", "go"),
    ("js5", "js"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "js"),
    ("latex", "tex"),
    ("node", "js"),
    ("objc", "m"),
    ("python3", "py"),
    ("shell", "sh"),
    ("viml", "vim"),
    ("wat", "lisp"),
];

struct Grammars {
    syntaxes: SyntaxSet,
    scopes: Scopes,
}

/// The grammars, read when they are first needed: that takes some milliseconds.
fn grammars() -> &'static Grammars {
    static GRAMMARS: OnceLock<Grammars> = OnceLock::new();
    GRAMMARS.get_or_init(|| Grammars { syntaxes: two_face::syntax::extra_newlines(), scopes: Scopes::new() })
}

/// Finds out what the parts of a code are. This is slow: not for a thread that a reader waits for.
#[must_use]
pub fn paint(code: &Snippet) -> Paint {
    paint_within(code, MOST_TIME)
}

fn paint_within(code: &Snippet, time: Duration) -> Paint {
    let began = Instant::now();
    guarded(|| {
        let grammars = grammars();
        match grammars.of(&code.language) {
            Some(syntax) => grammars.paint(syntax, code, || began.elapsed() < time),
            None => Paint::default(),
        }
    })
    .unwrap_or_default()
}

impl Grammars {
    fn of(&self, language: &str) -> Option<&SyntaxReference> {
        let name = language.trim_start_matches('.');
        let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name));
        self.syntaxes.find_syntax_by_token(alias.map_or(name, |(_, name)| *name))
    }

    /// Goes on with the next line as long as `may_go_on` says so.
    fn paint(&self, syntax: &SyntaxReference, code: &Snippet, may_go_on: impl Fn() -> bool) -> Paint {
        let mut reader = Reader { state: ParseState::new(syntax), stack: ScopeStack::new(), stretches: Vec::new() };
        if reader.read_lines(self, code.above.trim_end_matches('\n'), &may_go_on).is_some() {
            reader.stretches.clear();
            // Where the grammar fails, what it has read is painted.
            let _ = reader.read_lines(self, &code.text, &may_go_on);
        }
        Paint::new(reader.stretches)
    }
}

struct Reader {
    state: ParseState,
    stack: ScopeStack,
    stretches: Vec<Stretch>,
}

impl Reader {
    /// Reads lines as long as that may go on; `None` where it may not, or the grammar fails.
    fn read_lines(&mut self, grammars: &Grammars, code: &str, may_go_on: impl Fn() -> bool) -> Option<()> {
        let mut at = 0;
        let mut fed = String::new();
        for line in code.split('\n') {
            let text = line.strip_suffix('\r').unwrap_or(line);
            if text.len() <= LONGEST_LINE {
                if !may_go_on() {
                    return None;
                }
                // The grammars expect lines with their ends.
                fed.clear();
                fed.push_str(text);
                fed.push('\n');
                self.read(grammars, &fed, at)?;
            }
            at += line.len() + 1;
        }
        Some(())
    }

    /// Reads a line with its end, which begins at byte `start` of the code; `None` where the grammar fails.
    fn read(&mut self, grammars: &Grammars, line: &str, start: usize) -> Option<()> {
        let changes = self.state.parse_line(line, &grammars.syntaxes).ok()?;
        let text = line.len() - 1;
        let mut at = 0;
        for (place, change) in changes {
            let place = place.min(text);
            self.add(grammars, start, at..place);
            at = at.max(place);
            self.stack.apply(&change).ok()?;
        }
        self.add(grammars, start, at..text);
        Some(())
    }

    fn add(&mut self, grammars: &Grammars, start: usize, range: std::ops::Range<usize>) {
        if range.is_empty() {
            return;
        }
        let Some(token) = grammars.scopes.token(self.stack.as_slice()) else { return };
        let (Ok(start), Ok(end)) = (u32::try_from(start + range.start), u32::try_from(start + range.end)) else {
            return;
        };
        match self.stretches.last_mut() {
            Some(last) if last.end == start && last.token == token => last.end = end,
            _ => self.stretches.push(Stretch { start, end, token }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::Token;

    /// Each stretch of a code as its text and its token.
    fn painted<'a>(language: &str, code: &'a str) -> Vec<(&'a str, Token)> {
        let paint = paint(&Snippet::new(language, code));
        paint.within(0..code.len()).map(|(range, token)| (&code[range], token)).collect()
    }

    #[test]
    fn every_token_is_found_in_some_language() {
        let table: [(&str, &str, &str, Token); 20] = [
            ("rust", "let x = 1; // why", "// why", Token::Comment),
            ("rust", "let x = 1;", "let", Token::Keyword),
            ("rust", "let x = \"ab\";", "\"ab\"", Token::String),
            ("rust", "let x = 12;", "12", Token::Constant),
            ("rust", "struct Ab;", "Ab", Token::Type),
            ("rust", "fn ab() {}", "ab", Token::Function),
            ("rust", "fn ab(cd: u8) {}", "cd", Token::Variable),
            ("rust", "#[inline]", "#[inline]", Token::Attribute),
            ("python", "if a and b:", "and", Token::Keyword),
            ("python", "@ab\ndef c(): pass", "@ab", Token::Attribute),
            ("html", "<p class=\"x\">", "p", Token::Tag),
            ("json", "{\"a\": true}", "\"a\"", Token::Tag),
            ("yaml", "a: b", "a", Token::Tag),
            ("toml", "a = 1", "a", Token::Tag),
            ("css", "a { color: red }", "color", Token::Tag),
            ("sh", "echo $AB", "AB", Token::Variable),
            ("c", "#include <a.h>\nint a(void);", "#include", Token::Keyword),
            ("go", "func ab() {}", "ab", Token::Function),
            ("diff", "+ab\n-cd", "+ab", Token::Inserted),
            ("diff", "+ab\n-cd", "-cd", Token::Deleted),
        ];
        for (language, code, text, token) in table {
            let painted = painted(language, code);
            assert!(painted.contains(&(text, token)), "{text} in {language}: {painted:?}");
        }
    }

    #[test]
    fn a_language_has_several_names_and_an_unknown_one_stays_plain() {
        for name in ["rust", "Rust", "RS", ".rs", "rs"] {
            assert_eq!(painted(name, "let"), [("let", Token::Keyword)], "{name}");
        }
        for (alias, _) in ALIASES.into_iter().chain([("ts", ""), ("tsx", ""), ("yml", ""), ("c++", ""), ("zsh", "")]) {
            assert!(grammars().of(alias).is_some(), "{alias}");
        }
        assert_eq!(painted("no such language", "let"), []);
    }

    #[test]
    fn a_line_that_is_too_long_stays_plain_and_the_next_does_not() {
        let code = format!("let\nlet{}\r\nlet", " ".repeat(LONGEST_LINE));
        let found: Vec<_> = paint(&Snippet::new("rust", &code)).within(0..code.len()).map(|(range, _)| range).collect();
        assert_eq!(found, [0..3, code.len() - 3..code.len()]);
    }

    #[test]
    fn what_begins_above_goes_on() {
        let code = Snippet::new("c", "still */ int a;").below("int b; /* begins\n".into());
        let painted: Vec<_> = paint(&code).within(0..code.text.len()).collect();
        assert_eq!(painted[..2], [(0..8, Token::Comment), (9..12, Token::Keyword)]);
    }

    #[test]
    fn after_its_time_the_rest_stays_plain() {
        let code = "let\n".repeat(10_000);
        assert_eq!(paint_within(&Snippet::new("rust", &code), Duration::ZERO), Paint::default());
    }
}
