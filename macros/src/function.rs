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

    /// Whether its body may return before its end, other than by what a macro hides.
    pub(crate) fn leaves_early(&self) -> bool {
        leaves_early(self.body.tokens.clone())
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

fn leaves_early(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => leaves_early(group.stream()),
        TokenTree::Ident(word) => word == "return",
        TokenTree::Punct(punct) => punct.as_char() == '?',
        TokenTree::Literal(_) => false,
    })
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
