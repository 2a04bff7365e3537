//! A registration as tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;

use super::validate::Registration;
use crate::{allow, constant_label, field_name::FieldName, field_type};

/// The declaration that the registry finds at link time.
pub(crate) fn declaration(registration: &Registration) -> TokenStream {
    let span = Span::mixed_site();
    let private = registration.runtime.private(span);
    let allowed = registration.runtime.allowed_lints();
    let field = field(registration);
    let checks = constant_label::checks(&registration.runtime, &registration.labels);
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

/// The check of the field alone.
pub(crate) fn check(registration: &Registration) -> TokenStream {
    let span = registration.name.text().span();
    let field = field(registration);
    let allowed = registration.runtime.allowed_lints();
    let private = registration.runtime.private(span);
    let checks = constant_label::checks(&registration.runtime, &registration.labels);
    quote_spanned!(span=> #(#checks)* #allowed const _: #private::FieldDescriptor = #field;)
}

/// Every token of the calls is at the name: otherwise the compiler underlines the whole attribute.
fn field(registration: &Registration) -> TokenStream {
    let Registration { runtime, name, help, ty, .. } = registration;
    let (text, span) = (name.text(), name.text().span());
    let private = runtime.private(span);
    let (new, assertion) = match name {
        FieldName::Derived(_) => (quote_spanned!(span=> registered), None),
        FieldName::OfMetric(_) => {
            (quote_spanned!(span=> FieldDescriptor::new), Some(quote_spanned!(span=> .metric())))
        }
        FieldName::Prefix(_) => {
            (quote_spanned!(span=> FieldDescriptor::new), Some(quote_spanned!(span=> .group())))
        }
    };
    let shape = field_type::shape(runtime, ty);
    let labels = constant_label::chained(registration.labels.iter());
    let exempt = allow::exemption(runtime, &registration.rules);
    quote_spanned!(span=> #private::#new(#shape, #text, #help) #labels #exempt #assertion .checked())
}
