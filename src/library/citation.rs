//! How a document is cited, from the data in front of it, in the form that the bundled preface gives:
//! `Title by Author (Publisher). Copyright 2018 Author, ISBN.`

use crate::markdown::front_matter::FrontMatter;

/// A citation, and what it had to do without.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Citation {
    /// The citation on one line; `None` where the title or the author is missing.
    pub text: Option<String>,
    /// What the front matter does not say, in the order of the citation.
    pub missing: Vec<&'static str>,
}

/// The citation of a document. A chapter that names its book is cited as the book.
#[must_use]
pub fn citation(matter: &FrontMatter) -> Citation {
    let one =
        |keys: &[&str]| keys.iter().find_map(|key| matter.get(key).map(on_one_line).filter(|value| !value.is_empty()));
    let title = one(&["book", "title"]);
    let authors = authors(matter);
    let publisher = one(&["publisher"]);
    let dated = dated(matter);
    let isbn = one(&["isbn"]).map(|isbn| without_name(&isbn, "ISBN").to_owned()).filter(|isbn| !isbn.is_empty());
    let missing = [
        ("title", title.is_none()),
        ("author", authors.is_none()),
        ("publisher", publisher.is_none()),
        ("year", dated.is_none()),
        ("ISBN", isbn.is_none()),
    ];
    let missing = missing.into_iter().filter(|(_, is_missing)| *is_missing).map(|(name, _)| name).collect();
    let text = title.zip(authors).map(|(title, authors)| {
        let publisher = publisher.map(|publisher| format!(" ({publisher})")).unwrap_or_default();
        let copyright = dated.map(|(year, holder)| format!("{year} {}", holder.as_deref().unwrap_or(&authors)));
        let end = match (copyright, isbn) {
            (Some(copyright), Some(isbn)) => format!(" Copyright {copyright}, {isbn}."),
            (Some(copyright), None) => format!(" Copyright {copyright}."),
            (None, Some(isbn)) => format!(" ISBN {isbn}."),
            (None, None) => String::new(),
        };
        format!("{title} by {authors}{publisher}.{end}")
    });
    Citation { text, missing }
}

/// Those who wrote it, as they are said: “A”, “A and B”, “A, B, and C”. A list parts them; a text names them as it likes.
fn authors(matter: &FrontMatter) -> Option<String> {
    let names = ["author", "authors"].iter().find_map(|key| {
        let names: Vec<String> = matter.items(key).iter().map(|name| on_one_line(without_name(name, "name"))).collect();
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        (!names.is_empty()).then_some(names)
    })?;
    Some(match &names[..] {
        [one] => one.clone(),
        [one, other] => format!("{one} and {other}"),
        [more @ .., last] => format!("{}, and {last}", more.join(", ")),
        [] => return None,
    })
}

/// The year, and whose right it is if somebody is named besides the authors.
fn dated(matter: &FrontMatter) -> Option<(String, Option<String>)> {
    ["copyright", "year", "date"].iter().find_map(|key| {
        let value = on_one_line(matter.get(key)?);
        let (at, year) = year(&value)?;
        let holder = value[at + year.len()..].trim_matches(|c: char| c.is_whitespace() || ",;".contains(c));
        // Behind the year of a date stand a month and a day.
        let named = *key == "copyright" && holder.starts_with(char::is_alphabetic);
        Some((year.to_owned(), named.then(|| holder.trim_end_matches('.').to_owned())))
    })
}

/// The first year in a text, four digits by themselves, and where it stands.
fn year(text: &str) -> Option<(usize, &str)> {
    let mut at = 0;
    for part in text.split(|c: char| !c.is_ascii_digit()) {
        if part.len() == 4 {
            return Some((at, part));
        }
        at += part.len();
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    None
}

/// A value without its own name in front of it: `ISBN 978…`, `name: Somebody`.
fn without_name<'a>(value: &'a str, name: &str) -> &'a str {
    let value = value.trim();
    match value.get(..name.len()).zip(value.get(name.len()..)) {
        Some((start, rest)) if start.eq_ignore_ascii_case(name) && rest.starts_with([':', ' ']) => {
            rest.trim_start_matches([':', ' ']).trim_matches(['"', '\''])
        }
        _ => value,
    }
}

fn on_one_line(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::PREFACE;

    fn cited(matter: &str) -> Citation {
        citation(&FrontMatter::read(&format!("---\n{matter}\n---\n")).unwrap().0)
    }

    #[test]
    fn the_bundled_preface_is_cited_as_it_says_itself() {
        let (matter, _) = FrontMatter::read(PREFACE).unwrap();
        let Citation { text, missing } = citation(&matter);
        let quoted = PREFACE.lines().find_map(|line| line.strip_prefix("> ")).unwrap();
        assert_eq!(text.as_deref(), Some(quoted));
        assert_eq!(missing, [""; 0]);
    }

    #[test]
    fn whatever_is_there_is_put_in_order() {
        for (matter, expected, missing) in [
            (
                "title: T\nauthor: A\npublisher: P\nyear: 2020\nisbn: ISBN 1-2",
                "T by A (P). Copyright 2020 A, 1-2.",
                &[][..],
            ),
            ("title: T\nauthor: A", "T by A.", &["publisher", "year", "ISBN"]),
            (
                "title: T\nauthors: [A, B]\ndate: 2020-03-01",
                "T by A and B. Copyright 2020 A and B.",
                &["publisher", "ISBN"],
            ),
            ("title: T\nauthor:\n  - A\n  - 'B'\n  - C\nisbn: 1", "T by A, B, and C. ISBN 1.", &["publisher", "year"]),
            (
                "title: T\nauthors:\n  - name: A\n    email: a@b.c\n  - name: B",
                "T by A and B.",
                &["publisher", "year", "ISBN"],
            ),
            ("title: T\nauthor: Burns, Brendan", "T by Burns, Brendan.", &["publisher", "year", "ISBN"]),
            ("title: T\nauthor: A and B", "T by A and B.", &["publisher", "year", "ISBN"]),
            ("title: T\nbook: K\nauthor: A", "K by A.", &["publisher", "year", "ISBN"]),
            (
                "title: T\nauthor: A\ncopyright: © 2018 Acme Inc.",
                "T by A. Copyright 2018 Acme Inc.",
                &["publisher", "ISBN"],
            ),
            (
                "title: >\n  T\n  U\nauthor: A\ndate: March 5, 2021",
                "T U by A. Copyright 2021 A.",
                &["publisher", "ISBN"],
            ),
        ] {
            let cited = cited(matter);
            assert_eq!((cited.text.as_deref(), &cited.missing[..]), (Some(expected), missing), "{matter}");
        }
    }

    #[test]
    fn without_a_title_or_an_author_there_is_none() {
        for (matter, missing) in [
            ("title: T\nyear: 2020", &["author", "publisher", "ISBN"][..]),
            ("author: A\nisbn: 1", &["title", "publisher", "year"]),
            ("lang: en", &["title", "author", "publisher", "year", "ISBN"]),
        ] {
            let cited = cited(matter);
            assert_eq!((cited.text, &cited.missing[..]), (None, missing), "{matter}");
        }
    }
}
