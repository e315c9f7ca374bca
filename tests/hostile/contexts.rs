//! Where a text can stand in a document.
//!
//! In a context `@` stands for the payload between two words. What those words are is up to the test.

/// A place in a document.
pub(super) struct Context {
    pub(super) name: &'static str,
    /// With `@` wherever the payload goes.
    pub(super) text: &'static str,
    pub(super) shown: Shown,
}

/// Where the words on both sides of a payload are to be seen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// On the page.
    Text,
    /// In the list of targets, and in the status line: it is a target, or the text of something that leads nowhere.
    Target,
    /// Nowhere for sure: it is no part of the text.
    Hidden,
}

const fn text(name: &'static str, text: &'static str) -> Context {
    Context { name, text, shown: Shown::Text }
}

const fn target(name: &'static str, text: &'static str) -> Context {
    Context { name, text, shown: Shown::Target }
}

const fn hidden(name: &'static str, text: &'static str) -> Context {
    Context { name, text, shown: Shown::Hidden }
}

/// Those that can stand anywhere, one below the other.
pub(super) const BLOCKS: &[Context] = &[
    text("text", "Words @ and more.\n"),
    text("emphasis", "*em @ em* and _em @ em_\n"),
    text("strong emphasis", "**st @ st**\n"),
    text("struck out", "~~gone @ gone~~\n"),
    text("code span", "`code @ code`\n"),
    text("fenced code", "```rust\nlet a = @;\n```\n"),
    text("code without a language", "~~~\n@\n~~~\n"),
    text("indented code", "    code @\n"),
    text("diff", "```diff\n- @\n+ @\n```\n"),
    hidden("info string", "```@\ncode\n```\n"),
    hidden("info string behind a language", "```rust @\ncode\n```\n"),
    text("heading 1", "# H @\n"),
    text("heading 2", "## H @ ##\n"),
    text("heading 3", "### H @\n"),
    text("heading 4", "#### H @\n"),
    text("heading 5", "##### H @\n"),
    text("heading 6", "###### H @\n"),
    text("heading with a line below 1", "H @\n===\n"),
    text("heading with a line below 2", "H @\n---\n"),
    hidden("heading attribute", "# H {#@ .@}\n"),
    text("link text", "[link @ text](https://example.org)\n"),
    hidden("link title", "[link](https://example.org '@')\n"),
    target("link target", "[link](<https://example.org/@>)\n"),
    target("bare link target", "[link](https://example.org/@)\n"),
    target("link to a document", "[link](<@.md>)\n"),
    target("link to an address", "[link](<mailto:a@example.org?subject=@>)\n"),
    hidden("link to a heading", "[link](<#@>)\n"),
    text("autolink", "<https://example.org/@>\n"),
    text("bare link", "https://example.org/@ and www.example.org/@\n"),
    text("mail address", "<a.@.b@example.org>\n"),
    text("reference", "[words @][r@] and [r@][] and [r@]\n\n[r@]: /there\n"),
    text("reference to nothing", "[words @][none@] and [none@]\n"),
    target("target of a definition", "[d@]\n\n[d@]: </@>\n"),
    text("title of a definition", "[t@]\n\n[t@]: /there '@'\n"),
    text("image", "![alt @ text](image.png)\n"),
    target("target of an image", "![alt](<@.png>)\n"),
    hidden("title of an image", "![alt](image.png '@')\n"),
    text("table", "| a | b |\n|---|---|\n| c @ | @ |\n"),
    text("header of a table", "| h @ | @ |\n|---|---|\n| c | d |\n"),
    text("list", "- item @\n"),
    text("numbered list", "3. item @\n"),
    text("list in a list", "- item\n  - item @\n    1. item @\n"),
    text("task", "- [x] task @\n- [ ] task @\n"),
    text("quote", "> quote @\n"),
    text("quote in a quote", "> > quote @\n"),
    text("alert", "> [!NOTE]\n> alert @\n"),
    hidden("kind of an alert", "> [!@]\n> alert\n"),
    text("title of an alert", "> [!tip] @\n> alert\n"),
    text("title of an alert that folds", "> [!tip]+ @\n> alert\n"),
    text("footnote", "word[^n@]\n\n[^n@]: note @\n"),
    text("footnote that is not there", "word[^nowhere @]\n"),
    text("term", "Term @\n: meaning\n"),
    text("meaning", "Term\n: meaning @\n"),
    target("wikilink", "[[@]]\n"),
    text("text of a wikilink", "[[page|@]]\n"),
    text("formula", "$x @ y$\n"),
    text("displayed formula", "$$\nx @ y\n$$\n"),
    text("text in a formula", "$\\text{@}$\n"),
    hidden("name of a tag", "<b@>words</b>\n"),
    hidden("name of an attribute", "<b @=x>words</b>\n"),
    hidden("attribute", "<div title=\"@\">words</div>\n"),
    text("block of HTML", "<div>words @</div>\n"),
    text("element in a line", "words <b>@</b> <kbd>@</kbd> <mark>@</mark>\n"),
    text("raised and lowered", "x<sup>@</sup> y<sub>@</sub>\n"),
    hidden("comment", "<!-- @ -->\n\nwords <!-- @ --> words\n"),
    hidden("instruction", "<?@ @?>\n"),
    text("summary", "<details open><summary>@</summary>\n\nwords @\n\n</details>\n"),
    text("preformatted", "<pre>\n@\n</pre>\n"),
    hidden("class of code", "<pre><code class='language-@'>code</code></pre>\n"),
    text("table of HTML", "<table><caption>@</caption><tr><th>@<td>@</table>\n"),
    text("list of HTML", "<ul><li>@<ol start='@'><li>@</ol></ul>\n"),
    text("paragraph of HTML", "<p align=center>@<br>@</p>\n"),
    text("heading of HTML", "<h2 id='@'>@</h2>\n"),
    text("link of HTML", "words <a href='/x' title='@'>@</a>\n"),
    target("target of a link of HTML", "words <a href='/@'>link</a>\n"),
    text("image of HTML", "words <img alt='@' src='x.png'>\n"),
    target("target of an image of HTML", "words <img alt='alt' src='@.png'>\n"),
    hidden("script", "<script>\n@\n</script>\n"),
    hidden("anchor", "words <a id='@' name='@'></a>\n"),
    text("emoji", ":@: and :smile@:\n"),
    text("behind a backslash", "words \\@\n"),
];

/// Those that only the beginning of a document has.
pub(super) const BEGINNINGS: &[Context] = &[
    hidden("front matter", "---\ntitle: T @\nbook: B @\nauthor: @\n---\n\n# H\n\nWords.\n"),
    hidden("key of front matter", "---\ntitle: T\n@: value\n---\n\nWords.\n"),
    hidden("front matter of another kind", "+++\ntitle = \"T @\"\nbook = \"B @\"\n+++\n\nWords.\n"),
];

/// All of them.
pub(super) fn contexts() -> impl Iterator<Item = &'static Context> {
    BEGINNINGS.iter().chain(BLOCKS)
}
