//! Constants by which the runtime checks a value while the program compiles.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::LitStr;

use crate::paths::RuntimePath;

pub(crate) fn label_name(runtime: &RuntimePath, name: &LitStr) -> TokenStream {
    text(runtime, "assert_label_name", name)
}

pub(crate) fn text(runtime: &RuntimePath, assertion: &str, text: &LitStr) -> TokenStream {
    constant(runtime, assertion, text.span(), &text.to_token_stream())
}

/// A check with every token of the call at `span`: otherwise the compiler underlines the whole attribute.
pub(crate) fn constant(
    runtime: &RuntimePath,
    assertion: &str,
    span: Span,
    arguments: &TokenStream,
) -> TokenStream {
    let private = runtime.private(span);
    let assertion = Ident::new(assertion, span);
    let allowed = runtime.allowed_lints();
    quote_spanned!(span=> #allowed const _: () = #private::#assertion(#arguments);)
}
