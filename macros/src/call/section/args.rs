//! `arguments, { code }`: where the one ends and the other begins.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};

use crate::{
    call::{Instrument, future::Target},
    diag::Diagnostics,
};

/// What stands in the parentheses.
pub(crate) struct Section {
    pub(crate) arguments: TokenStream,
    /// The code; nothing where it can't be recorded.
    pub(crate) code: Option<Code>,
    /// What stands in the output where nothing is recorded.
    pub(crate) rest: TokenStream,
}

/// `{ … }`, `unsafe { … }`, `async { … }` or `async move { … }`.
pub(crate) struct Code {
    pub(crate) keywords: Vec<Ident>,
    pub(crate) block: Group,
}

impl Section {
    /// No parser reads the code, so that half-typed code reaches the compiler and its messages unchanged.
    pub(crate) fn parse(instrument: &Instrument, input: TokenStream, diag: &mut Diagnostics) -> Self {
        let mut arguments: Vec<TokenTree> = input.into_iter().collect();
        arguments.pop_if(|last| is_punct(last, ','));
        let separator = arguments.iter().rposition(|token| is_punct(token, ',') || is_punct(token, ';'));
        let mut last = arguments.split_off(separator.map_or(0, |at| at + 1));
        if let Some(semicolon) = arguments.pop_if(|last| is_punct(last, ';')) {
            diag.error(semicolon, "expected `,` before the block, not `;`");
        }
        let mut code = Code::whole(&last);
        if code.is_none() && is_argument(instrument, &last) {
            code = Code::at_end(&mut last, diag);
            arguments.append(&mut last);
        }
        let arguments = arguments.into_iter().collect();
        if let Some(code) = code {
            let rest = code.unrecorded();
            return Self { arguments, code: Some(code), rest };
        }
        let rest = not_a_block(instrument, &arguments, last, diag);
        Self { arguments, code: None, rest }
    }
}

impl Code {
    /// The block that all of these tokens are.
    fn whole(tokens: &[TokenTree]) -> Option<Self> {
        let (last, keywords) = tokens.split_last()?;
        let TokenTree::Group(block) = last else { return None };
        // What `macro_rules!` has for a block or an expression.
        if block.delimiter() == Delimiter::None && keywords.is_empty() {
            return Self::whole(&block.stream().into_iter().collect::<Vec<_>>());
        }
        let words: Option<Vec<Ident>> = keywords.iter().map(as_ident).collect();
        let keywords = words.filter(|words| is_before_block(words))?;
        (block.delimiter() == Delimiter::Brace).then(|| Self { keywords, block: block.clone() })
    }

    /// The block at the end of an argument, where the comma is missing.
    fn at_end(tokens: &mut Vec<TokenTree>, diag: &mut Diagnostics) -> Option<Self> {
        let code = (0..tokens.len()).find_map(|start| Self::whole(tokens.get(start..)?))?;
        diag.push(syn::Error::new(code.start(), "expected `,` before this"));
        tokens.truncate(tokens.len().saturating_sub(code.keywords.len() + 1));
        Some(code)
    }

    pub(crate) fn is_async(&self) -> bool {
        self.keywords.first().is_some_and(|keyword| keyword == "async")
    }

    /// What runs.
    pub(crate) fn target(&self) -> Target {
        let mut run = generated(&self.block, self.block.stream()).into_token_stream();
        if self.is_unsafe() {
            run = self.tokens();
        }
        Target::of_section(self.is_async(), run)
    }

    /// The same code where nothing is recorded of it.
    fn unrecorded(&self) -> TokenStream {
        if self.is_async() { self.tokens() } else { self.target().tokens }
    }

    /// Statements in a block of the same kind; nothing in them is unsafe but the code itself.
    pub(crate) fn with_block(&self, statements: TokenStream) -> TokenStream {
        let block = generated(&self.block, statements);
        let keywords = self.keywords.iter().filter(|_| !self.is_unsafe());
        quote!(#(#keywords)* #block)
    }

    fn is_unsafe(&self) -> bool {
        self.keywords.first().is_some_and(|keyword| keyword == "unsafe")
    }

    /// The place of its first token.
    pub(crate) fn start(&self) -> Span {
        self.keywords.first().map_or_else(|| self.block.span_open(), Ident::span)
    }

    fn tokens(&self) -> TokenStream {
        let Self { keywords, block } = self;
        quote!(#(#keywords)* #block)
    }
}

/// Braces at the same place that are known to be generated: the user's own would be superfluous among generated code, and the
/// compiler would say so.
fn generated(block: &Group, statements: TokenStream) -> Group {
    let mut braces = Group::new(Delimiter::Brace, statements);
    braces.set_span(Span::mixed_site().located_at(block.span()));
    braces
}

/// Something else than a block, or nothing at all, for the output beside the mistake.
fn not_a_block(
    instrument: &Instrument,
    arguments: &TokenStream,
    tokens: Vec<TokenTree>,
    diag: &mut Diagnostics,
) -> TokenStream {
    let word = instrument.word;
    let code: TokenStream = tokens.into_iter().collect();
    if code.is_empty() {
        let last = arguments.clone().into_iter().last();
        let suffix = instrument.suffix;
        diag.error(last, format_args!("the block is missing: write `{word}(name = \"…{suffix}\", {{ … }})`"));
        // Of any type, so that nothing is said about the type.
        return quote!(loop {});
    }
    diag.error(&code, format_args!("`{word}` takes a block: write `{{ … }}` around this"));
    code
}

fn is_argument(instrument: &Instrument, tokens: &[TokenTree]) -> bool {
    let mut tokens = tokens.iter();
    let Some(TokenTree::Ident(key)) = tokens.next() else { return false };
    let mut follows = |punct| tokens.next().is_some_and(|token| is_punct(token, punct));
    instrument.takes(&key.to_string()) || (follows('=') && !follows('='))
}

fn is_before_block(words: &[Ident]) -> bool {
    match words {
        [] => true,
        [word] => word == "async" || word == "unsafe",
        [first, second] => first == "async" && second == "move",
        _ => false,
    }
}

fn as_ident(token: &TokenTree) -> Option<Ident> {
    match token {
        TokenTree::Ident(ident) => Some(ident.clone()),
        _ => None,
    }
}

fn is_punct(token: &TokenTree, wanted: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted)
}
