//! A line of text as a comment of a programming language.

/// What begins a comment, and what ends it where the end of the line does not.
const SIGNS: [(&str, &str, &[&str]); 8] = [
    (
        "//",
        "",
        &[
            "c",
            "h",
            "cc",
            "cpp",
            "c++",
            "cxx",
            "hpp",
            "objc",
            "objective-c",
            "cs",
            "csharp",
            "c#",
            "d",
            "dart",
            "fsharp",
            "f#",
            "fs",
            "go",
            "golang",
            "groovy",
            "java",
            "javascript",
            "js",
            "jsx",
            "mjs",
            "json",
            "json5",
            "jsonc",
            "kotlin",
            "kt",
            "less",
            "php",
            "proto",
            "protobuf",
            "rs",
            "rust",
            "sass",
            "scala",
            "scss",
            "solidity",
            "swift",
            "ts",
            "tsx",
            "typescript",
            "v",
            "verilog",
            "zig",
            "glsl",
            "hlsl",
            "wgsl",
            "odin",
            "dot",
            "jenkinsfile",
        ],
    ),
    (
        "--",
        "",
        &[
            "sql",
            "mysql",
            "postgres",
            "postgresql",
            "plsql",
            "sqlite",
            "haskell",
            "hs",
            "lua",
            "elm",
            "ada",
            "vhdl",
            "applescript",
            "purescript",
            "agda",
            "idris",
            "dhall",
        ],
    ),
    (
        ";",
        "",
        &[
            "lisp",
            "common-lisp",
            "elisp",
            "emacs-lisp",
            "scheme",
            "clojure",
            "clj",
            "cljs",
            "edn",
            "racket",
            "ini",
            "asm",
            "nasm",
            "assembly",
            "llvm",
            "fennel",
            "wat",
        ],
    ),
    ("%", "", &["tex", "latex", "bibtex", "matlab", "octave", "erlang", "erl", "prolog", "postscript", "mermaid"]),
    (
        "<!--",
        " -->",
        &["html", "xhtml", "xml", "svg", "xsl", "xslt", "markdown", "md", "mdx", "vue", "svelte", "handlebars", "rss"],
    ),
    ("/*", " */", &["css"]),
    ("(*", " *)", &["ocaml", "ml", "pascal", "delphi", "mathematica", "wolfram", "coq", "sml", "applesoft"]),
    ("\"", "", &["vim", "viml", "vimscript"]),
];

/// The language that an info string names: its first word (`CommonMark` 0.31.2, section 4.5); `{.rust}` is Rust, too.
pub(super) fn language(info: &str) -> &str {
    let info = info.trim();
    let info = info.strip_prefix("{.").unwrap_or(info);
    info.split([' ', '\t', ',', '{', '}']).next().unwrap_or_default()
}

/// A text as a comment on one line. Where nothing is known of the language it is `#`, which most shells, scripts and
/// configurations take.
pub(super) fn line(text: &str, language: &str) -> String {
    let known = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(language));
    let (begin, end) =
        SIGNS.iter().find(|(.., names)| known(names)).map_or(("#", ""), |(begin, end, _)| (*begin, *end));
    let mut text = text.replace(['\n', '\r'], " ");
    if !end.is_empty() {
        // Nothing in it may end it.
        for sign in ["--", "*/", "*)"] {
            while text.contains(sign) {
                text = text.replace(sign, &format!("{} {}", &sign[..1], &sign[1..]));
            }
        }
    }
    format!("{begin} {text}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_has_its_comment() {
        for (info, expected) in [
            ("rust,ignore", "// T by A."),
            ("{.haskell}", "-- T by A."),
            ("Python", "# T by A."),
            ("", "# T by A."),
            ("console", "# T by A."),
            ("html", "<!-- T by A. -->"),
            ("css", "/* T by A. */"),
            ("ocaml", "(* T by A. *)"),
            ("clojure", "; T by A."),
            ("latex", "% T by A."),
        ] {
            assert_eq!(line("T by A.", language(info)), expected, "{info}");
        }
    }

    #[test]
    fn a_citation_does_not_end_its_comment() {
        assert_eq!(line("a */ b --> c\nd", "css"), "/* a * / b - -> c d */");
        assert_eq!(line("a ---> b", "html"), "<!-- a - - -> b -->");
        assert_eq!(line("a\n; rm", "sh"), "# a ; rm");
    }

    #[test]
    fn no_language_is_named_twice() {
        let mut names: Vec<&str> = SIGNS.iter().flat_map(|(.., names)| names.iter().copied()).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
