//! Lists of arguments, read so that a mistake in one doesn't hide the others.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{
    Expr, Token, Type,
    ext::IdentExt,
    parse::{ParseBuffer, ParseStream, Parser},
    token,
};

use crate::diag::Diagnostics;

/// An argument as it was written.
#[derive(Clone)]
pub(crate) struct Argument {
    pub(crate) key: Ident,
    /// All that follows the key, up to the comma.
    pub(crate) value: TokenStream,
}

impl ToTokens for Argument {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.key.to_tokens(tokens);
        self.value.to_tokens(tokens);
    }
}

/// Calls `each` with the key of every argument, to read the rest of it.
pub(crate) fn read(
    tokens: TokenStream,
    diag: &mut Diagnostics,
    mut each: impl FnMut(Ident, ParseStream<'_>, &mut Diagnostics),
) {
    let list = |input: ParseStream<'_>| {
        while !input.is_empty() {
            argument(input, diag, &mut each);
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    // Tokens left over in a group are the trace of a mistake that was reported where it is.
    if let Err(left_over) = list.parse2(tokens)
        && diag.is_empty()
    {
        diag.push(left_over);
    }
}

fn argument(
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
    each: &mut impl FnMut(Ident, ParseStream<'_>, &mut Diagnostics),
) {
    let Some(key) = diag.keep(
        input
            .call(Ident::parse_any)
            .map_err(|_| input.error("expected the name of an argument: write `name = value`")),
    ) else {
        return skip(input);
    };
    each(key, input, diag);
    if !at_end(input) {
        diag.push(input.error("expected `,` before this"));
        skip(input);
    }
}

/// The value of `key = value`, whatever it is: narrowed only later, so that a wrong one doesn't swallow what follows.
pub(crate) fn value(
    key: &Ident,
    example: &str,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<Expr> {
    let is_given = input.parse::<Option<Token![=]>>().ok().flatten().is_some();
    if !at_end(input) && is_given {
        return rest(input, diag);
    }
    if at_end(input) {
        diag.error(key, format_args!("`{key}` takes a value: write `{example}`"));
    } else {
        diag.push(input.error(format_args!("expected `=` after `{key}`: write `{example}`")));
    }
    skip(input);
    None
}

/// The type of `key = Type`.
pub(crate) fn typed(
    key: &Ident,
    example: &str,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<Type> {
    let is_given = input.parse::<Option<Token![=]>>().ok().flatten().is_some();
    if is_given && !at_end(input) {
        return rest(input, diag);
    }
    diag.error(key, format_args!("`{key}` takes a type: write `{example}`"));
    skip(input);
    None
}

/// The type of `key: Type = value`, where there is one.
pub(crate) fn type_of_value(input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<Type> {
    input.parse::<Option<Token![:]>>().ok().flatten()?;
    rest(input, diag)
}

/// The list of `key(list)`.
pub(crate) fn list(
    key: &Ident,
    example: &str,
    input: ParseStream<'_>,
    diag: &mut Diagnostics,
) -> Option<TokenStream> {
    if !input.peek(token::Paren) {
        diag.error(key, format_args!("`{key}` takes a list: write `{example}`"));
        skip(input);
        return None;
    }
    parenthesized(input, diag)
}

/// What stands in the parentheses that come next.
pub(crate) fn parenthesized(input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<TokenStream> {
    let read = |input: ParseStream<'_>| {
        let content;
        syn::parenthesized!(content in input);
        content.parse()
    };
    diag.keep(read(input))
}

/// A key that takes no value.
pub(crate) fn flag(key: &Ident, input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<()> {
    if at_end(input) {
        return Some(());
    }
    diag.error(key, format_args!("`{key}` takes no value: write `{key}` alone"));
    skip(input);
    None
}

/// What was read from `input` since it was forked as `start`.
pub(crate) fn read_since(start: &ParseBuffer<'_>, input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while start.cursor() != input.cursor()
        && let Ok(token) = start.parse::<TokenTree>()
    {
        tokens.extend([token]);
    }
    tokens
}

/// Passes over the rest of an argument.
pub(crate) fn skip(input: ParseStream<'_>) {
    while !at_end(input) && input.parse::<TokenTree>().is_ok() {}
}

fn rest<T: syn::parse::Parse>(input: ParseStream<'_>, diag: &mut Diagnostics) -> Option<T> {
    let read = diag.keep(input.parse());
    if read.is_none() {
        skip(input);
    }
    read
}

/// Whether the argument is over.
pub(crate) fn at_end(input: ParseStream<'_>) -> bool {
    input.is_empty() || input.peek(Token![,])
}
