//! What the catalog says about a call site.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote_spanned};
use syn::Expr;

use super::{
    label::{Label, LabelType, LabelValue},
    native::Native,
    outcome::OutcomeNames,
    part::{Beside, Part},
    plan::Call,
    slo::Slo,
};
use crate::{allow, buckets};

/// The descriptor of what is recorded, as a chain of `const fn`s.
pub(crate) fn descriptor(call: &Call, part: &Part) -> TokenStream {
    let family = part.describe(call);
    let buckets = part.buckets.as_ref().map(buckets);
    let native = part.native.as_ref().map(Native::described);
    let slo = part.slo.as_ref().map(Slo::described);
    let has_outcome = part.instrument.asks_for_outcome();
    rest(call, has_outcome, &quote_spanned!(Span::mixed_site()=> #family #buckets #native #slo))
}

/// The same for a family beside it.
pub(crate) fn beside(call: &Call, part: &Part, beside: &Beside) -> TokenStream {
    let family = part.describe_beside(beside, call);
    let buckets = part.buckets.as_ref().filter(|_| beside.has_buckets).map(buckets);
    let native = part.native.as_ref().filter(|_| beside.has_buckets).map(Native::described);
    let has_outcome = part.instrument.asks_for_outcome() && beside.has_outcome;
    rest(call, has_outcome, &quote_spanned!(Span::mixed_site()=> #family #buckets #native))
}

fn rest(call: &Call, has_outcome: bool, family: &TokenStream) -> TokenStream {
    let labels = labels(call);
    let limit = call.limit.as_ref().map(|limit| quote_spanned!(Span::mixed_site()=> .limit(#limit)));
    let names = call.outcome.as_ref().filter(|_| has_outcome);
    let outcome = names.map(|names| outcome(call, names));
    let error = call.error.as_ref().filter(|_| names.is_some()).map(|error| error.described(&call.runtime));
    let exempt = allow::exemption(&call.runtime, &call.rules);
    quote_spanned!(Span::mixed_site()=> #family #labels #limit #outcome #error #exempt)
}

fn labels(call: &Call) -> Option<TokenStream> {
    let span = Span::mixed_site();
    let runtime = call.runtime.at(span);
    let labels = call.labels.iter().map(|label| label_descriptor(call, label));
    let returned = call.returned.iter().map(|label| {
        let key = label.name();
        quote_spanned!(span=> #runtime::LabelDescriptor::of::<str>(#key))
    });
    let labels: Vec<TokenStream> = labels.chain(returned).collect();
    (!labels.is_empty()).then(|| quote_spanned!(span=> .labels(&[#(#labels),*])))
}

fn label_descriptor(call: &Call, label: &Label) -> TokenStream {
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
    let bounds = buckets::bounds(written);
    quote_spanned!(Span::mixed_site()=> .buckets(#bounds))
}

fn outcome(call: &Call, names: &OutcomeNames) -> TokenStream {
    let span = Span::mixed_site();
    let private = call.runtime.private(span);
    let endings = match (call.can_be_cancelled(), call.is_fallible) {
        (false, false) => "SYNC",
        (false, true) => "SYNC_FALLIBLE",
        (true, false) => "ASYNC",
        (true, true) => "ASYNC_FALLIBLE",
    };
    let endings = Ident::new(endings, span);
    let only = call.only.map(|word| {
        let only = format_ident!("only_{word}", span = span);
        quote_spanned!(span=> .#only())
    });
    let label = names.label.get().map(|text| quote_spanned!(span=> .label(#text)));
    let renamed = names.endings().into_iter().filter_map(|(ending, text)| {
        let ending = Ident::new(ending, span);
        text.map(|text| quote_spanned!(span=> .#ending(#text)))
    });
    quote_spanned! {span=>
        .outcome(#private::OutcomeLabel::new(#private::Endings::#endings #only) #label #(#renamed)*)
    }
}
