//! `impl LabelSet` as tokens.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::{DeriveInput, Generics, parse_quote_spanned, spanned::Spanned};

use super::validate::Label;
use crate::{check, generated::generated, paths::RuntimePath};

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
    let generics = bounded(input.generics.clone(), runtime, labels);
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

/// The type of a field that depends on a parameter must be a label value. So must one that depends on nothing, which the
/// compiler then says once, and not at each use; between bounds that differ only in lifetimes it couldn't choose.
fn bounded(mut generics: Generics, runtime: &RuntimePath, labels: &[Label<'_>]) -> Generics {
    let parameters: Vec<Ident> = generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    for label in labels {
        let ty = label.ty;
        let is_parameter =
            |token: &TokenTree| matches!(token, TokenTree::Ident(word) if parameters.contains(word));
        let has_lifetime = || mentions(ty.to_token_stream(), &is_quote);
        if !mentions(ty.to_token_stream(), &is_parameter) && has_lifetime() {
            continue;
        }
        let span = Span::mixed_site().located_at(ty.span());
        let path = runtime.at(span);
        let predicate = parse_quote_spanned!(span=> #ty: #path::LabelValue);
        generics.make_where_clause().predicates.push(predicate);
    }
    generics
}

fn mentions(ty: TokenStream, is_it: &dyn Fn(&TokenTree) -> bool) -> bool {
    ty.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), is_it),
        token => is_it(&token),
    })
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '\'')
}
