//! A registration as tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::validate::Registration;

/// The declaration that the registry finds at link time.
pub(crate) fn declaration(registration: &Registration) -> TokenStream {
    let span = Span::mixed_site();
    let private = registration.runtime.private(span);
    let allowed = registration.runtime.allowed_lints();
    let check = assertion(registration);
    let Registration { name, help, ident, ty, .. } = registration;
    // Long names, because the user's static is named in the same block. The type is named twice in one constant, because
    // that is where the compiler says only once that it is no metric.
    quote_spanned! {span=>
        const _: () = {
            #allowed
            static TICKMARK_DECLARATION: #private::Declaration = {
                #check;
                #private::Declaration::new::<#ty>(#name, #help, &#ident)
            };
            #private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    }
}

/// The check of the name alone.
pub(crate) fn check(registration: &Registration) -> TokenStream {
    let assertion = assertion(registration);
    let allowed = registration.runtime.allowed_lints();
    quote_spanned!(registration.name.span()=> #allowed const _: () = #assertion;)
}

/// Every token of the call is at the name: otherwise the compiler underlines the whole attribute.
fn assertion(registration: &Registration) -> TokenStream {
    let Registration { runtime, name, ty, .. } = registration;
    let span = name.span();
    let private = runtime.private(span);
    quote_spanned!(span=> #private::assert_metric_name::<#ty>(#name))
}
