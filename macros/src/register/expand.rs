//! A registration as tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::validate::Registration;
use crate::{allow, constant_label, field_name::FieldName};

/// The declaration that the registry finds at link time.
pub(crate) fn declaration(registration: &Registration) -> TokenStream {
    let span = Span::mixed_site();
    let private = registration.runtime.private(span);
    let allowed = registration.runtime.allowed_lints();
    let field = field(registration);
    let Registration { ident, ty, .. } = registration;
    // A long name, because the user's static is named in the same block.
    quote_spanned! {span=>
        const _: () = {
            #allowed
            static TICKMARK_DECLARATION: #private::Declaration =
                #private::Declaration::new::<#ty>(#field, &#ident);
            #private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    }
}

/// The check of the field alone.
pub(crate) fn check(registration: &Registration) -> TokenStream {
    let span = registration.name.text().span();
    let field = field(registration);
    let allowed = registration.runtime.allowed_lints();
    let private = registration.runtime.private(span);
    quote_spanned!(span=> #allowed const _: #private::FieldDescriptor = #field;)
}

/// Every token of the calls is at the name: otherwise the compiler underlines the whole attribute.
fn field(registration: &Registration) -> TokenStream {
    let Registration { runtime, name, help, ty, .. } = registration;
    let (text, span) = (name.text(), name.text().span());
    let private = runtime.private(span);
    let new = match name {
        FieldName::Derived(_) => quote_spanned!(span=> registered),
        FieldName::OfMetric(_) => quote_spanned!(span=> FieldDescriptor::metric),
        FieldName::Prefix(_) => quote_spanned!(span=> FieldDescriptor::group),
    };
    let labels = constant_label::chained(registration.labels.iter());
    let exempt = allow::exemption(runtime, &registration.rules);
    quote_spanned!(span=> #private::#new::<#ty>(#text, #help) #labels #exempt .checked())
}
