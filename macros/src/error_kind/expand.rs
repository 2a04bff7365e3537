//! `impl ErrorKind` as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote_spanned};
use syn::{DeriveInput, Generics, Type, spanned::Spanned};

use super::validate::{Inner, Kind, Source};
use crate::{bound, generated::generated, paths::RuntimePath};

pub(crate) fn expand(input: &DeriveInput, runtime: &RuntimePath, kinds: &[Kind<'_>]) -> TokenStream {
    let own: Vec<_> = kinds.iter().filter_map(Kind::own).collect();
    if own.len() == kinds.len() {
        listed(input, runtime, kinds, &own)
    } else {
        put_together(input, runtime, kinds)
    }
}

/// An `impl` without kinds.
pub(crate) fn stub(input: &DeriveInput, runtime: &RuntimePath) -> TokenStream {
    let span = Span::mixed_site();
    let body = quote_spanned! {span=>
        const KINDS: &'static [&'static str] = &[];

        fn kind(&self) -> usize {
            0usize
        }
    };
    implementation(input, &input.generics, &the_trait(runtime, span), &body)
}

impl<'a> Kind<'a> {
    fn own(&self) -> Option<&str> {
        match &self.source {
            Source::Own { text, .. } => Some(text),
            Source::Inner(_) => None,
        }
    }

    fn inner(&self) -> Option<&Inner<'a>> {
        match &self.source {
            Source::Own { .. } => None,
            Source::Inner(inner) => Some(inner),
        }
    }

    fn path(&self) -> TokenStream {
        let variant = self.variant.map(generated);
        let variant = variant.iter();
        quote_spanned!(Span::mixed_site()=> Self #(::#variant)*)
    }
}

/// All kinds are written in the enum itself.
fn listed(input: &DeriveInput, runtime: &RuntimePath, kinds: &[Kind<'_>], own: &[&str]) -> TokenStream {
    let span = Span::mixed_site();
    let mut texts: Vec<&str> = Vec::new();
    let mut arms = Vec::new();
    for (kind, text) in kinds.iter().zip(own) {
        let index = texts.iter().position(|known| known == text).unwrap_or(texts.len());
        if index == texts.len() {
            texts.push(text);
        }
        let pattern = kind.path();
        arms.push(quote_spanned!(span=> #pattern { .. } => #index,));
    }
    let choice = choice(&arms);
    let body = quote_spanned! {span=>
        const KINDS: &'static [&'static str] = &[#(#texts),*];

        fn kind(&self) -> usize {
            #choice
        }
    };
    implementation(input, &input.generics, &the_trait(runtime, span), &body)
}

/// Some kinds are those of other errors, which the compiler knows and the macro doesn't.
fn put_together(input: &DeriveInput, runtime: &RuntimePath, kinds: &[Kind<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let (the_trait, private) = (the_trait(runtime, span), runtime.private(span));
    let parts = kinds.iter().map(|kind| part(runtime, kind));
    let parts = quote_spanned!(span=> const PARTS: &'static [#private::Part] = &[#(#parts),*];);
    let generics = bounded(input, runtime, kinds);
    let parts = implementation(input, &generics, &quote_spanned!(span=> #private::KindParts), &parts);
    let kinds = implementation(input, &generics, &the_trait, &kinds_of_parts(runtime, kinds));
    let check = check(input, &the_trait);
    quote_spanned!(span=> const _: () = { #parts #kinds #check };)
}

/// What doesn't depend on a parameter needs no bound: where it is used, the compiler says what it is not.
fn bounded(input: &DeriveInput, runtime: &RuntimePath, kinds: &[Kind<'_>]) -> Generics {
    let types = kinds.iter().filter_map(Kind::inner).map(|inner| inner.ty);
    let generic = types.filter(|ty| bound::is_generic(&input.generics, ty));
    bound::all(&input.generics, generic, |span| the_trait(runtime, span))
}

fn the_trait(runtime: &RuntimePath, span: Span) -> TokenStream {
    let path = runtime.at(span);
    quote_spanned!(span=> #path::ErrorKind)
}

fn part(runtime: &RuntimePath, kind: &Kind<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let private = runtime.private(span);
    match &kind.source {
        Source::Own { text, .. } => quote_spanned!(span=> #private::Part::own(&[#text])),
        Source::Inner(inner) => {
            let (prefix, error) = (&inner.prefix, as_error_kind(runtime, inner.ty));
            quote_spanned!(span=> #private::Part::nested(#prefix, #error::KINDS))
        }
    }
}

/// The type as one that has kinds. Every token is at the type, so that two mistakes about it read the same, and the compiler reports
/// the first only.
fn as_error_kind(runtime: &RuntimePath, ty: &Type) -> TokenStream {
    let span = Span::mixed_site().located_at(ty.span());
    let the_trait = the_trait(runtime, span);
    quote_spanned!(span=> <#ty as #the_trait>)
}

fn kinds_of_parts(runtime: &RuntimePath, kinds: &[Kind<'_>]) -> TokenStream {
    let span = Span::mixed_site();
    let private = runtime.private(span);
    let arms: Vec<_> = kinds.iter().enumerate().map(|(part, kind)| arm(runtime, part, kind)).collect();
    let choice = choice(&arms);
    let nested = kinds.iter().enumerate().filter(|(_, kind)| kind.inner().is_some());
    let checks = nested.map(|(part, kind)| {
        // Every token at the variant: otherwise the compiler underlines the whole attribute.
        let span = Span::mixed_site().located_at(kind.name.span());
        let private = runtime.private(span);
        quote_spanned!(span=> #private::assert_kinds_differ::<Self>(#part);)
    });
    quote_spanned! {span=>
        const KINDS: &'static [&'static str] = {
            #(#checks)*
            <Self as #private::KindParts>::DISTINCT
        };

        fn kind(&self) -> usize {
            #choice
        }
    }
}

fn arm(runtime: &RuntimePath, part: usize, kind: &Kind<'_>) -> TokenStream {
    let span = Span::mixed_site();
    let (private, pattern) = (runtime.private(span), kind.path());
    match kind.inner() {
        None => quote_spanned!(span=> #pattern { .. } => #private::kind_at::<Self, #part>(0usize),),
        Some(Inner { member, ty, .. }) => {
            let error = as_error_kind(runtime, ty);
            quote_spanned! {span=>
                #pattern { #member: inner, .. } => #private::kind_at::<Self, #part>(#error::kind(inner)),
            }
        }
    }
}

fn choice(arms: &[TokenStream]) -> TokenStream {
    let span = Span::mixed_site();
    if arms.is_empty() {
        quote_spanned!(span=> match *self {})
    } else {
        quote_spanned!(span=> match self { #(#arms)* })
    }
}

/// Has the kinds put together where the error is, and not only where somebody uses them; with parameters there is nothing yet to
/// put together.
fn check(input: &DeriveInput, the_trait: &TokenStream) -> Option<TokenStream> {
    let name: &Ident = &input.ident;
    input.generics.params.is_empty().then(|| {
        quote_spanned!(Span::mixed_site()=> const _: &'static [&'static str] = <#name as #the_trait>::KINDS;)
    })
}

fn implementation(
    input: &DeriveInput,
    generics: &Generics,
    the_trait: &dyn ToTokens,
    body: &TokenStream,
) -> TokenStream {
    let name = &input.ident;
    let (parameters, arguments, bounds) = generics.split_for_impl();
    quote_spanned! {Span::mixed_site()=>
        #[automatically_derived]
        impl #parameters #the_trait for #name #arguments #bounds {
            #body
        }
    }
}
