//! Items as raw tokens: where they begin and end, and which word says what they are.

use std::vec::IntoIter;

use proc_macro2::{Delimiter, Group, Ident, Spacing, TokenStream, TokenTree};

/// Words before the keyword of an item, beside the visibility.
const QUALIFIERS: &[&str] = &["async", "auto", "const", "default", "extern", "safe", "unsafe"];
const BLOCKS: &[&str] = &["impl", "mod", "trait"];

/// The tokens that are yet to be read.
pub(crate) struct Rest(IntoIter<TokenTree>);

impl Rest {
    pub(crate) fn new(tokens: TokenStream) -> Self {
        Self(tokens.into_iter().collect::<Vec<_>>().into_iter())
    }

    pub(crate) fn as_slice(&self) -> &[TokenTree] {
        self.0.as_slice()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.as_slice().is_empty()
    }

    /// `#` and `[…]`, where they come next.
    pub(crate) fn attribute(&mut self) -> Option<(TokenTree, Group)> {
        self.open_fragment();
        let [hash, TokenTree::Group(group), ..] = self.as_slice() else { return None };
        if !is_punct(hash, '#') || group.delimiter() != Delimiter::Bracket {
            return None;
        }
        let attribute = (hash.clone(), group.clone());
        self.0.nth(1);
        Some(attribute)
    }

    /// All `#![…]` that come next.
    pub(crate) fn inner_attributes(&mut self) -> TokenStream {
        let mut attributes = TokenStream::new();
        while let [hash, bang, TokenTree::Group(_), ..] = self.as_slice()
            && is_punct(hash, '#')
            && is_punct(bang, '!')
        {
            attributes.extend(self.0.by_ref().take(3));
        }
        attributes
    }

    /// Everything up to the end of an item, which is its semicolon or its braces.
    pub(crate) fn item(&mut self) -> Vec<TokenTree> {
        let ends_at_braces = !has_value(self.as_slice());
        let mut angles = Angles::default();
        let mut item = Vec::new();
        for token in self.0.by_ref() {
            let is_body = ends_at_braces && angles.depth == 0 && is_braces(&token);
            let is_end = is_body || is_punct(&token, ';');
            angles.pass(&token);
            item.push(token);
            if is_end {
                break;
            }
        }
        item
    }

    /// Takes the invisible parentheses off that `macro_rules!` puts around an item or a visibility.
    pub(crate) fn open_fragment(&mut self) {
        while let [TokenTree::Group(group), ..] = self.as_slice()
            && group.delimiter() == Delimiter::None
        {
            let inside = group.stream();
            let after = self.0.by_ref().skip(1);
            self.0 = inside.into_iter().chain(after).collect::<Vec<_>>().into_iter();
        }
    }
}

impl Iterator for Rest {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        self.0.next()
    }
}

/// How deep in `<…>` a token stands: braces in there are the value of a const generic and no body.
#[derive(Default)]
struct Angles {
    depth: usize,
    is_arrow: bool,
}

impl Angles {
    fn pass(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else { return };
        match punct.as_char() {
            '<' => self.depth += 1,
            '>' if !self.is_arrow => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.is_arrow = punct.as_char() == '-' && punct.spacing() == Spacing::Joint;
    }
}

/// The tokens from the keyword on, without the visibility and the words that qualify it.
pub(crate) fn from_keyword(tokens: &[TokenTree]) -> &[TokenTree] {
    match tokens {
        [TokenTree::Ident(word), TokenTree::Group(_), rest @ ..] | [TokenTree::Ident(word), rest @ ..]
            if word == "pub" =>
        {
            from_keyword(rest)
        }
        [TokenTree::Ident(word), TokenTree::Literal(_), rest @ ..] if word == "extern" => from_keyword(rest),
        // Any other word may be the name of a macro.
        [TokenTree::Ident(word), rest @ ..]
            if matches!(rest, [TokenTree::Ident(_), ..]) && QUALIFIERS.iter().any(|known| word == known) =>
        {
            from_keyword(rest)
        }
        _ => tokens,
    }
}

/// Whether the word stands before the keyword.
pub(crate) fn is_qualified_by(word: &str, tokens: &[TokenTree]) -> bool {
    let qualifiers = tokens.len() - from_keyword(tokens).len();
    tokens.iter().take(qualifiers).any(|token| is_word(token, word))
}

/// The keyword of a block.
pub(crate) fn block_keyword(tokens: &[TokenTree]) -> Option<&Ident> {
    match from_keyword(tokens) {
        [TokenTree::Ident(word), ..] if BLOCKS.iter().any(|known| word == known) => Some(word),
        _ => None,
    }
}

/// `{…}`, also as a `$body:block` of `macro_rules!`.
pub(crate) fn is_braces(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    match group.delimiter() {
        Delimiter::Brace => true,
        Delimiter::None => {
            let mut inside = group.stream().into_iter();
            inside.next().is_some_and(|token| is_braces(&token)) && inside.next().is_none()
        }
        _ => false,
    }
}

/// Whether the item may hold braces that don't end it, as in `use a::{b, c};` and `const LIMIT: Limit = Limit { … };`.
fn has_value(tokens: &[TokenTree]) -> bool {
    let Some(keyword) = from_keyword(tokens).first() else { return false };
    let is_function_or_block = ["fn", "impl", "trait"].into_iter().any(|word| is_word(keyword, word));
    ["static", "type", "use"].into_iter().any(|word| is_word(keyword, word))
        || (is_qualified_by("const", tokens) && !is_function_or_block)
}

fn is_word(token: &TokenTree, word: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == word)
}

fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}
