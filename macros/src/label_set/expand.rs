//! `impl LabelSet` as tokens.

use proc_macro2::{Span, TokenStream};
use quote::quote_spanned;
use syn::DeriveInput;

use super::validate::Label;
use crate::{bound, check, generated::generated, paths::RuntimePath};

pub(crate) fn expand(input: &DeriveInput, runtime: &RuntimePath, labels: &[Label<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let private = runtime.private(span);
    let fields: Vec<_> = labels.iter().map(|label| generated(label.field)).collect();
    let types = labels.iter().map(|label| label.ty);
    let names = labels.iter().map(|label| &label.name);
    let body = quote_spanned! {span=>
        const LABELS: &'static [#path::LabelDescriptor] = &[#(#path::LabelDescriptor::of::<#types>(#names)),*];

        fn index(&self) -> usize {
            let index = 0usize;
            #(let index = #private::fold_index(index, &self.#fields);)*
            index
        }

        fn visit(&self, each: &mut impl ::core::ops::FnMut(&str)) {
            #(#path::LabelValue::with_str(&self.#fields, &mut *each);)*
        }
    };
    implementation(input, runtime, labels, &body)
}

/// An `impl` without labels.
pub(crate) fn stub(input: &DeriveInput, runtime: &RuntimePath, labels: &[Label<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let body = quote_spanned! {span=>
        const LABELS: &'static [#path::LabelDescriptor] = &[];

        fn index(&self) -> usize {
            0usize
        }

        fn visit(&self, _: &mut impl ::core::ops::FnMut(&str)) {}
    };
    implementation(input, runtime, labels, &body)
}

fn implementation(
    input: &DeriveInput,
    runtime: &RuntimePath,
    labels: &[Label<'_>],
    body: &TokenStream,
) -> TokenStream {
    let span = Span::mixed_site();
    let path = runtime.at(span);
    let checks = labels.iter().map(|label| check::label_name(runtime, &label.name));
    let name = &input.ident;
    let types = labels.iter().map(|label| label.ty);
    let generics = bound::all(&input.generics, types, |span| {
        let path = runtime.at(span);
        quote_spanned!(span=> #path::LabelValue)
    });
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote_spanned! {span=>
        const _: () = {
            #(#checks)*
            #[automatically_derived]
            impl #parameters #path::LabelSet for #name #arguments #bounds {
                #body
            }
        };
    }
}
