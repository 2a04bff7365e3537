//! The function under an attribute: its signature parsed, its body kept as it was written.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::{
    Attribute, LitStr, Signature, Token, Visibility, braced,
    parse::{ParseStream, Parser},
    token,
};

use crate::diag::Diagnostics;

pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    defaultness: Option<Token![default]>,
    pub(crate) sig: Signature,
    pub(crate) body: Body,
}

/// What stands between the braces; raw, so that half-typed code reaches the compiler and its messages unchanged.
pub(crate) struct Body {
    brace: token::Brace,
    inner_attrs: Vec<Attribute>,
    pub(crate) tokens: TokenStream,
}

/// How a body can be left, from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Only by its end, or by a panic.
    AtTheEnd,
    /// By a macro that may hide a `return`.
    Hidden,
    /// By a `return` or a `?`, be it of a closure within.
    Early,
}

/// Macros of the standard library, and our own, by which nobody leaves a function but by a panic.
const STAYING_MACROS: &[&str] = &[
    "__tickmark_enter",
    "addr_of",
    "addr_of_mut",
    "assert",
    "assert_eq",
    "assert_ne",
    "cfg",
    "column",
    "concat",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "include_bytes",
    "include_str",
    "line",
    "matches",
    "module_path",
    "option_env",
    "panic",
    "print",
    "println",
    "stringify",
    "todo",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// What may stand in front of a `!` that means "not".
const KEYWORDS: &[&str] = &["break", "else", "if", "in", "match", "move", "while"];

impl Function {
    /// The function, or a mistake when `item` isn't one; `word` is the attribute in question.
    pub(crate) fn parse(item: TokenStream, word: &str, diag: &mut Diagnostics) -> Option<Self> {
        let read = |input: ParseStream<'_>| {
            let attrs = input.call(Attribute::parse_outer)?;
            let vis = input.parse()?;
            let defaultness = input.parse()?;
            require_function(input, word)?;
            let sig: Signature = input.parse()?;
            require_body(input, &sig, word)?;
            Ok(Self { attrs, vis, defaultness, sig, body: input.call(Body::parse)? })
        };
        diag.keep(read.parse2(item))
    }

    /// Whether it asks where it was called.
    pub(crate) fn is_track_caller(&self) -> bool {
        self.attrs.iter().any(|attr| attr.path().is_ident("track_caller"))
    }

    /// How its body can be left.
    pub(crate) fn exit(&self) -> Exit {
        exit(self.body.tokens.clone())
    }

    /// The function with other statements in its body.
    pub(crate) fn with_body(&self, statements: &TokenStream) -> TokenStream {
        let Self { attrs, vis, defaultness, sig, body } = self;
        let inner_attrs = &body.inner_attrs;
        // Located at the user's braces, yet recognisable as generated: otherwise clippy would hold generated statements
        // before an item of the user against the user.
        let block = quote_spanned!(body.generated_span()=> { #statements });
        let mut function = quote!(#(#attrs)* #vis #defaultness #sig);
        // The user's own braces around them: a function that ends in generated ones is a generated function to the
        // compiler, which doesn't say when it is dead or lacks documentation.
        body.brace.surround(&mut function, |inside| inside.extend(quote!(#(#inner_attrs)* #block)));
        function
    }
}

impl Body {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content;
        let brace = braced!(content in input);
        Ok(Self { brace, inner_attrs: content.call(Attribute::parse_inner)?, tokens: content.parse()? })
    }

    /// The place of the braces, for generated ones in their stead.
    pub(crate) fn generated_span(&self) -> Span {
        Span::mixed_site().located_at(self.brace.span.join())
    }
}

fn require_function(input: ParseStream<'_>, word: &str) -> syn::Result<()> {
    let ahead = input.fork();
    while is_qualifier(&ahead) {
        ahead.parse::<TokenTree>()?;
        ahead.parse::<Option<LitStr>>()?;
    }
    if ahead.peek(Token![fn]) {
        return Ok(());
    }
    let keyword: TokenTree = input.fork().parse()?;
    let message =
        format!("`{word}` belongs on a function, an `impl`, a `trait` or a `mod`, not on a `{keyword}`");
    Err(input.error(message))
}

/// The worst that any of the tokens says.
fn exit(tokens: TokenStream) -> Exit {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let of_tokens = tokens.iter().map(|token| match token {
        TokenTree::Group(group) => exit(group.stream()),
        TokenTree::Ident(word) if word == "return" => Exit::Early,
        TokenTree::Punct(punct) if punct.as_char() == '?' => Exit::Early,
        _ => Exit::AtTheEnd,
    });
    let of_macros = tokens.windows(3).map(|tokens| match tokens {
        [TokenTree::Ident(name), TokenTree::Punct(punct), TokenTree::Group(_)]
            if punct.as_char() == '!' && !stays(&name.to_string()) =>
        {
            Exit::Hidden
        }
        _ => Exit::AtTheEnd,
    });
    of_tokens.chain(of_macros).max().unwrap_or(Exit::AtTheEnd)
}

/// Whether a word in front of `!` is a macro that does not return from the function, or no macro at all.
fn stays(word: &str) -> bool {
    STAYING_MACROS.contains(&word) || KEYWORDS.contains(&word)
}

fn is_qualifier(input: ParseStream<'_>) -> bool {
    input.peek(Token![const])
        || input.peek(Token![async])
        || input.peek(Token![unsafe])
        || input.peek(Token![extern])
}

fn require_body(input: ParseStream<'_>, sig: &Signature, word: &str) -> syn::Result<()> {
    if input.peek(token::Brace) {
        return Ok(());
    }
    let message =
        format!("`{word}` needs a function with a body: mark the functions that implement this one");
    Err(syn::Error::new_spanned(&sig.ident, message))
}

impl ToTokens for Body {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.brace.surround(tokens, |inside| self.tokens.to_tokens(inside));
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::{Exit, exit};

    #[test]
    fn exits_are_seen_in_the_tokens() {
        for body in [
            quote!(self.next.take()),
            quote!(if !(a && b) { Some(vec![1]) } else { panic!("{a}") }),
            quote!(a != (b)),
        ] {
            assert_eq!(exit(body.clone()), Exit::AtTheEnd, "{body}");
        }
        assert_eq!(exit(quote!(if a { bail!("no") } Ok(()))), Exit::Hidden);
        assert_eq!(exit(quote!(bail!("no"); return Ok(()))), Exit::Early);
        assert_eq!(exit(quote!(Ok(vec![read(|| next()?)]))), Exit::Early);
    }
}
