//! From the scopes of a grammar to tokens.
//!
//! A scope is a dotted name (`keyword.control.rust`), and what stands in the text lies in a stack of them. The innermost
//! one that is in the table decides; `comment` lies around the slashes as well as the words of a comment. Names and their
//! meaning are Sublime Text's, <https://www.sublimetext.com/docs/scope_naming.html>.

use syntect::parsing::Scope;

use crate::layout::line::Token;

/// The beginnings of scopes and what they stand for; of two that fit, the first. `None` is plain whatever lies around.
const TABLE: [(&str, Option<Token>); 62] = [
    ("comment", Some(Token::Comment)),
    ("constant.character.escape", Some(Token::Constant)),
    ("string.unquoted.argument", None),
    ("string", Some(Token::String)),
    ("constant", Some(Token::Constant)),
    ("keyword.operator.word", Some(Token::Keyword)),
    ("keyword.operator.logical.python", Some(Token::Keyword)),
    ("keyword.operator.new", Some(Token::Keyword)),
    ("keyword.operator.delete", Some(Token::Keyword)),
    ("keyword.operator.typeof", Some(Token::Keyword)),
    // Marks of arithmetic speak for themselves, and coloured they make every line restless.
    ("keyword.operator", None),
    ("keyword.other.unit", Some(Token::Constant)),
    ("keyword", Some(Token::Keyword)),
    ("storage.type.numeric", Some(Token::Constant)),
    ("storage.type.string", Some(Token::String)),
    ("storage.type.annotation", Some(Token::Attribute)),
    ("storage", Some(Token::Keyword)),
    ("support.type.property-name", Some(Token::Tag)),
    ("support.type", Some(Token::Type)),
    ("support.class", Some(Token::Type)),
    ("support.struct", Some(Token::Type)),
    ("support.function", Some(Token::Function)),
    ("support.macro", Some(Token::Function)),
    ("support.constant", Some(Token::Constant)),
    ("entity.name.tag", Some(Token::Tag)),
    ("entity.name.key", Some(Token::Tag)),
    ("entity.name.function", Some(Token::Function)),
    ("entity.name.macro", Some(Token::Function)),
    ("entity.name.constant", Some(Token::Constant)),
    ("entity.name.section", Some(Token::Keyword)),
    ("entity.name.label", Some(Token::Attribute)),
    ("entity.name.lifetime", Some(Token::Attribute)),
    ("entity.name.type", Some(Token::Type)),
    ("entity.name.class", Some(Token::Type)),
    ("entity.name.struct", Some(Token::Type)),
    ("entity.name.enum", Some(Token::Type)),
    ("entity.name.union", Some(Token::Type)),
    ("entity.name.trait", Some(Token::Type)),
    ("entity.name.interface", Some(Token::Type)),
    ("entity.name.impl", Some(Token::Type)),
    ("entity.other.inherited-class", Some(Token::Type)),
    ("entity.other.attribute-name", Some(Token::Attribute)),
    ("variable.annotation", Some(Token::Attribute)),
    ("variable.function", Some(Token::Function)),
    ("variable.language", Some(Token::Variable)),
    ("variable.parameter", Some(Token::Variable)),
    ("variable.other.constant", Some(Token::Constant)),
    ("variable.other.php", Some(Token::Variable)),
    ("variable.other.readwrite.shell", Some(Token::Variable)),
    ("variable.other.readwrite.assignment.shell", Some(Token::Variable)),
    ("variable.other.less", Some(Token::Variable)),
    ("variable.other.scss", Some(Token::Variable)),
    ("markup.inserted", Some(Token::Inserted)),
    ("markup.deleted", Some(Token::Deleted)),
    ("markup.heading", Some(Token::Keyword)),
    ("markup.raw", Some(Token::String)),
    ("markup.underline.link", Some(Token::String)),
    ("meta.annotation", Some(Token::Attribute)),
    ("meta.attribute", Some(Token::Attribute)),
    ("meta.preprocessor", Some(Token::Attribute)),
    ("meta.diff", Some(Token::Attribute)),
    ("invalid.illegal", Some(Token::Invalid)),
];

/// Scopes within which everything but a comment is one thing: a key is quoted, but it is no string.
const WHOLE: [(&str, Token); 2] =
    [("meta.mapping.key.json", Token::Tag), ("meta.structure.dictionary.key.json", Token::Tag)];

/// The table, read.
pub(super) struct Scopes {
    table: Vec<(Scope, Option<Token>)>,
    whole: Vec<(Scope, Token)>,
}

impl Scopes {
    pub(super) fn new() -> Self {
        let read = |name: &str| Scope::new(name).ok();
        Self {
            table: TABLE.iter().filter_map(|(name, token)| Some((read(name)?, *token))).collect(),
            whole: WHOLE.iter().filter_map(|(name, token)| Some((read(name)?, *token))).collect(),
        }
    }

    /// What text in these scopes is, the outermost first.
    pub(super) fn token(&self, stack: &[Scope]) -> Option<Token> {
        let whole = self.whole.iter().find(|(whole, _)| stack.iter().any(|scope| whole.is_prefix_of(*scope)));
        if let Some((_, token)) = whole {
            return Some(*token);
        }
        let entry = |scope: &Scope| self.table.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
        stack.iter().rev().find_map(entry).and_then(|(_, token)| *token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_scope_that_says_something_decides() {
        let scopes = Scopes::new();
        let table = [
            ("source.rust keyword.control.rust", Some(Token::Keyword)),
            ("source.rust comment.line punctuation.definition.comment", Some(Token::Comment)),
            ("source.rust string.quoted constant.character.escape", Some(Token::Constant)),
            ("source.rust meta.attribute.rust keyword.operator", None),
            ("source.rust meta.block.rust", None),
            ("source.json meta.mapping.key.json string.quoted", Some(Token::Tag)),
            ("source.json meta.mapping.value.json string.quoted", Some(Token::String)),
            ("source.diff markup.inserted.diff punctuation", Some(Token::Inserted)),
        ];
        for (stack, expected) in table {
            let stack: Vec<Scope> = stack.split(' ').map(|name| Scope::new(name).unwrap()).collect();
            assert_eq!(scopes.token(&stack), expected, "{stack:?}");
        }
    }

    #[test]
    fn every_entry_can_be_read() {
        let scopes = Scopes::new();
        assert_eq!((scopes.table.len(), scopes.whole.len()), (TABLE.len(), WHOLE.len()));
    }
}
