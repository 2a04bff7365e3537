//! What the catalog says about a call site.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote_spanned;
use syn::Expr;

use super::{
    label::{Label, LabelType, LabelValue},
    outcome::OutcomeNames,
    validate::{Call, Family, Help},
};
use crate::literal;

/// The descriptor as a chain of `const fn`s.
pub(crate) fn descriptor(call: &Call<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let family = family(call);
    let labels = labels(call);
    let buckets = call.buckets.as_ref().map(buckets);
    let without_outcome = || quote_spanned!(span=> .without_outcome());
    let outcome = call.outcome.as_ref().map_or_else(without_outcome, |names| outcome(call, names));
    quote_spanned!(span=> #family #labels #buckets #outcome)
}

fn family(call: &Call<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    match &call.family {
        Family::Shared { function } => {
            let describe = Ident::new(call.instrument.describe_function, span);
            quote_spanned!(span=> #private::Descriptor::#describe(::core::module_path!(), #function))
        }
        Family::Named { name, help } => {
            let describe = Ident::new(call.instrument.describe_family, span);
            let help = match help {
                Help::Given(text) => quote_spanned!(span=> .help(#text)),
                Help::Doc(text) => quote_spanned!(span=> .doc(#text)),
                Help::Missing => TokenStream::new(),
            };
            quote_spanned!(span=> #private::Descriptor::#describe(#name) #help)
        }
    }
}

fn labels(call: &Call<'_>) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let labels = call.labels.iter().map(|label| label_descriptor(call, label));
    (!call.labels.is_empty()).then(|| quote_spanned!(span=> .labels(&[#(#labels),*])))
}

fn label_descriptor(call: &Call<'_>, label: &Label) -> TokenStream {
    let span = Span::mixed_site();
    let runtime = call.runtime.at(span);
    let key = &label.key;
    match &label.value {
        LabelValue::Fixed(text) => quote_spanned!(span=> #runtime::LabelDescriptor::fixed(#key, #text)),
        LabelValue::Read(value) => match &value.ty {
            LabelType::Written(ty) | LabelType::OfArgument(ty) => {
                quote_spanned!(span=> #runtime::LabelDescriptor::of::<#ty>(#key))
            }
            LabelType::Unknown => quote_spanned!(span=> #runtime::LabelDescriptor::unknown(#key)),
        },
    }
}

fn buckets(written: &Expr) -> TokenStream {
    let span = Span::mixed_site();
    match literal::ungroup(written) {
        Expr::Array(array) => {
            let bounds = array.elems.iter().map(literal::as_float);
            quote_spanned!(span=> .buckets(&[#(#bounds),*]))
        }
        list => quote_spanned!(span=> .buckets(#list)),
    }
}

fn outcome(call: &Call<'_>, names: &OutcomeNames) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let endings = match (call.target.is_async, call.target.is_infallible()) {
        (false, true) => "SYNC",
        (false, false) => "SYNC_FALLIBLE",
        (true, true) => "ASYNC",
        (true, false) => "ASYNC_FALLIBLE",
    };
    let endings = Ident::new(endings, span);
    let label = names.label.get().map(|text| quote_spanned!(span=> .label(#text)));
    let renamed = names.endings().into_iter().filter_map(|(ending, text)| {
        let ending = Ident::new(ending, span);
        text.map(|text| quote_spanned!(span=> .#ending(#text)))
    });
    quote_spanned!(span=> .outcome(#private::OutcomeLabel::new(#private::Endings::#endings) #label #(#renamed)*))
}
