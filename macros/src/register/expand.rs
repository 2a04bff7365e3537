//! A registration as tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::validate::Registration;

/// The declaration that the registry finds at link time.
pub(crate) fn declaration(registration: &Registration) -> TokenStream {
    let span = Span::mixed_site();
    let private = registration.runtime.private(span);
    let check = check(registration);
    let Registration { name, help, ident, .. } = registration;
    // Long names, because the user's static is named in the same block.
    quote_spanned! {span=>
        const _: () = {
            #check
            static TICKMARK_DECLARATION: #private::Declaration = #private::Declaration::new(#name, #help, &#ident);
            #[#private::linkme::distributed_slice(#private::CATALOG)]
            #[linkme(crate = #private::linkme)]
            static TICKMARK_ENTRY: &'static dyn #private::Declared = &TICKMARK_DECLARATION;
        };
    }
}

/// The check of the name, with every token of the call at the name.
pub(crate) fn check(registration: &Registration) -> TokenStream {
    let Registration { runtime, name, ty, .. } = registration;
    let span = name.span();
    let private = runtime.private(span);
    let allowed = runtime.allowed_lints();
    quote_spanned!(span=> #allowed const _: () = #private::assert_metric_name::<#ty>(#name);)
}
