//! Where the runtime is found.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::Path;

/// `::tickmark`, or what `crate = path` says.
#[derive(Clone)]
pub(crate) struct RuntimePath(Option<Path>);

impl RuntimePath {
    pub(crate) fn new(written: Option<Path>) -> Self {
        Self(written)
    }

    /// The path with every token at `span`.
    pub(crate) fn at(&self, span: Span) -> TokenStream {
        let Some(path) = &self.0 else {
            return quote_spanned!(span=> ::tickmark);
        };
        // Only the location moves: a `$crate` resolves by the hygiene of its own token.
        let relocate = |mut token: proc_macro2::TokenTree| {
            token.set_span(token.span().located_at(span));
            token
        };
        path.to_token_stream().into_iter().map(relocate).collect()
    }

    /// The path where it was written; with every token at `span` where it wasn't.
    pub(crate) fn written_or_at(&self, span: Span) -> TokenStream {
        self.0.as_ref().map_or_else(|| self.at(span), ToTokens::to_token_stream)
    }

    /// The module for generated code, with every token at `span`.
    pub(crate) fn private(&self, span: Span) -> TokenStream {
        let runtime = self.at(span);
        quote_spanned!(span=> #runtime::__private)
    }

    /// Attributes for items whose tokens lints take for the user's: a written path may be longer than it need be.
    pub(crate) fn allowed_lints(&self) -> Option<TokenStream> {
        self.0.as_ref().map(|_| quote_spanned!(Span::mixed_site()=> #[allow(unused_qualifications)]))
    }
}
