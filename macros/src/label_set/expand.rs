//! `impl LabelSet` as tokens.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{DeriveInput, Generics, parse_quote};

use super::validate::Label;
use crate::check;
use crate::generated::generated;
use crate::paths::RuntimePath;

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
    let generics = bounded(input.generics.clone(), &path, labels);
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

/// The type of a field that depends on a parameter must be a label value.
fn bounded(mut generics: Generics, path: &TokenStream, labels: &[Label<'_>]) -> Generics {
    let parameters: Vec<Ident> = generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    for label in labels {
        let ty = label.ty;
        if mentions(ty.to_token_stream(), &parameters) {
            generics.make_where_clause().predicates.push(parse_quote!(#ty: #path::LabelValue));
        }
    }
    generics
}

fn mentions(ty: TokenStream, parameters: &[Ident]) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Ident(word) => parameters.contains(&word),
        TokenTree::Group(group) => mentions(group.stream(), parameters),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
