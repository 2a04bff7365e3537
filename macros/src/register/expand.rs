//! A registration as tokens.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};

use super::validate::Registration;
use crate::{allow, constant_label, field_name::FieldName, field_type};

/// The declaration that the registry finds at link time.
pub(crate) fn declaration(registration: &Registration) -> TokenStream {
    let span = Span::mixed_site();
    let private = registration.runtime.private(span);
    let allowed = registration.runtime.allowed_lints();
    let field = field(registration);
    let checks = checks(registration);
    let Registration { runtime, ident, ty, .. } = registration;
    let find = field_type::as_field(runtime, ty);
    // A long name, because the user's static is named in the same block.
    quote_spanned! {span=>
        #(#checks)*
        const _: () = {
            #allowed
            static TICKMARK_DECLARATION: #private::Declaration =
                #private::Declaration::new(#field, || #find(&#ident));
            #private::__tickmark_enter!(TICKMARK_DECLARATION);
        };
    }
}

/// What is checked beside the field, so that one mistake doesn't hide the other.
fn checks(registration: &Registration) -> impl Iterator<Item = TokenStream> {
    let labels = constant_label::checks(&registration.runtime, &registration.labels);
    let has_help = !registration.help.value().is_empty();
    let helped = (!has_help).then(|| {
        let span = registration.help.span();
        let described = described(registration, span);
        constant(registration, &quote_spanned!(span=> #described.helped()))
    });
    labels.into_iter().chain(helped)
}

/// The check of the field alone.
pub(crate) fn check(registration: &Registration) -> TokenStream {
    let checks = checks(registration);
    let field = constant(registration, &field(registration));
    quote!(#(#checks)* #field)
}

fn constant(registration: &Registration, field: &TokenStream) -> TokenStream {
    let span = registration.name.text().span();
    let (allowed, private) = (registration.runtime.allowed_lints(), registration.runtime.private(span));
    quote_spanned!(span=> #allowed const _: #private::FieldDescriptor = #field;)
}

fn field(registration: &Registration) -> TokenStream {
    let span = registration.name.text().span();
    let described = described(registration, span);
    let assertion = match registration.name {
        FieldName::Derived(_) => None,
        FieldName::OfMetric(_) => Some(quote_spanned!(span=> .metric())),
        FieldName::Prefix(_) => Some(quote_spanned!(span=> .group())),
    };
    quote_spanned!(span=> #described #assertion .checked())
}

/// Every token of the calls is at one place: otherwise the compiler underlines the whole attribute.
fn described(registration: &Registration, span: Span) -> TokenStream {
    let Registration { runtime, name, help, ty, .. } = registration;
    let text = name.text();
    let private = runtime.private(span);
    let new = match name {
        FieldName::Derived(_) => quote_spanned!(span=> registered),
        FieldName::OfMetric(_) | FieldName::Prefix(_) => quote_spanned!(span=> FieldDescriptor::new),
    };
    let shape = field_type::shape(runtime, ty);
    let labels = constant_label::chained(registration.labels.iter());
    let exempt = allow::exemption(runtime, &registration.rules);
    quote_spanned!(span=> #private::#new(#shape, #text, #help) #labels #exempt)
}
